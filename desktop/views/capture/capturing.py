"""How pictures come in: the screen, a region of it, files, the clipboard, what is dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.tasks import Lane, Task
from desktop.viewmodels.capture import CaptureViewModel
from desktop.views.capture.countdown import Countdown
from desktop.views.capture.own_windows import OwnWindows
from desktop.views.capture.pictures_in import SUFFIXES, PictureSource, pictures_in
from desktop.views.capture.shots import Shot, shot
from desktop.views.capture.uncovering import LONGEST_MS, Uncovering
from desktop.views.parts.screens import screen_of, screen_wanted
from desktop.views.parts.surroundings import RegionOverlay, Surroundings
from desktop.wishes import CaptureKind, CaptureOrder, Outcome
from engine.domain.notice import Severity
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.errors import Cancelled, CaptureError, DesksideError
from engine.ports import ScreenGrabber
from engine.wording import say

_LAST_REGION = "last_region"
Ended = Callable[[Outcome], None]


def _tell_nobody(_: Outcome) -> None:
    """The agent, who asked at the window, sees what became of it."""


class Capturing(QObject):
    """The ways in which a picture comes in, for one window. One capture of the screen runs at a time."""

    question_ready = Signal(str)
    """What was to be asked about a capture, now that its covered picture is in the composer."""

    def __init__(self, window: QWidget, surroundings: Surroundings, capture: CaptureViewModel) -> None:
        super().__init__(window)
        self._window = window
        self._surroundings = surroundings
        self._capture = capture
        self._own_windows = OwnWindows()
        self._order = CaptureOrder()
        self._ended: Ended | None = None
        self._countdown: Countdown | None = None
        self._overlay: RegionOverlay | None = None
        self._uncovering: Uncovering | None = None
        self._dialogue: Task | None = None
        """The desktop's own, which is being waited for."""
        self._fault = ""
        """Why the last capture failed; said until the next one begins."""
        self._questions: dict[str, str] = {}
        self.handlers: Mapping[str, Callable[[], None]] = {
            "picture.region": self.capture_region,
            "picture.screen": self.capture_screen,
            "picture.window": self.capture_window,
            "picture.all": self.capture_all,
            "picture.last": self.capture_last,
            "picture.later": self.capture_later,
            "picture.open": self.open_file,
            "picture.paste": self.paste,
        }
        capture.covered.connect(self._ask_about)
        capture.dropped.connect(self._forget_question)

    @property
    def is_running(self) -> bool:
        """Whether a capture of the screen is under way."""
        return self._ended is not None

    def capture_region(self) -> None:
        """Let the agent drag over a part of the screen."""
        self.capture(CaptureOrder(CaptureKind.REGION))

    def capture_screen(self) -> None:
        """Take the screen that this window is on."""
        number = QGuiApplication.screens().index(screen_of(self._window)) + 1
        self.capture(CaptureOrder(CaptureKind.SCREEN, screen=number))

    def capture_all(self) -> None:
        """Take all screens as one picture."""
        self.capture(CaptureOrder(CaptureKind.ALL))

    def capture_window(self) -> None:
        """Take the uppermost window of another program."""
        self.capture(CaptureOrder(CaptureKind.WINDOW))

    def capture_last(self) -> None:
        """Take the region that was chosen last time, as it looks now."""
        self.capture(CaptureOrder(CaptureKind.LAST))

    def capture_later(self) -> None:
        """Let the agent drag over the screen after a moment, in which menus can be opened."""
        self.capture(CaptureOrder(CaptureKind.REGION, delay_s=self._surroundings.settings.integer("capture.delay")))

    def capture(self, order: CaptureOrder, ended: Ended = _tell_nobody) -> None:
        """Begin a capture of the screen. `ended` is called once, when it is taken, failed or given up."""
        if self.is_running:
            ended(self._outcome_of(CaptureError("capture.running")))
            return
        self._order, self._ended = order, ended
        self._surroundings.notices.dismiss(self._fault)
        try:
            self._check()
            screen = screen_wanted(order.screen)
        except CaptureError as error:
            self._fail(error)
            return
        if order.delay_s:
            self._count_down(order.delay_s, screen)
        else:
            self._step_aside()

    def cancel(self) -> None:
        """Give a capture up that is under way, wherever it is."""
        if self._countdown is not None:
            self._countdown.cancel()
        elif self._overlay is not None:
            self._overlay.cancel()
        elif self.is_running:
            if self._dialogue is not None:
                self._dialogue.cancel()
            self._give_up()

    def open_file(self) -> None:
        """Let the agent choose picture files."""
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        title, kind = self.tr("Open picture"), self.tr("Pictures")
        paths, _ = QFileDialog.getOpenFileNames(self._window, title, "", f"{kind} ({patterns})")
        for path in paths:
            self._capture.take_file(Path(path))

    def paste(self) -> None:
        """Take the picture in the clipboard."""
        found = pictures_in(QGuiApplication.clipboard().mimeData(), CaptureOrigin.PASTE)
        if found:
            self.take(found)
        else:
            self._surroundings.notices.tell("desktop.nothing_to_paste", Severity.WARNING)

    def take(self, sources: Sequence[PictureSource]) -> None:
        """Take what was pasted or dropped."""
        if not sources:
            self._surroundings.notices.tell("desktop.drop_refused", Severity.WARNING)
        for source in sources:
            source.lead_into(self._capture)

    def show_window(self) -> None:
        """Bring the window to the front, wherever it was: hidden in the tray, minimised, under others."""
        window = self._window
        if window.isMinimized():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _check(self) -> None:
        """Raise CaptureError where the screen cannot be captured in this session."""
        desk = self._surroundings.desk.now
        if desk is None:
            raise CaptureError("desktop.cannot_capture")
        fitness = desk.grabber.fitness()
        if not fitness.is_fit:
            raise CaptureError(fitness.key or "desktop.cannot_capture")

    def _count_down(self, seconds: int, screen: QScreen) -> None:
        if self._surroundings.settings.flag("capture.hide_window"):
            # At once: what is under the window can be got ready meanwhile.
            self._own_windows.step_aside()
        self._countdown = Countdown(seconds, screen, self._surroundings.make_key)
        self._countdown.finished.connect(self._end_countdown)
        self._countdown.cancelled.connect(self._give_up)
        self._countdown.start()

    def _end_countdown(self) -> None:
        self._countdown = None
        # The number itself must be off the screen, too.
        QTimer.singleShot(LONGEST_MS, self, self._act)

    def _step_aside(self) -> None:
        areas = self._own_windows.areas() if self._surroundings.settings.flag("capture.hide_window") else []
        desk = self._surroundings.desk.now
        if not areas or desk is None:
            QTimer.singleShot(0, self, self._act)
            return
        if desk.grabber.has_own_dialogue:  # nobody but the desktop may look at the screen there
            self._own_windows.step_aside()
            QTimer.singleShot(LONGEST_MS, self, self._act)
            return
        self._uncovering = Uncovering(self, is_over_windows=bool(desk.grabber.windows()))
        self._uncovering.finished.connect(self._act)
        self._uncovering.remember(areas)
        self._own_windows.step_aside()
        self._uncovering.start()

    def _act(self) -> None:
        self._forget_uncovering()
        if not self.is_running:  # it was given up while the windows stepped aside
            return
        desk = self._surroundings.desk.now
        if desk is None:
            self._fail(CaptureError("desktop.cannot_capture"))
        elif desk.grabber.has_own_dialogue:
            self._ask_desktop(desk.grabber)
        elif self._order.kind is CaptureKind.REGION:
            self._show_overlay(desk.grabber)
        else:
            try:
                self._take(shot(desk.grabber, self._order, self._last_region()))
            except CaptureError as error:
                self._fail(error)

    def _forget_uncovering(self) -> None:
        uncovering, self._uncovering = self._uncovering, None
        if uncovering is not None:
            uncovering.stop()
            uncovering.deleteLater()

    def _ask_desktop(self, grabber: ScreenGrabber) -> None:
        """Leave it to the desktop, whose dialogue may stand for minutes."""
        lets_choose = self._order.kind not in (CaptureKind.SCREEN, CaptureKind.ALL)

        def done(capture: Capture) -> None:
            self._take(Shot(capture, Region(0, 0, capture.width, capture.height)))

        def failed(error: Exception) -> None:
            if isinstance(error, Cancelled):
                self._give_up()
            elif isinstance(error, DesksideError):
                self._fail(error)
            else:
                self._end(self._outcome_of(CaptureError("capture.failed")))
                raise error

        job = partial(grabber.take, lets_choose=lets_choose)
        self._dialogue = self._surroundings.tasks.run(Lane.SCREEN, job, done=done, failed=failed)

    def _show_overlay(self, grabber: ScreenGrabber) -> None:
        overlay = self._surroundings.make_overlay(grabber)
        overlay.region_captured.connect(self._take)
        overlay.cancelled.connect(self._give_up)
        overlay.failed.connect(self._fail)
        overlay.set_last_region(self._last_region())
        self._overlay = overlay
        overlay.start()

    def _take(self, taken: Shot) -> None:
        capture = taken.capture
        if self._order.question:
            self._questions[capture.id] = self._order.question
        if taken.is_chosen:
            self._keep_last_region(taken.place)
        language = self._surroundings.settings.language
        words = say("handover.captured", language, width=capture.width, height=capture.height)
        self._end(Outcome(0, words))
        self.show_window()
        self._capture.take_capture(capture)

    def _give_up(self) -> None:
        self._end(self._outcome_of(Cancelled("capture.cancelled")))

    def _fail(self, error: DesksideError) -> None:
        is_told_elsewhere = self._ended is not _tell_nobody
        self._end(self._outcome_of(error))
        if not is_told_elsewhere:
            self.show_window()  # the notice is of no use in the tray
        self._fault = error.key
        self._surroundings.notices.tell_error(error, severity=Severity.WARNING)

    def _end(self, outcome: Outcome) -> None:
        self._countdown = None
        self._overlay = self._dialogue = None
        self._forget_uncovering()
        ended, self._ended = self._ended, None
        self._own_windows.come_back()
        if ended is not None:
            ended(outcome)

    def _outcome_of(self, error: DesksideError) -> Outcome:
        language = self._surroundings.settings.language
        return Outcome(error.exit_code, f"{error.message(language)} {error.remedy(language)}".strip())

    def _ask_about(self, capture_id: str) -> None:
        question = self._questions.pop(capture_id, "")
        if question:
            self.question_ready.emit(question)

    def _forget_question(self, capture_id: str) -> None:
        self._questions.pop(capture_id, None)

    def _last_region(self) -> Region | None:
        """Return the region that was chosen last, of this run or an earlier one. It holds places, no content."""
        value = QSettings(str(self._surroundings.state_file), QSettings.Format.IniFormat).value(_LAST_REGION)
        try:
            x, y, width, height = (int(part) for part in str(value).split(" "))
        except ValueError:
            return None
        return Region(x, y, width, height)

    def _keep_last_region(self, place: Region) -> None:
        state = QSettings(str(self._surroundings.state_file), QSettings.Format.IniFormat)
        state.setValue(_LAST_REGION, f"{place.x} {place.y} {place.width} {place.height}")

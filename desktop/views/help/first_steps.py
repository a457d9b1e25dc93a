"""The first four steps of a new agent: model, device, key, sample. All can be skipped, and repeated from Help."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import native_keys
from desktop.tasks import Lane
from desktop.viewmodels.status import StatusViewModel
from desktop.views.parts.opening import come_over_window
from desktop.views.parts.parts import SPACE, Speaking, button, column, label, room_for
from desktop.views.parts.surroundings import Surroundings
from desktop.views.parts.translation import shown_language
from engine.domain.model import BackendState, BackendStatus
from engine.errors import DesksideError
from engine.wording import RESOURCES

_SIZE = QSize(560, 380)
_SEEN = "first_steps_seen"
_KEY = "capture.hotkey"


class _Page(QWidget):
    """One step: what it is about, one button, and what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("title", wraps=True)
        self.text = label(wraps=True)
        self.act = button("soft")
        self.result = label("strong", wraps=True)
        layout: QVBoxLayout = column(self, gap=4 * SPACE)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addWidget(self.act, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.result)
        layout.addStretch(1)

    def say(self, title: str, text: str, act: str) -> None:
        self.title.setText(title)
        self.text.setText(text)
        self.act.setText(act)
        self.act.setAccessibleName(act.rstrip("…"))

    def tell(self, text: str, *, is_good: bool | None = None) -> None:
        """Say what came of it, with a sign that needs no colour."""
        sign = {True: "✓ ", False: "⚠ ", None: ""}[is_good]
        self.result.setText(f"{sign}{text}" if text else "")
        self.act.setAccessibleDescription(self.result.text())


class FirstStepsDialog(Speaking, QDialog):
    """Not modal: the window can be used beside it."""

    models_wanted = Signal()
    key_wanted = Signal()
    sample_wanted = Signal(object)
    """The Path of the picture."""

    def __init__(self, around: Surroundings, status: StatusViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around, self._status = around, status
        self.model, self.device, self.key, self.sample = _Page(), _Page(), _Page(), _Page()
        self._pages = QStackedWidget()
        for page in (self.model, self.device, self.key, self.sample):
            self._pages.addWidget(page)
        self._place = label("muted")
        self.skip, self.back, self.next = button("quiet"), button(), button("primary")
        self._lay_out()
        self.model.act.clicked.connect(self.models_wanted)
        self.device.act.clicked.connect(self.test_device)
        self.key.act.clicked.connect(self.key_wanted)
        self.sample.act.clicked.connect(self._open_sample)
        status.changed.connect(self._show_model)
        around.settings.changed.connect(self._follow_setting)
        self.resize(room_for(self, _SIZE))
        self.retranslate()
        self._turn_to(0)

    @property
    def page(self) -> int:
        """The step that is shown, from 0."""
        return self._pages.currentIndex()

    def test_device(self) -> None:
        """Load the model where it is not in memory yet, and say where it runs and how long that took."""
        desk, begun = self._around.desk, time.monotonic()
        had_keyboard = self.device.act.hasFocus()
        self.device.act.setEnabled(False)
        self.device.tell(self.tr("Loading…"))

        def job() -> tuple[BackendStatus, bool]:
            backend = desk.wait().backend
            was_there = backend.status().state is BackendState.READY
            backend.load()
            return backend.status(), was_there

        def end() -> None:
            self.device.act.setEnabled(True)
            if had_keyboard and self._pages.currentWidget() is self.device:
                self.device.act.setFocus()  # it went elsewhere when the button was switched off

        def done(result: tuple[BackendStatus, bool]) -> None:
            status, was_there = result
            end()
            if status.state is not BackendState.READY:
                self.device.tell(self.tr("The model could not be loaded."), is_good=False)
                return
            if was_there:
                text = self.tr("{model} runs on {device}; it is in memory already.")
            else:
                text = self.tr("{model} runs on {device}; ready after {seconds} s.")
            seconds = f"{time.monotonic() - begun:.1f}"
            self.device.tell(text.format(model=status.model, device=status.device, seconds=seconds), is_good=True)

        def failed(error: Exception) -> None:
            if not isinstance(error, DesksideError):
                raise error
            end()
            language = shown_language()
            self.device.tell(f"{error.message(language)} {error.remedy(language)}".strip(), is_good=False)

        self._around.tasks.run(Lane.MODEL, job, done=done, failed=failed)

    def key_pressed(self) -> None:
        """The key that works from any program has arrived."""
        self.key.tell(self.tr("It works."), is_good=True)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("First steps"))
        self.model.say(
            self.tr("A model answers"),
            self.tr(
                "It runs on this computer, and nothing leaves it. One is enough, and it can be added later: "
                "until then answers are put together from the fixes."
            ),
            self.tr("Models…"),
        )
        self.device.say(
            self.tr("Where does it run?"),
            self.tr("The test loads the model on the graphics card where there is one, else on the processor."),
            self.tr("Test"),
        )
        self.key.say(self.tr("One key from any program"), self._key_text(), self.tr("Another key…"))
        self.sample.say(
            self.tr("Try it on a sample"),
            self.tr("A screenshot opens with what is private on it marked. Check it, cover it, and ask."),
            self.tr("Open the sample"),
        )
        self.skip.setText(self.tr("Skip all"))
        self.back.setText(self.tr("Back"))
        for act in (self.skip, self.back):
            act.setAccessibleName(act.text())
        self._show_model(self._status.status)
        self._turn_to(self.page)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addWidget(self.skip)
        foot.addStretch(1)
        foot.addWidget(self._place)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        layout = column(self, margin=6 * SPACE, gap=4 * SPACE)
        layout.addWidget(self._pages, 1)
        layout.addLayout(foot)
        self.skip.clicked.connect(self.reject)
        self.back.clicked.connect(lambda: self._turn_to(self.page - 1))
        self.next.clicked.connect(self._go_on)

    def _key_text(self) -> str:
        keys = native_keys(self._around.settings.text(_KEY))
        if not keys:
            return self.tr("No key is set. With one, a region of the screen can be grabbed without this window.")
        text = self.tr("Press {keys} now. The screen stands still, and a region can be chosen; Esc goes back.")
        return text.format(keys=keys)

    def _go_on(self) -> None:
        if self.page + 1 == self._pages.count():
            self.accept()
        else:
            self._turn_to(self.page + 1)

    def _turn_to(self, place: int) -> None:
        count = self._pages.count()
        self.next.setFocus()  # before its page goes: else the focus falls on whatever comes next
        self._pages.setCurrentIndex(place)
        self._place.setText(self.tr("{place} of {count}").format(place=place + 1, count=count))
        self.back.setEnabled(place > 0)
        self.next.setText(self.tr("Done") if place + 1 == count else self.tr("Next"))
        self.next.setAccessibleName(self.next.text())

    def _show_model(self, status: BackendStatus | None) -> None:
        if status is None:
            self.model.tell(self.tr("Looking for models…"))
        elif status.state is BackendState.NO_MODEL:
            self.model.tell(self.tr("No model is installed yet."), is_good=False)
        else:
            self.model.tell(self.tr("{model} is there.").format(model=status.model), is_good=True)

    def _follow_setting(self, key: str) -> None:
        if key == _KEY:
            self.key.tell("")
            self.retranslate()

    def _open_sample(self) -> None:
        self.sample_wanted.emit(sample_picture())
        self.accept()


def sample_picture() -> Path:
    """Return the screenshot of the sample case, in the language of the window."""
    return RESOURCES / "samples" / f"support-{shown_language().value}.png"


class FirstSteps(QObject):
    """Opens the steps over one window: once by itself, and whenever it is asked to."""

    models_wanted = Signal()
    key_wanted = Signal()
    sample_wanted = Signal(object)

    def __init__(self, window: QWidget, around: Surroundings, status: StatusViewModel) -> None:
        super().__init__(window)
        self._window, self._around, self._status = window, around, status
        self._dialog: FirstStepsDialog | None = None

    def make_dialog(self) -> FirstStepsDialog:
        """Make the steps without opening them."""
        return FirstStepsDialog(self._around, self._status, self._window)

    def show(self) -> None:
        """Open the steps, or bring them to the front."""
        if self._dialog is None:
            self._dialog = self.make_dialog()
            self._dialog.models_wanted.connect(self.models_wanted)
            self._dialog.key_wanted.connect(self.key_wanted)
            self._dialog.sample_wanted.connect(self.sample_wanted)
            self._dialog.finished.connect(self._finish)
            come_over_window(self._dialog)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def open_sample(self) -> None:
        """Let the sample picture be checked."""
        self.sample_wanted.emit(sample_picture())

    def show_once(self) -> None:
        """Open the steps in a profile that has not seen them."""
        if not self._state().value(_SEEN, False, bool):
            self.show()

    def key_pressed(self) -> None:
        """The key that works from any program has arrived."""
        if self._dialog is not None:
            self._dialog.key_pressed()

    def _finish(self) -> None:
        self._state().setValue(_SEEN, True)
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = None

    def _state(self) -> QSettings:
        return QSettings(str(self._around.state_file), QSettings.Format.IniFormat)

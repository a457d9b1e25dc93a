"""From a raw picture to one that may be sent: open, find, review, cover; one picture after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPainter

from desktop.notices import Notices
from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, Task, Tasks
from desktop.viewmodels.desk import FutureDesk
from engine.domain.finding import CaseLabels, CoverLook, RedactionPlan
from engine.domain.notice import Severity
from engine.domain.picture import Capture, CaptureOrigin, Picture, RedactedImage
from engine.errors import DesksideError, SettingsError
from engine.settings import Settings

_MOST_PIXELS = 60_000_000
"""A clipboard picture with more is refused: three 8K screens side by side are fewer."""


COMPLAINT_KEYS = frozenset({"settings.policy_damaged", "settings.profile_damaged", "settings.list_unreadable"})


@dataclass(frozen=True, slots=True)
class SiteRules:
    """What a look at the site's own rule files says."""

    profiles: tuple[str, ...]
    complaints: tuple[DesksideError, ...]

    @classmethod
    def of(cls, settings: Settings) -> SiteRules:
        """Read them; blocks for as long as a disk does."""
        names = tuple(profile.name for profile in settings.profiles().readable)
        return cls(names, tuple(settings.complaints()))


class Stage(StrEnum):
    """Where the picture at hand is."""

    IDLE = "idle"
    GRABBING = "grabbing"
    FINDING = "finding"
    REVIEWING = "reviewing"
    COVERING = "covering"


def _complaint(key: str, values: Mapping[str, object]) -> SettingsError:
    named: dict[str, Any] = dict(values)
    return SettingsError(key, **named)


def capture_of_image(image: QImage, origin: CaptureOrigin) -> Capture:
    """Copy the pixels of a Qt image. Raises DesksideError for none or too many."""
    if image.isNull():
        raise DesksideError("desktop.picture_unreadable")
    if image.width() * image.height() > _MOST_PIXELS:
        raise DesksideError("desktop.picture_too_large", width=image.width(), height=image.height())
    flat = _without_alpha(image).convertToFormat(QImage.Format.Format_RGB888)
    width, height, stride = flat.width(), flat.height(), flat.bytesPerLine()
    rows = memoryview(flat.constBits())
    rgb = b"".join(bytes(rows[y * stride : y * stride + width * 3]) for y in range(height))
    return Capture(width, height, rgb, origin)


def _without_alpha(image: QImage) -> QImage:
    """Put a transparent picture on white, as it is seen in most programs."""
    if not image.hasAlphaChannel():
        return image
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(0xFFFFFFFF)

    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return flat


class CaptureViewModel(QObject):
    """Leads each picture through its stages; the raw pixels are dropped when it is covered or given up."""

    stage_changed = Signal(object)
    finding_started = Signal(object)
    """The Capture in which something sensitive is being looked for."""
    plan_refused = Signal(object)
    """The DesksideError that stopped the covering: the review goes on."""
    preview_ready = Signal(object)
    """The covered picture as the model would see it, made only to be looked at."""
    plan_found = Signal(object, object)
    """A Capture and its RedactionPlan, for review."""
    profiles_known = Signal(object)
    """Names of the profiles that the agent may choose from; arrives before the plan."""
    picture_ready = Signal(object)
    """A RedactedImage for the composer."""
    program_seen = Signal(str)
    """The program whose window that picture shows, by its names alone: never by its title."""
    covered = Signal(str)
    """The id of the Capture whose picture has just been handed over."""
    dropped = Signal(str)
    """The id of a Capture that was given up, or failed."""

    def __init__(
        self,
        desk: FutureDesk,
        tasks: Tasks,
        notices: Notices,
        settings: SettingsBridge,
        labels: Callable[[], CaseLabels],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._settings = settings
        self._labels = labels
        self._waiting: deque[Callable[[], Capture]] = deque()
        self._capture: Capture | None = None
        self._task: Task | None = None
        self._refusal = ""
        self._told: set[str] = set()
        self.stage = Stage.IDLE

    @property
    def picture_under_review(self) -> Capture | None:
        """The raw capture at hand, if there is one."""
        return self._capture

    def take_file(self, path: Path, origin: CaptureOrigin = CaptureOrigin.FILE) -> None:
        self._enqueue(lambda: self._desk.wait().assistant.open_picture(path, origin))

    def take_image(self, image: QImage, origin: CaptureOrigin) -> None:
        own = QImage(image)
        self._enqueue(lambda: capture_of_image(own, origin))

    def take_capture(self, capture: Capture) -> None:
        self._enqueue(lambda: capture)

    def confirm(self, plan: RedactionPlan) -> None:
        """Cover what the reviewed plan marks."""
        capture = self._capture
        if capture is None or self.stage is not Stage.REVIEWING:
            return
        self._enter(Stage.COVERING)

        def failed(error: Exception) -> None:
            self._cover_failed(error)

        self._task = self._tasks.run(
            Lane.PICTURE,
            lambda: self._desk.wait().redactor.cover(capture, plan),
            done=self._covered,
            failed=failed,
        )

    @property
    def image_tokens(self) -> tuple[int, int]:
        """Fewest and most that the model spends on a picture: it may have had to go below the settings."""
        desk = self._desk.now
        holding = desk.backend.status().image_tokens if desk is not None else None
        least, most = (self._settings.integer(f"model.image_tokens_{end}") for end in ("min", "max"))
        return holding or (least, most)

    def preview(self, plan: RedactionPlan) -> None:
        """Cover a copy, to be looked at; a fault of it is shown as that of the real one would be."""
        capture = self._capture
        if capture is None or self.stage is not Stage.REVIEWING:
            return

        least, most = self.image_tokens

        def job() -> Picture:
            desk = self._desk.wait()
            return desk.assistant.as_seen(desk.redactor.cover(capture, plan), least, most)

        def failed(error: Exception) -> None:
            if not isinstance(error, DesksideError):
                raise error
            self.plan_refused.emit(error)

        self._task = self._tasks.run(
            Lane.PICTURE,
            job,
            done=self.preview_ready.emit,
            failed=failed,
        )

    def cancel(self) -> None:
        """Give up the picture at hand; the next one that waits comes up."""
        if self._task is not None:
            self._task.cancel()
        self._drop()
        self._next()

    def forget(self) -> None:
        """Give up the picture at hand and all that wait: none of them stays in memory."""
        self._waiting.clear()
        self.cancel()

    def _enqueue(self, grab: Callable[[], Capture]) -> None:
        self._waiting.append(grab)
        if self.stage is Stage.IDLE:
            self._forget_faults()
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            return
        grab = self._waiting.popleft()
        self._enter(Stage.GRABBING)
        self._task = self._tasks.run(Lane.PICTURE, grab, done=self._grabbed, failed=self._failed)

    def _grabbed(self, capture: Capture) -> None:
        self._capture = capture
        self._enter(Stage.FINDING)
        self.finding_started.emit(capture)
        self._find(capture, self._failed)

    def look_again(self, profile: str | None = None) -> None:
        """Look once more at the capture under review; a fault leaves the review as it is.

        `profile` names the rules that the agent wants; empty for the general ones, None for those found by themselves.
        """
        if self._capture is not None and self.stage is Stage.REVIEWING:
            self._find(self._capture, self._cover_failed, profile)

    def _find(self, capture: Capture, failed: Callable[[Exception], None], profile: str | None = None) -> None:
        labels = self._labels()
        look = CoverLook(self._settings.text("redaction.look"))
        settings = self._settings.settings

        def job() -> tuple[RedactionPlan, SiteRules]:
            plan = self._desk.wait().redactor.plan(capture, labels, profile).with_look(look)
            return plan, SiteRules.of(settings)

        def done(found: tuple[RedactionPlan, SiteRules]) -> None:
            plan, rules = found
            self._enter(Stage.REVIEWING)
            self._tell_complaints(rules)
            self.profiles_known.emit(rules.profiles)
            self.plan_found.emit(capture, plan)

        self._task = self._tasks.run(Lane.PICTURE, job, done=done, failed=failed)

    def check_rules(self) -> None:
        """Tell of site rules that cannot be read, before the first picture needs them."""
        settings = self._settings.settings
        self._tasks.run(Lane.SETTINGS, lambda: SiteRules.of(settings), done=self._tell_complaints)

    def _tell_complaints(self, rules: SiteRules) -> None:
        for key in COMPLAINT_KEYS - {each.key for each in rules.complaints}:
            self._notices.dismiss(key)
        for key in dict.fromkeys(each.key for each in rules.complaints):
            told = [each for each in rules.complaints if each.key == key]
            values = dict(told[0].values)
            if "name" in values:
                values["name"] = ", ".join(str(each.values["name"]) for each in told)
            self._notices.tell_error(_complaint(key, values), severity=Severity.WARNING)

    def _covered(self, picture: RedactedImage) -> None:
        self._notices.dismiss(self._refusal)
        capture = self._capture
        if capture is not None and (program := capture.application) is not None:
            self.program_seen.emit(f"{program.process} {program.window_class}")
        self._end()
        self.picture_ready.emit(picture)
        if capture is not None:
            self.covered.emit(capture.id)
        self._next()

    def _cover_failed(self, error: Exception) -> None:
        """Still legible, or another known fault: nothing leaves, the agent sees why and goes on."""
        if not isinstance(error, DesksideError):
            self._failed(error)
            return
        self._refusal = error.key
        self._notices.tell_error(error)
        self._enter(Stage.REVIEWING)
        self.plan_refused.emit(error)

    def _failed(self, error: Exception) -> None:
        self._drop()
        self._next()
        if not isinstance(error, DesksideError):
            raise error
        self._told.add(error.key)
        self._notices.tell_error(error)

    def _forget_faults(self) -> None:
        """Take away what was said of earlier pictures: it would stand in the way of looking at the next one."""
        for key in self._told:
            self._notices.dismiss(key)
        self._told.clear()

    def _drop(self) -> None:
        capture = self._capture
        self._end()
        if capture is not None:
            self.dropped.emit(capture.id)

    def _end(self) -> None:
        self._capture = None
        self._enter(Stage.IDLE)

    def _enter(self, stage: Stage) -> None:
        if stage is not self.stage:
            self.stage = stage
            self.stage_changed.emit(stage)

"""What stands in for the review pane, the overlay and the capture key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.domain.finding import RedactionPlan
from engine.domain.picture import Capture, Picture
from engine.domain.region import Region
from engine.ports import ScreenGrabber


class FakeReview(QWidget):
    """A review pane that the test confirms or cancels."""

    plan_confirmed = Signal(object)
    cancelled = Signal()
    preview_requested = Signal(object)
    look_again_requested = Signal()
    profile_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("review")
        self.shown: list[tuple[Capture, RedactionPlan]] = []
        self.busy: list[str] = []
        self.faults: list[str] = []
        self.previews: list[Picture] = []
        self.is_clear = True

    def set_busy(self, text: str, capture: Capture | None = None) -> None:
        self.busy.append(text)
        self.is_clear = False

    def show_plan(self, capture: Capture, plan: RedactionPlan) -> None:
        self.shown.append((capture, plan))
        self.is_clear = False

    def show_preview(self, picture: Picture) -> None:
        self.previews.append(picture)

    def set_fixed(self, *, look: bool, extent: bool) -> None:
        self.fixed = (look, extent)

    def set_profiles(self, names: tuple[str, ...]) -> None:
        self.profiles = names

    def show_fault(self, text: str) -> None:
        self.faults.append(text)

    def set_image_tokens(self, least: int, most: int) -> None:
        self.image_tokens = (least, most)

    def clear(self) -> None:
        self.is_clear = True

    def confirm(self) -> None:
        self.plan_confirmed.emit(self.shown[-1][1])


class FakeOverlay(QObject):
    """An overlay whose region the test chooses."""

    region_captured = Signal(object)
    cancelled = Signal()
    failed = Signal(object)
    latest: ClassVar[list[FakeOverlay]] = []

    def __init__(self, grabber: ScreenGrabber) -> None:
        super().__init__()
        self.grabber = grabber
        self.is_started = False
        self.latest[:] = [self]

        self.last_region: Region | None = None

    def set_last_region(self, region: Region | None) -> None:
        self.last_region = region

    def start(self) -> None:
        self.is_started = True

    def cancel(self) -> None:
        self.cancelled.emit()


@dataclass(frozen=True)
class FakeKeyState:
    registration: str
    key: str


class FakeKey(QObject):
    """A capture key that is free, or belongs to another program."""

    pressed = Signal()
    state_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.times_checked = 0
        self.taken: set[str] = set()
        self.held = ""

    def register(self, sequence: str) -> FakeKeyState:
        is_taken = sequence in self.taken
        self.held = "" if is_taken else sequence
        return FakeKeyState("taken" if is_taken else "registered", "desktop.cannot_capture")

    def check(self) -> None:
        self.times_checked += 1

    def hold_escape(self) -> FakeKeyState:
        return self.register("Esc")

    def unregister(self) -> None:
        self.held = ""

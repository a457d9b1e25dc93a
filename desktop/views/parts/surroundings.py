"""What a window is given: everything it does not make itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.notices import Notices
from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Tasks
from desktop.viewmodels.desk import FutureDesk
from desktop.views.parts.theme import Theme
from engine.domain.finding import RedactionPlan
from engine.domain.picture import Capture, Picture
from engine.domain.region import Region
from engine.ports import ClosedCases, ScreenGrabber
from engine.settings import Folders


class ReviewPane(Protocol):
    """Shows a plan over its capture and lets the agent change it. It is a QWidget."""

    @property
    def plan_confirmed(self) -> SignalInstance: ...
    @property
    def cancelled(self) -> SignalInstance: ...
    @property
    def preview_requested(self) -> SignalInstance: ...
    @property
    def look_again_requested(self) -> SignalInstance: ...
    @property
    def profile_chosen(self) -> SignalInstance: ...

    def set_busy(self, text: str, capture: Capture | None = None) -> None: ...

    def show_plan(self, capture: Capture, plan: RedactionPlan) -> None: ...

    def show_preview(self, picture: Picture) -> None: ...

    def show_fault(self, text: str) -> None: ...

    def set_image_tokens(self, least: int, most: int) -> None: ...

    def set_fixed(self, *, look: bool, extent: bool) -> None: ...

    def set_profiles(self, names: tuple[str, ...]) -> None: ...

    def clear(self) -> None: ...


class RegionOverlay(Protocol):
    """Lies over all screens until a region is chosen."""

    @property
    def region_captured(self) -> SignalInstance: ...
    @property
    def cancelled(self) -> SignalInstance: ...
    @property
    def failed(self) -> SignalInstance: ...

    def set_last_region(self, region: Region | None) -> None: ...

    def start(self) -> None: ...

    def cancel(self) -> None: ...


class GlobalKeyState(Protocol):
    """What became of asking for a key; `key` names the sentence that says so."""

    @property
    def registration(self) -> str: ...
    @property
    def key(self) -> str: ...


class GlobalKey(Protocol):
    """Asks the system for one key combination."""

    @property
    def pressed(self) -> SignalInstance: ...

    @property
    def state_changed(self) -> SignalInstance: ...

    def register(self, sequence: str) -> GlobalKeyState: ...

    def check(self) -> None: ...

    def hold_escape(self) -> GlobalKeyState: ...

    def unregister(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The services and parts of one window."""

    desk: FutureDesk
    tasks: Tasks
    notices: Notices
    settings: SettingsBridge
    folders: Folders
    theme: Theme
    make_review: Callable[[QWidget], ReviewPane]
    make_overlay: Callable[[ScreenGrabber], RegionOverlay]
    make_key: Callable[[], GlobalKey] | None = None
    """A key that is held for moments; None where no keys can be had."""
    closed_cases: Callable[[], ClosedCases] | None = None
    """Opens what can be done while the case file is closed, on a lane; None where there is no profile."""

    @property
    def state_file(self) -> Path:
        """Where the window keeps its size and columns."""
        return self.folders.state / "window.ini"

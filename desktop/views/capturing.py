"""How pictures come in: the screen, a region of it, files, the clipboard, what is dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.viewmodels.capture import CaptureViewModel, Stage
from desktop.views.pictures_in import SUFFIXES, PictureSource, pictures_in
from desktop.views.surroundings import RegionOverlay, Surroundings
from engine.domain.notice import Severity
from engine.domain.picture import Capture, CaptureOrigin
from engine.errors import DesksideError

_HIDDEN_FOR_MS = 250
"""How long a compositor may take to draw the desktop without our window."""


class Capturing(QObject):
    """The actions of the Picture menu, for one window."""

    def __init__(self, window: QWidget, surroundings: Surroundings, capture: CaptureViewModel) -> None:
        super().__init__(window)
        self._window = window
        self._surroundings = surroundings
        self._capture = capture
        self._overlay: RegionOverlay | None = None
        self._was_hidden = False
        capture.stage_changed.connect(self._show_again)

    def capture_region(self) -> None:
        """Let the agent drag over a part of the screen."""
        if self._can_capture():
            self._hide_then(self._show_overlay)

    def capture_screen(self) -> None:
        """Take the screen that this window is on."""
        if self._can_capture():
            name = self._window.screen().name()
            self._hide_then(lambda: self._capture.grab_screen(name))

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
            if source.path is not None:
                self._capture.take_file(source.path, source.origin)
            elif source.image is not None:
                self._capture.take_image(source.image, source.origin)

    def _can_capture(self) -> bool:
        desk = self._surroundings.desk.now
        if desk is None or self._overlay is not None:
            return False
        fitness = desk.grabber.fitness()
        if not fitness.is_fit:
            key = fitness.key or "desktop.cannot_capture"
            self._surroundings.notices.tell(key, Severity.WARNING)
        return fitness.is_fit

    def _hide_then(self, act: Callable[[], None]) -> None:
        if not self._surroundings.settings.flag("capture.hide_window") or not self._window.isVisible():
            QTimer.singleShot(0, self, act)
            return
        self._was_hidden = True
        self._window.hide()
        QTimer.singleShot(_HIDDEN_FOR_MS, self, act)

    def _show_overlay(self) -> None:
        desk = self._surroundings.desk.now
        if desk is None:
            self._show_window()
            return
        overlay = self._surroundings.make_overlay(desk.grabber)
        overlay.region_captured.connect(self._take_region)
        overlay.cancelled.connect(self._end_overlay)
        overlay.failed.connect(self._tell_failure)
        self._overlay = overlay
        overlay.start()

    def _take_region(self, capture: Capture) -> None:
        self._end_overlay()
        self._capture.take_capture(capture)

    def _tell_failure(self, error: DesksideError) -> None:
        self._end_overlay()
        self._surroundings.notices.tell_error(error)

    def _end_overlay(self) -> None:
        self._overlay = None
        self._show_window()

    def _show_again(self, stage: Stage) -> None:
        if stage is not Stage.GRABBING and self._overlay is None:
            self._show_window()

    def _show_window(self) -> None:
        if self._was_hidden:
            self._was_hidden = False
            self._window.show()
            self._window.raise_()
            self._window.activateWindow()

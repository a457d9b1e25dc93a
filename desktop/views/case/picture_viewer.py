"""A covered picture, enlarged over the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QSizePolicy, QWidget

from desktop.viewmodels.thumbnails import image_of
from desktop.views.parts.parts import Speaking, column
from engine.domain.picture import RedactedImage


class PictureViewer(Speaking, QDialog):
    """A picture as large as the window allows; pixel for pixel on request."""

    shows_case = True

    def __init__(self, picture: RedactedImage, parent: QWidget) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap.fromImage(image_of(picture))
        self._is_fitted = True
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._label)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.viewport().installEventFilter(self)
        column(self, margin=8).addWidget(self._scroll)
        room = parent.size() * 0.9
        self.resize(self._pixmap.size().boundedTo(room) + QSize(24, 24))
        self.retranslate()
        self._draw()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Picture as it is sent and kept"))
        self._label.setAccessibleName(self.tr("Covered picture"))
        self._scroll.setAccessibleName(self.tr("Picture as it is sent and kept"))
        self._label.setToolTip(self.tr("Click or press Enter to switch between fitted and actual size"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._is_fitted = not self._is_fitted
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._is_fitted = not self._is_fitted
            self._draw()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The room for the picture is known only when it has been given: after the dialog's own size."""
        if event.type() == QEvent.Type.Resize:
            self._draw()
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        pixmap = self._pixmap
        if self._is_fitted:
            room = self._scroll.viewport().size()
            if pixmap.width() > room.width() or pixmap.height() > room.height():
                pixmap = pixmap.scaled(
                    room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
        self._label.setPixmap(pixmap)
        self._label.resize(pixmap.size())

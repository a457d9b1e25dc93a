"""The pictures in what was pasted or dropped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from desktop.viewmodels.capture import CaptureViewModel
from engine.domain.picture import CaptureOrigin

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".bmp")
"""What the engine opens."""


@dataclass(frozen=True, slots=True)
class PictureSource:
    """A picture that came in from outside: a file of this computer, or pixels."""

    origin: CaptureOrigin
    path: Path | None = None
    image: QImage | None = None

    def lead_into(self, capture: CaptureViewModel) -> None:
        """Let it be looked through and reviewed."""
        if self.path is not None:
            capture.take_file(self.path, self.origin)
        elif self.image is not None:
            capture.take_image(self.image, self.origin)


def has_picture(mime: QMimeData) -> bool:
    """Whether it looks as if there were a picture in it; says nothing about whether it can be opened."""
    return mime.hasImage() or bool(_files(mime)) or any(not url.isLocalFile() for url in mime.urls())


def pictures_in(mime: QMimeData, origin: CaptureOrigin) -> list[PictureSource]:
    """Return the pictures; addresses in the network are left alone."""
    files = _files(mime)
    if files:
        return [PictureSource(origin, path=path) for path in files]
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return [PictureSource(origin, image=image)]
    return []


def _files(mime: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]

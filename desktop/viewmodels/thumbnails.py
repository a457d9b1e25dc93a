"""Pictures of messages, read from the store in the background and kept for as long as they are shown."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.tasks import Lane, Tasks
from desktop.viewmodels.desk import FutureDesk
from engine.domain.picture import Picture, RedactedImage, Thumbnail
from engine.errors import DesksideError, StoreError
from engine.ports import CaseStore

_KEPT = 8


def image_of(picture: Picture) -> QImage:
    """Return the pixels as a Qt image that owns them."""
    stride = picture.width * 3
    image = QImage(picture.rgb, picture.width, picture.height, stride, QImage.Format.Format_RGB888)
    return image.copy()


class ThumbnailsViewModel(QObject):
    """Answers each wish for a picture with `loaded` or `missing`."""

    loaded = Signal(str, object)
    """Digest and RedactedImage."""
    missing = Signal(str)
    """The picture is gone or was altered; `small` may still have it small."""

    def __init__(self, desk: FutureDesk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._kept: OrderedDict[str, RedactedImage] = OrderedDict()
        self._small: dict[str, Thumbnail] = {}
        self._wanted: set[str] = set()

    def keep(self, picture: RedactedImage) -> None:
        """Remember a picture that is at hand anyway."""
        self._kept[picture.digest] = picture
        self._kept.move_to_end(picture.digest)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def kept(self, digest: str) -> RedactedImage | None:
        return self._kept.get(digest)

    def small(self, digest: str) -> Thumbnail | None:
        """Return what is left of a picture that is missing."""
        return self._small.get(digest)

    def clear(self) -> None:
        """Forget all pictures: the cases are being locked."""
        self._kept.clear()
        self._small.clear()

    def want(self, digest: str) -> None:
        """Read a picture, unless it is being read."""
        if digest in self._wanted:
            return
        self._wanted.add(digest)

        def done(picture: RedactedImage | Thumbnail | None) -> None:
            self._wanted.discard(digest)
            if isinstance(picture, RedactedImage):
                self.keep(picture)
                self.loaded.emit(digest, picture)
                return
            if picture is not None:
                self._small[digest] = picture
            self.missing.emit(digest)

        def failed(error: Exception) -> None:
            self._wanted.discard(digest)
            self.missing.emit(digest)
            if not isinstance(error, DesksideError):
                raise error

        self._tasks.run(
            Lane.PICTURE, lambda: picture_or_small(self._desk.wait().cases, digest), done=done, failed=failed
        )


def picture_or_small(cases: CaseStore, digest: str) -> RedactedImage | Thumbnail | None:
    """Read a picture; where it is lost, its small form; where that is gone as well, nothing."""
    try:
        return cases.picture(digest)
    except StoreError:
        try:
            return cases.thumbnail(digest)
        except StoreError:
            return None

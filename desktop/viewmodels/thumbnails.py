"""Pictures of messages, read from the store in the background and kept for as long as they are shown."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.tasks import Lane, Tasks
from desktop.viewmodels.desk import FutureDesk
from engine.domain.picture import Picture, RedactedImage, Thumbnail
from engine.errors import DesksideError, StoreError
from engine.ports import CaseStore

_KEPT = 8
_EXPECTED = frozenset({"store.picture_expired", "store.closed", "store.no_such_case"})
"""Nothing is wrong then: its time was over, or the cases were locked or deleted meanwhile."""


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
    """The picture is gone or was altered; `small` may still have it small, and `why` tells."""
    lost = Signal(object)
    """The DesksideError that tells of a picture that is gone or altered, though its time is not over."""

    def __init__(self, desk: FutureDesk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._kept: OrderedDict[str, RedactedImage] = OrderedDict()
        self._small: dict[str, Thumbnail] = {}
        self._why: dict[str, DesksideError] = {}
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

    def why(self, digest: str) -> DesksideError | None:
        """Return what tells why a picture is missing."""
        return self._why.get(digest)

    def clear(self) -> None:
        """Forget all pictures: the cases are being locked."""
        self._kept.clear()
        self._why.clear()
        self._small.clear()

    def want(self, digest: str) -> None:
        """Read a picture, unless it is being read."""
        if digest in self._wanted:
            return
        self._wanted.add(digest)

        def done(found: RedactedImage | LostPicture) -> None:
            self._wanted.discard(digest)
            if isinstance(found, RedactedImage):
                self.keep(found)
                self.loaded.emit(digest, found)
            else:
                self._miss(digest, found)

        def failed(error: Exception) -> None:
            self._wanted.discard(digest)
            if not isinstance(error, DesksideError):
                self.missing.emit(digest)
                raise error
            self._miss(digest, LostPicture(error))

        self._tasks.run(Lane.SMALL, lambda: picture_or_small(self._desk.wait().cases, digest), done=done, failed=failed)

    def _miss(self, digest: str, lost: LostPicture) -> None:
        is_news = digest not in self._why
        self._why[digest] = lost.why
        if lost.small is not None:
            self._small[digest] = lost.small
        self.missing.emit(digest)
        if is_news and lost.why.key not in _EXPECTED:
            self.lost.emit(lost.why)


@dataclass(frozen=True, slots=True)
class LostPicture:
    """Why a picture cannot be shown, and what is left of it."""

    why: DesksideError
    small: Thumbnail | None = None


def picture_or_small(cases: CaseStore, digest: str) -> RedactedImage | LostPicture:
    """Read a picture; where it is lost, its small form, if that is not gone as well."""
    try:
        return cases.picture(digest)
    except StoreError as lost:
        try:
            return LostPicture(lost, cases.thumbnail(digest))
        except StoreError:
            return LostPicture(lost)

"""Small pictures of lists: read one after the other, those asked for last first, and remembered for a while."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.tasks import Lane, Tasks
from desktop.viewmodels.desk import FutureDesk
from desktop.viewmodels.thumbnails import image_of
from engine.domain.picture import Thumbnail
from engine.errors import StoreError

_KEPT = 200
"""About 50 kB each."""
_MOST_WANTED = 40
"""More than a list shows at once: who scrolls on no longer waits for what has gone by."""


class SmallPictures(QObject):
    """Answers at once with what it has, and says when it has more."""

    arrived = Signal()

    def __init__(self, desk: FutureDesk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._kept: OrderedDict[str, QImage | None] = OrderedDict()
        self._wanted: list[str] = []
        self._read = ""

    def image(self, digest: str) -> QImage | None:
        """Return a small picture, or None where there is none, or none yet: then it is fetched."""
        if digest in self._kept:
            self._kept.move_to_end(digest)
            return self._kept[digest]
        if digest and digest != self._read and digest not in self._wanted:
            self._wanted = [*self._wanted, digest][-_MOST_WANTED:]
            self._read_next()
        return None

    def clear(self) -> None:
        """Forget all of them: the cases are being locked."""
        self._kept.clear()
        self._wanted.clear()

    def _read_next(self) -> None:
        if self._read or not self._wanted:
            return
        self._read = digest = self._wanted.pop()

        def job() -> Thumbnail | None:
            try:
                return self._desk.wait().cases.thumbnail(digest)
            except StoreError:
                return None  # it has gone, or cannot be read: the row stands without one

        self._tasks.run(Lane.SMALL, job, done=self._keep, failed=self._give_up)

    def _keep(self, thumbnail: Thumbnail | None) -> None:
        self._kept[self._read] = image_of(thumbnail) if thumbnail is not None else None
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self._read = ""
        if thumbnail is not None:
            self.arrived.emit()
        self._read_next()

    def _give_up(self, error: Exception) -> None:
        """The engine could not be opened, or a bug: wait for the next wish."""
        self._read = ""
        self._wanted.clear()
        raise error

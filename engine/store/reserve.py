"""Room on the disk that is held back, so that a full disk does not keep anybody from deleting.

To delete, SQLite first writes down what it is about to change; without room for that nothing could be removed where
it would help most. The reserve is given up then, and made again when there is room.
"""

from __future__ import annotations

import logging
import os
import shutil

from engine.durable import write_whole
from engine.store.faults import faults_said
from engine.store.folder import CaseFolder

_log = logging.getLogger(__name__)
RESERVE_BYTES = 8 * 1024 * 1024
_FREE_FACTOR = 8
"""Made only where so many times its size is free: it must not be what fills the disk."""


_SILENT = bytes(byte & 0x3F | 0x80 for byte in range(256))
"""Of these bytes no text and no head of a picture can come about: who looks for such finds none here by chance."""


class Reserve:
    """The file that is in the way on purpose."""

    def __init__(self, folder: CaseFolder) -> None:
        self._path = folder.reserve

    def make(self) -> None:
        """Make it if it is not there and there is room; where that fails, work goes on without it.

        Noise is written, which no file system can store as much less.
        """
        try:
            if self._path.exists() or shutil.disk_usage(self._path.parent).free < _FREE_FACTOR * RESERVE_BYTES:
                return
            write_whole(self._path, os.urandom(RESERVE_BYTES).translate(_SILENT))
        except OSError as error:
            _log.warning("no room could be held back for deleting: %s", error)

    def give_up(self) -> bool:
        """Give its room to others; returns whether there was any. Raises StoreError."""
        if not self._path.exists():
            return False
        with faults_said():
            self._path.unlink()
        return True

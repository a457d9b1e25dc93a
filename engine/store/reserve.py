"""Room on the disk that is held back, so that a full disk does not keep anybody from deleting.

To delete, SQLite first writes down what it is about to change; without room for that nothing could be removed where
it would help most. The reserve is given up then, and made again when there is room.
"""

from __future__ import annotations

import os
import shutil

from engine.durable import write_whole
from engine.errors import StoreError
from engine.store.faults import faults_said
from engine.store.folder import CaseFolder

RESERVE_BYTES = 8 * 1024 * 1024
_FREE_FACTOR = 8
"""Made only where so many times its size is free: it must not be what fills the disk."""


class Reserve:
    """The file that is in the way on purpose."""

    def __init__(self, folder: CaseFolder) -> None:
        self._path = folder.reserve

    def make(self) -> None:
        """Make it if it is not there and there is room. Noise is written: no file system can store that as less."""
        if self._path.exists() or shutil.disk_usage(self._path.parent).free < _FREE_FACTOR * RESERVE_BYTES:
            return
        with faults_said():
            write_whole(self._path, os.urandom(RESERVE_BYTES))

    def give_up(self) -> bool:
        """Give its room to others; returns whether there was any."""
        try:
            self._path.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StoreError("store.unusable_disk", detail=str(error)) from error
        return True

"""What SQLite and the disk report, said as errors that have a remedy."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import StoreDamaged, StoreError, StoreFull
from engine.store.sqlcipher import Error

_SQLITE_BUSY, _SQLITE_LOCKED = 5, 6
_SQLITE_READONLY, _SQLITE_IOERR = 8, 10
_SQLITE_CORRUPT, _SQLITE_FULL, _SQLITE_CANTOPEN, _SQLITE_NOTADB = 11, 13, 14, 26

_FULL_DISK = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


@contextmanager
def faults_said() -> Iterator[None]:
    """Turn faults of the surroundings into StoreError; mistakes in our own SQL pass through as bugs."""
    try:
        yield
    except Error as error:
        known = _of_sqlite(error)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        raise _of_disk(error) from error


def _of_sqlite(error: Exception) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    detail = f"{getattr(error, 'sqlite_errorname', '')}: {error}"
    if code == _SQLITE_FULL:
        return StoreFull("store.full", detail=detail)
    if code in (_SQLITE_CORRUPT, _SQLITE_NOTADB):
        return StoreDamaged("store.damaged_part", detail=detail)
    if code in (_SQLITE_BUSY, _SQLITE_LOCKED):
        return StoreError("store.in_use", detail=detail)
    if code in (_SQLITE_READONLY, _SQLITE_IOERR, _SQLITE_CANTOPEN):
        return StoreError("store.unusable_disk", detail=detail)
    return None


def _of_disk(error: OSError) -> StoreError:
    if error.errno in _FULL_DISK:
        return StoreFull("store.full", detail=str(error))
    return StoreError("store.unusable_disk", detail=str(error))

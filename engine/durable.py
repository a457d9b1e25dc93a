"""Files that are there whole or not at all, whatever happens in between."""

import errno
import os
from pathlib import Path

DRAFT_SUFFIX = ".tmp"
FOR_ALL = 0o666
"""As far as the user's own umask lets others read it."""
_CANNOT_FLUSH_NAMES = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EACCES})


def write_whole(path: Path, content: bytes) -> None:
    """Write a file for this user alone, its folder too: draft, flush to the disk, rename. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    publish(write_draft(path, content), path)


def write_draft(path: Path, content: bytes, mode: int = 0o600) -> Path:
    """Write what `publish` will give its name; returns the draft. Raises OSError and leaves none."""
    draft = path.with_name(path.name + DRAFT_SUFFIX)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(draft, flags, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft


def publish(draft: Path, path: Path) -> None:
    """Give a flushed draft its name, and make the name itself survive a power cut."""
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Flush a folder's names to the disk, where that can be asked for.

    Windows has no such call and does it with the rename; some file systems have none, some folders may not be read.
    """
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_FLUSH_NAMES:
            raise

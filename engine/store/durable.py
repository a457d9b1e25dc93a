"""Files that are there whole or not at all, whatever happens in between."""

import os
from pathlib import Path

DRAFT_SUFFIX = ".tmp"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file for this user alone: draft, flush to the disk, rename. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(path.name + DRAFT_SUFFIX)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    publish(draft, path)


def publish(draft: Path, path: Path) -> None:
    """Give a flushed draft its name, and make the name itself survive a power cut."""
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Flush a folder's names to the disk. Windows has no such call and does it with the rename."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

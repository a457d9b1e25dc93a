"""Folders and zip archives of fixes, read without trusting a name, a size or a link in them."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from engine.errors import KnowledgeError
from engine.knowledge.checking import FIXES_MAX
from engine.zipped import BROKEN_ZIP

_UNREADABLE: tuple[type[Exception], ...] = (OSError, *BROKEN_ZIP)
_ARCHIVE_BYTES_MAX = 200_000_000
_RATIO_MAX = 200
_ENTRIES_MAX = 2 * FIXES_MAX


class Source(Protocol):
    """Files by their names, relative and with slashes."""

    def names(self) -> list[str]: ...

    def shown(self, name: str) -> Path:
        """Return the name by which a person finds the file."""
        ...

    def read(self, name: str, limit: int) -> bytes:
        """Return the content, at most one byte more than `limit`. Raises KnowledgeError."""
        ...


class FolderSource:
    """A folder; what lies outside of it cannot be had, by links neither."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise KnowledgeError("fixes.no_folder", path=root)
        self._root = root

    def names(self) -> list[str]:
        return sorted(
            path.relative_to(self._root).as_posix() for path in _files(self._root) if _is_visible(path, self._root)
        )

    def shown(self, name: str) -> Path:
        return self._root / name

    def read(self, name: str, limit: int) -> bytes:
        path = self._root / name
        try:
            if not path.resolve().is_relative_to(self._root.resolve()):
                raise KnowledgeError("fixes.unsafe_path", path=self._root, name=name[:200])
            if not stat.S_ISREG(path.stat().st_mode):
                raise KnowledgeError("fixes.unreadable", path=path)
            with path.open("rb") as file:
                return file.read(limit + 1)
        except OSError as error:
            raise KnowledgeError("fixes.unreadable", path=path, detail=str(error)) from error


class ZipSource:
    """A zip archive, read in place: nothing of it is ever written out."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except _UNREADABLE as error:
            raise KnowledgeError("fixes.bad_zip", path=path, detail=type(error).__name__) from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if len(entries) > _ENTRIES_MAX or sum(entry.file_size for entry in entries) > _ARCHIVE_BYTES_MAX:
            raise KnowledgeError("fixes.zip_too_large", path=path, megabytes=_ARCHIVE_BYTES_MAX // 1_000_000)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            self._check(entry)
            self._entries[entry.filename] = entry

    def names(self) -> list[str]:
        return sorted(name for name in self._entries if not any(part.startswith(".") for part in name.split("/")))

    def shown(self, name: str) -> Path:
        return self._path / name

    def read(self, name: str, limit: int) -> bytes:
        entry = self._entries.get(name)
        if entry is None:
            raise KnowledgeError("fixes.unreadable", path=self.shown(name))
        try:
            with self._zip.open(entry) as file:
                return file.read(limit + 1)
        except _UNREADABLE as error:
            raise KnowledgeError("fixes.bad_zip", path=self._path, detail=type(error).__name__) from error

    def _check(self, entry: zipfile.ZipInfo) -> None:
        """Refuse what would leave the archive, and what is no plain file or far larger than it looks."""
        name = entry.orig_filename
        is_link = stat.S_ISLNK(entry.external_attr >> 16)
        if is_link or not is_inside(name) or entry.filename in self._entries or entry.flag_bits & 1:
            raise KnowledgeError("fixes.unsafe_path", path=self._path, name=name[:200])
        if entry.file_size > 1_000_000 and entry.file_size > _RATIO_MAX * max(entry.compress_size, 1):
            raise KnowledgeError("fixes.zip_too_large", path=self._path, megabytes=_ARCHIVE_BYTES_MAX // 1_000_000)


def open_source(path: Path) -> Source:
    """Open a folder or a zip archive. Raises KnowledgeError."""
    return ZipSource(path) if path.is_file() and path.suffix.lower() == ".zip" else FolderSource(path)


def is_inside(name: str) -> bool:
    """Tell whether a relative name with slashes stays where it begins, on every system."""
    parts = PurePosixPath(name).parts
    has_odd_sign = any(sign in name for sign in ("\\", ":", "\0"))
    return bool(parts) and not name.startswith("/") and ".." not in parts and not has_odd_sign


def beside(name: str, target: str) -> str:
    """Return the name that a link in a file points to, or an empty string where it leads out of the source."""
    parts = list(PurePosixPath(name).parent.parts)
    if not target or target.startswith("/") or any(sign in target for sign in ("\\", ":", "\0", "?", "#")):
        return ""
    for part in PurePosixPath(target).parts:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return ""
    return "/".join(parts)


def _files(root: Path) -> Iterator[Path]:
    for count, path in enumerate(root.rglob("*"), start=1):
        if count > 10 * _ENTRIES_MAX:
            raise KnowledgeError("fixes.too_many", path=root, limit=FIXES_MAX)
        if path.is_file():
            yield path


def _is_visible(path: Path, root: Path) -> bool:
    return not any(part.startswith(".") for part in path.relative_to(root).parts)

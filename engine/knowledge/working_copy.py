"""A folder of fixes that is exported into again and again, as one in version control is.

What an export wrote there is remembered outside of the folder, by names and digests. So the next one can tell what is
its own and no longer wanted, and what somebody changed there meanwhile; it touches nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.domain.fix_exchange import ExportReport, Standing
from engine.errors import KnowledgeError

FIX_SUFFIX = ".md"
_REVISION = re.compile(rb"^revision: \d+-", re.MULTILINE)

Written = Mapping[str, str]
"""Of files in a folder, by their names, relative and with slashes: a digest of what an export wrote."""


@dataclass(frozen=True, slots=True)
class FolderPlan:
    """What an export would do to a folder. Nothing is done yet."""

    folder: Path
    files: Mapping[str, bytes] = field(repr=False)
    """All that is to be there."""
    report: ExportReport

    def written(self) -> Written:
        """What is to be remembered, once it is done: what stands there then."""
        return with_taken_in(self.folder, {}, self.files)

    def carry_out(self) -> None:
        """Write what differs, and remove what is no longer wanted. Raises KnowledgeError."""
        for name in (*self.report.new, *self.report.changed, *self.report.overwritten):
            write_file(self.folder / name, self.files[name])
        for name in self.report.removed:
            _remove(self.folder, name)


def plan_folder(
    folder: Path, files: Mapping[str, bytes], before: Written, count: int, standing_of: Callable[[str], Standing]
) -> FolderPlan:
    """Compare a folder with the files of so many fixes; `before` is what an earlier export wrote there.

    `standing_of` tells of a file that is written in another way whether it says the same all the same, or what was
    said before, so that nothing is lost with it. Raises KnowledgeError for what cannot be read.
    """
    new, changed, same, overwritten = [], [], 0, []
    for name, content in files.items():
        there = _content(folder, name)
        if there is None:
            new.append(name)
        elif _digest(there) == _digest(content):
            same += 1
        elif not name.endswith(FIX_SUFFIX):
            changed.append(name)  # of a picture the name says what it must be
        elif (standing := standing_of(name)) is Standing.SAME:
            same += 1
        elif standing is Standing.CHANGED or _digest(there) == before.get(name):
            changed.append(name)
        else:
            overwritten.append(name)
    removed, left = _no_longer_wanted(folder, files, before)
    report = ExportReport(count, tuple(new), tuple(changed), same, tuple(overwritten), tuple(removed), tuple(left))
    return FolderPlan(folder, files, report)


def with_taken_in(folder: Path, before: Written, names: Iterable[str]) -> Written:
    """Return what is to be remembered once these files were taken in as they are: they count as written from here."""
    contents = {name: _content(folder, name) for name in names}
    return {**before, **{name: _digest(content) for name, content in contents.items() if content is not None}}


def write_file(path: Path, content: bytes) -> None:
    """Write a file, its folder too. Raises KnowledgeError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise KnowledgeError("fixes.unwritable", path=path, detail=str(error)) from error


def _no_longer_wanted(folder: Path, files: Mapping[str, bytes], before: Written) -> tuple[list[str], list[str]]:
    """Return what may go, and what stays all the same: changed meanwhile, or a picture that other texts show."""
    removed: list[str] = []
    left: list[str] = []
    for name, digest in before.items():
        there = None if name in files else _content(folder, name)
        if there is not None:
            (removed if _digest(there) == digest else left).append(name)
    pictures = [name for name in removed if not name.endswith(FIX_SUFFIX)]
    if pictures:
        shown = _shown_by_others(folder, pictures, {*files, *removed})
        left += shown
        removed = [name for name in removed if name not in shown]
    return removed, left


def _shown_by_others(folder: Path, pictures: Iterable[str], own: set[str]) -> list[str]:
    texts = [
        _content(folder, path.relative_to(folder).as_posix()) or b""
        for path in folder.rglob(f"*{FIX_SUFFIX}")
        if path.relative_to(folder).as_posix() not in own
    ]
    return [name for name in pictures if any(Path(name).name.encode() in text for text in texts)]


def _content(folder: Path, name: str) -> bytes | None:
    """Return what stands in a file of the folder; None where there is none. Raises KnowledgeError for a link out."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise KnowledgeError("fixes.unsafe_path", path=folder, name=name)
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise KnowledgeError("fixes.unreadable", path=path, detail=str(error)) from error


def _remove(folder: Path, name: str) -> None:
    """Remove a file, and the folders that have become empty by it."""
    path = folder / name
    try:
        path.unlink(missing_ok=True)
        while (path := path.parent) != folder and not any(path.iterdir()):
            path.rmdir()
    except OSError as error:
        raise KnowledgeError("fixes.unwritable", path=path, detail=str(error)) from error


def _digest(content: bytes) -> str:
    """A digest that is the same however version control writes the ends of lines, and whichever desk counted."""
    return hashlib.sha256(_REVISION.sub(b"revision: -", content.replace(b"\r\n", b"\n"), count=1)).hexdigest()

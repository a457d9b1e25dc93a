"""Canned fixes on their way in: what was read, and what taking it over would change."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from engine.domain.knowledge import CannedFix, FixPicture
from engine.errors import KnowledgeError


class FixFormat(StrEnum):
    """How fixes stand outside of the case file."""

    MARKDOWN = "markdown"
    """A folder, or a zip archive of one."""
    CSV = "csv"
    JSONL = "jsonl"
    ZAMMAD = "zammad"
    CHATWOOT = "chatwoot"
    ESPANSO = "espanso"


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Where something stands that was read."""

    path: Path | str
    line: int = 1

    def fault(self, key: str, *, detail: str = "", **values: object) -> KnowledgeError:
        """Return the fault that names this place."""
        return KnowledgeError(f"fixes.{key}", detail=detail, path=self.path, line=self.line, **values)


@dataclass(frozen=True, slots=True)
class IncomingFix:
    """One fix as it was read from outside."""

    fix: CannedFix
    place: FilePlace
    revision: str = ""
    """Of the fix that the file was made from; empty where that is not known."""

    @property
    def version(self) -> int:
        """The version that the file was made from; 0 where that is not known."""
        return int(self.revision.partition("-")[0] or 0)


class Standing(StrEnum):
    """What an incoming fix is to those that are kept."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    """It was changed here since the file was made, or another fix has its shortcut."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One incoming fix, and what would become of it."""

    incoming: IncomingFix
    standing: Standing
    kept: CannedFix | None = None
    """What it would replace."""
    rival: str = ""
    """The uid of the other fix that has its shortcut."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that an import would do; nothing is done yet."""

    rows: tuple[ImportRow, ...]
    pictures: tuple[FixPicture, ...] = field(default=(), repr=False)
    source: Path | None = None
    """What was read."""

    def count(self, standing: Standing) -> int:
        return sum(row.standing is standing for row in self.rows)

    def to_keep(self, *, overwrite: bool = False) -> list[CannedFix]:
        """Return what is to be kept, each as late a version as its file's: the desks of a folder count alike.

        Raises KnowledgeError where there are conflicts that may not be overwritten.
        """
        clashing = self.count(Standing.CONFLICT)
        if clashing and not overwrite:
            raise KnowledgeError("fixes.conflicts", count=clashing)
        wanted = [row.incoming for row in self.rows if row.standing is not Standing.SAME]
        return [replace(incoming.fix, version=incoming.version) for incoming in wanted]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote, or would write. The names are those of files below the folder, with slashes."""

    count: int
    """How many fixes."""
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: int = 0
    overwritten: tuple[str, ...] = ()
    """Changed there since the last export, or never written by one: what they say is lost."""
    removed: tuple[str, ...] = ()
    """Written by an earlier export, and of no fix any more."""
    left: tuple[str, ...] = ()
    """The same, but changed there since, or still used: they stay."""


@dataclass(frozen=True, slots=True)
class FixDraft:
    """A fix that is not kept yet, and those that say much the same."""

    fix: CannedFix
    like_it: tuple[CannedFix, ...] = ()

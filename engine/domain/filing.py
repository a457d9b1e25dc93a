"""Where a case is filed: a folder path like `Printers/HP`, and the archive for what is done with."""

from __future__ import annotations

from dataclasses import dataclass

SEPARATOR = "/"
MOST_LEVELS = 8
LONGEST_NAME = 60
"""Characters of one level."""


@dataclass(frozen=True, slots=True)
class CasePlace:
    """Which cases a list shows."""

    folder: str = ""
    """Only those in this folder and below it; empty for all."""
    is_archived: bool | None = None
    """True: only archived ones; False: only others; None: both."""


EVERYWHERE = CasePlace()
CURRENT = CasePlace(is_archived=False)
ARCHIVE = CasePlace(is_archived=True)


@dataclass(frozen=True, slots=True)
class FolderCount:
    """A folder that holds cases, or lies above one that does."""

    path: str
    cases: int
    """How many cases lie in it and below, without archived ones."""

    @property
    def name(self) -> str:
        return self.path.rpartition(SEPARATOR)[2]

    @property
    def level(self) -> int:
        return self.path.count(SEPARATOR)


def clean_folder(path: str) -> str:
    """Return a path as it is kept: one space between words, no empty levels; a backslash or `>` parts levels, too."""
    for other in ("\\", ">", "／"):
        path = path.replace(other, SEPARATOR)
    names = (" ".join(name.split())[:LONGEST_NAME].strip() for name in path.split(SEPARATOR))
    return SEPARATOR.join([name for name in names if name][:MOST_LEVELS])


def folder_key(path: str) -> str:
    """Return the form by which folders are told apart: `vpn` is `VPN`."""
    return clean_folder(path).casefold()


def with_levels_above(counts: dict[str, int]) -> tuple[FolderCount, ...]:
    """Return all folders, and those above them, sorted as a tree; each counts what is below it as well."""
    whole: dict[str, int] = {}
    spelled: dict[str, str] = {}
    for path, cases in sorted(counts.items()):
        names = path.split(SEPARATOR)
        for depth in range(1, len(names) + 1):
            above = SEPARATOR.join(names[:depth])
            spelled.setdefault(folder_key(above), above)
            whole[folder_key(above)] = whole.get(folder_key(above), 0) + cases
    return tuple(FolderCount(spelled[key], whole[key]) for key in sorted(whole, key=lambda key: key.split(SEPARATOR)))

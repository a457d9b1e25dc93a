"""The organisation's own people, hosts and words: text files in the profile's configuration folder, one entry a line."""  # noqa: E501

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from engine.domain.finding import EntityType, TextFinding
from engine.errors import SettingsError
from engine.redaction.words.entities import simplified
from engine.redaction.words.word_index import WordIndex
from engine.settings.folders import Folders

FILES = {
    "people.txt": EntityType.PERSON,
    "hosts.txt": EntityType.HOSTNAME,
    "site_words.txt": EntityType.SITE_WORD,
}
"""In `<configuration>/entities/`. `#` begins a comment, `*` stands for up to 64 letters, digits, dots and dashes.

There is nothing else to write in an entry, and what a `*` has passed is not tried again: no list makes the search slow.
"""
_LEAST_LENGTH = 2
_AT_MOST = r"[\w.\-]{0,64}"
_SCORE = 0.99

_Stamp = tuple[tuple[str, int], ...]


def find(text: str) -> Iterator[TextFinding]:
    """Yield the entries that stand in a text, without regard to case."""
    folder = _folder(os.environ.get("DESKSIDE_HOME"))
    for kind, entries in _lists(folder, _stamp(folder)):
        yield from _found(text, kind, entries)


def find_words(text: str, words: tuple[str, ...]) -> list[TextFinding]:
    """Return where words of a profile stand in a text, without regard to case."""
    return list(_found(text, EntityType.SITE_WORD, _words(words)))


def _found(text: str, kind: EntityType, entries: _Entries) -> Iterator[TextFinding]:
    """Yield where entries stand, the longest of those that begin at one place."""
    text = simplified(text)
    spans = {match.span() for entry in entries.worth_trying(text) for match in _pattern(entry).finditer(text)}
    behind = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= behind:
            yield TextFinding(kind, start, end, _SCORE, "list")
            behind = end


class _Entries:
    """The entries of a list. Of thousands only those are tried on a text of which a part stands in it."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._index = WordIndex[str]()
        self._short = []
        for entry in dict.fromkeys(entries):
            part = max(re.split(r"[*\s]+", entry.lower()), key=len)
            if len(part) >= _LEAST_LENGTH:
                self._index.add(part, entry)
            else:
                self._short.append(entry)

    def worth_trying(self, text: str) -> set[str]:
        return {*self._short, *self._index.found_in(text.lower())}


@lru_cache(maxsize=8)
def _words(words: tuple[str, ...]) -> _Entries:
    return _Entries(entries_of("\n".join(words)))


@lru_cache(maxsize=4)
def _folder(home: str | None) -> Path:
    """Return the folder of the lists; asking the platform for it takes longer than the search in a line."""
    return (Folders.below(Path(home).absolute()) if home else Folders.of_user()).config / "entities"


def _stamp(folder: Path) -> _Stamp:
    """Tell when the files were changed, so that an edit counts at once."""
    try:
        files = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    with files:
        return tuple(sorted((file.name, file.stat().st_mtime_ns) for file in files if file.name in FILES))


@lru_cache(maxsize=4)
def _lists(folder: Path, stamp: _Stamp) -> tuple[tuple[EntityType, _Entries], ...]:
    read = [(name, entries_of(_content(folder / name))) for name, _ in stamp]
    return tuple(
        (FILES[name], _Entries(_in_both_orders(entries) if name == "people.txt" else entries)) for name, entries in read
    )


def _content(path: Path) -> str:
    """Read a list. Raises SettingsError: without it what the site wants covered would stay readable."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("settings.list_unreadable", name=path.name, detail=type(error).__name__) from error


def entries_of(content: str) -> list[str]:
    """Return the entries of a list in simple signs, without comments and those too short to mean anything."""
    lines = (simplified(line.split("#", 1)[0].strip()) for line in content.splitlines())
    return [line for line in lines if len(line.replace("*", "")) >= _LEAST_LENGTH]


def _in_both_orders(names: Sequence[str]) -> Iterator[str]:
    yield from names
    for name in names:
        if " " in name and "," not in name:
            given, family = name.rsplit(" ", 1)
            yield f"{family}, {given}"


@lru_cache(maxsize=4096)
def _pattern(entry: str) -> re.Pattern[str]:
    """Return the pattern of an entry that does not begin or end within a Latin word."""
    end = r"(?![A-Za-z0-9_])" if entry.isascii() else ""
    first, *others = (r"\s{1,3}".join(map(re.escape, re.split(r"\s+", part))) for part in re.split(r"\*+", entry))
    ends = [""] * (len(others) - 1) + [end]
    behind = "".join(
        f"(?>{_AT_MOST}?{part}{last})" if part else f"{_AT_MOST}{last}"
        for part, last in zip(others, ends, strict=False)
    )
    begin = r"(?<![A-Za-z0-9_])" if entry.isascii() else ""
    return re.compile(begin + first + (behind or end), re.IGNORECASE)

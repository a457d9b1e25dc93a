"""The organisation's own people, hosts and words: text files in the profile's configuration folder, one entry a line."""  # noqa: E501

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from engine.domain.finding import EntityType, TextFinding
from engine.errors import SettingsError
from engine.redaction.words.entities import simplified
from engine.settings.folders import Folders

FILES = {
    "people.txt": EntityType.PERSON,
    "hosts.txt": EntityType.HOSTNAME,
    "site_words.txt": EntityType.SITE_WORD,
}
"""In `<configuration>/entities/`. `#` begins a comment, `*` stands for up to 64 letters, digits, dots and dashes.

There is nothing else to write in an entry, so that no list can make the search slow.
"""
_LEAST_LENGTH = 2
_SCORE = 0.99

_Stamp = tuple[tuple[str, int], ...]


def find(text: str) -> Iterator[TextFinding]:
    """Yield the entries that stand in a text, without regard to case."""
    folder = _folder(os.environ.get("DESKSIDE_HOME"))
    for kind, pattern in _patterns(folder, _stamp(folder)):
        for match in pattern.finditer(simplified(text)):
            yield TextFinding(kind, match.start(), match.end(), _SCORE, "list")


def find_words(text: str, words: tuple[str, ...]) -> list[TextFinding]:
    """Return where words of a profile stand in a text, without regard to case."""
    pattern = _pattern_of_words(words)
    if pattern is None:
        return []
    found = pattern.finditer(simplified(text))
    return [TextFinding(EntityType.SITE_WORD, match.start(), match.end(), _SCORE, "list") for match in found]


@lru_cache(maxsize=8)
def _pattern_of_words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    entries = entries_of("\n".join(words))
    return _pattern(entries, takes_both_orders=False) if entries else None


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
def _patterns(folder: Path, stamp: _Stamp) -> tuple[tuple[EntityType, re.Pattern[str]], ...]:
    compiled = []
    for name, _ in stamp:
        entries = entries_of(_content(folder / name)) if name in FILES else []
        if entries:
            compiled.append((FILES[name], _pattern(entries, takes_both_orders=name == "people.txt")))
    return tuple(compiled)


def _content(path: Path) -> str:
    """Read a list. Raises SettingsError: without it what the site wants covered would stay readable."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("settings.list_unreadable", name=path.name, detail=type(error).__name__) from error


def entries_of(content: str) -> list[str]:
    """Return the entries of a list, without comments and those too short to mean anything."""
    lines = (line.split("#", 1)[0].strip() for line in content.splitlines())
    return [line for line in lines if len(line.replace("*", "")) >= _LEAST_LENGTH]


def _pattern(entries: list[str], takes_both_orders: bool) -> re.Pattern[str]:
    wanted = dict.fromkeys(entries)
    if takes_both_orders:
        wanted.update(dict.fromkeys(_family_first(entry) for entry in entries if " " in entry and "," not in entry))
    longest_first = sorted(wanted, key=len, reverse=True)
    return re.compile("|".join(_bounded(entry) for entry in longest_first), re.IGNORECASE)


def _family_first(name: str) -> str:
    given, family = name.rsplit(" ", 1)
    return f"{family}, {given}"


def _bounded(entry: str) -> str:
    """Return a pattern of an entry that does not begin or end within a Latin word."""
    body = r"[\w.\-]{0,64}".join(
        r"\s{1,3}".join(map(re.escape, part.split(" "))) for part in simplified(entry).split("*")
    )
    return rf"(?<![A-Za-z0-9_]){body}(?![A-Za-z0-9_])" if entry.isascii() else body

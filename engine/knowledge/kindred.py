"""Words that mean the same trouble, in both languages: `vanishes`, `crashed` and `闪退` are one."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from engine.domain.search_text import normalised
from engine.wording import RESOURCES

_ENDING = r"(?:e?s|e?d|ing|er)?(?![a-z0-9])"
_BEGINNING = re.compile(r"(?<![a-z0-9])[a-z]{2}|[^\x00-\xff]")
_LATIN_KEY = 2
"""Characters by which English words are told apart first, so that few patterns are tried at each."""

_Table = dict[str, list[tuple[re.Pattern[str], str]]]


def kindred(form: str) -> Iterator[tuple[str, int, int]]:
    """Yield the groups that stand in a normal form, each with its place there, as half-open offsets."""
    table = _table()
    for beginning in _BEGINNING.finditer(form):
        for pattern, group in table.get(beginning[0], ()):
            if match := pattern.match(form, beginning.start()):
                yield group, match.start(), match.end()


@cache
def _table() -> _Table:
    """Return what may begin with a key: two Latin letters, or one character of another script."""
    groups = tomllib.loads((RESOURCES / "knowledge" / "kindred.toml").read_text(encoding="utf-8"))
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for group, theirs in groups.items():
        for each in map(normalised, theirs):
            words[each[:_LATIN_KEY] if each.isascii() else each[0], group].append(each)
    table: _Table = defaultdict(list)
    for (key, group), theirs in words.items():
        longest_first = sorted((re.escape(each) for each in theirs), key=len, reverse=True)
        ending = _ENDING if key.isascii() else ""
        table[key].append((re.compile(f"(?:{'|'.join(longest_first)}){ending}"), group))
    return dict(table)

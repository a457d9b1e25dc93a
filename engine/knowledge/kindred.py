"""Words that mean the same trouble, in both languages: `vanishes`, `crashed` and `闪退` are one."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from engine.domain.search_text import normalised
from engine.wording import RESOURCES

_ENDING = r"(?:e?s|e?d|ing|er)?(?![a-z0-9])"
_BEGINNING = re.compile(r"(?<![a-z0-9])[a-z]{2}|[^\x00-\xff]")
_NOT = "not "
_REFUSALS = (
    "not", "doesn't", "does not", "don't", "do not", "didn't", "did not", "won't", "will not", "wouldn't", "can't",
    "cannot", "can not", "couldn't", "could not", "isn't", "is not", "aren't", "wasn't", "never", "no longer",
    "refuses to", "fails to", "failed to", "unable to",
)  # fmt: skip
"""What may stand where a list says `not`."""
_BETWEEN = r"\s+(?:(?:even|really|fully|properly|ever|always|be|been|get|let me|want to|seem to|able to)\s+)*"
_LATIN_KEY = 2
"""Characters by which English words are told apart first, so that few patterns are tried at each."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """What may begin with a key: two Latin letters, or one character of another script."""

    any_of_them: re.Pattern[str]
    """Fits where one of the patterns may fit: at nearly every place none does, and one look tells."""
    patterns: tuple[tuple[re.Pattern[str], str], ...]


def kindred(form: str) -> Iterator[tuple[str, int, int]]:
    """Yield the groups that stand in a normal form, each with its place there, as half-open offsets."""
    table = _table()
    for beginning in _BEGINNING.finditer(form):
        begun, start = table.get(beginning[0]), beginning.start()
        if begun is None or not begun.any_of_them.match(form, start):
            continue
        for pattern, group in begun.patterns:
            if match := pattern.match(form, start):
                yield group, start, match.end()


@cache
def _table() -> dict[str, _Begun]:
    """Return all groups by their keys."""
    groups = tomllib.loads((RESOURCES / "knowledge" / "kindred.toml").read_text(encoding="utf-8"))
    table: dict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
    for group, theirs in groups.items():
        words: dict[str, list[str]] = defaultdict(list)
        refused: list[str] = []
        for each in map(normalised, theirs):
            if each.startswith(_NOT):
                refused.append(each.removeprefix(_NOT))
            else:
                words[each[:_LATIN_KEY] if each.isascii() else each[0]].append(each)
        for key, begun in words.items():
            table[key].append((re.compile(_any_of(begun) + (_ENDING if key.isascii() else "")), group))
        if refused:  # `not open` is also `doesn't even open` and `refuses to open`
            pattern = re.compile(_any_of(_REFUSALS) + _BETWEEN + _any_of(refused) + _ENDING)
            for key in {refusal[:_LATIN_KEY] for refusal in _REFUSALS}:
                table[key].append((pattern, group))
    return {key: _Begun(_one_of(patterns), tuple(patterns)) for key, patterns in table.items()}


def _one_of(patterns: Iterable[tuple[re.Pattern[str], str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in patterns))


def _any_of(words: Iterable[str]) -> str:
    """Return what finds any of these, the longest first, with an apostrophe or, as people type, without."""
    longest_first = sorted((re.escape(each).replace("'", "['\u2019]?") for each in words), key=len, reverse=True)
    return f"(?:{'|'.join(longest_first)})"

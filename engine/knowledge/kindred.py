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

_Table = dict[str, list[tuple[re.Pattern[str], str]]]


def kindred(form: str) -> Iterator[tuple[str, int, int]]:
    """Yield the groups that stand in a normal form, each with its place there, as half-open offsets."""
    table = _table()
    for beginning in _BEGINNING.finditer(form):
        for pattern, group in table.get(beginning[0], ()):
            if match := pattern.match(form, beginning.start()):
                yield group, match.start(), match.end()


def _begun(words: str) -> tuple[str, ...]:
    """Return all beginnings that words have: `not open` is also `doesn't open` and `refuses to open`."""
    if not words.startswith(_NOT):
        return (words,)
    return tuple(f"{refusal} {words.removeprefix(_NOT)}" for refusal in _REFUSALS)


def _pattern(words: str) -> str:
    """Return what finds words as people type them: without an apostrophe, with a word between `not` and the verb."""
    refusal = next((each for each in sorted(_REFUSALS, key=len, reverse=True) if words.startswith(f"{each} ")), "")
    rest = words.removeprefix(refusal).lstrip() if refusal else words
    between = _BETWEEN if refusal else ""
    return (re.escape(refusal) + between + re.escape(rest)).replace("'", "['\u2019]?")


@cache
def _table() -> _Table:
    """Return what may begin with a key: two Latin letters, or one character of another script."""
    groups = tomllib.loads((RESOURCES / "knowledge" / "kindred.toml").read_text(encoding="utf-8"))
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for group, theirs in groups.items():
        for each in map(normalised, theirs):
            for begun in _begun(each):
                words[begun[:_LATIN_KEY] if each.isascii() else begun[0], group].append(begun)
    table: _Table = defaultdict(list)
    for (key, group), theirs in words.items():
        longest_first = sorted(map(_pattern, theirs), key=len, reverse=True)
        ending = _ENDING if key.isascii() else ""
        table[key].append((re.compile(f"(?:{'|'.join(longest_first)}){ending}"), group))
    return dict(table)

"""How text is cut for search, the same for what is kept and for what is asked.

Three steps, each of which treats every character by itself, whatever stands beside it:

1. `normalised`: wide and narrow forms become one (NFKD), accents go, letters are case-folded.
2. A character is one that stands alone (Chinese, Japanese, Korean, and all above U+FFFF), a letter, or a
   digit; anything else only separates.
3. A token is one character that stands alone, or a run of letters, or a run of digits. So `KB5034441` is
   `kb 5034441`, and `0x80070005` is `0 x 80070005`.

Because of "by itself", cutting a piece out of a text cannot change the tokens within the piece, except that
its first token may be the end of a longer run and its last token the beginning of one. That is what makes
every substring findable: a phrase of tokens, open at the ends where `QueryTerm` says so, finds all texts that
hold the needle, and `contains` on the original text drops those that only look like it (a phrase runs across
punctuation).

Runs are not cut at changes of case: who looks for `powershell` types no capital, and must find `PowerShell`.

The tokens hold letters and digits alone, so they need no escaping, and SQLite's `unicode61` leaves them as
they are. Characters above U+FFFF are spelled `u20bb7`, since SQLite's tables do not know the newer ones; no
text can be mistaken for it, as its own letters and digits would be cut apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

VERSION = 1
"""Rises when the same text gives other tokens: an index built with another version must be rebuilt."""

_ALONE = (
    r"\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u31bf\u31f0-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7ff\U00010000-\U0010ffff"
)


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(f"[{_ALONE}]")


@cache
def _token() -> re.Pattern[str]:
    """Compiled with the first search: it takes 12 ms, for all of Unicode's letters are in it."""
    return re.compile(rf"(?=[\w\U00010000-\U0010ffff])[{_ALONE}]|\d+|[^\W\d_{_ALONE}]+")


class _Fold(dict[int, str]):
    """Remembers the normal form of every character met, for `str.translate`."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()
        """Characters met whose normal form is not one character long."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code))
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
        self[code] = folded = unicodedata.normalize("NFKD", plain.casefold())
        if len(folded) != 1:
            self.uneven.add(chr(code))
        return folded


_FOLD = _Fold()


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One part of a query, between spaces. A text fits when its normal form holds `needle`."""

    needle: str
    tokens: tuple[str, ...]
    """Stand in the text one after the other. Empty for mere punctuation: only a scan finds that."""
    is_open_start: bool
    """The first token may be the end of a longer run: `70005` in `80070005`, `shell` in `powershell`."""
    is_open_end: bool
    """The last token may be the beginning of a longer run: `power` in `powershell`."""


def normalised(text: str) -> str:
    """Return the form in which texts are compared; that of `a + b` is that of `a`, then that of `b`."""
    return text.lower() if text.isascii() else text.translate(_FOLD)


def tokens(text: str) -> tuple[str, ...]:
    """Cut a text into tokens, in the order in which they stand."""
    return tuple(_spelled(match.group()) for match in _token().finditer(normalised(text)))


def runs(form: str) -> Iterator[tuple[str, int]]:
    """Yield what a normal form is cut into, each piece with its offset."""
    for match in _token().finditer(form):
        yield match.group(), match.start()


def stands_alone(char: str) -> bool:
    """Tell whether a character is a token by itself, as Chinese ones are."""
    return _alone().match(char) is not None


def searchable(text: str) -> str:
    """Return the text as its tokens with a space between: the column that a full-text index reads."""
    return " ".join(tokens(text))


def query_terms(query: str) -> tuple[QueryTerm, ...]:
    """Cut a query at spaces; a text fits when it holds every part, in any order."""
    return tuple(_query_term(needle) for needle in normalised(query).split())


def contains(text: str, terms: tuple[QueryTerm, ...]) -> bool:
    """Tell whether a text holds every part of a query."""
    form = normalised(text)
    return all(term.needle in form for term in terms)


def places(text: str, needle: str) -> Iterator[tuple[int, int]]:
    """Yield where a needle stands in a text: half-open offsets in the text as it is, without overlaps."""
    form, origins = normalised_with_origins(text)
    start = form.find(needle) if needle else -1
    while start >= 0:
        end = start + len(needle)
        yield origins[start], origins[end - 1] + 1
        start = form.find(needle, end)


def normalised_with_origins(text: str) -> tuple[str, Sequence[int]]:
    """Return the normal form and, for each of its characters, the offset in `text` that it comes from."""
    whole = normalised(text)
    if text.isascii() or _FOLD.uneven.isdisjoint(text):
        return whole, range(len(text))
    form: list[str] = []
    origins: list[int] = []
    for offset, char in enumerate(text):
        folded = _FOLD[ord(char)]
        form.append(folded)
        origins.extend([offset] * len(folded))
    return "".join(form), origins


def _query_term(needle: str) -> QueryTerm:
    cut = tuple(_token().finditer(needle))
    return QueryTerm(
        needle=needle,
        tokens=tuple(_spelled(match.group()) for match in cut),
        is_open_start=bool(cut) and cut[0].start() == 0 and not stands_alone(cut[0].group()),
        is_open_end=bool(cut) and cut[-1].end() == len(needle) and not stands_alone(cut[-1].group()),
    )


def _spelled(run: str) -> str:
    return f"u{ord(run):x}" if len(run) == 1 and ord(run) > 0xFFFF else run

"""The steps of an answer, each with its places: what "show the user where" draws."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.domain.evidence import GuideMark, GuideStep, Quote, QuoteKind

_FENCE_LINE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]{0,3}(?P<number>\d{1,2})[.)、．][ \t]*(?P<text>\S.*)$", re.MULTILINE)
_OUTDENTED = re.compile(r"\n(?:[ \t]*\n)*(?=[^\s])")
"""Where the next line begins at the margin, and so belongs to no item."""
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_MARKUP = re.compile(r"\*\*|__|(?<!\\)[*`]|^[ \t]*#{1,6}[ \t]+|^[ \t]*>[ \t]?", re.MULTILINE)
_CITATION = re.compile(r"[ \t]*\[\d{1,2}\]")
_MOST_MARKS = 3
"""Of one step: more would hide the picture."""
_LONGEST = 400


def guide_steps(answer: str, quotes: Sequence[Quote]) -> tuple[GuideStep, ...]:
    """Return the numbered steps of an answer; without any, the lines in which something on the picture is named."""
    pieces = list(_numbered(answer)) or list(_lines_with_names(answer, quotes))
    return tuple(
        GuideStep(number, plain_text(answer[start:end]), _marks(number, start, end, quotes))
        for number, (start, end) in enumerate(pieces, 1)
    )


def plain_text(markdown: str) -> str:
    """Return a piece of Markdown as one line of text, without marks and citations."""
    text = _MARKUP.sub("", _LINK.sub(r"\1", _FENCE_LINE.sub("", markdown)))
    text = _CITATION.sub("", text)
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def _numbered(answer: str) -> Iterator[tuple[int, int]]:
    """Yield where the items of numbered lists stand, with what is set in below them."""
    items = list(_ITEM.finditer(answer))
    for place, item in enumerate(items):
        begin = item.start("text")
        end = items[place + 1].start() if place + 1 < len(items) else len(answer)
        over = _OUTDENTED.search(answer, begin, end)
        yield begin, over.start() if over else end


def _lines_with_names(answer: str, quotes: Sequence[Quote]) -> Iterator[tuple[int, int]]:
    seen: set[int] = set()
    for quote in quotes:
        if not quote.is_on_picture or quote.kind not in (QuoteKind.NAME, QuoteKind.BOX):
            continue
        begin = answer.rfind("\n", 0, quote.start) + 1
        end = answer.find("\n", quote.end)
        if begin not in seen:
            seen.add(begin)
            yield begin, end if end >= 0 else len(answer)


def _marks(number: int, start: int, end: int, quotes: Sequence[Quote]) -> tuple[GuideMark, ...]:
    """Number the first place of each name in a step; codes and values only where it names nothing else."""
    within = [quote for quote in quotes if start <= quote.start < end and quote.places]
    named = [quote for quote in within if quote.kind in (QuoteKind.NAME, QuoteKind.BOX)]
    places = list(dict.fromkeys(quote.places[0] for quote in (named or within)))[:_MOST_MARKS]
    letters = [""] if len(places) == 1 else ["a", "b", "c"]
    return tuple(GuideMark(f"{number}{letter}", place) for letter, place in zip(letters, places, strict=False))

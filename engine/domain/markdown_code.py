"""Where code stands in a Markdown text: one rule for all who leave it alone, look into it, or set it apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_BLOCK = r"^[ \t]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*(?:\n(?P<block>.*?)(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)|\Z)"
_INLINE = r"(?<![`\\])(?P<ticks>`+)(?!`)(?P<inline>%s+?)(?<!`)(?P=ticks)(?!`)"
_IN_LINE = r"[^\n]"
_OVER_LINES = r"(?:[^\n]|\n(?=[ ]{0,3}[^\W\d_])(?![^\n]*\|))"
_CODE, _CODE_OVER_LINES = (
    re.compile(f"{_BLOCK}|{_INLINE % within}", re.MULTILINE | re.DOTALL) for within in (_IN_LINE, _OVER_LINES)
)
_ENDS_WITH_ITS_LINE = re.compile(r"[\s>*+.)\d-]*#{1,6}\s|[^\n]*\|")
"""A heading, or a row of a table: what begins in it cannot go on below."""


@dataclass(frozen=True, slots=True)
class Code:
    """A stretch of code (half-open offsets), and what is in it without its fences or backticks."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_block: bool


def code_in(text: str, *, over_lines: bool = False) -> Iterator[Code]:
    """Yield each block between fences and each stretch between backticks, in order.

    A block that is not closed goes on to the end of the text. A stretch between backticks ends with its line, so that
    it is known of a growing text; with `over_lines` it may, as Markdown has it, go on in the next line of its paragraph
    where that begins with a letter: whatever might begin something else there ends it.
    """
    lines = text.replace("\r\n", " \n").replace("\r", "\n")  # each ends a line, and all offsets stay
    pattern, place = _CODE_OVER_LINES if over_lines else _CODE, 0
    while match := pattern.search(lines, place):
        is_block = match["fence"] is not None
        if not is_block and "\n" in match["inline"]:
            line = lines.rfind("\n", 0, match.start()) + 1
            if _ENDS_WITH_ITS_LINE.match(lines, line, match.start()):
                place = match.end("ticks")
                continue
        place = max(match.end(), place + 1)
        group = "block" if is_block else "inline"
        start, end = match.span(group) if match[group] is not None else (match.end(), match.end())
        yield Code(match.start(), match.end(), start, end, is_block)


def blanked(text: str, stretches: Iterable[Code]) -> str:
    """Return a text with blanks in place of some stretches, at the same offsets and in the same lines."""
    parts, place = [], 0
    for code in stretches:
        parts += [text[place : code.start], re.sub(r"[^\r\n]", " ", text[code.start : code.end])]
        place = code.end
    return "".join([*parts, text[place:]])

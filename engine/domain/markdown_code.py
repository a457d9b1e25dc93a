"""Where code stands in a Markdown text: one rule for all who leave it alone, look into it, or set it apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_CODE = re.compile(
    r"^[ \t]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*(?:\n(?P<block>.*?)(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)|\Z)"
    r"|(?<![`\\])(?P<ticks>`+)(?!`)(?P<inline>[^\n]+?)(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Code:
    """A stretch of code (half-open offsets), and what is in it without its fences or backticks."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_block: bool


def code_in(text: str) -> Iterator[Code]:
    """Yield each block between fences and each stretch between backticks, in order.

    A block that is not closed goes on to the end of the text, and a stretch between backticks ends with its line.
    """
    lines = text.replace("\r", "\n")  # each ends a line, and all offsets stay
    for match in _CODE.finditer(lines):
        is_block = match["fence"] is not None
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

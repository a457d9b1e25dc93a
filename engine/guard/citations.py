"""Citations in an answer: `[1]`, and the other ways in which models write them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from engine.domain.markdown_code import blanked, code_in

_CITATION = re.compile(
    r"(?P<space>[ \t]*)"
    r"[\[［【][ \t]*(?P<numbers>[1-9]\d?(?:[ \t]*[,，、;；][ \t]*[1-9]\d?)*)[ \t]*[\]］】](?!\()"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text (half-open offsets) and what takes its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CitationEdit(Edit):
    """The usual spelling of what was cited. `numbers` are those that were offered."""

    numbers: tuple[int, ...]
    has_unknown: bool


def citation_edits(text: str, offered: Collection[int], *, removes_unknown: bool) -> Iterator[CitationEdit]:
    """Yield each citation outside of code, spelled `[1][2]`; what was not offered falls out if so wished.

    Numbers begin at 1: `[0]` is an index, and so is everything in a code block or between backticks.
    """
    code = [(each.start, each.end) for each in code_in(text)]
    for match in _CITATION.finditer(text):
        if any(start <= match.end() - 1 < end for start, end in code):
            continue
        numbers = tuple(int(number) for number in re.findall(r"\d+", match["numbers"]))
        known = tuple(dict.fromkeys(number for number in numbers if number in offered))
        kept = known if removes_unknown else numbers
        is_line_start = match.start() == 0 or text[match.start() - 1] == "\n"
        end = match.end()
        if not kept and is_line_start:
            end += len(text[end:]) - len(text[end:].lstrip(" \t"))
        replacement = match["space"] + "".join(f"[{number}]" for number in kept) if kept else ""
        if not replacement and text[match.start() - 1 : match.start()] == text[end : end + 1] == "`":
            replacement = " "  # two backticks that meet would end no code any more
        yield CitationEdit(match.start(), end, replacement, known, len(known) < len(set(numbers)))


def open_end(text: str) -> int:
    """Return where the part of a growing text begins of which it is not yet clear what it will be.

    That is a bracket, a stretch of code, or space before either, that has not ended.
    """
    line_start = text.rfind("\n") + 1
    line = text[line_start:]
    if _ends_in_fence(text):
        return len(text) - len(line) if re.match(r"[ \t]*[`~]", line) else len(text)
    # A stretch that ends the line is not blanked: its last run of backticks may still grow.
    tick = blanked(line, (code for code in code_in(line) if code.end < len(line))).find("`")
    tail = re.search(r"[ \t]*(?:[\[［【][^\]］】\n]{0,40}|[\[［【][^\n]{0,40}[\]］】])?$", line)
    begin = tail.start() if tail else len(line)
    return line_start + min(begin, tick if tick >= 0 else len(line))


def _ends_in_fence(text: str) -> bool:
    last = None
    for code in code_in(text):
        last = code
    return last is not None and last.is_block and last.end == len(text)

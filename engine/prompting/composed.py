"""What is said without a model: an answer composed from the fixes, and the title of a case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from engine.domain.knowledge import Passage, without_pictures
from engine.wording import Language, say

TITLE_COLUMNS = 60
"""Of a title, where a Chinese character takes two."""

_MARKUP = re.compile(r"^(?:[>#*+\-\s]|\d+[.)、]\s)+|[*`_]{2,}|`")


def compose_without_model(passages: Sequence[Passage], language: Language) -> str:
    """Return an answer made of the best fixes: the first in full, the others by title, each cited."""
    if not passages:
        return say("prompting.composed_nothing", language)
    best, *others = passages
    parts = [
        say("prompting.composed", language),
        f"**{best.fix.title}** [{best.number}]",
        without_pictures(best.fix.text).strip(),
    ]
    if others:
        lines = [f"- {passage.fix.title} [{passage.number}]" for passage in others]
        parts.append("\n".join([say("prompting.composed_see_also", language), "", *lines]))
    return "\n\n".join(parts)


def title_for(question: str, language: Language) -> str:
    """Return a title for a case: the first line that says something, without markup, cut between words."""
    for line in question.splitlines():
        title = " ".join(_MARKUP.sub("", _printable(line)).split())
        if any(char.isalnum() for char in title):
            return _cut(title)
    return say("prompting.untitled", language)


def _printable(line: str) -> str:
    return "".join(" " if unicodedata.category(char).startswith("C") else char for char in line)


def _cut(title: str) -> str:
    width = 0
    for index, char in enumerate(title):
        width += 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if width > TITLE_COLUMNS:
            head = title[:index]
            space = head.rfind(" ")
            is_in_word = char.isascii() and char.isalnum() and head[-1].isascii() and head[-1].isalnum()
            whole = head[:space] if is_in_word and space > index // 2 else head
            return re.sub(r"\W+$", "", whole) + "…"
    return title

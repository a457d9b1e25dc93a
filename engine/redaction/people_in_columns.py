"""Names by agreement: a text that stands in a column of names, and looks like one, is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engine.domain.finding import EntityType
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.chinese_text import LABELLED, is_chinese_phrase
from engine.redaction.names import is_chinese_name, is_unlisted
from engine.redaction.recognizers.labelled import label_of

_NAME = re.compile(
    r"(?:[A-ZÀ-ÞĀ-ɏẀ-ỿ]\.? )?[A-ZÀ-ÞĀ-ɏẀ-ỿ][^\W\d_]{2,}(?:['’\-][^\W\d_]+)*(?:,? [A-ZÀ-ÞĀ-ɏẀ-ỿ][^\W\d_]*\.?(?:['’\-][^\W\d_]+)*){0,2}|[一-鿿]{2,4}"  # noqa: E501
)
_FEWEST_NAMES = 2
_SLACK = 0.5
_SAME_HEIGHT = 0.35
_REACH = 8
"""How many heights away another name of the column may stand. A head has none above it."""
_LONGEST_SHORT_FORM = 4


def people_in_columns(
    spans: Sequence[TextSpan], found: Iterable[tuple[EntityType, tuple[int, int, int]]]
) -> Iterator[int]:
    """Yield the numbers of the spans that stand in one column with two names, begin with them and are as high."""
    known = list(found)
    taken = {piece[0] for _, piece in known}
    names = [
        spans[number].region
        for kind, (number, start, end) in known
        if kind is EntityType.PERSON and start == 0 and end >= len(spans[number].text.rstrip())
    ]
    if len(names) < _FEWEST_NAMES:
        return
    for number, span in enumerate(spans):
        if number not in taken and _looks_like_name(span.text.strip()):
            beside = [name for name in names if _is_in_column(span.region, name)]
            if len({name.y for name in beside}) >= _FEWEST_NAMES and min(name.y for name in beside) < span.region.y:
                yield number


def _looks_like_name(text: str) -> bool:
    if _NAME.fullmatch(text) is None or label_of(text) is not None or is_chinese_phrase(text):
        return False
    if "一" <= text[0] <= "鿿":
        return is_chinese_name(text, LABELLED)
    return not (text.isupper() and len(text) <= _LONGEST_SHORT_FORM) and all(
        is_unlisted(word) for word in text.split() if len(word.strip(".,")) > 1
    )


def _is_in_column(text: Region, name: Region) -> bool:
    is_near = abs(text.y - name.y) <= _REACH * name.height
    is_alike = abs(text.height - name.height) <= _SAME_HEIGHT * name.height
    return is_near and is_alike and abs(text.x - name.x) <= _SLACK * name.height

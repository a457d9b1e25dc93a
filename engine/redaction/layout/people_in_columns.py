"""Names by agreement: a text that stands in a column of names, and looks like one, is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engine.domain.finding import EntityType, TextFinding
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.layout.columns import is_same_row
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.words.chinese_text import LABELLED, is_chinese_phrase, is_word
from engine.redaction.words.names import is_chinese_name, is_unlisted

_NAME = re.compile(
    r"(?:[A-ZÀ-ÞĀ-ɏẀ-ỿ]\.? )?[A-ZÀ-ÞĀ-ɏẀ-ỿ][^\W\d_]{2,}(?:['’\-][^\W\d_]+)*(?:,? [A-ZÀ-ÞĀ-ɏẀ-ỿ][^\W\d_]*\.?(?:['’\-][^\W\d_]+)*){0,2}|[一-鿿]{2,4}"  # noqa: E501
)
_FEWEST_NAMES = 2
_SLACK = 0.5
_SAME_HEIGHT = 0.35
_REACH = 8
"""How many heights away another name of the column may stand. A head has none above it."""
_LONGEST_SHORT_FORM = 4
_HEAD = re.compile(
    r"(?:^|[ |·,>】\])）]|(?<=\d))(?P<name>[一-鿿]{2,4}|[A-ZÀ-ÞĀ-ɏ][^\W\d_]{2,}(?: [A-ZÀ-ÞĀ-ɏ][^\W\d_]+){0,2}),? ?(?:(?:昨天|今天|上午|下午|周[一-日]|星期[一-日]) ?)?(?:[01]?\d|2[0-3])[:：][0-5]\d(?:[:：]\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?\s*$"  # noqa: E501
)
"""`Amadi Okoye 09:31`, `IT 服务台 邢台山 09:14`"""
_GROUP = re.compile(r"[A-Z]{2,}-[A-Z][a-z]")
"""`NGT-Tellers`"""
_CHINESE_NAME = re.compile(r"[一-鿿]{2,3}")
_FEWEST_IN_ROW = 3


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


def senders(
    spans: Sequence[TextSpan], found: Iterable[tuple[EntityType, tuple[int, int, int]]]
) -> Iterator[tuple[int, TextFinding]]:
    """Yield (span number, finding) for who wrote a message, where one sender is known, and for who works here.

    Messages are headed by a name and a time; whoever is logged in stands alone in the corner above everything.
    """
    known = {(number, start) for kind, (number, start, _) in found if kind is EntityType.PERSON}
    heads = [(number, match) for number, span in enumerate(spans) if (match := _HEAD.search(span.text))]
    if any((number, match.start("name")) in known for number, match in heads):
        for number, match in heads:
            if (number, match.start("name")) not in known and _may_write(match["name"]):
                yield number, TextFinding(EntityType.PERSON, *match.span("name"), 0.6, "sender")
    corner = _in_the_corner(spans)
    if corner is not None and (corner, 0) not in known:
        name = spans[corner].text.strip()
        if _CHINESE_NAME.fullmatch(name) and is_chinese_name(name, LABELLED) and not (is_word(name) or label_of(name)):
            yield corner, TextFinding(EntityType.PERSON, 0, len(spans[corner].text), 0.6, "corner")


def _may_write(name: str) -> bool:
    if label_of(name) is not None:
        return False
    if "一" <= name[0] <= "鿿":
        return is_chinese_name(name, LABELLED) and not (is_word(name) or is_chinese_phrase(name))
    return all(is_unlisted(word) for word in name.split())


def _in_the_corner(spans: Sequence[TextSpan]) -> int | None:
    """Return the text that stands rightmost in the first row, with others left of it."""
    if not spans:
        return None
    first = min(spans, key=lambda span: span.region.y + span.region.bottom).region
    row = [number for number, span in enumerate(spans) if is_same_row(first, span.region)]
    return max(row, key=lambda number: spans[number].region.right) if len(row) >= _FEWEST_IN_ROW else None


def _looks_like_name(text: str) -> bool:
    if _NAME.fullmatch(text) is None or label_of(text) is not None or is_chinese_phrase(text):
        return False
    if "一" <= text[0] <= "鿿":
        return is_chinese_name(text, LABELLED)
    if _GROUP.match(text):
        return False
    return not (text.isupper() and len(text) <= _LONGEST_SHORT_FORM) and all(
        is_unlisted(word) for word in text.split() if len(word.strip(".,")) > 1
    )


def _is_in_column(text: Region, name: Region) -> bool:
    is_near = abs(text.y - name.y) <= _REACH * name.height
    is_alike = abs(text.height - name.height) <= _SAME_HEIGHT * name.height
    return is_near and is_alike and abs(text.x - name.x) <= _SLACK * name.height

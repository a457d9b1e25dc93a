"""Names on tiles of contacts and calls: what stands right above a telephone number or a mailbox, with no label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engine.domain.finding import EntityType
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.words.chinese_text import is_chinese_phrase
from engine.redaction.words.names import are_plain_words

_REACHED_BY = (EntityType.PHONE, EntityType.EMAIL)
_NAME = re.compile(
    r"[A-ZÀ-ÞĀ-ɏẀ-ỿ][^\W\d_]{2,}(?:['’\-][^\W\d_]+)*(?: [A-ZÀ-ÞĀ-ɏẀ-ỿ][^\W\d_]*\.?(?:['’\-][^\W\d_]+)*){0,2}|[一-鿿]{2,3}"  # noqa: E501
)
_GAP = 1.0
_SLACK = 0.6
_TALLER = 1.8
"""How many times as high as the number its owner may be written."""
_NEAR_BEGINNING = 2


def names_of_tiles(
    spans: Sequence[TextSpan], found: Iterable[tuple[EntityType, tuple[int, int, int]]]
) -> Iterator[int]:
    """Yield the numbers of the spans above one that begins with a telephone number or an address of mail."""
    known = list(found)
    taken = {piece[0] for _, piece in known}
    ways = {number for kind, (number, start, _) in known if kind in _REACHED_BY and start <= _NEAR_BEGINNING}
    for way in ways:
        for number, span in enumerate(spans):
            if number not in taken and _is_above(span.region, spans[way].region) and _may_be_owner(span.text.strip()):
                yield number


def _is_above(name: Region, way: Region) -> bool:
    gap = way.y - name.bottom
    is_near = -0.3 * way.height <= gap <= _GAP * way.height
    is_aligned = min(abs(name.x - way.x), abs(name.x + name.right - way.x - way.right) // 2) <= _SLACK * way.height
    return is_near and is_aligned and name.height <= _TALLER * way.height


def _may_be_owner(text: str) -> bool:
    is_shaped = _NAME.fullmatch(text) is not None and label_of(text) is None
    return is_shaped and not is_chinese_phrase(text) and not any(map(are_plain_words, text.split()))

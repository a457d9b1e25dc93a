"""Where a value that the tagger points at begins and ends, and which link it is the rest of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.domain.finding import EntityType, TextFinding
from engine.domain.text import TextSpan

_LABEL_BEFORE_DATE = re.compile(r"[^\W\d_]{2,}\.?(?=\d{1,4}\D)")
"""`DOB02-Feb-1951`: a label that the reader has joined to its date."""
_PICTURE_BEFORE_NAME = re.compile(r"\d{1,2} ?(?=[A-Z\u2e80-\u9fff])")
"""`3Anna Schmidt`: a small picture before a name that the reader has taken for a digit."""
_MAC = re.compile(r"(?i)(?<![0-9a-z])[0-9a-f]{2}(?:[:\-][0-9a-f]{2}){5}(?![0-9a-f])")
_LINK = re.compile(
    r"(?:https?[:/]{1,3}|[a-z][a-z0-9+]{1,15}://)[^\s\u2e80-\u9fff\uff01-\uff5e\"'<>]*[^\s\u2e80-\u9fff\uff01-\uff5e\"'<>.,;:)]"
)
_OF_LINKS = frozenset(
    {EntityType.URL, EntityType.SECRET, EntityType.JWT, EntityType.PASSWORD, EntityType.LICENSE_KEY, EntityType.CRYPTO}
)
"""What makes a link private that it stands in."""
_BELOW, _INDENTED = 0.9, 1.5
"""How far below, and how far to the side, the next line of a text begins, in heights of a line."""


def whole_value(text: str, start: int, end: int, kind: EntityType) -> tuple[int, int]:
    """Return from where to where the value reaches of which the tagger has seen a part."""
    if kind is EntityType.DATE_OF_BIRTH and (label := _LABEL_BEFORE_DATE.match(text, start)):
        return label.end(), end
    if kind is EntityType.PERSON and (picture := _PICTURE_BEFORE_NAME.match(text, start, end)):
        return picture.end(), end
    if kind is EntityType.MAC and (address := _overlapping(_MAC, text, start, end)):
        return address.span()
    if kind in _OF_LINKS and (link := _overlapping(_LINK, text, start, end)):
        return min(start, link.start()), max(end, link.end())
    return start, end


def _overlapping(shape: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return next((match for match in shape.finditer(text) if match.start() < end and start < match.end()), None)


def beginnings_of_links(
    spans: Sequence[TextSpan], found: Sequence[tuple[int, TextFinding]]
) -> Iterator[tuple[int, TextFinding]]:
    """Yield links at the end of a line whose private rest begins the next line."""
    for number, finding in found:
        if finding.entity_type not in _OF_LINKS or " " in spans[number].text[: finding.start].strip():
            continue
        for above, span in enumerate(spans):
            if _is_line_above(span, spans[number]) and (link := _last_link(span.text)):
                yield above, TextFinding(EntityType.URL, link.start(), link.end(), finding.score, finding.reason)


def _last_link(text: str) -> re.Match[str] | None:
    return next((link for link in _LINK.finditer(text) if link.end() >= len(text.rstrip()) - 1), None)


def _is_line_above(span: TextSpan, below: TextSpan) -> bool:
    height = below.region.height
    gap = below.region.y - span.region.bottom
    return -0.4 * height <= gap <= _BELOW * height and abs(below.region.x - span.region.x) <= _INDENTED * height

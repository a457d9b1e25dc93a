"""Finds again what was found earlier in the case, by keyed digests: no value is kept anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from engine.domain.finding import CaseLabels, EntityType, TextFinding
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.screen_search import ScreenFinding, compared
from engine.redaction.text_search import without_overlaps
from engine.redaction.words.normal import NormalText

_WORD = re.compile(r"[^\s,;:!?\"'()\[\]{}<>|，。；：！？（）【】《》]+")
_CHINESE = re.compile(r"[一-鿿·]{2,}")
_MOST_WORDS = 4
_CHINESE_NAME = range(2, 5)
_SHORTEST = 5
_PICTURES = {EntityType.QR, EntityType.BARCODE, EntityType.PHOTO, EntityType.SIGNATURE}
_UNREMEMBERED = frozenset({EntityType.DATE_OF_BIRTH, *_PICTURES})
_SCORE = 0.8


def find_known(text: str, labels: CaseLabels) -> list[TextFinding]:
    """Return where values stand that were labelled earlier in the case, without overlaps."""
    if labels.is_empty:
        return []
    normal = NormalText.of(text)
    form = compared(normal.text)
    offset = len(normal.text) - len(normal.text.lstrip())
    found = []
    for start, end in _stretches(form):
        kind = labels.kind_of(form[start:end])
        if kind is not None and kind not in _UNREMEMBERED:
            found.append(TextFinding(kind, *normal.in_source(offset + start, offset + end), _SCORE, "case"))
    return without_overlaps(found)


def on_spans(
    spans: Sequence[TextSpan], find: Callable[[str], Sequence[TextFinding]], places: Sequence[Region]
) -> list[ScreenFinding]:
    """Return where `find` finds something on a picture outside of the places that are found already."""
    found = []
    for span in spans:
        for each in find(span.text):
            ink = span.region_of(each.start, each.end)
            if not any(place.intersection(ink) == ink for place in places):
                margin = max(3, round(0.15 * span.region.height))
                value = span.text[each.start : each.end]
                found.append(ScreenFinding(each.entity_type, ink.grown(margin, margin), each.score, each.reason, value))
    return found


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that may be a value: one to four words, and names in running Chinese."""
    words = [match.span() for match in _WORD.finditer(text)]
    for first, (start, _) in enumerate(words):
        for _, end in words[first : first + _MOST_WORDS]:
            for stop in {end, start + len(text[start:end].rstrip("."))}:
                if stop - start >= _SHORTEST:
                    yield start, stop
    for run in _CHINESE.finditer(text):
        for start in range(run.start(), run.end()):
            for length in _CHINESE_NAME:
                if start + length <= run.end():
                    yield start, start + length

"""Finds again what was found earlier in the case, by keyed digests: no value is kept anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.domain.finding import CaseLabels, EntityType, TextFinding
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.screen_search import ScreenFinding, compared
from engine.redaction.text_search import without_overlaps

_WORD = re.compile(r"[^\s,;:!?\"'()\[\]{}<>|，。；：！？（）【】《》]+")
_CHINESE = re.compile(r"[一-鿿·]{2,}")
_MOST_WORDS = 4
_CHINESE_NAME = range(2, 5)
_SHORTEST = 5
_UNREMEMBERED = frozenset({EntityType.DATE_OF_BIRTH, EntityType.QR, EntityType.BARCODE})
_SCORE = 0.8


def find_known(text: str, labels: CaseLabels) -> list[TextFinding]:
    """Return where values stand that were labelled earlier in the case, without overlaps."""
    found = []
    for start, end in _stretches(text):
        kind = labels.kind_of(compared(text[start:end]))
        if kind is not None and kind not in _UNREMEMBERED:
            found.append(TextFinding(kind, start, end, _SCORE, "case"))
    return without_overlaps(found)


def with_known(text: str, findings: Sequence[TextFinding], labels: CaseLabels) -> list[TextFinding]:
    """Add to the findings of a text what was found earlier in the case."""
    return without_overlaps([*findings, *find_known(text, labels)])


def seen_before(spans: Sequence[TextSpan], labels: CaseLabels, places: Sequence[Region]) -> list[ScreenFinding]:
    """Return what was found earlier in the case and now stands outside of the places that are found already."""
    again = []
    for span in spans:
        for known in find_known(span.text, labels):
            ink = span.region_of(known.start, known.end)
            margin = max(3, round(0.15 * span.region.height))
            region = ink.grown(margin, margin)
            if not any(_holds(place, ink) for place in places):
                value = span.text[known.start : known.end]
                again.append(ScreenFinding(known.entity_type, region, known.score, known.reason, value))
    return again


def _holds(place: Region, ink: Region) -> bool:
    return place.intersection(ink) == ink


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

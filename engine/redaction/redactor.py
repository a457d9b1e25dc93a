"""Plans what will be covered, covers it, and proves it by reading the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.domain.finding import CaseLabels, CoverLook, Finding, Mask, RedactionPlan, TextFinding
from engine.domain.picture import Capture, Picture, RedactedImage
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.errors import StillLegible
from engine.imaging import Raster
from engine.ports.vision import CoveredText, TextReader
from engine.redaction.codes import find_codes
from engine.redaction.covering import covered_region, paint_over
from engine.redaction.screen_search import compared, find_on_screen
from engine.redaction.text_search import COVERED, find_in_text

_SAME_PLACE = 0.4
"""Share of a finding that lies in a place the agent left open, to count as that place."""
_EXTRA_PASSES = 2


class ScreenRedactor:
    """Finds and covers what is sensitive. The only maker of RedactedImage besides the store."""

    def __init__(self, reader: TextReader, look: CoverLook = CoverLook.LABEL) -> None:
        self._reader = reader
        self._look = look

    def plan(self, capture: Capture, labels: CaseLabels) -> RedactionPlan:
        """Find everything sensitive on a capture; all of it is marked to be covered."""
        spans = self._reader.read(capture)
        findings = [
            Finding(
                found.entity_type,
                found.region.clipped(capture.width, capture.height),
                found.score,
                found.reason,
                label=labels.label_for(found.entity_type, compared(found.value)),
            )
            for found in find_on_screen(spans)
        ]
        for code in find_codes(capture):
            place = f"{capture.id} {code.region}"
            findings.append(replace(code, label=labels.label_for(code.entity_type, place)))
        masks = tuple(Mask(finding) for finding in findings if not finding.region.is_empty)
        return RedactionPlan(capture.id, masks, self._look)

    def cover(self, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        """Cover what the plan marks and read the result again.

        What is found then is covered too, and is among the masks of the result. Raises StillLegible, naming
        the kinds, when something sensitive can be read even after that.
        """
        masks = list(plan.covered)
        open_places = [mask.region for mask in plan.masks if not mask.is_covered]
        for _ in range(1 + _EXTRA_PASSES):
            painted = Raster(capture.width, capture.height, paint_over(capture, masks, plan.look))
            spans = self._reader.read(painted)
            places = [covered_region(mask.region, capture) for mask in masks]
            legible = [
                finding for finding in _legible(painted, spans, places) if not _is_among(finding.region, open_places)
            ]
            if not legible:
                visible = tuple(_visible(spans, places, plan.look))
                return RedactedImage(painted.width, painted.height, painted.rgb, tuple(masks), visible)
            masks += [Mask(finding) for finding in legible]
        kinds = sorted({finding.entity_type.value for finding in legible})
        raise StillLegible("redaction.still_legible", kinds=", ".join(kinds))

    def find_in_text(self, text: str) -> Sequence[TextFinding]:
        """Find what is sensitive in a text, by position, without overlaps."""
        return find_in_text(text)

    def cover_text(self, text: str, labels: CaseLabels) -> CoveredText:
        """Replace what is sensitive in a text by its label: `[EMAIL 1]`."""
        findings = tuple(find_in_text(text))
        parts: list[str] = []
        position = 0
        for finding in findings:
            label = labels.label_for(finding.entity_type, compared(text[finding.start : finding.end]))
            parts += [text[position : finding.start], f"[{label}]"]
            position = finding.end
        return CoveredText("".join((*parts, text[position:])), findings)


def _legible(picture: Picture, spans: Sequence[TextSpan], places: Sequence[Region]) -> list[Finding]:
    """Return what can still be found on a covered picture outside of the covered places."""
    found = [
        Finding(
            each.entity_type,
            each.region.clipped(picture.width, picture.height),
            each.score,
            "reread",
            label=each.entity_type.value.replace("_", " "),
        )
        for each in find_on_screen(_without_covers(spans, places))
    ]
    found += [replace(code, reason="reread", label=code.entity_type.value) for code in find_codes(picture)]
    return [finding for finding in found if not _is_among(finding.region, places, 0.95)]


def _without_covers(spans: Sequence[TextSpan], places: Sequence[Region]) -> list[TextSpan]:
    """Return the spans with a neutral sign for what stands on covers, and a span of it for each cover."""
    blanked = [_blanked(span, places) for span in spans]
    kept = [span for span in blanked if span.text.strip(f" {COVERED}")]
    return kept + [TextSpan(COVERED * 3, place, 1.0) for place in places]


def _blanked(span: TextSpan, places: Sequence[Region]) -> TextSpan:
    touching = [place for place in places if place.intersects(span.region)]
    if not touching:
        return span
    characters = [
        COVERED if any(_is_on(span.region_of(offset, offset + 1), place) for place in touching) else character
        for offset, character in enumerate(span.text)
    ]
    return replace(span, text="".join(characters))


def _is_on(character: Region, place: Region) -> bool:
    x, y = (character.x + character.right) // 2, (character.y + character.bottom) // 2
    return place.grown(2, 2).contains_point(x, y)


def _is_among(region: Region, places: Sequence[Region], share: float = _SAME_PLACE) -> bool:
    """Tell whether a region lies in one of the places by at least a share of its area."""
    overlap = max((max(0, _area(region.intersection(place))) for place in places), default=0)
    return region.is_empty or overlap >= share * region.area


def _area(region: Region) -> int:
    return 0 if region.is_empty else region.area


def _visible(spans: Sequence[TextSpan], places: Sequence[Region], look: CoverLook) -> list[TextSpan]:
    """Return what can be read: labels count, but what a reader sees in frosted glass does not."""
    if look is CoverLook.LABEL:
        return list(spans)
    kept = []
    for span in _without_covers(spans, places):
        text = span.text.replace(COVERED, " ")
        if text.strip():
            kept.append(replace(span, text=text))
    return kept

"""Plans what will be covered, covers it, and proves it by reading the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.domain.annotation import Layer
from engine.domain.finding import (
    CaseLabels,
    CoverExtent,
    CoverLook,
    Finding,
    FindingSource,
    Mask,
    RedactionPlan,
    TextFinding,
)
from engine.domain.notice import Notice, Severity
from engine.domain.picture import Capture, Picture, RedactedImage
from engine.domain.region import Region, is_within
from engine.domain.rules import RedactionRules, Treatment, profile_for
from engine.domain.text import TextSpan
from engine.errors import Blocked, StillLegible
from engine.imaging import Raster
from engine.ports.vision import CoveredText, TextReader
from engine.redaction.case_memory import find_known, on_spans
from engine.redaction.covering.annotating import is_drawn_on, kept_part, laid_on, masks_of_part
from engine.redaction.covering.covering import covered_region, paint_over
from engine.redaction.covering.fields import FieldFinder
from engine.redaction.pictures.codes import find_codes
from engine.redaction.pictures.pictures import find_pictures
from engine.redaction.screen_search import ScreenFinding, compared, find_on_screen, labelled_places
from engine.redaction.tagger.learned import LearnedTagger, shipped_tagger
from engine.redaction.text_search import COVERED, find_in_text, without_overlaps
from engine.redaction.warming import trial_capture
from engine.redaction.words.organisation import find_words
from engine.redaction.words.sieve import compile_the_rest

_SAME_PLACE = 0.4
"""Share of a finding that lies in a place the agent left open, to count as that place."""
_AS_LARGE = 4
"""How many times as large as a finding of another kind an open place may be, to be taken for its place."""
_EXTRA_PASSES = 2
_FOUND_BY_RULES = frozenset(FindingSource) - {FindingSource.AGENT}
"""A box that the agent drew and opened again was never a finding: it opens nothing."""


_WITHOUT_TAGGER = Notice(Severity.WARNING, "redaction.tagger_missing")


class ScreenRedactor:
    """Finds and covers what is sensitive. The only maker of RedactedImage besides the store."""

    def __init__(
        self,
        reader: TextReader,
        look: CoverLook = CoverLook.LABEL,
        rules: Callable[[], RedactionRules] = RedactionRules,
        tagger: LearnedTagger | None = None,
    ) -> None:
        """`rules` is asked for each picture and text: settings may change while the program runs.

        `tagger` adds to what the recognizers find; by default it is the one that comes with the program.
        """
        self._reader = reader
        self._look = look
        self._rules = rules
        self._tagger = tagger or shipped_tagger()

    def get_ready(self) -> None:
        """Go the whole way once with a picture of our own, which is forgotten. Raises RedactionError."""
        self.plan(trial_capture(), CaseLabels(), profile="")
        self._reader.forget()
        compile_the_rest()

    def plan(self, capture: Capture, labels: CaseLabels, profile: str | None = None) -> RedactionPlan:
        """Find everything sensitive on a capture; all of it is marked to be covered, except what the rules leave.

        The rules are those of `profile` (empty: the general ones), or by default of the captured application.
        """
        general = self._rules()
        held, reason = profile_for(general.profiles, capture.application, profile)
        rules = general.under(held)
        spans = self._reader.read(capture)
        found = _on_screen(spans, rules, tagger=self._tagger)
        found += on_spans(spans, lambda text: find_known(text, labels), [each.region for each in found])
        findings = [
            Finding(
                each.entity_type,
                each.region.clipped(capture.width, capture.height),
                each.score,
                each.reason,
                label=labels.label_for(each.entity_type, compared(each.value)),
            )
            for each in found
            if not rules.allows(each.entity_type, each.value)
        ]
        for picture in find_pictures(capture, spans):
            place = f"{capture.id} {picture.region}"
            findings.append(replace(picture, label=labels.label_for(picture.entity_type, place)))
        masks = [_treated(finding, rules) for finding in findings if not finding.region.is_empty]
        plan = RedactionPlan(
            capture.id,
            _with_fields(masks, FieldFinder(capture, spans)),
            self._look,
            profile=held.name if held else "",
            profile_reason=reason,
            remarks=(_WITHOUT_TAGGER,) if self._tagger.is_missing else (),
        )
        return plan.with_extent(rules.extent)

    def cover(self, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        """Cover what the plan marks and read the result again.

        What is found then is covered too, and is among the masks of the result, which are as they were painted.
        Raises Blocked for a plan that leaves open what a policy wants covered, and StillLegible, naming the
        kinds, when something sensitive can be read even after covering.
        """
        if plan.capture_id != capture.id:
            raise ValueError("the plan was made for another capture")
        rules = self._rules().named(plan.profile)
        if rules.least_extent is CoverExtent.BOX:
            plan = plan.with_extent(CoverExtent.BOX)
        chosen = list(plan.covered)
        masks = _painted(chosen, capture)
        self._check_policy(capture, plan, masks, rules)
        believed = labelled_places(self._reader.read(capture))
        left_open = [mask for mask in plan.masks if not mask.is_covered and mask.finding.source in _FOUND_BY_RULES]
        for _ in range(1 + _EXTRA_PASSES):
            painted = Raster(capture.width, capture.height, paint_over(capture, chosen, plan.look))
            spans = self._reader.read(painted)
            places = [mask.region for mask in masks]
            legible = [
                finding
                for finding in _legible(painted, spans, places, rules, believed)
                if finding.entity_type in rules.always_covered or not _is_left_open(finding, left_open)
            ]
            if not legible:
                visible = tuple(_visible(spans, places, plan.look))
                shown = (*masks, *left_open)
                program = capture.application.program if capture.application else ""
                return RedactedImage(painted.width, painted.height, painted.rgb, shown, visible, plan.profile, program)
            chosen += [Mask(finding) for finding in legible]
            masks = _painted(chosen, capture)
        raise StillLegible("redaction.still_legible", kinds=_kinds(legible))

    def annotate(self, picture: RedactedImage, layer: Layer) -> RedactedImage:
        """Lay an agent's drawing on a covered picture, and read the result once more.

        Raises StillLegible where something sensitive can be read that the drawing has brought: typed words, say.
        """
        drawn, part = laid_on(picture, layer), kept_part(layer)
        masks = masks_of_part(picture.masks, part)
        places = [mask.region for mask in masks if mask.is_covered]
        left_open = [mask for mask in masks if not mask.is_covered]
        spans = self._reader.read(drawn)
        is_new = is_drawn_on(layer)
        legible = [
            finding
            for finding in _legible(drawn, spans, places, self._rules(), labelled_places(picture.spans))
            if _is_touched(finding.region, is_new) and not _is_left_open(finding, left_open)
        ]
        if legible:
            raise StillLegible("redaction.drawn_legible", kinds=_kinds(legible))
        visible = tuple(_visible(spans, places, self._look))
        return RedactedImage(drawn.width, drawn.height, drawn.rgb, tuple(masks), visible)

    def forget(self) -> None:
        """Drop what is remembered of earlier pictures: another case begins."""
        self._reader.forget()

    def _check_policy(
        self, capture: Capture, plan: RedactionPlan, masks: Sequence[Mask], rules: RedactionRules
    ) -> None:
        """Look again for what must always be covered: a plan may have been changed in any way since it was made."""
        if not rules.always_covered:
            return
        must = [mask.finding for mask in plan.masks if mask.finding.source in _FOUND_BY_RULES and not mask.is_covered]
        spans = self._reader.read(capture)
        must += [
            Finding(each.entity_type, each.region.clipped(capture.width, capture.height), each.score)
            for each in _on_screen(spans, rules, tagger=self._tagger)
        ]
        must += find_pictures(capture, spans)
        covers = [mask.region for mask in masks]
        bare = [
            finding
            for finding in must
            if finding.entity_type in rules.always_covered and not is_within(finding.region, covers)
        ]
        if bare:
            raise Blocked("redaction.policy_uncovered", kinds=_kinds(bare))

    def find_in_text(self, text: str) -> Sequence[TextFinding]:
        """Find what is sensitive in a text, by position, without overlaps."""
        return find_in_text(text)

    def cover_text(self, text: str, labels: CaseLabels) -> CoveredText:
        """Replace what is sensitive in a text by its label: `[EMAIL 1]`. The rules are those of the case's profile."""
        rules = self._rules().named(labels.profile)
        found = [*find_in_text(text), *find_known(text, labels), *find_words(text, rules.words)]
        findings = tuple(
            finding
            for finding in without_overlaps(found)
            if rules.treatment(finding.entity_type) is not Treatment.LEAVE
            and not rules.allows(finding.entity_type, text[finding.start : finding.end])
        )
        parts: list[str] = []
        position = 0
        for finding in findings:
            label = labels.label_for(finding.entity_type, compared(text[finding.start : finding.end]))
            parts += [text[position : finding.start], f"[{label}]"]
            position = finding.end
        return CoveredText("".join((*parts, text[position:])), findings)


def _on_screen(
    spans: Sequence[TextSpan],
    rules: RedactionRules,
    believed: Sequence[Region] | None = None,
    tagger: LearnedTagger | None = None,
) -> list[ScreenFinding]:
    """Return what every site wants found, and the words of the profile that holds."""
    found = find_on_screen(spans, believed, tagger)
    if rules.words:
        found += on_spans(spans, lambda text: find_words(text, rules.words), [each.region for each in found])
    return found


def _with_fields(masks: Sequence[Mask], fields: FieldFinder) -> tuple[Mask, ...]:
    """Say of each text what it stands in. Codes and pictures are whole as they are."""
    return tuple(
        replace(mask, whole=fields.whole(mask.region)) if mask.finding.source is FindingSource.TEXT else mask
        for mask in masks
    )


def _treated(finding: Finding, rules: RedactionRules) -> Mask:
    treatment = rules.treatment(finding.entity_type)
    is_locked = finding.entity_type in rules.always_covered
    return Mask(finding, treatment is not Treatment.LEAVE, treatment is Treatment.ASK, is_locked=is_locked)


def _painted(masks: Sequence[Mask], capture: Capture) -> list[Mask]:
    """Return masks with the regions that will be painted; those off the picture are none."""
    painted = [replace(mask.at(covered_region(mask.region, capture)), is_asked=False) for mask in masks]
    return [mask for mask in painted if not mask.region.is_empty]


def _is_touched(region: Region, is_new: NDArray[np.bool_]) -> bool:
    """Tell whether anything was drawn within a region: what was there before has been judged before."""
    height, width = is_new.shape
    region = region.clipped(width, height)
    return not region.is_empty and bool(is_new[region.y : region.bottom, region.x : region.right].any())


def _kinds(findings: Sequence[Finding]) -> str:
    return ", ".join(sorted({finding.entity_type.value for finding in findings}))


def _is_left_open(finding: Finding, left_open: Sequence[Mask]) -> bool:
    """Tell whether this is what the agent or the rules left open.

    Something of another kind must be about as large: an open place is no hole through which all else is seen.
    """
    return any(
        _is_among(finding.region, [mask.region])
        and (mask.finding.entity_type is finding.entity_type or mask.region.area <= _AS_LARGE * finding.region.area)
        for mask in left_open
    )


def _legible(
    picture: Picture,
    spans: Sequence[TextSpan],
    places: Sequence[Region],
    rules: RedactionRules,
    believed: Sequence[Region],
) -> list[Finding]:
    """Return what can still be found on a covered picture outside of the covered places, and should not.

    Labels and tables are believed only where they were seen on the bare picture: `PASSWORD=` whose value is covered
    looks like the head of what stands below.
    """
    bare = _without_covers(spans, places)
    named = _on_screen(bare, rules, believed)
    found = [
        Finding(
            each.entity_type,
            each.region.clipped(picture.width, picture.height),
            each.score,
            "reread",
            label=each.entity_type.value.replace("_", " "),
        )
        for each in named
        if not rules.allows(each.entity_type, each.value)
    ]
    found += [replace(code, reason="reread", label=code.entity_type.value) for code in find_codes(picture)]
    return [
        finding
        for finding in found
        if rules.treatment(finding.entity_type) is not Treatment.LEAVE and not _is_among(finding.region, places, 0.95)
    ]


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

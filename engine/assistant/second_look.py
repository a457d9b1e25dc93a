"""A second look by the model: it names what is still private on a picture that is covered already.

A model reads well and points badly, so it only lists texts; where they stand comes from the lines that OCR read.
"""

from __future__ import annotations

import json
import logging
import re
import threading
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from engine.domain.annotation import Layer
from engine.domain.answer import ChatRequest, SamplingParams, TextArrived, Turn
from engine.domain.conversation import Role
from engine.domain.finding import CaseLabels, EntityType, Finding, FindingSource, Mask, RedactionPlan, TextFinding
from engine.domain.model import BackendState
from engine.domain.notice import Notice, Severity
from engine.domain.picture import Capture, RedactedImage
from engine.domain.region import Region
from engine.domain.rules import RedactionRules, Treatment
from engine.domain.search_text import normalised_with_origins
from engine.domain.text import TextSpan
from engine.errors import DesksideError
from engine.ports import Backend, PictureRedactor
from engine.ports.vision import CoveredText
from engine.wording import RESOURCES

_log = logging.getLogger(__name__)
_SAMPLING = SamplingParams(temperature=0.0, presence_penalty=0.0, max_tokens=768, seed=0)
_MOST_VALUES = 100
_LENGTHS = range(2, 201)
_LEAST_WORD = 4
_SCORE = 0.6
_LOOK_ALIKE = str.maketrans("oil|", "0111")
_KINDS = "|".join(kind.value.replace("_", " ") for kind in EntityType)
_HARMLESS = re.compile(rf"(?i)(?:error\s*)?0x[0-9a-f]{{4,}}|kb\d{{5,}}|[\W\d]{{0,5}}|\[?(?:{_KINDS}) \d+\]?")
"""Error codes, numbers of articles, short numbers, and our own labels."""


class SecondLookRedactor:
    """A redactor whose plans also hold what the model names, where `is_wanted` and a model is there."""

    def __init__(
        self,
        inner: PictureRedactor,
        backend: Backend,
        is_wanted: Callable[[], bool],
        rules: Callable[[], RedactionRules] = RedactionRules,
    ) -> None:
        self._inner = inner
        self._backend = backend
        self._is_wanted = is_wanted
        self._rules = rules

    def get_ready(self) -> None:
        self._inner.get_ready()

    def plan(self, capture: Capture, labels: CaseLabels, profile: str | None = None) -> RedactionPlan:
        """Find by rules, cover that, and let the model look at the covered picture for more.

        Without the model's help, for whatever reason, the plan is that of the rules, and says so.
        """
        plan = self._inner.plan(capture, labels, profile)
        if not self._is_wanted():
            return plan
        if self._backend.status().state is BackendState.NO_MODEL:
            return _without_help(plan, "redaction.no_model_for_second_look")
        try:
            picture = self._inner.cover(capture, plan)
            named = tuple(_named(self._answer(picture)))
        except DesksideError as error:
            _log.warning("no second look: %s %s", error.key, error.detail)
            return _without_help(plan, "redaction.second_look_failed")
        rules = self._rules().named(plan.profile)
        masks = [_mask(rules, kind, value, region, labels) for kind, value, region in _located(named, picture.spans)]
        new = [mask for mask in masks if not mask.region.clipped(capture.width, capture.height).is_empty]
        wanted = (mask for mask in new if rules.treatment(mask.finding.entity_type) is not Treatment.LEAVE)
        from engine.redaction.covering.fields import (
            FieldFinder,  # with the rules, which the start of the program does not need
        )

        fields = FieldFinder(capture, picture.spans)
        added = tuple(replace(mask, whole=fields.whole(mask.region)) for mask in wanted)
        return replace(plan, masks=(*plan.masks, *added)).with_extent(plan.extent)

    def cover(self, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        return self._inner.cover(capture, plan)

    def annotate(self, picture: RedactedImage, layer: Layer) -> RedactedImage:
        return self._inner.annotate(picture, layer)

    def forget(self) -> None:
        self._inner.forget()

    def find_in_text(self, text: str) -> Sequence[TextFinding]:
        return self._inner.find_in_text(text)

    def cover_text(self, text: str, labels: CaseLabels) -> CoveredText:
        return self._inner.cover_text(text, labels)

    def _answer(self, picture: RedactedImage) -> str:
        request = ChatRequest((Turn(Role.AGENT, (picture, _prompt())),), _SAMPLING)
        events = self._backend.generate(request, threading.Event())
        return "".join(event.text for event in events if isinstance(event, TextArrived))


def _without_help(plan: RedactionPlan, key: str) -> RedactionPlan:
    return replace(plan, remarks=(*plan.remarks, Notice(Severity.WARNING, key)))


def _mask(rules: RedactionRules, kind: EntityType, value: str, region: Region, labels: CaseLabels) -> Mask:
    finding = Finding(kind, region, _SCORE, "model", FindingSource.MODEL, labels.label_for(kind, value))
    is_asked = rules.treatment(kind) is Treatment.ASK
    return Mask(finding, is_asked=is_asked, is_locked=kind in rules.always_covered)


def _named(answer: str) -> Iterator[tuple[EntityType, str]]:
    """Yield kind and text of each line of JSON that can be used; everything else a model may write is passed over."""
    seen: set[str] = set()
    for line in answer.splitlines():
        start, end = line.find("{"), line.rfind("}")
        try:
            row = json.loads(line[start : end + 1])
            kind, value = str(row["kind"]).upper(), str(row["text"]).strip()
        except (ValueError, KeyError, TypeError):
            continue
        if len(value) in _LENGTHS and value not in seen and not _is_harmless(value) and len(seen) < _MOST_VALUES:
            seen.add(value)
            yield (EntityType(kind) if kind in EntityType.__members__ else EntityType.SECRET), value


def _is_harmless(value: str) -> bool:
    return _HARMLESS.fullmatch(value) is not None


def _located(
    named: Sequence[tuple[EntityType, str]], spans: Sequence[TextSpan]
) -> Iterator[tuple[EntityType, str, Region]]:
    """Yield where the named texts stand: whole, or else their longer words."""
    for kind, value in named:
        places = list(_places(value, spans))
        if not places:
            words = [word for word in value.split() if len(word) >= _LEAST_WORD and not _is_harmless(word)]
            places = [place for word in words for place in _places(word, spans)]
        for place in places:
            yield kind, _folded(value)[0], place


def _places(value: str, spans: Sequence[TextSpan]) -> Iterator[Region]:
    needle = _folded(value)[0]
    for span in spans:
        form, origins = _folded(span.text)
        start = form.find(needle)
        while start >= 0:
            end = start + len(needle)
            ink = span.region_of(origins[start], origins[end - 1] + 1)
            margin = max(3, round(0.15 * span.region.height))
            yield ink.grown(margin, margin)
            start = form.find(needle, end)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Return a text as it is compared, with the origin of each character; what OCR and models confuse is equal."""
    form, origins = normalised_with_origins(text)
    return form.translate(_LOOK_ALIKE), origins


@cache
def _prompt() -> str:
    with (RESOURCES / "prompts" / "second_look.toml").open("rb") as file:
        return str(tomllib.load(file)["prompt"]).strip()

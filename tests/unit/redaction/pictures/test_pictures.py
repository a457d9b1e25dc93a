"""Photographs and signatures in a plan: treated as the rules say, covered without a trace, told about in words."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from engine.domain.finding import CaseLabels, CoverLook, EntityType, FindingSource, RedactionPlan
from engine.domain.picture import Picture
from engine.domain.region import Region, is_within
from engine.domain.rules import RedactionRules, Treatment
from engine.domain.text import TextSpan
from engine.errors import Blocked
from engine.redaction import ScreenRedactor
from engine.wording import Language, say
from tests.screens import pictures
from tests.screens.canvas import Planted, Screen
from tests.screens.parts import Pen

E = EntityType
_PICTURES = [E.PHOTO, E.SIGNATURE]


class BlindReader:
    """Reads nothing: what is found is found by its look."""

    def read(self, picture: Picture) -> Sequence[TextSpan]:
        return []

    def forget(self) -> None:
        """Remembers nothing."""


def signed_portrait() -> Screen:
    pen = Pen(Screen("card", 640, 400), random.Random(1), 0, zh=False)
    portrait = Image.open(pictures.PHOTOGRAPHS / "officer.jpg").convert("RGB").resize((130, 156))
    pen.screen.image.paste(portrait, (60, 60))
    pen.screen.planted.append(Planted("", Region(60, 60, 130, 156), E.PHOTO))
    pen.signature(320, 240, 200, 66)
    return pen.screen


def kinds(plan: RedactionPlan) -> list[E]:
    return sorted(mask.finding.entity_type for mask in plan.masks)


def redactor(look: CoverLook = CoverLook.LABEL, rules: RedactionRules | None = None) -> ScreenRedactor:
    return ScreenRedactor(BlindReader(), look, lambda: rules or RedactionRules())


@pytest.mark.parametrize("look", CoverLook)
def test_a_portrait_and_a_signature_are_covered_whole(look: CoverLook) -> None:
    shown = signed_portrait()
    capture = shown.capture()
    plan = redactor().plan(capture, CaseLabels()).with_look(look)
    image = redactor(look).cover(capture, plan)
    covers = [mask.region for mask in image.masks]
    assert kinds(plan) == _PICTURES
    assert [is_within(item.region.grown(-2, -2), covers) for item in shown.sensitive] == [True, True]
    before = np.frombuffer(capture.rgb, np.uint8).reshape(400, 640, 3)
    after = np.frombuffer(image.rgb, np.uint8).reshape(400, 640, 3)
    for item in shown.sensitive:
        rows, columns = slice(item.region.y, item.region.bottom), slice(item.region.x, item.region.right)
        assert (before[rows, columns] == after[rows, columns]).all(axis=2).mean() < 0.2


def test_a_frosted_cover_is_not_found_again() -> None:
    capture = signed_portrait().capture()
    plan = redactor(CoverLook.FROSTED).plan(capture, CaseLabels())
    assert len(redactor(CoverLook.FROSTED).cover(capture, plan).masks) == len(plan.masks) == 2


def test_they_carry_labels_and_say_that_a_look_found_them() -> None:
    plan = redactor().plan(signed_portrait().capture(), CaseLabels())
    assert sorted(mask.finding.label for mask in plan.masks) == ["PHOTO 1", "SIGNATURE 1"]
    assert {mask.finding.source for mask in plan.masks} == {FindingSource.PICTURE}


@pytest.mark.parametrize(
    ("treatment", "is_covered", "is_asked"),
    [(Treatment.COVER, True, False), (Treatment.ASK, True, True), (Treatment.LEAVE, False, False)],
)
def test_the_rules_say_what_becomes_of_them(treatment: Treatment, is_covered: bool, is_asked: bool) -> None:
    rules = RedactionRules(dict.fromkeys(_PICTURES, treatment))
    plan = redactor(rules=rules).plan(signed_portrait().capture(), CaseLabels())
    assert [(mask.is_covered, mask.is_asked) for mask in plan.masks] == [(is_covered, is_asked)] * 2


def test_a_photograph_that_must_be_covered_cannot_be_sent_open() -> None:
    capture = signed_portrait().capture()
    strict = redactor(rules=RedactionRules(always_covered=frozenset({E.PHOTO})))
    with pytest.raises(Blocked):
        strict.cover(capture, RedactionPlan(capture.id))


@pytest.mark.parametrize("language", Language)
def test_the_review_says_in_words_why_they_were_found(language: Language) -> None:
    plan = redactor().plan(signed_portrait().capture(), CaseLabels())
    for mask in plan.masks:
        assert say(f"reason.{mask.finding.reason}", language)
        assert say(f"entity.{mask.finding.entity_type}", language)

"""What a text stands in is found by the edges of the screen, and a box over it hides the length."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from engine.domain.finding import CaseLabels, CoverExtent, CoverLook, EntityType, Finding, Mask, RedactionPlan
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.domain.rules import Profile, RedactionRules, Treatment
from engine.domain.screen import Application
from engine.domain.text import TextSpan
from engine.imaging import Raster
from engine.redaction import ScreenRedactor
from engine.redaction.covering.covering import paint_over
from engine.redaction.covering.fields import FieldFinder
from tests.unit.redaction.readers import ReaderOf, span, white

WHITE, LINE, GREY = 255, 208, 247


def screen(width: int = 400, height: int = 120) -> np.ndarray:
    return np.full((height, width, 3), WHITE, np.uint8)


def draw_frame(pixels: np.ndarray, field: Region, shade: int = LINE) -> None:
    """Draw the outline of a field, one pixel wide, just outside of it."""
    outer = field.grown(1, 1)
    pixels[outer.y : outer.bottom, outer.x : outer.right] = shade
    pixels[field.y : field.bottom, field.x : field.right] = WHITE


def whole(pixels: np.ndarray, *spans: TextSpan, of: int = 0) -> Region:
    height, width, _ = pixels.shape
    region = spans[of].region.grown(4, 3)
    return FieldFinder(Raster(width, height, pixels.tobytes()), spans).whole(region)


@pytest.mark.parametrize("text", ["Al", "Alexandra von Humboldt"])
def test_a_framed_field_is_found_however_long_its_text_is(text: str) -> None:
    pixels, field = screen(), Region(100, 40, 250, 24)
    draw_frame(pixels, field)
    assert whole(pixels, span("Name", 20, 46), span(text, 108, 46), of=1) == field


def test_a_table_cell_between_thin_lines_is_found() -> None:
    pixels = screen()
    pixels[::30] = LINE
    pixels[:, ::90] = LINE
    assert whole(pixels, span("4111", 186, 40)) == Region(181, 31, 89, 29)


def test_a_coloured_control_without_a_frame_is_found() -> None:
    pixels, field = screen(), Region(60, 30, 200, 30)
    pixels[field.y : field.bottom, field.x : field.right] = GREY
    assert whole(pixels, span("anna.b", 70, 38)) == field


def test_letters_are_no_edges() -> None:
    pixels, field = screen(), Region(60, 30, 300, 30)
    draw_frame(pixels, field)
    pixels[38:50, 76:78] = 0
    pixels[38:50, 100:102] = 0
    assert whole(pixels, span("l l l", 70, 38)) == field


def test_without_a_frame_the_line_is_covered_to_the_end_of_its_column() -> None:
    spans = (span("Bo", 20, 10), span("Maximilian Mustermann", 20, 40), span("open", 300, 10))
    found = whole(screen(), *spans)
    assert found.right >= spans[1].region.right, "as long as the longest of the column"
    assert found.right <= 298, "and no other text"
    assert (found.y, found.bottom) == (spans[0].region.y - 3, spans[0].region.bottom + 3)


def test_two_texts_of_unlike_length_give_the_same_line() -> None:
    short, long = (whole(screen(), span(text, 20, 10)) for text in ("Bo", "Bo-Anna"))
    assert short == long


def test_a_column_that_ends_together_is_covered_to_its_left() -> None:
    spans = (span("12", 284, 10), span("1234567", 244, 40), span("Amount", 20, 10))
    assert whole(screen(), *spans).x <= spans[1].region.x


def test_the_box_is_never_smaller_than_the_text_and_never_off_the_picture() -> None:
    dice = np.random.default_rng(3)
    pixels = dice.integers(0, 256, (120, 400, 3), np.uint8)
    for _ in range(50):
        x, y = int(dice.integers(-10, 390)), int(dice.integers(-10, 110))
        found = whole(pixels, span("secret", x, y))
        wanted = span("secret", x, y).region.grown(4, 3).clipped(400, 120)
        assert found.union(wanted) == found
        assert found == found.clipped(400, 120)


@pytest.mark.parametrize("look", list(CoverLook))
@pytest.mark.parametrize("extent", list(CoverExtent))
def test_once_the_plan_is_made_what_lies_in_the_field_changes_no_byte(look: CoverLook, extent: CoverExtent) -> None:
    pixels, field = screen(), Region(100, 40, 250, 24)
    draw_frame(pixels, field)
    text = Region(104, 43, 80, 18)
    mask = Mask(Finding(EntityType.EMAIL, text, 0.9, label="EMAIL 1"), whole=field)
    plan = RedactionPlan("a", (mask,)).with_extent(extent)
    covered = plan.masks[0].region
    assert covered == (field if extent is CoverExtent.BOX else text)
    painted = set()
    for seed in range(3):
        other = pixels.copy()
        inside = (covered.height, covered.width, 3)
        other[covered.y : covered.bottom, covered.x : covered.right] = np.random.default_rng(seed).integers(
            0, 256, inside, np.uint8
        )
        capture = Capture(400, 120, other.tobytes(), CaptureOrigin.PASTE)
        painted.add(paint_over(capture, plan.masks, look))
    assert len(painted) == 1


def test_the_covered_picture_does_not_tell_a_short_value_from_a_long_one() -> None:
    field = Region(100, 40, 300, 24)
    painted = set()
    for value in ("al@x.example", "alexandra.humboldt@x.example"):
        pixels = screen(600, 200)
        draw_frame(pixels, field)
        capture = Capture(600, 200, pixels.tobytes(), CaptureOrigin.PASTE)
        redactor = ScreenRedactor(ReaderOf(span(value, 108, 46)), rules=partial(RedactionRules, extent=CoverExtent.BOX))
        painted.add(redactor.cover(capture, redactor.plan(capture, CaseLabels())).rgb)
    assert len(painted) == 1


SAP = Profile(
    "SAP",
    Application("sap*"),
    {EntityType.EMAIL: Treatment.LEAVE},
    words=("PROJECT-*",),
    extent=CoverExtent.BOX,
)


def redactor_under(rules: RedactionRules) -> ScreenRedactor:
    spans = (span("a.b@x.example", 10, 10), span("PROJECT-77 runs", 10, 60))
    return ScreenRedactor(ReaderOf(*spans), rules=lambda: rules)


def kinds_covered(plan: RedactionPlan) -> set[EntityType]:
    return {mask.finding.entity_type for mask in plan.covered}


def test_a_profile_holds_on_the_windows_of_its_application_alone() -> None:
    redactor = redactor_under(RedactionRules(profiles=(SAP,)))
    general = redactor.plan(white(), CaseLabels())
    assert (general.profile, kinds_covered(general)) == ("", {EntityType.EMAIL})
    in_sap = replace(white(), application=Application("SAPlogon", "saplogon", "a title"))
    plan = redactor.plan(in_sap, CaseLabels())
    assert (plan.profile, plan.profile_reason, plan.extent) == ("SAP", "window_class", CoverExtent.BOX)
    assert kinds_covered(plan) == {EntityType.SITE_WORD}


def test_the_agent_may_choose_a_profile_and_choose_none() -> None:
    redactor = redactor_under(RedactionRules(profiles=(SAP,)))
    assert redactor.plan(white(), CaseLabels(), "SAP").profile_reason == "hand"
    in_sap = replace(white(), application=Application("SAPlogon"))
    assert redactor.plan(in_sap, CaseLabels(), "").profile == ""


def test_covering_holds_to_the_profile_of_the_plan() -> None:
    redactor, capture = redactor_under(RedactionRules(profiles=(SAP,))), white()
    image = redactor.cover(capture, redactor.plan(capture, CaseLabels(), "SAP"))
    assert "a.b@x.example" in image.visible_text
    assert "PROJECT" not in image.visible_text


def test_a_profile_loosens_nothing_that_the_policy_wants() -> None:
    floors = {EntityType.EMAIL: Treatment.ASK}
    rules = RedactionRules(floors=floors, profiles=(SAP,))
    assert rules.under(SAP).treatment(EntityType.EMAIL) is Treatment.ASK
    always = RedactionRules(always_covered=frozenset({EntityType.EMAIL}), profiles=(SAP,))
    assert always.under(SAP).treatment(EntityType.EMAIL) is Treatment.COVER
    text = replace(SAP, extent=CoverExtent.TEXT)
    least = RedactionRules(extent=CoverExtent.BOX, least_extent=CoverExtent.BOX)
    assert least.under(text).extent is CoverExtent.BOX


def test_where_the_organisation_wants_whole_fields_a_plan_of_texts_is_widened() -> None:
    rules = RedactionRules(extent=CoverExtent.BOX, least_extent=CoverExtent.BOX)
    redactor, capture = redactor_under(rules), white()
    plan = redactor.plan(capture, CaseLabels()).with_extent(CoverExtent.TEXT)
    (mask,) = redactor.cover(capture, plan).masks
    assert mask.region == plan.masks[0].whole

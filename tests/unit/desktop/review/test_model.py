"""The review as pure logic: toggling, drawing, moving, and every step back."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.viewmodels.review import NOTHING, ReviewModel
from engine.domain.finding import CoverLook, EntityType, FindingSource, RedactionPlan
from engine.domain.picture import Capture
from engine.domain.region import Region, is_within

CARD, PHONE, EMAIL = 0, 1, 2


@pytest.fixture
def model(qtbot: QtBot, capture: Capture, plan: RedactionPlan) -> ReviewModel:
    model = ReviewModel()
    model.open(capture, plan)
    return model


def test_at_first_everything_found_is_covered(model: ReviewModel, plan: RedactionPlan) -> None:
    assert model.plan is plan
    assert model.readable_count == 0
    assert not model.can_undo


def test_a_toggled_thing_stays_readable_until_toggled_back(model: ReviewModel, plan: RedactionPlan) -> None:
    model.toggle(PHONE)
    assert not model.plan.masks[PHONE].is_covered
    assert model.readable_count == 1
    model.toggle(PHONE)
    assert model.plan.covered == (plan.masks[0], replace(plan.masks[PHONE], is_by_agent=True), plan.masks[2])
    assert model.readable_count == 0


def test_undo_and_redo_walk_through_the_very_plans(model: ReviewModel, plan: RedactionPlan) -> None:
    model.toggle(CARD)
    model.add(Region(10, 10, 50, 50))
    changed = model.plan
    model.undo()
    model.undo()
    assert model.plan is plan
    assert not model.can_undo
    model.redo()
    model.redo()
    assert model.plan is changed
    assert not model.can_redo


def test_a_new_step_forgets_what_could_be_redone(model: ReviewModel) -> None:
    model.toggle(CARD)
    model.undo()
    model.toggle(PHONE)
    assert not model.can_redo


def test_undo_brings_the_selection_back_too(model: ReviewModel) -> None:
    model.select(EMAIL)
    model.add(Region(10, 10, 50, 50))
    assert model.selected == 3
    model.undo()
    assert model.selected == EMAIL


def test_a_drawn_box_is_the_agents_own(model: ReviewModel) -> None:
    assert model.add(Region(10, 10, 50, 50))
    finding = model.plan.masks[-1].finding
    assert finding.entity_type is EntityType.AGENT_MARK
    assert finding.source is FindingSource.AGENT
    assert finding.label == "MARK 1"
    assert model.selected == 3


def test_own_boxes_are_numbered_past_the_highest(model: ReviewModel) -> None:
    for _ in range(2):
        model.add(Region(10, 10, 50, 50))
    model.remove(3)
    model.add(Region(10, 10, 50, 50))
    assert [mask.finding.label for mask in model.plan.masks[3:]] == ["MARK 2", "MARK 3"]


def test_a_drawn_box_is_cut_to_the_picture(model: ReviewModel) -> None:
    model.add(Region(780, 490, 100, 100))
    assert model.plan.masks[-1].region == Region(780, 490, 20, 10)


@pytest.mark.parametrize("slip", [Region(10, 10, 3, 40), Region(10, 10, 0, 0), Region(900, 10, 50, 50)])
def test_a_slip_of_the_hand_draws_nothing(model: ReviewModel, plan: RedactionPlan, slip: Region) -> None:
    assert not model.add(slip)
    assert model.plan is plan
    assert not model.can_undo


def test_own_boxes_are_removed_found_things_are_left_open(model: ReviewModel) -> None:
    model.add(Region(10, 10, 50, 50))
    model.remove(3)
    assert len(model.plan.masks) == 3
    model.remove(PHONE)
    assert len(model.plan.masks) == 3
    assert not model.plan.masks[PHONE].is_covered


def test_removing_an_own_box_leaves_nothing_selected(model: ReviewModel) -> None:
    model.add(Region(10, 10, 50, 50))
    model.remove(model.selected)
    assert model.selected == NOTHING
    assert model.selected_mask is None


def test_walking_follows_the_eye_not_the_order_of_finding(model: ReviewModel) -> None:
    walked = []
    for _ in range(4):
        model.select_next()
        walked.append(model.selected)
    assert walked == [EMAIL, PHONE, CARD, EMAIL]
    model.select_next(-1)
    assert model.selected == CARD


def test_walking_backwards_begins_at_the_end(model: ReviewModel) -> None:
    model.select_next(-1)
    assert model.selected == CARD


def test_walking_through_an_empty_plan_does_nothing(model: ReviewModel, capture: Capture) -> None:
    model.open(capture, RedactionPlan(capture.id))
    model.select_next()
    assert model.selected == NOTHING


def test_nudges_of_one_box_are_one_step_back(model: ReviewModel, plan: RedactionPlan) -> None:
    model.select(EMAIL)
    for _ in range(5):
        model.move_by(1, 0)
    model.grow_by(0, 3)
    assert model.plan.masks[EMAIL].region == Region(105, 100, 200, 27)
    model.undo()
    assert model.plan is plan


def test_nudges_of_two_boxes_are_two_steps(model: ReviewModel) -> None:
    model.select(EMAIL)
    model.move_by(1, 0)
    model.select(CARD)
    model.move_by(1, 0)
    model.undo()
    assert model.plan.masks[CARD].region.x == 100
    assert model.plan.masks[EMAIL].region.x == 101


def test_a_box_stops_at_the_edge_of_the_picture(model: ReviewModel) -> None:
    model.select(EMAIL)
    model.move_by(-500, 1000)
    assert model.plan.masks[EMAIL].region == Region(0, 476, 200, 24)


def test_a_box_never_shrinks_to_nothing(model: ReviewModel) -> None:
    model.select(EMAIL)
    model.grow_by(0, -100)
    assert model.plan.masks[EMAIL].region.height == 24


def test_cover_all_covers_everything_in_one_step(model: ReviewModel) -> None:
    model.toggle(CARD)
    model.toggle(PHONE)
    model.cover_all()
    assert model.readable_count == 0
    model.undo()
    assert model.readable_count == 2


def test_the_look_is_a_step_like_any_other(model: ReviewModel) -> None:
    model.set_look(CoverLook.FROSTED)
    looks = [model.plan.look]
    model.undo()
    looks.append(model.plan.look)
    assert looks == [CoverLook.FROSTED, CoverLook.LABEL]


def test_a_step_that_changes_nothing_is_none(model: ReviewModel) -> None:
    model.set_covered(CARD, True)
    model.set_look(CoverLook.LABEL)
    assert not model.can_undo


def test_moving_a_found_box_away_leaves_what_was_under_it_readable(model: ReviewModel) -> None:
    """The warning counts places, not ticks."""
    model.reshape(CARD, Region(100, 340, 200, 24))
    assert model.readable_count == 1


def test_an_own_box_over_an_open_thing_covers_it(model: ReviewModel) -> None:
    model.toggle(CARD)
    model.add(Region(90, 290, 220, 50))
    assert model.readable_count == 0


def test_closing_forgets_capture_plan_and_steps(model: ReviewModel) -> None:
    model.toggle(CARD)
    model.close()
    assert model.capture is None
    assert model.plan.masks == ()
    assert not model.can_undo


def test_changes_are_told(model: ReviewModel, qtbot: QtBot) -> None:
    with qtbot.waitSignals([model.plan_changed, model.selection_changed], timeout=500):
        model.toggle(EMAIL)


@pytest.mark.parametrize(
    ("covers", "is_covered"),
    [
        ([Region(0, 0, 10, 10)], True),
        ([Region(0, 0, 5, 10), Region(5, 0, 5, 10)], True),
        ([Region(0, 0, 5, 10), Region(6, 0, 4, 10)], False),
        ([Region(0, 0, 10, 9)], False),
        ([], False),
    ],
)
def test_a_place_is_covered_when_the_union_of_boxes_holds_it(covers: list[Region], is_covered: bool) -> None:
    assert is_within(Region(0, 0, 10, 10), covers) is is_covered

"""Text or whole field, the rules of an application, and what the organisation has decided."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions import REVIEW
from desktop.views.review.review import ReviewPane
from desktop.views.review.review_keys import key_table
from engine.domain.finding import CoverExtent, CoverLook, RedactionPlan
from engine.domain.notice import Notice, Severity
from engine.domain.picture import Capture
from engine.domain.region import Region
from tests.unit.desktop.review.hands import press

CARD, PHONE, EMAIL = 0, 1, 2
FIELD = Region(90, 290, 400, 44)


@pytest.fixture
def with_field(pane: ReviewPane, capture: Capture, plan: RedactionPlan) -> RedactionPlan:
    """The plan under review, where the card stands in a field."""
    masks = (replace(plan.masks[CARD], whole=FIELD), *plan.masks[1:])
    shown = replace(plan, masks=masks)
    pane.show_plan(capture, shown)
    return shown


def test_b_covers_whole_fields_and_texts_again(pane: ReviewPane, with_field: RedactionPlan) -> None:
    text = with_field.masks[CARD].region
    press(pane, Qt.Key.Key_B)
    assert pane.model.plan.masks[CARD].region == FIELD
    assert pane.model.plan.masks[EMAIL].region == with_field.masks[EMAIL].region, "it stands in nothing"
    assert pane._head._extents[CoverExtent.BOX].isChecked()
    press(pane, Qt.Key.Key_B)
    assert pane.model.plan.masks[CARD].region == text
    pane.model.undo()
    assert pane.model.plan.extent is CoverExtent.BOX


def test_shift_b_is_for_the_selected_box_alone(pane: ReviewPane, with_field: RedactionPlan) -> None:
    pane.model.select(CARD)
    press(pane, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
    assert pane.model.plan.masks[CARD].region == FIELD
    assert pane.model.plan.extent is CoverExtent.TEXT


def test_the_switch_does_what_the_key_does(pane: ReviewPane, with_field: RedactionPlan) -> None:
    QTest.mouseClick(pane._head._extents[CoverExtent.BOX], Qt.MouseButton.LeftButton)
    assert pane.model.plan.masks[CARD].region == FIELD


def test_a_place_that_is_left_readable_is_no_larger_than_its_text(pane: ReviewPane, with_field: RedactionPlan) -> None:
    pane.model.set_extent(CoverExtent.BOX)
    pane.model.toggle(CARD)
    assert pane.model.plan.masks[CARD].region == with_field.masks[CARD].finding.region


def test_a_box_that_was_moved_has_no_field_any_more(pane: ReviewPane, with_field: RedactionPlan) -> None:
    pane.model.set_extent(CoverExtent.BOX)
    pane.model.select(CARD)
    press(pane, Qt.Key.Key_Right)
    moved = FIELD.moved(1, 0)
    assert pane.model.plan.masks[CARD].region == moved
    pane.model.set_extent(CoverExtent.TEXT)
    assert pane.model.plan.masks[CARD].region == moved


def test_whole_fields_make_nothing_readable(pane: ReviewPane, with_field: RedactionPlan) -> None:
    pane.model.set_extent(CoverExtent.BOX)
    assert pane.model.readable_count == 0


def test_a_second_look_keeps_to_the_extent_that_was_chosen(
    pane: ReviewPane, with_field: RedactionPlan, capture: Capture
) -> None:
    pane.model.set_extent(CoverExtent.BOX)
    pane._side.again.click()
    pane.show_plan(capture, with_field)
    assert pane.model.plan.extent is CoverExtent.BOX
    assert pane.model.plan.masks[CARD].region == FIELD


def test_what_the_organisation_has_chosen_is_shown_and_not_to_be_changed(
    pane: ReviewPane, with_field: RedactionPlan
) -> None:
    pane.set_fixed(look=True, extent=True)
    pane._refresh()
    for button in (*pane._head._looks.values(), *pane._head._extents.values()):
        assert not button.isEnabled()
        assert button.toolTip() == "Set by your organisation"
    assert "set by your organisation" in pane._head._look_label.text()
    press(pane, Qt.Key.Key_B)
    pane.model.set_look(CoverLook.PLAIN)
    assert (pane.model.plan.extent, pane.model.plan.look) == (CoverExtent.TEXT, CoverLook.LABEL)


def test_without_profiles_there_is_nothing_to_choose(pane: ReviewPane) -> None:
    assert not pane._head._profiles.isVisible()


def test_the_profile_that_holds_is_shown_with_the_reason(
    pane: ReviewPane, capture: Capture, plan: RedactionPlan
) -> None:
    pane.set_profiles(("SAP", "Mail"))
    pane.show_plan(capture, replace(plan, profile="SAP", profile_reason="window_class"))
    assert pane._head._profiles.currentText() == "SAP"
    assert pane._head._why.whole_text == "SAP: The window belongs to this application (its class fits)."
    assert pane._head._why.isVisible()


def test_choosing_a_profile_asks_for_a_second_look_by_its_rules(
    pane: ReviewPane, capture: Capture, plan: RedactionPlan, qtbot: QtBot
) -> None:
    pane.set_profiles(("SAP", "Mail"))
    pane.show_plan(capture, plan)
    pane.model.add(Region(300, 400, 60, 30))
    with qtbot.waitSignal(pane.profile_chosen) as chosen:
        pane._head._profiles.setCurrentIndex(2)
        pane._head._profiles.activated.emit(2)
    assert chosen.args == ["Mail"]
    pane.show_plan(capture, replace(plan, profile="Mail", profile_reason="hand"))
    assert pane.model.plan.profile == "Mail"
    assert len(pane.model.plan.masks) == 4, "what the agent drew stays"


def test_that_the_model_could_not_help_is_said_in_the_review(
    pane: ReviewPane, capture: Capture, plan: RedactionPlan
) -> None:
    remark = Notice(Severity.WARNING, "redaction.second_look_failed")
    pane.show_plan(capture, replace(plan, remarks=(remark,)))
    assert pane._notice.text.startswith("The model could not look")
    assert "Look again" in pane._notice.text


def test_what_else_is_to_be_said_does_not_hide_it(pane: ReviewPane, capture: Capture, plan: RedactionPlan) -> None:
    remark = Notice(Severity.WARNING, "redaction.second_look_failed")
    pane.show_plan(capture, replace(plan, remarks=(remark,)))
    pane.model.toggle(CARD)
    assert pane._notice.text.startswith("1 found thing will stay readable.")
    assert "The model could not look" in pane._notice.text


def test_what_the_rules_of_the_chosen_profile_leave_readable_is_no_warning(
    pane: ReviewPane, capture: Capture, plan: RedactionPlan
) -> None:
    pane.set_profiles(("SAP",))
    pane._head.profile_chosen.emit("SAP")
    masks = (replace(plan.masks[CARD], is_covered=False), *plan.masks[1:])
    pane.show_plan(capture, replace(plan, masks=masks, profile="SAP", profile_reason="hand"))
    assert pane.model.readable_count == 0


def test_every_row_of_the_table_has_its_function_but_those_of_the_arrows(pane: ReviewPane) -> None:
    assert {spec.id for spec in REVIEW} - pane._handlers().keys() == {"review.move", "review.grow"}
    assert pane._handlers().keys() <= {spec.id for spec in REVIEW}
    keys = [key for spec in REVIEW if spec.id in pane._handlers() for key in spec.keys]
    assert len(key_table(pane._handlers())) == len(keys), "no key has two functions"


@pytest.mark.parametrize("width", [420, 700, 1200])
def test_the_head_is_cut_nowhere(pane: ReviewPane, width: int, qapp: QApplication) -> None:
    pane.set_profiles(("SAP",))
    font = qapp.font()
    font.setPixelSize(21)
    pane.setFont(font)
    pane.resize(width, 500)
    qapp.processEvents()
    head = pane._head
    buttons = (*head._looks.values(), *head._extents.values(), head._preview, head._profiles)
    for button in buttons:
        place = button.mapTo(head, button.rect().bottomRight())
        assert head.rect().contains(place), button.accessibleName()
        assert button.width() >= button.minimumSizeHint().width()

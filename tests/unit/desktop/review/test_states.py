"""What the pane says and shows in each of its states."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from desktop.views.parts.theme import Theme
from desktop.views.review.review import ReviewPane
from engine.domain.finding import CoverLook, RedactionPlan
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from tests.unit.desktop.review.hands import at, colour_at, drag, press

CARD, PHONE, EMAIL = 0, 1, 2
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_esc_first_drops_the_drag_then_the_preview_then_the_review(pane: ReviewPane, qtbot: QtBot) -> None:
    canvas = pane._canvas
    with qtbot.assertNotEmitted(pane.cancelled):
        drag(canvas, at(canvas, 350, 350), at(canvas, 450, 400), release=False)
        press(pane, Qt.Key.Key_Escape)
        QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton)
        assert len(pane.model.plan.masks) == 3
        pane._head.set_preview(True)
        press(pane, Qt.Key.Key_Escape)
        assert not pane._head.is_preview
    with qtbot.waitSignal(pane.cancelled):
        press(pane, Qt.Key.Key_Escape)


def test_while_busy_only_esc_works(pane: ReviewPane, capture: Capture, qtbot: QtBot) -> None:
    pane.set_busy("Looking for sensitive things…", capture)
    assert pane._busy.isVisible()
    assert not pane._confirm.isEnabled()
    with qtbot.assertNotEmitted(pane.plan_confirmed):
        press(pane, Qt.Key.Key_Return)
        press(pane, Qt.Key.Key_Insert)
    assert pane.model.plan.masks == ()
    with qtbot.waitSignal(pane.cancelled):
        press(pane, Qt.Key.Key_Escape)


def test_a_fault_is_told_and_the_review_goes_on(pane: ReviewPane, plan: RedactionPlan) -> None:
    pane.set_busy("Covering…")
    pane.show_fault("Something can still be read.")
    assert pane._notice.text == "Something can still be read."
    assert pane._confirm.isEnabled()
    assert pane.model.plan is plan
    press(pane, Qt.Key.Key_Insert)
    assert pane._notice.text == ""


def test_nothing_found_asks_the_agent_to_look(pane: ReviewPane, capture: Capture) -> None:
    pane.show_plan(capture, RedactionPlan(capture.id))
    assert pane._notice.text == "Nothing sensitive was found. Look for yourself before you continue."


def test_clearing_leaves_no_pixels_behind(pane: ReviewPane) -> None:
    pane.clear()
    assert pane.model.capture is None
    assert not pane._canvas.has_picture
    assert pane._canvas._image.isNull()
    assert pane._canvas._scaled.isNull()


@pytest.mark.parametrize("look", list(CoverLook))
def test_the_look_switch_changes_the_plan(pane: ReviewPane, look: CoverLook) -> None:
    QTest.mouseClick(pane._head._looks[look], Qt.MouseButton.LeftButton)
    assert pane.model.plan.look is look
    assert pane._head._looks[look].isChecked()


def test_the_preview_shows_the_redactors_own_pixels(pane: ReviewPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.preview_requested) as requested:
        pane._head.set_preview(True)
    assert requested.args == [pane.model.plan]
    pane.show_preview(Capture(800, 500, bytes([200, 30, 40]) * 400_000, CaptureOrigin.REGION))
    shown = colour_at(pane._canvas, 200, 110)
    assert shown == (200, 30, 40)


def test_a_change_in_the_preview_asks_for_a_new_one(pane: ReviewPane, qtbot: QtBot) -> None:
    pane._head.set_preview(True)
    pane.show_preview(Capture(800, 500, bytes([200, 30, 40]) * 400_000, CaptureOrigin.REGION))
    with qtbot.waitSignal(pane.preview_requested) as requested:
        pane.model.toggle(EMAIL)
    assert requested.args == [pane.model.plan]
    assert not pane._canvas.is_exact


def test_a_late_preview_is_not_shown(pane: ReviewPane) -> None:
    pane.show_preview(Capture(800, 500, bytes([200, 30, 40]) * 400_000, CaptureOrigin.REGION))
    assert not pane._canvas.is_exact


def test_every_control_has_a_name_for_screen_readers(pane: ReviewPane) -> None:
    for button in pane.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text() or not button.isVisible(), button
    assert pane._canvas.accessibleName()
    assert pane._list.accessibleName()


def test_the_language_changes_at_once(pane: ReviewPane, translator: QTranslator) -> None:
    QApplication.installTranslator(translator)
    try:
        QApplication.processEvents()
        assert pane._confirm.text() == "遮盖 3 处并继续"
        assert pane._list.model().index(0, 0).data() == "电子邮箱"
    finally:
        QApplication.removeTranslator(translator)
    QApplication.processEvents()
    assert pane._confirm.text() == "Cover 3 and continue"


def test_the_theme_changes_at_once(theme: Theme, pane: ReviewPane) -> None:
    """Style sheets keep the palette they began with; nothing here may."""
    theme.apply("dark", 100)
    QApplication.processEvents()
    assert pane._confirm.grab().toImage().pixelColor(12, 17) == QColor(theme.colours.accent)
    unchecked = pane._head._looks[CoverLook.PLAIN].grab().toImage()
    assert unchecked.pixelColor(12, 0) == QColor(
        theme.colours.border_strong
    )  # its frame: its ground is that of the pane


def test_what_is_asked_must_be_decided_before_the_review_ends(
    pane: ReviewPane, capture: Capture, plan: RedactionPlan, qtbot: QtBot
) -> None:
    masks = tuple(replace(mask, is_asked=index != CARD) for index, mask in enumerate(plan.masks))
    pane.show_plan(capture, replace(plan, masks=masks))
    assert pane._confirm.text() == "Decide about 2"
    with qtbot.assertNotEmitted(pane.plan_confirmed):
        press(pane, Qt.Key.Key_Return)
        assert pane.model.selected == EMAIL
        press(pane, Qt.Key.Key_Return)
        assert pane.model.selected == PHONE
        press(pane, Qt.Key.Key_Space)
    assert pane._confirm.text() == "Cover 2 and continue"
    with qtbot.waitSignal(pane.plan_confirmed) as confirmed:
        press(pane, Qt.Key.Key_Return)
    decided = confirmed.args[0].masks
    assert [decided[index].is_covered for index in (CARD, PHONE, EMAIL)] == [True, False, True]
    assert [decided[index].is_by_agent for index in (CARD, PHONE, EMAIL)] == [False, True, True]


def test_what_the_organisation_wants_covered_stays_covered(
    pane: ReviewPane, capture: Capture, plan: RedactionPlan
) -> None:
    masks = tuple(replace(mask, is_locked=index == EMAIL) for index, mask in enumerate(plan.masks))
    pane.show_plan(capture, replace(plan, masks=masks))
    pane.model.select(EMAIL)
    before = pane.model.plan
    for key, modifier in ((Qt.Key.Key_Space, None), (Qt.Key.Key_Delete, None), (Qt.Key.Key_Right, None)):
        press(pane, key, modifier)
        assert pane.model.plan == before
        assert pane._notice.text == "Your organisation wants this covered."
    press(pane, Qt.Key.Key_Right, _SHIFT)
    assert pane.model.plan.masks[EMAIL].region == Region(100, 100, 201, 24)
    assert "Set by your organisation" in pane._list._rows.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_what_the_rules_leave_readable_is_no_warning(pane: ReviewPane, capture: Capture, plan: RedactionPlan) -> None:
    masks = tuple(replace(mask, is_covered=index != EMAIL) for index, mask in enumerate(plan.masks))
    pane.show_plan(capture, replace(plan, masks=masks))
    assert pane._notice.text == ""


def test_the_preview_says_what_the_model_sees_and_what_that_costs(pane: ReviewPane, capture: Capture) -> None:
    pane.set_image_tokens(64, 100)
    pane._head.set_preview(True)
    pane.show_preview(capture)
    assert "384 × 224 pixels, 84 tokens" in pane._zoom.detail.whole_text
    assert not pane._canvas.scaled_picture().isNull()


def test_a_second_look_replaces_its_own_boxes_alone(
    pane: ReviewPane, capture: Capture, plan: RedactionPlan, qtbot: QtBot
) -> None:
    pane.model.toggle(PHONE)
    pane.model.add(Region(300, 400, 60, 30))
    drawn, before = pane.model.plan.masks[-1], pane.model.plan
    with qtbot.waitSignal(pane.look_again_requested):
        pane._side.again.click()
    moved = plan.with_region(CARD, Region(90, 300, 220, 24)).masks
    pane.show_plan(capture, replace(plan, masks=(moved[CARD], moved[PHONE])))
    card, phone, own = pane.model.plan.masks
    assert card.region == Region(90, 300, 220, 24)
    assert not phone.is_covered
    assert own == drawn
    press(pane, Qt.Key.Key_Z, _CTRL)
    assert pane.model.plan == before

"""The picture in the pane, driven by the mouse as an agent would."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from desktop.viewmodels.review import NOTHING
from desktop.views.review.review import ReviewPane
from engine.domain.finding import CoverLook, RedactionPlan
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from tests.unit.desktop.review.hands import at, click, colour_at, drag, hover, press

CARD, PHONE, EMAIL = 0, 1, 2
_CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_click_selects_and_a_click_beside_deselects(pane: ReviewPane) -> None:
    click(pane._canvas, 200, 110)
    assert pane.model.selected == EMAIL
    click(pane._canvas, 400, 400)
    assert pane.model.selected == NOTHING
    assert not pane.model.can_undo


def test_a_drag_on_empty_ground_covers_that_place(pane: ReviewPane) -> None:
    canvas = pane._canvas
    drag(canvas, at(canvas, 350, 350), at(canvas, 450, 400))
    region = pane.model.plan.masks[-1].region
    assert len(pane.model.plan.masks) == 4
    for wanted, drawn in zip((350, 350, 100, 50), (region.x, region.y, region.width, region.height), strict=True):
        assert abs(wanted - drawn) <= 2


def test_a_drag_to_the_upper_left_works_as_well(pane: ReviewPane) -> None:
    canvas = pane._canvas
    drag(canvas, at(canvas, 450, 400), at(canvas, 350, 350))
    region = pane.model.plan.masks[-1].region
    assert abs(region.x - 350) <= 2
    assert abs(region.bottom - 400) <= 2


def test_a_handle_resizes_the_selected_box(pane: ReviewPane) -> None:
    canvas = pane._canvas
    pane.model.select(CARD)
    corner = canvas.to_view(pane.model.plan.masks[CARD].region).bottomRight().toPoint() + QPoint(3, 3)
    step = round(canvas._scale * 40)
    drag(canvas, corner, corner + QPoint(step, step))
    region = pane.model.plan.masks[CARD].region
    assert (region.x, region.y) == (100, 300)
    assert abs(region.width - 240) <= 2
    assert abs(region.height - 64) <= 2
    pane.model.undo()
    assert not pane.model.can_undo


def test_an_own_box_is_dragged_a_found_one_stays(pane: ReviewPane, plan: RedactionPlan) -> None:
    """A found box that slips away under the mouse would uncover what it was made for."""
    canvas = pane._canvas
    pane.model.add(Region(350, 350, 200, 100))
    drag(canvas, at(canvas, 450, 400), at(canvas, 470, 410))
    assert abs(pane.model.plan.masks[3].region.x - 370) <= 2
    drag(canvas, at(canvas, 200, 110), at(canvas, 260, 150))
    assert pane.model.plan.masks[:3] == plan.masks


def test_of_boxes_that_overlap_the_smallest_is_hit(pane: ReviewPane) -> None:
    pane.model.add(Region(50, 50, 600, 200))
    click(pane._canvas, 200, 110)
    assert pane.model.selected == EMAIL


def test_a_double_click_toggles(pane: ReviewPane) -> None:
    canvas = pane._canvas
    click(canvas, 200, 310)
    QTest.mouseDClick(
        canvas.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        at(canvas, 200, 310),
    )
    assert not pane.model.plan.masks[CARD].is_covered


def test_covered_places_hide_the_picture_and_open_ones_do_not(pane: ReviewPane) -> None:
    before = colour_at(pane._canvas, 104, 121)
    pane.model.select(NOTHING)
    pane.model.set_covered(EMAIL, False)
    pane.model.select(CARD)
    assert colour_at(pane._canvas, 120, 112) != before
    raw = pane.model.capture
    assert raw is not None
    offset = (112 * 800 + 120) * 3
    shown = colour_at(pane._canvas, 120, 112)
    assert max(abs(a - b) for a, b in zip(shown, raw.rgb[offset : offset + 3], strict=True)) < 40


@pytest.mark.parametrize("look", list(CoverLook))
def test_the_drawn_preview_reads_no_pixel_under_a_box(
    pane: ReviewPane, capture: Capture, plan: RedactionPlan, look: CoverLook
) -> None:
    """Whatever lies under the boxes, the preview comes out the same."""

    def rendered(rgb: bytes) -> QImage:
        pane.show_plan(Capture(800, 500, rgb, CaptureOrigin.REGION), plan.with_look(look))
        pane._canvas.zoom_actual()
        pane._head.set_preview(True)
        return pane._canvas.viewport().grab().toImage()

    altered = bytearray(capture.rgb)
    for mask in plan.masks:
        for y in range(mask.region.y, mask.region.bottom):
            start = (y * 800 + mask.region.x) * 3
            altered[start : start + mask.region.width * 3] = bytes([y % 256]) * (mask.region.width * 3)
    assert rendered(capture.rgb) == rendered(bytes(altered))


def test_zoom_by_key_and_wheel(pane: ReviewPane) -> None:
    canvas = pane._canvas
    press(pane, Qt.Key.Key_1)
    assert canvas.zoom_percent == 100
    press(pane, Qt.Key.Key_Plus)
    assert canvas.zoom_percent == 125
    press(pane, Qt.Key.Key_Minus)
    assert canvas.zoom_percent == 100
    place = QPointF(at(canvas, 700, 400))
    before = canvas.to_picture(place)
    event = QWheelEvent(
        place,
        canvas.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, 480),
        Qt.MouseButton.NoButton,
        _CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)
    assert canvas.zoom_percent == 244
    after = canvas.to_picture(place)
    assert abs(after.x() - before.x()) < 2
    assert abs(after.y() - before.y()) < 2
    press(pane, Qt.Key.Key_0)
    room = canvas.viewport().width()
    assert room - 40 <= canvas.to_view(Region(0, 0, 800, 500)).width() <= room


def test_walking_scrolls_to_what_is_selected(pane: ReviewPane) -> None:
    canvas = pane._canvas
    for _ in range(8):
        canvas.zoom_in()
    press(pane, Qt.Key.Key_F8)
    press(pane, Qt.Key.Key_F8)
    box = canvas.to_view(pane.model.plan.masks[PHONE].region)
    assert canvas.viewport().rect().contains(box.center().toPoint())


def test_middle_drag_pans(pane: ReviewPane) -> None:
    canvas = pane._canvas
    for _ in range(8):
        canvas.zoom_in()
    before = canvas.horizontalScrollBar().value()
    viewport, none = canvas.viewport(), Qt.KeyboardModifier.NoModifier
    QTest.mousePress(viewport, Qt.MouseButton.MiddleButton, none, QPoint(300, 200))
    QTest.mouseMove(viewport, QPoint(260, 200))
    QTest.mouseRelease(viewport, Qt.MouseButton.MiddleButton, none, QPoint(260, 200))
    assert canvas.horizontalScrollBar().value() == before + 40


def test_hovering_says_kind_rule_and_certainty(pane: ReviewPane) -> None:
    canvas = pane._canvas
    place = at(canvas, 200, 310)
    expected = "Bank card number, CARD 1: its check digits match (certain). Read in the text. It will be covered."
    hover(canvas.viewport(), place)
    assert pane._zoom.detail.whole_text == expected
    hint = QHelpEvent(QEvent.Type.ToolTip, place, canvas.viewport().mapToGlobal(place))
    QApplication.sendEvent(canvas.viewport(), hint)
    assert QToolTip.text() == expected
    QToolTip.hideText()

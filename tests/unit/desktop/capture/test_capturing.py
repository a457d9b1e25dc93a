"""A capture of the screen from its order to its end: own windows aside, one at a time, every end told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.capture.countdown import Countdown
from desktop.views.capture.shots import Shot, shot
from desktop.views.shell.main_window import MainWindow
from desktop.wishes import CaptureKind, CaptureOrder, Outcome
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.domain.screen import Application, DesktopWindow
from engine.errors import Cancelled, CaptureError, DesksideError
from engine.wording import say
from tests.fakes.grabber import FakeGrabber
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.widgets import FakeKey, FakeOverlay, FakeReview

WHOLE = Region(0, 0, 320, 200)


@pytest.fixture
def ends() -> list[Outcome]:
    return []


@pytest.fixture
def order(window: MainWindow, ends: list[Outcome]) -> Callable[[CaptureOrder], None]:
    """Order a capture, and let it come as far as it comes by itself."""

    def give(order: CaptureOrder) -> None:
        window.capturing.capture(order, ends.append)
        QApplication.processEvents()

    return give


Order = Callable[[CaptureOrder], None]


def review_of(window: MainWindow) -> FakeReview:
    assert isinstance(window.review, FakeReview)
    return window.review


def choose(region: Region = WHOLE) -> None:
    overlay = FakeOverlay.latest[0]
    overlay.region_captured.emit(Shot(overlay.grabber.grab(region), region, is_chosen=True))


@pytest.mark.parametrize("kind", [CaptureKind.SCREEN, CaptureKind.ALL])
def test_a_screen_is_taken_at_once(window: MainWindow, order: Order, ends: list[Outcome], kind: CaptureKind) -> None:
    order(CaptureOrder(kind))
    assert [outcome.code for outcome in ends] == [0]
    assert "320 x 200" in ends[0].text
    assert review_of(window).shown[0][0].origin is CaptureOrigin.SCREEN


def test_a_capture_ends_when_the_region_is_chosen(window: MainWindow, order: Order, ends: list[Outcome]) -> None:
    order(CaptureOrder())
    assert ends == []
    choose()
    assert [outcome.code for outcome in ends] == [0]
    assert len(review_of(window).shown) == 1


def test_a_cancelled_capture_says_so(order: Order, ends: list[Outcome]) -> None:
    order(CaptureOrder())
    FakeOverlay.latest[0].cancelled.emit()
    assert ends == [Outcome(3, say("capture.cancelled"))]


def test_a_second_order_meanwhile_is_refused_and_harms_nothing(order: Order, ends: list[Outcome]) -> None:
    order(CaptureOrder())
    order(CaptureOrder(CaptureKind.SCREEN))
    assert [outcome.code for outcome in ends] == [1]
    assert say("capture.running") in ends[0].text
    choose()
    assert [outcome.code for outcome in ends] == [1, 0]


def test_a_screen_that_is_not_there_is_told(room: Room, order: Order, ends: list[Outcome]) -> None:
    order(CaptureOrder(CaptureKind.SCREEN, screen=9))
    assert [outcome.code for outcome in ends] == [1]
    assert room.told() == ["capture.no_such_screen"]


def test_why_a_capture_failed_is_said_until_the_next_one_begins(room: Room, order: Order) -> None:
    order(CaptureOrder(CaptureKind.SCREEN, screen=9))
    order(CaptureOrder())
    assert room.told() == []


def test_where_nothing_can_be_captured_the_order_fails(room: Room, order: Order, ends: list[Outcome]) -> None:
    room.engine.grabber.is_fit = False
    order(CaptureOrder())
    assert [outcome.code for outcome in ends] == [1]
    assert say("desktop.cannot_capture") in ends[0].text


def test_the_uppermost_window_of_another_program_is_taken(
    room: Room, window: MainWindow, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = [DesktopWindow(Region(10, 20, 100, 50), Application("saplogon"))]
    grabbed: list[Region | None] = []
    plain = room.engine.grabber.grab
    monkeypatch.setattr(room.engine.grabber, "windows", lambda: windows)

    def grab(region: Region | None = None) -> Capture:
        grabbed.append(region)
        return plain(region)

    monkeypatch.setattr(room.engine.grabber, "grab", grab)
    order(CaptureOrder(CaptureKind.WINDOW))
    assert grabbed == [Region(10, 20, 100, 50)]
    assert review_of(window).shown[0][0].origin is CaptureOrigin.REGION


def test_where_no_window_is_found_the_order_fails(room: Room, order: Order) -> None:
    order(CaptureOrder(CaptureKind.WINDOW))
    assert room.told() == ["capture.no_window"]


def test_the_last_region_can_be_taken_again_and_survives_a_restart(
    window: MainWindow, order: Order, ends: list[Outcome]
) -> None:
    order(CaptureOrder(CaptureKind.LAST))
    assert say("capture.no_last") in ends[0].text
    order(CaptureOrder())
    choose(Region(5, 6, 70, 80))
    order(CaptureOrder())
    assert FakeOverlay.latest[0].last_region == Region(5, 6, 70, 80), "offered in the overlay, read from the file"
    FakeOverlay.latest[0].cancelled.emit()
    order(CaptureOrder(CaptureKind.LAST))
    assert [outcome.code for outcome in ends] == [1, 0, 3, 0]


def test_a_last_region_that_lies_on_no_screen_any_more_is_not_taken() -> None:
    with pytest.raises(CaptureError):
        shot(FakeGrabber(), CaptureOrder(CaptureKind.LAST), Region(5000, 0, 100, 100))


def test_a_region_that_reaches_beyond_the_screens_is_cut() -> None:
    taken = shot(FakeGrabber(), CaptureOrder(CaptureKind.LAST), Region(-20, -20, 100, 100))
    assert taken.place == Region(0, 0, 80, 80)


# Where only the desktop may take pictures.


@pytest.fixture
def asked(room: Room, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """The desktop has a dialogue of its own; the list says whether the agent may choose in it."""
    asked: list[bool] = []

    def take(*, lets_choose: bool) -> Capture:
        asked.append(lets_choose)
        return room.engine.grabber.grab()

    monkeypatch.setattr(room.engine.grabber, "has_own_dialogue", True)
    monkeypatch.setattr(room.engine.grabber, "take", take)
    return asked


@pytest.mark.parametrize(("kind", "lets_choose"), [(kind, kind.value not in ("screen", "all")) for kind in CaptureKind])
def test_the_desktop_is_asked_in_place_of_an_overlay(
    window: MainWindow, order: Order, ends: list[Outcome], asked: list[bool], kind: CaptureKind, lets_choose: bool
) -> None:
    order(CaptureOrder(kind))
    assert asked == [lets_choose]
    assert [outcome.code for outcome in ends] == [0]
    assert len(review_of(window).shown) == 1


@pytest.mark.parametrize(
    ("error", "code"), [(Cancelled("capture.cancelled"), 3), (CaptureError("capture.no_portal"), 1)]
)
def test_a_no_of_the_desktop_ends_the_capture(
    room: Room,
    window: MainWindow,
    order: Order,
    ends: list[Outcome],
    asked: list[bool],
    monkeypatch: pytest.MonkeyPatch,
    error: DesksideError,
    code: int,
) -> None:
    def refuse(*, lets_choose: bool) -> Capture:
        raise error

    monkeypatch.setattr(room.engine.grabber, "take", refuse)
    order(CaptureOrder())
    assert [outcome.code for outcome in ends] == [code]
    assert room.told() == ([] if code == 3 else ["capture.no_portal"])
    assert not window.capturing.is_running


# The question that came with the order.


def confirm(window: MainWindow) -> None:
    review_of(window).confirm()
    QApplication.processEvents()


def test_the_question_is_asked_once_the_picture_is_covered(room: Room, window: MainWindow, order: Order) -> None:
    order(CaptureOrder(CaptureKind.SCREEN, question="What is wrong?"))
    assert room.engine.assistant.asked == [], "nothing is sent before the agent has checked the picture"
    confirm(window)
    assert [question for question, _ in room.engine.assistant.asked] == ["What is wrong?"]


def test_a_draft_is_kept_and_the_question_waits_beside_it(room: Room, window: MainWindow, order: Order) -> None:
    window.composer.text.setPlainText("My draft")
    order(CaptureOrder(CaptureKind.SCREEN, question="What is wrong?"))
    confirm(window)
    assert room.engine.assistant.asked == []
    assert "My draft" in window.composer.question()
    assert "What is wrong?" in window.composer.question()


def test_the_question_of_a_dropped_picture_is_not_asked_of_another(
    room: Room, window: MainWindow, order: Order
) -> None:
    order(CaptureOrder(CaptureKind.SCREEN, question="What is wrong?"))
    window.capture.cancel()
    order(CaptureOrder(CaptureKind.SCREEN))
    confirm(window)
    assert room.engine.assistant.asked == []
    assert window.composer.question() == ""


# Own windows.


@pytest.fixture
def hiding(room: Room) -> None:
    room.settings.set("capture.hide_window", True)


def test_own_windows_step_aside_and_come_back_where_they_were(
    hiding: None, window: MainWindow, qtbot: QtBot, ends: list[Outcome]
) -> None:
    window.move(40, 50)
    window.resize(900, 600)
    QApplication.processEvents()
    before = window.geometry()
    window.capturing.capture(CaptureOrder(), ends.append)
    assert not window.isVisible()
    qtbot.waitUntil(lambda: window.capturing._overlay is not None)
    FakeOverlay.latest[0].cancelled.emit()
    assert window.isVisible()
    assert window.geometry() == before
    assert window.windowOpacity() == 1


def test_a_window_that_was_hidden_stays_so_when_the_capture_is_cancelled(window: MainWindow, order: Order) -> None:
    window.hide()
    order(CaptureOrder())
    FakeOverlay.latest[0].cancelled.emit()
    assert not window.isVisible()


def test_a_window_that_was_hidden_comes_for_the_review(window: MainWindow, order: Order) -> None:
    window.hide()
    order(CaptureOrder())
    choose()
    assert window.isVisible()


def test_a_minimised_window_comes_up_for_the_review(window: MainWindow, order: Order) -> None:
    window.setWindowState(Qt.WindowState.WindowMinimized)
    order(CaptureOrder())
    choose()
    assert not window.isMinimized()


def test_a_capture_by_key_that_fails_brings_the_window_that_says_why(room: Room, window: MainWindow) -> None:
    window.hide()
    room.engine.grabber.is_fit = False
    window.capturing.capture_region()
    assert window.isVisible()
    assert room.told() == ["desktop.cannot_capture"]


def test_a_command_that_fails_leaves_a_hidden_window_alone(
    room: Room, window: MainWindow, order: Order, ends: list[Outcome]
) -> None:
    window.hide()
    room.engine.grabber.is_fit = False
    order(CaptureOrder())
    assert not window.isVisible()


# The delay.


def countdowns() -> list[Countdown]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Countdown) and widget.isVisible()]


def test_a_delay_is_counted_down_where_it_is_seen_and_then_the_capture_begins(
    window: MainWindow, order: Order, qtbot: QtBot, ends: list[Outcome]
) -> None:
    order(CaptureOrder(CaptureKind.SCREEN, delay_s=1))
    assert [one.seconds_left for one in countdowns()] == [1]
    assert ends == []
    qtbot.waitUntil(lambda: bool(ends))
    assert ends[0].code == 0
    assert countdowns() == []


def test_a_click_on_the_countdown_gives_up(window: MainWindow, order: Order, ends: list[Outcome]) -> None:
    order(CaptureOrder(delay_s=30))
    QTest.mouseClick(countdowns()[0], Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert [outcome.code for outcome in ends] == [3]
    assert countdowns() == []


def test_esc_at_the_window_gives_up_a_countdown(window: MainWindow, order: Order, ends: list[Outcome]) -> None:
    order(CaptureOrder(delay_s=30))
    window.actions_by_id["view.back"].trigger()
    assert [outcome.code for outcome in ends] == [3]


def test_esc_is_held_while_it_counts_and_given_back_after(qtbot: QtBot, qapp: QApplication) -> None:
    key = FakeKey()
    countdown = Countdown(30, qapp.primaryScreen(), lambda: key)
    qtbot.addWidget(countdown)
    countdown.start()
    assert key.held == "Esc"
    with qtbot.waitSignal(countdown.cancelled):
        key.pressed.emit()
    assert key.held == ""


def test_a_countdown_takes_no_focus(window: MainWindow, order: Order) -> None:
    window.composer.text.setFocus()
    order(CaptureOrder(delay_s=30))
    assert window.composer.text.hasFocus()
    window.capturing.cancel()


def test_every_way_has_its_action(window: MainWindow) -> None:
    for action_id in ("picture.window", "picture.last"):
        window.actions_by_id[action_id].trigger()
        QApplication.processEvents()
        assert not window.capturing.is_running
    window.actions_by_id["picture.all"].trigger()
    QApplication.processEvents()
    assert len(review_of(window).shown) == 1
    window.actions_by_id["picture.later"].trigger()
    assert countdowns()[0].seconds_left == 3
    window.capturing.cancel()

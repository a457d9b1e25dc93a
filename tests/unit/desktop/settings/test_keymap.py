"""The agent's own keys: recorded, refused with a reason, kept in the settings, and in force everywhere at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions import REVIEW, SPECS, TABLE, keys_in_force, use_keys
from desktop.viewmodels.keymap import Keymap, Refusal
from desktop.views.help.shortcut_sheet import ShortcutSheet
from desktop.views.parts.theme import Theme
from desktop.views.review.review import ReviewPane
from desktop.views.settings.settings_dialog import SettingsDialog
from desktop.views.settings.shortcut_editor import ShortcutEditor
from desktop.views.shell.main_window import MainWindow
from engine.domain.finding import EntityType, Finding, Mask, RedactionPlan
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.errors import SettingsError
from engine.settings import Settings
from tests.unit.desktop.conftest import Room


@pytest.fixture(autouse=True)
def _keys_of_the_table() -> Iterator[None]:
    yield
    use_keys({})


@pytest.fixture
def keymap(room: Room) -> Keymap:
    return Keymap(room.settings)


@pytest.mark.parametrize(
    ("sequence", "why"),
    [
        ("A", Refusal.WRITES),
        ("Space", Refusal.WRITES),
        ("Shift+Left", Refusal.WRITES),
        ("Ctrl+C", Refusal.EDITS),
        ("Ctrl+Z", Refusal.EDITS),
        ("Ctrl+Alt+S", Refusal.GLOBAL),
        ("Ctrl+N", Refusal.TAKEN),
    ],
)
def test_a_key_that_cannot_serve_is_refused_with_its_reason(keymap: Keymap, sequence: str, why: Refusal) -> None:
    conflict = keymap.conflict("view.theme", sequence)
    assert conflict is not None
    assert conflict.why is why
    assert (conflict.owner is SPECS["case.new"]) is (why is Refusal.TAKEN)


@pytest.mark.parametrize("sequence", ["F9", "Ctrl+Alt+9", "Meta+Y"])
def test_a_free_key_can_serve(keymap: Keymap, sequence: str) -> None:
    assert keymap.conflict("view.theme", sequence) is None


@pytest.mark.parametrize(
    ("sequence", "why"),
    [("Left", Refusal.MOVES), ("Tab", Refusal.MOVES), ("Ctrl+Alt+S", Refusal.GLOBAL), ("Space", Refusal.TAKEN)],
)
def test_in_the_review_a_key_is_refused_that_moves_boxes_or_is_one_of_its_own(
    keymap: Keymap, sequence: str, why: Refusal
) -> None:
    conflict = keymap.conflict("review.next", sequence)
    assert conflict is not None
    assert conflict.why is why


def test_in_the_review_letters_can_serve_for_nothing_is_written_there(keymap: Keymap) -> None:
    assert keymap.conflict("review.next", "J") is None
    assert keymap.conflict("review.next", "Ctrl+N") is None, "the review goes before the window"


def test_a_key_of_the_review_that_was_changed_works_at_once_and_is_named_there(qtbot: QtBot, keymap: Keymap) -> None:
    pane = ReviewPane()
    qtbot.addWidget(pane)
    pane.show()
    capture = Capture(100, 80, bytes(100 * 80 * 3), CaptureOrigin.PASTE)
    boxes = [Mask(Finding(EntityType.EMAIL, Region(x, 10, 20, 10), 1.0, label="E")) for x in (10, 50)]
    pane.show_plan(capture, RedactionPlan(capture.id, tuple(boxes)))
    before = pane.model.selected
    keymap.set("review.next", "J")
    QTest.keyClick(pane, Qt.Key.Key_F8)
    assert pane.model.selected == before
    QTest.keyClick(pane, Qt.Key.Key_J)
    assert pane.model.selected != before
    QCoreApplication.sendEvent(pane, QEvent(QEvent.Type.WindowActivate))
    assert pane._hint.whole_text.startswith("J next")
    keymap.reset("review.next")
    assert keys_in_force(next(spec for spec in REVIEW if spec.id == "review.next")) == ("F8",)


def test_every_key_of_the_table_may_be_set_again(keymap: Keymap) -> None:
    assert [key for spec in TABLE for key in spec.keys if keymap.conflict(spec.id, key) is not None] == []


def test_a_key_that_is_taken_over_leaves_its_owner(keymap: Keymap) -> None:
    keymap.set("view.theme", "Ctrl+N")
    assert keys_in_force(SPECS["view.theme"]) == ("Ctrl+N",)
    assert keys_in_force(SPECS["case.new"]) == ()
    keymap.reset("case.new")
    assert keys_in_force(SPECS["case.new"]) == ("Ctrl+N",)
    assert keys_in_force(SPECS["view.theme"]) == ()


def test_all_go_back_at_once(keymap: Keymap, room: Room) -> None:
    keymap.set("view.theme", "F9")
    keymap.set("case.new", "")
    keymap.reset_all()
    assert {spec.id: keys_in_force(spec) for spec in TABLE} == {spec.id: spec.keys for spec in TABLE}
    assert room.settings.own_keys == {}


def test_own_keys_survive_in_the_settings_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    settings = Settings(path)
    settings.own_keys = {"case.new": ("F9",), "view.theme": ()}
    settings.save()
    assert Settings.load(path).own_keys == {"case.new": ("F9",), "view.theme": ()}


@pytest.mark.parametrize("text", ["keys = 3", "[keys]\n'case.new' = 3", "[keys]\n'case.new' = [1]"])
def test_keys_that_are_none_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        Settings.load(path)
    assert refused.value.key == "settings.wrong_type"


def test_menu_tooltip_sheet_and_hints_follow_at_once(qtbot: QtBot, window: MainWindow) -> None:
    window.keymap.set("answer.send", "F9")
    window.keymap.set("fixes.insert_1", "F7")
    action = window.actions_by_id["answer.send"]
    assert action.shortcut() == QKeySequence("F9")
    assert action.toolTip().endswith("(F9)")
    assert window.composer._hint.text() == "F9 sends"
    assert "F7" in window.conversation_view.welcome._steps[2].text.text()
    sheet = ShortcutSheet(window)
    qtbot.addWidget(sheet)
    assert "F9" in [shown.text() for shown, spec in sheet._keys if spec.id == "answer.send"]


def test_the_new_key_works_and_the_old_one_does_not(qtbot: QtBot, window: MainWindow) -> None:
    window.keymap.set("help.keys", "F9")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.findChild(ShortcutSheet) is None
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.findChild(ShortcutSheet) is not None


def _editor(qtbot: QtBot, room: Room) -> ShortcutEditor:
    editor = ShortcutEditor(room.settings)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def test_a_key_is_recorded_by_pressing_it(qtbot: QtBot, room: Room) -> None:
    editor = _editor(qtbot, room)
    editor.choose("view.theme")
    qtbot.keyClick(editor.recorder, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert editor.told.text() == "Ctrl+F9 is free."
    editor.set_keys.click()
    assert room.settings.own_keys == {"view.theme": ("Ctrl+F9",)}
    assert editor.reset.isEnabled()
    editor.reset.click()
    assert room.settings.own_keys == {}


def test_with_large_text_the_names_of_the_actions_come_before_their_menus(
    qtbot: QtBot, room: Room, theme: Theme
) -> None:
    theme.apply("light", 100)
    editor = _editor(qtbot, room)
    editor.resize(740, 500)
    assert not editor.list.isColumnHidden(1)
    theme.apply("light", 200)
    editor.resize(741, 500)
    assert editor.list.isColumnHidden(1)
    theme.apply("light", 100)


def test_a_conflict_is_named_before_it_is_made(qtbot: QtBot, room: Room) -> None:
    editor = _editor(qtbot, room)
    editor.choose("view.theme")
    editor.recorder.setKeySequence(QKeySequence("Ctrl+N"))
    assert "“New case” has this key" in editor.told.text()
    assert editor.set_keys.text() == "Take them over"
    editor.recorder.setKeySequence(QKeySequence("Ctrl+C"))
    assert not editor.set_keys.isEnabled()


@pytest.mark.parametrize(("words", "found"), [("Ctrl+N", "case.new"), ("light dark", "view.theme"), ("reload", "")])
def test_actions_are_searched_by_name_and_by_key(qtbot: QtBot, room: Room, words: str, found: str) -> None:
    editor = _editor(qtbot, room)
    editor.search(words)
    assert (found in editor.shown_ids()) is bool(found)
    assert len(editor.shown_ids()) < 10


def test_the_sheet_leads_to_the_editor(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutSheet)
    assert sheet is not None
    sheet._change.click()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    assert dialog.pages.currentWidget() is dialog.shortcuts


def test_the_search_of_the_settings_searches_the_keys_too(qtbot: QtBot, room: Room, theme: Theme) -> None:
    dialog = SettingsDialog(theme, room.settings)
    qtbot.addWidget(dialog)
    dialog.search.setText("new case")
    assert "case.new" in dialog.shortcuts.shown_ids()

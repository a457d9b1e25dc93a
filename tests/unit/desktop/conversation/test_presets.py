"""Presets in the window: chosen by a few letters, seen until sent, then own words again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFileDialog, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from desktop.viewmodels.presets import PresetsViewModel
from desktop.views.case.preset_palette import PresetPalette
from desktop.views.case.question_card import QuestionCard
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import Translation
from desktop.views.shell.main_window import MainWindow
from engine.domain.conversation import FinishReason
from engine.domain.preset import Preset
from engine.errors import Blocked
from engine.settings import Folders, PresetFolder
from engine.wording import Language
from tests.unit.desktop.conftest import Room, speak
from tests.unit.desktop.fakes.cases import picture
from tests.unit.desktop.said_by_widgets import nameless, untranslated

_CTRL = Qt.KeyboardModifier.ControlModifier
MINE = 'uid = "mine"\n[en]\nname = "Mine own"\nprompt = "Do mine."\n[sampling]\ntop_k = 5\nmax_tokens = 90\n'


def preset(window: MainWindow, uid: str) -> Preset:
    return next(each for each in window.presets.presets if each.uid == uid)


def choose(window: MainWindow, uid: str) -> None:
    window.composer.preset.choose(preset(window, uid))


@pytest.fixture
def own(room: Room, folders: Folders) -> Path:
    """The site's folder of presets, beside the settings that the window works with."""
    room.settings.settings.path = folders.settings_file
    (folders.config / "presets").mkdir()
    return folders.config / "presets"


@pytest.fixture
def presets(room: Room) -> PresetsViewModel:
    return PresetsViewModel(room.tasks, room.notices, room.settings)


@pytest.fixture
def palette(qtbot: QtBot, theme: Theme, presets: PresetsViewModel) -> PresetPalette:
    palette = PresetPalette(theme, presets)
    qtbot.addWidget(palette)
    palette.show()
    return palette


def listed(palette: PresetPalette) -> list[str]:
    items = (palette.list.topLevelItem(place) for place in range(palette.list.topLevelItemCount()))
    return [item.text(0) for item in items if isinstance(item, QTreeWidgetItem)]


def test_with_large_text_the_list_stands_above_what_it_says(qtbot: QtBot, palette: PresetPalette, theme: Theme) -> None:
    def ends_before(it: QWidget, other: QWidget) -> tuple[bool, bool]:
        return it.geometry().right() < other.x(), it.geometry().bottom() < other.y()

    theme.apply("light", 100)
    palette.resize(780, 540)
    qtbot.waitUntil(lambda: ends_before(palette.list, palette._prompt)[0])
    theme.apply("light", 200)
    palette.resize(760, 700)
    qtbot.waitUntil(lambda: ends_before(palette.list, palette._prompt) == (False, True))
    theme.apply("light", 100)


# --- choosing -------------------------------------------------------------------------------------------------------


def test_a_key_a_few_letters_and_enter_choose_one(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_P, _CTRL)
    palette = window.findChild(PresetPalette)
    assert palette is not None
    qtbot.keyClicks(palette.search, "csv")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert window.composer.preset.chosen == preset(window, "table")
    assert window.composer.preset.isVisible()
    assert window.composer.preset.accessibleName() == "Preset: Table as CSV"


@pytest.mark.parametrize(
    ("letters", "first"),
    [("", "wrong"), ("s", "steps"), ("stf", "steps"), ("log", "logs"), ("tr", "translate"), ("user", "mail"),
     ("翻", "translate"), ("CSV", "table"), ("t", "read"), ("日志", "logs")],
)  # fmt: skip
def test_first_letters_find_it(presets: PresetsViewModel, letters: str, first: str) -> None:
    presets.refresh()
    assert presets.found(letters)[0].uid == first


def test_letters_that_fit_nothing_leave_nothing_to_use(qtbot: QtBot, palette: PresetPalette) -> None:
    chosen: list[object] = []
    palette.chosen.connect(chosen.append)
    qtbot.keyClicks(palette.search, "zzz")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert (listed(palette), chosen, palette.current) == ([], [], None)


def test_the_arrows_move_through_the_list_from_the_field(qtbot: QtBot, palette: PresetPalette) -> None:
    chosen: list[Preset] = []
    palette.chosen.connect(chosen.append)
    for _ in range(2):
        qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert [each.uid for each in chosen] == ["mail"]


def test_what_it_says_and_sets_stands_beside_it(palette: PresetPalette, own: Path, presets: PresetsViewModel) -> None:
    (own / "mine.toml").write_text(MINE)
    presets.refresh()
    palette.search.setText("mine")
    shown = {child.text() for child in (palette._title, palette._origin, palette._sets)}
    assert shown == {"Mine own", "Your own", "top-k 5 · up to 90 tokens"}
    assert palette._prompt.toPlainText() == "Do mine."
    palette.search.setText("steps")
    assert palette._sets.text() == "Answered as the settings say."


# --- asking ---------------------------------------------------------------------------------------------------------


def test_with_a_picture_waiting_it_is_sent_without_a_word_and_then_gone(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    choose(window, "steps")
    window.composer.add_picture(picture())
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Return, _CTRL)
    assistant = room.engine.assistant
    assert (assistant.asked, assistant.presets) == ([("", None)], ["steps"])
    assert window.composer.preset.chosen is None
    assert not window.composer.preset.isVisible()
    (question,) = window.conversation_view.findChildren(QuestionCard)
    assert question.body.toPlainText() == "Steps to fix"
    qtbot.keyClicks(window.composer.text, "And then?")
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Return, _CTRL)
    assert assistant.presets == ["steps", ""]


def test_a_preset_with_nothing_to_work_on_is_not_sent(room: Room, window: MainWindow) -> None:
    choose(window, "steps")
    window.actions_by_id["answer.send"].trigger()
    assert room.engine.assistant.asked == []
    assert room.told() == ["presets.nothing_for_preset"]
    assert window.composer.preset.chosen is not None
    window.composer.preset.decide(None)
    window.conversation.ask("What now?", ())
    choose(window, "mail")
    window.actions_by_id["answer.send"].trigger()
    assert room.engine.assistant.presets == ["", "mail"], "in a case that has begun there is something"


@pytest.mark.parametrize("is_private", [False, True])
def test_asking_again_goes_by_the_same_preset(room: Room, window: MainWindow, is_private: bool) -> None:
    window.conversation.new_case(is_private=is_private)
    choose(window, "table")
    window.composer.text.setPlainText("only the first")
    window.composer.submit()
    window.actions_by_id["answer.retry"].trigger()
    assistant = room.engine.assistant
    assert assistant.presets == ["table", "table"]
    assert assistant.asked_again[0][0] == "Table as CSV\nonly the first"


def test_what_was_not_kept_comes_back_with_its_preset(room: Room, window: MainWindow) -> None:
    room.engine.assistant.refuses = Blocked("desktop.nothing_to_ask")
    choose(window, "steps")
    window.composer.text.setPlainText("the printer")
    window.composer.submit()
    assert window.composer.question() == "the printer"
    assert window.composer.preset.chosen == preset(window, "steps")


def test_each_case_keeps_the_preset_that_was_begun_in_it(room: Room, window: MainWindow) -> None:
    window.conversation.ask("First", ())
    case = window.conversation.conversation_id
    assert case is not None
    choose(window, "logs")
    window.conversation.new_case()
    assert window.composer.preset.chosen is None
    window.conversation.open(case)
    assert window.composer.preset.chosen == preset(window, "logs")


def test_escape_and_the_button_go_back_to_own_words(qtbot: QtBot, window: MainWindow) -> None:
    choose(window, "logs")
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Escape)
    assert window.composer.preset.chosen is None
    choose(window, "logs")
    qtbot.mouseClick(window.composer.preset._clear, Qt.MouseButton.LeftButton)
    assert window.composer.preset.chosen is None
    assert window.composer.text.hasFocus()


# --- files ----------------------------------------------------------------------------------------------------------


def test_files_are_imported_and_exported_in_the_window(
    palette: PresetPalette, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = tmp_path / "mine.toml", tmp_path / "out"
    source.write_text(MINE)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(source)], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    palette.retranslate()
    palette.import_files.click()
    assert palette._told.text() == "Presets imported: 1 new, 0 changed, 0 as before."
    assert listed(palette)[-1] == "Mine own"
    palette.search.setText("mine")
    palette.export.click()
    assert [path.name for path in out.iterdir()] == ["mine.toml"]
    palette.search.clear()
    palette.export.click()
    assert len(list(out.iterdir())) == 8


def test_what_went_well_does_not_look_like_a_failure(
    palette: PresetPalette, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    palette.show()
    failure = palette._told.palette().color(QPalette.ColorRole.WindowText)
    palette.export.click()
    assert palette._told.text()
    assert palette._told.palette().color(QPalette.ColorRole.WindowText) != failure


def test_a_refused_import_says_why_and_changes_nothing(
    palette: PresetPalette, own: Path, presets: PresetsViewModel, tmp_path: Path
) -> None:
    (tmp_path / "bad.toml").write_text("uid")
    presets.import_from([tmp_path / "bad.toml"])
    assert "bad.toml, line 1" in palette._told.text()
    assert palette._told_card.isVisible()
    assert list(own.iterdir()) == []


def test_a_damaged_file_is_told_until_it_is_mended(room: Room, own: Path, palette: PresetPalette) -> None:
    (own / "bad.toml").write_text(MINE.replace("top_k", "topk"))
    palette._presets.refresh()
    assert room.told() == ["presets.unknown_field"]
    assert "bad.toml, line 6" in palette._told.text()
    (own / "bad.toml").write_text(MINE)
    palette._presets.refresh()
    assert room.told() == []
    assert not palette._told_card.isVisible()
    assert listed(palette)[-1] == "Mine own"


def test_where_own_presets_are_off_the_window_says_so(room: Room, own: Path, palette: PresetPalette) -> None:
    room.settings.set("answers.own_presets", False)
    palette.retranslate()
    assert not palette.import_files.isEnabled()
    assert "answers.own_presets" in palette.import_files.toolTip()


# --- words ----------------------------------------------------------------------------------------------------------


def test_every_control_has_a_name(palette: PresetPalette, window: MainWindow) -> None:
    choose(window, "table")
    assert nameless(palette) == []
    assert nameless(window.composer) == []


def test_no_english_is_left(palette: PresetPalette, window: MainWindow, translation: Translation) -> None:
    choose(window, "table")
    speak(translation, Language.ZH)
    allowed = {each.shortcut for each in window.presets.presets}
    assert [text for text in untranslated(palette) if text not in allowed] == []
    assert untranslated(window.composer) == []
    assert listed(palette)[0] == "问题在哪里"
    assert window.composer.preset.accessibleName() == "预设：表格转 CSV"


# --- with editing, going on and the waiting line --------------------------------------------------------------------


def test_an_earlier_question_is_edited_with_its_preset(room: Room, window: MainWindow) -> None:
    choose(window, "table")
    window.composer.text.setPlainText("the first")
    window.composer.submit()
    choose(window, "mail")
    window.actions_by_id["answer.edit"].trigger()
    assert (window.composer.question(), window.composer.preset.chosen) == ("the first", preset(window, "table"))
    window.actions_by_id["view.back"].trigger()
    assert window.composer.preset.chosen == preset(window, "mail"), "what was chosen before comes back"
    window.actions_by_id["answer.edit"].trigger()
    window.composer.text.setPlainText("the second")
    window.composer.submit()
    assert room.engine.assistant.edited[-1][1] == "the second"
    assert room.engine.assistant.presets == ["table", "table"]
    assert window.composer.preset.chosen == preset(window, "mail")


def test_an_answer_is_written_on_by_its_preset(room: Room, window: MainWindow) -> None:
    room.engine.assistant.reason = FinishReason.LENGTH
    choose(window, "logs")
    window.composer.text.setPlainText("the log")
    window.composer.submit()
    window.actions_by_id["answer.continue"].trigger()
    assert room.engine.assistant.presets == ["logs", "logs"]


def test_what_waits_keeps_its_preset_and_brings_it_back(held_window: MainWindow) -> None:
    mail = PresetFolder.read().named("mail")
    held_window.conversation.ask("One", ())
    held_window.composer.preset.choose(mail)
    held_window.composer.text.setPlainText("Two")
    held_window.composer.submit()
    (waiting,) = held_window.conversation.waiting
    assert (waiting.question, waiting.preset, held_window.composer.preset.chosen) == ("Two", mail, None)
    held_window.conversation.take_back(waiting)
    assert (held_window.composer.question(), held_window.composer.preset.chosen) == ("Two", mail)

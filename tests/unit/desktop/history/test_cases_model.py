"""The list of cases: pages, search, rename, delete."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.viewmodels import cases as cases_module
from desktop.viewmodels.cases import CasesViewModel
from engine.domain.conversation import Role
from engine.domain.knowledge import CannedFix
from engine.wording import Language
from tests.fakes.redactor import SECRET
from tests.unit.desktop.conftest import Room


@pytest.fixture
def model(room: Room) -> CasesViewModel:
    return CasesViewModel(room.desk, room.tasks, room.notices, room.settings)


def _titles(model: CasesViewModel) -> list[str]:
    return [row.conversation.title for row in model.model.rows]


def test_cases_are_listed_newest_first(room: Room, model: CasesViewModel) -> None:
    for title in ("old", "new"):
        room.engine.cases.start_conversation(title)
    model.refresh()
    assert _titles(model) == ["new", "old"]


def test_more_is_read_only_when_the_view_asks(
    room: Room, model: CasesViewModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases_module, "PAGE", 2)
    for number in range(5):
        room.engine.cases.start_conversation(str(number))
    model.refresh()
    assert _titles(model) == ["4", "3"]
    while model.model.canFetchMore(QModelIndex()):
        model.model.fetchMore(QModelIndex())
    assert _titles(model) == ["4", "3", "2", "1", "0"]


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, room: Room, model: CasesViewModel) -> None:
    room.engine.cases.start_conversation("one")
    model.refresh()
    qtmodeltester.check(model.model)


def test_the_open_case_keeps_its_title_while_a_search_lists_others(
    qtbot: QtBot, room: Room, model: CasesViewModel
) -> None:
    for title in ("Printer", "Phone"):
        case = room.engine.cases.start_conversation(title)
        room.engine.cases.add_question(case.id, title)
    model.refresh()
    opened = next(row.conversation for row in model.model.rows if row.conversation.title == "Printer")
    assert model.title_of(opened.id) == "Printer"
    with qtbot.waitSignal(model.listed):
        model.search("Phone")
    assert model.model.row_of(opened.id) < 0
    assert model.title_of(opened.id) == "Printer"
    model.clear()
    assert model.title_of(opened.id) == "", "the cases are locked"


def test_a_case_stands_once_where_its_title_is_its_question(qtbot: QtBot, room: Room, model: CasesViewModel) -> None:
    case = room.engine.cases.start_conversation("No drive letters")
    room.engine.cases.add_question(case.id, "No drive letters")
    room.engine.cases.add_question(case.id, "Still no drive letters")
    with qtbot.waitSignal(model.listed):
        model.search("drive letters")
    assert [row.snippet for row in model.model.rows] == ["Still no drive letters", "No drive letters"]


def test_a_fix_stands_once_and_in_the_agents_language(qtbot: QtBot, room: Room, model: CasesViewModel) -> None:
    for language in (Language.EN, Language.ZH):
        room.engine.fixes.put_fixes([CannedFix("vpn", language, f"VPN {language.value}", "Dial in.")])
    for asked in Language:
        room.settings.set("window.language", asked.value)
        with qtbot.waitSignal(model.listed):
            model.search("VPN")
        assert [hit.fix.title for hit in model.fixes] == [f"VPN {asked.value}"]


def test_a_search_lists_hits_once_the_agent_pauses(qtbot: QtBot, room: Room, model: CasesViewModel) -> None:
    case = room.engine.cases.start_conversation("Printer")
    room.engine.cases.add(case.id, Role.AGENT, "error 0x0000011b on every page")
    room.engine.cases.start_conversation("Other")
    with qtbot.waitSignal(model.listed):
        model.search("0x0000011b")
    assert _titles(model) == ["Printer"]
    row = model.model.rows[0]
    start, end = row.highlights[0]
    assert row.snippet[start:end] == "0x0000011b"
    with qtbot.waitSignal(model.listed):
        model.search("  ")
    assert len(_titles(model)) == 2


def test_a_row_tells_screen_readers_its_title_and_snippet(room: Room, model: CasesViewModel) -> None:
    room.engine.cases.start_conversation("Printer")
    model.refresh()
    index = model.model.index(0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Printer"


def test_renaming_and_deleting_reach_the_store_and_the_list(room: Room, model: CasesViewModel) -> None:
    case = room.engine.cases.start_conversation("Typo")
    gone: list[int] = []
    model.case_deleted.connect(gone.append)
    model.rename(case.id, "Right")
    assert _titles(model) == ["Right"]
    model.delete(case.id)
    assert _titles(model) == []
    assert gone == [case.id]


def test_what_is_sensitive_in_a_new_title_is_covered(room: Room, model: CasesViewModel) -> None:
    case = room.engine.cases.start_conversation("Sign-in")
    told: list[str] = []
    model.case_renamed.connect(lambda _case, title: told.append(title))
    model.rename(case.id, f"Sign-in with {SECRET}")
    assert _titles(model) == told == ["Sign-in with [PASSWORD 1]"]


def test_the_title_of_a_listed_case_is_known(room: Room, model: CasesViewModel) -> None:
    case = room.engine.cases.start_conversation("Sign-in")
    assert model.title_of(case.id) == ""
    model.refresh()
    assert model.title_of(case.id) == "Sign-in"

"""The program around the window: the engine behind the first paint, the capture key, faults, the end."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import DesksideApp, Parts
from desktop.entry import _settings
from desktop.errands import Errands
from desktop.instance import Errand
from desktop.viewmodels.desk import Desk
from desktop.views.help.faults import report_of, start_logging
from desktop.wishes import Outcome, Verb, Wish
from engine.errors import KeyMissing, SettingsError
from engine.settings import Folders, Settings
from tests.unit.desktop.conftest import destroy
from tests.unit.desktop.fakes.engine import FakeEngine
from tests.unit.desktop.fakes.widgets import FakeKey, FakeOverlay, FakeReview

Make = Callable[[Callable[[], Desk]], DesksideApp]


@pytest.fixture
def key(qapp: QApplication) -> FakeKey:
    return FakeKey()


@pytest.fixture
def tidied() -> list[str]:
    """One entry each time that what follows a reading was done."""
    return []


@pytest.fixture
def make(qapp: QApplication, folders: Folders, key: FakeKey, tidied: list[str]) -> Iterator[Make]:
    made: list[DesksideApp] = []

    def build(factory: Callable[[], Desk]) -> DesksideApp:
        settings = Settings(folders.settings_file)
        settings.set("window.language", "en")
        settings.set("window.theme", "light")
        deskside = DesksideApp(
            Parts(
                open_engine=factory,
                settings=settings,
                folders=folders,
                make_review=FakeReview,
                make_overlay=FakeOverlay,
                global_key=key,
                after_reading=lambda: tidied.append("tidied"),
            ),
        )
        made.append(deskside)
        return deskside

    yield build
    for deskside in made:
        deskside.close()
        QApplication.processEvents()  # what its last jobs have brought arrives while there is a window
        destroy(deskside.window)


def test_the_engine_opens_after_the_first_paint_and_is_closed_at_the_end(qtbot: QtBot, make: Make) -> None:
    engine = FakeEngine()
    engine.cases.start_conversation("Old case")
    deskside = make(lambda: engine)
    assert deskside.desk.now is None
    deskside.window.show()
    qtbot.waitUntil(lambda: deskside.window.cases.model.rowCount() == 1)
    deskside.close()
    assert engine.is_closed


def test_a_question_asked_before_the_engine_is_open_is_answered_once_it_is(qtbot: QtBot, make: Make) -> None:
    engine = FakeEngine()
    deskside = make(lambda: engine)
    deskside.window.conversation.ask("Early", ())
    deskside.window.show()
    qtbot.waitUntil(lambda: not deskside.window.conversation.is_busy)
    assert engine.assistant.asked == [("Early", None)]


def test_what_a_picture_took_is_given_back_once_it_was_read(qtbot: QtBot, make: Make, tidied: list[str]) -> None:
    deskside = make(FakeEngine)
    deskside.window.show()
    with qtbot.waitSignal(deskside.window.capture.plan_found):
        deskside.window.capture.take_file(Path("shot.png"))
    qtbot.waitUntil(lambda: tidied == ["tidied"])


def test_cases_that_cannot_be_opened_are_told_once(qtbot: QtBot, make: Make) -> None:
    def refuse() -> Desk:
        raise KeyMissing("desktop.no_case_open")

    deskside = make(refuse)
    deskside.window.show()
    qtbot.waitUntil(lambda: deskside.window.status_line.model.text() == "The cases could not be opened")
    assert [notice.notice.key for notice in deskside.notices.standing] == ["desktop.no_case_open"]


def test_a_taken_capture_key_is_told_and_another_one_settles_it(qtbot: QtBot, make: Make, key: FakeKey) -> None:
    key.taken.add("Ctrl+Alt+S")
    deskside = make(FakeEngine)
    deskside.window.show()
    qtbot.waitUntil(lambda: bool(deskside.notices.standing))
    assert deskside.notices.standing[0].action_id == "app.settings"
    deskside.settings.set("capture.hotkey", "Ctrl+Alt+D")
    assert key.held == "Ctrl+Alt+D"
    assert deskside.notices.standing == ()


def test_a_changed_setting_is_written(qtbot: QtBot, make: Make, folders: Folders) -> None:
    deskside = make(FakeEngine)
    deskside.settings.set("answers.suggested_fixes", 5)
    deskside.close()
    assert Settings.load(folders.settings_file).integer("answers.suggested_fixes") == 5


def test_a_value_that_does_not_fit_is_told_and_not_kept(qtbot: QtBot, make: Make) -> None:
    deskside = make(FakeEngine)
    assert not deskside.settings.set("window.font_percent", 999)
    assert deskside.notices.standing[0].notice.key == "settings.out_of_range"
    assert deskside.settings.integer("window.font_percent") == 100


def test_settings_that_cannot_be_read_are_left_alone_and_a_change_that_is_lost_is_told(
    qtbot: QtBot, make: Make, folders: Folders
) -> None:
    folders.settings_file.write_text("[window", encoding="utf-8")
    settings, complaint = _settings(folders)
    assert complaint is not None
    engine = FakeEngine()
    deskside = make(lambda: engine)
    deskside.settings.settings = settings
    told: list[str] = []
    deskside.settings._on_error = lambda error: told.append(error.key)
    deskside.window.show()
    qtbot.waitUntil(lambda: deskside.desk.now is engine)
    deskside.settings.set("window.theme", "dark")
    deskside.close()
    assert told == ["settings.not_kept"]
    assert engine.is_closed
    assert folders.settings_file.read_text(encoding="utf-8") == "[window"


def test_look_and_language_follow_the_settings(qtbot: QtBot, make: Make) -> None:
    deskside = make(FakeEngine)
    deskside.settings.set("window.theme", "dark")
    assert deskside.theme.name == "dark"
    deskside.settings.set("window.language", "zh")
    qtbot.waitUntil(lambda: deskside.window.actions_by_id["case.new"].text() == "新建工单")


def _fail_with_content() -> None:
    raise ValueError("the customer's card number")


def test_a_report_says_where_and_never_what() -> None:
    with pytest.raises(ValueError) as caught:
        _fail_with_content()
    report = report_of(caught.value)
    assert "ValueError" in report
    assert "test_app.py" in report
    assert "card" not in report


def test_the_window_loads_without_the_heavy_parts_of_the_engine() -> None:
    heavy = ("cv2", "onnxruntime", "llama_cpp", "sqlite_utils", "numpy", "PIL", "engine.assembly")
    code = f"import sys, desktop.entry; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_known_faults_are_told_and_bugs_are_reported(qtbot: QtBot, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    deskside = make(FakeEngine)
    reported: list[BaseException] = []
    monkeypatch.setattr(deskside.faults, "tell", reported.append)

    def fail(error: Exception) -> None:
        def job() -> None:
            raise error

        from desktop.tasks import Lane

        deskside.tasks.run(Lane.STORE, job)

    fail(SettingsError("settings.unknown", name="x"))
    fail(ZeroDivisionError())
    qtbot.waitUntil(lambda: bool(reported))
    assert [notice.notice.key for notice in deskside.notices.standing] == ["settings.unknown"]
    assert [type(error) for error in reported] == [ZeroDivisionError]


def test_the_capture_key_pressed_before_the_engine_is_open_is_heard_once_it_is(
    qtbot: QtBot, make: Make, key: FakeKey
) -> None:
    FakeOverlay.latest.clear()
    deskside = make(FakeEngine)
    deskside.settings.set("capture.hide_window", False)
    key.pressed.emit()
    assert FakeOverlay.latest == []
    deskside.window.show()
    qtbot.waitUntil(lambda: bool(FakeOverlay.latest) and FakeOverlay.latest[0].is_started)


def test_a_command_of_a_later_start_is_answered_when_the_engine_cannot_be_opened(qtbot: QtBot, make: Make) -> None:
    def refuse() -> Desk:
        raise KeyMissing("desktop.no_case_open")

    outcomes: list[Outcome] = []
    deskside = make(refuse)
    Errands(deskside).fulfil(Errand(Wish(Verb.CAPTURE), outcomes.append))
    assert outcomes == []
    deskside.window.show()
    qtbot.waitUntil(lambda: bool(outcomes))
    assert outcomes[0].code == 1


def test_a_later_start_shows_the_window_or_ends_the_program(qtbot: QtBot, make: Make) -> None:
    outcomes: list[Outcome] = []
    engine = FakeEngine()
    engine.cases.start_conversation("Old case")
    deskside = make(lambda: engine)
    Errands(deskside).fulfil(Errand(Wish(), outcomes.append))
    assert deskside.window.isVisible()
    qtbot.waitUntil(lambda: deskside.window.cases.model.rowCount() == 1)
    with qtbot.waitSignal(deskside.window.closed):
        Errands(deskside).fulfil(Errand(Wish(Verb.QUIT), outcomes.append))
    assert [outcome.code for outcome in outcomes] == [0, 0]


def test_where_no_log_can_be_written_the_window_goes_on_without(tmp_path: Path) -> None:
    blocked = tmp_path / "logs"
    blocked.write_text("a file stands where the folder should be")
    assert not start_logging(blocked, "info")

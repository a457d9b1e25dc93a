"""A window over the fake engine, with every job run inline or on lanes."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6 import QtCore
from PySide6.QtCore import QEvent, QTranslator
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.notices import Notices
from desktop.settings_bridge import SettingsBridge
from desktop.viewmodels.desk import FutureDesk
from desktop.views.parts.surroundings import Surroundings
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import Translation
from desktop.views.shell.main_window import MainWindow
from engine.settings import Folders, Settings
from engine.wording import RESOURCES, Language
from tests.unit.desktop.fakes.engine import FakeEngine
from tests.unit.desktop.fakes.tasks import HeldTasks, InlineTasks
from tests.unit.desktop.fakes.widgets import FakeOverlay, FakeReview

_LRELEASE = Path(QtCore.__file__).parent / "lrelease"


@pytest.fixture
def translator(qapp: object, tmp_path: Path) -> QTranslator:
    """The Chinese translation, compiled as for a release."""
    compiled = tmp_path / "zh.qm"
    source = RESOURCES / "translations" / "deskside_zh_CN.ts"
    subprocess.run([_LRELEASE, "-silent", source, "-qm", compiled], check=True)
    translator = QTranslator()
    assert translator.load(str(compiled))
    return translator


@dataclass
class Room:
    """What a test of a view model needs."""

    engine: FakeEngine
    desk: FutureDesk
    tasks: InlineTasks
    notices: Notices
    settings: SettingsBridge

    def told(self) -> list[str]:
        return [standing.notice.key for standing in self.notices.standing]


def _at_once(write: Callable[[], None]) -> None:
    write()


def make_room(qapp: QApplication, tasks: InlineTasks) -> Room:
    engine, desk, notices = FakeEngine(), FutureDesk(), Notices()
    desk.opened(engine)
    values = Settings()
    values.set("window.language", "en")
    values.set("window.theme", "light")
    values.set("capture.hide_window", False)
    return Room(engine, desk, tasks, notices, SettingsBridge(values, _at_once, notices.tell_error))


@pytest.fixture
def room(qapp: QApplication) -> Room:
    """Everything around a view model; jobs run at once."""
    return make_room(qapp, InlineTasks())


@pytest.fixture
def held_room(qapp: QApplication) -> Room:
    """The same, where jobs wait until the test lets them go."""
    return make_room(qapp, HeldTasks())


@pytest.fixture(scope="session")
def one_theme(qapp: QApplication) -> Theme:
    theme = Theme(qapp)
    theme.apply("light", 100)
    return theme


@pytest.fixture
def theme(one_theme: Theme) -> Iterator[Theme]:
    """The light look; put back where a test changes it. Applying one restyles everything, so it is shared."""
    yield one_theme
    if one_theme.name != "light":
        one_theme.apply("light", 100)


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    translation = Translation(qapp)
    translation.speak(Language.EN)
    yield translation
    translation.speak(Language.EN)


MakeWindow = Callable[[Room], MainWindow]


def destroy(widget: QWidget) -> None:
    """Delete a widget now: those of earlier tests would be restyled with each new one."""
    widget.close()
    widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def make_window(qtbot: QtBot, theme: Theme, translation: Translation, folders: Folders) -> Iterator[MakeWindow]:
    """Build the real window over a room, show it, and destroy it at the end."""
    made: list[MainWindow] = []

    def make(room: Room) -> MainWindow:
        window = MainWindow(
            Surroundings(room.desk, room.tasks, room.notices, room.settings, folders, theme, FakeReview, FakeOverlay)
        )
        made.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.engine_opened()
        return window

    yield make
    for window in made:
        destroy(window)


def speak(translation: Translation, language: Language) -> None:
    """Change the language, and let Qt tell every widget."""
    translation.speak(language)
    QApplication.sendPostedEvents()
    QApplication.processEvents()


@pytest.fixture
def window(make_window: MakeWindow, room: Room) -> MainWindow:
    """The window with inline jobs."""
    return make_window(room)


@pytest.fixture
def held_window(make_window: MakeWindow, held_room: Room) -> MainWindow:
    """The window whose jobs wait for the test."""
    return make_window(held_room)

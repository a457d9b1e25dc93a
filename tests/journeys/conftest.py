"""The real program in one process: real window, real engine, real worker, real files. Only the model is tiny."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import DesksideApp, Parts
from desktop.hotkey import best_registrar
from desktop.viewmodels.capture import Stage
from desktop.views.capture.overlay import RegionOverlay
from desktop.views.fixes.fix_form import FixForm
from desktop.views.review.review import ReviewPane
from engine.assembly import Engine, open_engine
from engine.settings import Folders, Settings

PATIENCE_MS = 60_000


class SupportAgent:
    """Somebody at the window, who has a keyboard, a mouse and a clipboard."""

    def __init__(self, qtbot: QtBot, deskside: DesksideApp) -> None:
        self._qtbot = qtbot
        self._has_quit = False
        self.deskside = deskside
        self.window = deskside.window

    @property
    def engine(self) -> Engine:
        engine = self.deskside.desk.now
        assert isinstance(engine, Engine)
        return engine

    def fills_in_the_blanks(self) -> None:
        """Takes what the form of a fix proposes."""
        self.waits_until(lambda: bool(self.window.findChildren(FixForm)))
        (form,) = self.window.findChildren(FixForm)
        QTest.keyClick(form, Qt.Key.Key_Return)

    def waits_until(self, is_so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(is_so, timeout=PATIENCE_MS)

    def presses(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def pastes(self, image: QImage) -> None:
        """Put a picture on the clipboard and press Ctrl+V in the question."""
        QGuiApplication.clipboard().setImage(image)
        self.window.composer.text.setFocus()
        QTest.keyClick(self.window.composer.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def sees_the_boxes(self) -> list[str]:
        """Wait for the review; return the kinds that were found."""
        self.waits_until(lambda: self.window.capture.stage is Stage.REVIEWING)
        plan = self.window.review.model.plan  # type: ignore[attr-defined]
        return [mask.finding.entity_type.value for mask in plan.masks]

    def confirms(self) -> None:
        """Press Ctrl+Enter in the review and wait for the covered picture in the composer."""
        before = len(self.window.composer.pictures)
        QTest.keyClick(self.window.review, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # type: ignore[call-overload]
        self.waits_until(lambda: len(self.window.composer.pictures) == before + 1)

    def types(self, text: str) -> None:
        self.window.composer.text.setFocus()
        QTest.keyClicks(self.window.composer.text, text)

    def sends(self) -> None:
        QTest.keyClick(self.window.composer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def reads_the_answer(self) -> str:
        """Wait until the answer is whole."""
        self.waits_until(lambda: self.window.conversation.conversation_id is not None)
        self.waits_until(lambda: not self.window.conversation.is_busy)
        return self.window.conversation.last_answer()

    def searches_cases(self, words: str) -> list[int]:
        """Type into the search box; return the cases that are listed."""
        search, cases = self.window.cases_column.search, self.window.cases
        search.clear()
        with self._qtbot.waitSignal(cases.listed, timeout=PATIENCE_MS, check_params_cb=lambda: cases.query == words):
            QTest.keyClicks(search, words)
        return [row.conversation.id for row in cases.model.rows]

    def quits(self) -> None:
        """Close the window and everything behind it; a second time does nothing."""
        if self._has_quit:
            return
        self._has_quit = True
        self.window.close()
        self.deskside.close()
        self.window.deleteLater()
        QApplication.processEvents()


@pytest.fixture
def temp_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temp folder of everything that this test starts, so that what is left there is seen."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _look_put_back(qapp: QApplication) -> Iterator[None]:
    """The program dresses the whole application; other tests want it plain."""
    palette, font, sheet = qapp.palette(), qapp.font(), qapp.styleSheet()
    yield
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def starts(qtbot: QtBot, folders: Folders, temp_folder: Path) -> Iterator[Callable[..., SupportAgent]]:
    """Open the program on this test's profile; what is still open at the end is closed."""
    agents: list[SupportAgent] = []

    def start(**values: object) -> SupportAgent:
        settings = Settings.load(folders.settings_file)
        settings.set("window.language", "en")
        for key, value in values.items():
            settings.set(key.replace("__", "."), value)
        settings.save()
        deskside = DesksideApp(
            Parts(
                open_engine=lambda: open_engine(settings, folders),
                settings=settings,
                folders=folders,
                make_review=ReviewPane,
                make_overlay=RegionOverlay,
                global_key=best_registrar(),
            ),
        )
        agent = SupportAgent(qtbot, deskside)
        agents.append(agent)
        deskside.window.show()
        qtbot.waitExposed(deskside.window)
        agent.waits_until(lambda: deskside.desk.now is not None)
        return agent

    yield start
    for agent in agents:
        agent.quits()


@pytest.fixture
def tiny_model(tiny_pair: tuple[Path, Path]) -> dict[str, object]:
    """Settings that use the tiny model."""
    return {
        "model__folder": str(tiny_pair[0].parent),
        "model__device": "cpu",
        "model__threads": 1,
        "model__context_tokens": 4096,
        "model__image_tokens_min": 8,
        "model__image_tokens_max": 64,
    }


def model_processes() -> list[int]:
    """The model processes that this one has started. A server of other tests may be its child too."""
    files = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    children = {int(child) for file in files for child in file.read_text(encoding="ascii").split()}
    return sorted(child for child in children if b"engine.backends.worker" in _command_of(child))


def _command_of(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""

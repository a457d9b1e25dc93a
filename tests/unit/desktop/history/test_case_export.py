"""A case is written where the agent wants it, and over nothing that nobody was asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop.views.shell.main_window import MainWindow
from tests.unit.desktop.conftest import Room

_YES, _NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No


@pytest.mark.parametrize("answer", [_YES, _NO])
def test_a_file_that_the_kind_gives_another_ending_is_replaced_only_with_leave(
    room: Room,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: QMessageBox.StandardButton,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "case.md"), "Web page (*.html)"))

    def question(*words: object) -> QMessageBox.StandardButton:
        asked.append(str(words[-1]))
        return answer

    monkeypatch.setattr(QMessageBox, "question", question)
    window.conversation.ask("What now?", ())
    window.case_actions.export()
    assert room.engine.assistant.exported == [tmp_path / "case.html"]
    assert not asked, "nothing was there"
    (tmp_path / "case.html").write_text("of yesterday")
    window.case_actions.export()
    assert "case.html" in asked[0]
    assert len(room.engine.assistant.exported) == (2 if answer is _YES else 1)

"""A case is written where the agent wants it, and over nothing that nobody was asked about."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QSizeF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from desktop.views.history.case_pdf import laid_out, write_pdf
from desktop.views.shell.main_window import MainWindow
from engine.errors import StoreError
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


def test_a_case_is_exported_as_pdf(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "case"), "PDF (*.pdf)"))
    window.conversation.ask("What now?", ())
    window.case_actions.export()
    assert (tmp_path / "case.pdf").read_bytes().startswith(b"%PDF-")


PICTURE = QImage(1600, 900, QImage.Format.Format_RGB32)


def page_with(picture: QImage) -> str:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # it takes the name as text alone
    data = base64.b64encode(buffer.data().data()).decode()
    size = f'width="{picture.width()}" height="{picture.height()}" style="height:auto"'
    return (
        "<html><head><style>body { color: red }</style></head><body>"
        f'<img alt="Picture" {size} src="data:image/png;base64,{data}">'
        '<a class="place" href="#q"><b>1</b></a><p class="text">重置密码 <b>now</b></p></body></html>'
    )


def test_the_pages_show_text_and_pictures_no_wider_than_the_paper(qapp: QApplication) -> None:
    document = laid_out(page_with(PICTURE), QSizeF(680, 960))
    assert "重置密码 now" in document.toPlainText()
    assert "1" not in document.toPlainText(), "the boxes of a browser are left out"
    assert 680 * 900 / 1600 < document.size().height() < 680
    assert document.idealWidth() <= 680


def test_a_pdf_keeps_all_the_pixels_of_a_picture(qapp: QApplication, tmp_path: Path) -> None:
    write_pdf(page_with(PICTURE), tmp_path / "case.pdf")
    assert b"/Width 1600" in (tmp_path / "case.pdf").read_bytes()


def test_a_page_loads_nothing_from_anywhere(qapp: QApplication, tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    PICTURE.save(str(outside))
    page = f'<p>text</p><img src="{outside.as_uri()}"><img src="{outside}">'
    assert laid_out(page, QSizeF(680, 960)).size().height() < 300


def test_a_place_that_cannot_be_written_is_named(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        write_pdf("<p>text</p>", tmp_path / "missing" / "case.pdf")
    assert caught.value.key == "assistant.export_failed"

"""What a model writes is shown as text: nothing is loaded, no HTML is obeyed, no link is followed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QFontInfo, QGuiApplication, QImage, QTextCursor, QTextFormat, QTextTable
from pytestqt.qtbot import QtBot

from desktop.views.case.markdown import MarkdownView, last_code_block, settled_length, with_citation_links
from desktop.views.parts.theme import Theme

_RED = QColor("#ff0000")


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> MarkdownView:
    view = MarkdownView(theme)
    qtbot.addWidget(view)
    view.resize(400, 100)
    view.show()
    return view


def _has_red(view: MarkdownView) -> bool:
    image = view.grab().toImage()
    return any(image.pixelColor(x, y) == _RED for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))


@pytest.fixture
def red_picture(tmp_path: Path) -> Path:
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(_RED)
    path = tmp_path / "red.png"
    assert image.save(str(path))
    return path


@pytest.mark.parametrize("form", ["{url}", "{path}", "file:{path}"])
def test_a_picture_on_this_computer_is_not_loaded(view: MarkdownView, red_picture: Path, form: str) -> None:
    address = form.format(url=QUrl.fromLocalFile(str(red_picture)).toString(), path=red_picture)
    view.show_markdown(f"before\n\n![x]({address})\n\nafter")
    assert "before" in view.toPlainText()
    assert not _has_red(view)


def test_the_test_above_would_see_the_picture(qtbot: QtBot, red_picture: Path) -> None:
    from PySide6.QtWidgets import QTextBrowser

    naive = QTextBrowser()
    qtbot.addWidget(naive)
    naive.resize(400, 100)
    naive.setMarkdown(f"![x]({QUrl.fromLocalFile(str(red_picture)).toString()})")
    naive.show()
    assert _has_red(naive)  # type: ignore[arg-type]


def test_html_is_shown_as_it_is_written(view: MarkdownView) -> None:
    view.show_markdown("a <b>bold</b> <img src='file:///etc/hostname'> word")
    assert "<b>bold</b>" in view.toPlainText()
    assert "<img" in view.toPlainText()


def test_a_link_is_announced_and_not_followed(qtbot: QtBot, view: MarkdownView) -> None:
    view.show_markdown("[here](https://example.org/x)")
    with qtbot.waitSignal(view.link_chosen) as chosen:
        view.anchorClicked.emit(QUrl("https://example.org/x"))
    assert chosen.args == [QUrl("https://example.org/x")]
    assert view.toPlainText().strip() == "here"


def test_the_view_is_as_high_as_its_text(view: MarkdownView) -> None:
    view.show_markdown("one line")
    low = view.height()
    view.show_markdown("\n\n".join(["one line"] * 10))
    assert view.height() > 5 * low


def test_citations_become_links_only_where_a_fix_was_offered() -> None:
    assert with_citation_links("see [1] and [7]", {1}) == "see [\\[1\\]](fix:1) and [7]"


def test_citations_in_code_stay_as_they_are() -> None:
    text = "`a[1]`\n\n```c\nx = a[1];\n```\nand [1]"
    assert with_citation_links(text, {1}) == "`a[1]`\n\n```c\nx = a[1];\n```\nand [\\[1\\]](fix:1)"


def test_a_link_text_of_one_number_stays_a_link() -> None:
    assert with_citation_links("[1](https://example.org)", {1}) == "[1](https://example.org)"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\n```sh\nls -l\n```\nb\n```\nrm x\ncd y\n```\n", "rm x\ncd y"),
        ("run `gpupdate /force` now", "gpupdate /force"),
        ("```\nstill being written", "still being written"),
        ("nothing here", ""),
    ],
)
def test_the_last_piece_of_code_is_found(text: str, code: str) -> None:
    assert last_code_block(text) == code


def test_a_table_after_code_keeps_its_head(view: MarkdownView) -> None:
    view.show_markdown("```\nx\n```\n\n| Code | Meaning |\n|---|---|\n| 5 | denied |\n")
    cursor = QTextCursor(view.document().find("denied"))
    table = cursor.currentTable()
    assert isinstance(table, QTextTable)
    head = table.cellAt(0, 0)
    assert head.firstCursorPosition().block() == head.lastCursorPosition().block()
    assert head.firstCursorPosition().block().text() == "Code"


def test_code_among_words_is_set_a_little_smaller_but_not_in_a_heading(view: MarkdownView) -> None:
    view.show_markdown("Run `sfc /scannow` now\n\n## Run `sfc /scannow`\n")

    def size_of(word: str) -> int:
        cursor = view.document().find(word, 0 if word == "sfc" else 20)
        return int(cursor.charFormat().property(QTextFormat.Property.FontPixelSize) or 0)

    usual = QFontInfo(view.document().defaultFont()).pixelSize()
    assert 0 < size_of("sfc") < usual
    assert size_of("scannow") >= usual


def test_a_short_text_is_not_settled() -> None:
    assert settled_length("one\n\ntwo", 0) == 0


def test_a_long_text_is_settled_up_to_its_last_blank_line() -> None:
    text = "word " * 300 + "\n\nlast"
    assert text[settled_length(text, 0) :] == "last"


def test_nothing_is_settled_inside_of_code() -> None:
    text = "before\n\n```\n" + "x = 1\n\n" * 300
    assert text[: settled_length(text, 0)] == "before\n\n"


def test_code_is_copied_without_the_line_above_it(qtbot: QtBot, view: MarkdownView) -> None:
    view.show_markdown("Run:\n\n```powershell\nGet-Service\n\nExit\n```\n\n```\nplain\n```")
    assert "powershell" in view.toPlainText()
    with qtbot.waitSignal(view.code_chosen) as copied:
        view.anchorClicked.emit(QUrl("code:0"))
    assert copied.args == ["Get-Service\n\nExit"]
    assert QGuiApplication.clipboard().text() == "Get-Service\n\nExit"
    view.selectAll()
    view.copy()
    assert "powershell" not in QGuiApplication.clipboard().text()
    assert "Copy code" not in QGuiApplication.clipboard().text()


def test_a_link_that_a_model_wrote_as_one_of_ours_does_no_harm(qtbot: QtBot, view: MarkdownView) -> None:
    view.show_markdown("[a](code:99) [b](quote:99) [c](fix:99) [d](code:../../x)")
    pointed: list[int] = []
    view.quote_pointed.connect(pointed.append)
    for link in ("code:99", "quote:99", "code:../../x"):
        view.anchorClicked.emit(QUrl(link))
        view.highlighted.emit(QUrl(link))
    assert view.quote_rect(99).isNull()


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](https://example.org/pixel.png)",
        "![x](file:///etc/passwd)",
        "![x](data:image/svg+xml;base64,PHN2Zy8+)",
        "![x](qrc:/x.png) ![x](\\\\server\\share\\x.png)",
        "<img src='https://example.org/a.png'><iframe src='file:///'></iframe>",
        "<style>*{display:none}</style><script>alert(1)</script>",
        "[x](javascript:alert(1)) <https://example.org> [y](file:///etc/passwd)",
        "> " * 200 + "deep",
        "- " * 300 + "deep",
        "|" * 2000 + "\n" + "|-" * 2000 + "|\n",
        "*" * 3000 + "_" * 3000 + "`" * 3001,
        "[" * 3000 + "](" * 1000,
        "```" + "x" * 5000 + "\n```",
        "&#0;&#xD800;&lt;b&gt;\x00\x1b[31m\u202eabc\u2066",
        "[a]: https://example.org/x.png\n![a]\n[^1]: note",
        "😀" * 500,
        "\ufffc\u2060\u2063x",
    ],
)
def test_hostile_markdown_loads_nothing_and_breaks_nothing(
    view: MarkdownView, monkeypatch: pytest.MonkeyPatch, hostile: str
) -> None:
    loaded: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda *_: loaded.append("socket"))
    view.show_markdown(f"Before\n\n{hostile}\n\nAfter")
    view.grab()
    assert loaded == []
    assert "Before" in view.toPlainText()
    assert view.height() < 60_000


def test_code_within_a_list_stands_at_the_margin_and_is_never_cut(qtbot: QtBot, theme: Theme) -> None:
    view = MarkdownView(theme)
    qtbot.addWidget(view)
    view.resize(300, 400)
    view.show()
    path = "C:\\Windows\\System32\\spool\\PRINTERS\\" + "x" * 60
    view.show_markdown(f"1. Run this:\n\n   ```powershell\n   Stop-Service Spooler\n   del {path}\n   exit\n   ```\n")
    lines = []
    block = view.document().begin()
    while block.isValid():
        if block.text().startswith(("Stop", "del", "exit")):
            lines.append((block.blockFormat().indent(), round(block.layout().lineAt(0).position().x())))
            widest = max(block.layout().lineAt(row).naturalTextWidth() for row in range(block.layout().lineCount()))
            assert widest <= view.viewport().width()
        block = block.next()
    assert len(lines) == 3
    assert len(set(lines)) == 1, "all lines begin at the same place"

"""Fixes in every format and back, and what an import would change."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.assistant.fix_book import FixBook
from engine.domain.fix_exchange import FixFormat, Standing
from engine.domain.knowledge import CannedFix, FixState
from engine.errors import KnowledgeError
from engine.imaging import decode_pixels
from engine.knowledge.exchange import read_fixes
from engine.knowledge.jsonl import read_lines, write_lines
from engine.knowledge.tables import read_table, write_table
from engine.wording import Language
from tests.fakes.redactor import WordRedactor
from tests.fakes.stores import MemoryStore

EN, ZH = Language.EN, Language.ZH
PRINTER = CannedFix(
    "printer",
    EN,
    "Printer offline",
    "- one\n- two {{floor:number|3}}",
    category="Printing",
    tags=("a|b", "c\\d", "=e"),
    shortcut="/off",
    owner="Ana, desk 2",
    valid_until=date(2027, 1, 31),
    state=FixState.DRAFT,
)
PRINTER_ZH = replace(PRINTER, language=ZH, title="打印机脱机", body="1. 重启「打印后台处理程序」")


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def book(store: MemoryStore) -> FixBook:
    return FixBook(store, WordRedactor())


LINE = st.text(st.sampled_from("aZ0 =+-@'\"|\\,;\t打#:!"), max_size=12).map(str.strip).filter(lambda t: "\t" not in t)
FIX = st.builds(
    CannedFix,
    uid=st.sampled_from("abcdef"),
    language=st.sampled_from(Language),
    title=LINE.filter(bool),
    body=st.lists(LINE, min_size=1, max_size=4)
    .map("\n".join)
    .filter(lambda body: body.strip() and body == body.strip("\n")),
    tags=st.lists(LINE.filter(bool), max_size=3).map(tuple),
    category=LINE,
    state=st.sampled_from(FixState),
)
FIXES = st.lists(FIX, max_size=3, unique_by=lambda fix: (fix.uid, fix.language))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(FIX, max_size=3, unique_by=lambda fix: (fix.uid, fix.language)), st.sampled_from(["utf-8-sig", "gb18030"])
)
def test_a_table_gives_back_what_was_written(fixes: list[CannedFix], encoding: str) -> None:
    data = write_table(fixes, encoding)
    assert [incoming.fix for incoming in read_table(data, Path("a.csv")).fixes] == fixes


@settings(max_examples=50, deadline=None)
@given(FIXES)
def test_no_cell_of_a_table_begins_like_a_formula(fixes: list[CannedFix]) -> None:
    rows = csv.reader(io.StringIO(write_table(fixes).decode("utf-8-sig")))
    assert not [cell for row in rows for cell in row if cell.lstrip(" ")[:1] in tuple("=+-@\t\r")]


@settings(max_examples=50, deadline=None)
@given(FIXES)
def test_json_lines_give_back_what_was_written(fixes: list[CannedFix]) -> None:
    assert [incoming.fix for incoming in read_lines(write_lines(fixes, {}), Path("a.jsonl")).fixes] == fixes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_as_spreadsheets_write_it(encoding: str, separator: str) -> None:
    rows = [["uid", "language", "title", "body", "tags"], ["a", "zh", "打印机", "1. 重启", "打印|驱动"]]
    text = "\r\n".join(separator.join(row) for row in rows)
    [incoming] = read_table(text.encode(encoding), Path("a.csv")).fixes
    assert (incoming.fix.title, incoming.fix.body, incoming.fix.tags) == ("打印机", "1. 重启", ("打印", "驱动"))


def test_a_table_that_a_desk_kept_by_itself_needs_but_titles_and_bodies() -> None:
    def read(text: str) -> list[CannedFix]:
        return [incoming.fix for incoming in read_table(text.encode(), Path("a.csv")).fixes]

    table = "title,body\nPrinter offline,1. Restart\n打印机脱机,1. 重启\nPrinter offline,1. Wait\n"
    fixes = read(table)
    assert [fix.language for fix in fixes] == [EN, ZH, EN]
    assert [fix.uid for fix in fixes[::2]] == ["table-printer-offline", "table-printer-offline-2"]
    assert read(table) == fixes, "read again, each is the same fix"
    assert len({fix.uid for fix in fixes}) == 3
    [first, second] = read("uid,title,body\n,Own name,1. x\ntable-own-name,Other,1. y\n")
    assert (first.uid, second.uid) == ("table-own-name-2", "table-own-name")


@pytest.mark.parametrize("fix_format", [FixFormat.MARKDOWN, FixFormat.CSV, FixFormat.JSONL])
def test_what_is_exported_changes_nothing_when_it_is_imported(
    book: FixBook, tmp_path: Path, fix_format: FixFormat
) -> None:
    book.put([PRINTER, PRINTER_ZH])
    path = tmp_path / f"fixes.{fix_format}"
    assert book.export(path, fix_format).count == 2
    plan = book.plan_import(path, fix_format)
    assert [row.standing for row in plan.rows] == [Standing.SAME, Standing.SAME]


@pytest.mark.parametrize("fix_format", [FixFormat.MARKDOWN, FixFormat.JSONL])
def test_pictures_travel_with_their_fix(tmp_path: Path, fix_format: FixFormat) -> None:
    source = tmp_path / "in" / "en"
    source.mkdir(parents=True)
    Image.new("RGB", (5, 3), (200, 10, 10)).save(tmp_path / "in" / "menu.png", pnginfo=None)
    (source / "a.md").write_text("---\nuid: a\nlanguage: en\ntitle: b\n---\n1. ![menu](../menu.png)\n")
    first, second = MemoryStore(), MemoryStore()
    book, other = FixBook(first, WordRedactor()), FixBook(second, WordRedactor())
    book.carry_out(book.plan_import(tmp_path / "in"))
    out = tmp_path / "out"
    book.export(out, fix_format)
    other.carry_out(other.plan_import(out, fix_format))
    assert second.fixes() == first.fixes()
    [digest] = second.fixes()[0].picture_digests
    shown = decode_pixels(second.fix_pictures([digest])[digest].encoded)
    assert (shown.width, shown.height, shown.rgb[:3]) == (5, 3, bytes((200, 10, 10)))


def test_an_import_says_what_it_would_do_and_does_nothing_yet(
    book: FixBook, store: MemoryStore, tmp_path: Path
) -> None:
    book.put([PRINTER, replace(PRINTER, uid="same", shortcut="")])
    book.export(tmp_path)
    path = tmp_path / "en" / "printing" / "printer.md"
    path.write_text(path.read_text().replace("- one", "- first"))
    (tmp_path / "en" / "new.md").write_text("---\nuid: new\nlanguage: en\ntitle: b\n---\nc")
    plan = book.plan_import(tmp_path)
    assert {row.incoming.fix.uid: row.standing for row in plan.rows} == {
        "printer": Standing.CHANGED,
        "same": Standing.SAME,
        "new": Standing.NEW,
    }
    assert len(store.fixes()) == 2
    assert book.carry_out(plan) == 2
    assert {fix.uid: fix.version for fix in store.fixes()} == {"printer": 2, "same": 1, "new": 1}


def test_what_was_changed_here_meanwhile_is_a_conflict_and_nothing_is_taken_over(
    book: FixBook, store: MemoryStore, tmp_path: Path
) -> None:
    book.put([PRINTER])
    book.export(tmp_path)
    here = replace(PRINTER, body="changed here")
    book.put([here])
    (tmp_path / "en" / "new.md").write_text("---\nuid: new\nlanguage: en\ntitle: b\n---\nc")
    plan = book.plan_import(tmp_path)
    assert plan.count(Standing.CONFLICT) == 1
    with pytest.raises(KnowledgeError) as caught:
        book.carry_out(plan)
    assert caught.value.key == "fixes.conflicts"
    assert list(store.fixes()) == [here]
    assert book.carry_out(plan, overwrite=True) == 2
    assert [kept.fix.body for kept in store.fix_versions("printer", EN)] == [PRINTER.body, "changed here", PRINTER.body]


def test_a_later_version_from_another_desk_is_no_conflict(tmp_path: Path) -> None:
    here, there = FixBook(MemoryStore(), WordRedactor()), FixBook(MemoryStore(), WordRedactor())
    there.put([PRINTER])
    there.export(tmp_path / "one")
    here.carry_out(here.plan_import(tmp_path / "one"))
    there.put([replace(PRINTER, body="better")])
    there.export(tmp_path / "two")
    assert here.plan_import(tmp_path / "two").rows[0].standing is Standing.CHANGED


def test_a_shortcut_that_is_taken_is_a_conflict(book: FixBook, tmp_path: Path) -> None:
    book.put([PRINTER])
    (tmp_path / "a.md").write_text("---\nuid: other\nlanguage: en\ntitle: b\nshortcut: /OFF\n---\nc")
    [row] = book.plan_import(tmp_path).rows
    assert (row.standing, row.rival) == (Standing.CONFLICT, "printer")


def test_zammad_text_modules_keep_words_order_and_variables(tmp_path: Path) -> None:
    path = tmp_path / "modules.csv"
    path.write_text(
        "id,name,keywords,content,note,active\n"
        '7,Printer reset,"prn, reset","<div>Dear #{ticket.customer.firstname},<ol><li>Turn it <b>off</b></li>'
        '<li>Wait</li></ol><script>x()</script>Bye</div>",,true\n'
        "8,旧模块,,已停用,,false\n",
        encoding="utf-8",
    )
    first, second = (incoming.fix for incoming in read_fixes(path, FixFormat.ZAMMAD).fixes)
    assert first.body == "Dear {{ticket.customer.firstname}},\n\n1. Turn it **off**\n2. Wait\n\nBye"
    assert (first.uid, first.shortcut, first.tags, first.language) == ("zammad-7", "/prn", ("prn", "reset"), EN)
    assert (second.state, second.language) == (FixState.RETIRED, ZH)


def test_chatwoot_responses_are_read_and_get_the_same_uids_again(tmp_path: Path) -> None:
    path = tmp_path / "canned.json"
    rows = [
        {"id": 1, "short_code": "hi", "content": "Hello {{contact.name}}"},
        {"id": 2, "short_code": "您好", "content": "您好,请稍等"},
    ]
    path.write_text(json.dumps(rows))
    first, second = (incoming.fix for incoming in read_fixes(path, FixFormat.CHATWOOT).fixes)
    assert (first.uid, first.shortcut, first.body) == ("chatwoot-hi", "/hi", "Hello {{contact.name}}")
    assert (second.language, second.shortcut) == (ZH, "/您好")
    assert [each.fix for each in read_fixes(path, FixFormat.CHATWOOT).fixes] == [first, second]


def test_espanso_matches_become_fixes_with_typed_blanks(tmp_path: Path) -> None:
    path = tmp_path / "base.yml"
    path.write_text(
        """
global_vars:
  - {name: desk, type: echo, params: {echo: IT desk}}
matches:
  - trigger: ":reset"
    label: Password reset
    form: "Dear [[name]], pick [[site]] by {{day}}. {{desk}}$|$"
    form_fields:
      name: {default: colleague}
      site: {type: choice, values: [North, South]}
    vars:
      - {name: day, type: date, params: {format: "%d"}}
  - triggers: [":a", ":b"]
    replace: plain
""",
        encoding="utf-8",
    )
    first, second = (incoming.fix for incoming in read_fixes(path).fixes)
    assert first.body == "Dear {{name|colleague}}, pick {{site:choice=North,South}} by {{day:date|today}}. IT desk"
    assert (first.title, first.shortcut) == ("Password reset", ":reset")
    assert (second.shortcut, second.body) == (":a", "plain")

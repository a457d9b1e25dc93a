"""Everything can be taken out in open formats and in again."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from engine.assistant.exports import export_case, export_everything
from engine.errors import StoreError
from engine.knowledge import read_folder
from engine.settings import Folders
from engine.store import cases_in, open_store
from engine.wording import Language
from tests.unit.store.every_kind import content, picture


def _other(tmp_path: Path) -> Folders:
    return Folders.below(tmp_path / "other machine")


def test_what_was_exported_as_lines_comes_back_the_same(filled: Folders, tmp_path: Path) -> None:
    store = open_store(filled)
    wanted = content(store)
    assert store.export_lines(tmp_path / "all.jsonl", None) == 2
    store.close()
    other = open_store(_other(tmp_path))
    report = other.import_lines(tmp_path / "all.jsonl")
    assert (report.new, report.same, report.pictures) == (2, 0, 1)
    assert content(other) == wanted
    assert other.search("ipconfig")
    assert other.search("0x80")
    again = other.import_lines(tmp_path / "all.jsonl")
    assert (again.new, again.same) == (0, 2)
    assert content(other) == wanted
    other.close()


def test_lines_that_an_earlier_version_wrote_are_taken_in(filled: Folders, tmp_path: Path) -> None:
    store = open_store(filled)
    store.export_lines(tmp_path / "all.jsonl", None)
    store.close()
    rows = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text("utf-8").splitlines()]
    told = [row["usage"] for row in rows if row.get("usage")]
    assert told
    for usage in told:
        del usage["waited_ms"]
    (tmp_path / "old.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    other = open_store(_other(tmp_path))
    assert other.import_lines(tmp_path / "old.jsonl").new == 2
    other.close()


def test_a_dry_run_tells_and_changes_nothing(filled: Folders, tmp_path: Path) -> None:
    store = open_store(filled)
    store.export_lines(tmp_path / "all.jsonl", None)
    store.close()
    other = open_store(_other(tmp_path))
    assert other.import_lines(tmp_path / "all.jsonl", is_dry=True).new == 2
    assert not other.conversations()
    other.close()


Spoil = Callable[[list[dict[str, object]]], None]


def _line(kind: str, /, **changes: object) -> Spoil:
    def spoil(rows: list[dict[str, object]]) -> None:
        next(row for row in rows if row["kind"] == kind).update(changes)

    return spoil


def _bomb(rows: list[dict[str, object]]) -> None:
    file = BytesIO()
    Image.new("1", (30_000, 30_000)).save(file, "PNG")
    _line("picture", content=base64.b64encode(file.getvalue()).decode())(rows)


@pytest.mark.parametrize(
    "spoil",
    [
        _line("message", body=7),
        _line("message", role="system administrator"),
        _line("message", state="done"),
        _line("message", created_ms="yesterday"),
        _line("message", created_ms=2**70),
        _line("message", citations=[{"number": 1}]),
        _line("message", kind="massage"),
        _line("message", usage={"model": "m"}),
        _line("case", title=None),
        _line("case", schema="deskside.case/9"),
        _line("case", tags=[3]),
        _line("picture", digest="0" * 64),
        _line("picture", content="no base64!"),
        _line("picture", content=base64.b64encode(b"no picture").decode()),
        _bomb,
        lambda rows: rows.reverse(),
        lambda rows: rows.append(rows[-1]),
        lambda rows: rows.append({}),
    ],
)
def test_one_bad_line_and_nothing_is_taken_in(filled: Folders, tmp_path: Path, spoil: Spoil) -> None:
    store = open_store(filled)
    store.export_lines(tmp_path / "all.jsonl", None)
    store.close()
    rows = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    spoil(rows)
    (tmp_path / "bad.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    other = open_store(_other(tmp_path))
    with pytest.raises(StoreError) as caught:
        other.import_lines(tmp_path / "bad.jsonl")
    assert caught.value.key == "store.import_unreadable"
    assert not other.conversations()
    other.close()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[" * 100_000, b"{}", b"null", b'"x"', b"\x00" * 100])
def test_what_is_no_file_of_cases_is_refused(folders: Folders, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.jsonl").write_bytes(content)
    store = open_store(folders)
    with pytest.raises(StoreError):
        store.import_lines(tmp_path / "bad.jsonl")
    store.close()


def test_a_case_as_html_is_one_file_that_runs_and_loads_nothing(filled: Folders, tmp_path: Path) -> None:
    store = open_store(filled)
    case = store.search("ipconfig")[0].conversation.id
    export_case(store, store, case, tmp_path / "case.html", Language.ZH)
    store.close()
    html = (tmp_path / "case.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "&lt;b&gt;das&lt;/b&gt;" in html
    assert "<pre><code>ipconfig /all" in html
    assert "default-src 'none'" in html
    assert not re.findall(r"(?:src|href)=\"(?!data:image/webp;base64,)", html)
    (content,) = re.findall(r"data:image/webp;base64,([^\"]+)", html)
    assert Image.open(BytesIO(base64.b64decode(content))).convert("RGB").tobytes() == picture().rgb
    assert list(tmp_path.glob("case*")) == [tmp_path / "case.html"]


def test_everything_is_exported_in_every_format_for_reading_and_for_coming_back(
    filled: Folders, tmp_path: Path
) -> None:
    store = open_store(filled)
    assert export_everything(store, store, tmp_path / "out") == 2
    assert store.audit_entries(1)[0].action == "everything.exported"
    with pytest.raises(StoreError) as caught:
        export_everything(store, store, tmp_path / "out")
    assert caught.value.key == "assistant.export_folder_used"
    fixes = store.fixes()
    store.close()
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"cases", "cases.html", "cases.jsonl", "fixes"}
    markdown = [path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "cases").glob("*.md")]
    assert len(markdown) == 2
    assert any("ipconfig /all" in text and "`#vpn`" in text for text in markdown)
    assert len(list((tmp_path / "out" / "cases").rglob("*.png"))) == 1
    assert [fix.uid for fix in read_folder(tmp_path / "out" / "fixes")] == [fix.uid for fix in fixes]


def test_an_export_says_where_a_picture_was_and_does_not_fail_for_it(filled: Folders, tmp_path: Path) -> None:
    (picture,) = (cases_in(filled) / "pictures").rglob("*.dsi")
    picture.unlink()
    store = open_store(filled)
    export_everything(store, store, tmp_path / "out")
    store.close()
    assert "not there any more" in (tmp_path / "out" / "cases.html").read_text(encoding="utf-8")


def test_a_private_case_can_be_exported_and_is_not_in_the_export_of_everything(
    folders: Folders, tmp_path: Path
) -> None:
    store = open_store(folders)
    case = store.start_conversation("private", is_private=True)
    store.add_question(case.id, "only here", [picture()])
    export_case(store, store, case.id, tmp_path / "case.jsonl")
    assert "only here" in (tmp_path / "case.jsonl").read_text(encoding="utf-8")
    assert store.export_lines(tmp_path / "all.jsonl", None) == 0
    store.close()

"""Fixes are found by any part of what they say, in every state, titles first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.domain.knowledge import CannedFix, FixState
from engine.domain.search_text import contains, query_terms
from engine.store.fix_search import searched_text
from engine.store.keys import FileKeeper
from engine.store.store import SqliteStore
from engine.wording import Language

_EN, _ZH = Language.EN, Language.ZH
_FIXES = [
    CannedFix("sfc", _EN, "Repair Windows files", "Run `sfc /scannow` in PowerShell", error_codes=("0x80070005",)),
    CannedFix("sfc", _ZH, "修复 Windows 系统文件", "在管理员命令提示符中运行 `sfc /scannow`。"),
    CannedFix("spool", _EN, "Printer queue is stuck", "Restart the spooler", symptoms=("nothing comes out",)),
    CannedFix("vpn", _EN, "VPN drops", "The printer is not reachable then", shortcut="vpnx", state=FixState.DRAFT),
    CannedFix("old", _EN, "Printer on LPT1", "Gone", state=FixState.RETIRED),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    root: Path = tmp_path_factory.mktemp("fixes")
    opened = SqliteStore(root / "cases", FileKeeper(root / "key"))
    opened.put_fixes(_FIXES)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "uids"),
    [
        ("printer", ["spool", "old", "vpn"]),
        ("rinter", ["spool", "old", "vpn"]),
        ("owershell", ["sfc"]),
        ("70005", ["sfc"]),
        ("统文", ["sfc"]),
        ("管理员 scannow", ["sfc"]),
        ("comes out", ["spool"]),
        ("vpnx", ["vpn"]),
        ("nowhere", []),
        ("", []),
        ("printer tag:vpn", []),
        ("%", []),
    ],
)
def test_any_part_of_what_a_fix_says_finds_it_titles_first_retired_last(
    store: SqliteStore, typed: str, uids: list[str]
) -> None:
    assert [hit.fix.uid for hit in store.find_fixes(typed)] == uids


def test_a_hit_in_the_text_shows_the_words_around_it_and_one_in_the_title_none(store: SqliteStore) -> None:
    title, _, body = store.find_fixes("printer")
    assert title.snippet == ""
    ((start, end),) = body.highlights
    assert body.snippet[start:end] == "printer"
    assert body.snippet.startswith("The printer is not")


def test_no_more_come_than_were_asked_for(store: SqliteStore) -> None:
    assert len(store.find_fixes("printer", 2)) == 2
    assert store.find_fixes("printer", 0) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="printe sfc/0x8000统文件VPN.。", max_size=6))
def test_it_finds_what_reading_every_fix_would(store: SqliteStore, typed: str) -> None:
    terms = query_terms(typed)
    wanted = {(fix.uid, fix.language) for fix in _FIXES if terms and contains(searched_text(fix), terms)}
    assert {(hit.fix.uid, hit.fix.language) for hit in store.find_fixes(typed, 100)} == wanted


def test_what_a_fix_said_before_is_not_found(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    store.put_fixes([CannedFix("a", Language.EN, "Title", "zanzibar")])
    store.put_fixes([CannedFix("a", Language.EN, "Title", "quux")])
    assert not store.find_fixes("zanzibar")
    assert store.find_fixes("quux")
    store.close()


def test_the_fixes_of_an_older_file_are_found_once_it_is_open(tmp_path: Path) -> None:
    keys = FileKeeper(tmp_path / "key")
    store = SqliteStore(tmp_path / "cases", keys)
    store.put_fixes([CannedFix("a", Language.EN, "Title", "zanzibar")])
    with store._file.immediate() as db:
        db.execute("UPDATE fix SET search = ''")
    store.close()
    store = SqliteStore(tmp_path / "cases", keys)
    assert store.find_fixes("anziba")
    store.close()

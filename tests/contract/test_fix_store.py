"""What every FixStore keeps to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from engine.domain.knowledge import CannedFix
from engine.ports import FixStore
from engine.settings import Folders
from engine.store import open_store
from engine.store.keys import FileKeeper
from engine.store.store import SqliteStore
from engine.wording import Language
from tests.fakes.stores import MemoryStore

_FIX = CannedFix(
    uid="net-dns",
    language=Language.EN,
    title="Flush the DNS cache",
    body="1. Open a console\n2. `ipconfig /flushdns`",
    category="Network/DNS",
    tags=("dns", "cache"),
    product="Windows",
    os=("win10", "win11"),
    error_codes=("DNS_PROBE_FINISHED_NXDOMAIN",),
    symptoms=("site not found", "找不到网站"),
    shortcut="dns",
)
_FIX_ZH = replace(_FIX, language=Language.ZH, title="清除 DNS 缓存", body="1. 打开控制台")


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, folders: Folders) -> Iterator[MemoryStore | SqliteStore]:
    if request.param == "memory":
        yield MemoryStore()
        return
    opened = open_store(folders, keys=FileKeeper(folders.config / "case.key"))
    yield opened
    opened.close()


def test_a_fix_comes_back_as_it_was(store: FixStore) -> None:
    assert store.put_fixes([_FIX, _FIX_ZH]) == 2
    assert set(store.fixes()) == {_FIX, _FIX_ZH}


def test_fixes_stand_by_category_and_title(store: FixStore) -> None:
    fixes = [
        replace(_FIX, uid="3", category="b", title="a"),
        replace(_FIX, uid="2", category="a", title="b"),
        replace(_FIX, uid="1", category="a", title="a"),
    ]
    store.put_fixes(fixes)
    assert list(store.fixes()) == fixes[::-1]


def test_only_what_is_new_or_different_counts_as_changed(store: FixStore) -> None:
    store.put_fixes([_FIX])
    assert store.put_fixes([_FIX]) == 0
    changed = replace(_FIX, body="other")
    assert store.put_fixes([changed, _FIX_ZH]) == 2
    assert set(store.fixes()) == {changed, _FIX_ZH}


def test_deleting_takes_all_languages_and_the_count(store: FixStore) -> None:
    other = replace(_FIX, uid="other")
    store.put_fixes([_FIX, _FIX_ZH, other])
    store.record_use(_FIX.uid, None)
    store.delete_fix(_FIX.uid)
    assert list(store.fixes()) == [other]
    assert store.uses() == {}


def test_deleting_what_is_not_there_does_nothing(store: FixStore) -> None:
    store.delete_fix("nothing")
    assert list(store.fixes()) == []


def test_uses_are_counted_by_fix(store: FixStore) -> None:
    store.put_fixes([_FIX])
    for uid in ("net-dns", "net-dns", "other"):
        store.record_use(uid, None)
    assert store.uses() == {"net-dns": 2, "other": 1}


def test_a_changed_fix_keeps_its_count(store: FixStore) -> None:
    store.put_fixes([_FIX])
    store.record_use(_FIX.uid, None)
    store.put_fixes([replace(_FIX, title="other")])
    assert store.uses() == {_FIX.uid: 1}


def test_a_use_outlives_the_message_that_it_was_inserted_into(store: MemoryStore | SqliteStore) -> None:
    case = store.start_conversation("t")
    question = store.add_question(case.id, "why?")
    store.record_use(_FIX.uid, question.id)
    store.delete_conversation(case.id)
    store.record_use(_FIX.uid, question.id)
    assert store.uses() == {_FIX.uid: 2}

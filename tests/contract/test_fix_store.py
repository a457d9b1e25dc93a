"""What every FixStore keeps to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engine.domain.knowledge import CannedFix, FixPicture, FixState
from engine.ports import FixStore
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
    owner="Network desk",
    valid_until=date(2027, 3, 31),
    state=FixState.DRAFT,
)
_FIX_ZH = replace(_FIX, language=Language.ZH, title="清除 DNS 缓存", body="1. 打开控制台")


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
    assert store.fix_usage() == {}


def test_deleting_what_is_not_there_does_nothing(store: FixStore) -> None:
    store.delete_fix("nothing")
    assert list(store.fixes()) == []


def test_uses_are_counted_by_fix(store: FixStore) -> None:
    store.put_fixes([_FIX])
    for uid in ("net-dns", "net-dns", "other"):
        store.record_use(uid, None)
    assert {uid: fared.uses for uid, fared in store.fix_usage().items()} == {"net-dns": 2, "other": 1}


def test_a_changed_fix_keeps_its_count(store: FixStore) -> None:
    store.put_fixes([_FIX])
    store.record_use(_FIX.uid, None)
    store.put_fixes([replace(_FIX, title="other")])
    assert store.fix_usage()[_FIX.uid].uses == 1


def test_a_use_outlives_the_message_that_it_was_inserted_into(store: MemoryStore | SqliteStore) -> None:
    case = store.start_conversation("t")
    question = store.add_question(case.id, "why?")
    store.record_use(_FIX.uid, question.id)
    store.delete_conversation(case.id)
    store.record_use(_FIX.uid, question.id)
    assert store.fix_usage()[_FIX.uid].uses == 2


def test_a_changed_fix_keeps_what_it_said_before_with_who_wrote_it(store: FixStore) -> None:
    texts = [replace(_FIX, body=body) for body in ("one", "two", "three")]
    for number, fix in enumerate(texts):
        store.put_fixes([fix], author=f"agent {number}")
    versions = store.fix_versions(_FIX.uid, _FIX.language)
    assert [(kept.number, kept.fix, kept.author) for kept in versions] == [
        (3, texts[2], "agent 2"),
        (2, texts[1], "agent 1"),
        (1, texts[0], "agent 0"),
    ]
    assert versions[0].saved_ms >= versions[1].saved_ms > 0


def test_what_did_not_change_makes_no_version(store: FixStore) -> None:
    store.put_fixes([_FIX])
    store.put_fixes([_FIX], author="someone else")
    assert [kept.number for kept in store.fix_versions(_FIX.uid, _FIX.language)] == [1]


def test_going_back_is_a_new_version(store: FixStore) -> None:
    store.put_fixes([_FIX])
    store.put_fixes([replace(_FIX, body="worse")])
    store.put_fixes([store.fix_versions(_FIX.uid, _FIX.language)[1].fix])
    assert [kept.number for kept in store.fix_versions(_FIX.uid, _FIX.language)] == [3, 2, 1]
    assert list(store.fixes()) == [_FIX]


def test_a_version_number_from_elsewhere_is_taken_over_where_it_is_higher(store: FixStore) -> None:
    store.put_fixes([replace(_FIX, version=7)])
    assert store.fixes()[0].version == 7
    store.put_fixes([replace(_FIX, version=3, body="other")])
    assert store.fixes()[0].version == 8


def test_a_deleted_fix_leaves_no_version_and_no_picture(store: FixStore) -> None:
    picture = FixPicture("a" * 64, 2, 1, b"webp")
    shown = replace(_FIX, body=f"![menu](picture:{picture.digest})")
    store.put_fixes([shown], [picture])
    store.put_fixes([_FIX])
    assert store.fix_pictures([picture.digest]) == {picture.digest: picture}, "an earlier version still shows it"
    store.delete_fix(_FIX.uid)
    assert list(store.fix_versions(_FIX.uid, _FIX.language)) == []
    assert store.fix_pictures([picture.digest]) == {}


def test_a_picture_that_no_fix_shows_is_not_kept(store: FixStore) -> None:
    store.put_fixes([_FIX], [FixPicture("b" * 64, 2, 1, b"webp")])
    assert store.fix_pictures(["b" * 64]) == {}


def test_what_agents_say_about_a_use_is_counted_once(store: FixStore) -> None:
    first, second, _ = (store.record_use(_FIX.uid, None) for _ in range(3))
    store.mark_use(first, has_solved=False)
    store.mark_use(first, has_solved=True)
    store.mark_use(second, has_solved=False)
    fared = store.fix_usage()[_FIX.uid]
    assert (fared.uses, fared.solved, fared.not_solved) == (3, 1, 1)
    assert fared.last_used_ms > 0


def test_what_an_export_wrote_is_remembered_for_each_place(store: FixStore) -> None:
    assert store.exported_files("/a") == {}
    store.note_exported("/a", {"en/x.md": "1", "en/打印.md": "2"})
    store.note_exported("/b", {})
    store.note_exported("/a", {"en/打印.md": "3"})
    assert (store.exported_files("/a"), store.exported_files("/b")) == ({"en/打印.md": "3"}, {})

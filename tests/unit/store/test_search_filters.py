"""Filters let through what they say, and the best hit comes first where that was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from engine.domain.answer import Answer
from engine.domain.case_query import SearchOrder
from engine.domain.conversation import FinishReason, MessageState
from engine.domain.knowledge import Citation
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.store.keys import FileKeeper
from engine.store.store import SqliteStore
from engine.wording import Language

_DAY_MS = 24 * 3600 * 1000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    """Five cases, a day apart from 1 March 2026 on, each about a printer."""
    moment = [1_772_366_400_000 - _DAY_MS]  # 1 March 2026, noon UTC
    folder: Path = tmp_path_factory.mktemp("filters")
    opened = SqliteStore(folder / "cases", FileKeeper(folder / "key"), clock=lambda: moment[0])
    cases = {}
    for name in ("plain", "tagged", "shown", "cited", "chinese"):
        moment[0] += _DAY_MS
        case = opened.start_conversation(name)
        cases[name] = case.id
        picture = RedactedImage(
            4, 4, bytes(48), spans=(TextSpan("printer", Region(0, 0, 4, 4), 1),), application="SAPlogon.exe"
        )
        opened.add_question(case.id, "the printer is offline", [picture] if name == "shown" else [])
        if name == "cited":
            answer = opened.start_answer(case.id)
            citation = Citation(1, "print-queue", Language.EN, "Printer queue is stuck")
            opened.finish_answer(
                answer.id, Answer("Restart it", FinishReason.COMPLETE, (citation,)), MessageState.COMPLETE
            )
    opened.set_tags(cases["tagged"], ["vpn", "kb5034441"])
    opened.set_tags(cases["chinese"], ["打印机"])
    opened.set_folder([cases["plain"]], "Printers/HP")
    opened.set_folder([cases["shown"], cases["chinese"]], "打印 机/一层")
    opened.set_archived([cases["plain"], cases["cited"]], True)
    opened.set_pinned(cases["shown"], True)
    opened.set_held(cases["tagged"], True)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tag:vpn", ["tagged"]),
        ("tag:VPN printer", ["tagged"]),
        ("tag:kb5034441", ["tagged"]),
        ("tag:kb", ["tagged"]),
        ("tag:打印", ["chinese"]),
        ("tag:nothing printer", []),
        ("tag:vpn tag:打印机", []),
        ("has:image", ["shown"]),
        ("has:image printer", ["shown", "shown"]),
        ("app:SAPLogon", ["shown"]),
        ("app:saplogon", ["shown"]),
        ("app:excel", []),
        ("fix:print-queue", ["cited"]),
        ("fix:stuck printer", ["cited"]),
        ("fix:print", ["cited"]),
        ("before:2026-03-03 printer", ["tagged", "plain"]),
        ("after:2026-03-04", ["chinese", "cited"]),
        ("after:2026-03-02 before:2026-03-04", ["shown", "tagged"]),
        ("before:1999", []),
        ("tag:%", []),
        ("tag:_pn", []),
        ("folder:printers", ["plain"]),
        ("folder:hp printer", ["plain"]),
        ("folder:Printers/H", ["plain"]),
        ("folder:inters", []),
        ("folder:%", []),
        ('文件夹："打印 机"', ["chinese", "shown"]),
        ("is:archived", ["cited", "plain"]),
        ("是：归档 printer", ["cited", "plain"]),
        ("is:open", ["chinese", "shown", "tagged"]),
        ("is:pinned", ["shown"]),
        ("is:held printer", ["tagged"]),
        ("is:archived folder:printers", ["plain"]),
    ],
)
def test_a_filter_lets_through_what_it_says_newest_first(store: SqliteStore, typed: str, found: list[str]) -> None:
    assert [hit.conversation.title for hit in store.search(typed)] == found


def test_a_day_begins_at_midnight_and_that_moment_is_of_the_day(tmp_path: Path) -> None:
    midnight = int(datetime(2026, 3, 2).timestamp() * 1000)
    moment = [midnight - 1000]
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"), clock=lambda: moment[0])
    case = store.start_conversation("case").id
    asked = []
    for moment[0] in (midnight - 1, midnight):
        asked.append(store.add_question(case, "printer"))
    assert [message.created_ms for message in asked] == [midnight - 1, midnight]
    assert [hit.message_id for hit in store.search("printer before:2026-03-02")] == [asked[0].id]
    assert [hit.message_id for hit in store.search("printer after:2026-03-02")] == [asked[1].id]
    store.close()


def test_filters_alone_list_cases_with_nothing_marked(store: SqliteStore) -> None:
    (hit,) = store.search("tag:vpn")
    assert (hit.snippet, hit.highlights) == ("", ())


def test_best_first_puts_whole_words_and_titles_before_parts_and_long_texts(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    title = store.start_conversation("Outlook asks for the password")
    word = store.add_question(store.start_conversation("a").id, "outlook")
    far = store.add_question(store.start_conversation("b").id, "x " * 400 + "outlook")
    part = store.add_question(store.start_conversation("c").id, "the word outlooking")
    newest = [hit.message_id for hit in store.search("outlook")]
    best = [hit.message_id or hit.conversation.id for hit in store.search("outlook", order=SearchOrder.BEST)]
    assert newest[:3] == [part.id, far.id, word.id]
    assert best[:2] == [title.id, word.id]
    assert set(best[2:]) == {far.id, part.id}
    assert [hit.message_id for hit in store.search("outlook", 1, SearchOrder.BEST)] == [0]
    store.close()


def test_filters_hold_for_the_best_as_well(store: SqliteStore) -> None:
    found = [hit.conversation.title for hit in store.search("printer tag:vpn", order=SearchOrder.BEST)]
    assert found == ["tagged"]

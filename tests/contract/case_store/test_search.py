"""What a search finds in messages, in titles and on pictures."""

from __future__ import annotations

import pytest

from engine.domain.conversation import MessageState
from engine.domain.search_text import normalised
from engine.ports import CaseStore
from tests.contract.case_store.kept import ANSWER, picture


@pytest.mark.parametrize(
    "query",
    ["重", "置密", "重置密码", "p", "shell", "PowerShell", "powersh", "KB50", "5034441", "0x8007",
     "80070005", "70005", "8007", "密码 shell", "shell 密码", "(KB", "码。", "e.", "ＫＢ５０", "CAFE",
     "résumé"],
)  # fmt: skip
def test_every_substring_is_found(store: CaseStore, query: str) -> None:
    case = store.start_conversation("t")
    kept = store.add_question(case.id, "PowerShell: 重置密码。Look at page.\n(KB5034441) 0x80070005 Café resume")
    (hit,) = store.search(query)
    assert hit.message_id == kept.id
    assert not hit.is_on_picture
    needles = {normalised(part) for part in query.split()}
    assert {normalised(hit.snippet[start:end]) for start, end in hit.highlights} == needles


@pytest.mark.parametrize("query", ["", "  ", "置重", "shellpower", "KB5034442", "0x8007 vpn", "?", "码 。L。"])
def test_nothing_else_is_found(store: CaseStore, query: str) -> None:
    store.add_question(store.start_conversation("t").id, "PowerShell: 重置密码。Look (KB5034441) 0x80070005")
    assert list(store.search(query)) == []


@pytest.mark.parametrize("query", ['"', "'", "* OR 1", 'x" OR "y', "%", "_", "NEAR(a b)", "body:a", "\\", "\x00"])
def test_signs_in_a_query_mean_themselves(store: CaseStore, query: str) -> None:
    case = store.start_conversation("t")
    store.add_question(case.id, "plain words")
    kept = store.add_question(case.id, f"with {query} inside")
    assert [hit.message_id for hit in store.search(query)] == [kept.id]


def test_search_reads_pictures_and_titles_too(store: CaseStore) -> None:
    case = store.start_conversation("Outlook 无法启动")
    question = store.add_question(case.id, "see", [picture(text="Cannot start Microsoft Outlook")])
    hits = store.search("outlook")
    assert {(hit.message_id, hit.is_on_picture) for hit in hits} == {
        (question.id, True),
        (question.id, False),
    }
    on_picture = next(hit for hit in hits if hit.is_on_picture)
    assert "Outlook" in on_picture.snippet
    assert on_picture.conversation == store.conversation(case.id)


def test_hits_come_newest_first_and_no_more_than_asked_for(store: CaseStore) -> None:
    cases = [store.start_conversation("t") for _ in range(3)]
    ids = [store.add_question(cases[number % 3].id, f"printer {number}").id for number in range(9)]
    assert [hit.message_id for hit in store.search("rinter", limit=4)] == ids[:4:-1]


def test_a_growing_answer_can_be_found_and_its_former_text_cannot(store: CaseStore) -> None:
    answer = store.start_answer(store.start_conversation("t").id)
    store.save_partial_answer(answer.id, "first draft")
    assert store.search("draft")
    store.finish_answer(answer.id, ANSWER, MessageState.COMPLETE)
    assert not store.search("draft")
    assert store.search("sfc")


def test_a_deleted_case_is_found_no_more(store: CaseStore) -> None:
    case = store.start_conversation("secretword title")
    store.add_question(case.id, "secretword body", [picture(text="secretword picture")])
    assert len(store.search("secretword")) == 3
    store.delete_conversation(case.id)
    assert not store.search("secretword")


def test_a_search_tells_what_counts_from_what_was_replaced(store: CaseStore) -> None:
    case = store.start_conversation("printer title")
    first = store.add_question(case.id, "printer one", [picture(text="printer picture"), picture(9, "printer gone")])
    answer = store.start_answer(case.id)
    store.save_partial_answer(answer.id, "printer answer")
    edited = store.add_question(case.id, "printer two", [picture(text="printer picture")], replaces=first.id)
    hits = store.search("printer")
    assert {(hit.snippet, hit.message_id, hit.is_replaced) for hit in hits} == {
        ("printer title", edited.id, False),
        ("printer two", edited.id, False),
        ("printer picture", edited.id, False),
        ("printer one", first.id, True),
        ("printer gone", first.id, True),
        ("printer answer", answer.id, True),
    }

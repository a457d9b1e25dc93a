"""Cases themselves: the list of them, their folders, tags and ends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.domain.conversation import MessageState
from engine.domain.filing import ARCHIVE, CURRENT, CasePlace
from engine.errors import StoreError
from engine.ports import CaseStore
from engine.wording import Language, say
from tests.contract.case_store.kept import ANSWER, picture


def test_a_new_case_is_empty_and_listed(store: CaseStore) -> None:
    case = store.start_conversation("打印机 offline")
    assert case.title == "打印机 offline"
    assert case.message_count == 0
    assert list(store.conversations()) == [case]
    assert list(store.messages(case.id)) == []


def test_the_case_written_to_last_stands_first(store: CaseStore) -> None:
    first, second = store.start_conversation("a"), store.start_conversation("b")
    assert [case.id for case in store.conversations()] == [second.id, first.id]
    store.add_question(first.id, "again")
    assert [case.id for case in store.conversations()] == [first.id, second.id]


def test_pages_of_the_list_follow_each_other_without_gap_or_repeat(store: CaseStore) -> None:
    made = [store.start_conversation(str(number)).id for number in range(7)]
    seen, before = [], None
    while page := store.conversations(limit=3, before=before):
        seen += [case.id for case in page]
        before = page[-1]
    assert seen == made[::-1]


def test_a_renamed_case_keeps_its_place(store: CaseStore) -> None:
    first, _ = store.start_conversation("a"), store.start_conversation("b")
    store.rename_conversation(first.id, "VPN 连接失败")
    assert [case.title for case in store.conversations()] == ["b", "VPN 连接失败"]
    assert store.search("连接失")[0].conversation.id == first.id
    assert not store.search("a")


def test_an_archived_case_leaves_the_list_and_comes_back_when_something_is_asked_in_it(store: CaseStore) -> None:
    done, open_ = store.start_conversation("done").id, store.start_conversation("open").id
    store.set_archived([done], True)
    assert [case.id for case in store.conversations(place=CURRENT)] == [open_]
    assert [case.id for case in store.conversations(place=ARCHIVE)] == [done]
    assert {case.id for case in store.conversations()} == {done, open_}
    assert store.search("done")[0].conversation.is_archived
    store.add_question(done, "once more")
    assert [case.id for case in store.conversations(place=CURRENT)] == [done, open_]


def test_cases_lie_in_folders_and_a_folder_shows_what_is_below_it(store: CaseStore) -> None:
    hp, brother, vpn = (store.start_conversation(name).id for name in ("hp", "brother", "vpn"))
    assert store.set_folder([hp], "Printers/HP") == "Printers/HP"
    assert store.set_folder([brother], "printers/hp") == "Printers/HP"
    store.set_folder([brother], "Printers")
    store.set_folder([vpn], "VPN")
    assert [case.id for case in store.conversations(place=CasePlace("printers"))] == [brother, hp]
    assert [(each.path, each.level, each.cases) for each in store.folders()] == [
        ("Printers", 0, 2), ("Printers/HP", 1, 1), ("VPN", 0, 1),
    ]  # fmt: skip
    assert store.rename_folder("Printers", "Devices") == 2
    assert store.conversation(hp).folder == "Devices/HP"
    store.set_folder([hp, brother, vpn], "")
    assert list(store.folders()) == []


def test_tags_are_added_to_many_cases_beside_those_they_have(store: CaseStore) -> None:
    first, second = store.start_conversation("a").id, store.start_conversation("b").id
    store.set_tags(first, ["vpn"])
    store.add_tags([first, second], ["urgent", "vpn"])
    assert store.conversation(first).tags == ("vpn", "urgent")
    assert store.conversation(second).tags == ("urgent", "vpn")


def test_many_cases_are_deleted_at_once(store: CaseStore) -> None:
    numbers = [store.start_conversation(str(number)).id for number in range(4)]
    store.delete_conversations(numbers[1:])
    assert [case.id for case in store.conversations()] == numbers[:1]


def test_what_is_gone_is_said_to_be_gone(store: CaseStore) -> None:
    shown = picture()
    case = store.start_conversation("t")
    answer = store.start_answer(case.id)
    store.add_question(case.id, "", [shown])
    store.delete_conversation(case.id)
    for call in (
        lambda: store.conversation(case.id),
        lambda: store.messages(case.id),
        lambda: store.rename_conversation(case.id, "x"),
        lambda: store.delete_conversation(case.id),
        lambda: store.add_question(case.id, "x"),
        lambda: store.start_answer(case.id),
    ):
        with pytest.raises(StoreError) as caught:
            call()
        assert caught.value.key == "store.no_such_case"
    for call in (
        lambda: store.save_partial_answer(answer.id, "x"),
        lambda: store.finish_answer(answer.id, ANSWER, MessageState.COMPLETE),
    ):
        with pytest.raises(StoreError) as caught:
            call()
        assert caught.value.key == "store.no_such_message"
    with pytest.raises(StoreError) as caught:
        store.picture(shown.digest)
    assert caught.value.key == "store.picture_missing"


def test_ids_of_deleted_cases_are_not_given_again(store: CaseStore) -> None:
    case = store.start_conversation("t")
    store.delete_conversation(case.id)
    assert store.start_conversation("u").id != case.id


def test_many_threads_may_write_at_once(store: CaseStore) -> None:
    case = store.start_conversation("t")

    def write(name: str) -> None:
        for number in range(10):
            store.add_question(case.id, f"{name}-{number}")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, "abcd"))
    bodies = [message.body for message in store.messages(case.id)]
    assert sorted(bodies) == sorted(f"{name}-{number}" for name in "abcd" for number in range(10))


def test_its_protection_is_a_sentence_in_both_languages(store: CaseStore) -> None:
    assert say(store.protection(), Language.EN)
    assert say(store.protection(), Language.ZH)


def test_closing_twice_is_allowed_and_nothing_is_told_after_it(store: CaseStore) -> None:
    case = store.start_conversation("Printer")
    store.close()
    store.close()
    with pytest.raises(StoreError) as caught:
        store.conversation(case.id)
    assert caught.value.key == "store.closed"


def test_ids_grow_with_time_and_those_of_private_cases_fall(store: CaseStore) -> None:
    for is_private in (False, True):
        case = store.start_conversation("Printer", is_private=is_private).id
        store.add_question(case, "First")
        store.start_answer(case)
        store.add_question(case, "Second")
        messages = store.messages(case)
        assert all((message.id < 0) == is_private for message in messages)
        assert [message.age for message in messages] == sorted({message.age for message in messages})

"""What every CaseStore keeps to: the encrypted file, and the fake that other rooms' tests use."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.domain.answer import Answer
from engine.domain.conversation import (
    FinishReason,
    KeptDraft,
    LogProbs,
    MessageState,
    Role,
    Usage,
    earlier_attempts,
    earlier_versions,
)
from engine.domain.filing import ARCHIVE, CURRENT, CasePlace
from engine.domain.finding import EntityType, Finding, FindingSource, Mask
from engine.domain.knowledge import Citation
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.domain.search_text import normalised
from engine.domain.text import TextSpan
from engine.errors import StoreError
from engine.ports import CaseStore
from engine.settings import Folders
from engine.store import open_store
from engine.store.keys import FileKeeper
from engine.wording import Language, say
from tests.fakes.stores import MemoryStore


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, folders: Folders) -> Iterator[CaseStore]:
    if request.param == "memory":
        yield MemoryStore()
        return
    opened = open_store(folders, keys=FileKeeper(folders.config / "case.key"))
    yield opened
    opened.close()


def _picture(shade: int = 7, text: str = "Error 0x80070005") -> RedactedImage:
    rgb = bytes((x * 5 + y * shade + channel) % 256 for y in range(20) for x in range(30) for channel in range(3))
    mask = Mask(Finding(EntityType.EMAIL, Region(1, 2, 8, 4), 0.9, "shape", FindingSource.TEXT, "EMAIL 1"))
    span = TextSpan(text, Region(0, 10, 28, 8), 0.97, tuple(range(len(text) + 1)))
    return RedactedImage(30, 20, rgb, (mask,), (span,))


_ANSWER = Answer(
    "Run **sfc** [1]",
    FinishReason.COMPLETE,
    (Citation(1, "win-sfc", Language.EN, "Repair Windows files"), Citation(2, "x", Language.ZH, "重置")),
    Usage("starter", 900, 300, 1, 42, 800, 2100),
    LogProbs(-0.21, -3.5),
    ("guard.blocked_term",),
)


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


def test_a_question_is_kept_with_its_pictures_in_order(store: CaseStore) -> None:
    case = store.start_conversation("t")
    pictures = [_picture(3, "one"), _picture(4, "two")]
    question = store.add_question(case.id, "why?", pictures)
    assert question.role is Role.AGENT
    assert question.state is MessageState.COMPLETE
    assert [item.digest for item in question.attachments] == [item.digest for item in pictures]
    assert [item.visible_text for item in question.attachments] == ["one", "two"]
    assert list(store.messages(case.id)) == [question]
    assert store.conversation(case.id).message_count == 1


def test_a_picture_comes_back_with_every_pixel_mask_and_span(store: CaseStore) -> None:
    picture = _picture()
    store.add_question(store.start_conversation("t").id, "", [picture])
    again = store.picture(picture.digest)
    assert (again.width, again.height, again.rgb) == (picture.width, picture.height, picture.rgb)
    assert again.masks == picture.masks
    assert again.spans == picture.spans


def test_the_same_picture_may_hang_on_many_messages(store: CaseStore) -> None:
    kept, gone = store.start_conversation("kept"), store.start_conversation("gone")
    store.add_question(kept.id, "", [_picture(), _picture()])
    store.add_question(gone.id, "", [_picture()])
    store.delete_conversation(gone.id)
    assert len(store.messages(kept.id)[0].attachments) == 2
    assert store.picture(_picture().digest) == _picture()


def test_an_answer_grows_and_is_finished(store: CaseStore) -> None:
    case = store.start_conversation("t")
    started = store.start_answer(case.id)
    assert (started.role, started.body, started.state) == (Role.ASSISTANT, "", MessageState.STREAMING)
    store.save_partial_answer(started.id, "Run")
    assert store.messages(case.id)[0].body == "Run"
    assert store.messages(case.id)[0].state is MessageState.STREAMING
    finished = store.finish_answer(started.id, _ANSWER, MessageState.COMPLETE)
    assert finished.body == _ANSWER.text
    assert finished.citations == _ANSWER.citations
    assert finished.reason == _ANSWER.reason
    assert finished.usage == _ANSWER.usage
    assert finished.logprobs == _ANSWER.logprobs
    assert finished.guard_notes == _ANSWER.guard_notes
    assert list(store.messages(case.id)) == [finished]


def test_a_part_that_comes_after_the_end_changes_nothing(store: CaseStore) -> None:
    case = store.start_conversation("t")
    answer = store.start_answer(case.id)
    finished = store.finish_answer(answer.id, _ANSWER, MessageState.COMPLETE)
    store.save_partial_answer(answer.id, "late")
    assert list(store.messages(case.id)) == [finished]


@pytest.mark.parametrize("state", [MessageState.STOPPED, MessageState.FAILED])
def test_an_answer_may_end_before_its_end(store: CaseStore, state: MessageState) -> None:
    answer = store.start_answer(store.start_conversation("t").id)
    assert store.finish_answer(answer.id, Answer("half", FinishReason.STOPPED), state).state is state


def test_what_is_gone_is_said_to_be_gone(store: CaseStore) -> None:
    picture = _picture()
    case = store.start_conversation("t")
    answer = store.start_answer(case.id)
    store.add_question(case.id, "", [picture])
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
        lambda: store.finish_answer(answer.id, _ANSWER, MessageState.COMPLETE),
    ):
        with pytest.raises(StoreError) as caught:
            call()
        assert caught.value.key == "store.no_such_message"
    with pytest.raises(StoreError) as caught:
        store.picture(picture.digest)
    assert caught.value.key == "store.picture_missing"


def test_ids_of_deleted_cases_are_not_given_again(store: CaseStore) -> None:
    case = store.start_conversation("t")
    store.delete_conversation(case.id)
    assert store.start_conversation("u").id != case.id


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
    question = store.add_question(case.id, "see", [_picture(text="Cannot start Microsoft Outlook")])
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
    store.finish_answer(answer.id, _ANSWER, MessageState.COMPLETE)
    assert not store.search("draft")
    assert store.search("sfc")


def test_a_deleted_case_is_found_no_more(store: CaseStore) -> None:
    case = store.start_conversation("secretword title")
    store.add_question(case.id, "secretword body", [_picture(text="secretword picture")])
    assert len(store.search("secretword")) == 3
    store.delete_conversation(case.id)
    assert not store.search("secretword")


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


def test_an_answer_asked_for_again_takes_the_place_of_the_old_one_and_keeps_it(store: CaseStore) -> None:
    case = store.start_conversation("t")
    asked = store.add_question(case.id, "q")
    old = store.finish_answer(store.start_answer(case.id).id, _ANSWER, MessageState.COMPLETE)
    new = store.start_answer(case.id, replaces=old.id)
    newest = store.start_answer(case.id, replaces=new.id)
    assert list(store.messages(case.id)) == [asked, newest]
    replaced = store.replaced_messages(case.id)
    assert [(each.id, each.replaced_by) for each in replaced] == [(old.id, new.id), (new.id, newest.id)]
    assert (replaced[0].body, replaced[0].citations) == (old.body, old.citations)
    assert [each.id for each in earlier_attempts(newest.id, replaced)] == [old.id, new.id]
    assert store.conversation(case.id).message_count == 2
    assert store.search("sfc")[0].conversation.message_count == 2


def test_all_that_follows_a_replaced_message_leaves_the_line_with_it(store: CaseStore) -> None:
    case, other = store.start_conversation("t"), store.start_conversation("other")
    store.add_question(case.id, "q")
    first = store.start_answer(case.id)
    elsewhere = store.add_question(other.id, "q")
    second = store.add_question(case.id, "q2")
    new = store.start_answer(case.id, replaces=first.id)
    assert [each.id for each in store.replaced_messages(case.id)] == [first.id, second.id]
    assert [each.id for each in store.messages(other.id)] == [elsewhere.id]
    for wrong in (first.id, elsewhere.id, 999):
        with pytest.raises(StoreError):
            store.start_answer(case.id, replaces=wrong)
    assert store.messages(case.id)[-1].id == new.id


def test_a_case_goes_with_its_replaced_answers(store: CaseStore) -> None:
    case = store.start_conversation("t")
    store.add_question(case.id, "q")
    old = store.finish_answer(store.start_answer(case.id).id, _ANSWER, MessageState.COMPLETE)
    store.start_answer(case.id, replaces=old.id)
    store.delete_conversation(case.id)
    assert list(store.search("sfc")) == []


def test_an_edited_question_takes_the_place_of_the_old_one_and_of_what_followed(store: CaseStore) -> None:
    case = store.start_conversation("t")
    before = store.add_question(case.id, "q0")
    first = store.add_question(case.id, "q1", [_picture()])
    answer = store.finish_answer(store.start_answer(case.id).id, _ANSWER, MessageState.COMPLETE)
    later = store.add_question(case.id, "q2")
    second = store.add_question(case.id, "q1, better", [_picture()], replaces=first.id)
    third = store.add_question(case.id, "q1, best", replaces=second.id)
    assert list(store.messages(case.id)) == [before, third]
    versions = earlier_versions(third.id, store.replaced_messages(case.id))
    assert [[each.id for each in version] for version in versions] == [[first.id, answer.id, later.id], [second.id]]
    assert versions[0][0].attachments == first.attachments
    assert versions[0][1].citations == answer.citations
    assert store.conversation(case.id).message_count == 2


def test_a_question_replaces_only_a_turn_that_counts_in_its_own_case(store: CaseStore) -> None:
    case, other = store.start_conversation("t"), store.start_conversation("other")
    old = store.add_question(case.id, "q")
    new = store.add_question(case.id, "q, better", replaces=old.id)
    elsewhere = store.add_question(other.id, "q")
    for wrong in (old.id, elsewhere.id, 999):
        with pytest.raises(StoreError):
            store.add_question(case.id, "never kept", replaces=wrong)
    assert [each.id for each in store.messages(case.id)] == [new.id]
    assert list(store.search("never kept")) == []


def test_what_an_edited_question_said_before_is_still_told_apart_by_its_answers(store: CaseStore) -> None:
    """An answer's attempts and a question's versions do not mix."""
    case = store.start_conversation("t")
    question = store.add_question(case.id, "q")
    first = store.start_answer(case.id)
    second = store.start_answer(case.id, replaces=first.id)
    edited = store.add_question(case.id, "q, better", replaces=question.id)
    reply = store.start_answer(case.id)
    replaced = store.replaced_messages(case.id)
    assert earlier_attempts(reply.id, replaced) == ()
    assert [each.id for each in earlier_attempts(second.id, replaced)] == [first.id]
    assert [[each.id for each in version] for version in earlier_versions(edited.id, replaced)] == [
        [question.id, second.id]
    ]


def test_an_answer_that_had_ended_can_be_written_on_and_keeps_what_it_had(store: CaseStore) -> None:
    case = store.start_conversation("t")
    store.add_question(case.id, "q")
    ended = store.finish_answer(store.start_answer(case.id).id, _ANSWER, MessageState.STOPPED)
    resumed = store.resume_answer(ended.id)
    assert (resumed.state, resumed.reason) == (MessageState.STREAMING, None)
    assert (resumed.body, resumed.usage, resumed.citations) == (ended.body, ended.usage, ended.citations)
    store.save_partial_answer(ended.id, ended.body + " and more")
    assert store.messages(case.id)[-1].body.endswith(" and more")


def test_only_an_answer_that_counts_can_be_written_on(store: CaseStore) -> None:
    case = store.start_conversation("t")
    question = store.add_question(case.id, "q")
    old = store.finish_answer(store.start_answer(case.id).id, _ANSWER, MessageState.STOPPED)
    store.start_answer(case.id, replaces=old.id)
    for wrong in (question.id, old.id, 999):
        with pytest.raises(StoreError):
            store.resume_answer(wrong)
    (kept,) = store.replaced_messages(case.id)
    assert (kept.id, kept.state, kept.reason) == (old.id, old.state, old.reason)


def test_a_search_tells_what_counts_from_what_was_replaced(store: CaseStore) -> None:
    case = store.start_conversation("printer title")
    first = store.add_question(case.id, "printer one", [_picture(text="printer picture"), _picture(9, "printer gone")])
    answer = store.start_answer(case.id)
    store.save_partial_answer(answer.id, "printer answer")
    edited = store.add_question(case.id, "printer two", [_picture(text="printer picture")], replaces=first.id)
    hits = store.search("printer")
    assert {(hit.snippet, hit.message_id, hit.is_replaced) for hit in hits} == {
        ("printer title", edited.id, False),
        ("printer two", edited.id, False),
        ("printer picture", edited.id, False),
        ("printer one", first.id, True),
        ("printer gone", first.id, True),
        ("printer answer", answer.id, True),
    }


def test_what_was_typed_and_not_sent_is_kept_by_case_and_goes_with_it(store: CaseStore) -> None:
    case = store.start_conversation("Printer").id
    store.keep_draft(0, "a question\nof no case yet")
    store.keep_draft(case, "first")
    store.keep_draft(case, "second 问题")
    assert store.drafts() == {0: KeptDraft("a question\nof no case yet"), case: KeptDraft("second 问题")}
    store.keep_draft(0, "  ")
    store.delete_conversation(case)
    assert store.drafts() == {}


def test_a_draft_is_kept_with_its_pictures_until_it_is_replaced(store: CaseStore) -> None:
    one, other = _picture(1), _picture(2)
    store.keep_draft(0, "", [one])
    store.keep_draft(0, "why?", [one, other])
    assert store.drafts() == {0: KeptDraft("why?", (one.digest, other.digest))}
    assert store.picture(one.digest) == one
    store.keep_draft(0, "why?", [other])
    assert store.drafts() == {0: KeptDraft("why?", (other.digest,))}
    with pytest.raises(StoreError):
        store.picture(one.digest)
    store.keep_draft(0, "")
    assert store.drafts() == {}


def test_a_picture_that_was_sent_stays_when_its_draft_goes(store: CaseStore) -> None:
    one, case = _picture(1), store.start_conversation("Printer").id
    store.keep_draft(case, "why?", [one])
    store.add_question(case, "why?", [one])
    store.keep_draft(case, "")
    assert store.picture(one.digest) == one


def test_a_picture_of_two_drafts_stays_with_the_second(store: CaseStore) -> None:
    one, case = _picture(1), store.start_conversation("Printer").id
    store.keep_draft(0, "", [one])
    store.keep_draft(case, "", [one])
    store.keep_draft(0, "")
    store.delete_conversation(store.start_conversation("Other").id)
    assert store.picture(one.digest) == one
    store.delete_conversation(case)
    with pytest.raises(StoreError):
        store.picture(one.digest)


def test_a_draft_that_comes_after_its_case_was_deleted_is_not_kept(store: CaseStore) -> None:
    case = store.start_conversation("Printer").id
    store.delete_conversation(case)
    store.keep_draft(case, "too late", [_picture()])
    assert store.drafts() == {}


def test_of_a_private_case_no_draft_is_kept(store: CaseStore) -> None:
    case = store.start_conversation("Printer", is_private=True).id
    store.keep_draft(case, "secret")
    assert store.drafts() == {}


def test_ids_grow_with_time_and_those_of_private_cases_fall(store: CaseStore) -> None:
    for is_private in (False, True):
        case = store.start_conversation("Printer", is_private=is_private).id
        store.add_question(case, "First")
        store.start_answer(case)
        store.add_question(case, "Second")
        messages = store.messages(case)
        assert all((message.id < 0) == is_private for message in messages)
        assert [message.age for message in messages] == sorted({message.age for message in messages})


def test_a_picture_keeps_whose_window_it_shows_and_whose_rules_covered_it(store: CaseStore) -> None:
    for is_private in (False, True):
        case = store.start_conversation("Printer", is_private=is_private).id
        of_sap = RedactedImage(4, 4, bytes(48), profile="SAP", application="saplogon.exe")
        store.add_question(case, "Why?", [of_sap])
        (attachment,) = store.messages(case)[0].attachments
        assert (attachment.profile, attachment.application) == ("SAP", "saplogon.exe")
        kept = store.picture(of_sap.digest)
        assert (kept.profile, kept.application) == ("SAP", "saplogon.exe")

"""Questions with their pictures, and answers from their first word to their end."""

from __future__ import annotations

import pytest

from engine.domain.answer import Answer
from engine.domain.conversation import FinishReason, MessageState, Role
from engine.domain.picture import RedactedImage
from engine.errors import StoreError
from engine.ports import CaseStore
from tests.contract.case_store.kept import ANSWER, picture


def test_a_question_is_kept_with_its_pictures_in_order(store: CaseStore) -> None:
    case = store.start_conversation("t")
    pictures = [picture(3, "one"), picture(4, "two")]
    question = store.add_question(case.id, "why?", pictures)
    assert question.role is Role.AGENT
    assert question.state is MessageState.COMPLETE
    assert [item.digest for item in question.attachments] == [item.digest for item in pictures]
    assert [item.visible_text for item in question.attachments] == ["one", "two"]
    assert list(store.messages(case.id)) == [question]
    assert store.conversation(case.id).message_count == 1


def test_a_picture_comes_back_with_every_pixel_mask_and_span(store: CaseStore) -> None:
    shown = picture()
    store.add_question(store.start_conversation("t").id, "", [shown])
    again = store.picture(shown.digest)
    assert (again.width, again.height, again.rgb) == (shown.width, shown.height, shown.rgb)
    assert again.masks == shown.masks
    assert again.spans == shown.spans


def test_the_same_picture_may_hang_on_many_messages(store: CaseStore) -> None:
    kept, gone = store.start_conversation("kept"), store.start_conversation("gone")
    store.add_question(kept.id, "", [picture(), picture()])
    store.add_question(gone.id, "", [picture()])
    store.delete_conversation(gone.id)
    assert len(store.messages(kept.id)[0].attachments) == 2
    assert store.picture(picture().digest) == picture()


def test_an_answer_grows_and_is_finished(store: CaseStore) -> None:
    case = store.start_conversation("t")
    started = store.start_answer(case.id)
    assert (started.role, started.body, started.state) == (Role.ASSISTANT, "", MessageState.STREAMING)
    store.save_partial_answer(started.id, "Run")
    assert store.messages(case.id)[0].body == "Run"
    assert store.messages(case.id)[0].state is MessageState.STREAMING
    finished = store.finish_answer(started.id, ANSWER, MessageState.COMPLETE)
    assert finished.body == ANSWER.text
    assert finished.citations == ANSWER.citations
    assert finished.reason == ANSWER.reason
    assert finished.usage == ANSWER.usage
    assert finished.logprobs == ANSWER.logprobs
    assert finished.guard_notes == ANSWER.guard_notes
    assert list(store.messages(case.id)) == [finished]


def test_a_part_that_comes_after_the_end_changes_nothing(store: CaseStore) -> None:
    case = store.start_conversation("t")
    answer = store.start_answer(case.id)
    finished = store.finish_answer(answer.id, ANSWER, MessageState.COMPLETE)
    store.save_partial_answer(answer.id, "late")
    assert list(store.messages(case.id)) == [finished]


@pytest.mark.parametrize("state", [MessageState.STOPPED, MessageState.FAILED])
def test_an_answer_may_end_before_its_end(store: CaseStore, state: MessageState) -> None:
    answer = store.start_answer(store.start_conversation("t").id)
    assert store.finish_answer(answer.id, Answer("half", FinishReason.STOPPED), state).state is state


def test_an_answer_that_had_ended_can_be_written_on_and_keeps_what_it_had(store: CaseStore) -> None:
    case = store.start_conversation("t")
    store.add_question(case.id, "q")
    ended = store.finish_answer(store.start_answer(case.id).id, ANSWER, MessageState.STOPPED)
    resumed = store.resume_answer(ended.id)
    assert (resumed.state, resumed.reason) == (MessageState.STREAMING, None)
    assert (resumed.body, resumed.usage, resumed.citations) == (ended.body, ended.usage, ended.citations)
    store.save_partial_answer(ended.id, ended.body + " and more")
    assert store.messages(case.id)[-1].body.endswith(" and more")


def test_only_an_answer_that_counts_can_be_written_on(store: CaseStore) -> None:
    case = store.start_conversation("t")
    question = store.add_question(case.id, "q")
    old = store.finish_answer(store.start_answer(case.id).id, ANSWER, MessageState.STOPPED)
    store.start_answer(case.id, replaces=old.id)
    for wrong in (question.id, old.id, 999):
        with pytest.raises(StoreError):
            store.resume_answer(wrong)
    (kept,) = store.replaced_messages(case.id)
    assert (kept.id, kept.state, kept.reason) == (old.id, old.state, old.reason)


def test_a_picture_keeps_whose_window_it_shows_and_whose_rules_covered_it(store: CaseStore) -> None:
    for is_private in (False, True):
        case = store.start_conversation("Printer", is_private=is_private).id
        of_sap = RedactedImage(4, 4, bytes(48), profile="SAP", application="saplogon.exe")
        store.add_question(case, "Why?", [of_sap])
        (attachment,) = store.messages(case)[0].attachments
        assert (attachment.profile, attachment.application) == ("SAP", "saplogon.exe")
        kept = store.picture(of_sap.digest)
        assert (kept.profile, kept.application) == ("SAP", "saplogon.exe")

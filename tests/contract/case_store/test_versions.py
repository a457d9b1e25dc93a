"""What an edited question, or an answer asked for again, leaves behind."""

from __future__ import annotations

import pytest

from engine.domain.conversation import MessageState, earlier_attempts, earlier_versions
from engine.errors import StoreError
from engine.ports import CaseStore
from tests.contract.case_store.kept import ANSWER, picture


def test_an_answer_asked_for_again_takes_the_place_of_the_old_one_and_keeps_it(store: CaseStore) -> None:
    case = store.start_conversation("t")
    asked = store.add_question(case.id, "q")
    old = store.finish_answer(store.start_answer(case.id).id, ANSWER, MessageState.COMPLETE)
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
    old = store.finish_answer(store.start_answer(case.id).id, ANSWER, MessageState.COMPLETE)
    store.start_answer(case.id, replaces=old.id)
    store.delete_conversation(case.id)
    assert list(store.search("sfc")) == []


def test_an_edited_question_takes_the_place_of_the_old_one_and_of_what_followed(store: CaseStore) -> None:
    case = store.start_conversation("t")
    before = store.add_question(case.id, "q0")
    first = store.add_question(case.id, "q1", [picture()])
    answer = store.finish_answer(store.start_answer(case.id).id, ANSWER, MessageState.COMPLETE)
    later = store.add_question(case.id, "q2")
    second = store.add_question(case.id, "q1, better", [picture()], replaces=first.id)
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

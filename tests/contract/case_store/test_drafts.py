"""What was begun and not sent."""

from __future__ import annotations

import pytest

from engine.domain.conversation import KeptDraft
from engine.errors import StoreError
from engine.ports import CaseStore
from tests.contract.case_store.kept import picture


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
    one, other = picture(1), picture(2)
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
    one, case = picture(1), store.start_conversation("Printer").id
    store.keep_draft(case, "why?", [one])
    store.add_question(case, "why?", [one])
    store.keep_draft(case, "")
    assert store.picture(one.digest) == one


def test_a_picture_of_two_drafts_stays_with_the_second(store: CaseStore) -> None:
    one, case = picture(1), store.start_conversation("Printer").id
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
    store.keep_draft(case, "too late", [picture()])
    assert store.drafts() == {}


def test_of_a_private_case_no_draft_is_kept(store: CaseStore) -> None:
    case = store.start_conversation("Printer", is_private=True).id
    store.keep_draft(case, "secret")
    assert store.drafts() == {}

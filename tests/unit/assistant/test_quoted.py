"""Evidence for the answers of a kept case."""

from __future__ import annotations

import pytest

from engine.assistant.quoted import case_evidence
from engine.domain.conversation import Usage
from tests.fakes.stores import MemoryStore
from tests.unit.assistant.kept import answer, screen

COMPOSED = Usage()


@pytest.mark.parametrize("is_private", [False, True])
def test_an_answer_is_held_against_the_pictures_before_it(is_private: bool) -> None:
    store = MemoryStore()
    case = store.start_conversation("x", is_private=is_private).id
    store.add_question(case, "first", [screen("Error 0x80070005", 1)])
    early = answer(store, case, "It is 0x80070005, not 0x8024402C.")
    store.add_question(case, "second", [screen("Error 0x8024402C", 2)])
    late = answer(store, case, "Now 0x8024402C, before 0x80070005.")
    found = case_evidence(store, store, case, [early, late])
    assert [quote.text for quote in found[early].missing] == ["0x8024402C"]
    assert found[late].missing == ()


def test_what_was_put_together_from_fixes_is_tied_but_not_marked() -> None:
    store = MemoryStore()
    case = store.start_conversation("x").id
    store.add_question(case, "q", [screen("Retry", 1)])
    kept = answer(store, case, "Click **Retry**, then **Settings**.", COMPOSED)
    evidence = case_evidence(store, store, case, [kept])[kept]
    assert [quote.text for quote in evidence.quotes] == ["Retry"]


def test_without_a_picture_there_is_no_evidence() -> None:
    store = MemoryStore()
    case = store.start_conversation("x").id
    store.add_question(case, "q")
    kept = answer(store, case, "It is 0x80070005.")
    assert case_evidence(store, store, case, [kept]) == {}

"""Questions in users' words find their fix among a thousand."""

from __future__ import annotations

import pytest

from engine.bench.fixes import desk_fixes, questions, rank, share
from engine.domain.knowledge import CannedFix
from engine.knowledge import FixIndex, read_folder
from engine.wording import RESOURCES, Language


@pytest.fixture(scope="module")
def fixes() -> list[CannedFix]:
    return [*read_folder(RESOURCES / "fixes"), *desk_fixes()]


def test_the_collection_is_a_large_desks(fixes: list[CannedFix]) -> None:
    assert len({fix.uid for fix in fixes}) >= 1000
    assert {fix.language for fix in fixes} == set(Language)


def test_each_question_names_fixes_that_are_there(fixes: list[CannedFix]) -> None:
    known = {fix.uid for fix in fixes}
    assert [question.ask for question in questions() if not known.issuperset(question.fixes)] == []


def test_no_question_to_measure_with_was_one_to_work_with() -> None:
    asked = [question.ask for question in questions()]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("parts", [("measure",), ("strangers_measure", "strangers2_measure")])
def test_questions_that_only_measure_find_their_fix(fixes: list[CannedFix], parts: tuple[str, ...]) -> None:
    index = FixIndex(fixes)
    asked = [question for question in questions() if question.part in parts]
    assert {question.language for question in asked} == set(Language)
    ranks = [rank(index, question) for question in asked]
    assert len(asked) >= 150
    assert share(ranks, 1) >= 0.85
    assert share(ranks, 3) >= 0.97

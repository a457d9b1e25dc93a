"""Answers without a model, and titles."""

import pytest

from engine.domain.knowledge import CannedFix, Passage
from engine.prompting import compose_without_model, title_for
from engine.wording import Language, say

EN, ZH = Language.EN, Language.ZH
PASSAGES = [
    Passage(number, CannedFix(f"fix-{number}", EN, f"Fix {number}", f"1. Step of {number}."), 1.0)
    for number in (1, 2, 3)
]


@pytest.mark.parametrize("language", list(Language))
def test_the_answer_says_that_no_model_wrote_it_and_cites_the_fixes(language: Language) -> None:
    answer = compose_without_model(PASSAGES, language)
    assert answer.startswith(say("prompting.composed", language))
    assert "**Fix 1** [1]\n\n1. Step of 1." in answer
    assert "- Fix 2 [2]\n- Fix 3 [3]" in answer
    assert "Step of 2" not in answer


def test_blanks_of_a_fix_read_as_words() -> None:
    fix = CannedFix("tcp", EN, "Add by address", "1. Enter the address {{address|of the printer}}.")
    assert "1. Enter the address of the printer." in compose_without_model([Passage(1, fix, 1.0)], EN)


def test_one_fix_stands_alone() -> None:
    assert say("prompting.composed_see_also", EN) not in compose_without_model(PASSAGES[:1], EN)


@pytest.mark.parametrize("language", list(Language))
def test_without_a_fitting_fix_it_says_what_to_do(language: Language) -> None:
    answer = compose_without_model([], language)
    assert answer == say("prompting.composed_nothing", language)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Printer offline", "Printer offline"),
        ("\n  \n> **Printer**   offline\nsince Monday", "Printer offline"),
        ("1. `ping` fails", "ping fails"),
        ("2019 server: no space", "2019 server: no space"),
        ("---\n打印机脱机", "打印机脱机"),
        ("a\tb\u202e\x00c", "a b c"),
        ("The printer on the second floor near the kitchen has been offline since Monday",
         "The printer on the second floor near the kitchen has been…"),
        ("打" * 40, "打" * 30 + "…"),
        ("x" * 100, "x" * 60 + "…"),
    ],
)  # fmt: skip
def test_a_title_is_the_first_line_that_says_something(question: str, title: str) -> None:
    assert title_for(question, EN) == title


@pytest.mark.parametrize(("language", "title"), [(EN, "New case"), (ZH, "新个案")])
def test_a_case_without_words_has_a_title_too(language: Language, title: str) -> None:
    assert title_for(" \n???", language) == title

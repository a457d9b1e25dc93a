"""A few letters find a name, in Latin and in Chinese script."""

import pytest

from desktop.viewmodels.fuzzy import match


@pytest.mark.parametrize(
    ("query", "name", "places"),
    [
        ("new", "New case", (0, 1, 2)),
        ("case new", "New case", (0, 1, 2, 4, 5, 6, 7)),
        ("nc", "New case", (0, 4)),
        ("caps", "Capture screen", (0, 1, 2, 8)),
        ("新建", "新建工单", (0, 1)),
        ("建单", "新建工单", (1, 3)),
        ("SETT", "Settings", (0, 1, 2, 3)),
    ],
)
def test_letters_find_a_name_and_say_which_were_meant(query: str, name: str, places: tuple[int, ...]) -> None:
    found = match(query, name)
    assert found is not None
    assert found.places == places


@pytest.mark.parametrize(
    ("query", "name"), [("xyz", "New case"), ("wca", "New case"), ("ne zz", "New case"), ("n", "")]
)
def test_what_does_not_fit_is_not_found(query: str, name: str) -> None:
    assert match(query, name) is None


def test_the_nearer_a_name_the_better_it_fits() -> None:
    names = ["Copy", "Copy last answer", "Last copy", "Photocopy", "Cases on paper, young"]
    scores = [found.score for name in names if (found := match("copy", name)) is not None]
    assert len(scores) >= 4
    assert scores == sorted(scores, reverse=True)


def test_in_long_texts_only_letters_together_count() -> None:
    assert match("nc", "New case", is_exact=True) is None
    assert match("cas", "New case", is_exact=True) is not None


def test_a_letter_that_grows_when_it_is_made_small_moves_no_mark() -> None:
    found = match("case", "İİ case")
    assert found is not None
    assert found.places == (3, 4, 5, 6)

"""What a text is about, as terms."""

import pytest

from engine.knowledge.kindred import kindred
from engine.knowledge.terms import KINDRED_WEIGHT, terms


def values(text: str) -> list[str]:
    return [term.value for term in terms(text) if term.weight >= 1]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("it just vanishes", "crash"),
        ("Outlook crashed again", "crash"),
        ("软件闪退了", "crash"),
        ("the Wi-Fi drops", "wireless"),
        ("无线老掉", "wireless"),
        ("cannot sign in", "sign_in"),
        ("登录不了", "sign_in"),
        ("SAP doesnt even open", "start"),
        ("it will not open", "start"),
        ("the tool refuses to start", "start"),
    ],
)
def test_words_for_the_same_trouble_are_one_group_in_both_languages(text: str, group: str) -> None:
    assert group in [name for name, _, _ in kindred(text.lower())]


@pytest.mark.parametrize("text", ["a slaughter", "the database", "a mailroom"])
def test_a_word_that_only_begins_alike_is_of_no_group(text: str) -> None:
    assert list(kindred(text)) == []


def test_a_group_counts_less_than_the_word_itself_and_stands_where_the_word_does() -> None:
    text = "Screen: printer"
    [group] = [term for term in terms(text) if term.value == "~printing"]
    assert group.weight == KINDRED_WEIGHT < 1
    assert text[group.start : group.end] == "printer"


@pytest.mark.parametrize(("text", "name"), [("U8 is slow", "u8"), ("Kingdee K3", "k3"), ("press F12", "f12")])
def test_letters_and_digits_that_touch_are_a_name(text: str, name: str) -> None:
    assert name in values(text)


def test_a_name_in_capitals_is_not_taken_for_a_word_that_says_nothing() -> None:
    assert values("the HIS client") == ["his", "client"]
    assert values("his client") == ["client"]


def test_a_seam_between_two_chinese_words_counts_less_than_a_word() -> None:
    weights = {term.value: term.weight for term in terms("打印的纸")}
    assert weights["打印"] == 1
    assert weights["的纸"] < 0.5

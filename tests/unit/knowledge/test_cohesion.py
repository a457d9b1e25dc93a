"""Pairs of Chinese characters are weighed by whether they are words."""

from __future__ import annotations

from engine.knowledge.cohesion import Cohesion
from engine.knowledge.reading import read_line
from engine.knowledge.terms import terms

_TEXTS = (
    *("这台计算机连不上", "计算机很慢", "重启计算机", "新计算机上安装"),
    *("打印机连不上", "重启打印机", "这台打印机很慢", "窗台很慢"),
)


def weights(text: str) -> dict[str, float]:
    cohesion = Cohesion()
    for each in _TEXTS:
        cohesion.learn(read_line(each))
    return {term.value: term.weight for term in cohesion.weighed(terms(text)) if len(term.value) == 2}


def test_a_word_of_three_characters_counts_little_more_than_one_of_two() -> None:
    found = weights("计算机")
    assert found["计算"] == 1.0
    assert found["算机"] < 0.5


def test_a_pair_that_nobody_writes_is_a_seam() -> None:
    assert weights("打印机算")["机算"] < 0.5


def test_other_terms_keep_their_weight() -> None:
    plain = {term.value: term.weight for term in terms("vpn 809")}
    assert {term.value: term.weight for term in Cohesion().weighed(terms("vpn 809"))} == plain

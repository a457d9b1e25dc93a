"""The long lists of words: every word is found as what it is, and nothing else is found."""

from __future__ import annotations

import re

from engine.redaction.words import word_lists
from engine.redaction.words.entities import evidence_lines
from engine.redaction.words.word_lists import (
    ENGLISH,
    FAMILY,
    GIVEN,
    PLACE,
    RARE,
    chinese_level,
    chinese_words_at,
    kinds_of,
    lines_of_chinese,
    lines_of_latin,
)


def _latin_as_written() -> dict[str, int]:
    return {
        line.split(" ")[0] + rest: int(kinds, 8)
        for line in evidence_lines("latin")
        for rest, kinds in re.findall(r" ([a-z]*)(\d\d)", line)
    }


def _chinese_as_written() -> dict[str, int]:
    written = {}
    for sign, *groups in (line.split(" ") for line in evidence_lines("zh_words")):
        for length, group in enumerate(groups):
            for place in range(0, len(group), length + 1):
                written[sign + group[place : place + length]] = 64 - ord(group[place + length])
    return written


def test_every_word_of_the_latin_list_is_what_its_line_says_and_its_neighbours_are_not() -> None:
    written = _latin_as_written()
    look_up = kinds_of.__wrapped__
    assert len(written) > 150_000
    assert all(look_up(word) == kinds for word, kinds in written.items())
    for others in ((word[:-1] for word in written), (word + "s" for word in written), (word[1:] for word in written)):
        assert all(look_up(word) == written.get(word, 0) for word in others)


def test_words_are_of_the_kinds_that_people_would_say() -> None:
    assert kinds_of("keyboard") & ENGLISH
    assert kinds_of("aardvarks") == RARE
    assert kinds_of("mikkel") & GIVEN
    assert kinds_of("vandenberg") & FAMILY
    assert kinds_of("rotterdam") & PLACE
    assert kinds_of("of") & ENGLISH
    assert not any(map(kinds_of, ["", "x", "keyboard1", "keyboard ", "qqqqq", "密码", "van den"]))


def test_every_chinese_word_costs_what_its_line_says_and_pieces_of_words_are_none() -> None:
    written = _chinese_as_written()
    assert len(written) > 100_000
    assert all(chinese_level(word) == level for word, level in written.items())
    for others in ((word[1:] for word in written), (word[:-1] + "了" for word in written)):
        assert all(chinese_level(word) == written.get(word) for word in others)
    assert [chinese_level(text) for text in ("", "a", "1", "电b")] == [None] * 4


def test_all_words_that_begin_at_a_place_are_found_but_none_beyond_the_end() -> None:
    run = "重启数据库里"
    ends = [end for end, _ in chinese_words_at(run, 2)]
    assert [run[2:end] for end in ends] == ["数", "数据", "数据库"]
    assert [run[2:end] for end, _ in chinese_words_at(run[:4], 2)] == ["数", "数据"]


def test_the_lists_that_are_made_are_those_that_are_read() -> None:
    latin = _latin_as_written()
    by_kind = {kind: [word for word, kinds in latin.items() if kinds & kind] for kind in (1 << bit for bit in range(6))}
    assert list(lines_of_latin(by_kind)) == evidence_lines("latin")
    assert list(lines_of_chinese(_chinese_as_written())) == evidence_lines("zh_words")


def test_the_lists_take_little_memory() -> None:
    strings = [*word_lists._latin().values(), *word_lists._chinese().values()]
    assert sum(map(len, strings)) < 2_500_000
    assert len(strings) < 20_000

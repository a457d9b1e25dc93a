"""Every substring of a text is found, through the same SQLite tokeniser that the store uses."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.search_text import (
    QueryTerm,
    contains,
    normalised,
    places,
    query_terms,
    searchable,
    tokens,
)

MIXED = st.text(
    st.one_of(
        st.sampled_from("无法连接打印机重置密码aAbBzZ019 _-.:/\\[](),。:!\nカがé한ß①Ⅻ𠮷😀İ"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)


@given(MIXED, MIXED)
def test_a_normal_form_is_made_character_by_character(left: str, right: str) -> None:
    assert normalised(left + right) == normalised(left) + normalised(right)


@given(MIXED, st.data())
def test_every_piece_of_a_text_is_held_by_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert contains(text, query_terms(text[start:end]))


@given(MIXED, st.data())
def test_the_tokens_of_a_piece_stand_together_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for term in query_terms(text[start:end]):
        assert any(_fits_at(tokens(text), place, term) for place in range(len(tokens(text)) + 1))


def _fits_at(text: tuple[str, ...], place: int, term: QueryTerm) -> bool:
    piece = text[place : place + len(term.tokens)]
    if len(piece) != len(term.tokens):
        return False
    last = len(piece) - 1
    for index, (kept, asked) in enumerate(zip(piece, term.tokens, strict=True)):
        open_start = index == 0 and term.is_open_start
        open_end = index == last and term.is_open_end
        fits = {
            (False, False): kept == asked,
            (True, False): kept.endswith(asked),
            (False, True): kept.startswith(asked),
            (True, True): asked in kept,
        }[open_start, open_end]
        if not fits:
            return False
    return True


@given(st.lists(MIXED, min_size=1, max_size=5))
def test_sqlite_keeps_the_tokens_as_they_are(texts: list[str]) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table t using fts5(search, tokenize = 'unicode61 remove_diacritics 2')")
    database.execute("create virtual table v using fts5vocab(t, 'row')")
    for text in texts:
        database.execute("insert into t values (?)", (searchable(text),))
    kept = {term for (term,) in database.execute("select term from v")}
    assert kept == {token for text in texts for token in tokens(text)}
    database.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("无法打印", "无 法 打 印"),
        ("错误 0x80070005。", "错 误 0 x 80070005"),
        ("KB5034441", "kb 5034441"),
        ("PowerShell", "powershell"),
        ("DNS_PROBE_FINISHED_NXDOMAIN", "dns probe finished nxdomain"),
        ("ＶＰＮ①", "vpn 1"),
        ("Café", "cafe"),
        ("𠮷野家", "u20bb7 野 家"),
    ],
)
def test_text_is_cut_into_characters_words_and_numbers(text: str, expected: str) -> None:
    assert searchable(text) == expected


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Fehler 0x80070005", "70005"),
        ("Open PowerShell", "powershell"),
        ("Open PowerShell", "SHELL"),
        ("使用 VPN 连接失败", "连接失败 vpn"),
        ("wide ＡＢＣ", "abc"),
        ("100 %", "%"),
    ],
)
def test_what_an_agent_types_is_found(text: str, query: str) -> None:
    assert contains(text, query_terms(query))


def test_a_query_that_lacks_one_part_does_not_fit() -> None:
    assert not contains("VPN 连接失败", query_terms("vpn 打印"))


def test_places_count_in_the_text_as_it_is_written() -> None:
    text = "①Ｅｒｒｏｒ 错误 error"
    assert [text[start:end] for start, end in places(text, "error")] == ["Ｅｒｒｏｒ", "error"]


def test_an_empty_query_has_no_terms() -> None:
    assert query_terms(" \n") == ()

"""Search finds what stands there, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.domain.search_text import contains, normalised, query_terms
from engine.store import search as search_module
from engine.store.keys import FileKeeper
from engine.store.snippets import snippet_of
from engine.store.store import SqliteStore

_LETTERS = st.sampled_from("abAB01x重置密码é。 -_:'\"\n")
_TEXTS = st.text(_LETTERS, max_size=14) | st.text(max_size=8)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    folder: Path = tmp_path_factory.mktemp("search")
    opened = SqliteStore(folder / "cases", FileKeeper(folder / "key"))
    yield opened
    opened.close()


@pytest.mark.parametrize("most_words", [0, 200], ids=["by reading", "by words"])
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(_TEXTS, max_size=5), query=_TEXTS, data=st.data())
def test_search_finds_exactly_the_texts_that_hold_every_part(
    store: SqliteStore,
    monkeypatch: pytest.MonkeyPatch,
    most_words: int,
    texts: list[str],
    query: str,
    data: st.DataObject,
) -> None:
    monkeypatch.setattr(search_module, "_MOST_WORDS", most_words)
    case = store.start_conversation("")
    ids = {store.add_question(case.id, text).id: text for text in texts}
    if data.draw(st.booleans()) and texts:  # a piece of what is there, not only chance
        text = data.draw(st.sampled_from(texts))
        start = data.draw(st.integers(0, len(text)))
        query = text[start : data.draw(st.integers(start, len(text)))]
    terms = query_terms(query)
    wanted = [number for number, text in ids.items() if terms and contains(text, terms)]
    found = [hit.message_id for hit in store.search(query, limit=100_000) if hit.conversation.id == case.id]
    assert found == wanted[::-1]


_PLAIN = st.text(st.sampled_from("abAB01重置密码 -_%:.'"), max_size=14)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(_PLAIN, max_size=6), needle=_PLAIN, data=st.data())
def test_search_equals_like(store: SqliteStore, texts: list[str], needle: str, data: st.DataObject) -> None:
    if data.draw(st.booleans()) and texts:
        text = data.draw(st.sampled_from(texts))
        start = data.draw(st.integers(0, len(text)))
        needle = text[start : data.draw(st.integers(start, len(text)))]
    needle = needle.replace(" ", "")  # a space divides a query into words that stand anywhere
    case = store.start_conversation("")
    for text in texts:
        store.add_question(case.id, text)
    pattern = "%" + re.sub(r"([%_\\])", r"\\\1", needle) + "%"
    like = "SELECT id FROM message WHERE conversation_id = ? AND body LIKE ? ESCAPE '\\' ORDER BY id DESC"
    wanted = [row["id"] for row in store._file.rows(like, case.id, pattern)] if needle else []
    found = [hit.message_id for hit in store.search(needle, limit=100_000) if hit.conversation.id == case.id]
    assert found == wanted


@given(before=st.text(max_size=300), needle=st.text(min_size=1, max_size=40), after=st.text(max_size=300))
def test_a_snippet_is_one_line_that_shows_the_hit(before: str, needle: str, after: str) -> None:
    terms = query_terms(needle)
    text = before + needle + after
    snippet, highlights = snippet_of(text, terms)
    assert len(snippet) <= 122
    assert "\n" not in snippet
    assert all(0 <= start < end <= len(snippet) for start, end in highlights)
    assert all(left[1] < right[0] for left, right in pairwise(highlights))
    assert bool(highlights) == bool(terms)


def test_a_snippet_begins_a_little_before_the_hit() -> None:
    snippet, highlights = snippet_of("x" * 500 + " 重置密码 " + "y" * 500, query_terms("置密"))
    ((start, end),) = highlights
    assert snippet[start:end] == "置密"
    assert snippet[0] == snippet[-1] == "…"
    assert start < 40


def test_words_of_a_restarted_store_are_known(tmp_path: Path) -> None:
    for number in range(2):
        store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
        store.add_question(store.start_conversation("t").id, f"powershell{number}")
        assert len(store.search("shell")) == number + 1
        store.close()


def test_a_changed_way_of_cutting_text_rebuilds_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    store.add_question(store.start_conversation("t").id, "重置密码")
    with store._file.immediate() as db:
        db.execute("UPDATE message SET search = 'stale'")
    assert not store.search("密码")
    store.close()
    monkeypatch.setattr("engine.domain.search_text.VERSION", 99)
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    assert store.search("密码")
    store.close()


def test_half_characters_are_kept_as_question_marks(store: SqliteStore) -> None:
    case = store.start_conversation("a\ud800b")
    message = store.add_question(case.id, "c\udfffd")
    assert (case.title, message.body) == ("a?b", "c?d")
    assert store.search("c\udfffd")[0].message_id == message.id
    assert normalised(store.search("c?d")[0].snippet) == "c?d"


@pytest.mark.parametrize(
    ("text", "needle", "snippet"),
    [
        (
            "unbelievable internationalisation of the printer driver",
            "printer",
            "…internationalisation of the printer driver",
        ),
        ("an unbelievably x" + "y" * 16 + " printer", "printer", "…x" + "y" * 16 + " printer"),
        ("the printer " + "word " * 40, "printer", "the printer" + " word" * 21 + "…"),
        ("密码" * 40 + "打印机", "打印机", "…" + "密码" * 15 + "打印机"),
        ("e\u0301" * 60 + " printer", "printer", "…" + "e\u0301" * 14 + " printer"),
    ],
)
def test_a_snippet_is_cut_between_words_and_never_within_a_letter(text: str, needle: str, snippet: str) -> None:
    assert snippet_of(text, query_terms(needle))[0].rstrip() == snippet


def test_a_family_of_joined_signs_stays_whole() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    snippet, _ = snippet_of(family * 12 + "printer", query_terms("printer"))
    assert snippet.removeprefix("…").replace(family, "") == "printer"


def test_words_that_are_read_ahead_in_pieces_are_those_that_are_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.cases._AHEAD_S", 0)  # the smallest piece there is
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    case = store.start_conversation("firmware")
    store.add_question(case.id, "powershell alpha beta gamma delta zulu")
    assert store.read_ahead()
    store.add_question(case.id, "ashell")  # before the place that the reading has reached
    pieces = 1
    while store.read_ahead():
        pieces += 1
    assert pieces > 3
    lookups = []
    monkeypatch.setattr(search_module._Reading, "go_on", lambda *_: lookups.append(1))
    assert len(store.search("shell")) == 2
    assert len(store.search("mware")) == 1
    assert not lookups  # nothing was left to be read
    store.close()


def test_words_that_were_being_read_ahead_are_dropped_with_what_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.cases._AHEAD_S", 0)
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    case = store.start_conversation("aardvarks")
    assert store.read_ahead()
    store.delete_conversation(case.id)
    assert not store._words._reading
    assert not store.search("vark")
    store.close()

"""An exported case shows where its answers stand on the pictures, and says what stands nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.assistant.exports import export_case
from engine.wording import Language
from tests.fakes.stores import MemoryStore
from tests.unit.assistant.kept import answer, screen


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def case(store: MemoryStore) -> int:
    """Two pictures; two answers that quote the first one, and a code that nobody showed."""
    case = store.start_conversation("Update").id
    store.add_question(case, "first", [screen("Error 0x80070005", 1)])
    answer(store, case, "It is 0x80070005, not 0x8024402C.")
    store.add_question(case, "second", [screen("Retry", 2)])
    answer(store, case, "Still 0x80070005: click **Retry**.")
    return case


def test_markdown_names_picture_and_place_of_each_quote(store: MemoryStore, case: int, tmp_path: Path) -> None:
    export_case(store, store, case, tmp_path / "case.md")
    text = (tmp_path / "case.md").read_text(encoding="utf-8")
    assert "“0x80070005” on picture 1, at " in text
    assert "“Retry” on picture 2, at 5, 5 (60 × 12 pixels)" in text
    assert text.count("“0x8024402C” is on none of the pictures.") == 1
    assert "![Picture 1](case_pictures/" in text


def test_html_draws_the_places_on_the_pictures_and_ties_both_ways(
    store: MemoryStore, case: int, tmp_path: Path
) -> None:
    export_case(store, store, case, tmp_path / "case.html", Language.ZH)
    page = (tmp_path / "case.html").read_text(encoding="utf-8")
    names, targets = re.findall(r' id="([^"]+)"', page), re.findall(r' href="#([^"]+)"', page)
    assert len(names) == len(set(names)), "no name twice, though one code is quoted by two answers"
    assert set(targets) <= set(names)
    assert page.count('class="place"') == 2
    assert "left:6.250%;top:12.500%" in page
    assert "“0x8024402C”不在任何图片上。" in page


def test_what_is_quoted_cannot_break_out_of_the_page(store: MemoryStore, tmp_path: Path) -> None:
    words = 'x"><script>1'
    case = store.start_conversation("Update").id
    store.add_question(case, "first", [screen(words, 1)])
    answer(store, case, f"It says `{words}`.")
    export_case(store, store, case, tmp_path / "case.html")
    assert "<script" not in (tmp_path / "case.html").read_text(encoding="utf-8")


def test_a_case_without_pictures_is_written_as_before(store: MemoryStore, tmp_path: Path) -> None:
    case = store.start_conversation("Update").id
    store.add_question(case, "q")
    answer(store, case, "It is 0x80070005.")
    export_case(store, store, case, tmp_path / "case.md")
    assert "picture" not in (tmp_path / "case.md").read_text(encoding="utf-8").lower()

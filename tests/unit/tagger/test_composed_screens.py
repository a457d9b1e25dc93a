"""The screens that the tagger learns from: composed, kept in a file, and changed, they say truly what is private."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from engine.domain.finding import EntityType
from engine.domain.region import Region
from models.tagger import packed
from models.tagger.augment import varied
from models.tagger.compose import broken, composed, sections, traditional
from models.tagger.pool import dressed
from models.tagger.screens import Line, Piece, Screen, spans_of
from models.tagger.slots import PRIVATE, SLOT, Slots


def text_screen(*pieces: Piece) -> Screen:
    return Screen("one line", (Line(pieces, Region(20, 20, 400, 16)),))


@pytest.mark.parametrize("language", ["en", "zh", "de", "pl"])
def test_every_place_that_is_written_of_can_be_filled(language: str) -> None:
    slots = Slots(language, random.Random(1))
    names = {match.group(1) for section in sections() for row in section.rows for match in SLOT.finditer(row)}
    for name in sorted(names):
        for text, _ in slots.fill(f"{{{name}}}"):
            assert "{" not in text


def test_what_is_private_is_told_apart_from_what_stands_around_it() -> None:
    filled = Slots("en", random.Random(2)).fill("Ask {P} about {ticket}.")
    assert [kind for _, kind in filled] == [None, EntityType.PERSON, None, None, None]


def test_a_numbered_place_is_the_same_person_each_time() -> None:
    first, _, second = Slots("en", random.Random(3)).fill("{P1} and {P1}")
    assert first == second


def test_the_same_seed_composes_the_same_screen_and_others_do_not() -> None:
    assert composed(random.Random(4)) == composed(random.Random(4))
    assert composed(random.Random(4)) != composed(random.Random(5))


def test_composed_screens_show_private_things_of_most_kinds_and_many_others() -> None:
    rng = random.Random(6)
    pieces = [piece for _ in range(1000) for line in composed(rng).lines for piece in line.pieces]
    assert {kind for kind, _ in PRIVATE.values()} <= {piece.kind for piece in pieces}
    private = sum(piece.kind is not None for piece in pieces)
    assert 0.1 < private / len(pieces) < 0.5


def test_long_texts_are_broken_without_losing_a_letter() -> None:
    filled = Slots("en", random.Random(7)).fill("Spoke to {P} in {dept}, who will call back at {T} about {issue}.")
    rows = list(broken(filled, 20))
    assert len(rows) > 1
    letters = "".join(text for row in rows for text, _ in row)
    assert letters.replace(" ", "") == "".join(text for text, _ in filled).replace(" ", "")


def test_screens_come_back_from_their_file_as_they_were(tmp_path: Path) -> None:
    screens = [composed(random.Random(seed)) for seed in range(3)]
    packed.write(screens, tmp_path / "screens.xz")
    assert list(packed.read(tmp_path / "screens.xz")) == screens


def test_the_rules_findings_are_told_letter_by_letter() -> None:
    screen = dressed(text_screen(Piece("Mail: "), Piece("a.schmidt@clinic.example", EntityType.EMAIL), Piece(" today")))
    told = {piece.text.strip(): piece.found for piece in screen.lines[0].pieces if piece.text.strip()}
    assert told == {"Mail:": None, "a.schmidt@clinic.example": EntityType.EMAIL, "today": None}


def test_a_changed_screen_still_knows_its_private_letters() -> None:
    screen = text_screen(Piece("Owner: "), Piece("Hemangini Kowalski", EntityType.PERSON))
    for seed in range(30):
        for line in varied(screen, random.Random(seed)).lines:
            for piece in line.pieces:
                assert (piece.kind is EntityType.PERSON) == ("kowals" in piece.text.lower().replace("k0", "ko"))


def test_texts_get_an_edge_for_each_letter() -> None:
    (span,) = spans_of(text_screen(Piece("张伟 A1")))
    assert len(span.edges) == len(span.text) + 1
    assert (span.edges[0], span.edges[-1]) == (20, 420)


def test_a_link_that_is_wider_than_the_screen_is_broken_like_any_long_token() -> None:
    link = "https://portal.example/reset?token=" + "a1" * 40
    rows = ["".join(text for text, _ in row) for row in broken([(link, EntityType.URL)], 20)]
    assert len(rows) > 2
    assert "".join(rows) == link


def test_chinese_screens_may_be_in_the_signs_of_taiwan() -> None:
    assert traditional("设备状态") == "設備狀態"
    screens = [composed(random.Random(seed)) for seed in range(120)]
    letters = "".join(line.text for screen in screens for line in screen.lines)
    assert "設" in letters
    assert "设" in letters

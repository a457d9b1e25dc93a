"""Words with a slip of the keyboard find those that were meant."""

import pytest

from engine.domain.knowledge import CannedFix
from engine.knowledge import FixIndex
from engine.knowledge.slips import Spelling
from engine.wording import Language

_SPELLING = Spelling(["printer", "spooler", "queue", "vpn", "screen"])


@pytest.mark.parametrize("typed", ["pritner", "priner", "printter", "prinzer", "printe"])
def test_a_letter_too_many_too_few_wrong_or_in_another_place_is_seen_through(typed: str) -> None:
    assert _SPELLING.near(typed) == ["printer"]


@pytest.mark.parametrize("typed", ["vpm", "qeue", "sprinter", "painters", "\u6253\u5370\u673a", "12345", ""])
def test_short_words_other_beginnings_and_what_is_no_word_are_left_alone(typed: str) -> None:
    assert _SPELLING.near(typed) == []


def test_a_fix_is_found_through_a_slip_and_one_without_it_comes_first() -> None:
    fixes = [
        CannedFix("spooler", Language.EN, "The spooler stops", "1. Start it."),
        CannedFix("spoiler", Language.EN, "The spoiler stops", "1. Start it."),
    ]
    index = FixIndex(fixes[:1])
    assert [each.fix.uid for each in index.suggest("the spoolre stops", language=Language.EN)] == ["spooler"]
    both = FixIndex(fixes).suggest("the spooler stops", language=Language.EN)
    assert both[0].fix.uid == "spooler"

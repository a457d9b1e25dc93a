"""Values that a screen breaks apart are found in all their pieces."""

from engine.domain.finding import EntityType as E
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.screen_search import find_on_screen

HEIGHT = 16


def span(text: str, x: int, y: int) -> TextSpan:
    return TextSpan(text, Region(x, y, 8 * len(text), HEIGHT), 0.99)


def covers(spans: list[TextSpan], kind: E) -> bool:
    boxes = [found.region for found in find_on_screen(spans) if found.entity_type is kind]
    return all(any(box.intersection(each.region) == each.region for box in boxes) for each in spans)


def test_an_address_wrapped_over_two_lines_is_covered_on_both() -> None:
    assert covers([span("agnieszka.kowalczyk@medi", 10, 10), span("tech-polska.pl", 10, 30)], E.EMAIL)


def test_a_card_number_wrapped_over_two_lines_is_covered_on_both() -> None:
    assert covers([span("4539 1488", 10, 10), span("0343 6467", 10, 30)], E.BANK_CARD)


def test_a_card_number_in_four_fields_is_covered_in_all() -> None:
    assert covers([span(part, 10 + 90 * i, 10) for i, part in enumerate(["4539", "1488", "0343", "6467"])], E.BANK_CARD)


def test_a_number_written_downwards_is_covered_glyph_by_glyph() -> None:
    assert covers([span(digit, 10, 10 + 20 * i) for i, digit in enumerate("4539148803436467")], E.BANK_CARD)


def test_the_word_below_a_whole_address_stays_readable() -> None:
    spans = [span("mail a.novak@bank.example", 10, 10), span("Regards", 10, 30)]
    assert not any(found.region.intersects(spans[1].region) for found in find_on_screen(spans))

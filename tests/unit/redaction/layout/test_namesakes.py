"""Names and user names that are made of each other prove each other, wherever they stand on a screen."""

import pytest

from engine.domain.finding import EntityType as E
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.screen_search import find_on_screen
from engine.redaction.words.logins import is_made_of, is_syllabic

HEIGHT = 14


def span(text: str, x: int, y: int) -> TextSpan:
    return TextSpan(text, Region(x, y, 8 * len(text), HEIGHT), 0.99)


def kinds(spans: list[TextSpan], place: TextSpan) -> set[E]:
    return {
        found.entity_type for found in find_on_screen(spans) if found.region.intersection(place.region) == place.region
    }


@pytest.mark.parametrize(
    ("login", "name"),
    [
        ("anovak", "Anna Novak"),
        ("novaka", "Anna Novak"),
        ("anna.novak", "Anna Novák"),
        ("novak_a", "Anna Novák"),
        ("annan61", "Anna Novák"),
        ("novakan2", "Anna Novak"),
        ("degrootji", "Jiří de Groot"),
        ("avandermeer", "Aurélie van der Meer"),
        ("yildirim_k", "Katarzyna Yıldırım"),
    ],
)
def test_a_login_is_recognised_as_made_of_its_name(login: str, name: str) -> None:
    assert is_made_of(login, name)


@pytest.mark.parametrize("login", ["service", "backup2", "printer", "nova", "anna"])
def test_a_word_is_not(login: str) -> None:
    assert not is_made_of(login, "Anna Novak")


@pytest.mark.parametrize("login", ["yichenz74", "xind65", "zhang.wei", "jlong", "weili2"])
def test_a_login_of_chinese_syllables_is_recognised(login: str) -> None:
    assert is_syllabic(login)


@pytest.mark.parametrize("login", ["base64", "sha256", "backup12", "server01", "printer3"])
def test_words_of_computers_are_no_syllables(login: str) -> None:
    assert not is_syllabic(login)


def test_a_login_alone_in_a_cell_is_covered_when_its_person_stands_elsewhere() -> None:
    login = span("vondruskovater", 400, 200)
    assert E.USERNAME in kinds([span("Contact: Tereza Vondrusková", 10, 10), span("Anmeldung", 10, 200), login], login)


def test_a_name_of_rare_words_is_covered_when_its_address_stands_elsewhere() -> None:
    name = span("Quirla Xantheby", 10, 10)
    assert E.PERSON in kinds([name, span("quirla.xantheby@stadtwerke.example", 300, 100)], name)


def test_two_words_without_a_login_stay_readable() -> None:
    name = span("Quick Launch", 10, 10)
    assert not kinds([name, span("info@stadtwerke.example", 300, 100)], name)


def test_a_name_over_two_lines_is_covered_on_both() -> None:
    upper, lower = span("Desmond", 100, 10), span("Delgado", 102, 28)
    assert all(E.PERSON in kinds([upper, lower], place) for place in (upper, lower))


def test_codes_in_two_columns_are_covered_without_a_heading() -> None:
    codes = ["4c17f-9ee9e", "c7453-a44d1", "0895e-b31d3", "f1dd1-d5525"]
    spans = [span(code, 20 + 200 * (n % 2), 20 + 24 * (n // 2)) for n, code in enumerate(codes)]
    assert all(E.SECRET in kinds(spans, place) for place in spans)


def test_numbers_of_one_kind_of_thing_are_no_codes() -> None:
    spans = [span(f"INC-{number}", 20, 20 + 24 * n) for n, number in enumerate(["20a41", "20a42", "20a43", "20a44"])]
    assert not any(found.entity_type is E.SECRET for found in find_on_screen(spans))


def test_a_token_that_runs_on_at_the_left_of_the_next_row_is_covered_on_both_and_not_what_stands_before_it() -> None:
    before = span("GET /api Authorization:", 20, 10)
    head = span("Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI2MjEx", 260, 10)
    rest = span("iwiaWF0IjoxNzAzNjM1NDg2fQ.SZTgEeyQa1BND0Z2f8MtT0Ghb", 20, 28)
    boxes = [found.region for found in find_on_screen([before, head, rest]) if found.entity_type is E.JWT]
    assert any(box.intersection(rest.region) == rest.region for box in boxes)
    assert not any(box.intersects(before.region.grown(-4, -4)) for box in boxes)


def test_a_host_broken_at_its_dash_is_covered_on_both_rows() -> None:
    upper, lower = span("pc-2021.corp.nordlys-", 20, 10), span("energi.dk", 20, 28)
    assert all(kinds([upper, lower], place) for place in (upper, lower))


def test_a_label_with_words_of_its_own_announces_its_value() -> None:
    value = span("07/05/1987", 300, 10)
    assert E.DATE_OF_BIRTH in kinds([span("Spouse date of birth", 20, 10), value], value)


def test_a_first_letter_that_got_no_width_is_covered_with_half_of_what_stands_before_it() -> None:
    text = "[tamara.bell@SZXFS01 ~]$ ls"
    edges = list(range(0, 8 * len(text) + 1, 8))
    first = text.index("S")
    edges[first] = edges[first + 1]
    [host] = [
        finding
        for finding in find_on_screen([TextSpan(text, Region(0, 0, edges[-1], 14), 0.98, tuple(edges))])
        if finding.value == "SZXFS01"
    ]
    assert host.region.x <= 8 * first

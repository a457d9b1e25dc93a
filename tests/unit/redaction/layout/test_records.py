"""Rows of people, columns of logins, names in two fields: the place tells what a value is."""

from engine.domain.finding import EntityType as E
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.screen_search import find_on_screen


def table(*rows: tuple[str, ...]) -> list[TextSpan]:
    return [
        TextSpan(text, Region(20 + 320 * column, 40 + 30 * line, 9 * len(text), 18), 0.99)
        for line, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]


def found(spans: list[TextSpan], kind: E) -> set[str]:
    return {
        span.text
        for span in spans
        for each in find_on_screen(spans)
        if each.entity_type is kind and each.region.contains_point(*_middle(span.region))
    }


def _middle(region: Region) -> tuple[int, int]:
    return (region.x + region.right) // 2, (region.y + region.bottom) // 2


def test_an_old_date_in_the_row_of_a_person_is_a_birth_date() -> None:
    spans = table(
        ("Marta Kowalska", "m.kow@firma.pl", "07-Nov-1967"),
        ("王建国", "13800138000", "1971年2月3日"),
        ("Peter Schneider", "+49 30 901820", "1O.05.1959"),
    )
    assert found(spans, E.DATE_OF_BIRTH) == {"07-Nov-1967", "1971年2月3日", "1O.05.1959"}


def test_dates_of_these_years_and_rows_of_things_stay() -> None:
    spans = table(
        ("Marta Kowalska", "m.kow@firma.pl", "2026-03-04"),
        ("Peter Schneider", "+49 30 901820", "1971-02-03 10:44:12"),
        ("Standard", "released", "1987-06-01"),
    )
    assert found(spans, E.DATE_OF_BIRTH) == set()


def test_plates_repeat_down_a_column_of_people() -> None:
    spans = table(
        ("Marta Kowalska", "m.kow@firma.pl", "HH-AB 221"),
        ("Peter Schneider", "+49 30 901820", "GD-119-RT"),
    )
    assert found(spans, E.PLATE) == {"HH-AB 221", "GD-119-RT"}


def test_a_column_that_counts_things_is_none_of_plates() -> None:
    spans = table(
        ("Marta Kowalska", "m.kow@firma.pl", "REQ-2204"),
        ("Peter Schneider", "+49 30 901820", "REQ-2205"),
    )
    assert found(spans, E.PLATE) == set()


def test_a_number_as_long_as_a_card_in_the_row_of_a_person_is_one() -> None:
    spans = table(("Marta Kowalska", "m.kow@firma.pl", "| 1234567890123456"))
    assert found(spans, E.BANK_CARD) == {"| 1234567890123456"}


def test_what_stands_among_known_user_names_is_one() -> None:
    spans = table(
        ("report.docx", "chenw07", "done"),
        ("slides.pptx", "llin", "done"),
        ("plan.xlsx", "zhaoq_", "done"),
        ("scan.pdf", "limei62", "done"),
    )
    spans.append(TextSpan("王磊", Region(1200, 40, 40, 18), 0.99))
    assert {"llin", "zhaoq_"} <= found(spans, E.USERNAME)


def test_the_parts_of_a_name_in_two_fields_are_hidden() -> None:
    assert found(table(("Surname", "林"), ("Given name", "娜")), E.PERSON) == {"林", "娜"}
    assert found(table(("名", "晓东"), ("姓", "韩")), E.PERSON) == {"晓东", "韩"}


def test_a_password_stands_alone_in_its_cell() -> None:
    for value in ("Herbst2031#", "Spring@7788", "Zk9!mWq2xT", "t2m1-hb00w-ehrb", "• bdfg-lkqp-zzxt"):
        assert found(table((value,)), E.PASSWORD) == {value}


def test_other_words_alone_in_their_cells_are_no_passwords() -> None:
    words = ("Ticket#2031", "aes-256-gcm", "web-app-rollout", "C++17Build", "Ctrl+Shift+F5", "Page2!", "2026-11-23")
    for word in words:
        assert found(table((word,)), E.PASSWORD) == set()

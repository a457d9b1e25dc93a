"""Who is connected from where, streets whose gaps were lost, cars with plates, and what only looks like a name."""

from __future__ import annotations

import pytest

from engine.domain.finding import EntityType as E
from engine.redaction import find_in_text
from tests.unit.redaction.asking import found


@pytest.mark.parametrize(
    ("text", "login"),
    [
        ("10.40.7.19·rk_archive", "rk_archive"),
        ("172.20.3.8 · scada.reader", "scada.reader"),
        ("10.9.0.4:3389 | adm-tkolar | 2 h", "adm-tkolar"),
        ("192.168.77.12 • pburakow", "pburakow"),
        ("10.40.7.19 · Online", None),
        ("10.40.7.19 · Windows Server", None),
        ("10.40.7.19 · eth0", None),
        ("10.40.7.19 | Up-to-date", None),
        ("10.40.7.19 · 443", None),
        ("10.40.7.19 · v2.14.1", None),
        ("10.40.7.19 · Frankfurt", None),
    ],
)
def test_who_is_connected_stands_behind_the_address(text: str, login: str | None) -> None:
    assert found(text, E.USERNAME) == ([login] if login else [])


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("The tenant of 27 FernLane called twice", "27 FernLane"),
        ("left the keys at 8a OldMillRoad before noon", "8a OldMillRoad"),
        ("please leave it at no. 41\nHarrow Street if nobody is in", "41\nHarrow Street"),
        ("Office 365 OneDrive is full", None),
        ("see chapter 12\nClose Menu", None),
    ],
)
def test_a_street_is_found_where_a_gap_or_the_line_ends_amid_it(text: str, street: str | None) -> None:
    assert found(text, E.ADDRESS) == ([street] if street else [])


def test_a_german_street_behind_a_joined_preposition_is_one() -> None:
    assert found("Hinterm Wehr 12b", E.ADDRESS) == ["Hinterm Wehr 12b"]


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("Peugeot 208, 31-QD-77", "31-QD-77"),
        ("Škoda Octavia (4AB 1234)", "4AB 1234"),
        ("VW Golf · B-KX 417", "B-KX 417"),
        ("Toyota Yaris / XY-913-ZR", "XY-913-ZR"),
        ("BMW X5, 2021", None),
        ("Seat 14A, Row 12-B", None),
        ("Volvo FH 460", None),
        ("Ford Transit, 3 seats", None),
    ],
)
def test_a_plate_behind_a_make_of_car_is_found(text: str, plate: str | None) -> None:
    assert found(text, E.PLATE) == ([plate] if plate else [])


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Perito Rui Vasconcelos confirma", "Rui Vasconcelos"),
        ("Vidimerad av Sigrid Lindholm", "Sigrid Lindholm"),
        ("Urlop Paweł Wiśniewski", "Paweł Wiśniewski"),
        ("Entrevista Joaquín Lizarraga", "Joaquín Lizarraga"),
        ("Contact d'urgence\nNom Fatima Diallo", "Fatima Diallo"),
        ("Xolani Maria Nkosi", "Xolani Maria Nkosi"),
        ("Carl af Sandeberg", "Carl af Sandeberg"),
    ],
)
def test_what_stands_before_a_name_is_no_part_of_it(text: str, person: str) -> None:
    assert found(text, E.PERSON) == [person]


@pytest.mark.parametrize(
    "text",
    [
        "Reembolsos Pagamentos",
        "Apólices Processos",
        "Zahlbar binnen 30 Tage netto",
        "Versie 7.2.4",
        "Willow Creek County",
        "If found, return to Willowbrook Parish Schools",
        "Stone Valley Credit Union",
        "自然人股东名册",
        "客服备注(小票)：已补打",
        "INC0419833",
        "enp3s0",
    ],
)
def test_menus_measures_offices_and_tickets_are_nobody(text: str) -> None:
    assert list(find_in_text(text)) == []


def test_a_chinese_name_before_its_number_and_a_nickname_behind_a_desk() -> None:
    assert found("校验未通过，自然人裘放身份证件330602199008170649不符", E.PERSON) == ["裘放"]
    assert found("客服备注(小茉)：改发同款", E.PERSON) == ["小茉"]


def test_two_numbers_of_a_column_are_no_card() -> None:
    assert found("902-3317902-8806", E.BANK_CARD) == []
    assert found("4539-14880343-6467", E.BANK_CARD) == ["4539-14880343-6467"]


@pytest.mark.parametrize("text", ["SIP auth ID: 318kWq2Z", "Auth user: 7101-kWq2", "Register name: sip7101x"])
def test_a_telephone_logs_in_too(text: str) -> None:
    assert found(text, E.USERNAME) == [text.partition(": ")[2]]


@pytest.mark.parametrize("word", ["firmware", "frmware", "flrmware"])
def test_a_version_of_four_parts_is_no_address(word: str) -> None:
    assert found(f"Yealink T46U, {word} 108.86.0.45", E.IP) == []

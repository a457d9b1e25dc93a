"""Addresses that are read line by line, and dates of birth that no label announces."""

import pytest

from engine.domain.finding import EntityType as E
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction import find_in_text
from engine.redaction.screen_search import find_on_screen


def found(text: str, kind: E) -> list[str]:
    return [text[each.start : each.end] for each in find_in_text(text) if each.entity_type is kind]


def lines(*texts: str, left: int = 40) -> list[TextSpan]:
    return [
        TextSpan(text, Region(left, 20 + 18 * row, 8 * len(text), 12), 0.99) for row, text in enumerate(texts) if text
    ]


def covered(spans: list[TextSpan]) -> list[str]:
    places = [each.region for each in find_on_screen(spans)]
    return [span.text for span in spans if any(span.region.intersection(place) == span.region for place in places)]


@pytest.mark.parametrize(
    "text",
    [
        "CHATTANOOGA TN 37405",
        "MURFREESBORO TN 37129-4410",
        "1630 CINDER HOLLOW RD",
        "8815 OLD SPRING TRL APT 12",
        "PO BOX 418",
        "Leeds LS8 4DW",
        "B61 7JJ",
        "9001 KZ Grou",
        "11540 Sanlúcar de Barrameda",
        "29200 Brest",
        "80078 POZZUOLI (NA)",
        "VIA DEI MILLE 40 INT. 3",
        "704 Whistler BEend, Apt 2B, Evanston, IL 60202",
        "The Old Rectory, Church Lane, Nether Wallop, Hampshire SO20 8ET",
        "Holunderweg 3, 2. OG links, 83022 Rosenheim",
        "西藏林芝市巴宜区",
        "3单元202",
        "收拉区1萨市1区江苏路22号邮电局家属院",
    ],
)
def test_a_part_of_an_address_is_found_whole(text: str) -> None:
    assert found(text, E.ADDRESS) == [text]


@pytest.mark.parametrize(
    "text",
    ["29200 Records", "Batch 11540 Completed", "Room 12 Floor 3", "Model MX 4071", "Error 48013 Denied", "IN 2026"],
)
def test_numbers_and_words_are_no_address(text: str) -> None:
    assert found(text, E.ADDRESS) == []


@pytest.mark.parametrize(
    "block",
    [
        ("Am Sonnenhang 14a", "37085 Göttingen"),
        ("Rose Cottage", "12 Pudding Pie Lane", "Bishop's Frome", "WR6 5AP"),
        ("Unit 6 Tanyard Estate", "Bromsgrove", "B61 7JJ"),
        ("27 Beechcroft Terrace", "Kidderminster", "DY11 6QX"),
        ("4 impasse des Hortensias", "Bât. C, 2e étage", "29200 Brest"),
    ],
)
def test_all_lines_of_an_address_are_covered_and_no_more(block: tuple[str, ...]) -> None:
    spans = lines("Invoice summary", "", *block, "", "Payment within 30 days")
    assert covered(spans) == list(block)


def test_a_door_read_apart_belongs_to_its_street() -> None:
    street = "C/ Ronda de Capuchinos 52,"
    spans = [
        TextSpan(street, Region(40, 20, 8 * len(street), 12), 0.99),
        TextSpan("30", Region(60 + 8 * len(street), 20, 16, 12), 0.99),
        TextSpan("B", Region(100 + 8 * len(street), 20, 8, 12), 0.99),
    ]
    assert covered(spans) == [street, "30", "B"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03-Jun-1941F", "03-Jun-1941"),
        ("M 05/08/1992", "05/08/1992"),
        ("1968-04-11 (58岁)", "1968-04-11"),
        ("民國64年2月9日", "民國64年2月9日"),
        ("the date of birth written there (5 January\n1967) differs", "5 January\n1967"),
        ("Seen 07/29/1957 at the desk", "07/29/1957"),
        ("DATE OF BIRTH 17 FEB /FEV 88", "17 FEB /FEV 88"),
    ],
)
def test_a_date_of_birth_is_found_without_a_label_right_before_it(text: str, day: str) -> None:
    assert day in found(text, E.DATE_OF_BIRTH)


@pytest.mark.parametrize(
    "text",
    [
        "Driver date 6/21/2006",
        "Copyright 1998-2026",
        "成立于1995年3月1日",
        "Epoch 1970-01-01",
        "Modified 2003-05-06",
        "2026-11-20",
        "民國115年11月20日",
        "1971-02-03 10:44:12",
    ],
)
def test_other_dates_stay_readable(text: str) -> None:
    assert found(text, E.DATE_OF_BIRTH) == []

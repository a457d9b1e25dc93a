"""Tables of two columns, heads above single values, owners told by logins, and tiles of contacts."""

import pytest

from engine.domain.finding import EntityType as E
from tests.unit.redaction.tables import covered, rows, screen


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [("User", "Status"), ("mhoffmann", "Active"), ("jvandijk", "Locked")],
            {"mhoffmann": E.USERNAME, "jvandijk": E.USERNAME},
        ),
        (
            [("Owner", "Share"), ("kpetersen", "Public"), ("lmartinez", "Scans")],
            {"kpetersen": E.USERNAME, "lmartinez": E.USERNAME},
        ),
        (
            [("Account", "Locked out"), ("rbauer", "True"), ("tkolm", "False")],
            {"rbauer": E.USERNAME, "tkolm": E.USERNAME},
        ),
        ([("负责人", "任务"), ("zhangwl", "巡检"), ("lixl", "值班")], {"zhangwl": E.USERNAME, "lixl": E.USERNAME}),
        (
            [("Computer", "Last seen"), ("HV-EDGE-3", "2 h ago"), ("ZEUS2", "5 d ago")],
            {"HV-EDGE-3": E.HOSTNAME, "ZEUS2": E.HOSTNAME},
        ),
        ([("User name", "jdoe"), ("Department", "Finance"), ("Location", "Basel")], {"jdoe": E.USERNAME}),
    ],
)
def test_a_table_of_two_columns_is_covered_as_far_as_its_values_go(
    lines: list[tuple[str, ...]], expected: dict[str, E]
) -> None:
    assert covered(rows(*lines)) == expected


def test_an_owner_in_a_wide_table_may_be_a_login() -> None:
    lines = [("Document", "Status", "Owner"), ("a.docx", "Printing", "mschroeder"), ("b.docx", "Queued", "lkovacs")]
    assert covered(rows(*lines)) == {"mschroeder": E.USERNAME, "lkovacs": E.USERNAME}


def test_names_of_tokens_are_no_people() -> None:
    lines = [("Name", "Scope", "Expires"), ("deploy-bot", "write", "never"), ("metrics", "read", "never")]
    assert covered(rows(*lines)) == {}


def test_heads_above_single_values_are_told_from_lines_of_a_form() -> None:
    lines = [("Requester", "Device", "Location"), ("Oyelaran", "ORION", "Basel")]
    assert covered(rows(*lines)) == {"Oyelaran": E.PERSON, "ORION": E.HOSTNAME}


def test_a_head_beside_a_head_is_no_value() -> None:
    lines = [
        ("Client", "Username", "Session", "Logon"),
        ("one", "wkariuki7", "ICA 4", "09:01"),
        ("two", "bquig3", "ICA 7", "09:12"),
    ]
    assert set(covered(rows(*lines))) == {"wkariuki7", "bquig3"}


def test_who_stands_above_a_number_is_its_owner() -> None:
    tile = screen(("Incoming call", 10, 10), ("Brandstätter", 10, 30), ("+43 664 1234567", 10, 46), ("Answer", 10, 90))
    assert covered(tile) == {"Brandstätter": E.PERSON, "+43 664 1234567": E.PHONE}


def test_a_word_above_a_number_stays() -> None:
    assert covered(screen(("Support", 10, 30), ("+43 664 1234567", 10, 46))) == {"+43 664 1234567": E.PHONE}


def test_a_number_beside_an_address_is_a_telephone() -> None:
    row = screen(("735 NE 45th St, Apt 5C, Seattle, WA 98105", 10, 10), ("07640207425", 400, 10))
    assert covered(row)["07640207425"] is E.PHONE
    assert "07640207425" not in covered(screen(("Order", 10, 10), ("07640207425", 400, 10)))


@pytest.mark.parametrize(("label", "value"), [("Unlock passcode", "776519"), ("Guest portal password", "Blue77sky")])
def test_a_label_that_ends_like_one_of_a_password_announces_one(label: str, value: str) -> None:
    assert covered(screen((label, 10, 10), (value, 200, 10))) == {value: E.PASSWORD}


def test_links_about_passwords_announce_none() -> None:
    assert covered(screen(("Forgot password", 10, 10), ("Register", 200, 10))) == {}


def test_plates_below_a_head_end_where_words_begin() -> None:
    lines = [("Registration", "Make", "Damage"), ("7RRR918", "Skoda", "2,140.00"), ("M-TB 7903", "Toyota", "870.50")]
    spans = rows(*lines) + screen(("Statement", 10, 90))
    assert set(covered(spans)) == {"7RRR918", "M-TB 7903"}


def test_keys_of_tickets_are_no_secrets() -> None:
    lines = [("Key", "Schlüssel", "Status"), ("1", "OPS-2517", "Offen"), ("2", "OPS-3095", "Erledigt")]
    assert covered(rows(*lines)) == {}


def test_a_name_with_a_caret_is_one_in_a_column_of_patients() -> None:
    lines = [
        ("Patient ID", "Patient name", "Modality"),
        ("00384712", "OKAFOR^M", "CT"),
        ("00384799", "DREYFUS^ANSELM", "MR"),
    ]
    assert {"OKAFOR^M", "DREYFUS^ANSELM"} <= set(covered(rows(*lines)))
    assert "Modality" not in covered(rows(*lines))


def test_a_word_that_stands_again_below_is_no_label() -> None:
    lines = [("Name", "Type", "Description"), ("g-finance-rw", "User", "scanner"), ("g-hr", "User", "archive")]
    assert covered(rows(*lines)) == {}

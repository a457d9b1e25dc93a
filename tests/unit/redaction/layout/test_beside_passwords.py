"""Logins right before a password, names in files after a login, labels of several parts, wallets over two lines."""

from __future__ import annotations

import pytest

from engine.domain.finding import EntityType as E
from engine.redaction.layout.beside_passwords import logins_before
from engine.redaction.recognizers.labelled import label_of
from tests.unit.redaction.asking import found
from tests.unit.redaction.tables import covered, screen


@pytest.mark.parametrize("joint", [" / ", " | ", "/"])
def test_any_word_between_strokes_before_a_password_is_a_login(joint: str) -> None:
    text = f"Gateway: wartung{joint}Kran-1977"
    start = text.index("Kran")
    hits = list(logins_before(screen((text, 10, 10)), [(E.PASSWORD, (0, start, len(text)))]))
    assert [text[each.start : each.end] for _, each in hits] == ["wartung"]


def test_a_usual_word_before_and_is_none() -> None:
    text = "the printer and Kran-1977"
    start = text.index("Kran")
    assert not list(logins_before(screen((text, 10, 10)), [(E.PASSWORD, (0, start, len(text)))]))


@pytest.mark.parametrize(
    "text",
    ["Compte pompe: service / Vanne-1986", "Konto SPS 3: wartung / Kran-1977x", "用户网关登录：opc / Beng-2011x"],
)
def test_an_account_and_its_password_after_a_named_thing(text: str) -> None:
    assert found(text, E.USERNAME)
    assert found(text, E.PASSWORD)


@pytest.mark.parametrize(
    "text", ["Account status: open / since 2024", "Konto 4: netto / 2026Q1", "user guide: page 4 / 12"]
)
def test_two_words_with_a_stroke_are_no_account(text: str) -> None:
    assert not found(text, E.PASSWORD)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Familienname, ggf. Geburtsname", E.PERSON),
        ("Surname / maiden name", E.PERSON),
        ("Apellidos y nombre", E.PERSON),
        ("Telefon / Fax", E.PHONE),
        ("Kunden-Login", E.USERNAME),
        ("Remote-Kennwort", E.PASSWORD),
        ("Name / Status", None),
        ("Host / Port", None),
        ("Datum, Unterschrift", None),
    ],
)
def test_labels_of_several_parts(label: str, kind: E | None) -> None:
    assert label_of(label) is kind


def test_a_file_is_named_after_whoever_is_logged_in() -> None:
    shown = covered(screen(("User name: tvanderveldt", 10, 10), ("Loonstrook_Tycho_Vanderveldt_okt.pdf", 10, 200)))
    assert "User name: tvanderveldt" in shown


def test_a_wallet_over_two_lines_is_covered_whole() -> None:
    upper, lower = "0x71c7656ec7ab88b098defb751b7401b5", "f6d8976f"
    assert covered(screen((upper, 100, 10), (lower, 200, 26))) == {upper: E.CRYPTO, lower: E.CRYPTO}


def test_a_hardware_address_is_found_behind_a_lost_gap() -> None:
    assert found("Phone: Aastra 6867U00:08:5D:4F:A1:92 · online", E.MAC) == ["00:08:5D:4F:A1:92"]


@pytest.mark.parametrize(
    "text", ["abholen mit Kennzeichen\nRT-HG 482 am Tor", "let in the car with plate\nAB-123-CD at noon"]
)
def test_a_plate_may_begin_the_line_below_its_word(text: str) -> None:
    assert found(text, E.PLATE)


def test_a_second_given_name_behind_a_family_name_in_capitals() -> None:
    assert "OYELARAN, Temitope Grace" in found("OYELARAN, Temitope Grace", E.PERSON)

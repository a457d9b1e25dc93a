"""Lines of forms and tables: what is a value, what is the next label, and where a table ends."""

from __future__ import annotations

import pytest

from engine.domain.finding import EntityType as E
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.screen_search import find_on_screen
from tests.unit.redaction.tables import covered, rows, screen


def test_the_next_line_of_a_form_is_no_value_of_the_line_above() -> None:
    lines = [("Account name", "Harbourside Lifting Ltd"), ("IBAN", "see contract"), ("BIC", "MIDLGB22XXX")]
    assert "IBAN" not in covered(rows(*lines))


def test_logins_of_a_change_log_are_covered_and_what_was_changed_is_not() -> None:
    lines = [
        ("Datum", "Benutzer", "Feld"),
        ("23.11.2026 08:12", "BRANDTNERK", "Zahlweg"),
        ("02.07.2026 15:40", "YILDIRIMA", "Mahnstufe"),
        ("11.01.2026 11:05", "BATCH_MM", "Sperre"),
    ]
    assert set(covered(rows(*lines))) == {"BRANDTNERK", "YILDIRIMA", "BATCH_MM"}


@pytest.mark.parametrize("caption", ["Section C. Payment", "12. Bank", "Abschnitt 3 Konto", "Partie 2 Paiement"])
def test_a_column_of_people_ends_where_a_form_goes_on(caption: str) -> None:
    lines = [
        ("Name", "Relationship", "Date of birth"),
        ("Mateo Castellanos", "son", "08/12/2009"),
        ("Lucía Castellanos", "daughter", "01/30/2013"),
    ]
    below = screen((caption, 10, 82), ("Copper Basin Savings", 10, 100))
    found = covered([*rows(*lines), *below])
    assert {"Mateo Castellanos", "Lucía Castellanos"} <= set(found)
    assert not {caption, "Copper Basin Savings"} & set(found)


def test_a_sentence_below_a_column_of_numbers_is_no_number() -> None:
    lines = [("時間", "來電號碼", "頁數"), ("10:05", "02-2748-5530", "3"), ("10:20", "04-2203-9917", "1")]
    found = covered([*rows(*lines), *screen(("傳真線路2：接收中14400bps", 210, 76))])
    assert set(found) == {"02-2748-5530", "04-2203-9917"}


@pytest.mark.parametrize("label", ["Contacto", "Kontakt", "Contact"])
def test_a_contact_may_be_a_number_alone(label: str) -> None:
    assert covered(rows((label, "912 555 073"), ("Local", "Matosinhos"))) == {"912 555 073": E.PHONE}
    assert covered(rows((label, "none"), ("Local", "Matosinhos"))) == {}


def test_tables_of_a_database_are_no_logins() -> None:
    assert covered(screen(("member", 10, 10), ("order_item", 10, 28))) == {}


def test_what_is_noted_behind_a_password_stays_readable() -> None:
    spans = rows(("Encryption password", "Birch.Anchor.2031 (written down by Ann)"))
    assert "Birch.Anchor.2031" in {found.value for found in find_on_screen(spans)}
    assert not any("written" in found.value for found in find_on_screen(spans))


def test_a_land_below_a_town_belongs_to_the_address() -> None:
    found = covered(screen(("Via Cantonale 88", 10, 10), ("6900 Lugano", 10, 28), ("Switzerland", 10, 46)))
    assert "Switzerland" in " ".join(found)
    assert "Leads" not in " ".join(covered(screen(("6900 Lugano", 10, 10), ("Leads", 10, 28))))


def test_labels_go_on_and_streets_are_none() -> None:
    assert label_of("14. Driver's license plate on file") is E.PLATE
    assert label_of("Billing Street") is E.ADDRESS
    assert label_of("Quarry Street") is None

"""Columns and lists of one kind: the cells that show nothing by themselves are covered with the others."""

from __future__ import annotations

import pytest

from engine.domain.finding import EntityType as E
from tests.unit.redaction.tables import covered, screen


@pytest.mark.parametrize(
    ("cells", "kind", "expected"),
    [
        (("Serwer", "sql-kadry-02", "app-01.huta.example", "poczta-glowna-x"), E.HOSTNAME, "poczta-glowna-x"),
        (("Ziel", "WS-LAGER-014", "WS-LAGER-015", "EMPFANG-LINKS"), E.HOSTNAME, "EMPFANG-LINKS"),
        (("設備", "KH-POS-0021", "KH-POS-0022", "BACKOFFICE"), E.HOSTNAME, "BACKOFFICE"),
    ],
)
def test_the_rest_of_a_column_of_machines_is_covered_under_any_head(
    cells: tuple[str, ...], kind: E, expected: str
) -> None:
    found = covered(screen(*((cell, 40, 20 + 22 * row) for row, cell in enumerate(cells))))
    assert found.get(expected) is kind
    assert cells[0] not in found


@pytest.mark.parametrize("other", ["Offline", "read-only", "Reachable", "n/a", "14 days"])
def test_what_no_machine_is_called_stays_readable_in_their_column(other: str) -> None:
    cells = ("WS-LAGER-014", "WS-LAGER-015", other)
    assert other not in covered(screen(*((cell, 40, 20 + 22 * row) for row, cell in enumerate(cells))))


def test_one_machine_makes_no_column() -> None:
    cells = ("WS-LAGER-014", "pre-flight-checks", "all-shipments")
    found = covered(screen(*((cell, 40, 20 + 22 * row) for row, cell in enumerate(cells))))
    assert "pre-flight-checks" not in found
    assert "all-shipments" not in found


def test_numbers_made_like_the_telephones_of_their_column_are_telephones() -> None:
    cells = ("+34 655 072 918", "+34 699 114 203", "+34 12 345")
    found = covered(screen(*((cell, 40, 20 + 22 * row) for row, cell in enumerate(cells))))
    assert found["+34 12 345"] is E.PHONE

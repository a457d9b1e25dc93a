"""Names in two fields: the family name in one, the given name in another, each too short to be told alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.domain.text import TextSpan
from engine.redaction.layout.columns import row_of

_FAMILY = frozenset(
    [
        "姓",
        "姓氏",
        "surname",
        "lastname",
        "familyname",
        "nachname",
        "familienname",
        "nomdefamille",
        "nom",
        "apellido",
        "apellidos",
        "cognome",
        "nazwisko",
        "příjmení",
        "achternaam",
        "efternamn",
    ]
)
_GIVEN = frozenset(
    [
        "名",
        "名字",
        "givenname",
        "givennames",
        "firstname",
        "forename",
        "vorname",
        "prénom",
        "nombre",
        "nome",
        "imię",
        "jméno",
        "voornaam",
        "förnamn",
    ]
)
_PART = re.compile(r"[一-鿿]{1,3}|[A-ZÀ-ÞĀ-Ž][\w'’\-]*(?: (?:[a-z]{2,3} )?[A-ZÀ-ÞĀ-Ž][\w'’\-]*){0,2}")
_REACH = 20
"""How far right of its label a part may stand, in heights."""


def parts_of_names(spans: Sequence[TextSpan]) -> Iterator[int]:
    """Yield the numbers of the spans beside the labels for family and given name, where both are on the screen."""
    labels = {number: _squeezed(span.text) for number, span in enumerate(spans)}
    families = [number for number, label in labels.items() if label in _FAMILY]
    givens = [number for number, label in labels.items() if label in _GIVEN]
    for number in (*families, *givens) if families and givens else ():
        row = row_of(spans, number)
        for right in row[row.index(number) + 1 :][:1]:
            gap = spans[right].region.x - spans[number].region.right
            is_label = right in families or right in givens
            is_near = gap <= _REACH * spans[number].region.height
            if is_near and not is_label and _PART.fullmatch(spans[right].text.strip()):
                yield right


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()

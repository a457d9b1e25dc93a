"""A canned fix as named fields of plain text: what every file format and the history of versions write and read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from engine.domain.knowledge import CannedFix, FixState
from engine.wording import Language

TEXTS = ("uid", "language", "title", "category", "product", "shortcut", "owner", "valid_until", "state")
"""Fields of one text, in the order in which they are written; the body comes last and is none of them."""
LISTS = ("tags", "os", "error_codes", "symptoms")
REQUIRED = ("uid", "language", "title")

Fields = Mapping[str, str | Sequence[str]]


def as_fields(fix: CannedFix) -> dict[str, str | list[str]]:
    """Return what is not empty, without the body. An approved state goes without saying."""
    fields: dict[str, str | list[str]] = {}
    for name in TEXTS:
        value = getattr(fix, name)
        if value and value is not FixState.APPROVED:
            fields[name] = value.isoformat() if isinstance(value, date) else str(value)
    for name in LISTS:
        if values := getattr(fix, name):
            fields[name] = list(values)
    return fields


def from_fields(fields: Fields, body: str) -> CannedFix:
    """Build a fix. Raises ValueError for a language, state or date that is none, KeyError for a missing field."""

    def text(name: str) -> str:
        return str(fields.get(name, ""))

    def items(name: str) -> tuple[str, ...]:
        return tuple(fields.get(name, ()))

    until = text("valid_until")
    return CannedFix(
        uid=str(fields["uid"]),
        language=Language(str(fields["language"])),
        title=str(fields["title"]),
        body=body,
        category=text("category"),
        tags=items("tags"),
        product=text("product"),
        os=items("os"),
        error_codes=items("error_codes"),
        symptoms=items("symptoms"),
        shortcut=text("shortcut"),
        owner=text("owner"),
        valid_until=date.fromisoformat(until) if until else None,
        state=FixState(text("state") or FixState.APPROVED),
    )

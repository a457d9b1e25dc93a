"""Blanks in a canned fix: `{{name}}`, `{{name|what to write where nothing is known}}`, and with a kind:

    {{due:date}}   {{floor:number|3}}   {{site:choice=North, South|North}}

Filling is plain substitution in one pass: what is put in is not read again, so a customer's text that holds
`{{...}}` stays as it is. What is no blank, or has no value, stays visible.

`{{> uid}}` stands for the whole text of another fix. It is put in before the blanks are filled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_BLANK = re.compile(
    r"\{\{\s*(?P<name>[^\W\d][\w.-]{0,63})\s*"
    r"(?::\s*(?P<kind>text|date|number|choice)\s*(?:=(?P<choices>[^{}|\n]{1,500}))?)?"
    r"(?:\|(?P<default>[^{}\n]{0,500}))?\}\}"
)
_INCLUSION = re.compile(r"\{\{>\s*(?P<uid>[a-z0-9][a-z0-9._-]{0,79})\s*\}\}")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_TODAY = ("today", "今天")
_DEEPEST = 8
EXPANDED_MAX = 100_000
"""Characters: an inclusion that would make a text longer than this stays as it is."""


class BlankKind(StrEnum):
    """What may be written into a blank."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    """As in 2026-11-23."""
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One blank. `default` is None where the agent must fill it in."""

    name: str
    default: str | None = None
    kind: BlankKind = BlankKind.TEXT
    choices: tuple[str, ...] = ()

    def takes(self, value: str) -> bool:
        """Tell whether a value is of its kind."""
        if self.kind is BlankKind.CHOICE:
            return value in self.choices
        if self.kind is BlankKind.NUMBER:
            return _NUMBER.fullmatch(value) is not None
        return self.kind is BlankKind.TEXT or _is_date(value)

    def proposed(self, values: Mapping[str, str], today: date) -> str:
        """Return what its form shows first: what is known and of its kind, or else its default."""
        known = values.get(self.name, "")
        if known and self.takes(known):
            return known
        if self.kind is BlankKind.DATE and (self.default or "").lower() in _TODAY:
            return today.isoformat()
        return self.default or ""


def placeholders(body: str) -> tuple[Placeholder, ...]:
    """List the blanks of a text in order, each name once, with the first kind and default given for it."""
    found: dict[str, Placeholder] = {}
    for match in _BLANK.finditer(body):
        new = _placeholder(match)
        old = found.get(new.name, new)
        is_typed = old.kind is not BlankKind.TEXT
        found[new.name] = Placeholder(
            new.name,
            new.default if old.default is None else old.default,
            old.kind if is_typed else new.kind,
            old.choices if is_typed else new.choices,
        )
    return tuple(found.values())


def fill(body: str, values: Mapping[str, str]) -> str:
    """Put values into the blanks; a blank without value takes its default; without both it stays visible."""

    def filled(match: re.Match[str]) -> str:
        value = values.get(match["name"], "") or _default(match)
        return match.group() if value is None else value

    return _BLANK.sub(filled, body)


def inclusions(body: str) -> tuple[str, ...]:
    """List the uids of the fixes that a text includes, each once."""
    return tuple(dict.fromkeys(match["uid"] for match in _INCLUSION.finditer(body)))


def expand(body: str, lookup: Callable[[str], str | None], *, uid: str = "") -> str:
    """Put in the bodies of the fixes that are included, and what those include.

    `lookup` returns the body of a fix, or None where there is none; `uid` is the fix that the text is from. What is
    unknown, would go round in a circle, or would make the text too long stays visible as it is.
    """
    room = [EXPANDED_MAX - len(body)]

    def expanded(text: str, above: tuple[str, ...]) -> str:
        def included(match: re.Match[str]) -> str:
            name = match["uid"]
            found = None if name in above or len(above) > _DEEPEST else lookup(name)
            if found is None or len(found) > room[0]:
                return match.group()
            room[0] -= len(found)
            return expanded(found.strip("\n"), (*above, name))

        return _INCLUSION.sub(included, text)

    return expanded(body, (uid,))


def _placeholder(match: re.Match[str]) -> Placeholder:
    choices = tuple(choice.strip() for choice in re.split("[,，]", match["choices"] or "") if choice.strip())
    kind = BlankKind(match["kind"] or "text")
    if kind is BlankKind.CHOICE and not choices:
        kind = BlankKind.TEXT
    return Placeholder(match["name"], _default(match), kind, choices if kind is BlankKind.CHOICE else ())


def _default(match: re.Match[str]) -> str | None:
    default: str | None = match["default"]
    return None if default is None else default.strip()


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True

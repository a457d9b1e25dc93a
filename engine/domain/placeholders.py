"""Blanks in a canned fix: `{{name}}`, or `{{name|what to write where nothing is known}}`.

Filling is plain substitution in one pass: what is put in is not read again, so a customer's text that holds
`{{...}}` stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BLANK = re.compile(r"\{\{\s*(?P<name>[^\W\d][\w.-]{0,63})\s*(?:\|(?P<default>[^{}\n]{0,500}))?\}\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One blank. `default` is None where the agent must fill it in."""

    name: str
    default: str | None = None


def placeholders(body: str) -> tuple[Placeholder, ...]:
    """List the blanks of a text in order, each name once, with the first default that is given for it."""
    found: dict[str, str | None] = {}
    for match in _BLANK.finditer(body):
        name = match["name"]
        if found.get(name) is None:
            found[name] = _default(match)
    return tuple(Placeholder(name, default) for name, default in found.items())


def fill(body: str, values: Mapping[str, str]) -> str:
    """Put values into the blanks; a blank without value takes its default; without both it stays visible."""

    def filled(match: re.Match[str]) -> str:
        value = values.get(match["name"], "") or _default(match)
        return match.group() if value is None else value

    return _BLANK.sub(filled, body)


def _default(match: re.Match[str]) -> str | None:
    default: str | None = match["default"]
    return None if default is None else default.strip()

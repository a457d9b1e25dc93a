"""The kinds of trouble that the starter knows, and the made-up names that stand in them."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from models.starter.lettering import random_string

NO_TROUBLE, UNLIKE = "", "unlike"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of trouble; see `kinds.toml`."""

    uid: str
    look: str
    title: str
    messages: tuple[str, ...]
    codes: tuple[str, ...]
    buttons: tuple[str, ...]
    en: str
    zh: str

    @property
    def has_fix(self) -> bool:
        return self.uid not in (NO_TROUBLE, UNLIKE)


@cache
def kinds() -> tuple[Kind, ...]:
    path = Path(__file__).with_name("kinds.toml")
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["kind"]
    return tuple(Kind(**{name: _frozen(value) for name, value in row.items()}) for row in rows)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def another_like(code: str, draw: random.Random) -> str:
    """Return a made-up code of the same shape; a code without figures stays, for it may be what names the trouble."""
    if not re.fullmatch(r"(0x)?[0-9A-Fa-f]+", code):
        return code
    start = "0x" if code.startswith("0x") else ""
    figures = "0123456789" if code.isdecimal() else "0123456789ABCDEF"
    made = "".join(draw.choice(figures) for _ in code[len(start) :])
    return start + (made.lower() if code == code.lower() else made)


def filled(template: str, draw: random.Random, known: dict[str, str]) -> str:
    """Put made-up names into the places of a template; `known` are given."""
    return re.sub(r"\{(\w+)\}", lambda place: known.get(place[1]) or _made_up(place[1], draw), template)


def _made_up(name: str, draw: random.Random) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"

    def word(least: int = 3, most: int = 8) -> str:
        return "".join(draw.choice(letters) for _ in range(draw.randint(least, most)))

    match name:
        case "word":
            return draw.choice(
                (word().capitalize(), word(), word(2, 4).upper(), re.sub(r"\W", "", random_string(draw))[:8] or "x")
            )
        case "file":
            ending = draw.choice(("xlsx", "docx", "pdf", "csv"))
            return f"{word()}{draw.choice(('', '_', '-'))}{draw.randint(1, 2030)}.{ending}"
        case "host":
            return f"{word(2, 5)}-{word(2, 5)}{draw.randint(1, 99):02}"
        case "path":
            return f"\\\\{word(3, 6)}{draw.randint(1, 9)}\\{word(3, 8)}"
        case "user":
            return f"{draw.choice(letters)}.{word(4, 8)}"
        case "page":
            return f"{word(3, 7)}.{word(3, 6)}.{draw.choice(('com', 'local', 'net', 'cn'))}"
        case "number":
            return str(draw.randint(2, 99999))
        case "hex":
            return f"{draw.randrange(1 << 32):08X}"
        case "letter":
            return draw.choice("DEFGHKXZ")
    raise ValueError(name)

"""What the generator knows of the lines that it has written on a screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Field(IntEnum):
    """What a line on a screen is."""

    NONE = 0
    TITLE = 1
    MESSAGE = 2
    CODE = 3
    BUTTON = 4
    OTHER = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters in a row, and where they stand."""

    text: str
    field: Field
    is_first: bool
    """Whether the title, message, code or button begins here."""
    row: int
    columns: list[int]
    """Of 4 px: of every letter, and of what ends the line."""
    left: int
    right: int
    """In pixels."""

"""Text as recognizers like it, with the way back to the text as it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from engine.redaction.words.entities import simplified

_NO_CHARACTER = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_ALIKE = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "。": ".",
        "、": ",",
    }
)
_NUMBER_LIKE = re.compile(r"(?<![A-Za-z])[+(]?[0-9OoIl|]+(?:[ .()\-]{1,2}[0-9OoIl|]+)*(?![A-Za-z])")
_DIGITS = str.maketrans("OoIl|", "00111")
_FEWEST_DIGITS = 5
_FEWEST_BARS, _BAR = 3, "\x1f"
"""Of so many bars in a text none is a misread digit."""
_MISREAD_ROOT = re.compile(r"(?<![\w|\\])(?:\|{1,2}|\\\||\|\\)(?=[A-Za-z][A-Za-z0-9.\-]{2,40}\\[^\s\\])")
"""The strokes before the name of a server, read as bars: `||NAS-02\\public`. As many signs as before."""


class _PlainForms(dict[str, str]):
    """The plain form of each character that was met: few are, again and again."""

    def __missing__(self, character: str) -> str:
        plain = unicodedata.normalize("NFKC", character).translate(_NO_CHARACTER).translate(_ALIKE)
        self[character] = plain = simplified(plain)
        return plain


_PLAIN = _PlainForms()


@dataclass(frozen=True, slots=True)
class NormalText:
    """Text with full-width forms, dashes, quotes and traditional signs made plain, and invisible characters dropped.

    `origin[i]` is the offset in the source of character `i`; one more value stands for the end.
    """

    text: str
    origin: range | tuple[int, ...]

    @classmethod
    def of(cls, source: str) -> NormalText:
        if "\\" in source and "|" in source:
            source = _MISREAD_ROOT.sub(lambda match: "\\" * len(match.group()), source)
        if source.isascii():
            return cls(source, range(len(source) + 1))
        characters = [_PLAIN[character] for character in source]
        text = "".join(characters)
        if len(text) == len(source) and all(characters):
            return cls(text, range(len(source) + 1))
        origin = [offset for offset, plain in enumerate(characters) for _ in plain]
        return cls(text, (*origin, len(source)))

    def in_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the source offsets of the characters `start` to `end` (half-open, not empty)."""
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=8)
def digits_mended(text: str) -> str:
    """Return the text with O and l read as 0 and 1 inside numbers, as OCR confuses them. Same length.

    Several recognizers ask about the same text in turn.
    """
    if text.count("|") >= _FEWEST_BARS:  # `PID|1||918-555-0172|||M`: they part fields
        text = text.replace("|", _BAR)
    mended = _NUMBER_LIKE.sub(_mended, text) if any(letter in text for letter in "OoIl|") else text
    return mended.replace(_BAR, "|")


def _mended(match: re.Match[str]) -> str:
    number = match.group()
    digits = sum(character.isdigit() for character in number)
    confused = sum(character in "OoIl|" for character in number)
    return number.translate(_DIGITS) if digits >= _FEWEST_DIGITS and digits >= confused else number

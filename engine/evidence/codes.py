"""Codes in answers, and how the same code may have been read off a screen.

Two codes are one only if every digit is the same. What OCR confuses is allowed for with letters that the code cannot
hold (`O` in a hexadecimal number), never between two that it can hold: `0x8007000B` is not `0x80070008`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_HEX = r"(?<![A-Za-z0-9])0[xX×][ ]?[0-9A-Fa-f]{2,16}(?![A-Za-z0-9])"
_BARE_HEX = r"(?<![\w-])(?=[0-9A-F]*[0-9])[0-9A-F]{8}(?![\w-])"
_NUMBERED = r"(?<![\w%])(?:[A-Z]{1,8}[-_ ]?\d{3,8}(?:-\d{2,7})?[A-Z]?|[A-Z]{2,8}-\d{2,8}[A-Z]?)(?!\w)"
_SYMBOLIC = r"(?<![\w%$])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w%])"
_DEEP = r"(?<![\w-])0[xX][0-9A-Fa-f]{2,16}-0[xX][0-9A-Fa-f]{2,16}(?![\w-])"
_PATTERN = re.compile("|".join((_DEEP, _HEX, _BARE_HEX, _NUMBERED, _SYMBOLIC)))
_CUE_WORDS = (
    r"error|errors|code|err|stop|event|status|http|exception|fault|failure|fehler|id"
    r"|错误|代码|错误码|报错|故障码|事件|状态码|异常|代号"
)
_CUED = re.compile(
    rf"(?i)(?:\b(?:{_CUE_WORDS})(?![a-z])|(?:错误|代码|报错|故障码|事件|状态码|异常))"
    r"[*_`\"“「]{0,3}[ ]*(?:code|id|number|no\.?|代码|码|号|编号)?[ ]*(?:is|was|为|是)?"
    r"[ ]*[:：#=]?[ ]*[*_`\"“「(（]{0,3}"
    r"(?P<number>-?\d{1,10}|[A-Z]{1,5}-?\d{1,8})(?![\w%]|\.\d|[ ]*(?:次|个|times|days|天))"
)
_CUE = re.compile(rf"(?i)(?<![a-z])(?:{_CUE_WORDS})(?![a-z])|错误|代码|报错|故障|事件|状态码|异常")
_NO_CODES = re.compile(
    r"(?:F\d{1,2}|(?:SHA|AES|UTF|ISO|RS|RJ|RFC|IEEE|USB|WPA|DDR|CAT|TLS|SSL|MP|H|X|M|O|P|COM|LPT|PS|PCL|WIN|VGA|"
    r"CP|GB|GBK|ASCII|MD|IP|TCP|UDP|PORT|ID|NO|PAGE|FIG|RAM|SSD|HDD|GB|MB|KB|RTX|GTX|HP|LTE|EU|ANSI|DIN|SMB|TPM|"
    r"EN|CH|US|UK|DE|DP|PM|AM|CPU|GPU|OS|QR|PC|VPN|DNS|SQL)[-_ ]?\d{1,5})|HKEY_[A-Z_]+"
)
_SHORT = 2
"""A number of so few digits stands on a screen by chance: it counts only beside a word such as `error`."""
_LOOK_ALIKE = {"0": "0oq", "1": "1il|!", "2": "2z", "5": "5s", "9": "9g"}
"""What OCR reads for a digit. All are letters that no hexadecimal number holds."""
_LETTERS = {"o": "o0", "i": "i1l|", "l": "l1i|", "s": "s5", "z": "z2", "g": "g9", "q": "q0", "x": "x×"}
_SPACE = r"[\s_\-\u2010-\u2015.]*"


@dataclass(frozen=True, slots=True)
class CodeQuote:
    """A code in a text, with half-open offsets."""

    text: str
    start: int
    end: int
    is_short: bool = False
    """So short that it must stand beside a word such as `error` to count as found."""


def codes_in(text: str) -> Iterator[CodeQuote]:
    """Yield the codes of a text from left to right, without overlaps."""
    found: dict[tuple[int, int], bool] = {}
    for match in _PATTERN.finditer(text):
        known_article = re.match(r"KB\d{5,}", match.group())
        if known_article or not _NO_CODES.fullmatch(match.group()):
            found[match.span()] = False
    for match in _CUED.finditer(text):
        place = match.span("number")
        if not any(place[0] < end and start < place[1] for start, end in found):
            found[place] = sum(char.isdigit() for char in match["number"]) <= _SHORT
    for start, end in sorted(found):
        yield CodeQuote(text[start:end], start, end, found[start, end])


def has_cue(text: str) -> bool:
    """Tell whether a text has a word such as `error`, `code`, `事件`."""
    return _CUE.search(text) is not None


@lru_cache(maxsize=512)
def code_pattern(code: str) -> re.Pattern[str]:
    """Return what finds a code in text that OCR read, normal form (`search_text.normalised`) expected."""
    form = code.lower().replace("×", "x")
    if deep := re.fullmatch(r"(0x[0-9a-f]+)-(0x[0-9a-f]+)", form):
        return re.compile(rf"{_hex(deep[1])}{_SPACE}{_hex(deep[2])}(?![0-9a-z])")
    if re.fullmatch(r"0x ?[0-9a-f]+", form):
        return re.compile(rf"(?<![a-z0-9]){_hex(form.replace(' ', ''))}(?![0-9a-z])")
    if re.fullmatch(r"[0-9a-f]{8}", form) and not form.isdecimal():
        return re.compile(rf"(?<![a-z0-9])(?:[0oq][x×]\s?)?{_digits(form)}(?![0-9a-z])")
    body = "".join(_char(char) for char in re.sub(r"[\s_\-]+", "-", form))
    return re.compile(rf"(?<![a-z0-9]){body}(?![a-z0-9])")


def _hex(form: str) -> str:
    return rf"[0oq][x×]\s?[0oq]*{_digits(form[2:].lstrip('0') or '0')}"


def _digits(form: str) -> str:
    return "".join(f"[{_LOOK_ALIKE[char]}]" if char in _LOOK_ALIKE else char for char in form)


def _char(char: str) -> str:
    if char == "-":
        return _SPACE
    return f"[{re.escape(_LOOK_ALIKE.get(char) or _LETTERS.get(char) or char)}]"

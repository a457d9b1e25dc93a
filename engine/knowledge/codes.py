"""Error codes: recognised in what people type and in what OCR reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.domain.search_text import normalised

_HEX = re.compile(r"(?<![a-z0-9])[0oq][x×]\s?((?=[a-z]*\d)[0-9a-foilsz]{2,16})(?![a-z0-9])")
_OCR_DIGITS = str.maketrans({"o": "0", "i": "1", "l": "1", "s": "5", "z": "2"})
"""Letters that OCR gives for digits, and that no hexadecimal number holds."""
_CUE = re.compile(
    r"(?:\b(?:error|code|err|stop|event|status|fehler)|错误|代码|错误码|报错|故障码|事件)"
    r"\s*(?:code|id|number|no\.?|代码|码|号)?\s*(?:is|为|是)?\s*[:#=]?\s*\(?(\d{1,5})(?!\d)"
)
_NUMBER = re.compile(r"(?<![\w.,:/-])(\d{3,5})(?![\w%:/-]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class CodeHit:
    """A known code that stands in a text. Not certain: a bare number that may mean something else."""

    code: str
    """In canonical form."""
    is_certain: bool


class CodeBook:
    """Finds known codes in texts."""

    def __init__(self, codes: Iterable[str]) -> None:
        forms = {canonical(code) for code in codes}
        self._numbers = {form for form in forms if form.isdecimal()}
        self._named = forms - self._numbers

    def hits(self, text: str) -> Iterator[CodeHit]:
        """Yield the codes that stand in a text, each once, in no special order."""
        form = canonical(text)
        for name in self._named:
            if name in form and _stands_free(name, form):
                yield CodeHit(name, is_certain=True)
        cued = set(_CUE.findall(form))
        for number in self._numbers & (cued | set(_NUMBER.findall(form))):
            yield CodeHit(number, is_certain=number in cued)


def canonical(text: str) -> str:
    """Return the form in which codes are compared.

    `0x0000011B`, `0X11b` and `Ox11B` (as OCR reads it) are one; so are `ERR_TIMED_OUT` and `err timed out`.
    """
    form = _HEX.sub(lambda match: f"0x{_hex_digits(match[1])}", normalised(text))
    return re.sub(r"[\s_]+", " ", form).strip()


def _hex_digits(digits: str) -> str:
    return digits.translate(_OCR_DIGITS).lstrip("0") or "0"


def _stands_free(code: str, text: str) -> bool:
    """Tell whether a code stands in a text without a letter or digit of the Latin kind right beside it."""
    return re.search(rf"(?<![a-z0-9]){re.escape(code)}(?![a-z0-9])", text) is not None

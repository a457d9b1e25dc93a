"""International bank account numbers: by country and length; the checksum raises the score."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.words.sieve import Pattern

_LENGTHS = {
    "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "BR": 29, "CH": 21, "CY": 28, "CZ": 24, "DE": 22,
    "DK": 18, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GE": 22, "GR": 27, "HR": 21,
    "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21,
    "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "MT": 31, "NL": 18, "NO": 15, "PK": 24, "PL": 28,
    "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "TN": 24, "TR": 26,
    "UA": 29,
}  # fmt: skip
_MENDED = str.maketrans("OoIl", "0011")
_START = Pattern(r"(?<![A-Za-z0-9])[A-Z]{2}[\dOIl]{2}(?:[ \-]?[A-Za-z0-9]){11,27}")


def find(text: str) -> Iterator[TextFinding]:
    for match in _START.finditer(text):
        length = _LENGTHS.get(match.group()[:2], 0)
        end = _end_of_account(match.group(), length)
        if not end and "IBAN" in text[max(0, match.start() - 12) : match.start()].upper():
            end = _end_of_account(match.group(), length - 1)  # the reader lost the last one
        if end:
            account = re.sub(r"[ \-]", "", match.group()[:end])
            is_checked = passes_mod_97(account) or passes_mod_97(account.translate(_MENDED))
            if not is_checked and sum(c.isdigit() for c in account) < 8:
                continue
            score, reason = (0.98, "checksum") if is_checked else (0.96, "shape")
            yield TextFinding(EntityType.IBAN, match.start(), match.start() + end, score, reason)


def _end_of_account(text: str, length: int) -> int:
    """Return where the country's number of characters is reached, or 0."""
    seen = 0
    for offset, character in enumerate(text):
        seen += character.isalnum()
        if length and seen == length:
            return offset + 1
    return 0


def passes_mod_97(account: str) -> bool:
    turned = (account[4:] + account[:4]).upper()
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1

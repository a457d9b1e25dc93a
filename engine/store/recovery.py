"""The recovery key: printed once, typed in on the day that nothing else opens the cases.

160 random bits in letters and digits that cannot be mistaken for one another (Crockford's base 32), with four more
that notice a typing error: six groups of six.
"""

from __future__ import annotations

import hashlib
import re
import secrets

from engine.errors import KeyMissing

SECRET_BYTES = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP, _LENGTH, _CHECK_LENGTH = 6, 36, 4
_MISTAKEN = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def as_text(secret: bytes) -> str:
    """Write a secret as it is printed: `XXXXXX-XXXXXX-XXXXXX-XXXXXX-XXXXXX-XXXXXX`."""
    whole = _digits(int.from_bytes(secret, "big"), _LENGTH - _CHECK_LENGTH) + _check(secret)
    return "-".join(whole[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def looks_like_one(text: str) -> bool:
    """Whether somebody meant to type a recovery key, rightly or with a mistake in it."""
    typed = _stripped(text)
    return len(typed) == _LENGTH and set(typed) <= set(_ALPHABET)


def from_text(text: str) -> bytes:
    """Read a secret as it was typed: small letters, spaces, O for 0 and I or L for 1 do no harm. Raises KeyMissing."""
    typed = _stripped(text)
    if len(typed) != _LENGTH or not set(typed) <= set(_ALPHABET):
        raise KeyMissing("store.recovery_mistyped")
    number = 0
    for char in typed[:-_CHECK_LENGTH]:
        number = number * 32 + _ALPHABET.index(char)
    secret = number.to_bytes(SECRET_BYTES, "big")
    if typed[-_CHECK_LENGTH:] != _check(secret):
        raise KeyMissing("store.recovery_mistyped")
    return secret


def _stripped(text: str) -> str:
    return re.sub(r"[\s\-–—_.]+", "", text).upper().translate(_MISTAKEN)


def _check(secret: bytes) -> str:
    return _digits(int.from_bytes(hashlib.sha256(b"deskside recovery" + secret).digest()[:4], "big") >> 12, 4)


def _digits(number: int, length: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))

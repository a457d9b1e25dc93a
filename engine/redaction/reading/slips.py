"""Slips of the line reader that no text can mean."""

from __future__ import annotations

import re

_ZEROS = re.compile(r"(?<!\w)(?=0*[日曰])(?:[日曰][0日曰]+|0[0日曰]{2,})(?!\w)")
"""Zeros with a dot or a stroke inside, in a group of their own, as fonts for terminals have them. `0日` is a time."""


def zeros_mended(text: str) -> str:
    """Return a text with the zeros that were read as `日日`. Same length."""
    if "日" not in text and "曰" not in text:
        return text
    return _ZEROS.sub(lambda found: "0" * len(found.group()), text)

"""Finds what is sensitive on a picture or in a text, covers it, and reads the result again.

What is named here is imported when it is first asked for: the rules and what reads pictures take most of a second to
load, which no start of the window has to wait for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.redaction.core_dumps import forbid_core_dumps
    from engine.redaction.late import LateRedactor
    from engine.redaction.reading.reader import ScreenReader
    from engine.redaction.redactor import ScreenRedactor
    from engine.redaction.text_search import find_in_text

__all__ = ["LateRedactor", "ScreenReader", "ScreenRedactor", "find_in_text", "forbid_core_dumps"]
_HOMES = {
    "LateRedactor": "late",
    "ScreenReader": "reading.reader",
    "ScreenRedactor": "redactor",
    "find_in_text": "text_search",
    "forbid_core_dumps": "core_dumps",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

"""Finds what is sensitive on a picture or in a text, covers it, and reads the result again."""

from engine.redaction.core_dumps import forbid_core_dumps
from engine.redaction.reader import ScreenReader
from engine.redaction.redactor import ScreenRedactor
from engine.redaction.text_search import find_in_text

__all__ = ["ScreenReader", "ScreenRedactor", "find_in_text", "forbid_core_dumps"]

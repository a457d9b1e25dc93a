"""How tests ask what is found: in one text, and among what was read at places on a screen."""

from __future__ import annotations

from engine.domain.finding import EntityType
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.screen_search import find_on_screen
from engine.redaction.text_search import find_in_text


def found(text: str, kind: EntityType) -> list[str]:
    """Return the parts of a text that are taken for this kind."""
    return [text[each.start : each.end] for each in find_in_text(text) if each.entity_type is kind]


def span(text: str, x: int, y: int, width: int | None = None) -> TextSpan:
    """Make a line of a screen, of usual width where none is given."""
    return TextSpan(text, Region(x, y, width or 9 * len(text), 14), 0.99)


def covered(*spans: TextSpan) -> set[tuple[EntityType, str]]:
    """Return what is found among lines of one screen."""
    return {(each.entity_type, each.value) for each in find_on_screen(spans)}


def places(kind: EntityType, *spans: TextSpan) -> list[bool]:
    """Tell of each line whether something of this kind is found on it."""
    regions = [each.region for each in find_on_screen(spans) if each.entity_type is kind]
    return [any(region.intersects(each.region) for region in regions) for each in spans]

"""Number plates of Chinese vehicles, or any after a label."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled

_CHINESE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-NP-Z][· ]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])"
)


def find(text: str) -> Iterator[TextFinding]:
    if not text.isascii():
        for match in _CHINESE.finditer(text):
            is_announced = "车" in text[max(0, match.start() - 8) : match.start()]
            if is_announced or any(character.isdigit() for character in match.group()):
                yield TextFinding(EntityType.PLATE, match.start(), match.end(), 0.85, "shape")
    yield from find_labelled(text, EntityType.PLATE, lambda value: any(c.isdigit() for c in value))

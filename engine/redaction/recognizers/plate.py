"""Number plates of Chinese vehicles, or any after a label or the word for a vehicle."""

from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.names import is_usual_word
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.sieve import Pattern

_CHINESE = Pattern(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-NP-Z][·•. \-]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])"
)
PLATE_SHAPE = Pattern(
    r"(?<![\w.\-/@])(?:[A-ZÄÖÜ]{1,3}[ \-][A-Z]{1,2}[ \-]?\d{1,4}[EH]?"  # B-MW 1234
    r"|[A-Z]{2}[ \-]?\d{3}[ \-]?[A-Z]{2}|[A-Z]{2}\d{2} ?[A-Z]{3}"  # AB-123-CD, AB12 CDE
    r"|[A-Z]{2,3} ?\d{2} ?\d{3}|[A-Z]{2,3} ?\d{4,5}[A-Z]?|[A-Z]{2,3} ?\d[A-Z0-9]{3,4}"  # WA 12345, KR 4AB12
    r"|[A-Z]{3}[ \-]?\d{3,4}|\d{3}[ \-]?[A-Z]{3}|\d{4} ?[A-Z]{3}"  # ABC-123, 1234 BCD
    r"|\d[A-Z]{1,2}\d ?\d{4}|\d[A-Z]{3}\d{3}|\d{1,2}-[A-Z]{2,3}-\d{1,2}|[A-Z]{1,2}-\d{2,3}-[A-Z]{1,2}"  # 1AB 2345
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·.• ]?[A-Z0-9]{5,6})(?![\w\-]|\.\d)"
)
"""How plates of many countries look: where only their place can tell that they are such."""
_BRITISH = Pattern(
    r"(?<![\w.\-/@])[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[12]\d|5[1-9]|[67]\d) (?P<end>[A-HJ-PR-Z]{3})(?![\w\-/.]\w|\w)"
)
"""`KX71 UVD`: the blank and the years that are given out tell it from codes, wherever it stands."""
_AFTER_VEHICLE = Pattern(
    rf"(?i:\b(?:van|truck|lorry|car|vehicle|fahrzeug|lkw|pkw|lieferwagen|camion|camionnette|furg[oó]n|furgone|bus))"
    rf"(?i: (?:no\.?|nr\.?|reg\.?))?[ :#,(]{{1,3}}(?P<plate>{PLATE_SHAPE.pattern})"
)


def find(text: str) -> Iterator[TextFinding]:
    if not text.isascii():
        for match in _CHINESE.finditer(text):
            is_announced = "车" in text[max(0, match.start() - 8) : match.start()]
            if is_announced or any(character.isdigit() for character in match.group()):
                yield TextFinding(EntityType.PLATE, match.start(), match.end(), 0.85, "shape")
    for match in _BRITISH.finditer(text):
        if not is_usual_word(match["end"].lower()):
            yield TextFinding(EntityType.PLATE, match.start(), match.end(), 0.75, "shape")
    for match in _AFTER_VEHICLE.finditer(text):
        yield TextFinding(EntityType.PLATE, *match.span("plate"), 0.8, "place")
    yield from find_labelled(text, EntityType.PLATE, lambda value: any(c.isdigit() for c in value))

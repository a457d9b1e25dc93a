"""Number plates: by forms that nothing else has, after a label, or behind words that speak of vehicles."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.words.names import is_usual_word
from engine.redaction.words.sieve import Pattern
from engine.redaction.words.surroundings import PAPER, VEHICLE, named_in

_LANDS = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_CHINESE = Pattern(
    rf"[{_LANDS}][A-HJ-NP-Z][·•. \-]?[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])"
    rf"|(?<![A-Za-z0-9])WJ ?[{_LANDS}]?[·•. \-]?\d{{4}}[A-Z0-9](?![A-Za-z0-9])"  # the armed police
    r"|(?<![一-鿿\d])[使领領][·•. ]?\d{3}[·•. ]?\d{3}(?!\d)|(?<!\d)\d{3}[·•. ]?\d{3}[使领領](?![一-鿿])"
)
PLATE_SHAPE = Pattern(
    r"(?<![\w.\-/@])(?=[A-ZÄÖÜ一-鿿][A-Z·.• \-]{0,6}\d|\d[\d \-]{0,4}[A-Z])(?:[A-ZÄÖÜ]{1,3}[ \-][A-Z]{1,2}[ \-]?[1-9]\d{0,3}[EH]?"  # B-MW 1234  # noqa: E501
    r"|[A-Z]{2}[ \-]?\d{3}[ \-]?[A-Z]{2}|[A-Z]{1,3}[ ·\-]\d{3,4}[ ·\-][A-Z]{1,3}|[A-Z]{2}\d{2} ?[A-Z]{3}"  # AB-123-CD
    r"|[A-Z]{2,3} ?\d{2} ?\d{3}|[A-Z]{2,3} ?\d{4,5}[A-Z]?|[A-Z]{2,3} ?\d[A-Z0-9]{3,4}"  # WA 12345, KR 4AB12
    r"|[A-Z]{3}[ \-]?\d{3,4}|[A-Z]{2} \d{3}|\d{3}[ \-]?[A-Z]{3}|\d{4} ?[A-Z]{3}|[A-Z]{3} ?\d\d[A-Z0-9]|[A-Z]{3}\d[A-Z]\d\d"  # ABC-123  # noqa: E501
    r"|\d[A-Z]{1,2}\d ?\d{4}|\d[A-Z]{2} \d{4}|\d[A-Z]{3}\d{3}|\d{1,2}-[A-Z]{2,3}-\d{1,2}|[A-Z]{1,2}-\d{2,3}-[A-Z]{1,2}"  # 1AB 2345  # noqa: E501
    r"|[A-Z]{1,2}[ \-]\d{3,5} ?[A-Z]{1,2}|[A-Z]{2}[ ·]\d{3}[ ']\d{3}|\d{2} [A-Z]{1,3} \d{2,4}|\d{2,3}-[A-Z]{1,2}-\d{1,6}"  # W-4471 K  # noqa: E501
    r"|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{2}[ \-]?\d{1,2}[ \-][A-Z]{1,3}[ \-]?\d{4}|S[A-Z]{2} ?\d{1,4} ?[A-Z]"
    rf"|[{_LANDS}][A-Z][·.• ]?[A-Z0-9]{{5,6}}|[A-Z]{{2}}·\d{{5}})(?![\w\-]|\.\d)"
)
"""How plates of many countries look: where only their place can tell that they are such."""
_BRITISH = Pattern(
    r"(?<![\w.\-/@])[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[12]\d|5[1-9]|[67]\d) (?P<end>[A-HJ-PR-Z]{3})(?!\w|[/.]\w|-[A-Z0-9])"  # noqa: E501
)
"""`KX71 UVD`: the blank and the years that are given out tell it from codes, wherever it stands."""
_ANYWHERE = Pattern(
    # RK 7714 BH; MH 12 AB 1234
    r"(?<![\w.\-/@])(?=[A-Z]{2}[ \-]\d)(?:(?!(?:NO|NR|TO|IN|OF|AT|BY|HP|RS|PO|SO|WO|PR|IS|ID|EUR|USD|GBP) )[A-Z]{2} \d{4} (?!(?:[KMGT]B|KG|[CMK]M|[AP]M|HZ|KW|MA|CT|ST|NO|TO|IN|OF|AT|OK)(?!\w))[A-Z]{2}"  # noqa: E501
    r"|[A-Z]{2}[ \-]\d{1,2}[ \-][A-Z]{1,3}[ \-]\d{4})(?![\w\-]|[.:]\d)"
)
_OTHER_LETTERS = Pattern(
    r"(?<!\w)[АВЕКМНОРСТУХ]\d{3}[АВЕКМНОРСТУХ]{2} ?\d{2,3}(?!\w)"
    r"|(?<![\w一-鿿])[一-鿿]{2,3} ?\d{2,3} ?[ぁ-ん] ?[・·\d]{1,2}-?\d{2}(?!\d)|(?<!\d)\d{2,3} ?[가-힣] ?\d{4}(?!\d)"
)
"""What has this form is hardly ever anything else."""
_MAKER = Pattern(
    r"\b(?i:renault|peugeot|citro[eë]n|volkswagen|vw|[sš]koda|seat|cupra|toyota|nissan|hyundai|kia|mazda|subaru|suzuki|mitsubishi|honda|volvo|audi|bmw|"
    r"mercedes(?:-benz)?|opel|vauxhall|ford|fiat|alfa romeo|lancia|dacia|tesla|porsche|land rover|range rover|jaguar|lexus|chevrolet|dodge|jeep|iveco|scania|daf|man|"  # noqa: E501
    r"byd|mg|mini|smart|polestar|saab|isuzu|piaggio|vespa|yamaha|kawasaki|ducati)\b"
    r"[^\n,;(|·/]{0,24}(?:,|;|\(|\||·|/| [–-]) ?\Z"
)
"""`Renault Clio, 47-XB-92`: a sign parts the car from its plate, and so a plate from a model."""
_NEXT = re.compile(r" ?(?:[/,;+&、，]|and|und|et|y|e|i|和|与) ?")
_FURTHEST = 36
"""How far behind a word for a vehicle its plate may stand, in letters."""


def find(text: str) -> Iterator[TextFinding]:
    if not text.isascii():
        for match in _CHINESE.finditer(text):
            is_announced = "车" in text[max(0, match.start() - 8) : match.start()]
            if is_announced or any(character.isdigit() for character in match.group()):
                yield TextFinding(EntityType.PLATE, match.start(), match.end(), 0.85, "shape")
    for match in _BRITISH.finditer(text):
        if not is_usual_word(match["end"].lower()):
            yield TextFinding(EntityType.PLATE, match.start(), match.end(), 0.75, "shape")
    for match in (*_ANYWHERE.finditer(text), *(() if text.isascii() else _OTHER_LETTERS.finditer(text))):
        yield TextFinding(EntityType.PLATE, match.start(), match.end(), 0.7, "shape")
    yield from _behind_vehicles(text)
    yield from find_labelled(text, EntityType.PLATE, lambda value: any(c.isdigit() for c in value))


def _behind_vehicles(text: str) -> Iterator[TextFinding]:
    """Yield what is made like a plate a few words behind a word for a vehicle, and what is listed with it."""
    last = -1
    for match in PLATE_SHAPE.finditer(text):
        is_listed = last >= 0 and _NEXT.fullmatch(text, last, match.start()) is not None
        begins = match.start() - (text[match.start() - 1 : match.start()] == "\n")  # its word may end the line above
        before = text[max(0, begins - _FURTHEST) : begins].rpartition("\n")[2]
        is_of_car = named_in(before, VEHICLE) or _MAKER.search(before) is not None
        if is_listed or (is_of_car and not named_in(before, PAPER)):
            last = match.end()
            yield TextFinding(EntityType.PLATE, match.start(), match.end(), 0.75, "place")


def are_plates(text: str) -> bool:
    """Tell whether a text can be one plate or several, and is nothing else."""
    return all(PLATE_SHAPE.fullmatch(part.strip()) is not None for part in re.split(r" ?[/,;+&] ?", text.strip()))

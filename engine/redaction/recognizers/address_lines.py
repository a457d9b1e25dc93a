"""Parts of postal addresses by themselves: a town with its code, a street in capitals, a house in the country.

A line of a letter's head or of a parcel's label is told alone, as the lines of an address are read one by one.
"""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.words.names import is_place, is_unlisted
from engine.redaction.words.sieve import Pattern

_STATE = r"(?:A[LKZR]|C[AOT]|DE|DC|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|PR|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY])"  # noqa: E501
_TOWN = r"[A-ZÀ-ÞĀ-Ž][\w'’.\-]*(?: (?:(?:am|an|der|de|la|le|les|sur|del|do|di|upon|on|under|the|of|im|ob|aan|den) )?[A-ZÀ-ÞĀ-Ž][\w'’.\-]*){0,3}"  # noqa: E501
_BRITISH = r"(?:GIR 0AA|(?:[AC-FHKNPRTV-Y]\d\d|D6W) [AC-FHKNPRTV-Y\d]{4}(?<=\d..|.\d.|..\d)|[A-PR-UWYZ][A-HK-Y]?\d[\dA-Z]? {1,2}[\dO][ABD-HJLNP-UW-Z]{2})"  # noqa: E501
_STATE_LINE = Pattern(rf"(?<![\w\-])(?:{_TOWN},? {{1,10}})?{_STATE},? {{1,10}}\d{{5}}(?:-\d{{4}})?(?![\w\-]|\.\d)")
"""`CHATTANOOGA TN 37405`"""
_BRITISH_LINE = Pattern(rf"(?<![\w\-./])(?:{_TOWN},? )?{_BRITISH}(?![\w\-/])")
_CANADIAN_LINE = Pattern(
    rf"(?<![\w\-])(?:{_TOWN},? )?(?:AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT),? {{1,2}}[A-Z]\d[A-Z] ?\d[A-Z]\d(?!\w)|(?<![\w\-]){_TOWN},? (?:NSW|VIC|QLD|TAS|ACT|WA|SA|NT) \d{{4}}(?!\w)"  # noqa: E501
)
_DUTCH_LINE = Pattern(rf"(?<![\w\-.])[1-9]\d{{3}} ?[A-Z]{{2}} {{1,2}}(?P<town>{_TOWN})")
_CODE_FIRST = Pattern(
    rf"(?<![\w\-./:,])(?:[A-Z]{{1,2}}-)?(?:\d{{5}}|\d{{2}}-\d{{3}}|\d{{3}} \d{{2}}|\d{{4}}-\d{{3}}) {{1,2}}(?P<town>{_TOWN})(?: ?\([A-Z]{{2}}\)| CEDEX(?: \d+)?| Cedex(?: \d+)?)?"  # noqa: E501
)
"""`48013 Bilbao`, `80078 POZZUOLI (NA)`, `15-743 Białystok`"""
_SHORT_CODE = Pattern(
    rf"^(?:[A-Z]{{1,2}}-)?[1-9]\d{{3}} (?P<town>{_TOWN})$|^(?P<before>{_TOWN}),? [1-9]\d{{3}}$", re.MULTILINE
)
_STREET_WORD = r"(?:ST|STREET|RD|ROAD|AVE?|AVENUE|LN|LANE|DR|DRIVE|BLVD|CT|COURT|SQ|WAY|PL|PLACE|CRES|CRESCENT|TER|TERR|TERRACE|TRL|TRAIL|CIR|CIRCLE|PKWY|PARKWAY|HWY|HIGHWAY|CLOSE|GDNS|GARDENS|GROVE|HILL|RISE|LOOP|RUN|PIKE|MEWS|ROW|PATH|BEND|HOLLOW|XING|PT|CV|ALY|YARD|WYND|FOLD|CROFT|GATE|VALE|COPSE|MEADOWS?|PARK|GREEN|VIEW|COMMON|COTTAGES|BUILDINGS|PASSAGE|ARCADE|CIRCUS|BRAE|PARADE|VILLAS|QUAY|WHARF|DENE|DALE|GLEN|LEA|HEIGHTS|RIDGE|CHASE|DELL|ORCHARD|PADDOCK|MILL|BANK|SIDE|END)"  # noqa: E501
_UNIT = r"(?:,? (?:APT|UNIT|STE|SUITE|FLAT|RM|ROOM|BLDG|LOT|FL|FLOOR|#)\.? ?[A-Z0-9\-]{1,6})"
_IN_CAPITALS = Pattern(
    rf"(?<![\w\-./])\d{{1,5}}[A-Z]? {{1,3}}(?:(?:N|S|E|W|NE|NW|SE|SW) )?(?:[A-Z0-9'\-]{{2,}} ){{1,4}}{_STREET_WORD}\.?(?: (?:N|S|E|W|NE|NW|SE|SW)\b)?{_UNIT}?(?![\w\-])"  # noqa: E501
    r"|(?<!\w)P\.? ?O\.? ?BOX \d{1,6}(?!\w)"
)
_ROMANCE = Pattern(
    r"(?<!\w)(?:VIA|VIALE|PIAZZA|CORSO|LARGO|CALLE|C/|AVENIDA|AVDA\.?|AV\.|PLAZA|PASEO|RUA|TRAVESSA|PRAÇA|RUE|AVENUE|BOULEVARD|CHEMIN|IMPASSE|ALLÉE|QUAI|UL\.|OS\.|AL\.)"
    r" (?:[\wÀ-Þ'’.\-]+ ){1,5},? ?(?:N[.º°]? ?)?\d{1,4}(?:/\w{1,4})?[A-Z]?(?:,? (?:INT|SC|PISO|INTERNO|SCALA|BIS|ESC|PTA|APT)\.? ?\w{1,4})?(?!\w)"  # noqa: E501
)
_COMMAS = Pattern(
    rf"(?<![\w.])(?:(?:Unit|Flat|Apt\.?|Apartment|Suite|Room|Shop|Plot|Block) \w{{1,5}},? |\d{{1,5}}[A-Za-z]? )[A-Z][^,\n:;█]{{2,30}},(?: ?[^,\n:;█]{{1,24}},){{0,3}} ?[A-Z][A-Za-z .'\-]{{1,24}},? (?:{_STATE} {{1,2}}\d{{5}}(?:-\d{{4}})?|{_BRITISH})(?!\w)"  # noqa: E501
    rf"|(?<![\w.])(?:{_TOWN}(?: {_TOWN})?, ){{1,5}}{_TOWN},? {_BRITISH}(?!\w)"
    rf"|(?<![\w.])[A-ZÄÖÜÅÆØ][\wäöüßåæø.\-]*(?: [A-ZÄÖÜ][\wäöüß.\-]*)? \d{{1,4}} ?[a-zA-Z]?,(?: [^,\n:;█]{{1,20}},){{1,2}} ?\d{{4,5}} {_TOWN}"  # noqa: E501
)
"""Whatever the street is called: a number, parts between commas, and a town with its code."""
_FLOOR = r"(?:\d{1,2}(?:[ºª°.]|er|e|ème|th|nd|rd|st)? ?(?:étage|piso|OG|UG|piętro|verdieping|emelet|Floor|planta|Stock)(?: (?:links|rechts|Izda|Dcha|gauche|droite|mitte))?\.?)"  # noqa: E501
_BUILDING = Pattern(
    rf"(?<!\w)(?:[Bb]ât(?:iment|\.)|[Rr]és(?:idence|\.)|[Ee]sc(?:alier|\.|alera)|[Aa]ppt\.?|[Pp]orte) [\w'’\-]{{1,16}}(?:, {_FLOOR})?(?!\w)|\d{{1,2}}\.?[ºª] ?(?:[Ii]zda|[Dd]cha|[A-D]\b)\.?"  # noqa: E501
)
_PROVINCES = "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆"  # noqa: E501
_CHINESE_PLACE = Pattern(
    rf"(?<![一-鿿])(?:{_PROVINCES})(?:省|市|(?:壮族|回族|维吾尔)?自治区)?[一-鿿]{{2,6}}?(?:市|州|盟|地区)[一-鿿]{{1,6}}?(?:区|县|市|旗)(?![一-鿿])"
)
_CHINESE_TAIL = Pattern(
    r"(?<![\w一-鿿])\d{1,3}(?:单元|號楼|号楼|栋|幢)\d{0,2}(?:层|楼)?[\dA-Z\-]{0,6}[室户]?(?![\w一-鿿])"
)
_ESTATE = Pattern(
    r"[一-鿿]{2,10}(?:花园|花園|大厦|大廈|苑|邨|广场|廣場|小区|小區|公寓|家园|家園|新村)(?:第?[一二三四五六七八九十\d]{1,3}期)?"
    r"(?:[A-Z\d一二三四五六七八九十]{1,4}(?:座|棟|栋|幢|号楼|號樓|单元|單元|室|樓|楼|层|層|号|號)){1,4}(?:[A-Z\d]{1,5}[室户戶]?)?"
)
"""`金獅花園第二期B座15樓`"""
_FROM_HOUSE = Pattern(
    rf"(?<!\w)(?:Villa|Flat|Apt|Apartment|Office|Shop|Tower|House|Plot|Unit) \w{{1,6}},(?: [^,\n:;█]{{2,26}},){{1,4}} {_TOWN}(?: \d{{4,6}})?(?!\w)"  # noqa: E501
)
_SIX_DIGITS = Pattern(rf"(?<![\w\-])(?:(?:{_TOWN}, )?(?P<town>{_TOWN})) ?[\- ] ?\d{{3}} ?\d{{3}}(?![\w\-])")
"""`Hyderabad 500072`, `Singapore 550318`"""
_TOWNS_ONLY_KNOWN = (_CODE_FIRST, _DUTCH_LINE)


def find(text: str) -> Iterator[TextFinding]:
    """Yield lines and parts of addresses."""
    if not text.isascii():
        for pattern in (_CHINESE_PLACE, _CHINESE_TAIL, _ESTATE, _BUILDING):
            yield from _found(pattern, text, 0.65)
    if not any(map(str.isdigit, text)):
        return
    for pattern in (_STATE_LINE, _BRITISH_LINE, _CANADIAN_LINE, _IN_CAPITALS, _ROMANCE, _COMMAS, _FROM_HOUSE):
        yield from _found(pattern, text, 0.78)
    for pattern in (*_TOWNS_ONLY_KNOWN, _SHORT_CODE, _SIX_DIGITS):
        for match in pattern.finditer(text):
            town = next(value for value in match.groupdict().values() if value)
            is_line = match.group() == _line_of(text, match)
            if is_town(town, is_certain=not is_line or pattern in (_SHORT_CODE, _SIX_DIGITS)):
                yield TextFinding(EntityType.ADDRESS, match.start(), match.end(), 0.7, "shape")


def is_town(words: str, *, is_certain: bool) -> bool:
    """Tell whether capitalised words name a town: a known one, or, alone with its code, no usual word."""
    first = words.split()[0]
    return (
        is_place(first)
        or is_place(words.split()[-1])
        or (not is_certain and all(map(is_unlisted, words.split()[:1])) and len(first) > 3)
    )


def _line_of(text: str, match: re.Match[str]) -> str:
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    return text[start : end if end >= 0 else len(text)].strip()


def _found(pattern: Pattern, text: str, score: float) -> Iterator[TextFinding]:
    for match in pattern.finditer(text):
        yield TextFinding(EntityType.ADDRESS, match.start(), match.end(), score, "shape")

"""What messages between systems carry about people, told by the field: HL7, DICOM, SWIFT, EDIFACT, vCards."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType as E
from engine.domain.finding import TextFinding
from engine.redaction.words.names import is_family_name, is_given_name
from engine.redaction.words.sieve import Pattern
from engine.redaction.words.vocabulary import is_made_of_words

_SEGMENT = Pattern(
    r"(?<![A-Z0-9])(?P<name>PID|NK1|GT1|IN1|IN2|STF|MRG|PV1|ROL)[|│](?P<fields>(?:(?!(?:OBR|OBX|NTE|ORC|EVN|AL1|DG1|ZPI|NK1|GT1|PV1|PV2|IN1)[|│])[^\n]){6,800})"
)
"""A segment of HL7, whose fields are parted by upright strokes."""
_FIELD = re.compile(r"[^|│]+")
_OF_STAFF = frozenset(["PV1", "ROL"])
_LOOKS = (
    (E.DATE_OF_BIRTH, re.compile(r"(?:19|20)\d{6}(?:\d{4,6})?")),
    (E.US_SSN, re.compile(r"\d{3}-\d{2}-\d{4}")),
    (E.PHONE, re.compile(r"(?=(?:\D*\d){7})[+\d(][\d() .\-]{6,20}(?:\^[\w^@.+\-]*)?")),
    (E.PERSON, re.compile(r"(?:[A-Z]{0,4}\d{1,12}\^)?[^\W\d_][^1-9^|]*\^[^\W\d_][^1-9|]*")),
    (E.ADDRESS, re.compile(r"(?=[^|]*\d)(?=[^|]*[^\W\d_]{3})[^|]*[ ^][^|]*")),
    (E.CN_ID, re.compile(r"(?=(?:\D*\d){4})[A-Z0-9\-]{4,24}(?:\^.*)?")),
)
"""Which kind a field of a patient or a relative is, by its look: where strokes were lost, numbers of fields are wrong."""  # noqa: E501
_WITH_CARETS = Pattern(
    r"(?<![\w^.\-])(?P<family>[A-ZÀ-Þ][A-Za-zÀ-ɏ0'\-]{1,30}(?: [A-Za-zÀ-ɏ0'\-]{2,30}){0,2})\^(?P<given>[A-ZÀ-Þ][A-Za-zÀ-ɏ0'\-]{1,30})(?:\^[A-Za-zÀ-ɏ]{0,20}){0,4}"  # noqa: E501
    r"(?![\w\-])"
)
"""`GARCIA^LUISA^M`, in messages and on the pictures of scanners."""
_SHORT_GIVEN = 6
"""Words so short are given names somewhere; what a code stands for is longer."""
_TAG = Pattern(
    r"\((?P<tag>00(?:08|10|32|38|40), ?[0-9A-Fa-f]{4})\)\s{0,3}"
    r"(?P<value>(?:[A-Z]{2}\s{0,3})?\[[^\]\n]{2,80}\]|(?:[A-Z]{2}|[:=])\s{1,3}[^\n\[\]]{2,80})"
)
_PEOPLE_TAGS = frozenset(
    [
        "0010,0010",
        "0010,1001",
        "0010,1005",
        "0008,0090",
        "0008,1048",
        "0008,1050",
        "0008,1060",
        "0008,1070",
        "0032,1032",
        "0040,0006",
    ]
)
_OTHER_TAGS = {
    **dict.fromkeys(("0010,0020", "0010,1000", "0038,0010"), E.CN_ID),
    **dict.fromkeys(("0010,0030",), E.DATE_OF_BIRTH),
    **dict.fromkeys(("0010,1040",), E.ADDRESS),
    **dict.fromkeys(("0010,2154",), E.PHONE),
}
_SHOWN = re.compile(r"(?:[A-Z]{2}(?=[\s\[])|[:=])?\s*\[?\s*(?P<value>[^\[\]\n]*?)\s*(?:\]|#.*|  .*|$)")
_PARTY = Pattern(r"^:(?:50[AFK]?|59[AF]?):(?P<lines>[^\n]{2,60}(?:\n(?!:\d\d|-\})[^\n]{2,60}){0,5})", re.MULTILINE)
"""Who pays and who is paid in a message of SWIFT: account, name, address, a line each."""
_REACHED = Pattern(r"(?<![A-Z])COM\+(?P<value>\+?[^+:'\n]{5,60}):(?P<how>TE|EM|AL|FX|MA)(?=')")
_CARD = Pattern(
    r"^(?:item\d\.)?(?P<name>FN|N|ADR|TEL|EMAIL|BDAY)(?:;[^:\n]{1,60})?:(?P<value>(?=[^\n]*\w{2})[^\n]{3,120})$",
    re.MULTILINE,
)
_CARD_FIELDS = {
    "FN": E.PERSON,
    "N": E.PERSON,
    "ADR": E.ADDRESS,
    "TEL": E.PHONE,
    "EMAIL": E.EMAIL,
    "BDAY": E.DATE_OF_BIRTH,
}


def find(text: str) -> Iterator[TextFinding]:
    for segment in _SEGMENT.finditer(text):
        yield from _of_segment(segment)
    for match in _WITH_CARETS.finditer(text):
        is_short = len(match["given"]) <= _SHORT_GIVEN
        if _is_name(match["family"]) and (is_short or _is_name(match["given"])):
            yield TextFinding(E.PERSON, match.start(), match.end(), 0.8, "field")
    for match in _TAG.finditer(text):
        tag = match["tag"].replace(" ", "")
        kind = E.PERSON if tag in _PEOPLE_TAGS else _OTHER_TAGS.get(tag)
        shown = _SHOWN.match(match["value"])
        if kind is not None and shown is not None and shown["value"]:
            start = match.start("value") + shown.start("value")
            yield TextFinding(kind, start, start + len(shown["value"]), 0.85, "field")
    for match in _PARTY.finditer(text):
        yield from _of_party(match)
    for match in _REACHED.finditer(text):
        kind = E.EMAIL if match["how"] == "EM" else E.PHONE
        yield TextFinding(kind, *match.span("value"), 0.85, "field")
    if "VCARD" in text or "\nTEL" in text:
        for match in _CARD.finditer(text):
            yield TextFinding(_CARD_FIELDS[match["name"]], *match.span("value"), 0.8, "field")


def _is_name(part: str) -> bool:
    """Tell whether words are no usual ones, or somebody's: codes of messages are made in the same way."""
    return any(
        is_family_name(word) or is_given_name(word) or not is_made_of_words(word.lower()) for word in part.split()
    )


def _of_segment(segment: re.Match[str]) -> Iterator[TextFinding]:
    """Yield the fields of a segment that tell who somebody is; of those who treat, their names."""
    for field in _FIELD.finditer(segment["fields"]):
        kind = next((kind for kind, look in _LOOKS if look.fullmatch(field.group())), None)
        if kind is None or (segment["name"] in _OF_STAFF and kind is not E.PERSON):
            continue
        start = segment.start("fields") + field.start()
        has_parts = kind in (E.PERSON, E.ADDRESS)
        value = field.group() if has_parts else field.group().partition("^")[0]
        yield TextFinding(kind, start, start + len(value), 0.85, "field")


def _of_party(match: re.Match[str]) -> Iterator[TextFinding]:
    """Yield the account, the name and the address of a party."""
    position = match.start("lines")
    has_name = False
    for line in match["lines"].split("\n"):
        bare = line.lstrip("/1234567890 ") if line.startswith(("1/", "2/", "3/")) else line
        if line.startswith("/"):
            kind = E.BANK_CARD
        elif not _is_name(bare.split(" ")[0]):
            position += len(line) + 1
            continue  # `ORDERING CUST`: what the screen calls the field
        elif not has_name:
            kind, has_name = E.PERSON, True
        else:
            kind = E.ADDRESS
        yield TextFinding(kind, position + len(line) - len(bare), position + len(line), 0.8, "field")
        position += len(line) + 1

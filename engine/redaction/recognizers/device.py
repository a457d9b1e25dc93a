"""Serial numbers of devices: IMEI and ICCID after their names, or anything after a label."""

from collections.abc import Iterator
from dataclasses import replace

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.bank_card import passes_luhn
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.words.sieve import Pattern

_NAMED = Pattern(
    r"(?i)(?<![a-z])(?:imei|meid|iccid|imsi|imeisv|esn|eid)[ _-]{0,2}(?:[12]|sv|/ ?meid|号码?|number|no\.?|code|编号)?\)?[ ]{0,2}(?:is|was|为|是|:|=|#|\()?[ \"']{0,3}(\d(?:[ \-/]?\d){12,20})"  # noqa: E501
)
_BARE = Pattern(r"(?<![\d.\-])(?:35|86|01|99|45|49)-?\d{6}-\d{6}-\d(?![\d\-])")

_FIFTEEN = Pattern(r"(?<![\d.\-/_])(?:01|35|86|99)\d{13}(?![\d\-/_]|\.\d)")
"""With its check digit, and beginning as the offices begin that give them out: an IMEI, labelled or not."""


def find(text: str) -> Iterator[TextFinding]:
    for match in _NAMED.finditer(text):
        yield TextFinding(EntityType.IMEI, match.start(1), match.end(1), 0.97, "label")
    for match in _BARE.finditer(text):
        yield TextFinding(EntityType.IMEI, match.start(), match.end(), 0.96, "shape")
    for match in _FIFTEEN.finditer(text):
        if passes_luhn(match.group()):
            yield TextFinding(EntityType.IMEI, match.start(), match.end(), 0.8, "checksum")
    for finding in find_labelled(text, EntityType.IMEI, lambda value: sum(c.isdigit() for c in value) >= 2):
        yield replace(finding, score=0.96)

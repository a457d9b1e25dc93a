"""Names of people: after a label, with a form of address, before an e-mail address."""

import re
from collections.abc import Iterator
from functools import cache

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.entities import form_of_address_pattern, harmless_words, surname_pattern
from engine.redaction.recognizers.labelled import find_labelled

_WORD = r"[A-ZÀ-Þ][a-zß-ÿ'\-]+(?:[A-Z][a-zß-ÿ]+)?"
_ADDRESSED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Frau)\b\.? ((?:{_WORD}|[A-Z]\.)(?: (?:{_WORD}|[A-Z]\.)){{0,2}})"
    rf"|\b(?:Dear|Hi|Hello|Regards,|regards,|Sincerely,|Thanks,) "
    rf"({_WORD}(?: {_WORD}){{0,2}})(?=\s*[,!\n]|\s*$)"
)
_BEFORE_MAIL = re.compile(rf"({_WORD}(?: [A-Z]\.)?(?: {_WORD}){{1,2}}) ?[<(\[] ?[\w.+\-]+ ?@")
_NO_NAMES = frozenset(
    {
        "all",
        "team",
        "support",
        "sir",
        "madam",
        "everyone",
        "colleague",
        "colleagues",
        "customer",
        "helpdesk",
        "there",
        "again",
    }
)
_NAME_OF_A_THING = re.compile(
    r"(?i)\b(?:file|service|process|printer|product|device|domain|group|table|database|folder|host|computer|server|model|driver|"
    r"app|application|policy|task|module|image|package|class|event|log|key|value|network|wi-?fi|path|store|session|instance|"
    r"cluster|node|queue|project|library|version|update|program|package|image|feature|folder|drive|volume|share|site|job|rule|"
    r"certificate|template|profile|port|tool|system|common|user|adapter|connection|interface|component|source|provider)"
    r"[ _\-]?(?:display )?name\s{0,4}[\"']?\s{0,4}[:=]\s{0,12}[\"']?$"
)


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![一-鿿])(?:请|由|和|与|找|向|给|叫|让|为|的)?({surname_pattern()}[一-鿿]{{0,2}}?){form_of_address_pattern()}|({surname_pattern()}[一-鿿]{{0,1}})(?:先生|女士|小姐)"
    )


def find(text: str) -> Iterator[TextFinding]:
    for finding in find_labelled(text, EntityType.PERSON):
        before = text[max(0, finding.start - 40) : finding.start]
        if not _NAME_OF_A_THING.search(before):
            yield finding
    yield from _matches(_ADDRESSED, text)
    if "@" in text:
        yield from _matches(_BEFORE_MAIL, text)
    if not text.isascii():
        yield from _matches(_chinese(), text)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[TextFinding]:
    for match in pattern.finditer(text):
        group = match.lastindex or 0
        words = match.group(group).lower().split()
        if not any(word in _NO_NAMES or word in harmless_words() for word in words):
            yield TextFinding(EntityType.PERSON, match.start(group), match.end(group), 0.7, "address")

"""User names: after a label, in home folders, in prompts, behind a domain."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled, is_plausible

_NAME = r"[A-Za-z0-9一-鿿][\w.\-一-鿿]{0,40}"
_HOME = re.compile(
    rf"(?:\b[A-Za-z] ?[:;] ?[\\/|]{{1,2}} ?(?:Users|Documents and Settings|用户)"
    rf"[\\/|]{{1,2}}|(?<![\w.])/(?:home|Users)/)({_NAME})",
    re.IGNORECASE,
)
_PROMPT = re.compile(
    r"(?:^|(?<=[\s\[(]))([a-z_][\w.\-]{0,31})@([A-Za-z][\w\-]{1,40})(?=:[~/]| ~|\]|:\S*[$#])", re.MULTILINE
)
_REMOTE = re.compile(
    r"\b(?:ssh|scp|sftp|rsync|su|sudo -u|runas /user:|net user)\s+"
    r"(?:-\S+\s+)*([A-Za-z_][\w.\-]{1,31})(?=@|\s|$|:)"
)
_DOMAIN = re.compile(r"(?<![\w\\:.])([A-Z][A-Z0-9\-]{1,14})\\([A-Za-z][\w.\-]{1,30}\$?)(?![\w\\])")
_SHARED = frozenset(
    {
        "public",
        "default",
        "all",
        "shared",
        "administrator",
        "admin",
        "root",
        "user",
        "username",
        "defaultuser0",
    }
)
_NO_DOMAIN = frozenset(
    {"HKLM", "HKCU", "HKCR", "HKU", "AUTHORITY", "BUILTIN", "NT", "SYSTEM32", "MACHINE", "SOFTWARE", "SYSTEM"}
)


def find(text: str) -> Iterator[TextFinding]:
    yield from find_labelled(text, EntityType.USERNAME)
    for match in _HOME.finditer(text):
        yield from _name(match, 1, 0.9)
    if "@" in text:
        for match in _PROMPT.finditer(text):
            yield from _name(match, 1, 0.8)
    for match in _REMOTE.finditer(text):
        if text[match.end(1) : match.end(1) + 1] == "@" or "user" in match.group():
            yield from _name(match, 1, 0.75)
    if "\\" in text:
        for match in _DOMAIN.finditer(text):
            if match.group(1) not in _NO_DOMAIN:
                yield from _name(match, 2, 0.8)


def _name(match: re.Match[str], group: int, score: float) -> Iterator[TextFinding]:
    name = match.group(group)
    if name.lower() not in _SHARED and is_plausible(EntityType.USERNAME, name):
        yield TextFinding(EntityType.USERNAME, match.start(group), match.end(group), score, "place")

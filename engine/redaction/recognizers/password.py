"""Passwords: after a label, in an assignment, on a command line, in an address."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled, is_plausible

_IN_ADDRESS = re.compile(r"[a-z][a-z0-9+.\-]*://[^\s:/@]*:([^\s/@]{1,128})@", re.IGNORECASE)
_OPTION = re.compile(
    r"(?<!\w)(?:--?(?:password|passwd|pass|pwd)[= ]|/p(?:ass(?:word)?)?:|"
    r"-p(?=[^\s\-]*\d))[\"']?([^\s\"']{3,64})",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"(?:mysql|mysqldump|sshpass|plink|psql|net use|mariadb)\b", re.IGNORECASE)
_IN_PROSE = re.compile(
    r"(?:密码|口令)(?:已|被)?(?:重置|修改|更改|设置|改|设)?(?:为|成|是|:)+\s{0,3}([!-~]{3,64})"
    r"|(?i:\bpassword\b[^.\n:=]{0,24}?\b(?:is|to|now)\b:?) [\"']?((?=\S*[\d!#$%&*@^+?])[!-~]{4,64})"
)


def find(text: str) -> Iterator[TextFinding]:
    yield from find_labelled(text, EntityType.PASSWORD)
    if "://" in text:
        yield from _groups(_IN_ADDRESS, text)
    if "-p" in text.lower() or "/p" in text.lower():
        is_program = _PROGRAM.search(text) is not None
        for finding in _groups(_OPTION, text):
            if is_program or text[: finding.start].rstrip("\"'").lower().endswith(
                ("=", "ss ", "word ", "swd ", "pwd ")
            ):
                yield finding
    yield from _groups(_IN_PROSE, text)


def _groups(pattern: re.Pattern[str], text: str) -> Iterator[TextFinding]:
    for match in pattern.finditer(text):
        number = match.lastindex or 0
        if is_plausible(EntityType.PASSWORD, match.group(number)):
            yield TextFinding(EntityType.PASSWORD, match.start(number), match.end(number), 0.9, "label")

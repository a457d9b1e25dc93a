"""Logins and machines that no label announces: by their look, and by what the text around them speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.identifier_shapes import Looks, looks_like_login, looks_like_machine
from engine.redaction.names import is_usual_word
from engine.redaction.recognizers.labelled import is_plausible
from engine.redaction.sieve import Pattern
from engine.redaction.surroundings import PAPER, named_in

_TOKEN = Pattern(
    r"(?<![A-Za-z0-9_À-ɏ.\-@%$#&<>=+*~/\\:])(?<!: )(?<!= )[A-Za-z][A-Za-z0-9]*(?:[._\-][A-Za-z0-9]+){0,8}(?![A-Za-z0-9_À-ɏ\-@(=*&%/\\+]|[.:][A-Za-z0-9]|://)"
)
_AFTER_SIGN = Pattern(r"(?<=[:=@\[(])(?<!:[:/\\]) ?([A-Za-z][A-Za-z0-9]*(?:[._\-][A-Za-z0-9]+){0,8})(?![A-Za-z0-9_À-ɏ\-@(=*&%/\\+]|[.:][A-Za-z0-9])")
_AT_MACHINE = Pattern(
    r"(?<![\w.\-@])([A-Za-z][\w.\-]{1,31}) @ ?([A-Za-z0-9][A-Za-z0-9\-]{2,40}(?:\.[A-Za-z0-9\-]{1,40}){0,4})(?![\w\-@]|\.\w)", re.ASCII
)
"""`rejestracja2 @ LIPY-REC-02`: an address has no blank there."""
_FILLERS = frozenset(
    """
    is was are as named called name id for of to on in at the a by with from user account host no nr num number and or und et y e i oder ou o
    ist war heisst als est nomme es ser se llama e chama is heet jest to
    """.split()
)
_JOINT = Pattern(r"[\s:：,，、/()（）\[\]\"'“”‘’「」=|.\-#№]*(?:号|名|名称|编号|是|为|為|叫|含|包括|有|等|的|还用|是不是|用|使用|由|到|在|从|和|及|与|代码|地址)*[\s:：,，、/()（）\[\]\"'“”‘’「」=|#№]*")
_REACH = {Looks.POSSIBLE: 12, Looks.LIKELY: 24, Looks.SURE: 40}
"""How many characters before a token its announcement may stand."""
_AFTERWARDS = Pattern(
    r"[\"'”’」 ]{0,2}(?:(?i:account|login|user|mailbox|profile|konto|compte|cuenta|conta)\b|账号|帐号|帳號|账户|用户|登录|登錄|(?:已|被|已被)?(?:锁|鎖|停用|禁用|解锁|解鎖)"
    r"|(?i:is |was |has been |wurde |est |está |jest )?(?i:locked|disabled|unlocked|suspended|gesperrt|verrouillé|bloqueado|bloqueada|bloccato|zablokowan\w*|geblokkeerd))"
)
_WORDS = Pattern(r"[A-Za-zÀ-ɏ]+|[一-鿿]")
_MOST_WORDS_BETWEEN = 2


def find(text: str) -> Iterator[TextFinding]:
    """Yield what looks like a login or a machine, as surely as what stands before it asks for."""
    if "@" in text:
        yield from _at_machines(text)
    for match in (*_TOKEN.finditer(text), *_AFTER_SIGN.finditer(text)):
        group = match.lastindex or 0
        start, end = match.span(group)
        yield from judged(text, start, end)


def judged(text: str, start: int, end: int) -> Iterator[TextFinding]:
    """Yield a finding where a token of a text is a login or the name of a machine."""
    token = text[start:end]
    machine = looks_like_machine(token)
    login = looks_like_login(token)
    line = text.rfind("\n", 0, start) + 1
    if machine and _is_machine(text[line:start], machine):
        yield TextFinding(EntityType.HOSTNAME, start, end, 0.6, "look")
    elif login and (login is Looks.SURE or _is_login(text, line, start, end, login)):
        if is_plausible(EntityType.USERNAME, token):
            yield TextFinding(EntityType.USERNAME, start, end, 0.6, "look")


def _is_machine(before: str, look: Looks) -> bool:
    is_paper = any(len(before) - at <= _REACH[Looks.POSSIBLE] for at in named_in(before, PAPER))
    if look is Looks.SURE:
        return not is_paper
    return not is_paper and _is_announced(before, EntityType.HOSTNAME, look)


def _is_login(text: str, line: int, start: int, end: int, look: Looks) -> bool:
    if _is_announced(text[line:start], EntityType.USERNAME, look):
        return True
    return _AFTERWARDS.match(text, end) is not None and not is_usual_word(text[start:end])


def _is_announced(before: str, kind: EntityType, look: Looks) -> bool:
    """Tell whether a word of the kind stands before, with hardly anything between."""
    for at in named_in(before[-_REACH[Looks.SURE] :], kind):
        between = before[-_REACH[Looks.SURE] :][at:]
        if len(between) > _REACH[look]:
            continue
        if _JOINT.fullmatch(between):
            return True
        words = [word for word in _WORDS.compiled.findall(between) if word.lower() not in _FILLERS]
        if look >= Looks.LIKELY and len(words) <= _MOST_WORDS_BETWEEN * (3 if "一" <= (words or ["a"])[0] <= "鿿" else 1):
            return True
        if not words:
            return True
    return False


def _at_machines(text: str) -> Iterator[TextFinding]:
    for match in _AT_MACHINE.finditer(text):
        login, machine = looks_like_login(match.group(1)), looks_like_machine(match.group(2))
        is_number = match.group(2)[0].isdigit()
        if (login >= Looks.POSSIBLE and (machine or is_number)) or machine is Looks.SURE or login is Looks.SURE:
            yield TextFinding(EntityType.USERNAME, *match.span(1), 0.8, "place")
            if machine:
                yield TextFinding(EntityType.HOSTNAME, *match.span(2), 0.8, "place")

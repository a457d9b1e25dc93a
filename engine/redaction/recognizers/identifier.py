"""Logins and machines that no label announces: by their look, and by what the text around them speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.plausible import is_plausible
from engine.redaction.words.identifier_shapes import Looks, looks_like_login, looks_like_machine
from engine.redaction.words.names import is_usual_word
from engine.redaction.words.sieve import Pattern
from engine.redaction.words.surroundings import PAPER, named_in, words_between

_TOKEN = Pattern(
    r"(?<![A-Za-z0-9_À-ɏ█.\-@%$#&<>=+*~/\\:])(?<!: )(?<!= )[A-Za-z][A-Za-z0-9]*(?:[._\-][A-Za-z0-9]+){0,8}(?![A-Za-z0-9_À-ɏ█\-@(=*&%/\\+]|\.[A-Za-z0-9]|:(?!\d{2,5}(?!\w))[A-Za-z0-9]|://)"
)
_AFTER_SIGN = Pattern(
    r"(?<=[:=@\[(])(?<!:[:/\\]) ?([A-Za-z][A-Za-z0-9]*(?:[._\-][A-Za-z0-9]+){0,8})(?![A-Za-z0-9_À-ɏ█\-@(=*&%/\\+]|[.:][A-Za-z0-9])"  # noqa: E501
)
_AT_MACHINE = Pattern(
    r"(?<![\w.\-@])([A-Za-z][\w.\-]{1,31}) @ ?([A-Za-z0-9][A-Za-z0-9\-]{2,40}(?:\.[A-Za-z0-9\-]{1,40}){0,4})(?![\w\-@]|\.\w)",  # noqa: E501
    re.ASCII,
)
"""`rejestracja2 @ LIPY-REC-02`: an address has no blank there."""
_WITH_ADDRESS = Pattern(
    r"(?:\d{1,3}\.){3}\d{1,3}(?::\d+)? ?[(\[]([A-Za-z][\w\-]{2,40})[)\]]|(?<![\w.\-@])([A-Za-z][\w\-]{2,40}) ?[(\[](?:\d{1,3}\.){3}\d{1,3}"  # noqa: E501
    r"|(?i:last login)\b[^\n]{4,60} from ([A-Za-z][\w\-]{2,40})(?![\w.])"
)
_STEP = Pattern(r"(?<=[A-Za-z0-9一-鿿$:][\\/])[a-z][a-z0-9]*(?:[._\-][a-z0-9]+){0,3}(?=[\\/>\s\"']|$)(?!\.\w)")
_FOLDER_OF_PEOPLE = Pattern(
    r"(?i)[\\/](?:users?|homes?|home\$|profiles?|profile\$|staff|people|personal|private|redirect\w*|benutzer|utilisateurs|usuarios|utenti|gebruikers|员工|個人|个人|用户|用戶|共享|个人文件夹)[\\/]\Z"
)
_ON_SHARE = Pattern(r"\\\\[\w.\-]{2,40}(?:\\[^\\\n\"]{1,40}){1,6}\\\Z")
_LONGEST_PATH = 300
"""What stands before a step of a path is looked at no further: all that `_ON_SHARE` can hold."""
_SMALL_DOMAIN = Pattern(r"(?<![\w\\/:.\-])([a-z][a-z0-9\-]{1,14})\\([a-z][a-z0-9._\-]{2,30})(?![\w\\])")
_JOINT = Pattern(
    r"[\s:：,，、/()（）\[\]\"'“”‘’「」=>|.\-#№]*(?:号|名|名称|编号|是|为|為|叫|含|包括|有|等|的|还用|是不是|用|使用|由|到|在|从|和|及|与|代码|地址)*[\s:：,，、/()（）\[\]\"'“”‘’「」=|#№]*"
)
_REACH = {Looks.POSSIBLE: 12, Looks.LIKELY: 24, Looks.SURE: 40}
"""How many characters before a token its announcement may stand."""
_AFTERWARDS = Pattern(
    r"[\"'”’」 ]{0,2}(?:(?<! )(?<=[\w ])(?i:account|login|user|mailbox|profile|konto|compte|cuenta|conta)\b(?!\s?[=:])|账号|帐号|帳號|账户|用户|登录|登錄|(?:已|被|已被)?(?:锁|鎖|停用|禁用|解锁|解鎖)"  # noqa: E501
    r"|(?i:is |was |has been |wurde |est |está |jest )?(?i:locked|disabled|unlocked|suspended|gesperrt|verrouillé|bloqueado|bloqueada|bloccato|zablokowan\w*|geblokkeerd)"  # noqa: E501
    r"|(?i:anmelden|anzumelden|einloggen|einzuloggen|angemeldet|inloggen|zalogowa\w*|logged (?:in|on|off|out)|signed (?:in|out)|connecté|conectado|connesso))"  # noqa: E501
)
_AT = Pattern(
    r"(?:(?<![A-Za-z])(?i:on|from|to|via|at|origin|auf|vom|nach|sur|depuis|vers|en|desde|su|da|na|z|ze|do|op|van|naar|på|från|til|fra|на|с|из|к) :?|[在到从上往连由] ?)\Z"  # noqa: E501
)
_MACHINE_BEFORE = Pattern(r"(?<![手飞司随时危契投商有动])机\Z")
"""`工位机MES-OP140-B`: what ends so and is followed by a name is a machine of some kind."""
_QUOTED_IN_CHINESE = Pattern(r"(?<=[一-鿿])[「“\"『【]([a-z][a-z0-9]*(?:[._\-][a-z0-9]+)*)[」”\"』】]")
_SAID_IN_CHINESE = Pattern(
    r"(?:账号|帐号|帳號|账户|帐户|帳戶|用户名|用戶名|登录名|域账号)[ :是为]{0,3}([a-z][a-z0-9._]{2,24})(?= ?[一-鿿,.;])(?!\.\w)"  # noqa: E501
)
_SYSLOG = Pattern(
    r"^(?:[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]{8,15}(?:Z|[+\-]\d\d:?\d\d)?) "
    r"(?!last |message |kernel)([A-Za-z][\w.\-]{1,40}) (?:[\w\-/().]{2,40}\[\d+\]|kernel|sshd|sudo|systemd|CRON|su|dhcpd|named|postfix/\w+|%[A-Z\d_\-]+): ?",  # noqa: E501
    re.MULTILINE,
)
_FURTHEST_VERB = 56
_LOGS_IN = Pattern(
    r"^[^\n.;。；]{0,40}?(?:(?i:\b(?:log(?:s|ged)? (?:in|on|off|out)|sign(?:s|ed)? (?:in|out)|anmelden|einloggen|se connecter|iniciar sesión|entrar|accedere|inloggen|zalogować|přihlásit)\b)|登录|登錄|登入|登陆)"  # noqa: E501
)
_IN_PROCESS = Pattern(r"[a-z]\[\Z")
"""`worker[tberisha]:`"""
_DONE_BY = Pattern(
    r"(?i:[a-zà-ÿ]{3,}(?:ed|ada|ado|ato|ata|ito|ita|é|ée|és|iert|zt|en|ane|ana|any)) (?i:by|von|par|por|da|door|przez) \Z"  # noqa: E501
)
_BY = Pattern(
    r"(?<!order )(?<!group )(?<!tion )(?<![A-Za-z])(?i:by|as|als|como|come|jako|von|par|por|przez|door|av|af|da|от|由|tarafından) ?:? ?\Z"  # noqa: E501
)
_WORDS = Pattern(r"[A-Za-zÀ-ɏ]+|[一-鿿]")
_MOST_WORDS_BETWEEN = 2
_NUMBER_OF = 4
"""`终端编号` is the number of a machine, no paper: how far its words may be apart."""
_LOGIN_BEHIND = Pattern(r"(?:user|login|account|konto|benutzer|usuario|utilisateur|utente)([a-z][a-z0-9._\-]{3,24})")
"""`userfhaverford`: the reader lost the gap."""


def find(text: str) -> Iterator[TextFinding]:
    """Yield what looks like a login or a machine, as surely as what stands before it asks for."""
    if "." in text and ("(" in text or "[" in text or "from" in text):
        yield from _beside_addresses(text)
    if "@" in text:
        yield from _at_machines(text)
    if "\\" in text or "/" in text:
        yield from _in_paths(text)
    for match in _SAID_IN_CHINESE.finditer(text):
        if not is_usual_word(match.group(1)) and is_plausible(EntityType.USERNAME, match.group(1)):
            yield TextFinding(EntityType.USERNAME, *match.span(1), 0.6, "label")
    for match in _QUOTED_IN_CHINESE.finditer(text):
        if looks_like_login(match.group(1)):
            yield TextFinding(EntityType.USERNAME, *match.span(1), 0.6, "place")
    for match in _SYSLOG.finditer(text):
        yield TextFinding(EntityType.HOSTNAME, *match.span(1), 0.8, "place")
    has_sign = any(sign in text for sign in ":=@[(")
    for match in (*_TOKEN.finditer(text), *(_AFTER_SIGN.finditer(text) if has_sign else ())):
        group = match.lastindex or 0
        start, end = match.span(group)
        yield from judged(text, start, end)


def judged(text: str, start: int, end: int) -> Iterator[TextFinding]:
    """Yield a finding where a token of a text is a login or the name of a machine."""
    token = text[start:end]
    machine = looks_like_machine(token)
    login = looks_like_login(token)
    line = text.rfind("\n", 0, start) + 1
    if machine and _is_machine(text[line:start], token, machine):
        yield TextFinding(EntityType.HOSTNAME, start, end, 0.6, "look")
        return
    if (glued := _LOGIN_BEHIND.fullmatch(token)) and looks_like_login(glued.group(1)) is Looks.SURE:
        yield TextFinding(EntityType.USERNAME, start + glued.start(1), end, 0.6, "look")
        return
    is_login = login is Looks.SURE or (bool(login) and _is_login(text, line, start, end, login))
    if is_login and is_plausible(EntityType.USERNAME, token):
        yield TextFinding(EntityType.USERNAME, start, end, 0.6, "look")


def _is_machine(before: str, token: str, look: Looks) -> bool:
    papers = [at for at in named_in(before, PAPER) if len(before) - at <= _REACH[Looks.POSSIBLE]]
    machines = named_in(before, EntityType.HOSTNAME) if papers else ()
    is_paper = bool(papers) and not any(0 <= papers[-1] - at <= _NUMBER_OF for at in machines)
    if look is Looks.SURE:
        return not is_paper
    has_digit = any(map(str.isdigit, token))
    is_alone = "-" in token and token.islower()  # capitals and digits name products and alarms too
    if look is Looks.LIKELY and has_digit and (is_alone or _AT.search(before)):
        return not is_paper
    if has_digit and _MACHINE_BEFORE.search(before):
        return True
    return not is_paper and _is_announced(before, EntityType.HOSTNAME, look, is_close=not has_digit)


def _is_login(text: str, line: int, start: int, end: int, look: Looks) -> bool:
    if _is_announced(text[line:start], EntityType.USERNAME, look):
        return True
    if (look >= Looks.LIKELY and _BY.search(text, line, start)) or _DONE_BY.search(text, line, start):
        return True
    if look >= Looks.LIKELY and (
        _LOGS_IN.search(text, end, end + _FURTHEST_VERB) or _IN_PROCESS.search(text, line, start)
    ):
        return True
    return _AFTERWARDS.match(text, end) is not None and not is_usual_word(text[start:end])


def _is_announced(before: str, kind: EntityType, look: Looks, *, is_close: bool = False) -> bool:
    """Tell whether a word of the kind stands before, with hardly anything between: where close, with no word at all."""
    for at in named_in(before[-_REACH[Looks.SURE] :], kind):
        between = before[-_REACH[Looks.SURE] :][at:]
        if len(between) > _REACH[look]:
            continue
        if _JOINT.fullmatch(between):
            return True
        if is_close:
            continue
        words = [word for word in _WORDS.compiled.findall(between) if word.lower() not in words_between()]
        if look >= Looks.LIKELY and len(words) <= _MOST_WORDS_BETWEEN * (
            3 if "一" <= (words or ["a"])[0] <= "鿿" else 1
        ):
            return True
        if not words:
            return True
    return False


def _beside_addresses(text: str) -> Iterator[TextFinding]:
    """Yield the machine that an address in brackets is of, or that stands in brackets behind its address."""
    for match in _WITH_ADDRESS.finditer(text):
        group = match.lastindex or 0
        if looks_like_machine(match.group(group)) or looks_like_login(match.group(group)) >= Looks.LIKELY:
            yield TextFinding(EntityType.HOSTNAME, *match.span(group), 0.75, "place")


def _in_paths(text: str) -> Iterator[TextFinding]:
    """Yield the parts of paths that are logins: `D:\\work\\lianyc\\src`, `ad\\nwickham`."""
    for match in _STEP.finditer(text):
        look = looks_like_login(match.group())
        before = max(0, match.start() - _LONGEST_PATH), match.start()
        is_on_share = look is Looks.LIKELY and _ON_SHARE.search(text, *before) is not None
        is_of_people = is_on_share or _FOLDER_OF_PEOPLE.search(text, *before) is not None
        if look is Looks.SURE or (is_of_people and look):
            yield TextFinding(EntityType.USERNAME, *match.span(), 0.6, "place")
    for match in _SMALL_DOMAIN.finditer(text):
        if looks_like_login(match.group(2)) >= Looks.LIKELY and is_plausible(EntityType.USERNAME, match.group(2)):
            yield TextFinding(EntityType.USERNAME, *match.span(), 0.6, "place")


def _at_machines(text: str) -> Iterator[TextFinding]:
    for match in _AT_MACHINE.finditer(text):
        login, machine = looks_like_login(match.group(1)), looks_like_machine(match.group(2))
        is_number = match.group(2)[0].isdigit()
        if (login >= Looks.POSSIBLE and (machine or is_number)) or machine is Looks.SURE or login is Looks.SURE:
            yield TextFinding(EntityType.USERNAME, *match.span(1), 0.8, "place")
            if machine:
                yield TextFinding(EntityType.HOSTNAME, *match.span(2), 0.8, "place")

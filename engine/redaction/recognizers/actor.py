"""User names of those who did something: `locked by mhoffmann`, `m.oduya changed`, `操作员 zhangwl`, `柜员 010823`."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.plausible import is_plausible
from engine.redaction.words.identifier_shapes import Looks, looks_like_login
from engine.redaction.words.names import is_family_name, is_usual_word
from engine.redaction.words.sieve import Pattern

_LOGIN = r"[a-z][a-z0-9]{2,15}|[a-z][a-z0-9]{0,15}(?:[._\-][a-z0-9]{1,16}){1,2}|[A-Z][A-Z0-9]{1,7}_[A-Z0-9_]{2,12}|[A-Z]{1,4}\d{3,8}"  # noqa: E501
_END = r"(?![\w@\\/(]|[.\-]\w|:\w)"
_DONE_BY = Pattern(
    r"\b(?i:locked|unlocked|changed|modified|created|updated|acknowledged|ack(?:ed|'d)?|approved|rejected|closed|opened|resolved|assigned|reassigned|"
    r"deleted|edited|signed|submitted|uploaded|downloaded|started|stopped|executed|triggered|requested|owned|handled|confirmed|released|posted|entered|"
    r"verified|printed|scanned|exported|imported|restarted|disabled|enabled|installed|removed|added|checked (?:in|out)|logged|raised|reported|escalated|"  # noqa: E501
    r"gesperrt|geändert|angelegt|erstellt|freigegeben|gelöscht|bearbeitet|gedruckt|gebucht|modifié|créé|validé|supprimé|imprimé|creado|modificado|aprobado|"
    r"modificato|creato|approvato|zmieniony|utworzony|gewijzigd|aangemaakt)"
    rf" (?i:by|von|durch|par|por|da|door|przez)[: ] ?\"?({_LOGIN}){_END}"
)
_CHANGED_TO = Pattern(
    rf"\b(?i:assignee|assigned|reassigned|owner|reporter|approver|caller|user|operator|agent)\b[^\n.]{{0,20}}? (?:from|to) ({_LOGIN}){_END}"  # noqa: E501
    rf"(?: to ({_LOGIN}){_END})?"
)
_ROLE = Pattern(
    r"(?<![\w\-])(?i:owner|operator|agent|cashier|clerk|teller|technician|assignee|reporter|requester|requestor|submitter|approver|author|editor|caller|"
    rf"bediener|bearbeiter|benutzer|utilisateur|usuario|utente|gebruiker|besitzer|propriétaire|propietario) ?:? ({_LOGIN}){_END}"  # noqa: E501
)
_DOTTED = Pattern(rf"(?<![\w@.\-/\\=:])[a-z]\.([a-z]{{4,16}})\d{{0,3}}{_END}")
"""The initial and the family name."""
_BIG = Pattern(
    r"\b(?:[Uu]ser|[Bb]enutzer|[Uu]tilisateur|[Uu]suario|[Uu]tente|USER|USERID|SIGNON USERID|SAP user) ([A-Z]{5,12}\d{0,3})(?![\w.\-])"  # noqa: E501
)
_CHINESE = Pattern(
    r"(?:操作员|操作人|所有者|拥有者|用户|经办人?|柜员|负责人|创建[人者]|修改[人者]|更新人|提交人|申请人|审批人|登录名|登录人|当前用户|坐席|制单人?|复核人?|审核人?|录入人?|工号|账号|"
    rf"管理员|管理員|值班员|网管|运维|处理人|指派给|转派给|分配给|(?<!路)(?<!理)(?<!自)(?<!事)由) ?[:：]? ?({_LOGIN})(?![A-Za-z0-9_@\\/(]|[.\-]\w)"  # noqa: E501
)
_MENTIONED = Pattern(rf"(?<![\w.@/:\-])@([a-zß-ɏ][\wß-ɏ]{{2,20}}(?:[.\-][\wß-ɏ]{{1,20}}){{0,2}}){_END}")
_CLERK = Pattern(
    r"(?:(?:授权|经办|复核)?柜员|复核|审核|坐席|话务员|操作员|授权|工号|警号|经办员?)(?: ?[一-鿿]{2,4}(?= ))? ?[:：]? ?([A-Z]{0,2}\d{4,8}(?:[A-Z]\d{1,3})?)(?![\w.年月])"  # noqa: E501
)
_SID = Pattern(r"(?<![\w\-])S-1-5-21(?:-\d{6,10}){3}-\d{3,7}(?![\w\-])")
"""An account by its number, which is as good as its name."""


def find(text: str) -> Iterator[TextFinding]:
    for pattern in (_DONE_BY, _CHANGED_TO, _ROLE) if " " in text else ():
        for match in pattern.finditer(text):
            for group in range(1, pattern.groups + 1):
                if match.group(group) and _is_login(match.group(group)):
                    yield TextFinding(EntityType.USERNAME, *match.span(group), 0.7, "context")
    for match in _DOTTED.finditer(text) if "." in text else ():
        if is_family_name(match.group(1)) and not is_usual_word(match.group(1)):
            yield TextFinding(EntityType.USERNAME, match.start(), match.end(), 0.65, "names")
    for match in _MENTIONED.finditer(text) if "@" in text else ():
        word = match.group(1)
        is_made_up = not (word.isascii() and word.isalpha()) or is_family_name(word[1:])
        is_made_up = is_made_up or looks_like_login(word) >= Looks.LIKELY
        if is_made_up and _is_login(word):
            yield TextFinding(EntityType.USERNAME, *match.span(1), 0.65, "context")
    for match in _BIG.finditer(text):
        if not is_usual_word(match.group(1).lower()):
            yield TextFinding(EntityType.USERNAME, *match.span(1), 0.65, "context")
    if not text.isascii():
        for match in _CHINESE.finditer(text):
            if _is_login(match.group(1)):
                yield TextFinding(EntityType.USERNAME, *match.span(1), 0.7, "context")
        for match in _CLERK.finditer(text):
            yield TextFinding(EntityType.USERNAME, *match.span(1), 0.7, "context")
    for match in _SID.finditer(text) if "S-1-5-21" in text else ():
        yield TextFinding(EntityType.USERNAME, match.start(), match.end(), 0.7, "shape")


def _is_login(word: str) -> bool:
    pieces = re.split(r"[._\-]", word.lower())
    is_word = all(piece.isalpha() and is_usual_word(piece) for piece in pieces)
    return not is_word and is_plausible(EntityType.USERNAME, word)

"""Codes to get back into an account: seeds in groups, and lists of codes of one shape, with or without a heading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.words.sieve import Pattern

_SEED = Pattern(
    r"(?<![A-Za-z0-9\-])(?:[A-Z0-9]{4}(?: [A-Z0-9]{4}){3,15}(?: [A-Z0-9]{1,3})?|[a-z0-9]{4}(?: [a-z0-9]{4}){3,15}|[A-Z0-9]{4}(?:-[A-Z0-9]{4}){6,15})"  # noqa: E501
    r"(?![A-Za-z0-9\-])"
)
_CODE = Pattern(r"(?<![\w.:/\\+\-])[A-Za-z0-9]{3,10}(?: ?- ?[A-Za-z0-9]{3,10}){1,4}(?![\w:/\\\-]|\.\w)", re.ASCII)
_PLAIN_CODE = Pattern(
    r"(?<![\w.:/\\+\-])(?:\d{4} \d{4}(?! ?\d)|\d{3} \d{3}(?! ?\d)|\d{6,10}|(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{8,16})(?![\w:/\\\-]|\.\w)",  # noqa: E501
    re.ASCII,
)
_SEED_SAID = Pattern(
    r"(?i:\b(?:seed|secret|totp|otp|2fa|mfa|authenticator|setup key|schlüssel|clé|clave|chiave)\b|密钥|種子|种子)[^\n=]{0,16}?[ :=]{1,3}([A-Z2-7]{16,64})(?![A-Za-z0-9])"  # noqa: E501
)
_REMOTE = Pattern(
    r"(?:(?:\b(?i:id(?: is)?)[ :=]{1,3}|(?:识?别码|伙伴码|遠端碼|识别代码)[ :=]{0,3})(?=\d{1,4} \d{3} \d{3}(?!\d))|(?:\b(?i:(?:conference|dial-?in|audio|meeting|moderator|participant)(?: (?:bridge|room|line))?|teamviewer|anydesk|rustdesk|todesk|sunlogin|splashtop|dameware|quick assist|supremo|ultraviewer|isl|session|meeting|webex|zoom)\b|向日葵|远程码|会议)(?:[ \-]{0,2}(?i:id|address|code|number|no\.?|adresse|号|识别码|设备代码|会议号)[ :=]{1,3}|(?<=[a-zA-Z码葵])[ :=]{1,2}(?=\d{1,4} \d{3} \d{3}|\d{9,10}(?!\d))))"  # noqa: E501
    r"(\d{1,4}(?:[ \-]\d{3,4}){2,3}|\d{9,11})(?![\d\-])"
)
"""With it and a password anybody looks on."""
_HEADING = Pattern(
    r"(?i)(?:(?:backup|recovery|restore|rescue|scratch|emergency|one[\- ]?time|single[\- ]?use|reset|bypass)[ \-]?(?:verification |login |security |access |pass)?(?:codes?|keys?)\b"  # noqa: E501
    r"|\b(?:wiederherstellungs|notfall|ersatz|backup-?|sicherungs|einmal)(?:codes?|schlüssel|kennwörter|passwörter)\b|\b(?:i?tan)[- ]?list"  # noqa: E501
    r"|\bcodes? (?:de )?(?:secours|récupération|sauvegarde|recuperación|respaldo|recuperação|segurança|recupero|backup|ripristino|emergenza|emergencia)\b"  # noqa: E501
    r"|\b(?:herstel|nood|back-?up)codes?\b|\bkody (?:zapasowe|odzyskiwania|awaryjne)|\bzáložní kódy|\bzálohov[eé] kódy|\b(?:återställnings|reserv|gjenopprettings|gendannelses|reserve)kod?er?\b"  # noqa: E501
    r"|\bvara?koodit|\bpalautuskoodit|\bkurtarma kod|\byedek kod|\bcoduri de (?:rezervă|recuperare)|\b(?:helyreállítási|biztonsági) kódok|резервные коды|коды восстановления|バックアップコード|リカバリーコード|백업 코드|복구 코드"  # noqa: E501
    r"|恢复(?:代?码|密钥)|(?:备用|恢复|应急|一次性|救援|備份|復原|還原|备份)(?:验证|驗證)?(?:代|编|代號)?(?:码|碼|密码|密碼|代码|代碼))"
)
"""What stands above such a list, in the languages of the screens."""
_REACH = 900
"""How many characters below its heading a code may stand."""
_FEWEST_ALONE = 4
_FEWEST_ANNOUNCED = 2
_FEWEST_SEED_DIGITS = 2
_NO_CODE = Pattern(r"(?i)^(?:19|20)\d\d-|^0x|-(?:19|20)\d\d$|^[a-z]+-[a-z]+$|^kb\d|^(?:utf|iso|sha|tls|cve)-?\d")


def find(text: str) -> Iterator[TextFinding]:
    for match in _SEED.finditer(text):
        if _is_seed(match.group()):
            yield TextFinding(EntityType.SECRET, match.start(), match.end(), 0.97, "shape")
    for pattern in (_SEED_SAID, _REMOTE):
        for match in pattern.finditer(text):
            yield TextFinding(EntityType.SECRET, match.start(1), match.end(1), 0.97, "label")
    if "\n" in text or "-" in text:
        yield from _lists(text)


def _is_seed(groups: str) -> bool:
    """Words in capitals have no digits, numbers have nothing else, and hexadecimal dumps no letter behind F."""
    digits = sum(map(str.isdigit, groups))
    with_digit = sum(any(map(str.isdigit, group)) for group in re.split("[ -]", groups))
    is_dump = re.fullmatch(r"[0-9A-Fa-f \-]+", groups) is not None
    return with_digit >= _FEWEST_SEED_DIGITS and not is_dump and sum(map(str.isalpha, groups)) >= digits


def _lists(text: str) -> Iterator[TextFinding]:
    headings = [heading.end() for heading in _HEADING.finditer(text)]
    for pattern, needs_heading in ((_CODE, False), (_PLAIN_CODE, True)):
        if needs_heading and not headings:
            continue
        shapes: dict[tuple[int, ...], list[re.Match[str]]] = defaultdict(list)
        for match in pattern.finditer(text):
            if not _NO_CODE.search(match.group()):
                shapes[_shape(match.group())].append(match)
        for codes in shapes.values():
            announced = [code for code in codes if any(0 <= code.start() - end <= _REACH for end in headings)]
            if len({code.group() for code in announced}) >= _FEWEST_ANNOUNCED and _are_random(announced, False):
                codes = announced
            elif needs_heading or len(codes) < _FEWEST_ALONE or not _are_random(codes, True):
                continue
            for code in codes:
                yield TextFinding(EntityType.SECRET, code.start(), code.end(), 0.97, "codes")


def _shape(code: str) -> tuple[int, ...]:
    return tuple(map(len, re.split(r"[ \-]+", code)))


def _are_random(codes: list[re.Match[str]], must_mix: bool) -> bool:
    """Tell codes from numbers of things: those count up from one beginning, and name a kind in letters."""
    values = [code.group().lower() for code in codes]
    starts = {re.split(r"[ \-]+", value)[0] if re.search(r"[ \-]", value) else value[:3] for value in values}
    is_spread = len(starts) > 0.7 * len(set(values))
    mixed = sum(any(map(str.isdigit, value)) and any(map(str.isalpha, value)) for value in values)
    words = sum(value.replace("-", "").replace(" ", "").isalpha() for value in values)
    return is_spread and (mixed >= 0.6 * len(values) if must_mix else words <= 0.3 * len(values))

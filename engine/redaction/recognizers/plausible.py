"""What can be a value at all, where a label or a place announces one: what screens say about values is none."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.domain.finding import EntityType as E
from engine.redaction.words.chinese_text import LABELLED, cut
from engine.redaction.words.entities import harmless_words, label_types, squeezed
from engine.redaction.words.firms import ends_as_firm
from engine.redaction.words.identifier_shapes import is_setting
from engine.redaction.words.names import is_usual_word
from engine.redaction.words.sieve import Pattern
from engine.redaction.words.vocabulary import is_word

MUST_LOOK_GENERATED = frozenset({E.PASSWORD, E.SECRET, E.USERNAME})
_DIAGNOSTIC = Pattern(
    r"0[xX][0-9A-Fa-f]{3,16}|KB\d{6,8}|\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?|"
    r"v?\d+(?:\.\d+){1,3}|CVE-\d{4}-\d+|\d{1,4}"
)
SECRETS = frozenset({E.PASSWORD, E.SECRET})
_MOMENT = Pattern(
    r"(?:19|20)\d\d[\-/.]\d\d?[\-/.]\d\d?(?!\d{3}).*|\d{1,2}[\-/.]\d{1,2}[\-/.](?:19|20)\d\d\b.*|\d{1,2}:\d\d\b.*"
)
_NUMBER_OF_TERMINAL = Pattern(r"(?:ATM|[A-SU-Z])-?\d{3,8}(?:-\d{1,2})?|i-(?:0[0-9a-f]{4,16}|[a-z]{2}[0-9a-z]{8,20})")
"""`A0417-02`, `ATM-4417`, `i-0b7c41`: what an inventory counts."""
_TICKET = re.compile(r"(?:INC|REQ|RITM|CHG|PRB|TASK|SCTASK|CASE|TKT)-?\d{4,}")
_INTERFACE = re.compile(
    r"(?:eth|ens|enp|eno|enx|wlan|wlp|docker|br-|veth|bond|tun|tap|virbr|vlan|ppp|wwan|vmbr|utun|flannel\.)[\w.\-]*\d[\w.\-]*"
)
_ROOM = re.compile(r"(?:Sala|Salle|Saal|Raum|Room|Zaal|Aula|Besprechungsraum|Konferenzraum|Meeting ?[Rr]oom) \w")
_AT_WORK = Pattern(r"[\w.\-]{2,40}@[\w.\-]{2,60}:[~/]\S*")
"""A prompt below a question for a password."""
_KEY_OF_TICKET = re.compile(r"[A-Z]{2,8}-\d{1,6}")
_PIN = re.compile(r"\d{4}")
_FUNCTION_KEY = Pattern(r"F\d{1,2}|PF\d{1,2}")
_NAMED_IN_FILES = frozenset({E.USERNAME, E.HOSTNAME})
_FILE_ENDING = Pattern(
    r"(?i)\.(?:ttf|otf|xls[mb]?|doc[mx]|ppt[mx]|rpm|deb|apk|vhdx?|ost|pst|evtx|nupkg|whl|gz|tgz|bz2|xz|lnk|jar|exe|dll|msi)$"
)
_SHORT = 4
_SPEAKS = re.compile(r"[我你您他她它咱]")
_NO_VOWEL = re.compile(r"(?!NG$)[B-DF-HJ-NP-TV-XZ]{2,4}")
"""`RRN` below `CUSTOMER:` is another label."""
_UNFILLED = Pattern(r"[待未無无已暂不][一-鿿]{1,4}")
"""`待分配`: nobody yet."""
_NAME_OF_SETTING = Pattern(r"(?:[A-Z][a-z]+){3,}|[A-Z]{3,}(?:_[A-Z]{2,}){2,}")
"""`DefaultDomainName`, `HKEY_LOCAL_MACHINE`: keys, which stand where values are looked for."""
_NAME_OF_FIELD = Pattern(
    r"@?[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*\.(?:id|ids|name|email|version|level|status|ip|port|pod|type|code|message|path|method|host|hostname|count|time|timestamp|duration|user|url|uri|keyword|bytes|address|namespace|label|labels|hash|size|result|error)"
    r"|[a-z]{1,2}\.[a-z]+(?:_[a-z]+)+"
)
"""`kubernetes.pod`, `c.overdue_days`: what a log or a query calls its fields."""
_AMOUNT = Pattern(r"\d+(?:[.,]\d+)?(?:[dhmwy]|[KMGT]i?B|%|ms|px|dpi|kg|mm|cm|km|°C|[kM]?W|[kMG]?Hz|[KMG]bps|MB/s)")
FREE_FORM = frozenset({E.PASSWORD, E.SECRET, E.USERNAME, E.HOSTNAME})
_WORK = (
    r"(?:County|Council|Borough|Dept|Department|University|Hospitals?|Clinics?|Schools?|Colleges?|Office|Centre|Center|Stores|Warehouse|Depot|"
    r"Library|Registry|Committee|Ministry|Agency|Authority|Laboratory|Pharmacy|Helpdesk|Service Desk|Team|Division|Credit Union|School District)"  # noqa: E501
)
_PLACE_OF_WORK = Pattern(rf"\b(?:{_WORK}|(?:Unit|Room|Ward|Bay|Lab|Suite) \d)\b")
WORK_BEHIND = Pattern(rf" {_WORK}\b")
"""`Dolores Creek | County`"""
_CHINESE_PLACE_OF_WORK = Pattern(
    r"医院|学校|大学|公司|银行|支行|分行|中心|药房|仓库|车间|办公室|委员会|管理局|派出所|街道办|药剂科|采购"
)
_LONGEST_CHINESE = 4
_IDEOGRAPHS = re.compile(r"[一-鿿]+")
_BUS = Pattern(r"(?i)\b(?:RS-?\d{3}|\d+ ?baud|COM\d{1,2}|LPT\d|GPIB|modbus|(?:tcp|udp) ?\d*|I2C)\b")
"""What an address of a device says: `RS-485, 9600 baud`."""
_CLOCK = Pattern(r"\d{1,2}:\d\d(?::\d\d)?")
_MASKED = Pattern(r"[*•●·.xX_\-]{3,}")


def is_plausible(kind: E, value: str) -> bool:
    """Tell whether a text can be a value: not what a screen says about one, no error code, no row of dots."""
    value = value.strip()
    word = _bare(value)
    if kind is E.PASSWORD and word:
        word = word.split()[0]  # the reader puts spaces before signs
    if len(word) < 2 or word in harmless_words() or squeezed(value) in label_types():
        return False
    if _MASKED.fullmatch(value) or not any(character.isalnum() for character in value):
        return False
    return not any(is_other(value) for kinds, is_other in _REFUSALS if kind in kinds)


def _bare(value: str) -> str:
    return value.lower().strip(" .,;:!?()'\"")


def _is_no_person(value: str) -> bool:
    return (
        any(part in harmless_words() for part in _bare(value).split())
        or ends_as_firm(value)
        or bool(_SPEAKS.match(value) or _ROOM.match(value) or _UNFILLED.fullmatch(value))
        or (value.isupper() and _is_short_label(value))
    )


def _is_short_label(value: str) -> bool:
    """Tell whether few capitals are another label, or a word of the screen: `RRN`, `REF`."""
    word = value.lower()
    return bool(_NO_VOWEL.fullmatch(value)) or (len(value) <= _SHORT and is_word(word) and is_usual_word(word))


def _is_ticket_or_file(value: str) -> bool:
    return bool(_TICKET.fullmatch(value) or _INTERFACE.fullmatch(value) or _FILE_ENDING.search(value))


def _is_moment_or_setting(value: str) -> bool:
    return bool(_MOMENT.fullmatch(value) or _NAME_OF_SETTING.fullmatch(value))


def _is_no_login(value: str) -> bool:
    is_two_capitals = len(value) == 2 and value.isalpha() and value.isupper()
    is_code = _DIAGNOSTIC.fullmatch(value) and not (value.isdigit() and len(value) >= 4)
    return bool(is_setting(value) or _NAME_OF_FIELD.fullmatch(value) or is_two_capitals or is_code)


def _is_no_secret(value: str) -> bool:
    """Tell whether a text is the key of a ticket, or what a secret is called: `secret/loan-scoring-env`."""
    is_of_words = "-" in value and value.islower() and value.replace("-", "").isalpha()
    return bool(_KEY_OF_TICKET.fullmatch(value)) or (is_of_words and all(is_word(part) for part in value.split("-")))


def _is_no_password(value: str) -> bool:
    """Tell whether a text is a prompt, a code of an error or Chinese words; four figures are a PIN."""
    is_code = _DIAGNOSTIC.fullmatch(value) and not _PIN.fullmatch(value)
    return bool(is_code or _AT_WORK.match(value) or _IDEOGRAPHS.fullmatch(value))


def _is_measure(value: str) -> bool:
    return bool(_AMOUNT.fullmatch(value) or _CLOCK.fullmatch(value)) or value[:2] == "0x"


def _is_no_address(value: str) -> bool:
    return _BUS.search(value) is not None or _is_of_small_words(value)


_REFUSALS: tuple[tuple[frozenset[E], Callable[[str], object]], ...] = (
    (frozenset({E.PERSON}), _is_no_person),
    (frozenset({E.USERNAME}), _is_no_login),
    (frozenset({E.SECRET}), _is_no_secret),
    (frozenset({E.ADDRESS}), _is_no_address),
    (frozenset({E.HOSTNAME}), _NUMBER_OF_TERMINAL.fullmatch),
    (_NAMED_IN_FILES, _is_ticket_or_file),
    (_NAMED_IN_FILES, _is_moment_or_setting),
    (SECRETS, _is_no_password),
    (MUST_LOOK_GENERATED, _is_measure),
    (FREE_FORM, _FUNCTION_KEY.fullmatch),
    (frozenset({E.HOSTNAME, E.IMEI, E.ADDRESS}), _DIAGNOSTIC.fullmatch),
)
"""What a text may be instead, for which kinds."""


def _is_of_small_words(value: str) -> bool:
    """Tell whether a text is a remark where an address belongs: `Same as residence`, `K4 all streets`."""
    words = [word for word in value.split() if word.isalpha()]
    return (
        len(words) > 1
        and all(word.islower() for word in words[1:])
        and all(is_usual_word(word.lower()) for word in words)
    )


def is_place_of_work(text: str) -> bool:
    """Tell whether a text that stands where a person may be names where people work: `Halsted County Clerk`."""
    if text.isascii():
        return _PLACE_OF_WORK.search(text) is not None
    return len(text) > _LONGEST_CHINESE and _CHINESE_PLACE_OF_WORK.search(text) is not None


def is_of_chinese_words(text: str) -> bool:
    """Tell whether Chinese signs, more than names have, are words: `保单与赔案`."""
    if len(text) <= _LONGEST_CHINESE or not _IDEOGRAPHS.fullmatch(text):
        return False
    tokens = cut(text, LABELLED)
    return not tokens[0].is_name and any(token.end - token.start > 1 and not token.is_name for token in tokens)


def is_not_harmless(text: str) -> bool:
    """Tell whether a cell of a column of values may hold one: not `none`, `未设置` or dots."""
    return text.strip().lower() not in harmless_words() and not _MASKED.fullmatch(text.strip())

"""How much a token looks like a login, or like the name of a machine, by itself: by its make, and by being no word."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from engine.redaction.words.entities import platform_words, syllable_families
from engine.redaction.words.logins import syllables_of
from engine.redaction.words.names import is_family_name, is_given_alone, is_given_name, is_usual_word
from engine.redaction.words.vocabulary import is_made_of_words, is_word, words_of


class Looks(IntEnum):
    """How surely a token is one by its own look."""

    UNLIKE = 0
    POSSIBLE = 1
    """Words with a number or a joint, as logins have: `guest3`, `depot.leeds`. Needs an announcement."""
    LIKELY = 2
    """Letters that are no word: `mqops`. Needs surroundings that speak of accounts or machines."""
    SURE = 3
    """Made of a name, or built as only machines are: `sulijuan`, `OPD-REG-A12`."""


_LOGIN = re.compile(r"[a-z][a-z0-9]{0,23}(?:[._\-][a-z0-9]{1,20}){0,3}")
_CAPITAL_LOGIN = re.compile(r"[A-Z]{2,12}(?:_[A-Z0-9]{1,12}){0,2}\d{0,4}|[A-Z]{1,4}\d{3,8}[A-Z]?")
_OF_SERVICE = re.compile(
    r"(?:svc|srvc)[_.\-][a-z0-9]+(?:[_.\-][a-z0-9]+){0,4}|(?:SVC|ADM)_[A-Z0-9]{2,12}(?:_[A-Z0-9]{2,12}){0,2}|adm[_.\-](?=[a-z0-9]{3})[a-z0-9]+(?:[_.\-][a-z0-9]+){0,2}"
)
"""What programs and administrators log in as: `svc-imaging-archive`, `adm_kowalski`."""
_LONGEST_LOGIN = 28
_SHORTEST_LOGIN = 4
_WITHOUT_NUMBER = re.compile(r"[A-Za-z]+")
_FEWEST_OF_ROLES = 5
_ROLES = re.compile(
    r"(?:sql|ora|db|app|web|www|api|prn|print|nas|san|fs|file|exch|ex|mail|mx|smtp|dc|ad|dns|dhcp|rds|rdp|ctx|xa|vdi|vm|esx|esxi|hv|jump|vpn|fw|gw|lb|proxy|redis|bak|bkp|backup|log|mon|erp|sap|his|pacs|srv|svr)"
    r"(?:prd|prod|dev|tst|test|uat|stg|qa|dr|srv|svr|server|host|node|vm|db|cl|clu|rep|mst|slv)(?:prd|prod|dev|tst|uat|srv|svr)?"
)
_FILE = re.compile(
    r"(?i).*\.(?:exe|cmd|lnk|rdp|dll|msi|zip|log|txt|py|js|ts|css|json|xml|pdf|sys|ini|conf|cfg|jar|sh|bat|html?|xlsx?|docx?|pptx?|csv|ps1|cpp|hpp|java|so|service|socket|timer|target|md|ya?ml|toml|png|jpe?g|gif|svg|ico|bak|tmp|dat|sql|db|war|aspx?|php|cab|inf|cat|vbs|iso|img|ova|vmdk|key|crt|pem|cer|pfx|com|net|org|cn|de|fr|uk|eu|io|local|lan)"
)
_VERSION = re.compile(r"(?i)v?\d.*|.*[._\-]v?\d+\.\d.*|(?:x|amd|arm|win|i)\d{2}.*|[a-z]{1,3}\d{1,2}")
_ENDS_OF_SETTINGS = re.compile(
    r"version|limit|limits|size|mode|path|file|dir|directory|port|timeout|interval|level|name|type|count|enabled|disabled|address|max"
    r"|min|default|status|config|key|value|format|date|time|id|code|list|table|index|total|amount|rate|flag|state"
)
_FAMILY, _LONG_FAMILY, _LONG_WORD = 4, 6, 5
_REGION = re.compile(r"(?:us|eu|ap|cn|sa|ca|me|af|il|uk)-(?:gov-)?[a-z]+-?\d[a-z]?")
_POD = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+){0,6}-(?=[a-z]*\d)[a-z0-9]{8,10}-(?=[a-z]*\d|[^aeiou]{5})[a-z0-9]{5}")
_THREE_GROUPS = re.compile(
    r"(?=[A-Z0-9\-]*[A-Z]{2})[A-Z]{1,7}(?:\d{0,3}|\d[A-Z])(?:-(?=\w{2})[A-Z]{1,9}\d{0,3}){1,2}-(?:[A-Z]{0,3}\d{1,3}[A-Z]?|[A-Z]{0,2}\d{4})"
    r"|[A-Z]{2,7}\d{0,3}-[A-Z]{1,7}\d{0,3}-\d{2,4}"
)
_SMALL_GROUPS = re.compile(r"[a-z][a-z0-9]{1,9}(?:-[a-z][a-z0-9]{1,11}){1,3}-[a-z]{0,4}\d{1,4}")
_NO_MACHINE = re.compile(
    r"(?i)(?:inc|req|chg|prb|task|sr|po|so|wo|pr|inv|rfq)-\d[\d\-]*|(?:iso|din|en|ieee|sop|cve|kb|ms|utf|sha|aes|tls|rsa|x|col|mt|mb|px|py|cp|gpt|intel|amd|core|covid|hl|form|doc|rev|ver|s)-.*"
    r"|.*ipv[46]|i-(?:0[0-9a-f]{4,16}|[a-z]{2}[0-9a-z]{8,20})|ATM-\d{3,6}|[a-su-z]-?\d{3,8}-\d{1,2}|.*-(?:19|20)\d\d|(?:19|20)\d\d.*|.*-(?:bit|core|pin|port|way|day|hour|min|of|to|in|by|per|and|or)-.*"
)
_ANY_MACHINE = re.compile(
    r"(?=[A-Za-z0-9\-_]*\d)(?=[A-Za-z0-9\-_]*[A-Za-z])[A-Za-z][A-Za-z0-9]{0,14}(?:[\-_][A-Za-z0-9]{1,14}){1,6}"
    r"|(?=\w{7})[A-Z]{2,10}\d{1,6}[A-Z0-9]{0,4}|(?:[a-z]{3,12}\d{0,2}[a-z]{0,4}\d{2,4}|(?=\w{7})[a-z]{4,14}\d)"
    r"|(?=[A-Z]+\d+[A-Z])(?=(?:[A-Z]*\d){2})[A-Z][A-Z0-9]{5,14}"
    r"|(?=[a-z\-]*-)[a-z]{2,12}(?:-[a-z]{2,12}){1,4}"
)
_JOINED_CAPITALS = re.compile(r"[A-Z]{2,10}(?:-[A-Z]{2,12}){1,3}")


@lru_cache(maxsize=4096)
def looks_like_login(token: str) -> Looks:
    """Tell how much a token looks like a login."""
    if _OF_SERVICE.fullmatch(token):
        return Looks.SURE
    if _CAPITAL_LOGIN.fullmatch(token):
        return _looks_like_capital_login(token)
    letters = "".join(words_of(token))
    if (
        not _LOGIN.fullmatch(token)
        or not _SHORTEST_LOGIN <= len(token) <= _LONGEST_LOGIN
        or _FILE.fullmatch(token)
        or _VERSION.fullmatch(token)
        or _REGION.fullmatch(token)
    ):
        return Looks.UNLIKE
    parts = [part for part in re.split(r"[._\-]", token) if part]
    if is_name_made(letters) if len(parts) == 1 else any(is_name_made("".join(words_of(part))) for part in parts):
        return Looks.SURE
    if len(parts) > 1 and _is_named_after(parts):
        return Looks.SURE
    if any(len(word) >= _SHORTEST_LOGIN and not is_made_of_words(word) for word in words_of(token)):
        return Looks.LIKELY
    return Looks.POSSIBLE if len(parts) > 1 or any(map(str.isdigit, token)) else Looks.UNLIKE


def is_setting(token: str) -> bool:
    """Tell whether words with strokes between name a setting: `message_size_limit`."""
    *words, last = token.split("_")
    return (
        bool(words)
        and _ENDS_OF_SETTINGS.fullmatch(last) is not None
        and all(word.isalpha() and is_usual_word(word) for word in words)
    )


def _is_named_after(parts: list[str]) -> bool:
    """`desp14_farah`: a given name that is nothing else, and beside it a place with a number or a few letters."""
    named = [part for part in parts if len(part) >= _FAMILY and is_given_alone(part)]
    rest = [part for part in parts if part not in named]
    return (
        len(named) == 1 and len(rest) == 1 and (rest[0][-1].isdigit() or len(rest[0]) < _FAMILY) and rest[0].isalnum()
    )


def _looks_like_capital_login(token: str) -> Looks:
    """`KPATTERSON`, `KYC_ETL`, `D20417`: capitals are also what codes and heads of tables are written in."""
    letters = "".join(words_of(token)).lower()
    if "_" in token and any(len(word) >= _LONG_WORD and is_word(word) for word in words_of(token)):
        return Looks.UNLIKE  # `REMOTE_ADDR`: the name of a setting
    if token.isalpha():
        if len(token) < _LONG_FAMILY or is_made_of_words(letters):
            return Looks.UNLIKE
        return Looks.LIKELY if is_name_made(letters) else Looks.POSSIBLE
    return Looks.POSSIBLE


@lru_cache(maxsize=4096)
def is_name_made(letters: str) -> bool:
    """Tell whether letters are no word, and made of a family name with initials or a given name."""
    if len(letters) < _FAMILY + 1 or not letters.isascii() or is_word(letters):
        return False
    return _is_of_syllables(letters) or (not is_made_of_words(letters) and _is_of_names(letters))


def _is_of_syllables(letters: str) -> bool:
    """`hanqingyun`, `lianyc`, `wcheung`, `qingyunhan`: a Chinese family name and a given one or its initials."""
    for cut in range(2, min(len(letters) - 1, 10)):
        head, rest = letters[:cut], letters[cut:]
        if head in syllable_families():
            is_initials = len(rest) <= 2 and len(head) > 2 and not set(rest) & set("aeiouv")
            if is_initials or (syllables_of(rest) in (1, 2) and len(letters) >= _LONG_FAMILY):
                return True
        if rest in syllable_families() and len(letters) >= _LONG_FAMILY:
            is_initial = len(head) <= 2 and len(rest) > _FAMILY and not set(head) & set("aeiouv")
            if is_initial or syllables_of(head) == 2:
                return True
    return False


def _is_of_names(letters: str) -> bool:
    """`hlindgren`, `forsythea`, `annanovak`: a known family name and up to two letters, or a given name beside it."""
    for cut in range(1, len(letters)):
        head, rest = letters[:cut], letters[cut:]
        if cut <= 2 and len(rest) >= (_FAMILY + cut) and is_family_name(rest):
            return True
        if len(rest) <= 2 and len(head) >= (_FAMILY + len(rest)) and (is_family_name(head) or is_given_name(head)):
            return True
        if len(head) >= 3 and len(rest) >= _FAMILY and is_given_name(head) and is_family_name(rest):
            return True
        if len(rest) >= 3 and len(head) >= _FAMILY and is_given_name(rest) and is_family_name(head):
            return True
    return False


@lru_cache(maxsize=4096)
def looks_like_machine(token: str) -> Looks:
    """Tell how much a token looks like the name of a machine."""
    if _NO_MACHINE.fullmatch(token) or _FILE.fullmatch(token) or _REGION.fullmatch(token):
        return Looks.UNLIKE
    if _POD.fullmatch(token) and token.split("-")[0] in platform_words():
        return Looks.UNLIKE  # the same on every cluster
    if _POD.fullmatch(token) or _THREE_GROUPS.fullmatch(token):
        return Looks.SURE
    if _SMALL_GROUPS.fullmatch(token):
        first, *groups = words_of(token)
        return Looks.LIKELY if all(map(is_word, (first, *groups))) else Looks.SURE
    if is_word_of_two(token):
        return Looks.UNLIKE
    if _is_of_roles(token):
        return Looks.SURE
    is_strange = any(len(word) >= _SHORTEST_LOGIN and not is_made_of_words(word) for word in words_of(token))
    if _ANY_MACHINE.fullmatch(token):
        return Looks.LIKELY if is_strange and any(map(str.isdigit, token)) else Looks.POSSIBLE
    return Looks.POSSIBLE if is_strange and _JOINED_CAPITALS.fullmatch(token) else Looks.UNLIKE


def _is_of_roles(token: str) -> bool:
    """Tell whether a part of a token is made of two or more short words for what machines do: `LDS-SQLPRD03`."""
    if "-" not in token and "_" not in token and not token[-1:].isdigit():
        return False
    parts = [part.lower() for part in _WITHOUT_NUMBER.findall(token)]
    return any(len(part) >= _FEWEST_OF_ROLES and _ROLES.fullmatch(part) for part in parts) and any(
        map(str.isdigit, token)
    )


def is_word_of_two(token: str) -> bool:
    """Tell whether a token is two words with a dash between: `check-in`."""
    one, dash, other = token.partition("-")
    return bool(dash) and one.isalpha() and other.isalpha() and token.islower() and is_word(one) and is_word(other)

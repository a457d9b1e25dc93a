"""Passwords by their make alone: `Summer2031#`, a generator's mix, its groups of small letters.

Only for a text that stands by itself, or behind words that announce a password: in prose too much else looks so.
"""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.plausible import is_plausible
from engine.redaction.words.sieve import Pattern

_WORD_AND_NUMBER = Pattern(
    r"(?!(?:Page|Room|Step|Line|Level|Version|Windows|Office|User|Item|Table|Figure)\b)"
    r"(?:[A-Z][a-z]{2,13}|[a-z]{3,13}|[A-Z]{4,10})"
    r"(?:[@$%^&*!][a-z]{0,4}\d{3,8}[!@#$%^&*?+]{0,3}|_?\d{2,8}[@#$%^&*]{1,3}|\d{3,8}[!?+]{1,3}|[@$!]\d{1,2}[!@#$%^&*]{1,3})"
)
"""What people make up: a word, a sign, a number, in any order that forms ask for."""
_WORDS_AND_NUMBER = Pattern(r"[A-Z][a-z]{2,11}(?:[\-_.&+][A-Z]?[a-z]{2,11}){1,3}[\-_.]?\d{1,6}[!@#$%^&*?+]{1,3}")
"""`Tidal-Otter-58!`, as people and help desks make them up to be told on the telephone."""
_IN_A_LINE = Pattern(
    r"(?<![^\s:：=\"'“「(一-鿿])[A-Z][a-z]{2,11}[\-_.&+!@#$%][!-~]{4,36}(?= [a-z(]|[,;)\"']|[\"”]|。|，)"
)
_USER_AND_PASSWORD = Pattern(
    r"(?<![\w\-/])(?<![\w.]\\)(?<!\w\.)(?:\.?\\)?(?P<user>[A-Za-z][\w.\-\\@]{2,40}) ?/ (?P<value>[!-.0-~]{6,40})(?=\s|$|[,;)。，])",  # noqa: E501
    re.ASCII,
)
"""`fieldsvc / Gantry!8827`"""
_MIX = Pattern(
    r"(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)(?=\S*[!@#$%^&*?+~])"
    r"(?![$%&@#+*~!?][A-Za-z]\w*[%;]?$)[A-Za-z0-9!@#$%^&*?+~_.\-∪∩×÷]{8,24}(?<![.\-])"
)
_NOTED = Pattern(r"[A-Z][a-z]{2,11}(?:[\-_.@#!]?[A-Z][a-z]{2,11})?[\-_.@#!$*]?\d{2,6}[\-_.@#!$*?]?")
_NO_MIX = Pattern(
    r"(?i).*\w@\w[\w\-]*\.[a-z]{2,}|v?\d+(?:\.\d+)+\S*|[a-z]+\d*(?:[&+][a-z]+\d*)+|.*%[0-9a-f]{2}.*%[0-9a-f]{2}.*"
    r"|[a-z]+\d*\+{2}\w*|\d+%\w+|(?:ctrl|alt|shift|win|cmd|fn)[+\-].*|[a-z_]\w*[*?](?:\.\w+)?|\w+\?\w+|\$\w+(?:[.+\-*]\$?\w+)+|\w+(?:[+*]\w+)+"
    r"|[\w.\-]+@[\w\-]+(?:\.[\w\-]+)*|[\w.\-]+[#~]\w+"
)
"""Addresses, versions, keys, expressions, globs, anchors."""
_TWO_SIDED = Pattern(r"(?=[^@#~]*[a-z])(?=[^@#~]*\d)(?=\S*[A-Z])[A-Za-z0-9]{3,12}[@#~][A-Za-z0-9]{2,12}")
_GROUPS = Pattern(r"[a-z0-9]{3,6}(?:-[a-z0-9]{3,6}){2,4}")
_SHUFFLED = Pattern(r"[a-z]+\d+[a-z]|\d+(?!(?:bit|st|nd|rd|th|[mgkt]b|px|ms|dpi|hz|[dhkpgxmw])$)[a-z]{2,}|\d[a-z]+\d")
_NO_WORD = Pattern(r"[^aeiouy\d]{4,6}|[a-z]*q(?!u)[a-z]*")
_VERSION_GROUP = Pattern(
    r"v?\d+|x\d\d|utf\d*|sha\d*|aes\d*|win\d*|nist\w*|rc\d|i18n|l10n|a11y|k8s|e2e|[a-z]+(?:19|20)\d\d"
)
_ANNOUNCED = Pattern(
    r"(?i:\b(?:pass(?:word|code|phrase|wd)?s?|pw|pwd|creds?|credentials|logins?|passwort|passwörter|kennwort|mdp|"
    r"mots? de passe|contraseñas?|senhas?|hasło|wachtwoord|(?:old|new|previous|other|last) one (?:was|is|were)|"
    r"(?:alte|neue|vorherige)s? (?:war|ist|lautet)|(?:log|sign)(?:ged|ging|s)?[ \-]?(?:on|in) (?:as|with|using)|"
    r"(?:anmelden|einloggen) (?:als|mit)|se connecter (?:avec|comme)|iniciar sesión (?:con|como))\b|密码|密碼|口令|账号|帐号|登录|登錄|登入)"  # noqa: E501
    r"(?P<rest>[^\n]{1,64})"
)
_TOKEN = Pattern(r"(?<![^\s:：=/,，是为\"'「“(一-鿿])[!-.0-~]{6,40}")
_FURTHEST_TOKENS = 4
_SHORTEST = 8
_AROUND = "/\"'“”「」()[]<>•·|,;:。，；：█ "


def find(text: str) -> Iterator[TextFinding]:
    """Find what is made like a password a few words behind one that announces it."""
    for announced in _ANNOUNCED.finditer(text):
        for number, token in enumerate(_TOKEN.finditer(announced["rest"])):
            if number >= _FURTHEST_TOKENS:
                break
            value = token.group().rstrip(".,;:)\"'-")
            if is_made_up(value):
                start = announced.start("rest") + token.start()
                yield TextFinding(EntityType.PASSWORD, start, start + len(value), 0.8, "make")
    for match in _IN_A_LINE.finditer(text):
        if _WORDS_AND_NUMBER.fullmatch(match.group()):
            yield TextFinding(EntityType.PASSWORD, match.start(), match.end(), 0.75, "make")
    for match in _USER_AND_PASSWORD.finditer(text) if " /" in text or "/ " in text else ():
        if (is_made_up(match["value"]) or is_noted(match["value"])) and is_plausible(
            EntityType.USERNAME, match["user"]
        ):
            yield TextFinding(EntityType.USERNAME, *match.span("user"), 0.75, "pair")
            yield TextFinding(EntityType.PASSWORD, *match.span("value"), 0.75, "make")


def standing_alone(text: str) -> Iterator[TextFinding]:
    """Find what is made like a password and is all of a text, or all of a cell of it between `|`."""
    position = 0
    for cell in text.split("|"):
        value = cell.strip(_AROUND)
        if len(value) >= _SHORTEST and is_made_up(value):
            start = position + cell.index(value)
            yield TextFinding(EntityType.PASSWORD, start, start + len(value), 0.75, "make")
        position += len(cell) + 1


def is_made_up(value: str) -> bool:
    """Tell whether a word is made as people or generators make passwords."""
    if _WORD_AND_NUMBER.fullmatch(value) or _WORDS_AND_NUMBER.fullmatch(value):
        return True
    if _GROUPS.fullmatch(value.lower().replace("I", "l") if value[:1].isupper() else value):
        return _are_random_groups(value.lower().split("-"))
    return _MIX.fullmatch(value) is not None and (
        _NO_MIX.fullmatch(value) is None or (_TWO_SIDED.fullmatch(value) is not None)
    )


def is_noted(value: str) -> bool:
    """Tell whether a word that stands below a login is made as passwords are: weaker ones too, as `Oven_1902`."""
    return is_made_up(value) or _NOTED.fullmatch(value) is not None


def _are_random_groups(groups: list[str]) -> bool:
    """Tell groups of a generator from the words and numbers of a name: `aes-256-gcm`, `web-app-2031`."""
    if any(_VERSION_GROUP.fullmatch(group) for group in groups):
        return False
    return any(_SHUFFLED.search(group) or _NO_WORD.fullmatch(group) for group in groups)

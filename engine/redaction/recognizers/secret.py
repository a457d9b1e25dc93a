"""Keys and tokens: by their makers' prefixes, after a label, or by looking random."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.words.sieve import Pattern
from engine.redaction.words.vocabulary import is_word

_PREFIXED = Pattern(
    r"(?<![A-Za-z0-9])(?:"
    r"gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|gl(?:pat|dt|rt)-[\w\-]{16,}|xox[abeprs]-[\w\-]{10,}"
    r"|(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{12,}|AIza[\w\-]{30,}|ya29\.[\w\-]{20,}|LTAI[A-Za-z0-9]{12,}|AKID[A-Za-z0-9]{13,}"
    r"|sk-(?:[a-z]+-)?[\w\-]{16,}|[spr]k_(?:live|test)_[A-Za-z0-9]{10,}|hf_[A-Za-z0-9]{20,}|npm_[A-Za-z0-9]{20,}"
    r"|pypi-[\w\-]{20,}|SG\.[\w\-]{10,}\.[\w\-]{10,}|dckr_[a-z]{2,5}_[\w\-]{16,}|glptt-[\w\-]{16,}|dop_v1_[a-f0-9]{20,}|hv[sb]\.[\w\-]{20,}|EAACEdEose0cBA\w+"
    r"|shp(?:at|ss|ca)_[a-fA-F0-9]{20,}|glsa_\w{20,}|AGE-SECRET-KEY-1[A-Z0-9]{20,}|NRAK-[A-Z0-9]{20,}|(?:SK|AC)[0-9a-f]{32}|key-[0-9a-f]{32}|sq0(?:atp|csp)-[\w\-]{20,}|GOCSPX-[\w\-]{20,}|whsec_[\w+/=]{20,}|rk_live_\w{16,}"
    r"|do[or]_v1_[a-f0-9]{20,}|lin_api_\w{20,}|figd_[\w\-]{20,}|ntn_\w{20,}|secret_[A-Za-z0-9]{30,}|PMAK-[\w\-]{20,}|dapi[a-f0-9]{30,}|atlasv1\.[\w\-]{20,}|[\w\-]{14}\.atlasv1\.[\w\-]{40,}|EZ[AT]K\w{40,}|sntrys_[\w+/=]{20,}"
    r"|pk\.eyJ[\w.\-]{30,}|tfp_\w{20,}|r8_\w{30,}|gsk_\w{30,}|xai-\w{30,}|pplx-\w{30,}|ATATT3[\w\-=]{30,}|ATCTT3[\w\-=]{30,}|ATBB\w{20,}|rubygems_[a-f0-9]{20,}|CFPAT-[\w\-]{20,}|shippo_\w{20,}|fo1_[\w\-]{20,}|ops_eyJ[\w\-]{30,}|hooks\.slack\.com/services/\S{20,}|live_[a-f0-9]{30,}|AQVN[\w\-]{30,}|t1\.[A-Z0-9a-z\-_]{40,}|ABIA[A-Z0-9]{16}|ACCA[A-Z0-9]{16}|HRKU-[\w\-]{20,}|PKT[A-Z0-9]{15,}|AQ[\w\-]{30,}\.\w{10,}|JDCloud_\w{10,}|\w{3,10}8Q~[\w.~\-]{30,}|\d{8,10}:AA[\w\-]{30,}"
    r")(?: (?=[A-Za-z]*\d)(?=\w*[A-Z])(?=\w*[a-z])\w{4,}(?!\S))?"
)
_HASH = Pattern(
    r"(?<![\w$])\$(?:[0-9a-z]{1,2}|argon2\w{1,2}|scrypt|pbkdf2[\w\-]*|apr1)\$[\w./$=,+\-]{12,}|\{(?:SSHA|SHA|SMD5|CRYPT)\d{0,3}\}[\w+/=]{16,}|"
    r"(?<=:)[0-9a-f]{32}:[0-9a-f]{32}(?=:::)"
)
"""A password as systems keep it, which is a matter of hours."""
_SAID = Pattern(
    r"(?i:\b(?:(?:one[ \-]?time |verification |security |login |access |sms |auth(?:entication)? |confirmation |bestätigungs|sicherheits|einmal)?(?:pass)?code|otp|tan|codice|código|kod)\b)"  # noqa: E501
    r"[^\n.:]{0,20}?(?i: is| ist| est| es| lautet| to| |:) ?[\"']?(?P<value>\d{3}[ \-]\d{3}(?![\d\-])|[A-Z]{1,2}-\d{5,8}\b)"  # noqa: E501
    r"|(?<![\w.\-])(?P<first>\d{4,8}|\d{3}[ \-]\d{3}|[A-Z]-\d{6}) (?i:is|ist|est|es) (?i:your|the|ihr|dein|votre|su|tu|il tuo) [^\n.]{0,30}?(?i:code|otp|pin|tan|kennwort|password)"  # noqa: E501
)
_SESSION = Pattern(
    r"(?i)(?<![a-z])[\w.\-]{0,16}(?:sess(?:ion)?[_\-]?(?:id|key|token)?|sid|xsrf[_\-]?token|csrf[_\-]?token|aspxauth|remember_?me|connect\.sid)[\"']?\s?[=:]\s?[\"']?"
    r"((?=[^\s;]*\d)[A-Za-z0-9%._+/\-]{16,}={0,2})"
)
_AUTHORIZATION = Pattern(
    r"(?i:(?<![a-z])(?:bearer|basic|token|apikey|authorization:\s*\w+))\s+([A-Za-z0-9+/_.~\-]{12,}=*)"
)
_BASIC = Pattern(
    r"(?i:\bauthorization[\"']?\s{0,2}[:=]\s{0,2}[\"']?(?:basic|digest|negotiate|ntlm|token)) ([A-Za-z0-9+/_\-]{8,}={0,2})"  # noqa: E501
)
_RANDOM = Pattern(r"(?<![\w/\\.+\-])[A-Za-z0-9+/_\-]{28,}={0,2}(?![\w/\\]|\.\w)", re.ASCII)
_HUMPS = re.compile(r"[A-Z]?[a-z]{2,}")
_SHARE_OF_WORDS = 0.7
_LEAST_ENTROPY = 4.1
"""Bits a character. Words joined by dashes have 3.5, hexadecimal digests at most 4.0."""


_RECOVERY = Pattern(r"(?<![\d\-])\d{6}(?: ?- ?\d{6}){2,7}-?(?![\d])")
"""The groups of a drive's recovery key, also where a line has some of them only."""
_LONG_KEY = Pattern(
    r"(?:(?i:\b|(?<=[a-z_]))(?i:key|token|secret|schlüssel|clé|clave|chave|chiave|sleutel|klucz)|密钥|私钥|令牌|秘钥|金鑰)[\"']?(?: ?(?:is|ist|为|是))?(?:[ ]{0,2}[:=]\s{0,3}|\s{1,3}|[^\n:=]{1,24}\n\s{0,12})[\"']?"  # noqa: E501
    r"(?P<value>(?=[A-Fa-f]*\d)(?=\d*[A-Fa-f])(?:[A-F0-9]{20,}|[a-f0-9]{20,}))(?![\w\-])"
)
"""A key in hexadecimal digits behind the word, in the next line too; digests are called otherwise."""
_PUBLIC = Pattern(r"(?i)(?:public|公|registry|primary|foreign|cache|partition|object|sort|etag) ?$")
_SETTING = Pattern(
    r"(?<![\w.\-])(?P<name>[A-Za-z][\w.\-]{2,48}) ?= ?[\"']?(?P<value>(?=[A-Fa-f]*\d)(?=\d*[A-Fa-f])(?:[A-F0-9]{28,}|[a-f0-9]{28,}))(?![\w\-])"  # noqa: E501
)
"""A long number that is set and is called no digest, whatever the reader made of its name: `apPecret=2e6a...`."""
_DIGEST = Pattern(
    r"(?i)(?:id|hash|sums?|sha\d*|md5|digest|(?:finger|thumb)print|etag|revision|rev|commit|version|uuid|guid|trace|span|request|signature|crc|build|parent|tree|image|cursor)$"
)
_ANSWER = Pattern(
    r"(?:base64 (?:-d|-D|--decode)|vault (?:kv get|read) -field=[^\n]{1,80}|op read [^\n]{1,80}|pass show [^\n]{1,60}|print-access-token|get-access-token[^\n]{0,80}|get-login-password[^\n]{0,60}|join-token[^\n]{0,40}"  # noqa: E501
    r"|token create[^\n]{0,60}|\bwg gen(?:key|psk)|\bpwgen[^\n]{0,30}|openssl rand[^\n]{0,40}|find-generic-password[^\n]{0,80} -w|cat /run/secrets/\S{1,40}|Get-Secret [^\n]{0,40}-AsPlainText|ansible-vault decrypt[^\n]{0,60}|ConvertTo-PlainText[^\n]{0,40})"  # noqa: E501
    r"[ \t]*\n[ \t]*(?P<value>(?=\S*[\d!#$%&*@^+])\S{4,2000})[ \t]*(?=\n|$)"
)
"""What a command answers that is asked for a secret."""
_CARD_CODE = Pattern(r"(?i)(?<![a-z])(?:cvv2?|cvc2?|cid|card security code|安全码)\W{0,3}(\d{3,4})(?!\d)")


def find(text: str) -> Iterator[TextFinding]:
    for match in _PREFIXED.finditer(text):
        yield TextFinding(EntityType.SECRET, match.start(), match.end(), 0.97, "prefix")
    for match in _AUTHORIZATION.finditer(text):
        if any(character.isdigit() for character in match.group(1)):
            yield TextFinding(EntityType.SECRET, match.start(1), match.end(1), 0.95, "label")
    for match in _BASIC.finditer(text):
        yield TextFinding(EntityType.SECRET, match.start(1), match.end(1), 0.95, "label")
    for match in _HASH.finditer(text):
        yield TextFinding(EntityType.SECRET, match.start(), match.end(), 0.95, "shape")
    for match in _SAID.finditer(text):
        name = match.lastgroup or "value"
        yield TextFinding(EntityType.SECRET, *match.span(name), 0.8, "label")
    for match in _SESSION.finditer(text):
        yield TextFinding(EntityType.SECRET, match.start(1), match.end(1), 0.9, "label")
    for match in _RECOVERY.finditer(text):
        yield TextFinding(EntityType.SECRET, match.start(), match.end(), 0.97, "shape")
    for match in _LONG_KEY.finditer(text):
        if not _PUBLIC.search(text, max(0, match.start() - 12), match.start()):
            yield TextFinding(EntityType.SECRET, *match.span("value"), 0.85, "label")
    for match in _SETTING.finditer(text) if "=" in text else ():
        if not _DIGEST.search(match["name"]):
            yield TextFinding(EntityType.SECRET, *match.span("value"), 0.7, "label")
    for match in _ANSWER.finditer(text) if "\n" in text else ():
        yield TextFinding(EntityType.SECRET, *match.span("value"), 0.85, "command")
    for match in _CARD_CODE.finditer(text):
        yield TextFinding(EntityType.SECRET, match.start(1), match.end(1), 0.9, "label")
    yield from find_labelled(text, EntityType.SECRET)
    for match in _RANDOM.finditer(text):
        if _looks_random(match.group()) and not _is_of_humps(match.group()):
            yield TextFinding(EntityType.SECRET, match.start(), match.end(), 0.6, "entropy")


def _looks_random(token: str) -> bool:
    has_all = all(any(test(c) for c in token) for test in (str.isdigit, str.isupper, str.islower))
    is_path = token.count("/") > 2 and max(map(len, token.split("/"))) < 16
    return has_all and not is_path and entropy(token) >= _LEAST_ENTROPY


def _is_of_humps(token: str) -> bool:
    """Tell whether a token is words with capitals for joints: `OA3xOriginalProductKey`."""
    words = _HUMPS.findall(token)
    return sum(len(word) for word in words if is_word(word.lower())) >= _SHARE_OF_WORDS * len(token)


def entropy(token: str) -> float:
    """Return Shannon's entropy in bits a character."""
    size = len(token)
    return -sum(count / size * math.log2(count / size) for count in Counter(token).values())

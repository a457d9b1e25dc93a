"""Web addresses that carry a token, a session or a login: covered whole, since the rest names who and where."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.sieve import Pattern

_ADDRESS = Pattern(
    r"(?i)(?<![a-z0-9])(?:[a-z][a-z0-9]{1,15}(?:[+.:\-][a-z0-9]{2,12}){0,2} ?: ?/ ?/|(?<=[ \"'=(])//(?=[\w.%\-]*:[^\s/@]+@))[!-~]+"  # noqa: E501
)
"""Of any scheme: what carries a login names a server and who uses it."""
_DOMAIN_ONLY = Pattern(
    r"(?i)(?<![a-z0-9@/.\-])(?:[a-z0-9\-]+\.){1,4}[a-z]{2,8}/[!-~]*\?[!-~]+|(?<=[ \"'])/[\w./\-]+\?[!-~]+"
)
_PARAMETER = Pattern(
    r"[?&#;/](?:[\w\-]*(?:token|session|secret|signature|password|passwd|apikey|api_key|api-key|access_key|accesskeyid|auth|credential|jsessionid|phpsessid)"
    r"|sid|sig|sign|key|code|ticket|otp|pwd|pass|assertion|samlresponse|state|nonce|invite|hash)"
    r"(?:id)?=[^\s&#;\"'<>]{4,}",
    re.IGNORECASE,
)
_LOGIN = Pattern(
    r"/ ?/[^\s/@:]*:[^\s/@]+@|//[^\s/@:\[]*:(?!\d{1,5},)(?=[^\s/@:]*[A-Za-z])[^\s/@:]{6,}(?::\d|/\d{1,2}$)"
)
"""Also where the reader took `@` for a letter: no port has letters."""
_RANDOM_VALUE = Pattern(r"[?&#][\w\-]{1,24}=(?=[^&#]*\d)(?=[^&#]*[a-z])(?=[^&#]*[A-Z])[\w\-~]{12,}")
_WITH_USER = Pattern(r"(?i)^(?:https?|git|svn)://[\w.%\-]{12,}@(?=[\w.\-]+)")
"""A token where a user name stands."""
_KEY_IN_PATH = Pattern(
    r"/(?:reset|reset-password|password|recover|recovery|invite|invitation|join|verify|verification|confirm|confirmation|activate|activation|register|onboard|login|auth|sso|unsubscribe|share|shared|s|t|u|d|link|magic|services|hooks?|webhook)/(?:[\w\-]+/){0,3}(?=[\w\-]*\d)[\w\-]{16,}",
    re.IGNORECASE,
)
_HOOK = Pattern(
    r"(?:https?://)?(?:hooks\.slack\.com/services|discord(?:app)?\.com/api/webhooks|[\w.\-]+\.webhook\.office\.com|open\.(?:feishu|larksuite)\.(?:cn|com)/open-apis/bot)/[!-~]{20,}"
)
_WORDY_CODE = Pattern(r"[?&](?:code|state|key|hash|sign)=(?:\d{1,3}|[a-z]{1,12})(?=[&#]|$)")


def find(text: str) -> Iterator[TextFinding]:
    if "/" not in text:
        return
    for match in _HOOK.finditer(text):
        yield TextFinding(EntityType.URL, match.start(), match.end(), 0.985, "shape")
    for pattern in (_ADDRESS, _DOMAIN_ONLY):
        for match in pattern.finditer(text):
            address = match.group().rstrip("\"'.,;:!?)>]}")
            if (
                _LOGIN.search(address)
                or _WITH_USER.search(address)
                or _KEY_IN_PATH.search(address)
                or _RANDOM_VALUE.search(address)
                or _PARAMETER.search(_WORDY_CODE.sub("", address))
            ):
                yield TextFinding(EntityType.URL, match.start(), match.start() + len(address), 0.98, "label")

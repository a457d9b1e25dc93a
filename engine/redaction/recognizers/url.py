"""Web addresses that carry a token, a session or a login: covered whole, since the rest names who and where."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.words.sieve import Pattern

_ADDRESS = Pattern(
    r"(?i)(?<![a-z0-9])(?:[a-z][a-z0-9]{1,15}(?:[+.:\-][a-z0-9]{2,12}){0,2} ?: ?/ ?/|(?<=[ \"'=(])//(?=[\w.%\-]*:[^\s/@]+@)"  # noqa: E501
    r"|(?:https?|ftps?|sftp|wss?)(?:[;.,i!|]? ?//|:/)(?=[a-z0-9]))[!-~]+(?:(?<=[?&])\n[ \t]{0,12}(?=[\w.\-]{2,32}=)[!-~]+)?"  # noqa: E501
)
"""Of any scheme: what carries a login names a server and who uses it. The reader loses the colon now and then."""
_DOMAIN_ONLY = Pattern(
    r"(?i)(?<![a-z0-9@/.\-])(?:(?:[a-z0-9\-]+\.){1,4}[a-z]{2,8}(?::\d{2,5})?|[a-z][a-z0-9\-]{2,40}:\d{2,5})/[!-~]*[?#][!-~]+|(?<=[ \"'])/[\w./\-]+\?[!-~]+"  # noqa: E501
    r"|(?i:(?<![\w.])(?:[\w\-]+\.){1,3}[a-z]{2,8}/(?:j|s|sh|share|i|invite|join|meet|d|file)/[!-~]{9,})"
)
_PARAMETER = Pattern(
    r"[?&#;/](?:[\w.\-]*(?:token|session|secret|signature|password|passwd|passwort|passcode|api[_\-]?key|access_?key|accesskeyid|auth|credential|jsessionid|phpsessid|sessid|otp|jwt|magic)"
    r"|sid|sig|sign|key|code|ticket|pwd|pw|pass|assertion|saml(?:response|request|art)|state|nonce|invite|hash|hmac|resourcekey|rlkey|prauth)"
    r"(?:id)?=[^\s&#;\"'<>]{4,}"
    r"|(?:access_?token|id_?token|refresh_?token|auth_?token|signin_?token|api_?key|session_?id|signature)=[^\s&#;\"'<>]{6,}",
    re.IGNORECASE,
)
"""The second row also where the reader lost the sign before it."""
_WHO = Pattern(
    r"[?&#;](?:user(?:_?name|_?id)?|usr|login(?:_?hint|_?name)?|e?mail|account|upn|uid|member|principal)=(?=[^\s&#;\"'<>]*[A-Za-z])[^\s&#;\"'<>]{3,}",
    re.IGNORECASE,
)
_LOGIN = Pattern(
    r"/ ?/[^\s/@:]*:[^\s/@]+@|//[^\s/@:\[]*:(?!\d{1,5},)(?=[^\s/@:]*[A-Za-z])[^\s/@:]{6,}(?::\d|/\d{1,2}$)"
)
"""Also where the reader took `@` for a letter: no port has letters."""
_RANDOM_VALUE = Pattern(
    r"[?&#][\w\-]{1,24}=(?:(?=[^&#]*\d)(?=[^&#]*[a-z])(?=[^&#]*[A-Z])[\w\-~.%+/]{10,}|(?=[^&#]*\d)(?=[^&#]*[a-f])[a-f0-9]{16,})"
)
_WITH_USER = Pattern(
    r"(?i)^(?:https?|git|svn)://[\w.%\-]{12,}@(?=[\w.\-]+)|^(?!https?|mailto)[a-z][a-z0-9+]{1,12}://(?!(?:git|anonymous|ftp)@)(?:[\w.\-]+;)?[\w.%\-]{2,}@(?=[\w.\-\[]+)"
    r"|^https?://(?!git@)[a-z][\w\-]*\.?[\w\-]*@(?=[\w.\-]+)"
)
"""A token where a user name stands, or that name."""
_KEY_IN_PATH = Pattern(
    r"/(?:reset|reset-?password|password|pwreset|recover|recovery|invite|invitation|invites|join|verify|verification|confirm|confirmation|activate|activation|register|onboard|onboarding|login|auth|sso|unsubscribe|share|shared|shares|sharing|s|sh|t|u|d|f|g|l|r|link|links|magic|magic-link|services|hooks?|webhook|token|key|claim|accept|enroll|download|public|guest|view|embed|signup|session|sessions|files?|document|docs?|spreadsheets?|folders?|fi|trigger)/(?:[\w\-:]+/){0,3}"
    r"(?:(?=[\w\-]*\d)[\w\-]{16,}|(?=[\w\-]*\d)(?=[\w\-]*[a-z])(?=[\w\-]*[A-Z])[\w\-!]{9,}(?=[/?#]|$))",
    re.IGNORECASE,
)
_RANDOM_STEP = Pattern(
    r"(?<=[\w/])/(?=[\w\-!]*[a-z])(?=[\w\-!]*[A-Z])(?=[\w\-!]*\d[\w\-!]*\d)(?![\w\-!]*[a-z]{7})[A-Za-z0-9_\-!]{16,}(?=[/?#]|$)|/\(S\([a-z0-9]{24}\)\)|/[A-Za-z]!\w[\w\-]{12,}"
)
"""What nobody says: the number of a shared file, or of a session."""
_MEETING = Pattern(
    r"(?i)(?:zoom(?:gov)?\.(?:us|com)(?:\.cn)?/(?:j|w|s|my)/|meet\.google\.com/[a-z]{3}-|teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet)/|webex\.com\.?[a-z]*/(?:meet|join|[\w.\-]+/j\.php)|meeting\.tencent\.com/(?:dm|s|p)/|"
    r"voovmeeting\.com/|vc\.(?:feishu|larksuite)\.c(?:n|om)/j/|gotomeet(?:ing)?\.(?:me|com)/|chat\.whatsapp\.com/|t\.me/\+|discord\.gg/|join\.skype\.com/|meet\.jit\.si/|whereby\.com/|bigbluebutton/|/bbb/|/rooms/[a-z0-9]{3}-|"
    r"//(?:meet|meeting|zoom|conf|conference|vc)\.[\w.\-]+/(?:j|join|w|r|room|rooms)/)[!-~]{3,}"
)
"""Who has the address of a meeting, or of a group, can come in."""
_HOOK = Pattern(
    r"(?:https?://)?(?:hooks\.slack\.com/services|discord(?:app)?\.com/api/webhooks|[\w.\-]+\.webhook\.office\.com|open\.(?:feishu|larksuite)\.(?:cn|com)/open-apis/bot|hooks\.zapier\.com/hooks|maker\.ifttt\.com/trigger|api\.telegram\.org/bot\d+:)/?[!-~]{16,}"
)
_GLUED = re.compile(r"(?i)[a-z]{1,12}(?=(?:https?|ftps?|wss)\W)(?<!s)")
"""`athttps://`: where the reader lost the gap before an address."""
_WORDY_CODE = Pattern(r"[?&](?:code|state|key|hash|sign)=(?:\d{1,3}|[a-z]{1,12})(?=[&#]|$)")
_SIGNS = (_LOGIN, _WITH_USER, _KEY_IN_PATH, _RANDOM_STEP, _RANDOM_VALUE, _WHO, _MEETING)


def find(text: str) -> Iterator[TextFinding]:
    if "/" not in text:
        return
    for match in _HOOK.finditer(text):
        yield TextFinding(EntityType.URL, match.start(), match.end(), 0.985, "shape")
    for pattern in (_ADDRESS, _DOMAIN_ONLY):
        for match in pattern.finditer(text):
            address = match.group().rstrip("\"'.,;:!?)>]}")
            if carries_access(address):
                glued = _GLUED.match(address)
                start = match.start() + (glued.end() if glued else 0)
                yield TextFinding(EntityType.URL, start, match.start() + len(address), 0.98, "label")


def carries_access(address: str) -> bool:
    """Tell whether an address has a login, a token or a session in it, or lets in whoever has it."""
    is_any = any(sign.search(address) for sign in (_SIGNS[:1] if address.startswith("jdbc") else _SIGNS))
    return is_any or _PARAMETER.search(_WORDY_CODE.sub("", address)) is not None

"""Names of computers: after a label, as Windows invents them, in prompts, on internal domains."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled

_SHAPE = re.compile(
    r"\b(?:DESKTOP|LAPTOP|WIN|PC|NB|WS|SRV|NOTEBOOK|SERVER|MAC|MBP|VM|HOST|CLIENT|TERMINAL|KIOSK)-(?=[A-Z0-9\-]*\d)[A-Z0-9]{3,15}(?:-[A-Z0-9]{1,8}){0,2}\b"
    r"|\b(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{7,11}\b"
    r"|\b[A-Za-z]{2,8}-(?:[A-Za-z0-9]{1,10}-){0,2}(?:PC|WS|NB|LT|SRV|DC|SQL|DB|APP|WEB|FS|LAPTOP|DESKTOP|PRINT|FILE|EXCH|MAIL|VM|RDS|TS)-?\d{1,5}\b"
    r"|\b(?:srv|pc|ws|nb|lt|vm|app|db|web|node|host|mail|prod|dev|stg)-(?:[a-z0-9]{1,10}-){0,2}\d{1,5}\b"
    r"|\b(?:srv|server|web|db|app|mail|file|print|dc|sql|vpn|proxy|node)(?:[a-z]{0,6})-?\d{2,3}(?:(?:\.[a-z0-9\-]{2,30}){1,4}(?<!\.exe)(?<!\.log)(?<!\.txt))?(?=[:.,\s]|$)(?!\.\d)"
    r"|\b[A-Za-z0-9][\w\-]{0,40}(?:\.[\w\-]{1,40}){0,4}\.(?:local|lan|corp|intranet|internal|intra|ad|domain|localdomain|home)\b(?![./\\][\w]|[\\\w\-])"
    r"|\b[a-z0-9][\w\-]{0,30}(?:\.[a-z0-9\-]{1,30}){0,3}\.(?:corp|ad|intra|intranet|internal|lan)\.[a-z]{2,10}(?:\.[a-z]{2})?\b",
    re.ASCII,
)
_IN_SENTENCE = re.compile(
    r"(?:\b(?i:ping|tracert|traceroute|nslookup|resolve|rdp to|mstsc /v:|telnet|ssh(?: \S+@)?|connect(?:ed)? to|logged on to|reboot(?:ed)?|server|computer|workstation|machine|host)|主机|服务器|计算机|电脑|登录到|连接到|设备) ?"  # noqa: E501
    r"(?=[A-Za-z0-9.\-]*[0-9\-])([A-Za-z][A-Za-z0-9]*(?:[\-.][A-Za-z0-9]+)+|[A-Z]{2,}[A-Z0-9]*\d{2,})(?![\w.]*[/\\@])",
    re.ASCII,
)
_NAMED = re.compile(
    r"(?:(?i:(?:computer|device|host|machine|pc|server|workstation|node|system|dns|netbios|client)[ _\-]?name)|(?:主机|计算机|设备|电脑|服务器|机器|终端)名称?|hostname)"  # noqa: E501
    r"(?: is|是|为|\s*[.: ]{1,40}|[:= ]{0,3})[ \t]{0,3}((?=[A-Za-z0-9.\-]*[\d\-.])[A-Za-z][A-Za-z0-9.\-]{2,60}[A-Za-z0-9])",  # noqa: E501
    re.ASCII,
)
_SHARE = re.compile(r"(?<![\w\\:])\\\\([A-Za-z0-9][\w.\-]{1,40})(?=\\)")
_FILE_OR_VERSION = re.compile(
    r"(?i)\.(?:exe|dll|msi|zip|log|txt|py|js|json|xml|pdf|sys|ini|conf|cfg|jar|sh|bat|com|org|net|html?)$|\d\.\d|^(?:tcp|udp)$|^(?:tcp|udp|utf|sha|md|tls|rs|usb|wi|covid)-?\d"
)
_PROMPT = re.compile(r"\b[a-z_][\w.\-]{0,31}@([A-Za-z][\w\-]{1,40})(?=:[~/]| ~|\])")


def find(text: str) -> Iterator[TextFinding]:
    for match in _SHAPE.finditer(text):
        if any(character.isdigit() or character == "." for character in match.group()):
            yield TextFinding(EntityType.HOSTNAME, match.start(), match.end(), 0.8, "shape")
    for pattern, sign in ((_SHARE, "\\\\"), (_PROMPT, "@"), (_IN_SENTENCE, "")):
        if sign in text:
            for match in pattern.finditer(text):
                if _is_host(match.group(1)):
                    yield TextFinding(EntityType.HOSTNAME, match.start(1), match.end(1), 0.75, "place")
    for match in _NAMED.finditer(text):
        if _is_host(match.group(1)):
            yield TextFinding(EntityType.HOSTNAME, match.start(1), match.end(1), 0.8, "label")
    yield from find_labelled(text, EntityType.HOSTNAME)


def _is_host(name: str) -> bool:
    """Leave program names and versions out: `setup-2.1.exe`, `web-1.2`."""
    return _FILE_OR_VERSION.search(name) is None

"""Who works on which machine, as shells and devices say it: prompts, greetings, answers to `whoami` and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.plausible import is_plausible
from engine.redaction.words.identifier_shapes import is_word_of_two, looks_like_machine
from engine.redaction.words.sieve import Pattern
from engine.redaction.words.vocabulary import is_made_of_words

_USER, _HOST = r"(?P<user>[a-z_][\w.\-]{0,31})", r"(?P<host>[A-Za-z][\w\-]{1,40}(?:\.[\w\-]{1,40}){0,4})"
_AT = Pattern(
    rf"(?:^|(?<=[\s\[(\\]))(?P<user>[A-Za-z_][\w.\-]{{0,31}}) ?@ ?{_HOST}"
    r"(?=:[~/]|: (?:~|/\w)| ?~|\]|:\S*[$#]| /\S* ?[#$]| [^\s%$#>@]{1,40} ?[%#$❯>](?: |$)|[>#%$❯](?: |$)| (?:MINGW|MSYS|UCRT|CLANG|CYGWIN)"  # noqa: E501
    r"| ?[A-Za-z]:\\|'s password|: Permission denied|\([a-z\-]{4,12}\)[>#]|:[A-Z][a-z]+[:\]]|\)-\[)",
    re.MULTILINE,
)
"""`anna@Pasadena ~ %`, `[root@esx01:~]`, `corp\\anna@PC7 C:\\>`, `admin@FW-2(active)>`, `anna@pc MINGW64`."""
_HOST_FIRST = Pattern(
    rf"^{_HOST}:[~\w.\-/]{{1,40}} {_USER}\$(?= |$)|^{_HOST.replace('host', 'fabric')}:(?P<admin>[a-z][\w\-]{{2,20}})> ?(?=[a-z]|$)",  # noqa: E501
    re.MULTILINE,
)
"""`MacBook-Pro:~ anna$`, `SAN01:admin>`"""
_HOST_ALONE = Pattern(
    r"^\[(?P<remote>[A-Za-z][\w.\-]{2,60})\]: ?PS |^(?P<cluster>[A-Za-z][\w\-]{2,40})::[\w ]{0,20}\*?>|^\((?P<wireless>[A-Za-z][\w.\-]{2,40})\) [*^]?(?:\[[\w/]+\] )?[#>]"  # noqa: E501
    r"|^(?P<redis>[a-z][\w.\-]{2,60}):\d{4,5}(?:\[\d+\])?> "
    r"|\"(?P<tmux>[A-Za-z][\w.\-]{1,40})\" \d\d:\d\d \d\d-[A-Z][a-z]{2}-\d\d"
    r"|\b(?:Linux|Darwin|SunOS|FreeBSD|AIX|HP-UX) (?P<kernel>[A-Za-z][\w.\-]{1,60}) \d+\.\d+"
    r"|(?:authenticity of host|[Pp]ermanently added|resolve hostname|connect to host|[Hh]ost key for|(?<=Connection )to|could not find host|(?:ping statistics|Ping-Statistik) (?:for|für)|nicht gefunden:) [\"'\[]?(?P<ssh>[A-Za-z][\w.\-]{2,60}?)(?=[\"'\],.]*(?:[\s:]|$))"  # noqa: E501
    r"|^\s*(?:hostname|sysname|set (?:system )?host-?name|option host-name|client-hostname) [\"']?(?P<setting>[A-Za-z][\w.\-]{1,60})[\"']?;?\s*$"  # noqa: E501
    r"|\bDHCP(?:ACK|REQUEST|OFFER|DISCOVER|INFORM|RELEASE)\b[^\n()]{0,80}\((?P<lease>[A-Za-z][\w.\-]{1,60})\)"
    r"|^\s*(?P<netbios>[A-Z0-9][A-Z0-9\-]{1,14}) +<[0-9A-F]{2}> +(?:UNIQUE|GROUP|EINDEUTIG|GRUPPE|UNIQUE|GROUPE|唯一|组)"  # noqa: E501
    r"|\bRSOP data for \S+ on (?P<policy>[A-Za-z][\w\-]{2,40}) ?:"
    r"|\b(?:full address|gatewayhostname|alternate full address|pcb):s:(?P<rdp>[A-Za-z][\w.\-]{2,60})",
    re.MULTILINE,
)
"""PowerShell's sessions, NetApp, Aruba, Redis, tmux, `uname -a`, `ssh`, `ping`, settings of switches, leases, `nbtstat`."""  # noqa: E501
_ASKED_USER = Pattern(
    r"(?:^|[$#>%❯] ?)(?:whoami(?:\.exe)?|logname|id -un|echo (?:%USERNAME%|\$USER(?:NAME)?|\$LOGNAME|\$env:USERNAME)|\$env:USERNAME) *\n *(?:[A-Za-z][\w\-]{1,20}\\)?(?P<user>[A-Za-z_][\w.\-]{1,31})(?= *(?:\n|$))",  # noqa: E501
    re.MULTILINE | re.IGNORECASE,
)
_ASKED_HOST = Pattern(
    r"(?:[$#>%❯] ?hostname(?:\.exe)?(?: -[fsA])?|(?:^|[$#>%❯] ?)(?:uname -n|hostnamectl hostname|scutil --get \w+|echo (?:%COMPUTERNAME%|\$HOSTNAME|\$env:COMPUTERNAME)|\$env:COMPUTERNAME)) *\n *(?P<host>[A-Za-z][\w.\-]{1,60})(?= *(?:\n|$))",  # noqa: E501
    re.MULTILINE | re.IGNORECASE,
)
_OPTION_HOST = Pattern(
    r"(?i)(?:(?<=\s)-(?:ComputerName|Server|HostName|DnsName|CimSession|VMHost|SqlInstance|ServerInstance|Node|DomainController|DestinationServer|SourceServer)[ :=]+"  # noqa: E501
    r"|\b(?:Test-NetConnection|Test-Connection|Resolve-DnsName|nbtstat -[aA]|tnsping|tasklist /s|taskkill /s|schtasks(?: /\w+)* /s)\s+(?!-)|(?<=\s)/(?:node|server|computer|v|s):|\bwinrs -r:"  # noqa: E501
    r"|[$#>%❯] ?(?:ping|tracert|traceroute|tracepath|mtr|nslookup|dig|host|telnet|ssh|nc)(?: -[a-z46](?: \d+)?)*\s+(?![\w.\-]*@))"  # noqa: E501
    r"[\"']?(?P<host>[a-z][\w.\-]{2,60})(?:, ?(?P<second>[a-z][\w.\-]{2,60}))?(?=[\s\"';|]|$)(?!\.exe)"
)
"""`Enter-PSSession -ComputerName zeus`, `C:\\> ping zeus`: whatever it is called."""
_ACCOUNT = Pattern(
    r"^>? ?(?P<on>[A-Za-z_][\w.\-]{1,31}) +(?:pts/\d+|tty[s\d]\d*|console|:\d|seat0|(?:rdp|ica)-tcp#\d+)(?= |$)"
    r"|^>? ?(?P<session>[A-Za-z_][\w.\-]{1,31}) +(?:[\w#\-]{3,16} +)?\d{1,5} +(?:Active|Disc|Aktiv|Getr\.?|Conn|Actif|Activo|Attivo|活动|运行中|断开|已断开|唱片)(?= |$)"  # noqa: E501
    r"|^(?P<process>[a-z_][\w.\-]{1,31}\+?) +\d{1,7} +\d{1,3}\.\d +\d{1,3}\.\d +\d"
    r"|^ *\d{1,7} (?P<top>[a-z_][\w.\-]{1,31}\+?) +(?:rt|-?\d{1,3}) +-?\d{1,3} +\d"
    r"|^\s*(?:username|local-user|set system login user|user-name) (?P<setting>[A-Za-z][\w.\-]{1,31})(?= (?:privilege|password|secret|view|role|class|service-type|authentication|nopassword)\b)"  # noqa: E501
    r"|^(?:\d{1,3}(?:\.\d{1,3}){3}|[\w.\-]{3,60}) (?:-|\S{1,20}) (?P<log>[A-Za-z][\w.\-\\@]{1,40}) \[\d\d/[A-Z][a-z]{2}/\d{4}"  # noqa: E501
    r"|^(?P<sudo>[a-z_][\w.\-]{1,31})\s+ALL ?= ?\(|(?<=\s)/ru [\"']?(?:[\w\-]+\\)?(?P<task>[A-Za-z][\w.\-]{1,31})|\bfor user (?P<opened>[A-Za-z][\w.\-]{1,31})(?=\(uid)"  # noqa: E501
    r"|(?:Anmeldung|Abmeldung|[Ll]og[io]n|[Ss]ign-in|[Cc]onnexion|Inicio de sesión|[Aa]ccesso|Aanmelding|Logowanie)(?: attempt| failure)? (?:von|of|by|for|de|di|van) (?P<login>(?=[a-z._\-]*[\d._])[a-z][a-z0-9._\-]{2,30})(?=[\s,;])"  # noqa: E501
    r"|\bClient: (?P<kerberos>[\w.\-]{2,40}) @ [A-Z]|\b(?:username|gatewayusername):s:(?P<rdp>[\w.\-\\@]{2,60})"
    r"|\b(?i:run|logged|log|sign|signed)[ \-]?(?i:in |on )?as (?P<as>(?=[a-z._\-]*[._\-\d])[a-z][a-z0-9]*(?:[._\-][a-z0-9]+){0,3})(?=[\s,.;)]|$)(?!\.\w)"  # noqa: E501
    r"|\b(?i:in use|used|held|opened|locked|occupied|checked out|taken) (?i:by) (?P<holder>[A-Z]{2,5}\d{3,6})(?!\w)",
    re.MULTILINE,
)
"""`who`, `last`, `quser`, `ps aux`, `top`, users of switches, logs of web servers, `klist`."""
_GRANTED = Pattern(r"\b(?P<grant>[A-Za-z][\w.\-]{1,31})(?=@'[^'\s]*')")
_OF_DEVICE = Pattern(
    r"^[<\[~*]{0,2}([A-Za-z][\w.\-]{2,40})(?:\([a-z0-9\-/]{2,24}\)|-[a-z][\w/\-]{2,24}\d)?[#>\]] ?"
    r"(?=(?:sh(?:ow?)?|conf(?:igure)?|config|en(?:able)?|ping|traceroute|int(?:erface)?|write|wr|copy|disp(?:lay)?|dis|system-view|sys|reload|reset|save|no|end|exit|quit|terminal|term|debug|undo|clear|vlan|ip|do|set|get|diagnose|request|commit)\b|$)",
    re.MULTILINE,
)
"""`ACC3-N#show run`, `<CORE-A>display version`, `[FW-2-policy]`."""
_OF_SYSTEMS = frozenset(
    [
        "root",
        "system",
        "administrator",
        "admin",
        "daemon",
        "bin",
        "sys",
        "sync",
        "games",
        "man",
        "lp",
        "mail",
        "news",
        "uucp",
        "proxy",
        "backup",
        "list",
        "irc",
        "nobody",
        "user",
        "username",
        "guest",
        "www-data",
        "www",
        "nginx",
        "apache",
        "httpd",
        "tomcat",
        "postgres",
        "mysql",
        "redis",
        "mongodb",
        "rabbitmq",
        "elastic",
        "elasticsearch",
        "git",
        "jenkins",
        "docker",
        "oracle",
        "message",
        "messagebus",
        "syslog",
        "systemd",
        "systemd+",
        "_apt",
        "avahi",
        "colord",
        "gdm",
        "rtkit",
        "polkitd",
        "chrony",
        "ntp",
        "dbus",
        "sssd",
        "sshd",
        "tcpdump",
        "tss",
        "ftp",
        "operator",
        "named",
        "services",
        "console",
        "idle",
        "rdp-tcp",
        "none",
        "public",
        "default",
        "all",
        "shared",
        "reboot",
        "runlevel",
        "shutdown",
        "wtmp",
        "btmp",
        "kernel",
        "localhost",
        "local",
        "host",
        "name",
        "password",
        "the",
        "a",
        "not",
        "from",
        "this",
        "pid",
    ]
)


def find(text: str) -> Iterator[TextFinding]:
    """Yield logins and machines where shells, devices and their commands name them."""
    if "@" in text:
        for match in _AT.finditer(text):
            yield from _named(match, "user", EntityType.USERNAME)
            yield from _named(match, "host", EntityType.HOSTNAME)
    for match in _HOST_FIRST.finditer(text):
        for group, kind in (
            ("host", EntityType.HOSTNAME),
            ("user", EntityType.USERNAME),
            ("fabric", EntityType.HOSTNAME),
            ("admin", EntityType.USERNAME),
        ):
            yield from _named(match, group, kind)
    for pattern, kind in (
        (_HOST_ALONE, EntityType.HOSTNAME),
        (_ASKED_HOST, EntityType.HOSTNAME),
        (_OPTION_HOST, EntityType.HOSTNAME),
        (_ASKED_USER, EntityType.USERNAME),
        (_ACCOUNT, EntityType.USERNAME),
        (_GRANTED, EntityType.USERNAME),
    ):
        for match in pattern.finditer(text):
            for group, name in match.groupdict().items():
                if name is not None:
                    yield from _named(match, group, kind)
    for match in _OF_DEVICE.finditer(text):
        if looks_like_machine(match.group(1)) or not is_made_of_words(match.group(1)):
            yield TextFinding(EntityType.HOSTNAME, *match.span(1), 0.75, "place")


def _named(match: re.Match[str], group: str, kind: EntityType) -> Iterator[TextFinding]:
    """Yield a finding for a group of a match: no account that every system has, and no two words."""
    name = match[group]
    if name is None or name.lower() in _OF_SYSTEMS or is_word_of_two(name) or not is_plausible(kind, name):
        return
    if kind is EntityType.HOSTNAME and name.lower() in ("localhost", "port", "port."):
        return
    yield TextFinding(kind, *match.span(group), 0.8, "place")

"""Passwords: after a label, in an assignment, on a command line, in an address."""

import re
from collections.abc import Iterator
from dataclasses import replace

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.recognizers.plausible import is_plausible
from engine.redaction.words.sieve import Pattern

_IN_ADDRESS = Pattern(
    r"(?!(?:https?|ftps?|sftp|wss?|git|ssh)://)[a-z][a-z0-9+.\-]*://[^\s:/@]*:([^\s/@]{1,128})@", re.IGNORECASE
)
_OPTION = Pattern(
    r"(?<!\w)(?:--?(?:password|passwd|pass|pwd)[= ]|/rp |/p(?:ass(?:word)?)?:|"
    r"-p(?=[^\s\-]*\d))[\"']?([^\s\"']{3,64})",
    re.IGNORECASE,
)
_PROGRAM = Pattern(r"(?:mysql|mysqldump|sshpass|plink|psql|net use|mariadb)\b", re.IGNORECASE)
_COMMAND = Pattern(
    r"(?:\b(?:sshpass|az login|docker login|podman login|helm (?:repo add|registry login)|oc login|psexec|winrs|mongo(?:sh|dump)?|pg_restore|"  # noqa: E501
    r"ldap(?:search|modify|add)|redis-cli|kinit|smbclient|bcp|sqlcmd|isql|rabbitmqctl|keytool|curl|openssl)\b[^\n|]*? "
    r"(?:-[pPwa]|--(?:auth|storepass|passin|bind-password)|-storepass)[ =]?(?:pass:)?"
    r"|\b(?:curl|wget|http)\b[^\n|]*? (?:-u|--user|-a) ?[\"']?[\w.\-\\@]{1,60}:"
    r"|\bjdbc:oracle:\w+:[\w.\-]+/(?=[^\s@]+@)|\bsqlplus(?: -\S+)* [\w.\-]+/(?=[^\s@]+@)"
    r"|^[\w.*\-]+:\d{2,5}:[\w*]+:[A-Za-z_][\w.\-]{1,31}:(?=\S+$)"
    r"|^(?:\d{1,4}:)?\[?(?:[A-Za-z0-9\-]+\.)+(?!(?:log|txt|conf|cfg|ya?ml|json|xml|py|java|cpp|c|h|go|rs|ts|js|sh|sql|csv|md)\b)[A-Za-z]{2,12}\]?(?::\d{2,5})?[ \t]+[a-z0-9.\-@]{2,60}:(?=\S*[\d#$%&*@!^+])"  # noqa: E501
    r"|^[\"'][A-Za-z0-9_.\-@\\]{2,40}[\"'][ \t]+(?:\*|[a-z0-9.\-]{1,40})[ \t]+(?=[\"'])"
    r"|(?:\bWi-?Fi|\bWLAN|\bSSID|无线|热点)[:=]? [^\s/]{2,32} ?/ ?(?=[!-~]*\d)"
    r"|^(?:[\w.\-]{3,60}:\d{4,5}(?:\[\d+\])?> ?)(?i:auth) (?:[\w.\-]+ (?=\S))?"
    r"|\bsmbclient\b[^\n]*-U ?[\w.\\\-]+%)[\"']?([^\s\"'@]{3,64})",
    re.MULTILINE,
)
_AS_PASSWORD = Pattern(
    r"(?<!\S)[\"'「“]?((?=\S*[\d#$%&*@^!+])[!-~]{4,40}?)[\"'」”]? as (?:the |your |my |a )?(?:new |temporary |default )?(?i:password|passcode|passphrase|pin|pw)\b"  # noqa: E501
)
_IN_COMMAND = Pattern(
    r"(?i:\bConvertTo-SecureString(?: -String)?|\bPSCredential\W{1,4}[\w.\-\\@\"']{1,60},|\bNetworkCredential\W{1,4}[\w.\-\\@\"']{1,60},|-(?:Account|New|Old|Admin|SafeMode\w*)?Password|\bIDENTIFIED(?: WITH \w+)? BY(?: PASSWORD)?|\bWITH(?: ENCRYPTED)? PASSWORD ?=?|"  # noqa: E501
    r"\bPASSWORD ?\(|\bPASSWORD FOR [^\n=]{1,60}=(?: PASSWORD\()?|\brequirepass|\bmasterauth|\bpassphrase|\b(?:wpa[_\-]?psk|wpa_passphrase|psk|keyMaterial)\W|\becho|\bprintf)"  # noqa: E501
    r"[ =:(]{1,3}(?P<q>[\"'])(?P<value>[^\"'\n]{3,64})(?P=q)"
    r"|\bIDENTIFIED BY (?P<bare>(?![\"'])[^\s;\"']{4,64})|\bnet1? user [\w.\-]{2,30} (?P<net>[^\s/*|>]{4,64})(?= |$|\n)|\bnet use\b[^\n]*? (?:/user:\S+ (?P<after>[^\s/*|>\"']{4,64})|(?P<share>[^\s/*:\\|>\"']{4,64}) /user:)"  # noqa: E501
    r"|(?:<<<|\becho) ?[\"']?[\w.\-]{1,32}:(?P<fed>[^\s\"'|]{4,64})[\"']?(?=\s*\||\s*$)|\bhtpasswd -\w*b\w* \S+ \S+ (?P<web>\S{4,64})",  # noqa: E501
    re.MULTILINE,
)
"""In quotes behind the words of shells and databases, or where `net user` expects it."""
_IS_PIPED = Pattern(
    r"(?:\s*\||\s+[Il1])\s*(?:sudo|passwd|chpasswd|docker|su\b|gpg|openssl|kinit|smbpasswd|base64|xclip)"
)
_DEVICE = Pattern(
    r"(?i:\b(?:enable (?:secret|password)|username \S+(?: privilege \d+)? (?:secret|password)|snmp-server community|set community|(?:tacacs|radius)(?:-server)?\b[^\n]{0,40}? key|"  # noqa: E501
    r"isakmp key|pre-shared-key(?: (?:local|remote|ascii-text))?|wpa-psk(?: ascii)?|ike psk|auth(?:entication)?-(?:key|password)|priv(?:acy)?-password|key-string|neighbor \S+ password|ppp chap password))"  # noqa: E501
    r" (?:\d{1,2} )?[\"']?(?P<value>(?!\d{1,2}\b)[!-~]{4,128}?)[\"']?(?=\s|$)"
)
"""As switches, routers and firewalls are set up."""
_FOR_SOMETHING = Pattern(
    r"(?i:\b(?:pin|passwor[dt]|kennwort|passcode|pw|mot de passe|contraseña|senha|hasło|wachtwoord|password)\b)"
    r" (?i:für|for|pour|para|per|voor|do|of|de|to|zum|zur|til|till) [^\n:=.]{2,32}[:=] ?[\"']?(?P<value>(?=[!-~]*\d)[!-~]{4,64}?)[\"']?(?=\s|$|[,;])"  # noqa: E501
)
_LOGIN_PAIR = Pattern(
    r"(?i:\b(?:login|logon|log-in|user(?: ?name)?|account|acct|usr|benutzer|compte|usuario|utente|creds?|credentials)\b|账号|帐号|帳號|用户名|账户|登录名|工号|域账号|用户)"  # noqa: E501
    r"(?: ?(?i:is|are|was|ist|est|es)| ?[:=是为])?[ \t:]{0,3}(?P<user>[A-Za-z0-9][\w.\-\\@]{1,40}?)"
    r"(?:[ \t]*[,;/|+&]+[ \t]*|[ \t]+(?:and |und |et |y )?|(?=[一-鿿]))"
    r"(?:(?i:pw|pwd|pass(?:word|code|wd)?|passwort|kennwort|mdp|contraseña|senha|hasło|pin)(?![A-Za-z])|(?:初始|临时|登录|登陆)?(?:密码|密碼|口令))"
    r"(?:(?: ?(?i:is|was|ist|est|es)(?= ))|[是为])?[ \t]{0,2}[:=]?[ \t]{0,2}[\"'「“]?(?P<value>[!-~]{4,64}?)[\"'」”]?(?=[\s,;，。]|[.!](?:\s|$)|$|[一-鿿])",  # noqa: E501
    re.ASCII,
)
_SLASHED_PAIR = Pattern(
    r"(?i:\b(?:login|logon|user(?: ?name)?|creds?|credentials|access|zugang|zugangsdaten|identifiants|accès|acceso|credenciales)\b|账号|帐号|用户名?|登录)(?:(?: (?i:are|is|sind|sont|son|sono))?[ :=]{1,3}|(?<=[一-鿿])[是为]?)"  # noqa: E501
    r"(?P<user>[A-Za-z][\w.\-\\@]{2,40}) ?/ ?(?P<value>(?=[!-~]*[\d!#$%&*@^+?])(?=[!-~]*[A-Za-z])[!-~]{6,40}?)(?=\s|$|[,;.](?:\s|$|[一-鿿])|[一-鿿])",  # noqa: E501
    re.ASCII,
)
"""`login is anna7, pw a-b-c`; `账号li2密码abc`: both are given away in one breath."""
_ASKED_PAIR = Pattern(
    r"(?i:\b(?:log(?:ged)? ?(?:in|on)|sign(?:ed)? ?(?:in|on)|account|credentials?|creds|user(?:name)?|login|password|access|anmelden|einloggen|connecter|zugang)\b|账号|帐号|登录|密码)[^\n]{0,48}?[?:.,!，：？]?\s"  # noqa: E501
    r"(?P<user>(?=[a-z0-9._\-]*[\d_.])[a-z][a-z0-9]*(?:[._\-][a-z0-9]+)*) ?/ ?\n?(?P<value>(?=[!-~]*[\d!#$%&*@^+?])(?=[!-~]*[A-Za-z])[!-~]{6,40}?)(?=\s|$|[,;.](?:\s|$))",  # noqa: E501
)
"""`log in as the test handler? tst_kestrel4 / Lobster-88`"""
_NAMED_PAIR = Pattern(
    r"(?i:\b(?:accounts?|logins?|users?|creds|credentials|zugang|konto|kontos|benutzer|compte|utilisateur|cuenta|usuario|conta|utente|gebruiker|użytkownik|uživatel|účet|konti|bruger|användare)\b|账号|帐号|帳號|账户|登录)[^\n:：/]{0,24}[:：] ?"  # noqa: E501
    r"(?P<user>[a-z][a-z0-9._\-]{2,30}) ?/ (?P<value>(?=[!-~]*[a-z])(?=[!-~]*\d)(?=[!-~]*[A-Z!#$%&*@^+?])[!-.0-~]{6,40})(?=\s|$)",  # noqa: E501
)
"""`Konto Modbus GW: service / Zawor-1998`"""
_GLUED = Pattern(
    r"(?<![A-Za-z_])(?:[Pp]ass?w[o0]rd|[Pp]asswd|[Pp]wd|[Pp]asswort|[Kk]ennwort|[Cc]ontraseña|[Ss]enha|[Hh]asło|[Ww]achtwoord|[Hh]eslo|[Pp]assphrase|[Pp]asscode)"
    r"((?=[!-~]*\d)(?=[!-~]*[#$%&*@!^+?])[A-Z0-9#$%&*@!^+?][!-~]{5,40})(?=\s|$)"
)
"""Where the reader lost the gap between label and value."""
_GROUPED = Pattern(
    r"(?i:\b(?:pass(?:word|code|phrase)?|pw|pwd|passwort|kennwort|mdp|mot de passe|contraseña|senha|hasło|wachtwoord|lösenord)\b|密码|密碼|口令)"  # noqa: E501
    r"[^\n:=,.;]{0,24}?[:=\s]{0,4}[\"']?(?<![\w\-])((?=[a-z0-9\-]*\d)[a-z0-9]{3,8}(?:-[a-z0-9]{3,8}){2,4}|[a-z0-9]{4,8}(?:-[a-z0-9]{4,8}){2,4}(?=[\"',;)]|\s*$|$))(?![\w\-])",
    re.MULTILINE,
)
"""As password stores make them: groups of small letters."""
_IN_PROSE = Pattern(
    r"(?:密码|口令)(?:已|被)?(?:重置|修改|更改|设置|改|设)?(?:为|成|是|:)+了?\s{0,3}([!-~]{3,64})"
    r"|(?i:\bpassword\b[^.\n:=]{0,24}?\b(?:is|to|now)\b:?) [\"']?((?=\S*[\d!#$%&*@^+?])[!-~]{4,64})"
)
_AFTER_WORD = Pattern(
    r"(?i)(?:\b(?:re)?set (?:it|the password|your password|password|pw|pwd) (?:back )?to|\b(?:changed?|use|try|log ?in with|sign in with)(?: it| the password| password)?(?: to| with)?|wi-?fi (?:key|password|pass|pwd)|wlan key|network key|"  # noqa: E501
    r"ssid \S{1,32} (?:key|pass|psk)|passphrase|passcode|(?:new|old|temp(?:orary)?|default|initial) (?:pass(?:word)?|pw|pwd)|(?<!\w)pw|/user:\S+|密码|口令|用|改成|改为|设为|重置为|登录码)"  # noqa: E501
    r"(?: is| was|是|为)?(?:[ \t]{0,2}[:=]\s{0,3}|\s{1,3}|(?<=[一-鿿]))[\"'「“]?((?=[!-~]*\d)(?=[!-~]*[A-Za-z])[!-~]{6,40}|(?=[!-~]*[#$%&*@^!+])[!-~]{6,40})"  # noqa: E501
)
_ATTRIBUTE = Pattern(
    r"(?i)[\"'][\w.\-]*(?:password|passwd|pwd|passphrase)[\w.\-]*[\"'][^\n<>]{0,12}?value ?= ?[\"']([^\"'\n]{3,64})[\"']"  # noqa: E501
)
_CONNECTION = Pattern(
    r"(?i)(?:;|^|\s)(?:password|pwd) ?= ?([^;\s\"']{3,64})(?=;|\"|'|\s|$)"
    r"|(?-i:\b[A-Z][A-Z0-9_]*(?:PASSWORD|PASSWD|PWD|PASS)=)[\"']?([^\s\"';]{3,64})"
)
_ABROAD = Pattern(
    r"(?i:\b(?:passwort|kennwort|mot de passe|contraseña|senha|wachtwoord|hasło)\b)[^.\n:=]{0,30}?"
    r"(?i:\b(?:ist|auf|lautet|est|es|é|is|to)\b):? [\"']?((?=\S*[\d!#$%&*@^+?])[^\s\"']{4,64})"
)
_NO_PASSWORD = Pattern(
    r"(?i)https?:|ftp:|[a-z]:\\\\|KB\d{6,}|0x[0-9a-f]+|v?\d+(?:\.\d+)+|\S+@\S+\.\w+|(?-i:[A-Z]{2,5}-?\d+)|\d+[a-z]{1,3}|[a-z]+\(\d*\)|windows\d*|office\d*|\w+\.\w{2,4}|[\w\-]+-\d+|ctrl\+\S+|alt\+\S+|/\S+|-\S+|\\\\\S+"
)


def find(text: str) -> Iterator[TextFinding]:
    yield from find_labelled(text, EntityType.PASSWORD)
    if "://" in text:
        yield from _groups(_IN_ADDRESS, text)
    if any(sign in text.lower() for sign in ("-p", "/p", "/rp")):
        is_program = _PROGRAM.search(text) is not None
        for finding in _groups(_OPTION, text):
            if is_program or text[: finding.start].rstrip("\"'").lower().endswith(
                ("=", "ss ", "word ", "swd ", "pwd ", "/rp ")
            ):
                yield finding
    yield from _groups(_COMMAND, text)
    yield from _in_commands(text)
    pairs = [*_LOGIN_PAIR.finditer(text), *_SLASHED_PAIR.finditer(text)]
    if "/" in text:
        pairs += (*_ASKED_PAIR.finditer(text), *_NAMED_PAIR.finditer(text))
    for match in pairs:
        is_word = match["value"].isalpha() and match["value"].islower()
        if is_plausible(EntityType.PASSWORD, match["value"]) and not is_word and match["user"] not in _WORDS_OF_PAIRS:
            yield TextFinding(EntityType.PASSWORD, *match.span("value"), 0.9, "pair")
            if match.re is _NAMED_PAIR.compiled or is_plausible(EntityType.USERNAME, match["user"]):
                yield TextFinding(EntityType.USERNAME, *match.span("user"), 0.9, "pair")
    for pattern in (_DEVICE, _FOR_SOMETHING):
        for match in pattern.finditer(text):
            if is_plausible(EntityType.PASSWORD, match["value"]):
                yield TextFinding(EntityType.PASSWORD, *match.span("value"), 0.9, "command")
    yield from _groups(_GROUPED, text)
    yield from _groups(_GLUED, text)
    yield from _groups(_AS_PASSWORD, text)
    yield from _groups(_IN_PROSE, text)
    yield from _groups(_ABROAD, text)
    yield from _groups(_ATTRIBUTE, text)
    yield from _groups(_CONNECTION, text)
    for finding in _groups(_AFTER_WORD, text):
        value = text[finding.start : finding.end].rstrip(".,;:)\"'」”")
        if not _NO_PASSWORD.fullmatch(value):
            yield replace(finding, end=finding.start + len(value), score=0.8)


_NEXT_CLAUSE = re.compile(r"(?<=\w)[,;](?=[A-Z][A-Za-z]+$|[一-鿿])")
"""Chinese has no blank behind a comma: `口令Tx!2027lin，IP 10.33.1.77`."""
_WORDS_OF_PAIRS = frozenset(
    ["HTTP", "http", "name", "names", "id", "your", "the", "a", "and", "with", "no", "new", "user", "username"]
)


def _in_commands(text: str) -> Iterator[TextFinding]:
    for match in _IN_COMMAND.finditer(text):
        name = match.lastgroup or "value"
        if match["value"] is not None:
            name = "value"
            head = text[match.start() : match.start("q")].lower()
            is_shown = head.startswith(("echo", "printf"))
            if is_shown and not _IS_PIPED.match(text, match.end()):
                continue
            start = match.start("value") + (match["value"].rfind(":") + 1 if is_shown else 0)
        else:
            start = match.start(name)
        value = text[start : match.end(name)]
        if is_plausible(EntityType.PASSWORD, value) and not value.startswith(("$", "%", "<", "{")):
            yield TextFinding(EntityType.PASSWORD, start, match.end(name), 0.95, "command")


def _groups(pattern: Pattern, text: str) -> Iterator[TextFinding]:
    for match in pattern.finditer(text):
        number = match.lastindex or 0
        value = _NEXT_CLAUSE.split(match.group(number))[0]
        if is_plausible(EntityType.PASSWORD, value):
            start = match.start(number)
            yield TextFinding(EntityType.PASSWORD, start, start + len(value), 0.9, "label")

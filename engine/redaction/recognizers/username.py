"""User names: after a label, in home folders, in prompts, behind a domain."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled, looks_generated
from engine.redaction.recognizers.plausible import is_plausible
from engine.redaction.words.identifier_shapes import Looks, looks_like_login
from engine.redaction.words.labels_in_text import label_regex, labels_in
from engine.redaction.words.logins import is_made_of, is_syllabic
from engine.redaction.words.names import is_chinese_name, is_full_name, is_given_name, is_word_of_screens
from engine.redaction.words.sieve import Pattern

_NAME = r"[A-Za-z0-9一-鿿][\w.\-一-鿿]{0,40}"
_HOME = Pattern(
    rf"(?:\b[A-Za-z] ?[:;] ?[\\/|]{{1,2}} ?(?:Users|Documents and Settings|用户)"
    rf"[\\/|]{{1,2}}|(?<![\w.])/(?:home|Users)/)({_NAME})",
    re.IGNORECASE,
)
_HOME_MISREAD = Pattern(r"\b[A-Za-z] ?: ?[\\/|]{0,2}(?:Users|用户)([a-z][\w.\-]{1,30})(?=[\\/])")
"""Where the reader lost the stroke before the name."""
_MIXED_DOMAIN = Pattern(
    r"(?<![\w\\:./\-])([A-Za-z][A-Za-z0-9\-]{1,14})\\([a-z][a-z0-9]*[._][a-z0-9._\-]{2,30}|[a-z]{1,12}\d{1,8}|[A-Z][a-z]+[A-Z][a-z]+)(?![\w\\])(?!\.(?:exe|dll|txt|log|py))",
    re.ASCII,
)
_REMOTE = Pattern(
    r"\b(?:ssh|scp|sftp|rsync|su|sudo -u|runas /user:|net user)\s+"
    r"(?:-\S*\s+)*([A-Za-z_][\w.\-]{1,31})(?=@|\s|$|:)"
)
_DOMAIN = Pattern(
    r"(?<![\w\\:.])([A-Z][A-Z0-9\-]{1,14}(?:\.[A-Z][A-Z0-9]{1,8}){0,2})\\ ?([A-Za-zÀ-ɏ][\w.\-]{1,30}\$?)(?![\w\\])"
)
_IN_SENTENCE = Pattern(
    r"(?:\b(?i:users?|account|login|logon|password for|publickey for|session opened for user|invalid user|for user|signed in as|logged in as|log in as|user name|username|user id)|账号|帐号|账户|用户名?|登录名|工号|域账号)"  # noqa: E501
    r"[ \t]{1,3}[\"']?([A-Za-z][A-Za-z0-9_.\-]{2,30})[\"']?(?=[ \t]+(?:from|is|was|has|已|被|无法|不能|的|cannot|could|logged|locked|does|did|failed)\b|[ \t]*(?:已|被|无法|不能)|\s*$)",  # noqa: E501
    re.MULTILINE,
)
_DIRECTORY = Pattern(
    r"(?i)(?<![a-z])(?:uid|samaccountname|user_?name|user|usr|login|owner|account)=[\"']?([a-z][\w.\-]{1,30})(?=[,;\s\"'&)]|$)"
)
_IN_SYSTEMS = Pattern(
    r"^([a-z_][\w.\-]{1,31}):[x*!]{0,2}:\d{1,10}:\d{1,10}:"
    r"|\b[ug]id=\d+\(([a-z_][\w.\-]{1,31})\)"
    r"|'([\w.\-]{2,32})'@'[^'\s]*'"
    r"|\bsu(?:\[\d+\])?: \(to ([a-z_][\w.\-]{1,31})\)|\b(?:GRANT|REVOKE)\b[^\n;]{1,120} (?:TO|FROM) [\"'\[`]?([A-Za-z_][\w.$\-]{2,31})(?=[\"'\]`;,\s]|$)"  # noqa: E501
    r"|\bsudo(?:\[\d+\])?: +([a-z_][\w.\-]{1,31}) : "
    r"|^[\-dlbcps][rwxsStT\-]{9}[.+@]? +\d+ +([a-z_][\w.\-]{1,31}) +[a-z_][\w.\-]{0,31} +\d"
    r"|^[\-dlbcps][rwxsStT\-]{9}[.+@]? +\d+ +[a-z_][\w.\-]{0,31} +([a-z_][\w.\-]{1,31}) +\d"
    r"|\bjdbc:oracle:\w+:([\w.\-]{2,31})/[^@\s]+@"
    r"|(?<!https)(?<!http)://([\w.\-]{2,40}):[^\s@/]+@"
    r"|^[\w.*\-]+:\d{2,5}:[\w*]+:([A-Za-z_][\w.\-]{1,31}):\S+$"
    r"|^(?:\d{1,4}:)?\[?(?:[A-Za-z0-9\-]+\.)+(?!(?:log|txt|conf|cfg|ya?ml|json|xml|py|java|cpp|c|h|go|rs|ts|js|sh|sql|csv|md)\b)[A-Za-z]{2,12}\]?(?::\d{2,5})?[ \t]+([a-z0-9.\-]{2,60}):(?=\S*[\d#$%&*@!^+])[!-~]{4,}$"  # noqa: E501
    r"|^[\"']([A-Za-z0-9_.\-\\]{2,40})[\"'][ \t]+(?:\*|[a-z0-9.\-]{1,40})[ \t]+(?=[\"'])"
    r"|\b(?:curl|wget|http|docker login|podman login|helm|az login|oc login|mysql|mysqldump|psql|sqlcmd|sqlplus|smbclient|ansible\S*|mongo(?:sh|dump)?|rdesktop|xfreerdp|net use|winrs|psexec)\b"  # noqa: E501
    r"[^\n|]*?(?: ?-[uUl] ?| --user(?:name)?[= ]| /u(?:ser)?:)[\"']?([A-Za-z][\w.\-\\]{1,40})(?=[:\s\"'%]|$)"
    r"|\b(?:net user|quser|finger|passwd|usermod(?: -\S+)*|useradd(?: -\S+)*|adduser|chage -l|id|kinit|su(?: -l?)?|dsquery user -samid) ([A-Za-z][\w.\-]{2,30})(?=$| /|\s*\n|@)"  # noqa: E501
    r"|\b(?:GIT_(?:AUTHOR|COMMITTER)_NAME|LOGNAME|SUDO_USER|USER|USERNAME|(?:DB|DATABASE|MYSQL|POSTGRES|PG|SMTP|FTP|LDAP|MAIL|APP|SSH|REDIS|MONGO|RABBITMQ_DEFAULT)_?USER(?:NAME)?)=[\"']?([A-Za-z][\w.\-\\]{1,40})",
    re.MULTILINE,
)
"""Where systems and their commands write users: `uid=1004(x)`, `'x'@'%'`, `ls -l`, `curl -u x:`."""
_STATED = Pattern(
    r"(?<![\w@./\\\-])((?=[a-z0-9._\-]*[\d._])[a-z][a-z0-9]*(?:[._\-][a-z0-9]+)*)"
    r"(?= (?:is locked|was locked|has been locked|logged (?:on|in|off|out)|signed (?:in|out)|failed to (?:log|sign|authenticate)|(?:is )?disabled by|is not in the sudoers|changed (?:his|her|their) password|does not exist in AD))",  # noqa: E501
)
"""`m.oduya is locked`"""
_QUOTED = Pattern(
    r"(?i:\b(?:users?|login|logon|account|principal|role|identity|member|benutzer|konto|utilisateur|compte|usuario|cuenta|utente|gebruiker|użytkownik\w*)|用户名?|账号|帐号|账户|帐户|登录名|操作员)"
    r" ?[\"'「“‘]([A-Za-z][\w.\-]{2,40})[\"'」”’]"
)
_AT_ADDRESS = Pattern(r"(?<![\w.\-@/:])([A-Za-z][\w.\-]{1,31}) ?@ ?(?=\d{1,3}(?: ?\. ?\d{1,3}){3}(?![\w.]))")
_SURE_LABEL = Pattern(r"(?i)^(?:user ?name|user ?id|logged in as|signed in as)")
_BESIDE_NAME = Pattern(
    r"(?:[^\W\d_]{2,}|[一-鿿]) ?[(\[<（]((?=[a-z0-9._\-]*[a-z])[a-z0-9]+(?:[._\-][a-z0-9]+){0,3}|[A-Z]{1,3}\d{3,8})[)\]>）]"  # noqa: E501
)
"""`Anna Novak (anovak)`: the name before has to be found too."""
_CREDENTIALS = Pattern(
    r"(?:\b(?i:cached )?(?i:creds|credentials?|profile|account|password|mailbox|session|login|access|tickets?|licen[cs]e|token|mfa|2fa)(?: (?i:was|were))?(?: (?i:reset|cleared|removed|deleted|unlocked|disabled|enabled|created|revoked|assigned))? (?i:for|of|from)(?: (?i:user|account))? )"  # noqa: E501
    r"([a-z][a-z0-9]*(?:[._\-][a-z0-9]+){0,3})(?=[.,;:)]*(?:\s+[A-Z]|\s*$|\n)|[,;)])"
    r"|(?:已?(?:清除|重置|解锁|禁用|启用|删除|注销|锁定|开通|绑定|恢复|修改)(?:了|用户|账号|帐号)?|(?:给|为|将|把|用|使用|对)) ?([a-z][a-z0-9]*(?:[._\-][a-z0-9]+){0,3}) ?(?=的|已|被|重置|解锁|账号|帐号|用户|登录|开通|授权)"  # noqa: E501
    r"|\b(?i:connected as|running as|logged on as|login user|unlock(?:ed)?|reset|disabled?|enabled?|impersonat(?:e|ed|ing)|kick(?:ed)?|ban(?:ned)?|log(?:ged)? (?:off|out)|sign(?:ed)? out) (?=[a-z._\-]*[\d_]|[a-z]+[.\-][a-z])([a-z][a-z0-9]*(?:[._\-][a-z0-9]+){0,3})(?=[.,;:)]?(?:\s|$))"  # noqa: E501
    r"|\b(?:[Uu]ser|[Aa]ccount|[Bb]enutzer|[Uu]tilisateur|[Uu]suario|[Uu]tente) ([a-z][a-z0-9]*(?:[._\-][a-z0-9]+){0,3})(?= (?:can't|cannot|can not|couldn't|could|needs|reports?|reported|wants|says|asks|complains|authenticated|connected|disconnected|logged|signed|has|is|was|not|failed|denied|rejected|unknown|added|removed|created|deleted|locked|expired|wurde|ist|konnte|a été|n'a|fue|ha|no)\b)",  # noqa: E501
)
"""Whose credentials were cleared, whose account was unlocked: a word in small letters that ends a sentence or looks made up."""  # noqa: E501
_BESIDE_CHINESE = Pattern(
    r"(?<![\w.@\-])([a-z][a-z0-9._]{2,24}) ?[(\[<]([一-鿿]{2,4})[)\]>]|(?<![一-鿿])([一-鿿]{2,4}) ?[/|·•] ?([a-z][a-z0-9._]{2,24})(?![\w@]|\.\w)"  # noqa: E501
)
"""`jiaohy(焦海洋)`, `焦海洋/jiaohy`"""
_TRAIL = Pattern(
    r"(?i:\b(?:users?|accounts?|members?|people|staff|employees|service accounts|mailboxes|logins|identities|principals|benutzer|konten|mitarbeiter|utilisateurs|comptes|usuarios|cuentas|utenti|gebruikers|użytkownicy)|用户|用户管理|账号|人员|成员|用户列表|所有用户)"  # noqa: E501
    r" ?(?:>|»|›|→|/(?= )|\\(?= )) ?([A-Za-z][\w.\-]{2,40})(?![\w@]|\.\w|\\)"
)
"""`IAM > Users > svc-archive`"""
_WITH_PASSWORD = Pattern(
    r"(?<![\w.@\-/\\])([A-Za-z][\w.\-]{2,40})(?:[ ]?[,;/|+&]|(?= (?:and|with|und|mit|et|y|e|con|avec)\b)| ?(?=[一-鿿])) ?(?:and |with |und |mit |et |y |avec |con |the |its |whose )?(?:(?i:temp(?:orary)? |new |initial )?(?i:password|passcode|passwort|kennwort|pw|pwd|mdp|contraseña|hasło)|(?:初始|临时|登录)?(?:密码|口令))(?:(?i: is| was| ist| to)? ?[:=]? )(?=\S*[\d#$%&*@!^+])"  # noqa: E501
)
"""`pay_batch01, password is ...`: whose password it is stands before."""
_FULL_LOGIN = Pattern(r"(?<![\w@.\-=])([a-z]{3,12})[._]([a-z]{3,16})\d{0,3}(?![\w@(]|[.\-]\w)", re.ASCII)
_NO_FAMILY = frozenset(
    """
    json html docx xlsx pptx conf local corp internal example test name length size value text data file files
    config yaml toml
    """.split()
)
_LOGIN_OF_PERSON = Pattern(
    r"(?:[ \t]{0,3}[:=][ \t]{0,4}|(?<=[一-鿿])[ \t]?)"
    r"([a-z][a-z0-9]{0,15}(?:[._\-][a-z0-9]{1,16}){1,2}|[A-Za-z]{1,10}\d{2,8})(?=[\s,;)]|$|[一-鿿])(?!\.\w)",
    re.ASCII,
)
"""`Assignee: k.meyer`, `柜员A00317`: who did it is told by a login."""
_NAMES_OF_THINGS = frozenset(
    ["name", "nom", "nome", "naam", "navn", "namn", "nimi", "nombre", "nume", "név", "jméno", "meno", "ime", "имя"]
)
_WECHAT = Pattern(r"(?<![A-Za-z0-9])wxid_[a-z0-9]{6,20}")
_WORDS = frozenset(
    """
    authentication authorization
    the and was has had not for with from this that who can cannot lockout account accounts profile profiles
    password passwords name names logged locked login signed session sessions group groups folder data
    settings interface experience manual guide agent state mode service services control access rights role
    roles input output error errors manager portal list menu details id ids type number numbers numbers.
    agreement license licenses disabled enabled created deleted unknown invalid nobody none null system local
    remote domain database table file files process thread root admin administrator
    """.split()
)
_SHORTEST_LOGIN = 4
_COMMON = frozenset(
    """
    you your yours them him her his our ours all any each every both one two these those that which what mine
    more less review approval testing production users customers clients staff everyone anyone nobody payment
    delivery printing maintenance support windows outlook teams excel office mobile desktop laptop email
    sharepoint onedrive citrix vpn being having using sure today tomorrow yesterday later now good free new
    old same other work works working there here external internal remote local domain shared guest guests
    admins sales finance legal marketing security everything something again successfully due reasons it us me
    """.split()
)
_BEFORE_IDEOGRAPHS = Pattern(r"^([A-Za-z][\w.\-]*?)[一-鿿].*$", re.DOTALL)
"""`CORP\\yli和您`: the sentence goes on without a blank."""
_BEHIND_ADDRESS = Pattern(
    r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?::\d{2,5})? ?[·•|] ?([A-Za-z][A-Za-z0-9]*(?:[._\-][A-Za-z0-9]+){0,3})"
    r"(?= ?(?:[·•|]|$))",
    re.MULTILINE,
)
"""`10.20.5.42 · sa_reports`, as lists of connections have it."""
_LOCAL = Pattern(
    r"(?:(?<![\w.\\])\.|(?<=[\s:：\"'「“(])(?=\\[a-z][\w.\-]{2,30} ?/ ))\\ ?([A-Za-z][\w\-]{1,30}(?:\.[\w\-]{2,20})?)(?![\w\\])(?!\.(?:exe|dll|bat|cmd|ps1|sh|py|vbs|msi|js|txt|log|ini|xml|json|ya?ml|csv|config)\b)"  # noqa: E501
)
"""`.\\bkpagent`: of this machine; `\\hgadmin / ...` where the reader lost the dot."""
_SHELL = Pattern(
    r"(?:[>$#%]|&|\b(?:cd|ls|dir|copy|move|del|start|call|python3?|powershell|pwsh|cmd|bash|sh|node|dotnet|cargo|git))\s{0,3}\Z"
)
_IN_DIRECTORY = Pattern(
    r"(?i)(?<![a-z])cn=([a-z][\w.\-]{2,30}),\s?(?:ou|cn)=(?:service|svc|dienst|user|account|people|person|staff|admin|benutzer|konten|compte|utilisateur|usuario|utenti|employee|mitarbeiter|robot|system|application|app|bind|technical|managed|special)"
)
_SHARED = frozenset(
    """
    public default all shared administrator admin root user username defaultuser0 sa guest system nobody
    www-data runner vagrant ubuntu
    """.split()
)
_NO_DOMAIN = frozenset(
    """
    HKLM HKCU HKCR HKU AUTHORITY BUILTIN NT SYSTEM32 MACHINE SOFTWARE SYSTEM USB PCI ACPI HID SCSI ROOT SWD
    BTHENUM DISPLAY STORAGE
    """.split()
)


def find(text: str) -> Iterator[TextFinding]:
    yield from _behind_labels(text)
    for match in (*_HOME.finditer(text), *_HOME_MISREAD.finditer(text)):
        yield from _name(match, 1, 0.9)
    if "@" in text:
        for match in _AT_ADDRESS.finditer(text):
            yield from _name(match, 1, 0.8)
    for match in _REMOTE.finditer(text):
        if text[match.end(1) : match.end(1) + 1] == "@" or "user" in match.group() or match.group().startswith("su"):
            yield from _name(match, 1, 0.75)
    yield from _in_sentences(text)
    for match in (*_IN_SYSTEMS.finditer(text), *_STATED.finditer(text)):
        yield from _name(match, match.lastindex or 0, 0.75)
    yield from _with_passwords(text)
    yield from _of_people(text)
    for match in _TRAIL.finditer(text):
        if looks_like_login(match.group(1)):
            yield from _name(match, 1, 0.75)
    for match in _LOCAL.finditer(text) if "\\" in text else ():
        if not _SHELL.search(text, max(0, match.start() - 16), match.start()):
            yield from _name(match, 1, 0.75)
    for match in _BEHIND_ADDRESS.finditer(text) if "." in text else ():
        if _is_login_of_connection(match.group(1)):
            yield from _name(match, 1, 0.75)
    for match in _IN_DIRECTORY.finditer(text) if "=" in text else ():
        if not is_word_of_screens(match.group(1).lower()):
            yield from _name(match, 1, 0.75)
    for match in _WECHAT.finditer(text):
        yield from _name(match, 0, 0.9)
    if "\\" in text:
        yield from _behind_domains(text)


def _is_login_of_connection(word: str) -> bool:
    """Tell whether a word beside an address is who is connected, and no state, port or kind of system."""
    parts = re.split(r"[._]", word)
    is_joined = (
        len(parts) > 1 and not any(map(str.isdigit, word)) and not all(map(is_word_of_screens, map(str.lower, parts)))
    )
    return is_joined or looks_like_login(word) >= Looks.LIKELY


def _behind_labels(text: str) -> Iterator[TextFinding]:
    for finding in find_labelled(text, EntityType.USERNAME):
        is_number_of_user = text[finding.end : finding.end + 1] == "("  # `uid=1004(pshah)`
        if text[finding.start : finding.end].lower() not in _SHARED and not is_number_of_user:
            yield finding


def _in_sentences(text: str) -> Iterator[TextFinding]:
    for pattern in (_IN_SENTENCE, _DIRECTORY):
        for match in pattern.finditer(text):
            is_last = pattern is _IN_SENTENCE and match.end() == len(text.rstrip()) and text.isascii()
            is_last = is_last and not _SURE_LABEL.search(match.group())
            if match.group(1).lower() not in _WORDS and not (is_last and not looks_generated(match.group(1))):
                yield from _name(match, 1, 0.7)
    for match in _QUOTED.finditer(text):
        if match.group(1).lower() not in _WORDS:
            yield from _name(match, 1, 0.8)


def _with_passwords(text: str) -> Iterator[TextFinding]:
    """Yield the logins that a password stands beside."""
    for match in _CREDENTIALS.finditer(text):
        group = match.lastindex or 0
        name = match.group(group)
        is_word = name.isalpha() and (name in _WORDS or name in _COMMON or len(name) < _SHORTEST_LOGIN)
        if not is_word:
            yield from _name(match, group, 0.7)
    for match in _WITH_PASSWORD.finditer(text):
        if looks_like_login(match.group(1)) or (
            not is_word_of_screens(match.group(1).lower()) and looks_generated(match.group(1))
        ):
            yield from _name(match, 1, 0.75)


def _of_people(text: str) -> Iterator[TextFinding]:
    """Yield the logins that are made of a name, or stand beside one."""
    for match in _FULL_LOGIN.finditer(text):
        given, family = match.group(1), match.group(2)
        if is_given_name(given) and family not in _NO_FAMILY and not is_word_of_screens(family):
            yield from _name(match, 0, 0.7)
    for label in labels_in(text).get(EntityType.PERSON, ()):
        for place in label_regex(label).finditer(text) if label[0].lower() not in _NAMES_OF_THINGS else ():
            if login := _LOGIN_OF_PERSON.match(text, place.end()):
                yield from _name(login, 1, 0.8)
    if "(" in text or "[" in text or "<" in text:
        yield from _beside_names(text)
    if not text.isascii():
        yield from _beside_chinese_names(text)


def _beside_chinese_names(text: str) -> Iterator[TextFinding]:
    """Yield the logins before a Chinese name in brackets, and behind one and a stroke."""
    for match in _BESIDE_CHINESE.finditer(text):
        group, name = (1, match.group(2)) if match.group(1) else (4, match.group(3))
        login = match.group(group)
        if (is_syllabic(login) or looks_like_login(login)) and is_chinese_name(name) and not is_word_of_screens(login):
            yield TextFinding(EntityType.USERNAME, *match.span(group), 0.8, "name")


def _behind_domains(text: str) -> Iterator[TextFinding]:
    """Yield the logins behind a domain and a backslash, which are covered with it."""
    for match in (*_DOMAIN.finditer(text), *_MIXED_DOMAIN.finditer(text)):
        # `fs01\\pay$` is a share; machines are `PC01$`
        is_share = match.group(2).endswith("$") and match.group(2)[0].islower()
        if match.group(1).upper() not in _NO_DOMAIN and not is_share:
            yield from _name(match, 2, 0.8, with_domain=True)


def _beside_names(text: str) -> Iterator[TextFinding]:
    """Yield the words in brackets behind a name that are made of it, or look like a login."""
    for match in _BESIDE_NAME.finditer(text):
        login = match.group(1)
        before = text[max(0, match.start(1) - 60) : match.start(1) - 1].rstrip("([<（ ")
        name = re.search(r"(?:[^\W\d_a-z一-鿿][^\W一-鿿]*(?:['’.\-]\w+)* ?){2,4}$|[一-鿿]{2,4}$", before)
        if name is None:
            continue
        is_chinese = "一" <= name.group()[0] <= "鿿"
        is_own = (
            is_made_of(login, name.group())
            if not is_chinese
            else is_syllabic(login) and (any(map(str.isdigit, login)) or is_chinese_name(name.group()))
        )
        if is_own or (re.search(r"[a-z][._][a-z]", login) and is_full_name(name.group())):
            yield TextFinding(EntityType.USERNAME, match.start(1), match.end(1), 0.8, "name")


def _name(match: re.Match[str], group: int, score: float, *, with_domain: bool = False) -> Iterator[TextFinding]:
    name = _BEFORE_IDEOGRAPHS.sub(r"\1", match.group(group))
    if name.istitle() and is_word_of_screens(name.lower()):
        return  # `Username` above `Use console session`
    if name.lower() not in _SHARED and is_plausible(EntityType.USERNAME, name):
        start = match.start(1 if with_domain else group)
        yield TextFinding(EntityType.USERNAME, start, match.start(group) + len(name), score, "place")

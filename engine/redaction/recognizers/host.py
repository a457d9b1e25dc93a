"""Names of computers: after a label, by how sites build them, in prompts and commands, on internal domains."""

import re
from collections.abc import Iterator
from dataclasses import replace

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.words.identifier_shapes import Looks, is_word_of_two, looks_like_machine
from engine.redaction.words.names import is_family_name, is_given_name, is_usual_word
from engine.redaction.words.sieve import Pattern
from engine.redaction.words.vocabulary import is_made_of_words, words_of

_ROLE = (
    r"(?:SRV|SVR|SERVER|SQL|ORA|DB|APP|WEB|WWW|API|PRN|PRINT|PRT|NAS|SAN|FS|FILE|EX|EXCH|MAIL|MX|MTA|SMTP|DC|AD|DNS|DHCP|NTP|RDS|RDP|TS|CTX|XA|"
    r"WKS|WS|PC|NB|NTB|LT|LAP|LAPTOP|DT|DESKTOP|KIOSK|POS|ATM|TERM|TERMINAL|VM|VDI|ESX|ESXI|HV|HYPERV|KVM|K8S|NODE|WORKER|MASTER|MGR|"
    r"JUMP|BASTION|VPN|FW|GW|RTR|SW|SWITCH|AP|WLC|LB|PROXY|CACHE|REDIS|BAK|BACKUP|LOG|MON|SYNC|PACS|HIS|LIS|RIS|ERP|MES|SCADA|PLC|HMI|"
    r"PRD|PROD|DEV|TST|TEST|UAT|STG|QA|HOST|CLIENT|CAM|NVR)"
)
_DEVICE = r"LT|LAP|LPT|NB|NTB|PC|WS|WKS|DT|DSK|TAB|PAD|MB|MBP|TC|THIN|SURF|XPS|VD|VDI|KSK|CLT|CL"
_BUILT = Pattern(
    r"(?<![A-Za-z0-9_.\-\\@%])(?<![A-Za-z0-9]/)(?:"
    # HOSP-EX02, WKS-RAD-0417, BRANCH-17-SRV, k8s-worker-14
    rf"(?=[A-Za-z0-9\-]*\d)(?:[A-Za-z0-9]{{2,10}}-){{1,3}}(?i:{_ROLE})-?\d{{0,4}}"
    rf"|(?i:{_ROLE})\d{{0,3}}-(?:[A-Z0-9]{{1,10}}-){{0,2}}(?=[A-Z\-]*\d)[A-Z0-9]{{2,10}}"
    rf"|(?:[A-Z][A-Z0-9]{{1,9}}-){{1,2}}{_ROLE}\d{{0,2}}(?:-[A-Z0-9]{{1,6}}){{0,2}}-\d{{1,4}}"
    # web01-prd, esx07-waw, FS02-MUC, sql2-prod-eu
    rf"|(?i:{_ROLE})\d{{1,4}}(?:-[A-Za-z]{{2,5}}){{1,2}}"
    # LT-01257, PC-20215690AJYE, nb_4471
    rf"|(?:{_DEVICE})[\-_](?=[A-Z]{{0,4}}\d)[A-Z0-9]{{3,14}}(?:-[A-Z0-9]{{1,8}}){{0,2}}|(?i:{_DEVICE})-\d{{3,6}}(?:-[A-Za-z]{{2,5}})?"
    # PRNSRV03, oradb03
    rf"|[A-Z][A-Z0-9]{{1,9}}?{_ROLE}\d{{1,3}}|[a-z][a-z0-9]{{1,9}}?(?-i:srv|svr|sql|db|app|web|dc|nas|prd|prod|fs|mail|prn|host|node|gw|fw)\d{{2,3}}"
    r")(?![A-Za-z0-9_\-/\\%=]|\(\)|\.\d|\.[a-z])"
)
_NO_BUILT = Pattern(
    r"(?i)-(?:19|20)\d\d(?:[01]\d[0-3]\d)?(?:-|$)|^(?:(?!(?:lt|lap|lpt|nb|ntb|pc|ws|wks|dt|dsk|tc|vdi|mbp)-\d{3})[a-z]+-\d+$|putty|(?:ms|my|pg|no|t)-?sql|maria-?db|mongo-?db|influx-?db|couch-?db|windows|win32|win64|dev-|test-(?!\D*pc)|ctrl|shift|step|page|room|ward|"
    r"app-\d|web-\d|api-\d|log-\d|usb|pci|ups|ver|rev|art|chapter|iso|cve|rfc|ubuntu|debian|centos|rhel|sles|exit|event|error|err|alarm|ticket|inc|req|chg|task)"
)
_OF_ERROR = Pattern(r"(?i)(?:\b(?:code|error|fault|result|alarm|err|reason|kod|código|fehler)|[码碼误])[ :=#(]{0,2}\Z")
"""`Result code LT-207`"""
_SHAPE = Pattern(
    r"\b(?:DESKT[O0]P|LAPT[O0]P|WIN|PC|NB|WS|SRV|NOTEBOOK|SERVER|MAC|MBP|VM|HOST|CLIENT|TERMINAL|KIOSK)-(?=[A-Z0-9\-]*\d)[A-Z0-9]{3,15}(?:-[A-Z0-9]{1,8}){0,2}\b"
    r"|\b(?:DESKT[O0]P|LAPT[O0]P|WIN)-[A-Z0-9]{7,11}\b"
    r"|\bip-\d{1,3}(?:-\d{1,3}){3}\b"
    r"|\b(?:(?:BR[NW]|RNP|XRX|SEC|ET|LXK)(?=[A-F]*\d)[0-9A-F]{12}|(?:NPI|EPSON|KMBT|KM|HP|ESP_?)(?=[A-F]*\d)(?=\d*[A-F])[0-9A-F]{6})\b"  # printers, by their hardware  # noqa: E501
    r"|\b(?:srv|pc|ws|nb|lt|vm|app|db|web|node|host|mail|prod|dev|stg)-(?:[a-z0-9]{1,10}-){0,2}\d{1,5}\b(?![\w\-.])"
    r"|\b(?:srv|server|web|db|app|mail|file|print|dc|sql|vpn|proxy|node|jump|bastion|mx|ns)(?:[a-z]{0,6})-?\d{2,3}(?=[:.,\s]|$)(?!\.\d)",
    re.ASCII,
)
_DATED = Pattern(r"-(?:19|20)\d\d(?:[01]\d[0-3]\d)?(?:-|$)")
_QUALIFIED = Pattern(r"(?<![\w.\\\-])([A-Za-z0-9][\w\-]{0,40}(?:\.[\w\-]{1,40}){1,6})(?![\w\-\\(@]|\.\w)", re.ASCII)
_AFTER_LOGIN = Pattern(r"[:/][^\s@/]+/?/?@$")
_PRIVATE_END = Pattern(
    r"(?i)\.(?:loca[l1i]|[l1i]an|corp|intranet|internal|intern|intra|ad|domain|localdomain|home|priv|private|loc|dom|arpa|test|example|invalid)$"
)
_PRIVATE_LABEL = Pattern(
    r"(?i)\.(?:corp|ad|intra|intranet|internal|intern|lan|int|prod|idc|hq|mgmt|inside|svc|node|private)\.[a-z0-9\-.]+$"
)
_PUBLIC_END = Pattern(
    r"(?i)\.(?:com|net|org|edu|gov|mil|info|biz|io|co|eu|app|dev|cloud|bank|health|online|site|"
    r"a[etu]|b[eegr]|c[achlnz]|d[ek]|e[es]|f[ir]|g[br]|h[kru]|i[delnt]|jp|k[ert]|l[tuv]|m[xy]|n[loz]|p[hlt]|r[ou]|s[aegik]|t[rw]|u[aks]|vn|za)$"
)
_MACHINE_LABEL = Pattern(
    r"(?i)^(?:[a-z]{1,12}-?\d{1,4}[a-z]?|[a-z0-9]+(?:-[a-z0-9]+)*-?\d{1,3}|vpn|mail|mx\d*|smtp|imap|owa|dc|ads?|idp|sts|signin|mysignins?|myapps|ldap|sql|db|git|gitlab|jira|wiki|jenkins|"
    r"hooks?|webhooks?|registry|artifacts?|vault|kibana|prometheus|keycloak|radius|syslog|siem|wsus|sccm|mdm|pbx|sip|voip|nvr|rdp|bastion|jump|k8s|kube|mqtt|kafka|redis|minio|sftp|ftp|extranet|staging|"
    r"nexus|grafana|intranet|oa|erp|crm|hr|his|pacs|citrix|ctx|rds|adfs|sso|proxy|gateway|gw|fw|nas|files?|backup|esxi?|vcenter)$"
    r"|^(?:vpn|mail|smtp|imap|owa|dc|ldap|sql|db|git|jira|citrix|ctx|rds|rdp|adfs|sso|proxy|gateway|gw|fw|nas|backup|esxi?|srv|app|web|remote|radius|print)-[a-z0-9\-]{2,24}$"
    r"|^[a-z0-9]{2,16}-(?:vpn|mail|smtp|ldap|sql|db|git|rds|adfs|sso|proxy|gateway|gw|fw|nas|srv|api|web|app|hub|relay|node|edge|lb|host|cluster|prod|dev|test|uat|stage|staging)$"
)
_SECOND_LEVEL = Pattern(r"\.(?:com?|net|org|gov|edu|ac|gob|gouv)$")
_PAGES = frozenset(["www", "www2", "docs", "blog", "help", "support", "cdn", "static", "assets", "img", "fonts", "m"])
_ROLE_AND_NUMBER = Pattern(
    r"(?i)^(?:[a-z0-9]+-)*(?:srv|server|web|db|app|mail|file|print|dc|sql|vpn|proxy|node|host|ns|mx)[a-z]{0,6}-?\d{2,3}$"
)
_VENDOR = Pattern(
    r"(?i)(?:^|\.)(?:microsoft|windows|windowsupdate|office|office365|live|outlook|msn|azure|google|googleapis|gstatic|youtube|apple|icloud|amazon|"
    r"oracle|sap|ibm|dell|hp|lenovo|cisco|adobe|github|gitlab|atlassian|mozilla|python|debian|ubuntu|redhat|docker|npmjs|nodejs|kernel|apache|w3|"
    r"wikipedia|stackoverflow|zoom|slack|baidu|qq|163|126|aliyun|taobao|weixin|wps|huawei|ntp|pool)\.[a-z.]{2,8}$"
)
_SURE_PLACE = Pattern(
    r"(?:\b(?i:ping|tracert|traceroute|nslookup|resolve|rdp to|mstsc /v:|telnet|ssh(?: \S+@)?|connect(?:ed)? to(?: host)?|logged on to|reboot(?:ed)?|server|computer|workstation|machine|host|node)|主机|服务器|计算机|电脑|登录到|连接到|设备) ?"  # noqa: E501
    r"(?=[A-Za-z0-9.\-]*[0-9\-])([A-Za-z][A-Za-z0-9]*(?:[\-.][A-Za-z0-9]+)+|[A-Z]{2,}[A-Z0-9]*\d{2,})(?![\w.]*[/\\@])",
    re.ASCII,
)
_FAILED_ON = Pattern(
    r"(?i:\b(?:fail(?:ed|ure|s)?|lost|refused|denied|rejected|timed out|timeout|crash(?:ed)?|stopped|started|restarted|rebooted|installed|deployed|updated|unreachable|missing|down|error|fault|full|offline|"  # noqa: E501
    r"locked|running|hung|fehlgeschlagen|verloren|échou\w+|perdue?|fall[óo]|perdid[ao]|fallit[oa]|mislukt))"
    r" (?i:on|at|from|to|by|for|with|auf|von|bei|sur|de|en|su|da|op|van) ((?=[A-Z0-9\-]*\d)[A-Z][A-Z0-9]{1,9}(?:-[A-Z0-9]{1,10}){1,3})(?![\w\-/.])"  # noqa: E501
)
"""`Archive write failed on HIST-EXT2`"""
_STATE = Pattern(
    r"(?<![\w.\-\\/])((?=[A-Za-z0-9\-]*\d)[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+){1,3}|[A-Z]{3,}[A-Z0-9]*\d{2,})"
    r"(?= (?:NotReady|Ready\b|is (?:down|unreachable|not reachable|not in the domain|offline|not responding)|(?:is )?unreachable|not responding|did not respond|does not respond|rebooted)| ?(?:未响应|无响应|宕机|离线|不通|无法访问|连不上))",  # noqa: E501
    re.ASCII,
)
_NAMED = Pattern(
    r"(?:(?i:(?:computer|device|host|machine|pc|server|workstation|node|system|dns|netbios|client|ap|switch|printer|terminal)[ _\-]?name)|(?:主机|计算机|设备|电脑|服务器|机器|终端)名称?|hostname|(?<![a-z])(?i:server|data source|host|relay|addr|(?:src|dst|dev|client|remote|source|dest|machine)_?(?:name|host))(?==))"  # noqa: E501
    r"(?: is|是|为|\s*[.: ]{1,40}|[:= ]{0,3})[ \t]{0,3}[\"']?(?:tcp:)?((?=[A-Za-z0-9.\-]*[\d\-.])[A-Za-z][A-Za-z0-9.\-]{2,60}[A-Za-z0-9])",  # noqa: E501
    re.ASCII,
)
_IN_ADDRESS = Pattern(
    r"(?i)(?<=://)(?:[^\s/@]*@)?((?=[a-z0-9.\-]*[\d\-])[a-z][a-z0-9]*(?:-[a-z0-9]+){0,4})(?=:\d{2,5}\b|/|\s|$)",
    re.ASCII,
)
"""One word is no public address: `opc.tcp://plc-07:4840`."""
_MOUNTED = Pattern(
    r"(?<![:\w/])//(?=[\w.\-]*[\d\-])([A-Za-z][\w.\-]{2,60})/(?=[A-Za-z$])(?=[^\n]{0,200}(?:\bcifs\b|\bsmb|/mnt|/media|username=|credentials=|-o |\$))"  # noqa: E501
)
"""`mount -t cifs //nas-img02/dcm /mnt`"""
_BEFORE_ADDRESS = Pattern(
    r"(?<![\w.\-/\\@])(?!(?i:eth|en[sp]|vlan|tun|lo|br|bond|dns|ntp|gi|te|fa|xe|ge|po|port|wlan|ppp|if|nic|gw|ip|v|rev|ver)-?\d)((?=[\w\-]*\d)[A-Za-z][A-Za-z0-9]{1,15}(?:-[A-Za-z0-9]{1,15}){1,4}) ?[(\[]?(?=\d{1,3}(?:\.\d{1,3}){3}(?![\w.]))"  # noqa: E501
)
"""`NVR-01 192.168.88.20`: a name and its address in one cell."""
_OPTION = Pattern(
    r"\b(?:psql|mysql|mysqldump|mongo|mongosh|redis-cli|ldapsearch|sqlcmd|pg_dump|smbclient|nc)\b[^\n|]*? (?:-h|-H|-S|--host[= ])[ ]?([A-Za-z][\w.\-]{2,60})"  # noqa: E501
)
_SHARE = Pattern(
    r"(?<![A-Za-z0-9_\\])(?<!(?<![A-Za-z])[A-Za-z]:)\\\\((?=[A-Za-z0-9._\-]*[A-Za-z])[A-Za-z0-9][\w.\-]{1,40})(?=\\|\s|$|[,;\"')])",
    re.MULTILINE,
)
_FILE_OR_VERSION = Pattern(
    r"(?i)\.(?:exe|dll|msi|zip|log|txt|py|js|json|xml|pdf|sys|ini|conf|cfg|jar|sh|bat|org|net|html?|xlsx?|docx?|csv|ps1|cpp|java|so|service|md|ya?ml|toml|png|jpe?g|bak|tmp|dat|sql|war|aspx?|php|cab|inf|cat|vbs|iso|img|ova|key|crt|pem|cer|pfx)$"
    r"|\d\.\d|^(?:tcp|udp)$|^(?:tcp|udp|utf|sha|md|tls|rs|usb|wi|covid|iso|cve|step|page|room|ward|line|level|tier|windows|win|port|com|stage|phase|version|build)-?\d"
)
_AFTER_PROMPT = Pattern(r":[~/]| ~|\]|:\S*[$#]")
_DYNAMIC = Pattern(
    r"(?i)\.(?:[\w\-]*(?:ddns|dyndns|duckdns|dynv6|dynu|no-?ip|hopto|zapto|gotdns|myfritz|myqnapcloud|synology|asuscomm|tplinkdns|3322|vicp|oray|wicp)"
    r"[\w\-]*)\.[a-z]{2,8}(?:\.[a-z]{2})?$"
)
"""Where routers register themselves."""
_REMOTE_TITLE = Pattern(
    r"(?<![\w.\-\\])((?=[\w.\-]*[\d.])[A-Za-z0-9][\w.\-]{2,60}?) ?[\-|] ?"
    r"(?i:remote ?desktop|remotedesktop|远程桌面|遠端桌面|connexion bureau|conexión a escritorio|connessione desktop|"
    r"podłączanie|připojení ke|extern bureaublad|vnc|teamviewer|anydesk|putty|vmware|hyper-v)",
    re.ASCII,
)
_MISREAD_SHARE = Pattern(
    r"(?<![\w\\:])(\\?[WIVNMl|]?(?:[A-Z]{3,8}\d{2,3}|[A-Za-z]{2,8}(?:-[A-Za-z0-9]{2,8})*-?\d{2,3}(?:-[a-z]{2,4})?))"
    r"\\{1,2}(?=[\w一-鿿\-]{1,30}\$|(?i:scans?|shares?|public|homes?|profiles|users|daten|dfs|netlogon|sysvol|install|software)\b"
    r"|共享|扫描|文件|公共)"
)
"""A share whose two first strokes the reader took for a letter, or lost."""
_BARE_SHARE = Pattern(
    r"(?:(?<![\w\\:.\-/])|(?<=[\s'\"“‘(]\\))([A-Za-z][A-Za-z0-9]{0,14}-[A-Za-z0-9]{1,14}(?:-[A-Za-z0-9]{1,14})?)\\(?=[^\\\s|]{1,40}\\|[\w\-]{1,30}\$)"
)
"""A share of which the reader lost the two first strokes: no drive and no root of a registry has a dash."""
_GARBLED_SHARE = Pattern(
    r"(?<![\w\\])[lI|\\/]{0,2}([a-z][a-z0-9]{1,9}-[a-z]{1,8}\d{1,3}|[A-Z][A-Z0-9]{1,9}-[A-Z]{1,8}\d{1,3})\\?(?=(?:[Hh]ome|[Uu]sers?|[Pp]rofiles?|[Ss]hares?|[Pp]ublic|[Dd]ata|[Dd]aten|[Ss]cans?)[sS$]?\\)"
    r"|\\W?W?([a-z]{2,8}\d{1,3}-[a-z]{2,4})(?=[A-Z][A-Za-z]{1,14}\$)"
    r"|(?: - |^|: ?)\\([A-Z][A-Z0-9]{0,9}-[A-Z0-9\-]{2,14})(?=\s*$|\\)",
    re.MULTILINE,
)
"""`llosm-fs01homeS\\anna`: of `\\\\osm-fs01\\home$\\anna` the reader kept no stroke; `Editor - \\HC-7`."""
_GLUED_ADDRESS = Pattern(
    r"(?<![\w.\\\-@])([A-Za-z0-9][\w\-]{0,40}(?:\.[\w\-]{1,40}){0,4}\.(?:local|lan|corp|intranet|internal|intra|com|net|org|cn))(?=\d{1,3}\.\d{1,3}\.\d{1,3}\.\d)"
)
"""A machine and its address between which the reader lost the gap."""
_OF_PERSON = Pattern(
    r"(?<![\w\-])([A-ZÀ-Þ][a-zß-ÿ]{2,14})-(?:MacBook|iMac|iPhone|iPad|Mac|MBP|PC|Laptop|Desktop|Notebook|Galaxy|Pixel|Surface)"
    r"(?:-[A-Za-z0-9]{1,8}){0,3}(?![\w\-])"
    r"|(?<![\w\-])([A-Za-z]{3,14})-(?i:PC|LAPTOP|NB|NOTEBOOK|DESKTOP|SURFACE|MACBOOK|IMAC|IPAD|IPHONE|MBP|WS|WORKSTATION|THINKPAD)\d{0,3}(?![\w\-])"
)
"""`Annas-MacBook-Air`: named after its owner."""


_CLOUD = Pattern(
    r"(?i)(?<![\w.\-@])[a-z0-9][\w\-]{1,62}(?:\.[\w\-]{1,62}){0,3}\.(?:(?:database|blob\.core|file\.core|queue\.core|table\.core|servicebus|search|redis\.cache)\.windows\.net|"
    r"(?:vault|documents|postgres\.database|mysql\.database)\.azure\.(?:com|net)|azurewebsites\.net|cloudapp\.azure\.com|azurecr\.io|[a-z0-9\-]+\.(?:rds|elb|compute|cache|es)\.amazonaws\.com(?:\.cn)?|"
    r"compute\.internal|rds\.aliyuncs\.com|redis\.rds\.aliyuncs\.com|onmicrosoft\.com|sharepoint\.com|okta\.com|atlassian\.net|service-now\.com)(?![\w\-]|\.\w)"
)
"""Machines and sites that a cloud names after their owner."""


def find(text: str) -> Iterator[TextFinding]:
    """Yield names of computers, each with the pieces that dashes join to it."""
    for finding in _found(text):
        start = _JOINED_BEFORE.search(text, 0, finding.start)
        yield replace(finding, start=start.start()) if start and finding.reason != "label" else finding


_STRANGE_LETTERS = 4
_JOINED_BEFORE = Pattern(r"(?<![\w.\-\\/@])(?:[A-Za-z0-9]{2,12}(?:-[A-Za-z0-9]{2,12}){0,2}-|[A-Za-z]{2,12})\Z")
"""What begins before the part that was recognized, without a gap."""


def _found(text: str) -> Iterator[TextFinding]:
    for match in _CLOUD.finditer(text) if "." in text else ():
        yield TextFinding(EntityType.HOSTNAME, match.start(), match.end(), 0.75, "shape")
    for match in _SHAPE.finditer(text):
        is_dated = _DATED.search(match.group()) is not None
        if not is_dated and any(character.isdigit() or character == "." for character in match.group()):
            yield TextFinding(EntityType.HOSTNAME, match.start(), match.end(), 0.8, "shape")
    for match in _BUILT.finditer(text):
        is_code = _OF_ERROR.search(text, max(0, match.start() - 16), match.start()) is not None
        if any(map(str.isdigit, match.group())) and not is_code and not _NO_BUILT.search(match.group()):
            yield TextFinding(EntityType.HOSTNAME, match.start(), match.end(), 0.7, "shape")
    if "." in text:
        yield from _qualified(text)
    for pattern, sign in (
        (_SHARE, "\\\\"),
        (_SURE_PLACE, ""),
        (_STATE, ""),
        (_FAILED_ON, "-"),
        (_OPTION, " -"),
        (_IN_ADDRESS, "://"),
        (_MOUNTED, "//"),
        (_BEFORE_ADDRESS, "."),
    ):
        if sign in text:
            for match in pattern.finditer(text):
                if pattern is _FAILED_ON and _is_counted(match.group(1)):
                    continue
                if pattern is _SHARE or _is_host(match.group(1)):
                    yield TextFinding(EntityType.HOSTNAME, match.start(1), match.end(1), 0.75, "place")
    for pattern in (_REMOTE_TITLE, _MISREAD_SHARE, _BARE_SHARE, _GARBLED_SHARE, _GLUED_ADDRESS):
        for match in pattern.finditer(text):
            group = match.lastindex or 1
            if _is_host(match.group(group)):
                yield TextFinding(EntityType.HOSTNAME, *match.span(group), 0.75, "place")
    for match in _OF_PERSON.finditer(text):
        owner = (match.group(1) or match.group(2)).lower()
        is_person = is_given_name(owner) or is_given_name(owner.removesuffix("s")) or is_family_name(owner)
        if not is_usual_word(owner) and (is_person or match.group(2)):
            yield TextFinding(EntityType.HOSTNAME, match.start(), match.end(), 0.8, "shape")
    for match in _NAMED.finditer(text):
        if _is_host(match.group(1)):
            yield TextFinding(EntityType.HOSTNAME, match.start(1), match.end(1), 0.8, "label")
    yield from find_labelled(text, EntityType.HOSTNAME)


def _qualified(text: str) -> Iterator[TextFinding]:
    """Yield names with dots that end as only internal ones do, or whose first part names a machine."""
    for match in _QUALIFIED.finditer(text):
        name = match.group(1)
        is_prompt = _AFTER_PROMPT.match(text, match.end()) is not None
        is_joined = match.start() > 0 and text[match.start() - 1] == "@"
        if is_joined and not is_prompt and not _AFTER_LOGIN.search(text, 0, match.start()):
            continue  # an e-mail address
        is_in_path = re.search(r"[^:/]/$", text[max(0, match.start() - 2) : match.start()]) is not None
        if _is_internal(name) or (_is_machine_of_site(name) and not is_in_path):
            yield TextFinding(EntityType.HOSTNAME, match.start(1), match.end(1), 0.8, "shape")


def _is_internal(name: str) -> bool:
    is_reverse = name.lower().endswith(".arpa")
    return (
        _DYNAMIC.search(name) is not None
        or (_PRIVATE_END.search(name) is not None and not is_reverse)
        or (_PRIVATE_LABEL.search(name) is not None and _PUBLIC_END.search(name) is not None)
    )


def _is_machine_of_site(name: str) -> bool:
    first, _, domain = name.partition(".")
    if _ROLE_AND_NUMBER.match(first) and not _FILE_OR_VERSION.search(name) and domain[:1].isalpha():
        return _VENDOR.search(domain) is None
    is_strange = re.search(r"[\d\-]", first) is not None and any(
        len(word) >= _STRANGE_LETTERS and not is_made_of_words(word) for word in words_of(first)
    )
    return (
        "." in domain
        and _PUBLIC_END.search(name) is not None
        and (is_strange or _MACHINE_LABEL.match(first) is not None or _is_of_own_site(first, domain))
        and _VENDOR.search(domain) is None
    )


def _is_of_own_site(first: str, domain: str) -> bool:
    """Tell whether a site is called like nothing that everybody knows, and this is no page of it: `portal.lindenfurt-werk.org`."""  # noqa: E501
    name_of_site = _SECOND_LEVEL.sub("", _PUBLIC_END.sub("", domain))
    words = [word for word in words_of(name_of_site) if len(word) >= _STRANGE_LETTERS]
    is_deep = name_of_site.count(".") > 0
    return first.lower() not in _PAGES and (is_deep or any(not is_made_of_words(word) for word in words))


def _is_counted(name: str) -> bool:
    """Tell whether a name is a word with a number: `TRAY-2`, `LINE-4`, `KB-5512`."""
    return looks_like_machine(name) is Looks.UNLIKE or all(is_usual_word(word) for word in words_of(name.lower()))


def _is_host(name: str) -> bool:
    """Leave program names, versions and words out: `setup-2.1.exe`, `web-1.2`, `check-in`."""
    return _FILE_OR_VERSION.search(name) is None and not is_word_of_two(name)

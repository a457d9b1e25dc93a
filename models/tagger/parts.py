"""Parts of which names of machines, logins and people far away are made."""

from __future__ import annotations

# fmt: off
USES = [
    "web", "app", "db", "sql", "mail", "print", "scan", "file", "proxy", "dc", "ad", "vpn", "nas", "bak", "erp",
    "his", "pacs", "lab", "tills", "pos", "cam", "gw", "fw", "sw", "ap", "rtr", "prn", "ws", "pc", "lt", "kiosk",
    "term", "build", "ci", "mon", "log", "etl", "batch", "sync", "auth", "edge", "node", "core", "dist", "acc",
    "mgmt", "ops", "stor", "esx", "hv", "vm",
]
"""What machines are for."""
SITES = [
    "lon", "ber", "par", "mad", "waw", "sha", "bjs", "szx", "gz", "hz", "nyc", "chi", "dal", "sea", "muc", "ham",
    "vie", "prg", "bud", "lyon", "ldn", "hq", "br", "wh", "ward", "opd", "icu", "er", "adm", "fin", "hr", "it",
    "plant", "whs", "lab01", "north", "south", "east", "west", "mfg", "dc1", "dc2", "z1", "z2",
]
"""Where machines stand."""
SERVICES = [
    "svc", "sa", "srv", "app", "batch", "adm", "admin", "ops", "test", "guest", "temp", "kiosk", "backup",
    "deploy", "build", "ro", "etl", "report", "sync", "scan", "print",
]
"""What programs log on as."""
DESKS = [
    "till", "desk", "frontdesk", "reception", "kasse", "kasse1", "teller", "shift", "op", "operator", "maint",
    "service", "warehouse", "dispatch", "triage", "nurse", "ward", "theatre", "pharmacy", "scanner", "label",
    "kiosk", "public", "helpdesk", "hdesk", "hr", "payroll", "posadmin", "netadmin", "sysadm", "dba", "root1",
    "webmaster", "monitor", "oracle", "sapadm", "backupop", "pay", "batch", "transfer", "sftp", "camera", "gate",
    "trainer", "student", "caisse", "accueil", "magazyn", "recepcja", "almacen", "empfang", "guichet",
]
"""Desks, shifts and duties that share a login."""
GADGETS = [
    "iPhone", "iPad", "MacBook Pro", "MacBook Air", "iMac", "Galaxy S22", "Pixel 7", "Laptop", "PC", "AirPods",
    "Apple Watch", "Surface", "Tablet", "Redmi Note", "ThinkPad",
]
"""What people call their own machines."""
BEGINNINGS = [
    "b", "bh", "ch", "chr", "d", "dj", "f", "fr", "g", "gr", "h", "hj", "j", "k", "kh", "kr", "kw", "l", "m",
    "mb", "n", "ng", "nk", "nw", "p", "pr", "q", "r", "s", "sh", "st", "t", "th", "tr", "v", "w", "x", "y", "z",
    "zh", "ts",
]
JOINTS = [
    "b", "d", "dh", "f", "g", "k", "l", "ll", "m", "mm", "n", "nn", "nd", "nk", "p", "r", "rr", "s", "ss", "st",
    "t", "tt", "v", "w", "y", "z", "rk", "rt", "ls", "lm", "sz", "cz", "kw", "gb", "nj", "shk", "sv",
]
ENDINGS = [
    "a", "o", "i", "e", "u", "ski", "ska", "wicz", "escu", "ova", "ov", "enko", "yan", "ian", "idze", "shvili",
    "nen", "sen", "sson", "dottir", "oglu", "wala", "kar", "nath", "rajan", "swamy", "ogbu", "we", "le", "nyi",
    "kunle", "tade", "mba", "moto", "hara", "uchi", "anh", "ung", "inh", "uyen", "quist", "berg", "aite",
    "auskas", "ic", "ez", "ao", "inho", "ette", "eau", "ard", "ell", "in", "el",
]
VOWEL_GROUPS = [
    "a", "a", "e", "i", "o", "u", "ai", "ee", "ou", "ie", "ö", "á", "é", "ya", "uo", "ei", "ó",
]
"""What names far away are made of: beginnings, vowels and joints in turn, an ending."""
FIRST_SOUNDS = [
    "阿", "买", "艾", "古", "努", "热", "帕", "吐", "库", "玛", "依", "扎", "格", "次", "拉",
    "多", "巴", "乌", "达", "色", "阮", "欧阳", "司徒", "慕容",
]
MIDDLE_SOUNDS = [
    "依", "力", "合", "提", "尔", "木", "西", "桑", "仁", "吉", "姆", "布", "丹", "珠", "曼",
    "孜", "班", "瓦", "娜", "氏",
]
LAST_SOUNDS = [
    "江", "买提", "古丽", "汗", "别克", "卓玛", "次仁", "罗布", "顿珠", "措", "拉姆", "多吉", "尼娅",
    "丽", "兰", "其其格", "巴雅尔", "秋香",
]
"""Names of other peoples of China, as ideographs write their sounds, and some doubled family names."""
# fmt: on

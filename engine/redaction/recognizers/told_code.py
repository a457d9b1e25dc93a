"""Codes that are typed or told: behind words that say what they open, and words on the sign for guests."""

from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.plausible import is_plausible
from engine.redaction.words.label_heads import is_code_label
from engine.redaction.words.sieve import Pattern

_VALUE = (
    r"(?P<value>(?!\d{1,4}[\-./]\d{1,2}[\-./]\d)(?:\d{2,6}(?:[ \-]\d{2,6}){1,3}|\d{4,10}[*#]?|(?=[A-Za-z]*\d)[A-Za-z0-9]{4,12}"  # noqa: E501
    r"|(?=\S*\d)[A-Za-z0-9]{2,8}(?:-[A-Za-z0-9]{2,8}){1,4}))(?![\w%@/\\]|[\-.:]\w)"
)
_LATIN = Pattern(
    r"(?P<label>[^\W\d_一-鿿][\w'’\-]{1,24}(?: [^\W\d_一-鿿][\w'’\-]{0,24}){0,4})"
    r"(?:\s?(?:[:=]|=>|==>)\s{0,3}|\s(?:is|ist|est|es|é|è|to|lautet|jest|är|er|on)\s:?|\s(?=[\d \-]{4,}))[\"'“]?"
    + _VALUE
)
_CHINESE = Pattern(
    r"(?P<label>[一-鿿A-Za-z\-]{2,12}?(?:码|碼|密码|密碼|口令|PIN))(?:\s?[:=]\s?|是|为|為|\s)[\"“「]?" + _VALUE
)
_GUESTS = Pattern(
    r"(?i:\b(?:wi-?fi|wlan|wireless|hotspot|guest (?:net(?:work)?|internet)|gäste-?(?:wlan|netz)|invités|invitados|ospiti|gasten)\b|无线|無線|热点|访客网络)[^\n]{0,32}?"  # noqa: E501
    r"(?<![\w\-])(?P<value>[^\W\d_A-Z]{3,10}(?:-[^\W\d_A-Z]{2,10}){1,3}-?\d{1,4})(?![\w\-])"
)
"""Words and a number, as guests are told: `grout-heron-29`."""


_NEW = Pattern(
    r"(?i:\b(?:new|temporary|temp|one-time|initial|current|old|neuer|nouveau|nuevo|nowy|nuovo) (?:code|passcode|pin|codice|código|kod)) (?:is |was |now |: ?)?(?P<value>\d{4,8})(?![\w\-/:]|\.\d)"  # noqa: E501
)
_HEAD_FIRST = Pattern(
    r"(?i:(?<!\w)(?:clave|contraseña|senha|palavra-passe|parola(?: d'ordine| chiave)?|mot de passe|mdp|пароль|hasło|heslo|lozinka|geslo|jelszó|parolă)"  # noqa: E501
    r"(?: [^\W_][\w'’]{0,20}){0,5}) ?[:=] ?[\"'“]?(?P<value>(?=\S*[\d!#$%&*@^+?])[!-~]{4,40}?)[\"'”]?(?=[\s,;)]|[.](?:\s|$)|$)"  # noqa: E501
)
"""`Clave temporal entregada: Abedul-4471`: in these languages the word is followed by what kind of one it is."""


_COMPOUND = Pattern(
    r"(?i:(?<!\w)[^\W\d_]{2,20}(?:kennwort|passwort|wachtwoord|lösenord|passord|adgangskode|kodeord|salasana))(?:\s?[:=]|\s(?i:ist|lautet|is|är|er))?\s"
    r"[\"'„“]?(?P<value>(?=[!-~]*[\d!#$%&*@^+])[!-~]{4,40}?)[\"'“”]?(?=[\s,;)]|[.](?:\s|$)|$)"
)
_CHINESE_PROSE = Pattern(
    r"(?:密码|密碼|口令|パスワード|暗証番号|비밀번호|암호)[一-鿿ぁ-ヿ가-힣: ]{0,10}(?P<value>(?=[!-~]*\d)(?=[!-~]*[A-Za-z])(?=[!-~]*[!#$%&*@^+~]|(?=\w*[a-z])\w*[A-Z])[!#-+\--~]{6,40})"  # noqa: E501
)
"""`sa口令还是 Abc@2031`: what stands near the word and is made as passwords are."""


_COMBINATION = Pattern(
    r"(?i:\b\w{0,10}(?:[ck]ombina[tcszç][\wã]{2,6}|dial)\b|\b(?:safe|tresor|coffre|caja fuerte|cassaforte|cofre|kluis|sejf)\b|保险[柜箱]|密码锁|金库)[^\n\d]{0,24}(?<![\w\-])"  # noqa: E501
    r"(?P<value>\d{1,2}(?:-\d{1,2}){2,3}|\d{2}(?: \d{2}){2,3})(?![\w\-:])"
    r"|(?i:\b(?:key ?(?:box|safe)|lock ?box|keypad|padlock|duress|schlüsselkasten|schlüsseltresor|boîte à clés|sleutelkluis)) ?(?i:code|pin|is|[:=])? ?(?P<box>\d{4,6}[#*]?)(?![\w\-:])"  # noqa: E501
    r"|(?i:\b(?:gate|door|alarm|entrance|barrier|tür|tor|porte|portail|puerta|cancello|porta|deur|poort|brama|drzwi)) ?[:=]? ?(?P<signed>\d{4,6}[#*]|[#*]\d{4,6}[#*]?)(?![\w\-:])"  # noqa: E501
)
"""What is turned or typed at a safe, a box for keys, a gate."""
_WORD_AND_SIZE = Pattern(r"[a-z]{3,}\d{1,3}|\d+(?:[KMGT]B|ms|px|mm|cm|kg|th|st|nd|rd|[dhms])")
"""`base64`, `512GB`: no code."""


_CALLED = (
    *("cod", "kod", "kód", "cód", "pin", "pass", "key", "override", "kulcs", "schl", "sleutel", "nyckel", "nøkkel"),
    *("nøgle", "avain", "clav", "clé", "chiav", "chav", "klucz", "klíč", "anahtar", "geslo", "ключ", "код", "пин"),
)
"""Without one of these no Latin label is one of a code: asked first, since labels are looked for at every word."""


def find(text: str) -> Iterator[TextFinding]:
    lowered = text.lower()
    for pattern in (_LATIN, _CHINESE) if any(each in lowered for each in _CALLED) else (_CHINESE,):
        for match in pattern.finditer(text):
            if is_code_label(match["label"]) and not _WORD_AND_SIZE.fullmatch(match["value"]):
                yield TextFinding(EntityType.SECRET, *match.span("value"), 0.85, "label")
    for match in (*_HEAD_FIRST.finditer(text), *_COMPOUND.finditer(text), *_CHINESE_PROSE.finditer(text)):
        if is_plausible(EntityType.PASSWORD, match["value"]):
            yield TextFinding(EntityType.PASSWORD, *match.span("value"), 0.9, "label")
    for match in _COMBINATION.finditer(text):
        yield TextFinding(EntityType.SECRET, *match.span(match.lastgroup or 0), 0.85, "label")
    for match in _NEW.finditer(text):
        yield TextFinding(EntityType.PASSWORD, *match.span("value"), 0.8, "label")
    for match in _GUESTS.finditer(text):
        yield TextFinding(EntityType.PASSWORD, *match.span("value"), 0.8, "place")

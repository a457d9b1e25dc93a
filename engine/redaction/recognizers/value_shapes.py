"""How a value of each kind is made, behind a label of that kind."""

from __future__ import annotations

from engine.domain.finding import EntityType as E

_CAPITAL = r"[A-ZÀ-ÞĀ-ɏẀ-ỿΆ-ΫА-ЯЀ-Џ]"
_PARTICLE = r"(?:(?:van|von|vom|zu|de|der|den|del|della|da|das|do|dos|di|du|la|le|las|los|bin|binti|ibn|al|el|ter|ten|te|af|av|und|y|e|'t) ){0,3}(?:(?:[ae]l|[ae][dnrstz]|ash|ibn|bin|abu)-|[dl]')?"  # noqa: E501
VALUES: dict[E, str] = {
    E.PASSWORD: r"(?!\d{1,4}-\d{1,2}-\d)\d{2,6}(?:[ \-]\d{2,6}){1,3}(?![\w\-])|[^\s\"'<>,;█]{3,64}(?: [#$%&*@!^+?~][^\s\"'<>,;█]{0,64})?",  # noqa: E501
    E.SECRET: r"(?=[A-Z ]*\d)(?=[\d ]*[A-Z])[A-Z0-9]{4}(?: (?=[A-Z]*\d|[A-Z]{4}\b)[A-Z0-9]{2,4}){1,7}(?![\w\-])|(?!\d{1,4}-\d{1,2}-\d)\d{2,6}(?:[ \-]\d{2,6}){1,3}(?![\w\-])|[^\s\"'<>,;█]{3,512}",  # noqa: E501
    E.USERNAME: r"[A-Za-z0-9][A-Za-z0-9_À-ɏ.\\@\-$]{1,63}",
    E.HOSTNAME: r"[A-Za-z0-9][\w.\-]{2,62}",
    E.PERSON: (
        r"(?=[^\n]{0,12}[々ぁ-ヿ])[一-鿿々ぁ-ヿー]{1,6}[ 　]?[一-鿿々ぁ-ヿー]{0,6}|[가-힣]{2,5}|"
        r"[一-鿿]{1,2} [一-鿿](?![一-鿿])|[一-鿿] [一-鿿]{2}(?![一-鿿])|[一-鿿]{1,4}[·•.]?[一-鿿]{1,5}|"
        r"[A-ZÀ-Þ][\w'.\-]*(?: [A-ZÀ-Þ][\w'\-]*){0,3}\^[A-ZÀ-Þ][\w'\-]*(?:\^[\w]*)?|"
        rf"{_CAPITAL}[\w'.\-]*[,.]?(?: {_PARTICLE}{_CAPITAL}[\w'.\-]*){{0,3}}"
    ),
    E.PHONE: r"\+?[\d(][\dOoIl() \t./\-]{1,20}\d",
    E.EMAIL: r"\S+ ?@ ?\S+",
    E.BANK_CARD: r"\d[\dOoIil| \-]{6,24}[\dOIl|]",
    E.CN_ID: (
        r"[\dIl][\dOoIil| ]{12,20}[\dOIl|Xx](?![\w])"
        r"|(?!(?:19|20)\d\d-)(?=(?:[A-Z]*[ .\-/]?\d){5})[A-Z0-9]{2,18}(?:[ .\-/][A-Z0-9]{1,8}){0,4}"
    ),
    E.PASSPORT: r"\d{2} ?\d{2} ?№? ?\d{6}|(?=(?:[A-Z ]*\d){2})[A-Z0-9]{1,4} ?[A-Z0-9]{5,9}",
    E.CN_USCC: r"[0-9A-Z]{4}(?: [0-9A-Z]{4}){3} [0-9A-Z]{2}|[0-9A-Z]{9,20}",
    E.US_SSN: r"\d{3}[ \-]?\d{2}[ \-]?\d{3,4}",
    E.LICENSE_KEY: r"[A-Z0-9]{4,}(?:-[A-Z0-9]{3,}){1,7}",
    E.DATE_OF_BIRTH: (
        r"[\dOIl]{1,4} ?(?:[./\-]|年) ?[\dOIl]{1,2}(?: ?[./\-] ?[\dOIl]{1,4}| ?月(?: ?[\dOIl]{1,2} ?日?)?)"
        r"|\d{1,2}(?:st|nd|rd|th)?[.\- ]{0,2}(?:de )?[A-Za-zÀ-ɏ]{3,10}\.?(?: de)?[,\- ]{1,2}(?:19|20)?\d{2}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"  # noqa: E501
        r"|民[國国] ?\d{1,3} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日?|\d{1,2} [A-Z]{3,4}(?: ?/ ?[A-Z]{3,4})? \d{2}(?:\d{2})?(?!\d)"  # noqa: E501
        r"|[0-3]\d[01]\d\d{2}(?!\d)|(?:19|20)\d{6}|[0-3]\d[01]\d(?:19|20)\d{2}|[01]\d[0-3]\d(?:19|20)\d{2}"
    ),
    E.ADDRESS: r"(?=[^\n█]{0,60}[\d一-鿿])[^\n:;@█]{6,80}",
    E.IMEI: r"[A-Z0-9][A-Z0-9\-]{4,24}",
    E.IP: (
        r"(?!127\.|255\.|0\.|::1$)(?:[\dOoIl]{1,3}(?:\.[\dOoIl]{1,3}){3}(?=:\d)|"
        r"(?=(?:[^.:]*[.:]){3})[0-9A-Fa-fOoIl][0-9A-Fa-fOoIl.:]{6,38}(?:/\d{1,3})?)"
    ),
    E.MAC: r"[0-9A-Fa-fOoIl]{2}(?:[:\-.]?[0-9A-Fa-fOoIl]{2}){5}",
    E.PLATE: r"[一-鿿][A-Z][· ]?[A-Z0-9]{4,6}|[一-鿿]?(?=[A-Z0-9· \-]*\d)(?=[0-9· \-]*[A-Z])[A-Z0-9]{1,4}[A-Z0-9· \-]{3,9}[A-Z0-9](?![a-zß-ÿ])",  # noqa: E501
}
"""What a value of each kind may look like."""

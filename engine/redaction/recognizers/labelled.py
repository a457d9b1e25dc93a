"""`label: value`: what most recognizers share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from engine.domain.finding import EntityType as E
from engine.domain.finding import TextFinding
from engine.redaction.recognizers.plausible import (
    FREE_FORM,
    MUST_LOOK_GENERATED,
    SECRETS,
    is_of_chinese_words,
    is_place_of_work,
    is_plausible,
)
from engine.redaction.recognizers.value_shapes import VALUES
from engine.redaction.words.chinese_text import is_chinese_phrase
from engine.redaction.words.entities import label_types, squeezed, words_of_links
from engine.redaction.words.firms import ends_as_firm
from engine.redaction.words.label_heads import kind_by_head
from engine.redaction.words.labels_in_text import label_regex, labels_in
from engine.redaction.words.names import are_plain_words, is_usual_word
from engine.redaction.words.sieve import Pattern

_SURE = r"\.?[ \t]{0,4}(?:#|№|n[°º]\.?|nr\.|no\.|号码?)?[ \t]{0,2}(?:\([^()\n]{0,20}\)[ \t]{0,2})?\\?[\"']?[ \t]{0,4}(?::=|=>|[:=>]|[ \t]REG_[A-Z_]{2,12}[ \t])[ \t]{0,12}"  # noqa: E501
_NEXT_LINE = r"(?:\n[ \t]{0,12})?"
_SAME_LINE_ONLY = frozenset({E.PERSON, E.ADDRESS, E.HOSTNAME})
_LOOSE = r"[ \t]{0,2}(?:#|№|[nN][°º]\.?|[nN]r\.|[nN]o\.)[ \t]{0,3}|\s{0,3}(?:is|was|are|为|是|改为|改成)\s{0,3}[:=]?\s{0,3}|\.?[ \t]{1,12}|(?<=[一-鿿])(?=[A-Za-z0-9+(])"  # noqa: E501
_FEWEST_SAID_DIGITS = 5
_MOST_LABEL_WORDS = 6
_SHAPED = frozenset(
    {E.DATE_OF_BIRTH, E.PHONE, E.EMAIL, E.CN_ID, E.PASSPORT, E.US_SSN, E.BANK_CARD, E.PLATE, E.ADDRESS, E.IP, E.MAC}
)
_OF_ONE_WORD = frozenset({E.PASSPORT, E.CN_ID, E.PLATE, E.PHONE, E.IMEI, E.MAC, E.US_SSN, E.DATE_OF_BIRTH, E.BANK_CARD})
"""Kinds whose values have no comma and no bracket behind them."""
_REMARK = re.compile(r"([^,;(\n，；（]*\d[^,;(\n，；（]*?) ?(?:[,;，；] ?|[(（])(?=[^\W\d])")
"""`C4VPL7R2M, gültig bis 2033`, `K05518203（回鄉證另附）`: a value and what is remarked about it."""
_READ_AS_L = re.compile(r"^l(?=[a-zß-ÿ]{2,14} [A-ZÀ-Þ])")
"""`lorwerth Llewellyn`"""
_GOES_ON = re.compile(r"(?<=[!-~])[一-鿿](?![#$%&*@!^+])")
_NOTE_BEHIND = re.compile(r" \((?:[a-zß-ÿ]+ ?){1,6}\)?$")
"""`12 Quay Road (by the slipway`"""
_RUNS_ON = re.compile(r" [a-zß-ÿ]")
_NO_HOME = frozenset(
    ["ip", "ipv4", "ipv6", "mac", "network", "memory", "web", "server", "source", "destination", "base"]
)
_STREETS = frozenset(["street", "road", "avenue", "lane"])
_KINDS_OF_STREETS = frozenset(
    [
        "home",
        "billing",
        "mailing",
        "shipping",
        "postal",
        "delivery",
        "residential",
        "residence",
        "work",
        "office",
        "business",
        "permanent",
        "current",
        "company",
        "house",
        "other",
        "primary",
        "secondary",
        "customer",
        "employee",
        "patient",
        "invoice",
        "contact",
        "account",
        "legal",
        "registered",
    ]
)
_SETTING = Pattern(r"([A-Z][A-Z0-9]*)(?:_[A-Z0-9]+)+ ?=?")
_COLUMN_STARTS = frozenset(
    [
        "USER",
        "LOGIN",
        "FIRST",
        "LAST",
        "FULL",
        "EMAIL",
        "E",
        "PHONE",
        "MOBILE",
        "BIRTH",
        "DATE",
        "HOST",
        "CLIENT",
        "CARD",
        "ACCOUNT",
        "CUSTOMER",
        "PATIENT",
        "EMPLOYEE",
        "MACHINE",
        "SERVER",
        "COMPUTER",
        "IP",
        "MAC",
        "ID",
        "HOME",
        "ZIP",
        "STREET",
        "PASSPORT",
    ]
)
"""How the columns of a table begin that are written like settings. `DB_USER` has its value behind `=` and nowhere else."""  # noqa: E501
_GROUPS_OF_DIGITS = Pattern(r"\d{2,6}(?:[ \-]\d{2,6}){1,3}")
_PLACE_SIGN = re.compile(r"[\d省市区县旗州镇乡村路街道巷弄号楼栋幢座室里苑园厦區縣鎮鄉號樓棟]")
_MEASURE = Pattern(
    r"\d+(?:[.,]\d+)? ?[A-Za-z%]{0,5}|(?:19|20)\d\d[\-/.]\d\d?[\-/.]\d\d?.*|\d{1,2}:\d\d.*|(?:\d+[dhms] ?){2,4}"
)
"""Ages, sizes, dates: no name of a machine."""
_ASSIGNMENT = Pattern(r"[A-Za-z_][\w.]{2,40}=\S")
_OF = frozenset(
    ["of", "for", "de", "du", "des", "del", "della", "do", "da", "dos", "van", "der", "von", "au", "au-delà"]
)
_NO_PERSON = Pattern(
    r"(?<![\w\-])[A-Z]{2,8}\d{0,3}-[\w\-]*[A-Za-z]{3}|/\d+(?:\.\d+)|\b(?:CA|Root|Authority|Zertifizierungsstelle)\b|[A-Za-z]\d[A-Za-z\d]*-"
)
"""`FDY2-Shift-RW`, `PunchTerm/2.6.1`: groups, programs."""
_SMALL_WORD = re.compile(r"(?<![^\W_'’])[a-zß-ÿ]{3,}(?![^\W_])")
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "vom",
        "der",
        "den",
        "del",
        "della",
        "das",
        "dos",
        "des",
        "las",
        "los",
        "bin",
        "binti",
        "ibn",
        "ter",
        "ten",
        "und",
        "aka",
        "née",
        "geb",
        "dit",
    ]
)
_UNIT_BEHIND = Pattern(r"(?i)^[\d.,]+ ?(?:ms|s|sec|min|h|[kmgt]i?b|[kmg]?bps|%|px|dpi|rows?|hits?|items?)\b")
_INTERNET = Pattern(r".*\b0x[0-9a-f]+|\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\d{1,5})?\s*$|[\d.,]+ ?(?:ms|s|[KMG]B|%)$")
_SENTENCE = Pattern(r"\d+ [a-z]+ [a-z]+")
_HOTLINE = Pattern(r"1[0-2]\d{3}|9\d{4}")
"""What anybody calls in China: `12345`, `95588`."""


@cache
def _value(kind: E) -> re.Pattern[str]:
    """Match separator and value; the group `sure` or `loose` tells how firmly they belong to the label before."""
    next_line = "" if kind in _SAME_LINE_ONLY else _NEXT_LINE
    return re.compile(
        rf"(?:(?P<sure>{_SURE}{next_line})|(?P<loose>{_LOOSE}))"
        rf"(?P<quote>\\?[\"'])?(?P<value>(?(quote)[^\"'\n█]+|(?:{VALUES[kind]})))"
    )


def find_labelled(text: str, kind: E, is_value: Callable[[str], bool] | None = None) -> Iterator[TextFinding]:
    """Yield the values that a label of the kind announces."""
    if kind not in labels_in(text):
        return
    position = 0
    for match, is_chinese in _announced(text, kind):
        value = match["value"].rstrip(".,;:!?)" if kind is not E.PASSWORD else "")
        value = value.removesuffix("\\") if match["quote"] else value
        value = _NOTE_BEHIND.sub("", value) if kind is E.ADDRESS else value
        start = match.start("value")
        is_sure = match["sure"] is not None
        if kind in SECRETS:
            value = re.split(r"&(?=[A-Za-z_]+=)", value)[0]
            value = _GOES_ON.split(value)[0]  # `密钥Rad#lu2025将于30天后过期`
        if kind is E.PERSON and text[start + len(value) : start + len(value) + 1] == "/":
            continue  # `User-Agent: PunchTerm/2.6.1`
        if start < position or not value or not _fits(kind, value, is_sure, is_chinese, match["loose"] or ""):
            continue
        if is_value is not None and not is_value(value):
            continue
        if "\n" in match.group() and text[start + len(value) : start + len(value) + 1] == ":":
            continue  # the next line is a label too
        if (
            kind in SECRETS
            and "\n" in match.group()
            and not looks_generated(value)
            and _RUNS_ON.match(text, start + len(value))
        ):
            continue  # `Password:` above a sentence
        if kind is E.PERSON and are_plain_words(value) and _RUNS_ON.match(text, start + len(value)):
            continue  # `Caller: Could you`
        yield TextFinding(kind, start, start + len(value), 0.9 if is_sure else 0.75, "label")
        position = start + len(value)


def _announced(text: str, kind: E) -> list[tuple[re.Match[str], bool]]:
    """Return what stands behind each label of the kind, and whether the label is Chinese, from left to right."""
    labels = labels_in(text).get(kind)
    if labels is None:
        return []
    found = [
        (label.start(), -label.end(), match, each[1])
        for each in labels
        for label in label_regex(each).finditer(text)
        if (match := _value(kind).match(text, label.end()))
    ]
    return [(match, is_chinese) for _, _, match, is_chinese in sorted(found, key=lambda each: each[:2])]


def _fits(kind: E, value: str, is_sure: bool, is_chinese: bool, loose: str) -> bool:
    if not is_plausible(kind, value) or not re.match(VALUES[kind], value):
        return False
    if kind is E.SECRET and re.match(r"[A-Za-z_.\-]+=\S", value):
        return False
    if kind is E.PHONE and _HOTLINE.fullmatch(value):
        return False
    if is_sure:
        return True
    if kind is E.PHONE and sum(map(str.isdigit, value)) < _FEWEST_SAID_DIGITS:
        return False  # `extension 2000`
    if value[0] in "([{<`" and kind is not E.PHONE:
        return False
    if re.match(r"[A-Za-z_.\-]+[=:]", value):
        return False  # `session user=...`: another label
    if kind in MUST_LOOK_GENERATED:
        is_said = is_chinese and kind is E.USERNAME and loose.strip() in ("是", "为") and value.isascii()
        return looks_generated(value) or is_said
    if kind is E.EMAIL:
        return "@" in value[1:-1]
    if kind is E.PERSON:  # `name Peter`, `contact Support`: too much prose; 姓名 王小明 is a form
        return is_chinese and not loose.strip() and "一" <= value[0] <= "鿿"
    if kind is E.HOSTNAME:
        return is_chinese and "-" in value and any(map(str.isdigit, value)) and value.isascii() and value[0].isalpha()
    if kind is E.ADDRESS:
        return (
            "一" <= value[0] <= "鿿" and _PLACE_SIGN.search(value) is not None
            if is_chinese
            else re.match(r"\d{1,5}[A-Za-z]? [A-Z]", value) is not None
        )
    return any(character.isdigit() for character in value)


def looks_generated(value: str) -> bool:
    """Tell whether a word is more than a word: digits or signs among letters."""
    has_letter = any(character.isalpha() for character in value)
    digits = sum(character.isdigit() for character in value)
    has_sign = any(not character.isalnum() and character not in ".,;:!?'-_/()" for character in value)
    is_ascii = all(character < "\u2e80" for character in value)
    return is_ascii and ((has_letter and digits > 0) or has_sign or digits >= 4)


def wants_generated(label: str) -> bool:
    """Tell whether a label is none of the list, but ends like one: only what looks made up is its value."""
    if label_types().get(squeezed(label)) is not None:
        return False
    kind = _compound_label(label.strip(" \t:："))
    return kind in SECRETS or (kind is None and kind_by_head(_bare(label)) in FREE_FORM)


def value_fits(kind: E, text: str) -> bool:
    """Tell whether a text that stands beside or below a label is a value of its kind."""
    text = text.strip().lstrip(":>").lstrip()
    if text.endswith((":", "：")):
        return False  # a label itself
    text = without_remark(kind, text)
    if kind is E.PERSON:
        text = _READ_AS_L.sub("I", text)
    matched = re.match(VALUES[kind], text)
    if matched is None or not is_plausible(kind, text):
        return False
    if (kind is E.SECRET or (kind in (E.HOSTNAME, E.USERNAME) and text.istitle())) and are_plain_words(text):
        return False
    if kind in SECRETS and _ASSIGNMENT.match(text):
        return False
    if kind in SECRETS and _GROUPS_OF_DIGITS.fullmatch(text):
        return True
    if kind is E.USERNAME and text.endswith("."):
        return False  # `pm.`
    if kind in MUST_LOOK_GENERATED:
        return " " not in text or (looks_generated(text.split()[0]) and not _SENTENCE.match(text))
    if kind is E.HOSTNAME and _MEASURE.fullmatch(text):
        return False
    if kind is E.HOSTNAME and " " in text:
        return matched.end() >= 0.6 * len(text) and looks_generated(text.split()[0])
    if kind is E.PHONE and _UNIT_BEHIND.search(text):
        return False
    if kind is E.ADDRESS and (
        _INTERNET.match(text) or not (text.isascii() or _PLACE_SIGN.search(text) or text[0] < "一")
    ):
        return False
    if kind is E.PERSON:
        is_thing = _NO_PERSON.search(text) is not None or is_place_of_work(text)
        is_thing = is_thing or is_of_chinese_words(text)
        return matched.end() == len(text) and not (is_thing or is_chinese_phrase(text) or are_plain_words(text))
    return matched.end() >= 0.6 * len(text)


def without_remark(kind: E, text: str) -> str:
    """Return a value without what is remarked behind it: `C4VPL7R2M` of `C4VPL7R2M, gültig bis 2033`."""
    remark = _REMARK.match(text) if kind in _OF_ONE_WORD else None
    return remark[1] if remark else text


def is_plainly_other(kind: E, text: str) -> bool:
    """Tell whether a cell of a column is no value by its make: a group among people, a time among numbers."""
    if kind is E.PERSON:
        words = [] if "(" in text else _SMALL_WORD.findall(text)
        is_said = any(word not in _PARTICLES and is_usual_word(word) for word in words)  # `Carer permit, St Anne's`
        return is_said or is_place_of_work(text) or _NO_PERSON.search(text) is not None or ends_as_firm(text)
    return kind is E.PHONE and _UNIT_BEHIND.search(text) is not None


def label_of(text: str) -> E | None:
    """Return the kind that a text announces, if it is a label and nothing else."""
    setting = _SETTING.fullmatch(text.strip())
    if len(text) > 40 or (setting is not None and setting[1] not in _COLUMN_STARTS):
        return None
    bare = _bare(text)
    return label_types().get(squeezed(bare)) or _compound_label(bare) or kind_by_head(bare)


def _bare(text: str) -> str:
    return re.sub(
        r"\([^()]*\)|[*·•]|^\d{1,2}[.)] |(?i: (?:on (?:file|record)|if (?:any|known|different)))$", "", text
    ).strip(" \t:：")


def _is_street(modifier: str, head: Sequence[str]) -> bool:
    """Tell whether words are the name of a street: `Quarry Street`, not `Billing Street`."""
    return len(head) == 1 and head[0].istitle() and head[0].lower() in _STREETS and modifier not in _KINDS_OF_STREETS


def _compound_label(text: str) -> E | None:
    """Return the kind of a label with words of its own before or behind: `Spouse date of birth`, `Téléphone du client`.

    Only of kinds whose values have a shape: `Product name` is nobody's.
    """
    words = text.split()
    if not 2 <= len(words) <= _MOST_LABEL_WORDS or not all(
        re.fullmatch(r"[^\W\d_][\w'’./\-]*", word) for word in words
    ):
        return None
    for first in range(1, min(len(words), 4)):
        kind = label_types().get(squeezed(" ".join(words[first:])))
        modifier = words[first - 1].lower().rstrip("-")
        is_thing = kind is E.ADDRESS and (modifier in _NO_HOME or _is_street(modifier, words[first:]))
        if kind in _SHAPED and not is_thing:
            return kind
        if kind in SECRETS and words[0].lower() not in words_of_links():
            return kind
    for last in range(len(words) - 1, 0, -1):
        if words[last].lower() in _OF:
            kind = label_types().get(squeezed(" ".join(words[:last])))
            return kind if kind in _SHAPED or kind is E.PERSON else None
    return None

"""What labels say that are in no list: by their end (`宽带密码`), by words of codes (`Upplåsningskod`), by one slip."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from engine.domain.finding import EntityType as E
from engine.redaction.words.entities import (
    chinese_labels,
    label_types,
    latin_labels,
    simplified,
    squeezed,
    surroundings_table,
    words_beside,
    words_of_links,
)
from engine.redaction.words.names import plain_letters
from engine.redaction.words.vocabulary import is_word

_HEADS = (
    E.PASSWORD, E.SECRET, E.USERNAME, E.HOSTNAME, E.PHONE, E.CN_ID, E.BANK_CARD, E.PASSPORT, E.MAC, E.LICENSE_KEY,
    E.IMEI, E.PLATE, E.CN_USCC,
)  # fmt: skip
"""Kinds whose values are told from other texts by their own look as well."""
_IDEOGRAPHS = re.compile(r"[A-Za-z0-9_\-/. ]{0,12}[一-鿿]{1,9}[A-Za-z]{0,4}")
_SHORTEST_HEAD, _LONGEST_HEAD = 2, 8
_NUMBER_WORD = re.compile(
    r"(?i)[ .\-]*(?:\bn(?:r|o|um|[º°ro])\b\.?|#|№|nummer|numm|number|numero|número|numéro|szám|numer|číslo|broj|号码?|號碼?|编号|編號)[ .:]*$"  # noqa: E501
    r"|^(?:n(?:r|o|um|[º°])\b\.? ?|numer|número|numéro|numero|number|nº|číslo)(?:(?: de| du| di| da| do| of)\b)? *"
)
_FEWEST_FOR_SLIP = 7
_FREE = frozenset({E.PASSWORD, E.SECRET, E.USERNAME, E.HOSTNAME})
_MOST_WORDS = 6
_MOST_PARTS = 3
_BETWEEN_PARTS = re.compile(r"[,/;，、／]|(?<=\w) (?:und|and|or|oder|et|ou|y|o|e|i|en|of|och|og|a) (?=\w)")
_IF_ANY = re.compile(r"(?i)^(?:ggf\.|evtl\.|if any|event\.|eventuell|év\.|ev\.|evt\.) ?")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_JOINT = re.compile(r"(?<=[^\W\d_]{3})-(?=[^\W\d_]{4})")
"""`Portal-Benutzer`"""
_WORD = re.compile(r"[^\W\d_][\w'’./\-]*|\d{4}|\d[\d.]{0,3}(?:G|GHz)?")
_LAST = frozenset(["last"])
"""`LastUsedUsername` has a value, `Last password change` none that looks made up."""
_PHRASES_FIRST = ("motdepasse", "palavrapasse")
_HEAD_FIRST = frozenset(["clave", "contrasena", "senha", "parola", "haslo", "heslo", "lozinka", "geslo"])
_OF = frozenset(
    [
        "of",
        "for",
        "fur",
        "pour",
        "para",
        "per",
        "dla",
        "za",
        "voor",
        "de",
        "du",
        "des",
        "del",
        "della",
        "do",
        "da",
        "dos",
        "van",
        "der",
        "von",
        "zum",
        "zur",
        "to",
        "til",
        "till",
        "pro",
    ]
)
_LONG_START = 5
_ROLE = re.compile(
    r"(?!(?:无|本|他|成|机器|工作|管理|技术|系统|所有|全部|其他|外部|内部)[人员])[一-鿿]{1,5}(?:人|员|者|师|医生|护士|老师)"
)
_ENDS_OF_PEOPLE = {
    "姓名": E.PERSON, "住址": E.ADDRESS, "出生日期": E.DATE_OF_BIRTH, "出生年月": E.DATE_OF_BIRTH, "生日": E.DATE_OF_BIRTH  # noqa: E501
}  # fmt: skip
_NAMES_OF_NAMES = frozenset(
    [
        "name",
        "names",
        "nom",
        "noms",
        "nombre",
        "nome",
        "naam",
        "navn",
        "namn",
        "nimi",
        "imie",
        "jmeno",
        "meno",
        "nev",
        "nume",
        "ad",
        "adi",
    ]
)
_FORM_WORD = re.compile(r"[^\W\d_]+(?:['’]s)?")
_FORM = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=2048)
def kind_by_head(label: str) -> E | None:
    """Return the kind that a label of words of its own announces; what it announces has to look made up as well."""
    bare = simplified(label.strip(" \t:：*"))
    if not 2 <= len(bare) <= 40:
        return None
    return (
        _without_number(bare)
        or _by_ending(bare)
        or _by_code(bare)
        or _by_words(bare)
        or _with_slip(bare)
        or _of_people(bare)
        or _of_parts(bare)
    )


def _of_parts(bare: str) -> E | None:
    """`Familienname, ggf. Geburtsname`, `Surname / maiden name`: several things of one kind."""
    parts = [_IF_ANY.sub("", part.strip()) for part in _BETWEEN_PARTS.split(bare)]
    if not 2 <= len(parts) <= _MOST_PARTS:
        return None
    kinds = {label_types().get(squeezed(part)) for part in parts}
    return kinds.pop() if len(kinds) == 1 else None


def _without_number(bare: str) -> E | None:
    """`Reisepass-Nr.`, `N° de passeport`, `护照编号`."""
    short = _NUMBER_WORD.sub("", bare).strip(" .-:")
    kind = label_types().get(squeezed(short)) if short != bare and len(short) > 1 else None
    return kind if kind in _HEADS and kind not in (E.USERNAME, E.HOSTNAME) else None


def _of_people(bare: str) -> E | None:
    """`承租人姓名`, `Guardian's name`, `Nom de l'enfant`: what people alone have, and the name of one of them."""
    if "一" <= bare[-1] <= "鿿":
        kind = next((kind for end, kind in _ENDS_OF_PEOPLE.items() if bare.endswith(end)), None)
        return kind or (E.PERSON if is_role(bare) else None)
    words = [plain_letters(word).removesuffix("'s").removesuffix("’s") for word in _FORM_WORD.findall(bare)]
    if not 2 <= len(words) <= _MOST_WORDS or not _NAMES_OF_NAMES & {words[0], words[-1]}:
        return None
    return E.PERSON if any(word in people_words() for word in words) else None


def is_role(label: str) -> bool:
    """Tell whether a Chinese label ends as roles do: `就诊人`. Only a name by its make is its value."""
    label = simplified(label.strip(" :：*"))
    return _ROLE.fullmatch(label) is not None and squeezed(label) not in label_types()


@cache
def people_words() -> frozenset[str]:
    """Return the words for what people are to each other, and for what they do."""
    return frozenset(
        plain_letters(word) for key in ("relations", "roles", "parties") for word in words_beside(key).split()
    )


def _by_ending(bare: str) -> E | None:
    """`宽带密码`, `紧急联系电话`: the head of a Chinese word is its end."""
    if not _IDEOGRAPHS.fullmatch(bare):
        return None
    endings = (bare[-length:].lower() for length in range(min(_LONGEST_HEAD, len(bare) - 1), _SHORTEST_HEAD - 1, -1))
    return next((kind for ending in endings if (kind := _endings().get(ending))), None)


@cache
def _endings() -> dict[str, E]:
    return {label.lower(): kind for kind in reversed(_HEADS) for label in chinese_labels(kind) if not label.isascii()}


def _by_code(bare: str) -> E | None:
    """`Upplåsningskod`, `Code de la porte`, `开门码`: something that opens, and that it is a code."""
    return E.SECRET if is_code_label(bare) else None


@lru_cache(maxsize=2048)
def is_code_label(label: str) -> bool:
    """Tell whether words name a code that is typed or told."""
    table = surroundings_table()["CODE"]
    label = simplified(label)
    if re.search(r"[一-鿿]", label):
        ending = next((each for each in table["zh_called"].split() if label.endswith(each)), "")
        before = label[: -len(ending)] if ending else ""
        is_none = before.endswith(tuple(table["zh_no_code"].split()))
        return bool(ending) and not is_none and any(each in before for each in table["zh_opens"].split())
    words = [plain_letters(word) for word in _FORM.findall(label)]
    called = frozenset(table["called"].split())
    if any(_opens_nothing(word, called) for word in words):
        return False
    if any(word in called for word in words) and any(word.startswith(_starts("opens")) for word in words):
        return True
    return any(
        word.endswith(tuple(each for each in called if len(each) >= 3))
        and word.startswith(_starts("opens"))
        and word not in called
        for word in words
    )


def _opens_nothing(word: str, called: frozenset[str]) -> bool:
    """Tell whether a word, or what stands before `code` in it, is of errors, post or products: `Felkod`, not `Feloldó`."""  # noqa: E501
    return any(
        word.startswith(start) and (len(start) >= _LONG_START or word == start or word[len(start) :] in called)
        for start in _starts("no_code")
    )


@cache
def _starts(key: str) -> tuple[str, ...]:
    return tuple(surroundings_table()["CODE"][key].split())


def _by_words(bare: str) -> E | None:
    """`Caller Computer Name`, `LastUsedUsername`, `Kennwort für diese Sitzung`: the last words, or before `of`."""
    words = _JOINT.sub(" ", _HUMP.sub(" ", bare)).split()
    if not 2 <= len(words) <= _MOST_WORDS or not all(_WORD.fullmatch(word) for word in words):
        return None
    if words[0].lower() in words_of_links() - _LAST:
        return None
    for first in range(1, len(words)):
        kind = label_types().get(squeezed(" ".join(words[first:])))
        if kind in _FREE:
            return kind
    if plain_letters(words[0]) in _HEAD_FIRST or squeezed(bare).startswith(_PHRASES_FIRST):
        return E.PASSWORD
    for last in range(1, len(words)):
        if plain_letters(words[last]) in _OF and (kind := label_types().get(squeezed(" ".join(words[:last])))) in _FREE:
            return kind
    return None


def _with_slip(bare: str) -> E | None:
    """Return the kind of a label of which the reader took one letter for another, lost or added one."""
    form = squeezed(bare)
    if len(form) < _FEWEST_FOR_SLIP or not form.isalpha() or form in label_types():
        return None
    if is_word(form) or form.removesuffix("s") in label_types():
        return None  # `Accession`, and `Domain Controllers`, which is a folder of them
    slips = _slips()
    found = {slips[shorter] for shorter in (form, *_shorter(form)) if shorter in slips}
    return found.pop() if len(found) == 1 else None


def _shorter(form: str) -> list[str]:
    return [form[:place] + form[place + 1 :] for place in range(len(form))]


@cache
def _slips() -> dict[str, E | None]:
    """Return the kind by what a label is when it lacks one letter; None where labels of two kinds share such a form."""
    kinds: dict[str, E | None] = {}
    for kind in _HEADS:
        for label in latin_labels(kind):
            form = squeezed(label)
            if len(form) >= _FEWEST_FOR_SLIP and form.isalpha():
                for shorter in (form, *_shorter(form)):
                    kinds[shorter] = kind if kinds.get(shorter, kind) is kind else None
    return kinds

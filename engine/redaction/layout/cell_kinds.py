"""What a text in a form or a table can be, by its own look: a value of a kind, a login, a phrase, another label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.domain.finding import EntityType
from engine.redaction.recognizers.labelled import is_plainly_other, looks_generated, value_fits, wants_generated
from engine.redaction.words.chinese_text import LABELLED, is_chinese_phrase
from engine.redaction.words.identifier_shapes import Looks, looks_like_login
from engine.redaction.words.label_heads import is_role
from engine.redaction.words.names import (
    are_plain_words,
    is_chinese_name,
    is_family_name,
    is_full_name,
    is_given_name,
    is_usual_word,
)

_FEWEST_NAMED = 4
"""Of so many Chinese texts in a column of people at least one is a usual name."""
_OF_DIGITS = frozenset(
    {
        EntityType.PLATE,
        EntityType.PHONE,
        EntityType.BANK_CARD,
        EntityType.CN_ID,
        EntityType.US_SSN,
        EntityType.DATE_OF_BIRTH,
        EntityType.IMEI,
        EntityType.IP,
        EntityType.PASSPORT,
        EntityType.IBAN,
    }
)
"""Kinds whose values have digits in them."""
_LOGIN = re.compile(r"[a-z][a-z0-9]{2,15}|[a-z][a-z0-9]{0,15}(?:[._\-][a-z0-9]{1,16}){1,2}")
_HAVE_LOGINS = frozenset({EntityType.PERSON, EntityType.USERNAME, EntityType.BANK_CARD})
"""People are listed by their logins, and accounts are those of a bank or of a network."""


_CONTACT = re.compile(
    r"(?i)(?:contact|contacto|contato|contatto|kontakt|yhteys|kapcsolat|contactpersoon|联系人|聯絡人|联系方式)s?"
)
_CALLED = re.compile(r"(?=(?:\D*\d){8,13}\D*$)[+(]?\d{2,5}\)?(?:[ ./\-]\d{2,4}){1,5}|0\d{8,10}|[6-9]\d{8}")
_TOLD_IN_CHINESE = re.compile(r"[一-鿿]{2}\d{0,2} ?[:：]")
"""`传真线路2：接收中14400bps`: below a table, not in it."""
_OF_TWO_WORDS = re.compile(r"[a-z]{3,}(?:[_\-][a-z]{3,})+")


def is_made_up(label: str, text: str) -> bool:
    """Tell whether a text can be the value of a label with words of its own: `Device passcode`."""
    word = text.strip()
    if is_role(label):
        return value_fits(EntityType.PERSON, word) and (is_chinese_name(word, LABELLED) or is_full_name(word))
    is_unlike_words = looks_generated(text) or word.isdigit() or looks_like_login(word) >= Looks.LIKELY
    return is_unlike_words or not wants_generated(label)


def is_name(kind: EntityType, text: str) -> bool:
    return kind is EntityType.PERSON and (is_chinese_name(text.strip()) or is_full_name(text.strip()))


def is_surely(kind: EntityType, text: str) -> bool:
    """Tell whether a text beside a label is its value, and no other head of a table."""
    if kind is EntityType.PERSON:
        return is_name(kind, text)
    return value_fits(kind, text) and looks_generated(text)


def is_list_of_words(kind: EntityType, cells: Sequence[str]) -> bool:
    """Tell whether Chinese texts below a label for people are labels themselves: none or few of them are names."""
    chinese = [cell.strip() for cell in cells if any("一" <= character <= "鿿" for character in cell)]
    named = sum(map(is_chinese_name, chinese))
    return kind is EntityType.PERSON and 2 * len(chinese) > len(cells) and named * _FEWEST_NAMED < len(chinese)


def is_likely(kind: EntityType, text: str) -> bool:
    """Tell whether a cell is a value by its own look: below two heads alone may stand the labels of a form."""
    word = text.strip()
    is_login = _LOGIN.fullmatch(word) is not None and not is_usual_word(word)
    is_named = (
        kind is EntityType.PERSON
        and word.isalpha()
        and word.istitle()
        and (is_given_name(word) or is_family_name(word))
    )
    return is_named or is_surely(kind, text) or (is_login and kind in _HAVE_LOGINS)


def is_number_of_contact(label: str, text: str) -> bool:
    """Tell whether a contact is told by a telephone number alone: `Contacto  912 555 073`."""
    return _CONTACT.fullmatch(label.strip(" :：*")) is not None and _CALLED.fullmatch(text.strip()) is not None


def is_phrase(kind: EntityType, text: str) -> bool:
    """Tell whether a cell is made of words where none belong: another label below the table."""
    if is_plainly_other(kind, text):
        return True
    if kind in _OF_DIGITS:
        if _TOLD_IN_CHINESE.search(text):
            return True
        is_short = len(text.strip()) <= 2 and any(map(str.isalpha, text))
        has_digit = any(map(str.isdigit, text))
        return is_short or (not has_digit and re.search(r"[^\W\dOIl]{3}", text) is not None)
    if kind is EntityType.PERSON and are_plain_words(text):
        return True
    return kind is not EntityType.ADDRESS and is_chinese_phrase(text.strip())


def own_kind(kind: EntityType, text: str) -> EntityType:
    is_login = kind in _HAVE_LOGINS and _LOGIN.fullmatch(text.strip()) is not None
    return EntityType.USERNAME if is_login else kind


def may_be(kind: EntityType, text: str) -> bool:
    """Tell whether a cell can hold a value of the kind. People are named by their logins too."""
    if value_fits(kind, text):
        return True
    login = _LOGIN.fullmatch(text.strip())
    if kind is not EntityType.PERSON or login is None:
        return False
    is_of_words = _OF_TWO_WORDS.fullmatch(login.group()) is not None  # `order_item`
    return not all(map(is_usual_word, re.split(r"[_\-]", login.group()) if is_of_words else [login.group()]))

"""Logins, machines and plates beside or below words that only speak of such: `Équipement impacté`, `Trailer read`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from engine.domain.finding import EntityType, TextFinding
from engine.domain.text import TextSpan
from engine.redaction.layout.columns import cells_below, row_of
from engine.redaction.recognizers.made_up import is_noted
from engine.redaction.recognizers.plate import are_plates
from engine.redaction.recognizers.plausible import is_plausible
from engine.redaction.words.identifier_shapes import Looks, looks_like_login, looks_like_machine
from engine.redaction.words.surroundings import PAPER, VEHICLE, named_in

_LABEL = re.compile(r"[^\W\d_](?:[^\d:=;,_.]|\.(?=\s|$)){1,39}[:：]?")
_DONE_BY = re.compile(r"(?i)(?:\w+ )?\w{2,}(?:ed|en|nt|pt|ht|wn|ld|ut) by|[一-鿿]{2,4}[人者员]")
"""`Uploaded by`, `上传人`"""
_KEY = re.compile(r"(?=[A-Fa-f]*\d)(?=\d*[A-Fa-f])(?:[0-9a-f]{24,128}|[0-9A-F]{24,128})")
_OF_KEYS = re.compile(
    r"(?i)\b(?:\w*key|\w*token|\w*secret|psk|seed|schlüssel|clé|clave|chiave|chave|sleutel|klucz)\b|密钥|私钥|令牌|秘钥|金鑰|凭证|口令|授权码"
)
_OF_DIGESTS = re.compile(
    r"(?i)\b(?:hash|sha-?\d{1,3}|md5|digest|checksum|thumbprint|fingerprint|etag|commit|trace|revision|build|image|crc|prüfsumme|empreinte|huella)\b|指纹|摘要|校验|哈希"
)
_ROWS_ABOVE = 3.6
"""How far above such a number the words may stand, in heights."""
_DOCUMENT = re.compile(
    r"(?i)(?:id|travel)?[ \-]?doc(?:ument|\.)?(?: (?:no|number|id))?\.?|ausweis|dokument|documento|pièce|证件|證件|证件号"  # noqa: E501
)
_OF_GUESTS = re.compile(
    r"(?i)\b(?:nationalit|guest|visitor|passport|citizen|gäste|huésped|ospit|invité|traveller|passenger)|国籍|國籍|住客|旅客|访客"
)
_PASSPORT = re.compile(r"[A-Z]{1,3}\d{6,8}[A-Z]?|[A-Z]\d{2}[A-Z]{2}\d{4}|(?=(?:[A-Z]*\d){3})[CFGHJK][A-Z0-9]{8}")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[._\-][A-Za-z0-9]+){0,8}\$?")
_COUNTED = re.compile(r"(?!(?:PC|WS|NB|LT|DT|VM|DC|DB|FS|SRV|WKS|SVR|NTB|NAS|ESX)\d)[A-Z]{1,3}\d{2,6}[A-Z]?")
"""`NT0417A`: a terminal as it is counted."""
_MOST_WORDS, _MOST_LETTERS = 4, 14
_REACH = 16
"""How far right of the words the value may stand, in heights."""
_JUST_BELOW = 2.2
_FEWEST_CELLS = 2
_TYPED_SHARE = 0.6
_JUDGES = {EntityType.USERNAME: looks_like_login, EntityType.HOSTNAME: looks_like_machine}


def values_of_weak_labels(spans: Sequence[TextSpan], taken: Collection[int]) -> Iterator[tuple[int, TextFinding]]:
    """Yield (span number, finding) for what nothing else has found and looks as the words before or above say."""
    for number, span in enumerate(spans):
        kinds = _spoken_of(span.text)
        if not kinds or number in taken:
            continue
        row = row_of(spans, number)
        right = _beside(spans, row, number)
        for kind in kinds:
            cells = (
                [right] if right is not None and _looks(kind, spans[right].text) else _below(spans, number, row, kind)
            )
            for cell in cells:
                if cell not in taken:
                    yield cell, TextFinding(kind, 0, len(spans[cell].text), 0.6, "label")


def keys_near_words(spans: Sequence[TextSpan], taken: Collection[int]) -> Iterator[tuple[int, TextFinding]]:
    """Yield (span number, finding) for long hexadecimal numbers that fill a text, on the row of words of keys or below."""  # noqa: E501
    for number, span in enumerate(spans):
        bare = span.text.strip()
        if number in taken or not _KEY.fullmatch(bare):
            continue
        place = span.region
        near = " ".join(
            other.text
            for other in spans
            if -_ROWS_ABOVE * place.height <= other.region.y - place.y <= 0.5 * place.height and other is not span
        )
        if _OF_KEYS.search(near) and not _OF_DIGESTS.search(near):
            yield number, TextFinding(EntityType.SECRET, 0, len(span.text), 0.6, "label")


def papers_of_guests(spans: Sequence[TextSpan], taken: Collection[int]) -> Iterator[tuple[int, TextFinding]]:
    """Yield (span number, finding) for passports below `Document`, where a screen speaks of guests and nations."""
    heads = [number for number, span in enumerate(spans) if _DOCUMENT.fullmatch(span.text.strip())]
    if not heads or not any(_OF_GUESTS.search(span.text) for span in spans):
        return
    for number in heads:
        for cell in cells_below(spans, number, row_of(spans, number), ()):
            if cell not in taken and _PASSPORT.fullmatch(spans[cell].text.strip()):
                yield cell, TextFinding(EntityType.PASSPORT, 0, len(spans[cell].text), 0.6, "column")


def notes_of_logins(spans: Sequence[TextSpan], taken: Collection[int]) -> Iterator[tuple[int, TextFinding]]:
    """Yield the login and the password that somebody noted below each other, with no label: `hr.desk`, `Oven_1902`."""
    logins = [n for n, span in enumerate(spans) if looks_like_login(span.text.strip()) and row_of(spans, n) == [n]]
    for number in logins:
        place = spans[number].region
        for other, span in enumerate(spans):
            gap = span.region.y - place.bottom
            is_below = 0 <= gap <= _JUST_BELOW * place.height and abs(span.region.x - place.x) <= place.height // 2
            if is_below and other not in taken and is_noted(span.text.strip()) and row_of(spans, other) == [other]:
                yield number, TextFinding(EntityType.USERNAME, 0, len(spans[number].text), 0.6, "note")
                yield other, TextFinding(EntityType.PASSWORD, 0, len(span.text), 0.7, "note")


def _spoken_of(text: str) -> list[EntityType]:
    """Return of what a text speaks that may be a label: few words, no number."""
    if not _LABEL.fullmatch(text.strip()) or len(text.split()) > _MOST_WORDS or named_in(text, PAPER):
        return []
    if any("一" <= character <= "鿿" for character in text) and len(text) > _MOST_LETTERS:
        return []
    is_done_by = _DONE_BY.fullmatch(text.strip(" :：")) is not None
    spoken = [kind for kind in _JUDGES if named_in(text, kind) or (is_done_by and kind is EntityType.USERNAME)]
    return [*spoken, EntityType.PLATE] if named_in(text, VEHICLE) else spoken


def _beside(spans: Sequence[TextSpan], row: Sequence[int], number: int) -> int | None:
    place = row.index(number) + 1
    if place >= len(row):
        return None
    gap = spans[row[place]].region.x - spans[number].region.right
    return row[place] if gap <= _REACH * spans[number].region.height else None


def _below(spans: Sequence[TextSpan], number: int, row: list[int], kind: EntityType) -> list[int]:
    cells = cells_below(spans, number, row, ())
    fitting = [cell for cell in cells if _looks(kind, spans[cell].text)]
    if len(fitting) >= _FEWEST_CELLS and len(fitting) >= _TYPED_SHARE * len(cells):
        return fitting
    head = spans[number].region
    is_near = bool(cells) and spans[cells[0]].region.y - head.bottom <= _JUST_BELOW * head.height
    return cells[:1] if is_near and _looks(kind, spans[cells[0]].text) >= Looks.LIKELY else []


def _looks(kind: EntityType, text: str) -> Looks:
    word = text.strip()
    if kind is EntityType.PLATE:
        return Looks.LIKELY if are_plates(word) else Looks.UNLIKE
    if not _TOKEN.fullmatch(word) or not is_plausible(kind, word):
        return Looks.UNLIKE
    if kind is EntityType.HOSTNAME and _COUNTED.fullmatch(word):
        return Looks.UNLIKE
    return _JUDGES[kind](word.rstrip("$"))

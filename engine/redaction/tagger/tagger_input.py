"""What the learned tagger sees of a screen: letters, what the lists know about them, and what stands where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.domain.finding import EntityType
from engine.domain.text import TextSpan
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.words import chinese_text
from engine.redaction.words.entities import harmless_words, label_words, technical_words
from engine.redaction.words.identifier_shapes import Looks, looks_like_login, looks_like_machine
from engine.redaction.words.names import (
    is_family_name,
    is_given_name,
    is_listed_family,
    is_place,
    is_usual_given_name,
    is_usual_word,
    plain_letters,
)
from engine.redaction.words.surroundings import PAPER, named_in
from engine.redaction.words.vocabulary import is_made_of_words, is_word

KINDS = (
    EntityType.PERSON, EntityType.EMAIL, EntityType.PHONE, EntityType.CN_ID, EntityType.BANK_CARD, EntityType.IBAN,
    EntityType.PASSPORT, EntityType.CN_USCC, EntityType.US_SSN, EntityType.IP, EntityType.MAC, EntityType.HOSTNAME,
    EntityType.USERNAME, EntityType.PASSWORD, EntityType.SECRET, EntityType.JWT, EntityType.PRIVATE_KEY,
    EntityType.LICENSE_KEY, EntityType.URL, EntityType.ADDRESS, EntityType.PLATE, EntityType.CRYPTO, EntityType.IMEI,
    EntityType.DATE_OF_BIRTH,
)  # fmt: skip
"""The tagger's classes, in order, from 1 on; 0 is what is not private."""
SIGNS = 4096
"""How many letters and signs have a number of their own; the rest share `SHARED` more."""
SHARED = 512
MOST_SPANS = 320
"""Texts that are looked at together: what is compared grows with the square."""
_GAP = 2
"""Blank places behind a text, so that it is not read on into the next."""
_OF_LETTER, _OF_WORD, _OF_TOKEN, _OF_SIGN = 7, 11, 6, 7
EVIDENCE = _OF_LETTER + _OF_WORD + _OF_TOKEN + _OF_SIGN + 2
OF_LISTS = slice(_OF_LETTER, EVIDENCE - 2)
"""The part of the evidence that comes from lists and shapes."""
PLACE = 1 + len(KINDS) + 3 + 12
PAIR = 20
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[A-Za-z0-9À-ɏ]+(?:[._\-][A-Za-z0-9À-ɏ]+)*\$?")
_RUN = re.compile(r"[一-鿿]+")
_LONGEST_RUN = 200
_SPOKEN_OF = (EntityType.USERNAME, EntityType.HOSTNAME, PAPER)
_KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS, 1)}

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """Some texts of a screen as arrays, and where the letters of each begin among them."""

    numbers: tuple[int, ...]
    starts: tuple[int, ...]
    arrays: Arrays


class SignTable:
    """Numbers for letters and signs: the usual ones their own, the rest by their code."""

    def __init__(self, usual: str) -> None:
        self._numbers = {sign: number for number, sign in enumerate(usual[: SIGNS - 1], 1)}

    def numbers_of(self, text: str) -> list[int]:
        known = self._numbers
        return [known.get(sign) or SIGNS + (ord(sign) * 40503 >> 4) % SHARED for sign in text]


def parts_of(
    spans: Sequence[TextSpan], signs: SignTable, found: Mapping[int, Sequence[tuple[int, int, EntityType]]]
) -> Iterator[Part]:
    """Yield a screen's texts in parts that are small enough. `found`: (start, end, kind) by number of the text."""
    numbers = [number for number, span in enumerate(spans) if span.text.strip()]
    parts = -(-len(numbers) // MOST_SPANS)
    for part in range(parts):
        chosen = numbers[part * len(numbers) // parts : (part + 1) * len(numbers) // parts]
        yield _part(spans, chosen, signs, found)


def _part(
    spans: Sequence[TextSpan],
    numbers: Sequence[int],
    signs: SignTable,
    found: Mapping[int, Sequence[tuple[int, int, EntityType]]],
) -> Part:
    letters: list[int] = []
    starts = []
    for number in numbers:
        starts.append(len(letters))
        letters += signs.numbers_of(spans[number].text) + [0] * _GAP
    evidence = np.zeros((len(letters), EVIDENCE), np.float32)
    known = np.zeros(len(letters), np.int64)
    owner = np.zeros(len(letters), np.int64)
    ends = []
    for place, (number, start) in enumerate(zip(numbers, starts, strict=True)):
        text = spans[number].text
        end = start + len(text)
        ends.append(end)
        owner[start : end + _GAP] = place
        evidence[start:end] = evidence_of(text)
        for first, last, kind in found.get(number, ()):
            known[start + first : start + last] = _KIND_NUMBER.get(kind, 0)
    boxes = np.array([(r.x, r.y, r.right, r.bottom) for r in (spans[number].region for number in numbers)], np.float32)
    unit = max(1.0, float(np.median(boxes[:, 3] - boxes[:, 1])))
    pairs = _pairs(boxes / unit)
    arrays: Arrays = {
        "letters": np.array(letters, np.int64),
        "evidence": evidence,
        "known": known,
        "owner": owner,
        "starts": np.array(starts, np.int64),
        "ends": np.array(ends, np.int64),
        "places": _places([spans[number].text for number in numbers], boxes / unit, pairs),
        "pairs": pairs,
    }
    return Part(tuple(numbers), tuple(starts), arrays)


@lru_cache(maxsize=512)
def evidence_of(text: str) -> NDArray[np.float32]:
    """Return what is known about each letter of a text, one row a letter."""
    rows = np.zeros((len(text), EVIDENCE), np.float32)
    rows[:, :_OF_LETTER] = [_of_letter(letter) for letter in text]
    word_at, token_at, sign_at = _OF_LETTER, _OF_LETTER + _OF_WORD, _OF_LETTER + _OF_WORD + _OF_TOKEN
    for match in _WORD.finditer(text):
        word = match.group()
        rows[match.start() : match.end(), -2] = log2(1 + len(word)) / 4
        if word[0] < "⺀":
            rows[match.start() : match.end(), word_at:token_at] = _of_word(word)
    for match in _TOKEN.finditer(text):
        rows[match.start() : match.end(), token_at:sign_at] = _of_token(match.group())
        rows[match.start() : match.end(), -1] = log2(1 + len(match.group())) / 5
    for match in _RUN.finditer(text):
        rows[match.start() : match.end(), sign_at:-2] = _of_signs(
            match.group()[:_LONGEST_RUN], match.end() - match.start()
        )
    return rows


@lru_cache(maxsize=4096)
def _of_letter(letter: str) -> tuple[float, ...]:
    is_sign = "⺀" <= letter <= "鿿"
    is_latin = letter < "ɐ" and letter.isalpha()
    return (
        float(letter.isupper()),
        float(letter.islower()),
        float(letter.isdigit()),
        float(letter.isspace()),
        float(is_sign),
        float(letter.isalpha() and not is_latin and not is_sign),
        float(not letter.isalnum() and not letter.isspace()),
    )


@lru_cache(maxsize=4096)
def _of_word(word: str) -> tuple[float, ...]:
    plain = plain_letters(word)
    known = is_word(word)
    return (
        float(known),
        float(is_usual_word(plain)),
        float(plain in technical_words()),
        float(is_given_name(word)),
        float(is_usual_given_name(word)),
        float(is_listed_family(word)),
        float(is_family_name(word)),
        float(plain in label_words()),
        float(plain in harmless_words()),
        float(is_place(word)),
        float(known or is_made_of_words(word)),
    )


@lru_cache(maxsize=4096)
def _of_token(token: str) -> tuple[float, ...]:
    login, machine = looks_like_login(token.rstrip("$")), looks_like_machine(token.rstrip("$"))
    steps = (Looks.POSSIBLE, Looks.LIKELY, Looks.SURE)
    return (*(float(login >= step) for step in steps), *(float(machine >= step) for step in steps))


def _of_signs(run: str, length: int) -> NDArray[np.float32]:
    rows = np.zeros((length, _OF_SIGN), np.float32)
    for column, prior in enumerate((chinese_text.STANDING_ALONE, chinese_text.IN_SENTENCE)):
        for token in chinese_text.cut(run, prior):
            rows[token.start : token.end, column] = token.is_name
            if column == 0 and not token.is_name:
                rows[token.start : token.end, 2 if token.end - token.start > 1 else 3] = 1
    for place, sign in enumerate(run):
        rows[place, 4:7] = _of_sign(sign)
    return rows


@lru_cache(maxsize=4096)
def _of_sign(sign: str) -> tuple[float, ...]:
    return (
        float(chinese_text.is_surname(sign)),
        float(chinese_text.is_usual_surname(sign)),
        float(chinese_text.is_rare_sign(sign)),
    )


@lru_cache(maxsize=2048)
def _said_by(text: str) -> tuple[float, ...]:
    """Return what a whole text says about its surroundings: which label it is, and of what it speaks."""
    announced = [0.0] * (1 + len(KINDS))
    kind = label_of(text)
    announced[_KIND_NUMBER.get(kind, 0) if kind else 0] = 1.0
    return (*announced, *(float(bool(named_in(text, about))) for about in _SPOKEN_OF))


def _places(texts: Sequence[str], boxes: NDArray[np.float32], pairs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what each text says as a whole and where it stands; `boxes` are in heights of a line."""
    rows = np.zeros((len(texts), PLACE), np.float32)
    said = 1 + len(KINDS) + len(_SPOKEN_OF)
    rows[:, :said] = [_said_by(text) for text in texts]
    left, top, right, bottom = boxes.T
    width, height = max(1.0, float(right.max())), max(1.0, float(bottom.max()))
    same_row, aligned = pairs[0], pairs[1]
    rows[:, said:] = np.stack(
        [
            left / width,
            top / height,
            right / width,
            np.minimum(bottom - top, 4.0) / 2,
            np.minimum(right - left, 60.0) / 20,
            [log2(1 + len(text)) / 5 for text in texts],
            [sum(map(str.isdigit, text)) / max(1, len(text)) for text in texts],
            [float(text.rstrip().endswith((":", "："))) for text in texts],
            [min(4, len(text.split())) / 4 for text in texts],
            np.log2(same_row.sum(1)) / 3,
            np.log2(1 + aligned.sum(1)) / 4,
            np.full(len(texts), log2(1 + len(texts)) / 8),
        ],
        axis=1,
    )
    return rows


def _pairs(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how each text stands to each other (feature, from, to); lengths are in heights of a line."""
    left, top, right, bottom = boxes.T
    heights = bottom - top
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    shared_y = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    shared_x = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    same_row = shared_y >= 0.5 * np.minimum(heights[:, None], heights)
    down = middle_y - middle_y[:, None]
    across = np.maximum(left - right[:, None], left[:, None] - right)  # the gap; negative where they overlap
    lefts, rights = np.abs(left - left[:, None]) < 0.6, np.abs(right - right[:, None]) < 0.6
    middles = np.abs(middle_x - middle_x[:, None]) < 0.6
    aligned = lefts | rights | middles
    over = aligned | (shared_x > 0)
    is_left, is_right = same_row & (left < left[:, None]), same_row & (left > left[:, None])
    is_above, is_below = over & (down < -0.4), over & (down > 0.4)
    far = np.float32(1e6)
    features = (
        same_row,
        aligned & ~same_row,
        lefts,
        shared_x > 0,
        is_left,
        is_above,
        is_below,
        _nearest(is_left, np.where(is_left, across, far)),
        _nearest(is_right, np.where(is_right, across, far)),
        _nearest(is_above, np.where(is_above, -down, far)),
        _nearest(is_below, np.where(is_below, down, far)),
        _nearest(is_left, np.where(is_left, left, far)),
        _nearest(is_above & aligned, np.where(is_above & aligned, down, far)),
        np.abs(heights - heights[:, None]) < 0.15,
        np.exp(-np.abs(across).clip(0, 60) / 3),
        np.exp(-np.abs(across).clip(0, 60) / 15),
        np.exp(-np.abs(down) / 1.5),
        np.exp(-np.abs(down) / 5),
        np.exp(-np.abs(down) / 20),
        np.eye(len(boxes), dtype=bool),
    )
    pairs = np.empty((PAIR, len(boxes), len(boxes)), np.float32)
    for place, feature in enumerate(features):
        pairs[place] = feature
    return pairs


def _nearest(is_candidate: NDArray[np.bool_], distance: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Mark for each text the one candidate with the least distance."""
    chosen = np.zeros_like(is_candidate)
    rows = np.arange(len(distance))
    chosen[rows, distance.argmin(axis=1)] = True
    return chosen & is_candidate

"""What a small learned tagger takes for private, from how texts are made and what stands around them.

It only adds to what the rules find. `models/tagger` tells what it was trained on and how well it does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.domain.finding import EntityType, TextFinding
from engine.domain.text import TextSpan
from engine.errors import RedactionError
from engine.redaction.models import RESOURCE_MODELS, giving_back, open_session
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.recognizers.plausible import is_not_harmless, is_plausible
from engine.redaction.tagger.learned_values import beginnings_of_links, whole_value
from engine.redaction.tagger.tagger_input import KINDS, Part, SignTable, parts_of
from engine.redaction.words import chinese_text
from engine.redaction.words.entities import simplified, technical_words
from engine.redaction.words.vocabulary import is_word
from engine.redaction.words.word_lists import chinese_level

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

TAGGER_MODEL = RESOURCE_MODELS / "tagger.onnx"
_UNIT = re.compile(r"[^\W_⺀-鿿](?:[^\s⺀-鿿=:,;|<>()\[\]{}\"'“”‘’，。；：、（）【】《》]*[^\W⺀-鿿])?|[⺀-鿿]")
"""What is private as a whole or not: a word, a token without blanks, a Chinese sign."""
_BIC = (
    r"[A-Z]{4}(?:A[ETU]|B[EGR]|C[AHNYZ]|D[EK]|E[ES]|F[IR]|G[BR]|H[KRU]|I[ELNST]|JP|KR|L[ITUV]|M[CTX]|N[LOZ]|P[LT]|RO|S[AEGIK]|T[RW]|U[AS]|ZA)"
    r"(?:[A-Z0-9]{2}X{3}|(?=[A-Z]?\d)[A-Z0-9]{2}(?:[A-Z0-9]{3})?)"
)
"""A bank's code (ISO 9362): bank, country, place, and its branch, three `X` for the head office."""
_READABLE = re.compile(
    r"(?i)KB\d{5,8}|0x[0-9a-f]+|v?\d{1,4}(?:\.\d{1,6}){1,3}|\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?"
    r"|\d{1,3}|\d[\d,.]* ?(?:%|[kmgt]?b|[hs]|ms|[€$£¥])|\d[\d,]*\.\d\d|127\.[\d.]+|255\.[\d.]+|::1|localhost"
    r"|netmask|broadcast|loopback"
    rf"|(?-i:{_BIC})"
    r"|(?-i:[A-Z]{2,12}(?:_[A-Z]{2,14})+)|(?-i:%?[A-Z][A-Z0-9_]+-\d-[A-Z0-9_]+)"
    r"|.*\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|log|zip|7z|rar|png|jpe?g|bmp|tiff?|mp4|msg|eml|pcapng|etl|dmp|exe|dll|sys|msi"
    r"|bat|cmd|ps1|vbs|js|py|sh|php|html?|xml|json|ya?ml|toml|ini|conf|cfg|sql|bak|tmp|iso|inf|dat)(?:\.\w+)?"
    r"|(?:ff|00)(?:[:\-](?:ff|00)){5}"
    r"|\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?"
    r"|(?-i:[a-z]{2}_[A-Z]{2})(?:[.@][\w.\-@]+)?|[零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬万亿億圆圓元角分整]+"
)
"""Codes of errors, updates and banks, versions, times, amounts, loopback, masks, broadcast, settings, files, class ids
and languages."""
_MADE = {
    EntityType.PERSON: re.compile(r"^[^\d@]*[^\W\d_][^\d@]*$"),
    EntityType.HOSTNAME: re.compile(r"^[\w.\-:$\\]*[A-Za-z][\w.\-:$\\]*$"),
    EntityType.USERNAME: re.compile(r"\w\w"),
    EntityType.PHONE: re.compile(r"(?:\D*\d){5}"),
    EntityType.DATE_OF_BIRTH: re.compile(
        r"^(?:\D*\d{1,4}\W{1,2}(?:\d{1,2}|[^\W\d]{3,9})\W{1,3}\d{1,4}|[^\W\d]{3,9}\W{1,2}\d{1,2}\W{1,3}\d{2,4}"
        r"|\D*\d{1,4}年\d{1,2}月(?:\d{1,2}日)?|(?:19|20)\d{6}|\d{4}(?:19|20)\d\d|\d{1,2}[^\W\d]{3}\d{4})$"
    ),
    EntityType.EMAIL: re.compile(r"\w\w"),
    EntityType.PLATE: re.compile(r"\d"),
}
"""What a value of a kind must have."""
_SHORT_NAME = re.compile(r"[A-Za-z]{1,2}\.?")
_SHORT_CHINESE = re.compile("[⺀-鿿]{2,3}")
_UNPARTED = frozenset({EntityType.USERNAME, EntityType.HOSTNAME})
"""Kinds whose values have no blank and no colon in them."""
_SURE_OF_WORD = 0.9
"""How sure a login that is a plain word, or a short name without a family name, has to be, whatever is asked else."""
_SURE_OF_REST = 0.8
"""How sure the rest of a token has to be of which the rules know a part."""
_NOTHING_LIKELY = 0.4
_NEVER = 9.0
_MOST_BETWEEN = 3
_JOINT = re.compile(r"[\s\-./\\:,@·•_']*")
_TIGHT_JOINT = re.compile(r"[\-.\\_@]*")
"""What may stand between two parts of one value."""
_BESIDE = 0.5
"""How sure a part need be, as share of what is asked, beside one that is sure enough."""

Found = Mapping[int, Sequence[tuple[int, int, EntityType]]]


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    kind: EntityType
    score: float
    is_known: bool


class LearnedTagger:
    """The tagger's model, loaded when it is first asked. May be used from several threads."""

    def __init__(self, model: Path = TAGGER_MODEL) -> None:
        self._model = model
        self._lock = Lock()
        self._loaded: tuple[InferenceSession, SignTable, dict[EntityType, float]] | None = None
        self._is_missing = False
        self._last: tuple[bytes, tuple[tuple[int, TextFinding], ...]] = (b"", ())

    @property
    def is_missing(self) -> bool:
        """Whether there is no model that can be used; told after the first look."""
        return self._is_missing

    def find(self, spans: Sequence[TextSpan], found: Found) -> Iterator[tuple[int, TextFinding]]:
        """Yield (span number, finding) for what seems private; `found` is what the rules know already."""
        loaded = self._load()
        if loaded is None:
            return
        asked_for = _digest(spans, found)
        known, findings = self._last
        if known != asked_for:
            session, signs, asked = loaded
            new: list[tuple[int, TextFinding]] = []
            for part in parts_of(spans, signs, found):
                scores = _shares(np.asarray(session.run(None, part.arrays, giving_back())[0]))
                new += findings_of(spans, part, scores, asked, found)
            findings = (*new, *beginnings_of_links(spans, new))
            self._last = asked_for, findings
        yield from findings

    def _load(self) -> tuple[InferenceSession, SignTable, dict[EntityType, float]] | None:
        with self._lock:
            if self._loaded is None and not self._is_missing:
                try:
                    session = open_session(self._model)
                    metadata = session.get_modelmeta().custom_metadata_map
                    asked = {EntityType(name): float(score) for name, score in json.loads(metadata["asked"]).items()}
                    self._loaded = session, SignTable(metadata["signs"]), asked
                except (RedactionError, KeyError, ValueError):
                    self._is_missing = True  # the rules go on alone, and the plan says so
            return self._loaded


def _digest(spans: Sequence[TextSpan], found: Found) -> bytes:
    """Return what tells a screen from others, without keeping its texts."""
    digest = blake2b(digest_size=16)
    for span in spans:
        digest.update(f"{span.text}\0{span.region}\0".encode("utf-8", "surrogatepass"))
    digest.update(repr(sorted((number, tuple(pieces)) for number, pieces in found.items())).encode())
    return digest.digest()


@cache
def shipped_tagger() -> LearnedTagger:
    """Return the tagger that comes with the program, one for all redactors."""
    return LearnedTagger()


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return probabilities (letters, classes)."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def findings_of(
    spans: Sequence[TextSpan], part: Part, scores: NDArray[np.float32], asked: Mapping[EntityType, float], found: Found
) -> Iterator[tuple[int, TextFinding]]:
    """Yield findings from the letters' probabilities; `asked` is how sure each kind has to be.

    What is `found` already is not yielded again, and what stands beside it need not be as sure.
    """
    least = _NOTHING_LIKELY * min(asked.values(), default=1.0)
    for number, start in zip(part.numbers, part.starts, strict=True):
        text = spans[number].text
        rows = scores[start : start + len(text)]
        if 1 - float(rows[:, 0].min()) < least:
            continue
        for run in _runs(text, _units(text, rows, found.get(number, ()), least), asked):
            surest = max(run, key=lambda unit: unit.score)
            first, last = whole_value(text, run[0].start, run[-1].end, surest.kind)
            value = text[first:last]
            if not _is_harmless(text, value, surest.kind) and not _is_plain_word(value, surest):
                yield number, TextFinding(surest.kind, first, last, surest.score, "learned")


def _units(
    text: str, rows: NDArray[np.float32], known: Sequence[tuple[int, int, EntityType]], least: float
) -> Iterator[_Unit]:
    """Yield the units of a text that are known or at least so likely; a unit that is known in part may be new."""
    nothing: list[float] = rows[:, 0].tolist()
    for match in _UNIT.finditer(text):
        start, end = match.span()
        places = list(range(start, end))
        kind = next((kind for first, last, kind in known if first < end and start < last), None)
        if kind is not None:
            places = [place for place in places if text[place].isalnum() and not _is_in(place, known)]
        score = 1 - sum(nothing[place] for place in places) / len(places) if places else 0.0
        if kind is not None and score < _SURE_OF_REST:
            yield _Unit(start, end, kind, score, is_known=True)
        elif score >= least:
            yield _Unit(start, end, KINDS[int(rows[places, 1:].sum(axis=0).argmax())], score, is_known=False)


def _is_in(place: int, known: Sequence[tuple[int, int, EntityType]]) -> bool:
    return any(first <= place < last for first, last, _ in known)


def _runs(text: str, units: Iterator[_Unit], asked: Mapping[EntityType, float]) -> Iterator[list[_Unit]]:
    """Yield units that belong together, of which one is sure enough or known; those that are known are left out."""
    run: list[_Unit] = []
    for unit in units:
        is_likely = unit.is_known or unit.score >= _BESIDE * asked.get(unit.kind, _NEVER)
        if run and not (is_likely and _are_joined(text, run[-1], unit)):
            yield from _new_parts(run, asked)
            run = []
        if is_likely:
            run.append(unit)
    yield from _new_parts(run, asked)


def _are_joined(text: str, before: _Unit, unit: _Unit) -> bool:
    is_near = unit.start - before.end <= _MOST_BETWEEN
    joint = _TIGHT_JOINT if {before.kind, unit.kind} & _UNPARTED else _JOINT
    return is_near and joint.fullmatch(text, before.end, unit.start) is not None


def _new_parts(run: list[_Unit], asked: Mapping[EntityType, float]) -> Iterator[list[_Unit]]:
    """Yield what is new of a run: parts of which one unit is sure enough, or that go on with what is known."""
    sure = {unit.kind for unit in run if unit.is_known or unit.score >= asked.get(unit.kind, _NEVER)}
    for is_known, group in groupby(run, key=lambda unit: unit.is_known):
        units = list(group)
        if not is_known and max(units, key=lambda unit: unit.score).kind in sure:
            yield units


def _is_harmless(text: str, value: str, kind: EntityType) -> bool:
    """Tell whether a value of a text is none of its kind by its make, or one of those that stay readable."""
    if (
        _READABLE.fullmatch(value)
        or _READABLE.fullmatch(value.replace("I", "l"))
        or not is_plausible(kind, value)
        or not is_not_harmless(value)
    ):
        return True
    if label_of(value) is not None or (value == text.strip(" :：") and label_of(text) is not None):
        return True
    made = _MADE.get(kind)
    return made is not None and made.search(value) is None


def _is_plain_word(value: str, surest: _Unit) -> bool:
    """Tell whether a value is rather a word: a name without a capital, of two letters, or that is a Chinese word."""
    if surest.kind is EntityType.PERSON:
        simple = simplified(value)
        if _SHORT_NAME.fullmatch(value) or chinese_level(simple) is not None:
            return True
        if _SHORT_CHINESE.fullmatch(simple) and not chinese_text.is_surname(simple[0]):
            return surest.score < _SURE_OF_WORD
        return all(letter.islower() for letter in value if letter.isalpha())
    is_usual = is_word(value.lower()) or value.lower() in technical_words()
    return surest.kind is EntityType.USERNAME and surest.score < _SURE_OF_WORD and is_usual

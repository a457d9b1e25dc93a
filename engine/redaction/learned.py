"""What a small learned tagger takes for private, from how texts are made and what stands around them.

It only adds to what the rules find. `models/tagger` tells what it was trained on and how well it does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.domain.finding import EntityType, TextFinding
from engine.domain.text import TextSpan
from engine.errors import RedactionError
from engine.redaction.models import RESOURCE_MODELS, open_session
from engine.redaction.tagger_input import KINDS, Arrays, SignTable, parts_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

TAGGER_MODEL = RESOURCE_MODELS / "tagger.onnx"
_UNIT = re.compile(r"[^\W_⺀-鿿](?:[^\s⺀-鿿=:,;|<>()\[\]{}\"'“”‘’，。；：、（）【】《》]*[^\W⺀-鿿])?|[⺀-鿿]")
"""What is private as a whole or not: a word, a token without blanks, a Chinese sign."""
_MOST_BETWEEN = 3
_JOINT = re.compile(r"[\s\-./\\:,@·•_']*")
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


class LearnedTagger:
    """The tagger's model, loaded when it is first asked. May be used from several threads."""

    def __init__(self, model: Path = TAGGER_MODEL) -> None:
        self._model = model
        self._lock = Lock()
        self._loaded: tuple[InferenceSession, SignTable, dict[EntityType, float]] | None = None
        self._is_missing = False

    @property
    def is_missing(self) -> bool:
        """Whether there is no model that can be used; told after the first look."""
        return self._is_missing

    def find(self, spans: Sequence[TextSpan], found: Found) -> Iterator[tuple[int, TextFinding]]:
        """Yield (span number, finding) for what seems private; `found` is what the rules know already."""
        loaded = self._load()
        if loaded is None:
            return
        session, signs, asked = loaded
        for part in parts_of(spans, signs, found):
            scores = _shares(np.asarray(session.run(None, part.arrays)[0]))
            yield from findings_of(spans, part.numbers, part.starts, scores, asked)

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


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return probabilities (letters, classes)."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def findings_of(
    spans: Sequence[TextSpan],
    numbers: Sequence[int],
    starts: Sequence[int],
    scores: NDArray[np.float32],
    asked: Mapping[EntityType, float],
) -> Iterator[tuple[int, TextFinding]]:
    """Yield findings from the letters' probabilities; `asked` is how sure each kind has to be."""
    for number, start in zip(numbers, starts, strict=True):
        text = spans[number].text
        rows = scores[start : start + len(text)]
        if float(rows[:, 0].min(initial=1.0)) > 0.8:
            continue
        for units in _runs(text, _units(text, rows), asked):
            score = max(unit.score for unit in units)
            yield number, TextFinding(units[0].kind, units[0].start, units[-1].end, score, "learned")


def _units(text: str, rows: NDArray[np.float32]) -> Iterator[_Unit]:
    for match in _UNIT.finditer(text):
        mean = rows[match.start() : match.end()].mean(axis=0)
        kind = KINDS[int(mean[1:].argmax())]
        yield _Unit(match.start(), match.end(), kind, float(1 - mean[0]))


def _runs(text: str, units: Iterator[_Unit], asked: Mapping[EntityType, float]) -> Iterator[list[_Unit]]:
    """Yield units that belong together and of which one is sure enough."""
    run: list[_Unit] = []
    for unit in units:
        if unit.score < _BESIDE * asked.get(unit.kind, 2.0):
            yield from _sure(run, asked)
            run = []
            continue
        is_next = bool(run) and unit.start - run[-1].end <= _MOST_BETWEEN and (
            _JOINT.fullmatch(text, run[-1].end, unit.start) is not None
        )
        if run and not is_next:
            yield from _sure(run, asked)
            run = []
        run.append(unit)
    yield from _sure(run, asked)


def _sure(run: list[_Unit], asked: Mapping[EntityType, float]) -> Iterator[list[_Unit]]:
    if any(unit.score >= asked.get(unit.kind, 2.0) for unit in run):
        yield run

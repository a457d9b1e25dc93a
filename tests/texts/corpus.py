"""Texts with their labelled spans, from a seed, in a part to work with and a part only for measuring.

Sentences are dealt to the parts by a digest of their wording, values by halves of their pools: what is measured was worded and filled with things that no recognizer was tuned on.
"""  # noqa: E501

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass
from typing import Literal

from tests.texts.makers import MAKERS
from tests.texts.wordings import ORDINARY, PRIVATE

Part = Literal["work", "measure"]
_FIELD = re.compile(r"\{([A-Z_]+(?:\.[a-z]+)?)\}")


@dataclass(frozen=True, slots=True)
class Span:
    """One private value: its entity type and its character range."""

    entity_type: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A support text with all that is private in it; no spans: nothing is."""

    text: str
    spans: tuple[Span, ...]


def _lines(block: str, part: Part) -> list[str]:
    lines = [line.replace("\\n", "\n").replace("\\\\", "\\") for line in block.strip().splitlines()]
    return [line for line in lines if part_of(line) == part]


def part_of(wording: str) -> Part:
    """The part that a wording belongs to, the same for ever."""
    return "measure" if hashlib.sha256(wording.encode()).digest()[0] % 2 else "work"


def _fill(sentence: str, rng: random.Random, part: Part) -> LabelledText:
    text, spans, position = "", [], 0
    for field in _FIELD.finditer(sentence):
        text += sentence[position : field.start()]
        value = MAKERS[field[1]](rng, int(part == "measure"))
        spans.append(Span(field[1].split(".")[0], len(text), len(text) + len(value)))
        text, position = text + value, field.end()
    return LabelledText(text + sentence[position:], tuple(spans))


def _misread(labelled: LabelledText, rng: random.Random) -> LabelledText:
    """As an OCR engine returns it: full-width colons and commas, or a last glyph lost with the last value."""
    kind = rng.choice(("wide", "glyph"))
    last = max(labelled.spans, key=lambda span: span.end)
    if (
        kind == "glyph"
        and last.end == len(labelled.text)
        and last.entity_type not in {"PERSON", "PASSPORT", "PRIVATE_KEY", "URL"}
    ):
        cut = Span(last.entity_type, last.start, last.end - 1)
        return LabelledText(labelled.text[:-1], tuple(cut if span is last else span for span in labelled.spans))
    outside = [not any(span.start <= i < span.end for span in labelled.spans) for i in range(len(labelled.text))]
    text = "".join(
        {":": "：", ",": "，"}.get(c, c) if free else c for c, free in zip(labelled.text, outside, strict=True)
    )
    return LabelledText(text, labelled.spans)


def private_texts(part: Part, rounds: int = 6, seed: int = 20) -> list[LabelledText]:
    """Every sentence of the part `rounds` times with fresh values; each sixth as OCR would misread it."""
    rng = random.Random(f"{part}{seed}")
    texts = [_fill(sentence, rng, part) for _ in range(rounds) for sentence in _lines(PRIVATE, part)]
    return [_misread(text, rng) if i % 6 == 5 else text for i, text in enumerate(texts)]


def ordinary_texts(part: Part) -> list[LabelledText]:
    """Support texts in which nothing is private."""
    return [LabelledText(line, ()) for line in _lines(ORDINARY, part)]

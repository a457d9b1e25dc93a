"""Which labels stand in a text, told quickly, so that only their own patterns are tried."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from engine.domain.finding import EntityType
from engine.redaction.words.entities import (
    chinese_label_pattern,
    chinese_labels,
    labelled_types,
    latin_label_pattern,
    latin_labels,
    squeezed,
)
from engine.redaction.words.word_index import WordIndex

_RUN = re.compile(r"[^\W\d_]+")
_READ_AS_LETTERS = str.maketrans("01", "ol")
_SHORTEST = 2
Label = tuple[str, bool]
"""A label and whether it is a Chinese one."""


@lru_cache(maxsize=8)
def labels_in(text: str) -> dict[EntityType, tuple[Label, ...]]:
    """Return the labels that may stand in a text, by kind; longest first. All recognizers ask about the same text."""
    found: dict[EntityType, set[Label]] = defaultdict(set)
    words, sequences = _index()
    lowered = text.lower()
    runs = set(_RUN.findall(lowered))
    if "0" in lowered or "1" in lowered:
        runs.update(_RUN.findall(lowered.translate(_READ_AS_LETTERS)))
    for run in words.keys() & runs:
        for kind, label in words[run]:
            found[kind].add(label)
    for kind, label in sequences.found_in(squeezed(text)):
        found[kind].add(label)
    return {kind: tuple(sorted(labels, key=lambda label: -len(label[0]))) for kind, labels in found.items()}


@cache
def label_regex(label: Label) -> re.Pattern[str]:
    """Match one label where it stands by itself."""
    text, is_chinese = label
    if is_chinese:
        return re.compile(chinese_label_pattern(text))
    return re.compile(rf"(?<![A-Za-z])(?i:{latin_label_pattern(text)})\d?(?![A-Za-z])")


@cache
def _index() -> tuple[dict[str, list[tuple[EntityType, Label]]], WordIndex[tuple[EntityType, Label]]]:
    """Return the labels of one Latin word by that word, and all others by their letters."""
    words: dict[str, list[tuple[EntityType, Label]]] = defaultdict(list)
    sequences: WordIndex[tuple[EntityType, Label]] = WordIndex()
    for kind in labelled_types():
        for text, is_chinese in (
            *((text, False) for text in latin_labels(kind)),
            *((text, True) for text in chinese_labels(kind)),
        ):
            if not is_chinese and _RUN.fullmatch(text.lower()):
                words[text.lower()].append((kind, (text, is_chinese)))
            elif len(form := squeezed(text)) >= _SHORTEST:
                sequences.add(form, (kind, (text, is_chinese)))
    return dict(words), sequences

"""Names that no list has, on English screens: capitalised, and no word of English, in a cell or in a sentence.

Our words of other languages are too few to tell a rare name from a rare word: there a name needs other evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.domain.finding import EntityType, TextFinding
from engine.domain.text import TextSpan
from engine.redaction.names import is_english, is_place, is_unlisted
from engine.redaction.recognizers.labelled import label_of

_WORD = re.compile(r"(?<![\w.@\\/\-])[A-ZÀ-ÞĀ-ɏ][a-zß-ÿĀ-ɏ]{3,13}(?![\w@\\/\-]|\.\w| [A-Z])")
_ANY_WORD = re.compile(r"(?<![\w.@\\/\-])[A-Za-zÀ-ɏ]{4,15}(?![\w@\\/\-]|\.\w)")
_RUNS_ON = re.compile(r"(?:(?<![A-Za-zÀ-ɏ])[a-z]{2,},? |\w'(?:m|s|ve|d|ll|re) )$")


def unlisted_names(spans: Sequence[TextSpan]) -> Iterator[tuple[int, TextFinding]]:
    """Yield (span number, finding) for each such word of an English screen."""
    if not is_english([word for span in spans for word in _ANY_WORD.findall(span.text)]):
        return
    for number, span in enumerate(spans):
        for match in _WORD.finditer(span.text):
            is_cell = match.group() == span.text.strip() and label_of(span.text) is None
            is_inside = _RUNS_ON.search(span.text, 0, match.start()) is not None
            if (is_cell or is_inside) and is_unlisted(match.group()) and not is_place(match.group()):
                yield number, TextFinding(EntityType.PERSON, match.start(), match.end(), 0.5, "unlisted")

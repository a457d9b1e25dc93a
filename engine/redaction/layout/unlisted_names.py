"""Names that no list has: capitalised, and no word of any language known here, in a cell or in a sentence.

In other languages only within a sentence: our words of them are too few to tell a rare name from a rare word that
stands alone. In German every noun has a capital: there a name needs other evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.domain.finding import EntityType, TextFinding
from engine.domain.text import TextSpan
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.words.entities import harmless_words, technical_words
from engine.redaction.words.names import (
    is_english,
    is_family_name,
    is_german,
    is_given_name,
    is_place,
    is_unlisted,
    is_usual_word,
)
from engine.redaction.words.vocabulary import is_built_of_words, is_word

_WORD = re.compile(r"(?<![\w.@\\/\-])[A-ZÀ-ÞĀ-ɏ][a-zß-ÿĀ-ɏ]{3,13}(?![\w@\\/\-]|\.\w| [A-Z])")
_ANY_WORD = re.compile(r"(?<![\w.@\\/\-])[A-Za-zÀ-ɏ]{4,15}(?![\w@\\/\-]|\.\w)")
_OF_MEDICINES = re.compile(
    r"..(?:parin|axone|cillin|mycin|statin|sartan|azole|olol|oxacin|dipine|pril|zepam|zolam|triptan|gliptin|gliflozin|formin|cycline|caine|vudine|tinib|zumab|ximab|limab|setron|tidine|thiazide|semide|terol|solone|profen|fenac|coxib|codone|phylline|platin|taxel|rubicin|fibrate|iaxone|floxacin|mide|dronate|prazole)$"
)
_HEADS = (
    "pre",
    "re",
    "un",
    "non",
    "sub",
    "over",
    "under",
    "inter",
    "multi",
    "auto",
    "micro",
    "co",
    "de",
    "dis",
    "mis",
    "out",
    "up",
)
"""`Prefetch`: what is put before usual words."""
_LEARNED = (
    "auto", "micro", "macro", "hydro", "thermo", "photo", "electro", "cardio", "neuro", "radio", "bio", "geo", "tele", "ultra", "hyper", "endo", "cryo", "gastro", "ortho", "haemo", "hemo"  # noqa: E501
)  # fmt: skip
_OF_SCIENCE = re.compile(
    r"..(?:metry|logy|graphy|scopy|therapy|ectomy|otomy|itis|osis|emia|pathy|plasty|gram|lysis|ization|isation)$"
)
_REST = 4
"""`Autoclave`: words of science, whose rest may be any word."""
_LONG = 8
_ENDS = (
    "ion",
    "n",
    "on",
    "ation",
    "y",
    "ty",
    "ity",
    "ment",
    "ent",
    "nt",
    "t",
    "ng",
    "g",
    "ance",
    "ence",
    "e",
    "ed",
    "ng",
)
_MOST_ALONE, _MOST_BY_PERSON = 3, 2
_RUNS_ON = re.compile(
    r"(?:\b(?:Call|Ask|Tell|With|From|And|Contact|Email|Thanks?|Hi|Hello|Dear|Meet|See|By|For|cc|CC|Cc) |(?<![A-Za-zÀ-ɏ])[a-z]{2,},? |\w'(?:m|s|ve|d|ll|re) )$"  # noqa: E501
)


def unlisted_names(spans: Sequence[TextSpan], people: int) -> list[tuple[int, TextFinding]]:
    """Return (span number, finding) for each such word of a screen on which so many people were found.

    Where such words are many and people few, it is a list of things: programs, services, places.
    """
    words_there = [word for span in spans for word in _ANY_WORD.findall(span.text)]
    if is_german(words_there):
        return []
    found = list(_unlisted(spans, in_cells=is_english(words_there)))
    words = {spans[number].text[each.start : each.end] for number, each in found}
    return found if len(words) <= _MOST_ALONE + _MOST_BY_PERSON * people else []


def _unlisted(spans: Sequence[TextSpan], *, in_cells: bool) -> Iterator[tuple[int, TextFinding]]:
    for number, span in enumerate(spans):
        for match in _WORD.finditer(span.text):
            is_cell = in_cells and match.group() == span.text.strip() and label_of(span.text) is None
            is_inside = _RUNS_ON.search(span.text, 0, match.start()) is not None
            if (is_cell or is_inside) and _is_nothing_else(match.group()):
                yield number, TextFinding(EntityType.PERSON, match.start(), match.end(), 0.5, "unlisted")


def _is_nothing_else(word: str) -> bool:
    """Tell whether a word is in no list, no place and not built of words: vocabularies have rare names too."""
    if not is_unlisted(word) or is_place(word) or word.lower() in harmless_words() or _is_cut(word.lower()):
        return False
    if _OF_MEDICINES.search(word) or (word.endswith("ld") and is_usual_word(word[:-2].lower())):
        return False  # `Enoxaparin`; `CustomerId`, whose `I` was read as `l`
    return is_given_name(word) or is_family_name(word) or not (is_built_of_words(word) or _is_bent(word.lower()))


def _is_cut(word: str) -> bool:
    """Tell whether a word lacks its end, as in narrow columns: `Authorizat`, `Idempotenc`."""
    return len(word) >= _LONG and any(is_word(word + end) for end in _ENDS)


def _is_bent(word: str) -> bool:
    """Tell whether a word is one of programs, or a form of another word: `Uptime`, `Favourites`, `Categorise`."""
    is_plural = (word.endswith("s") and is_word(word[:-1])) or (word.endswith("ies") and is_word(f"{word[:-3]}y"))
    is_doer = word.endswith("or") and (is_word(f"{word[:-2]}e") or is_word(f"{word[:-2]}ing"))  # `Granulator`
    if (
        is_doer
        or _OF_SCIENCE.search(word)
        or any(is_usual_word(word[len(head) :]) for head in _HEADS if word.startswith(head))
    ):
        return True
    if any(len(word) - len(head) >= _REST and is_word(word[len(head) :]) for head in _LEARNED if word.startswith(head)):
        return True
    return word in technical_words() or is_plural or (word.endswith("e") and is_word(f"{word}d"))

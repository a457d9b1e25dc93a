"""What speaks for a name: lists of given and family names, and of the words that are in none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from engine.redaction.words.chinese_text import ANNOUNCED, STANDING_ALONE, cut
from engine.redaction.words.entities import harmless_words, label_words, names_table
from engine.redaction.words.word_lists import ENGLISH, FAMILY, FOREIGN, GIVEN, PLACE, RARE, kinds_of

_PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "del",
        "da",
        "dos",
        "di",
        "la",
        "le",
        "bin",
        "binti",
        "al",
        "el",
        "ter",
        "te",
        "y",
    ]
)
_KINDS = {"given": GIVEN, "family": FAMILY}
_FEWEST_LETTERS = 2
_WRITTEN_OUT = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "ß": "ss",
        "ı": "i",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "\u0307": "",
    }
)
_IDEOGRAPHS = re.compile(r"[一-鿿]{2,8}")
_RUN_OF_IDEOGRAPHS = re.compile(r"[一-鿿]{2,12}")
_SHORTEST_FAMILY = 6
_SHORTEST_ALONE, _SHORTEST_LEARNED = 3, 5
"""Letters of a given name that stands alone: of ours, and of one that was learned."""
_LEAST_ENDING = 3
_FEWEST_GERMAN = 2
_FEWEST_WORDS, _SHARE_OF_LANGUAGE = 6, 0.65
_FEWEST_OF_FAMILY = 3
"""Letters of a family name that is in no list, and of each part of it: `FI-AP` is a department."""


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(plain_letters(word) for word in names_table()[key].split())


@cache
def _no_people() -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in names_table()["no_people"].split(";"))


def _is_learned(kind: int, word: str) -> bool:
    """Tell whether a word is of a kind of the long lists. What is a word of screens is no name there."""
    if not kinds_of(word) & kind:
        return False
    return not (kind & (GIVEN | FAMILY) and is_word_of_screens(word))


def _is_any(key: str, word: str) -> bool:
    """Tell whether a word, or the part of it before a dash, is a given or family name anywhere in the world."""
    listed, kind = _words(key), _KINDS[key]
    return any(part in listed or _is_learned(kind, part) for part in (word, word.split("-")[0]))


@cache
def _chinese_words() -> frozenset[str]:
    return frozenset(names_table()["zh_words"].split())


@cache
def _family_endings() -> tuple[str, ...]:
    return tuple(ending for ending in names_table()["family_endings"].split() if len(ending) >= _LEAST_ENDING)


@lru_cache(maxsize=4096)
def plain_letters(word: str) -> str:
    """Return a word in lower case, without accents and with the joint letters written out."""
    folded = unicodedata.normalize("NFD", word.lower().translate(_WRITTEN_OUT))
    return "".join(c for c in folded if not unicodedata.combining(c))


def _parts(name: str) -> list[str]:
    words = [plain_letters(word.strip(".,'")) for word in name.split()]
    return [word for word in words if len(word) >= _FEWEST_LETTERS and word not in _PARTICLES]


def may_be_name(name: str) -> bool:
    """Tell whether a text that stands where a name is expected is not plainly something else."""
    parts = _parts(name)
    if not parts:
        return bool(name.strip())
    things, given, family = _words("things"), _words("given"), _words("family")
    return not any(part in things and part not in given and part not in family for part in parts)


def is_usual_given_name(word: str) -> bool:
    """Tell whether a word is a given name that is known in many countries, and no common word."""
    return plain_letters(word) in _words("given")


def is_given_name(word: str) -> bool:
    """Tell whether a word is a given name anywhere in the world and no common word."""
    return _is_any("given", plain_letters(word))


def is_unlisted(word: str) -> bool:
    """Tell whether a word is no usual one of any language that is known here: a name, or nothing that we know."""
    plain = plain_letters(word.strip(".,'"))
    if plain in _words("given") or plain in _words("family"):
        return plain not in _words("calendar")
    if _is_any("given", plain) and not _is_word_anywhere(plain):
        return plain not in _words("ambiguous")
    is_word = _is_word_anywhere(plain) or _is_learned(RARE, plain) or plain in _label_words()
    return not (is_word or plain in _words("ambiguous") or plain in harmless_words())


@cache
def _label_words() -> frozenset[str]:
    return frozenset(map(plain_letters, label_words()))


def is_german(words: Iterable[str]) -> bool:
    """Tell whether a screen is German, where every noun begins with a capital."""
    return len(_words("german") & {word.lower() for word in words}) >= _FEWEST_GERMAN


def is_english(words: Iterable[str]) -> bool:
    """Tell whether most words of a screen, names aside, are English ones."""
    plain = {plain_letters(word) for word in words}
    english = {word for word in plain if kinds_of(word) & (ENGLISH | RARE)}
    others = {word for word in plain - english if not (_is_any("given", word) or _is_any("family", word))}
    return len(english) >= _FEWEST_WORDS and len(english) >= _SHARE_OF_LANGUAGE * len(english | others)


def is_place(word: str) -> bool:
    """Tell whether a word is the name of a town or land, or a part of one, and no usual word of English."""
    plain = plain_letters(word.strip(".,'"))
    return _is_learned(PLACE, plain) and plain not in _words("things") and not kinds_of(plain) & ENGLISH


def are_unlisted(name: str) -> bool:
    """Tell whether capitalised words beside each other are words of no language known here, and no place."""
    words = name.split()
    plain = [plain_letters(word) for word in words]
    is_place = any(_is_learned(PLACE, word) and not _is_any("given", word) for word in plain)
    return min(map(len, plain)) >= _FEWEST_OF_FAMILY and not is_place and all(map(is_unlisted, words))


def is_given_alone(word: str) -> bool:
    """Tell whether a word by itself is a given name: known as such, and as no word, place or product."""
    plain = plain_letters(word)
    if plain in _words("ambiguous") or plain in _words("calendar") or plain in _words("things"):
        return False
    if plain in _words("given"):
        return len(plain) >= _SHORTEST_ALONE
    is_known = _is_learned(GIVEN, plain) and len(plain) >= _SHORTEST_LEARNED
    return is_known and not _is_word_anywhere(plain) and not kinds_of(plain) & PLACE


def is_family_alone(word: str) -> bool:
    """Tell whether a word by itself is a family name: known as such, and as no word or place."""
    parts = [plain_letters(part) for part in re.split(r"[-']", word) if len(part) > 1]
    if not parts or any(_is_word_anywhere(part) or part in _words("ambiguous") for part in parts):
        return False
    if any(part in _words("calendar") or _is_learned(PLACE, part) for part in parts):
        return False
    whole = "".join(parts)
    is_long = len(whole) >= _SHORTEST_FAMILY
    return any(part in _words("family") for part in parts) or (
        is_long and (any(_is_learned(FAMILY, part) for part in (*parts, whole)) or has_family_ending(whole))
    )


def _is_word_anywhere(plain: str) -> bool:
    return plain in _words("things") or plain in _ENGLISH or bool(kinds_of(plain) & (ENGLISH | FOREIGN))


def is_full_name(name: str) -> bool:
    """Tell whether two or more capitalised words are a person's name by themselves."""
    parts = _parts(name)
    while parts and parts[0] in _words("titles"):
        parts = parts[1:]
    if len(parts) < 2 or not may_be_name(name) or any(part in _words("calendar") for part in parts):
        return False
    if " ".join(parts) in _no_people():
        return False
    first, last = (parts[-1], parts[0]) if "," in name else (parts[0], parts[-1])
    is_listed = any(part in _words("family") for part in (last, last.split("-")[0])) or has_family_ending(last)
    is_family = is_listed or _is_any("family", last)
    if first in _words("given") or first.split("-")[0] in _words("given"):
        is_word = last in _words("things") or min(map(len, last.split("-"))) < _FEWEST_OF_FAMILY
        return is_family or not is_word
    if first in _words("ambiguous"):  # `Mark Wilson`
        return is_family
    if _is_any("given", first):  # `Mikkel Vandenberghe`; `Íñigo Etxebarria`, whose family name is in no list
        return is_family or not _is_plain_word(last)
    if _is_any("given", last) and _is_any("family", first):  # `Garcia Maria`
        return True
    return is_family and _has_name_like_rest(parts[1:] if "," in name else parts[:-1])


def are_names(first: str, second: str) -> bool:
    """Tell whether two words, in small letters or not, are a given and a family name in any order, and nothing else."""
    one, other = plain_letters(first), plain_letters(second)
    if any(_is_plain_word(word) or word in _words("ambiguous") for word in (one, other)):
        return False
    return (_is_any("given", one) and _is_any("family", other)) or (_is_any("family", one) and _is_any("given", other))


def is_family_name(word: str) -> bool:
    """Tell whether a word is a family name anywhere in the world and no usual word."""
    plain = plain_letters(word)
    return (_is_any("family", plain) or has_family_ending(plain)) and not _is_plain_word(plain)


def is_listed_family(word: str) -> bool:
    """Tell whether a word is in a list of family names: not only by its ending, as `Umfeld` is."""
    return _is_any("family", plain_letters(word))


def is_usual_word(word: str) -> bool:
    """Tell whether a word in small letters is one of English or of screens."""
    return is_word_of_screens(word) or _is_learned(ENGLISH, word)


def is_word_of_screens(word: str) -> bool:
    """Tell whether a word is one of those that stand on screens and in letters."""
    return word in _words("things") or word in _ENGLISH or word in _words("ambiguous")


def has_family_ending(word: str) -> bool:
    """Tell whether a word ends as family names of its language do, and is no word of screens."""
    return (
        len(word) >= _SHORTEST_FAMILY
        and word.endswith(_family_endings())
        and word not in _words("things")
        and word not in _words("given")
    )


def _has_name_like_rest(words: list[str]) -> bool:
    """A rare given name before a known family name: all letters, no word of screens."""
    return all(word.replace("-", "").isalpha() and not _is_plain_word(word) for word in words)


def _is_plain_word(word: str) -> bool:
    """Tell whether a word is one of letters and screens and in no list of names of ours."""
    is_name = word in _words("given") or word in _words("family") or word in _words("ambiguous")
    return not is_name and (word in _words("things") or word in _ENGLISH or _is_learned(ENGLISH, word))


def are_plain_words(text: str) -> bool:
    """Tell whether all words of a text are words of letters and screens, and in no list of names."""
    words = [plain_letters(word.strip(".,'")) for word in text.split()]
    return bool(words) and all(_is_plain_word(word) and not _is_any("given", word) for word in words)


def without_words(name: str) -> tuple[int, int]:
    """Return where the name begins and ends in a row of capitalised words: `Ask Marcus Holloway`, `Anna Novak Gold`.

    What is left has two words at least; a row of other words is left as it is.
    """
    places = [match.span() for match in re.finditer(r"\S+", name)]
    words = [plain_letters(name[start:end].strip(".,'")) for start, end in places]
    first, last = 0, len(words)
    while last - first > 2 and (_is_plain_word(words[first]) or words[first] in _words("titles")):
        first += 1
    while last - first > 2 and _is_plain_word(words[last - 1]):
        last -= 1
    is_name = any(_is_any("given", word) or _is_any("family", word) for word in words[first:last])
    return (places[first][0], places[last - 1][1]) if is_name else (0, len(name))


_ENGLISH = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "but",
        "for",
        "with",
        "from",
        "this",
        "that",
        "these",
        "those",
        "your",
        "our",
        "his",
        "her",
        "their",
        "its",
        "my",
        "please",
        "see",
        "mount",
        "lake",
        "saint",
        "st",
        "dear",
        "hi",
        "hello",
        "best",
        "kind",
        "many",
        "thanks",
        "great",
        "little",
        "upper",
        "lower",
        "dr",
        "mr",
        "mrs",
        "ms",
        "red",
        "green",
        "white",
        "black",
        "brown",
        "both",
        "every",
        *["san", "santa", "sankt", "los", "las", "rio", "puerto", "banco", "banca", "hong", "mister", "king", "queen"],
    ]
)


def is_chinese_word(text: str) -> bool:
    """Tell whether a text is a word that begins with the sign of a family name."""
    return text in _chinese_words()


def is_chinese_name(text: str, prior: float = STANDING_ALONE) -> bool:
    """Tell whether two to four ideographs, simplified or not, that stand by themselves are better read as a name."""
    tokens = cut(text, prior) if _IDEOGRAPHS.fullmatch(text) else ()
    return len(tokens) == 1 and tokens[0].is_name


def chinese_name_at(text: str, start: int, prior: float = ANNOUNCED) -> int:
    """Return how many characters at a place, where a name is expected, are one; 0 for none."""
    run = _RUN_OF_IDEOGRAPHS.match(text, start)
    token = cut(run.group(), prior)[0] if run else None
    return token.end if token is not None and token.is_name else 0

"""How user names are made of the names of people: `anovak`, `novak_a`, `anna.novak`, `novakan2`, `yichenz74`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from engine.redaction.words.names import plain_letters

_DIGITS_AT_END = re.compile(r"[\d_.\-]*$")
_LETTERS = re.compile(r"[a-z]+")
_SHORTEST = 4
_FEWEST_OF_A_NAME = 3
"""Letters that a login shares with one of the parts of its name."""
_MOST_SYLLABLES = 4
_LONGEST_SYLLABLE = 6
_INITIALS = "b|p|m|f|d|t|n|l|g|k|h|j|q|x|zh|ch|sh|r|z|c|s|y|w"
_FINALS = "a|o|e|i|u|ai|ei|ui|ao|ou|iu|ie|ue|an|en|in|un|ang|eng|ing|ong|ia|ian|iang|iao|iong|ua|uai|uan|uang|uo"
_NO_LOGIN = frozenset(
    [
        "base",
        "mingw",
        "sha",
        "lan",
        "ban",
        "pan",
        "can",
        "fan",
        "man",
        "wan",
        "hang",
        "dang",
        "long",
        "shan",
        "chan",
        "ling",
        "ping",
    ]
)


@lru_cache(maxsize=2048)
def is_made_of(login: str, name: str) -> bool:
    """Tell whether a user name, or the part of an address before `@`, is made of a name in Latin letters."""
    letters = _DIGITS_AT_END.sub("", login.lower())
    parts = tuple(part for part in re.split(r"[\s,.\-'’]+", plain_letters(name)) if part)
    if len(letters) < _SHORTEST or len(parts) < 2:
        return False
    tokens = _LETTERS.findall(letters)
    if len(tokens) >= 2:
        return _matches_tokens(tokens, parts)
    return tokens[0] in _forms(parts) if tokens else False


def _matches_tokens(tokens: list[str], parts: tuple[str, ...]) -> bool:
    """Match `novak_a`, `anna.novak`, `a.novak`, `j.van.der.berg`: each piece begins a part, and one is a whole part."""
    joined = "".join(parts)
    whole = [token for token in tokens if len(token) >= _FEWEST_OF_A_NAME and _is_end_or_part(token, parts)]
    return bool(whole) and all(any(part.startswith(token) for part in parts) or token in joined for token in tokens)


def _is_end_or_part(token: str, parts: tuple[str, ...]) -> bool:
    return any(
        token == "".join(parts[start:end]) for start in range(len(parts)) for end in range(start + 1, len(parts) + 1)
    )


@lru_cache(maxsize=512)
def _forms(parts: tuple[str, ...]) -> frozenset[str]:
    """Return the one-word logins of a name: initials or a few letters of one part beside the whole other."""
    found: set[str] = set()
    for given, family in _splits(parts):
        whole_given, whole_family = "".join(given), "".join(family)
        initials = "".join(part[0] for part in given)
        for head in {initials, *(whole_given[:length] for length in range(1, len(whole_given) + 1))}:
            for tail in {whole_family, family[-1]}:
                found |= {head + tail, tail + head}
        found |= {whole_given + whole_family[:length] for length in range(1, 4)}
        found |= {whole_family[:length] + whole_given[:rest] for length in (4, 5, 6) for rest in (1, 2, 3)}
    return frozenset(form for form in found if len(form) >= _SHORTEST)


def _splits(parts: tuple[str, ...]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    both = [(parts[:cut], parts[cut:]) for cut in range(1, len(parts))]
    return both + [(family, given) for given, family in both]


@cache
def _syllables() -> re.Pattern[str]:
    syllable = f"(?:(?:{_INITIALS})?(?:{_FINALS})|[ln]ve?|er(?![a-z]))"
    return re.compile(
        rf"(?:{syllable}){{1,{_MOST_SYLLABLES}}}(?:{_INITIALS}){{0,2}}|(?:{_INITIALS}){{1,2}}(?:{syllable}){{1,2}}"
    )


@lru_cache(maxsize=2048)
def is_syllabic(login: str) -> bool:
    """Tell whether a user name can be a Chinese name in Latin letters: `yichenz74`, `xind65`, `zhang.wei`, `jlong`."""
    letters = _DIGITS_AT_END.sub("", login.lower())
    tokens = _LETTERS.findall(letters)
    return (
        bool(tokens)
        and "".join(tokens) not in _NO_LOGIN
        and len("".join(tokens)) >= _FEWEST_OF_A_NAME
        and all(_syllables().fullmatch(token) is not None for token in tokens)
    )


@lru_cache(maxsize=4096)
def syllables_of(letters: str) -> int:
    """Return how many Chinese syllables the letters are at least, in Latin spelling; 0 where they are none."""
    reached = {0: 0}
    for end in range(1, len(letters) + 1):
        ways = [
            reached[start] + 1
            for start in range(max(0, end - _LONGEST_SYLLABLE), end)
            if start in reached and letters[start:end] in _syllable_set()
        ]
        if ways:
            reached[end] = min(ways)
    return reached.get(len(letters), 0)


@cache
def _syllable_set() -> frozenset[str]:
    """Return the syllables of Mandarin in Latin letters, and a few that nobody says."""
    initials = ("", *_INITIALS.split("|"))
    finals = _FINALS.split("|")
    no_alone = {
        "i",
        "u",
        "ui",
        "iu",
        "ie",
        "ue",
        "un",
        "in",
        "ing",
        "ong",
        "ia",
        "ian",
        "iang",
        "iao",
        "iong",
        "ua",
        "uai",
        "uan",
        "uang",
        "uo",
    }
    return frozenset(initial + final for initial in initials for final in finals if initial or final not in no_alone)

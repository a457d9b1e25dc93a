"""Makes `resources/entities/evidence/*.txt`: what speaks for a name, and for a word, learned from licensed sources.

    python packaging/make_name_evidence.py SOURCES

`SOURCES` is a folder with the unpacked sources, which `resources/entities/evidence/README.md` names with their
licences: `jieba/dict.txt`, `names/dist.*`, `faker/`, `opencc/TSCharacters.txt`, and two lists of words from SCOWL,
`american-english` and `american-english-small`.
"""

from __future__ import annotations

import importlib
import math
import re
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ENTITIES = ROOT / "resources" / "entities"
sys.path.insert(0, str(ROOT))

from engine.redaction.words.names import plain_letters  # noqa: E402
from engine.redaction.words.word_lists import (  # noqa: E402
    ENGLISH,
    FAMILY,
    FOREIGN,
    GIVEN,
    LONGEST_CHINESE,
    PLACE,
    RARE,
    lines_of_chinese,
    lines_of_latin,
)

_STEPS_PER_E = 2
"""Probabilities are kept as natural logarithms in halves: enough to weigh a name against a word."""
_RAREST_WORD = 5
_OURS = 2000
"""How often a word of screens counts that the dictionary, made from newspapers and books, does not know so well."""
_COMMONEST_SURNAME = 0.05
"""Our list of family names is ordered: the share of each goes down with its rank at least like this."""
_SHARES = {"dictionary": 0.5, "faker": 0.2, "ours": 0.3}
_FEWEST_BEARERS = 2
_FREQUENT_FAMILIES = 45_000
_SHORTEST_LATIN = 3


def main(sources: Path) -> None:
    sys.path.insert(0, str(sources))
    target = ENTITIES / "evidence"
    target.mkdir(exist_ok=True)
    tables = {name: tomllib.loads((ENTITIES / f"{name}.toml").read_text("utf-8")) for name in ("names", "surnames")}
    entries = [line.split() for line in (sources / "jieba" / "dict.txt").read_text("utf-8").splitlines()]
    words = [(word, int(count), kind) for word, count, kind in entries]
    chinese = _chinese_words(words, tables["names"]["zh_words"])
    _write(target / "zh_words.txt", lines_of_chinese(_level_of_each(chinese)))
    _write(target / "zh_names.txt", _chinese_names(words, tables))
    _write(target / "traditional.txt", _traditional(sources / "opencc" / "TSCharacters.txt"))
    _write(target / "latin.txt", lines_of_latin(_latin(sources)))
    _write(target / "elsewhere.txt", _elsewhere(sources))


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(path.name, path.stat().st_size)


def _levels(counts: Mapping[str, float], title: str = "") -> Iterator[str]:
    """Yield lines of a level and the words that have it: the logarithm of their share, in steps."""
    by_level: dict[int, list[str]] = defaultdict(list)
    for word, level in _level_of_each(counts).items():
        by_level[level].append(word)
    for level, words in sorted(by_level.items(), reverse=True):
        yield f"{title}{level} {' '.join(sorted(words))}"


def _level_of_each(counts: Mapping[str, float]) -> dict[str, int]:
    total = sum(counts.values())
    return {word: round(_STEPS_PER_E * math.log(count / total)) for word, count in counts.items() if count > 0}


def _chinese_words(words: Iterable[tuple[str, int, str]], ours: str) -> Counter[str]:
    """Return how often each word stands in texts. Names are left out: they are weighed as names."""
    counts = Counter(
        {
            word: count
            for word, count, kind in words
            if len(word) == 1 or (count >= _RAREST_WORD and len(word) <= LONGEST_CHINESE and not kind.startswith("nr"))
        }
    )
    for word in ours.split():
        counts[word] = max(counts[word], _OURS)
    return counts


def _chinese_names(words: Iterable[tuple[str, int, str]], tables: Mapping[str, Any]) -> Iterator[str]:
    """Yield how usual each family name is, each character of a given name, and each given name of two."""
    provider = importlib.import_module("faker.providers.person.zh_CN").Provider
    listed = tables["surnames"]
    surnames: dict[str, float] = {name: float(weight) for name, weight in provider.last_names.items()}
    total = sum(surnames.values())
    for rank, name in enumerate((*listed["one"], *listed["two"]), 1):
        surnames[name] = max(surnames.get(name, 0.0), total * _COMMONEST_SURNAME / rank)
    yield from _levels(surnames, "surname ")
    people = [word for word, _, kind in words if kind == "nr" and len(word) in (2, 3) and word[0] in surnames]
    given = [word[1:] for word in people]
    made_up = list(provider.first_names)
    ours = Counter(tables["names"]["zh_given"])
    for title, length, place in (("alone", 1, 0), ("first", 2, 0), ("second", 2, 1)):
        learned = Counter(name[place] for name in given if len(name) == length)
        drawn = Counter(name[place] for name in made_up if len(name) == length)
        yield from _levels(_mixed(learned, drawn, ours), f"{title} ")
    pairs = Counter(name for name in given if len(name) == 2)
    pairs.update(name for name in made_up if len(name) == 2 for _ in range(_FEWEST_BEARERS))
    yield from _levels({name: count for name, count in pairs.items() if count >= _FEWEST_BEARERS}, "pair ")


def _mixed(*counters: Counter[str]) -> dict[str, float]:
    totals = [sum(counter.values()) for counter in counters]
    return {
        sign: sum(
            share * counter[sign] / total
            for share, counter, total in zip(_SHARES.values(), counters, totals, strict=True)
        )
        for sign in sorted({sign for counter in counters for sign in counter})
    }


def _traditional(table: Path) -> Iterator[str]:
    """Yield pairs of a simplified sign and its traditional form, of those in the basic plane."""
    pairs = [line.split("\t") for line in table.read_text("utf-8").splitlines()]
    kept = [simple.split()[0] + old for old, simple in pairs if len(old) == 1 and len(simple.split()[0]) == 1]
    yield " ".join(sorted(pair for pair in kept if all("一" <= sign <= "鿿" for sign in pair) and pair[0] != pair[1]))


def _latin(sources: Path) -> dict[int, Iterable[str]]:
    """Return the usual words of English, and the given and family names that are no words of it, in plain letters."""
    english = (sources / "american-english").read_text("utf-8").split()
    common = {plain_letters(word) for word in english if word.islower() and word.isalpha()}
    given, family = _names_of_the_world(sources)
    given += [name for sex in ("male", "female") for name in _census(sources / "names" / f"dist.{sex}.first")]
    family += _census(sources / "names" / "dist.all.last")[:_FREQUENT_FAMILIES]
    usual = (sources / "american-english-small").read_text("utf-8").split()
    return {
        ENGLISH: (word for word in usual if re.fullmatch("[a-z]{2,}", word)),
        RARE: common - set(usual),
        GIVEN: _usable(given, common),
        FAMILY: _usable(family, common),
        FOREIGN: _foreign_words(sources),
        PLACE: _usable(_places(sources), common),
    }


def _foreign_words(sources: Path) -> list[str]:
    """Return usual words of languages in Latin letters, as texts have them: names among them are left to the names."""
    words: set[str] = set()
    for provider in _providers(sources, "lorem"):
        words.update(word for word in provider.word_list if word == word.lower())
    plain = {plain_letters(unicodedata.normalize("NFC", word)) for word in words}
    return sorted(word for word in plain if re.fullmatch(r"[a-z]{3,}", word))


def _places(sources: Path) -> Iterator[str]:
    """Yield the towns, lands and states of many countries, word by word."""
    for provider in _providers(sources, "address"):
        for name in _attributes(
            provider, r"cities|city_names?|countries|states|provinces|counties|departments|regions"
        ):
            yield from re.findall(r"[^\W\d_]+", name)


def _elsewhere(sources: Path) -> Iterator[str]:
    """Yield the given and family names in Cyrillic and Greek letters."""
    given, family = _names_of_the_world(sources)
    for script, letters in (("cyrillic", "[Ѐ-ӿ]{3,}"), ("greek", "[Ͱ-Ͽ]{3,}")):
        for kind, names in (("given", given), ("family", family)):
            plain = {plain_letters(unicodedata.normalize("NFC", name)) for name in names}
            yield f"{script}_{kind} {' '.join(sorted(name for name in plain if re.fullmatch(letters, name)))}"


def _census(path: Path) -> list[str]:
    """Return the names of a list of the US census of 1990, most frequent first."""
    return [line.split()[0] for line in path.read_text("utf-8").splitlines() if line.strip()]


def _names_of_the_world(sources: Path) -> tuple[list[str], list[str]]:
    given: list[str] = []
    family: list[str] = []
    for provider in _providers(sources, "person"):
        given += _attributes(provider, r"first_\w*names?\w*|given_\w+")
        family += _attributes(provider, r"(?:\w+_)?last_\w*names?\w*|surnames?\w*")
    return given, family


def _providers(sources: Path, kind: str) -> Iterator[Any]:
    """Yield what Faker has of a kind for each country."""
    for folder in sorted((sources / "faker" / "providers" / kind).glob("*_*")):
        if folder.is_dir() and not folder.name.startswith("__"):
            yield importlib.import_module(f"faker.providers.{kind}.{folder.name}").Provider


def _attributes(provider: Any, pattern: str) -> Iterator[str]:
    for attribute in dir(provider):
        names = getattr(provider, attribute)
        if re.fullmatch(pattern, attribute) and isinstance(names, list | tuple | dict):
            flat = (name for each in names for name in (each if isinstance(each, list | tuple) else [each]))
            yield from (name for name in flat if isinstance(name, str))


def _usable(names: Iterable[str], common: set[str]) -> list[str]:
    plain = {plain_letters(unicodedata.normalize("NFC", name)) for name in names}
    return sorted(
        name
        for name in plain
        if name.isascii() and name.isalpha() and len(name) >= _SHORTEST_LATIN and name not in common
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

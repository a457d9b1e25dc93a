"""The rule data of `resources/entities`: labels, harmless words, surnames."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from engine.domain.finding import EntityType
from engine.wording import RESOURCES

_LONGEST_SPACED = 3


@cache
def _table(name: str) -> dict[str, Any]:
    with (RESOURCES / "entities" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def simple_forms() -> dict[int, str]:
    """Return the simplified sign for each traditional one, as `str.translate` takes it."""
    pairs = (pair for line in evidence_lines("traditional") for pair in line.split())
    return {ord(pair[1]): pair[0] for pair in pairs}


def simplified(text: str) -> str:
    """Return a text with the signs of Taiwan and Hong Kong replaced, one by one."""
    return text if text.isascii() else text.translate(simple_forms())


@cache
def latin_labels(entity_type: EntityType) -> tuple[str, ...]:
    """Return the Latin labels of a kind, longest first; what is Chinese among them in simple signs."""
    labels = _table("labels")[entity_type.value]
    return _longest_first((*labels["en"], *labels.get("other", ())))


@cache
def chinese_labels(entity_type: EntityType) -> tuple[str, ...]:
    """Return the Chinese labels of a kind in simple signs, longest first."""
    return _longest_first(_table("labels")[entity_type.value]["zh"])


def _longest_first(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(sorted(set(map(simplified, labels))), key=len, reverse=True))


@cache
def labelled_types() -> tuple[EntityType, ...]:
    """Return the kinds that have labels."""
    return tuple(EntityType(name) for name in _table("labels"))


def latin_label_pattern(label: str) -> str:
    """Return a pattern (for use without case) of a Latin label.

    A space or a dash may be `_`, `-` or nothing, and O and l may have been read as 0 and 1.
    """
    plain = re.escape(label).replace(r"\-", " ").replace(r"\ ", " ").replace(" ", r"[ _\-]?")
    return plain.replace("o", "[o0]").replace("l", "[l1]")


def chinese_label_pattern(label: str) -> str:
    """Return a pattern of a Chinese label. Forms space short ones out: `密 码`."""
    is_short = len(label) <= _LONGEST_SPACED and not label.isascii()
    return "[ ]{0,4}".join(map(re.escape, label)) if is_short else re.escape(label)


@cache
def label_types() -> dict[str, EntityType]:
    """Return the kind by label, in lower case and without spaces."""
    return {
        squeezed(label): entity_type
        for entity_type in labelled_types()
        for label in (*latin_labels(entity_type), *chinese_labels(entity_type))
    }


@cache
def label_words() -> frozenset[str]:
    """Return the words of which the labels of all languages are made, in lower case: they name things, not people."""
    return frozenset(
        word for kind in labelled_types() for label in latin_labels(kind) for word in label.lower().split()
    )


def squeezed(label: str) -> str:
    """Return a label as it is compared: lower case, simple signs, letters and digits only, 0 and 1 read as o and l."""
    return simplified("".join(filter(str.isalnum, label)).lower().replace("0", "o").replace("1", "l"))


@cache
def harmless_words() -> frozenset[str]:
    """Return the words that follow a label and are no value, in lower case."""
    words = _table("harmless")
    return frozenset((*words["en"], *words["zh"]))


@cache
def words_of_links() -> frozenset[str]:
    """Return how links and settings begin that name a secret and have none: `Forgot password`."""
    return frozenset(_table("harmless")["links"])


@cache
def surname_pattern() -> str:
    surnames = _table("surnames")
    return f"(?:{'|'.join(surnames['two'])}|[{surnames['one']}])"


@cache
def form_of_address_pattern() -> str:
    return "(?:" + "|".join(_table("surnames")["titles"]) + ")"


@cache
def rare_surnames() -> tuple[str, ...]:
    """Return the Chinese family names that few people bear."""
    surnames = _table("surnames")
    return (*surnames["rare"].replace("\n", ""), *surnames["rare_two"].split())


@cache
def names_elsewhere(key: str) -> tuple[str, ...]:
    """Return Vietnamese family names, or endings and words among names in Cyrillic and Greek letters."""
    return tuple(_table("surnames")[key].split())


@cache
def foreign_sounds() -> tuple[tuple[str, ...], str]:
    """Return the parts of names that Chinese writes by sound, longest first, and the signs of other sounds."""
    surnames = _table("surnames")
    parts = tuple(sorted(surnames["parts"].split(), key=len, reverse=True))
    return parts, "".join(surnames["sounds"].split())


@cache
def names_table() -> dict[str, str]:
    """Return the lists of given names, family names and words that are in no name."""
    return _table("names")


@cache
def words_beside(key: str) -> str:
    """Return the words of a sort beside which a person is named."""
    return str(_table("beside")[key])


def evidence_lines(name: str) -> list[str]:
    """Return the lines of a table that was learned: what speaks for a name, and for a word."""
    return (RESOURCES / "entities" / "evidence" / f"{name}.txt").read_text("utf-8").splitlines()


def evidence_bytes(name: str) -> bytes:
    """Return a table that is no text, as it lies there."""
    return (RESOURCES / "entities" / "evidence" / name).read_bytes()


@cache
def technical_words() -> frozenset[str]:
    """Return the words of those who look after computers that no list of languages has: `kubectl`."""
    return frozenset(word for words in _table("technical").values() for word in words.split())


@cache
def platform_words() -> frozenset[str]:
    """Return how the programs begin that run on every cluster."""
    return frozenset(_table("technical")["platform"].split())


@cache
def surroundings_table() -> dict[str, dict[str, str]]:
    """Return the words near which accounts, machines and papers stand."""
    return _table("surroundings")


@cache
def syllable_families() -> frozenset[str]:
    """Return Chinese family names in Latin letters."""
    return frozenset(_table("surnames")["latin"].split())

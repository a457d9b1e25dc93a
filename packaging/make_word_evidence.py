"""Makes `resources/entities/evidence/words.bloom`: which words people and programs write, of many languages.

    python packaging/make_word_evidence.py

Needs `wordfreq` 3.1.1 beside the packages of Deskside. What is not among these words is no word: `sulijuan`.
"""

from __future__ import annotations

import importlib
import re
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.redaction.words.names import plain_letters  # noqa: E402
from engine.redaction.words.vocabulary import HASHES, places_of  # noqa: E402

_LANGUAGES = [
    "ca",
    "cs",
    "da",
    "de",
    "es",
    "fi",
    "fil",
    "fr",
    "hu",
    "id",
    "is",
    "it",
    "lt",
    "lv",
    "ms",
    "nb",
    "nl",
    "pl",
    "pt",
    "ro",
    "sh",
    "sk",
    "sl",
    "sv",
    "tr",
    "vi",
]
_RAREST = 2e-6
"""Of so many words at least one is this one: rarer ones are names and slips."""
_RAREST_ENGLISH = 1e-7
"""English is the language of technical words, and its list has the longest tail."""
_SHORTEST = 3
_FEWEST_FILES = 2
_BITS_LOG2 = 23
"""Fifteen bits a word: of words that are none, one in a thousand is taken for one."""


def main() -> None:
    words = {plain_letters(word) for word in (*_usual(), *_of_programs())}
    kept = sorted(word for word in words if len(word) >= _SHORTEST and word.isascii() and word.isalpha())
    table = bytearray(1 << (_BITS_LOG2 - 3))
    for word in kept:
        for place in places_of(word, len(table)):
            table[place >> 3] |= 1 << (place & 7)
    target = ROOT / "resources" / "entities" / "evidence" / "words.bloom"
    target.write_bytes(bytes(table))
    filled = sum(map(int.bit_count, table)) / (len(table) * 8)
    print(f"{len(kept)} words, {len(table)} bytes, taken for one by mistake: {filled**HASHES:.5f}")


def _usual() -> Iterator[str]:
    """Yield the usual words of each language."""
    wordfreq = importlib.import_module("wordfreq")
    for language in ("en", *_LANGUAGES):
        frequencies: Mapping[str, float] = wordfreq.get_frequency_dict(language, wordlist="best")
        least = _RAREST_ENGLISH if language == "en" else _RAREST
        yield from (word for word, frequency in frequencies.items() if frequency >= least)


def _of_programs() -> Iterator[str]:
    """Yield the words that stand in more than one file of Python's own library: `hostname`, `passwd`, `argv`."""
    files: Counter[str] = Counter()
    for path in sorted(Path(sysconfig.get_paths()["stdlib"]).rglob("*.py")):
        if not {"site-packages", "test", "tests"} & set(path.parts):
            text = path.read_text("utf-8", errors="ignore")
            files.update({word.lower() for word in re.findall(r"[A-Za-z][a-z]+|[A-Z]+", text)})
    yield from (word for word, count in files.items() if count >= _FEWEST_FILES)


if __name__ == "__main__":
    main()

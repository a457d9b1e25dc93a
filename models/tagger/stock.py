"""Words to compose screens of, from the lists that come with the program and from the captions of the window kit."""

from __future__ import annotations

import re
import struct
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from engine.redaction.words.entities import evidence_lines
from engine.redaction.words.names import _words
from engine.redaction.words.word_lists import ENGLISH, FAMILY, FOREIGN, GIVEN, RARE

_ROOT = Path(__file__).resolve().parents[2]
_IDEOGRAPH = re.compile(r"[一-鿿]")
_TRANSLATION, _SOURCE, _MESSAGES = 3, 6, 0x69
_HEAD_OF_QM = 16
_LONGEST_CAPTION = 60
_LEAST_OF_SENTENCE, _MOST_OF_SENTENCE = 24, 150
_NO_TEXT = re.compile(r"%[0-9nL]|[<>{}\n]")


@cache
def _latin() -> dict[str, int]:
    words = {}
    for line in evidence_lines("latin"):
        beginning, *rests = line.split(" ")
        for rest in rests:
            words[beginning + rest[:-2]] = int(rest[-2:], 8)
    return words


@cache
def listed(kind: int) -> list[str]:
    """Return the words of a kind of the long list; of several kinds are those that are nothing else left out."""
    return sorted(word for word, kinds in _latin().items() if kinds & kind and len(word) > 2)


@cache
def ordinary() -> list[str]:
    """Return words in Latin letters that name nobody, English and others."""
    names = GIVEN | FAMILY
    return sorted(w for w, k in _latin().items() if k & (ENGLISH | RARE | FOREIGN) and not k & names and len(w) > 3)


@cache
def usual_names(key: str) -> list[str]:
    """Return the usual given or family names."""
    return sorted(name for name in _words(key) if len(name) > 2)


@cache
def chinese_words(least: int = 2) -> list[str]:
    """Return words of ideographs, the usual ones first."""
    levels = chinese_levels()
    return sorted((word for word in levels if len(word) >= least), key=lambda word: (-levels[word], word))


@cache
def chinese_levels() -> dict[str, int]:
    """Return how usual words of ideographs are."""
    levels = {}
    for line in evidence_lines("zh_words"):
        sign, single, *longer = line.split(" ")
        if single:
            levels[sign] = ord("@") - ord(single)
        for length, rests in enumerate(longer, 1):
            for place in range(0, len(rests), length + 1):
                levels[sign + rests[place : place + length]] = ord("@") - ord(rests[place + length])
    return levels


@cache
def captions(language: str) -> list[str]:
    """Return short texts of programs in a language: of our own window, and of the window kit's translations."""
    texts = {*_all_of_kit(language), *(_own(language) if language in ("en", "zh") else ())}
    return sorted(text for text in texts if _is_caption(text, language))


@cache
def _all_of_kit(language: str) -> list[str]:
    """Return all texts that the window kit knows in a language."""
    from PySide6.QtCore import QLibraryInfo

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    suffix = {"zh": "zh_CN", "pt": "pt_BR", "en": "de"}.get(language, language)
    kind = _SOURCE if language == "en" else _TRANSLATION
    texts = {text for file in sorted(folder.glob(f"*_{suffix}.qm")) for text in _of_qm(file, kind)}
    if language == "zh":
        texts |= {text for file in sorted(folder.glob("*_zh_TW.qm")) for text in _of_qm(file, kind)}
    return sorted(texts)


@cache
def sentences(language: str) -> list[str]:
    """Return sentences of our own fixes and papers, or long ones of the window kit's translations."""
    if language not in ("en", "zh"):
        return [
            text
            for text in _all_of_kit(language)
            if _LEAST_OF_SENTENCE < len(text) <= _MOST_OF_SENTENCE and not _NO_TEXT.search(text)
        ]
    files = sorted((_ROOT / "resources" / "fixes" / language).rglob("*.md"))
    files += sorted((_ROOT / "docs").glob("*.zh.md" if language == "zh" else "*.md"))
    found = set()
    for file in files:
        for part in re.split(r"\n|(?<=[.;。；！？]) ?", file.read_text(encoding="utf-8").split("---", 2)[-1]):
            text = part.strip(" -*#`|>")
            is_chinese = _IDEOGRAPH.search(text) is not None
            least = _LEAST_OF_SENTENCE // (3 if language == "zh" else 1)
            if (
                least < len(text) <= _MOST_OF_SENTENCE
                and is_chinese == (language == "zh")
                and not _NO_TEXT.search(text)
            ):
                found.add(text.replace("`", "").replace("**", ""))
    return sorted(found)


def _is_caption(text: str, language: str) -> bool:
    is_chinese = _IDEOGRAPH.search(text) is not None
    return 1 < len(text) <= _LONGEST_CAPTION and not _NO_TEXT.search(text) and is_chinese == (language == "zh")


def _own(language: str) -> Iterator[str]:
    for file in sorted((_ROOT / "resources" / "wording").glob("*.toml")):
        yield from _strings(tomllib.loads(file.read_text(encoding="utf-8")))
    for file in sorted((_ROOT / "resources" / "fixes" / language).rglob("*.md")):
        body = file.read_text(encoding="utf-8").split("---", 2)[-1]
        yield from (part.strip(" -*#`") for part in re.split(r"[\n。.;；:：,，]", body))


def _strings(table: object) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for each in table.values():
            yield from _strings(each)


def _of_qm(file: Path, kind: int) -> Iterator[str]:
    """Yield texts of a compiled translation: sections of (tag, length, bytes); messages are made alike."""
    content = file.read_bytes()
    place = _HEAD_OF_QM
    while place + 5 <= len(content):
        tag, length = struct.unpack_from(">BI", content, place)
        if tag == _MESSAGES:
            yield from _of_messages(content[place + 5 : place + 5 + length], kind)
        place += 5 + length


def _of_messages(content: bytes, kind: int) -> Iterator[str]:
    place = 0
    while place < len(content):
        tag = content[place]
        place += 1
        if tag == 1:
            continue
        if tag == 5:
            place += 4
            continue
        (length,) = struct.unpack_from(">I", content, place)
        place += 4
        if length == 0xFFFFFFFF:
            continue
        text = content[place : place + length]
        place += length
        if tag == kind:
            yield text.decode("utf-16-be" if kind == _TRANSLATION else "utf-8", "ignore").replace("&", "").strip()

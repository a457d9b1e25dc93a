"""Sentences shown to people, in English and Chinese, side by side in `resources/wording/*.toml`.

A key is `file.table`, for example `picture.too_large`. Each table holds `en` and `zh`, and, for errors,
`en_remedy` and `zh_remedy`: what the reader can do about it. Placeholders are written `{name}`.
"""

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


class Language(StrEnum):
    """A language that Deskside speaks."""

    EN = "en"
    ZH = "zh"


@cache
def _tables(topic: str) -> dict[str, dict[str, str]]:
    with (RESOURCES / "wording" / f"{topic}.toml").open("rb") as file:
        return tomllib.load(file)


def say(key: str, language: Language = Language.EN, **values: object) -> str:
    """Return the sentence for `key`. Raises KeyError for an unknown key: a missing sentence is a bug."""
    topic, _, name = key.partition(".")
    return _tables(topic)[name][language.value].format(**values)


def is_known(key: str) -> bool:
    """Tell whether there is a sentence for `key`: for names that people may make up."""
    topic, _, name = key.partition(".")
    return name in _tables(topic)


def remedy(key: str, language: Language = Language.EN, **values: object) -> str:
    """Return what the reader can do about `key`, or an empty string where there is nothing to do."""
    topic, _, name = key.partition(".")
    return _tables(topic)[name].get(f"{language.value}_remedy", "").format(**values)

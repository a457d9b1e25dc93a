"""The guard's rules, from three files that an administrator can replace."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from engine.domain.search_text import normalised, stands_alone
from engine.errors import SettingsError
from engine.wording import RESOURCES, Language

Texts = dict[Language, str]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the guard looks for, and what it writes."""

    terms: tuple[str, ...]
    """Normalised, without spaces; as `squeezed` gives them."""
    patterns: tuple[re.Pattern[str], ...]
    """For the normalised text; those of the terms first."""
    marker: Texts
    disclaimer: Texts
    """Empty where it is switched off."""
    removes_unknown_citations: bool
    notes_uncited: bool


def read_rules(config_folder: Path | None) -> Rules:
    """Read the rules: each file from `<config_folder>/guard` if it is there, else as it came with Deskside.

    Raises SettingsError for a file that cannot be used: a guard that is silently off is worse than none.
    """
    blocked = _File.find("blocked_terms.toml", config_folder)
    disclaimer = _File.find("disclaimer.toml", config_folder)
    citations = _File.find("citations.toml", config_folder)
    terms = [term for term in blocked.texts("terms") if squeezed(term)]
    return Rules(
        terms=tuple(squeezed(term) for term in terms),
        patterns=(
            *(re.compile(_term_pattern(term)) for term in terms),
            *(blocked.pattern(pattern) for pattern in blocked.texts("patterns")),
        ),
        marker=blocked.by_language("marker"),
        disclaimer=disclaimer.by_language() if disclaimer.flag("enabled") else {},
        removes_unknown_citations=citations.flag("remove_unknown"),
        notes_uncited=citations.flag("note_uncited"),
    )


def squeezed(text: str) -> str:
    """Return the normal form without spaces, dashes and underscores, in which spelling variants meet."""
    return re.sub(r"[\s_-]+", "", normalised(text))


@dataclass(frozen=True, slots=True)
class _File:
    """One parsed file, with checks that name it."""

    path: Path
    table: dict[str, object]

    @classmethod
    def find(cls, name: str, config_folder: Path | None) -> _File:
        own = config_folder / "guard" / name if config_folder else None
        path = own if own and own.exists() else RESOURCES / "guard" / name
        try:
            return cls(path, tomllib.loads(path.read_text(encoding="utf-8-sig")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError("guard.unreadable", path=path, detail=str(error)) from error

    def flag(self, name: str) -> bool:
        value = self.table.get(name)
        if not isinstance(value, bool):
            raise SettingsError("guard.wrong_value", path=self.path, name=name)
        return value

    def texts(self, name: str) -> list[str]:
        value = self.table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise SettingsError("guard.wrong_value", path=self.path, name=name)
        return value

    def by_language(self, name: str = "") -> Texts:
        table = self.table.get(name) if name else self.table
        texts: Texts = {}
        for language in Language:
            value = table.get(language.value) if isinstance(table, dict) else None
            if not isinstance(value, str) or not value.strip():
                where = f"{name}.{language.value}" if name else language.value
                raise SettingsError("guard.wrong_value", path=self.path, name=where)
            texts[language] = value.strip()
        return texts

    def pattern(self, text: str) -> re.Pattern[str]:
        try:
            return re.compile(text)
        except re.error as error:
            raise SettingsError("guard.bad_pattern", path=self.path, pattern=text, detail=str(error)) from error


def _term_pattern(term: str) -> str:
    """Write a term as a pattern: any spacing between words or Chinese characters, and whole words only."""
    form = " ".join(re.split(r"[\s_-]+", normalised(term).strip()))
    parts: list[str] = []
    for index, char in enumerate(form):
        if char == " ":
            parts.append(r"[\s_-]*" if _is_beside_lone(form, index) else r"[\s_-]+")
            continue
        parts.append(re.escape(char))
        if stands_alone(char) and form[index + 1 : index + 2] not in ("", " "):
            parts.append(r"\s*")
    left = r"(?<![a-z0-9])" if form[0].isascii() and form[0].isalnum() else ""
    right = r"(?![a-z0-9])" if form[-1].isascii() and form[-1].isalnum() else ""
    return left + "".join(parts) + right


def _is_beside_lone(form: str, index: int) -> bool:
    return stands_alone(form[index - 1]) or stands_alone(form[index + 1])

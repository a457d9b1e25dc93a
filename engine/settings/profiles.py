"""Profiles of applications: one TOML file each in `<configuration>/profiles`.

name = "SAP"                     # or else the file's name
[application]                    # every pattern given must fit; * and ?, without regard to case
window_class = "saplogon*"
process = "saplogon*"
title = "*SAP Easy Access*"
[treatments]                     # cover, ask or leave; at least as strict as the policy
IP = "leave"
[words]
cover = ["PROJECT-*"]            # as in site_words.txt
allow = ["0800 123456"]          # as in allow.txt
[covering]
extent = "box"                   # text or box
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from engine.domain.finding import CoverExtent, EntityType
from engine.domain.rules import ASKABLE, Profile, Treatment, allow_list
from engine.domain.screen import Application
from engine.errors import SettingsError

T = TypeVar("T")

PROFILES = "profiles"
"""The folder, beside the settings file."""
LISTS = ("people.txt", "hosts.txt", "site_words.txt", "allow.txt")
_KEYS: Mapping[str, frozenset[str]] = {
    "application": frozenset({"window_class", "process", "title"}),
    "treatments": frozenset(kind.value for kind in ASKABLE),
    "words": frozenset({"cover", "allow"}),
    "covering": frozenset({"extent"}),
}


@dataclass(frozen=True, slots=True)
class ProfileFolder:
    """The profiles that can be read, by file name, and what is wrong with the others."""

    readable: tuple[Profile, ...] = ()
    damaged: tuple[SettingsError, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> ProfileFolder:
        """Read all profiles of a folder. A damaged one is left out and told; the others hold."""
        found = list(_read(folder))
        readable = tuple(profile for _, profile in found if isinstance(profile, Profile))
        return cls(readable, tuple(error for _, error in found if isinstance(error, SettingsError)))

    def named(self, name: str) -> Profile:
        """Return the profile with a name, without regard to case. Raises SettingsError."""
        for profile in self.readable:
            if profile.name.casefold() == name.casefold():
                return profile
        known = ", ".join(profile.name for profile in self.readable) or "-"
        raise SettingsError("settings.no_such_profile", name=name, known=known)


def profile_paths(folder: Path) -> dict[str, Path]:
    """Return the file of each profile of a folder that can be read, by the profile's name."""
    return {profile.name: path for path, profile in _read(folder) if isinstance(profile, Profile)}


def _read(folder: Path) -> Iterator[tuple[Path, Profile | SettingsError]]:
    """Yield each file with its profile, or with what is wrong with it."""
    taken: set[str] = set()
    for path in sorted(folder.glob("*.toml")):
        try:
            profile = _profile(path, taken)
        except (OSError, ValueError, TypeError) as error:
            reason = f"{type(error).__name__}: {error}"
            yield path, SettingsError("settings.profile_damaged", name=path.name, reason=reason)
        else:
            taken.add(profile.name)
            yield path, profile


def damaged_lists(folder: Path) -> Iterator[SettingsError]:
    """Yield what is wrong with the site's lists in a folder."""
    for name in LISTS:
        try:
            (folder / name).read_text(encoding="utf-8-sig")
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, UnicodeDecodeError) as error:
            yield SettingsError("settings.list_unreadable", name=name, detail=type(error).__name__)


def _profile(path: Path, taken: Collection[str]) -> Profile:
    """Read one file whose name none of the others has. Raises OSError, ValueError or TypeError."""
    table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    if unknown := table.keys() - _KEYS.keys() - {"name"}:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    name = table.get("name", path.stem)
    if not isinstance(name, str) or not name.strip():
        raise TypeError("name is a text")
    if name.strip() in taken:
        raise ValueError(f"another file has the name {name.strip()!r}")
    words = _section(table, "words", _texts)
    extent = _section(table, "covering", _text).get("extent")
    treatments = _section(table, "treatments", _text)
    return Profile(
        name.strip(),
        Application(**_section(table, "application", _text)),
        {EntityType(kind): Treatment(treatment) for kind, treatment in treatments.items()},
        words.get("cover", ()),
        allow_list(words.get("allow", ())),
        CoverExtent(extent) if extent is not None else None,
    )


def _section(table: Mapping[str, object], name: str, read: Callable[[object], T]) -> dict[str, T]:
    rows = table.get(name, {})
    if not isinstance(rows, dict):
        raise TypeError(f"[{name}] is a section")
    if unknown := rows.keys() - _KEYS[name]:
        raise ValueError(f"unknown in [{name}]: {', '.join(sorted(unknown))}")
    return {key: read(value) for key, value in rows.items()}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list of texts")
    return tuple(map(_text, value))

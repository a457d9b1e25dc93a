"""Carrying settings from one desk to another: one file, read within the organisation's policy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.errors import SettingsError
from engine.settings.settings import Settings
from engine.settings.table import Value


@dataclass(frozen=True, slots=True)
class SettingsTaken:
    """What came of reading a file: keys of the settings."""

    changed: tuple[str, ...]
    refused: tuple[str, ...]
    """Those that the organisation has decided otherwise."""
    has_keys: bool
    """Whether the file brought keys of the agent's own."""


def export_settings(settings: Settings, path: Path) -> int:
    """Write all that differs from the defaults; returns how many settings. Raises SettingsError."""
    settings.write_to(path)
    return len(settings.changed)


def import_settings(settings: Settings, path: Path) -> SettingsTaken:
    """Take over what a file sets; what it does not name stays as it is. Raises SettingsError and changes nothing.

    The file is checked as a whole first. What the policy forbids is left out and named.
    """
    if not path.is_file():
        raise SettingsError("settings.unreadable", path=path, detail="no file")
    given = Settings.load(path)
    changed: list[str] = []
    refused: list[str] = []
    for key, value in given.changed.items():
        _take(settings, key, value, changed, refused)
    settings.own_keys |= given.own_keys
    return SettingsTaken(tuple(changed), tuple(refused), bool(given.own_keys))


def _take(settings: Settings, key: str, value: Value, changed: list[str], refused: list[str]) -> None:
    before = settings.get(key)
    if settings.is_fixed(key) and before != value:
        refused.append(key)
        return
    try:
        settings.set(key, value)
    except SettingsError:
        refused.append(key)
        return
    if settings.get(key) != before:
        changed.append(key)

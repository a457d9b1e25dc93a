"""The values of the settings, read from and written to one TOML file."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import tomli_w

from engine.domain.answer import SamplingParams
from engine.errors import SettingsError
from engine.settings.table import TABLE, Setting, Value


@dataclass(slots=True)
class Settings:
    """Values that differ from their defaults, checked against the table. Unknown keys in the file are kept."""

    path: Path | None = None
    _changed: dict[str, Value] = field(default_factory=dict)
    _unknown: dict[str, object] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read the file; one that is not there gives the defaults. Raises SettingsError."""
        settings = cls(path)
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return settings
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError("settings.unreadable", path=path, detail=str(error)) from error
        for section, rows in tables.items():
            for name, value in (rows if isinstance(rows, dict) else {"": rows}).items():
                key = f"{section}.{name}" if name else section
                if key in TABLE:
                    settings._changed[key] = _checked(TABLE[key], value)
                else:
                    settings._unknown[key] = value
        return settings

    def get(self, key: str) -> Value:
        return self._changed.get(key, TABLE[key].default)

    def text(self, key: str) -> str:
        return str(self.get(key))

    def integer(self, key: str) -> int:
        return int(self.get(key))

    def number(self, key: str) -> float:
        return float(self.get(key))

    def flag(self, key: str) -> bool:
        return bool(self.get(key))

    def set(self, key: str, value: object) -> None:
        """Set a value (text is converted to the row's type). Raises SettingsError."""
        if key not in TABLE:
            raise SettingsError("settings.unknown", name=key)
        self._changed[key] = _checked(TABLE[key], value)

    def reset(self, key: str) -> None:
        self._changed.pop(key, None)

    def save(self) -> None:
        """Write the file in one step: a crash leaves the old one or the new one."""
        if self.path is None:
            return
        tables: dict[str, dict[str, object]] = {}
        for key, value in {**self._unknown, **self._changed}.items():
            section, _, name = key.partition(".")
            tables.setdefault(section, {})[name or section] = value
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.path.with_suffix(".toml.new")
        try:
            with draft.open("wb") as file:
                tomli_w.dump(tables, file)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.path)
        except OSError as error:
            raise SettingsError("settings.unwritable", path=self.path, detail=str(error)) from error

    def sampling(self) -> SamplingParams:
        return SamplingParams(
            temperature=self.number("sampling.temperature"),
            top_p=self.number("sampling.top_p"),
            top_k=self.integer("sampling.top_k"),
            presence_penalty=self.number("sampling.presence_penalty"),
            max_tokens=self.integer("sampling.max_tokens"),
            seed=self.integer("sampling.seed"),
        )


def _checked(row: Setting, value: object) -> Value:
    try:
        converted = _converted(row, value)
    except (TypeError, ValueError) as error:
        raise SettingsError("settings.wrong_type", name=row.key, value=value) from error
    if row.choices and converted not in row.choices:
        raise SettingsError("settings.not_a_choice", name=row.key, choices=", ".join(row.choices))
    is_number = isinstance(converted, int | float)
    if is_number and row.low is not None and row.high is not None and not row.low <= float(converted) <= row.high:
        raise SettingsError("settings.out_of_range", name=row.key, low=row.low, high=row.high)
    return converted


def _converted(row: Setting, value: object) -> Value:
    if isinstance(row.default, bool):
        if isinstance(value, bool):
            return value
        if str(value).lower() in {"true", "yes", "on", "1"}:
            return True
        if str(value).lower() in {"false", "no", "off", "0"}:
            return False
        raise ValueError(value)
    if isinstance(row.default, int):
        return int(str(value))
    if isinstance(row.default, float):
        return float(str(value))
    return str(value)

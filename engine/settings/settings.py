"""The values of the settings, read from and written to one TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import tomli_w

from engine.domain.answer import SamplingParams
from engine.domain.finding import CoverExtent
from engine.domain.preset import Preset
from engine.domain.rules import ASKABLE, RedactionRules, Treatment, allow_list
from engine.domain.upkeep import RetentionRules
from engine.durable import FOR_ALL, publish, write_draft
from engine.errors import SettingsError
from engine.settings.policy import Policy, policy_file
from engine.settings.presets import PRESETS, PresetFolder
from engine.settings.profiles import PROFILES, ProfileFolder, damaged_lists
from engine.settings.table import TABLE, Value, checked

_KEYS = "keys"
"""The section of the file that is no part of the table: one row for each action with keys of the agent's own."""


@dataclass(slots=True)
class Settings:
    """Values that differ from their defaults, checked against the table and the organisation's policy.

    Unknown keys in the file are kept.
    """

    path: Path | None = None
    policy: Policy = field(default_factory=Policy.of_machine)
    """Stronger than every value here."""
    recommended: Mapping[str, Value] = field(default_factory=dict)
    """The defaults, by key, that come with the model: how it writes, how much it looks at."""
    own_keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The agent's own keys by action of the window, as `[keys]` in the file; no keys at all where it is empty."""
    spares_file: bool = False
    """The file could not be read, so what stands in it is not known here: it is never written over."""
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
        settings.own_keys = _keys_in(tables.pop(_KEYS, {}))
        for section, rows in tables.items():
            for name, value in (rows if isinstance(rows, dict) else {"": rows}).items():
                key = f"{section}.{name}" if name else section
                if key in TABLE:
                    settings._changed[key] = checked(TABLE[key], value)
                else:
                    settings._unknown[key] = value
        return settings

    @classmethod
    def defaults_beside(cls, path: Path) -> Settings:
        """Return the defaults for a profile whose settings file cannot be read; what stands beside it holds."""
        return cls(path, spares_file=True)

    def get(self, key: str) -> Value:
        """Return the value that holds: the policy's, or the one that is set as far as the policy allows it."""
        return self.policy.value(key, self._changed.get(key, self.default(key)))

    def default(self, key: str) -> Value:
        """Return what holds where nobody has set anything: what is recommended for the model, or the table's."""
        usual = TABLE[key].default
        return type(usual)(self.recommended.get(key, usual))

    def is_fixed(self, key: str) -> bool:
        """Tell whether the organisation has decided this one."""
        return self.policy.is_fixed(key)

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
        converted = checked(TABLE[key], value)
        if not self.policy.allows(key, converted):
            raise SettingsError("settings.set_by_organisation", name=key)
        self._changed[key] = converted

    def reset(self, key: str) -> None:
        self._changed.pop(key, None)

    def save(self) -> None:
        """Write the file in one step: a crash leaves the old one or the new one. Raises SettingsError.

        One that could not be read is left as it is (`settings.not_kept`); once it is gone, a new one is written.
        """
        if self.path is None:
            return
        if self.spares_file:
            if self.path.exists():
                raise SettingsError("settings.not_kept", path=self.path)
            self.spares_file = False
        self.write_to(self.path)

    @property
    def changed(self) -> Mapping[str, Value]:
        """What somebody has set, by key."""
        return dict(self._changed)

    def write_to(self, path: Path) -> None:
        """Write all that differs from the defaults to a file, in one step. Raises SettingsError."""
        tables: dict[str, dict[str, object]] = {}
        for key, value in {**self._unknown, **self._changed}.items():
            section, _, name = key.partition(".")
            tables.setdefault(section, {})[name or section] = value
        if self.own_keys:
            tables[_KEYS] = {action: list(keys) for action, keys in sorted(self.own_keys.items())}
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            publish(write_draft(path, tomli_w.dumps(tables).encode(), FOR_ALL), path)
        except OSError as error:
            raise SettingsError("settings.unwritable", path=path, detail=str(error)) from error

    def redaction_rules(self) -> RedactionRules:
        """Return what is done with each kind of finding, now. Raises SettingsError for an unreadable list."""
        treatments = {kind: Treatment(self.text(f"redaction.{kind.value}")) for kind in ASKABLE}
        return RedactionRules(
            treatments,
            self.policy.always_covered,
            allow_list(self._allowed()),
            self.policy.floors(),
            extent=CoverExtent(self.text("redaction.extent")),
            least_extent=self.policy.least_extent,
            profiles=self.profiles().readable,
        )

    def profiles(self) -> ProfileFolder:
        """Read the profiles of applications, beside the settings file."""
        return ProfileFolder.read(self.path.parent / PROFILES) if self.path is not None else ProfileFolder()

    @property
    def presets_folder(self) -> Path:
        """Where this site's own presets stand. Raises SettingsError where they are switched off."""
        if self.path is None or not self.flag("answers.own_presets"):
            raise SettingsError("presets.own_forbidden")
        return self.path.parent / PRESETS

    def presets(self) -> PresetFolder:
        """Read the presets: those that came with Deskside and, unless switched off, the site's own."""
        has_own = self.path is not None and self.flag("answers.own_presets")
        folder = PresetFolder.read(self.presets_folder if has_own else None)
        return PresetFolder(tuple(map(self._within_policy, folder.readable)), folder.damaged)

    def complaints(self) -> list[SettingsError]:
        """Return what of the organisation's own rules cannot be read: policy, profiles, lists."""
        found = [*self.profiles().damaged, *(damaged_lists(self.path.parent / "entities") if self.path else ())]
        if self.policy.damage:
            found.insert(0, SettingsError("settings.policy_damaged", path=policy_file(), reason=self.policy.damage))
        return found

    def _within_policy(self, preset: Preset) -> Preset:
        """Take out of a preset what the organisation has decided, and leave a model that thinks its room for it."""
        sampling = {name: value for name, value in preset.sampling.items() if not self.is_fixed(f"sampling.{name}")}
        if "max_tokens" in sampling:
            needed = int(self.recommended.get("sampling.max_tokens", 0))
            usual = int(TABLE["sampling.max_tokens"].default)
            sampling["max_tokens"] = max(sampling["max_tokens"], needed if needed > usual else 0)
        adapters = () if self.is_fixed("model.adapters") else preset.adapters
        return replace(preset, sampling=sampling, adapters=adapters)

    def _allowed(self) -> list[str]:
        """Read `entities/allow.txt` beside the settings: values that are no secret at this site."""
        if self.path is None:
            return []
        try:
            return (self.path.parent / "entities" / "allow.txt").read_text(encoding="utf-8-sig").splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError("settings.list_unreadable", name="allow.txt", detail=type(error).__name__) from error

    def adapters(self) -> tuple[str, ...]:
        """Return the names of the LoRA adapters to answer with."""
        return tuple(name for part in self.text("model.adapters").split(",") if (name := part.strip()))

    def retention(self) -> RetentionRules:
        """Return for how long things are kept."""
        return RetentionRules(self.integer("retention.picture_days"), self.integer("retention.case_days"))

    def sampling(self) -> SamplingParams:
        return SamplingParams(
            temperature=self.number("sampling.temperature"),
            top_p=self.number("sampling.top_p"),
            top_k=self.integer("sampling.top_k"),
            presence_penalty=self.number("sampling.presence_penalty"),
            max_tokens=self.integer("sampling.max_tokens"),
            seed=self.integer("sampling.seed"),
            min_p=self.number("sampling.min_p"),
            repeat_penalty=self.number("sampling.repeat_penalty"),
            frequency_penalty=self.number("sampling.frequency_penalty"),
        )


def _keys_in(rows: object) -> dict[str, tuple[str, ...]]:
    """Read `[keys]`: action and a list of key sequences, or one. Raises SettingsError."""
    if not isinstance(rows, dict):
        raise SettingsError("settings.wrong_type", name=_KEYS, value=rows)
    found = {}
    for action, keys in rows.items():
        listed = [keys] if isinstance(keys, str) else keys
        if not isinstance(listed, list) or not all(isinstance(key, str) for key in listed):
            raise SettingsError("settings.wrong_type", name=f"{_KEYS}.{action}", value=keys)
        found[str(action)] = tuple(key for key in listed if key)
    return found

'''One preset as a TOML file. Whoever wrote it, nothing in it is run, opened or fetched.

uid = "steps"                  # a to z, 0 to 9, dot, dash, underscore
shortcut = "fix"               # finds it without an input method; may be left out
icon = "check"                 # a name from resources/icons; may be left out
offers_fixes = true            # whether the model is given the desk's fixes
adapters = ["bank"]            # LoRA adapters by name; none: those of the settings
stop = ["END"]                 # the answer ends before the first of these
json_schema = '{"type": "object"}'   # the answer is JSON that keeps to it

[en]                           # and, or, [zh]
name = "Steps to fix"
about = "One sentence for the agent."
prompt = """What the model is told. {text} is what the agent typed; a line with it is left out where nothing was."""

[sampling]                     # as in the settings, each may be left out
temperature = 0.2
max_tokens = 2048
'''

from __future__ import annotations

import json
import re
import stat
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import tomli_w

from engine.domain.answer import SamplingParams
from engine.domain.preset import Preset, PresetText
from engine.errors import SettingsError
from engine.settings.table import TABLE
from engine.wording import RESOURCES, Language

FILE_BYTES_MAX = 64_000

_UID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_LONGEST = {"shortcut": 12, "icon": 40, "name": 40, "about": 160, "prompt": 8000, "json_schema": 20_000}
_LIST_MAX, _ITEM_MAX = 8, 100
_REPEATS, _REPEATS_MAX = ("minItems", "maxItems", "minLength", "maxLength"), 1000
_SAMPLING = tuple(each.name for each in fields(SamplingParams))
_LANGUAGES = tuple(language.value for language in Language)
_TOP = ("uid", "shortcut", "icon", "offers_fixes", "adapters", "stop", "json_schema", *_LANGUAGES, "sampling")
_OF_LINES = ("prompt", "json_schema", "stop")
"""Fields that may have several lines."""
_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
"""Unicode categories of what does not print, or turns the writing around."""

_SECTION = re.compile(r"\s*\[{1,2}\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"\s*([\w.-]+)\s*=")
_AT_LINE = re.compile(r"at line (\d+)")

Table = Mapping[str, object]


def read_preset(path: Path, *, follows_links: bool = True) -> Preset:
    """Read one file. Raises SettingsError, which names file, line and remedy."""
    raw = _bytes_of(path, follows_links=follows_links)
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SettingsError("presets.not_utf8", path=path, line=line) from error
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError alone: a number of thousands of digits
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise SettingsError("presets.not_toml", path=path, line=line) from error
    return _Reading(path, _lines_of(text)).preset(table)


def line_of(path: Path, field: str) -> int:
    """Return on which line a field stands in a file that was just read, as `uid` or `en.name`."""
    try:
        return _lines_of(path.read_text(encoding="utf-8-sig")).get(field, 1)
    except (OSError, UnicodeDecodeError):  # it has gone, or changed, this very moment
        return 1


def preset_as_toml(preset: Preset) -> str:
    """Write a preset as the text of its file; reading it gives an equal one."""
    table: dict[str, object] = {"uid": preset.uid}
    for name in ("shortcut", "icon", "json_schema"):
        if value := getattr(preset, name):
            table[name] = value
    table["offers_fixes"] = preset.offers_fixes
    for name in ("adapters", "stop"):
        if values := getattr(preset, name):
            table[name] = list(values)
    for language, text in preset.texts.items():
        table[language.value] = {name: value for name in ("name", "about", "prompt") if (value := getattr(text, name))}
    if preset.sampling:
        table["sampling"] = dict(preset.sampling)
    return tomli_w.dumps(table, multiline_strings=True)


def _bytes_of(path: Path, *, follows_links: bool) -> bytes:
    """Read a plain file of no more than the limit: a device or a pipe would never end."""
    try:
        if not stat.S_ISREG(path.stat(follow_symlinks=follows_links).st_mode):
            raise SettingsError("presets.no_plain_file", path=path)
        with path.open("rb") as file:
            raw = file.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        raise SettingsError("presets.unreadable", path=path, detail=type(error).__name__) from error
    if len(raw) > FILE_BYTES_MAX:
        raise SettingsError("presets.too_large", path=path, limit_kb=FILE_BYTES_MAX // 1000)
    return raw


def _lines_of(text: str) -> dict[str, int]:
    """Return on which line each field and section stands, `section.field`; TOML's own reader does not tell."""
    lines: dict[str, int] = {}
    section, open_quotes = "", ""
    for number, line in enumerate(text.splitlines(), 1):
        if not open_quotes:
            if found := _SECTION.match(line):
                section = f"{found[1]}."
                lines.setdefault(found[1], number)
            elif found := _KEY.match(line):
                lines.setdefault(section + found[1], number)
        for quotes in [open_quotes] if open_quotes else ['"""', "'''"]:
            if line.count(quotes) % 2:
                open_quotes = "" if open_quotes else quotes
                break
    return lines


@dataclass(frozen=True, slots=True)
class _Reading:
    """Checks a parsed file field by field. Every fault is a SettingsError with file and line."""

    path: Path
    lines: Mapping[str, int]

    def preset(self, table: Table) -> Preset:
        self._check_names(table, _TOP)
        uid = self._text(table, "uid")
        if not _UID.fullmatch(uid):
            raise self._fault("presets.bad_uid", "uid")
        texts = {language: self._texts(table, language.value) for language in Language if language.value in table}
        if not texts:
            raise self._fault("presets.field_missing", "", field="[en], [zh]")
        return Preset(
            uid,
            texts,
            self._sampling(table),
            self._list(table, "adapters"),
            self._list(table, "stop"),
            self._schema(table),
            self._flag(table, "offers_fixes", default=True),
            self._text(table, "shortcut", default=""),
            self._icon(table),
        )

    def _texts(self, table: Table, section: str) -> PresetText:
        rows = self._section(table, section, ("name", "about", "prompt"))
        name, prompt = self._text(rows, "name", section), self._text(rows, "prompt", section)
        return PresetText(name, prompt, self._text(rows, "about", section, default=""))

    def _sampling(self, table: Table) -> dict[str, int | float]:
        if "sampling" not in table:
            return {}
        rows = self._section(table, "sampling", _SAMPLING)
        return {name: self._number(name, value) for name, value in rows.items()}

    def _number(self, name: str, value: object) -> int | float:
        row, place = TABLE[f"sampling.{name}"], f"sampling.{name}"
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or (isinstance(row.default, int) and not isinstance(value, int)):
            raise self._fault("presets.not_a_number", place)
        assert isinstance(value, int | float)
        low, high = row.low or 0, row.high or 0
        if not low <= value <= high:  # true of what is not a number, too
            raise self._fault("presets.out_of_range", place, low=low, high=high)
        return value if isinstance(row.default, int) else float(value)

    def _schema(self, table: Table) -> str:
        schema = self._text(table, "json_schema", default="")
        if not schema:
            return ""
        try:
            parsed = json.loads(schema)
            is_modest = _is_modest(parsed)
        except (ValueError, RecursionError):
            parsed, is_modest = None, True
        if not isinstance(parsed, dict):
            raise self._fault("presets.bad_schema", "json_schema")
        if not is_modest:
            raise self._fault("presets.schema_too_large", "json_schema", limit=_REPEATS_MAX)
        return schema

    def _icon(self, table: Table) -> str:
        icon = self._text(table, "icon", default="")
        if icon and not (icon.isidentifier() and (RESOURCES / "icons" / f"{icon}.svg").is_file()):
            raise self._fault("presets.unknown_icon", "icon")
        return icon

    def _section(self, table: Table, name: str, known: tuple[str, ...]) -> Table:
        rows = table[name]
        if not isinstance(rows, dict):
            raise self._fault("presets.not_a_section", name)
        self._check_names(rows, known, name)
        return rows

    def _check_names(self, rows: Table, known: tuple[str, ...], section: str = "") -> None:
        for name in rows:
            if name not in known:
                place = f"{section}.{name}" if section else name
                raise self._fault("presets.unknown_field", place, field=_shown(place), known=", ".join(known))

    def _text(self, rows: Table, name: str, section: str = "", default: str | None = None) -> str:
        place = f"{section}.{name}" if section else name
        value = rows.get(name, default)
        is_blank = isinstance(value, str) and not value.strip()
        if value is None or (is_blank and default is None):
            raise self._fault("presets.field_missing", place if name in rows else section, field=place)
        return self._checked(value, place, _LONGEST.get(name, FILE_BYTES_MAX), has_lines=name in _OF_LINES)

    def _list(self, table: Table, name: str) -> tuple[str, ...]:
        values = table.get(name, [])
        if not isinstance(values, list) or len(values) > _LIST_MAX or "" in values:
            raise self._fault("presets.not_a_list", name, limit=_LIST_MAX)
        return tuple(self._checked(value, name, _ITEM_MAX, has_lines=name in _OF_LINES) for value in values)

    def _flag(self, table: Table, name: str, *, default: bool) -> bool:
        value = table.get(name, default)
        if not isinstance(value, bool):
            raise self._fault("presets.not_a_switch", name)
        return value

    def _checked(self, value: object, place: str, longest: int, *, has_lines: bool) -> str:
        if not isinstance(value, str):
            raise self._fault("presets.not_a_text", place)
        if len(value) > longest:
            raise self._fault("presets.too_long", place, limit=longest)
        unseen = (each for each in value if unicodedata.category(each) in _UNSEEN)
        if any(not (has_lines and each in "\n\t") for each in unseen):
            raise self._fault("presets.unprintable", place)
        return value.strip() if place not in _OF_LINES else value

    def _fault(self, key: str, place: str, **values: object) -> SettingsError:
        named: dict[str, object] = {"path": self.path, "line": self.lines.get(place, 1), "field": place}
        return SettingsError(key, detail="", **(named | values))


def _is_modest(schema: object) -> bool:
    """Tell whether no part of a schema is repeated so often that its grammar would fill the memory."""
    if isinstance(schema, dict):
        counts = (schema[name] for name in _REPEATS if name in schema)
        return all(
            isinstance(count, int) and 0 <= count <= _REPEATS_MAX for count in counts if not isinstance(count, dict)
        ) and all(map(_is_modest, schema.values()))
    return all(map(_is_modest, schema)) if isinstance(schema, list) else True


def _shown(name: str) -> str:
    """Return a name out of a stranger's file as it may be shown: short, and without what turns the writing around."""
    return "".join(each if unicodedata.category(each) not in _UNSEEN else "?" for each in name[:40])

"""Presets: those that came with Deskside, and the site's own in `<configuration>/presets`.

One of the site's own with the uid of a shipped one takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from engine.domain.preset import Preset
from engine.durable import FOR_ALL, publish, write_draft
from engine.errors import SettingsError
from engine.settings.preset_file import line_of, preset_as_toml, read_preset
from engine.wording import RESOURCES

PRESETS = "presets"
"""The folder, beside the settings file."""
FILES_MAX = 200

_SHIPPED = RESOURCES / PRESETS


@dataclass(frozen=True, slots=True)
class PresetFolder:
    """The presets that can be used, in the order in which they are offered, and what is wrong with the others."""

    readable: tuple[Preset, ...] = ()
    damaged: tuple[SettingsError, ...] = ()

    @classmethod
    def read(cls, own: Path | None = None) -> PresetFolder:
        """Read the shipped presets, and those of a folder. A damaged one is left out and told; the others hold."""
        presets = {preset.uid: preset for preset in _shipped()}
        damaged: list[SettingsError] = []
        places: dict[str, Path] = {}
        for path in _preset_files(own) if own else ():
            try:
                preset = replace(read_preset(path), is_own=True)
                _check_free(preset, path, presets.values(), places)
            except SettingsError as error:
                damaged.append(error)
            else:
                presets[preset.uid], places[preset.uid] = preset, path
        return cls(tuple(presets.values()), tuple(damaged))

    def named(self, name: str) -> Preset:
        """Return the preset with a uid, shortcut or name, without regard to case. Raises SettingsError."""
        by_uid = [preset for preset in self.readable if preset.uid == name]
        for preset in (*by_uid, *self.readable):
            if preset.is_called(name):
                return preset
        known = ", ".join(preset.uid for preset in self.readable) or "-"
        raise SettingsError("presets.no_such", name=name, known=known)

    def with_uid(self, uid: str) -> Preset | None:
        """Return the preset of an earlier answer, where it is still there."""
        return next((preset for preset in self.readable if preset.uid == uid), None)


@dataclass(frozen=True, slots=True)
class PresetImport:
    """What an import has done, by uid."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


def import_presets(sources: Sequence[Path], own: Path) -> PresetImport:
    """Take files, and folders of files, over into a site's folder: all of them or none. Raises SettingsError."""
    before = PresetFolder.read(own)
    there = {preset.uid: (path, preset) for path, preset in _readable_files(own)}
    taken: dict[str, Preset] = {}
    places: dict[str, Path] = {}
    for path in _sources(sources):
        preset = read_preset(path, follows_links=False)
        others = (each for each in before.readable if each.uid not in taken)
        _check_free(preset, path, (*others, *taken.values()), places)
        taken[preset.uid], places[preset.uid] = preset, path
    known = {preset.uid: preset for preset in (*_shipped(), *(preset for _, preset in there.values()))}
    added = tuple(uid for uid in taken if uid not in known)
    changed = tuple(uid for uid in taken if uid in known and known[uid] != taken[uid])
    texts = {
        there[uid][0] if uid in there else _free_place(own, uid): preset_as_toml(taken[uid])
        for uid in (*added, *changed)
    }
    _write_all(texts)
    return PresetImport(added, changed, tuple(uid for uid in taken if uid not in (*added, *changed)))


def export_presets(presets: Iterable[Preset], folder: Path) -> list[Path]:
    """Write each preset to `<folder>/<uid>.toml`, all or none; what else is there stays. Raises SettingsError."""
    texts = {folder / f"{preset.uid}.toml": preset_as_toml(preset) for preset in presets}
    _write_all(texts)
    return list(texts)


def _check_free(preset: Preset, path: Path, others: Iterable[Preset], places: dict[str, Path]) -> None:
    """Raise SettingsError where another file has the same uid, or another preset answers to the same name."""
    if preset.uid in places:
        raise SettingsError("presets.twice", uid=preset.uid, first=places[preset.uid], second=path)
    names = {"uid": preset.uid, "shortcut": preset.shortcut}
    names |= {f"{language.value}.name": text.name for language, text in preset.texts.items()}
    for other in others:
        for field, name in names.items():
            if other.uid != preset.uid and other.is_called(name):
                line = line_of(path, field)
                raise SettingsError("presets.name_taken", path=path, line=line, name=name, uid=other.uid)


def _preset_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))


@cache
def _shipped() -> tuple[Preset, ...]:
    return tuple(map(read_preset, _preset_files(_SHIPPED)))


def _free_place(folder: Path, uid: str) -> Path:
    """Return where a new preset goes: a damaged file that has the name already stays as it is."""
    names = (f"{uid}.toml", *(f"{uid}-{number}.toml" for number in range(2, FILES_MAX + 2)))
    return next(folder / name for name in names if not (folder / name).exists())


def _readable_files(folder: Path) -> Iterator[tuple[Path, Preset]]:
    """Yield what an import may replace: the first readable file of each uid."""
    seen: set[str] = set()
    for path in _preset_files(folder):
        try:
            preset = read_preset(path)
        except SettingsError:
            continue  # it is told where presets are read; an import goes round it
        if preset.uid not in seen:
            seen.add(preset.uid)
            yield path, preset


def _sources(given: Sequence[Path]) -> list[Path]:
    """Return the files that are meant. Raises SettingsError."""
    files: list[Path] = []
    for path in given:
        found = _preset_files(path) if path.is_dir() else [path]
        if not found:
            raise SettingsError("presets.nothing_there", path=path)
        files += found
    if len(files) > FILES_MAX:  # each is read whole before any is written
        raise SettingsError("presets.too_many", limit=FILES_MAX)
    return files


def _write_all(texts: dict[Path, str]) -> None:
    """Write files so that all of them are new or all as before. Raises SettingsError."""
    drafts: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    path = Path()
    try:
        for path, text in texts.items():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            before[path] = path.read_bytes() if path.exists() else None
            drafts[path] = write_draft(path, text.encode(), FOR_ALL)
        for path, draft in drafts.items():
            publish(draft, path)
    except OSError as error:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
        for place, content in before.items():
            if content is not None:
                place.write_bytes(content)
            else:
                place.unlink(missing_ok=True)
        raise SettingsError("presets.unwritable", path=path, detail=type(error).__name__) from error

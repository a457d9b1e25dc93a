"""Profiles as they are written: one TOML file each, in one step."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from pathlib import Path

import tomli_w

from engine.domain.rules import Profile
from engine.durable import write_whole
from engine.errors import SettingsError
from engine.settings.profiles import ProfileFolder, profile_paths

_UNNAMED = "profile"


def keep_profile(folder: Path, profile: Profile, replaced: str = "") -> None:
    """Write a profile; `replaced` names the one that it takes the place of, whose file is used again.

    Raises SettingsError when another has its name (`settings.profile_name_taken`), when it has none
    (`settings.profile_unnamed`), and when the disk does not take it (`settings.unwritable`).
    """
    if not profile.name.strip():
        raise SettingsError("settings.profile_unnamed")
    others = [each.name for each in ProfileFolder.read(folder).readable if each.name != replaced]
    if profile.name.strip().casefold() in map(str.casefold, others):
        raise SettingsError("settings.profile_name_taken", name=profile.name.strip())
    path = profile_paths(folder).get(replaced) or _free_path(folder, profile.name)
    try:
        write_whole(path, tomli_w.dumps(_table(profile)).encode())
    except OSError as error:
        raise SettingsError("settings.unwritable", path=path, detail=str(error)) from error


def remove_profile(folder: Path, name: str) -> None:
    """Delete a profile's file. Raises SettingsError (`settings.unwritable`)."""
    path = profile_paths(folder).get(name)
    if path is None:
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise SettingsError("settings.unwritable", path=path, detail=str(error)) from error


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return the wanted name, with a number where another has it: `SAP 2`."""
    known = {name.casefold() for name in taken}
    names = (wanted if number == 1 else f"{wanted} {number}" for number in range(1, len(known) + 2))
    return next(name for name in names if name.casefold() not in known)


def _table(profile: Profile) -> dict[str, object]:
    """Return a profile as its file says it, without what it does not say."""
    application = profile.application
    patterns = {
        "window_class": application.window_class.strip(),
        "process": application.process.strip(),
        "title": application.title.strip(),
    }
    words = {"cover": list(profile.words), "allow": sorted(profile.allowed)}
    sections: dict[str, dict[str, object]] = {
        "application": {key: pattern for key, pattern in patterns.items() if pattern},
        "treatments": {kind.value: treatment.value for kind, treatment in profile.treatments.items()},
        "words": {key: listed for key, listed in words.items() if listed},
        "covering": {"extent": profile.extent.value} if profile.extent else {},
    }
    return {"name": profile.name.strip(), **{name: rows for name, rows in sections.items() if rows}}


def _free_path(folder: Path, name: str) -> Path:
    """Return the path of a new file that tells what it is for and takes no other's place."""
    stem = re.sub(r"[^\w\-]+", "-", name.strip().casefold()).strip("-")[:40] or _UNNAMED
    taken = {path.stem.casefold() for path in folder.glob("*.toml")}
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return folder / f"{next(each for each in numbered if each not in taken)}.toml"

"""`doctor`: what works on this machine, and what would mend the rest. Nothing personal is in it."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib import metadata

from engine import __version__
from engine.cli.subparsers import Subparsers
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.screen import Fitness
from engine.errors import CasesLocked, DesksideError, StoreError
from engine.settings import Folders, Settings
from engine.wording import Language, remedy, say

_PACKAGES = ("PySide6_Essentials", "llama_cpp_python", "pillow", "onnxruntime", "sqlcipher3", "mss")
_SAMPLE_TEXT = "Deskside0123"
_ENOUGH_FREE_BYTES = 2 * 2**30


class Health(StrEnum):
    """How one part stands."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report."""

    name: str
    health: Health
    text: str
    remedy: str = ""


def add_parser(commands: Subparsers) -> None:
    parser = commands.add_parser("doctor", help="tell what works on this machine and what would mend the rest")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the report. Exit code 1 when something that Deskside cannot do without has failed."""
    checks = list(examine(Folders.of_user(), options.language))
    if options.json:
        print(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=2))
    else:
        for check in checks:
            print(f"{check.health.value:8} {check.name:12} {check.text}")
            if check.remedy:
                print(f"{'':21} -> {check.remedy}")
    return 1 if any(check.health is Health.FAILED for check in checks) else 0


def examine(folders: Folders, language: Language) -> Iterator[Check]:
    """Look at one part after the other; a part that fails never keeps the others from being looked at."""
    yield Check("deskside", Health.OK, f"{__version__}, Python {platform.python_version()}, {platform.platform()}")
    for name, look in _LOOKS.items():
        try:
            yield look(name, folders, language)
        except DesksideError as error:
            yield Check(name, Health.FAILED, error.message(language), error.remedy(language))
        except Exception as error:  # noqa: BLE001  # whatever is broken here, the report must come
            yield Check(name, Health.FAILED, f"{type(error).__name__}: {error}")


def _look_at_packages(name: str, folders: Folders, language: Language) -> Check:
    versions = {package: _version_of(package) for package in _PACKAGES}
    missing = [package for package, version in versions.items() if not version]
    if missing:
        key, values = "cli.packages_missing", {"names": ", ".join(missing)}
        return Check(name, Health.FAILED, say(key, language, **values), remedy(key, language))
    return Check(name, Health.OK, ", ".join(f"{package} {version}" for package, version in versions.items()))


def _version_of(package: str) -> str:
    """Return the version of an installed package; empty where it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _look_at_settings(name: str, folders: Folders, language: Language) -> Check:
    settings = Settings.load(folders.settings_file)
    complaints = [*settings.complaints(), *settings.presets().damaged]
    if complaints:
        text = " ".join(each.message(language) for each in complaints)
        remedies = dict.fromkeys(each.remedy(language) for each in complaints)
        return Check(name, Health.WARNING, text, " ".join(remedies))
    return Check(name, Health.OK, str(folders.config))


def _look_at_disk(name: str, folders: Folders, language: Language) -> Check:
    folders.create()
    free = shutil.disk_usage(folders.data).free
    text = say("cli.free_space", language, gigabytes=f"{free / 2**30:.1f}", folder=folders.data)
    if free >= _ENOUGH_FREE_BYTES:
        return Check(name, Health.OK, text)
    return Check(name, Health.WARNING, text, remedy("cli.free_space", language))


def _look_at_case_file(name: str, folders: Folders, language: Language) -> Check:
    from engine.store import open_store

    try:
        store = open_store(folders)
    except StoreError as error:
        if error.key != "store.in_use" and not isinstance(error, CasesLocked):
            raise
        return Check(name, Health.WARNING, error.message(language), error.remedy(language))
    try:
        protection, fixes = store.protection(), len(store.fixes())
    finally:
        store.close()
    text = say(protection, language) + " " + say("cli.fix_count", language, count=fixes)
    is_weak = protection == "store.protected_by_file"
    return Check(name, Health.WARNING if is_weak else Health.OK, text, remedy(protection, language))


def _look_at_reading(name: str, folders: Folders, language: Language) -> Check:
    from engine.redaction import ScreenReader

    read = "".join(span.text for span in ScreenReader().read(_sample(_SAMPLE_TEXT)))
    is_read = read.replace(" ", "") == _SAMPLE_TEXT
    key = "cli.reading_works" if is_read else "cli.reading_wrong"
    return Check(name, Health.OK if is_read else Health.FAILED, say(key, language), remedy(key, language))


def _sample(text: str) -> Capture:
    """Return a picture of a text, as a screen would show it."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (320, 64), "white")
    ImageDraw.Draw(image).text((20, 20), text, fill="black", font=ImageFont.load_default(20))
    return Capture(image.width, image.height, image.tobytes(), CaptureOrigin.FILE)


def _look_at_capture(name: str, folders: Folders, language: Language) -> Check:
    """Say of each way of grabbing whether it fits here; what would mend it matters only where none does."""
    from engine.capture import best_grabber, ways

    told = {way: grabber.fitness() for way, grabber in ways().items()}
    fitness = best_grabber().fitness()
    words = [
        say("cli.capture_way", language, way=say(f"cli.capture_{way}", language), state=_state(each, language))
        for way, each in told.items()
    ]
    text = " ".join([say("cli.capture_works" if fitness.is_fit else fitness.key, language), *words])
    if fitness.is_fit:
        return Check(name, Health.OK, text)
    remedies = dict.fromkeys(remedy(each.key, language) for each in told.values())
    return Check(name, Health.WARNING, text, " ".join(remedies))


def _state(fitness: Fitness, language: Language) -> str:
    return say("cli.capture_fits", language) if fitness.is_fit else say(fitness.key, language)


def _look_at_model(name: str, folders: Folders, language: Language) -> Check:
    from engine.backends.catalogue.pairing import choose

    model = choose(Settings.load(folders.settings_file), folders)
    if model is None:
        none = "model.none_installed"
        return Check(name, Health.WARNING, say(none, language), remedy(none, language))
    return Check(name, Health.OK, model.title)


def _look_at_server(name: str, folders: Folders, language: Language) -> Check:
    """Ask the site's server for its models; nothing else is sent."""
    from engine.assembly import open_server

    server = open_server(Settings.load(folders.settings_file), folders)
    if server is None:
        return Check(name, Health.OK, say("server.not_set", language))
    models = server.served()
    dialect, names = models.dialect.name.lower().replace("_", "-"), ", ".join(models.names)
    values = {"server": server.status().device, "dialect": dialect, "models": names}
    return Check(name, Health.OK, say("server.checked", language, **values))


def _look_at_display(name: str, folders: Folders, language: Language) -> Check:
    has_display = sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    key = "cli.display_there" if has_display else "cli.display_missing"
    return Check(name, Health.OK if has_display else Health.WARNING, say(key, language), remedy(key, language))


_LOOKS: dict[str, Callable[[str, Folders, Language], Check]] = {
    "packages": _look_at_packages,
    "settings": _look_at_settings,
    "disk": _look_at_disk,
    "case file": _look_at_case_file,
    "reading": _look_at_reading,
    "capture": _look_at_capture,
    "model": _look_at_model,
    "server": _look_at_server,
    "display": _look_at_display,
}

"""`models list|verify|add`: the model files on this machine."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from engine.cli.subparsers import Subparsers
from engine.errors import ModelFileError
from engine.settings import Folders, Settings


def add_parser(commands: Subparsers) -> None:
    parser = commands.add_parser("models", help="list, verify and add model files")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listed = actions.add_parser("list", help="show which models are known and which are installed")
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=run_list)
    verified = actions.add_parser(
        "verify", help="compare sizes and SHA-256 of installed models with the published ones"
    )
    verified.add_argument("names", nargs="*", metavar="NAME", help="all installed models without a name")
    verified.set_defaults(run=run_verify)
    added = actions.add_parser("add", help="check a GGUF file, or a folder with a pair, and copy it into the profile")
    added.add_argument("source", type=Path)
    added.set_defaults(run=run_add)


def run_list(options: argparse.Namespace) -> int:
    """Print known and installed models, one a line."""
    from engine.backends import models

    there = {model.name: model for model in models.installed(model_folder())}
    rows: list[dict[str, object]] = [
        {
            "name": manifest.id,
            "title": manifest.title,
            "bytes": manifest.weights.size_bytes + manifest.projector.size_bytes,
            "installed": manifest.id in there,
            "files": [manifest.weights.name, manifest.projector.name],
        }
        for manifest in models.manifests()
    ]
    rows += [
        {
            "name": model.name,
            "title": model.title,
            "bytes": model.weights.stat().st_size + model.projector.stat().st_size,
            "installed": True,
            "files": [model.weights.name, model.projector.name],
        }
        for model in there.values()
        if model.manifest is None
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        mark = "installed" if row["installed"] else "-"
        print(f"{row['name']!s:32} {mark:10} {int(str(row['bytes'])) / 1e9:6.1f} GB  {row['title']}")
    return 0


def run_verify(options: argparse.Namespace) -> int:
    """Check installed models; the first that is not as published ends the command with exit code 1."""
    from engine.backends import models

    there = {model.name: model for model in models.installed(model_folder())}
    for name in options.names or there:
        if name not in there:
            raise ModelFileError("model.not_installed", name=name)
        models.verify(there[name], progress_on_terminal(name))
        manifest = there[name].manifest
        has_digests = manifest is not None and manifest.weights.sha256 and manifest.projector.sha256
        print(f"{name}: {'as published' if has_digests else 'the pair fits, but not every published digest is known'}")
    return 0


def run_add(options: argparse.Namespace) -> int:
    """Copy a model's files into the profile; prints where they are now."""
    from engine.backends import models

    for path in models.add(options.source, model_folder(), progress_on_terminal(options.source.name)):
        print(path)
    return 0


def model_folder() -> Path:
    """Return the folder with model files: the one in the settings, or the profile's own."""
    folders = Folders.of_user()
    return Path(Settings.load(folders.settings_file).text("model.folder") or folders.models)


def progress_on_terminal(name: str) -> Callable[[int, int], None]:
    """Return what shows progress to a person, and nothing to a pipe."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty() and total:
            print(f"\r{name}: {done * 100 // total} %", end="\n" if done == total else "", file=sys.stderr)

    return show

"""`models list|estimate|add|verify|download|remove`: the model files on this machine."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from engine.cli.interrupt import STOPPED, stop_at_interrupt
from engine.cli.subparsers import Subparsers
from engine.domain.catalogue import LAST_STEPS, ModelEntry, Transfer, TransferStep
from engine.domain.memory import MemoryEstimate, Placement
from engine.ports import ModelCatalogue
from engine.settings import Folders, Settings
from engine.wording import Language, say


def add_parser(commands: Subparsers) -> None:
    parser = commands.add_parser("models", help="list, estimate, add, verify, download and remove models")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listed = actions.add_parser("list", help="show which models are known and which are installed")
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=run_list)
    estimated = actions.add_parser("estimate", help="tell what models would take and where they would run here")
    estimated.add_argument("names", nargs="*", metavar="NAME", help="all known models without a name")
    estimated.add_argument("--context", type=int, metavar="TOKENS", help="as in the settings without it")
    estimated.add_argument("--image-tokens", type=int, metavar="TOKENS", help="most for one picture")
    estimated.add_argument("--json", action="store_true")
    estimated.set_defaults(run=run_estimate)
    verified = actions.add_parser(
        "verify", help="compare sizes and SHA-256 of installed models with the published ones"
    )
    verified.add_argument("names", nargs="*", metavar="NAME", help="all installed models without a name")
    verified.set_defaults(run=run_verify)
    added = actions.add_parser("add", help="check model files, in a folder or on a stick, and copy them")
    added.add_argument("source", type=Path)
    added.set_defaults(run=run_add)
    fetched = actions.add_parser("download", help="fetch a model from the mirror in the settings, or go on with it")
    fetched.add_argument("name", metavar="NAME")
    fetched.add_argument("--file", default="", help="only this one of its files")
    fetched.set_defaults(run=run_download)
    removed = actions.add_parser("remove", help="delete a model's files, and what is left of a download")
    removed.add_argument("name", metavar="NAME")
    removed.set_defaults(run=run_remove)


def run_list(options: argparse.Namespace) -> int:
    """Print known and installed models, one a line."""
    rows = _catalogue().entries()
    if options.json:
        print(json.dumps([_as_json(row) for row in rows], ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        print(f"{row.name:34} {_standing(row):10} {_size(row.size_bytes)}  {row.title}")
    return 0


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1e9:6.1f} GB" if size_bytes >= 1e8 else f"{size_bytes / 1e6:6.1f} MB"


def _standing(row: ModelEntry) -> str:
    if row.is_installed:
        return "chosen" if row.is_chosen else "installed"
    there, total = sum(file.there_bytes for file in row.files), row.size_bytes
    return f"{there * 100 // total} %" if there and total else "-"


def _as_json(row: ModelEntry) -> dict[str, object]:
    return {
        "name": row.name,
        "title": row.title,
        "bytes": row.size_bytes,
        "installed": row.is_installed,
        "chosen": row.is_chosen,
        "files": [asdict(file) for file in row.files],
    }


def run_estimate(options: argparse.Namespace) -> int:
    """Print what models take and where they would run; exit code 1 when none of them fits."""
    settings = _settings()
    for key, value in (("model.context_tokens", options.context), ("model.image_tokens_max", options.image_tokens)):
        if value is not None:
            settings.set(key, value)
    catalogue = _catalogue(settings)
    names = options.names or [row.name for row in catalogue.entries()]
    rows = {name: told for name in names if (told := catalogue.estimate(name)) is not None}
    if options.json:
        print(json.dumps({name: asdict(told) | {"needed_bytes": told.needed_bytes} for name, told in rows.items()}))
    else:
        _print_estimates(rows, options.language)
    return 1 if all(told.placement is Placement.DOES_NOT_FIT for told in rows.values()) else 0


def _print_estimates(rows: dict[str, MemoryEstimate], language: Language) -> None:
    print(f"{'':34} {'weights':>8} {'pictures':>8} {'context':>8} {'work':>8} {'all':>8}  GiB")
    for name, told in rows.items():
        pictures = told.projector_bytes + told.vision_bytes
        amounts = (told.weights_bytes, pictures, told.kv_bytes, told.compute_bytes, told.needed_bytes)
        columns = " ".join(f"{amount / 2**30:8.2f}" for amount in amounts)
        print(f"{name:34} {columns}  {placement_text(told, language)}")


def placement_text(told: MemoryEstimate, language: Language) -> str:
    """Say where a model would run."""
    return say(f"model.placed_{told.placement.value}", language, gpu_layers=told.gpu_layers, layers=told.layers)


def run_verify(options: argparse.Namespace) -> int:
    """Check installed models; the first that is not as published ends the command with exit code 1."""
    catalogue = _catalogue()
    names: Sequence[str] = options.names or [row.name for row in catalogue.entries() if row.is_installed]
    with stop_at_interrupt() as stop:
        for name in names:
            if (code := _follow(catalogue.verify(name, stop), options.language)) != 0:
                return code
            print(say("cli.pair_fits", options.language, name=name))
    return 0


def run_add(options: argparse.Namespace) -> int:
    """Copy model files into the model folder."""
    with stop_at_interrupt() as stop:
        return _follow(_catalogue().add(options.source, stop), options.language)


def run_download(options: argparse.Namespace) -> int:
    """Fetch what is missing of a model. Interrupted, it goes on there the next time; exit code 3."""
    with stop_at_interrupt() as stop:
        return _follow(_catalogue().download(options.name, stop, options.file), options.language)


def run_remove(options: argparse.Namespace) -> int:
    """Delete a model's files."""
    _catalogue().remove(options.name)
    return 0


def _settings() -> Settings:
    return Settings.load(Folders.of_user().settings_file)


def _catalogue(settings: Settings | None = None) -> ModelCatalogue:
    from engine.assembly import open_models

    return open_models(settings or _settings(), Folders.of_user())


def _follow(transfers: Iterator[Transfer], language: Language) -> int:
    """Show progress to a person, and print how each file came out."""
    for transfer in transfers:
        if transfer.step not in LAST_STEPS:
            _show(transfer)
            continue
        if sys.stderr.isatty():
            print(file=sys.stderr)
        print(say(_OUTCOMES[transfer.step], language, file=transfer.file, digest=transfer.digest))
        if transfer.step is TransferStep.PAUSED:
            return STOPPED
    return 0


_OUTCOMES = {
    TransferStep.VERIFIED: "cli.file_verified",
    TransferStep.UNVERIFIED: "cli.file_unverified",
    TransferStep.PAUSED: "cli.file_paused",
}


def _show(transfer: Transfer) -> None:
    if sys.stderr.isatty():
        share = f"{transfer.done_bytes * 100 // transfer.total_bytes} %" if transfer.total_bytes else ""
        print(f"\r\033[K{transfer.file}: {transfer.step.value} {share}", end="", file=sys.stderr)

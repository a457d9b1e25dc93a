"""`bench`: measure this machine, by name. The figures in docs/performance.md come from here."""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import json
from collections.abc import Iterable
from pathlib import Path

from engine.bench.options import SHAPE_NAMES, InferenceOptions, StarterOptions
from engine.cli.subparsers import Subparsers
from engine.errors import DesksideError

Row = tuple[str, float, str]

BENCHMARKS = ("start", "redaction", "accuracy", "inference", "store", "damage", "fixes", "evidence")
BY_NAME = ("starter",)
"""Not run without being named: there may be no starter to ask."""


def add_parser(commands: Subparsers) -> None:
    parser = commands.add_parser("bench", help="measure this machine")
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help=f"{', '.join(BENCHMARKS + BY_NAME)}; the first {len(BENCHMARKS)} without a name",
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument_group("accuracy").add_argument(
        "--labelled", type=Path, metavar="FOLDER", help="measure labelled pictures of your own instead"
    )
    parser.add_argument_group("store").add_argument(
        "--short", action="store_true", help="a part of each proof, in a minute instead of most of an hour"
    )
    _add_inference_options(parser.add_argument_group("inference"))
    _add_starter_options(parser.add_argument_group("starter"))
    parser.set_defaults(run=run)


def _add_inference_options(group: argparse._ArgumentGroup) -> None:
    defaults = InferenceOptions()
    group.add_argument("--shape", choices=SHAPE_NAMES, default=defaults.shape, help="whose sizes the random model has")
    group.add_argument("--runs", type=int, default=defaults.runs)
    group.add_argument("--threads", type=int, default=defaults.threads)
    group.add_argument("--device", choices=("cpu", "gpu"), default=defaults.device)
    group.add_argument("--picture", type=_size, default=defaults.picture, metavar="WIDTHxHEIGHT")
    group.add_argument("--llama-server", type=Path, metavar="PATH", help="measure this program beside")
    group.add_argument("--llama-bench", type=Path, metavar="PATH", help="measure this program beside")
    group.add_argument("--models", type=Path, metavar="FOLDER", help="keep the random model here for the next time")


def _add_starter_options(group: argparse._ArgumentGroup) -> None:
    defaults = StarterOptions()
    group.add_argument(
        "--starter", type=Path, metavar="FOLDER", help="ask this pair instead of the one that came along"
    )
    group.add_argument("--world", choices=("unseen", "full", "plain"), default=defaults.world, help="how screens look")
    group.add_argument("--screens", type=int, default=defaults.screens)
    group.add_argument("--covered", type=int, default=defaults.covered, help="screens to cover and ask about")


def _size(text: str) -> tuple[int, int]:
    width, height = (int(side) for side in text.split("x"))
    return width, height


def run(options: argparse.Namespace) -> int:
    """Run the named benchmarks, or all, and print one row for each figure."""
    for name in options.names:
        if name not in BENCHMARKS + BY_NAME:
            raise DesksideError("cli.unknown_benchmark", name=name, names=", ".join(BENCHMARKS + BY_NAME))
    for name in options.names or BENCHMARKS:
        for figure, value, unit in _rows(name, options):
            if options.json:
                print(json.dumps({"bench": name, "figure": figure, "value": value, "unit": unit}), flush=True)
            else:
                print(f"{name:10} {figure:58} {value:>12,.{2 if unit else 3}f} {unit}", flush=True)
    return 0


def _rows(name: str, options: argparse.Namespace) -> Iterable[Row]:
    benchmark = importlib.import_module(f"engine.bench.{name}")
    if name == "inference":
        fields = {field.name: getattr(options, field.name) for field in dataclasses.fields(InferenceOptions)}
        return list(benchmark.rows(InferenceOptions(**fields)))
    if name == "starter":
        asked = StarterOptions(options.starter, options.world, options.screens, options.covered, options.threads)
        return list(benchmark.rows(asked))
    if name == "accuracy" and options.labelled:
        return list(benchmark.rows(labelled=options.labelled))
    if name == "store":
        # yielded one by one: the long form takes its time; all benchmarks together take the short one
        found: Iterable[Row] = benchmark.rows(is_short=options.short or not options.names)
        return found
    return list(benchmark.rows())

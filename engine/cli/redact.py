"""`redact IMAGE -o OUT`: cover a picture, or a folder of them, and write new files."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.cli.subparsers import Subparsers
from engine.domain.finding import CaseLabels, CoverExtent, CoverLook, FindingSource, Mask
from engine.domain.picture import CaptureOrigin, RedactedImage
from engine.durable import FOR_ALL, publish, write_draft
from engine.errors import DesksideError, PictureError
from engine.ports import PictureRedactor
from engine.settings import PROFILES, Folders, Settings
from engine.wording import Language, say

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp"})
_BAR_WIDTH = 30
_BESIDE = Path()
"""`--report` without a file: each report beside its picture."""


def add_parser(commands: Subparsers) -> None:
    parser = commands.add_parser("redact", help="cover what is sensitive on a picture, or on all of a folder")
    parser.add_argument("image", type=Path, metavar="IMAGE", help="PNG, JPEG, WebP or BMP; or a folder of them")
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="OUT", help="the PNG to write; - for stdout; or a folder"
    )
    parser.add_argument(
        "--report",
        type=Path,
        nargs="?",
        const=_BESIDE,
        metavar="FILE",
        help="write what was covered as JSON, never the text; without FILE beside each picture",
    )
    parser.add_argument("--profile", metavar="NAME", help="hold to the rules of an application's profile")
    extents = [extent.value for extent in CoverExtent]
    parser.add_argument("--extent", choices=extents, help="cover the text alone, or the whole field it stands in")
    parser.add_argument("--look", choices=[look.value for look in CoverLook], help="how covered places look")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Cover everything found, check the result by reading it again, and write it."""
    from engine.assembly import open_redactor

    settings = Settings.load(Folders.of_user().settings_file)
    if options.look:
        settings.set("redaction.look", options.look)
    redactor = open_redactor(settings)
    order = _order(settings, options)
    if options.image.is_dir():
        return _redact_folder(redactor, options, order)
    covered = _redact(redactor, options.image, options.output, CaseLabels(), order)
    if options.report is not None:
        beside = options.output.with_name(options.output.name + ".json")
        _write_json(beside if options.report == _BESIDE else options.report, report(covered))
    kinds = sorted(mask.finding.entity_type.value for mask in covered.masks if mask.is_covered)
    told = say("cli.covered", options.language, count=len(kinds), kinds=", ".join(kinds) or "-")
    print(told, file=sys.stderr)
    return 0


def report(covered: RedactedImage) -> dict[str, object]:
    """Return kinds, boxes, rules, who decided, and the digest of the result; never a covered text."""
    return {
        "width": covered.width,
        "height": covered.height,
        "digest": covered.digest,
        "covered": [_line(mask) for mask in covered.masks if mask.is_covered],
        "left_open": [_line(mask) for mask in covered.masks if not mask.is_covered],
    }


def write_new(path: Path, data: bytes) -> None:
    """Write a whole new file in one step. Raises PictureError."""
    try:
        publish(write_draft(path, data, FOR_ALL), path)
    except OSError as error:
        raise PictureError("cli.unwritable", path=path, detail=str(error)) from error


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for on the command line beside the settings."""

    profile: str | None = None
    extent: CoverExtent | None = None


def _order(settings: Settings, options: argparse.Namespace) -> _Order:
    """Raises SettingsError for a profile that is not there or damaged, and against the policy."""
    if options.extent:
        settings.set("redaction.extent", options.extent)
    folder = settings.profiles()
    for damaged in folder.damaged:
        _tell(Path(PROFILES), damaged, options.language)
    profile = folder.named(options.profile).name if options.profile else None
    return _Order(profile, CoverExtent(options.extent) if options.extent else None)


def _redact(redactor: PictureRedactor, source: Path, target: Path, labels: CaseLabels, order: _Order) -> RedactedImage:
    from engine.imaging import encode_png, open_picture_file

    capture = open_picture_file(source, CaptureOrigin.FILE)
    plan = redactor.plan(capture, labels, order.profile)
    covered = redactor.cover(capture, plan.with_extent(order.extent) if order.extent else plan)
    png = encode_png(covered)
    if str(target) == "-":
        sys.stdout.buffer.write(png)
    else:
        write_new(target, png)
    return covered


def _redact_folder(redactor: PictureRedactor, options: argparse.Namespace, order: _Order) -> int:
    """Cover picture by picture, as of one case. A picture that fails is told, and the others go on.

    Returns 4 when one was refused, 1 when one failed, else 0.
    """
    source, target = options.image, options.output
    if target.resolve() == source.resolve():
        raise DesksideError("cli.same_folder")
    pictures = sorted(_pictures(source, target))
    labels, codes, reports = CaseLabels(), {0}, {}
    for number, picture in enumerate(pictures):
        _show_bar(number, len(pictures))
        name = picture.relative_to(source)
        written = target / name.with_name(name.name if name.suffix.lower() == ".png" else f"{name.name}.png")
        try:
            _make_folder(written.parent)
            reports[str(name)] = report(_redact(redactor, picture, written, labels, order))
            if options.report == _BESIDE:
                _write_json(written.with_name(written.name + ".json"), reports[str(name)])
        except DesksideError as error:
            codes.add(error.exit_code)
            _tell(name, error, options.language)
    _show_bar(len(pictures), len(pictures))
    if options.report not in (None, _BESIDE):
        _write_json(options.report, reports)
    told = say("cli.folder_done", options.language, done=len(reports), failed=len(pictures) - len(reports))
    print(told, file=sys.stderr)
    return max(codes)


def _pictures(source: Path, target: Path) -> Iterator[Path]:
    """Yield the pictures below a folder, without those that are written there."""
    own = target.resolve()
    for path in source.rglob("*"):
        if path.suffix.lower() in _PICTURES and path.is_file() and own not in path.resolve().parents:
            yield path


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PictureError("cli.unwritable", path=folder, detail=str(error)) from error


def _write_json(path: Path, content: object) -> None:
    write_new(path, json.dumps(content, indent=2, ensure_ascii=False).encode())


def _line(mask: Mask) -> dict[str, object]:
    finding, region = mask.finding, mask.region
    by_agent = mask.is_by_agent or finding.source is FindingSource.AGENT
    return {
        "entity_type": finding.entity_type.value,
        "label": finding.label,
        "box": [region.x, region.y, region.width, region.height],
        "extent": (CoverExtent.BOX if mask.is_whole else CoverExtent.TEXT).value,
        "reason": finding.reason,
        "source": finding.source.value,
        "score": round(finding.score, 3),
        "decided_by": "agent" if by_agent else "rules",
    }


def _show_bar(done: int, total: int) -> None:
    """Draw how far it is, on terminals alone; a finished bar goes away."""
    if not sys.stderr.isatty() or not total:
        return
    filled = _BAR_WIDTH * done // total
    bar = f"[{'#' * filled}{'.' * (_BAR_WIDTH - filled)}] {done}/{total}"
    print(f"\r{bar}" if done < total else f"\r{' ' * len(bar)}\r", end="", file=sys.stderr, flush=True)


def _tell(name: Path, error: DesksideError, language: Language) -> None:
    parts: Sequence[str] = [f"{name}: {error.message(language)}", error.remedy(language)]
    print("\r" + " ".join(part for part in parts if part), file=sys.stderr)

"""`redact IMAGE -o OUT`: cover a picture and write it as a new file."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from engine.cli.subparsers import Subparsers
from engine.domain.finding import CaseLabels, CoverLook
from engine.domain.picture import CaptureOrigin, RedactedImage
from engine.errors import PictureError
from engine.settings import Folders, Settings


def add_parser(commands: Subparsers) -> None:
    parser = commands.add_parser("redact", help="cover what is sensitive on a picture")
    parser.add_argument("image", type=Path, metavar="IMAGE", help="PNG, JPEG, WebP or BMP")
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="OUT", help="the PNG to write; - for stdout"
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="write what was covered as JSON; never the text")
    parser.add_argument("--look", choices=[look.value for look in CoverLook], help="how covered places look")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Cover everything found, check the result by reading it again, and write it."""
    from engine.assembly import open_redactor
    from engine.imaging import encode_png, open_picture_file

    settings = Settings.load(Folders.of_user().settings_file)
    if options.look:
        settings.set("redaction.look", options.look)
    redactor = open_redactor(settings)
    capture = open_picture_file(options.image, CaptureOrigin.FILE)
    covered = redactor.cover(capture, redactor.plan(capture, CaseLabels()))
    png = encode_png(covered)
    if str(options.output) == "-":
        sys.stdout.buffer.write(png)
    else:
        write_new(options.output, png)
    if options.report:
        write_new(options.report, json.dumps(report(covered), indent=2).encode())
    kinds = sorted(mask.finding.entity_type.value for mask in covered.masks if mask.is_covered)
    print(f"covered {len(kinds)}: {', '.join(kinds) or '-'}", file=sys.stderr)
    return 0


def report(covered: RedactedImage) -> dict[str, object]:
    """Return kinds, boxes, rules and the digest of the result; never a covered text."""
    return {
        "width": covered.width,
        "height": covered.height,
        "digest": covered.digest,
        "covered": [
            {
                "entity_type": mask.finding.entity_type.value,
                "label": mask.finding.label,
                "box": [mask.region.x, mask.region.y, mask.region.width, mask.region.height],
                "reason": mask.finding.reason,
                "source": mask.finding.source.value,
                "score": round(mask.finding.score, 3),
            }
            for mask in covered.masks
            if mask.is_covered
        ],
    }


def write_new(path: Path, data: bytes) -> None:
    """Write a whole new file in one step. Raises PictureError."""
    draft = path.with_name(path.name + ".new")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise PictureError("cli.unwritable", path=path, detail=str(error)) from error

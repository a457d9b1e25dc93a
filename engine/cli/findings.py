"""`findings --jsonl`: what is sensitive in texts, line by line."""

from __future__ import annotations

import argparse
import json
import sys

from engine.cli.subparsers import Subparsers
from engine.errors import DesksideError


def add_parser(commands: Subparsers) -> None:
    parser = commands.add_parser("findings", help="find what is sensitive in texts")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='read {"text": ...} lines from stdin and write {"findings": [...]} lines (the only form today)',
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Answer each line of stdin with one line on stdout; offsets count code points."""
    from engine.redaction import find_in_text

    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        found = [
            {
                "entity_type": finding.entity_type.value,
                "start": finding.start,
                "end": finding.end,
                "score": round(finding.score, 3),
            }
            for finding in find_in_text(_text_of(line, number))
        ]
        print(json.dumps({"findings": found}), flush=True)
    return 0


def _text_of(line: str, number: int) -> str:
    try:
        text = json.loads(line)["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise DesksideError("cli.bad_line", number=number) from error
    if not isinstance(text, str):
        raise DesksideError("cli.bad_line", number=number)
    return text

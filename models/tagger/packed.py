"""Screens in a small file, one a line of JSON: its name, and its texts as [x, y, width, height, pieces].

A piece is [letters, kind, what the rules found]; kinds may be empty, and what is last and empty is left out.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from engine.domain.finding import EntityType
from engine.domain.region import Region
from models.tagger.screens import Line, Piece, Screen


def write(screens: Iterable[Screen], out: Path, preset: int = 9) -> None:
    """Write screens; the same screens give the same bytes."""
    with lzma.open(out, "wt", encoding="utf-8", preset=preset) as file:
        for screen in screens:
            lines = [
                [line.region.x, line.region.y, line.region.width, line.region.height, list(map(_packed, line.pieces))]
                for line in screen.lines
            ]
            file.write(json.dumps([screen.name, lines], ensure_ascii=False, separators=(",", ":")) + "\n")


def read(file: Path) -> Iterator[Screen]:
    """Yield the screens of a file."""
    with lzma.open(file, "rt", encoding="utf-8") as rows:
        for row in rows:
            name, lines = json.loads(row)
            yield Screen(name, tuple(Line(tuple(map(_piece, pieces)), Region(*box)) for *box, pieces in lines))


def _packed(piece: Piece) -> list[str]:
    parts = [piece.text, piece.kind.value if piece.kind else "", piece.found.value if piece.found else ""]
    while not parts[-1] and len(parts) > 1:
        parts.pop()
    return parts


def _piece(parts: list[Any]) -> Piece:
    text, kind, found = (*parts, "", "")[:3]
    return Piece(text, EntityType(kind) if kind else None, EntityType(found) if found else None)

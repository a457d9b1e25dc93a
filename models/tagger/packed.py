"""The screens to learn from in one small file: `python -m models.tagger.packed OUT FOLDER[=READINGS] ...`.

One screen a line of JSON, with its texts in pieces: [x, y, width, height, [[letters, kind or none], ...]].
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.domain.finding import EntityType
from engine.domain.region import Region
from models.tagger.screens import Line, Piece, Screen
from models.tagger.sources import screens_in


def write(screens: Iterable[Screen], out: Path) -> None:
    """Write screens; the same screens give the same bytes."""
    with lzma.open(out, "wt", encoding="utf-8", preset=9) as file:
        for screen in screens:
            lines = [
                [
                    *_numbers(line.region),
                    [[piece.text, piece.kind.value if piece.kind else ""] for piece in line.pieces],
                ]
                for line in screen.lines
            ]
            file.write(json.dumps([screen.name, lines], ensure_ascii=False, separators=(",", ":")) + "\n")


def read(file: Path) -> Iterator[Screen]:
    with lzma.open(file, "rt", encoding="utf-8") as rows:
        for row in rows:
            name, lines = json.loads(row)
            yield Screen(name, tuple(_line(line) for line in lines))


def _numbers(region: Region) -> tuple[int, int, int, int]:
    return region.x, region.y, region.width, region.height


def _line(packed: list[object]) -> Line:
    x, y, width, height, pieces = packed
    made = tuple(Piece(text, EntityType(kind) if kind else None) for text, kind in pieces)  # type: ignore[attr-defined]
    return Line(made, Region(x, y, width, height))  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("folders", nargs="+", metavar="FOLDER[=READINGS]")
    options = parser.parse_args()
    rng = random.Random(1)
    screens: list[Screen] = []
    for given in options.folders:
        folder, _, readings = given.partition("=")
        screens += screens_in(Path(folder), Path(readings) if readings else None, rng)
    write(screens, options.out)
    print(f"{len(screens)} screens, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()

"""Where the screens to learn from come from, and texts of our own as screens.

    python -m models.tagger.sources screens.xz FOLDER[=READINGS] ...

makes the file of screens: of labelled screens (JSON with words and items by box) and of what the reader read of them.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.domain.finding import EntityType
from engine.domain.region import Region
from models.tagger.packed import write
from models.tagger.screens import Line, Piece, Screen, from_boxes, from_reading


def screens_in(folder: Path, readings: Path | None, rng: random.Random) -> Iterator[Screen]:
    """Yield the screens of a folder as their boxes tell, and as the reader read them where that is known."""
    for file in sorted(folder.glob("*.json")):
        yield from_boxes(file, rng)
        reading = readings / f"{file.stem}.spans" if readings else None
        if reading is not None and reading.is_file():
            yield from_reading(file, reading)


def screens_of_texts(rng: random.Random, count: int) -> Iterator[Screen]:
    """Yield screens of lines of our own: support prose, mostly without anything private."""
    from tests.texts.corpus import ordinary_texts, private_texts

    ordinary, private = ordinary_texts("work"), private_texts("work")
    for number in range(count):
        chosen = rng.sample(ordinary, k=min(len(ordinary), rng.randint(8, 30)))
        chosen += rng.sample(private, k=rng.choice((0, 0, 1, 3, 8)))
        rng.shuffle(chosen)
        lines = []
        left, y, height = rng.randint(10, 200), rng.randint(10, 80), rng.randint(12, 26)
        for labelled in chosen:
            for line in _rows(labelled.text, [(s.entity_type, s.start, s.end) for s in labelled.spans]):
                text = "".join(piece.text for piece in line)
                wide = sum(1.0 if sign >= "⺀" else 0.52 for sign in text)
                lines.append(Line(tuple(line), Region(left, y, max(8, round(wide * height)), height)))
                y += round(height * rng.uniform(1.3, 2.0))
        yield Screen(f"texts-{number}", tuple(lines))


def _rows(text: str, spans: Iterable[tuple[str, int, int]]) -> Iterator[list[Piece]]:
    """Yield the lines of a labelled text in pieces."""
    kinds: list[EntityType | None] = [None] * len(text)
    known = {kind.value for kind in EntityType}
    for name, start, end in spans:
        if name in known:
            kinds[start:end] = [EntityType(name)] * (end - start)
    start = 0
    for row in text.split("\n"):
        pieces: list[Piece] = []
        for sign, kind in zip(row, kinds[start : start + len(row)], strict=True):
            if pieces and pieces[-1].kind is kind:
                pieces[-1] = Piece(pieces[-1].text + sign, kind)
            else:
                pieces.append(Piece(sign, kind))
        if row.strip():
            yield pieces
        start += len(row) + 1


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

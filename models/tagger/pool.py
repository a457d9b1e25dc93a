"""What the tagger learns from: screens with other values, composed screens, and what the rules find on each.

    python -m models.tagger.pool OUT [--composed 1000] [--guessed 4000] [--variants 1] [SCREENS.xz ...]

The rules are those of the program, run on the very texts: so the tagger learns what they leave open.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from engine.redaction.screen_search import find_on_screen
from models.tagger.augment import refilled
from models.tagger.compose import composed
from models.tagger.packed import read, write
from models.tagger.screens import Screen, spans_of, with_found
from models.tagger.sources import screens_of_texts
from models.tagger.values import Values


def dressed(screen: Screen) -> Screen:
    """Return a screen with what the rules find on it."""
    found = find_on_screen(spans_of(screen))
    return with_found(
        screen, [(f.entity_type, [f.region.x, f.region.y, f.region.right, f.region.bottom]) for f in found]
    )


def variants(screens: Sequence[Screen], times: int, rng: random.Random) -> Iterator[Screen]:
    """Yield each screen as it is, and with other values."""
    values = Values(
        (piece.kind, piece.text.strip())
        for screen in screens
        for line in screen.lines
        for piece in line.pieces
        if piece.kind and piece.text.strip()
    )
    for screen in screens:
        yield screen
        for _ in range(times):
            yield refilled(screen, values, rng)


def main() -> None:
    options = _options()
    rng = random.Random(options.seed)
    screens = [screen for file in options.screens for screen in read(file)]
    pool = [*variants(screens, options.variants, rng)]
    pool += [composed(rng, number) for number in range(options.composed)]
    pool += list(screens_of_texts(rng, options.texts))
    more = (composed(rng, number) for number in range(options.guessed))
    write(chain(map(dressed, pool), more), options.out, preset=3)
    print(f"{len(pool) + options.guessed} screens")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("screens", nargs="*", type=Path, help="files of screens (packed.py)")
    parser.add_argument("--composed", type=int, default=1000)
    parser.add_argument("--guessed", type=int, default=4000, help="composed screens without asking the rules")
    parser.add_argument("--variants", type=int, default=1, help="how often each screen comes with other values")
    parser.add_argument("--texts", type=int, default=100, help="screens of our own labelled texts")
    parser.add_argument("--seed", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()

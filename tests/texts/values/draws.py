"""What makers of values share."""

from __future__ import annotations

import random
import string


def one_of_half(pool: tuple[str, ...] | list[str] | str, rng: random.Random, part: int) -> str:
    """One of the half of a pool that belongs to this part, so that no value of the measuring part was worked with."""
    return rng.choice(pool[part::2])


def drawn_digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(string.digits) for _ in range(count))


def drawn_text(rng: random.Random, count: int, alphabet: str = string.ascii_letters + string.digits) -> str:
    return "".join(rng.choice(alphabet) for _ in range(count))


def luhn_complete(digits: str) -> str:
    """The digits with the Luhn check digit behind them."""
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def filled_shape(rng: random.Random, shapes: tuple[str, ...]) -> str:
    """A shape with every # replaced by a digit, and N by one from 2 to 9."""
    shape = rng.choice(shapes)
    return "".join(rng.choice("0123456789") if c == "#" else rng.choice("23456789") if c == "N" else c for c in shape)

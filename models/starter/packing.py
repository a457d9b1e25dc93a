"""Puts several questions on one screen into one row of tokens, so that the picture is looked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from models.starter.pointing import NOWHERE, Look
from models.starter.questions import Ask, Exchange
from models.starter.tokens import encode, token_ids

PICTURE, NOT_ASKED = -1, -100


@dataclass(slots=True)
class Row:
    """Tokens from the picture on (`PICTURE` for a cell), which question each belongs to (0 is all), positions, and
    what comes next.
    """

    tokens: list[int]
    owners: list[int]
    positions: list[tuple[int, int, int]]
    wanted: list[int]
    weights: list[float]
    looks: list[tuple[int, Look]]
    """By place: where to look there. A fix's token is counted from the row's beginning."""


def pack(exchanges: Sequence[Exchange], rows: int, columns: int) -> Row:
    """Pack the questions; each sees the picture and itself, and stands as if it were the only one."""
    start = len(encode(exchanges[0].prompt.before))
    cells = [(start, start + cell // columns, start + cell % columns) for cell in range(rows * columns)]
    row = Row([PICTURE] * len(cells), [0] * len(cells), cells, [NOT_ASKED] * len(cells), [0.0] * len(cells), [])
    after, end = start + max(rows, columns), token_ids()["<|im_end|>"]
    for number, exchange in enumerate(exchanges, start=1):
        asked, answer = list(encode(exchange.prompt.after)), [*exchange.answer, end]
        begins = len(row.tokens)
        for place, look in enumerate(exchange.looks, begins + len(asked) - 1):
            if look != Look():
                row.looks.append((place, replace(look, fix=look.fix + begins) if look.fix >= 0 else look))
        row.tokens += asked + answer[:-1]
        row.owners += [number] * (len(asked) + len(answer) - 1)
        row.positions += [(after + place,) * 3 for place in range(len(asked) + len(answer) - 1)]
        row.wanted += [NOT_ASKED] * (len(asked) - 1) + answer
        row.weights += [0.0] * (len(asked) - 1) + weights_of(exchange)
    return row


def weights_of(exchange: Exchange) -> list[float]:
    """Count more what cannot be guessed from the letters before: a first letter, a kind, a number of a fix or a box."""
    count = len(exchange.answer) + 1
    if exchange.ask is Ask.TROUBLE:
        weights = [4.0 if place < 4 else 0.7 for place in range(count)]
        return [4.0 if look.fix != NOWHERE else one for look, one in zip(exchange.looks, weights, strict=True)]
    if exchange.ask is Ask.PLACE:
        return [2.0 if place < count // 2 else 0.3 for place in range(count)]
    return [1.5, *[0.7] * (count - 1)]


@dataclass(slots=True)
class Batch:
    """Rows of one length: all (rows, places), positions (3, rows, places), mask (rows, 1, places, before and places).

    `opening` (places before) is the same for all rows: the system prompt, up to the picture.
    """

    opening: Tensor
    tokens: Tensor
    positions: Tensor
    mask: Tensor
    wanted: Tensor
    is_picture: Tensor
    weights: Tensor
    """How much each wanted token counts, as `wanted`."""
    looks: Tensor
    """(looks, row, place, cell, letter, start, end, fix)"""


def together(rows: Sequence[Row], before: str) -> Batch:
    longest = max(len(row.tokens) for row in rows)
    tokens, owners = (np.zeros((len(rows), longest), np.int64) for _ in "ab")
    wanted = np.full((len(rows), longest), NOT_ASKED, np.int64)
    positions = np.zeros((3, len(rows), longest), np.int64)
    for place, row in enumerate(rows):
        count = len(row.tokens)
        tokens[place, :count], owners[place, :count], wanted[place, :count] = row.tokens, row.owners, row.wanted
        owners[place, count:] = 99
        positions[:, place, :count] = np.array(row.positions).T
    owner = torch.from_numpy(owners)
    is_before = torch.ones(longest, longest, dtype=torch.bool).tril()
    mask = is_before & ((owner[:, None, :] == 0) | (owner[:, None, :] == owner[:, :, None]))
    known, opening = torch.from_numpy(tokens), torch.tensor(encode(before))
    mask = torch.cat([torch.ones(len(rows), longest, len(opening), dtype=torch.bool), mask], 2)
    return Batch(
        opening,
        known.clamp(min=0),
        torch.from_numpy(positions),
        mask[:, None],
        torch.from_numpy(wanted),
        known == PICTURE,
        torch.tensor([[*row.weights, *[0.0] * (longest - len(row.weights))] for row in rows]),
        torch.tensor(
            [
                (number, place, one.cell, one.letter, one.start, one.end, one.fix)
                for number, row in enumerate(rows)
                for place, one in row.looks
            ]
        ).view(-1, 7),
    )

"""How the language model begins: some heads are set by hand to do what copying needs, and then trained with the rest.

A text place holds the code of its own letter (`OWN`); heads of the first layer bring those of the two letters before
it. Heads of the third layer, one for each place of a letter in a cell, look for the cell where such letters stand
before that place, and bring the code of the letter that stands there to where the output layer reads it (`OUT`).
All weights stay free: this is where training starts, not a rule.
"""

from __future__ import annotations

import torch
from torch import Tensor

from engine.bench.tiny_model import byte_letters
from engine.wording import Language
from models.starter.alphabet import CODE_WIDTH, LINE_END, classes, codes
from models.starter.layout import (
    ALWAYS,
    BEFORE,
    BOTTOM_PART,
    CODE_START_PART,
    EDGE_PART,
    FIELD_PART,
    FIRST,
    LAST_PART,
    LETTER_PART,
    TOP_PART,
    WITHIN,
)
from models.starter.pieces import Field
from models.starter.reader import Reader, ReaderAttention
from models.starter.tokens import encode, token_ids

ONE_BEFORE, TWO_BEFORE, OWN, OUT, ASKED_FIELD, ASK, SINK, NUMBER = 158, 174, 190, 206, 222, 228, 232, 233
"""Where a text place keeps what; a cell holds nothing there, or what it no longer needs after the first layer."""
GATHER_LAYER, COPY_LAYER, PLACE_LAYER, NEAR_LAYER = 1, 2, 3, 4
START_HEAD, END_HEAD, FIX_HEAD, LATELY_HEAD = 0, 1, 2, 3
"""Of the place layer: they look at where a box begins, where it ends, at the fitting fix, at what was said lately."""
FOUND, LATELY = 96, 112
"""Where a letter's place keeps its row and column in the picture, and those of the letters said lately."""
_PLACED = (*range(TOP_PART.start, TOP_PART.end), EDGE_PART.start, EDGE_PART.start + 2)
"""Numbers of a cell by which its place is known: its row, and how far to the right in tenths."""
_SCALE = 0.5
_NEVER = 60
"""A content's dimension where only keys of no interest have something."""
_ASKS = (Field.TITLE, Field.MESSAGE, Field.CODE)


@torch.no_grad()
def begin(reader: Reader) -> None:
    """Set what is set by hand."""
    for layer in reader.layers:
        layer.mlp["down_proj"].weight.mul_(0.2)
        layer.self_attn.o_proj.weight.mul_(0.2)
    _know_letters(reader.embed_tokens.weight)
    reader.norm.weight[ONE_BEFORE:OUT] = 0  # else what a place has said would be said again
    reader.norm.weight[ASKED_FIELD:] = 0
    first, gather, copy, place, near = (reader.layers[number].self_attn for number in range(5))
    for head, step in enumerate((1, 2)):
        _look_back(first, head, step, (OWN, CODE_WIDTH), (ONE_BEFORE, TWO_BEFORE)[head])
    _know_line_above(first, 2)
    _know_what_is_asked(gather, 0)
    _know_number_of_fix(gather, 3)
    for number in range(WITHIN):
        _copy_letter(copy, number)
        _copy_letter(near, number)
    _bring_edges(place)
    go_on_near(copy, place, near)


def _know_letters(embedding: Tensor) -> None:
    """Give every token of one letter the letter's code, twice; and mark the words by which it is asked."""
    embedding[:, ONE_BEFORE:] = 0
    embedding[:, ALWAYS] = 1.5
    ids, letters, own = token_ids(), byte_letters(), torch.from_numpy(codes()) * _SCALE
    for character, number in classes().items():
        if character.isascii():
            token = ids[letters[ord(character)]]
            embedding[token, OWN : OWN + CODE_WIDTH] = own[number]
            if character != LINE_END:
                embedding[token, OUT : OUT + CODE_WIDTH] = own[number]
    embedding[ids["<|im_end|>"], OUT : OUT + CODE_WIDTH] = own[classes()[LINE_END]]
    embedding[encode("assistant")[-1], OWN : OWN + CODE_WIDTH] = own[FIRST]
    embedding[ids["<|im_start|>"], SINK] = 4
    for number, tokens in enumerate(asking_words()):
        embedding[sorted(tokens), ASK + number] = 2


def asking_words() -> list[set[int]]:
    """Return, for title, message and code, the tokens that are in no question about the others."""
    from models.starter.questions import WORDINGS, Ask

    def words(ask: Ask) -> set[int]:
        return {token for language in Language for text in WORDINGS[ask, language] for token in encode(text)}

    asks = (Ask.TITLE, Ask.MESSAGE, Ask.CODE)
    return [words(ask) - set().union(*(words(other) for other in Ask if other is not ask)) for ask in asks]


def _clear(attention: ReaderAttention, head: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return a head's own part of each weight, set to zero: queries, keys, values (rows), and output (columns)."""
    width = attention.shape.head_width
    rows = slice(head * width, (head + 1) * width)
    parts = (attention.q_proj.weight[rows], attention.k_proj.weight[rows], attention.v_proj.weight[rows])
    for part in (*parts, attention.o_proj.weight[:, rows]):
        part.zero_()
    return (*parts, attention.o_proj.weight[:, rows])


def _content(width: int, place: int) -> int:
    """Return a dimension that hardly turns with the distance: for what is matched wherever it stands."""
    half = width // 2
    return half - 1 - place // 2 + (half if place % 2 else 0)


def _step_back(query: Tensor, key: Tensor, source: int, pairs: Tensor, step: Tensor | float, size: float) -> None:
    """Let a query look `step` places back: both have a constant there, the query's turned by the angle of the step."""
    half = query.shape[0] // 2
    frequencies = 5_000_000.0 ** -(torch.arange(half) / half)
    for pair in pairs.tolist():
        angle = frequencies[pair] * step
        key[pair, source] = size
        query[pair, source] = size * torch.cos(angle)
        query[pair + half, source] = -size * torch.sin(angle)


def _look_back(attention: ReaderAttention, head: int, step: int, source: tuple[int, int], to: int) -> None:
    query, key, value, output = _clear(attention, head)
    _step_back(query, key, ALWAYS, torch.arange(7), float(step), 1.0)
    _sharpen(attention, 7, 2.4)
    start, width = source
    _pass(value, output, start, to, width, 0, _BYTE_SIZE)


_BYTE_SIZE = 0.24
"""By which the norm enlarges what a letter's place holds, at the beginning; divided out again."""


def _pass(value: Tensor, output: Tensor, source: int, to: int, width: int, at: int, size: float) -> None:
    for place in range(width):
        value[at + place, source + place] = 1.0
        output[to + place, at + place] = size


def _sharpen(attention: ReaderAttention, pairs: int, size: float) -> None:
    half = attention.shape.head_width // 2
    for norm in (attention.q_norm.weight, attention.k_norm.weight):
        norm[:pairs] = size
        norm[half : half + pairs] = size


def _know_line_above(attention: ReaderAttention, head: int) -> None:
    """Let the cell where a further line begins know the last letters of the line above: they stand before it."""
    query, key, value, output = _clear(attention, head)
    width = attention.shape.head_width
    end, space = (torch.from_numpy(codes()[classes()[one]]) for one in (LINE_END, " "))
    before = WITHIN * CODE_WIDTH
    rows = torch.tensor([1, 4, 7])  # of the frequencies that turn with the row
    half = width // 2
    frequencies = 5_000_000.0 ** -(torch.arange(half) / half)
    ends_here, letters = LAST_PART.start, slice(before + 1, before + CODE_WIDTH)
    content, sink, never = _content(width, 0), _content(width, 2), _content(width, _NEVER)

    def begins(row: int, size: float) -> None:
        query[row, letters] += size * end[1:] / end[1:].square().sum()
        query[row, before + CODE_WIDTH] -= size / 2

    for pair in rows.tolist():
        key[pair, ends_here] = 1.0
        begins(pair, 2 * float(torch.cos(frequencies[pair])))
        begins(pair + half, -2 * float(torch.sin(frequencies[pair])))
    key[content, ends_here] = 1.0
    begins(content, 3.0)
    query[sink, ALWAYS] = 0.5
    key[sink, SINK] = 2.0
    key[never, ALWAYS] = 0.3
    _pass(value, output, LAST_PART.start, before + CODE_WIDTH, 2 * CODE_WIDTH, 0, 1.0)
    output[before : before + CODE_WIDTH, 0] += (space - end) / 2


def _know_what_is_asked(attention: ReaderAttention, head: int) -> None:
    query, key, value, output = _clear(attention, head)
    width = attention.shape.head_width
    _step_back(query, key, ALWAYS, torch.tensor([20, 21, 22]), 30.0, 1.0)
    asked = _content(width, 0)
    query[asked, ALWAYS] = 3.0
    key[asked, ASK : ASK + 3] = 3.0
    own = torch.from_numpy(codes())
    for number, field in enumerate(_ASKS):
        value[number, ASK + number] = 1.0
        output[ASKED_FIELD + int(field) - 1, number] = 0.5
    code = _ASKS.index(Field.CODE)  # a code may stand within a line: then nothing ends before it
    output[OWN : OWN + CODE_WIDTH, code] -= 0.15 * own[classes()[LINE_END]]
    output[ONE_BEFORE : ONE_BEFORE + CODE_WIDTH, code] -= 0.15 * own[FIRST]
    _sharpen_all(attention, 1.5)


def _know_number_of_fix(attention: ReaderAttention, head: int) -> None:
    """Let what stands in a fix's title know the fix's number: the figure behind the last opening bracket."""
    query, key, value, output = _clear(attention, head)
    width = attention.shape.head_width
    bracket = torch.from_numpy(codes()[classes()["["]])
    _step_back(query, key, ALWAYS, torch.tensor([10, 11, 12]), 4.0, 1.0)
    opened = _content(width, 0)
    query[opened, ALWAYS] = 3.0
    key[opened, ONE_BEFORE + 1 : ONE_BEFORE + CODE_WIDTH] = 2 * bracket[1:] / bracket[1:].square().sum() * 4
    _pass(value, output, OWN, NUMBER, CODE_WIDTH, 0, 0.4)


def _sharpen_all(attention: ReaderAttention, size: float) -> None:
    attention.q_norm.weight.fill_(size)
    attention.k_norm.weight.fill_(size)


def _copy_letter(attention: ReaderAttention, number: int) -> None:
    """Look for the cell where the letters said last stand before its letter `number`; bring that letter."""
    query, key, value, output = _clear(attention, number)
    width, own = attention.shape.head_width, CODE_WIDTH - 1
    said = (OWN, ONE_BEFORE, TWO_BEFORE)
    for nearness, weight in enumerate((1.0, 0.8, 0.65)):
        ordinal = number - 1 - nearness
        place = ordinal if ordinal >= 0 else WITHIN - 1 - ordinal
        for row in range(own):
            at = _content(width, nearness * own + row)
            query[at, said[nearness] + 1 + row] = weight / _SCALE
            key[at, place * CODE_WIDTH + 1 + row] = weight
    for row in range(FIELD_PART.width):
        at = _content(width, BEFORE * own + row)
        query[at, ASKED_FIELD + row] = 1.0
        key[at, FIELD_PART.start + row] = 1.0
    begins_code, sink, never = (_content(width, 52 + place) for place in range(3))
    query[begins_code, ASKED_FIELD + int(Field.CODE) - 1] = 1.0
    key[begins_code, CODE_START_PART.start + number] = 1.0
    query[sink, ALWAYS] = 2.6
    key[sink, SINK] = 3.0
    key[never, ALWAYS] = 1.0
    _sharpen_all(attention, 2.0)
    _pass(value, output, LETTER_PART.start + number * CODE_WIDTH, OUT, CODE_WIDTH, 0, 1.0)


def go_on_near(copy: ReaderAttention, place: ReaderAttention, near: ReaderAttention) -> None:
    """Let the second look for the next letter stay near to where the letters before were found.

    The same letters stand in many places of a message. The first look brings the places of all of them; those of the
    last dozen letters, taken together, say which is meant.
    """
    for number in range(WITHIN):
        _bring_place(copy, number)
        _stay_near(near, number)
    _remember_places(place)


def _bring_place(attention: ReaderAttention, number: int) -> None:
    rows = slice(number * attention.shape.head_width, (number + 1) * attention.shape.head_width)
    value, output = attention.v_proj.weight[rows], attention.o_proj.weight[:, rows]
    at = slice(CODE_WIDTH, CODE_WIDTH + len(_PLACED))
    value[at], output[:, at] = 0, 0
    for place, source in enumerate(_PLACED):
        value[CODE_WIDTH + place, source] = 1.0
        output[FOUND + place, CODE_WIDTH + place] = 0.5


def _remember_places(attention: ReaderAttention) -> None:
    query, key, value, output = _clear(attention, LATELY_HEAD)
    _step_back(query, key, ALWAYS, torch.arange(6, 13), 6.0, 1.0)
    _pass(value, output, FOUND, LATELY, len(_PLACED), 0, 1.0)


def _stay_near(attention: ReaderAttention, number: int, row: float = 0.25, column: float = 0.25) -> None:
    width = attention.shape.head_width
    rows = slice(number * width, (number + 1) * width)
    query, key = attention.q_proj.weight[rows], attention.k_proj.weight[rows]
    for place, source in enumerate(_PLACED):
        at, size = _content(width, 55 + place), row if place < TOP_PART.end - TOP_PART.start else column
        query[at], key[at] = 0, 0
        query[at, LATELY + place] = size
        key[at, source] = size


def _bring_edges(attention: ReaderAttention) -> None:
    """Let what the place layer looks at be known: edges, in figures, and a fix's number. Where to look it learns."""
    width = attention.shape.head_width
    high = {START_HEAD: TOP_PART, END_HEAD: BOTTOM_PART}
    for head in (START_HEAD, END_HEAD, FIX_HEAD):
        rows = slice(head * width, (head + 1) * width)
        value, output = attention.v_proj.weight[rows], attention.o_proj.weight[:, rows]
        value.zero_()
        output.zero_()
        if head == FIX_HEAD:
            _pass(value, output, NUMBER, 64, CODE_WIDTH, 0, 1.0)
            continue
        for place, part in enumerate((EDGE_PART, high[head])):
            wide = part.end - part.start
            _pass(value, output, part.start, 24 * head + 12 * place, wide, 12 * place, 0.5)

"""Tower, letters and language model together."""

from __future__ import annotations

from collections import defaultdict

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.starter.alphabet import BLANK
from models.starter.letters import LetterHead, reading_loss
from models.starter.packing import NOT_ASKED, Batch
from models.starter.reader import Reader
from models.starter.screen_batches import ScreenPack
from models.starter.tower import Tower


class Starter(nn.Module):
    """The whole model; `head` is there for training alone."""

    def __init__(self, tower: Tower, head: LetterHead, reader: Reader) -> None:
        super().__init__()
        self.tower, self.head, self.reader = tower, head, reader
        self.told = ""

    def look(self, pictures: Tensor) -> tuple[Tensor, list[Tensor]]:
        """From pictures of one size, as bytes, to their cells."""
        found: tuple[Tensor, list[Tensor]] = self.tower(pictures.float() / 127.5 - 1)
        return found

    def imagine(self, wanted: Tensor) -> Tensor:
        """Return what a good tower would see where these characters stand: their codes, unsure and sometimes wrong."""
        classes = wanted.clone()
        is_letter = classes != BLANK
        is_wrong = is_letter & (torch.rand(classes.shape, device=classes.device) < 0.02)
        classes[is_wrong] = torch.randint(2, len(self.head.code), (int(is_wrong.sum()),), device=classes.device)
        seen = self.head.code[classes] * (1.2 + 0.4 * torch.rand(*classes.shape, 1, device=classes.device))
        return (seen + 0.3 * torch.randn_like(seen)).flatten(-2)


def joint_loss(model: Starter, pack: ScreenPack, is_joint: bool) -> Tensor:
    """Return the loss of the answers; where the tower is trained too, also that of the letters."""
    device = model.head.common.device
    wanted = [slots.to(device) for slots in pack.slots]
    if not is_joint:
        return _answers_loss(model, pack.batch, [model.imagine(slots) for slots in wanted], [])
    cells, deep = _look_at_all(model, [pixels.to(device) for pixels in pack.pictures])
    letters = reading_loss(torch.cat(cells)[None], torch.cat(wanted)[None], model.head)
    answers = _answers_loss(model, pack.batch, cells, deep)
    model.told += f" letters {letters.item():.3f}"
    return answers + 0.5 * letters


def _look_at_all(model: Starter, pictures: list[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
    """Return each picture's cells, and the deepstack's of all, layer by layer. Pictures of one size go together."""
    sizes: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for place, picture in enumerate(pictures):
        sizes[tuple(picture.shape)].append(place)
    looked: dict[int, list[Tensor]] = {}
    for places in sizes.values():
        cells, deep = model.look(torch.stack([pictures[place] for place in places]))
        looked |= {place: [layer[row] for layer in (cells, *deep)] for row, place in enumerate(places)}
    in_order = [looked[place] for place in range(len(pictures))]
    deep_layers = [torch.cat([layers[number] for layers in in_order]) for number in range(1, len(in_order[0]))]
    return [layers[0] for layers in in_order], deep_layers


def _answers_loss(model: Starter, batch: Batch, cells: list[Tensor], deep: list[Tensor]) -> Tensor:
    device = cells[0].device
    tokens, wanted, is_picture = (part.to(device) for part in (batch.tokens, batch.wanted, batch.is_picture))
    state = model.reader.embed_tokens(tokens)
    state = state.index_put((is_picture,), torch.cat(cells).to(state.dtype))
    state = model.reader(state, batch.positions.to(device), batch.mask.to(device), is_picture, deep)
    is_asked = wanted != NOT_ASKED
    scores = model.reader.scores(state[is_asked])
    right = (scores.argmax(-1) == wanted[is_asked]).float().mean()
    model.told = f"tokens right {right.item():.3f}"
    return functional.cross_entropy(scores.float(), wanted[is_asked])

"""Tower, letters and language model together."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.starter.letters import CellHead, look_at_all, reading_loss
from models.starter.looking import LOOKING_SHARE, looking_loss
from models.starter.packing import NOT_ASKED, Batch
from models.starter.reader import Reader, Watched
from models.starter.screen_batches import ScreenPack
from models.starter.tower import Tower


class Starter(nn.Module):
    """The whole model; `head` is there for training alone."""

    def __init__(self, tower: Tower, head: CellHead, reader: Reader) -> None:
        super().__init__()
        self.tower, self.head, self.reader = tower, head, reader
        self.told = ""

    def look(self, pictures: Tensor) -> tuple[Tensor, list[Tensor]]:
        """From pictures of one size, as bytes, to their cells."""
        found: tuple[Tensor, list[Tensor]] = self.tower(pictures.float() / 127.5 - 1)
        return found


def joint_loss(model: Starter, pack: ScreenPack, is_joint: bool) -> Tensor:
    """Return the loss of the answers. Where the tower learns too, also that of the letters; else it only looks."""
    device = model.head.common[0].device
    with torch.set_grad_enabled(is_joint):
        cells, deep = look_at_all(model.tower, [pixels.to(device) for pixels in pack.pictures])
    truth = pack.truth.to(device)
    answers = answers_loss(model, pack.batch, cells, deep, truth)
    if not is_joint:
        return answers
    letters = reading_loss(torch.cat(cells), truth, model.head)
    model.told += f" letters {letters.item():.3f}"
    return answers + 0.3 * letters


def answers_loss(model: Starter, batch: Batch, cells: list[Tensor], deep: list[Tensor], truth: Tensor) -> Tensor:
    """Return the loss of what is said, and of where it is looked while it is said."""
    device = cells[0].device
    tokens, wanted, is_picture = (part.to(device) for part in (batch.tokens, batch.wanted, batch.is_picture))
    mask = batch.mask.to(device)
    watched: list[Watched] = []
    before = model.reader.read_ahead(batch.opening.to(device))
    state = model.reader.embed_tokens(tokens)
    state = state.index_put((is_picture,), torch.cat(cells).to(state.dtype))
    state = model.reader(state, batch.positions.to(device), mask, is_picture, deep, before, watched)
    is_asked = wanted != NOT_ASKED
    scores = model.reader.scores(state[is_asked])
    right = (scores.argmax(-1) == wanted[is_asked]).float()
    losses = functional.cross_entropy(scores.float(), wanted[is_asked], reduction="none")
    weights = batch.weights.to(device)[is_asked]
    looking, told = looking_loss(batch, mask, watched, truth.split([len(one) for one in cells]))
    model.told = f"tokens right {right.mean():.3f} {told}"
    return (losses * weights).sum() / weights.sum() + LOOKING_SHARE * looking

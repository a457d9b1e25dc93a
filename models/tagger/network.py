"""The network: letters to texts, texts among each other, and back to the letters."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from engine.redaction.tagger.tagger_input import EVIDENCE, KINDS, PAIR, PLACE, SHARED, SIGNS

_MEANS = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the network is."""

    sign: int = 40
    letter: int = 64
    text: int = 128
    heads: int = 8
    layers: int = 4
    wide: int = 3
    """How much wider what follows the looking around is."""
    dropout: float = 0.1


class Strokes(nn.Module):
    """A convolution over three letters, `reach` apart, that adds to what it saw."""

    def __init__(self, width: int, reach: int) -> None:
        super().__init__()
        self.reach = reach
        self.norm = nn.LayerNorm(width)
        self.seen = nn.Linear(3 * width, width)
        self.mixed = nn.Linear(width, width)

    def forward(self, letters: Tensor) -> Tensor:
        """(letters, width) to the same."""
        normal = self.norm(letters)
        edge = torch.zeros_like(normal[: self.reach])
        before = torch.cat([edge, normal[: -self.reach]])
        behind = torch.cat([normal[self.reach :], edge])
        return letters + self.mixed(torch.relu(self.seen(torch.cat([before, normal, behind], 1))))


class Neighbours(nn.Module):
    """Attention among the texts of a screen; how two stand to each other adds to their weight."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, width = shape.heads, shape.text
        self.norm = nn.LayerNorm(width)
        self.asked = nn.Linear(width, 3 * width)
        self.stands = nn.Linear(PAIR, shape.heads, bias=False)
        self.told = nn.Linear(width, width)
        self.norm_after = nn.LayerNorm(width)
        self.wide = nn.Linear(width, shape.wide * width)
        self.narrow = nn.Linear(shape.wide * width, width)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, texts: Tensor, pairs: Tensor) -> Tensor:
        """(texts, width), (PAIR, texts, texts) to (texts, width)."""
        width = texts.shape[1]
        size = width // self.heads
        query, key, value = (
            part.reshape(-1, self.heads, size).permute(1, 0, 2) for part in self.asked(self.norm(texts)).chunk(3, 1)
        )
        stands = (self.stands.weight @ pairs.flatten(1)).reshape(self.heads, *pairs.shape[1:])
        weights = (query / size**0.5) @ key.transpose(1, 2) + stands
        seen = (torch.softmax(weights, 2) @ value).permute(1, 0, 2).reshape(-1, width)
        texts = texts + self.drop(self.told(seen))
        return texts + self.drop(self.narrow(torch.relu(self.wide(self.norm_after(texts)))))


def grow(network: Tagger, smaller: dict[str, Tensor]) -> None:
    """Give a network the weights of a smaller one, such that it says at first what that one said.

    What is new passes nothing on yet: further layers, and further columns of those weights that have grown.
    """
    weights = network.state_dict()
    for name, weight in weights.items():
        known = smaller.get(name)
        if known is None:
            if name.split(".")[-2] in ("told", "narrow"):
                weight.zero_()
        elif known.shape == weight.shape:
            weight.copy_(known)
        else:
            if weight.dim() > 1 and known.shape[1] < weight.shape[1]:
                weight.zero_()
            weight[tuple(slice(0, size) for size in known.shape)] = known
    network.load_state_dict(weights)


class Tagger(nn.Module):
    """Says of every letter of a screen how likely it is of which kind."""

    def __init__(self, shape: Shape = Shape()) -> None:
        super().__init__()
        classes = 1 + len(KINDS)
        self.signs = nn.Embedding(SIGNS + SHARED, shape.sign)
        self.found = nn.Embedding(classes, shape.sign)
        self.first = nn.Linear(shape.sign + EVIDENCE, shape.letter)
        self.before = nn.ModuleList(Strokes(shape.letter, reach) for reach in (1, 2, 4))
        self.weight = nn.Linear(shape.letter, _MEANS)
        self.gathered = nn.Linear(3 * shape.letter + PLACE, shape.text)
        self.among = nn.ModuleList(Neighbours(shape) for _ in range(shape.layers))
        self.back = nn.Linear(shape.text, shape.letter)
        self.after = nn.ModuleList(Strokes(shape.letter, reach) for reach in (1, 2))
        self.last = nn.LayerNorm(shape.letter)
        self.kinds = nn.Linear(shape.letter, classes)

    def forward(
        self,
        letters: Tensor,
        evidence: Tensor,
        known: Tensor,
        owner: Tensor,
        starts: Tensor,
        ends: Tensor,
        places: Tensor,
        pairs: Tensor,
    ) -> Tensor:
        """Return (letters, classes); the shapes are those of `tagger_input.Part.arrays`."""
        seen = self.first(torch.cat([self.signs(letters) + self.found(known), evidence], 1))
        for strokes in self.before:
            seen = strokes(seen)
        texts = self.gathered(torch.cat([self._pooled(seen, starts, ends), places], 1))
        for neighbours in self.among:
            texts = neighbours(texts, pairs)
        seen = seen + self.back(texts)[owner]
        for strokes in self.after:
            seen = strokes(seen)
        return self.kinds(self.last(seen))

    def _pooled(self, seen: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """Return for each text its first and last letter, and means of its letters with four kinds of weights."""
        weights = torch.exp(self.weight(seen).clamp(-6, 6))
        weighed = (seen.reshape(-1, _MEANS, seen.shape[1] // _MEANS) * weights.unsqueeze(2)).reshape(-1, seen.shape[1])
        last = ends - 1
        total = torch.cumsum(weights, 0)
        share = (total[last] - total[starts] + weights[starts]).clamp(min=1e-6)
        sums = torch.cumsum(weighed, 0)
        own = sums[last] - sums[starts] + weighed[starts]
        means = own.reshape(-1, _MEANS, seen.shape[1] // _MEANS) / share.unsqueeze(2)
        return torch.cat([seen[starts], seen[last], means.reshape(-1, seen.shape[1])], 1)

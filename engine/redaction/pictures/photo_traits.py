"""What an island of restless pixels is made of, and how much that speaks for a photograph."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.domain.region import Region

STRONG_STEP = 64
"""Letters are made of such steps to a third, photographs to a tenth."""
_BEND = 3
"""Least second difference that is texture; a slope drawn by a program has less."""
_VIVID = 150
"""By how much the strongest channel of a vivid colour exceeds the weakest."""

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells a photograph from letters, icons, emoji and slopes. All but two are shares of pixels."""

    side: float
    """Logarithm of the shorter side: the larger, the surer."""
    slenderness: float
    """Logarithm of the ratio of the sides."""
    strong: float
    """Steps as at the edge of a letter."""
    common: float
    """The two commonest colours."""
    white: float
    slope: float
    """Steps without a bend, as in the colour gradients that programs draw."""
    flat: float
    texture: float
    rough: float
    """Steps half as large as at the edge of a letter, and larger."""
    vivid: float
    """Colours as strong as those of icons and emoji."""
    three: float
    """The three commonest colours, without grain."""
    colours: float
    """Entropy of the colours, without grain: how many there are."""
    tones: float
    """Entropy of the brightness."""

    @classmethod
    def of(
        cls, region: Region, steps: Pixels, bends: NDArray[np.int16], colours: Pixels, calm: Pixels, tones: Pixels
    ) -> Traits:
        """Measure pixels of a region, shapes (n,) and (n, 3); `calm` are its colours without grain."""
        low, high = sorted((region.width, region.height))
        coarse = colours.astype(np.int32) >> 3
        keys = (coarse[:, 0] << 10) | (coarse[:, 1] << 5) | coarse[:, 2]
        counts = np.bincount(keys, minlength=2)
        commonest = int(counts.argmax())
        shades = calm.astype(np.int32) >> 4
        shares = np.bincount((shades[:, 0] << 8) | (shades[:, 1] << 4) | shades[:, 2]) / len(keys)
        strength = colours.max(axis=1).astype(np.int16) - colours.min(axis=1)
        most, counts[commonest] = int(counts[commonest]), 0
        return cls(
            float(np.log(low)),
            float(np.log(high / low)),
            float((steps > STRONG_STEP).mean()),
            (most + int(counts.max())) / len(keys),
            float((colours.min(axis=1) >= 250).mean()),
            float(((bends < _BEND) & (steps >= 2)).mean()),
            float((steps == 0).mean()),
            float((bends >= _BEND).mean()),
            float((steps > STRONG_STEP // 2).mean()),
            float((strength > _VIVID).mean()),
            float(np.sort(shares)[-3:].sum()),
            _entropy(shares),
            _entropy(np.bincount(tones >> 4) / len(keys)),
        )

    @property
    def evidence(self) -> float:
        """Above 0 for a photograph: a weighted sum, fitted on drawn screens, photographs and emoji."""
        against = 8.5 * self.strong + 3.6 * self.common + 10.9 * self.white
        against += 11.5 * self.slope + 27.6 * self.flat + 6.8 * self.texture
        return 6.8 + 1.36 * self.side - 1.4 * self.slenderness - against

    @property
    def likeness(self) -> float:
        """Above 0 for what is rather a small photograph than an emoji, an icon, or initials on a disc.

        A weighted sum, fitted on such pictures of 20 to 96 pixels, half of them compressed.
        """
        against = 0.87 * self.side + 4.8 * self.strong + 15.6 * self.rough + 4.9 * self.white
        against += 11.7 * self.vivid + 9.5 * self.flat + 20.1
        return 14.0 * self.common + 8.0 * self.three + 3.95 * self.colours + 5.1 * self.tones - against


def _entropy(shares: NDArray[np.float64]) -> float:
    met = shares[shares > 0]
    return float(-(met * np.log(met)).sum())

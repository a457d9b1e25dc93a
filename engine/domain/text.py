"""Text read off a picture."""

from __future__ import annotations

from dataclasses import dataclass

from engine.domain.region import Region


@dataclass(frozen=True, slots=True)
class TextSpan:
    """One line or cell of recognised text and where it stands."""

    text: str
    region: Region
    confidence: float
    """0 to 1."""
    edges: tuple[int, ...] = ()
    """Left edge of each character and the right edge of the last, in pixels: len(text) + 1 values, or empty."""

    def region_of(self, start: int, end: int) -> Region:
        """Return where the characters `start` to `end` (half-open) stand; the whole span if edges are unknown."""
        if len(self.edges) != len(self.text) + 1 or start >= end:
            return self.region
        left, right = self.edges[start], self.edges[end]
        return Region.from_edges(left, self.region.y, max(right, left + 1), self.region.bottom)

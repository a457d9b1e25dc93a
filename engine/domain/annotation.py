"""What an agent draws on a covered picture: arrows, boxes, words."""

from __future__ import annotations

from dataclasses import dataclass

from engine.domain.region import Region


@dataclass(frozen=True, slots=True, repr=False)
class Layer:
    """A transparent sheet of the size of a picture, to be laid on it, and the part that is kept."""

    width: int
    height: int
    rgba: bytes
    """Row by row from the top, 4 bytes a pixel, colours not multiplied by the opacity."""
    crop: Region | None = None
    """The part of the picture that is kept; all of it by default."""

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1 or len(self.rgba) != self.width * self.height * 4:
            raise ValueError(f"{len(self.rgba)} bytes are not {self.width} x {self.height} RGBA pixels")
        if self.crop is not None and (self.crop.is_empty or self.crop != self.crop.clipped(self.width, self.height)):
            raise ValueError("the part to keep lies outside the picture")

    def __repr__(self) -> str:
        return f"Layer({self.width} x {self.height})"

"""Pictures: the raw Capture that never leaves memory, and the RedactedImage that may be sent and kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn, Protocol
from uuid import uuid4

from engine.domain.finding import Mask
from engine.domain.screen import Application
from engine.domain.text import TextSpan


class Picture(Protocol):
    """Anything with pixels: 8-bit RGB, row by row from the top, width * height * 3 bytes."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def rgb(self) -> bytes: ...


class CaptureOrigin(StrEnum):
    """How a picture came in."""

    PASTE = "paste"
    DROP = "drop"
    FILE = "file"
    SCREEN = "screen"
    REGION = "region"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class JpegBlocks:
    """How the pixels of a JPEG hang together, where its file tells."""

    luma: bytes
    """Its brightness alone, width * height bytes: each value comes from one block of 8 x 8."""
    chroma_block: int
    """Pixels that one block of colours spans: 8, or 16 and more where colours are stored coarser."""
    is_turned: bool = False
    """The picture was turned or mirrored: its blocks may be counted from its right or lower end."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Capture:
    """Raw pixels of a screenshot. In memory only: it cannot be pickled, and its repr shows no content."""

    width: int
    height: int
    rgb: bytes
    origin: CaptureOrigin
    was_jpeg: bool = False
    """Lossy source: covering grows to its blocks."""
    scale: float = 1.0
    """Device pixel ratio of the screen it came from."""
    application: Application | None = None
    """Whose window it shows, where the desktop tells."""
    id: str = field(default_factory=lambda: uuid4().hex)
    blocks: JpegBlocks | None = None
    """Of a JPEG whose file tells how its pixels hang together."""

    def __post_init__(self) -> None:
        _check_size(self.width, self.height, self.rgb)
        if self.blocks is not None and len(self.blocks.luma) != self.width * self.height:
            raise ValueError("the brightness is not that of the picture")

    def __repr__(self) -> str:
        return f"Capture({self.width} x {self.height}, {self.origin})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Capture stays in the memory of the process that made it")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RedactedImage:
    """A picture whose sensitive pixels are gone. Only the redactor makes one; the store gives one back.

    Backends and stores take nothing else, so a raw capture that is sent is a type error.
    """

    width: int
    height: int
    rgb: bytes
    masks: tuple[Mask, ...] = ()
    """What was covered, as it was painted, and what was left open: kind, box, rule; never the text."""
    spans: tuple[TextSpan, ...] = ()
    """The text that can be read on the covered picture."""
    profile: str = ""
    """Under whose rules it was covered; empty for the general ones."""
    application: str = ""
    """Which program's window it shows, where the desktop told; never the window's title."""
    digest: str = field(init=False)
    """SHA-256 of size and pixels, hex: the picture's id everywhere."""

    def __post_init__(self) -> None:
        _check_size(self.width, self.height, self.rgb)
        object.__setattr__(self, "digest", pixel_digest(self.width, self.height, self.rgb))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RedactedImage) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"RedactedImage({self.width} x {self.height}, {self.digest[:12]})"

    @property
    def visible_text(self) -> str:
        """What can be read on it, one line a span, from top to bottom."""
        return "\n".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Thumbnail:
    """A covered picture, small: to be looked at in lists. No back end and no store takes one."""

    width: int
    height: int
    rgb: bytes

    def __post_init__(self) -> None:
        _check_size(self.width, self.height, self.rgb)


def pixel_digest(width: int, height: int, rgb: bytes) -> str:
    """Return the id of a picture: SHA-256 over its size and pixels, hex."""
    hasher = hashlib.sha256(f"{width}x{height}\n".encode())
    hasher.update(rgb)
    return hasher.hexdigest()


def _check_size(width: int, height: int, rgb: bytes) -> None:
    if width < 1 or height < 1 or len(rgb) != width * height * 3:
        raise ValueError(f"{len(rgb)} bytes are not {width} x {height} RGB pixels")

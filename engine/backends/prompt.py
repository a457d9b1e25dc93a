"""A prompt as the model process gets it: turns of texts and raw pixels."""

from __future__ import annotations

from dataclasses import dataclass

from engine.domain.conversation import Role


@dataclass(frozen=True, slots=True, repr=False)
class Pixels:
    """An approved picture on its way into the model: 8-bit RGB, width * height * 3 bytes."""

    digest: str
    width: int
    height: int
    rgb: bytes

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1 or len(self.rgb) != self.width * self.height * 3:
            raise ValueError(f"{len(self.rgb)} bytes are not {self.width} x {self.height} RGB pixels")

    def __repr__(self) -> str:
        return f"Pixels({self.width} x {self.height}, {self.digest[:12]})"


@dataclass(frozen=True, slots=True)
class PromptTurn:
    """One turn: texts and pictures in reading order."""

    role: Role
    parts: tuple[str | Pixels, ...]


@dataclass(frozen=True, slots=True)
class AnswerWishes:
    """What an answer is to be like, apart from how its tokens are drawn."""

    stop: tuple[str, ...] = ()
    json_schema: str = ""
    adapters: tuple[str, ...] = ()
    continues: str = ""
    """The beginning of the answer, where it is there already."""

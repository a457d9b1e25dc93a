"""A covered picture and a whole answer to be kept."""

from __future__ import annotations

from engine.domain.answer import Answer
from engine.domain.conversation import FinishReason, LogProbs, Usage
from engine.domain.finding import EntityType, Finding, FindingSource, Mask
from engine.domain.knowledge import Citation
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.wording import Language

ANSWER = Answer(
    "Run **sfc** [1]",
    FinishReason.COMPLETE,
    (Citation(1, "win-sfc", Language.EN, "Repair Windows files"), Citation(2, "x", Language.ZH, "重置")),
    Usage("starter", 900, 300, 1, 42, 800, 2100),
    LogProbs(-0.21, -3.5),
    ("guard.blocked_term",),
)


def picture(shade: int = 7, text: str = "Error 0x80070005") -> RedactedImage:
    rgb = bytes((x * 5 + y * shade + channel) % 256 for y in range(20) for x in range(30) for channel in range(3))
    mask = Mask(Finding(EntityType.EMAIL, Region(1, 2, 8, 4), 0.9, "shape", FindingSource.TEXT, "EMAIL 1"))
    span = TextSpan(text, Region(0, 10, 28, 8), 0.97, tuple(range(len(text) + 1)))
    return RedactedImage(30, 20, rgb, (mask,), (span,))

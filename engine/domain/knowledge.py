"""Canned fixes, and how an answer points to them."""

from __future__ import annotations

import hashlib
import json
import math
import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from engine.domain.placeholders import fill
from engine.wording import Language

PICTURE_SCHEME = "picture"
_PICTURE = re.compile(rf"!\[([^\]\n]*)\]\({PICTURE_SCHEME}:([0-9a-f]{{64}})\)")
_SURE_Z = 1.96
"""Standard deviations within which 95 % of a normal distribution lie."""


class FixState(StrEnum):
    """Where a fix stands in its life. Only approved ones are suggested."""

    DRAFT = "draft"
    APPROVED = "approved"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class CannedFix:
    """A prepared reply with steps, in one language. `uid` is shared by its language variants."""

    uid: str
    language: Language
    title: str
    body: str
    """Markdown, with its blanks (see `engine.domain.placeholders`) and pictures: `![what](picture:<digest>)`."""
    category: str = ""
    """A path: `Windows/Update`."""
    tags: tuple[str, ...] = ()
    product: str = ""
    os: tuple[str, ...] = ()
    error_codes: tuple[str, ...] = ()
    symptoms: tuple[str, ...] = ()
    """Phrases users say or screens show; searched, not shown."""
    shortcut: str = ""
    owner: str = ""
    """Who answers for it."""
    valid_until: date | None = None
    """The last day on which it is suggested; without one, for ever."""
    state: FixState = FixState.APPROVED
    version: int = field(default=0, compare=False)
    """Counts up with each change in the case file; 0 for one that is not kept there. It is not what the fix says."""

    @property
    def text(self) -> str:
        """The body as it is read: each blank holds what is to be written where nothing is known."""
        return fill(self.body, {})

    @property
    def picture_digests(self) -> tuple[str, ...]:
        """The pictures that the body shows, each once."""
        return tuple(dict.fromkeys(match[2] for match in _PICTURE.finditer(self.body)))

    @property
    def revision(self) -> str:
        """Version and a digest of what it says, `4-1a2b3c4d`: tells whether a file was made from this very text."""
        fields = {name: str(getattr(self, name)) for name in _SAID}
        digest = hashlib.sha256(json.dumps(fields, sort_keys=True).encode(errors="surrogatepass"))
        return f"{self.version}-{digest.hexdigest()[:8]}"

    def is_offered(self, today: date) -> bool:
        """Whether it may be suggested on this day: approved, and still valid."""
        return self.state is FixState.APPROVED and (self.valid_until is None or today <= self.valid_until)


_SAID = (
    *("uid", "language", "title", "body", "category", "tags", "product", "os", "error_codes", "symptoms"),
    *("shortcut", "owner", "valid_until", "state"),
)


@dataclass(frozen=True, slots=True, repr=False)
class FixPicture:
    """A picture of a fix, written anew by us: lossless WebP without metadata."""

    digest: str
    """SHA-256 of its size and pixels, hex."""
    width: int
    height: int
    encoded: bytes

    def __repr__(self) -> str:
        return f"FixPicture({self.width} x {self.height}, {self.digest[:12]})"


@dataclass(frozen=True, slots=True, repr=False)
class TakenPicture:
    """A picture that was covered for a fix; the fix that shows it is not kept yet."""

    picture: FixPicture
    covered: int
    """How many places were covered."""
    png: bytes
    """For looking at it."""

    @property
    def link(self) -> str:
        """What stands in the body of a fix that shows it."""
        return f"{PICTURE_SCHEME}:{self.picture.digest}"


@dataclass(frozen=True, slots=True)
class FixVersion:
    """What a fix said at one time."""

    fix: CannedFix
    """Its `version` is the number of this version."""
    saved_ms: int
    """UTC, milliseconds since 1970; 0 where it was not noted."""
    author: str = ""

    @property
    def number(self) -> int:
        return self.fix.version


@dataclass(frozen=True, slots=True)
class FixUsage:
    """How often a fix was used, and how often that helped, as far as agents said so."""

    uses: int = 0
    last_used_ms: int = 0
    """UTC, milliseconds since 1970; 0 for never."""
    solved: int = 0
    not_solved: int = 0

    @property
    def solved_at_least(self) -> float:
        """The share that it solves, at the lower bound of Wilson's 95 % interval: 0 where nobody said anything."""
        return _wilson(self.solved, self.solved + self.not_solved, -1)

    @property
    def solved_at_most(self) -> float:
        """The upper bound of the same interval: 1 where nobody said anything."""
        return _wilson(self.solved, self.solved + self.not_solved, 1)


def _wilson(successes: int, trials: int, side: int) -> float:
    if not trials:
        return 0.0 if side < 0 else 1.0
    share, z2 = successes / trials, _SURE_Z**2
    spread = _SURE_Z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials**2))
    return min(1.0, max(0.0, (share + z2 / (2 * trials) + side * spread) / (1 + z2 / trials)))


def without_pictures(text: str) -> str:
    """Return a text with each picture's words in its place: for where only text can stand."""
    return _PICTURE.sub(lambda match: f"[{match[1]}]" if match[1] else "", text)


@dataclass(frozen=True, slots=True)
class FixHit:
    """A fix in which a search found something."""

    fix: CannedFix
    snippet: str
    """A few words around the first hit, plain text; empty where it stands in the title."""
    highlights: tuple[tuple[int, int], ...] = ()
    """Half-open offsets of the hits in `snippet`."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A fix offered to an answer, under the number by which the answer cites it: `[1]`."""

    number: int
    fix: CannedFix
    score: float
    reasons: tuple[str, ...] = ()
    """Why it was offered, for the agent: `error code 0x80070005`, `title: printer`."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer from an answer to a passage that was offered."""

    number: int
    fix_uid: str
    language: Language
    title: str

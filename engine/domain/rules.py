"""What a site wants done with each kind of sensitive thing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.domain.finding import EntityType, TextFinding


class Treatment(StrEnum):
    """What is done with a kind of finding. The order is from strict to lenient."""

    COVER = "cover"
    ASK = "ask"
    """Covered, and the agent must say of each one whether it stays covered. Where nobody can be asked it does."""
    LEAVE = "leave"
    """Shown in the review as readable; the agent may cover it."""

    @property
    def strictness(self) -> int:
        return -list(Treatment).index(self)


ASKABLE: tuple[EntityType, ...] = tuple(
    kind for kind in EntityType if kind not in (EntityType.AGENT_MARK, EntityType.SITE_WORD)
)
"""The kinds that have a treatment. What a site or an agent names is covered."""


_TELLING = re.compile(r"[^\W_]|##")
"""What a word must have, lest it stands everywhere."""
_MOST_RUNS = 2


@dataclass(frozen=True, slots=True)
class RedactionRules:
    """What the site and its policy say about covering. Without anything said, all that is found is covered."""

    treatments: Mapping[EntityType, Treatment] = field(default_factory=dict)
    always_covered: frozenset[EntityType] = frozenset()
    """Kinds that no agent may uncover."""
    allowed: frozenset[str] = frozenset()
    """Values that are no secret here, as `plain_value` gives them: the hotline's own number."""
    site_words: re.Pattern[str] | None = None
    """What the site wants covered wherever it stands, as `site_words` gives it."""

    def treatment(self, entity_type: EntityType) -> Treatment:
        if entity_type in self.always_covered:
            return Treatment.COVER
        return self.treatments.get(entity_type, Treatment.COVER)

    def allows(self, entity_type: EntityType, value: str) -> bool:
        """Tell whether this value is on the site's list. What must always be covered is on no list."""
        return entity_type not in self.always_covered and plain_value(value) in self.allowed

    def find_site_words(self, text: str) -> list[TextFinding]:
        """Return where words of the site's list stand in a text."""
        if self.site_words is None:
            return []
        return [
            TextFinding(EntityType.SITE_WORD, *match.span(), 0.95, "site") for match in self.site_words.finditer(text)
        ]


def site_words(lines: Iterable[str]) -> re.Pattern[str] | None:
    """Read a list of words, one a line; empty lines and those that begin with `# ` do not count.

    In a word `#` is a digit, `?` a letter or digit, and `*` a run of up to 30 of them: `EMP-######`. That is all a
    word can hold, and `*` but twice (else ValueError), so no list makes the search slow; regular expressions could.
    """
    words = {line.strip() for line in lines if not line.lstrip().startswith("# ")}
    telling = sorted((word for word in words if _TELLING.search(word)), key=lambda word: (-len(word), word))
    if not telling:
        return None
    if any(word.count("*") > _MOST_RUNS for word in telling):
        raise ValueError("a word may hold * twice")
    patterns = ("".join(map(_sign_pattern, word)) for word in telling)
    return re.compile(rf"(?<![a-zA-Z0-9])(?:{'|'.join(patterns)})(?![a-zA-Z0-9])", re.IGNORECASE)


def _sign_pattern(sign: str) -> str:
    wildcards = {"#": "[0-9]", "?": "[^\\W_]", "*": "[^\\W_]{0,30}", " ": "[ ]?"}
    return wildcards.get(sign, re.escape(sign))


def plain_value(value: str) -> str:
    """Return a value as allow-lists compare it: without case, full-width forms, spaces and the signs between digits."""
    folded = unicodedata.normalize("NFKC", value).casefold().strip()
    return re.sub(r"(?<=[\d+)])[\s().\-]+(?=[\d(])|\s+", "", folded)


def allow_list(lines: Iterable[str]) -> frozenset[str]:
    """Read an allow-list: one value a line; empty lines and those that begin with `#` do not count."""
    kept = (line.strip() for line in lines)
    return frozenset(plain_value(line) for line in kept if line and not line.startswith("#"))

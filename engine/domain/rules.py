"""What a site wants done with each kind of sensitive thing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.domain.finding import EntityType


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


@dataclass(frozen=True, slots=True)
class RedactionRules:
    """What the site and its policy say about covering. Without anything said, all that is found is covered."""

    treatments: Mapping[EntityType, Treatment] = field(default_factory=dict)
    always_covered: frozenset[EntityType] = frozenset()
    """Kinds that no agent may uncover."""
    allowed: frozenset[str] = frozenset()
    """Values that are no secret here, as `plain_value` gives them: the hotline's own number."""

    def treatment(self, entity_type: EntityType) -> Treatment:
        if entity_type in self.always_covered:
            return Treatment.COVER
        return self.treatments.get(entity_type, Treatment.COVER)

    def allows(self, entity_type: EntityType, value: str) -> bool:
        """Tell whether this value is on the site's list. What must always be covered is on no list."""
        return entity_type not in self.always_covered and plain_value(value) in self.allowed


def plain_value(value: str) -> str:
    """Return a value as allow-lists compare it: without case, full-width forms, spaces and the signs between digits."""
    folded = unicodedata.normalize("NFKC", value).casefold().strip()
    return re.sub(r"(?<=[\d+)])[\s().\-]+(?=[\d(])|\s+", "", folded)


def allow_list(lines: Iterable[str]) -> frozenset[str]:
    """Read an allow-list: one value a line; empty lines and those that begin with `#` do not count."""
    kept = (line.strip() for line in lines)
    return frozenset(plain_value(line) for line in kept if line and not line.startswith("#"))

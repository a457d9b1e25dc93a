"""What is sensitive, and what will be covered."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from engine.domain.notice import Notice
from engine.domain.region import Region


class EntityType(StrEnum):
    """A kind of sensitive thing. The value is the name in reports and on the command line."""

    PERSON = "PERSON"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    CN_ID = "CN_ID"
    BANK_CARD = "BANK_CARD"
    IBAN = "IBAN"
    PASSPORT = "PASSPORT"
    CN_USCC = "CN_USCC"
    US_SSN = "US_SSN"
    IP = "IP"
    MAC = "MAC"
    HOSTNAME = "HOSTNAME"
    USERNAME = "USERNAME"
    PASSWORD = "PASSWORD"  # noqa: S105 - a kind, not a password
    SECRET = "SECRET"  # noqa: S105 - a kind, not a secret
    JWT = "JWT"
    PRIVATE_KEY = "PRIVATE_KEY"
    LICENSE_KEY = "LICENSE_KEY"
    URL = "URL"
    ADDRESS = "ADDRESS"
    PLATE = "PLATE"
    CRYPTO = "CRYPTO"
    IMEI = "IMEI"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    QR = "QR"
    BARCODE = "BARCODE"
    PHOTO = "PHOTO"
    SIGNATURE = "SIGNATURE"
    SITE_WORD = "SITE_WORD"
    AGENT_MARK = "AGENT_MARK"
    """Covered by the agent by hand."""


class FindingSource(StrEnum):
    """Who found it."""

    TEXT = "text"
    PICTURE = "picture"
    AGENT = "agent"
    MODEL = "model"
    """The language model, which looked at a picture that was covered already."""


@dataclass(frozen=True, slots=True)
class TextFinding:
    """A sensitive stretch of a text, as half-open character offsets (code points)."""

    entity_type: EntityType
    start: int
    end: int
    score: float
    """0 to 1."""
    reason: str = ""
    """Why, as a short rule name: `checksum`, `label`, `shape`, `repeat`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A sensitive place on a picture. It never holds the value."""

    entity_type: EntityType
    region: Region
    score: float
    reason: str = ""
    source: FindingSource = FindingSource.TEXT
    label: str = ""
    """What is written on the box, the same for the same value throughout a case: `CARD 1`."""


@dataclass(frozen=True, slots=True)
class Mask:
    """One line of a RedactionPlan: a finding, and whether it will be covered."""

    finding: Finding
    is_covered: bool = True
    is_asked: bool = False
    """The agent has to say what becomes of it; until then it is covered."""
    is_by_agent: bool = False
    """The agent decided, not the rules."""
    is_locked: bool = False
    """The organisation wants it covered: nobody uncovers it."""
    whole: Region | None = None
    """The field, table cell or control that the text stands in, where one was found."""
    is_whole: bool = False
    """All of that is covered, so that the length of the text is hidden too."""

    @property
    def region(self) -> Region:
        """What is covered. A place that stays readable is no larger than its text."""
        if self.is_whole and self.is_covered and self.whole is not None:
            return self.whole
        return self.finding.region

    def at(self, region: Region) -> Mask:
        """Return the mask with a place of its own, whatever its text and its field are."""
        return replace(self, finding=replace(self.finding, region=region), whole=None)


class CoverLook(StrEnum):
    """How a covered place looks. None of them reads the pixels below."""

    LABEL = "label"
    FROSTED = "frosted"
    PLAIN = "plain"


class CoverExtent(StrEnum):
    """How much is covered. The order is from less to more."""

    TEXT = "text"
    """The text with its margins."""
    BOX = "box"
    """The whole field, table cell or control that the text stands in."""


@dataclass(frozen=True, slots=True)
class RedactionPlan:
    """What will be covered on one capture. Changing it gives a new plan."""

    capture_id: str
    masks: tuple[Mask, ...] = ()
    look: CoverLook = CoverLook.LABEL
    extent: CoverExtent = CoverExtent.TEXT
    profile: str = ""
    """The application whose rules hold; empty for the general rules."""
    profile_reason: str = ""
    """Why these: `window_class`, `process`, `title`, or `hand`."""
    remarks: tuple[Notice, ...] = ()
    """What the agent should know about how the plan was made."""

    def with_covered(self, index: int, is_covered: bool) -> RedactionPlan:
        """Let the agent decide about a mask. What is locked stays as it is, and so does what is as wanted already."""
        mask = self.masks[index]
        if mask.is_locked or (mask.is_covered == is_covered and not mask.is_asked):
            return self
        return self._with_mask(index, replace(mask, is_covered=is_covered, is_asked=False, is_by_agent=True))

    def with_region(self, index: int, region: Region) -> RedactionPlan:
        return self._with_mask(index, replace(self.masks[index].at(region), is_by_agent=True))

    def with_added(self, finding: Finding) -> RedactionPlan:
        return replace(self, masks=(*self.masks, Mask(finding, is_by_agent=finding.source is FindingSource.AGENT)))

    def without(self, index: int) -> RedactionPlan:
        return replace(self, masks=self.masks[:index] + self.masks[index + 1 :])

    def with_look(self, look: CoverLook) -> RedactionPlan:
        return replace(self, look=look)

    def with_extent(self, extent: CoverExtent) -> RedactionPlan:
        """Cover the texts alone, or all that they stand in; what the agent drew stays as it is."""
        is_whole = extent is CoverExtent.BOX
        masks = tuple(replace(mask, is_whole=is_whole and mask.whole is not None) for mask in self.masks)
        return replace(self, masks=masks, extent=extent)

    def with_whole(self, index: int, is_whole: bool) -> RedactionPlan:
        """Let the agent choose for one mask between its text and all that it stands in."""
        mask = self.masks[index]
        if mask.whole is None or mask.is_whole == is_whole:
            return self
        return self._with_mask(index, replace(mask, is_whole=is_whole, is_by_agent=True))

    def looked_again(self, found: RedactionPlan) -> RedactionPlan:
        """Take over what a second look found. Its boxes replace those of the first look alone.

        What the agent drew stays, and what the agent decided about the same thing in the same place holds.
        """
        decided = [mask for mask in self.masks if mask.is_by_agent and mask.finding.source is not FindingSource.AGENT]
        drawn = tuple(mask for mask in self.masks if mask.finding.source is FindingSource.AGENT)
        if found.profile == self.profile:
            found = found.with_extent(self.extent)
        masks = (*(_as_decided(mask, decided) for mask in found.masks), *drawn)
        return replace(found, masks=masks, look=self.look)

    @property
    def covered(self) -> tuple[Mask, ...]:
        return tuple(mask for mask in self.masks if mask.is_covered)

    @property
    def asked(self) -> tuple[int, ...]:
        """Indexes of the masks about which the agent has not decided yet."""
        return tuple(index for index, mask in enumerate(self.masks) if mask.is_asked)

    def _with_mask(self, index: int, mask: Mask) -> RedactionPlan:
        return replace(self, masks=(*self.masks[:index], mask, *self.masks[index + 1 :]))


_LABEL = re.compile(rf"\b({'|'.join(kind.value.replace('_', ' ') for kind in EntityType)}) (\d{{1,4}})\b")


def without_labels(text: str) -> str:
    """Leave out what stands in the place of covered values: it tells of them, not of what the rest is about."""
    return _LABEL.sub(" ", text)


def _as_decided(mask: Mask, decided: Sequence[Mask]) -> Mask:
    """Return a mask as the agent decided about the one that it replaces."""
    for earlier in decided:
        is_same = earlier.finding.entity_type is mask.finding.entity_type and earlier.region.intersects(mask.region)
        if is_same and not mask.is_locked:
            return replace(
                mask,
                finding=replace(mask.finding, region=earlier.finding.region),
                whole=earlier.whole,
                is_whole=earlier.is_whole,
                is_covered=earlier.is_covered,
                is_asked=False,
                is_by_agent=True,
            )
    return mask


@dataclass(slots=True)
class CaseLabels:
    """Gives the same value the same label throughout a case, and remembers no value.

    Values are kept as keyed digests; the key is random and lives as long as this object.
    """

    profile: str = ""
    """Whose rules hold for what is typed in the case: those of its newest picture; empty for the general ones."""
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _labels: dict[bytes, str] = field(default_factory=dict, repr=False)
    _counts: dict[str, int] = field(default_factory=dict, repr=False)
    _kinds: dict[bytes, EntityType] = field(default_factory=dict, repr=False)
    _lengths: set[int] = field(default_factory=set, repr=False)
    """Of the values, so that most texts need no digest to be told apart."""

    @classmethod
    def continuing(cls, texts: Iterable[str]) -> CaseLabels:
        """Go on counting after the labels that stand in a case's texts and pictures.

        The values behind them are not known any more: the same value gets a new label, no two share one.
        """
        labels = cls()
        for name, number in (match.groups() for text in texts for match in _LABEL.finditer(text)):
            labels._counts[name] = max(labels._counts.get(name, 0), int(number))
        return labels

    def label_for(self, entity_type: EntityType, value: str) -> str:
        """Return for example `EMAIL 2`; `value` should be normalised by the caller."""
        digest = self._digest(f"{entity_type}\0{value}")
        if digest not in self._labels:
            name = entity_type.value.replace("_", " ")
            self._counts[name] = self._counts.get(name, 0) + 1
            self._labels[digest] = f"{name} {self._counts[name]}"
            self._kinds.setdefault(self._digest(value), entity_type)
            self._lengths.add(len(value))
        return self._labels[digest]

    def kind_of(self, value: str) -> EntityType | None:
        """Return what this value was labelled as earlier in the case, or None."""
        return self._kinds.get(self._digest(value)) if len(value) in self._lengths else None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has been labelled yet."""
        return not self._kinds

    def _digest(self, text: str) -> bytes:
        return hmac.digest(self._key, text.encode(), hashlib.sha256)

"""Ties an answer to the pictures it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.domain.evidence import Evidence, Origin, Place, Quote, QuoteKind
from engine.domain.knowledge import Passage
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.evidence.boxes import ModelBox, model_boxes
from engine.evidence.codes import has_cue
from engine.evidence.matching import places_of, stands_in
from engine.evidence.quotes import Candidate, candidates
from engine.evidence.screen_lines import ScreenLines, plain_lines
from engine.evidence.steps import guide_steps

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sources:
    """What an answer may quote."""

    pictures: Sequence[RedactedImage]
    """Of the case so far, oldest first."""
    said: Sequence[str] = ()
    """What the agent wrote."""
    passages: Sequence[Passage] = ()
    """The fixes that were offered."""


def evidence_of(answer: str, sources: Sources) -> Evidence:
    """Return what an answer quotes and where it stands. Without pictures there is nothing to compare with."""
    if not sources.pictures or not answer.strip():
        return Evidence()
    screen = ScreenLines(sources.pictures)
    boxes = list(model_boxes(answer))
    written = [each for each in candidates(answer) if not any(box.start <= each.start < box.end for box in boxes)]
    looked_up = [_Checked.of(each, screen, sources) for each in written]
    quotes = [*_settled(looked_up), *(_of_box(box, sources.pictures[-1], screen) for box in boxes)]
    ordered = tuple(sorted(quotes, key=lambda quote: (quote.start, -quote.end)))
    return Evidence(ordered, guide_steps(answer, ordered))


@dataclass(frozen=True, slots=True)
class _Checked:
    candidate: Candidate
    quote: Quote

    @classmethod
    def of(cls, candidate: Candidate, screen: ScreenLines, sources: Sources) -> _Checked:
        places = _labels(candidate, sources.pictures) if candidate.kind is QuoteKind.LABEL else ()
        places = places or places_of(candidate, screen)
        origin, number = (Origin.PICTURE, 0) if places else _elsewhere(candidate, sources)
        quote = Quote(candidate.text, candidate.start, candidate.end, candidate.kind, origin, places, number)
        return cls(candidate, quote)

    def holds(self, other: _Checked) -> bool:
        """Tell whether another lies within this one."""
        mine, theirs = self.candidate, other.candidate
        is_same = (mine.start, mine.end) == (theirs.start, theirs.end)
        return not is_same and mine.start <= theirs.start and theirs.end <= mine.end


def _settled(checked: Sequence[_Checked]) -> Iterator[Quote]:
    """Yield what is to be told: of quotes within one another, the one that tells more.

    A message that was found stands for all that is in it, unless a code in it is wrong; then that is told. One that was
    not found gives way to what is in it and tells the same.
    """
    for each in checked:
        if any(outer.holds(each) and outer.quote.is_on_picture and _is_sound(outer, checked) for outer in checked):
            continue
        if each.quote.is_on_picture:
            if _is_sound(each, checked):
                yield each.quote
        elif each.candidate.is_claim and not _is_told_within(each, checked):
            yield each.quote


def _is_sound(outer: _Checked, checked: Sequence[_Checked]) -> bool:
    """Tell whether every code within a stretch was found as well."""
    return all(
        inner.quote.is_on_picture
        for inner in checked
        if outer.holds(inner) and inner.candidate.kind in (QuoteKind.CODE, QuoteKind.LABEL)
    )


def _is_told_within(outer: _Checked, checked: Sequence[_Checked]) -> bool:
    """Tell whether what lies within a stretch is most of it (`Error 0x80070005`), or says what is wrong with it."""
    inner = [each for each in checked if outer.holds(each)]
    if any(not each.quote.is_on_picture and each.candidate.is_claim for each in inner):
        return True
    rest = outer.candidate.text
    for each in inner:
        rest = rest.replace(each.candidate.text, " ")
    return bool(inner) and not [word for word in _WORDS.findall(rest) if not has_cue(word)]


def _elsewhere(candidate: Candidate, sources: Sources) -> tuple[Origin, int]:
    if stands_in(candidate, plain_lines(sources.said)):
        return Origin.QUESTION, 0
    for passage in sources.passages:
        if stands_in(candidate, plain_lines((passage.fix.title, *passage.fix.text.splitlines()))):
            return Origin.FIX, passage.number
    return Origin.NOWHERE, 0


def _labels(candidate: Candidate, pictures: Sequence[RedactedImage]) -> tuple[Place, ...]:
    wanted = " ".join(candidate.text.split()).upper()
    return tuple(
        Place(picture.digest, mask.region)
        for picture in reversed(pictures)
        for mask in picture.masks
        if mask.is_covered and mask.finding.label.upper() == wanted
    )


def _of_box(box: ModelBox, picture: RedactedImage, screen: ScreenLines) -> Quote:
    """Return a box of the model; where its words were read at that place, the place at which they were read."""
    region = box.region(picture.width, picture.height)
    place = Place(picture.digest, region)
    if box.label:
        named = Candidate(box.label, box.start, box.end, QuoteKind.NAME, is_claim=True)
        read = [each for each in places_of(named, screen) if each.digest == picture.digest]
        near = [each for each in read if each.region.intersects(region) or _is_beside(each.region, region)]
        place = near[0] if near else place
    return Quote(box.label, box.start, box.end, QuoteKind.BOX, Origin.PICTURE, (place,))


def _is_beside(one: Region, other: Region) -> bool:
    reach = max(one.height, other.height)
    return one.grown(reach, reach).intersects(other)

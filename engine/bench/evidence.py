"""How surely quotes are told from inventions, on drawn screens that were covered and read as every picture is.

The screens are made by `tests/screens`, so this runs from a source checkout only.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engine.bench.tally import Row
from engine.domain.finding import CaseLabels, CoverLook
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.errors import StillLegible
from engine.evidence import Sources, evidence_of
from engine.evidence.codes import codes_in
from engine.redaction import ScreenReader, ScreenRedactor

if TYPE_CHECKING:
    from tests.screens.canvas import Planted, Screen

ROUNDS = 1
_FALSE_CODES = 6
_OVERLAP = 0.5
"""Of a quote's place and the place at which it was drawn: intersection over the smaller one."""
_SYMBOLS = ("ERR_NAME_NOT_RESOLVED", "DNS_PROBE_FINISHED_NXDOMAIN", "VIDEO_TDR_FAILURE", "ORA-12154", "MSB3073")


def rows() -> list[Row]:
    """Shares of true quotes left alone and tied to their place, and of inventions marked; the time of an answer."""
    from tests.screens.world import screens

    rng = random.Random(11)  # noqa: S311 - chooses what to plant
    counted, seconds = Counter[str](), list[float]()
    foreign: list[str] = []
    redactor = ScreenRedactor(ScreenReader(), CoverLook.LABEL)
    for screen in screens("measure", ROUNDS):
        picture = _covered(redactor, screen)
        if picture is None:
            counted["refused"] += 1
            continue
        quotes = list(_true_quotes(screen, picture))
        for text, region in quotes:
            _count_true(counted, picture, text, region)
        _count_false(counted, "codes", picture, _false_codes(screen, rng))
        strange = [name for name in foreign if not _is_drawn(name, screen, picture)][-20:]
        _count_false(counted, "names", picture, strange)
        foreign = [text for text, _ in quotes if len(text) > 3 and not any(char.isdigit() for char in text)]
        seconds.append(_seconds(picture, [text for text, _ in quotes]))
    return [
        ("true quotes left unmarked", counted["true unmarked"] / counted["true"], ""),
        ("true quotes tied to their place", counted["true in place"] / counted["true"], ""),
        ("true codes left unmarked", counted["code unmarked"] / max(1, counted["code"]), ""),
        ("planted false codes marked", counted["codes marked"] / counted["codes"], ""),
        ("names of other screens marked", counted["names marked"] / max(1, counted["names"]), ""),
        ("true quotes", float(counted["true"]), "quotes"),
        ("planted false codes", float(counted["codes"]), "quotes"),
        ("time of an answer with ten quotes, processor, worst", max(seconds) * 1000, "ms"),
    ]


def _covered(redactor: ScreenRedactor, screen: Screen) -> RedactedImage | None:
    """Return the picture as it would be sent; None where it would not."""
    capture = screen.capture()
    try:
        return redactor.cover(capture, redactor.plan(capture, CaseLabels()))
    except StillLegible:
        return None


def _true_quotes(screen: Screen, picture: RedactedImage) -> Iterator[tuple[str, Region]]:
    """Yield what stands on a screen and was not covered, in phrases as they were drawn."""
    masks = [mask.region for mask in picture.masks if mask.is_covered]
    phrase: list[Planted] = []
    for word in [*screen.plain, None]:
        if word is not None and phrase and _goes_on(phrase[-1].region, word.region):
            phrase.append(word)
            continue
        if phrase:
            region = Region.from_edges(
                phrase[0].region.x,
                min(each.region.y for each in phrase),
                phrase[-1].region.right,
                max(each.region.bottom for each in phrase),
            )
            text = " ".join(each.text for each in phrase).strip(" :：,，;；。.!！?？")
            is_usable = sum(char.isalnum() for char in text) >= 2 and not any(mark in text for mark in '*`"“”…[]<>_')
            if is_usable and not region.is_empty and not any(region.intersects(mask.grown(4, 4)) for mask in masks):
                yield text, region
        phrase = [word] if word is not None else []


def _goes_on(one: Region, other: Region) -> bool:
    return abs(one.y - other.y) <= one.height and 0 < other.x - one.right <= one.height


def _count_true(counted: Counter[str], picture: RedactedImage, text: str, region: Region) -> None:
    answer = f"The screen shows **{text}** here."
    evidence = evidence_of(answer, Sources((picture,)))
    counted["true"] += 1
    counted["true unmarked"] += not evidence.missing
    places = [place.region for quote in evidence.found for place in quote.places]
    counted["true in place"] += any(_overlaps(place, region) for place in places)
    for code in codes_in(text):
        said = evidence_of(f"It fails with {code.text}.", Sources((picture,)))
        counted["code"] += 1
        counted["code unmarked"] += not said.missing


def _overlaps(one: Region, other: Region) -> bool:
    common = one.intersection(other)
    return not common.is_empty and common.area >= _OVERLAP * min(one.area, other.area)


def _count_false(counted: Counter[str], kind: str, picture: RedactedImage, inventions: Sequence[str]) -> None:
    for text in inventions:
        quoted = f"“{text}”" if kind == "names" else text
        evidence = evidence_of(f"The screen shows {quoted} here.", Sources((picture,)))
        counted[kind] += 1
        counted[f"{kind} marked"] += bool(evidence.missing)


def _false_codes(screen: Screen, rng: random.Random) -> list[str]:
    """Return codes that are not on a screen: its own with one digit changed, and others."""
    drawn = " ".join(item.text for item in (*screen.planted, *screen.plain))
    changed = [_with_other_digit(code.text, rng) for code in codes_in(drawn)]
    fresh = [f"0x8007{rng.randrange(0x10000):04X}", f"KB50{rng.randrange(100000):05}", rng.choice(_SYMBOLS)]
    return [code for code in (*changed[:_FALSE_CODES], *fresh) if code and code not in drawn]


def _with_other_digit(code: str, rng: random.Random) -> str:
    places = [place for place, char in enumerate(code) if char.isdigit() and place > 1]
    if not places or len(code) < 5:
        return ""
    place = rng.choice(places)
    return code[:place] + str((int(code[place]) + rng.randrange(1, 9)) % 10) + code[place + 1 :]


def _is_drawn(name: str, screen: Screen, picture: RedactedImage) -> bool:
    """Tell whether a name stands on a screen, or on a label that covers something."""
    labels = [mask.finding.label for mask in picture.masks]
    drawn = "".join([*(item.text for item in (*screen.planted, *screen.plain)), *labels])
    return _letters(name) in _letters(drawn)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _seconds(picture: RedactedImage, texts: Sequence[str]) -> float:
    answer = "\n".join(f"{number}. Click **{text}**." for number, text in enumerate(texts[:10], 1))
    started = time.process_time()
    evidence_of(answer, Sources((picture,)))
    return time.process_time() - started

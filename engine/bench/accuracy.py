"""How much of what is private is found, and how much else is lost, in texts and on screens that nothing was tuned on.

The texts and the screens are made by `tests/texts` and `tests/screens`, so this runs from a source checkout only.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from engine.domain.finding import CaseLabels, CoverLook, TextFinding
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.redaction import ScreenReader, ScreenRedactor, find_in_text
from engine.redaction.covering import covered_region

if TYPE_CHECKING:
    from tests.screens.canvas import Planted, Screen
    from tests.texts.corpus import LabelledText, Part, Span

Row = tuple[str, float, str]
Finder = Callable[[str], Sequence[TextFinding]]
Coverer = Callable[[Image.Image], Sequence[Region]]
"""Takes a picture and returns what it covers, in pixels."""
_COVERED_ENOUGH = 0.9
_LOST = 0.3
"""A word is lost when so much of it is covered."""
ROUNDS = 2
PRESIDIO_PYTHON = "DESKSIDE_PRESIDIO_PYTHON"
"""Names the interpreter of an environment with presidio-image-redactor; without it Presidio is left out."""


def rows(part: Part = "measure") -> list[Row]:
    """Measure the part and return (name, value, unit)."""
    measured = [*text_rows(part), *screen_rows(part, ROUNDS)]
    interpreter = os.environ.get(PRESIDIO_PYTHON)
    if interpreter:
        with presidio_coverer(interpreter) as cover:
            measured += screen_rows(part, ROUNDS, cover, "Presidio")
    return measured


def text_rows(part: Part, find: Finder = find_in_text) -> list[Row]:
    """Recall by type, macro recall and false alarms on the labelled texts of a part."""
    from tests.texts.corpus import ordinary_texts, private_texts

    private, ordinary = private_texts(part), ordinary_texts(part)
    typed: dict[str, list[bool]] = defaultdict(list)
    hidden: list[bool] = []
    stray = alarms = 0
    started = time.process_time()
    for text in private:
        found = find(text.text)
        for span in text.spans:
            typed[span.entity_type].append(is_found(span, found, of_its_type=True))
            hidden.append(is_found(span, found, of_its_type=False))
        alarms += len(found)
        stray += sum(not touches_any(each, text) for each in found)
    seconds = time.process_time() - started
    lines = sum(text.text.count("\n") + 1 for text in private)
    recall = {kind: sum(hits) / len(hits) for kind, hits in typed.items()}
    measured = [(f"texts, recall {kind}", value, "") for kind, value in sorted(recall.items())]
    return [
        *measured,
        ("texts, values hidden under any type", sum(hidden) / len(hidden), ""),
        ("texts, recall", sum(map(sum, typed.values())) / len(hidden), ""),
        ("texts, macro recall over types", sum(recall.values()) / len(recall), ""),
        ("texts, false alarms among findings", stray / max(1, alarms), ""),
        (
            "support prose, share of texts with a false alarm",
            sum(bool(find(t.text)) for t in ordinary) / len(ordinary),
            "",
        ),
        ("texts, processor time a line", seconds / lines * 1000, "ms"),
    ]


def is_found(span: Span, found: Sequence[TextFinding], *, of_its_type: bool) -> bool:
    """Whether findings cover nearly all characters of the value, and one that does so has its type."""
    touching = [each for each in found if each.start < span.end and each.end > span.start]
    covered = {i for each in touching for i in range(max(each.start, span.start), min(each.end, span.end))}
    is_hidden = len(covered) >= _COVERED_ENOUGH * (span.end - span.start)
    return is_hidden and (not of_its_type or any(each.entity_type == span.entity_type for each in touching))


def touches_any(finding: TextFinding, text: LabelledText) -> bool:
    return any(finding.start < span.end and finding.end > span.start for span in text.spans)


@dataclass(slots=True)
class Tally:
    """What happened on a set of screens."""

    hidden: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    clean: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    """For each kind of screen, whether everything on it was hidden."""
    lost: list[bool] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, screen: Screen, covered: Sequence[Region]) -> list[Planted]:
        """Count one screen; returns the items that stayed open."""
        opened = []
        for item in screen.sensitive:
            is_hidden = share_covered(item.region, covered) >= _COVERED_ENOUGH
            self.hidden[str(item.kind)].append(is_hidden)
            if not is_hidden:
                opened.append(item)
        self.clean[screen.name.split("-")[0]].append(not opened)
        self.lost += [share_covered(word.region, covered) > _LOST for word in screen.plain]
        return opened

    def rows(self, name: str) -> list[Row]:
        items = [hit for hits in self.hidden.values() for hit in hits]
        clean = [hit for hits in self.clean.values() for hit in hits]
        return [
            *((f"{name}, hidden {kind}", sum(hits) / len(hits), "") for kind, hits in sorted(self.hidden.items())),
            *((f"{name}, fully clean {kind}", sum(hits) / len(hits), "") for kind, hits in sorted(self.clean.items())),
            (f"{name}, items", len(items), ""),
            (f"{name}, screens", len(clean), ""),
            (f"{name}, items hidden", sum(items) / len(items), ""),
            (f"{name}, screens fully clean", sum(clean) / len(clean), ""),
            (f"{name}, other words lost", sum(self.lost) / len(self.lost), ""),
            (f"{name}, processor time a screen", self.seconds / len(clean), "s"),
        ]


def screen_rows(part: Part, rounds: int, cover: Coverer | None = None, name: str = "screens") -> list[Row]:
    """Items hidden, screens fully clean and other words lost on the drawn screens of a part."""
    from tests.screens.world import screens

    tally = Tally()
    cover = cover or own_coverer()
    for screen in screens(part, rounds):
        started = time.process_time()
        covered = cover(screen.image)
        tally.seconds += time.process_time() - started
        tally.add(screen, covered)
    return tally.rows(name)


def own_coverer() -> Coverer:
    """Return what Deskside covers on a picture."""
    redactor = ScreenRedactor(ScreenReader(), CoverLook.PLAIN)

    def cover(image: Image.Image) -> list[Region]:
        capture = Capture(image.width, image.height, image.tobytes(), CaptureOrigin.REGION)
        return [covered_region(mask.region, capture) for mask in redactor.plan(capture, CaseLabels()).masks]

    return cover


@contextmanager
def presidio_coverer(interpreter: str) -> Iterator[Coverer]:
    """What Presidio's image redactor covers, asked of another interpreter; its time is not counted."""
    script = Path(__file__).parents[2] / "tests" / "screens" / "presidio_boxes.py"
    asked = subprocess.Popen([interpreter, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert asked.stdin is not None
    assert asked.stdout is not None
    to, answers = asked.stdin, asked.stdout
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "screen.png"

        def cover(image: Image.Image) -> list[Region]:
            image.save(picture)
            to.write(f"{picture}\n")
            to.flush()
            return [Region(*box) for box in json.loads(answers.readline())]

        try:
            yield cover
        finally:
            to.close()
            asked.wait(10)


def share_covered(place: Region, covered: Sequence[Region]) -> float:
    """The share of a place's area under at least one cover."""
    under = np.zeros((max(1, place.height), max(1, place.width)), bool)
    for box in covered:
        if box.intersects(place):
            top, left = max(0, box.y - place.y), max(0, box.x - place.x)
            under[top : max(0, box.bottom - place.y), left : max(0, box.right - place.x)] = True
    return float(under.mean())

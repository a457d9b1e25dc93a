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
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from engine.bench.labelled import labelled_rows
from engine.bench.tally import Row, Tally
from engine.domain.finding import CaseLabels, CoverLook, TextFinding
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.redaction import ScreenReader, ScreenRedactor, find_in_text
from engine.redaction.covering.covering import covered_region

if TYPE_CHECKING:
    from tests.texts.corpus import LabelledText, Part, Span

Finder = Callable[[str], Sequence[TextFinding]]
Coverer = Callable[[Image.Image], Sequence[Region]]
"""Takes a picture and returns what it covers, in pixels."""
_COVERED_ENOUGH = 0.9
ROUNDS = 2
_STRANGERS = Path(__file__).parents[2] / "tests" / "screens" / "strangers"
"""Pictures by somebody who had not seen the recognizers; see the README there."""
PRESIDIO_PYTHON = "DESKSIDE_PRESIDIO_PYTHON"
"""Names the interpreter of an environment with presidio-image-redactor; without it Presidio is left out."""


def rows(part: Part = "measure", labelled: Path | None = None) -> list[Row]:
    """Measure the part, or a folder of labelled pictures, and return (name, value, unit)."""
    if labelled is not None:
        return labelled_rows(labelled, "labelled")
    measured = [*text_rows(part), *screen_rows(part, ROUNDS), *labelled_rows(_STRANGERS / part, "strangers")]
    interpreter = os.environ.get(PRESIDIO_PYTHON)
    if interpreter:
        with presidio_coverer(interpreter) as cover:
            measured += screen_rows(part, ROUNDS, cover, "Presidio")
            measured += labelled_rows(
                _STRANGERS / part, "strangers, Presidio", lambda path: cover(Image.open(path).convert("RGB"))
            )
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


def screen_rows(part: Part, rounds: int, cover: Coverer | None = None, name: str = "screens") -> list[Row]:
    """Items hidden, screens fully clean and other words lost on the drawn screens of a part."""
    from tests.screens.world import screens

    tally = Tally()
    cover = cover or own_coverer()
    for screen in screens(part, rounds):
        started = time.process_time()
        covered = cover(screen.image)
        tally.seconds += time.process_time() - started
        items = [(str(item.kind), [item.region]) for item in screen.sensitive]
        tally.add(screen.name.split("-")[0], items, [[word.region] for word in screen.plain], covered)
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

"""Whether the starter reads: what it answers about drawn screens from seeds that no training has seen.

The screens are drawn by `models.starter`, so this runs from a source checkout only. Each question is asked in the
program's words, with the picture alone: without the text that the program's own reader finds.
"""

from __future__ import annotations

import difflib
import json
import random
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.backends.catalogue.manifest import MODELS
from engine.backends.native import LoadOptions
from engine.backends.prompt import Pixels, PromptTurn
from engine.backends.session import Session
from engine.bench.options import StarterOptions
from engine.domain.answer import GenerationFinished, SamplingParams, TextArrived
from engine.domain.conversation import Role
from engine.domain.finding import CaseLabels, EntityType, Finding, FindingSource
from engine.domain.knowledge import Passage
from engine.domain.picture import Capture, CaptureOrigin, RedactedImage, pixel_digest
from engine.domain.region import Region
from engine.errors import BackendError
from engine.prompting import build_request
from engine.redaction import ScreenReader, ScreenRedactor
from engine.wording import Language

if TYPE_CHECKING:
    from models.starter.screens import Box, Screen

Row = tuple[str, float, str]

FIRST_SEED = 70_000_000
"""Training draws from small numbers and from texts; no seed is used twice."""
_IMAGE_TOKENS, _CONTEXT = (8, 1024), 4096
_GREEDY = SamplingParams(temperature=0, presence_penalty=0, max_tokens=160)
_CITED = re.compile(r"\s*\[(\d+)\]")
_BOX = re.compile(r'"bbox_2d":\s*(\[[^\]]*\])')


@dataclass(slots=True)
class _Score:
    """Right answers and how many there were, by figure."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, figure: str, is_right: bool) -> None:
        self.right[figure] += is_right
        self.asked[figure] += 1

    def rows(self) -> list[Row]:
        return [(f"{figure} ({count} asked)", self.right[figure] / count, "") for figure, count in self.asked.items()]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said, and how sure the model was of its tokens (mean log-probability)."""

    text: str
    sureness: float
    took_ms: float


class Asking:
    """The starter, asked in this process."""

    def __init__(self, pair: tuple[Path, Path], threads: int) -> None:
        self._session = Session(LoadOptions(*pair, "cpu", _CONTEXT, *_IMAGE_TOKENS, threads=threads))

    def ask(self, pixels: Pixels, question: str, passages: Sequence[Passage], language: Language) -> Answer:
        system, agent = build_request(question, (), passages, language=language).turns
        turns = [
            PromptTurn(Role.SYSTEM, tuple(part for part in system.parts if isinstance(part, str))),
            PromptTurn(Role.AGENT, (pixels, *(part for part in agent.parts if isinstance(part, str)))),
        ]
        began, parts = time.perf_counter(), []
        sureness = 0.0
        for event in self._session.generate(turns, _GREEDY, lambda: False):
            if isinstance(event, TextArrived):
                parts.append(event.text)
            elif isinstance(event, GenerationFinished) and event.logprobs:
                sureness = event.logprobs.mean
        return Answer("".join(parts), sureness, (time.perf_counter() - began) * 1000)

    def close(self) -> None:
        self._session.close()


def rows(options: StarterOptions | None = None) -> list[Row]:
    """Measure and return (name, value, unit). Raises BackendError without a pair or without the fonts."""
    options = options or StarterOptions()
    _check_fonts(options.world)
    asking = Asking(_pair(options.folder or MODELS / "starter"), options.threads)
    try:
        found = screen_rows(asking, options.world, options.screens)
        return [*found, *covered_rows(asking, options.world, options.covered), *_time_rows(asking)]
    finally:
        asking.close()


def _check_fonts(world: str) -> None:
    from models.starter.lettering import WORLDS, missing_fonts

    if missing := missing_fonts(WORLDS[world]):
        raise BackendError("model.no_fonts", names=", ".join(missing))


def _pair(folder: Path) -> tuple[Path, Path]:
    projectors = sorted(folder.glob("mmproj-*.gguf"))
    weights = [path for path in sorted(folder.glob("*.gguf")) if path not in projectors]
    if not (weights and projectors):
        raise BackendError("model.no_starter", folder=folder)
    return weights[0], projectors[0]


def screen_rows(asking: Asking, world: str, count: int) -> list[Row]:
    """Ask about everything on each screen."""
    score = _Score()
    sureness: dict[bool, list[float]] = {True: [], False: []}
    for shown, draw in _screens(world, count):
        language = draw.choice((Language.EN, Language.ZH))
        first = _ask_trouble(asking, shown, draw, language, score)
        sureness[shown.kind.uid != "unlike"].append(first.sureness)
        _ask_texts(asking, shown, draw, language, score)
        _ask_places(asking, shown, draw, language, score)
    figures = [(world + ": " + name, value, unit) for name, value, unit in score.rows()]
    for is_known, name in ((True, "screens it knows"), (False, "screens unlike")):
        if sureness[is_known]:
            figures.append((f"{world}: sureness, {name}", statistics.median(sureness[is_known]), "log p"))
    return figures


def _screens(world: str, count: int) -> Iterator[tuple[Screen, random.Random]]:
    from models.starter.lettering import WORLDS
    from models.starter.screens import Style, screen

    for number in range(count):
        draw = random.Random(FIRST_SEED + number)
        yield screen(draw, Style.of(WORLDS[world])), draw


def _ask_trouble(asking: Asking, shown: Screen, draw: random.Random, language: Language, score: _Score) -> Answer:
    from models.starter.kinds import UNLIKE, kinds
    from models.starter.questions import Ask, answer, offered, wording

    passages = offered(shown, language, draw)
    wanted = answer(Ask.TROUBLE, shown, language, passages)
    said = asking.ask(_pixels(shown), wording(Ask.TROUBLE, language, draw), passages, language)
    named = shown.kind.en if language is Language.EN else shown.kind.zh
    is_named = _CITED.sub("", said.text).startswith(named)
    score.add("kind of trouble", is_named)
    unlike = next(kind for kind in kinds() if kind.uid == UNLIKE)
    is_unknown = said.text.startswith((unlike.en[:-1], unlike.zh[:-1]))
    if shown.kind is unlike:
        score.add("says that it does not know", is_unknown)
    else:
        score.add("names a wrong trouble", not (is_named or is_unknown))
    if shown.kind.has_fix:
        score.add("cited fix", is_named and _CITED.findall(said.text) == _CITED.findall(wanted))
    return said


def _ask_texts(asking: Asking, shown: Screen, draw: random.Random, language: Language, score: _Score) -> None:
    from models.starter.questions import Ask, wording

    for ask, wanted in ((Ask.TITLE, shown.title), (Ask.MESSAGE, shown.message), (Ask.CODE, shown.code)):
        if wanted:
            said = asking.ask(_pixels(shown), wording(ask, language, draw), (), language)
            score.add(f"{ask} exact", said.text.strip() == wanted)
            score.add(f"{ask}, four letters of five", near(said.text.strip(), wanted) >= 0.8)


def near(said: str, wanted: str) -> float:
    """Return how much of a text was said, in order: 1 for all and nothing else."""
    return difflib.SequenceMatcher(None, said, wanted, autojunk=False).ratio()


def _ask_places(asking: Asking, shown: Screen, draw: random.Random, language: Language, score: _Score) -> None:
    from models.starter.questions import Ask, wording

    if shown.boxes:
        name = draw.choice(sorted(shown.boxes))
        said = asking.ask(_pixels(shown), wording(Ask.PLACE, language, draw, name), (), language)
        score.add("box overlaps by half", overlap(said.text, shown.boxes[name], shown.size) > 0.5)


def overlap(said: str, wanted: Box, size: tuple[int, int]) -> float:
    """Return how much the first box of an answer and the true one share: intersection over union."""
    found = _BOX.search(said)
    try:
        edges = [float(edge) for edge in json.loads(found[1])] if found else []
    except ValueError:
        return 0.0
    if len(edges) != 4:
        return 0.0
    left, top, right, bottom = (edge * size[place % 2] / 1000 for place, edge in enumerate(edges))
    wide = min(right, wanted[2]) - max(left, wanted[0])
    high = min(bottom, wanted[3]) - max(top, wanted[1])
    shared = max(wide, 0) * max(high, 0)
    union = (right - left) * (bottom - top) + (wanted[2] - wanted[0]) * (wanted[3] - wanted[1]) - shared
    return shared / union if union > 0 else 0.0


def covered_rows(asking: Asking, world: str, count: int) -> list[Row]:
    """Cover the code as the program does, ask for it, and count how often it is said all the same."""
    from models.starter.questions import Ask, wording

    redactor = ScreenRedactor(ScreenReader())
    told = asked = 0
    for shown, draw in _screens(world, 20 * count):
        if asked == count:
            break
        if "code" in shown.boxes and len(shown.code) > 5:
            asked += 1
            picture = _covered(redactor, shown)
            for ask in (Ask.CODE, Ask.TROUBLE):
                said = asking.ask(_pixels(picture), wording(ask, Language.EN, draw), (), Language.EN)
                told += shown.code in said.text
    return [(f"{world}: covered code said ({asked} screens)", told, "times")]


def _covered(redactor: ScreenRedactor, shown: Screen) -> RedactedImage:
    width, height = shown.size
    capture = Capture(width, height, shown.pixels.tobytes(), CaptureOrigin.FILE)
    left, top, right, bottom = shown.boxes["code"]
    place = Region(max(left - 2, 0), max(top - 2, 0), right - left + 4, bottom - top + 4)
    drawn = Finding(EntityType.AGENT_MARK, place, 1.0, source=FindingSource.AGENT)
    return redactor.cover(capture, redactor.plan(capture, CaseLabels()).with_added(drawn))


def _time_rows(asking: Asking, runs: int = 5) -> list[Row]:
    """Time a first question on captures of 640 x 384, with three fixes offered."""
    from models.starter.lettering import UNSEEN
    from models.starter.questions import Ask, offered, wording
    from models.starter.screens import Style, screen

    took = []
    for number in range(runs):
        draw = random.Random(FIRST_SEED - 1 - number)
        shown = screen(draw, Style.of(UNSEEN))
        width, height = shown.size
        rgb = b"".join((shown.pixels[y % height].tobytes() * -(-640 // width))[: 640 * 3] for y in range(384))
        passages = offered(shown, Language.EN, draw)
        question = wording(Ask.TROUBLE, Language.EN, draw)
        took.append(
            asking.ask(Pixels(pixel_digest(640, 384, rgb), 640, 384, rgb), question, passages, Language.EN).took_ms
        )
    return [("answer about 640 x 384, three fixes offered", statistics.median(took), "ms")]


def _pixels(shown: Screen | RedactedImage) -> Pixels:
    if isinstance(shown, RedactedImage):
        return Pixels(shown.digest, shown.width, shown.height, shown.rgb)
    width, height = shown.size
    rgb = shown.pixels.tobytes()
    return Pixels(pixel_digest(width, height, rgb), width, height, rgb)

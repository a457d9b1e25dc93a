"""What the starter is asked about a screen, in the program's own words, and what it should answer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from engine.domain.knowledge import CannedFix, Passage
from engine.knowledge.files import read_folder
from engine.prompting import build_request
from engine.prompting.texts import PromptTexts, filled
from engine.wording import RESOURCES, Language
from models.starter.kinds import UNLIKE
from models.starter.layout import thousandth
from models.starter.pointing import Look, looks, looks_at_fix
from models.starter.screens import Box, Screen
from models.starter.tokens import encode, spelled


class Ask(StrEnum):
    """What a question is about."""

    TROUBLE = "trouble"
    TITLE = "title"
    MESSAGE = "message"
    CODE = "code"
    PLACE = "place"


WORDINGS = {
    (Ask.TROUBLE, Language.EN): (
        "What is wrong here?",
        "What is wrong here, and what should be done?",
        "What happened?",
    ),
    (Ask.TROUBLE, Language.ZH): ("这里出了什么问题？", "这里出了什么问题？应该怎么处理？", "怎么了？"),
    (Ask.TITLE, Language.EN): ("What is the title?", "Read the title."),
    (Ask.TITLE, Language.ZH): ("标题是什么？", "请读出标题。"),
    (Ask.MESSAGE, Language.EN): ("What does the message say?", "Read the message."),
    (Ask.MESSAGE, Language.ZH): ("提示信息是什么？", "请读出提示信息。"),
    (Ask.CODE, Language.EN): ("What is the error code?", "Read the error code."),
    (Ask.CODE, Language.ZH): ("错误代码是什么？", "请读出错误代码。"),
    (Ask.PLACE, Language.EN): ('Locate "{name}". Report bbox coordinates in JSON format.',),
    (Ask.PLACE, Language.ZH): ("“{name}”在哪里？请用 JSON 格式给出 bbox 坐标。",),
}
NO_FIX = {Language.EN: "None of the fixes offered fits.", Language.ZH: "给出的处理方案都不合适。"}
NOTHING = {Language.EN: "It cannot be read.", Language.ZH: "读不出来。"}


@dataclass(frozen=True, slots=True)
class Prompt:
    """Everything around the picture of a first question, as the program says it."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question about the screen, with its answer as tokens."""

    ask: Ask
    prompt: Prompt
    answer: list[int]
    text: str
    looks: list[Look]
    """Where to look while writing each token of the answer, and its end."""


@cache
def fixes(language: Language) -> dict[str, CannedFix]:
    return {fix.uid: fix for fix in read_folder(RESOURCES / "fixes" / language.value)}


def offered(screen: Screen, language: Language, draw: random.Random, most: int = 3) -> tuple[Passage, ...]:
    """Return fixes as the search might offer them: mostly with the right one among them."""
    known = fixes(language)
    names = draw.sample(sorted(known), most)
    if screen.kind.has_fix:
        names = [name for name in names if name != screen.kind.uid]
        if draw.random() < 0.85:
            names.insert(draw.randrange(len(names) + 1), screen.kind.uid)
    return tuple(Passage(number, known[name], 1.0) for number, name in enumerate(names[:most], start=1))


def shortened(passages: Sequence[Passage], chars: int) -> tuple[Passage, ...]:
    """Cut the fixes' bodies short, which trains faster."""
    return tuple(replace(one, fix=replace(one.fix, body=one.fix.body[:chars])) for one in passages)


@lru_cache(4096)
def prompt(question: str, passages: tuple[Passage, ...], language: Language, ocr: str = "") -> Prompt:
    """Return the program's prompt around a picture."""
    system, agent = build_request(question, (), passages, language=language).turns
    before = f"<|im_start|>system\n{system.parts[0]}<|im_end|>\n<|im_start|>user\n<|vision_start|>"
    seen = ""
    if ocr:
        text = filled(PromptTexts.read(language).screen_text, number=1, text=f"```\n{ocr}\n```")
        seen = f"\n\n{text}\n\n"
    after = f"<|vision_end|>{seen}{agent.parts[0]}<|im_end|>\n<|im_start|>assistant\n"
    return Prompt(before, after)


def wording(ask: Ask, language: Language, draw: random.Random, name: str = "") -> str:
    return draw.choice(WORDINGS[ask, language]).replace("{name}", name)


def answer(ask: Ask, screen: Screen, language: Language, passages: Sequence[Passage] = (), name: str = "") -> str:
    """Return the right answer."""
    if ask is Ask.TROUBLE:
        return _trouble(screen, language, passages)
    if ask is Ask.PLACE:
        return box_json(screen.boxes[name], screen.size, name)
    found = {Ask.TITLE: screen.title, Ask.MESSAGE: screen.message, Ask.CODE: screen.code}[ask]
    return found or NOTHING[language]


def _trouble(screen: Screen, language: Language, passages: Sequence[Passage]) -> str:
    kind = screen.kind
    said = kind.en if language is Language.EN else kind.zh
    if not passages or not (kind.has_fix or kind.uid == UNLIKE):
        return said
    fitting = [passage.number for passage in passages if passage.fix.uid == kind.uid]
    space = " " if language is Language.EN else ""
    if not fitting:
        return f"{said}{space}{NO_FIX[language]}"
    end = said[-1]
    return f"{said[:-1]} [{fitting[0]}]{end}"


def box_json(box: Box, size: tuple[int, int], name: str) -> str:
    """Return a box as Qwen3-VL writes it, in thousandths of the picture."""
    places = [thousandth(edge, size[place % 2]) for place, edge in enumerate(box)]
    return f'[{{"bbox_2d": {places}, "label": "{name}"}}]'


ASKED = {Ask.TROUBLE: 1.0, Ask.TITLE: 0.5, Ask.CODE: 0.6, Ask.PLACE: 0.6, Ask.MESSAGE: 0.4}
"""How often each is asked about a screen of the plain world: what is long takes time."""


def exchanges(
    screen: Screen, draw: random.Random, language: Language, fix_chars: int, is_plain: bool = False
) -> list[Exchange]:
    """Return a question of each sort, with fixes cut to `fix_chars` characters.

    In the plain world not all are asked, and nothing is told but the picture.
    """
    ocr = "\n".join(line for line in screen.lines if line) if draw.random() < 0.4 and not is_plain else ""
    passages = offered(screen, language, draw) if draw.random() < 0.9 else ()
    passages = shortened(passages, fix_chars)
    asks = [ask for ask in Ask if not is_plain or draw.random() < ASKED[ask]]
    return [
        _exchange(ask, screen, draw, language, passages, ocr) for ask in asks if ask is not Ask.PLACE or screen.boxes
    ]


def _exchange(
    ask: Ask, screen: Screen, draw: random.Random, language: Language, passages: tuple[Passage, ...], ocr: str
) -> Exchange:
    name = draw.choice(sorted(screen.boxes)) if ask is Ask.PLACE else ""
    shown = passages if ask is Ask.TROUBLE else ()
    text = answer(ask, screen, language, shown, name)
    around = prompt(wording(ask, language, draw, name), shown, language, ocr)
    is_read = ask in (Ask.TITLE, Ask.MESSAGE, Ask.CODE) and text != NOTHING[language]
    written = spelled(text) if is_read else list(encode(text))
    where = looks(ask, screen, text, written, name)
    if ask is Ask.TROUBLE and passages:
        where = looks_at_fix(written, text, around, screen, passages)
    return Exchange(ask, around, written, text, where)

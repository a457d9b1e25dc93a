"""Lines of text, drawn once and used many times, with the place of every character."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from models.starter.alphabet import LINE_END, UNKNOWN, classes

_FOLDER = Path("/usr/share/fonts")
TRAINED_LATIN = (
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
    "LiberationSans-Regular.ttf",
    "LiberationSans-Regular.ttf",
    "LiberationSans-Bold.ttf",
    "OpenSans-Regular.ttf",
    "OpenSans-Semibold.ttf",
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "NimbusSans-Regular.otf",
    "DejaVuSansMono.ttf",
    "LiberationMono-Regular.ttf",
)
TRAINED_CHINESE = ("wqy-microhei.ttc", "wqy-microhei.ttc", "wqy-zenhei.ttc")
UNSEEN_LATIN = ("Roboto-Regular.ttf", "Roboto-Medium.ttf", "DejaVuSansCondensed.ttf", "JetBrainsMono-Regular.ttf")
UNSEEN_CHINESE = ("NotoSansCJK-Regular.ttc",)
"""Of these no glyph is shown while training."""


@dataclass(frozen=True, slots=True)
class World:
    """What pictures are drawn from."""

    name: str
    latin: Sequence[str]
    chinese: Sequence[str]
    sizes: Sequence[int]
    dark_share: float = 0.2
    is_on_grid: bool = False
    """Whether every line stands in a row of 16 px, which spares the tower from learning 16 heights of each letter."""

    def top(self, row_y: int) -> int:
        """Return where a line that would begin at `row_y` may begin."""
        return row_y // 16 * 16 - 1 if self.is_on_grid else row_y


_SIZES = (12, 12, 12, 13, 13, 13, 14, 14, 15, 16, 18)
FULL = World("full", TRAINED_LATIN, TRAINED_CHINESE, _SIZES)
UNSEEN = World("unseen", UNSEEN_LATIN, UNSEEN_CHINESE, _SIZES)
PLAIN = World(
    "plain",
    ("DejaVuSans.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf", "DejaVuSansMono.ttf"),
    TRAINED_CHINESE[:1],
    (12, 13),
    dark_share=0.3,
    is_on_grid=True,
)
"""Three fonts, two sizes, light and dark, lines on a grid: what two cores can learn in an hour."""
WORLDS = {world.name: world for world in (FULL, UNSEEN, PLAIN)}


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of text: how much ink each pixel has (0 to 255), and where each character's middle is, in pixels."""

    text: str
    ink: npt.NDArray[np.uint8]
    middles: npt.NDArray[np.float32]
    kinds: npt.NDArray[np.int16]
    middle_y: float

    @property
    def size(self) -> tuple[int, int]:
        return self.ink.shape[1], self.ink.shape[0]


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a font of this machine; where it is missing, the one that Pillow brings. See `missing_fonts`."""
    path = _font_file(name)
    if path is None:
        brought = ImageFont.load_default(size)
        assert isinstance(brought, ImageFont.FreeTypeFont)
        return brought
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _font_file(name: str) -> Path | None:
    return next(_FOLDER.rglob(name), None)


def missing_fonts(world: World) -> list[str]:
    """Name the fonts of a world that this machine lacks: without them neither training nor measuring means much."""
    return sorted({name for name in (*world.latin, *world.chinese) if _font_file(name) is None})


def is_chinese(text: str) -> bool:
    return any(character > "\u2e80" for character in text)


def draw_line(text: str, face: ImageFont.FreeTypeFont, shift: float = 0.0) -> DrawnLine:
    """Draw a text, `shift` pixels (below 1) to the right."""
    ends = np.array([face.getlength(text[: place + 1]) for place in range(len(text))], np.float32)
    starts = np.concatenate([[0], ends[:-1]]).astype(np.float32)
    ascent, descent = face.getmetrics()
    picture = Image.new("L", (int(ends[-1]) + 3, ascent + descent))
    ImageDraw.Draw(picture).text((shift, 0), text, font=face, fill=255)
    known = classes()
    kinds = np.array([known.get(character, UNKNOWN) for character in text], np.int16)
    middle = ascent - 0.36 * face.size
    middles: npt.NDArray[np.float32] = ((starts + ends) / 2 + shift).astype(np.float32)
    return DrawnLine(text, np.asarray(picture), middles, kinds, middle)


def put(canvas: npt.NDArray[np.float32], line: DrawnLine, x: int, y: int, colour: Sequence[int]) -> None:
    """Paint a line with its upper left corner at x, y; what lies outside is cut off. `canvas` is (height, width, 3)."""
    height, width = canvas.shape[:2]
    left, top, right, bottom = max(x, 0), max(y, 0), min(x + line.size[0], width), min(y + line.size[1], height)
    if right <= left or bottom <= top:
        return
    ink = line.ink[top - y : bottom - y, left - x : right - x, None].astype(np.float32) / 255
    part = canvas[top:bottom, left:right]
    part += (np.asarray(colour, np.float32) - part) * ink


def label(cells: npt.NDArray[np.int16], line: DrawnLine, x: int, y: int) -> list[int]:
    """Write the characters' classes into `cells`, (rows of 16 px, columns of 4 px), and the line's end after them.

    Two narrow letters may have their middles in one column: then the second goes to the next. Those that are cut off
    on the left must not push the ones that are seen. Return the column of every character, the end's last.
    """
    row = int((y + line.middle_y) // 16)
    if not 0 <= row < cells.shape[0]:
        return []
    last, columns = -(10**6), []
    end = classes()[LINE_END]
    for middle, kind in [*zip((line.middles + x) // 4, line.kinds, strict=True), (last, end)]:
        last = max(int(middle), last + 1)
        columns.append(last)
        if 0 <= last < cells.shape[1]:
            cells[row, last] = kind
    return columns


class LineBank:
    """Keeps lines that were drawn, so that most need no drawing; each is replaced after some uses."""

    def __init__(self, texts: Texts, world: World, size: int, seed: int) -> None:
        self._texts, self.world = texts, world
        self._draw = random.Random(seed)
        self._size = size
        self._lines: list[DrawnLine] = []

    def take(self) -> DrawnLine:
        if len(self._lines) < self._size:
            self._lines.append(self._new())
            return self._lines[-1]
        place = self._draw.randrange(self._size)
        if self._draw.random() < 0.06:
            self._lines[place] = self._new()
        return self._lines[place]

    def _new(self) -> DrawnLine:
        text = self._texts.any(self._draw)
        name = self._draw.choice(self.world.chinese if is_chinese(text) else self.world.latin)
        size = self._draw.choice(self.world.sizes)
        return draw_line(text, font(name, size), 0.0 if self.world.is_on_grid else self._draw.random() * 0.9)


class Texts:
    """What stands on the lines: words of the desk's world, and strings that no one can guess."""

    def __init__(self, words: Sequence[str], chinese: Sequence[str], chinese_share: float) -> None:
        self._words, self._chinese, self._share = words, chinese, chinese_share

    def any(self, draw: random.Random) -> str:
        if draw.random() < self._share:
            return self._some_chinese(draw)
        parts: list[str] = []
        while sum(map(len, parts)) < 34:
            parts.append(draw.choice(self._words) if draw.random() < 0.6 else random_string(draw))
        return " ".join(parts)

    def _some_chinese(self, draw: random.Random) -> str:
        parts: list[str] = []
        while sum(map(len, parts)) < 20:
            how = draw.random()
            if how < 0.5:
                parts.append(draw.choice(self._chinese))
            elif how < 0.9:
                parts.append("".join(draw.choice(_chinese_letters()) for _ in range(draw.randint(2, 8))))
            else:
                parts.append(random_string(draw))
        return "".join(parts)


@cache
def _chinese_letters() -> str:
    return "".join(character for character in classes() if character > "\u2000")


def random_string(draw: random.Random) -> str:
    """Return what a code, a name or a path may look like."""
    kind = draw.randrange(7)
    if kind == 0:
        return "0x" + "".join(draw.choice("0123456789abcdef") for _ in range(8))
    if kind == 1:
        return "0x" + "".join(draw.choice("0123456789ABCDEF") for _ in range(8))
    if kind == 2:
        return "_".join(
            "".join(draw.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(draw.randint(2, 8))) for _ in "ab"
        )
    if kind == 3:
        return str(draw.randrange(10 ** draw.randint(1, 6)))
    letters = (
        "abcdefghijklmnopqrstuvwxyz",
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
        "".join(map(chr, range(0x21, 0x7F))),
    )[kind - 4]
    return "".join(draw.choice(letters) for _ in range(draw.randint(2, 9)))

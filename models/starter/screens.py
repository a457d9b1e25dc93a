"""Draws screens that show a trouble, and knows everything that stands on them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from models.starter.kinds import Kind, another_like, filled, kinds
from models.starter.lettering import (
    FULL,
    PLAIN,
    UNSEEN,
    DrawnLine,
    World,
    draw_line,
    font,
    label,
    put,
)
from models.starter.pieces import Field, Piece
from models.starter.themes import PLAIN_THEMES, TRAINED_THEMES, UNSEEN_THEMES, Colour, Theme, theme

CELL = 32
WIDEST, TALLEST = 640, 384
_WIDTHS = (320, 384, 448, 544, WIDEST)
_HEIGHTS = (128, 160, 192, 224, 288, TALLEST)
"""Only some, so that pictures of one size can be looked at together."""
MADE_UP_CODES, COVERED_CODES = 0.4, 0.2
"""Codes that the trouble never has, and codes that are covered: so a code has to be read, not remembered."""
_COVER, _COVER_LETTERS = (71, 85, 105), (241, 245, 249)
Box = tuple[int, int, int, int]


@dataclass(slots=True)
class Screen:
    """A drawn screen and its truth."""

    kind: Kind
    pixels: npt.NDArray[np.uint8]
    cells: npt.NDArray[np.int16]
    """Class of the character in each slot: (rows of 16 px, columns of 4 px)."""
    title: str
    message: str
    code: str
    lines: list[str]
    boxes: dict[str, Box]
    """In pixels: each button by what stands on it, and the code."""
    pieces: list[Piece]

    @property
    def size(self) -> tuple[int, int]:
        return 4 * self.cells.shape[1], 16 * self.cells.shape[0]


@dataclass(frozen=True, slots=True)
class Style:
    """Fonts and themes that may be drawn with."""

    world: World
    themes: Sequence[Theme]

    @property
    def is_plain(self) -> bool:
        return self.world.is_on_grid

    @classmethod
    def of(cls, world: World) -> Style:
        return cls(world, {UNSEEN.name: UNSEEN_THEMES, PLAIN.name: PLAIN_THEMES}.get(world.name, TRAINED_THEMES))


def screen(
    draw: random.Random, style: Style | None = None, kind: Kind | None = None, with_covers: bool = False
) -> Screen:
    """Draw one screen. With covers some codes are covered, and are not part of the truth."""
    kind = kind or draw.choice(kinds())
    return _Drawing(kind, style or Style.of(FULL), draw, with_covers).finished()


@dataclass(slots=True)
class _Drawing:
    kind: Kind
    style: Style
    draw: random.Random
    with_covers: bool
    theme: Theme = field(init=False)
    latin: str = field(init=False)
    size: int = field(init=False)
    canvas: npt.NDArray[np.float32] = field(init=False)
    cells: npt.NDArray[np.int16] = field(init=False)
    title: str = field(init=False)
    message: str = field(init=False)
    code: str = field(init=False)
    lines: list[str] = field(default_factory=list)
    boxes: dict[str, Box] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)

    def __post_init__(self) -> None:
        draw = self.draw
        self.theme, self.latin = draw.choice(self.style.themes), draw.choice(self.style.world.latin)
        self.size = draw.choice(self.style.world.sizes if self.style.is_plain else (12, 13, 13, 14, 14, 15))
        known: dict[str, str] = {}
        self.code = filled(draw.choice(self.kind.codes), draw, known) if self.kind.codes else ""
        if self.code and draw.random() < MADE_UP_CODES:
            self.code = another_like(self.code, draw)
        known["code"] = self.code
        self.title = filled(self.kind.title, draw, known)
        self.message = filled(draw.choice(self.kind.messages), draw, known)

    def finished(self) -> Screen:
        if self.kind.look == "black":
            return self._black()
        if self.style.is_plain:
            return self._plain()
        width = min(self.draw.choice(_WIDTHS) for _ in range(2))
        plan = self._planned(width)
        plan += self.draw.randint(0, 30)
        height = next((height for height in _HEIGHTS if height >= plan), TALLEST)
        self._blank(width, height)
        getattr(self, "_" + self.kind.look.replace("-", "_"))(width, height)
        return self._screen()

    def _screen(self) -> Screen:
        pixels = self.canvas.clip(0, 255).astype(np.uint8)
        return Screen(
            self.kind, pixels, self.cells, self.title, self.message, self.code, self.lines, self.boxes, self.pieces
        )

    def _planned(self, width: int) -> int:
        """Return about how high the screen has to be."""
        text = len(self.message) * self.size * 0.6
        return int(128 + (text // (width - 110) + 1) * self.size * 1.6)

    def _blank(self, width: int, height: int) -> None:
        self.canvas = np.empty((height, width, 3), np.float32)
        self.canvas[:] = self.theme.page
        self.cells = np.zeros((height // 16, width // 4), np.int16)

    def _black(self) -> Screen:
        most = (12, 5) if self.style.is_plain else (WIDEST // CELL, TALLEST // CELL)
        width, height = (CELL * self.draw.randint(4, cells) for cells in most)
        self._blank(width, height)
        self.canvas[:] = self.draw.randint(0, 6)
        if self.draw.random() < 0.4:
            x, y = self.draw.randint(10, width - 20), self.draw.randint(10, height - 24)
            for step in range(12):
                self._fill((x, y + step, x + step // 2 + 1, y + step + 1), (255, 255, 255))
        pixels = self.canvas.clip(0, 255).astype(np.uint8)
        return Screen(self.kind, pixels, self.cells, "", "", "", [], {}, [])

    def _plain(self) -> Screen:
        """A title, the message, the code and buttons, each in its row of 16 px."""
        width = CELL * self.draw.randint(9, 12)
        self.message = self.message.split("\n")[-1]
        self._blank(width, TALLEST)
        x = self.draw.randint(4, 16)
        y = self._paragraph(self.title, x, 0, width - 4 - x, self.theme.ink)
        x = self.draw.randint(4, 24)
        y = self._paragraph(self.message, x, y, width - 4 - x, self.theme.ink)
        y = self._code_line(x, y)
        x = self.draw.randint(8, 40)
        for name in self.kind.buttons:
            wide = round(self._length(name))
            self.boxes[name] = (x - 6, y, x + wide + 6, y + 16)
            self._fill(self.boxes[name], self.theme.button)
            self._write(name, x, y, self.theme.button_ink)
            self._widen(self.boxes[name])
            x += wide + 24
        height = CELL * -(-(y + 16) // CELL)
        self.canvas, self.cells = self.canvas[:height], self.cells[: height // 16]
        return self._screen()

    def _dialog(self, width: int, height: int) -> None:
        edge = self.draw.choice((0, 0, 8, 14, 20))
        left, top, right, bottom = edge, edge, width - edge, height - edge
        self._fill((left, top, right, bottom), self.theme.panel, edge=(120, 120, 120))
        bar = self.draw.randint(24, 34)
        self._fill((left + 1, top + 1, right - 1, top + bar), self.theme.bar)
        self._write(self.title, left + self.draw.randint(8, 14), top + (bar - self.size) // 2 - 2, self.theme.bar_ink)
        self._cross(right - 20, top + bar // 2 - 4)
        x = left + 16
        if self.draw.random() < 0.7:
            self._sign(left + 16, top + bar + 20)
            x = left + 16 + 46
        y = self._paragraph(self.message, x, top + bar + self.draw.randint(14, 26), right - 14 - x, self.theme.ink)
        self._code_line(x, y + 6)
        self._buttons(right - 12, bottom - self.draw.randint(34, 40), from_right=True)

    def _toast(self, width: int, height: int) -> None:
        edge = self.draw.choice((0, 6, 12))
        self._fill((edge, edge, width - edge, height - edge), self.theme.panel, edge=(110, 110, 110))
        x, y = edge + 16, edge + self.draw.randint(10, 18)
        if self.draw.random() < 0.5:
            self._sign(x, y + 4)
            x += 46
        y = self._write(self.title, x, y, self.theme.ink, bold=True)
        y = self._paragraph(self.message, x, y + 5, width - edge - 14 - x, self.theme.faint)
        self._code_line(x, y + 4)
        self._buttons(x, height - edge - self.draw.randint(34, 38), from_right=False)

    def _sign_in(self, width: int, height: int) -> None:
        self._fill((0, 0, width, height), self.theme.panel)
        x = self.draw.randint(18, 40)
        y = self._write(self.title, x, self.draw.randint(8, 20), self.theme.ink, larger=self.draw.choice((4, 6, 8)))
        y = self._paragraph(self.message, x, y + 8, width - 2 * x, self.theme.ink)
        y = self._code_line(x, y + 4)
        self._buttons(x, min(y + 14, height - 32), from_right=False)

    def _panel(self, width: int, height: int) -> None:
        self._fill((0, 0, width, height), self.theme.panel)
        x = self.draw.randint(12, 30)
        y = self._write(self.title, x, self.draw.randint(6, 18), self.theme.ink, larger=self.draw.choice((3, 5, 7)))
        if self.draw.random() < 0.5:
            self._sign(x, y + 8)
            x += 46
        y = self._paragraph(self.message, x, y + 10, width - 20 - x, self.theme.ink)
        y = self._code_line(x, y + 4)
        self._buttons(x, min(y + 14, height - 32), from_right=False)

    def _browser(self, width: int, height: int) -> None:
        self._fill((0, 0, width, height), self.theme.panel)
        self._fill((0, 0, width, 32), self.theme.bar)
        self._fill((70, 5, width - 30, 27), self.theme.panel, edge=(150, 150, 150))
        self._write(filled("https://{page}/{word}", self.draw, {}), 80, 8, self.theme.faint)
        x = self.draw.randint(16, 50)
        y = self._write(self.title, x, self.draw.randint(42, 56), self.theme.ink, larger=self.draw.choice((4, 6, 8)))
        y = self._paragraph(self.message, x, y + 8, width - 16 - x, self.theme.faint)
        y = self._code_line(x, y + 6, bare=True)
        self._buttons(x, min(y + 14, height - 32), from_right=False)

    def _blue(self, width: int, height: int) -> None:
        self.theme = theme(0, 0, (0, 0, 0), 255, 255, 225, (0, 0, 0), 255)
        self._fill(
            (0, 0, width, height), self.draw.choice(((0, 120, 215), (0, 103, 192), (0, 60, 150), (16, 124, 190)))
        )
        x = self.draw.randint(16, 40)
        y = self.draw.randint(10, 30)
        y = self._paragraph(self.title, x, y, width - 10 - x, self.theme.ink, larger=self.draw.choice((2, 4, 6)))
        y = self._paragraph(self.message, x, y + 12, width - 10 - x, self.theme.ink)

    def _terminal(self, width: int, height: int) -> None:
        self.theme = theme(12, 12, (32, 32, 32), 255, self.draw.choice((204, 242)), 190, (60, 60, 60), 255)
        self._fill((0, 0, width, height), (12, 12, 12))
        self._fill((0, 0, width, 30), self.theme.bar)
        self._write(self.title, 14, 6, self.theme.bar_ink)
        mono = [name for name in self.style.world.latin if "Mono" in name]
        self.latin = self.draw.choice(mono)
        y = 40
        for line in self.message.split("\n"):
            y = self._paragraph(line, 6, y, width - 10, self.theme.ink)
        self.message = self.message.split("\n")[-1]

    def _calm(self, width: int, height: int) -> None:
        self._fill((0, 0, width, height), self.theme.panel)
        self._fill((0, 0, width, 30), self.theme.bar)
        self._write(self.title, 12, 6, self.theme.bar_ink)
        y = self._paragraph(self.message, 20, 42, width - 40, self.theme.ink)
        for _ in range(self.draw.randint(0, 3)):
            if y < height - 60:
                y = self._write(filled("{word} {word} {file}", self.draw, {}), 20, y + 4, self.theme.faint)
        self._buttons(20, height - 34, from_right=False)

    def _code_line(self, x: int, y: int, bare: bool = False) -> int:
        """Write the code if it does not stand in the message."""
        if not self.code or self.code in self.message or self.code in self.title:
            return y
        before = "" if bare else self.draw.choice(("", "", "Error code: ", "Code: ", "Error "))
        width = 4 * self.cells.shape[1]
        if x + self._length(before + self.code) > width - 4:
            before, x = "", max(4, min(x, width - 8 - round(self._length(self.code))))
        start = x + round(self._length(before))
        end = start + round(self._length(self.code))
        self.boxes["code"] = (start, y, end, y + round(self.size * 1.3))
        below = self._write(before + self.code, x, y, self.theme.faint if bare else self.theme.ink, Field.CODE)
        self._part_code(len(before), start)
        if self.with_covers and self.draw.random() < COVERED_CODES:
            self._cover_code()
        return below

    def _cover_code(self) -> None:
        """Cover the code as the program does: a box with the number of what is covered."""
        left, top, right, bottom = self.boxes.pop("code")
        self._fill((left - 2, top - 2, right + 2, bottom + 2), _COVER)
        self.cells[top // 16 : bottom // 16 + 1, left // 4 : right // 4 + 3] = 0
        words = draw_line(self.draw.choice(("MARKED 1", "CODE 2", "1", " ")), font(self.latin, 9))
        if words.size[0] < right - left:
            put(self.canvas, words, (left + right - words.size[0]) // 2, top + 2, _COVER_LETTERS)
        self.lines[-1] = self.lines[-1].replace(self.code, "")
        self.pieces.pop()
        self.code = ""

    def _buttons(self, x: int, y: int, from_right: bool) -> None:
        names = list(self.kind.buttons)
        for name in reversed(names) if from_right else names:
            wide = round(self._length(name)) + self.draw.randint(20, 40)
            left = x - wide if from_right else x
            self._fill((left, y, left + wide, y + 26), self.theme.button, edge=(130, 130, 130))
            self._write(
                name, left + (wide - round(self._length(name))) // 2, y + 12 - self.size * 2 // 3, self.theme.button_ink
            )
            self.boxes[name] = (left, y, left + wide, y + 26)
            x = left - 10 if from_right else left + wide + 10

    def _length(self, text: str) -> float:
        return float(font(self.latin, self.size).getlength(text))

    def _paragraph(self, text: str, x: int, y: int, width: int, ink: Colour, larger: int = 0) -> int:
        """Write a text in as many lines as it needs; return where it ends."""
        face, line, is_first = font(self.latin, self.size + larger), "", True
        field = self._field(text)
        for word in text.split(" "):
            if line and face.getlength(f"{line} {word}") > width:
                y = self._write(line, x, y, ink, field, is_first, larger=larger)
                line, is_first = word, False
            else:
                line = f"{line} {word}".strip()
        return self._write(line, x, y, ink, field, is_first, larger=larger) if line else y

    def _write(
        self,
        text: str,
        x: int,
        y: int,
        ink: Colour,
        field: Field | None = None,
        is_first: bool = True,
        bold: bool = False,
        larger: int = 0,
    ) -> int:
        name = self.latin
        if bold and name.replace("-Regular", "-Bold") in self.style.world.latin:
            name = name.replace("-Regular", "-Bold")
        line = draw_line(text, font(name, self.size + larger))
        self.lines.append(text)
        field = self._field(text) if field is None else field
        self._place(line, x, self.style.world.top(y), ink, field, is_first)
        return y + (16 if self.style.is_plain else max(16, line.size[1] + self.draw.randint(0, 2)))

    def _field(self, text: str) -> Field:
        if text in self.kind.buttons:
            return Field.BUTTON
        return {self.title: Field.TITLE, self.message: Field.MESSAGE}.get(text, Field.OTHER)

    def _place(self, line: DrawnLine, x: int, y: int, ink: Colour, field: Field, is_first: bool) -> None:
        put(self.canvas, line, x, y, ink)
        columns, row = label(self.cells, line, x, y), int((y + line.middle_y) // 16)
        right = x + round(self._length(line.text))
        self.pieces.append(Piece(line.text, field, is_first, row, columns, x, right))

    def _widen(self, box: Box) -> None:
        """Let the piece written last, a button's name, reach as far as its button."""
        self.pieces[-1] = replace(self.pieces[-1], left=box[0], right=box[2])

    def _part_code(self, before: int, start: int) -> None:
        """Part the line written last into the words before the code, and the code."""
        line = self.pieces.pop()
        if before:
            words, columns = line.text[:before], line.columns[: before + 1]
            self.pieces.append(Piece(words, Field.OTHER, True, line.row, columns, line.left, start))
        code, columns = line.text[before:], line.columns[before:]
        self.pieces.append(Piece(code, Field.CODE, True, line.row, columns, start, line.right))

    def _fill(self, box: Box, colour: Colour, edge: Colour | None = None) -> None:
        left, top, right, bottom = box
        area = self.canvas[max(0, top) : bottom, max(0, left) : right]
        if not area.size:
            return
        area[:] = colour
        if edge:
            area[0], area[-1], area[:, 0], area[:, -1] = edge, edge, edge, edge

    def _sign(self, x: int, y: int) -> None:
        """Paint the round or three-cornered sign of a message."""
        rows, columns = np.ogrid[:32, :32]
        is_round = self.draw.random() < 0.6
        inside = (rows - 16) ** 2 + (columns - 16) ** 2 < 225 if is_round else abs(columns - 16) * 2 < rows
        area = self.canvas[y : y + 32, x : x + 32]
        colour = self.draw.choice(((196, 43, 28), (255, 185, 0), (0, 120, 215)))
        area[inside[: area.shape[0], : area.shape[1]]] = colour
        self.canvas[y + 9 : y + 19, x + 15 : x + 18] = 255
        self.canvas[y + 22 : y + 25, x + 15 : x + 18] = 255

    def _cross(self, x: int, y: int) -> None:
        for step in range(9):
            self.canvas[y + step, x + step] = self.theme.bar_ink
            self.canvas[y + step, x + 8 - step] = self.theme.bar_ink

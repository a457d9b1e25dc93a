"""What the drawn screens are made of: wordings and values by part, tables, lines, codes, pictures, wallpaper."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from engine.domain.finding import EntityType as E
from engine.domain.region import Region
from tests.screens import pictures
from tests.screens.canvas import Piece, Planted, Screen
from tests.texts.makers import MAKERS


@dataclass(slots=True)
class Pen:
    """A screen, and values and wordings of one part and language to fill it with."""

    screen: Screen
    rng: random.Random
    part: int
    """0 to work with, 1 only for measuring: values and wordings of the two differ."""
    zh: bool

    def value(self, kind: str) -> tuple[str, E]:
        """A fresh private value; names, addresses and phones are those of the language."""
        local = {"PERSON": "PERSON.zh", "ADDRESS": "ADDRESS.zh", "PHONE": "PHONE.cn", "PLATE": "PLATE.cn"}
        maker = MAKERS[local.get(kind, kind) if self.zh else kind]
        return maker(self.rng, self.part), E(kind.split(".")[0])

    def say(self, zh: str, en: str) -> str:
        """One wording of the language: of several, divided by |, each part has its own half."""
        wordings = (zh if self.zh else en).split("|")
        own = wordings[self.part :: 2] or wordings
        return self.rng.choice(own)

    def fields(
        self,
        x: float,
        y: float,
        rows: list[tuple[str, Piece]],
        label_width: float = 150,
        step: float = 30,
        boxed: bool = False,
    ) -> float:
        """Labels with values beside them; returns the lower end."""
        for label, value in rows:
            self.screen.text(
                x,
                y,
                label + (":" if not boxed and not self.zh else "：" if not boxed else ""),
                colour=self.screen.faint,
            )
            if boxed:
                self.screen.box(x + label_width - 8, y - 6, 300, 26)
            self.screen.text(x + label_width, y, value)
            y += step
        return y

    def table(
        self, x: float, y: float, columns: list[tuple[str, float]], rows: list[list[Piece]], step: float = 28
    ) -> float:
        """A header and rows of cells; a width for each column."""
        lefts = [x + sum(width for _, width in columns[:i]) for i in range(len(columns))]
        self.screen.box(
            x - 6,
            y - 6,
            sum(width for _, width in columns) + 12,
            step,
            (60, 62, 68) if self.screen.is_dark else (228, 231, 236),
            0,
        )
        for left, (head, _) in zip(lefts, columns, strict=True):
            self.screen.text(left, y, head, family="bold", size=13)
        for row in rows:
            y += step
            for left, cell in zip(lefts, row, strict=True):
                self.screen.text(left, y, cell, size=13)
        return y + step

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[Sequence[Piece]],
        step: float,
        size: float = 14,
        colour: tuple[int, int, int] | None = None,
    ) -> None:
        """Lines of a console, an editor or a log, in a font of one width."""
        for number, pieces in enumerate(lines):
            self.screen.text(x, y + number * step, *pieces, family="mono", size=size, colour=colour)

    def window(
        self, title: str, x: float = 0, y: float = 0, width: float | None = None, height: float | None = None
    ) -> None:
        """A window with a title bar."""
        screen = self.screen
        width, height = width or screen.width, height or screen.height
        place = Region(screen.px(x), screen.px(y), screen.px(width), screen.px(height))
        screen.planted = [item for item in screen.planted if not item.region.intersects(place)]
        screen.plain = [item for item in screen.plain if not item.region.intersects(place)]
        screen.box(x, y, width, height, (38, 40, 44) if screen.is_dark else (252, 252, 252), 2)
        screen.box(x, y, width, 30, (58, 62, 70) if screen.is_dark else (222, 226, 234), 0)
        screen.text(x + 10, y + 7, title, size=13)

    def wallpaper(self) -> None:
        """A photo-like ground: smooth noise in a few colours."""
        screen = self.screen
        noise = np.random.default_rng(self.rng.randrange(1 << 30)).integers(20, 235, (7, 11, 3), np.uint8)
        photo = (
            Image.fromarray(noise)
            .resize(screen.image.size, Image.Resampling.BICUBIC)
            .filter(ImageFilter.GaussianBlur(3))
        )
        grain = np.random.default_rng(3).normal(0, 6, (photo.height, photo.width, 1))
        screen.image.paste(Image.fromarray(np.clip(np.asarray(photo, np.float32) + grain, 0, 255).astype(np.uint8)))

    def code(self, x: float, y: float, side: float, text: str, is_square: bool) -> None:
        """A QR or bar code with the text in it."""
        import zxingcpp

        form = zxingcpp.BarcodeFormat.QRCode if is_square else zxingcpp.BarcodeFormat.Code128
        picture = Image.fromarray(np.array(zxingcpp.create_barcode(text, form).to_image(scale=1)))
        width = self.screen.px(side)
        height = width if is_square else width // 3
        self.screen.box(x - 8, y - 8, side + 16, (side if is_square else side / 3) + 16, (255, 255, 255), 0)
        ratio = max(1, width // picture.width)
        size = (picture.width * ratio, picture.height * ratio if is_square else height)
        self.screen.image.paste(
            picture.convert("RGB").resize(size, Image.Resampling.NEAREST), (self.screen.px(x), self.screen.px(y))
        )
        inner = Region(self.screen.px(x), self.screen.px(y), *size).grown(-size[0] // 12, -size[1] // 12)
        self.screen.planted.append(Planted(text, inner, E.QR if is_square else E.BARCODE))

    def photo(
        self, x: float, y: float, width: float, height: float, is_round: bool = False, is_portrait: bool = False
    ) -> None:
        """A photograph, or the portrait of somebody, cut round like an avatar if wanted."""
        size = self.screen.px(width), self.screen.px(height)
        shown = (pictures.portrait if is_portrait else pictures.photo)(self.rng, self.part, *size)
        place = self._pasted(x, y, shown, pictures.disc(*size) if is_round else None)
        self.screen.planted.append(Planted("", place, E.PHOTO))

    def signature(self, x: float, y: float, width: float, height: float) -> None:
        """What somebody wrote by hand, in blue or black ink."""
        ink = self.rng.choice(((24, 24, 28), (24, 44, 150), (40, 70, 190)))
        drawn = pictures.signature(self.rng, self.screen.px(width), self.screen.px(height), ink)
        inner = drawn.getchannel("A").getbbox() or (0, 0, *drawn.size)
        place = self._pasted(x, y, drawn, drawn)
        ink_place = Region.from_edges(*inner).moved(place.x, place.y)
        self.screen.planted.append(Planted("", ink_place, E.SIGNATURE))

    def harmless(self, x: float, y: float, shown: Image.Image) -> None:
        """A picture that is nobody's: an emoji, an icon, a chart. Covering it loses something."""
        place = self._pasted(x, y, shown, shown if shown.mode == "RGBA" else None)
        self.screen.plain.append(Planted("", place, None))

    def _pasted(self, x: float, y: float, shown: Image.Image, mask: Image.Image | None) -> Region:
        left, top = self.screen.px(x), self.screen.px(y)
        self.screen.image.paste(shown, (left, top), mask)
        return Region(left, top, *shown.size).clipped(self.screen.image.width, self.screen.image.height)


Kind = tuple[Callable[[Pen], None], tuple[int, int]]
"""Draws a kind of screen, and its size without scale."""

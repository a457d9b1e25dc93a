"""Draws screens with Pillow and remembers where each sensitive item stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from engine.domain.finding import EntityType
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region

_FONT_FILES = {
    "sans": ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "arial.ttf"),
    "bold": ("DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf", "arialbd.ttf"),
    "mono": ("DejaVuSansMono.ttf", "LiberationMono-Regular.ttf", "consola.ttf"),
    "helvetica": ("NimbusSans-Regular.otf", "LiberationSans-Regular.ttf", "arial.ttf"),
    "serif": ("DejaVuSerif.ttf", "LiberationSerif-Regular.ttf", "times.ttf"),
    "narrow": ("DejaVuSansCondensed.ttf", "LiberationSansNarrow-Regular.ttf", "arialn.ttf"),
    "zh": ("wqy-microhei.ttc", "NotoSansCJK-Regular.ttc", "msyh.ttc"),
}
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "C:/Windows/Fonts")


@cache
def font_file(family: str) -> Path | None:
    """Return the first font of a family that this machine has."""
    for name in _FONT_FILES[family]:
        for folder in _FONT_FOLDERS:
            for path in Path(folder).rglob(name):
                return path
    return None


@cache
def font(family: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    path = font_file(family)
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)


@dataclass(frozen=True, slots=True)
class Planted:
    """A text that was drawn: sensitive with its kind, or one that must stay readable (None)."""

    text: str
    region: Region
    kind: EntityType | None


Piece = str | tuple[str, EntityType | None]


@dataclass(slots=True)
class Screen:
    """A picture under construction. Lengths are logical; `scale` makes them pixels."""

    name: str
    width: int = 960
    height: int = 540
    is_dark: bool = False
    scale: float = 1.0
    is_cleartype: bool = False
    """Whether glyph edges are coloured, as on Windows, or grey."""
    sans: str = "sans"
    planted: list[Planted] = field(default_factory=list)
    plain: list[Planted] = field(default_factory=list)
    """Every word of the rest, which a cover should leave."""
    image: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        size = (self.px(self.width), self.px(self.height))
        self.image = Image.new("RGB", size, (32, 33, 36) if self.is_dark else (250, 250, 250))

    def px(self, length: float) -> int:
        return round(length * self.scale)

    @property
    def ink(self) -> tuple[int, int, int]:
        return (222, 222, 222) if self.is_dark else (28, 28, 30)

    @property
    def faint(self) -> tuple[int, int, int]:
        return (150, 150, 155) if self.is_dark else (110, 110, 115)

    @property
    def edge(self) -> tuple[int, int, int]:
        return (80, 82, 88) if self.is_dark else (190, 192, 198)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: tuple[int, int, int] | None = None,
        radius: float = 4,
        outline: tuple[int, int, int] | None = None,
    ) -> None:
        ImageDraw.Draw(self.image).rounded_rectangle(
            (self.px(x), self.px(y), self.px(x + width), self.px(y + height)),
            self.px(radius),
            fill,
            outline if outline or fill else self.edge,
        )

    def text(
        self,
        x: float,
        y: float,
        *pieces: Piece,
        size: float = 14,
        family: str = "sans",
        colour: tuple[int, int, int] | None = None,
    ) -> float:
        """Draw pieces one after the other; those given with a kind are planted. Returns the right end."""
        draw = ImageDraw.Draw(self.image)
        left = float(self.px(x))
        for piece in pieces:
            words, kind = piece if isinstance(piece, tuple) else (piece, None)
            has_wide = any(ord(character) > 0x2E7F for character in words)
            face = font("zh" if has_wide else self.sans if family == "sans" else family, self.px(size))
            at = (round(left), self.px(y))
            if self.is_cleartype:
                self._draw_cleartype(at, words, face, colour or self.ink)
            else:
                draw.text(at, words, fill=colour or self.ink, font=face)
            x0, y0, x1, y1 = draw.textbbox(at, words, font=face)
            region = Region.from_edges(int(x0), int(y0), int(x1) + 1, int(y1) + 1)
            region = region.clipped(self.image.width, self.image.height)
            if isinstance(piece, tuple) and not region.is_empty:
                self.planted.append(Planted(words, region, kind))
            if kind is None:
                self._remember_words(draw, at, words, face)
            left += draw.textlength(words, font=face)
        return left / self.scale

    def _remember_words(
        self,
        draw: ImageDraw.ImageDraw,
        at: tuple[int, int],
        text: str,
        face: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    ) -> None:
        left = 0.0
        for word in text.split(" "):
            if word.strip():
                x0, y0, x1, y1 = draw.textbbox((at[0] + left, at[1]), word, font=face)
                place = Region.from_edges(int(x0), int(y0), int(x1) + 1, int(y1) + 1)
                self.plain.append(Planted(word, place.clipped(self.image.width, self.image.height), None))
            left += draw.textlength(word + " ", font=face)

    def _draw_cleartype(
        self,
        at: tuple[int, int],
        text: str,
        face: ImageFont.FreeTypeFont | ImageFont.ImageFont,
        ink: tuple[int, int, int],
    ) -> None:
        """Draw with a mask of three sub-pixels a pixel, smoothed over five as Windows does."""
        assert isinstance(face, ImageFont.FreeTypeFont)
        large = face.font_variant(size=face.size * 3)
        _, _, x1, y1 = (int(edge) for edge in large.getbbox(text))
        width, height = (x1 // 3 + 3), (y1 // 3 + 3)
        mask = Image.new("L", (width * 3, height * 3))
        ImageDraw.Draw(mask).text((0, 0), text, fill=255, font=large)
        rows = np.asarray(mask.resize((width * 3, height), Image.Resampling.BOX), np.float32) / 255
        padded = np.pad(rows, ((0, 0), (2, 2)))
        smooth = np.zeros_like(rows)
        for offset, weight in enumerate((1, 2, 3, 2, 1)):
            smooth += padded[:, offset : offset + width * 3] * (weight / 9)
        cover = smooth.reshape(height, width, 3)
        box = (at[0], at[1], at[0] + width, at[1] + height)
        below = np.asarray(self.image.crop(box), np.float32)
        mixed = below * (1 - cover) + np.array(ink, np.float32) * cover
        self.image.paste(Image.fromarray(mixed.round().astype(np.uint8)), box[:2])

    def capture(self) -> Capture:
        return Capture(
            self.image.width, self.image.height, self.image.tobytes(), CaptureOrigin.REGION, scale=self.scale
        )

    @property
    def sensitive(self) -> list[Planted]:
        return [item for item in self.planted if item.kind is not None]

    @property
    def harmless(self) -> list[Planted]:
        return [item for item in self.planted if item.kind is None]

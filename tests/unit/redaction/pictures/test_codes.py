"""Codes are found whether they can be decoded or not; stripes, charts, tables and letters are none."""

from __future__ import annotations

import random
from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from engine.domain.finding import EntityType
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region, is_within
from engine.redaction.pictures.codes import find_codes
from tests.screens.canvas import Screen
from tests.screens.world import screen

Pixels = NDArray[np.uint8]
_BARS = [EntityType.BARCODE]
_SQUARE = [EntityType.QR]


def bars(seed: int, module: int, height: int) -> Pixels:
    """Bars and gaps of one to four modules, of no standard: nobody can decode them."""
    dice = random.Random(seed)
    widths = [dice.choice((1, 1, 2, 2, 3, 4)) * module for _ in range(47)]
    row = np.concatenate([np.full(width, 255 * (number % 2), np.uint8) for number, width in enumerate(widths)])
    return np.repeat(row[None], height, axis=0)


def drawn(code: Pixels, is_dark: bool = False, quality: int = 0, size: tuple[int, int] = (900, 600)) -> Image.Image:
    shown = Screen("page", *size, is_dark)
    shown.text(40, 40, "Delivery note 2026-114, page 1 of 2")
    if is_dark:
        shown.box(90, 90, code.shape[1] + 60, code.shape[0] + 60, (255, 255, 255), 0)
    shown.image.paste(Image.fromarray(code).convert("RGB"), (120, 120))
    if not quality:
        return shown.image
    file = BytesIO()
    shown.image.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def found(image: Image.Image) -> list[tuple[EntityType, Region]]:
    capture = Capture(image.width, image.height, image.convert("RGB").tobytes(), CaptureOrigin.PASTE)
    return [(code.entity_type, code.region) for code in find_codes(capture, with_shapes=True)]


def is_covered(code: Pixels, places: list[tuple[EntityType, Region]]) -> bool:
    return is_within(Region(120, 120, code.shape[1], code.shape[0]), [region for _, region in places])


@pytest.mark.parametrize("module", [1, 2, 3, 4])
@pytest.mark.parametrize("height", [18, 44, 90])
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_bars_are_found_without_being_decoded(module: int, height: int, is_dark: bool) -> None:
    code = bars(module + height, module, height)
    places = found(drawn(code, is_dark))
    assert [kind for kind, _ in places] == _BARS
    assert is_covered(code, places)
    assert places[0][1].area < 2.2 * code.size + 4000


@pytest.mark.parametrize("quality", [70, 90])
def test_compressed_and_standing_bars_are_found(quality: int) -> None:
    for code in (bars(9, 2, 60), np.ascontiguousarray(bars(5, 2, 60).T)):
        places = found(drawn(code, quality=quality))
        assert [kind for kind, _ in places] == _BARS
        assert is_covered(code, places)


@pytest.mark.parametrize(
    "name", ["Code128", "Code39", "EAN13", "ITF", "Codabar", "PDF417", "QRCode", "DataMatrix", "Aztec"]
)
@pytest.mark.parametrize("scale", [2, 3])
def test_every_usual_kind_of_code_is_found(name: str, scale: int) -> None:
    content = {"EAN13": "4006381333931", "ITF": "12345678901231", "Codabar": "A1234567890B"}.get(
        name, "CASE-2026-000114"
    )
    code = np.array(zxingcpp.create_barcode(content, getattr(zxingcpp.BarcodeFormat, name)).to_image(scale=scale))
    if code.shape[0] < 12:
        code = np.repeat(code, 12, axis=0)
    shown = Image.new("L", (code.shape[1] + 24, code.shape[0] + 24), 255)
    shown.paste(Image.fromarray(code), (12, 12))
    places = found(drawn(np.asarray(shown)))
    inside = Region(132, 132, *code.shape[::-1]).grown(-4 * scale, -4 * scale)
    assert is_within(inside, [region for _, region in places])


@pytest.mark.parametrize("module", [2, 4, 7])
def test_a_square_code_that_is_cut_off_or_scratched_is_found_by_its_grid(module: int) -> None:
    code = np.array(
        zxingcpp.create_barcode("otpauth://totp/x?secret=ABCDEFGHIJ" * 3, zxingcpp.QRCode).to_image(scale=module)
    )
    cut = np.ascontiguousarray(code[9 * module :, 9 * module :])
    places = found(drawn(cut))
    assert [kind for kind, _ in places] == _SQUARE
    assert is_within(Region(120, 120, *cut.shape[::-1]).grown(-4 * module, -4 * module), [places[0][1]])


@pytest.mark.parametrize(
    "kind", ["mail", "form", "terminal", "log", "accounts", "dashboard", "badge", "config", "spreadsheet"]
)
@pytest.mark.parametrize("zh", [False, True], ids=["en", "zh"])
def test_text_tables_and_charts_are_no_codes(kind: str, zh: bool) -> None:
    shown = screen(kind, zh, "work", 31)
    planted = [item.region for item in shown.sensitive if item.kind in (EntityType.QR, EntityType.BARCODE)]
    assert [place for _, place in found(shown.image) if not any(place.intersects(own) for own in planted)] == []


def stripes() -> Pixels:
    return np.repeat(np.repeat(np.array([0, 255] * 60, np.uint8), 3)[None], 60, axis=0)


def checks() -> Pixels:
    squares: Pixels = (255 * ((np.add(*np.mgrid[0:200, 0:300]) // 8) % 2)).astype(np.uint8)
    return squares


def histogram() -> Pixels:
    dice, sheet = random.Random(2), np.full((120, 420), 255, np.uint8)
    for number in range(70):
        sheet[dice.randint(10, 100) :, 6 * number : 6 * number + 4] = 60
    return sheet


def table() -> Pixels:
    sheet = np.full((240, 400), 255, np.uint8)
    sheet[::20], sheet[:, ::25] = 0, 0
    return sheet


def calendar() -> Pixels:
    dice, sheet = random.Random(2), np.full((84, 600), 255, np.uint8)
    for y in range(7):
        for x in range(50):
            sheet[12 * y : 12 * y + 10, 12 * x : 12 * x + 10] = dice.choice((235, 200, 140, 90))
    return sheet


def letters() -> Pixels:
    image = Image.new("L", (220, 60), 255)
    ImageDraw.Draw(image).text((4, 4), "IIllll1|||| illicit\nHHHHIIII 1111 ||||\nMinimum 0x0000011b", fill=0)
    return np.asarray(image.resize((660, 180), Image.Resampling.NEAREST))


@pytest.mark.parametrize("decoy", [stripes, checks, histogram, table, calendar, letters])
def test_what_has_edges_but_is_no_code_is_left(decoy: object) -> None:
    assert callable(decoy)
    assert found(drawn(decoy())) == []

"""Signatures are found by their strokes; letters, lines and icons are none."""

from __future__ import annotations

import math
import random

import pytest
from PIL import Image, ImageDraw

from engine.domain.finding import EntityType
from engine.domain.region import Region, is_within
from engine.domain.text import TextSpan
from engine.redaction.pictures.signatures import find_signatures
from tests.screens import pictures
from tests.screens.canvas import Screen, font_file
from tests.screens.world import screen

_BLUE, _BLACK = (24, 44, 150), (20, 20, 24)


def sheet() -> Screen:
    return Screen("sheet", 700, 420)


def signed(shown: Screen, seed: int, ink: tuple[int, int, int], width: int = 190, height: int = 64) -> Region:
    drawn = pictures.signature(random.Random(seed), width, height, ink)
    shown.image.paste(drawn, (300, 240), drawn)
    left, top, right, bottom = drawn.getchannel("A").getbbox() or (0, 0, 0, 0)
    return Region.from_edges(300 + left, 240 + top, 300 + right, 240 + bottom)


def places(shown: Screen, *spans: TextSpan) -> list[Region]:
    return [finding.region for finding in find_signatures(shown.capture(), spans)]


@pytest.mark.parametrize("ink", [_BLUE, _BLACK], ids=["blue", "black"])
@pytest.mark.parametrize("seed", range(12))
def test_a_signature_is_covered_whole(seed: int, ink: tuple[int, int, int]) -> None:
    shown = sheet()
    shown.text(60, 60, "I confirm that the device was received complete.")
    ink_place = signed(shown, seed, ink)
    found = places(shown)
    assert is_within(ink_place, found)
    assert sum(place.area for place in found) < 2 * ink_place.area


@pytest.mark.parametrize("zh", [False, True], ids=["en", "zh"])
@pytest.mark.parametrize("kind", ["signed", "idcard"])
def test_a_signature_on_a_form_is_found(kind: str, zh: bool) -> None:
    shown = screen(kind, zh, "work", 21000)
    (place,) = [item.region for item in shown.sensitive if item.kind is EntityType.SIGNATURE]
    assert is_within(place.grown(-2, -2), places(shown))


def test_a_short_signature_needs_a_label() -> None:
    shown = sheet()
    ink_place = signed(shown, 4, _BLUE, 56, 40)
    label = TextSpan("签名", Region(240, 260, 40, 18), 1.0)
    assert places(shown) == []
    assert is_within(ink_place, places(shown, label))


def test_the_reason_names_the_label() -> None:
    shown = sheet()
    signed(shown, 1, _BLUE)
    label = TextSpan("Signature:", Region(300, 320, 90, 16), 1.0)
    assert [finding.reason for finding in find_signatures(shown.capture(), [label])] == ["signature_label"]
    assert [finding.reason for finding in find_signatures(shown.capture())] == ["ink"]


@pytest.mark.parametrize("kind", ["mail", "form", "terminal", "log", "accounts", "dashboard", "badge", "config"])
@pytest.mark.parametrize("zh", [False, True], ids=["en", "zh"])
def test_text_charts_and_icons_are_no_signature(kind: str, zh: bool) -> None:
    assert places(screen(kind, zh, "work", 31)) == []


@pytest.mark.parametrize("family", ["sans", "serif", "mono", "zh"])
@pytest.mark.parametrize("size", [14, 28, 56])
def test_large_letters_are_no_signature(family: str, size: int) -> None:
    if font_file(family) is None:
        pytest.skip("this machine has no such font")
    shown = sheet()
    shown.text(40, 80, "签名确认合同" if family == "zh" else "Yours sincerely", size=size, family=family, colour=_BLUE)
    assert places(shown) == []


def test_arrows_curves_and_frames_are_no_signature() -> None:
    image = Image.new("RGB", (700, 420), "white")
    draw = ImageDraw.Draw(image)
    draw.line([(60, 60), (240, 120), (220, 100), (240, 120), (215, 125)], fill=_BLACK, width=3)
    draw.arc((300, 40, 460, 160), 10, 300, fill=_BLUE, width=3)
    draw.line([(60 + 6 * step, 300 - (step * 37) % 50) for step in range(40)], fill=_BLUE, width=2)
    draw.rounded_rectangle((400, 220, 600, 320), 20, outline=_BLACK, width=2)
    shown = sheet()
    shown.image = image
    assert places(shown) == []


def scrawled(
    shown: Screen,
    seed: int,
    ink: tuple[int, int, int] = _BLUE,
    thickness: float = 2.2,
    size: tuple[int, int] = (180, 54),
    ground: tuple[int, int, int] = (255, 255, 255),
) -> Region:
    """A signature in a field of its own, where another program draws it: one even line."""
    shown.box(280, 225, 400, 110, ground, 0)
    drawn = pictures.scrawl(random.Random(seed), *size, ink, thickness)
    shown.image.paste(drawn, (300, 250), drawn)
    left, top, right, bottom = drawn.getchannel("A").getbbox() or (0, 0, 0, 0)
    return Region.from_edges(300 + left, 250 + top, 300 + right, 250 + bottom).grown(-1, -1)


_LABELS = [
    "Contract signature",
    "Unterschrift",
    "合同签名",
    "Signé par",
    "Firma del cliente",
    "Podpis",
    "簽名：",
    "Sign here",
]


@pytest.mark.parametrize("label", _LABELS)
@pytest.mark.parametrize("seed", range(3))
def test_one_even_line_beside_a_label_is_a_signature_in_many_languages(label: str, seed: int) -> None:
    shown = sheet()
    place = scrawled(shown, seed)
    assert is_within(place, places(shown, TextSpan(label, Region(290, 200, 120, 18), 0.99)))


@pytest.mark.parametrize(
    "role", ["Approved by: Ann Poe", "审核人：王芳", "Genehmigt: J. Roth", "Bénéficiaire", "Received by"]
)
def test_what_stands_beside_the_one_who_signs_is_a_signature(role: str) -> None:
    shown = sheet()
    place = scrawled(shown, 5)
    read_as = TextSpan("Mwm", place, 0.6)
    assert is_within(place, places(shown, TextSpan(role, Region(290, 200, 160, 18), 0.99), read_as))


_PENS = {(90, 34): (1.3, 2.0), (180, 54): (1.3, 2.0, 3.0), (330, 90): (1.3, 2.0, 3.0, 5.0)}
"""Sizes of signatures, and the pens that are thin enough to write letters so high."""


@pytest.mark.parametrize(("size", "thickness"), [(size, pen) for size, pens in _PENS.items() for pen in pens])
def test_thin_and_thick_pens_sign_small_and_large(size: tuple[int, int], thickness: float) -> None:
    shown = sheet()
    place = scrawled(shown, 3, thickness=thickness, size=size)
    assert is_within(place, places(shown, TextSpan("Signature", Region(290, 200, 90, 18), 0.99)))


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ((200, 30, 34), (255, 255, 255)),
        ((235, 238, 245), (32, 34, 38)),
        (_BLACK, (243, 240, 231)),
        (_BLUE, (221, 228, 240)),
    ],
    ids=["red", "white on dark", "black on paper", "blue on a blue form"],
)
def test_ink_of_any_colour_on_any_even_ground(ink: tuple[int, int, int], ground: tuple[int, int, int]) -> None:
    shown = sheet()
    place = scrawled(shown, 2, ink, ground=ground)
    assert is_within(place, places(shown, TextSpan("签名", Region(290, 200, 40, 18), 0.99)))


def test_a_signature_on_a_printed_line_is_covered_without_the_form_around_it() -> None:
    shown = sheet()
    place = scrawled(shown, 6)
    shown.box(282, 290, 390, 1, _BLACK, 0)
    found = places(shown, TextSpan("Signature of applicant", Region(290, 340, 150, 16), 0.99))
    assert is_within(place, found)
    assert sum(each.area for each in found) < 1.8 * place.area


def test_a_curved_line_below_is_evidence_without_any_word() -> None:
    assert sum(bool(places(screen_of_one(seed))) for seed in range(8)) >= 7


def screen_of_one(seed: int) -> Screen:
    shown = sheet()
    scrawled(shown, seed)
    return shown


def test_small_charts_in_a_table_are_no_signatures_though_a_reader_takes_them_for_letters() -> None:
    shown, dice = sheet(), random.Random(4)
    draw = ImageDraw.Draw(shown.image)
    spans = []
    for row in range(5):
        line = [(300 + 5 * step, 70 + 60 * row + dice.randint(0, 26)) for step in range(22)]
        draw.line(line, fill=_BLUE, width=2)
        spans.append(TextSpan("Mw", Region(300, 70 + 60 * row, 106, 28), 0.5))
    assert places(shown, *spans, TextSpan("Approved by", Region(100, 70, 90, 16), 0.99)) == []


def test_a_ring_that_an_agent_drew_around_a_button_is_no_signature() -> None:
    shown = sheet()
    ImageDraw.Draw(shown.image).ellipse((200, 120, 360, 180), outline=(220, 30, 30), width=3)
    assert places(shown) == []


def test_print_that_was_surely_read_is_no_signature_beside_a_label() -> None:
    shown = sheet()
    shown.text(300, 240, "Wilhelmina Mumm", size=40, family="serif", colour=_BLUE)
    label, name = TextSpan("Signature", Region(290, 200, 90, 18), 0.99), Region(296, 236, 340, 56)
    assert places(shown, label, TextSpan("Wilhelmina Mumm", name, 0.97)) == []


def _scrawl(text: str, width: int = 160, height: int = 30) -> TextSpan:
    return TextSpan(text, Region(300, 240, width, height), 0.4, ())


def _print(text: str, y: int) -> TextSpan:
    return TextSpan(text, Region(300, y, 7 * len(text), 12), 0.99, ())


@pytest.mark.parametrize(
    "beside",
    [
        "I confirm that the details above are complete.",
        "本人确认以上内容真实完整。",
        "财务主管",
        "Signature of guest",
        "Angus Banerjee",
    ],
)
def test_letters_far_too_wide_beside_what_is_signed_are_a_pen(beside: str) -> None:
    found = places(sheet(), _scrawl("Mum"), _print(beside, 290))
    assert any(is_within(Region(300, 240, 160, 30), [place]) for place in found)


def test_letters_far_too_wide_alone_are_none() -> None:
    assert places(sheet(), _scrawl("Mum"), _print("Disk usage last week", 290)) == []
    assert places(sheet(), _scrawl("4"), _print("I confirm that the details above are complete.", 290)) == []


def wave(shown: Screen, *, underlined: bool) -> Region:
    """Draw one line that goes up and down as a pen does, and maybe a bent one below."""
    pen = ImageDraw.Draw(shown.image)
    line = [(300 + x, 260 + round(9 * math.sin(x / 5) * math.cos(x / 37))) for x in range(140)]
    pen.line(line, _BLUE, 2, joint="curve")
    if underlined:
        pen.line([(306 + x, 275 - round(3 * math.sin(x / 40))) for x in range(120)], _BLUE, 2)
    return Region.from_edges(300, 254, 440, 266)


def test_a_wavy_line_beside_a_label_is_a_signature() -> None:
    shown = sheet()
    place = wave(shown, underlined=False)
    label = TextSpan("客户签名", Region(150, 254, 60, 14), 0.99)
    assert is_within(place, places(shown, label))


def test_a_wavy_line_above_a_stroke_is_a_signature() -> None:
    shown = sheet()
    assert is_within(wave(shown, underlined=True), places(shown))


def test_a_wavy_line_alone_is_none() -> None:
    shown = sheet()
    wave(shown, underlined=False)
    assert places(shown) == []

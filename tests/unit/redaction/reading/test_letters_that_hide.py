"""What a person can read on a picture the reader reads too: faint, huge, turned, slanted, beside a frame."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.text import TextSpan
from engine.redaction import ScreenReader
from engine.redaction.reading.letter_edges import letter_edges
from engine.redaction.reading.text_boxes import find_text_boxes
from tests.screens.canvas import Screen, font

ADDRESS = "anna.schmidt@clinic.example"


def picture(width: int = 800, height: int = 220, paper: str = "white") -> Image.Image:
    return Image.new("RGB", (width, height), paper)


def write(image: Image.Image, x: int, y: int, text: str, size: int, ink: str = "black") -> None:
    ImageDraw.Draw(image).text((x, y), text, fill=ink, font=ImageFont.load_default(size))


def turned(degrees: float) -> Image.Image:
    """A page of two sentences that lie at that angle."""
    image, line = picture(720, 620), Image.new("L", (520, 110), 0)
    draw = ImageDraw.Draw(line)
    draw.text((8, 8), f"Mail to {ADDRESS}", fill=255, font=ImageFont.load_default(22))
    draw.text((8, 60), "The printer answers again", fill=255, font=ImageFont.load_default(22))
    line = line.rotate(degrees, expand=True, resample=Image.Resampling.BICUBIC)
    image.paste((0, 0, 0), (40, 20), line)
    return image


def read(image: Image.Image, reader: ScreenReader) -> list[TextSpan]:
    return list(reader.read(Capture(image.width, image.height, image.tobytes(), CaptureOrigin.SCREEN)))


def words(spans: list[TextSpan]) -> str:
    return "".join(span.text for span in spans).replace(" ", "")


@pytest.mark.parametrize(
    ("ink", "paper"),
    [("#dddddd", "white"), ("#f4f4f4", "white"), ("#2a2a2a", "#1e1e1e"), ("#34568b", "#2f5084")],
)
def test_text_of_a_few_levels_of_contrast_is_read(ink: str, paper: str, reader: ScreenReader) -> None:
    image = picture(paper=paper)
    write(image, 20, 40, ADDRESS, 20, ink)
    assert ADDRESS in words(read(image, reader))


def test_faint_text_beside_plain_text_is_read(reader: ScreenReader) -> None:
    image = picture()
    write(image, 20, 20, "Recovery address", 18)
    write(image, 20, 60, ADDRESS, 18, "#e8e8e8")
    assert ADDRESS in words(read(image, reader))


def test_a_gradient_is_not_searched_as_faint_text() -> None:
    across = np.linspace(40, 220, 900)[np.newaxis, :, np.newaxis]
    pixels = np.broadcast_to(across, (300, 900, 3)).astype(np.uint8)
    assert find_text_boxes(np.ascontiguousarray(pixels)).lines == ()


def test_letters_as_high_as_a_hand_are_read(reader: ScreenReader) -> None:
    image = picture(2300, 260)
    write(image, 20, 30, ADDRESS, 140)
    spans = read(image, reader)
    assert ADDRESS in words(spans)


@pytest.mark.parametrize("degrees", [8, -6, 15, 90, 180, 270])
def test_turned_text_is_read(degrees: float, reader: ScreenReader) -> None:
    image = turned(degrees)
    spans = read(image, reader)
    assert ADDRESS in words(spans)
    (span,) = (span for span in spans if "schmidt" in span.text)
    ink = np.asarray(image.convert("L")) < 128
    part = ink[span.region.y : span.region.bottom, span.region.x : span.region.right]
    assert part.sum() >= 0.4 * ink.sum()  # one of the two lines, whole
    assert span.region_of(8, 12) == span.region  # no place within it is known, so all of it counts


def test_letters_one_below_the_other_are_one_text(reader: ScreenReader) -> None:
    image = picture(120, 320)
    for number, letter in enumerate("40718265"):
        write(image, 40, 10 + 24 * number, letter, 20)
    assert [span.text for span in read(image, reader)] == ["40718265"]


def test_a_column_of_words_stays_words(reader: ScreenReader) -> None:
    image = picture(200, 300)
    entries = ["Save", "Open", "Print", "Close", "Help", "Exit"]
    for number, entry in enumerate(entries):
        write(image, 30, 14 + 30 * number, entry, 17)
    assert [span.text for span in read(image, reader)] == entries


def test_the_side_of_a_field_close_to_its_text_is_no_letter() -> None:
    screen = Screen("field", 320, 80)
    screen.box(20, 20, 200, 30, (255, 255, 255), outline=(188, 190, 196))
    screen.text(29, 27, ("K-2290-4471", None), size=13)
    (item,) = screen.planted
    (line,) = (line for line in find_text_boxes(np.asarray(screen.image)).lines if line.intersects(item.region))
    assert line.height <= item.region.height + 3
    assert line.x >= item.region.x - 3


def test_a_words_place_begins_with_its_first_letter_however_roughly_the_reader_saw_it() -> None:
    image, face = Image.new("RGB", (200, 30), "white"), font("sans", 16)
    draw = ImageDraw.Draw(image)
    draw.text((0, 4), "is Yx7", fill="black", font=face)
    bounds = [draw.textbbox((0, 4), "is Yx7"[: end + 1], font=face)[2] for end in range(6)]
    centres = [5.0, 9.0, 20.0, 29.0, 33.0, 39.0]  # a letter's width too far right
    edges = letter_edges("is Yx7", centres, np.asarray(image)[:, : round(bounds[-1]) + 1])
    assert edges[3] <= bounds[2] + 1
    assert edges[2] >= bounds[1] - 2


def test_what_is_read_again_wider_is_right(reader: ScreenReader) -> None:
    screen = Screen("narrow", 360, 60)
    screen.text(20, 20, ("Illegal iris will fill 1l1l", None), size=12)
    (span,) = reader.read(screen.capture())
    assert span.text.replace(" ", "").startswith("Illegaliriswillfill")


def ink_line(pieces: list[tuple[int, int]], width: int) -> np.ndarray:
    """A line whose connected pieces of ink fill those columns."""
    line = np.full((32, width, 3), 255, np.uint8)
    for left, right in pieces:
        line[8:20, left:right] = 0
    return line


def test_wide_characters_that_touch_and_come_apart_are_told_by_their_pitch() -> None:
    # As a receipt has them: the first two touch, the last is in two pieces, so there are as many pieces as characters.
    text = "谢谢惠顾，欢迎再次光临"
    pieces = [(0, 30), (31, 44), (45, 59), (62, 65), (75, 89), (91, 104), (106, 119), (121, 134), (136, 150)]
    centres = [7, 24, 41, 52, 69, 87, 98, 115, 127, 144, 161]
    edges = letter_edges(text, centres, ink_line([*pieces, (151, 153), (154, 164)], 166))
    assert [edge for number, edge in enumerate(edges) if abs(edge - 15 * number) > 3] == []


def test_wide_characters_before_others_are_told_by_their_pitch() -> None:
    text = "门禁下发失败，错误-2147"
    pieces = [(0, 4), (6, 14), (17, 33), (34, 51), (51, 68), (70, 85), (87, 103), (111, 114), (121, 155), (161, 165)]
    centres = [7, 28, 42, 63, 76, 97, 118, 132, 145, 166, 177, 187, 194, 208]
    line = ink_line([*pieces, (167, 176), (178, 187), (189, 198), (200, 208)], 209)
    edges = letter_edges(text, centres, line)
    assert abs(edges[4] - 69) <= 3  # 门禁下发 ends here
    assert abs(edges[6] - 104) <= 3


def test_an_edge_between_letters_lies_amid_the_gap() -> None:
    line = ink_line([(0, 6), (8, 14), (22, 30)], 30)
    assert letter_edges("ab：", [3.0, 11.0, 26.0], line) == (0, 7, 18, 30)

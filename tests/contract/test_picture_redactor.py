"""What every PictureRedactor keeps to: the real one, the one that is made late, and the fakes of other tests."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from engine.domain.annotation import Layer
from engine.domain.finding import CaseLabels, EntityType
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.ports import PictureRedactor
from engine.redaction import ScreenReader, ScreenRedactor
from engine.redaction.late import LateRedactor
from tests.fakes.redactor import SECRET, FakeRedactor, WordRedactor
from tests.screens.canvas import Screen

_MAKERS: dict[str, Callable[[], PictureRedactor]] = {
    "screen": lambda: ScreenRedactor(ScreenReader()),
    "late": lambda: LateRedactor(lambda: ScreenRedactor(ScreenReader())),
    "words": lambda: WordRedactor(SECRET),
    "fake": FakeRedactor,
}


@pytest.fixture(scope="module", params=_MAKERS)
def redactor(request: pytest.FixtureRequest) -> PictureRedactor:
    return _MAKERS[request.param]()


def _capture() -> Capture:
    screen = Screen("mail", 420, 120)
    screen.text(20, 20, "From: ", ("li.na@example-bank.cn", EntityType.EMAIL), size=16)
    screen.text(20, 70, "Error 0x80070005", size=16)
    return screen.capture()


def _pixels(rgb: bytes, width: int, height: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.frombuffer(rgb, np.uint8).reshape(height, width, 3)


def test_a_plan_is_for_its_capture_and_lies_on_it(redactor: PictureRedactor) -> None:
    capture = _capture()
    plan = redactor.plan(capture, CaseLabels())
    assert plan.capture_id == capture.id
    for mask in plan.masks:
        assert mask.region == mask.region.clipped(capture.width, capture.height)
        assert mask.finding.label


def test_nothing_of_what_lies_under_a_cover_is_in_the_picture(redactor: PictureRedactor) -> None:
    capture = _capture()
    plan = redactor.plan(capture, CaseLabels())
    pixels = _pixels(capture.rgb, capture.width, capture.height).copy()
    for mask in plan.covered:
        pixels[mask.region.y : mask.region.bottom, mask.region.x : mask.region.right] ^= 0x55
    other = Capture(capture.width, capture.height, pixels.tobytes(), capture.origin, id=capture.id)
    assert redactor.cover(capture, plan).rgb == redactor.cover(other, plan).rgb


def test_what_is_far_from_every_cover_stays_as_it_was(redactor: PictureRedactor) -> None:
    capture = _capture()
    covered = redactor.cover(capture, redactor.plan(capture, CaseLabels()))
    assert (covered.width, covered.height) == (capture.width, capture.height)
    lines = slice(capture.height // 2, capture.height)  # the error, which nothing covers
    before, after = (_pixels(rgb, capture.width, capture.height)[lines] for rgb in (capture.rgb, covered.rgb))
    assert np.array_equal(before, after)


def test_of_a_cropped_drawing_the_part_is_kept(redactor: PictureRedactor) -> None:
    blank = Capture(60, 40, bytes([240]) * (60 * 40 * 3), CaptureOrigin.PASTE)
    picture = redactor.cover(blank, redactor.plan(blank, CaseLabels()))
    drawn = redactor.annotate(picture, Layer(60, 40, bytes(60 * 40 * 4), crop=Region(10, 5, 30, 20)))
    assert (drawn.width, drawn.height) == (30, 20)


def test_findings_in_a_text_follow_each_other_and_lie_in_it(redactor: PictureRedactor) -> None:
    text = f"password: {SECRET}, and again the password is {SECRET}"
    findings = redactor.find_in_text(text)
    assert [text[each.start : each.end] for each in findings] == [SECRET, SECRET]
    assert findings[0].end <= findings[1].start


def test_in_a_text_a_value_gets_the_same_label_each_time(redactor: PictureRedactor) -> None:
    labels = CaseLabels()
    covered = redactor.cover_text(f"password: {SECRET}", labels)
    assert covered.text == "password: [PASSWORD 1]"
    assert [each.entity_type for each in covered.findings] == [EntityType.PASSWORD]
    assert redactor.cover_text(f"new password: {SECRET}", labels).text == "new password: [PASSWORD 1]"


@pytest.mark.parametrize("text", ["", "The update stops with error 0x80070005 at 35 %.", "打印机脱机，请重启服务。"])
def test_a_text_without_secrets_stays_as_it_is(redactor: PictureRedactor, text: str) -> None:
    assert redactor.cover_text(text, CaseLabels()).text == text
    assert list(redactor.find_in_text(text)) == []


def test_getting_ready_and_forgetting_may_be_asked_at_any_time(redactor: PictureRedactor) -> None:
    redactor.get_ready()
    redactor.forget()
    redactor.get_ready()
    redactor.forget()
    assert redactor.cover_text(f"new password: {SECRET}", CaseLabels()).text == "new password: [PASSWORD 1]"

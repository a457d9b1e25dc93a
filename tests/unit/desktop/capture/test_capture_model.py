"""Each picture is opened, reviewed and covered, one after the other; nothing raw is left behind."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.viewmodels.capture import CaptureViewModel, Stage, capture_of_image
from engine.domain.finding import CaseLabels, CoverLook, RedactionPlan
from engine.domain.model import SeenSize
from engine.domain.picture import Capture, CaptureOrigin, Picture, RedactedImage, pixel_digest
from engine.domain.screen import Application
from engine.errors import DesksideError, PictureError, StillLegible
from engine.imaging import in_seen_size
from engine.settings import Policy
from engine.wording import Language
from tests.unit.desktop.conftest import Room

Reviews = list[tuple[Capture, RedactionPlan]]


@pytest.fixture
def model(room: Room) -> CaptureViewModel:
    return CaptureViewModel(room.desk, room.tasks, room.notices, room.settings, CaseLabels)


@pytest.fixture
def reviews(model: CaptureViewModel) -> Reviews:
    seen: Reviews = []
    model.plan_found.connect(lambda capture, plan: seen.append((capture, plan)))
    return seen


@pytest.fixture
def ready(model: CaptureViewModel) -> list[RedactedImage]:
    seen: list[RedactedImage] = []
    model.picture_ready.connect(seen.append)
    return seen


def test_a_confirmed_picture_is_covered_and_handed_over(
    model: CaptureViewModel, reviews: Reviews, ready: list[RedactedImage]
) -> None:
    model.take_file(Path("shot.png"))
    assert model.stage == "reviewing"
    assert ready == []
    model.confirm(reviews[0][1])
    assert [len(picture.masks) for picture in ready] == [1]
    assert model.stage is Stage.IDLE


def test_the_program_of_a_picture_is_told_by_its_names_and_never_by_its_title(
    model: CaptureViewModel, reviews: Reviews
) -> None:
    told: list[str] = []
    model.program_seen.connect(told.append)
    shown = Application("saplogon", "saplogon.exe", "Anna Smith, account 4711")
    model.take_capture(Capture(8, 8, bytes(192), CaptureOrigin.REGION, application=shown))
    model.confirm(reviews[0][1])
    assert told == ["saplogon.exe saplogon"]


def test_the_look_of_the_settings_is_proposed(room: Room, model: CaptureViewModel, reviews: Reviews) -> None:
    room.settings.set("redaction.look", "plain")
    model.take_file(Path("shot.png"))
    assert reviews[0][1].look is CoverLook.PLAIN


def test_several_pictures_are_reviewed_one_after_the_other(
    room: Room, model: CaptureViewModel, reviews: Reviews, ready: list[RedactedImage]
) -> None:
    model.take_file(Path("one.png"))
    model.take_capture(room.engine.grabber.grab())
    assert len(reviews) == 1
    model.confirm(reviews[0][1])
    assert len(reviews) == 2
    model.confirm(reviews[1][1])
    assert [picture.width for picture in ready] == [80, 320]


def test_what_is_still_legible_goes_back_to_review_with_the_plan(
    room: Room, model: CaptureViewModel, reviews: Reviews, ready: list[RedactedImage]
) -> None:
    refusals: list[Exception] = []
    model.plan_refused.connect(refusals.append)
    room.engine.redactor.refusals.append(StillLegible("desktop.picture_unreadable"))
    model.take_file(Path("shot.png"))
    model.confirm(reviews[0][1])
    assert ready == []
    assert room.told() == ["desktop.picture_unreadable"]
    assert model.stage == "reviewing"
    assert [type(error) for error in refusals] == [StillLegible]
    model.confirm(reviews[0][1])
    assert len(ready) == 1
    assert room.told() == []


def test_a_preview_is_covered_and_goes_nowhere_else(
    model: CaptureViewModel, reviews: Reviews, ready: list[RedactedImage]
) -> None:
    previews: list[Picture] = []
    model.preview_ready.connect(previews.append)
    model.take_file(Path("shot.png"))
    model.preview(reviews[0][1])
    assert len(previews) == 1
    assert ready == []
    assert model.stage is Stage.REVIEWING


def test_the_preview_is_what_the_model_will_see_pixel_by_pixel(
    room: Room, model: CaptureViewModel, reviews: Reviews, ready: list[RedactedImage]
) -> None:
    previews: list[Picture] = []
    model.preview_ready.connect(previews.append)
    room.settings.set("model.image_tokens_min", 8)
    room.settings.set("model.image_tokens_max", 16)
    model.take_file(Path("shot.png"))
    model.preview(reviews[0][1])
    model.confirm(reviews[0][1])
    sent = ready[0]
    seen = in_seen_size(sent, SeenSize.of(sent.width, sent.height, 8, 16))
    assert [pixel_digest(picture.width, picture.height, picture.rgb) for picture in previews] == [
        pixel_digest(seen.width, seen.height, seen.rgb)
    ]


def test_the_preview_keeps_to_what_is_left_of_the_image_tokens(
    room: Room, model: CaptureViewModel, reviews: Reviews
) -> None:
    previews: list[Picture] = []
    model.preview_ready.connect(previews.append)
    backend = room.engine.backend
    backend.state = replace(backend.state, image_tokens=(8, 16))  # memory ran out
    model.take_file(Path("shot.png"))
    model.preview(reviews[0][1])
    capture = reviews[0][0]
    seen = SeenSize.of(capture.width, capture.height, 8, 16)
    assert [(picture.width, picture.height) for picture in previews] == [(seen.width, seen.height)]
    assert model.image_tokens == (8, 16)


def test_cancelling_drops_one_picture_and_the_next_comes_up(
    model: CaptureViewModel, reviews: Reviews, ready: list[RedactedImage]
) -> None:
    model.take_file(Path("one.png"))
    model.take_file(Path("two.png"))
    model.cancel()
    assert len(reviews) == 2
    model.cancel()
    assert model.stage is Stage.IDLE
    model.confirm(reviews[1][1])
    assert ready == []


def test_a_file_that_cannot_be_opened_is_told_and_the_next_is_taken(
    room: Room, model: CaptureViewModel, reviews: Reviews, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_data: object, _origin: object) -> Capture:
        raise PictureError("desktop.picture_unreadable")

    model.take_capture(room.engine.grabber.grab())
    with monkeypatch.context() as patch:
        patch.setattr(room.engine.assistant, "open_picture", refuse)
        model.take_file(Path("broken.png"))
        model.take_capture(room.engine.grabber.grab())
        model.confirm(reviews[0][1])
    assert room.told() == ["desktop.picture_unreadable"]
    assert model.stage is Stage.REVIEWING
    assert len(reviews) == 2


def test_what_was_said_of_one_picture_goes_when_the_agent_takes_the_next(
    room: Room, model: CaptureViewModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_data: object, _origin: object) -> Capture:
        raise PictureError("desktop.picture_unreadable")

    with monkeypatch.context() as patch:
        patch.setattr(room.engine.assistant, "open_picture", refuse)
        model.take_file(Path("broken.png"))
    assert room.told() == ["desktop.picture_unreadable"]
    model.take_file(Path("good.png"))
    assert room.told() == []


def test_pixels_of_a_qt_image_are_taken_row_by_row() -> None:
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    image.fill(QColor(1, 2, 3))
    image.setPixelColor(2, 1, QColor(9, 8, 7))
    capture = capture_of_image(image, CaptureOrigin.PASTE)
    assert (capture.width, capture.height) == (3, 2)
    assert capture.rgb == bytes([1, 2, 3] * 5 + [9, 8, 7])


def test_what_is_transparent_becomes_white() -> None:
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    assert capture_of_image(image, CaptureOrigin.PASTE).rgb == b"\xff\xff\xff"


def test_no_picture_and_too_large_a_picture_are_refused() -> None:
    with pytest.raises(DesksideError, match="no picture"):
        capture_of_image(QImage(), CaptureOrigin.PASTE)
    huge = QImage(10_000, 6_001, QImage.Format.Format_Mono)
    with pytest.raises(DesksideError, match="too large"):
        capture_of_image(huge, CaptureOrigin.PASTE)


def test_a_second_look_shows_the_same_capture_again(model: CaptureViewModel, reviews: Reviews) -> None:
    model.look_again()
    model.take_file(Path("shot.png"))
    model.look_again()
    first, second = reviews
    assert first[0] is second[0]
    assert model.stage is Stage.REVIEWING


def test_rules_that_cannot_be_read_are_told_until_they_can(room: Room, model: CaptureViewModel, tmp_path: Path) -> None:
    room.settings.settings.path = tmp_path / "settings.toml"
    folder = tmp_path / "profiles"
    folder.mkdir()
    for name in ("a.toml", "b.toml"):
        (folder / name).write_text("[")
    model.check_rules()
    (told,) = room.notices.standing
    assert told.notice.key == "settings.profile_damaged"
    assert "a.toml, b.toml" in told.text(Language.EN)
    assert told.remedy(Language.ZH)
    (folder / "a.toml").write_text("name = 'Mail'")
    (folder / "b.toml").unlink()
    names: list[tuple[str, ...]] = []
    model.profiles_known.connect(names.append)
    model.take_file(Path("shot.png"))
    assert room.told() == []
    assert names == [("Mail",)]


def test_a_damaged_policy_is_told_by_the_window(room: Room, model: CaptureViewModel) -> None:
    room.settings.settings.policy = Policy.strictest("TOMLDecodeError")
    model.check_rules()
    assert room.told() == ["settings.policy_damaged"]

"""The main job as an agent does it: paste, look, ask, read, insert a fix, quit, come back, find it again."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from engine.domain.conversation import MessageState
from engine.domain.picture import Capture
from engine.settings import Folders
from tests.journeys.conftest import SupportAgent, model_processes

EMAIL = "grace.hopper@clinic-north.example"
PASSWORD = "Tr0ub4dor&3x"
CARD = "4111 1111 1111 1111"
SECRETS = (EMAIL, PASSWORD, CARD, CARD.replace(" ", ""))


@pytest.fixture
def screenshot() -> QImage:
    """An error dialog with three secrets on it."""
    image = QImage(900, 420, QImage.Format.Format_RGB32)
    image.fill(QColor("#f4f5f7"))
    painter = QPainter(image)
    painter.fillRect(QRect(0, 0, 900, 48), QColor("#1f3a5f"))
    painter.setFont(_font(20))
    painter.setPen(QColor("white"))
    painter.drawText(20, 32, "Clinic Portal - Sign-in failed")
    painter.setPen(QColor("#202020"))
    for row, text in enumerate(
        (
            "The printer could not be reached. Error 0x0000011b",
            f"E-mail: {EMAIL}",
            f"Password: {PASSWORD}",
            f"Card number: {CARD}",
            "Ticket Zebrafish, please retry",
        )
    ):
        painter.drawText(40, 110 + 56 * row, text)
    painter.end()
    return image


def test_the_main_job_without_a_model(
    starts: Callable[..., SupportAgent], folders: Folders, temp_folder: Path, screenshot: QImage
) -> None:
    agent = starts()
    agent.pastes(screenshot)
    assert {"EMAIL", "PASSWORD", "BANK_CARD"} <= set(agent.sees_the_boxes())
    agent.confirms()
    agent.types("The printer fails with 0x0000011b, what now?")
    agent.sends()
    answer = agent.reads_the_answer()
    assert "[1]" in answer

    fix = agent.window.fix_panel.cards[0]
    agent.presses(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    agent.fills_in_the_blanks()
    inserted = agent.window.composer.text.toPlainText()
    assert inserted.strip()
    assert fix.fix.body.splitlines()[0][:20] in inserted
    case = agent.window.conversation.conversation_id
    agent.quits()

    again = starts()
    assert again.searches_cases("Zebrafish") == [case]
    assert again.searches_cases("hopper") == []
    again.quits()
    assert_nothing_planted_is_left([folders.data.parent, temp_folder], screenshot)


def test_the_model_looks_and_answers_and_a_second_question_costs_no_second_look(
    starts: Callable[..., SupportAgent], tiny_model: dict[str, object], screenshot: QImage
) -> None:
    agent = starts(**tiny_model, sampling__max_tokens=24, sampling__seed=7)
    agent.pastes(screenshot)
    agent.sees_the_boxes()
    agent.confirms()
    agent.types("What is wrong here?")
    agent.sends()
    agent.reads_the_answer()
    agent.types("And what else?")
    agent.sends()
    agent.reads_the_answer()
    case = agent.window.conversation.conversation_id
    assert case is not None
    answers = agent.engine.cases.messages(case)[1::2]
    assert [answer.state for answer in answers] == [MessageState.COMPLETE] * 2
    assert all(answer.usage and answer.usage.completion_tokens for answer in answers)
    assert answers[1].usage
    assert answers[1].usage.image_encodes == 0
    assert answers[1].usage.reused_tokens > 0


def test_a_killed_worker_costs_one_answer_and_nothing_else(
    starts: Callable[..., SupportAgent],
    tiny_model: dict[str, object],
    folders: Folders,
    temp_folder: Path,
    screenshot: QImage,
) -> None:
    agent = starts(**tiny_model, sampling__max_tokens=3000, sampling__seed=7)
    agent.pastes(screenshot)
    agent.sees_the_boxes()
    agent.confirms()
    agent.types(f"What is wrong here? Her password is {PASSWORD}")
    agent.sends()
    agent.waits_until(lambda: len(agent.window.conversation.last_answer()) > 20)
    (worker,) = model_processes()
    os.kill(worker, signal.SIGKILL)
    agent.waits_until(lambda: not agent.window.conversation.is_busy)

    assert agent.window.isVisible()
    assert "worker.died" in [standing.notice.key for standing in agent.deskside.notices.standing]
    case = agent.window.conversation.conversation_id
    assert case is not None
    question, answer = agent.engine.cases.messages(case)
    assert answer.state is MessageState.FAILED
    assert len(answer.body) > 20
    assert question.attachments

    agent.types("Once more?")
    agent.sends()
    agent.waits_until(lambda: len(agent.window.conversation.last_answer()) > 20)
    agent.presses(Qt.Key.Key_Escape)
    agent.reads_the_answer()
    assert agent.engine.cases.messages(case)[-1].state is MessageState.STOPPED
    agent.engine.assistant.export_case(case, folders.data / "export.md")
    agent.quits()
    assert not model_processes()
    assert_nothing_planted_is_left([folders.data.parent, temp_folder], screenshot)


def test_the_raw_pixels_are_gone_from_memory_once_the_picture_is_covered(
    starts: Callable[..., SupportAgent], screenshot: QImage
) -> None:
    agent = starts()
    agent.pastes(screenshot)
    agent.sees_the_boxes()
    under_review = agent.window.capture.picture_under_review
    assert under_review is not None
    first = under_review.id
    del under_review
    assert first in captures_in_memory()
    agent.confirms()
    agent.waits_until(lambda: first not in captures_in_memory())
    agent.pastes(screenshot)
    agent.sees_the_boxes()
    under_review = agent.window.capture.picture_under_review
    assert under_review is not None
    second = under_review.id
    del under_review
    agent.presses(Qt.Key.Key_Escape)
    agent.waits_until(lambda: second not in captures_in_memory())


def captures_in_memory() -> set[str]:
    gc.collect()
    return {thing.id for thing in gc.get_objects() if type(thing) is Capture}


def assert_nothing_planted_is_left(folders: list[Path], screenshot: QImage) -> None:
    """Look at every byte of every file for the secrets as text, and for the raw pixels of their lines."""
    needles = [secret.encode(encoding) for secret in SECRETS for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    needles += list(_rows_of_pixels(screenshot))
    looked_at = 0
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                looked_at += 1
                data = path.read_bytes()
                assert not [needle for needle in needles if needle in data], path
    assert looked_at > 3


def test_the_search_for_what_was_planted_would_find_it(screenshot: QImage, tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"innocent{number}").write_bytes(b"nothing")
    assert_nothing_planted_is_left([tmp_path], screenshot)
    for leak in (CARD.encode("utf-16-le"), next(_rows_of_pixels(screenshot))):
        (tmp_path / "leak").write_bytes(b"before" + leak + b"after")
        with pytest.raises(AssertionError, match="leak"):
            assert_nothing_planted_is_left([tmp_path], screenshot)


def _rows_of_pixels(screenshot: QImage) -> Iterator[bytes]:
    """Rows of the picture that run through the secrets, in the layouts in which pixels are kept."""
    for layout in (QImage.Format.Format_RGB888, QImage.Format.Format_BGR888, QImage.Format.Format_RGB32):
        image = screenshot.convertToFormat(layout)
        stride, depth = image.bytesPerLine(), image.depth() // 8
        pixels = bytes(image.constBits())
        for row in (158, 214, 270):
            yield pixels[row * stride + 40 * depth : row * stride + 500 * depth]


def _font(pixels: int) -> QFont:
    font = QFont("DejaVu Sans")
    font.setPixelSize(pixels)
    return font

"""An agent who changes course: stops, lets it go on, asks while it is written, edits, takes another model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from engine.bench.tiny_model import make_tiny_pair
from engine.domain.conversation import MessageState, earlier_versions
from engine.domain.model import BackendState
from tests.journeys.conftest import SupportAgent, model_processes

CTRL = Qt.KeyboardModifier.ControlModifier


def _screenshot() -> QImage:
    image = QImage(420, 160, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.drawText(20, 60, "The printer could not be reached. Error 0x0000011b")
    painter.end()
    return image


def test_stopping_going_on_waiting_and_editing(
    starts: Callable[..., SupportAgent], tiny_model: dict[str, object]
) -> None:
    agent = starts(**tiny_model, sampling__max_tokens=3000, sampling__seed=7)
    agent.pastes(_screenshot())
    agent.sees_the_boxes()
    agent.confirms()
    agent.types("What is wrong?")
    agent.sends()
    agent.waits_until(lambda: len(agent.window.conversation.last_answer()) > 20)

    agent.types("And then?")
    agent.sends()
    assert [each.question for each in agent.window.conversation.waiting] == ["And then?"]
    agent.types("Half a thought")
    agent.presses(Qt.Key.Key_Escape)
    agent.reads_the_answer()
    case = agent.window.conversation.conversation_id
    assert case is not None
    stopped = agent.engine.cases.messages(case)[1]
    assert stopped.state is MessageState.STOPPED
    assert len(agent.window.conversation.waiting) == 1, "what waits is not sent after a stop"

    agent.deskside.settings.set("sampling.max_tokens", 16)
    agent.presses(Qt.Key.Key_G, CTRL)
    agent.waits_until(lambda: len(agent.engine.cases.messages(case)) == 4)
    agent.reads_the_answer()
    first, went_on, second, _ = agent.engine.cases.messages(case)
    assert went_on.id == stopped.id
    assert went_on.body.startswith(stopped.body.split("\n\nPut together")[0].rstrip())
    assert went_on.usage is not None
    assert went_on.usage.image_encodes <= 1, "going on is no second look; reading ahead may have had the first"
    assert second.body == "And then?"
    assert not len(agent.window.conversation.waiting)

    assert agent.window.composer.question() == "Half a thought"
    agent.window.conversation.begin_edit(first.id)
    agent.waits_until(lambda: agent.window.composer.question() == "What is wrong?")
    agent.types(" Name the printer.")
    agent.sends()
    agent.waits_until(lambda: len(agent.engine.cases.messages(case)) == 2)
    agent.reads_the_answer()
    edited, answer = agent.engine.cases.messages(case)
    assert edited.body == "What is wrong? Name the printer."
    assert edited.attachments == first.attachments
    assert answer.usage is not None
    assert answer.usage.image_encodes == 0
    assert len(earlier_versions(edited.id, agent.engine.cases.replaced_messages(case))[0]) == 4
    assert agent.window.composer.question() == "Half a thought"


def test_another_model_takes_over_while_the_case_stays_open(
    starts: Callable[..., SupportAgent], tiny_model: dict[str, object], tmp_path: Path
) -> None:
    for name in ("first", "second"):
        (tmp_path / "models" / name).mkdir(parents=True)
        for path in make_tiny_pair(tmp_path / "models" / name):
            path.rename(path.with_name(f"{name}-{path.name}"))
    own = {**tiny_model, "model__folder": str(tmp_path / "models"), "sampling__max_tokens": 16}
    agent = starts(**own)
    agent.types("Hello")
    agent.sends()
    agent.reads_the_answer()
    case = agent.window.conversation.conversation_id
    before = model_processes()
    agent.window.models.refresh()
    agent.waits_until(lambda: any(entry.is_installed for entry in agent.window.models.entries))
    other = next(each for each in agent.window.models.entries if each.is_installed and not each.is_chosen)
    agent.window.models.use(other.name)
    agent.waits_until(lambda: model_processes() not in ([], before))
    agent.waits_until(lambda: agent.engine.backend.status().state is BackendState.READY)
    assert len(model_processes()) == 1
    assert agent.window.conversation.conversation_id == case
    agent.types("And now?")
    agent.sends()
    agent.waits_until(lambda: len(agent.engine.cases.messages(case or 0)) == 4)
    agent.reads_the_answer()

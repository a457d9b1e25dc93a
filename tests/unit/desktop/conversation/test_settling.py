"""Cards are never painted squeezed into the height of before: nothing flashes up when a case opens or grows."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.case.conversation import ConversationView
from desktop.views.shell.main_window import MainWindow
from engine.domain.conversation import Role
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.conversation.steps import held_tasks

TEXT = "Do **this**:\n\n1. one\n2. two\n\n```bat\nnet stop spooler\n```\n"


class SqueezedCards(QObject):
    """Looks at the heights of the cards whenever the column that they stand in is painted."""

    def __init__(self, view: ConversationView) -> None:
        super().__init__(view)
        self.view = view
        self.paints = 0
        self.seen: set[int] = set()
        """The places of those that had less room than they need."""
        view._messages.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.paints += 1
            self.seen |= {place for place, card in enumerate(self.view.cards()) if card.height() < _needed(card) - 1}
        return False


def test_no_card_is_painted_squeezed(qtbot: QtBot, held_room: Room, held_window: MainWindow) -> None:
    cases, tasks = held_room.engine.cases, held_tasks(held_room)
    tasks.let_all_go()
    case = cases.start_conversation("Old")
    for _ in range(5):
        cases.add(case.id, Role.AGENT, "Why does it fail?")
        cases.add(case.id, Role.ASSISTANT, TEXT)
    squeezed = SqueezedCards(held_window.conversation_view)
    held_window.conversation.open(case.id)
    tasks.let_all_go()
    _paint(qtbot, squeezed)
    assert not squeezed.seen
    held_window.conversation.ask("And now?", [])
    _paint(qtbot, squeezed)
    while tasks.next_event():
        _paint(qtbot, squeezed)
    earlier = range(len(held_window.conversation_view.cards()) - 1)
    assert not squeezed.seen.intersection(earlier), "what grows may be a frame late, the others stand still"


def _needed(card: QWidget) -> int:
    return card.heightForWidth(card.width()) if card.hasHeightForWidth() else card.minimumSizeHint().height()


def _paint(qtbot: QtBot, squeezed: SqueezedCards) -> None:
    """Let everything be drawn that is due."""
    live = squeezed.view.live_answer
    qtbot.waitUntil(lambda: live is None or not live._timer.isActive())
    before = squeezed.paints
    shown = squeezed.view.widget()
    assert shown
    shown.update()
    qtbot.waitUntil(lambda: squeezed.paints > before)

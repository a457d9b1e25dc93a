"""How a test lets an answer come, event by event."""

from desktop.viewmodels.conversation import ConversationViewModel
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.tasks import HeldTasks


def model_over(room: Room) -> ConversationViewModel:
    return ConversationViewModel(room.desk, room.tasks, room.notices, room.settings)


def held_tasks(room: Room) -> HeldTasks:
    assert isinstance(room.tasks, HeldTasks)
    return room.tasks


def let_go(room: Room, events: int) -> None:
    for _ in range(events):
        assert held_tasks(room).next_event()


def let_go_to_end(room: Room) -> None:
    while held_tasks(room).next_event():
        pass

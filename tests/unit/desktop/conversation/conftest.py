"""A conversation whose jobs run at once, and one whose jobs wait."""

import pytest

from desktop.viewmodels.conversation import ConversationViewModel
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.conversation.steps import model_over


@pytest.fixture
def model(room: Room) -> ConversationViewModel:
    return model_over(room)


@pytest.fixture
def held(held_room: Room) -> ConversationViewModel:
    return model_over(held_room)

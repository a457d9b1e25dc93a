"""Every control can be named by a screen reader and reached without a mouse."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QWidget,
)

from desktop.views.fixes.fix_picture_review import FixPictureReview
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import Translation
from desktop.views.shell.main_window import MainWindow
from engine.wording import Language
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.every_dialog import BY_THEMSELVES, Stage, make, windows_of_the_program
from tests.unit.desktop.fakes.cases import picture
from tests.unit.desktop.said_by_widgets import english_names, nameless

_ROW_PX = 40
_BARE = (*BY_THEMSELVES, FixPictureReview)
"""They are one control each, which is named itself and hears every key, or a pane that is walked by itself."""


def _tab_order(root: QWidget) -> list[QWidget]:
    """Return what Tab reaches, in its order."""
    found: list[QWidget] = []
    here = root.nextInFocusChain()
    while here is not None and here is not root:
        is_reached = bool(here.focusPolicy() & Qt.FocusPolicy.TabFocus) and here.isVisibleTo(root) and here.isEnabled()
        if is_reached and root.isAncestorOf(here) and here.window() is root:
            found.append(here)
        here = here.nextInFocusChain()
    return found


def test_every_control_of_the_window_has_a_name(room: Room, window: MainWindow) -> None:
    window.conversation.ask("What now?", [picture()])
    window.composer.add_picture(picture())
    window.fix_panel.cards[0].toggle()
    room.notices.tell("desktop.cannot_capture", action_id="app.settings")
    window.parameters.set_open(True)
    assert nameless(window) == []


MakeDialog = Callable[[type[QWidget]], QWidget]


@pytest.fixture
def make_dialog(window: MainWindow, room: Room, theme: Theme, tmp_path: Path) -> Iterator[MakeDialog]:
    """Make a dialog by its kind: every one that the window opens."""
    made: list[QWidget] = []

    def make_one(kind: type[QWidget]) -> QWidget:
        made.append(make(kind, Stage(window, room, theme, tmp_path)))
        return made[-1]

    yield make_one
    for widget in made:
        widget.close()
        widget.deleteLater()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", windows_of_the_program())
def test_every_control_of_the_dialogs_has_a_name_in_both_languages(
    make_dialog: MakeDialog, translation: Translation, kind: type[QWidget], language: Language
) -> None:
    translation.speak(language)
    dialog = make_dialog(kind)
    assert nameless(dialog) == []
    if language is Language.ZH:
        assert english_names(dialog) == []


@pytest.mark.parametrize("kind", [kind for kind in windows_of_the_program() if kind not in _BARE])
def test_tab_goes_through_the_dialogs_from_top_to_bottom(make_dialog: MakeDialog, kind: type[QWidget]) -> None:
    dialog = make_dialog(kind)
    dialog.show()
    tops = [widget.mapTo(dialog, widget.rect().topLeft()).y() for widget in _tab_order(dialog)]
    assert tops, "something can be reached"
    backwards = [(first, second) for first, second in pairwise(tops) if second < first - _ROW_PX]
    assert len(backwards) <= 1, "once, from the end to the beginning or from one column to the next"


def test_every_button_can_be_reached_with_tab(window: MainWindow) -> None:
    buttons = [button for button in window.findChildren(QAbstractButton) if button.isVisible()]
    unreachable = [
        button.accessibleName()
        for button in buttons
        if not button.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(button.parentWidget(), QLineEdit)
    ]
    assert unreachable == []

"""The dialogs about filing, restoring and keys can be named by a screen reader and walked with Tab."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from desktop.viewmodels.restoring import RestoringViewModel
from desktop.views.filing_dialogs import FolderDialog
from desktop.views.main_window import MainWindow
from desktop.views.restore_dialog import RestoreDialog
from desktop.views.rotate_dialog import RotateDialog
from desktop.views.translation import Translation
from engine.domain.filing import FolderCount
from engine.domain.upkeep import Backup
from engine.wording import Language
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.test_accessibility import _tab_order, english_names, nameless
from tests.unit.desktop.test_restoring import Shelf

_KINDS = ("folder", "restore", "rotate")


@pytest.fixture
def make(window: MainWindow, room: Room) -> Callable[[str], QDialog]:
    shelf = Shelf()
    shelf.wants_secret = True
    shelf.found = [Backup(Path("a.db"), 1_790_000_000_000, 4096)]
    kinds: dict[str, Callable[[], QDialog]] = {
        "folder": lambda: FolderDialog([FolderCount("VPN", 2)], "VPN", parent=window),
        "restore": lambda: RestoreDialog(RestoringViewModel(room.desk, room.tasks, lambda: shelf), window),
        "rotate": lambda: RotateDialog(window, needs_secret=True),
    }
    return lambda kind: kinds[kind]()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", _KINDS)
def test_every_control_has_a_name_in_both_languages(
    make: Callable[[str], QDialog], translation: Translation, kind: str, language: Language
) -> None:
    translation.speak(language)
    dialog = make(kind)
    assert nameless(dialog) == []
    if language is Language.ZH:
        assert english_names(dialog) == []


@pytest.mark.parametrize("kind", _KINDS)
def test_tab_goes_through_them_from_top_to_bottom(make: Callable[[str], QDialog], kind: str) -> None:
    dialog = make(kind)
    dialog.show()
    tops = [widget.mapTo(dialog, widget.rect().topLeft()).y() for widget in _tab_order(dialog)]
    assert tops
    assert sum(second < first - 40 for first, second in pairwise(tops)) <= 1

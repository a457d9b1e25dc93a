"""Every control can be named by a screen reader and reached without a mouse."""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import desktop.views
from desktop.viewmodels.fix_library import FixLibraryViewModel
from desktop.viewmodels.restoring import RestoringViewModel
from desktop.views.annotator import Annotator
from desktop.views.command_palette import CommandPalette
from desktop.views.countdown import Countdown
from desktop.views.dialogs import ReportDialog, ShortcutSheet, TagsDialog, TitleDialog
from desktop.views.filing_dialogs import FolderDialog
from desktop.views.first_steps import FirstStepsDialog
from desktop.views.fix_form import FixForm
from desktop.views.fix_import import FixImport
from desktop.views.fix_library import FixLibrary
from desktop.views.fix_picture_review import FixPictureReview
from desktop.views.key_dialogs import PassphraseDialog, RecoveryKeyDialog, SecretDialog
from desktop.views.log_viewer import LogViewer
from desktop.views.main_window import MainWindow
from desktop.views.missing_dialog import MissingDialog
from desktop.views.models_dialog import ModelsDialog
from desktop.views.note_dialog import NoteDialog
from desktop.views.notice_history import NoticeHistory
from desktop.views.overlay_window import FrozenScreen, OverlayWindow
from desktop.views.pin import PinnedPicture
from desktop.views.place_viewer import GuideDialog, PlaceViewer
from desktop.views.preset_palette import PresetPalette
from desktop.views.profiles_dialog import ProfilesDialog
from desktop.views.restore_dialog import RestoreDialog
from desktop.views.rotate_dialog import RotateDialog
from desktop.views.settings_dialog import SettingsDialog
from desktop.views.theme import Theme
from desktop.views.thumbnail import PictureViewer
from desktop.views.translation import Translation
from engine.domain.evidence import GuideMark, GuideStep, Origin, Place, Quote, QuoteKind
from engine.domain.filing import FolderCount
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.domain.upkeep import Backup
from engine.wording import Language
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.cases import picture
from tests.unit.desktop.test_restoring import Shelf

_CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit,
    QPlainTextEdit, QProgressBar, QScrollArea, QTextEdit,
)  # fmt: skip
_QTS_OWN = ("qt_", "_q_")
_SAME_IN_BOTH = frozenset({"Top-p"})
_ROW_PX = 40
_WALKED: dict[str, type[QWidget]] = {
    "models": ModelsDialog, "settings": SettingsDialog, "profiles": ProfilesDialog, "keys": ShortcutSheet,
    "report": ReportDialog, "picture": PictureViewer, "palette": CommandPalette, "presets": PresetPalette,
    "history": NoticeHistory, "logs": LogViewer, "first steps": FirstStepsDialog, "title": TitleDialog,
    "missing": MissingDialog, "note": NoteDialog, "fix picture": FixPictureReview,
    "tags": TagsDialog, "annotate": Annotator, "fixes": FixLibrary, "fix form": FixForm, "fix import": FixImport,
    "recovery key": RecoveryKeyDialog, "passphrase": PassphraseDialog, "secret": SecretDialog,
    "place": PlaceViewer, "guide": GuideDialog, "countdown": Countdown, "pin": PinnedPicture, "overlay": OverlayWindow,
    "folder": FolderDialog, "restore": RestoreDialog, "rotate": RotateDialog,
}  # fmt: skip
_BARE = ("countdown", "pin", "overlay", "fix picture")
"""They are one control each, which is named itself and hears every key, or a pane that is walked by itself."""


def nameless(root: QWidget) -> list[str]:
    found = []
    for control in root.findChildren(QWidget):
        above = control.parentWidget()
        is_qts_own = control.objectName().startswith(_QTS_OWN) or isinstance(above, QLineEdit | QComboBox)
        is_qts_own = is_qts_own or (above is not None and isinstance(above.parentWidget(), QComboBox))  # its list
        if not isinstance(control, _CONTROLS) or isinstance(control, QScrollBar) or is_qts_own:
            continue
        if not control.accessibleName():
            found.append(f"{type(control).__name__} in {type(control.parentWidget()).__name__}")
    return found


def english_names(root: QWidget) -> list[str]:
    """Return the names of controls with no Chinese sign in them; names that are no words may stay as they are."""
    return [
        control.accessibleName()
        for control in root.findChildren(QWidget)
        if isinstance(control, QAbstractButton | QComboBox | QLineEdit)
        and control.accessibleName()
        and not control.objectName().startswith(_QTS_OWN)
        and not any("\u4e00" <= sign <= "\u9fff" for sign in control.accessibleName())
        and control.accessibleName() not in _SAME_IN_BOTH
    ]


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


@pytest.fixture
def make_dialog(
    window: MainWindow, room: Room, theme: Theme, tmp_path: Path, qapp: QApplication
) -> Iterator[Callable[[str], QWidget]]:
    """Make a dialog by its kind: every one that the window opens."""
    seen = picture()
    place = Place(seen.digest, Region(2, 2, 20, 8))
    quote = Quote("Retry", 0, 5, QuoteKind.NAME, Origin.PICTURE, (place,))
    steps = [GuideStep(1, "Click Retry", (GuideMark("1", place),))]
    screen = FrozenScreen(
        qapp.primaryScreen(), Capture(40, 30, bytes(3600), CaptureOrigin.SCREEN), 1, Region(0, 0, 40, 30)
    )
    library = FixLibraryViewModel(window._around.desk, room.tasks, window._around.settings)
    shelf = Shelf()
    shelf.wants_secret = True
    shelf.found = [Backup(Path("a.db"), 1_790_000_000_000, 4096)]
    kinds: dict[str, Callable[[], QWidget]] = {
        "models": lambda: ModelsDialog(window.models, window),
        "profiles": lambda: ProfilesDialog(room.settings, tmp_path, window),
        "settings": lambda: SettingsDialog(theme, room.settings, window),
        "keys": lambda: ShortcutSheet(window),
        "report": lambda: ReportDialog("", window),
        "picture": lambda: PictureViewer(picture(), window),
        "palette": lambda: CommandPalette(theme, window.commanding.model, window),
        "presets": lambda: PresetPalette(theme, window.presets, None, window),
        "history": lambda: NoticeHistory(theme, room.notices, window),
        "logs": lambda: LogViewer(room.tasks, tmp_path, window),
        "first steps": lambda: FirstStepsDialog(window._around, window.status, window),
        "title": lambda: TitleDialog("Printer", window),
        "tags": lambda: TagsDialog(("printer",), window),
        "annotate": lambda: Annotator(seen, window),
        "fixes": lambda: FixLibrary(window._around, library, window),
        "fix form": lambda: FixForm(theme, room.engine.fixes.fixes()[0], {}, window),
        "fix import": lambda: FixImport(library, window),
        "recovery key": lambda: RecoveryKeyDialog("ABCD-EFGH", window),
        "passphrase": lambda: PassphraseDialog("store.protected_by_passphrase", window),
        "secret": lambda: SecretDialog(window),
        "place": lambda: PlaceViewer(quote, {seen.digest: seen}, window),
        "guide": lambda: GuideDialog(steps, {seen.digest: seen}, window),
        "countdown": lambda: Countdown(5, qapp.primaryScreen()),
        "pin": lambda: PinnedPicture(seen),
        "overlay": lambda: OverlayWindow(screen, 1),
        "folder": lambda: FolderDialog([FolderCount("VPN", 2)], "VPN", parent=window),
        "fix picture": lambda: FixPictureReview(window._around, window),
        "note": lambda: NoteDialog("call back", window),
        "missing": lambda: MissingDialog(
            RestoringViewModel(room.desk, room.tasks, lambda: shelf), Path("a.db"), window
        ),
        "restore": lambda: RestoreDialog(RestoringViewModel(room.desk, room.tasks, lambda: shelf), window),
        "rotate": lambda: RotateDialog(window, needs_secret=True),
    }
    made: list[QWidget] = []

    def make(kind: str) -> QWidget:
        made.append(kinds[kind]())
        return made[-1]

    yield make
    for widget in made:
        widget.close()
        widget.deleteLater()


def windows_of_the_program() -> set[type[QWidget]]:
    """Find every dialog that is written, and every window that stands by itself."""
    found: set[type[QWidget]] = set()
    for module in pkgutil.iter_modules(desktop.views.__path__, "desktop.views."):
        for thing in vars(import_module(module.name)).values():
            if isinstance(thing, type) and issubclass(thing, QDialog) and thing.__module__ == module.name:
                found.add(thing)
    return found | {Countdown, PinnedPicture, OverlayWindow}


def test_no_window_is_left_out_of_the_walk() -> None:
    assert set(_WALKED.values()) == windows_of_the_program()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", _WALKED)
def test_every_control_of_the_dialogs_has_a_name_in_both_languages(
    make_dialog: Callable[[str], QWidget], translation: Translation, kind: str, language: Language
) -> None:
    translation.speak(language)
    dialog = make_dialog(kind)
    assert nameless(dialog) == []
    if language is Language.ZH:
        assert english_names(dialog) == []


@pytest.mark.parametrize("kind", [kind for kind in _WALKED if kind not in _BARE])
def test_tab_goes_through_the_dialogs_from_top_to_bottom(
    qtbot: QtBot, make_dialog: Callable[[str], QWidget], kind: str
) -> None:
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

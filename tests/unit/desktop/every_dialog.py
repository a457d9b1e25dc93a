"""Each dialog of the program, made over a window and a room of fakes, for the tests that walk through them all."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

import desktop.views
from desktop.viewmodels.fix_library import FixLibraryViewModel
from desktop.viewmodels.restoring import RestoringViewModel
from desktop.views.annotate.annotator import Annotator
from desktop.views.annotate.pin import PinnedPicture
from desktop.views.capture.countdown import Countdown
from desktop.views.capture.overlay_window import FrozenScreen, OverlayWindow
from desktop.views.case.picture_viewer import PictureViewer
from desktop.views.case.place_viewer import GuideDialog, PlaceViewer
from desktop.views.case.preset_palette import PresetPalette
from desktop.views.fixes.fix_form import FixForm
from desktop.views.fixes.fix_import import FixImport
from desktop.views.fixes.fix_library import FixLibrary
from desktop.views.fixes.fix_picture_review import FixPictureReview
from desktop.views.help.first_steps import FirstStepsDialog
from desktop.views.help.log_viewer import LogViewer
from desktop.views.help.notice_history import NoticeHistory
from desktop.views.help.report_dialog import ReportDialog
from desktop.views.help.shortcut_sheet import ShortcutSheet
from desktop.views.history.filing_dialogs import FolderDialog
from desktop.views.history.naming_dialogs import TagsDialog, TitleDialog
from desktop.views.history.note_dialog import NoteDialog
from desktop.views.keeping.key_dialogs import PassphraseDialog, RecoveryKeyDialog, SecretDialog
from desktop.views.keeping.missing_dialog import MissingDialog
from desktop.views.keeping.restore_dialog import RestoreDialog
from desktop.views.keeping.rotate_dialog import RotateDialog
from desktop.views.models.models_dialog import ModelsDialog
from desktop.views.parts.command_palette import CommandPalette
from desktop.views.parts.theme import Theme
from desktop.views.settings.profiles_dialog import ProfilesDialog
from desktop.views.settings.settings_dialog import SettingsDialog
from desktop.views.shell.main_window import MainWindow
from engine.domain.evidence import GuideMark, GuideStep, Origin, Place, Quote, QuoteKind
from engine.domain.filing import FolderCount
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.domain.upkeep import Backup
from tests.fakes.keeping import FakeClosedCases
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.cases import picture

Makers = Mapping[type[QWidget], Callable[[], QWidget]]
BY_THEMSELVES: tuple[type[QWidget], ...] = (Countdown, PinnedPicture, OverlayWindow)
"""Windows that are no dialogs."""


@dataclass(frozen=True)
class Stage:
    """What the dialogs stand over."""

    window: MainWindow
    room: Room
    theme: Theme
    folder: Path


def windows_of_the_program() -> list[type[QWidget]]:
    """Find every dialog that is written, and every window that stands by itself, by name."""
    found: set[type[QWidget]] = set(BY_THEMSELVES)
    for module in pkgutil.walk_packages(desktop.views.__path__, "desktop.views."):
        for thing in vars(import_module(module.name)).values():
            if isinstance(thing, type) and issubclass(thing, QDialog) and thing.__module__ == module.name:
                found.add(thing)
    found = {kind for kind in found if not getattr(getattr(kind, "choose", None), "__isabstractmethod__", False)}
    return sorted(found, key=lambda kind: kind.__name__)


def make(kind: type[QWidget], stage: Stage) -> QWidget:
    """Make one of `windows_of_the_program`; a KeyError says that a new one is not made here yet."""
    groups = (_of_the_program(stage), _of_cases(stage), _of_pictures(stage), _of_fixes(stage), _of_keys(stage))
    return {known: build for group in groups for known, build in group.items()}[kind]()


def _of_the_program(stage: Stage) -> Makers:
    window, room, theme = stage.window, stage.room, stage.theme
    return {
        ModelsDialog: lambda: ModelsDialog(window.models, window),
        ProfilesDialog: lambda: ProfilesDialog(room.settings, stage.folder, window),
        SettingsDialog: lambda: SettingsDialog(theme, room.settings, window),
        ShortcutSheet: lambda: ShortcutSheet(window),
        ReportDialog: lambda: ReportDialog("", window),
        CommandPalette: lambda: CommandPalette(theme, window.commanding.model, window),
        PresetPalette: lambda: PresetPalette(theme, window.presets, None, window),
        NoticeHistory: lambda: NoticeHistory(theme, room.notices, window),
        LogViewer: lambda: LogViewer(room.tasks, stage.folder, window),
        FirstStepsDialog: lambda: FirstStepsDialog(window._around, window.status, window),
    }


def _of_cases(stage: Stage) -> Makers:
    window = stage.window
    return {
        TitleDialog: lambda: TitleDialog("Printer", window),
        TagsDialog: lambda: TagsDialog(("printer",), window),
        FolderDialog: lambda: FolderDialog([FolderCount("VPN", 2)], "VPN", parent=window),
        NoteDialog: lambda: NoteDialog("call back", window),
    }


def _of_pictures(stage: Stage) -> Makers:
    window, seen = stage.window, picture()
    primary = QGuiApplication.primaryScreen()
    place = Place(seen.digest, Region(2, 2, 20, 8))
    quote = Quote("Retry", 0, 5, QuoteKind.NAME, Origin.PICTURE, (place,))
    steps = [GuideStep(1, "Click Retry", (GuideMark("1", place),))]
    frozen = FrozenScreen(primary, Capture(40, 30, bytes(3600), CaptureOrigin.SCREEN), 1, Region(0, 0, 40, 30))
    return {
        PictureViewer: lambda: PictureViewer(seen, window),
        Annotator: lambda: Annotator(seen, window),
        PlaceViewer: lambda: PlaceViewer(quote, {seen.digest: seen}, window),
        GuideDialog: lambda: GuideDialog(steps, {seen.digest: seen}, window),
        Countdown: lambda: Countdown(5, primary),
        PinnedPicture: lambda: PinnedPicture(seen),
        OverlayWindow: lambda: OverlayWindow(frozen, 1),
    }


def _of_fixes(stage: Stage) -> Makers:
    window, room = stage.window, stage.room
    library = FixLibraryViewModel(room.desk, room.tasks, room.settings)
    return {
        FixLibrary: lambda: FixLibrary(window._around, library, window),
        FixForm: lambda: FixForm(stage.theme, room.engine.fixes.fixes()[0], {}, window),
        FixImport: lambda: FixImport(library, window),
        FixPictureReview: lambda: FixPictureReview(window._around, window),
    }


def _of_keys(stage: Stage) -> Makers:
    window, room = stage.window, stage.room
    closed = FakeClosedCases(wants_secret=True)
    closed.found = [Backup(Path("a.db"), 1_790_000_000_000, 4096)]

    def restoring() -> RestoringViewModel:
        return RestoringViewModel(room.desk, room.tasks, lambda: closed)

    return {
        RecoveryKeyDialog: lambda: RecoveryKeyDialog("ABCD-EFGH", window),
        PassphraseDialog: lambda: PassphraseDialog("store.protected_by_passphrase", window),
        SecretDialog: lambda: SecretDialog(window),
        MissingDialog: lambda: MissingDialog(restoring(), Path("a.db"), window),
        RestoreDialog: lambda: RestoreDialog(restoring(), window),
        RotateDialog: lambda: RotateDialog(window, needs_secret=True),
    }

"""Every view of the program as `make_pictures.py` photographs it: by what steps each is reached, on real parts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import DesksideApp
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
from desktop.views.help.log_viewer import LogViewer
from desktop.views.help.notice_history import NoticeHistory
from desktop.views.help.report_dialog import ReportDialog
from desktop.views.help.shortcut_sheet import ShortcutSheet
from desktop.views.history.filing_dialogs import FolderDialog
from desktop.views.history.naming_dialogs import TagsDialog, TitleDialog
from desktop.views.history.note_dialog import NoteDialog
from desktop.views.keeping.key_dialogs import PassphraseDialog, RecoveryKeyDialog
from desktop.views.keeping.restore_dialog import RestoreDialog
from desktop.views.keeping.rotate_dialog import RotateDialog
from desktop.views.models.models_dialog import ModelsDialog
from desktop.views.parts.command_palette import CommandPalette
from desktop.views.settings.hotkey_field import HotkeyField
from desktop.views.settings.profiles_dialog import ProfilesDialog
from desktop.views.settings.settings_dialog import SettingsDialog
from engine.domain.evidence import GuideMark, GuideStep, Origin, Place, Quote, QuoteKind
from engine.domain.filing import FolderCount
from engine.domain.notice import Severity
from engine.domain.picture import Capture, RedactedImage
from engine.domain.region import Region
from engine.wording import RESOURCES, Language

_INSTALLED = "/opt/deskside/deskside capture region"
"""What an installed program would say there: where this one lies is nobody's business."""
_PLACES = {
    Language.EN: (Region(865, 471, 120, 34), Region(545, 418, 100, 24)),
    Language.ZH: (Region(865, 463, 120, 32), Region(736, 388, 98, 24)),
}
"""Where the sample pictures show the button and the code of their messages."""
_WORDS = {
    Language.EN: ("Click Retry.", "Write the code down: 0x80070643.", "Retry", "Printers/HP", "Call her back at 3"),
    Language.ZH: ("单击“重试”。", "记下代码：0x0000011b。", "重试", "打印机/惠普", "三点回电"),
}
_REPORT = (
    "Deskside 0.1.0, Python 3.11, Linux\nValueError in desktop/views/example.py:12 (draw)\n  from desktop/app.py:40"
)


@dataclass(frozen=True)
class Scene:
    """What the views are made of: one running program, and a picture of its own that is covered."""

    app: DesksideApp
    language: Language
    covered: RedactedImage
    capture: Capture


def dialogs(scene: Scene) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """Yield the name of each window beside the main one, and what makes it."""
    app, window, covered = scene.app, scene.app.window, scene.covered
    theme, settings, around = app.theme, app.settings, window._around
    click, write, button, folder, note = _WORDS[scene.language]
    place, other = (Place(covered.digest, region) for region in _PLACES[scene.language])
    quote = Quote(button, 0, len(button), QuoteKind.NAME, Origin.PICTURE, (place, other))
    steps = [GuideStep(1, click, (GuideMark("1", place),)), GuideStep(2, write, (GuideMark("2", other),))]
    library = FixLibraryViewModel(around.desk, app.tasks, settings, window)
    closed_cases = around.closed_cases
    assert closed_cases is not None, "the real program can open what is closed"
    restoring = RestoringViewModel(around.desk, app.tasks, closed_cases, window)
    fixes = app.desk.wait().fixes.fixes()
    fix = next(fix for fix in fixes if "{{" in fix.body and fix.language is scene.language)
    logs = Path(tempfile.mkdtemp())
    yield "settings", lambda: _settings_at(SettingsDialog(theme, settings, window), "")
    yield "settings_hotkey", lambda: _settings_at(SettingsDialog(theme, settings, window), "capture.hotkey")
    yield "shortcuts", lambda: _shortcuts(SettingsDialog(theme, settings, window))
    yield "keys", lambda: ShortcutSheet(window, "Ctrl+Alt+S")
    yield "palette", lambda: CommandPalette(theme, window.commanding.model, window)
    yield "first_steps", window.first_steps.make_dialog
    yield "past_messages", lambda: NoticeHistory(theme, app.notices, window)
    yield "presets", lambda: PresetPalette(theme, window.presets, None, window)
    yield "models", lambda: ModelsDialog(window.models, window)
    yield "fixes", lambda: FixLibrary(around, library, window)
    yield "fix_form", lambda: FixForm(theme, fix, {}, window)
    yield "fix_import", lambda: FixImport(library, window)
    yield "annotate", lambda: Annotator(covered, window)
    yield "guide", lambda: GuideDialog(steps, {covered.digest: covered}, window)
    yield "place", lambda: PlaceViewer(quote, {covered.digest: covered}, window)
    yield "picture", lambda: PictureViewer(covered, window)
    yield "profiles", lambda: ProfilesDialog(settings, around.folders.config, window)
    yield "logs", lambda: LogViewer(app.tasks, logs, window)
    yield "restore", lambda: RestoreDialog(restoring, window)
    yield "new_key", lambda: RotateDialog(window, needs_secret=True)
    yield "passphrase", lambda: PassphraseDialog("store.protected_by_file", window)
    yield "recovery_key", lambda: RecoveryKeyDialog("7K2QFM-0000EX-AMPLE0-ONLY00-000000-000000", window)
    yield "tags", lambda: TagsDialog(("vpn", "sap"), window)
    yield "title", lambda: TitleDialog("Outlook", window)
    yield "folder", lambda: FolderDialog([FolderCount(folder, 3)], folder, parent=window)
    yield "note", lambda: NoteDialog(note, window)
    yield "report", lambda: ReportDialog(_REPORT, window)
    yield "countdown", _countdown
    yield "pin", lambda: PinnedPicture(covered)
    yield "overlay", lambda: _overlay(scene.capture)


def _settings_at(dialog: SettingsDialog, key: str) -> SettingsDialog:
    dialog.show_setting(key)
    for field in dialog.findChildren(HotkeyField):
        field.command.setPlainText(_INSTALLED)
    return dialog


def _shortcuts(dialog: SettingsDialog) -> SettingsDialog:
    dialog.show_shortcuts()
    return dialog


def _countdown() -> Countdown:
    countdown = Countdown(5, QApplication.primaryScreen())
    countdown.start()
    return countdown


def _overlay(capture: Capture) -> OverlayWindow:
    """Show the sample as a whole screen, on which a region is being drawn."""
    screen = QApplication.primaryScreen()
    size = screen.size() * screen.devicePixelRatio()
    seen = QImage(capture.rgb, capture.width, capture.height, capture.width * 3, QImage.Format.Format_RGB888)
    filled = seen.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    picture = Capture(size.width(), size.height(), bytes(filled.constBits()), capture.origin)
    window = OverlayWindow(FrozenScreen(screen, picture, 1, Region(0, 0, *size.toTuple())), 1)
    window.show()
    window.set_active(True)
    corner = QPoint(size.width() * 65 // 200, size.height() * 39 // 100)
    opposite = QPoint(size.width() * 795 // 1000, size.height() * 69 // 100)
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=corner)
    QTest.mouseMove(window, opposite)
    return window


def during_a_case(app: DesksideApp) -> Iterator[tuple[str, Callable[[], Callable[[], None] | None]]]:
    """Yield states of the main window beside an answer: a name, and what shows it and returns how it ends."""
    window = app.window

    def notice() -> Callable[[], None]:
        app.notices.tell("desktop.nothing_to_paste", Severity.WARNING)
        return lambda: app.notices.dismiss("desktop.nothing_to_paste")

    def palette() -> Callable[[], None]:
        window.activateWindow()
        QTest.qWait(100)  # until it is: signs are listened to only where the keyboard is
        window.composer.text.setFocus()
        QTest.keyClicks(window.composer.text, "/")
        for _ in range(100):  # the fixes are looked through beside the window
            if window.inserting.palette.isVisible():
                break
            QTest.qWait(50)
        return window.composer.text.clear

    def parameters() -> Callable[[], None]:
        window.parameters.set_open(True)
        return lambda: window.parameters.set_open(False)

    def search() -> Callable[[], None]:
        window.cases_column.search.setText("vpn")
        return window.cases_column.search.clear

    yield "notice", notice
    yield "fix_palette", palette
    yield "parameters", parameters
    yield "search", search


def sample_of(language: Language) -> Path:
    return RESOURCES / "samples" / f"support-{language.value}.png"

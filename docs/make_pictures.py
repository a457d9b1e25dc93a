"""Makes the pictures of the guides from the real window: `python docs/make_pictures.py docs/pictures`.

The window runs over a profile of its own that is thrown away, with the real engine and without a model. Nothing
that is shown is made up but the titles of the earlier cases. It needs a display, or QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import DesksideApp, Parts
from desktop.viewmodels.capture import Stage
from desktop.viewmodels.desk import Desk
from desktop.views.command_palette import CommandPalette
from desktop.views.dialogs import ShortcutSheet
from desktop.views.notice_history import NoticeHistory
from desktop.views.preset_palette import PresetPalette
from desktop.views.settings_dialog import SettingsDialog
from desktop.views.surroundings import GlobalKey, RegionOverlay, ReviewPane
from engine.domain.finding import CaseLabels
from engine.domain.picture import CaptureOrigin, RedactedImage
from engine.ports import ScreenGrabber
from engine.settings import Folders, Settings
from engine.wording import RESOURCES, Language

_CONTRAST = "contrast_"
_LOOKS = ("light", "dark", f"{_CONTRAST}light", f"{_CONTRAST}dark")
_SIZE, _SMALL_SIZE = (1360, 860), (640, 760)
_QUESTIONS = {
    Language.EN: "The update stops with this message. What should I try first?",
    Language.ZH: "更新时出现此消息，应先尝试什么？",
}
_CASES = {
    Language.EN: (
        "Outlook keeps asking for the password",
        "VPN connects but no drive letters",
        "Printer prints control characters",
        "Teams camera is black after the update",
    ),
    Language.ZH: (
        "Outlook 反复要求输入密码",
        "VPN 已连接但没有盘符",
        "打印机输出乱码",
        "更新后会议摄像头黑屏",
    ),
}


class Studio:
    """One window in one look and language, and what to photograph of it."""

    def __init__(
        self,
        open_desk: Callable[[Settings, Folders], Desk],
        parts: tuple[
            Callable[[QWidget], ReviewPane], Callable[[ScreenGrabber], RegionOverlay], Callable[[], GlobalKey]
        ],
        language: Language,
        look: str,
    ) -> None:
        self._home = tempfile.TemporaryDirectory()
        folders = Folders.below(Path(self._home.name))
        folders.create()
        settings = Settings(folders.settings_file)
        settings.set("window.language", language.value)
        settings.set("window.theme", look.removeprefix(_CONTRAST))
        settings.set("window.contrast", "high" if look.startswith(_CONTRAST) else "normal")
        settings.set("capture.hotkey", "")
        self._language, self._sample = language, RESOURCES / "samples" / f"support-{language.value}.png"
        desk = open_desk(settings, folders)
        for title in _CASES[language]:
            desk.cases.add_question(desk.cases.start_conversation(title).id, title)
        make_review, make_overlay, make_key = parts
        self.app: DesksideApp = DesksideApp(
            Parts(
                open_engine=lambda: desk,
                settings=settings,
                folders=folders,
                make_review=make_review,
                make_overlay=make_overlay,
                global_key=make_key(),
            ),
        )
        self.window = self.app.window
        self.window.resize(*_SIZE)
        self.window.show()
        wait_until(lambda: self.window.cases.model.rowCount() > 0)

    def ask(self) -> None:
        """Ask the example question with the sample picture."""
        self.window.conversation.ask(_QUESTIONS[self._language], (self._covered(),))
        wait_until(lambda: not self.window.conversation.is_busy)

    def review(self) -> None:
        """Open the sample picture in the review."""
        self.window.open_files([self._sample])
        wait_until(lambda: self.window.capture.stage is Stage.REVIEWING)

    def close(self) -> None:
        self.window.close()
        self.app.close()
        self.window.deleteLater()
        settle(10)
        self._home.cleanup()

    def _covered(self) -> RedactedImage:
        redactor = self.app.desk.wait().redactor
        capture = self.app.desk.wait().assistant.open_picture(self._sample, CaptureOrigin.FILE)
        return redactor.cover(capture, redactor.plan(capture, CaseLabels()))


def settle(milliseconds: int = 200) -> None:
    """Let the window draw what is new."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(holds: Callable[[], bool], seconds: int = 60) -> None:
    """Let the window work until something holds. Raises TimeoutError."""
    for _ in range(seconds * 20):
        if holds():
            return
        settle(50)
    raise TimeoutError("the window did not come to the state that was to be shown")


def keep(widget: QWidget, path: Path) -> None:
    """Write what a widget looks like now."""
    settle()
    if not widget.grab().save(str(path)):
        raise OSError(f"{path} cannot be written")
    print(path)


def make_pictures(
    open_desk: Callable[[Settings, Folders], Desk],
    parts: tuple[Callable[[QWidget], ReviewPane], Callable[[ScreenGrabber], RegionOverlay], Callable[[], GlobalKey]],
    out: Path,
    looks: Sequence[str],
) -> None:
    """Photograph every state in English and Chinese."""
    out.mkdir(parents=True, exist_ok=True)
    for language in Language:
        for look in looks:
            studio = Studio(open_desk, parts, language, look)
            name = f"{language.value}_{look}"
            keep(studio.window, out / f"empty_{name}.png")
            studio.ask()
            keep(studio.window, out / f"case_{name}.png")
            studio.window.resize(*_SMALL_SIZE)
            keep(studio.window, out / f"small_{name}.png")
            studio.window.resize(*_SIZE)
            for kind, dialog in (
                ("settings", SettingsDialog(studio.app.theme, studio.app.settings, studio.window)),
                ("keys", ShortcutSheet(studio.window, "Ctrl+Alt+S")),
                ("palette", CommandPalette(studio.app.theme, studio.window.commanding.model, studio.window)),
                ("first_steps", studio.window.first_steps.make_dialog()),
                ("past_messages", NoticeHistory(studio.app.theme, studio.app.notices, studio.window)),
                ("presets", PresetPalette(studio.app.theme, studio.window.presets, None, studio.window)),
            ):
                dialog.show()
                keep(dialog, out / f"{kind}_{name}.png")
                dialog.close()
            studio.window.conversation.new_case()
            studio.review()
            keep(studio.window, out / f"review_{name}.png")
            studio.window.capture.cancel()
            studio.close()


def main() -> int:
    from desktop.hotkey import best_registrar
    from desktop.views.overlay import RegionOverlay as Overlay
    from desktop.views.review import ReviewPane as Review
    from engine.assembly import open_engine

    parser = argparse.ArgumentParser(description="Make the pictures of the guides.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--looks", nargs="+", default=["light", "dark"], choices=_LOOKS)
    options = parser.parse_args()
    app = QApplication.instance() or QApplication(["deskside"])
    app.setApplicationName("deskside")
    make_pictures(open_engine, (Review, Overlay, best_registrar), options.out, options.looks)
    return 0


if __name__ == "__main__":
    sys.exit(main())

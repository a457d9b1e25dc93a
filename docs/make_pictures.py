"""Makes pictures of every view from the real program: `python docs/make_pictures.py docs/pictures`.

`--looks`, `--languages`, `--percent` (of the text size) and `--only` choose; the usual set is what `docs/` holds.

The window runs over a profile of its own that is thrown away, with the real engine and without a model. Nothing
that is shown is made up but the titles of the earlier cases. It needs a display, or QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import DesksideApp, Parts
from desktop.viewmodels.capture import Stage
from desktop.viewmodels.desk import Desk
from desktop.views.parts.surroundings import GlobalKey, RegionOverlay, ReviewPane
from docs.shown_views import Scene, dialogs, during_a_case, sample_of
from engine.assembly import ClosedProfile
from engine.domain.finding import CaseLabels
from engine.domain.picture import CaptureOrigin, RedactedImage
from engine.errors import CasesLocked
from engine.ports import ScreenGrabber
from engine.settings import Folders, Settings
from engine.wording import Language

_CONTRAST = "contrast_"
_LOOKS = ("light", "dark", f"{_CONTRAST}light", f"{_CONTRAST}dark")
_SIZE, _LARGE_SIZE, _SMALL_SIZE = (1360, 860), (1760, 1000), (640, 760)
_LARGE_PERCENT = 150
_USUAL = (("en", "light", 100), ("zh", "light", 100), ("en", "dark", 100), ("en", "light", 200))
_COLOURS = 256
_SCREENS = Path(__file__).with_name("screens.json")
_QUESTIONS = {
    Language.EN: "The update stops with this message. What should I try first?",
    Language.ZH: "用户无法打印，出现此消息。应先尝试什么？",
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
        percent: int = 100,
    ) -> None:
        self._home = tempfile.TemporaryDirectory()
        folders = Folders.below(Path(self._home.name))
        folders.create()
        settings = Settings(folders.settings_file)
        settings.set("window.language", language.value)
        settings.set("window.theme", look.removeprefix(_CONTRAST))
        settings.set("window.contrast", "high" if look.startswith(_CONTRAST) else "normal")
        settings.set("window.font_percent", percent)
        settings.set("capture.hotkey", "")
        self._language, self._sample = language, sample_of(language)
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
                closed_cases=lambda: ClosedProfile(folders),
            ),
        )
        self.window = self.app.window
        self.size = _SIZE if percent < _LARGE_PERCENT else _LARGE_SIZE
        self.window.resize(*self.size)
        self.window.show()
        wait_until(lambda: self.window.cases.model.rowCount() > 0)
        self.window.models.refresh()
        wait_until(self._knows_models)

    def _knows_models(self) -> bool:
        models = self.window.models
        return bool(models.entries) and all(models.estimates.get(entry.name) for entry in models.entries)

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

    @property
    def scene(self) -> Scene:
        """What the windows beside the main one are made of."""
        capture = self.app.desk.wait().assistant.open_picture(self._sample, CaptureOrigin.FILE)
        return Scene(self.app, self._language, self._covered(), capture)

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
    """Write what a widget looks like now, in few bytes."""
    settle()
    if not widget.grab().save(str(path)):
        raise OSError(f"{path} cannot be written")
    with Image.open(path) as drawn:
        few = drawn.convert("RGB").quantize(_COLOURS, kmeans=2, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
    print(path)


def photograph(studio: Studio, wants: Callable[[str], bool], path_of: Callable[[str], Path]) -> None:
    """Photograph every view of one look and language that is wanted."""
    window = studio.window
    if wants("empty"):
        keep(window, path_of("empty"))
    studio.ask()
    for name, show in (("case", None), *during_a_case(studio.app)):
        if wants(name):
            undo = show() if show else None
            keep(window, path_of(name))
            if undo:
                undo()
    if wants("small"):
        window.resize(*_SMALL_SIZE)
        keep(window, path_of("small"))
        window.resize(*studio.size)
    for name, make in dialogs(studio.scene):
        if wants(name):
            dialog = make()
            dialog.show()
            keep(dialog, path_of(name))
            dialog.close()
            dialog.deleteLater()
    window.conversation.new_case()
    if wants("review") or wants("small_review"):
        studio.review()
        keep(window, path_of("review"))
        window.resize(*_SMALL_SIZE)
        keep(window, path_of("small_review"))
        window.resize(*studio.size)
        window.capture.cancel()
    if wants("locked"):
        window.locking.lock(CasesLocked("store.passphrase_needed"))
        keep(window, path_of("locked"))


def main() -> int:
    from desktop.hotkey import best_registrar
    from desktop.views.capture.overlay import RegionOverlay as Overlay
    from desktop.views.review.review import ReviewPane as Review
    from engine.assembly import open_engine

    parser = argparse.ArgumentParser(description="Make pictures of every view.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--looks", nargs="+", choices=_LOOKS)
    parser.add_argument("--languages", nargs="+", choices=[each.value for each in Language])
    parser.add_argument("--percent", nargs="+", type=int)
    parser.add_argument("--only", nargs="+", default=[], help="views, by the beginning of their names")
    options = parser.parse_args()
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":  # its own screen is smaller than any that is in use
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_SCREENS}"
    app = QApplication.instance() or QApplication(["deskside"])
    app.setApplicationName("deskside")
    options.out.mkdir(parents=True, exist_ok=True)
    chosen = product(options.languages or ["en"], options.looks or ["light"], options.percent or [100])
    is_usual = not (options.languages or options.looks or options.percent)
    for language, look, percent in _USUAL if is_usual else chosen:
        studio = Studio(open_engine, (Review, Overlay, best_registrar), Language(language), look, percent)
        end = f"{language}_{look}" + (f"_{percent}" if percent != _USUAL[0][2] else "")
        photograph(
            studio,
            lambda name: not options.only or name in options.only,
            lambda name, end=end: options.out / f"{name}_{end}.png",  # type: ignore[misc]  # the end of this round
        )
        studio.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

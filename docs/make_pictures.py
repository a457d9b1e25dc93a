"""Makes the pictures of the guides from the real window: `python docs/make_pictures.py docs/pictures`.

The window runs over a profile of its own that is thrown away. Its cases are examples, and the answer that is
shown is a recorded one, so that the pictures do not depend on a model. It needs a display, or
QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import DesksideApp, create_window
from desktop.viewmodels.capture import Stage
from desktop.viewmodels.desk import Assistant, Desk
from desktop.views.dialogs import ShortcutSheet
from desktop.views.settings_dialog import SettingsDialog
from desktop.views.surroundings import GlobalKey, RegionOverlay, ReviewPane
from engine.domain.answer import (
    Answer,
    AnswerEvent,
    Finished,
    PassagesFound,
    Phase,
    PhaseChanged,
    Started,
    TextArrived,
)
from engine.domain.conversation import FinishReason, MessageState, Usage
from engine.domain.finding import CaseLabels
from engine.domain.knowledge import Citation
from engine.domain.picture import CaptureOrigin, RedactedImage
from engine.ports import ScreenGrabber
from engine.settings import Folders, Settings
from engine.wording import RESOURCES, Language

_MODEL = "Qwen3-VL-4B-Instruct Q4_K_M"
_SIZE, _SMALL_SIZE = (1360, 860), (640, 760)
_QUESTIONS = {
    Language.EN: "Windows Update stops at 34 % with this message. What should I try first?",
    Language.ZH: "Windows 更新到 34% 时停止并显示此消息,应先尝试什么?",
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
_ANSWERS = {
    Language.EN: """The update stops because its download folder is **not writable** [1].

1. Close all programs and sign in as administrator.
2. Open a command prompt and run:

```bat
net stop wuauserv
icacls C:\\Windows\\SoftwareDistribution /reset /T
net start wuauserv
```

3. Start the update again.

| Code | Meaning |
|---|---|
| `0x80070005` | access denied |
| `0x80070070` | not enough space |
""",
    Language.ZH: """更新停止是因为其下载文件夹**没有写入权限** [1]。

1. 关闭所有程序,并以管理员身份登录。
2. 打开命令提示符并运行:

```bat
net stop wuauserv
icacls C:\\Windows\\SoftwareDistribution /reset /T
net start wuauserv
```

3. 重新开始更新。

| 代码 | 含义 |
|---|---|
| `0x80070005` | 拒绝访问 |
| `0x80070070` | 磁盘空间不足 |
""",
}


class RecordedAssistant:
    """The real assistant, except that its answer was recorded; it pauses after `pause_after` pieces."""

    def __init__(self, real: Assistant, desk: Desk, language: Language) -> None:
        self._real = real
        self._desk = desk
        self._language = language
        self.pause_after: int | None = None

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def ask(
        self, question: str, pictures: Sequence[RedactedImage], *, stop: Event, **_: object
    ) -> Iterator[AnswerEvent]:
        """Yield what was recorded, and keep it as a real answer would be."""
        cases = self._desk.cases
        passages = self._real.suggest_fixes(question, "0x80070005", language=self._language)
        yield PassagesFound(passages)
        case = cases.start_conversation(question)
        asked, reply = cases.add_question(case.id, question, pictures), cases.start_answer(case.id)
        yield Started(case.id, asked.id, reply.id, _MODEL)
        yield PhaseChanged(Phase.WRITING)
        text = _ANSWERS[self._language]
        pieces = [text[place : place + 8] for place in range(0, len(text), 8)]
        for piece in pieces[: self.pause_after]:
            yield TextArrived(piece)
        if self.pause_after is not None:
            stop.wait()
        cited = tuple(
            Citation(passage.number, passage.fix.uid, passage.fix.language, passage.fix.title)
            for passage in passages[:1]
        )
        usage = Usage(_MODEL, 1480, 0, 1, 212, 1840, 9300)
        answer = Answer(text, FinishReason.COMPLETE, cited, usage)
        cases.finish_answer(reply.id, answer, MessageState.COMPLETE)
        yield Finished(reply.id, answer)


class ExampleDesk:
    """The real engine over example cases, with the recorded answer."""

    def __init__(self, real: Desk, language: Language) -> None:
        self._real = real
        self.assistant = RecordedAssistant(real.assistant, real, language)
        for title in _CASES[language]:
            real.cases.add_question(real.cases.start_conversation(title).id, title)

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)


class Studio:
    """One window in one look and language, and what to photograph of it."""

    def __init__(
        self,
        open_desk: Callable[[Settings, Folders], Desk],
        parts: tuple[
            Callable[[QWidget], ReviewPane], Callable[[ScreenGrabber], RegionOverlay], Callable[[], GlobalKey]
        ],
        sample: Path | None,
        language: Language,
        look: str,
    ) -> None:
        self._home = tempfile.TemporaryDirectory()
        folders = Folders.below(Path(self._home.name))
        folders.create()
        settings = Settings(folders.settings_file)
        settings.set("window.language", language.value)
        settings.set("window.theme", look)
        settings.set("capture.hotkey", "")
        self._language, self._sample = language, sample
        self.desk = ExampleDesk(open_desk(settings, folders), language)
        make_review, make_overlay, make_key = parts
        self.app: DesksideApp = create_window(
            lambda: self.desk,  # type: ignore[arg-type, return-value]  # it passes on what it does not have
            settings=settings,
            folders=folders,
            make_review=make_review,
            make_overlay=make_overlay,
            global_key=make_key(),
        )
        self.window = self.app.window
        self.window.resize(*_SIZE)
        self.window.show()
        wait_until(lambda: self.window.cases.model.rowCount() > 0)

    def ask(self, pause_after: int | None = None) -> None:
        """Ask the example question with the sample picture."""
        self.desk.assistant.pause_after = pause_after
        pictures = (self._covered(),) if self._sample else ()
        self.window.conversation.ask(_QUESTIONS[self._language], pictures)
        if pause_after is None:
            wait_until(lambda: not self.window.conversation.is_busy)

    def review(self) -> None:
        """Open the sample picture in the review."""
        if self._sample is not None:
            self.window.open_files([self._sample])
            wait_until(lambda: self.window.capture.stage is Stage.REVIEWING)

    def close(self) -> None:
        self.window.close()
        self.app.close()
        self.window.deleteLater()
        settle(10)
        self._home.cleanup()

    def _covered(self) -> RedactedImage:
        if self._sample is None:
            raise ValueError("no sample picture")
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
    sample: Path | None,
) -> None:
    """Photograph every state in English and Chinese, light and dark."""
    out.mkdir(parents=True, exist_ok=True)
    for language in Language:
        for look in ("light", "dark"):
            studio = Studio(open_desk, parts, sample, language, look)
            name = f"{language.value}_{look}"
            keep(studio.window, out / f"empty_{name}.png")
            studio.ask()
            studio.window.parameters.set_open(True)
            keep(studio.window, out / f"case_{name}.png")
            studio.window.resize(*_SMALL_SIZE)
            keep(studio.window, out / f"small_{name}.png")
            studio.window.resize(*_SIZE)
            for kind, dialog in (
                ("settings", SettingsDialog(studio.app.theme, studio.app.settings, studio.window)),
                ("keys", ShortcutSheet(studio.window)),
            ):
                dialog.show()
                keep(dialog, out / f"{kind}_{name}.png")
                dialog.close()
            studio.window.conversation.new_case()
            studio.review()
            if sample is not None:
                keep(studio.window, out / f"review_{name}.png")
                studio.window.capture.cancel()
            studio.ask(pause_after=24)
            settle(400)
            keep(studio.window, out / f"streaming_{name}.png")
            studio.close()


def main() -> int:
    from desktop.hotkey import best_registrar
    from desktop.views.overlay import RegionOverlay as Overlay
    from desktop.views.review import ReviewPane as Review
    from engine.assembly import open_engine

    parser = argparse.ArgumentParser(description="Make the pictures of the guides.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--sample", type=Path, help="the screenshot to show")
    options = parser.parse_args()
    app = QApplication.instance() or QApplication(["deskside"])
    app.setApplicationName("deskside")
    samples = sorted((RESOURCES / "samples").glob("*.png"))
    sample = options.sample or (samples[0] if samples else None)
    make_pictures(open_engine, (Review, Overlay, best_registrar), options.out, sample)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The sample case without a display: the same window and engine, drawn off screen, driven by nobody."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.app import DesksideApp
from desktop.entry import open_deskside, sample_pictures
from desktop.viewmodels.capture import Stage
from engine.domain.finding import RedactionPlan
from engine.domain.notice import Severity
from engine.domain.picture import Capture, RedactedImage
from engine.wording import Language

_PATIENCE_MS = 300_000
_LOOK_EVERY_MS = 20
_QUESTIONS = {
    Language.EN: "What is wrong here, and what should I do?",
    Language.ZH: "这里出了什么问题?该怎么处理?",
}


class NothingCame(Exception):
    """The program did not get as far as it should in time, or said that it cannot."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do the sample case; leave `covered.png` and `window.png` in the folder, print the answer."""
    parser = argparse.ArgumentParser(prog="deskside --headless", description="Do the main job without a display.")
    parser.add_argument("--headless", type=Path, required=True, metavar="FOLDER", help="where the pictures go")
    parser.add_argument("--sample", action="store_true", help="take the sample screenshot")
    parser.add_argument("--question")
    parser.add_argument("files", nargs="*", type=Path, metavar="PICTURE")
    options = parser.parse_args(argv)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(["deskside"])
    deskside = open_deskside(app)
    try:
        files = options.files or sample_pictures()
        print(_do_the_job(deskside, files[0], options.question, options.headless))
        return 0
    except NothingCame as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        deskside.close()


def _do_the_job(deskside: DesksideApp, file: Path, question: str | None, folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    window = deskside.window
    plans: list[RedactionPlan] = []

    def keep_plan(_capture: Capture, plan: RedactionPlan) -> None:
        plans.append(plan)

    window.capture.plan_found.connect(keep_plan)
    window.show()
    _wait(deskside, lambda: deskside.desk.now is not None)
    window.open_files([file])
    _wait(deskside, lambda: window.capture.stage is Stage.REVIEWING)
    window.grab().save(str(folder / "review.png"))
    window.capture.confirm(plans[-1])
    _wait(deskside, lambda: bool(window.composer.pictures))
    (covered,) = window.composer.pictures
    _image(covered).save(str(folder / "covered.png"))
    window.composer.put(question or _QUESTIONS[deskside.settings.language], window.composer.pictures)
    window.composer.submit()
    _wait(deskside, lambda: window.conversation.conversation_id is not None and not window.conversation.is_busy)
    _settle()
    window.grab().save(str(folder / "window.png"))
    return window.conversation.last_answer()


def _wait(deskside: DesksideApp, is_so: Callable[[], bool]) -> None:
    """Let the event loop run until something is so. Raises NothingCame after an error notice or too long a time."""
    loop = QEventLoop()
    look = QTimer(interval=_LOOK_EVERY_MS)
    look.timeout.connect(lambda: loop.quit() if is_so() or _complaint(deskside) else None)
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    look.start()
    loop.exec()
    look.stop()
    if not is_so():
        raise NothingCame(_complaint(deskside) or "The program did not come to an end in time.")


def _complaint(deskside: DesksideApp) -> str:
    language = deskside.settings.language
    errors = [told for told in deskside.notices.standing if told.notice.severity is Severity.ERROR]
    return "\n".join(f"{told.text(language)} {told.remedy(language)}" for told in errors)


def _settle() -> None:
    """Let what is still to be drawn be drawn."""
    loop = QEventLoop()
    QTimer.singleShot(500, loop.quit)
    loop.exec()


def _image(picture: RedactedImage) -> QImage:
    return QImage(picture.rgb, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888)

"""A process in which the real program runs while one thing about it is measured: `python -m desktop.bench.part NAME`.

It prints a line of JSON for each figure. The profile is the one that DESKSIDE_HOME names.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import DesksideApp
from desktop.bench.keyboard import Keyboard
from desktop.bench.memory import memory_of_this_process
from desktop.bench.proof import Lap, Proof, proof_of, unmeasured
from desktop.bench.streaming import MESSAGES, TOKENS_PER_SECOND, Heartbeat, measure_streaming
from desktop.entry import open_deskside
from desktop.tasks import Lane
from desktop.viewmodels.capture import Stage
from desktop.views.capture.overlay_window import OverlayWindow
from desktop.views.review.review_canvas import ReviewCanvas
from engine.settings import Folders, Settings

if TYPE_CHECKING:
    from engine.bench.screens import DrawnScreen

OVERLAY_MS, BOXES_MS, MEMORY_MIB = 150, 1000, 250
P95_MS, WORST_MS = 16, 50
_HOTKEY = "Ctrl+Alt+Shift+Y"
_PATIENCE_S = 120
_KEY_LOST_S, _PRESSES = 10, 2
"""A key is lost where another program holds the keyboard just then: it is pressed again, and the lap begins anew."""
_IDLE_MS = 3000
_BEHIND_MS = 1000
"""After it has begun to load."""
_CORES = 2
_OVERLAY, _BOXES = "hotkey to overlay", "capture to boxes, 1920 x 1080"


class Measured(Protocol):
    """What measures one thing about the program that runs."""

    def __call__(self, deskside: DesksideApp, runs: int) -> Iterator[Proof]: ...


class Painted(QObject):
    """Calls back when the next widget of a kind has been painted."""

    def __init__(self, kind: type[QWidget], then: Callable[[], None]) -> None:
        super().__init__()
        self._kind, self._then = kind, then
        _application().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._is_kind(watched):
            _application().removeEventFilter(self)
            QTimer.singleShot(0, self._then)  # this event only announces the painting
        return False

    def _is_kind(self, watched: QObject) -> bool:
        """What scrolls is painted on a child of its own."""
        return isinstance(watched, self._kind) or isinstance(watched.parent(), self._kind)


def overlay(deskside: DesksideApp, runs: int) -> Iterator[Proof]:
    """From the key to the frozen picture on every screen, with the window open and with it out of sight."""
    keyboard = _keyboard()
    if isinstance(keyboard, str):
        yield unmeasured(_OVERLAY, "ms", OVERLAY_MS, keyboard)
        return
    with keyboard:
        _let_it_load(deskside)
        _wait(lambda: deskside.settings.standing_of("capture.hotkey") is not None)
        deskside.window.hide()
        _pause(300)
        first, *rest = [_overlay_lap(deskside, keyboard) for _ in range(runs + 1)]
        yield proof_of(f"{_OVERLAY}, window out of sight", rest, OVERLAY_MS)
        yield proof_of("  the first one of a run of the program", [first], OVERLAY_MS)
        deskside.window.show()
        _pause(300)
        laps = [_overlay_lap(deskside, keyboard) for _ in range(runs)]
        remark = "until the desktop has drawn what was under the window, 90 ms of it at most"
        yield proof_of(f"{_OVERLAY}, window open and stepping aside", laps, OVERLAY_MS, remark)


def _keyboard() -> Keyboard | str:
    """Return what presses keys, or why nothing can."""
    if QGuiApplication.platformName() != "xcb":
        return "a key can be pressed for the test on an X display only"
    if not shutil.which("xdotool"):
        return "needs xdotool"
    return Keyboard()


def _overlay_lap(deskside: DesksideApp, keyboard: Keyboard) -> Lap:
    watch = Stopwatch()
    painted = Painted(OverlayWindow, watch.stop)
    for patience in (*[_KEY_LOST_S] * _PRESSES, _PATIENCE_S):
        watch.start()
        keyboard.press(_HOTKEY)
        if watch.ends_within(patience):
            break
    else:
        raise TimeoutError("the hotkey was pressed and no overlay came")
    del painted
    deskside.window.capturing.cancel()
    _wait(lambda: not deskside.window.capturing.is_running)
    _pause(300)
    return watch.lap


def boxes(deskside: DesksideApp, runs: int) -> Iterator[Proof]:
    """From the raw pixels of a screen never seen before to the boxes, drawn, with two cores to work on."""
    from engine.bench.screens import form

    cores = _keep_to(_CORES)
    _let_it_load(deskside)
    first, *rest = [_boxes_lap(deskside, form(1920, 1080, 1.25, f"09:{minute:02}")) for minute in range(runs + 1)]
    yield proof_of(_BOXES, rest, BOXES_MS, f"on {cores} cores")
    yield proof_of("  the first one of a run of the program", [first], BOXES_MS)


def _boxes_lap(deskside: DesksideApp, screen: DrawnScreen) -> Lap:
    capture, steps, watch = screen.capture(), deskside.window.capture, Stopwatch()
    deskside.desk.wait().redactor.forget()
    kept: list[Painted] = []
    steps.plan_found.connect(lambda *_: kept.append(Painted(ReviewCanvas, watch.stop)))
    watch.start()
    steps.take_capture(capture)
    watch.wait()
    steps.plan_found.disconnect()
    steps.cancel()
    _wait(lambda: steps.stage is Stage.IDLE)
    _pause(200)
    return watch.lap


def streaming(deskside: DesksideApp, runs: int) -> Iterator[Proof]:
    """How long the event loop is taken while an answer streams into a long case."""
    loading = Heartbeat()
    loading.start()
    _let_it_load(deskside)  # nobody has a long case open and an answer under way in the first second
    loading.stop()
    times = measure_streaming(deskside.window.conversation_view)
    what = f"event loop taken, {TOKENS_PER_SECOND} tokens/s into {MESSAGES} messages"
    own = [times.share(0.95), times.worst_ms]
    wall = [times.share(0.95, is_own=False), max(times.wall_ms, default=0.0)]
    turns = len(times.wall_ms)
    yield Proof(f"{what}, p95", wall[0], "ms", P95_MS, processor=own[0], remark=f"{turns} turns")
    yield Proof(f"{what}, worst", wall[1], "ms", WORST_MS, processor=own[1])
    longest = max(loading.times.wall_ms, default=0.0)
    yield Proof("  once, while the reader is loaded behind a new window: worst", longest, "ms")


def memory(deskside: DesksideApp, runs: int) -> Iterator[Proof]:
    """What the window's process takes when nobody does anything, and after a picture was read."""
    what = "idle memory of the window's process (PSS)"
    _let_it_load(deskside)
    _pause(_IDLE_MS)
    taken = memory_of_this_process()
    if taken is None:
        yield unmeasured(what, "MiB", MEMORY_MIB, "this system has no /proc/self/smaps_rollup")
        return
    remark = "the model's process, which ends when it idles, is not counted"
    yield Proof(what, taken.proportional, "MiB", MEMORY_MIB, remark=f"{taken}; {remark}")
    from engine.bench.screens import form

    _boxes_lap(deskside, form(1920, 1080, 1.25))
    _pause(_IDLE_MS)
    taken = memory_of_this_process()
    assert taken is not None
    yield Proof("  idle again, a 1920 x 1080 capture later", taken.proportional, "MiB", MEMORY_MIB, remark=str(taken))


PARTS: dict[str, Measured] = {"overlay": overlay, "boxes": boxes, "streaming": streaming, "memory": memory}


class Stopwatch:
    """Wall and processor time between two moments; the event loop runs meanwhile."""

    def __init__(self) -> None:
        self._wall = self._own = 0.0
        self._lap: Lap | None = None

    def start(self) -> None:
        self._wall, self._own = time.perf_counter(), time.process_time()

    def stop(self) -> None:
        if self._lap is None:
            QApplication.processEvents()
            self._lap = Lap((time.perf_counter() - self._wall) * 1000, (time.process_time() - self._own) * 1000)

    def wait(self) -> None:
        _wait(lambda: self._lap is not None)

    def ends_within(self, seconds: float) -> bool:
        """Wait for the end; False where there is none in this time."""
        try:
            _wait(lambda: self._lap is not None, seconds)
        except TimeoutError:
            return False
        return True

    @property
    def lap(self) -> Lap:
        assert self._lap is not None
        return self._lap


def _keep_to(cores: int) -> int:
    """Work on so many cores only, where the system can do that; return how many there are then."""
    if not hasattr(os, "sched_setaffinity"):
        return os.cpu_count() or 1
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    os.sched_setaffinity(0, allowed)
    return len(allowed)


def _wait(is_so: Callable[[], bool], patience_s: float = _PATIENCE_S) -> None:
    """Let the program run until something is so. Raises TimeoutError."""
    until = time.monotonic() + patience_s
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError("the program did not come to the state that was to be measured")
        _pause(20)


def _let_it_load(deskside: DesksideApp) -> None:
    """Wait until what is loaded behind the window is there, as it is when an agent has read the first case."""
    _pause(_BEHIND_MS)
    ended: list[None] = []
    deskside.tasks.run(Lane.PICTURE, lambda: None, done=ended.append)
    _wait(lambda: bool(ended))


def _pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _application() -> QCoreApplication:
    app = QApplication.instance()
    assert app is not None
    return app


def main(arguments: list[str]) -> int:
    """Measure one part and print it."""
    name, runs = arguments[0], int(arguments[1])
    app = QApplication(["deskside"])
    folders = Folders.of_user()
    folders.create()
    settings = Settings.load(folders.settings_file)
    settings.set("capture.hotkey", _HOTKEY)
    settings.save()
    deskside = open_deskside(app)
    try:
        deskside.window.show()
        _wait(lambda: deskside.desk.now is not None)
        for proof in PARTS[name](deskside, runs):
            print(proof.as_json(), flush=True)
        return 0
    except TimeoutError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        deskside.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Every write is watched while a screen with planted secrets goes from capture to case file, crashes included."""

from __future__ import annotations

import faulthandler
import io
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from engine.assembly import Engine, open_engine
from engine.backends import process as process_module
from engine.backends.wire import Header, write_frame
from engine.domain.answer import AnswerEvent, Finished, Started, TextArrived
from engine.domain.finding import CaseLabels, RedactionPlan
from engine.domain.picture import Capture, CaptureOrigin, RedactedImage
from engine.domain.preset import AnswerOptions
from engine.domain.region import Region
from engine.errors import StillLegible, WorkerDied
from engine.imaging import encode_png
from engine.settings import Folders, Settings
from engine.wording import Language
from tests.journeys.conftest import model_processes

EMAIL = "grace.hopper@clinic-north.example"
PASSWORD = "Tr0ub4dor&3x"
SECRETS = (EMAIL, PASSWORD)
SIZE = (900, 300)
LINES = {"Sign-in failed. Error 0x0000011b": 40, f"E-mail: {EMAIL}": 120, f"Password: {PASSWORD}": 200}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND
_LEAVING = {"os.remove": (0,), "os.rename": (0, 1), "os.truncate": (0,), "shutil.move": (0,), "shutil.copyfile": (0, 1)}


class WriteWatch:
    """Hears of every file that Python opens to write, moves or removes, and looks into it before it is gone."""

    def __init__(self, needles: list[bytes]) -> None:
        self._needles = needles
        self.paths: set[Path] = set()
        self.leaks: set[str] = set()

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = (*arguments, None, None, None)[:3]
            is_write = bool(isinstance(mode, str) and set(mode) & set("wax+")) or bool(
                isinstance(flags, int) and flags & _WRITING
            )
            if is_write and isinstance(path, str | bytes | os.PathLike):
                self.paths.add(Path(os.fsdecode(path)))
        elif event in _LEAVING:
            for place in _LEAVING[event]:
                path = arguments[place]
                if isinstance(path, str | bytes | os.PathLike):
                    self._look_into(Path(os.fsdecode(path)))

    def look_back(self, *folders: Path) -> set[str]:
        """Look into all that was written and is there, and into everything below some folders."""
        below = {path for folder in folders for path in folder.rglob("*")}
        for path in self.paths | below:
            self._look_into(path)
        return self.leaks

    def _look_into(self, path: Path) -> None:
        if str(path).startswith(("/dev", "/proc")) or not path.is_file():
            return
        content = path.read_bytes()
        self.leaks.update(str(path) for needle in self._needles if needle in content)


_LISTENERS: list[WriteWatch] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _LISTENERS and (event == "open" or event in _LEAVING):
        watches = list(_LISTENERS)
        _LISTENERS.clear()  # what a watch itself opens is not heard
        try:
            for watch in watches:
                watch.hear(event, arguments)
        finally:
            _LISTENERS.extend(watches)


@pytest.fixture(scope="module", autouse=True)
def _hook() -> None:
    sys.addaudithook(_hear)  # it cannot be taken away again, but it is deaf without listeners


@pytest.fixture
def screen() -> Image.Image:
    image = Image.new("RGB", SIZE, (250, 250, 252))
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(24)
    for text, y in LINES.items():
        draw.text((30, y), text, fill=(20, 20, 30), font=font)
    return image


def planted(image: Image.Image) -> list[bytes]:
    """The secrets as text, and rows of pixels through them in the layouts in which pixels are kept."""
    needles = [secret.encode(encoding) for secret in SECRETS for encoding in ("utf-8", "utf-16-le", "utf-32-le")]
    red, green, blue = image.split()
    swapped = Image.merge("RGB", (blue, green, red))
    for layout in (image, swapped, swapped.convert("RGBA"), image.convert("RGBA"), image.convert("L")):
        depth = len(layout.getbands())
        pixels, stride = layout.tobytes(), SIZE[0] * depth
        for y in (LINES[f"E-mail: {EMAIL}"] + 16, LINES[f"Password: {PASSWORD}"] + 16):
            needles.append(pixels[y * stride + 160 * depth : y * stride + 290 * depth])
    assert all(len(set(needle)) > 3 for needle in needles), "a needle of one colour would be found anywhere"
    return needles


@pytest.fixture
def watch(screen: Image.Image, temp_folder: Path) -> Iterator[WriteWatch]:
    watch = WriteWatch(planted(screen))
    _LISTENERS.append(watch)
    yield watch
    _LISTENERS.clear()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Everything that goes to the worker."""
    frames: list[bytes] = []

    def write(stream: io.BufferedWriter, header: Header, payload: bytes = b"") -> None:
        frames.append(repr(header).encode() + payload)
        write_frame(stream, header, payload)

    monkeypatch.setattr(process_module, "write_frame", write)
    return frames


@pytest.fixture
def engine(folders: Folders, tiny_model: dict[str, object]) -> Iterator[Engine]:
    settings = Settings.load(folders.settings_file)
    for key, value in {**tiny_model, "sampling__seed": 7, "log__level": "debug"}.items():
        settings.set(key.replace("__", "."), value)
    settings.save()
    folders.logs.mkdir(exist_ok=True)
    log = logging.FileHandler(folders.logs / "all.log")
    logging.getLogger().addHandler(log)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    engine = open_engine(settings, folders)
    yield engine
    engine.close()
    logging.getLogger().setLevel(level)
    logging.getLogger().removeHandler(log)
    log.close()


def captured(screen: Image.Image) -> Capture:
    return Capture(*SIZE, screen.tobytes(), CaptureOrigin.SCREEN)


def asked(engine: Engine, picture: RedactedImage, labels: CaseLabels, most_tokens: int) -> Iterator[AnswerEvent]:
    engine.settings.set("sampling.max_tokens", most_tokens)
    return engine.assistant.ask(
        f"Why can {EMAIL} not sign in with password: {PASSWORD} ?",
        [picture],
        conversation_id=None,
        labels=labels,
        options=AnswerOptions(Language.EN, engine.settings.sampling()),
        stop=threading.Event(),
    )


def test_the_watch_sees_what_it_should(watch: WriteWatch, temp_folder: Path, screen: Image.Image) -> None:
    (temp_folder / "gone").write_bytes(b"..." + screen.tobytes())
    (temp_folder / "gone").unlink()
    with tempfile.NamedTemporaryFile(dir=temp_folder) as file:
        file.write(EMAIL.encode())
        file.flush()
    (temp_folder / "moved").write_text(PASSWORD, encoding="utf-16-le")
    (temp_folder / "moved").replace(temp_folder / "there")
    assert {Path(leak).name for leak in watch.look_back(temp_folder)} >= {"gone", "moved", "there"}


def test_a_screen_goes_all_the_way_and_no_write_holds_what_was_covered(
    watch: WriteWatch, sent: list[bytes], engine: Engine, folders: Folders, temp_folder: Path, screen: Image.Image
) -> None:
    labels, capture = CaseLabels(), captured(screen)
    picture = engine.redactor.cover(capture, engine.redactor.plan(capture, labels))
    events = list(asked(engine, picture, labels, 16))
    case = next(event.conversation_id for event in events if isinstance(event, Started))
    assert isinstance(events[-1], Finished)
    assert engine.cases.conversation(case).title
    engine.assistant.export_case(case, temp_folder / "case.md")
    (temp_folder / "shown.png").write_bytes(encode_png(engine.cases.picture(picture.digest)))

    assert len(watch.paths) > 5
    assert watch.look_back(folders.data.parent, temp_folder) == set()
    assert any(picture.rgb in frame for frame in sent), "the worker got the covered pixels"
    assert not [needle for needle in planted(screen) for frame in sent if needle in frame]


def test_a_worker_that_dies_in_mid_answer_leaves_nothing(
    watch: WriteWatch, sent: list[bytes], engine: Engine, folders: Folders, temp_folder: Path, screen: Image.Image
) -> None:
    labels, capture = CaseLabels(), captured(screen)
    picture = engine.redactor.cover(capture, engine.redactor.plan(capture, labels))

    def ask_and_kill() -> None:
        for event in asked(engine, picture, labels, 3000):
            if isinstance(event, TextArrived):
                for worker in model_processes():
                    os.kill(worker, signal.SIGKILL)

    with pytest.raises(WorkerDied):
        ask_and_kill()
    assert watch.look_back(folders.data.parent, temp_folder) == set()


def test_faults_on_the_way_tell_and_leave_nothing(
    watch: WriteWatch, engine: Engine, folders: Folders, temp_folder: Path, screen: Image.Image
) -> None:
    capture = captured(screen)
    log = logging.getLogger("test")
    with (temp_folder / "stacks.txt").open("w") as stacks:
        for plan in (RedactionPlan("another"), RedactionPlan(capture.id)):
            try:
                engine.redactor.cover(capture, plan)
            except (StillLegible, ValueError):
                log.exception("refused: %r %r", capture, plan)
                faulthandler.dump_traceback(stacks)
        log.error("%r %r", Region(0, 0, 1, 1), engine.redactor.plan(capture, CaseLabels()))
    assert (folders.logs / "all.log").stat().st_size > 100
    assert watch.look_back(folders.data.parent, temp_folder) == set()


_CRASHING = """
import faulthandler, os, sys
from engine.assembly import open_redactor
from engine.domain.finding import CaseLabels
from engine.domain.picture import Capture, CaptureOrigin
from engine.settings import Settings

width, height = int(sys.argv[1]), int(sys.argv[2])
capture = Capture(width, height, sys.stdin.buffer.read(), CaptureOrigin.SCREEN)
redactor = open_redactor(Settings())
plan = redactor.plan(capture, CaseLabels())
faulthandler.enable(open("crash.log", "w"), all_threads=True)
print(len(plan.masks), flush=True)
os.abort()
"""


def test_a_program_that_crashes_with_a_capture_at_hand_leaves_its_stack_and_no_pixel(
    watch: WriteWatch, folders: Folders, temp_folder: Path, screen: Image.Image
) -> None:
    environment = {**os.environ, "DESKSIDE_HOME": str(folders.data.parent), "PYTHONPATH": str(Path.cwd())}
    crashed = subprocess.run(
        [sys.executable, "-c", _CRASHING, *map(str, SIZE)],
        cwd=temp_folder,
        env=environment,
        input=screen.tobytes(),
        capture_output=True,
        check=False,
    )
    assert crashed.returncode == -signal.SIGABRT
    assert int(crashed.stdout) >= len(SECRETS), "both were found before it crashed"
    assert "Fatal Python error: Aborted" in (temp_folder / "crash.log").read_text()
    assert watch.look_back(folders.data.parent, temp_folder) == set()
    assert not [needle for needle in planted(screen) if needle in crashed.stdout + crashed.stderr]

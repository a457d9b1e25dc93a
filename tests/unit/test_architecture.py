"""Promises about the code itself that no type checker holds."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([*(ROOT / "engine").rglob("*.py"), *(ROOT / "desktop").rglob("*.py")])
HEAVY = ("cv2", "onnxruntime", "llama_cpp", "sqlite_utils", "sqlcipher3", "zxingcpp", "phonenumbers")


RAW_PIXELS = {"rgb", "width", "height"}
PICKLERS = {"pickle", "_pickle", "cPickle", "shelve", "marshal", "dill", "cloudpickle", "joblib"}


def files_where(holds: Callable[[ast.AST], bool]) -> set[str]:
    """Name the files in which something stands."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if any(map(holds, ast.walk(ast.parse(path.read_text(encoding="utf-8")))))
    }


def rooms_where(holds: Callable[[ast.AST], bool]) -> set[str]:
    """Name the rooms in whose files something stands."""
    return {file.rpartition("/")[0] for file in files_where(holds)}


def name_of_call(node: ast.AST) -> str:
    """Return the last part of what is called: `replace` of `dataclasses.replace(...)`."""
    if not isinstance(node, ast.Call):
        return ""
    called = node.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def makes_redacted_image(node: ast.AST) -> bool:
    """Tell whether a RedactedImage is made here, whatever way its name came in."""
    if isinstance(node, ast.ImportFrom):  # under another name its making could not be seen
        return any(alias.name == "RedactedImage" and alias.asname not in (None, alias.name) for alias in node.names)
    return name_of_call(node) == "RedactedImage"


def puts_in_other_pixels(node: ast.AST) -> bool:
    """Tell whether a picture is copied with other pixels."""
    fields = {keyword.arg for keyword in node.keywords} if isinstance(node, ast.Call) else set()
    return name_of_call(node) in {"replace", "__replace__"} and bool(fields & RAW_PIXELS)


def pickles(node: ast.AST) -> bool:
    """Tell whether something that pickles is imported."""
    match node:
        case ast.Import():
            names = [alias.name for alias in node.names]
        case ast.ImportFrom():
            names = [node.module or ""]
        case ast.Call(args=[ast.Constant(value=str(name)), *_]) if name_of_call(node) in {
            "import_module",
            "__import__",
        }:
            names = [name]
        case _:
            return False
    return any(name.split(".")[0] in PICKLERS for name in names)


def test_only_the_redactor_makes_a_redacted_image_and_only_the_store_gives_one_back() -> None:
    assert rooms_where(makes_redacted_image) == {"engine/redaction", "engine/store"}
    assert rooms_where(puts_in_other_pixels) <= {"engine/redaction", "engine/store"}


def test_pictures_of_fixes_are_kept_only_where_they_were_covered_before() -> None:
    assert files_where(lambda node: name_of_call(node) in {"kept_picture", "FixPicture"}) == {
        "engine/assistant/fix_pictures.py",  # of a RedactedImage
        "engine/knowledge/fix_pictures.py",  # read from outside; `FixBook.plan_import` has them covered
        "engine/knowledge/jsonl.py",  # likewise
        "engine/store/fixes.py",  # gives back what is kept
    }


def test_nothing_is_pickled() -> None:
    assert rooms_where(pickles) == set()


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (makes_redacted_image, "RedactedImage(1, 1, rgb)"),
        (makes_redacted_image, "picture.RedactedImage(1, 1, rgb)"),
        (makes_redacted_image, "from engine.domain.picture import RedactedImage as Covered"),
        (puts_in_other_pixels, "replace(image, rgb=capture.rgb)"),
        (puts_in_other_pixels, "dataclasses.replace(image, masks=(), rgb=capture.rgb)"),
        (puts_in_other_pixels, "image.__replace__(rgb=capture.rgb)"),
        (pickles, "import json, pickle as p"),
        (pickles, "from pickle import loads"),
        (pickles, "importlib.import_module('pickle')"),
    ],
)
def test_the_promises_see_through_other_spellings(check: Callable[[ast.AST], bool], code: str) -> None:
    assert any(map(check, ast.walk(ast.parse(code))))


@pytest.mark.parametrize("module", ["desktop.entry", "engine.ports", "engine.settings"])
def test_what_the_window_needs_at_start_brings_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_window_loads_no_dialog_at_start() -> None:
    """Each costs ten milliseconds of every start: it is imported where it is opened."""
    code = "import sys, desktop.entry; print(*(name for name in sys.modules if name.startswith('desktop.views.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    dialogs = {name for name in done.stdout.split() if re.search("dialog|viewer|editor|library|form|annotator", name)}
    assert dialogs == {
        "desktop.views.help.report_dialog",  # a program at fault should not have to load it
    }


def test_opening_the_engine_waits_for_nothing_of_pictures(tmp_path: Path) -> None:
    """All starts of the window wait for this, and most of them for no picture and no file of fixes."""
    code = """
import sys
from engine.assembly import open_engine
from engine.settings import Folders, Settings
from pathlib import Path
open_engine(Settings(), Folders.below(Path(sys.argv[1]))).close()
late = (
    *("numpy", "pandas", "cv2", "onnxruntime", "zxingcpp", "phonenumbers", "yaml"),
    *("sqlite_utils", "PIL", "mss", "ssl", "http.client", "importlib.metadata"),
    *("engine.assistant", "engine.guard", "engine.knowledge", "engine.prompting", "engine.capture"),
)
print([name for name in late if name in sys.modules])
"""
    for _ in range(2):  # the first start takes the shipped fixes in
        done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_command_line_brings_no_qt() -> None:
    code = "import sys, engine.cli, engine.assembly; print(any(n.startswith('PySide6') for n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"

"""Promises about the code itself that no type checker holds."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([*(ROOT / "engine").rglob("*.py"), *(ROOT / "desktop").rglob("*.py")])
HEAVY = ("cv2", "onnxruntime", "llama_cpp", "sqlite_utils", "sqlcipher3", "zxingcpp", "phonenumbers")


def calls_of(name: str) -> list[str]:
    """Name the files that call `name(...)`."""
    return [
        str(path.relative_to(ROOT))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def test_only_the_redactor_makes_a_redacted_image_and_only_the_store_gives_one_back() -> None:
    rooms = {str(Path(file).parent) for file in calls_of("RedactedImage")}
    assert rooms == {"engine/redaction", "engine/store"}


def test_pictures_of_fixes_are_kept_only_where_they_were_covered_before() -> None:
    makers = {*calls_of("kept_picture"), *calls_of("FixPicture")}
    assert makers == {
        "engine/assistant/fix_pictures.py",  # of a RedactedImage
        "engine/knowledge/fix_pictures.py",  # read from outside; `FixBook.plan_import` has them covered
        "engine/knowledge/jsonl.py",  # likewise
        "engine/store/fixes.py",  # gives back what is kept
    }


def test_nothing_is_pickled() -> None:
    importers = [
        path
        for path in SOURCES
        if any(
            name in path.read_text(encoding="utf-8") for name in ("import pickle", "import shelve", "import marshal")
        )
    ]
    assert importers == []


@pytest.mark.parametrize("module", ["desktop.entry", "engine.ports", "engine.settings"])
def test_what_the_window_needs_at_start_brings_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_opening_the_engine_waits_for_nothing_of_pictures(tmp_path: Path) -> None:
    """All starts of the window wait for this, and most of them for no picture."""
    code = """
import sys
from engine.assembly import open_engine
from engine.settings import Folders, Settings
from pathlib import Path
open_engine(Settings(), Folders.below(Path(sys.argv[1]))).close()
print([name for name in ("numpy", "pandas", "cv2", "onnxruntime", "zxingcpp", "phonenumbers") if name in sys.modules])
"""
    for _ in range(2):  # the first start takes the shipped fixes in
        done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_command_line_brings_no_qt() -> None:
    code = "import sys, engine.cli, engine.assembly; print(any(n.startswith('PySide6') for n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"

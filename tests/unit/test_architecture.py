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


def test_the_command_line_brings_no_qt() -> None:
    code = "import sys, engine.cli, engine.assembly; print(any(n.startswith('PySide6') for n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"

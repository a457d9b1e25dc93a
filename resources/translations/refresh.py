"""Collects the texts of the window into the .ts file, and compiles it: run after texts have changed.

python resources/translations/refresh.py          update the .ts file, then compile it
python resources/translations/refresh.py --check  exit 1 when either file is not up to date
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import PySide6

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parent.parent / "desktop"
TS = HERE / "deskside_zh_CN.ts"
QM = TS.with_suffix(".qm")
_TOOLS = Path(PySide6.__file__).parent


def collect(ts: Path) -> None:
    """Bring the texts of the sources into a .ts file; translations that are there stay."""
    sources = sorted(str(path) for path in SOURCES.rglob("*.py"))
    options = ["-no-obsolete", "-locations", "none", "-silent", "-source-language", "en"]
    subprocess.run([_TOOLS / "lupdate", *options, *sources, "-ts", ts, "-target-language", "zh_CN"], check=True)


def compile_to(ts: Path, qm: Path) -> None:
    """Compile a .ts file."""
    subprocess.run([_TOOLS / "lrelease", "-silent", ts, "-qm", qm], check=True)


def texts(ts: Path) -> dict[tuple[str, str], str]:
    """Return context and English text of every entry, with its translation (empty where unfinished)."""
    found = {}
    for context in ET.parse(ts).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            is_done = translation is not None and translation.get("type") != "unfinished"
            text = (translation.text or "") if translation is not None and is_done else ""
            found[name, message.findtext("source", "")] = text
    return found


def is_up_to_date() -> bool:
    """Whether the .ts file has every text of the sources, and the .qm file is what it compiles to."""
    with tempfile.TemporaryDirectory() as folder:
        ts, qm = Path(folder, TS.name), Path(folder, QM.name)
        ts.write_bytes(TS.read_bytes())
        collect(ts)
        compile_to(TS, qm)
        return texts(ts) == texts(TS) and qm.read_bytes() == QM.read_bytes()


def main() -> int:
    if "--check" in sys.argv:
        return 0 if is_up_to_date() else 1
    collect(TS)
    compile_to(TS, QM)
    unfinished = [source for (_, source), text in texts(TS).items() if not text]
    for source in unfinished:
        print("not translated:", source)
    return 1 if unfinished else 0


if __name__ == "__main__":
    sys.exit(main())

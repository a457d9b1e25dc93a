"""The Chinese translation, compiled as for a release."""

import subprocess
from pathlib import Path

import pytest
from PySide6 import QtCore
from PySide6.QtCore import QTranslator

from engine.wording import RESOURCES

_LRELEASE = Path(QtCore.__file__).parent / "lrelease"


@pytest.fixture
def translator(qapp: object, tmp_path: Path) -> QTranslator:
    compiled = tmp_path / "zh.qm"
    source = RESOURCES / "translations" / "review_zh_CN.ts"
    subprocess.run([_LRELEASE, "-silent", source, "-qm", compiled], check=True)
    translator = QTranslator()
    assert translator.load(str(compiled))
    return translator

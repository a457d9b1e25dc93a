"""The eight-bit recogniser: the shipped file is the documented one, reads well, and can be done without."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import engine.redaction.models as models
from engine.bench.reading import score
from engine.bench.screens import form, has_chinese_font
from engine.redaction import ScreenReader
from tests.screens.canvas import Screen


def test_the_shipped_models_digests_are_documented() -> None:
    page = (models.RESOURCE_MODELS / "README.md").read_text(encoding="utf-8")
    for path in (models.line_model(), models.wheel_models() / models.LINE_MODEL):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in page


def test_the_shipped_model_is_the_one_that_is_used() -> None:
    assert models.line_model().name == models.SMALL_LINE_MODEL


@pytest.mark.parametrize("is_chinese", [False, True], ids=["en", "zh"])
def test_a_form_is_found_and_read(is_chinese: bool, reader: ScreenReader) -> None:
    if is_chinese and not has_chinese_font():
        pytest.skip("no Chinese font on this machine")
    screen = form(1280, 720, is_chinese=is_chinese)
    result = score(screen.items, reader.read(screen.capture()))
    assert result.covered == 1
    assert result.read >= 0.97


def test_without_the_shipped_model_the_wheels_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "RESOURCE_MODELS", tmp_path)
    assert models.line_model() == models.wheel_models() / models.LINE_MODEL
    screen = Screen("line", 260, 50)
    screen.text(20, 16, "Ticket 40718 is open", size=14)
    spans = ScreenReader().read(screen.capture())
    assert [span.text.replace(" ", "") for span in spans] == ["Ticket40718isopen"]
    assert all(0.3 < span.confidence <= 1 for span in spans)

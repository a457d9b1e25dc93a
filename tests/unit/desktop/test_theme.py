"""Both looks can be read, and the sheet of styles leaves no name unfilled."""

import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.theme import Colours, Theme, colours_of, style_sheet

_LOOKS = ("light", "dark")
_PAIRS = (
    ("text", "window"), ("text", "sidebar"), ("text", "surface"), ("text", "field"), ("text", "bubble"),
    ("text", "code"), ("text", "accent_soft"), ("text", "selection"), ("muted", "window"),
    ("muted", "sidebar"),
    ("muted", "surface"), ("muted", "bubble"), ("muted", "accent_soft"), ("accent_text", "accent"),
    ("accent_soft_text", "accent_soft"), ("accent_soft_text", "selection"),
    ("link", "window"), ("link", "surface"), ("info_text", "info"),
    ("warning_text", "warning"), ("error_text", "error"), ("danger", "surface"),
)  # fmt: skip


def _light(colour: str) -> float:
    rgb = QColor(colour)
    parts = [part / 255 for part in (rgb.red(), rgb.green(), rgb.blue())]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: str, second: str) -> float:
    low, high = sorted((_light(first), _light(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", _LOOKS)
@pytest.mark.parametrize(("front", "ground"), _PAIRS)
def test_text_stands_out_from_its_ground(look: str, front: str, ground: str) -> None:
    colours = colours_of(look)
    assert _contrast(getattr(colours, front), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("look", _LOOKS)
def test_every_colour_is_one(look: str) -> None:
    colours = colours_of(look)
    assert [field.name for field in fields(Colours) if not QColor(getattr(colours, field.name)).isValid()] == []


@pytest.mark.parametrize("look", _LOOKS)
def test_no_name_is_left_in_the_sheet(look: str) -> None:
    assert re.findall(r"@\w+", style_sheet(look, 100)) == []


def test_the_text_size_reaches_the_sheet() -> None:
    assert "font-size: 10.5pt" in style_sheet("light", 100)
    assert "font-size: 15.8pt" in style_sheet("light", 150)


def test_a_theme_announces_its_change(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply("dark", 100)
    assert theme.name == "dark"


def test_an_error_code_is_drawn_as_it_is_typed(qapp: QApplication, theme: Theme) -> None:
    assert qapp.font().featureValue(QFont.Tag.fromString("calt")) == 0
    assert qapp.font().isFeatureSet(QFont.Tag.fromString("calt"))

"""Both looks can be read, and the sheet of styles leaves no name unfilled."""

import re
from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.parts.theme import Colours, Theme, colours_of, desktop_hints, style_sheet

_LOOKS = ("light", "dark", "contrast_light", "contrast_dark")
_LEAST = {"light": 4.5, "dark": 4.5, "contrast_light": 7.0, "contrast_dark": 7.0}
_GROUNDS = ("window", "sidebar", "surface", "raised", "field", "hover", "code", "bubble", "accent_soft")
_PAIRS = (
    *((text, ground) for text in ("text", "muted", "link", "danger") for ground in _GROUNDS),
    *((text, ground) for text in ("text", "link") for ground in ("selection", "pressed")),
    ("accent_text", "accent"), ("accent_text", "accent_hover"), ("accent_soft_text", "accent_soft"),
    ("accent_soft_text", "selection"), ("info_text", "info"), ("warning_text", "warning"), ("error_text", "error"),
)  # fmt: skip
"""Every colour that writes, with every ground that it may come to stand on."""
_SIGNS = (("ok", "sidebar"), ("busy", "sidebar"), ("accent", "window"), ("accent", "sidebar"), ("accent", "surface"))
"""Dots and rings: they need less than letters do."""


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
    assert _contrast(getattr(colours, front), getattr(colours, ground)) >= _LEAST[look]


@pytest.mark.parametrize("look", _LOOKS)
@pytest.mark.parametrize(("front", "ground"), _SIGNS)
def test_signs_stand_out_from_their_ground(look: str, front: str, ground: str) -> None:
    colours = colours_of(look)
    assert _contrast(getattr(colours, front), getattr(colours, ground)) >= 3


@pytest.mark.parametrize("look", ["contrast_light", "contrast_dark"])
@pytest.mark.parametrize("ground", ["window", "sidebar", "surface", "field", "hover", "bubble"])
def test_with_high_contrast_every_edge_can_be_seen(look: str, ground: str) -> None:
    colours = colours_of(look)
    for edge in (colours.border, colours.border_strong):
        assert _contrast(edge, getattr(colours, ground)) >= 4.5


def test_high_contrast_is_a_look_of_its_own_in_light_and_dark(theme: Theme) -> None:
    for name in ("dark", "light"):
        theme.apply(name, 100, contrast="high")
        assert (theme.name, theme.look) == (name, f"contrast_{name}")
    theme.apply("light", 100, contrast="normal")
    assert theme.look == "light"


def test_a_desktop_with_high_contrast_is_followed_while_the_program_runs(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.apply("light", 100)
    monkeypatch.setattr("desktop.views.parts.theme._desktop_wants_contrast", lambda: True)
    with qtbot.waitSignal(theme.changed):
        desktop_hints().accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert theme.look == "contrast_light"
    monkeypatch.undo()
    theme.apply("light", 100)


def test_a_desktop_that_turns_dark_is_followed_while_the_program_runs(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.apply("system", 100)
    monkeypatch.setattr("desktop.views.parts.theme._desktop_look", lambda: "dark")
    desktop_hints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.name == "dark"
    monkeypatch.undo()
    theme.apply("light", 100)


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


def test_while_a_window_is_put_together_nothing_is_dressed_and_then_everything_once(
    qapp: QApplication, theme: Theme
) -> None:
    theme.apply("light", 100)
    light = qapp.styleSheet()
    with theme.dressing_at_the_end():
        theme.apply("dark", 100)
        assert qapp.styleSheet() == light
        assert theme.colours == colours_of("dark")
    assert qapp.styleSheet() != light

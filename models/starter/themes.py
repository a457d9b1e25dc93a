"""The colours that screens are drawn in."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of a screen."""

    page: Colour
    panel: Colour
    bar: Colour
    bar_ink: Colour
    ink: Colour
    faint: Colour
    button: Colour
    button_ink: Colour


def theme(
    page: int, panel: int, bar: Colour, bar_ink: int, ink: int, faint: int, button: Colour, button_ink: int
) -> Theme:
    grey = [(shade, shade, shade) for shade in (page, panel, bar_ink, ink, faint, button_ink)]
    return Theme(grey[0], grey[1], bar, grey[2], grey[3], grey[4], button, grey[5])


TRAINED_THEMES = (
    theme(200, 255, (255, 255, 255), 0, 0, 90, (225, 225, 225), 0),
    theme(243, 249, (243, 243, 243), 26, 26, 96, (0, 103, 192), 255),
    theme(160, 240, (0, 120, 215), 255, 0, 80, (225, 225, 225), 0),
    theme(20, 43, (32, 32, 32), 255, 255, 190, (60, 60, 60), 255),
    theme(230, 255, (240, 240, 240), 30, 30, 100, (26, 115, 232), 255),
    theme(120, 236, (212, 208, 200), 0, 0, 70, (212, 208, 200), 0),
)
PLAIN_THEMES = (TRAINED_THEMES[0], TRAINED_THEMES[3])
UNSEEN_THEMES = (
    theme(215, 252, (70, 90, 120), 255, 20, 95, (235, 235, 238), 20),
    theme(30, 36, (24, 26, 30), 235, 235, 180, (70, 90, 200), 255),
    theme(180, 246, (250, 250, 250), 20, 20, 85, (16, 124, 16), 255),
)

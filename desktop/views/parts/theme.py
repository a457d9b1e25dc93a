"""How the window looks: one sheet of styles, filled with the colours of the light or the dark look."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.views.parts.motion import apply_motion
from engine.wording import RESOURCES

_THEMES = RESOURCES / "themes"
_FAMILIES = (
    "Segoe UI", "SF Pro Text", "Inter", "Noto Sans", "Cantarell", "Ubuntu", "Open Sans", "Nimbus Sans",
    "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "WenQuanYi Micro Hei", "DejaVu Sans",
)  # fmt: skip
"""Latin first, then Chinese; Qt takes the first that has the letter."""
_BASE_PT = 10.5
_CONTRAST = "contrast_"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one look, by what they are for."""

    window: str
    sidebar: str
    surface: str
    raised: str
    field: str
    hover: str
    pressed: str
    border: str
    border_strong: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    accent_soft_text: str
    selection: str
    bubble: str
    code: str
    link: str
    info: str
    info_text: str
    warning: str
    warning_text: str
    error: str
    error_text: str
    ok: str
    busy: str
    danger: str
    scroll: str
    shadow: str

    @classmethod
    def load(cls, path: Path) -> Colours:
        """Read a look from its file."""
        return cls(**tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def colours_of(name: str) -> Colours:
    """Return the look `light` or `dark`, or one of these with high contrast: `contrast_light`, `contrast_dark`."""
    return Colours.load(_THEMES / f"{name}.toml")


class Theme(QObject):
    """Applies a look and a text size to the whole program, and follows the desktop when asked to."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = "system"
        self._percent = 100
        self._contrast = "system"
        self._motion = "system"
        self._waits = False
        self.name = "light"
        """Whether it is `light` or `dark`."""
        self.has_high_contrast = False
        self.may_move = True
        """Whether things on the screen may move."""
        app.setStyle(QStyleFactory.create("Fusion"))
        hints = desktop_hints()
        hints.colorSchemeChanged.connect(self._follow_desktop)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_contrast)

    @property
    def colours(self) -> Colours:
        return colours_of(self.look)

    @property
    def look(self) -> str:
        """The name of the colours in force."""
        return f"contrast_{self.name}" if self.has_high_contrast else self.name

    def apply(self, choice: str, font_percent: int, *, contrast: str = "system", motion: str = "system") -> None:
        """Show `light`, `dark` or the desktop's look (`system`), with text of this size.

        `contrast` is `normal`, `high` or the desktop's (`system`); `motion` is `full`, `reduced` or the desktop's.
        """
        self._choice, self._percent, self._contrast, self._motion = choice, font_percent, contrast, motion
        self.name = _desktop_look() if choice == "system" else choice
        self.has_high_contrast = _desktop_wants_contrast() if contrast == "system" else contrast == "high"
        self.may_move = apply_motion(self._app, motion)
        self._app.setFont(_font(font_percent))
        self._app.setPalette(_palette(self.colours))
        self._dress()
        self.changed.emit()

    @contextmanager
    def dressing_at_the_end(self) -> Iterator[None]:
        """Put the sheet of styles on once at the end of what is done here.

        While a window is put together, Qt would dress each of its widgets anew with every layout that takes it in:
        half of the time that the window takes.
        """
        self._waits = True
        try:
            yield
        finally:
            self._waits = False
            self._dress()

    def _dress(self) -> None:
        if not self._waits:
            self._app.setStyleSheet(style_sheet(self.look, self._percent))

    def _follow_desktop(self) -> None:
        if self._choice == "system":
            self._apply_again()

    def _follow_contrast(self) -> None:
        if self._contrast == "system":
            self._apply_again()

    def _apply_again(self) -> None:
        self.apply(self._choice, self._percent, contrast=self._contrast, motion=self._motion)


def style_sheet(name: str, font_percent: int) -> str:
    """Return the sheet of styles with every @name filled in; each ~px grows with the text. Raises KeyError."""
    colours = colours_of(name)
    values = {field.name: getattr(colours, field.name) for field in fields(colours)}
    values |= {
        "theme": name.removeprefix(_CONTRAST),
        "icons": (RESOURCES / "icons").as_posix(),
        "font_small": f"{_pt(9, font_percent)}pt",
        "font_normal": f"{_pt(_BASE_PT, font_percent)}pt",
        "font_heading": f"{_pt(12, font_percent)}pt",
        "font_title": f"{_pt(16.5, font_percent)}pt",
    }
    sheets = ("deskside.qss", "contrast.qss") if name.startswith(_CONTRAST) else ("deskside.qss",)
    template = "".join((_THEMES / sheet).read_text(encoding="utf-8").partition("*/")[2] for sheet in sheets)
    grown = re.sub(r"~(\d+)px", lambda found: f"{round(int(found[1]) * max(100, font_percent) / 100)}px", template)
    return re.sub(r"@([a-z_]+?)(?=[^a-z_]|$)", lambda found: values[found[1]], grown)


@cache
def desktop_hints() -> QStyleHints:
    """Return what the desktop wishes. Kept: where this wrapper goes, that of its accessibility hints goes with it."""
    return QGuiApplication.styleHints()


def _desktop_look() -> str:
    is_dark = desktop_hints().colorScheme() is Qt.ColorScheme.Dark
    return "dark" if is_dark else "light"


def _desktop_wants_contrast() -> bool:
    return desktop_hints().accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def _pt(size: float, percent: int) -> float:
    return round(size * percent / 100, 1)


def _font(percent: int) -> QFont:
    font = QFont()
    font.setFamilies(list(_FAMILIES))
    font.setPointSizeF(_pt(_BASE_PT, percent))
    # Inter draws the x between digits as a multiplication sign: an error code must look as it is typed.
    font.setFeature(QFont.Tag.fromString("calt"), 0)
    return font


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for part, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.field,
        role.AlternateBase: colours.surface,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.accent_text,
        role.Link: colours.link,
        role.LinkVisited: colours.link,
        role.Light: colours.surface,
        role.Midlight: colours.hover,
        role.Mid: colours.border,
        role.Dark: colours.border_strong,
        role.Shadow: colours.border_strong,
        role.Accent: colours.accent,
    }.items():
        palette.setColor(part, QColor(colour))
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor(colours.border_strong))
    return palette

"""The button above the list of cases: which of them it shows, and the way to folders and archive."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.viewmodels.cases import CasesViewModel
from desktop.views.parts.parts import Speaking, grown, themed_icon
from desktop.views.parts.theme import Theme
from engine.domain.filing import ARCHIVE, CURRENT, CasePlace, folder_key

_INDENT = "\u2003"


class PlaceButton(Speaking, QToolButton):
    """Says where the list is, and opens the tree of folders."""

    rename_wanted = Signal(str)
    """The folder that is shown."""

    def __init__(self, theme: Theme, cases: CasesViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._cases = theme, cases
        self._tree = QMenu(self)
        self._tree.aboutToShow.connect(self._fill)
        self.setMenu(self._tree)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoRaise(True)
        self.setObjectName("place_button")
        cases.listed.connect(self.retranslate)
        theme.changed.connect(self._draw_icon)
        self.retranslate()
        self._draw_icon()

    def retranslate(self) -> None:
        place = self._cases.place
        text = self.tr("Archive") if place == ARCHIVE else place.folder or self.tr("All cases")
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideLeft, _MOST_PX)
        self.setText(shown.replace("&", "&&") + "  ▾")
        self.setAccessibleName(self.tr("Shown: {place}").format(place=text))
        self.setToolTip(self.tr("Choose a folder, or the archive"))

    def entries(self) -> list[QAction]:
        """Return what the tree offers, as it is drawn now."""
        self._fill()
        return self._tree.actions()

    def _fill(self) -> None:
        self._tree.clear()
        self._add(self.tr("All cases"), CURRENT)
        for folder in self._cases.folders:
            if folder.cases:
                name = _INDENT * (folder.level + 1) + folder.name
                self._add(f"{name}  ({folder.cases})", CasePlace(folder.path, is_archived=False))
        self._tree.addSeparator()
        self._add(self.tr("Archive"), ARCHIVE)
        shown = self._cases.place.folder
        if shown:
            self._tree.addSeparator()
            rename = self._tree.addAction(self.tr("Rename this folder…"))
            rename.triggered.connect(partial(self.rename_wanted.emit, shown))

    def _add(self, text: str, place: CasePlace) -> None:
        action = self._tree.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        here = self._cases.place
        action.setChecked((folder_key(here.folder), here.is_archived) == (folder_key(place.folder), place.is_archived))
        action.triggered.connect(partial(self._go, place))

    def _go(self, place: CasePlace, _is_checked: bool = False) -> None:
        self._cases.go_to(place)

    def _draw_icon(self) -> None:
        self.setIconSize(QSize(grown(16), grown(16)))
        self.setIcon(themed_icon(self._theme, "folder"))


_MOST_PX = 170

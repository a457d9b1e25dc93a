"""The right column: the best fixes with the reason for each, and a search through all of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.actions import SPECS, keys_of
from desktop.viewmodels.fixes import FixesViewModel
from desktop.views.case.markdown import MarkdownView
from desktop.views.parts.parts import SPACE, Speaking, button, column, label, themed_icon, tool_button
from desktop.views.parts.search_field import SearchField
from desktop.views.parts.theme import Theme
from engine.domain.knowledge import CannedFix, FixState


class FixCard(Speaking, QFrame):
    """One fix: number, title, why it is offered; its text on request; one click inserts it."""

    insert_wanted = Signal(object)
    """The CannedFix."""
    link_chosen = Signal(str)
    pictures_wanted = Signal(object)
    """The CannedFix whose text is shown for the first time."""

    def __init__(
        self,
        theme: Theme,
        fix: CannedFix,
        number: int = 0,
        reasons: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.fix = fix
        self._theme = theme
        self._number = number
        self._reasons = reasons
        self._preview: MarkdownView | None = None
        self.setProperty("card", "fix")
        self._build()
        theme.changed.connect(self._draw_icons)
        self.retranslate()
        self._draw_icons()

    @property
    def is_open(self) -> bool:
        """Whether the text of the fix is shown."""
        return self._preview is not None and self._preview.isVisibleTo(self)

    def toggle(self) -> None:
        """Show or hide the text of the fix."""
        if self._preview is None:
            self._preview = MarkdownView(self._theme)
            self._preview.link_chosen.connect(lambda url: self.link_chosen.emit(url.toString()))
            self._layout.insertWidget(2, self._preview)
            self._preview.show_markdown(self.fix.text)
            self._preview.setVisible(True)
            self.pictures_wanted.emit(self.fix)
        else:
            self._preview.setVisible(not self._preview.isVisibleTo(self))
        self.retranslate()
        self._draw_icons()

    def show_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Show the text with its pictures."""
        if self._preview is not None:
            self._preview.show_markdown(self.fix.text, pictures)

    def insert(self) -> None:
        self.insert_wanted.emit(self.fix)

    def retranslate(self) -> None:
        self._insert.setText(self.tr("Insert"))
        name = self.tr("Insert fix: {title}").format(title=self.fix.title)
        self._insert.setAccessibleName(name)
        keys = keys_of(SPECS[f"fixes.insert_{self._number}"]) if f"fixes.insert_{self._number}" in SPECS else ""
        self._insert.setToolTip(f"{name} ({keys})" if keys else name)
        self._badge.setText(keys)
        self._badge.setVisible(bool(keys))
        text = self.tr("Hide steps") if self.is_open else self.tr("Show steps")
        self._toggle.setToolTip(text)
        self._toggle.setAccessibleName(self.tr("{what}: {title}").format(what=text, title=self.fix.title))
        if self._preview is not None:
            self._preview.setAccessibleName(self.fix.title)
        self.setAccessibleName(self.fix.title)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.toggle()

    def _build(self) -> None:
        self._toggle = tool_button(14)
        self._toggle.clicked.connect(self.toggle)
        title = label("strong", wraps=True)
        title.setText(self.fix.title)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(title, 1)
        head.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignTop)
        self._why = label("muted", wraps=True)
        self._why.setText(" · ".join(self._reasons) if self._reasons else self.fix.category)
        self._why.setVisible(bool(self._why.text()))
        self._badge = label("key")
        self._insert = button("soft")
        self._insert.clicked.connect(self.insert)
        foot = QHBoxLayout()
        foot.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        foot.addWidget(self._insert)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 10, 8, 10)
        self._layout.setSpacing(SPACE)
        self._layout.addLayout(head)
        self._layout.addWidget(self._why)
        self._layout.addLayout(foot)

    def _draw_icons(self) -> None:
        self._toggle.setIcon(themed_icon(self._theme, "chevron_up" if self.is_open else "chevron_down"))
        self._insert.setIcon(themed_icon(self._theme, "insert", "accent"))


class _SearchField(SearchField):
    """Escape empties it and goes back to the question."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()


class FixPanel(Speaking, QWidget):
    """Suggested fixes, or those a search found."""

    insert_wanted = Signal(object)
    link_chosen = Signal(str)
    search_left = Signal()

    def __init__(self, theme: Theme, fixes: FixesViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fixes = fixes
        self._found: tuple[CannedFix, ...] = ()
        self._cited: tuple[CannedFix, ...] = ()
        """What an answer points to besides what is suggested."""
        self.search = _SearchField()
        self._heading = label("section")
        self._empty = label("muted", wraps=True)
        self._build()
        self.search.textChanged.connect(fixes.search)
        self.search.returnPressed.connect(self._insert_first)
        self.search.left.connect(self.search_left)
        fixes.suggested.connect(self._show_suggested)
        fixes.found.connect(self._show_found)
        fixes.cited.connect(self._show_cited)
        fixes.pictures_found.connect(self._show_pictures)
        self.retranslate()

    @property
    def cards(self) -> list[FixCard]:
        """The cards that are shown, best first."""
        items = (self._list.itemAt(place) for place in range(self._list.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, FixCard)]

    def insert(self, number: int) -> None:
        """Insert the suggested fix of this number (1 is the best), if there is one."""
        suggestions = self._fixes.suggestions
        if number <= len(suggestions):
            self.insert_wanted.emit(suggestions[number - 1].fix)

    def show_fix(self, number: int, uid: str) -> bool:
        """Open the card of a fix that an answer cites; tell whether it is shown here."""
        for place, card in enumerate(self.cards, start=1):
            if card.fix.uid == uid or (not uid and place == number):
                if not card.is_open:
                    card.toggle()
                self._scroll.ensureWidgetVisible(card)
                return True
        return False

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search all fixes"))
        self.search.setAccessibleName(self.tr("Search all fixes"))
        self._scroll.setAccessibleName(self.tr("Fixes"))
        is_searching = bool(self.search.text().strip())
        self._heading.setText(self.tr("Fixes found") if is_searching else self.tr("Fixes that may help"))
        if is_searching:
            self._empty.setText(self.tr("No fix was found."))
        else:
            self._empty.setText(self.tr("Fixes appear here while you describe the problem."))

    def _build(self) -> None:
        canvas = QWidget()
        self._list = QVBoxLayout(canvas)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2 * SPACE)
        self._list.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(canvas)
        layout = column(self, gap=2 * SPACE)
        layout.addWidget(self.search)
        layout.addWidget(self._heading)
        layout.addWidget(self._empty)
        layout.addWidget(self._scroll, 1)

    def _show_suggested(self, _: object) -> None:
        self._cited = ()
        if not self.search.text().strip():
            self._draw()

    def _show_found(self, found: tuple[CannedFix, ...]) -> None:
        self._found = found
        self._draw()

    def _show_cited(self, fix: CannedFix | None) -> None:
        """Put a fix before those that are suggested, and open it."""
        if fix is None:
            return
        self._cited = (fix,)
        self.search.clear()
        self._draw()
        self.show_fix(0, fix.uid)

    def _show_pictures(self, fix: CannedFix, pictures: Mapping[str, bytes]) -> None:
        for card in self.cards:
            if card.fix == fix:
                card.show_pictures(pictures)

    def _draw(self) -> None:
        """Show other cards; what was being read in one of them stays open."""
        open_ones = {card.fix.uid for card in self.cards if card.is_open}
        for card in self.cards:
            card.hide()
            card.deleteLater()
            self._list.removeWidget(card)
        if self.search.text().strip():
            cards = [FixCard(self._theme, fix) for fix in self._found]
        else:
            cards = [FixCard(self._theme, fix, reasons=self._why_cited(fix)) for fix in self._cited]
            cards += [
                FixCard(self._theme, passage.fix, place, passage.reasons)
                for place, passage in enumerate(self._fixes.suggestions, start=1)
            ]
        for place, card in enumerate(cards):
            card.insert_wanted.connect(self.insert_wanted)
            card.link_chosen.connect(self.link_chosen)
            card.pictures_wanted.connect(self._fixes.find_pictures)
            self._list.insertWidget(place, card)
            if card.fix.uid in open_ones:
                card.toggle()
        self._empty.setVisible(not cards)
        self.retranslate()

    def _why_cited(self, fix: CannedFix) -> tuple[str, ...]:
        why = self.tr("an answer of this case cites it")
        return (why, self.tr("retired")) if fix.state is FixState.RETIRED else (why,)

    def _insert_first(self) -> None:
        if self.search.text().strip() and self.cards:
            self.cards[0].insert()

"""Asks below the fixes whether the one that was inserted last has helped."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.viewmodels.fixes import FixesViewModel
from desktop.views.parts.parts import SPACE, ElidedLabel, Speaking, button, themed_icon, tool_button
from desktop.views.parts.theme import Theme
from engine.domain.knowledge import CannedFix


class FixFeedback(Speaking, QFrame):
    """Two buttons for one fix; shown after it was inserted, until something is said or it is closed."""

    def __init__(self, theme: Theme, fixes: FixesViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._fixes = theme, fixes
        self._fix: CannedFix | None = None
        self.setProperty("card", "fix")
        self._question = ElidedLabel("muted")
        self.solved, self.not_solved, self._close = button("soft"), button("quiet"), tool_button(12)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._question, 1)
        head.addWidget(self._close)
        foot.addWidget(self.solved)
        foot.addWidget(self.not_solved)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.addLayout(head)
        layout.addLayout(foot)
        self.solved.clicked.connect(self._mark_solved)
        self.not_solved.clicked.connect(self._mark_not_solved)
        self._close.clicked.connect(self.hide)
        fixes.used.connect(self._ask)
        theme.changed.connect(self._draw_icons)
        self.hide()
        self.retranslate()
        self._draw_icons()

    def retranslate(self) -> None:
        title = self._fix.title if self._fix else ""
        self._question.show_text(self.tr("Did it help? {title}").format(title=title))
        for control, text in (
            (self.solved, self.tr("Solved")),
            (self.not_solved, self.tr("Not solved")),
        ):
            control.setText(text)
            control.setAccessibleName(f"{text}: {title}")
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))

    def _ask(self, fix: CannedFix) -> None:
        self._fix = fix
        self.retranslate()
        self.show()

    def _mark_solved(self) -> None:
        self._mark(has_solved=True)

    def _mark_not_solved(self) -> None:
        self._mark(has_solved=False)

    def _mark(self, *, has_solved: bool) -> None:
        if self._fix is not None:
            self._fixes.mark(self._fix, has_solved=has_solved)
        self.hide()

    def _draw_icons(self) -> None:
        self._close.setIcon(themed_icon(self._theme, "close"))

"""The right column: the fixes that fit, how they fared, and below them the parameters of the answer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.settings_bridge import SettingsBridge
from desktop.viewmodels.fixes import FixesViewModel
from desktop.views.case.parameter_panel import ParameterPanel
from desktop.views.fixes.fix_feedback import FixFeedback
from desktop.views.fixes.fix_panel import FixPanel
from desktop.views.parts.parts import SPACE, column
from desktop.views.parts.theme import Theme


class RightColumn(QWidget):
    """Lays out what stands beside the open case."""

    def __init__(self, theme: Theme, fixes: FixesViewModel, settings: SettingsBridge) -> None:
        super().__init__()
        self.setObjectName("fixes_column")
        self.fix_panel = FixPanel(theme, fixes)
        self.parameters = ParameterPanel(theme, settings)
        layout = column(self, margin=3 * SPACE, gap=2 * SPACE)
        layout.addWidget(self.fix_panel, 1)
        layout.addWidget(FixFeedback(theme, fixes))
        layout.addWidget(self.parameters)

"""The dialog in which a covered picture is drawn on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop.viewmodels.annotation import AT_A_POINT, Ink, Tool
from desktop.viewmodels.thumbnails import image_of
from desktop.views.annotate.annotation_canvas import AnnotationCanvas
from desktop.views.annotate.inks import KEYS as INK_KEYS
from desktop.views.annotate.inks import ink_icon, ink_text
from desktop.views.parts.flow import FlowLayout, FlowRow
from desktop.views.parts.parts import SPACE, Speaking, button, column, label, tool_button
from engine.domain.picture import RedactedImage

KEYS = {
    Tool.HAND: "V",
    Tool.ARROW: "A",
    Tool.BOX: "R",
    Tool.TEXT: "T",
    Tool.STEP: "N",
    Tool.HIGHLIGHT: "H",
    Tool.CROP: "C",
}


def tool_text(tool: Tool) -> str:
    """Return what a tool is called in the language of the window."""
    texts = {
        Tool.HAND: QCoreApplication.translate("Tools", "Move"),
        Tool.ARROW: QCoreApplication.translate("Tools", "Arrow"),
        Tool.BOX: QCoreApplication.translate("Tools", "Box"),
        Tool.TEXT: QCoreApplication.translate("Tools", "Text"),
        Tool.STEP: QCoreApplication.translate("Tools", "Step number"),
        Tool.HIGHLIGHT: QCoreApplication.translate("Tools", "Highlight"),
        Tool.CROP: QCoreApplication.translate("Tools", "Crop"),
    }
    return texts[tool]


class Annotator(Speaking, QDialog):
    """Tools above, the picture in the middle; `drawn` has the sheet when the agent is done."""

    drawn = Signal(object)
    """A Layer. The dialog stays until it is told that the picture was made, or why it was not."""

    def __init__(self, picture: RedactedImage, parent: QWidget) -> None:
        super().__init__(parent)
        self.canvas = AnnotationCanvas(image_of(picture))
        self.canvas.changed.connect(self._show_what_is_possible)
        self.fault = label(wraps=True)
        self.fault.setVisible(False)
        self._tools: dict[Tool, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._inks: dict[Ink, QToolButton] = {}
        self._ink_group = QButtonGroup(self)
        self.undo, self.redo, self.cancel = button(), button(), button()
        self.done_button = button("primary")
        self._hint = label("muted", wraps=True)
        self._build()
        self._connect()
        self.retranslate()
        self._show_what_is_possible()
        self.resize((QSize(max(picture.width, 760), picture.height) + QSize(40, 240)).boundedTo(parent.size() * 0.95))
        self.canvas.setFocus()

    def ink_button(self, ink: Ink) -> QToolButton:
        return self._inks[ink]

    def tool_button(self, tool: Tool) -> QPushButton:
        return self._tools[tool]

    def show_fault(self, text: str) -> None:
        """Say why the picture could not be made; the drawing is still there."""
        self.fault.setText(f"⚠ {text}")
        self.fault.setVisible(True)
        self.setEnabled(True)
        self.canvas.setFocus()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Annotate the covered picture"))
        for tool, made in self._tools.items():
            made.setText(self.tr("{name} ({key})").format(name=tool_text(tool), key=KEYS[tool]))
            made.setAccessibleName(tool_text(tool))
        for ink, swatch in self._inks.items():
            swatch.setAccessibleName(ink_text(ink))
            swatch.setToolTip(self.tr("{name} ({key})").format(name=ink_text(ink), key=INK_KEYS[ink]))
        for made, text, keys in (
            (self.undo, self.tr("Undo"), "Ctrl+Z"),
            (self.redo, self.tr("Redo"), "Ctrl+Y"),
            (self.done_button, self.tr("Done"), "Ctrl+Enter"),
            (self.cancel, self.tr("Cancel"), "Esc"),
        ):
            made.setText(text)
            made.setAccessibleName(text)
            made.setToolTip(self.tr("{name} ({key})").format(name=text, key=keys))
        self._show_hint()

    def _show_hint(self) -> None:
        """Say what mouse and keys do with the tool at hand."""
        if self.canvas.tool in AT_A_POINT:
            text = self.tr("Click where it is to stand; or arrow keys (Ctrl: by 10, Shift: by 50), then Enter.")
        elif self.canvas.tool is not Tool.HAND:
            text = self.tr(
                "Drag on the picture; or arrow keys (Ctrl: by 10, Shift: by 50), Enter to begin and to end a mark."
            )
        elif self.canvas.hand.held is None and self.canvas.crop_hand.region is not None:
            text = self.tr(
                "Click a mark to take it up; or Page Down for the next one. Drag the frame of the crop, its sides or "
                "corners; or arrow keys (Alt: its far corner)."
            )
        elif self.canvas.hand.held is None:
            text = self.tr("Click a mark to take it up; or Page Down for the next one.")
        else:
            text = self.tr(
                "Drag the mark or its ends; or arrow keys (Alt: its end). 1 to 5: ink. Delete takes it away. "
                "F2: its words. Page Down: the next one."
            )
        self._hint.setText(text)
        # A longer text must not push the picture away under the pointer.
        self._hint.setMinimumHeight(2 * self._hint.fontMetrics().lineSpacing())

    def reject(self) -> None:
        """Escape: first what was begun, then the whole drawing."""
        if not self.canvas.give_up():
            super().reject()

    def _build(self) -> None:
        row = FlowRow()
        tools = FlowLayout(row, gap=SPACE, is_first_wide=False)
        for tool in Tool:
            made = button()
            made.setCheckable(True)
            made.clicked.connect(partial(self._choose, tool))
            self._group.addButton(made)
            self._tools[tool] = made
            tools.addWidget(made)
        for ink in Ink:
            swatch = tool_button(28, 12)
            swatch.setCheckable(True)
            swatch.setIcon(ink_icon(ink, self.devicePixelRatioF()))
            swatch.clicked.connect(partial(self.canvas.choose_ink, ink))
            self._ink_group.addButton(swatch)
            self._inks[ink] = swatch
            tools.addWidget(swatch)
        tools.addWidget(self.undo)
        tools.addWidget(self.redo)
        self._tools[Tool.ARROW].setChecked(True)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.done_button)
        whole = column(self, margin=3 * SPACE, gap=2 * SPACE)
        whole.addWidget(row)
        whole.addWidget(self.canvas, 1)
        whole.addWidget(self.fault)
        whole.addWidget(self._hint)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self.undo.clicked.connect(self.canvas.undo)
        self.redo.clicked.connect(self.canvas.redo)
        self.cancel.clicked.connect(super().reject)
        self.done_button.clicked.connect(self._finish)
        for tool, key in KEYS.items():
            self._bind(key, partial(self._choose, tool), of=self.canvas)
        for ink, key in INK_KEYS.items():
            self._bind(key, partial(self.canvas.choose_ink, ink), of=self.canvas)
        self._bind("Ctrl+Z", self.canvas.undo)
        self._bind("Ctrl+Y", self.canvas.redo)
        self._bind("Ctrl+Shift+Z", self.canvas.redo)
        self._bind("Ctrl+Return", self._finish)
        self._bind("Ctrl+Enter", self._finish)

    def _bind(self, key: str, act: Callable[[], None], of: QWidget | None = None) -> None:
        """Bind a key; the letters of the tools hold on the canvas alone, so that words can be typed."""
        shortcut = QShortcut(QKeySequence(key), of or self)
        if of is not None:
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)

    def _choose(self, tool: Tool) -> None:
        self._tools[tool].setChecked(True)
        self.canvas.choose(tool)

    def _finish(self) -> None:
        """Hand the drawing over; with nothing drawn there is nothing to do."""
        self.canvas.give_up()
        if self.canvas.history.now.is_empty:
            super().reject()
            return
        self.fault.setVisible(False)
        self.setEnabled(False)
        self.drawn.emit(self.canvas.layer())

    def _show_what_is_possible(self) -> None:
        self.undo.setEnabled(self.canvas.history.can_undo)
        self.redo.setEnabled(self.canvas.history.can_redo)
        self._inks[self.canvas.ink].setChecked(True)
        self._show_hint()

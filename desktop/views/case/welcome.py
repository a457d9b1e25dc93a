"""What an empty case shows: the three steps, each a button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QWidget

from desktop.actions import SPECS, keys_of
from desktop.views.parts.icons import pixmap
from desktop.views.parts.parts import SPACE, Speaking, button, column, grown, label, themed_icon
from desktop.views.parts.theme import Theme
from engine.domain.model import BackendState, BackendStatus

_NARROW_PX = 620


class _Step(QFrame):
    """One of the three steps."""

    chosen = Signal()

    def __init__(self, icon_name: str, theme: Theme) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._theme = theme
        self.setProperty("card", "step")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._icon = QLabel()
        self.title = label("strong", wraps=True)
        self.text = label("muted", wraps=True)
        layout = column(self, margin=4 * SPACE, gap=2 * SPACE)
        for widget in (self._icon, self.title, self.text):
            layout.addWidget(widget)
        layout.addStretch(1)
        theme.changed.connect(self._draw)
        self._draw()

    def say(self, title: str, text: str) -> None:
        self.title.setText(title)
        self.text.setText(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def _draw(self) -> None:
        self._icon.setPixmap(themed_icon(self._theme, self._icon_name, "accent").pixmap(grown(24), grown(24)))


class WelcomeView(Speaking, QWidget):
    """Tells a new agent what to do, and everybody else where to begin."""

    capture_chosen = Signal()
    sample_chosen = Signal()
    question_chosen = Signal()
    models_chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = ""
        mark = QLabel()
        mark.setPixmap(pixmap("deskside", "#000", 52, self.devicePixelRatioF()))
        mark.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title = label("title", wraps=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text = label(wraps=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._steps = (_Step("region", theme), _Step("shield", theme), _Step("send", theme))
        for step, signal in zip(
            self._steps, (self.capture_chosen, self.sample_chosen, self.question_chosen), strict=True
        ):
            step.chosen.connect(signal)
        self._row = QHBoxLayout()
        self._row.setSpacing(3 * SPACE)
        for step in self._steps:
            self._row.addWidget(step, 1)
        self._foot = label("muted", wraps=True)
        self._foot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.models = button("link")
        self.models.clicked.connect(self.models_chosen)
        self.models.hide()
        layout = column(self, gap=3 * SPACE)
        layout.addStretch(2)
        for widget in (mark, self._title, self._text):
            layout.addWidget(widget)
        layout.addSpacing(4 * SPACE)
        layout.addLayout(self._row)
        layout.addSpacing(2 * SPACE)
        layout.addWidget(self._foot)
        layout.addWidget(self.models, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.retranslate()

    def set_width(self, width: int) -> None:
        """Put the steps below each other where there is little room."""
        is_narrow = width < _NARROW_PX
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)

    def show_status(self, status: BackendStatus | None) -> None:
        """Offer to add a model where there is none."""
        self.models.setVisible(status is not None and status.state is BackendState.NO_MODEL)
        self._host = status.host if status is not None else ""
        self._say_where_it_stays()

    def retranslate(self) -> None:
        self.models.setText(self.tr("No model is installed yet. Add one…"))
        self.models.setAccessibleName(self.models.text())
        self._title.setText(self.tr("What is on the screen?"))
        self._text.setText(self.tr("Show the problem, see what is covered, ask. Three steps."))
        capture, cover, ask = self._steps
        capture.say(
            self.tr("1  Capture"),
            self.tr("Drag over the part of the screen that shows the problem, or paste a screenshot."),
        )
        cover.say(
            self.tr("2  Check what is covered"),
            self.tr("Names, numbers and passwords are found and covered for good. Try it on a sample."),
        )
        ask.say(
            self.tr("3  Ask"),
            self.tr("The answer quotes your desk's own fixes. Insert the first of them with {keys}.").format(
                keys=keys_of(SPECS["fixes.insert_1"]) or "…"
            ),
        )
        self._say_where_it_stays()

    def _say_where_it_stays(self) -> None:
        stays = self.tr("Nothing leaves this computer.")
        if self._host:
            stays = self.tr("Covered pictures and questions go to {host}, nothing else and nowhere else.").format(
                host=self._host
            )
        keys = self.tr("{palette} finds every command, {sheet} shows all keys.").format(
            palette=keys_of(SPECS["app.palette"]) or "…", sheet=keys_of(SPECS["help.keys"]) or "…"
        )
        # In Chinese nothing stands between two sentences.
        self._foot.setText(stays + keys if stays.endswith("。") else f"{stays} {keys}")

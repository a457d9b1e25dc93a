"""One control for one row of the settings table: made from its type, bound to its value."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QWidget,
)

from desktop.settings_bridge import SettingsBridge
from desktop.views.parts.parts import SPACE, button
from desktop.views.settings.hotkey_field import HotkeyField
from desktop.views.settings.setting_words import choice_text, name_of
from engine.settings import TABLE
from engine.settings.table import Value

_MOST_OF_INT = 2**31 - 1
_KEY_SEQUENCES = frozenset({"capture.hotkey"})
_FOLDERS = frozenset({"model.folder"})


class WholeNumberField(QSpinBox):
    """A spin box that scrolls only when it has the focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(QDoubleSpinBox):
    """A spin box for fractions, and for whole numbers too large for Qt's own."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SettingField(QObject):
    """The control of one setting. It writes what the agent changes, and follows changes made elsewhere."""

    edited = Signal()

    def __init__(self, key: str, settings: SettingsBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = TABLE[key]
        self._settings = settings
        self._is_filling = False
        self.widget: QWidget
        self.focus_widget: QWidget
        self._slider: QSlider | None = None
        self._browse: QPushButton | None = None
        self._make()
        settings.changed.connect(self._follow)
        if isinstance(self.focus_widget, QAbstractSpinBox):
            self.focus_widget.lineEdit().setTextMargins(6, 0, 0, 0)
        self.fill()
        self.retranslate()

    def fill(self) -> None:
        """Show the value as it is set."""
        self._is_filling = True
        value = self._settings.get(self.row.key)
        control = self.focus_widget
        match control:
            case QCheckBox():
                control.setChecked(bool(value))
            case QComboBox():
                control.setCurrentIndex(control.findData(value))
            case QSpinBox():
                control.setValue(int(value))
            case QDoubleSpinBox():
                control.setValue(float(value))
            case QKeySequenceEdit():
                if isinstance(self.widget, HotkeyField):
                    self.widget.show_sequence(str(value))
            case QLineEdit() if control.text() != str(value):
                control.setText(str(value))
            case _:
                pass
        if self._slider is not None:
            self._slider.setValue(round(float(value) * 100))
        self._is_filling = False

    def retranslate(self) -> None:
        """Write names in the language of the window."""
        name = name_of(self.row)
        self.focus_widget.setAccessibleName(name)
        if self._slider is not None:
            self._slider.setAccessibleName(name)
        holder = self.focus_widget if isinstance(self.focus_widget, QKeySequenceEdit) else self.widget
        for child in holder.findChildren(QLineEdit):
            child.setAccessibleName(name)
            if isinstance(self.focus_widget, QKeySequenceEdit):
                child.setPlaceholderText(QCoreApplication.translate("Choices", "Press the keys"))
        if self._browse is not None:
            self._browse.setAccessibleName(name)
        if isinstance(self.focus_widget, QComboBox):
            self.focus_widget.view().setAccessibleName(name)
            for place in range(self.focus_widget.count()):
                self.focus_widget.setItemText(place, choice_text(self.focus_widget.itemData(place)))

    def _make(self) -> None:
        row = self.row
        if isinstance(row.default, bool):
            self._make_check()
        elif row.choices:
            self._make_choice()
        elif isinstance(row.default, int | float):
            self._make_number()
        elif row.key in _KEY_SEQUENCES:
            hotkey = HotkeyField(self._settings)
            hotkey.recorded.connect(self._write)
            self.widget, self.focus_widget = hotkey, hotkey.keys
        else:
            self._make_text()

    def _make_check(self) -> None:
        check = QCheckBox()
        check.toggled.connect(self._write)
        self.widget = self.focus_widget = check

    def _make_choice(self) -> None:
        combo = QComboBox()
        for choice in self.row.choices:
            combo.addItem(choice, choice)
        combo.currentIndexChanged.connect(lambda place: self._write(combo.itemData(place)))
        self.widget = self.focus_widget = combo

    def _make_number(self) -> None:
        row = self.row
        low, high = row.low or 0, row.high if row.high is not None else _MOST_OF_INT
        if isinstance(row.default, int) and high <= _MOST_OF_INT:
            whole = WholeNumberField()
            whole.setRange(int(low), int(high))
            whole.setSingleStep(64 if high >= 4096 else 1)
            whole.setKeyboardTracking(False)
            whole.valueChanged.connect(self._write)
            self.widget = self.focus_widget = whole
            return
        number = NumberField()
        number.setRange(low, high)
        number.setDecimals(0 if isinstance(row.default, int) else 2)
        number.setSingleStep(1 if isinstance(row.default, int) else 0.05)
        number.setGroupSeparatorShown(False)
        number.setKeyboardTracking(False)
        number.valueChanged.connect(self._write_number)
        self.focus_widget = number
        self.widget = self._with_slider(number) if isinstance(row.default, float) else number

    def _with_slider(self, number: QDoubleSpinBox) -> QWidget:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(round((self.row.low or 0) * 100), round((self.row.high or 1) * 100))
        slider.setSingleStep(5)
        slider.valueChanged.connect(lambda value: self._write_number(value / 100))
        self._slider = slider
        both = QWidget()
        layout = QHBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(slider, 1)
        layout.addWidget(number)
        return both

    def _make_text(self) -> None:
        text = QLineEdit()
        text.editingFinished.connect(lambda: self._write(text.text()))
        self.widget = self.focus_widget = text
        if self.row.key not in _FOLDERS:
            return
        browse = button()
        browse.setText("…")
        self._browse = browse
        browse.clicked.connect(self._choose_folder)
        both = QWidget()
        layout = QHBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(text, 1)
        layout.addWidget(browse)
        self.widget = both

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self.widget, name_of(self.row), self._settings.text(self.row.key))
        if folder:
            self._write(folder)
            self.fill()

    def _write_number(self, value: float) -> None:
        self._write(int(value) if isinstance(self.row.default, int) else round(value, 2))

    def _write(self, value: Value) -> None:
        if self._is_filling:
            return
        if self._settings.set(self.row.key, value):
            self.edited.emit()
        else:
            self.fill()

    def _follow(self, key: str) -> None:
        if key == self.row.key:
            self.fill()

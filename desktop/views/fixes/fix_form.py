"""Asks for what goes into the blanks of a fix: a field for each, by its kind, and the text as it will be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, QSize, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from desktop.views.case.markdown import MarkdownView
from desktop.views.parts.parts import SPACE, Speaking, button, column, label
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import shown_language
from engine.domain.knowledge import CannedFix, without_pictures
from engine.domain.placeholders import BlankKind, Placeholder, fill, placeholders
from engine.wording import is_known, say

_SIZE = QSize(600, 480)
_ISO = "yyyy-MM-dd"


def name_of(blank: str) -> str:
    """Return what a blank is called in the language of the window; one of a desk's own is called as it is written."""
    key = f"blank.{blank.lower().replace('.', '_')}"
    return say(key, shown_language()) if is_known(key) else blank.replace("_", " ")


class FixForm(Speaking, QDialog):
    """One form. A field that is left empty leaves its blank visible, or takes its default."""

    filled = Signal(object, str)
    """The CannedFix and its text with everything put in."""

    def __init__(
        self,
        theme: Theme,
        fix: CannedFix,
        known: Mapping[str, str],
        parent: QWidget | None = None,
        today: date | None = None,
    ) -> None:
        super().__init__(parent)
        self._fix = fix
        self._blanks = placeholders(fix.body)
        self.fields: dict[str, QLineEdit | QComboBox | QDateEdit] = {}
        """By the names of the blanks."""
        self._names: dict[str, QLabel] = {}
        self._preview = MarkdownView(theme)
        self._build(known, today or date.today())
        self.retranslate()
        self._follow()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Fill in: {title}").format(title=self._fix.title))
        self._insert.setText(self.tr("Insert"))
        self._insert.setAccessibleName(self.tr("Insert"))
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel"))
        self._preview.setAccessibleName(self.tr("Preview"))
        self._scroll.setAccessibleName(self.tr("Preview"))
        for blank, name in self._names.items():
            name.setText(name_of(blank))
            self.fields[blank].setAccessibleName(name_of(blank))
        self._hint.setText(self._problem())

    def values(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {name: _value(field) for name, field in self.fields.items()}

    def accept(self) -> None:
        if self._wrong() is None:
            self.filled.emit(self._fix, without_pictures(fill(self._fix.body, self.values())))
            super().accept()

    def _build(self, known: Mapping[str, str], today: date) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(2 * SPACE)
        form.setHorizontalSpacing(4 * SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for blank in self._blanks:
            field = _field_of(blank, blank.proposed(known, today))
            name = self._names[blank.name] = label()
            name.setBuddy(field)
            form.addRow(name, field)
            self.fields[blank.name] = field
            _changed_signal(field).connect(self._follow)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._preview)
        self._hint = label("muted", wraps=True)
        self._cancel, self._insert = button(), button("primary")
        self._insert.setDefault(True)
        self._cancel.clicked.connect(self.reject)
        self._insert.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._insert)
        layout = column(self, margin=5 * SPACE, gap=3 * SPACE)
        layout.addLayout(form)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(foot)
        self.resize(_SIZE)

    def _follow(self) -> None:
        self._preview.show_markdown(without_pictures(fill(self._fix.body, self.values())))
        self._hint.setText(self._problem())
        self._insert.setEnabled(self._wrong() is None)

    def _wrong(self) -> Placeholder | None:
        """Return the first blank whose field holds what it does not take."""
        values = self.values()
        for blank in self._blanks:
            value = values[blank.name]
            if value and not blank.takes(value) and value != blank.default:
                return blank
        return None

    def _problem(self) -> str:
        wrong = self._wrong()
        if wrong is not None:
            return self.tr("{name} must be a number.").format(name=name_of(wrong.name))
        values = self.values()
        empty = [name_of(blank.name) for blank in self._blanks if not values[blank.name] and blank.default is None]
        return self.tr("Still empty: {names}").format(names=", ".join(empty)) if empty else ""


def _field_of(blank: Placeholder, proposed: str) -> QLineEdit | QComboBox | QDateEdit:
    if blank.kind is BlankKind.CHOICE:
        choices = QComboBox()
        choices.addItems(list(blank.choices))
        choices.setCurrentIndex(max(0, choices.findText(proposed)))
        return choices
    if blank.kind is BlankKind.DATE:
        day = QDateEdit()
        day.setCalendarPopup(True)
        day.setDisplayFormat(_ISO)
        given = QDate.fromString(proposed, _ISO)
        day.setDate(given if given.isValid() else QDate.currentDate())
        return day
    line = QLineEdit(proposed)
    line.selectAll()
    return line


def _value(field: QLineEdit | QComboBox | QDateEdit) -> str:
    if isinstance(field, QComboBox):
        return field.currentText()
    return field.text().strip()


def _changed_signal(field: QLineEdit | QComboBox | QDateEdit):  # type: ignore[no-untyped-def]
    if isinstance(field, QComboBox):
        return field.currentTextChanged
    return field.dateChanged if isinstance(field, QDateEdit) else field.textChanged

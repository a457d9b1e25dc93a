"""The form of one profile: its name, the application that it holds for, and what holds there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.views.parts.parts import SPACE, Speaking, column, label
from desktop.views.settings.setting_words import choice_text, name_of
from engine.domain.finding import CoverExtent, EntityType
from engine.domain.rules import ASKABLE, Profile, RedactionRules, Treatment, allow_list
from engine.domain.screen import Application
from engine.settings import TABLE

_LIST_PX = 72
_CHOICE_PX = 236
_NAME_PX = 148
_PATTERNS = ("window_class", "process", "title")


class Choice(QComboBox):
    """A combo box that scrolls only when it has the focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class WordList(QPlainTextEdit):
    """Words, one a line. Tab goes on to the next field."""

    left = Signal()
    """The agent has gone on to something else."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(_LIST_PX)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    @property
    def words(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


class ProfileForm(Speaking, QWidget):
    """Shows a profile and gives back what it became."""

    edited = Signal()
    """A field was left, or something was chosen."""

    def __init__(self, general: RedactionRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._general = general
        self._is_filling = False
        self.name = QLineEdit()
        self.patterns = {key: QLineEdit() for key in _PATTERNS}
        self.extent = Choice()
        self.cover, self.allow = WordList(), WordList()
        self.treatments = {kind: Choice() for kind in ASKABLE}
        self._labels: dict[QWidget, QLabel] = {}
        self._titles = {part: label("section") for part in ("application", "words", "kinds")}
        self._hint, self._words_hint = label("muted", wraps=True), label("muted", wraps=True)
        self._lay_out()
        for line in (self.name, *self.patterns.values()):
            line.editingFinished.connect(self._tell)
        for words in (self.cover, self.allow):
            words.left.connect(self._tell)
        for choice in (self.extent, *self.treatments.values()):
            choice.currentIndexChanged.connect(self._tell)
        self.retranslate()

    def show_profile(self, profile: Profile) -> None:
        """Fill the fields. Tells nobody."""
        self._is_filling = True
        self.name.setText(profile.name)
        for key, line in self.patterns.items():
            line.setText(getattr(profile.application, key))
        _choose(self.extent, profile.extent)
        self.cover.setPlainText("\n".join(profile.words))
        self.allow.setPlainText("\n".join(sorted(profile.allowed)))
        for kind, choice in self.treatments.items():
            _choose(choice, profile.treatments.get(kind))
        self._is_filling = False

    @property
    def profile(self) -> Profile:
        """The profile as the fields say it."""
        chosen = {kind: choice.currentData() for kind, choice in self.treatments.items()}
        extent = self.extent.currentData()
        return Profile(
            self.name.text().strip(),
            Application(**{key: line.text().strip() for key, line in self.patterns.items()}),
            {kind: Treatment(treatment) for kind, treatment in chosen.items() if treatment},
            self.cover.words,
            allow_list(self.allow.words),
            CoverExtent(extent) if extent else None,
        )

    def retranslate(self) -> None:
        self._titles["application"].setText(self.tr("Application"))
        self._titles["words"].setText(self.tr("Words"))
        self._titles["kinds"].setText(self.tr("What is covered"))
        self._name(self.name, self.tr("Name"))
        self._name(self.patterns["window_class"], self.tr("Window class"))
        self._name(self.patterns["process"], self.tr("Program"))
        self._name(self.patterns["title"], self.tr("Title of the window"))
        self._name(self.extent, self.tr("How far"))
        self._name(self.cover, self.tr("Always covered"))
        self._name(self.allow, self.tr("Never covered"))
        for key, example in (("window_class", "saplogon*"), ("process", "saplogon*"), ("title", "*SAP Easy Access*")):
            self.patterns[key].setPlaceholderText(example)
        self._hint.setText(
            self.tr(
                "* stands for any text, ? for one character. Every pattern given must fit. "
                "Without any, the profile is chosen by hand in the review."
            )
        )
        self._words_hint.setText(
            self.tr("One a line. In what is always covered, * stands for letters, digits, dots and dashes.")
        )
        self._retranslate_choices()

    def _retranslate_choices(self) -> None:
        self._is_filling = True
        general = {kind: self._general.treatment(kind) for kind in ASKABLE}
        for kind, choice in self.treatments.items():
            name = name_of(TABLE[f"redaction.{kind.value}"])
            if kind in self._general.always_covered:
                name = QCoreApplication.translate("Policy", "{name} (set by your organisation)").format(name=name)
                choice.setEnabled(False)
            self._name(choice, name)
            self._fill(choice, general[kind], self._allowed(kind))
        extents = [CoverExtent.TEXT, CoverExtent.BOX]
        is_fixed = self._general.least_extent is CoverExtent.BOX
        self._fill(self.extent, self._general.extent, extents[is_fixed:])
        self.extent.setEnabled(not is_fixed)
        self._is_filling = False

    def _allowed(self, kind: EntityType) -> list[Treatment]:
        """Return the treatments that the organisation lets a profile give."""
        floor = self._general.floors.get(kind, Treatment.LEAVE)
        return [treatment for treatment in Treatment if treatment.strictness >= floor.strictness]

    def _fill(
        self, choice: Choice, general: Treatment | CoverExtent, offered: Sequence[Treatment | CoverExtent]
    ) -> None:
        chosen = choice.currentData()
        choice.clear()
        choice.addItem(self.tr("As elsewhere ({choice})").format(choice=choice_text(general.value)), "")
        for each in offered:
            choice.addItem(choice_text(each.value), each.value)
        choice.setCurrentIndex(max(0, choice.findData(chosen)))

    def _name(self, field: QWidget, text: str) -> None:
        self._labels[field].setText(text)
        field.setAccessibleName(text)
        if isinstance(field, QComboBox):
            field.view().setAccessibleName(text)

    def _tell(self) -> None:
        if not self._is_filling:
            self.edited.emit()

    def _lay_out(self) -> None:
        body = column(self, gap=2 * SPACE)
        body.setContentsMargins(0, 0, 2 * SPACE, 0)
        body.addLayout(self._rows({self.name: None}))
        body.addWidget(self._titles["application"])
        body.addLayout(self._rows(dict.fromkeys(self.patterns.values())))
        body.addWidget(self._hint)
        body.addWidget(self._titles["words"])
        body.addLayout(self._rows({self.cover: None, self.allow: None}))
        body.addWidget(self._words_hint)
        body.addWidget(self._titles["kinds"])
        body.addLayout(self._rows({self.extent: _CHOICE_PX, **dict.fromkeys(self.treatments.values(), _CHOICE_PX)}))
        body.addStretch(1)

    def _rows(self, fields: Mapping[QWidget, int | None]) -> QGridLayout:
        """Lay fields out below each other, each with its name before it."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        for number, (field, width) in enumerate(fields.items()):
            self._labels[field] = name = label(wraps=width is not None)
            name.setBuddy(field)
            if width is None:
                name.setMinimumWidth(_NAME_PX)
                grid.setColumnStretch(1, 1)
            else:
                field.setFixedWidth(width)
                grid.setColumnStretch(0, 1)
            at = Qt.AlignmentFlag.AlignTop if isinstance(field, QPlainTextEdit) else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(name, number, 0, at)
            grid.addWidget(field, number, 1)
        return grid


def _choose(choice: Choice, wanted: Treatment | CoverExtent | None) -> None:
    choice.setCurrentIndex(max(0, choice.findData(wanted.value if wanted else "")))

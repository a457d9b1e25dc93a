"""The picture at the place where a quote stands; and the steps of an answer on the picture, to be copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.views.case.guide_painting import guide_picture, steps_text
from desktop.views.case.places_view import PlacesView
from desktop.views.parts.parts import SPACE, ElidedLabel, Speaking, button, column, label
from engine.domain.evidence import GuideStep, Place, Quote
from engine.domain.picture import RedactedImage

_SHARE = 0.92
_SIDE_BY_SIDE_PX = 760
_STEPS_CHARS = 42


class PlaceViewer(Speaking, QDialog):
    """One quote on the picture; the next place by a button or a key where there are several."""

    shows_case = True

    def __init__(self, quote: Quote, pictures: Mapping[str, RedactedImage], parent: QWidget) -> None:
        super().__init__(parent)
        self._quote = quote
        self._pictures = pictures
        self._places = [place for place in quote.places if place.digest in pictures]
        self._number = 0
        self._said = ElidedLabel()
        self._next = button()
        self._next.clicked.connect(self.show_next)
        self._next.setVisible(len(self._places) > 1)
        self._next.setShortcut("N")
        self.view = PlacesView()
        head = QHBoxLayout()
        head.addWidget(self._said, 1)
        head.addWidget(self._next)
        layout = column(self, margin=2 * SPACE, gap=2 * SPACE)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self.resize(_size_for(self._places[0].digest, pictures, parent) if self._places else QSize(400, 300))
        self.retranslate()

    @property
    def place(self) -> Place:
        """The one that is looked at."""
        return self._places[self._number]

    def show_next(self) -> None:
        self._number = (self._number + 1) % len(self._places)
        self._go()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._go()
        self.view.setFocus()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Place on the picture"))
        self.view.setAccessibleName(self.tr("Covered picture"))
        self._next.setText(self.tr("Next place"))
        self._next.setAccessibleName(self.tr("Next place"))
        self._say()

    def _go(self) -> None:
        if not self._places:
            return
        place = self.place
        others = [each for each in self._places if each != place]
        self.view.show_places(self._pictures[place.digest], (place, *others))
        self.view.go_to(place.region)
        self._say()

    def _say(self) -> None:
        words = self.tr("“{text}”: place {number} of {total}").format(
            text=self._quote.text, number=self._number + 1, total=len(self._places)
        )
        self._said.show_text(words)
        self.view.setAccessibleDescription(words)


class _WholeSteps(QStyledItemDelegate):
    """Makes each row as high as its words need at the width that there is: a step is read whole or not at all."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        listed = self.parent()
        assert isinstance(listed, QListWidget)
        style, metrics = listed.style(), listed.fontMetrics()
        tick = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) + 2 * SPACE
        width = listed.viewport().width() - 2 * listed.spacing() - tick - 6 * SPACE
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        needed = metrics.boundingRect(0, 0, max(width, 1), 0, Qt.TextFlag.TextWordWrap, words)
        return QSize(listed.viewport().width() - 2 * listed.spacing(), needed.height() + 3 * SPACE)


class GuideDialog(Speaking, QDialog):
    """The steps of an answer with their numbers on the picture. What is unticked is neither drawn nor written."""

    shows_case = True

    copied = Signal()

    def __init__(self, steps: Sequence[GuideStep], pictures: Mapping[str, RedactedImage], parent: QWidget) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._pictures = pictures
        self.view = PlacesView()
        self.list = QListWidget()
        self.list.setObjectName("guide_steps")
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setItemDelegate(_WholeSteps(self.list))
        self.list.setSpacing(5)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._hint = label("muted", wraps=True)
        self.copy_button = button("primary")
        self.copy_button.clicked.connect(self.copy)
        self._close = button()
        self._close.clicked.connect(self.reject)
        self._build()
        self._fill()
        first = next((mark.place.digest for step in self._steps for mark in step.marks), "")
        self.resize(_size_for(first, pictures, parent) + QSize(self._steps_width(), 60))
        self.resize(self.size().boundedTo(parent.size() * _SHARE))
        self.retranslate()
        self.list.setCurrentRow(0)

    def chosen_steps(self) -> tuple[GuideStep, ...]:
        """The steps that are ticked."""
        ticked = Qt.CheckState.Checked
        return tuple(step for row, step in enumerate(self._steps) if self.list.item(row).checkState() == ticked)

    def copy(self) -> None:
        """Put the picture with its numbers, and the steps as text, on the clipboard."""
        steps = self.chosen_steps()
        copied = QMimeData()
        copied.setText(steps_text(steps))
        picture = guide_picture(steps, self._pictures, self.font())
        if not picture.isNull():
            copied.setImageData(picture)
        QGuiApplication.clipboard().setMimeData(copied)
        self.copied.emit()
        self.accept()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Show the user where"))
        self.view.setAccessibleName(self.tr("Covered picture with numbers"))
        self.list.setAccessibleName(self.tr("Steps"))
        self._hint.setText(self.tr("What is covered stays covered. Untick a step to leave it out."))
        self.copy_button.setText(self.tr("Copy picture and steps"))
        self.copy_button.setAccessibleName(self.tr("Copy picture and steps"))
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
        for row, step in enumerate(self._steps):
            self.list.item(row).setText(self._words(step))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _SIDE_BY_SIDE_PX
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        self.list.setMaximumWidth(self._steps_width() if is_wide else 16_777_215)
        self.list.setMaximumHeight(16_777_215 if is_wide else max(120, self.height() // 3))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.scheduleDelayedItemsLayout()  # the heights of wrapped lines were told before the width was known

    def _steps_width(self) -> int:
        return self.fontMetrics().averageCharWidth() * _STEPS_CHARS

    def _build(self) -> None:
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(2 * SPACE)
        self._body.addWidget(self.view, 1)
        self._body.addWidget(self.list)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._close)
        foot.addWidget(self.copy_button)
        layout = column(self, margin=3 * SPACE, gap=3 * SPACE)
        layout.addLayout(self._body, 1)
        layout.addLayout(foot)
        self.list.itemChanged.connect(self._draw)
        self.list.currentRowChanged.connect(self._draw)

    def _fill(self) -> None:
        for step in self._steps:
            item = QListWidgetItem(self._words(step))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)

    def _words(self, step: GuideStep) -> str:
        words = f"{step.number}. {step.text}"
        return words if step.marks else self.tr("{step} (no place on the picture)").format(step=words)

    def _draw(self, _: object = None) -> None:
        """Draw the picture of the step that is chosen, with all numbers that are on it."""
        row = max(0, self.list.currentRow())
        steps = (self._steps[row], *self._steps) if self._steps else ()
        place = next((mark.place for step in steps for mark in step.marks if mark.place.digest in self._pictures), None)
        if place is None:
            return
        marks = [mark for step in self.chosen_steps() for mark in step.marks]
        self.view.show_marks(self._pictures[place.digest], marks)
        numbers = ", ".join(mark.label for mark in self.view.marks)
        self.view.setAccessibleDescription(self.tr("Numbers on the picture: {numbers}").format(numbers=numbers))


def _size_for(digest: str, pictures: Mapping[str, RedactedImage], parent: QWidget) -> QSize:
    picture = pictures.get(digest)
    wanted = QSize(picture.width + 64, picture.height + 110) if picture else QSize(760, 520)
    return wanted.expandedTo(QSize(480, 320)).boundedTo(parent.size() * _SHARE)

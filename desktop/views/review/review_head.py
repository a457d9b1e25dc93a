"""The head of the review: what was found, how and how far it is covered, by whose rules, and the preview."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.views.parts.buttons import RowPlace, Switch
from desktop.views.parts.flow import FlowLayout, FlowRow
from desktop.views.parts.parts import ElidedLabel, Speaking
from desktop.views.review.review_controls import name_control
from desktop.views.review.review_keys import with_keys
from engine.domain.finding import CoverExtent, CoverLook, RedactionPlan
from engine.domain.rules import NO_PROFILE


def _set_by_organisation() -> str:
    return QCoreApplication.translate("Policy", "Set by your organisation")


class ReviewHead(Speaking, FlowRow):
    """Title and counts; look and extent of covered places; the rules that hold; the preview."""

    look_chosen = Signal(object)
    """A CoverLook."""
    extent_chosen = Signal(object)
    """A CoverExtent."""
    profile_chosen = Signal(str)
    """The name of a profile, or an empty text for the general rules."""
    preview_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        font = QFont(self._title.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(round(QFontInfo(font).pixelSize() * 1.3))
        self._title.setFont(font)
        self._counts = QLabel(self)
        self._why = ElidedLabel("muted", self)
        self._look_label, self._extent_label, self._profile_label = QLabel(self), QLabel(self), QLabel(self)
        places = (RowPlace.FIRST, RowPlace.INNER, RowPlace.LAST)
        self._looks = {look: Switch(place, self) for look, place in zip(CoverLook, places, strict=True)}
        ends = (RowPlace.FIRST, RowPlace.LAST)
        self._extents = {extent: Switch(place, self) for extent, place in zip(CoverExtent, ends, strict=True)}
        self._profiles = QComboBox(self)
        self._profile_reason = ""
        self._preview = Switch(RowPlace.ALONE, self)
        self._is_look_fixed = self._is_extent_fixed = False
        self._connect()
        self._lay_out()
        self.set_profiles(())
        self.retranslate()

    @property
    def is_preview(self) -> bool:
        return self._preview.isChecked()

    def set_preview(self, is_wanted: bool) -> None:
        self._preview.setChecked(is_wanted)

    def toggle_preview(self) -> None:
        self._preview.toggle()

    def set_fixed(self, *, look: bool, extent: bool) -> None:
        """Say what the organisation has decided: its buttons only show it."""
        self._is_look_fixed, self._is_extent_fixed = look, extent
        self.retranslate()

    def set_profiles(self, names: tuple[str, ...]) -> None:
        """Offer the profiles there are; without any, nothing is to be chosen."""
        self._profiles.blockSignals(True)
        self._profiles.clear()
        self._profiles.addItem("", NO_PROFILE)
        for name in names:
            self._profiles.addItem(name, name)
        self._profiles.blockSignals(False)
        self._profile_group.setVisible(bool(names))
        self._name_profiles()

    def show_state(self, counts: str, plan: RedactionPlan, is_open: bool) -> None:
        """Show the counts and how the plan covers; `is_open` says whether there is a plan to work on."""
        self._counts.setText(counts)
        self._looks[plan.look].setChecked(True)
        self._extents[plan.extent].setChecked(True)
        for button in self._looks.values():
            button.setEnabled(is_open and not self._is_look_fixed)
        for button in self._extents.values():
            button.setEnabled(is_open and not self._is_extent_fixed)
        self._preview.setEnabled(is_open)
        self._profiles.setEnabled(is_open)
        self._profile_reason = plan.profile_reason
        self._profiles.setCurrentIndex(max(0, self._profiles.findData(plan.profile)))
        self._name_profiles()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Check what is covered"))
        self._look_label.setText(
            self.tr("Look (set by your organisation):") if self._is_look_fixed else self.tr("Look:")
        )
        self._extent_label.setText(
            self.tr("Cover (set by your organisation):") if self._is_extent_fixed else self.tr("Cover:")
        )
        self._profile_label.setText(self.tr("Rules:"))
        for look, text, hint in (
            (CoverLook.LABEL, self.tr("Labels"), self.tr("Cover with a label that names the kind.")),
            (CoverLook.FROSTED, self.tr("Frosted"), self.tr("Cover with the colours of the surroundings.")),
            (CoverLook.PLAIN, self.tr("Plain"), self.tr("Cover with a plain box.")),
        ):
            self._looks[look].setText(text)
            name_control(self._looks[look], text, _set_by_organisation() if self._is_look_fixed else hint)
        for extent, text, hint in (
            (CoverExtent.TEXT, self.tr("Text"), with_keys(self.tr("Cover the texts alone"), "review.extent")),
            (
                CoverExtent.BOX,
                self.tr("Whole field"),
                with_keys(
                    self.tr("Cover the whole field or cell, so that the length is hidden too; also for one box alone"),
                    "review.extent",
                    "review.extent_one",
                ),
            ),
        ):
            self._extents[extent].setText(text)
            name_control(self._extents[extent], text, _set_by_organisation() if self._is_extent_fixed else hint)
        self._preview.setText(self.tr("What the model sees"))
        name_control(
            self._preview,
            self.tr("Show what the model sees"),
            with_keys(self.tr("Show what the model sees"), "review.preview"),
        )
        self._name_profiles()

    def _name_profiles(self) -> None:
        self._profiles.setItemText(0, self.tr("General"))
        reasons = {
            "window_class": self.tr("The window belongs to this application (its class fits)."),
            "process": self.tr("The window belongs to this application (its program fits)."),
            "title": self.tr("The window's title fits this application."),
            "hand": self.tr("You chose these rules."),
        }
        why = reasons.get(self._profile_reason, self.tr("The general rules hold; no application was recognised."))
        name_control(self._profiles, self.tr("Rules that hold on this picture"), why)
        self._profiles.setAccessibleDescription(why)
        self._why.show_text(f"{self._profiles.currentText()}: {why}")
        self._why.setVisible(bool(self._profile_reason))
        self._profiles.view().setAccessibleName(self.tr("Rules that hold on this picture"))

    def _connect(self) -> None:
        self._look_group, self._extent_group = QButtonGroup(self), QButtonGroup(self)
        for group, buttons in ((self._look_group, self._looks), (self._extent_group, self._extents)):
            for number, button in enumerate(buttons.values()):
                group.addButton(button, number)
        self._look_group.idClicked.connect(self._choose_look)
        self._extent_group.idClicked.connect(self._choose_extent)
        self._profiles.activated.connect(self._choose_profile)
        self._preview.toggled.connect(self.preview_toggled)

    def _lay_out(self) -> None:
        words = QWidget(self)
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(self._title)
        lines.addWidget(self._counts)
        lines.addWidget(self._why)
        self._profile_group = _joined(self._profile_label, self._profiles, gap=6)
        row = FlowLayout(self, gap=10)
        for piece in (
            words,
            self._profile_group,
            _joined(self._look_label, _joined(*self._looks.values()), gap=6),
            _joined(self._extent_label, _joined(*self._extents.values()), gap=6),
            self._preview,
        ):
            row.addWidget(piece)

    def _choose_look(self, number: int) -> None:
        self.look_chosen.emit(list(CoverLook)[number])

    def _choose_extent(self, number: int) -> None:
        self.extent_chosen.emit(list(CoverExtent)[number])

    def _choose_profile(self, number: int) -> None:
        self.profile_chosen.emit(self._profiles.itemData(number))


def _joined(*widgets: QWidget, gap: int = 0) -> QWidget:
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget)
    return group

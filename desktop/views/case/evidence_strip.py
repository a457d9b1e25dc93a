"""The lines below an answer that say what of it stands on the picture, and what does not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.views.parts.parts import SPACE, Speaking, button, column, grown, label, set_property, themed_icon
from desktop.views.parts.theme import Theme
from engine.domain.evidence import Evidence, Origin, Quote, QuoteKind

_MOST_NAMED = 8


class EvidenceStrip(Speaking, QWidget):
    """Hidden while there is nothing to say."""

    guide_wanted = Signal(object)
    """An Evidence whose steps are to be shown on the picture."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._evidence = Evidence()
        self._missing = QFrame()
        self._missing_icon, self._missing_text = QLabel(), label(wraps=True)
        self._missing_text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        warning = QHBoxLayout(self._missing)
        warning.setSpacing(2 * SPACE)
        self._warning = warning
        warning.addWidget(self._missing_icon, 0, Qt.AlignmentFlag.AlignTop)
        warning.addWidget(self._missing_text, 1)
        self._found = QWidget()
        self._found_icon, self._found_text = QLabel(), label("muted")
        self.guide_button = button("link")
        self.guide_button.clicked.connect(self._ask_for_guide)
        row = QHBoxLayout(self._found)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._found_icon)
        row.addWidget(self._found_text)
        row.addWidget(self.guide_button)
        row.addStretch(1)
        layout = column(self, gap=SPACE)
        layout.addWidget(self._missing)
        layout.addWidget(self._found)
        theme.changed.connect(self._draw_icons)
        self._draw_icons()
        self.show_evidence(Evidence())

    @property
    def evidence(self) -> Evidence:
        """What is told."""
        return self._evidence

    @property
    def words(self) -> str:
        """All that is said, for tests and screen readers."""
        parts = ((self._missing, self._missing_text), (self._found, self._found_text))
        return "\n".join(text.text() for frame, text in parts if frame.isVisibleTo(self))

    def show_evidence(self, evidence: Evidence) -> None:
        """Tell of other evidence, or of none."""
        self._evidence = evidence
        self.retranslate()

    def retranslate(self) -> None:
        found, missing = self._evidence.found, self._evidence.missing
        self.setVisible(bool(found or missing))
        self._missing.setVisible(bool(missing))
        self._missing_text.setText(self._about_missing(missing))
        self._show_weight(is_warning=_is_made_up(missing))
        self._found.setVisible(bool(found))
        self._found_text.setText(self.tr("Found on the picture: {count}").format(count=_count(found)))
        self.guide_button.setText(self.tr("Show the user where…"))
        self.guide_button.setAccessibleName(self.tr("Show the user where…"))
        self.guide_button.setToolTip(self.tr("Number the steps on the picture, and copy it with the steps as text"))
        self.guide_button.setVisible(self._evidence.can_guide)

    def _about_missing(self, missing: tuple[Quote, ...]) -> str:
        """Say what is not on the picture, each once, with where else it stands."""
        said = dict.fromkeys(self._with_origin(quote) for quote in missing)
        names = list(said)[:_MOST_NAMED]
        more = len(said) - len(names)
        text = self.tr("Not on the picture: {quotes}").format(quotes=self.tr(", ").join(names))
        if more:
            text += self.tr(" and {count} more").format(count=more)
        if _is_made_up(missing):
            text += "\n" + self.tr("The model may have made up a code. Check it before you pass it on.")
        return text

    def _with_origin(self, quote: Quote) -> str:
        shown = self.tr("“{text}”").format(text=quote.text)
        match quote.origin:
            case Origin.QUESTION:
                return self.tr("{quote} (from your question)").format(quote=shown)
            case Origin.FIX:
                return self.tr("{quote} (from fix [{number}])").format(quote=shown, number=quote.fix_number)
            case _:
                return shown

    def _show_weight(self, *, is_warning: bool) -> None:
        """A code from nowhere is a warning; the name of a menu may well be on another screen."""
        set_property(self._missing, "card", "advice" if is_warning else "")
        set_property(self._missing_text, "role", "" if is_warning else "muted")
        margins = (10, 8, 10, 8) if is_warning else (0, 0, 0, 0)
        self._warning.setContentsMargins(*margins)
        self._draw_icons()

    def _ask_for_guide(self) -> None:
        self.guide_wanted.emit(self._evidence)

    def _draw_icons(self) -> None:
        is_warning = self._missing.property("card") == "advice"
        icon = themed_icon(self._theme, "not_there", "warning_text" if is_warning else "busy")
        self._missing_icon.setPixmap(
            icon.pixmap(grown(18), grown(18)) if is_warning else icon.pixmap(grown(14), grown(14))
        )
        self._found_icon.setPixmap(themed_icon(self._theme, "place", "accent").pixmap(grown(14), grown(14)))


def _is_made_up(missing: tuple[Quote, ...]) -> bool:
    kinds = (QuoteKind.CODE, QuoteKind.LABEL)
    return any(quote.origin is Origin.NOWHERE and quote.kind in kinds for quote in missing)


def _count(quotes: tuple[Quote, ...]) -> int:
    return len({quote.text.casefold() for quote in quotes})

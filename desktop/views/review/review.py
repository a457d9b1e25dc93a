"""The review: what will be covered on a capture, before anything is sent or kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QVBoxLayout,
    QWidget,
)

from desktop.viewmodels.naming import shown_language
from desktop.viewmodels.review import NOTHING, ReviewModel
from desktop.views.parts.buttons import PrimaryButton
from desktop.views.parts.notice_line import NoticeLine
from desktop.views.parts.parts import ElidedLabel, button
from desktop.views.review.review_canvas import ReviewCanvas
from desktop.views.review.review_controls import BusyCard, ZoomBar, column, name_control, row, scrolling
from desktop.views.review.review_head import ReviewHead
from desktop.views.review.review_keys import key_table, keys_for, pressed, with_keys
from desktop.views.review.review_side import ReviewSide
from desktop.views.review.shared_room import SharedRoom
from desktop.views.review.wording import asked_text, confirm_text, counts_text, describe, readable_text
from engine.domain.finding import RedactionPlan
from engine.domain.model import SeenSize
from engine.domain.notice import Severity
from engine.domain.picture import Capture, Picture
from engine.wording import remedy, say

_IMAGE_TOKENS = (1024, 2048)
"""Fewest and most for one picture, until the settings are known."""
_LEAST_PICTURE_PX = 150


class ReviewPane(QWidget):
    """Shows a capture with what was found on it, and gives back the plan as the agent left it.

    Call `set_busy` while the redactor looks, then `show_plan`, `show_fault` if covering failed, and `clear`.
    """

    plan_confirmed = Signal(object)
    """The RedactionPlan, exactly as shown."""
    cancelled = Signal()
    preview_requested = Signal(object)
    """A RedactionPlan that the agent wants to see covered; `show_preview` answers."""
    look_again_requested = Signal()
    """The agent wants the capture looked at once more; `show_plan` with the same capture answers."""
    profile_chosen = Signal(str)
    """The agent wants the rules of a profile (empty: the general ones); `show_plan` answers as to a second look."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ReviewModel(self)
        self._is_busy = False
        self._fault = ""
        self._pointed = NOTHING
        self._is_second_awaited = False
        self._image_tokens = _IMAGE_TOKENS
        self._shown_keys = ""
        self._build_widgets()
        self._lay_out()
        self._connect()
        self.retranslate()
        self._refresh()

    def show_plan(self, capture: Capture, plan: RedactionPlan) -> None:
        """Begin the review of a plan, or take over the second look that was asked for."""
        self._leave_busy()
        is_second, self._is_second_awaited = self._is_second_awaited, False
        if is_second and capture is self.model.capture:
            self.model.look_again(plan)
            self._refresh()
            return
        self._head.set_preview(False)
        self._canvas.set_picture(capture)
        self.model.open(capture, plan)
        self._refresh()
        self._canvas.setFocus()

    def set_busy(self, text: str, capture: Capture | None = None) -> None:
        """Show the capture (or the one under review) dimmed, with a line that says what is being done.

        Esc emits `cancelled`; everything else waits.
        """
        self._is_busy = True
        self._fault = ""
        self._head.set_preview(False)
        if capture is not None:
            self.model.close()
            self._canvas.set_picture(capture)
        self._canvas.set_dimmed(True)
        self._busy.say(text)
        self._refresh()
        self._canvas.setFocus()

    def show_preview(self, picture: Picture) -> None:
        """Show the picture as the redactor made it and the model sees it, if the preview is still wanted."""
        if self._head.is_preview:
            self._canvas.set_preview(True, picture)
            self._tell_detail()

    def set_image_tokens(self, least: int, most: int) -> None:
        """Say between how many tokens the model spends on a picture."""
        self._image_tokens = (least, most)

    def set_fixed(self, *, look: bool, extent: bool) -> None:
        """Say what of the covering the organisation has decided."""
        self.model.is_look_fixed, self.model.is_extent_fixed = look, extent
        self._head.set_fixed(look=look, extent=extent)

    def set_profiles(self, names: tuple[str, ...]) -> None:
        """Say which profiles of applications there are to choose from."""
        self._head.set_profiles(names)

    def show_fault(self, text: str) -> None:
        """Say why the plan could not be carried out, and let the agent go on with the review."""
        self._leave_busy()
        self._fault = text
        self._refresh()

    def clear(self) -> None:
        """Forget the capture, so that no raw pixels stay behind."""
        self._leave_busy()
        self._head.set_preview(False)
        self._canvas.set_picture(None)
        self.model.close()

    def confirm(self) -> None:
        """Give the plan back as it is shown, once the agent has decided about everything that is asked."""
        if self._is_open and self.model.plan.asked:
            self.model.decide_next()
        elif self._is_open:
            self.plan_confirmed.emit(self.model.plan)

    def cancel(self) -> None:
        """Undo a drag in progress, or leave the preview, or else give up the review."""
        if self._canvas.is_dragging:
            self._canvas.cancel_drag()
        elif self._head.is_preview:
            self._head.set_preview(False)
        else:
            self.cancelled.emit()

    def sizeHint(self) -> QSize:
        return QSize(1180, 760)

    # Building

    def _build_widgets(self) -> None:
        self._head = ReviewHead(self)
        self._canvas = ReviewCanvas(self.model, self)
        self._busy = BusyCard(self._canvas.viewport())
        self._zoom = ZoomBar(self._canvas, self)
        self._side = ReviewSide(self.model, self)
        self._list = self._side.list
        self._notice = NoticeLine(self)
        self._hint = ElidedLabel("muted", self)
        self._cancel = button(parent=self)
        self._cancel.setMinimumWidth(96)
        self._confirm = PrimaryButton(self)
        self._confirm.setMinimumWidth(200)

    def _lay_out(self) -> None:
        self._room = SharedRoom(column(self._canvas, self._zoom), self._side, self)
        body = QWidget(self)
        parts = QVBoxLayout(body)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(10)
        parts.addWidget(self._head)
        parts.addWidget(self._room, 1)
        self._canvas.setMinimumHeight(_LEAST_PICTURE_PX)
        foot = row(self._hint, self._cancel, self._confirm, stretched=self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(scrolling(body), 1)
        layout.addWidget(self._notice)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.model.plan_changed.connect(self._follow_plan)
        self.model.selection_changed.connect(self._refresh)
        self.model.uncovering_refused.connect(self._tell_refusal)
        self._canvas.pointed_at.connect(self._point_at)
        self._head.look_chosen.connect(self.model.set_look)
        self._head.extent_chosen.connect(self.model.set_extent)
        self._head.profile_chosen.connect(self._choose_profile)
        self._head.preview_toggled.connect(self._toggle_preview)
        self._notice.action_chosen.connect(self.model.cover_all)
        self._side.box_wanted.connect(self._add_box)
        self._side.look_again_wanted.connect(self._look_again)
        self._cancel.clicked.connect(self.cancelled)
        self._confirm.clicked.connect(self.confirm)

    # Keys

    def _handlers(self) -> dict[str, Callable[[], None]]:
        """What the rows of the table do here. Arrow keys go to the picture."""
        canvas, model, side = self._canvas, self.model, self._side
        return {
            "review.next": model.select_next,
            "review.previous": self._select_previous,
            "review.toggle": side.toggle_selected,
            "review.extent": model.toggle_extent,
            "review.extent_one": model.toggle_whole,
            "review.add": self._add_box,
            "review.remove": side.remove_selected,
            "review.undo": model.undo,
            "review.redo": model.redo,
            "review.preview": self._head.toggle_preview,
            "review.zoom_in": canvas.zoom_in,
            "review.zoom_out": canvas.zoom_out,
            "review.zoom_fit": canvas.zoom_fit,
            "review.zoom_actual": canvas.zoom_actual,
            "review.confirm": self.confirm,
            "review.press": self._press_or_confirm,
            "review.cancel": self.cancel,
        }

    def _key_action(self, event: QKeyEvent) -> Callable[[], None] | None:
        action = key_table(self._handlers()).get(pressed(event))
        if not self._is_open and action != self.cancel:
            return None
        return action

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self._shown_keys != (keys := self._keys_text()):
            self._shown_keys = keys
            QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LanguageChange))  # a dialog may have changed keys
        if event.type() == QEvent.Type.ShortcutOverride and self._key_action(cast(QKeyEvent, event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._key_action(event)
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

    def _press_or_confirm(self) -> None:
        """Enter on a button presses that button; anywhere else it confirms."""
        focused = self.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        else:
            self.confirm()

    def _select_previous(self) -> None:
        self.model.select_next(-1)

    def _look_again(self) -> None:
        self._is_second_awaited = True
        self.look_again_requested.emit()

    def _choose_profile(self, name: str) -> None:
        self._is_second_awaited = True
        self.profile_chosen.emit(name)

    def _add_box(self) -> None:
        if self.model.add_in_middle(self._canvas.visible_region()):
            self._canvas.setFocus()

    # Following the model

    @property
    def _is_open(self) -> bool:
        """There is a plan to work on."""
        return not self._is_busy and self.model.capture is not None

    def _leave_busy(self) -> None:
        self._is_busy = False
        self._fault = ""
        self._busy.hide()
        self._canvas.set_dimmed(False)

    def _follow_plan(self) -> None:
        self._fault = ""
        if self._head.is_preview:
            self._canvas.set_preview(True)
            self.preview_requested.emit(self.model.plan)
        self._refresh()

    def _toggle_preview(self, is_wanted: bool) -> None:
        self._canvas.set_preview(is_wanted)
        if is_wanted:
            self.preview_requested.emit(self.model.plan)
        self._tell_detail()

    def _point_at(self, index: int) -> None:
        self._pointed = index
        self._tell_detail()

    def _refresh(self) -> None:
        """Draw everything that depends on the plan, the selection, or being busy."""
        self._pointed = NOTHING
        plan = self.model.plan
        counts = counts_text(plan) if self._is_open else self.tr("The picture stays in memory only.")
        self._head.show_state(counts, plan, self._is_open)
        self._side.show_state(self._is_open)
        self._confirm.setEnabled(self._is_open)
        self._confirm.setText(confirm_text(plan) if self._is_open else self.tr("Cover and continue"))
        self._hint.show_text(self._keys_text() if self._is_open else "")
        self._tell_notice()
        self._tell_detail()

    def _tell_notice(self) -> None:
        readable = self.model.readable_count
        if not self._is_open:
            self._notice.clear()
        elif self._fault:
            self._notice.say(Severity.ERROR, self._fault)
        elif self.model.plan.asked:
            self._notice.say(Severity.WARNING, self._with_remark(asked_text(len(self.model.plan.asked))))
        elif readable:
            self._notice.say(Severity.WARNING, self._with_remark(readable_text(readable)), self.tr("Cover all"))
        elif self.model.plan.remarks:
            self._notice.say(self.model.plan.remarks[-1].severity, self._with_remark())
        elif not self.model.plan.masks:
            text = self.tr("Nothing sensitive was found. Look for yourself before you continue.")
            self._notice.say(Severity.INFO, text)
        else:
            self._notice.clear()

    def _with_remark(self, text: str = "") -> str:
        """Return a text, and behind it what the agent should know about how the plan was made."""
        language = shown_language()
        parts = [text]
        for remark in self.model.plan.remarks:
            parts += [say(remark.key, language, **remark.values), remedy(remark.key, language, **remark.values)]
        return " ".join(part for part in parts if part)

    def _tell_refusal(self) -> None:
        self._notice.say(Severity.INFO, self.tr("Your organisation wants this covered."))

    def _tell_detail(self) -> None:
        index = self._pointed if self._pointed != NOTHING else self.model.selected
        if self._head.is_preview and self._canvas.is_exact:
            self._zoom.tell(self._seen_text())
        elif self._head.is_preview:
            self._zoom.tell(self.tr("This is about how the model will see the picture."))
        elif index == NOTHING:
            self._zoom.tell("")
        else:
            self._zoom.tell(describe(self.model.plan.masks[index]))

    def _seen_text(self) -> str:
        """Say at which size the model sees the picture, and what that costs."""
        capture = self.model.capture
        if capture is None:
            return ""
        seen = SeenSize.of(capture.width, capture.height, *self._image_tokens)
        text = self.tr("This is the picture as the model will see it: {width} × {height} pixels, {tokens} tokens.")
        return text.format(width=seen.width, height=seen.height, tokens=f"{seen.tokens:,}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._busy.centre()
        self._room.follow_width(self.width())

    def hideEvent(self, event: QHideEvent) -> None:
        self._canvas.cancel_drag()
        super().hideEvent(event)

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._refresh()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language that is installed now."""
        self._cancel.setText(self.tr("Cancel"))
        name_control(self._canvas, self.tr("Captured picture with the places that will be covered"))
        name_control(
            self._cancel, self.tr("Cancel the review"), with_keys(self.tr("Drop this picture"), "review.cancel")
        )

    def _keys_text(self) -> str:
        """Name the keys that are needed most, as they are now."""
        pairs = (
            ("review.next", self.tr("next")),
            ("review.toggle", self.tr("cover or show")),
            ("review.extent", self.tr("whole fields")),
            ("", self.tr("drag to cover more")),
            ("review.press", self.tr("goes on")),
            ("review.cancel", self.tr("drops")),
        )
        keyed = ((keys_for(action) if action else "", action, text) for action, text in pairs)
        return " · ".join(f"{keys} {text}".strip() for keys, action, text in keyed if keys or not action)

"""How the actions stand: which can be taken now, which are switched on, and what their icons look like."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.actions import TABLE, ActionSet
from desktop.viewmodels.cases import CasesViewModel
from desktop.viewmodels.conversation import ConversationViewModel
from desktop.views.parts.columns import Column, Columns
from desktop.views.parts.parts import themed_icon
from desktop.views.parts.theme import Theme

_OF_A_CASE = ("case.rename", "case.export", "case.delete")
_OF_A_LISTED_CASE = ("case.pin", "case.hold", "case.tags", "case.note")
_OF_AN_ANSWER = ("answer.retry", "answer.continue")


class ActionStates(QObject):
    """Follows the columns and the theme by itself; `follow_case` is for everything else that changes."""

    def __init__(
        self,
        actions: ActionSet,
        theme: Theme,
        columns: Columns,
        cases: CasesViewModel,
        conversation: ConversationViewModel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._actions, self._theme, self._columns = actions, theme, columns
        self._cases, self._conversation = cases, conversation
        columns.shown_changed.connect(self._follow_columns)
        theme.changed.connect(self._draw_icons)
        self._follow_columns()
        self._draw_icons()

    def follow_case(self) -> None:
        """Another case is shown or listed, or an answer began or ended."""
        number, is_busy = self._conversation.conversation_id, self._conversation.is_busy
        self._enable(_OF_A_CASE, number is not None and not is_busy)
        listed = self._cases.case_of(number)
        self._enable(_OF_A_LISTED_CASE, listed is not None)
        self._actions["case.pin"].setChecked(listed is not None and listed.is_pinned)
        self._actions["case.hold"].setChecked(listed is not None and listed.is_held)
        self._enable(_OF_AN_ANSWER, not is_busy and not self._conversation.is_empty)
        self._enable(("answer.edit",), number is not None)
        self._enable(("model.unload",), not is_busy)

    def _enable(self, action_ids: tuple[str, ...], can_be_taken: bool) -> None:
        for action_id in action_ids:
            self._actions[action_id].setEnabled(can_be_taken)

    def _follow_columns(self) -> None:
        for action_id, place in (("view.cases", Column.CASES), ("view.fixes", Column.FIXES)):
            self._actions[action_id].setChecked(self._columns.is_shown(place))

    def _draw_icons(self) -> None:
        for spec in TABLE:
            if spec.icon:
                self._actions[spec.id].setIcon(themed_icon(self._theme, spec.icon))

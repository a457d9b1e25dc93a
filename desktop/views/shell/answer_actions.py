"""The actions about an answer: another one, more of it, copying it, what it quotes from the picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.conversation import ConversationViewModel
from desktop.viewmodels.evidence import EvidenceViewModel
from desktop.views.case.conversation import ConversationView
from desktop.views.case.markdown import last_code_block
from desktop.views.parts.surroundings import Surroundings
from desktop.views.shell.shell_actions import ShellActions


class AnswerActions(QObject):
    """One function for each such action, for one window."""

    def __init__(
        self,
        window: QWidget,
        around: Surroundings,
        conversation: ConversationViewModel,
        evidence: EvidenceViewModel,
        view: ConversationView,
        shell: ShellActions,
    ) -> None:
        super().__init__(window)
        self._around, self._conversation, self._evidence = around, conversation, evidence
        self._view, self._shell = view, shell
        self.handlers: Mapping[str, Callable[[], None]] = {
            "answer.retry": self.retry,
            "answer.continue": self.go_on,
            "answer.copy": self.copy,
            "answer.copy_code": self.copy_code,
            "answer.guide": self.show_guide,
        }
        self._connect()

    def retry(self) -> None:
        self._conversation.retry()

    def go_on(self) -> None:
        self._conversation.go_on()

    def copy(self) -> None:
        self._shell.copy(self._conversation.last_answer())

    def copy_code(self) -> None:
        self._shell.copy(last_code_block(self._conversation.last_answer()))

    def show_guide(self) -> None:
        """Open the picture with the places that the last answer names."""
        evidence = self._view.last_evidence()
        if evidence is None:
            self._around.notices.tell("desktop.nothing_to_show")
        else:
            self._view.quotes.open_guide(evidence)

    def _connect(self) -> None:
        model, view = self._conversation, self._view
        model.asked.connect(view.show_asked)
        model.changed.connect(view.show_change)
        model.text_arrived.connect(view.show_text)
        view.edit_wanted.connect(model.begin_edit)
        view.more_wanted.connect(self.go_on)
        view.retry_wanted.connect(self.retry)
        view.copy_wanted.connect(self._shell.copy)
        view.link_chosen.connect(self._shell.copy_link)
        view.picture_opened.connect(self._shell.show_picture)
        view.evidence_wanted.connect(self._look_up_quotes)
        view.guide_copied.connect(self._tell_guide_copied)
        self._evidence.found.connect(view.show_evidence)

    def _look_up_quotes(self, answers: tuple[int, ...]) -> None:
        case = self._conversation.conversation_id
        if case is not None:
            self._evidence.want(case, answers)

    def _tell_guide_copied(self) -> None:
        self._around.notices.tell("desktop.guide_copied")

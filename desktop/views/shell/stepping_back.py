"""Escape: what it leaves, one layer at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.viewmodels.capture import CaptureViewModel, Stage
from desktop.viewmodels.conversation import ConversationViewModel
from desktop.views.capture.capturing import Capturing
from desktop.views.case.composer import Composer
from desktop.views.case.question_actions import QuestionActions
from desktop.views.parts.search_field import SearchField


class SteppingBack(QObject):
    """The layers of one window, the topmost first."""

    def __init__(
        self,
        capturing: Capturing,
        capture: CaptureViewModel,
        conversation: ConversationViewModel,
        questions: QuestionActions,
        search: SearchField,
        composer: Composer,
    ) -> None:
        super().__init__(composer)
        self._capturing, self._capture = capturing, capture
        self._conversation, self._questions = conversation, questions
        self._search, self._composer = search, composer

    def step_back(self) -> None:
        """Leave the topmost layer; where there is none, go to the question."""
        if self._capturing.is_running:
            self._capturing.cancel()
        elif self._capture.stage is not Stage.IDLE:
            self._capture.cancel()
        elif self._questions.drafts.edits is not None:
            self._questions.leave_edit()
        elif self._conversation.is_busy:
            self._conversation.stop()
        elif self._search.text():
            self._search.clear()
        elif self._composer.preset.chosen is not None:
            self._composer.preset.decide(None)
        else:
            self._questions.go_to_composer()

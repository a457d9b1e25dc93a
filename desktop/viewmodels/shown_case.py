"""Which case is shown: as it was read, with the answer that is being written in it, and under which labels."""

from __future__ import annotations

from desktop.viewmodels.live import LiveAnswer, OpenCase
from engine.domain.conversation import Role
from engine.domain.finding import CaseLabels


class ShownCase:
    """The case on the window, and the labels of every case that was on it."""

    def __init__(self) -> None:
        self.stored = OpenCase()
        self.live: LiveAnswer | None = None
        """The answer that was asked for last; it may belong to a case that is no longer shown."""
        self.is_live_shown = False
        self._labels: dict[int, CaseLabels] = {}
        self._new_labels = CaseLabels()
        self._is_new_private = False

    @property
    def number(self) -> int | None:
        """None for a case that has not begun."""
        if self.is_live_shown and self.live is not None and self.live.conversation_id is not None:
            return self.live.conversation_id
        return self.stored.conversation.id if self.stored.conversation else None

    @property
    def labels(self) -> CaseLabels:
        """The labels of the shown case: the same value is covered by the same label throughout."""
        return self._new_labels if self.number is None else self._labels.setdefault(self.number, CaseLabels())

    @property
    def is_busy(self) -> bool:
        """Whether an answer is being written, here or in another case."""
        return self.live is not None and not self.live.is_over

    @property
    def is_empty(self) -> bool:
        return not self.stored.messages and not self.is_live_shown

    @property
    def is_asked(self) -> bool:
        """Whether there is a question that can be answered anew."""
        return self.is_live_shown or any(message.role is Role.AGENT for message in self.stored.messages)

    @property
    def is_private(self) -> bool:
        """Whether nothing of it is kept."""
        if self.number is None:
            return self.live.is_private if self.is_live_shown and self.live else self._is_new_private
        return self.number < 0

    @property
    def last_answer(self) -> str:
        """The text of the last answer, or an empty string."""
        if self.is_live_shown and self.live is not None and self.live.text:
            return self.live.text
        answers = [message.body for message in self.stored.messages if message.role is Role.ASSISTANT]
        return answers[-1] if answers else ""

    def is_quiet(self, case: int) -> bool:
        """Whether a case is the shown one, and no answer is being written."""
        return self.number == case and not self.is_busy

    def begin_new(self, *, is_private: bool) -> None:
        """The next case that is shown without a number is this one."""
        self._is_new_private = is_private
        self._new_labels = CaseLabels()

    def end_private(self) -> None:
        """A case that has not begun is none that is not kept."""
        self._is_new_private = False

    def show(self, case: OpenCase) -> None:
        self.stored = case
        self.is_live_shown = case.live is not None

    def keep_labels(self, number: int, labels: CaseLabels) -> None:
        """Labels of a case that has begun, or was read; those that are there already stay."""
        self._labels.setdefault(number, labels)

    def drop_labels(self, number: int) -> None:
        self._labels.pop(number, None)

    def drop_all_labels(self) -> None:
        self._labels.clear()

    def drop_ended_answer(self) -> None:
        """An answer that is over is read from the store from now on."""
        if not self.is_busy:
            self.live = None

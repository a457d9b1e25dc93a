"""The open case: its messages, and the answer that is being written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic

from PySide6.QtCore import QObject, Signal

from desktop.notices import Notices
from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, Task, Tasks
from desktop.viewmodels.desk import Desk, FutureDesk
from engine.domain.answer import (
    Answer,
    AnswerEvent,
    BackendNotice,
    Finished,
    HandoffAdvised,
    PassagesFound,
    PhaseChanged,
    QuestionRedacted,
    Started,
    TextArrived,
)
from engine.domain.conversation import Conversation, Message, Role, earlier_attempts
from engine.domain.finding import CaseLabels
from engine.domain.knowledge import Passage
from engine.domain.notice import Severity
from engine.domain.picture import RedactedImage
from engine.errors import DesksideError, WorkerDied
from engine.ports import StopSignal

_RATE_AFTER_S = 1.0
"""A rate told earlier would jump about."""


@dataclass(slots=True)
class LiveAnswer:
    """An answer on its way, with the question that asked for it. It lives on when another case is shown."""

    question: str
    pictures: tuple[RedactedImage, ...]
    conversation_id: int | None
    labels: CaseLabels
    covered: int = 0
    started: Started | None = None
    phase: PhaseChanged | None = None
    pieces: list[str] = field(default_factory=list)
    passages: tuple[Passage, ...] = ()
    answer: Answer | None = None
    failure: DesksideError | None = None
    handoff_reason: str = ""
    is_stopping: bool = False
    is_again: bool = False
    """The question stands in the case already and is answered anew."""
    attempts: tuple[Message, ...] = ()
    """The answers whose place this one takes, oldest first."""
    is_private: bool = False
    """Nothing of it is kept."""
    first_piece_at: float = 0.0
    """When the first text came, on the monotonic clock."""

    @property
    def text(self) -> str:
        return self.answer.text if self.answer else "".join(self.pieces)

    @property
    def pieces_per_second(self) -> float:
        """How fast it is being written; 0 until that can be told."""
        seconds = monotonic() - self.first_piece_at
        return len(self.pieces) / seconds if self.pieces and seconds > _RATE_AFTER_S else 0.0

    @property
    def is_over(self) -> bool:
        return self.answer is not None or self.failure is not None


@dataclass(frozen=True, slots=True)
class OpenCase:
    """What the conversation view draws: nothing, a stored case, or one with an answer on its way."""

    conversation: Conversation | None = None
    messages: tuple[Message, ...] = ()
    live: LiveAnswer | None = None
    replaced: tuple[Message, ...] = ()
    """Answers that were asked for again."""
    labels: CaseLabels | None = None
    """Where the case was kept before: labels that go on counting after those that stand in it."""


class ConversationViewModel(QObject):
    """Opens cases and asks. Signals are only sent about the case that is shown."""

    opened = Signal(object)
    """An OpenCase to draw from scratch."""
    asked = Signal(object)
    """A LiveAnswer begins."""
    changed = Signal(object)
    """The LiveAnswer has new state: question covered, phase, end."""
    text_arrived = Signal(object)
    """The LiveAnswer has more text."""
    passages_found = Signal(object)
    """The fixes beside the answer: a tuple of Passage."""
    question_returned = Signal(str, object)
    """Nothing was kept: text and pictures go back to the composer."""
    case_touched = Signal(int)
    """A case was begun or has grown."""
    busy_changed = Signal(bool)

    def __init__(
        self,
        desk: FutureDesk,
        tasks: Tasks,
        notices: Notices,
        settings: SettingsBridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._settings = settings
        self._shown = OpenCase()
        self._live: LiveAnswer | None = None
        self._is_live_shown = False
        self._labels: dict[int, CaseLabels] = {}
        self._new_labels = CaseLabels()
        self._is_new_private = False
        self._told_of_failure = ""
        self._asking: Task | None = None
        self._opening: Task | None = None

    @property
    def conversation(self) -> Conversation | None:
        return self._shown.conversation

    @property
    def conversation_id(self) -> int | None:
        """The case that is shown; None for one that has not begun."""
        if self._is_live_shown and self._live is not None and self._live.conversation_id is not None:
            return self._live.conversation_id
        return self._shown.conversation.id if self._shown.conversation else None

    @property
    def labels(self) -> CaseLabels:
        """The labels of the shown case: the same value is covered by the same label throughout."""
        case = self.conversation_id
        return self._new_labels if case is None else self._labels.setdefault(case, CaseLabels())

    @property
    def is_busy(self) -> bool:
        return self._live is not None and not self._live.is_over

    @property
    def is_empty(self) -> bool:
        return not self._shown.messages and not self._is_live_shown

    @property
    def is_private(self) -> bool:
        """Whether nothing of the shown case is kept."""
        case = self.conversation_id
        if case is None:
            return self._live.is_private if self._is_live_shown and self._live else self._is_new_private
        return case < 0

    def new_case(self, *, is_private: bool = False) -> None:
        """Show an empty case; it is kept once something is asked, a private one never."""
        self._cancel_opening()
        self._leave_private()
        self._is_new_private = is_private
        self._new_labels = CaseLabels()
        self._forget_pictures()
        self._show(OpenCase())

    def lock(self) -> None:
        """Forget what was shown and read; an answer on its way is kept as far as it has come."""
        self.stop()
        self.new_case()
        self._labels.clear()
        if self._live is not None and self._live.is_over:
            self._live = None

    def open(self, conversation_id: int) -> None:
        """Read a case and show it."""
        self._cancel_opening()
        if conversation_id != self.conversation_id:
            self._forget_pictures()
            self._leave_private()

        def job() -> OpenCase:
            desk = self._desk.wait()
            return _stored(desk, conversation_id)

        self._opening = self._tasks.run(Lane.STORE, job, done=self._show_stored)

    def ask(self, question: str, pictures: Sequence[RedactedImage]) -> bool:
        """Ask in the shown case. False, and the agent is told, while an answer is still being written."""
        if self.is_busy:
            self._notices.tell("desktop.answer_running", Severity.WARNING, action_id="answer.stop")
            return False
        self._cancel_opening()
        live = LiveAnswer(question, tuple(pictures), self.conversation_id, self.labels, is_private=self.is_private)
        settings = self._settings
        language, sampling, adapters = settings.language, settings.sampling(), settings.adapters()

        def job(stop: StopSignal) -> Iterator[AnswerEvent]:
            return self._desk.wait().assistant.ask(
                live.question,
                live.pictures,
                conversation_id=live.conversation_id,
                labels=live.labels,
                language=language,
                sampling=sampling,
                adapters=adapters,
                stop=stop,
                is_private=live.is_private,
            )

        self._begin(live, job)
        return True

    def _begin(self, live: LiveAnswer, job: Callable[[StopSignal], Iterator[AnswerEvent]]) -> None:
        self._notices.dismiss(self._told_of_failure)
        self._live, self._is_live_shown = live, True
        self.asked.emit(live)
        self.busy_changed.emit(True)
        self._asking = self._tasks.stream(Lane.ANSWER, job, arrived=self._take, done=self._done, failed=self._fail)

    def stop(self) -> None:
        """Stop the answer that is being written; what is there stays."""
        if self._asking is not None and self._live is not None and self.is_busy:
            self._live.is_stopping = True
            self._asking.stop()
            self._announce(self._live)

    def retry(self) -> bool:
        """Have the last question of the shown case answered anew, in the place of the answer that is there."""
        if self.is_busy:
            return self.ask("", ())
        case = self.conversation_id
        is_asked = self._is_live_shown or any(message.role is Role.AGENT for message in self._shown.messages)
        if case is None or not is_asked:
            return False
        self._read_again(case)
        return True

    def forget(self, conversation_id: int) -> None:
        """The case was deleted: show an empty one if it was shown."""
        self._labels.pop(conversation_id, None)
        if self.conversation_id == conversation_id:
            self.new_case()

    def renamed(self, conversation_id: int) -> None:
        """The case has another title: read it again if it is shown and quiet."""
        if self.conversation_id == conversation_id and not self.is_busy:
            self.open(conversation_id)

    def last_answer(self) -> str:
        """Return the text of the last answer that is shown, or an empty string."""
        if self._is_live_shown and self._live is not None and self._live.text:
            return self._live.text
        answers = [message.body for message in self._shown.messages if message.role is Role.ASSISTANT]
        return answers[-1] if answers else ""

    def _leave_private(self) -> None:
        """A private case is gone once another is shown; one that is still being answered, when that has ended."""
        case = self.conversation_id
        if case is not None and case < 0:
            self.stop()
            if not self.is_busy:
                self._drop_private(case)
        self._is_new_private = False

    def _drop_private(self, case: int) -> None:
        self._labels.pop(case, None)
        if self._live is not None and self._live.is_over:
            self._live = None
        desk = self._desk
        if desk.now is not None:
            self._tasks.run(Lane.STORE, lambda: desk.wait().cases.delete_conversation(case), failed=_gone_already)

    def _forget_pictures(self) -> None:
        """Another case: what was read on the pictures of this one must not stay in memory."""
        if self._desk.now is not None:
            self._desk.now.redactor.forget()

    def _read_again(self, case: int) -> None:
        """Read a case anew, and then have its last question answered."""

        def job() -> tuple[OpenCase, tuple[RedactedImage, ...]]:
            desk = self._desk.wait()
            stored = _stored(desk, case)
            question = stored.messages[_last_question(stored.messages)]
            return stored, tuple(desk.cases.picture(attachment.digest) for attachment in question.attachments)

        def done(read: tuple[OpenCase, tuple[RedactedImage, ...]]) -> None:
            if self.conversation_id == case and not self.is_busy:
                self._regenerate(case, *read)

        self._cancel_opening()
        self._opening = self._tasks.run(Lane.STORE, job, done=done)

    def _regenerate(self, case: int, stored: OpenCase, pictures: tuple[RedactedImage, ...]) -> None:
        place = _last_question(stored.messages)
        question, old = stored.messages[place], stored.messages[place + 1 :]
        attempts = (*earlier_attempts(old[-1].id, stored.replaced), *old) if old else ()
        settings = self._settings
        language, sampling, adapters = settings.language, settings.sampling(), settings.adapters()

        def job(stop: StopSignal) -> Iterator[AnswerEvent]:
            return self._desk.wait().assistant.regenerate(
                case, language=language, sampling=sampling, adapters=adapters, stop=stop
            )

        live = LiveAnswer(
            question.body, pictures, case, self.labels, is_again=True, attempts=attempts, is_private=case < 0
        )
        self._show(replace(stored, messages=stored.messages[:place]))
        self._begin(live, job)

    def _show_stored(self, case: OpenCase) -> None:
        if case.conversation is not None and case.labels is not None:
            self._labels.setdefault(case.conversation.id, case.labels)
        live = self._live
        if live is None or case.conversation is None or live.conversation_id != case.conversation.id:
            self._show(case)
            return
        if live.is_over:
            self._live = None
            self._show(case)
            return
        own = {live.started.question_id, live.started.answer_id} if live.started else set()
        messages = case.messages
        if live.is_again and not own:
            messages = messages[: _last_question(messages)]
        earlier = tuple(message for message in messages if message.id not in own)
        self._show(OpenCase(case.conversation, earlier, live, case.replaced))

    def _show(self, case: OpenCase) -> None:
        self._shown = case
        self._is_live_shown = case.live is not None
        self.passages_found.emit(case.live.passages if case.live else ())
        self.opened.emit(case)

    def _cancel_opening(self) -> None:
        if self._opening is not None:
            self._opening.cancel()

    def _take(self, event: AnswerEvent) -> None:
        live = self._live
        if live is None:
            return
        match event:
            case QuestionRedacted(text=text, covered=covered):
                live.question, live.covered = text, covered
            case PassagesFound(passages=passages):
                live.passages = passages
                if self._is_live_shown:
                    self.passages_found.emit(passages)
            case Started():
                self._start(live, event)
            case PhaseChanged():
                live.phase = event
            case BackendNotice(notice=notice):
                self._notices.pass_on(notice)
                return
            case TextArrived(text=text):
                live.first_piece_at = live.first_piece_at or monotonic()
                live.pieces.append(text)
                if self._is_live_shown:
                    self.text_arrived.emit(live)
                return
            case Finished(answer=answer):
                live.answer = answer
            case HandoffAdvised(reason=reason):
                live.handoff_reason = reason
        self._announce(live)
        if isinstance(event, Finished):
            self._end(live)

    def _start(self, live: LiveAnswer, started: Started) -> None:
        live.started = started
        live.conversation_id = started.conversation_id
        self._labels.setdefault(started.conversation_id, live.labels)
        self._notices.dismiss("desktop.answer_running")
        self.case_touched.emit(started.conversation_id)

    def _done(self) -> None:
        """The events are over; an answer that was not finished with them is one that failed."""
        if self.is_busy:
            self._fail(DesksideError("desktop.answer_failed"))

    def _fail(self, error: Exception) -> None:
        live = self._live
        if live is None:
            return
        if not isinstance(error, DesksideError):
            live.failure = DesksideError("desktop.answer_failed")
            self._end(live)
            raise error
        live.failure = error
        if live.started is None:
            self._give_back(live, error)
            return
        self._told_of_failure = error.key
        self._notices.tell_error(error, action_id="answer.retry" if isinstance(error, WorkerDied) else "")
        self._end(live)

    def _give_back(self, live: LiveAnswer, error: DesksideError) -> None:
        """Nothing was kept: the question goes back to the composer."""
        was_shown = self._is_live_shown
        self._live, self._is_live_shown = None, False
        self.busy_changed.emit(False)
        self._notices.tell_error(error)
        if was_shown:
            if live.conversation_id is None:
                self._show(OpenCase())
            else:
                self.open(live.conversation_id)
        if not live.is_again:
            self.question_returned.emit(live.question, live.pictures)

    def _end(self, live: LiveAnswer) -> None:
        self._announce(live)
        self.busy_changed.emit(False)
        if live.conversation_id is not None:
            if live.conversation_id < 0 and not self._is_live_shown:
                self._drop_private(live.conversation_id)
            else:
                self.case_touched.emit(live.conversation_id)

    def _announce(self, live: LiveAnswer) -> None:
        if self._is_live_shown:
            self.changed.emit(live)


def _gone_already(error: Exception) -> None:
    """A private case may have ended with the engine."""
    if not isinstance(error, DesksideError):
        raise error


def _stored(desk: Desk, conversation_id: int) -> OpenCase:
    """Read a case. Raises StoreError."""
    cases = desk.cases
    return OpenCase(
        cases.conversation(conversation_id),
        tuple(cases.messages(conversation_id)),
        replaced=tuple(cases.replaced_messages(conversation_id)),
        labels=desk.assistant.labels_of(conversation_id),
    )


def _last_question(messages: Sequence[Message]) -> int:
    """Return its place. A case without a question is not asked again."""
    return max(place for place, message in enumerate(messages) if message.role is Role.AGENT)

"""The open case: its messages, and the answer that is being written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.notices import Notices
from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, Task, Tasks
from desktop.viewmodels.answering_again import AnsweringAgain
from desktop.viewmodels.asking import AnswerJob, Asking
from desktop.viewmodels.case_opening import CaseOpening
from desktop.viewmodels.case_reading import around, beside_live, to_be_edited
from desktop.viewmodels.desk import FutureDesk
from desktop.viewmodels.live import EarlierQuestion, LiveAnswer, OpenCase
from desktop.viewmodels.shown_case import ShownCase
from desktop.viewmodels.waiting import WaitingLine, WaitingQuestion, as_it_was_sent
from engine.domain.answer import AnswerEvent, BackendNotice, Finished, PassagesFound, Started, TextArrived
from engine.domain.conversation import Conversation, earlier_versions
from engine.domain.finding import CaseLabels
from engine.domain.notice import Severity
from engine.domain.picture import RedactedImage
from engine.domain.preset import Preset
from engine.errors import DesksideError, WorkerDied


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
    preset_returned = Signal(object)
    """The preset by which that question was asked."""
    edit_offered = Signal(object)
    """An EarlierQuestion goes to the composer, to be changed there."""
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
        self._jobs = Asking(desk, settings)
        self._shown = ShownCase()
        self._told_of_failure = ""
        self._asking: Task | None = None
        self.waiting = WaitingLine(self)
        self._sent_next: WaitingQuestion | None = None
        """What the agent wants sent as soon as the answer that it interrupts has ended."""
        self._opening = CaseOpening(desk, tasks, settings)
        self._again = AnsweringAgain(self._shown, self._opening, self._jobs, show=self._show, begin=self._begin)

    @property
    def conversation(self) -> Conversation | None:
        return self._shown.stored.conversation

    @property
    def conversation_id(self) -> int | None:
        """The case that is shown; None for one that has not begun."""
        return self._shown.number

    @property
    def labels(self) -> CaseLabels:
        """The labels of the shown case."""
        return self._shown.labels

    @property
    def is_busy(self) -> bool:
        return self._shown.is_busy

    @property
    def is_empty(self) -> bool:
        return self._shown.is_empty

    @property
    def is_private(self) -> bool:
        """Whether nothing of the shown case is kept."""
        return self._shown.is_private

    def new_case(self, *, is_private: bool = False) -> None:
        """Show an empty case; it is kept once something is asked, a private one never."""
        self._opening.cancel()
        self._leave_private()
        self._shown.begin_new(is_private=is_private)
        self._forget_pictures()
        self._show(OpenCase())

    def lock(self) -> None:
        """Forget what was shown and read; an answer on its way is kept as far as it has come."""
        self.stop()
        self.new_case()
        self._shown.drop_all_labels()
        self._shown.drop_ended_answer()

    def open(self, conversation_id: int, message_id: int = 0) -> None:
        """Read a case and show it, and in it a message, which may be one that was replaced."""
        self._opening.cancel()
        if conversation_id != self.conversation_id:
            self._forget_pictures()
            self._leave_private()

        self._opening.read(conversation_id, lambda stored: self._show_stored(replace(stored, place=message_id)))

    def ask(self, question: str, pictures: Sequence[RedactedImage], preset: Preset | None = None) -> None:
        """Ask in the shown case. While an answer is being written it waits for the end of that."""
        waiting = WaitingQuestion(
            question,
            tuple(pictures),
            self.conversation_id,
            self.labels,
            preset=preset,
            is_private=self.is_private,
        )
        if self.is_busy:
            self.waiting.add(waiting)
        else:
            self._send(waiting)

    def begin_edit(self, message_id: int | None = None) -> None:
        """Offer a question of the shown case, or the last one, to be changed. An earlier version can be one too."""
        case, labels = self.conversation_id, self.labels
        if case is None:
            return

        def job() -> EarlierQuestion | None:
            desk = self._desk.wait()
            return to_be_edited(desk, case, message_id, self._settings.settings.presets)

        def done(found: EarlierQuestion | None) -> None:
            if found is not None and self.labels is labels:
                self.edit_offered.emit(found)

        self._tasks.run(Lane.STORE, job, done=done)

    def edit(
        self, message_id: int, question: str, pictures: Sequence[RedactedImage], preset: Preset | None = None
    ) -> None:
        """Ask an earlier question of the shown case in other words; an answer that is being written is stopped."""
        waiting = WaitingQuestion(
            question, tuple(pictures), self.conversation_id, self.labels, message_id, preset=preset
        )
        if self.is_busy:
            self.waiting.add(waiting, is_first=True)
            self.send_now(waiting)
        else:
            self._send(waiting)

    def send_now(self, waiting: WaitingQuestion) -> None:
        """Send what waits at once: an answer that is being written is stopped, and what there is of it stays."""
        if self.is_busy:
            self._sent_next = waiting
            self.stop()
        else:
            self.waiting.take(waiting)
            self._send(waiting)

    def take_back(self, waiting: WaitingQuestion) -> None:
        """Give what waits back to the composer."""
        self.waiting.take(waiting)
        if waiting.edits is None:
            self._return(waiting.question, waiting.pictures, waiting.preset)
        else:
            self.edit_offered.emit(EarlierQuestion(waiting.edits, waiting.question, waiting.pictures, waiting.preset))

    def _send(self, waiting: WaitingQuestion) -> None:
        """Ask, in the case where it belongs, whether that is shown or not."""
        preset, language = waiting.preset, self._settings.language
        question = preset.question(waiting.question, language) if preset else waiting.question
        live = LiveAnswer(question, waiting.pictures, waiting.conversation_id, waiting.labels)
        live.edits, live.preset, live.is_private = waiting.edits, preset, waiting.is_private
        is_shown = waiting.labels is self.labels
        if is_shown and waiting.conversation_id is not None and waiting.edits is not None:
            self._read_and(waiting.conversation_id, lambda stored: self._begin_edited(live, stored))
            return
        if is_shown:
            self._opening.cancel()
        self._begin(live, self._jobs.question(live), is_shown=is_shown)

    def _begin_edited(self, live: LiveAnswer, stored: OpenCase) -> None:
        """Show the case up to the question that is replaced, and ask."""
        earlier, following = around(stored.messages, live.edits)
        if following:
            live.versions = (*earlier_versions(following[0].id, stored.replaced), following)
        self._show(replace(stored, messages=earlier))
        self._begin(live, self._jobs.question(live))

    def _begin(self, live: LiveAnswer, job: AnswerJob, *, is_shown: bool = True) -> None:
        self._notices.dismiss(self._told_of_failure)
        self._shown.live, self._shown.is_live_shown = live, is_shown
        if is_shown:
            self.asked.emit(live)
        self.busy_changed.emit(True)
        asking = self._tasks.stream(
            Lane.ANSWER,
            job,
            arrived=partial(self._take, live),
            done=partial(self._done, live),
            failed=partial(self._fail, live),
        )
        if self._shown.live is live:
            self._asking = asking

    def stop(self) -> None:
        """Stop the answer that is being written; what is there stays."""
        if self._asking is not None and self._shown.live is not None and self.is_busy:
            self._shown.live.is_stopping = True
            self._asking.stop()
            self._announce(self._shown.live)

    def retry(self) -> bool:
        """Have the last question of the shown case answered anew, in the place of the answer that is there."""
        return self._may_work_on_last() and self._again.regenerate()

    def go_on(self) -> bool:
        """Have the last answer of the shown case written on, where it ended early."""
        return self._may_work_on_last() and self._again.go_on()

    def _may_work_on_last(self) -> bool:
        if self.is_busy:
            self._notices.tell("desktop.answer_running", Severity.WARNING, action_id="answer.stop")
        return not self.is_busy

    def forget(self, conversation_id: int) -> None:
        """The case was deleted: show an empty one if it was shown."""
        self._shown.drop_labels(conversation_id)
        self.waiting.forget(conversation_id)
        if self.conversation_id == conversation_id:
            self.new_case()

    def renamed(self, conversation_id: int) -> None:
        """The case has another title: read it again if it is shown and quiet."""
        if self.conversation_id == conversation_id and not self.is_busy:
            self.open(conversation_id)

    def last_answer(self) -> str:
        """Return the text of the last answer that is shown, or an empty string."""
        return self._shown.last_answer

    def _leave_private(self) -> None:
        """A private case is gone once another is shown; one that is still being answered, when that has ended."""
        case = self.conversation_id
        if case is not None and case < 0:
            self.stop()
            if not self.is_busy:
                self._drop_private(case)
        self._shown.end_private()

    def _drop_private(self, case: int) -> None:
        self._shown.drop_labels(case)
        self.waiting.forget(case)
        self._shown.drop_ended_answer()
        self._opening.drop_private(case)

    def _forget_pictures(self) -> None:
        """Another case: what was read on the pictures of this one must not stay in memory."""
        if self._desk.now is not None:
            self._desk.now.redactor.forget()

    def _read_and(self, case: int, work: Callable[[OpenCase], None]) -> None:
        """Read a case anew, and do something with it if it is still shown and quiet."""
        self._opening.read(case, lambda stored: work(stored) if self._shown.is_quiet(case) else None)

    def _show_stored(self, case: OpenCase) -> None:
        if case.conversation is not None and case.labels is not None:
            self._shown.keep_labels(case.conversation.id, case.labels)
        live = self._shown.live
        if live is None or case.conversation is None or live.conversation_id != case.conversation.id:
            self._show(case)
            return
        if live.is_over:
            self._shown.live = None
            self._show(case)
            return
        earlier = beside_live(case.messages, live)
        self._show(OpenCase(case.conversation, earlier, live, case.replaced, place=case.place))

    def _show(self, case: OpenCase) -> None:
        self._shown.show(case)
        self.passages_found.emit(case.live.passages if case.live else ())
        self.opened.emit(case)

    def _take(self, live: LiveAnswer, event: AnswerEvent) -> None:
        if live is not self._shown.live:  # the last words of one that another has followed
            return
        live.take(event)
        match event:
            case PassagesFound(passages=passages) if self._shown.is_live_shown:
                self.passages_found.emit(passages)
            case Started():
                self._start(live, event)
            case BackendNotice(notice=notice):
                self._notices.pass_on(notice)
                return
            case TextArrived():
                if self._shown.is_live_shown:
                    self.text_arrived.emit(live)
                return
        self._announce(live)
        if isinstance(event, Finished):
            self._end(live)

    def _start(self, live: LiveAnswer, started: Started) -> None:
        self._shown.keep_labels(started.conversation_id, live.labels)
        self.waiting.case_began(live.labels, started.conversation_id)
        self._notices.dismiss("desktop.answer_running")
        self.case_touched.emit(started.conversation_id)

    def _done(self, live: LiveAnswer) -> None:
        """The events are over; an answer that was not finished with them is one that failed."""
        if not live.is_over:
            self._fail(live, DesksideError("desktop.answer_failed"))
        else:
            self._follow(live)

    def _follow(self, live: LiveAnswer) -> None:
        """An answer has ended: what the agent wants sent now goes out, else what waits, unless something went wrong."""
        wanted, self._sent_next = self._sent_next, None
        if live is not self._shown.live and self.is_busy:
            return
        if wanted is not None and wanted in list(self.waiting):
            self.send_now(wanted)
        elif live.ended_by_itself and (following := self.waiting.next()) is not None:
            self._send(following)

    def _fail(self, live: LiveAnswer, error: Exception) -> None:
        if live is not self._shown.live:
            return
        if not isinstance(error, DesksideError):
            live.failure = DesksideError("desktop.answer_failed")
            self._end(live)
            raise error
        live.failure = error
        if live.started is None:
            self._give_back(live, error)
        else:
            self._told_of_failure = error.key
            self._notices.tell_error(error, action_id="answer.retry" if isinstance(error, WorkerDied) else "")
            self._end(live)
        self._follow(live)

    def _give_back(self, live: LiveAnswer, error: DesksideError) -> None:
        """Nothing was kept: the question goes back to the composer."""
        was_shown = self._shown.is_live_shown
        self._shown.live, self._shown.is_live_shown = None, False
        self.busy_changed.emit(False)
        self._notices.tell_error(error)
        if was_shown:
            if live.conversation_id is None:
                self._show(OpenCase())
            else:
                self.open(live.conversation_id)
        if not was_shown and not live.is_again:  # another case's question field is no place for it
            self.waiting.add(as_it_was_sent(live), is_first=True)
        elif live.edits is not None:
            self.edit_offered.emit(EarlierQuestion(live.edits, live.typed, live.pictures, live.preset))
        elif not live.is_again:
            self._return(live.typed, live.pictures, live.preset)

    def _return(self, typed: str, pictures: tuple[RedactedImage, ...], preset: Preset | None) -> None:
        """Give a question back to the composer; a preset that was chosen there since stays if it had none."""
        self.question_returned.emit(typed, pictures)
        if preset is not None:
            self.preset_returned.emit(preset)

    def _end(self, live: LiveAnswer) -> None:
        self._announce(live)
        self.busy_changed.emit(False)
        if live.conversation_id is not None:
            if live.conversation_id < 0 and not self._shown.is_live_shown:
                self._drop_private(live.conversation_id)
            else:
                self.case_touched.emit(live.conversation_id)

    def _announce(self, live: LiveAnswer) -> None:
        if self._shown.is_live_shown:
            self.changed.emit(live)

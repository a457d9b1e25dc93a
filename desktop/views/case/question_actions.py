"""The actions about a question: sending it, changing an earlier one, taking back what waits, its draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.tasks import Lane
from desktop.viewmodels.conversation import ConversationViewModel
from desktop.viewmodels.draft_keeping import DraftKeeping
from desktop.viewmodels.live import EarlierQuestion
from desktop.viewmodels.waiting import WaitingQuestion
from desktop.views.case.composer import Composer
from desktop.views.case.drafts import Drafts
from desktop.views.case.waiting_strip import WaitingStrip
from desktop.views.parts.surroundings import Surroundings
from engine.domain.finding import CaseLabels
from engine.domain.notice import Severity
from engine.domain.picture import RedactedImage


class QuestionActions(QObject):
    """One function for each such action, for one window."""

    def __init__(
        self,
        window: QWidget,
        around: Surroundings,
        conversation: ConversationViewModel,
        composer: Composer,
        waiting: WaitingStrip,
        draft_keeping: DraftKeeping,
    ) -> None:
        super().__init__(window)
        self._around, self._conversation, self._composer = around, conversation, composer
        self._waiting, self._draft_keeping = waiting, draft_keeping
        self.drafts = Drafts(composer, draft_keeping.read_pictures)
        self._waited: dict[int | None, CaseLabels] = {}
        """The cases for which something waits to be sent."""
        self.handlers: Mapping[str, Callable[[], None]] = {
            "answer.send": self.send,
            "answer.edit": conversation.begin_edit,
            "view.composer": self.go_to_composer,
        }
        self._connect()

    def send(self) -> None:
        """Send what the composer holds, unless an input method is putting a word together."""
        if not self._composer.text.is_composing:
            self._composer.submit()

    def go_to_composer(self) -> None:
        self._composer.text.setFocus()

    def leave_edit(self) -> None:
        """The earlier question stays as it was."""
        self.drafts.leave_edit()
        self.go_to_composer()

    def add_picture(self, picture: RedactedImage) -> None:
        """A covered picture is there: it goes along with the next question."""
        self._composer.add_picture(picture)
        self.go_to_composer()
        self._read_ahead()

    def ask_as_ordered(self, question: str) -> None:
        """Send what was to be asked about a capture, unless a draft or an answer is under way: then it waits."""
        has_draft = bool(self._composer.question().strip()) or len(self._composer.pictures) > 1
        self._composer.text.insert_block(question)
        if not has_draft and not self._conversation.is_busy:
            self._composer.submit()

    def follow_case(self) -> None:
        """Another case is shown, with what was begun in it."""
        self.drafts.switch(self._conversation.conversation_id, is_private=self._conversation.is_private)
        self._waiting.show_case(self._conversation.labels)

    def take_back_waiting(self) -> None:
        """What waits to be sent becomes what is begun in its case: the cases are being locked."""
        for waiting in reversed(self._conversation.waiting.empty()):
            if not waiting.is_private:
                self.drafts.give_back(waiting.conversation_id, waiting.question, waiting.pictures)

    def _connect(self) -> None:
        model, composer = self._conversation, self._composer
        model.question_returned.connect(composer.give_back)
        model.preset_returned.connect(composer.preset.choose)
        model.edit_offered.connect(self._edit)
        self._waiting.send_wanted.connect(model.send_now)
        self._waiting.taken_back.connect(self._take_back)
        composer.banner.cancelled.connect(self.leave_edit)
        composer.picture_removed.connect(self._read_ahead)
        composer.content_changed.connect(self._keep_draft)
        model.waiting.changed.connect(self._keep_waiting)
        composer.preset.decided.connect(self.go_to_composer)
        composer.submitted.connect(self._ask)
        composer.emptied.connect(self._tell_nothing_to_ask)
        composer.text.paste_cut.connect(self._tell_paste_cut)
        self._draft_keeping.restored.connect(self.drafts.restore)
        self._draft_keeping.pictures_read.connect(self.drafts.take_pictures)

    def _ask(self, question: str, pictures: tuple[RedactedImage, ...]) -> None:
        """Send what the composer holds. It is empty before, for what is refused comes back at once."""
        edits, preset = self.drafts.edits, self._composer.preset.chosen
        if preset is not None and not question and not pictures and self._conversation.is_empty:
            name = preset.name(self._around.settings.language)
            self._around.notices.tell("presets.nothing_for_preset", preset=name)
            return
        self.drafts.sent()
        if edits is None:
            self._conversation.ask(question, pictures, preset)
        else:
            self._conversation.edit(edits, question, pictures, preset)

    def _edit(self, question: EarlierQuestion) -> None:
        self.drafts.edit(question)
        self.go_to_composer()

    def _take_back(self, waiting: WaitingQuestion) -> None:
        self._conversation.take_back(waiting)
        self.go_to_composer()

    def _read_ahead(self) -> None:
        """Let the model look at the pictures that wait; what it was reading instead is given up."""
        if self.drafts.edits is not None:  # its place is not at the end of the case
            return
        pictures, language = self._composer.pictures, self._around.settings.language
        case, desk = self._conversation.conversation_id, self._around.desk
        self._around.tasks.run(Lane.MODEL, lambda: desk.wait().assistant.prepare(case, pictures, language=language))

    def _keep_draft(self) -> None:
        self._keep(self.drafts.case, self._conversation.labels)

    def _keep_waiting(self) -> None:
        """What waits to be sent is kept like a draft, and no longer once it is on its way."""
        waits = {each.conversation_id: each.labels for each in self._conversation.waiting if not each.is_private}
        for case, labels in {**self._waited, **waits}.items():
            self._keep(case, labels)
        self._waited = waits
        self._draft_keeping.keep_now()

    def _keep(self, case: int | None, labels: CaseLabels) -> None:
        """Keep what is begun in a case, and before it what waits there."""
        begun = self.drafts.begun_in(case)
        if begun is None:
            return
        waiting = [each for each in self._conversation.waiting if each.conversation_id == case and not each.is_private]
        question = "\n".join(filter(None, (*(each.question for each in waiting), begun[0])))
        pictures = dict.fromkeys((*(picture for each in waiting for picture in each.pictures), *begun[1]))
        self._draft_keeping.begun(case, question, tuple(pictures), labels)

    def _tell_paste_cut(self, taken: int) -> None:
        self._around.notices.tell("desktop.paste_cut", Severity.WARNING, taken=f"{taken:,}")

    def _tell_nothing_to_ask(self) -> None:
        self._around.notices.tell("desktop.nothing_to_ask")

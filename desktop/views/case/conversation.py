"""The middle of the window: the turns of the open case, newest below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.viewmodels.live import LiveAnswer, OpenCase
from desktop.viewmodels.thumbnails import ThumbnailsViewModel
from desktop.views.case.branch import Branches
from desktop.views.case.evidence_actions import EvidenceActions
from desktop.views.case.message_card import AnswerCard
from desktop.views.case.question_card import QuestionCard
from desktop.views.case.settling import Settling
from desktop.views.case.thumbnail import PictureTile
from desktop.views.case.welcome import WelcomeView
from desktop.views.parts.parts import SPACE, Speaking, button
from desktop.views.parts.theme import Theme
from engine.domain.conversation import Message, Role, earlier_attempts, earlier_versions
from engine.domain.evidence import Evidence, Quote
from engine.domain.picture import RedactedImage

_COLUMN_PX = 760
"""Lines longer than this are hard to read."""
_SHOWN_AT_FIRST = 30
_SHOWN_MORE = 50
_AT_END_PX = 48


class ConversationView(Speaking, QScrollArea):
    """Draws what the view model announces. Long cases are drawn from their end, more on request."""

    picture_opened = Signal(object)
    citation_chosen = Signal(int, str)
    link_chosen = Signal(str)
    copy_wanted = Signal(str)
    retry_wanted = Signal()
    more_wanted = Signal()
    edit_wanted = Signal(int)
    evidence_wanted = Signal(object)
    """Ids of answers of which is not known what they quote."""
    guide_copied = Signal()

    def __init__(self, theme: Theme, thumbnails: ThumbnailsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thumbnails = thumbnails
        self._earlier: tuple[Message, ...] = ()
        self._replaced: tuple[Message, ...] = ()
        self._live_question: QuestionCard | None = None
        self._live_answer: AnswerCard | None = None
        self._waiting: dict[str, list[QuestionCard]] = {}
        self._is_at_end = True
        self._can_go_on = False
        self._unlooked: set[int] = set()
        self._look_timer = QTimer(self)
        self._look_timer.setSingleShot(True)
        self._look_timer.timeout.connect(self._ask_for_evidence)
        self.quotes = EvidenceActions(thumbnails, self)
        self.quotes.guide_copied.connect(self.guide_copied)
        self.welcome = WelcomeView(theme)
        self._build()
        self._branches = Branches(self._list)
        thumbnails.loaded.connect(self._show_loaded)
        thumbnails.missing.connect(self._show_missing)
        self.retranslate()

    @property
    def live_answer(self) -> AnswerCard | None:
        """The card of the answer that is being written, or was written last."""
        return self._live_answer

    def cards(self) -> list[QuestionCard | AnswerCard]:
        """The turns that are drawn, oldest first."""
        items = (self._list.itemAt(place) for place in range(self._list.count()))
        widgets = (item.widget() for item in items if item is not None)
        cards = (widget for widget in widgets if isinstance(widget, QuestionCard | AnswerCard))
        return [card for card in cards if not self._branches.is_aside(card)]

    def newest_picture(self) -> RedactedImage | None:
        """Return the newest picture of the case that is drawn."""
        digests = [digest for digest, _ in self._thumbnails_drawn()]
        kept = (self._thumbnails.kept(digest) for digest in reversed(digests))
        return next((picture for picture in kept if picture is not None), None)

    def show_case(self, case: OpenCase) -> None:
        """Draw a case from scratch."""
        self._clear()
        is_empty = not case.messages and case.live is None
        self.welcome.setVisible(is_empty)
        self._messages.setVisible(not is_empty)
        shown = case.messages[-_SHOWN_AT_FIRST:]
        self._earlier = case.messages[: -len(shown)] if shown else ()
        self._replaced = case.replaced
        self.more_button.setVisible(bool(self._earlier))
        for message in shown:
            self._list.addWidget(self._card_of(message))
        self._mark_last()
        if case.live is not None:
            self.show_asked(case.live)
            if self._live_answer is not None:
                self._live_answer.text_arrived(case.live)
        self._is_at_end = not is_empty
        self._settle()

    def show_asked(self, live: LiveAnswer) -> None:
        """A question was asked: draw it, and a place for its answer."""
        self._branches.leave()
        self.welcome.hide()
        self._messages.show()
        for picture in live.pictures:
            self._thumbnails.keep(picture)
        question = self._question(live.question, [picture.digest for picture in live.pictures], 0)
        question.set_versions(live.versions)
        answer = self._answer()
        self._live_question, self._live_answer = question, answer
        self._list.addWidget(question)
        self._list.addWidget(answer)
        self.show_change(live)
        self._mark_last()
        self._is_at_end = True
        self._settle()

    def show_change(self, live: LiveAnswer) -> None:
        """The live answer has new state."""
        if self._live_question is not None:
            self._live_question.show_question(live.question, live.covered)
            if live.started is not None:
                self._live_question.show_kept(live.started.question_id)
        if self._live_answer is not None:
            self._live_answer.show_live(live)

    def show_text(self, live: LiveAnswer) -> None:
        """The live answer has more text."""
        if self._live_answer is not None:
            self._live_answer.text_arrived(live)

    def show_evidence(self, message_id: int, evidence: Evidence) -> None:
        """What an answer quotes has been looked up."""
        for card in self.findChildren(AnswerCard):
            if message_id == card.shown_id:
                card.show_evidence(message_id, evidence)

    def last_evidence(self) -> Evidence | None:
        """Return what the newest answer with a place on a picture quotes."""
        answers = [card for card in self.cards() if isinstance(card, AnswerCard)]
        known = (card.evidence.evidence for card in reversed(answers))
        return next((evidence for evidence in known if evidence.can_guide), None)

    def show_can_go_on(self, can_go_on: bool) -> None:
        """Whether what answers can write an answer on that ended early."""
        if can_go_on != self._can_go_on:
            self._can_go_on = can_go_on
            for card in self.findChildren(AnswerCard):
                card.set_can_go_on(can_go_on)

    def reveal(self, message_id: int) -> bool:
        """Bring a message into sight: a turn that counts, an earlier attempt, or one of an earlier version."""
        self._branches.leave()
        replaced = {message.id: message for message in self._replaced}
        counting: int | None = message_id
        while counting in replaced:
            counting = replaced[counting].replaced_by
        while self._earlier and self._card_with(counting) is None:
            self._show_more()
        card = self._uncovered(message_id, replaced)
        if card is None:
            return False
        self._is_at_end = False
        QTimer.singleShot(0, card, partial(self.ensureWidgetVisible, card, 0, 4 * SPACE))  # once it has its place
        return True

    def retranslate(self) -> None:
        self.more_button.setText(self.tr("Show earlier messages"))
        self.more_button.setAccessibleName(self.tr("Show earlier messages"))
        self.setAccessibleName(self.tr("Conversation"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.welcome.set_width(self.viewport().width())

    def _build(self) -> None:
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._canvas = QWidget()
        self.more_button = button("link")
        self.more_button.clicked.connect(self._show_more)
        self._messages = QWidget()
        self._list = QVBoxLayout()
        self._list.setSpacing(6 * SPACE)
        inner = QVBoxLayout(self._messages)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addLayout(self._list)
        inner.addStretch(1)
        for child in (self._messages, self.welcome):
            child.setMaximumWidth(_COLUMN_PX)
        row = QHBoxLayout(self._canvas)
        row.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 5 * SPACE)
        row.addStretch(1)
        row.addWidget(self._messages, 100)
        row.addWidget(self.welcome, 100)
        row.addStretch(1)
        self.setWidget(self._canvas)
        self._settling = Settling(self._canvas, self._messages, self._list)
        self.verticalScrollBar().valueChanged.connect(self._note_place)
        self.verticalScrollBar().rangeChanged.connect(self._stay_at_end)

    def _clear(self) -> None:
        self._branches.forget()
        self.quotes.hide_peek()
        self._unlooked.clear()
        self._live_question = self._live_answer = None
        self._waiting.clear()
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _card_of(self, message: Message) -> QWidget:
        if message.role is Role.AGENT:
            digests = [attachment.digest for attachment in message.attachments]
            card = self._question(message.body, digests, message.created_ms)
            card.set_versions(earlier_versions(message.id, self._replaced))
            card.show_kept(message.id, can_edit=message.replaced_by is None)
            return card
        answer = self._answer()
        answer.show_message(message)
        answer.set_attempts(earlier_attempts(message.id, self._replaced))
        return answer

    def _show_version(self, card: QuestionCard, place: int) -> None:
        """Show an earlier version of a question with what followed it, or what counts again."""
        versions = card.versions
        if place >= len(versions):
            self._branches.leave_at(card)
            return
        cards = [self._card_of(message) for message in versions[place]]
        for each in cards:
            if isinstance(each, AnswerCard):
                each.set_last(False)
        if isinstance(cards[0], QuestionCard):
            cards[0].set_versions(versions, place)
            cards[0].show_kept(versions[place][0].id)
        self._branches.show(card, cards)
        self._settle()

    def _uncovered(self, message_id: int, replaced: Mapping[int, Message]) -> QWidget | None:
        """Return the card of a message; what another has taken the place of is chosen there first."""
        card = self._card_with(message_id)
        by = replaced[message_id].replaced_by if message_id in replaced else None
        if card is not None or by is None or self._uncovered(by, replaced) is None:
            return card
        for shown in self.cards():
            if isinstance(shown, AnswerCard):
                if shown.show_attempt(message_id):
                    return shown
                continue
            for place, version in enumerate(shown.versions):
                if any(message.id == message_id for message in version):
                    self._show_version(shown, place)
                    return self._card_with(message_id)
        return None

    def _card_with(self, message_id: int | None) -> QuestionCard | AnswerCard | None:
        return next((card for card in self.cards() if card.message_id == message_id), None)

    def _question(self, text: str, digests: list[str], created_ms: int) -> QuestionCard:
        card = QuestionCard(self._theme, text, digests, created_ms)
        card.picture_opened.connect(self.picture_opened)
        card.edit_wanted.connect(self.edit_wanted)
        card.version_chosen.connect(partial(self._show_version, card))
        self._settling.watch(card)
        for digest, thumbnail in card.pictures.thumbnails.items():
            kept = self._thumbnails.kept(digest)
            if kept is not None:
                thumbnail.show_picture(kept)
            else:
                self._waiting.setdefault(digest, []).append(card)
                self._thumbnails.want(digest)
        return card

    def _mark_last(self) -> None:
        answers = [card for card in self.cards() if isinstance(card, AnswerCard)]
        for card in answers:
            card.set_last(card is answers[-1])

    def _answer(self) -> AnswerCard:
        card = AnswerCard(self._theme)
        card.citation_chosen.connect(self.citation_chosen)
        card.link_chosen.connect(self.link_chosen)
        card.copy_wanted.connect(self.copy_wanted)
        card.retry_wanted.connect(self.retry_wanted)
        card.more_wanted.connect(self.more_wanted)
        card.set_can_go_on(self._can_go_on)
        card.evidence_wanted.connect(self._want_evidence)
        card.quote_chosen.connect(self.quotes.open_place)
        card.quote_pointed.connect(self._point)
        card.guide_wanted.connect(self.quotes.open_guide)
        self._settling.watch(card)
        return card

    def _want_evidence(self, message_id: int) -> None:
        """Ask for all answers that are drawn now in one go."""
        self._unlooked.add(message_id)
        self._look_timer.start(0)

    def _ask_for_evidence(self) -> None:
        wanted, self._unlooked = tuple(self._unlooked), set()
        if wanted:
            self.evidence_wanted.emit(wanted)

    def _point(self, quote: Quote | None, beside: QRect) -> None:
        """Show where the quote stands at which the mouse or the keyboard points: beside it, and on the thumbnail."""
        places = quote.places if quote is not None else ()
        for thumbnail_digest, thumbnail in self._thumbnails_drawn():
            thumbnail.show_places([place.region for place in places if place.digest == thumbnail_digest])
        if quote is not None and places:
            self.quotes.peek(quote, beside)
        else:
            self.quotes.hide_peek()

    def _thumbnails_drawn(self) -> Iterator[tuple[str, PictureTile]]:
        for card in self.cards():
            if isinstance(card, QuestionCard):
                yield from card.pictures.thumbnails.items()

    def _show_more(self) -> None:
        self._branches.leave()
        shown = self._earlier[-_SHOWN_MORE:]
        self._earlier = self._earlier[: -len(shown)]
        self._is_at_end = False
        for place, message in enumerate(shown):
            self._list.insertWidget(place, self._card_of(message))
        self._mark_last()
        self.more_button.setVisible(bool(self._earlier))
        self._settle()

    def _settle(self) -> None:
        for card in self.cards():
            card.show()
        self._settling.settle()

    def _show_loaded(self, digest: str, picture: RedactedImage) -> None:
        for card in self._waiting.pop(digest, []):
            card.pictures.thumbnails[digest].show_picture(picture)

    def _show_missing(self, digest: str) -> None:
        for card in self._waiting.pop(digest, []):
            card.pictures.thumbnails[digest].show_missing(self._thumbnails.small(digest), self._thumbnails.why(digest))

    def _note_place(self, value: int) -> None:
        self.quotes.hide_peek()
        bar = self.verticalScrollBar()
        self._is_at_end = value >= bar.maximum() - _AT_END_PX

    def _stay_at_end(self, _low: int, high: int) -> None:
        """The content has grown: stay at the end if the agent was there."""
        if self._is_at_end:
            self.verticalScrollBar().setValue(high)

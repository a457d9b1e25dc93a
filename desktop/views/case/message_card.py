"""One turn of a case: what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from desktop.viewmodels.live import LiveAnswer
from desktop.views.case import phases
from desktop.views.case.answer_text import AnswerText
from desktop.views.case.evidence_strip import EvidenceStrip
from desktop.views.case.markdown import MarkdownView
from desktop.views.case.quote_marks import quote_number
from desktop.views.parts.parts import SPACE, ElidedLabel, Speaking, button, column, grown, label, themed_icon
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import shown_language
from engine.domain.answer import Phase
from engine.domain.conversation import FinishReason, Message, MessageState, Usage
from engine.domain.evidence import Evidence
from engine.domain.knowledge import Citation
from engine.wording import say

_CUT_OFF = (FinishReason.STOPPED, FinishReason.REPEATED, FinishReason.THOUGHT)
_FRAME_MS = 40
"""Streamed text is drawn at most this often; less often when drawing it takes long."""

_IDLE_SHARE = 5
"""After drawing, at least this many times as long is left to everything else."""


class AnswerCard(Speaking, QWidget):
    """What was answered, or is being written: no bubble, the full width, with what it rests on below."""

    citation_chosen = Signal(int, str)
    """The number and the fix uid, empty where only the number is known."""
    link_chosen = Signal(str)
    copy_wanted = Signal(str)
    retry_wanted = Signal()
    more_wanted = Signal()
    """The answer ended early and is to be written on."""
    evidence_wanted = Signal(int)
    """A finished answer is shown, of which is not known what it quotes: its id."""
    quote_chosen = Signal(object)
    quote_pointed = Signal(object, QRect)
    """A Quote and where it is drawn on the screen, or None."""
    guide_wanted = Signal(object)
    """The Evidence of which the places are to be shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = shown_language()
        self._live: LiveAnswer | None = None
        self._message: Message | None = None
        self._pause_ms = _FRAME_MS
        self._is_last = True
        self._can_go_on = False
        self._attempts: tuple[Message, ...] = ()
        self._chosen: Message | None = None
        """The earlier attempt that is looked at."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw_live_text)
        self._evidence: dict[int, Evidence] = {}
        self._build()
        theme.changed.connect(self._draw_icons)
        self._draw_icons()

    @property
    def body(self) -> MarkdownView:
        """Where the text, or its end, is drawn."""
        return self.words.end

    @property
    def text(self) -> str:
        """The Markdown that is shown."""
        return self.words.text

    @property
    def message_id(self) -> int | None:
        """What the answer is kept as; None until it is."""
        if self._live is not None and self._live.started is not None:
            return self._live.started.answer_id
        return self._message.id if self._message is not None else None

    @property
    def shown_id(self) -> int | None:
        """The id of what is drawn: of the answer, or of an earlier attempt at it."""
        return self._chosen.id if self._chosen is not None else self.message_id

    def show_evidence(self, message_id: int, evidence: Evidence) -> None:
        """Tell what an answer, or an earlier attempt at it, quotes."""
        self._evidence[message_id] = evidence
        if message_id == self.shown_id and (self._live is None or self._live.is_over or self._chosen is not None):
            self._draw_chosen()

    @property
    def offers_retry(self) -> bool:
        return self._retry.isVisibleTo(self)

    def set_last(self, is_last: bool) -> None:
        """Only the last answer offers to ask again: it is the last question that would be asked."""
        self._is_last = is_last
        self._show_footer()

    @property
    def offers_more(self) -> bool:
        return self._more.isVisibleTo(self)

    def set_can_go_on(self, can_go_on: bool) -> None:
        """Whether what answers can write an answer on that has ended."""
        self._can_go_on = can_go_on
        self._show_footer()

    def show_attempt(self, message_id: int) -> bool:
        """Show an earlier attempt. False where that is none of this answer's."""
        chosen = next((attempt for attempt in self._attempts if attempt.id == message_id), None)
        if chosen is None:
            return False
        self._chosen = chosen
        self._draw_chosen()
        self.retranslate()
        return True

    def set_attempts(self, attempts: Sequence[Message]) -> None:
        """The answers whose place this one took, oldest first: they can be looked at."""
        self._attempts = tuple(attempts)
        self._show_footer()

    def usage_text(self) -> str:
        """What the line below the answer says."""
        return self._usage.whole_text

    def show_message(self, message: Message) -> None:
        """Show a stored answer."""
        self._message = message
        self._draw_text(message.body, message.citations)
        self.retranslate()

    def show_live(self, live: LiveAnswer) -> None:
        """Show how an answer on its way stands."""
        self._live = live
        self._attempts = live.attempts
        if live.is_over:
            self._timer.stop()
            self._draw_chosen()
        self.retranslate()

    def text_arrived(self, live: LiveAnswer) -> None:
        """More text: drawn soon, together with what else comes until then."""
        self._live = live
        if not self._timer.isActive():
            self._timer.start(self._pause_ms)

    def retranslate(self) -> None:
        self._language = shown_language()
        self._who.setText(self.tr("Assistant"))
        self.words.name(self.tr("Answer"))
        self._progress.setAccessibleName(self.tr("Progress of the answer"))
        self._copy.setText(self.tr("Copy"))
        self._copy.setAccessibleName(self.tr("Copy this answer"))
        self._retry.setText(self.tr("Ask again"))
        self._retry.setAccessibleName(self.tr("Ask again"))
        self._more.setText(self.tr("Continue"))
        self._more.setAccessibleName(self.tr("Continue this answer"))
        self._more.setToolTip(self.tr("Let it be written on from where it ended"))
        self._show_phase()
        self._show_failure()
        self._show_advice()
        self._show_footer()

    def _build(self) -> None:
        self._mark = QLabel()
        self._who = label("section")
        self._phase = label("muted")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(96)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        for widget in (self._mark, self._who, self._phase, self._progress):
            head.addWidget(widget)
        head.addStretch(1)
        self.words = AnswerText(self._theme)
        self.words.link_chosen.connect(self._choose_link)
        self.words.quote_pointed.connect(self._point)
        self.words.code_chosen.connect(self.copy_wanted)
        self.evidence = EvidenceStrip(self._theme)
        self.evidence.guide_wanted.connect(self.guide_wanted)
        self._failure, self._failure_text = _card("failure")
        self._advice, self._advice_text = _card("advice")
        self._copy = button("link")
        self._copy.clicked.connect(self._ask_for_copy)
        self._retry = button("link")
        self._retry.clicked.connect(self.retry_wanted)
        self._more = button("link")
        self._more.clicked.connect(self.more_wanted)
        self._usage = ElidedLabel("muted")
        self._usage.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        self._attempt = button("link")
        self._attempt.clicked.connect(self._show_other_attempt)
        for part in (self._copy, self._more, self._retry, self._attempt):
            foot.addWidget(part)
        foot.addWidget(self._usage, 1)
        layout = column(self, gap=2 * SPACE)
        layout.addLayout(head)
        for block in (self.words, self.evidence, self._failure, self._advice):
            layout.addWidget(block)
        layout.addLayout(foot)

    def _draw_live_text(self) -> None:
        if self._live is None or self._live.is_over:
            return
        began = perf_counter()
        self.words.grow(self._live.text, self._offered)
        self._show_phase()
        took_ms = (perf_counter() - began) * 1000
        self._pause_ms = max(_FRAME_MS, int(took_ms * _IDLE_SHARE))

    def _draw_text(self, text: str, citations: Sequence[Citation]) -> None:
        evidence = self._evidence.get(self.shown_id or 0)
        self.evidence.show_evidence(evidence or Evidence())
        if evidence is None and self.shown_id is not None and text:
            self.evidence_wanted.emit(self.shown_id)
        numbers = {citation.number for citation in citations} | self._offered
        self.words.show_whole(text, numbers, evidence.quotes if evidence is not None else None)

    @property
    def _offered(self) -> set[int]:
        return {passage.number for passage in self._live.passages} if self._live else set()

    @property
    def _told_live(self) -> LiveAnswer | None:
        """What is drawn, unless it is an earlier attempt."""
        return self._live if self._chosen is None else None

    @property
    def _told_message(self) -> Message | None:
        return self._chosen or self._message

    def _show_other_attempt(self) -> None:
        """Go one attempt back, from the first to the newest."""
        place = self._attempts.index(self._chosen) if self._chosen else len(self._attempts)
        self._chosen = self._attempts[place - 1] if place else None
        self._draw_chosen()
        self.retranslate()

    def _draw_chosen(self) -> None:
        live, message = self._told_live, self._told_message
        if live is not None:
            self._draw_text(live.text, live.answer.citations if live.answer else ())
        elif message is not None:
            self._draw_text(message.body, message.citations)

    def _draw_icons(self) -> None:
        self._mark.setPixmap(themed_icon(self._theme, "book", "accent").pixmap(grown(18), grown(18)))

    def _show_phase(self) -> None:
        live = self._live
        is_running = live is not None and not live.is_over
        self._phase.setVisible(is_running)
        self._progress.setVisible(is_running)
        if live is None or not is_running:
            self._phase.clear()
            return
        self._phase.setText(phases.phase_text(live))
        phase = live.phase
        total = phase.total if phase else 0
        self._progress.setRange(0, total)
        self._progress.setValue(phase.done if phase and total else 0)

    def _show_failure(self) -> None:
        text = ""
        if self._told_live is not None and self._told_live.failure is not None:
            text = self._told_live.failure.message(self._language)
        elif self._told_message is not None and self._told_message.state is MessageState.FAILED:
            text = self.tr("This answer could not be finished.")
        elif self._told_message is not None and self._told_message.state is MessageState.STREAMING:
            text = self.tr("This answer was interrupted when Deskside ended.")
        self._failure_text.setText(text)
        self._failure.setVisible(bool(text))

    def _show_advice(self) -> None:
        live = self._told_live
        lines = []
        if live is not None and live.handoff_reason:
            lines.append(say(live.handoff_reason, self._language))
        if self._ending() is FinishReason.REPEATED:
            lines.append(say("desktop.repeated", self._language))
        if self._ending() is FinishReason.THOUGHT:
            lines.append(say("desktop.only_thought", self._language))
        if self._stopped_thinking():
            lines.append(self.tr("Stopped while it was still thinking: there is no answer."))
        # A disclaimer that was added stands in the answer itself.
        lines += [say(note, self._language) for note in self._guard_notes() if note != "guard.disclaimer_added"]
        self._advice_text.setText("\n".join(lines))
        self._advice.setVisible(bool(lines))

    def _stopped_thinking(self) -> bool:
        """Whether an answer was stopped before its first word; while it was thinking, if that is still known."""
        phase = (
            self._told_live.phase.phase if self._told_live is not None and self._told_live.phase is not None else None
        )
        return self._ending() is FinishReason.STOPPED and phase is Phase.THINKING and not self.words.text

    def _guard_notes(self) -> tuple[str, ...]:
        if self._told_live is not None:
            return self._told_live.answer.guard_notes if self._told_live.answer is not None else ()
        return self._told_message.guard_notes if self._told_message is not None else ()

    def _show_footer(self) -> None:
        is_over = self._told_live is None or self._told_live.is_over
        self._copy.setVisible(is_over and bool(self.words.text))
        self._retry.setVisible(is_over and self._is_last)
        self._more.setVisible(is_over and self._is_last and self._can_go_on and self._ended_early())
        usage: Usage | None = None
        if self._told_live is not None:
            usage = self._told_live.answer.usage if self._told_live.answer is not None else None
        elif self._told_message is not None:
            usage = self._told_message.usage
        parts = [self.tr("Stopped")] if self._ending() in _CUT_OFF else []
        if is_over and usage is not None:
            parts.append(phases.usage_text(usage))
        if self._ending() is FinishReason.LENGTH:
            parts.insert(0, self.tr("Length limit reached"))
        self._attempt.setVisible(is_over and bool(self._attempts))
        number = self._attempts.index(self._chosen) + 1 if self._chosen else len(self._attempts) + 1
        words = self.tr("Attempt {number} of {total}").format(number=number, total=len(self._attempts) + 1)
        self._attempt.setText(words)
        self._attempt.setToolTip(self.tr("Show another attempt"))
        self._attempt.setAccessibleName(self.tr("{words}: show another attempt").format(words=words))
        self._usage.show_text(" · ".join(part for part in parts if part))
        self._usage.setToolTip(phases.usage_detail(usage) if usage is not None else "")

    def _ended_early(self) -> bool:
        if self._chosen is not None:
            return False
        told = self._told_live or self._told_message
        return told is not None and told.ended_early

    def _ending(self) -> FinishReason | None:
        if self._told_live is not None:
            return self._told_live.answer.reason if self._told_live.answer is not None else None
        return self._told_message.reason if self._told_message is not None else None

    def _choose_link(self, url: QUrl) -> None:
        quotes, place = self.evidence.evidence.quotes, quote_number(url)
        if place >= 0:
            if place < len(quotes):
                self.quote_chosen.emit(quotes[place])
        elif url.scheme() == "fix" and url.path().isdigit():
            number = int(url.path())
            self.citation_chosen.emit(number, self._uid_of(number))
        else:
            self.link_chosen.emit(url.toString())

    def _point(self, place: int) -> None:
        quotes = self.evidence.evidence.quotes
        beside = self.words.quote_rect(place)
        self.quote_pointed.emit(quotes[place] if 0 <= place < len(quotes) else None, beside)

    def _uid_of(self, number: int) -> str:
        citations: tuple[Citation, ...] = self._told_message.citations if self._told_message else ()
        if self._told_live is not None:
            offered = {passage.number: passage.fix.uid for passage in self._told_live.passages}
            if number in offered:
                return offered[number]
            citations = self._told_live.answer.citations if self._told_live.answer else ()
        return next((citation.fix_uid for citation in citations if citation.number == number), "")

    def _ask_for_copy(self) -> None:
        self.copy_wanted.emit(self.words.text)


def _card(kind: str) -> tuple[QFrame, QLabel]:
    frame = QFrame()
    frame.setProperty("card", kind)
    text = label(wraps=True)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column(frame, margin=10).addWidget(text)
    return frame, text

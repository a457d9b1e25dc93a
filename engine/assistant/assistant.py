"""Asking, suggesting, opening and exporting: what an agent does with Deskside."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic

from engine.assistant.answering import AnswerInProgress
from engine.assistant.fix_book import FixBook
from engine.assistant.manner import request_of, title_of
from engine.assistant.turns import as_cited, parted_at, parted_at_last_question
from engine.domain.answer import (
    AnswerEvent,
    BackendNotice,
    ChatRequest,
    Finished,
    GenerationFinished,
    HandoffAdvised,
    PassagesFound,
    QuestionRedacted,
    Started,
    TextArrived,
    Turn,
)
from engine.domain.archive import ImportReport
from engine.domain.conversation import Attachment, FinishReason, Message, Usage
from engine.domain.evidence import Evidence
from engine.domain.finding import CaseLabels
from engine.domain.knowledge import CannedFix, Passage
from engine.domain.model import BackendState, SeenSize
from engine.domain.picture import Capture, CaptureOrigin, Picture, RedactedImage
from engine.domain.preset import AnswerOptions
from engine.errors import BackendError, StoreError
from engine.guard import Guard
from engine.imaging import decode_picture, in_seen_size, open_picture_file, seen_by_model
from engine.ports import Backend, CaseStore, CoveredText, FixStore, PictureRedactor, StopSignal
from engine.prompting import compose_without_model, picture_turns
from engine.wording import Language


class Assistant:
    """The use cases over the ports it is given. Calls may come from any thread, one `ask` at a time."""

    def __init__(
        self,
        *,
        cases: CaseStore,
        fixes: FixStore,
        backend: Backend,
        redactor: PictureRedactor,
        guard: Guard,
        suggestion_count: int = 3,
        config_folder: Path | None = None,
    ) -> None:
        self._cases = cases
        self._fixes = fixes
        self._backend = backend
        self._redactor = redactor
        self._guard = guard
        self._suggestion_count = suggestion_count
        self._config_folder = config_folder
        self.fix_book = FixBook(fixes, redactor)

    def ask(
        self,
        question: str,
        pictures: Sequence[RedactedImage],
        *,
        conversation_id: int | None,
        labels: CaseLabels,
        options: AnswerOptions,
        stop: StopSignal,
        is_private: bool = False,
    ) -> Iterator[AnswerEvent]:
        """Answer a question on covered pictures and keep both turns; a new case that `is_private` in memory only.

        A fault of the model is raised after what had been written is kept; the case stays whole. Closing the
        generator early keeps the answer as stopped. With a preset the question is what is typed beside it, or nothing.
        """
        asked_at = monotonic()
        covered = self._cover_question(question, pictures, labels)
        yield QuestionRedacted(options.question(covered.text), len(covered.findings))
        history = self._cases.messages(conversation_id) if conversation_id is not None else ()
        screen_text = _screen_text(pictures, history)
        passages = self._fitting(covered.text, pictures, history, options)
        yield PassagesFound(passages)

        if conversation_id is None:
            title = title_of(options, covered.text, screen_text, passages)
            conversation_id = self._cases.start_conversation(title, is_private=is_private).id
        asked = self._cases.add_question(conversation_id, options.question(covered.text), pictures)
        kept = self._cases.start_answer(conversation_id)
        yield from self._answer(asked, kept, pictures, history, passages, options, stop, asked_at)

    def regenerate(
        self,
        conversation_id: int,
        *,
        options: AnswerOptions,
        stop: StopSignal,
    ) -> Iterator[AnswerEvent]:
        """Answer the last question of a case anew from the same history; the old answer stays as an earlier attempt.

        Its preset is the one by which was asked, or another. Raises StoreError (`store.no_such_message`) where
        nothing was asked, and else what `ask` raises.
        """
        asked_at = monotonic()
        history, asked, old = parted_at_last_question(self._cases.messages(conversation_id))
        pictures = tuple(self._cases.picture(attachment.digest) for attachment in asked.attachments)
        yield QuestionRedacted(asked.body, 0)
        passages = self._fitting(options.typed(asked.body), pictures, history, options)
        yield PassagesFound(passages)
        kept = self._cases.start_answer(conversation_id, replaces=old[0].id if old else None)
        yield from self._answer(asked, kept, pictures, history, passages, options, stop, asked_at)

    def edit(
        self,
        conversation_id: int,
        message_id: int,
        question: str,
        pictures: Sequence[RedactedImage],
        *,
        labels: CaseLabels,
        options: AnswerOptions,
        stop: StopSignal,
    ) -> Iterator[AnswerEvent]:
        """Answer an earlier question in other words, from what stood before it; it and what followed stay as they were.

        Raises StoreError (`store.no_such_message`) where that is no question of this case, and else what `ask` raises.
        """
        asked_at = monotonic()
        history, _edited, _after = parted_at(self._cases.messages(conversation_id), message_id)
        covered = self._cover_question(question, pictures, labels)
        yield QuestionRedacted(options.question(covered.text), len(covered.findings))
        passages = self._fitting(covered.text, pictures, history, options)
        yield PassagesFound(passages)
        body = options.question(covered.text)
        asked = self._cases.add_question(conversation_id, body, pictures, replaces=message_id)
        kept = self._cases.start_answer(conversation_id)
        yield from self._answer(asked, kept, pictures, history, passages, options, stop, asked_at)

    def go_on(
        self,
        conversation_id: int,
        *,
        options: AnswerOptions,
        stop: StopSignal,
    ) -> Iterator[AnswerEvent]:
        """Write the last answer of a case on from where it ended. Its text so far comes first, as one TextArrived.

        Raises StoreError (`store.no_such_message`) where the last answer did not end early, and else what `ask` raises.
        """
        asked_at = monotonic()
        history, asked, after = parted_at_last_question(self._cases.messages(conversation_id))
        if not self._backend.status().can_continue:
            raise BackendError("assistant.cannot_continue")
        if not after or not after[-1].ended_early:
            raise StoreError("store.no_such_message")
        pictures = tuple(self._cases.picture(attachment.digest) for attachment in asked.attachments)
        yield QuestionRedacted(asked.body, 0)
        suggested = self._fitting(options.typed(asked.body), pictures, history, options)
        passages = as_cited(suggested, after[-1].citations, self.fix_book.all)
        yield PassagesFound(passages)
        kept = self._cases.resume_answer(after[-1].id)
        yield from self._answer(asked, kept, pictures, history, passages, options, stop, asked_at)

    def _cover_question(self, question: str, pictures: Sequence[RedactedImage], labels: CaseLabels) -> CoveredText:
        """Cover what was typed, by the rules of the newest picture of the case."""
        if pictures:
            labels.profile = pictures[-1].profile
        return self._redactor.cover_text(question, labels)

    def _answer(
        self,
        asked: Message,
        kept: Message,
        pictures: Sequence[RedactedImage],
        history: Sequence[Message],
        passages: Sequence[Passage],
        options: AnswerOptions,
        stop: StopSignal,
        asked_at: float,
    ) -> Iterator[AnswerEvent]:
        """Write the answer that was begun in the store, or what it still lacks."""
        conversation_id, language = asked.conversation_id, options.language
        status = self._backend.status()
        yield Started(conversation_id, asked.id, kept.id, status.model)

        has_model = status.state is not BackendState.NO_MODEL
        options = options if has_model else options.for_composing()
        offered = options.offered(passages)
        model = status.model if has_model else ""
        with AnswerInProgress(
            self._cases, self._guard, kept, offered, language, options.preset, model=model, asked_at=asked_at
        ) as answer:
            so_far = self._guard.without_disclaimer(kept.body).rstrip()
            if so_far:
                yield answer.write_again(so_far)
            if not has_model:
                yield answer.write(compose_without_model(passages, language))
                ending = GenerationFinished(FinishReason.COMPLETE, Usage())
            else:
                if notice := options.missing_adapters(status.adapters):
                    yield BackendNotice(notice)
                request = request_of(
                    options,
                    asked.body,
                    pictures,
                    offered,
                    self._turns(history),
                    known_adapters=status.adapters,
                    config_folder=self._config_folder,
                )
                request = replace(request, continues=so_far)
                ending = yield from self._write_answer(answer, request, stop, model)
            finished = answer.finish(ending)
        yield finished
        if reason := _handoff_reason(finished, passages):
            yield HandoffAdvised(reason)

    def _write_answer(
        self, answer: AnswerInProgress, request: ChatRequest, stop: StopSignal, model: str
    ) -> Generator[AnswerEvent, None, GenerationFinished]:
        """Pass on what the model writes, and return how it ended."""
        ending = GenerationFinished(FinishReason.FAILED, Usage(model=model))
        for event in self._backend.generate(request, stop):
            if isinstance(event, GenerationFinished):
                ending = event
            else:
                yield answer.write(event.text) if isinstance(event, TextArrived) else event
        return ending

    def labels_of(self, conversation_id: int) -> CaseLabels:
        """Return labels for a case that is opened again: they go on counting after those it has.

        What is typed goes by the rules under which its newest picture was covered.
        """
        line = self._cases.messages(conversation_id)
        messages = (*line, *self._cases.replaced_messages(conversation_id))
        texts = [message.body for message in messages]
        texts += [attachment.visible_text for message in messages for attachment in message.attachments]
        labels = CaseLabels.continuing(texts)
        shown = [attachment.profile for message in line for attachment in message.attachments]
        labels.profile = shown[-1] if shown else ""
        return labels

    def prepare(self, conversation_id: int | None, pictures: Sequence[RedactedImage], *, language: Language) -> None:
        """Let the model look at the pictures while the agent is still typing. Returns at once."""
        if self._backend.status().state is BackendState.NO_MODEL:
            return
        history = self._turns(self._cases.messages(conversation_id)) if conversation_id is not None else ()
        self._backend.prepare(picture_turns(pictures, language, history, config_folder=self._config_folder))

    def suggest_fixes(
        self, question: str, screen_text: str, *, language: Language, application: str = ""
    ) -> tuple[Passage, ...]:
        """Return the fitting fixes, best first, numbered from 1; none where nothing fits."""
        return self.fix_book.suggest(
            question, screen_text, language=language, limit=self._suggestion_count, application=application
        )

    def _fitting(
        self, typed: str, pictures: Sequence[RedactedImage], history: Sequence[Message], options: AnswerOptions
    ) -> tuple[Passage, ...]:
        """Return the fixes for a turn, by what was typed, what stands on its pictures, and whose window they show."""
        return self.suggest_fixes(
            typed,
            _screen_text(pictures, history),
            language=options.language,
            application=_application(pictures, history),
        )

    def search_fixes(self, query: str, *, language: Language, limit: int = 20) -> tuple[CannedFix, ...]:
        """Find fixes by words, any part of a word, or code."""
        return self.fix_book.search(query, language=language, limit=limit)

    def put_fixes(self, fixes: Sequence[CannedFix]) -> int:
        """Add or replace fixes; returns how many were new or changed."""
        return self.fix_book.put(fixes)

    def open_picture(self, source: bytes | Path, origin: CaptureOrigin) -> Capture:
        """Open a pasted, dropped or chosen picture. Raises PictureError."""
        return open_picture_file(source, origin) if isinstance(source, Path) else decode_picture(source, origin)

    def as_seen(self, picture: RedactedImage, tokens_min: int, tokens_max: int) -> Picture:
        """Return the very pixels at which the model looks, where it spends so many tokens on a picture.

        Another machine gets the whole picture and makes its own size of it; this is that size as far as it is known.
        """
        if self._backend.status().host:
            return in_seen_size(picture, SeenSize.of(picture.width, picture.height, tokens_min, tokens_max))
        return seen_by_model(picture, tokens_min, tokens_max)

    def evidence(self, conversation_id: int, answers: Collection[int]) -> dict[int, Evidence]:
        """Return what kept answers quote, and where it stands on the pictures before them. Raises StoreError."""
        from engine.assistant.quoted import case_evidence  # none of it is needed to begin

        return case_evidence(self._cases, self._fixes, conversation_id, answers)

    def export_case(self, conversation_id: int, path: Path, language: Language = Language.EN) -> None:
        """Write a case as Markdown with its covered pictures beside it, or as .html or .jsonl, as the name ends."""
        from engine.assistant.exports import export_case

        export_case(self._cases, self._fixes, conversation_id, path, language)

    def case_page(self, conversation_id: int, language: Language = Language.EN) -> str:
        """Return a case with its covered pictures as a web page, to be laid out for printing."""
        from engine.assistant.exports import case_page

        return case_page(self._cases, self._fixes, conversation_id, language)

    def export_cases(self, numbers: Sequence[int], path: Path, language: Language = Language.EN) -> None:
        """Write several cases into one file: a web page, or .jsonl as the name ends."""
        from engine.assistant.exports import export_cases

        export_cases(self._cases, self._fixes, numbers, path, language)

    def export_everything(self, folder: Path, language: Language = Language.EN) -> int:
        """Write all cases and fixes into an empty folder, in every open format; returns how many cases."""
        from engine.assistant.exports import export_everything

        return export_everything(self._cases, self._fixes, folder, language)

    def import_cases(self, path: Path) -> ImportReport:
        """Take in the cases of a `.jsonl` file, all or nothing. Raises StoreError."""
        return self._cases.import_lines(path)

    def _turns(self, messages: Sequence[Message]) -> tuple[Turn, ...]:
        return tuple(self._turn(message) for message in messages if message.body or message.attachments)

    def _turn(self, message: Message) -> Turn:
        pictures = tuple(self._cases.picture(attachment.digest) for attachment in message.attachments)
        return Turn(message.role, (*pictures, message.body))


def _screen_text(pictures: Sequence[RedactedImage], history: Sequence[Message]) -> str:
    """What stands on the pictures of this turn, or else on the last ones of the case."""
    if pictures:
        return "\n".join(picture.visible_text for picture in pictures)
    for message in reversed(history):
        if message.attachments:
            return "\n".join(attachment.visible_text for attachment in message.attachments)
    return ""


def _application(pictures: Sequence[RedactedImage], history: Sequence[Message]) -> str:
    """Return whose window the newest picture shows that tells: of this turn, or else of the last ones of the case."""
    shown: Sequence[RedactedImage | Attachment] = pictures
    if not pictures:
        shown = next((message.attachments for message in reversed(history) if message.attachments), ())
    return next((each.application for each in reversed(shown) if each.application), "")


def _handoff_reason(finished: Finished, passages: Sequence[Passage]) -> str:
    """Say as a wording key why a person should take over, or nothing."""
    if not passages and finished.answer.usage.is_composed:
        return "assistant.handoff_nothing_fits"
    return ""

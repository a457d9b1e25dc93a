"""An assistant that answers with a script."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.assistant.fix_book import FixBook
from engine.assistant.quoted import case_evidence
from engine.domain.answer import (
    Answer,
    AnswerEvent,
    BackendNotice,
    Finished,
    PassagesFound,
    Phase,
    PhaseChanged,
    Started,
    TextArrived,
)
from engine.domain.archive import ImportReport
from engine.domain.conversation import (
    FinishReason,
    Message,
    MessageState,
    Role,
    Usage,
)
from engine.domain.evidence import Evidence
from engine.domain.finding import CaseLabels
from engine.domain.knowledge import CannedFix, Citation, Passage
from engine.domain.model import SeenSize
from engine.domain.notice import Notice
from engine.domain.picture import Capture, CaptureOrigin, Picture, RedactedImage
from engine.domain.preset import AnswerOptions
from engine.imaging import in_seen_size
from engine.ports import StopSignal
from engine.wording import Language
from tests.fakes.redactor import WordRedactor
from tests.unit.desktop.fakes.cases import FakeCases, FakeFixes

ANSWER = """The update stopped because its folder is **not writable** [1].

1. Close all programs.
2. Open a command prompt as administrator.
3. Run this command:

```bat
icacls C:\\Windows\\SoftwareDistribution /reset /T
```

| Code | Meaning |
|---|---|
| `0x80070005` | access denied |
| `0x80070070` | disk full |

If that does not help, ask for the log file.
"""


@dataclass
class FakeAssistant:
    """Answers with a script; `breaks` is raised after the first pieces."""

    cases: FakeCases
    fixes: FakeFixes
    answer: str = ANSWER
    breaks: Exception | None = None
    notices: list[Notice] = field(default_factory=list)
    reason: FinishReason = FinishReason.COMPLETE
    refuses: Exception | None = None
    asked: list[tuple[str, int | None]] = field(default_factory=list)
    presets: list[str] = field(default_factory=list)
    """By uid, for each time; empty without."""
    asked_again: list[tuple[str, int]] = field(default_factory=list)
    edited: list[tuple[int, str]] = field(default_factory=list)
    gone_on: list[int] = field(default_factory=list)
    exported_cases: tuple[int, ...] = ()
    prepared: int = 0
    programs: list[str] = field(default_factory=list)
    """For which each suggestion was asked; empty where none was known."""
    exported: list[Path] = field(default_factory=list)

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
        self.asked.append((question, conversation_id))
        self.presets.append(options.preset.uid if options.preset else "")
        question = options.question(question)
        if self.refuses is not None:
            raise self.refuses
        passages = self.suggest_fixes(question, "", language=options.language)
        yield PassagesFound(passages)
        case = conversation_id or self.cases.start_conversation(question[:60] or "Screenshot", is_private=is_private).id
        asked = self.cases.add_question(case, question, pictures)
        yield from self._answer(case, asked, self.cases.start_answer(case), passages, stop)

    def regenerate(
        self,
        conversation_id: int,
        *,
        options: AnswerOptions,
        stop: StopSignal,
    ) -> Iterator[AnswerEvent]:
        self.presets.append(options.preset.uid if options.preset else "")
        messages = self.cases.messages(conversation_id)
        place = max(at for at, message in enumerate(messages) if message.role is Role.AGENT)
        self.asked_again.append((messages[place].body, conversation_id))
        if self.refuses is not None:
            raise self.refuses
        passages = self.suggest_fixes(messages[place].body, "", language=options.language)
        yield PassagesFound(passages)
        old = messages[place + 1 :]
        reply = self.cases.start_answer(conversation_id, replaces=old[0].id if old else None)
        yield from self._answer(conversation_id, messages[place], reply, passages, stop)

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
        self.edited.append((message_id, question))
        self.presets.append(options.preset.uid if options.preset else "")
        question = options.question(question)
        if self.refuses is not None:
            raise self.refuses
        asked = self.cases.add_question(conversation_id, question, pictures, replaces=message_id)
        yield from self._answer(conversation_id, asked, self.cases.start_answer(conversation_id), (), stop)

    def go_on(
        self,
        conversation_id: int,
        *,
        options: AnswerOptions,
        stop: StopSignal,
    ) -> Iterator[AnswerEvent]:
        *_, asked, reply = self.cases.messages(conversation_id)
        self.gone_on.append(reply.id)
        self.presets.append(options.preset.uid if options.preset else "")
        yield from self._answer(conversation_id, asked, reply, (), stop, reply.body)

    def _answer(
        self,
        case: int,
        asked: Message,
        reply: Message,
        passages: Sequence[Passage],
        stop: StopSignal,
        so_far: str = "",
    ) -> Iterator[AnswerEvent]:
        yield Started(case, asked.id, reply.id, "Qwen3-VL 4B Instruct Q4_K_M")
        yield from map(BackendNotice, self.notices)
        yield PhaseChanged(Phase.ENCODING, 0, 1)
        yield PhaseChanged(Phase.READING, 640, 1480)
        yield PhaseChanged(Phase.WRITING)
        written = so_far
        if so_far:
            yield TextArrived(so_far)
        for place in range(len(so_far), len(self.answer), 12):
            if stop.is_set():
                break
            if self.breaks is not None and place >= 48:
                raise self.breaks
            written += self.answer[place : place + 12]
            yield TextArrived(self.answer[place : place + 12])
        is_stopped = stop.is_set()
        reason = FinishReason.STOPPED if is_stopped else self.reason
        citations = tuple(Citation(p.number, p.fix.uid, p.fix.language, p.fix.title) for p in passages if p.number == 1)
        usage = Usage("Qwen3-VL 4B Instruct Q4_K_M", 1480, 0, 1, 212, 1840, 9300, 2310, self.presets[-1])
        answer = Answer(written, reason, citations, usage)
        state = MessageState.STOPPED if is_stopped else MessageState.COMPLETE
        self.cases.finish_answer(reply.id, answer, state)
        yield Finished(reply.id, answer)

    def labels_of(self, conversation_id: int) -> CaseLabels:
        return CaseLabels()

    @property
    def fix_book(self) -> FixBook:
        return FixBook(self.fixes, WordRedactor("hunter2"))

    def suggest_fixes(
        self, question: str, screen_text: str, *, language: Language, application: str = ""
    ) -> tuple[Passage, ...]:
        self.programs.append(application)
        reasons = (("error code 0x80070005", "title: update"), ("symptom: access denied",), ())
        best = self.fixes.kept[:3]
        return tuple(Passage(number, fix, 1 / number, reasons[number - 1]) for number, fix in enumerate(best, start=1))

    def search_fixes(self, query: str, *, language: Language, limit: int = 20) -> tuple[CannedFix, ...]:
        return tuple(fix for fix in self.fixes.kept if query.lower() in fix.title.lower())[:limit]

    def prepare(self, conversation_id: int | None, pictures: Sequence[RedactedImage], *, language: Language) -> None:
        self.prepared += 1

    def as_seen(self, picture: RedactedImage, tokens_min: int, tokens_max: int) -> Picture:
        return in_seen_size(picture, SeenSize.of(picture.width, picture.height, tokens_min, tokens_max))

    def open_picture(self, data: bytes | Path, origin: CaptureOrigin) -> Capture:
        return Capture(80, 50, bytes(80 * 50 * 3), origin)

    def evidence(self, conversation_id: int, answers: Collection[int]) -> dict[int, Evidence]:
        return case_evidence(self.cases, self.fixes, conversation_id, answers)

    def export_case(self, conversation_id: int, path: Path, language: Language = Language.EN) -> None:
        self.exported.append(path)

    def case_page(self, conversation_id: int, language: Language = Language.EN) -> str:
        return f"<html><body><h1>Case {conversation_id}</h1></body></html>"

    def export_cases(self, numbers: Sequence[int], path: Path, language: Language = Language.EN) -> None:
        self.exported.append(path)
        self.exported_cases = tuple(numbers)

    def export_everything(self, folder: Path, language: Language = Language.EN) -> int:
        self.exported.append(folder)
        return len(self.cases.kept)

    def import_cases(self, path: Path) -> ImportReport:
        return self.cases.import_lines(path)

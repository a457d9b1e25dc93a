"""An engine made of small fakes: enough for the window to work, driven by a script."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.tasks import Failed, Lane, Task
from engine.assistant.fix_book import FixBook
from engine.assistant.quoted import case_evidence
from engine.domain.annotation import Layer
from engine.domain.answer import (
    Answer,
    AnswerEvent,
    BackendNotice,
    ChatRequest,
    Finished,
    PassagesFound,
    Phase,
    PhaseChanged,
    Started,
    TextArrived,
    Turn,
)
from engine.domain.archive import ImportReport
from engine.domain.audit import AuditEntry, AuditReport
from engine.domain.case_query import SearchOrder
from engine.domain.catalogue import FileStanding, ModelEntry, Transfer, TransferStep
from engine.domain.conversation import (
    Attachment,
    Conversation,
    FinishReason,
    KeptDraft,
    Message,
    MessageState,
    Role,
    SearchHit,
    Usage,
)
from engine.domain.evidence import Evidence
from engine.domain.filing import EVERYWHERE, CasePlace, FolderCount, with_levels_above
from engine.domain.finding import CaseLabels, EntityType, Finding, Mask, RedactionPlan, TextFinding
from engine.domain.knowledge import CannedFix, Citation, Passage
from engine.domain.memory import MemoryEstimate, Placement
from engine.domain.model import BackendState, BackendStatus, ModelFile, ModelManifest, SeenSize
from engine.domain.notice import Notice
from engine.domain.picture import Capture, CaptureOrigin, Picture, RedactedImage, Thumbnail
from engine.domain.preset import AnswerOptions
from engine.domain.region import Region
from engine.domain.screen import Application, DesktopWindow, Fitness, Screen
from engine.domain.upkeep import Backup, BackupCheck, RetentionRules, UpkeepReport
from engine.errors import StoreError
from engine.imaging import as_seen
from engine.ports import ScreenGrabber, StopSignal
from engine.ports.vision import CoveredText
from engine.wording import Language
from tests.fakes.redactor import WordRedactor
from tests.fakes.stores import MemoryStore

T = TypeVar("T")
NOW_MS = 1_790_000_000_000


class InlineTasks:
    """Runs every job at once, on the calling thread; what it raises goes where it would go from a lane."""

    def __init__(self) -> None:
        self.faults: list[Exception] = []
        self.lanes: list[Lane] = []

    def run(
        self,
        lane: Lane,
        job: Callable[[], T],
        *,
        done: Callable[[T], None] = lambda _: None,
        failed: Failed | None = None,
    ) -> Task:
        self.lanes.append(lane)
        task = Task()
        try:
            result = job()
        except Exception as error:  # noqa: BLE001 - the boundary of a lane
            (failed or self.faults.append)(error)
        else:
            done(result)
        return task

    def stream(
        self,
        lane: Lane,
        job: Callable[[StopSignal], Iterable[T]],
        *,
        arrived: Callable[[T], None],
        done: Callable[[], None] = lambda: None,
        failed: Failed | None = None,
    ) -> Task:
        self.lanes.append(lane)
        task = Task()
        try:
            for event in job(task.stop_signal):
                arrived(event)
        except Exception as error:  # noqa: BLE001 - the boundary of a lane
            (failed or self.faults.append)(error)
        else:
            done()
        return task


class HeldTasks(InlineTasks):
    """Keeps jobs until the test lets them go; a stream is let go event by event."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[Callable[[], object]] = []

    def run(self, lane: Lane, job: Callable[[], T], **kwargs: object) -> Task:
        task = Task()

        def let_go() -> None:
            if not task.is_dropped:
                InlineTasks.run(self, lane, job, **kwargs)  # type: ignore[arg-type]

        self.held.append(let_go)
        return task

    def stream(self, lane: Lane, job: Callable[[StopSignal], Iterable[T]], **kwargs: object) -> Task:
        self.task = Task()
        events = iter(job(self.task.stop_signal))
        arrived: Callable[[T], None] = kwargs["arrived"]  # type: ignore[assignment]
        failed: Failed = kwargs["failed"]  # type: ignore[assignment]
        done: Callable[[], None] = kwargs.get("done", lambda: None)  # type: ignore[assignment]
        task, has_ended = self.task, list[bool]()

        def next_event() -> bool:
            try:
                event = next(events)
            except StopIteration:
                if not task.is_dropped and not has_ended:
                    has_ended.append(True)
                    done()
                return False
            except Exception as error:  # noqa: BLE001 - the boundary of a lane
                failed(error)
                return False
            if not task.is_dropped:
                arrived(event)
            return True

        self.next_event = next_event
        return self.task

    def let_all_go(self) -> None:
        while self.held:
            self.held.pop(0)()


def picture(width: int = 64, height: int = 40, shade: int = 90, text: str = "") -> RedactedImage:
    """A covered picture of one shade."""
    from engine.domain.text import TextSpan

    spans = (TextSpan(text, Region(0, 0, width, height), 0.9),) if text else ()
    return RedactedImage(width, height, bytes([shade]) * (width * height * 3), spans=spans)


@dataclass
class FakeCases:
    """Cases in memory."""

    kept: dict[int, Conversation] = field(default_factory=dict)
    turns: dict[int, list[Message]] = field(default_factory=dict)
    pictures: dict[str, RedactedImage] = field(default_factory=dict)
    kept_drafts: dict[int, KeptDraft] = field(default_factory=dict)
    small: dict[str, Thumbnail] = field(default_factory=dict)
    thumbnails_read: list[str] = field(default_factory=list)
    _last: int = 0

    def _next(self) -> int:
        self._last += 1
        return self._last

    def start_conversation(self, title: str, *, is_private: bool = False) -> Conversation:
        number = -self._next() if is_private else self._next()
        moment = NOW_MS + number * 60_000
        case = Conversation(number, title, moment, moment)
        self.kept[case.id] = case
        self.turns[case.id] = []
        return case

    def conversations(
        self, limit: int = 200, before: Conversation | None = None, place: CasePlace = EVERYWHERE
    ) -> Sequence[Conversation]:
        kept = [case for case in self.kept.values() if case.id > 0 and _is_in(case, place)]
        newest = sorted(kept, key=lambda case: (not case.is_pinned, -case.updated_ms, -case.id))
        start = newest.index(before) + 1 if before else 0
        return newest[start : start + limit]

    def conversation(self, conversation_id: int) -> Conversation:
        if conversation_id not in self.kept:
            raise StoreError("desktop.no_case_open")
        return self.kept[conversation_id]

    def rename_conversation(self, conversation_id: int, title: str) -> None:
        self.kept[conversation_id] = replace(self.kept[conversation_id], title=title)

    def set_pinned(self, conversation_id: int, is_pinned: bool) -> None:
        self.kept[conversation_id] = replace(self.kept[conversation_id], is_pinned=is_pinned)

    def set_held(self, conversation_id: int, is_held: bool) -> None:
        self.kept[conversation_id] = replace(self.kept[conversation_id], is_held=is_held)

    def set_note(self, conversation_id: int, note: str) -> None:
        self.kept[conversation_id] = replace(self.kept[conversation_id], note=note.strip())

    def set_tags(self, conversation_id: int, tags: Sequence[str]) -> None:
        self.kept[conversation_id] = replace(self.kept[conversation_id], tags=tuple(tag.lstrip("#") for tag in tags))

    def record(self, action: str, about: str = "") -> None: ...

    def export_lines(self, path: Path, conversation_ids: Sequence[int] | None) -> int:
        return len(self.kept)

    def import_lines(self, path: Path, *, is_dry: bool = False) -> ImportReport:
        return ImportReport(1)

    def delete_conversation(self, conversation_id: int) -> None:
        del self.kept[conversation_id], self.turns[conversation_id]

    def delete_conversations(self, conversation_ids: Sequence[int]) -> None:
        for number in conversation_ids:
            self.delete_conversation(number)

    def set_archived(self, conversation_ids: Sequence[int], is_archived: bool) -> None:
        for number in conversation_ids:
            self.kept[number] = replace(self.kept[number], is_archived=is_archived)

    def set_folder(self, conversation_ids: Sequence[int], folder: str) -> str:
        for number in conversation_ids:
            self.kept[number] = replace(self.kept[number], folder=folder)
        return folder

    def rename_folder(self, folder: str, to: str) -> int:
        moved = [case for case in self.kept.values() if _is_in(case, CasePlace(folder))]
        for case in moved:
            self.kept[case.id] = replace(case, folder=to + case.folder[len(folder) :])
        return len(moved)

    def folders(self) -> Sequence[FolderCount]:
        counts = dict[str, int]()
        for case in self.kept.values():
            if case.folder:
                counts[case.folder] = counts.get(case.folder, 0) + (not case.is_archived)
        return with_levels_above(counts)

    def add_tags(self, conversation_ids: Sequence[int], tags: Sequence[str]) -> None:
        for number in conversation_ids:
            self.set_tags(number, [*self.kept[number].tags, *tags])

    def keep_draft(self, conversation_id: int, text: str, pictures: Sequence[RedactedImage] = ()) -> None:
        self.kept_drafts.pop(conversation_id, None)
        self.pictures |= {picture.digest: picture for picture in pictures}
        if text or pictures:
            self.kept_drafts[conversation_id] = KeptDraft(text, tuple(picture.digest for picture in pictures))

    def drafts(self) -> dict[int, KeptDraft]:
        return dict(self.kept_drafts)

    def messages(self, conversation_id: int) -> Sequence[Message]:
        return [message for message in self.turns[conversation_id] if message.replaced_by is None]

    def replaced_messages(self, conversation_id: int) -> Sequence[Message]:
        return [message for message in self.turns[conversation_id] if message.replaced_by is not None]

    def add(self, case: int, role: Role, body: str, **more: object) -> Message:
        number = self._next() if case > 0 else -self._next()
        message = Message(number, case, role, body, MessageState.COMPLETE, NOW_MS, **more)  # type: ignore[arg-type]
        self.turns[case].append(message)
        return message

    def add_question(
        self, conversation_id: int, body: str, pictures: Sequence[RedactedImage] = (), *, replaces: int | None = None
    ) -> Message:
        for kept in pictures:
            self.pictures[kept.digest] = kept
        attachments = tuple(Attachment(p.digest, p.width, p.height, p.visible_text) for p in pictures)
        self._replace(conversation_id, replaces)
        return self.add(conversation_id, Role.AGENT, body, attachments=attachments)

    def start_answer(self, conversation_id: int, *, replaces: int | None = None) -> Message:
        self._replace(conversation_id, replaces)
        message = replace(self.add(conversation_id, Role.ASSISTANT, ""), state=MessageState.STREAMING)
        self.turns[conversation_id][-1] = message
        return message

    def _replace(self, conversation_id: int, first: int | None) -> None:
        """The message that is added next takes the place of one and of those after it."""
        turns = self.turns[conversation_id]
        if first is not None:
            theirs = [each for each in turns if each.replaced_by is not None or each.age < abs(first)]
            by = self._last + 1 if conversation_id > 0 else -self._last - 1
            turns[:] = [each if each in theirs else replace(each, replaced_by=by) for each in turns]

    def resume_answer(self, message_id: int) -> Message:
        (resumed,) = [each for turns in self.turns.values() for each in turns if each.id == message_id]
        return resumed

    def save_partial_answer(self, message_id: int, text: str) -> None:
        return None

    def finish_answer(self, message_id: int, answer: Answer, state: MessageState) -> Message:
        for turns in self.turns.values():
            for place, message in enumerate(turns):
                if message.id == message_id:
                    turns[place] = replace(
                        message,
                        body=answer.text,
                        state=state,
                        citations=answer.citations,
                        usage=answer.usage,
                        reason=answer.reason,
                    )
                    return turns[place]
        raise StoreError("desktop.no_case_open")

    def picture(self, digest: str) -> RedactedImage:
        if digest not in self.pictures:
            raise StoreError("desktop.picture_unreadable")
        return self.pictures[digest]

    def thumbnail(self, digest: str) -> Thumbnail:
        self.thumbnails_read.append(digest)
        if digest not in self.small:
            raise StoreError("store.picture_missing")
        return self.small[digest]

    def search(self, query: str, limit: int = 50, order: SearchOrder = SearchOrder.NEWEST) -> Sequence[SearchHit]:
        self.order = order
        hits = []
        for case in self.conversations():
            for message in self.turns[case.id]:
                place = message.body.lower().find(query.lower())
                if place >= 0:
                    start = max(0, place - 12)
                    snippet = message.body[start : place + 40]
                    marks = ((place - start, place - start + len(query)),)
                    hits.append(
                        SearchHit(case, message.id, snippet, marks, is_replaced=message.replaced_by is not None)
                    )
        return hits[:limit]

    def protection(self) -> str:
        return "desktop.copied"

    def close(self) -> None:
        return None


def _is_in(case: Conversation, place: CasePlace) -> bool:
    is_there = not place.folder or case.folder == place.folder or case.folder.startswith(f"{place.folder}/")
    return is_there and place.is_archived in (None, case.is_archived)


class FakeFixes(MemoryStore):
    """Fixes in memory, in the order in which they were given."""

    def __init__(self, kept: Sequence[CannedFix]) -> None:
        super().__init__()
        self.put_fixes(kept)

    @property
    def kept(self) -> list[CannedFix]:
        return list(self._fixes.values())

    def say(self, fixes: Sequence[CannedFix]) -> None:
        """Keep these instead."""
        self._fixes.clear()
        self.put_fixes(fixes)

    @property
    def used(self) -> list[str]:
        return self._uses


@dataclass
class FakeBackend:
    """A model in a state that the test chooses."""

    state: BackendStatus = field(
        default_factory=lambda: BackendStatus(BackendState.READY, "Qwen3-VL 4B Instruct Q4_K_M", "CPU")
    )
    loads: int = 0
    unloads: int = 0

    def status(self) -> BackendStatus:
        return self.state

    def load(self) -> None:
        self.loads += 1

    def generate(self, request: ChatRequest, stop: StopSignal) -> Iterator[PhaseChanged]:
        return iter(())

    def prepare(self, turns: Sequence[Turn]) -> None:
        return None

    def unload(self) -> None:
        self.unloads += 1

    def close(self) -> None:
        return None


SECRET = "Tr0ub4dor&3"
"""What the fake redactor finds in a text."""


@dataclass
class FakeRedactor:
    """Finds one thing on every picture, and `secret words` in texts; `refusals` are raised first, one a call."""

    refusals: list[Exception] = field(default_factory=list)
    times_forgotten: int = 0
    layers: list[Layer] = field(default_factory=list)
    is_ready: bool = False

    def get_ready(self) -> None:
        self.is_ready = True

    def plan(self, capture: Capture, labels: CaseLabels, profile: str | None = None) -> RedactionPlan:
        region = Region(0, 0, min(20, capture.width), min(10, capture.height))
        finding = Finding(EntityType.EMAIL, region, 0.9, label=labels.label_for(EntityType.EMAIL, "a@b.c"))
        return RedactionPlan(capture.id, (Mask(finding),))

    def cover(self, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        if self.refusals:
            raise self.refusals.pop(0)
        return RedactedImage(capture.width, capture.height, capture.rgb, plan.covered)

    def annotate(self, picture: RedactedImage, layer: Layer) -> RedactedImage:
        if self.refusals:
            raise self.refusals.pop(0)
        self.layers.append(layer)
        part = layer.crop or Region(0, 0, picture.width, picture.height)
        return RedactedImage(part.width, part.height, bytes([200 + len(self.layers)]) * (part.width * part.height * 3))

    def forget(self) -> None:
        self.times_forgotten += 1

    def find_in_text(self, text: str) -> Sequence[TextFinding]:
        return ()

    def cover_text(self, text: str, labels: CaseLabels) -> CoveredText:
        return CoveredText(text.replace(SECRET, "[PASSWORD 1]"), ())


class FakeGrabber:
    """One screen of 320 x 200 pixels."""

    is_fit = True

    has_own_dialogue = False

    def take(self, *, lets_choose: bool) -> Capture:
        return self.grab()

    def fitness(self) -> Fitness:
        return Fitness(self.is_fit)

    def screens(self) -> Sequence[Screen]:
        return [Screen("screen", Region(0, 0, 320, 200), is_primary=True)]

    def application_at(self, region: Region) -> Application | None:
        return None

    def windows(self) -> Sequence[DesktopWindow]:
        return ()

    def grab(self, region: Region | None = None) -> Capture:
        return Capture(320, 200, bytes(320 * 200 * 3), CaptureOrigin.SCREEN)


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
        usage = Usage("Qwen3-VL 4B Instruct Q4_K_M", 1480, 0, 1, 212, 1840, 9300, self.presets[-1])
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
        return as_seen(picture, SeenSize.of(picture.width, picture.height, tokens_min, tokens_max))

    def open_picture(self, data: bytes | Path, origin: CaptureOrigin) -> Capture:
        return Capture(80, 50, bytes(80 * 50 * 3), origin)

    def evidence(self, conversation_id: int, answers: Collection[int]) -> dict[int, Evidence]:
        return case_evidence(self.cases, self.fixes, conversation_id, answers)

    def export_case(self, conversation_id: int, path: Path, language: Language = Language.EN) -> None:
        self.exported.append(path)

    def export_cases(self, numbers: Sequence[int], path: Path, language: Language = Language.EN) -> None:
        self.exported.append(path)
        self.exported_cases = tuple(numbers)

    def export_everything(self, folder: Path, language: Language = Language.EN) -> int:
        self.exported.append(folder)
        return len(self.cases.kept)

    def import_cases(self, path: Path) -> ImportReport:
        return self.cases.import_lines(path)


_UPDATE_STEPS = r"""1. Open **Services** and stop *Windows Update*.
2. Reset the folder:

```bat
icacls C:\Windows\SoftwareDistribution /reset /T
```
3. Start the service again."""


def _fix(uid: str, title: str, body: str, category: str) -> CannedFix:
    return CannedFix(uid, Language.EN, title, body, category)


FIXES = (
    _fix("win-update-denied", "Windows Update stops with access denied", _UPDATE_STEPS, "Windows/Update"),
    _fix("disk-cleanup", "Free space on the system disk", "Run `cleanmgr /lowdisk`.", "Windows/Disk"),
    _fix("gpo-refresh", "Refresh group policies", "Run `gpupdate /target:{{target|computer}}`.", "Windows/Policy"),
    _fix("printer-queue", "Printer queue is stuck", "Restart the *Print Spooler*.", "Printing"),
)


TINY = ModelManifest("tiny", "Tiny", ModelFile("tiny.gguf", 1000, "a" * 64), ModelFile("mmproj.gguf", 500))
ESTIMATE = MemoryEstimate(Placement.SPLIT, "CUDA0", 12, 36, 2**30, 2**29, 2**30, 2**28, 2**27, 2**30, 2**30)


@dataclass
class FakeModels:
    """One known model, of which `there` has arrived; `breaks` is raised in the middle of a transfer."""

    there: dict[str, int] = field(default_factory=dict)
    refusal: str = ""
    breaks: Exception | None = None
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def entries(self) -> Sequence[ModelEntry]:
        files = tuple(
            FileStanding(
                file.name,
                file.size_bytes,
                self.there.get(file.name, 0),
                self.there.get(file.name) == file.size_bytes,
                bool(file.sha256),
            )
            for file in TINY.files
        )
        return (ModelEntry("tiny", "Tiny", 1500, files, can_be_removed=bool(self.there), manifest=TINY),)

    def estimate(self, name: str) -> MemoryEstimate | None:
        return ESTIMATE

    def add(self, source: Path, stop: StopSignal) -> Iterator[Transfer]:
        self.asked.append(("add", str(source)))
        yield from self._move(stop, TransferStep.COPYING)

    def verify(self, name: str, stop: StopSignal) -> Iterator[Transfer]:
        self.asked.append(("verify", name))
        yield from self._move(stop, TransferStep.VERIFYING)

    def download(self, name: str, stop: StopSignal, file: str = "") -> Iterator[Transfer]:
        self.asked.append(("download", name, file))
        yield from self._move(stop, TransferStep.DOWNLOADING, file)

    def why_no_download(self) -> str:
        return self.refusal

    def remove(self, name: str) -> None:
        self.there.clear()

    def _move(self, stop: StopSignal, step: TransferStep, only: str = "") -> Iterator[Transfer]:
        for file in TINY.files:
            if only in ("", file.name):
                yield Transfer(file.name, step, file.size_bytes // 2, file.size_bytes)
                self.there[file.name] = file.size_bytes // 2
                if self.breaks is not None:
                    raise self.breaks
                if stop.is_set():
                    yield Transfer(file.name, TransferStep.PAUSED, file.size_bytes // 2, file.size_bytes)
                    return
                self.there[file.name] = file.size_bytes
                yield Transfer(file.name, TransferStep.VERIFIED, file.size_bytes, file.size_bytes)


class FakeUpkeep:
    """Does what the test says, and remembers that it was asked."""

    def __init__(self) -> None:
        self.report = UpkeepReport()
        self.asked: list[tuple[RetentionRules, bool]] = []
        self.checks: dict[str, BackupCheck] = {}
        self.missing: dict[str, Sequence[Conversation]] = {}
        self.taken: list[tuple[Path, tuple[int, ...]]] = []
        self.fault: StoreError | None = None
        self.pieces_to_read = 0

    def upkeep(self, rules: RetentionRules, *, is_confirmed: bool = False) -> UpkeepReport:
        self.asked.append((rules, is_confirmed))
        return self.report

    def read_ahead(self) -> bool:
        self.pieces_to_read = max(0, self.pieces_to_read - 1)
        return self.pieces_to_read > 0

    def back_up(self) -> Path:
        return Path("backup")

    def kept_backups(self) -> Sequence[Backup]:
        return ()

    def check_backup(self, path: Path) -> BackupCheck:
        return self.checks.get(path.name, BackupCheck(is_good=True))

    def missing_cases(self, backup: Path) -> Sequence[Conversation]:
        if self.fault is not None:
            raise self.fault
        return self.missing.get(backup.name, ())

    def take_missing(self, backup: Path, numbers: Collection[int]) -> int:
        self.taken.append((backup, tuple(numbers)))
        return len(numbers)

    def write_profile(self, target: Path) -> None:
        target.write_bytes(b"profile")

    def audit_entries(self, limit: int = 1000) -> Sequence[AuditEntry]:
        return ()

    def verify_audit(self) -> AuditReport:
        return AuditReport(0)


class FakeKeys:
    """Keys of a profile that has all it needs."""

    def __init__(self) -> None:
        self.protection = "store.protected_by_keyring"
        self.has_recovery_key = True
        self.was_recovered = False
        self.passphrase = ""

    def renew_recovery_key(self) -> str:
        self.has_recovery_key = True
        return "ABCDEF-GHJKMN-PQRSTV-WXYZ01-234567-89ABCD"

    def set_passphrase(self, passphrase: str) -> None:
        self.passphrase = passphrase
        self.protection = "store.protected_by_passphrase"

    def use_machine(self) -> None:
        self.protection = "store.protected_by_keyring"

    def close(self) -> None: ...


@dataclass
class FakeKeeper:
    """Keeps a secret, or raises what it is told to."""

    kept: str = ""
    breaks: Exception | None = None

    def is_set(self) -> bool:
        if self.breaks is not None:
            raise self.breaks
        return bool(self.kept)

    def keep(self, key: str) -> str:
        self.kept = key
        return "fake"

    def forget(self) -> None:
        self.kept = ""


class FakeEngine:
    """All of it, with four fixes and no cases."""

    def __init__(self) -> None:
        self.cases = FakeCases()
        self.fixes = FakeFixes(list(FIXES))
        self.backend = FakeBackend()
        self.models = FakeModels()
        self.keys = FakeKeys()
        self.upkeep = FakeUpkeep()
        self.redactor = FakeRedactor()
        self.grabber = FakeGrabber()
        self.assistant = FakeAssistant(self.cases, self.fixes)
        self.server_key = FakeKeeper()
        self.times_changed = 0
        self.is_closed = False

    def change_backend(self) -> None:
        self.times_changed += 1

    def close(self) -> None:
        self.is_closed = True


class FakeReview(QWidget):
    """A review pane that the test confirms or cancels."""

    plan_confirmed = Signal(object)
    cancelled = Signal()
    preview_requested = Signal(object)
    look_again_requested = Signal()
    profile_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("review")
        self.shown: list[tuple[Capture, RedactionPlan]] = []
        self.busy: list[str] = []
        self.faults: list[str] = []
        self.previews: list[Picture] = []
        self.is_clear = True

    def set_busy(self, text: str, capture: Capture | None = None) -> None:
        self.busy.append(text)
        self.is_clear = False

    def show_plan(self, capture: Capture, plan: RedactionPlan) -> None:
        self.shown.append((capture, plan))
        self.is_clear = False

    def show_preview(self, picture: Picture) -> None:
        self.previews.append(picture)

    def set_fixed(self, *, look: bool, extent: bool) -> None:
        self.fixed = (look, extent)

    def set_profiles(self, names: tuple[str, ...]) -> None:
        self.profiles = names

    def show_fault(self, text: str) -> None:
        self.faults.append(text)

    def set_image_tokens(self, least: int, most: int) -> None:
        self.image_tokens = (least, most)

    def clear(self) -> None:
        self.is_clear = True

    def confirm(self) -> None:
        self.plan_confirmed.emit(self.shown[-1][1])


class FakeOverlay(QObject):
    """An overlay whose region the test chooses."""

    region_captured = Signal(object)
    cancelled = Signal()
    failed = Signal(object)
    latest: ClassVar[list[FakeOverlay]] = []

    def __init__(self, grabber: ScreenGrabber) -> None:
        super().__init__()
        self.grabber = grabber
        self.is_started = False
        self.latest[:] = [self]

        self.last_region: Region | None = None

    def set_last_region(self, region: Region | None) -> None:
        self.last_region = region

    def start(self) -> None:
        self.is_started = True

    def cancel(self) -> None:
        self.cancelled.emit()


@dataclass(frozen=True)
class FakeKeyState:
    registration: str
    key: str


class FakeKey(QObject):
    """A capture key that is free, or belongs to another program."""

    pressed = Signal()
    state_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.times_checked = 0
        self.taken: set[str] = set()
        self.held = ""

    def register(self, sequence: str) -> FakeKeyState:
        is_taken = sequence in self.taken
        self.held = "" if is_taken else sequence
        return FakeKeyState("taken" if is_taken else "registered", "desktop.cannot_capture")

    def check(self) -> None:
        self.times_checked += 1

    def hold_escape(self) -> FakeKeyState:
        return self.register("Esc")

    def unregister(self) -> None:
        self.held = ""

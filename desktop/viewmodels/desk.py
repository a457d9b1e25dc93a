"""What the window asks of the engine. Jobs wait for it in their lanes while it is being opened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from engine.domain.answer import AnswerEvent
from engine.domain.archive import ImportReport
from engine.domain.evidence import Evidence
from engine.domain.finding import CaseLabels
from engine.domain.fix_exchange import ExportReport, FixDraft, FixFormat, ImportPlan
from engine.domain.knowledge import CannedFix, FixVersion, Passage, TakenPicture
from engine.domain.picture import Capture, CaptureOrigin, Picture, RedactedImage
from engine.domain.preset import AnswerOptions
from engine.ports import (
    Backend,
    CaseKeys,
    CaseStore,
    CaseUpkeep,
    FixStore,
    ModelCatalogue,
    PictureRedactor,
    ScreenGrabber,
    SecretKeeper,
    StopSignal,
)
from engine.wording import Language


class FixBook(Protocol):
    """The use cases around canned fixes, as far as the window needs them."""

    def get_ready(self) -> None: ...

    def all(self) -> Sequence[CannedFix]: ...

    def keep(self, fix: CannedFix, pictures: Sequence[TakenPicture] = (), *, author: str = "") -> None: ...

    def take_picture(self, image: RedactedImage) -> TakenPicture: ...

    def delete(self, uid: str) -> None: ...

    def roll_back(self, version: FixVersion, *, author: str = "") -> None: ...

    def difference(self, old: CannedFix, new: CannedFix) -> list[str]: ...

    def like(self, fix: CannedFix) -> tuple[CannedFix, ...]: ...

    def values_for(
        self, fix: CannedFix, *, title: str, question: str, screen_text: str, labels: CaseLabels
    ) -> dict[str, str]: ...

    def pictures_of(self, fix: CannedFix) -> dict[str, bytes]: ...

    def draft_from_answer(self, question: str, answer: str, *, language: Language) -> FixDraft: ...

    def plan_import(
        self, path: Path, fix_format: FixFormat | None = None, language: Language | None = None
    ) -> ImportPlan: ...

    def carry_out(self, plan: ImportPlan, *, overwrite: bool = False, author: str = "") -> int: ...

    def export(
        self, path: Path, fix_format: FixFormat = FixFormat.MARKDOWN, *, overwrite: bool = False
    ) -> ExportReport: ...


class Assistant(Protocol):
    """The use cases of the engine, as far as the window needs them."""

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
    ) -> Iterator[AnswerEvent]: ...

    def regenerate(
        self,
        conversation_id: int,
        *,
        options: AnswerOptions,
        stop: StopSignal,
    ) -> Iterator[AnswerEvent]: ...

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
    ) -> Iterator[AnswerEvent]: ...

    def go_on(
        self,
        conversation_id: int,
        *,
        options: AnswerOptions,
        stop: StopSignal,
    ) -> Iterator[AnswerEvent]: ...

    @property
    def fix_book(self) -> FixBook: ...

    def suggest_fixes(
        self, question: str, screen_text: str, *, language: Language, application: str = ""
    ) -> tuple[Passage, ...]: ...

    def search_fixes(self, query: str, *, language: Language, limit: int = 20) -> tuple[CannedFix, ...]: ...

    def labels_of(self, conversation_id: int) -> CaseLabels: ...

    def prepare(
        self, conversation_id: int | None, pictures: Sequence[RedactedImage], *, language: Language
    ) -> None: ...

    def as_seen(self, picture: RedactedImage, tokens_min: int, tokens_max: int) -> Picture: ...

    def open_picture(self, data: bytes | Path, origin: CaptureOrigin) -> Capture: ...

    def evidence(self, conversation_id: int, answers: Collection[int]) -> dict[int, Evidence]: ...

    def export_case(self, conversation_id: int, path: Path, language: Language = Language.EN) -> None: ...

    def case_page(self, conversation_id: int, language: Language = Language.EN) -> str: ...

    def export_cases(self, numbers: Sequence[int], path: Path, language: Language = Language.EN) -> None: ...

    def export_everything(self, folder: Path, language: Language = Language.EN) -> int: ...

    def import_cases(self, path: Path) -> ImportReport: ...


class Desk(Protocol):
    """The engine as the window sees it."""

    @property
    def assistant(self) -> Assistant: ...
    @property
    def redactor(self) -> PictureRedactor: ...
    @property
    def grabber(self) -> ScreenGrabber: ...
    @property
    def cases(self) -> CaseStore: ...
    @property
    def fixes(self) -> FixStore: ...
    @property
    def backend(self) -> Backend: ...
    @property
    def models(self) -> ModelCatalogue: ...
    @property
    def keys(self) -> CaseKeys: ...
    @property
    def upkeep(self) -> CaseUpkeep: ...

    @property
    def server_key(self) -> SecretKeeper: ...

    def change_backend(self) -> None: ...

    def close(self) -> None: ...


class FutureDesk:
    """The engine, which may still be opening. Only jobs on a lane may wait for it."""

    def __init__(self) -> None:
        self._future: Future[Desk] = Future()

    def opened(self, desk: Desk) -> None:
        """The engine is there, be it after it could not be opened before."""
        if self._future.done():
            self._future = Future()
        self._future.set_result(desk)

    def closed(self) -> None:
        """The engine was closed and may be opened again: from now on jobs wait for the next one."""
        self._future = Future()

    def failed(self, error: Exception) -> None:
        self._future.set_exception(error)

    @property
    def is_over(self) -> bool:
        """Whether opening has ended, well or not."""
        return self._future.done()

    @property
    def now(self) -> Desk | None:
        """The engine if it is open: for calls that return at once."""
        if self._future.done() and self._future.exception() is None:
            return self._future.result()
        return None

    def wait(self) -> Desk:
        """Return the engine once it is open. Raises what opening raised."""
        return self._future.result()

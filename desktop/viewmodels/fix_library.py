"""All fixes in every state, for those who write them: keeping, comparing, going back, files in and out."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, Tasks
from desktop.viewmodels.desk import Desk, FutureDesk
from engine.domain.conversation import Role
from engine.domain.fix_exchange import FixDraft, FixFormat, ImportPlan
from engine.domain.knowledge import PICTURE_SCHEME, CannedFix, FixState, FixUsage, FixVersion, TakenPicture
from engine.domain.picture import RedactedImage
from engine.errors import DesksideError
from engine.wording import Language

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is kept, and how it fared."""

    fixes: tuple[CannedFix, ...] = ()
    usage: Mapping[str, FixUsage] | None = None

    def fared(self, fix: CannedFix) -> FixUsage:
        return (self.usage or {}).get(fix.uid, FixUsage())

    def shown(self, query: str, state: FixState | None) -> list[CannedFix]:
        """Return the fixes in a state that hold every word of a query."""
        words = query.casefold().split()
        return [
            fix for fix in self.fixes if state in (None, fix.state) and all(word in _all_text(fix) for word in words)
        ]


class FixLibraryViewModel(QObject):
    """The library. Each method returns at once; what comes of it is announced."""

    loaded = Signal(object)
    """A Shelf."""
    saved = Signal(object)
    """The CannedFix that is kept now."""
    versions_found = Signal(object)
    """A tuple of FixVersion, the newest first."""
    likes_found = Signal(object)
    """A tuple of CannedFix that say much the same as the one asked about."""
    drafted = Signal(object)
    """A FixDraft made of an answer; it is not kept yet."""
    planned = Signal(object)
    """An ImportPlan; nothing is taken over yet."""
    imported = Signal(int)
    """How many fixes are new or changed."""
    exported = Signal(object)
    """An ExportReport."""
    picture_taken = Signal(object)
    """A TakenPicture, covered; the fix that is to show it is not kept yet."""
    previews_found = Signal()
    """There are more pictures to be looked at."""
    failed = Signal(object)
    """A DesksideError."""
    changed = Signal()
    """Other fixes are kept now."""

    def __init__(self, desk: FutureDesk, tasks: Tasks, settings: SettingsBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._settings = desk, tasks, settings
        self._kept: tuple[CannedFix, ...] = ()
        self._taken: dict[str, TakenPicture] = {}
        """By digest."""
        self.previews: dict[str, bytes] = {}
        """Pictures as PNG files, by the links in a body."""

    def load(self) -> None:
        def done(shelf: Shelf) -> None:
            self._kept = shelf.fixes
            self.loaded.emit(shelf)

        self._run(lambda desk: Shelf(tuple(desk.fixes.fixes()), desk.fixes.fix_usage()), done)

    def new(self) -> CannedFix:
        """Return a fix that is still empty, in the language of the window."""
        return CannedFix("", self._settings.language, "", "", state=FixState.DRAFT)

    def variant_of(self, fix: CannedFix) -> CannedFix:
        """Return the same fix in the other language, to be translated: the one that is kept, or a draft."""
        other = next(language for language in Language if language is not fix.language)
        kept = [each for each in self._kept if (each.uid, each.language) == (fix.uid, other)]
        return kept[0] if kept else replace(fix, language=other, state=FixState.DRAFT, version=0)

    def save(self, fix: CannedFix, *, is_new: bool) -> None:
        """Keep a fix; what it said before stays as a version. A new one gets a uid that is free."""

        pictures = [self._taken[digest] for digest in fix.picture_digests if digest in self._taken]

        def job(desk: Desk) -> CannedFix:
            kept = replace(fix, uid=_free_uid(desk, fix.uid)) if is_new else fix
            desk.assistant.fix_book.keep(kept, pictures, author=getpass.getuser())
            return kept

        def done(kept: CannedFix) -> None:
            self._announce()
            self.saved.emit(kept)

        self._run(job, done)

    def take_picture(self, image: RedactedImage) -> None:
        """Take a picture that was covered in a review; then a fix can show it."""

        def job(desk: Desk) -> TakenPicture:
            return desk.assistant.fix_book.take_picture(image)

        def done(taken: TakenPicture) -> None:
            self._taken[taken.picture.digest] = taken
            self.previews[taken.link] = taken.png
            self.picture_taken.emit(taken)

        self._run(job, done)

    def find_pictures(self, fix: CannedFix) -> None:
        """Fetch the pictures of a fix, as far as they are not at hand."""
        if all(f"{PICTURE_SCHEME}:{digest}" in self.previews for digest in fix.picture_digests):
            return

        def done(found: Mapping[str, bytes]) -> None:
            self.previews.update(found)
            self.previews_found.emit()

        self._run(lambda desk: desk.assistant.fix_book.pictures_of(fix), done)

    def forget_pictures(self) -> None:
        """Drop what was not kept: the library is closed."""
        self._taken.clear()
        self.previews.clear()

    def delete(self, fix: CannedFix) -> None:
        self._run(lambda desk: desk.assistant.fix_book.delete(fix.uid), lambda _: self._announce())

    def find_versions(self, fix: CannedFix) -> None:
        self._run(lambda desk: tuple(desk.fixes.fix_versions(fix.uid, fix.language)), self.versions_found.emit)

    def difference(self, old: CannedFix, new: CannedFix) -> list[str]:
        """Return what changed from one to the other, line by line; nothing before the engine is open."""
        desk = self._desk.now
        return desk.assistant.fix_book.difference(old, new) if desk is not None else []

    def roll_back(self, version: FixVersion) -> None:
        def done(_: None) -> None:
            self._announce()
            self.saved.emit(version.fix)

        self._run(lambda desk: desk.assistant.fix_book.roll_back(version, author=getpass.getuser()), done)

    def find_like(self, fix: CannedFix) -> None:
        self._run(lambda desk: desk.assistant.fix_book.like(fix), self.likes_found.emit)

    def draft_from_case(self, conversation_id: int) -> None:
        """Make a draft of the last answer of a case, from what is kept of it: that is covered."""
        language = self._settings.language

        def job(desk: Desk) -> FixDraft | None:
            messages = desk.cases.messages(conversation_id)
            answers = [place for place, each in enumerate(messages) if each.role is Role.ASSISTANT and each.body]
            if not answers:
                return None
            asked = [each.body for each in messages[: answers[-1]] if each.role is Role.AGENT]
            question = asked[-1] if asked else ""
            return desk.assistant.fix_book.draft_from_answer(question, messages[answers[-1]].body, language=language)

        self._run(job, lambda draft: self.drafted.emit(draft) if draft is not None else None)

    def plan_import(self, path: Path, fix_format: FixFormat | None) -> None:
        language = self._settings.language
        self._run(lambda desk: desk.assistant.fix_book.plan_import(path, fix_format, language), self.planned.emit)

    def carry_out(self, plan: ImportPlan, *, overwrite: bool) -> None:
        def done(changed: int) -> None:
            self._announce()
            self.imported.emit(changed)

        self._run(
            lambda desk: desk.assistant.fix_book.carry_out(plan, overwrite=overwrite, author=getpass.getuser()), done
        )

    def export(self, path: Path, fix_format: FixFormat, *, overwrite: bool = False) -> None:
        self._run(
            lambda desk: desk.assistant.fix_book.export(path, fix_format, overwrite=overwrite), self.exported.emit
        )

    def is_expired(self, fix: CannedFix) -> bool:
        """Whether it would be offered, were it not too old."""
        return fix.state is FixState.APPROVED and not fix.is_offered(date.today())

    def _announce(self) -> None:
        self.changed.emit()
        self.load()

    def _run(self, job: Callable[[Desk], T], done: Callable[[T], object]) -> None:
        def failed(error: Exception) -> None:
            if not isinstance(error, DesksideError):
                raise error
            self.failed.emit(error)

        def arrived(result: T) -> None:
            done(result)

        self._tasks.run(Lane.FIXES, lambda: job(self._desk.wait()), done=arrived, failed=failed)


def _all_text(fix: CannedFix) -> str:
    return "\n".join((fix.title, fix.uid, fix.shortcut, fix.category, fix.body)).casefold()


def _free_uid(desk: Desk, uid: str) -> str:
    """Return a uid that no other fix has: a new fix must not take the place of one that is kept."""
    taken = {fix.uid for fix in desk.fixes.fixes()}
    names = (uid, *(f"{uid}-{count}" for count in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)

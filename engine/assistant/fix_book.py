"""The desk's book of canned fixes: finding one, filling it in, keeping what was learned, in and out of files."""

from __future__ import annotations

import difflib
import hashlib
import re
import threading
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engine.assistant.fix_pictures import cover_batch, taken_picture
from engine.domain.finding import CaseLabels, without_labels
from engine.domain.fix_exchange import ExportReport, FilePlace, FixDraft, FixFormat, ImportPlan
from engine.domain.fix_fields import as_fields
from engine.domain.knowledge import (
    PICTURE_SCHEME,
    CannedFix,
    FixPicture,
    FixState,
    FixVersion,
    Passage,
    TakenPicture,
)
from engine.domain.picture import RedactedImage
from engine.domain.placeholders import expand
from engine.errors import KnowledgeError
from engine.knowledge import FixIndex
from engine.knowledge.case_values import case_values
from engine.knowledge.checking import build_fix
from engine.knowledge.similar import similar
from engine.ports import FixStore, PictureRedactor
from engine.prompting import title_for
from engine.wording import Language

if TYPE_CHECKING:
    from engine.knowledge.files import Batch

_CITATION = re.compile(r"\s?\[\d{1,2}\](?!\()")
_LABEL = re.compile(r"\[([A-Z]{2,}(?: [A-Z]+)*) (\d{1,4})\]")
"""What stands for a covered value in a text: `[EMAIL 2]`."""
_MOST_NAMED = 3
"""Files that a sentence names; a dry run lists them all."""


class FixBook:
    """The use cases around canned fixes. Any thread may call it."""

    def __init__(self, fixes: FixStore, redactor: PictureRedactor, today: Callable[[], date] = date.today) -> None:
        self._fixes = fixes
        self._redactor = redactor
        self._today = today
        self._index: tuple[date, int, FixIndex] | None = None
        """Of which day, and of after how many changes."""
        self._changes = 0
        self._indexing = threading.Lock()

    def get_ready(self) -> None:
        """Read all that may be offered, so that the first suggestion has not to wait for it: a second for 1,000."""
        self._current()

    def suggest(
        self, question: str, screen_text: str, *, language: Language, limit: int, application: str = ""
    ) -> tuple[Passage, ...]:
        """Return the approved and valid fixes that fit, best first, numbered from 1; none where nothing fits."""
        return self._current().suggest(
            without_labels(question),
            without_labels(screen_text),
            language=language,
            limit=limit,
            application=application,
            usage=self._fixes.fix_usage(),
        )

    def search(self, query: str, *, language: Language, limit: int = 20) -> tuple[CannedFix, ...]:
        """Find approved and valid fixes by shortcut, words, any part of a word, or code."""
        return tuple(self._current().search(query, language=language, limit=limit))

    def all(self) -> Sequence[CannedFix]:
        """Return all fixes in every state, with what they include."""
        return with_inclusions(self._fixes.fixes())

    def put(self, fixes: Sequence[CannedFix], pictures: Sequence[FixPicture] = (), *, author: str = "") -> int:
        """Add or replace fixes; returns how many were new or changed."""
        changed = self._fixes.put_fixes(fixes, pictures, author=author)
        self._changes += 1
        return changed

    def keep(self, fix: CannedFix, pictures: Sequence[TakenPicture] = (), *, author: str = "") -> None:
        """Keep a fix that a person wrote. Raises KnowledgeError for what no import would take either."""
        build_fix(as_fields(fix), fix.body, FilePlace(fix.title or fix.uid))
        self.put([fix], [taken.picture for taken in pictures], author=author)

    def take_picture(self, image: RedactedImage) -> TakenPicture:
        """Take a covered picture that a fix is to show; it is kept with the fix. Raises KnowledgeError."""
        return taken_picture(image)

    def delete(self, uid: str) -> None:
        """Delete a fix in all its languages."""
        self._fixes.delete_fix(uid)
        self._changes += 1

    def roll_back(self, version: FixVersion, *, author: str = "") -> None:
        """Say again what a fix said before; what it says now stays as a version."""
        self.put([version.fix], author=author)

    def difference(self, old: CannedFix, new: CannedFix) -> list[str]:
        """Return what differs between two fixes, line by line, as `diff -u` writes it, without its head."""
        return difference(old, new)

    def values_for(
        self, fix: CannedFix, *, title: str, question: str, screen_text: str, labels: CaseLabels
    ) -> dict[str, str]:
        """Return what the case can put into blanks.

        The question may be one that is still being typed: it is covered here first, by what the case knows; the
        labels themselves stay as they are.
        """
        covered = self._redactor.cover_text(question, deepcopy(labels)).text if question.strip() else ""
        return case_values(
            title=title, question=covered, screen_text=screen_text, product=fix.product, today=self._today()
        )

    def draft_from_answer(self, question: str, answer: str, *, language: Language) -> FixDraft:
        """Make a draft of an answer that helped: its covered values become blanks, its citations go."""
        body = _LABEL.sub(lambda match: f"{{{{{match[1].lower().replace(' ', '_')}_{match[2]}}}}}", answer)
        body = _CITATION.sub("", body).strip("\n")
        title = _LABEL.sub(lambda match: match[1].lower(), title_for(question, language))
        digest = hashlib.sha256((question + answer).encode()).hexdigest()
        symptom = " ".join(_LABEL.sub("", question).split())[:200]
        fix = CannedFix(
            f"draft-{digest[:10]}", language, title, body, symptoms=(symptom,) if symptom else (), state=FixState.DRAFT
        )
        return FixDraft(fix, self.like(fix))

    def like(self, fix: CannedFix) -> tuple[CannedFix, ...]:
        """Return the fixes that say much the same, in whatever state they are."""
        return tuple(other for other, _ in similar(fix, self._fixes.fixes()))

    def pictures_of(self, fix: CannedFix) -> dict[str, bytes]:
        """Return the pictures that a fix shows as PNG files, by the links in its body."""
        kept = self._fixes.fix_pictures(fix.picture_digests)
        from engine.knowledge.fix_pictures import as_png

        return {f"{PICTURE_SCHEME}:{digest}": as_png(picture) for digest, picture in kept.items()}

    def plan_import(
        self, path: Path, fix_format: FixFormat | None = None, language: Language | None = None
    ) -> ImportPlan:
        """Read a file or folder and say what taking it over would change. Raises KnowledgeError; changes nothing.

        Its pictures are covered first, by the rules for captures.
        """
        from engine.knowledge.exchange import plan_import, read_fixes  # with all formats, of which a start needs none

        batch = read_fixes(path, fix_format, language)
        kept = self._fixes.fix_pictures([picture.digest for picture in batch.pictures])
        plan = plan_import(cover_batch(self._redactor, batch, kept), self._fixes.fixes())
        return replace(plan, source=path)

    def carry_out(self, plan: ImportPlan, *, overwrite: bool = False, author: str = "") -> int:
        """Take over all of a plan or nothing; returns how many were new or changed. Raises KnowledgeError."""
        changed = self.put(plan.to_keep(overwrite=overwrite), plan.pictures, author=author)
        from engine.knowledge.exchange import remembered

        place = str(plan.source.resolve()) if plan.source else ""
        if before := self._fixes.exported_files(place):
            self._fixes.note_exported(place, remembered(plan, before))
        return changed

    def export(
        self,
        path: Path,
        fix_format: FixFormat = FixFormat.MARKDOWN,
        *,
        encoding: str = "utf-8-sig",
        overwrite: bool = False,
        is_dry: bool = False,
    ) -> ExportReport:
        """Write all fixes in every state; from a folder goes what an earlier export wrote of fixes that are gone.

        Raises KnowledgeError: `fixes.changed_outside` where files of a folder that others changed meanwhile would be
        lost, unless `overwrite`; nothing is written then, as where it `is_dry`.
        """
        from engine.knowledge.exchange import plan_export, write_fixes

        fixes = self._fixes.fixes()
        shown = tuple(dict.fromkeys(digest for fix in fixes for digest in fix.picture_digests))
        pictures = self._fixes.fix_pictures(shown)
        if fix_format is not FixFormat.MARKDOWN:
            if not is_dry:
                write_fixes(fixes, path, fix_format, pictures, encoding)
            return ExportReport(len(fixes))
        place = str(path.resolve())
        before = self._fixes.exported_files(place)
        plan = plan_export(fixes, path, pictures, before, self._is_said)
        if is_dry:
            return plan.report
        if plan.report.overwritten and not overwrite:
            changed = plan.report.overwritten
            names = ", ".join(changed[:_MOST_NAMED]) + (", …" if len(changed) > _MOST_NAMED else "")
            raise KnowledgeError("fixes.changed_outside", folder=path, count=len(changed), names=names)
        plan.carry_out()
        written = plan.written()
        if written != before:
            self._fixes.note_exported(place, written)
        return plan.report

    def _is_said(self, batch: Batch) -> bool:
        """Whether a fix that was read says, once its pictures are covered, what it says here or said before."""
        kept = self._fixes.fix_pictures([picture.digest for picture in batch.pictures])
        fix = cover_batch(self._redactor, batch, kept).fixes[0].fix
        return any(version.fix == fix for version in self._fixes.fix_versions(fix.uid, fix.language))

    def _current(self) -> FixIndex:
        """Return the index of what may be offered today, with inclusions put in; who comes meanwhile waits for it."""
        with self._indexing:
            today = self._today()
            kept, wanted = self._index, (today, self._changes)
            if kept is not None and kept[:2] == wanted:
                return kept[2]
            offered = with_inclusions([fix for fix in self._fixes.fixes() if fix.is_offered(today)])
            index = FixIndex(offered, kept[2] if kept else None)
            self._index = *wanted, index  # what was kept meanwhile is one change later: the next call looks again
            return index


def with_inclusions(fixes: Sequence[CannedFix]) -> list[CannedFix]:
    """Return fixes with the bodies put in that they include, in their own language where there is one."""
    bodies: dict[str, dict[Language, str]] = {}
    for fix in fixes:
        bodies.setdefault(fix.uid, {})[fix.language] = fix.body

    def resolved(fix: CannedFix) -> CannedFix:
        def lookup(uid: str) -> str | None:
            variants = bodies.get(uid, {})
            return variants.get(fix.language) or next(iter(variants.values()), None)

        return replace(fix, body=expand(fix.body, lookup, uid=fix.uid)) if "{{>" in fix.body else fix

    return [resolved(fix) for fix in fixes]


def difference(old: CannedFix, new: CannedFix) -> list[str]:
    """Return what differs between two fixes, line by line, as `diff -u` writes it, without its head."""
    from engine.knowledge.files import as_markdown

    before, after = (as_markdown(replace(fix, version=0)).splitlines() for fix in (old, new))
    return list(difflib.unified_diff(before, after, lineterm="", n=2))[2:]


def version_of(versions: Sequence[FixVersion], number: int, uid: str) -> FixVersion:
    """Return the version of a number. Raises KnowledgeError."""
    for version in versions:
        if version.number == number:
            return version
    raise KnowledgeError("fixes.no_version", uid=uid, number=number)

"""Checks an answer before it is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.domain.knowledge import Citation, Passage
from engine.domain.search_text import normalised_with_origins
from engine.guard.citations import CitationEdit, Edit, citation_edits, open_end
from engine.guard.rules import Rules, read_rules, squeezed
from engine.wording import Language


@dataclass(frozen=True, slots=True)
class GuardedAnswer:
    """An answer as it may be shown and kept."""

    text: str
    citations: tuple[Citation, ...] = ()
    """Each once, in the order in which they are first cited."""
    notes: tuple[str, ...] = ()
    """What was changed or added, as wording keys: `guard.blocked_term`."""


class Guard:
    """Replaces blocked terms, takes out citations of what was not offered, appends the disclaimer."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    @classmethod
    def from_folder(cls, config_folder: Path | None = None) -> Guard:
        """Read the rules of a profile; see `engine.guard.rules`. Raises SettingsError."""
        return cls(read_rules(config_folder))

    def check(
        self, text: str, passages: Sequence[Passage], language: Language, *, is_data: bool = False
    ) -> GuardedAnswer:
        """Return the answer as it may be shown. Checking a checked answer changes nothing more.

        In data (JSON that a program reads) `[1]` is no citation, and no sentence is appended.

        Where nothing was written there is nothing to check: an answer stopped before its first word stays empty.
        """
        if not text.strip():
            return GuardedAnswer("")
        edits = self._edits(text, passages, language, is_data=is_data)
        cited = [edit for edit in edits if isinstance(edit, CitationEdit)]
        numbers = dict.fromkeys(number for edit in cited for number in edit.numbers)
        notes = []
        if len(cited) < len(edits):
            notes.append("guard.blocked_term")
        if any(edit.has_unknown for edit in cited):
            notes.append("guard.unknown_citation")
        if self._rules.notes_uncited and passages and not numbers and not is_data:
            notes.append("guard.uncited")
        body = _applied(text, edits)
        disclaimer = "" if is_data else self._rules.disclaimer.get(language, "")
        if disclaimer and not body.rstrip().endswith(disclaimer):
            body = f"{body.rstrip()}\n\n{disclaimer}" if body.strip() else disclaimer
            notes.append("guard.disclaimer_added")
        return GuardedAnswer(body, _citations(numbers, passages), tuple(notes))

    def without_disclaimer(self, text: str) -> str:
        """Return an answer that is not at its end without what was put there."""
        body = text.rstrip()
        for disclaimer in filter(None, self._rules.disclaimer.values()):
            if body.endswith(disclaimer):
                return body.removesuffix(disclaimer).rstrip()
        return text

    def stream(self, passages: Sequence[Passage], language: Language, *, is_data: bool = False) -> GuardStream:
        """Check an answer while it is being written."""
        return GuardStream(self, passages, language, is_data=is_data)

    def settled_part(self, text: str, passages: Sequence[Passage], language: Language, *, is_data: bool = False) -> str:
        """Return as much of a growing text, checked, as nothing that may still come can change.

        Without white space at its end, as a citation that falls out takes it along.
        """
        end = min(open_end(text), self._term_begin(text))
        edits = self._edits(text, passages, language, is_data=is_data)
        for edit in edits:
            if edit.end > end:
                end = min(end, edit.start)
        return _applied(text[:end], [edit for edit in edits if edit.end <= end]).rstrip()

    def _edits(
        self, text: str, passages: Sequence[Passage], language: Language, *, is_data: bool = False
    ) -> list[Edit]:
        """Return what has to change, in order and without overlaps; blocked terms win over citations."""
        marker = self._rules.marker[language]
        blocked = [Edit(start, end, marker) for start, end in self._blocked(text)]
        offered = {passage.number for passage in passages}
        removes_unknown = self._rules.removes_unknown_citations
        cited = () if is_data else citation_edits(text, offered, removes_unknown=removes_unknown)
        free = [edit for edit in cited if not any(_overlap(edit, other) for other in blocked)]
        return sorted([*blocked, *free], key=lambda edit: edit.start)

    def _blocked(self, text: str) -> list[tuple[int, int]]:
        form, origins = _visible_form(text)
        spans = sorted(
            (origins[match.start()], origins[match.end() - 1] + 1)
            for pattern in self._rules.patterns
            for match in pattern.finditer(form)
            if match.end() > match.start()
        )
        return list(_merged(spans))

    def _term_begin(self, text: str) -> int:
        """Return where the end of a growing text begins to look like a blocked term; else its length."""
        reach = 4 * max((len(term) for term in self._rules.terms), default=0) + 8
        offset = max(0, len(text) - reach)
        form, origins = _visible_form(text[offset:])
        for start in range(len(form)):
            tail = squeezed(form[start:])
            if tail and any(term.startswith(tail) for term in self._rules.terms):
                return offset + origins[start]
        return len(text)


class GuardStream:
    """What of an answer may be shown while it is still being written: a beginning of the checked answer.

    It lags behind by no more than a term or a bracket that has begun. Patterns are looked for at the end.
    """

    def __init__(self, guard: Guard, passages: Sequence[Passage], language: Language, *, is_data: bool = False) -> None:
        self._guard = guard
        self._is_data = is_data
        self._passages = passages
        self._language = language
        self._text = ""
        self._shown = 0

    def feed(self, piece: str) -> str:
        """Take more of the answer; return what more may be shown."""
        self._text += piece
        settled = self._guard.settled_part(self._text, self._passages, self._language, is_data=self._is_data)
        fresh = settled[self._shown :]
        self._shown = max(self._shown, len(settled))
        return fresh

    def finish(self) -> GuardedAnswer:
        """Check the whole answer."""
        return self._guard.check(self._text, self._passages, self._language, is_data=self._is_data)


def _visible_form(text: str) -> tuple[str, Sequence[int]]:
    """Return the normal form without characters of no width, which would hide a term from the search."""
    form, origins = normalised_with_origins(text)
    if text.isascii():
        return form, origins
    kept = [index for index, char in enumerate(form) if unicodedata.category(char) != "Cf"]
    return "".join(form[index] for index in kept), [origins[index] for index in kept]


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join stretches that overlap; they come sorted."""
    current: tuple[int, int] | None = None
    for start, end in spans:
        if current and start < current[1]:
            current = (current[0], max(current[1], end))
            continue
        if current:
            yield current
        current = (start, end)
    if current:
        yield current


def _overlap(one: Edit, other: Edit) -> bool:
    return one.start < other.end and other.start < one.end


def _applied(text: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*parts, text[position:]])


def _citations(numbers: Iterable[int], passages: Sequence[Passage]) -> tuple[Citation, ...]:
    fixes = {passage.number: passage.fix for passage in passages}
    return tuple(Citation(number, fixes[number].uid, fixes[number].language, fixes[number].title) for number in numbers)

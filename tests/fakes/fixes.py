"""Fixes in memory that keep the contract of the fix store, for tests of other rooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.domain import search_text
from engine.domain.knowledge import CannedFix, FixHit, FixPicture, FixUsage, FixVersion
from engine.domain.search_text import QueryTerm
from engine.wording import Language


class MemoryFixes:
    """Keeps fixes until it is dropped. Its clock ticks once a call."""

    def __init__(self, *, first_ms: int = 1_700_000_000_000, tick_ms: int = 1) -> None:
        self._fixes: dict[tuple[str, str], CannedFix] = {}
        self._versions: dict[tuple[str, str], list[FixVersion]] = {}
        self._fix_pictures: dict[str, FixPicture] = {}
        self._exported: dict[str, Mapping[str, str]] = {}
        self._uses: list[str] = []
        self._marks: dict[int, bool] = {}
        self._clock_ms = first_ms
        self._tick_ms = tick_ms

    def fixes(self) -> Sequence[CannedFix]:
        return sorted(self._fixes.values(), key=lambda fix: (fix.category, fix.title, fix.uid, fix.language.value))

    def find_fixes(self, query: str, limit: int = 20) -> Sequence[FixHit]:
        terms = search_text.query_terms(query)
        found = [fix for fix in self.fixes() if terms and search_text.contains(f"{fix.title}\n{fix.body}", terms)]
        found.sort(key=lambda fix: not search_text.contains(fix.title, terms))
        titled = [search_text.contains(fix.title, terms) for fix in found]
        return [
            FixHit(fix, "" if is_titled else fix.body, () if is_titled else places_of(fix.body, terms))
            for fix, is_titled in zip(found, titled, strict=True)
        ][:limit]

    def put_fixes(self, fixes: Sequence[CannedFix], pictures: Sequence[FixPicture] = (), *, author: str = "") -> int:
        changed = 0
        for picture in pictures:
            self._fix_pictures.setdefault(picture.digest, picture)
        for fix in fixes:
            key = fix.uid, fix.language.value
            kept = self._fixes.get(key)
            if kept != fix:
                changed += 1
                version = max(fix.version, kept.version + 1 if kept else 1)
                self._fixes[key] = replace(fix, version=version)
                self._versions.setdefault(key, []).insert(0, FixVersion(self._fixes[key], self._tick(), author))
        shown = {digest for each in self._versions.values() for v in each for digest in v.fix.picture_digests}
        self._fix_pictures = {digest: kept for digest, kept in self._fix_pictures.items() if digest in shown}
        return changed

    def exported_files(self, place: str) -> Mapping[str, str]:
        return self._exported.get(place, {})

    def note_exported(self, place: str, files: Mapping[str, str]) -> None:
        self._exported[place] = dict(files)

    def delete_fix(self, uid: str) -> None:
        self._fixes = {key: fix for key, fix in self._fixes.items() if fix.uid != uid}
        self._versions = {key: kept for key, kept in self._versions.items() if key[0] != uid}
        self._uses = [used for used in self._uses if used != uid]
        self.put_fixes(())

    def fix_versions(self, uid: str, language: Language) -> Sequence[FixVersion]:
        return tuple(self._versions.get((uid, language.value), ()))

    def fix_pictures(self, digests: Sequence[str]) -> dict[str, FixPicture]:
        return {digest: self._fix_pictures[digest] for digest in digests if digest in self._fix_pictures}

    def record_use(self, uid: str, message_id: int | None) -> int:
        self._uses.append(uid)
        return len(self._uses) - 1

    def mark_use(self, use_id: int, *, has_solved: bool) -> None:
        self._marks[use_id] = has_solved

    def fix_usage(self) -> dict[str, FixUsage]:
        return {
            uid: FixUsage(
                self._uses.count(uid),
                self._clock_ms,
                sum(self._marks.get(n) is True for n, used in enumerate(self._uses) if used == uid),
                sum(self._marks.get(n) is False for n, used in enumerate(self._uses) if used == uid),
            )
            for uid in self._uses
        }

    def _tick(self) -> int:
        self._clock_ms += self._tick_ms
        return self._clock_ms


def places_of(text: str, terms: tuple[QueryTerm, ...]) -> tuple[tuple[int, int], ...]:
    """Where the terms stand in a text; what overlaps is one place."""
    places: list[tuple[int, int]] = []
    for start, end in sorted({place for term in terms for place in search_text.places(text, term.needle)}):
        if places and start <= places[-1][1]:
            places[-1] = (places[-1][0], max(end, places[-1][1]))
        else:
            places.append((start, end))
    return tuple(places)

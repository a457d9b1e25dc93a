"""What the command palette finds: actions, settings, presets, cases and fixes, by a few letters in either language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.tasks import Lane, Task, Tasks
from desktop.viewmodels.desk import FutureDesk
from desktop.viewmodels.fuzzy import match
from engine.domain.knowledge import CannedFix
from engine.wording import Language

_MOST_SHOWN = 60
_MOST_OF_OTHERS = 8
"""Of each kind but the actions, while nothing says which kind is meant."""
_SEARCH_DELAY_MS = 150
_OTHER_NAME_COSTS = 5.0
_KEYWORD_COSTS = 15.0
_RECENT_BONUS = 8.0
_MOST_RECENT = 12


class Kind(StrEnum):
    """What a line of the palette leads to, in the order in which equals are shown."""

    ACTION = "action"
    SETTING = "setting"
    PRESET = "preset"
    CASE = "case"
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be chosen."""

    kind: Kind
    id: str
    name: str
    act: Callable[[], None]
    other_name: str = ""
    """Its name in the other language."""
    keywords: str = ""
    place: str = ""
    """Where else it is found: a menu, a section of the settings."""
    keys: str = ""
    is_enabled: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A command that fits, and the letters of its name that were meant."""

    command: Command
    score: float
    places: tuple[int, ...] = ()


class PaletteViewModel(QObject):
    """Ranks what is at hand at once; what only the store knows follows when the agent pauses."""

    listed = Signal()
    """`found` is new."""

    def __init__(
        self,
        desk: FutureDesk,
        tasks: Tasks,
        *,
        at_hand: Callable[[], Iterable[Command]],
        open_case: Callable[[int, int], None],
        use_fix: Callable[[CannedFix], None],
        language: Callable[[], Language],
        parent: QObject | None = None,
    ) -> None:
        """`at_hand` gives what needs no store: asked for each time that the palette opens."""
        super().__init__(parent)
        self._desk, self._tasks, self._language = desk, tasks, language
        self._at_hand, self._open_case, self._use_fix = at_hand, open_case, use_fix
        self._recent: list[str] = []
        self._commands: list[Command] = []
        self._fixes: list[Command] = []
        self._hits: list[Command] = []
        self._jobs: list[Task] = []
        self._query = ""
        self.found: tuple[Found, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SEARCH_DELAY_MS)
        self._timer.timeout.connect(self._search_store)

    def begin(self) -> None:
        """Gather what there is now, and show it."""
        self._commands, self._hits, self._fixes = list(self._at_hand()), [], []
        self._query = ""
        if self._desk.now is not None:
            self._jobs = [self._tasks.run(Lane.FIXES, self._offered_fixes, done=self._take_fixes)]
        self._rank()

    def end(self) -> None:
        """Wait for nothing any more."""
        self._timer.stop()
        for job in self._jobs:
            job.cancel()
        self._jobs = []

    def search(self, query: str) -> None:
        self._query = query.strip()
        if self._query and self._desk.now is not None:
            self._timer.start()
        else:
            self._timer.stop()
            self._hits = []
        self._rank()

    def run(self, command: Command) -> None:
        """Do what was chosen, and let it come first the next time."""
        known = f"{command.kind}:{command.id}"
        self._recent = [known, *(each for each in self._recent if each != known)][:_MOST_RECENT]
        command.act()

    def _search_store(self) -> None:
        query = self._query

        def job() -> list[Command]:
            return [
                Command(
                    Kind.CASE,
                    str(hit.conversation.id),
                    hit.conversation.title,
                    partial(self._open_case, hit.conversation.id, hit.message_id),
                    place=" ".join(hit.snippet.split()),
                )
                for hit in self._desk.wait().cases.search(query)
            ]

        def done(hits: list[Command]) -> None:
            if query == self._query:
                self._hits = hits
                self._rank()

        self._jobs.append(self._tasks.run(Lane.STORE, job, done=done))

    def _take_fixes(self, fixes: Sequence[CannedFix]) -> None:
        self._fixes = _fix_commands(fixes, self._language(), self._use_fix)
        self._rank()

    def _offered_fixes(self) -> Sequence[CannedFix]:
        today = date.today()
        return [fix for fix in self._desk.wait().fixes.fixes() if fix.is_offered(today)]

    def _rank(self) -> None:
        self.found = tuple(self._ranked())
        self.listed.emit()

    def _ranked(self) -> list[Found]:
        if not self._query:
            return self._first_shown()
        fitting = [found for each in (*self._commands, *self._fixes) if (found := self._fit(each)) is not None]
        shown = {(each.command.kind, each.command.id) for each in fitting}
        fitting += [Found(hit, 0) for hit in self._without_repeats(shown)]
        order = list(Kind)
        fitting.sort(key=lambda each: (-each.score, order.index(each.command.kind)))
        counts = dict.fromkeys(Kind, 0)
        kept = []
        for each in fitting:
            counts[each.command.kind] += 1
            if each.command.kind is Kind.ACTION or counts[each.command.kind] <= _MOST_OF_OTHERS:
                kept.append(each)
        return kept[:_MOST_SHOWN]

    def _without_repeats(self, shown: set[tuple[Kind, str]]) -> list[Command]:
        kept = {(hit.kind, hit.id): hit for hit in reversed(self._hits) if (hit.kind, hit.id) not in shown}
        return list(reversed(kept.values()))

    def _first_shown(self) -> list[Found]:
        """Without a query: what was used last, then the actions as in the menus, then the newest cases."""
        by_name = {f"{each.kind}:{each.id}": each for each in (*self._commands, *self._fixes)}
        recent = [by_name[name] for name in self._recent if name in by_name]
        rest = [each for each in self._commands if each.kind is Kind.ACTION and each not in recent]
        cases = [each for each in self._commands if each.kind is Kind.CASE and each not in recent]
        return [Found(each, 0) for each in (*recent, *rest, *cases[:_MOST_OF_OTHERS])]

    def _fit(self, command: Command) -> Found | None:
        """Fit the shown name first, then the other language's, then what else describes it."""
        bonus = _RECENT_BONUS if f"{command.kind}:{command.id}" in self._recent else 0.0
        bonus -= 0.0 if command.is_enabled else _RECENT_BONUS
        best = match(self._query, command.name)
        found = Found(command, best.score + bonus, best.places) if best is not None else None
        everything = f"{command.name} {command.other_name} {command.place} {command.keywords}"
        for text, cost, is_exact in (
            (command.other_name, _OTHER_NAME_COSTS, False),
            (everything, _KEYWORD_COSTS, True),
        ):
            other = match(self._query, text, is_exact=is_exact) if text else None
            if other is not None and (found is None or other.score + bonus - cost > found.score):
                found = Found(command, other.score + bonus - cost)
        return found


def _fix_commands(fixes: Sequence[CannedFix], language: Language, use: Callable[[CannedFix], None]) -> list[Command]:
    """Make one line of each fix, in the window's language where there is that; the other language finds it too."""
    by_uid: dict[str, dict[Language, CannedFix]] = {}
    for fix in fixes:
        by_uid.setdefault(fix.uid, {})[fix.language] = fix
    commands = []
    for uid, variants in by_uid.items():
        shown = variants.get(language) or next(iter(variants.values()))
        others = [fix.title for fix in variants.values() if fix is not shown]
        keywords = " ".join((shown.product, *shown.tags, *shown.error_codes, shown.shortcut))
        commands.append(
            Command(
                Kind.FIX,
                uid,
                shown.title,
                partial(use, shown),
                other_name=" ".join(others),
                keywords=keywords,
                place=shown.category,
            )
        )
    return commands

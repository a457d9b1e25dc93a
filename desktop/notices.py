"""The one funnel for what the agent is told about the state of the program."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from engine.domain.notice import Notice, Severity
from engine.errors import DesksideError
from engine.wording import Language, remedy, say

_MENDED_IN_SETTINGS = frozenset({"worker.gpu_unused", "server.stand_in", "server.unencrypted"})
_MOST_REMEMBERED = 200
_OUTDATED_BY = {"server.back": ("server.stand_in", "server.refused", "server.no_connection", "server.unknown_host")}


@dataclass(frozen=True, slots=True)
class StandingNotice:
    """A notice that is shown, and the action offered with it (an id of the action table, or empty)."""

    notice: Notice
    action_id: str = ""

    def text(self, language: Language) -> str:
        return say(self.notice.key, language, **self.notice.values)

    def remedy(self, language: Language) -> str:
        return remedy(self.notice.key, language, **self.notice.values)


@dataclass(frozen=True, slots=True)
class PastNotice:
    """A sentence that was shown, and when."""

    told: StandingNotice
    moment: datetime


class Notices(QObject):
    """Keeps what is to be shown, newest last; the same sentence stands only once."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._standing: list[StandingNotice] = []
        self._past: deque[PastNotice] = deque(maxlen=_MOST_REMEMBERED)

    @property
    def standing(self) -> tuple[StandingNotice, ...]:
        return tuple(self._standing)

    @property
    def past(self) -> tuple[PastNotice, ...]:
        """Everything that was told since the start, newest first. It is kept in memory alone."""
        return tuple(reversed(self._past))

    def forget(self) -> None:
        """Empty the list of what was told; what stands now stays."""
        self._past.clear()
        self.changed.emit()

    def tell(self, key: str, severity: Severity = Severity.INFO, *, action_id: str = "", **values: object) -> None:
        """Show the sentence of a wording key."""
        told = StandingNotice(Notice(severity, key, dict(values)), action_id)
        self._standing = [other for other in self._standing if other.notice.key != key]
        self._standing.append(told)
        self._past.append(PastNotice(told, datetime.now().astimezone()))
        self.changed.emit()

    def pass_on(self, notice: Notice) -> None:
        """Show what the model has to say about itself; a sentence that no longer holds goes."""
        for outdated in _OUTDATED_BY.get(notice.key, ()):
            self.dismiss(outdated)
        action_id = "app.settings" if notice.key in _MENDED_IN_SETTINGS else ""
        self.tell(notice.key, notice.severity, action_id=action_id, **notice.values)

    def tell_error(self, error: DesksideError, *, action_id: str = "", severity: Severity = Severity.ERROR) -> None:
        """Show a known fault with its remedy."""
        self.tell(error.key, severity, action_id=action_id, **error.values)

    def dismiss(self, key: str) -> None:
        """Take a sentence away, if it stands."""
        left = [other for other in self._standing if other.notice.key != key]
        if len(left) != len(self._standing):
            self._standing = left
            self.changed.emit()

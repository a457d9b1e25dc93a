"""Reads one case at a time in the background: who asks for another one no longer wants the one before."""

from __future__ import annotations

from collections.abc import Callable

from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, Task, Tasks
from desktop.viewmodels.case_reading import asked_by, last_question, pictures_of, stored_case
from desktop.viewmodels.desk import FutureDesk
from desktop.viewmodels.live import OpenCase
from engine.domain.picture import RedactedImage
from engine.domain.preset import Preset
from engine.errors import DesksideError

Asked = tuple[OpenCase, tuple[RedactedImage, ...], Preset | None]
"""A case, the pictures of its last question, and the preset by which that was asked."""


class CaseOpening:
    """The case that is being read."""

    def __init__(self, desk: FutureDesk, tasks: Tasks, settings: SettingsBridge) -> None:
        self._desk, self._tasks, self._settings = desk, tasks, settings
        self._reading: Task | None = None

    def cancel(self) -> None:
        """What is being read is wanted no longer."""
        if self._reading is not None:
            self._reading.cancel()

    def read(self, case: int, done: Callable[[OpenCase], None]) -> None:
        """Read a case."""
        self.cancel()
        self._reading = self._tasks.run(Lane.STORE, lambda: stored_case(self._desk.wait(), case), done=done)

    def read_last_question(
        self, case: int, done: Callable[[OpenCase, tuple[RedactedImage, ...], Preset | None], None]
    ) -> None:
        """Read a case and all that its last question was asked with."""

        def job() -> Asked:
            desk = self._desk.wait()
            stored = stored_case(desk, case)
            question = stored.messages[last_question(stored.messages)]
            preset = asked_by(stored.messages, question, self._settings.settings.presets)
            return stored, pictures_of(desk, question), preset

        self.cancel()
        self._reading = self._tasks.run(Lane.STORE, job, done=lambda read: done(*read))

    def drop_private(self, case: int) -> None:
        """Forget a private case, which nothing shows any more."""
        desk = self._desk
        if desk.now is not None:
            self._tasks.run(Lane.STORE, lambda: desk.wait().cases.delete_conversation(case), failed=_gone_already)


def _gone_already(error: Exception) -> None:
    """A private case may have ended with the engine."""
    if not isinstance(error, DesksideError):
        raise error

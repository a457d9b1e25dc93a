"""The last question of the shown case, answered anew; or its answer, written on where it ended early."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop.viewmodels.asking import AnswerJob, Asking
from desktop.viewmodels.case_opening import CaseOpening
from desktop.viewmodels.case_reading import asked_again, last_question, written_on
from desktop.viewmodels.live import LiveAnswer, OpenCase
from desktop.viewmodels.shown_case import ShownCase
from engine.domain.picture import RedactedImage
from engine.domain.preset import Preset

_LastQuestion = Callable[[int, OpenCase, tuple[RedactedImage, ...], Preset | None], None]
"""What is done about the last question of a case, with its pictures and the preset by which it was asked."""


class AnsweringAgain:
    """Reads the shown case anew, shows it up to its last question, and begins the answer to that."""

    def __init__(
        self,
        shown: ShownCase,
        opening: CaseOpening,
        jobs: Asking,
        *,
        show: Callable[[OpenCase], None],
        begin: Callable[[LiveAnswer, AnswerJob], None],
    ) -> None:
        self._shown, self._opening, self._jobs = shown, opening, jobs
        self._show, self._begin = show, begin

    def regenerate(self) -> bool:
        """Answer the last question anew, in the place of the answer that is there. False where nothing was asked."""
        return self._work_on_last(self._regenerate)

    def go_on(self) -> bool:
        """Write the last answer on, where it ended early. False where nothing was asked."""
        return self._work_on_last(self._go_on)

    def _work_on_last(self, work: _LastQuestion) -> bool:
        case = self._shown.number
        if case is None or not self._shown.is_asked:
            return False
        self._opening.read_last_question(case, lambda *read: work(case, *read) if self._shown.is_quiet(case) else None)
        return True

    def _regenerate(
        self, case: int, stored: OpenCase, pictures: tuple[RedactedImage, ...], preset: Preset | None
    ) -> None:
        live = asked_again(stored, pictures, self._shown.labels)
        self._begin_anew(live, stored, self._jobs.again(case, preset))

    def _go_on(self, case: int, stored: OpenCase, pictures: tuple[RedactedImage, ...], preset: Preset | None) -> None:
        if stored.messages[-1].ended_early:
            live = written_on(stored, pictures, self._shown.labels)
            self._begin_anew(live, stored, self._jobs.onwards(case, preset))

    def _begin_anew(self, live: LiveAnswer, stored: OpenCase, job: AnswerJob) -> None:
        """Show a case up to its last question, which becomes the live one."""
        self._show(replace(stored, messages=stored.messages[: last_question(stored.messages)]))
        self._begin(live, job)

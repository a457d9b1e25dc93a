"""The jobs that let the engine answer; each runs on the lane of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desktop.settings_bridge import SettingsBridge
from desktop.viewmodels.desk import FutureDesk
from desktop.viewmodels.live import LiveAnswer
from engine.domain.answer import AnswerEvent
from engine.domain.preset import AnswerOptions, Preset
from engine.ports import StopSignal

AnswerJob = Callable[[StopSignal], Iterator[AnswerEvent]]


class Asking:
    """Makes jobs with the settings as they are at that moment."""

    def __init__(self, desk: FutureDesk, settings: SettingsBridge) -> None:
        self._desk = desk
        self._settings = settings

    def question(self, live: LiveAnswer) -> AnswerJob:
        """Ask a new question, or an earlier one in other words."""
        options = self._options(live.preset)

        def job(stop: StopSignal) -> Iterator[AnswerEvent]:
            assistant = self._desk.wait().assistant
            if live.edits is not None and live.conversation_id is not None:
                return assistant.edit(
                    live.conversation_id,
                    live.edits,
                    live.typed,
                    live.pictures,
                    labels=live.labels,
                    options=options,
                    stop=stop,
                )
            return assistant.ask(
                live.typed,
                live.pictures,
                conversation_id=live.conversation_id,
                labels=live.labels,
                options=options,
                stop=stop,
                is_private=live.is_private,
            )

        return job

    def again(self, case: int, preset: Preset | None) -> AnswerJob:
        """Answer the last question of a case anew, by the preset by which it was asked."""
        options = self._options(preset)
        return lambda stop: self._desk.wait().assistant.regenerate(case, options=options, stop=stop)

    def onwards(self, case: int, preset: Preset | None) -> AnswerJob:
        """Write the last answer of a case on, by the preset by which it was begun."""
        options = self._options(preset)
        return lambda stop: self._desk.wait().assistant.go_on(case, options=options, stop=stop)

    def _options(self, preset: Preset | None) -> AnswerOptions:
        settings = self._settings
        return AnswerOptions(settings.language, settings.sampling(), settings.adapters(), preset)

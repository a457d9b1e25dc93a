"""The jobs that let the engine answer; each runs on the lane of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desktop.settings_bridge import SettingsBridge
from desktop.viewmodels.desk import FutureDesk
from desktop.viewmodels.live import LiveAnswer
from engine.domain.answer import AnswerEvent
from engine.ports import StopSignal

AnswerJob = Callable[[StopSignal], Iterator[AnswerEvent]]


class Asking:
    """Makes jobs with the settings as they are at that moment."""

    def __init__(self, desk: FutureDesk, settings: SettingsBridge) -> None:
        self._desk = desk
        self._settings = settings

    def question(self, live: LiveAnswer) -> AnswerJob:
        """Ask a new question, or an earlier one in other words."""
        settings = self._settings
        language, sampling, adapters = settings.language, settings.sampling(), settings.adapters()

        def job(stop: StopSignal) -> Iterator[AnswerEvent]:
            assistant = self._desk.wait().assistant
            if live.edits is not None and live.conversation_id is not None:
                return assistant.edit(
                    live.conversation_id,
                    live.edits,
                    live.question,
                    live.pictures,
                    labels=live.labels,
                    language=language,
                    sampling=sampling,
                    adapters=adapters,
                    stop=stop,
                )
            return assistant.ask(
                live.question,
                live.pictures,
                conversation_id=live.conversation_id,
                labels=live.labels,
                language=language,
                sampling=sampling,
                adapters=adapters,
                stop=stop,
            )

        return job

    def again(self, case: int) -> AnswerJob:
        """Answer the last question of a case anew."""
        settings = self._settings
        language, sampling, adapters = settings.language, settings.sampling(), settings.adapters()
        return lambda stop: self._desk.wait().assistant.regenerate(
            case, language=language, sampling=sampling, adapters=adapters, stop=stop
        )

    def onwards(self, case: int) -> AnswerJob:
        """Write the last answer of a case on."""
        settings = self._settings
        language, sampling, adapters = settings.language, settings.sampling(), settings.adapters()
        return lambda stop: self._desk.wait().assistant.go_on(
            case, language=language, sampling=sampling, adapters=adapters, stop=stop
        )

"""How an answer is to be written: as the settings say, or as the preset wants it by which was asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.domain.answer import ChatRequest, SamplingParams, Turn
from engine.domain.knowledge import Passage
from engine.domain.notice import Notice, Severity
from engine.domain.picture import RedactedImage
from engine.domain.preset import Preset
from engine.prompting import build_request, title_for
from engine.wording import Language


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """What holds for one answer."""

    language: Language
    sampling: SamplingParams
    adapters: Sequence[str] = ()
    preset: Preset | None = None

    def question(self, typed: str) -> str:
        """Return the question as it is kept: what the model is told at length stands there by the preset's name."""
        return self.preset.question(typed, self.language) if self.preset else typed

    def typed(self, question: str) -> str:
        """Return what the agent typed of a kept question."""
        return self.preset.typed(question) if self.preset else question

    def title(self, typed: str, screen_text: str, passages: Sequence[Passage]) -> str:
        """Return a title for a case that begins so; without words of the agent the error code on the screen helps."""
        if self.preset is None or any(each.isalnum() for each in typed):
            return title_for(typed, self.language)
        codes = (code for passage in passages for code in passage.fix.error_codes)
        code = next((code for code in codes if _stands_in(code, screen_text)), "")
        return " · ".join(part for part in (self.preset.name(self.language), code) if part)

    def for_composing(self) -> AnswerSettings:
        """Return what holds where no model answers: the fixes are all there is, and they are text."""
        preset = replace(self.preset, offers_fixes=True, json_schema="") if self.preset else None
        return replace(self, preset=preset)

    def offered(self, passages: Sequence[Passage]) -> Sequence[Passage]:
        """Return the fixes that the model is given, which are those that it may cite."""
        return passages if self.preset is None or self.preset.offers_fixes else ()

    def missing_adapters(self, known: Sequence[str]) -> Notice | None:
        """Say which adapters of the preset the model does not have."""
        missing = [name for name in self.preset.adapters if name not in known] if self.preset else []
        if not missing or self.preset is None:
            return None
        values: dict[str, object] = {"names": ", ".join(missing), "preset": self.preset.name(self.language)}
        return Notice(Severity.WARNING, "presets.no_adapter", values)

    def request(
        self,
        question: str,
        pictures: Sequence[RedactedImage],
        passages: Sequence[Passage],
        turns: Sequence[Turn],
        *,
        known_adapters: Sequence[str],
        config_folder: Path | None,
    ) -> ChatRequest:
        """Return the prompt for a kept question. Raises SettingsError."""
        preset = self.preset
        request = build_request(
            preset.prompt(preset.typed(question), self.language) if preset else question,
            pictures,
            passages,
            turns,
            self.language,
            preset.over(self.sampling) if preset else self.sampling,
            adapters=self.adapters,
            config_folder=config_folder,
        )
        if preset is None:
            return request
        own = tuple(name for name in preset.adapters if name in known_adapters)
        adapters = own if preset.adapters else request.adapters
        return replace(request, adapters=adapters, stop=preset.stop, json_schema=preset.json_schema)


def _stands_in(code: str, text: str) -> bool:
    """Tell whether a code stands there by itself; a number of one or two digits would stand there by chance."""
    return len(code) > 2 and re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text, re.IGNORECASE) is not None

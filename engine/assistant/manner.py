"""From how an answer is to be written to the title of its case and the prompt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine.domain.answer import ChatRequest, Turn
from engine.domain.knowledge import Passage
from engine.domain.picture import RedactedImage
from engine.domain.preset import AnswerOptions
from engine.prompting import build_request, title_for


def title_of(options: AnswerOptions, typed: str, screen_text: str, passages: Sequence[Passage]) -> str:
    """Return a title for a case that begins so; without words of the agent the error code on the screen helps."""
    if options.preset is None or any(each.isalnum() for each in typed):
        return title_for(typed, options.language)
    codes = (code for passage in passages for code in passage.fix.error_codes)
    code = next((code for code in codes if _stands_in(code, screen_text)), "")
    return " · ".join(part for part in (options.preset.name(options.language), code) if part)


def request_of(
    options: AnswerOptions,
    question: str,
    pictures: Sequence[RedactedImage],
    passages: Sequence[Passage],
    turns: Sequence[Turn],
    *,
    known_adapters: Sequence[str],
    config_folder: Path | None,
) -> ChatRequest:
    """Return the prompt for a kept question. Raises SettingsError."""
    preset = options.preset
    request = build_request(
        preset.prompt(preset.typed(question), options.language) if preset else question,
        pictures,
        passages,
        turns,
        options.language,
        preset.over(options.sampling) if preset else options.sampling,
        adapters=options.adapters,
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

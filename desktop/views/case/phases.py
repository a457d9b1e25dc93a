"""Says what the model is doing, and what an answer took."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.viewmodels.live import LiveAnswer
from engine.domain.answer import Phase, PhaseChanged
from engine.domain.conversation import Usage

_WORTH_SAYING_S = 2


def phase_text(live: LiveAnswer) -> str:
    """Return one line: the phase, and how far it has come."""
    if live.is_stopping:
        return QCoreApplication.translate("Phases", "Stopping…")
    if live.phase is None:
        if live.started is None:
            return QCoreApplication.translate("Phases", "Looking for fixes…")
        return QCoreApplication.translate("Phases", "Starting…")
    words, left = _words(live, live.phase), live.phase.seconds_left
    if left is None or left < _WORTH_SAYING_S:
        return words
    text = QCoreApplication.translate("Phases", "{words} · about {seconds} s left")
    return text.format(words=words, seconds=round(left))


def _words(live: LiveAnswer, phase: PhaseChanged) -> str:
    match phase.phase:
        case Phase.LOADING if phase.total:
            text = QCoreApplication.translate("Phases", "Bringing the model into memory… {percent} %")
            return text.format(percent=round(100 * phase.done / phase.total))
        case Phase.LOADING:
            return QCoreApplication.translate("Phases", "Bringing the model into memory…")
        case Phase.ENCODING if phase.total > 1:
            text = QCoreApplication.translate("Phases", "Looking at picture {number} of {total}…")
            return text.format(number=min(phase.done + 1, phase.total), total=phase.total)
        case Phase.ENCODING:
            return QCoreApplication.translate("Phases", "Looking at the picture…")
        case Phase.READING if phase.total:
            text = QCoreApplication.translate("Phases", "Reading… {percent} %")
            return text.format(percent=round(100 * phase.done / phase.total))
        case Phase.READING:
            return QCoreApplication.translate("Phases", "Reading…")
        case Phase.THINKING if phase.done:
            text = QCoreApplication.translate("Phases", "Thinking… {count} tokens")
            return text.format(count=QLocale().toString(phase.done))
        case Phase.THINKING:
            return QCoreApplication.translate("Phases", "Thinking…")
        case _:
            return _writing(live)


def _writing(live: LiveAnswer) -> str:
    rate = live.pieces_per_second
    if not rate:
        return QCoreApplication.translate("Phases", "Writing…")
    text = QCoreApplication.translate("Phases", "Writing… {rate} tokens/s")
    return text.format(rate=QLocale().toString(rate, "f", 1))


def usage_text(usage: Usage) -> str:
    """Return what an answer took: the model, the time from the question to the first word, the model's speed."""
    if not usage.model:
        return ""
    parts = [usage.model]
    if usage.waited_ms:
        text = QCoreApplication.translate("Phases", "first word after {seconds} s")
        parts.append(text.format(seconds=QLocale().toString(usage.waited_ms / 1000, "f", 1)))
    if usage.tokens_per_second:
        text = QCoreApplication.translate("Phases", "{rate} tokens/s")
        parts.append(text.format(rate=QLocale().toString(usage.tokens_per_second, "f", 1)))
    return " · ".join(parts)


def usage_detail(usage: Usage) -> str:
    """Return what an answer took in tokens, a line each; empty for an answer without a model."""
    if not usage.model:
        return ""
    number = QLocale().toString
    text = QCoreApplication.translate(
        "Phases",
        "Prompt: {prompt} tokens, {reused} of them were still in memory\n"
        "Pictures looked at anew: {encodes}\n"
        "Answer: {completion} tokens in {seconds} s",
    )
    return text.format(
        prompt=number(usage.prompt_tokens),
        reused=number(usage.reused_tokens),
        encodes=number(usage.image_encodes),
        completion=number(usage.completion_tokens),
        seconds=number(usage.total_ms / 1000, "f", 1),
    )

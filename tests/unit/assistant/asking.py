"""A fix for what is asked about, and one way to ask."""

import threading

from engine.assistant import Assistant
from engine.domain.answer import AnswerEvent, SamplingParams
from engine.domain.finding import CaseLabels
from engine.domain.knowledge import CannedFix
from engine.domain.picture import RedactedImage
from engine.domain.preset import AnswerOptions
from engine.wording import Language

SPOOLER = CannedFix(
    "print-spooler", Language.EN, "Restart the print spooler", "1. `net stop spooler`", error_codes=("0x000006ba",)
)


def ask(assistant: Assistant, question: str, *pictures: RedactedImage, case: int | None = None) -> list[AnswerEvent]:
    return list(
        assistant.ask(
            question,
            pictures,
            conversation_id=case,
            labels=CaseLabels(),
            options=AnswerOptions(Language.EN, SamplingParams()),
            stop=threading.Event(),
        )
    )

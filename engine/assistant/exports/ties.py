"""What the answers of a case quote, numbered through the whole case: the same numbers stand on the pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from engine.assistant.quoted import case_evidence
from engine.domain.conversation import Message, Role
from engine.domain.evidence import Evidence, Origin, Place
from engine.ports import CaseStore, FixStore
from engine.wording import Language, say

EvidenceOf = Callable[[int, Sequence[int]], dict[int, Evidence]]
"""Gives the evidence for some answers of a case, by their ids."""


def evidence_from(cases: CaseStore, fixes: FixStore) -> EvidenceOf:
    return partial(case_evidence, cases, fixes)


@dataclass(frozen=True, slots=True)
class Tie:
    """Something that an answer quotes, and the likeliest place of it."""

    number: int
    text: str
    place: Place
    answer_id: int

    def words(self, language: Language, picture: int) -> str:
        """Say where it stands; `picture` is the number of the picture in the case."""
        at = self.place.region
        return say(
            "assistant.export_tied", language, text=self.text, picture=picture,
            x=at.x, y=at.y, width=at.width, height=at.height,
        )  # fmt: skip


class Ties:
    """All that is quoted in one case."""

    def __init__(self, messages: Iterable[Message], evidence_of: EvidenceOf) -> None:
        line = tuple(messages)
        digests = dict.fromkeys(attachment.digest for message in line for attachment in message.attachments)
        self._picture_numbers = {digest: number for number, digest in enumerate(digests, 1)}
        self._of_answer: dict[int, list[Tie]] = {}
        self._missing: dict[int, list[str]] = {}
        answers = [message.id for message in line if message.role is Role.ASSISTANT]
        if not digests or not answers:
            return
        numbers: dict[tuple[str, Place], int] = {}
        conversation_id = line[0].conversation_id
        for answer, evidence in evidence_of(conversation_id, answers).items():
            ties: dict[int, Tie] = {}
            for quote in evidence.found:
                number = numbers.setdefault((quote.text, quote.places[0]), len(numbers) + 1)
                ties[number] = Tie(number, quote.text, quote.places[0], answer)
            self._of_answer[answer] = list(ties.values())
            nowhere = (quote.text for quote in evidence.missing if quote.origin is Origin.NOWHERE)
            self._missing[answer] = list(dict.fromkeys(nowhere))

    def of_answer(self, message_id: int) -> list[Tie]:
        """Return what an answer quotes from the pictures, by number."""
        return self._of_answer.get(message_id, [])

    def missing(self, message_id: int) -> list[str]:
        """Return what an answer quotes that is nowhere to be seen."""
        return self._missing.get(message_id, [])

    def on_picture(self, digest: str) -> list[Tie]:
        """Return what stands on a picture, each place once: as the first answer that quotes it has it."""
        found: dict[int, Tie] = {}
        for tie in (each for ties in self._of_answer.values() for each in ties):
            if tie.place.digest == digest:
                found.setdefault(tie.number, tie)
        return [found[number] for number in sorted(found)]

    def picture_number(self, digest: str) -> int:
        """Return the number of a picture of the case, from 1; 0 for one that is not in it."""
        return self._picture_numbers.get(digest, 0)

"""Evidence for the answers of a kept case."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from engine.domain.conversation import Message, Role
from engine.domain.evidence import Evidence
from engine.domain.knowledge import CannedFix, Passage
from engine.domain.picture import RedactedImage
from engine.errors import StoreError
from engine.evidence import Sources, evidence_of
from engine.ports import CaseStore, FixStore
from engine.wording import Language

_MOST_PICTURES = 6
"""The last ones before an answer: nobody quotes from further back."""


def case_evidence(
    cases: CaseStore, fixes: FixStore, conversation_id: int, wanted: Collection[int]
) -> dict[int, Evidence]:
    """Return what the answers with these ids quote. One that is gone, or has no picture before it, is left out."""
    line = cases.messages(conversation_id)
    all_turns = sorted((*line, *cases.replaced_messages(conversation_id)), key=lambda turn: turn.age)
    offered = {(fix.uid, fix.language): fix for fix in fixes.fixes()}
    pictures: dict[str, RedactedImage | None] = {}
    found: dict[int, Evidence] = {}
    for answer in all_turns:
        if answer.id not in wanted or answer.role is not Role.ASSISTANT:
            continue
        turns = line if answer.replaced_by is None else all_turns
        asked = [turn for turn in turns if turn.age < answer.age and turn.role is Role.AGENT]
        shown = _pictures(cases, asked, pictures)
        if shown:
            passages = _passages(answer, offered)
            evidence = evidence_of(answer.body, Sources(shown, [turn.body for turn in asked], passages))
            found[answer.id] = evidence if _is_by_a_model(answer) else replace(evidence, quotes=evidence.found)
    return found


def _is_by_a_model(answer: Message) -> bool:
    """Tell whether a model wrote it. What is put together from fixes claims nothing about the picture."""
    return answer.usage is None or not answer.usage.is_composed


def _pictures(
    cases: CaseStore, asked: Sequence[Message], read: dict[str, RedactedImage | None]
) -> tuple[RedactedImage, ...]:
    """Return the last pictures of some questions, oldest first; each is read once, and what is lost is left out."""
    digests = list(dict.fromkeys(attachment.digest for turn in asked for attachment in turn.attachments))
    for digest in digests[-_MOST_PICTURES:]:
        if digest not in read:
            try:
                read[digest] = cases.picture(digest)
            except StoreError:  # told where the picture itself is shown
                read[digest] = None
    return tuple(picture for digest in digests[-_MOST_PICTURES:] if (picture := read[digest]) is not None)


def _passages(answer: Message, offered: Mapping[tuple[str, Language], CannedFix]) -> tuple[Passage, ...]:
    """Return the fixes that an answer cites, as they stand now."""
    cited = ((citation.number, offered.get((citation.fix_uid, citation.language))) for citation in answer.citations)
    return tuple(Passage(number, fix, 1.0) for number, fix in cited if fix is not None)

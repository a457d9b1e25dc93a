"""Where in a case something is asked again, and with which fixes beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.domain.conversation import Message, Role
from engine.domain.knowledge import CannedFix, Citation, Passage
from engine.errors import StoreError

Parted = tuple[Sequence[Message], Message, Sequence[Message]]
"""What stands before a question, the question, and what follows it."""


def parted_at(messages: Sequence[Message], question_id: int) -> Parted:
    """Part a case at one of its questions. Raises StoreError (`store.no_such_message`)."""
    for place, message in enumerate(messages):
        if message.id == question_id and message.role is Role.AGENT:
            return messages[:place], message, messages[place + 1 :]
    raise StoreError("store.no_such_message")


def parted_at_last_question(messages: Sequence[Message]) -> Parted:
    """Part a case at what was asked last. Raises StoreError (`store.no_such_message`) where nothing was."""
    asked = [message.id for message in messages if message.role is Role.AGENT]
    if not asked:
        raise StoreError("store.no_such_message")
    return parted_at(messages, asked[-1])


def as_cited(
    suggested: Sequence[Passage], cited: Sequence[Citation], fixes: Callable[[], Sequence[CannedFix]]
) -> tuple[Passage, ...]:
    """Return the fixes under the numbers by which an answer has cited them already, whatever the order is by now."""
    numbered = {passage.number: passage for passage in suggested}
    moved = [cite for cite in cited if cite.number not in numbered or numbered[cite.number].fix.uid != cite.fix_uid]
    kept = {(fix.uid, fix.language): fix for fix in fixes()} if moved else {}
    for cite in moved:
        if fix := kept.get((cite.fix_uid, cite.language)):
            numbered[cite.number] = Passage(cite.number, fix, 0.0, ())
    return tuple(numbered[number] for number in sorted(numbered))

"""A case file with a bit of everything in it, and what of it must be the same wherever it comes back."""

from __future__ import annotations

from engine.domain.answer import Answer
from engine.domain.conversation import FinishReason, LogProbs, Message, MessageState, Usage
from engine.domain.finding import EntityType, Finding, FindingSource, Mask
from engine.domain.knowledge import CannedFix, Citation
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.store.store import SqliteStore
from engine.wording import Language


def picture(shade: int = 9) -> RedactedImage:
    rgb = bytes((place * shade) % 251 for place in range(20 * 12 * 3))
    mask = Mask(Finding(EntityType.EMAIL, Region(1, 2, 8, 4), 0.9, "shape", FindingSource.TEXT, "EMAIL 1"))
    return RedactedImage(20, 12, rgb, (mask,), (TextSpan("Error 0x80", Region(0, 0, 9, 4), 0.9),), "saplogon.exe")


def fill(store: SqliteStore) -> int:
    case = store.start_conversation("Drucker <script>alert(1)</script> 打印机")
    store.add_question(case.id, "Was ist das?\n```\nipconfig /all\n```\n& <b>das</b>?", [picture()])
    first = store.start_answer(case.id)
    store.finish_answer(first.id, Answer("first", FinishReason.COMPLETE), MessageState.COMPLETE)
    second = store.start_answer(case.id, replaces=first.id)
    citation = Citation(1, "win-sfc", Language.EN, "Repair Windows files")
    answer = Answer(
        "Run **sfc** [1]", FinishReason.COMPLETE, (citation,), Usage("m", 9, 3, 1, 4, 8, 2), LogProbs(-1, -2)
    )
    store.finish_answer(second.id, answer, MessageState.COMPLETE)
    store.set_tags(case.id, ["vpn", "打印"])
    store.set_held(case.id, True)
    store.start_conversation("empty")
    store.put_fixes([CannedFix("win-sfc", Language.EN, "Repair Windows files", "Run **sfc**", "Windows")])
    return case.id


def content(store: SqliteStore) -> list[object]:
    """Return all that is kept of cases, without the numbers, which differ from file to file."""
    found: list[object] = []
    for case in store.conversations():
        found.append((case.title, case.created_ms, case.updated_ms, case.is_held, case.is_pinned, case.tags))
        messages = [*store.messages(case.id), *store.replaced_messages(case.id)]
        places = {message.id: place for place, message in enumerate(messages)}
        for message in messages:
            found.append(_without_numbers(message, places))
            found += [store.picture(each.digest) for each in message.attachments]
            pictures = [store.picture(each.digest) for each in message.attachments]
            found += [(each.masks, each.spans, each.application) for each in pictures]
    return found


def _without_numbers(message: Message, places: dict[int, int]) -> tuple[object, ...]:
    names = ("role", "body", "state", "created_ms", "attachments", "citations", "reason", "usage", "logprobs")
    replaced_by = None if message.replaced_by is None else places[message.replaced_by]
    return (*(getattr(message, name) for name in names), message.guard_notes, replaced_by)

"""What all exports say alike: who speaks, when, and that a picture is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from engine.domain.conversation import Attachment, Conversation, Message, Role
from engine.domain.picture import RedactedImage
from engine.errors import StoreError
from engine.ports import CaseStore
from engine.wording import Language, say

_PAGE = 200


def speaker(message: Message, language: Language) -> str:
    return say("assistant.export_agent" if message.role is Role.AGENT else "assistant.export_assistant", language)


def moment(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")


def picture_of(cases: CaseStore, attachment: Attachment, language: Language) -> RedactedImage | str:
    """Return a picture, or the sentence that says why it is not there: an export never fails for one."""
    try:
        return cases.picture(attachment.digest)
    except StoreError as error:
        return error.message(language)


def all_cases(cases: CaseStore) -> Iterator[Conversation]:
    """Yield every kept case, as the list shows them."""
    page = cases.conversations(_PAGE)
    while page:
        yield from page
        page = cases.conversations(_PAGE, page[-1])

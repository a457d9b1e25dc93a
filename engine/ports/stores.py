"""What keeps cases and fixes."""

from collections.abc import Sequence
from typing import Protocol

from engine.domain.answer import Answer
from engine.domain.conversation import (
    Conversation,
    Message,
    MessageState,
    SearchHit,
)
from engine.domain.knowledge import CannedFix
from engine.domain.picture import RedactedImage


class CaseStore(Protocol):
    """Keeps conversations. Each method is one transaction: when it has returned, a power cut loses nothing.

    May be called from any thread. Raises StoreError and its kinds.
    """

    def start_conversation(self, title: str) -> Conversation: ...

    def conversations(self, limit: int = 200, before: Conversation | None = None) -> Sequence[Conversation]:
        """List cases, newest first, that come after `before` in that order."""
        ...

    def conversation(self, conversation_id: int) -> Conversation:
        """Raises StoreError (`store.no_such_case`) when it is gone."""
        ...

    def rename_conversation(self, conversation_id: int, title: str) -> None: ...

    def delete_conversation(self, conversation_id: int) -> None:
        """Delete a case so that no bytes of it stay in the profile."""
        ...

    def messages(self, conversation_id: int) -> Sequence[Message]:
        """The turns that count, oldest first, without those that were replaced."""
        ...

    def replaced_messages(self, conversation_id: int) -> Sequence[Message]:
        """Those that were replaced, oldest first; each says by which."""
        ...

    def add_question(
        self, conversation_id: int, body: str, pictures: Sequence[RedactedImage] = (), *, replaces: int | None = None
    ) -> Message:
        """Keep the agent's turn with its pictures. It takes the place of the message `replaces` and of those after it.

        Raises StoreError (`store.no_such_message`) where that is not one of the turns that count.
        """
        ...

    def start_answer(self, conversation_id: int, *, replaces: int | None = None) -> Message:
        """Keep an empty answer in state STREAMING. It takes the place of the message `replaces` and of those after it.

        Raises StoreError (`store.no_such_message`) where that is not one of the turns that count.
        """
        ...

    def resume_answer(self, message_id: int) -> Message:
        """An answer that had ended is written on: it is STREAMING again, with all that it has.

        Raises StoreError (`store.no_such_message`) where that is none of the answers that count.
        """
        ...

    def save_partial_answer(self, message_id: int, text: str) -> None:
        """Keep what has been written so far."""
        ...

    def finish_answer(self, message_id: int, answer: Answer, state: MessageState) -> Message:
        """Keep the answer, its citations and its usage."""
        ...

    def picture(self, digest: str) -> RedactedImage:
        """Give a kept picture back. Raises StoreError (`store.picture_missing`, `store.picture_altered`)."""
        ...

    def search(self, query: str, limit: int = 50) -> Sequence[SearchHit]:
        """Find any substring (one character up; zh, en, codes) in messages and on pictures, newest first."""
        ...

    def protection(self) -> str:
        """Say what protects the file, as a wording key: `store.protected_by_keyring`, `store.protected_by_file`."""
        ...

    def close(self) -> None: ...


class FixStore(Protocol):
    """Keeps canned fixes. A fix is known by its uid and language."""

    def fixes(self) -> Sequence[CannedFix]:
        """All fixes, by category and title."""
        ...

    def put_fixes(self, fixes: Sequence[CannedFix]) -> int:
        """Add or replace, all or nothing; returns how many were new or changed."""
        ...

    def delete_fix(self, uid: str) -> None: ...

    def record_use(self, uid: str, message_id: int | None) -> None:
        """Count that an agent inserted a fix."""
        ...

    def uses(self) -> dict[str, int]:
        """How often each fix was inserted."""
        ...

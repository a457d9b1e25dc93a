"""Private cases: in memory only, gone when they are left or the program ends. Nothing of them meets the disk.

Their numbers, and those of their messages, are below zero: so no call can mistake one for a kept case.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.domain.answer import Answer
from engine.domain.conversation import Attachment, Conversation, Message, MessageState, Role
from engine.domain.picture import RedactedImage
from engine.errors import StoreError
from engine.store.marks import clean_note, clean_tag


class PrivateCases:
    """Keeps private conversations as long as they are open. Any thread may call it."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._lane = threading.RLock()
        self._cases: dict[int, Conversation] = {}
        self._messages: dict[int, Message] = {}
        self._pictures: dict[str, RedactedImage] = {}
        self._last = 0

    def start(self, title: str) -> Conversation:
        with self._lane:
            now = self._now_ms()
            case = Conversation(self._new_number(), title, now, now)
            self._cases[case.id] = case
            return case

    def conversation(self, conversation_id: int) -> Conversation:
        with self._lane:
            case = self._case(conversation_id)
            return replace(case, message_count=len(self.messages(conversation_id)))

    def rename(self, conversation_id: int, title: str) -> None:
        with self._lane:
            self._cases[conversation_id] = replace(self._case(conversation_id), title=title)

    def mark(
        self,
        conversation_id: int,
        *,
        is_pinned: bool | None = None,
        tags: Sequence[str] | None = None,
        note: str | None = None,
    ) -> None:
        """Mark a case; a private one cannot be held: it is never kept."""
        with self._lane:
            case = self._case(conversation_id)
            names = case.tags if tags is None else tuple(dict.fromkeys(map(clean_tag, tags)))
            pinned = case.is_pinned if is_pinned is None else is_pinned
            text = case.note if note is None else clean_note(note)
            self._cases[conversation_id] = replace(case, is_pinned=pinned, tags=names, note=text)

    def delete(self, conversation_id: int) -> None:
        with self._lane:
            self._case(conversation_id)
            for message in self._all(conversation_id):
                del self._messages[message.id]
            del self._cases[conversation_id]
            shown = {each.digest for message in self._messages.values() for each in message.attachments}
            self._pictures = {digest: kept for digest, kept in self._pictures.items() if digest in shown}

    def forget(self) -> None:
        """Drop all: the program ends, or the cases are locked."""
        with self._lane:
            self._cases.clear()
            self._messages.clear()
            self._pictures.clear()

    def messages(self, conversation_id: int) -> list[Message]:
        return [each for each in self._all(conversation_id) if each.replaced_by is None]

    def replaced_messages(self, conversation_id: int) -> list[Message]:
        return [each for each in self._all(conversation_id) if each.replaced_by is not None]

    def add_question(
        self, conversation_id: int, body: str, pictures: Sequence[RedactedImage], replaces: int | None
    ) -> Message:
        attachments = tuple(
            Attachment(each.digest, each.width, each.height, each.visible_text, each.application, each.profile)
            for each in pictures
        )
        with self._lane:
            following = self._from(conversation_id, replaces)
            self._pictures.update({each.digest: each for each in pictures})
            asked = self._add(conversation_id, Role.AGENT, body, MessageState.COMPLETE, attachments)
            self._replace(following, asked.id)
            return asked

    def start_answer(self, conversation_id: int, replaces: int | None) -> Message:
        with self._lane:
            following = self._from(conversation_id, replaces)
            started = self._add(conversation_id, Role.ASSISTANT, "", MessageState.STREAMING, ())
            self._replace(following, started.id)
            return started

    def resume_answer(self, message_id: int) -> Message:
        """Let an answer that had ended be written on, with all that it has."""
        with self._lane:
            message = self._message(message_id)
            if message.role is not Role.ASSISTANT or message.replaced_by is not None:
                raise StoreError("store.no_such_message")
            self._messages[message_id] = replace(message, state=MessageState.STREAMING, reason=None)
            return self._messages[message_id]

    def save_partial_answer(self, message_id: int, text: str) -> None:
        with self._lane:
            message = self._message(message_id)
            if message.state is MessageState.STREAMING:
                self._messages[message_id] = replace(message, body=text)

    def finish_answer(self, message_id: int, answer: Answer, state: MessageState) -> Message:
        with self._lane:
            finished = replace(
                self._message(message_id),
                body=answer.text,
                state=state,
                citations=answer.citations,
                reason=answer.reason,
                usage=answer.usage,
                logprobs=answer.logprobs,
                guard_notes=answer.guard_notes,
            )
            self._messages[message_id] = finished
            return finished

    def picture(self, digest: str) -> RedactedImage | None:
        with self._lane:
            return self._pictures.get(digest)

    def _case(self, conversation_id: int) -> Conversation:
        if conversation_id not in self._cases:
            raise StoreError("store.no_such_case")
        return self._cases[conversation_id]

    def _message(self, message_id: int) -> Message:
        if message_id not in self._messages:
            raise StoreError("store.no_such_message")
        return self._messages[message_id]

    def _all(self, conversation_id: int) -> list[Message]:
        with self._lane:
            self._case(conversation_id)
            return [each for each in self._messages.values() if each.conversation_id == conversation_id]

    def _add(
        self, conversation_id: int, role: Role, body: str, state: MessageState, attachments: tuple[Attachment, ...]
    ) -> Message:
        now = self._now_ms()
        self._cases[conversation_id] = replace(self._case(conversation_id), updated_ms=now)
        message = Message(self._new_number(), conversation_id, role, body, state, now, attachments)
        self._messages[message.id] = message
        return message

    def _from(self, conversation_id: int, first: int | None) -> list[int]:
        """Return `first` and what follows it in the line. Raises StoreError where it does not stand there."""
        if first is None:
            return []
        theirs = [each.id for each in self.messages(conversation_id)]
        if first not in theirs:
            raise StoreError("store.no_such_message")
        return theirs[theirs.index(first) :]

    def _replace(self, numbers: list[int], by: int) -> None:
        for number in numbers:
            self._messages[number] = replace(self._messages[number], replaced_by=by)

    def _new_number(self) -> int:
        self._last -= 1
        return self._last

"""Kept cases and private ones behind one port: which it is, the sign of its number says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.domain.answer import Answer
from engine.domain.conversation import Conversation, Message, MessageState
from engine.domain.picture import RedactedImage, Thumbnail
from engine.errors import StoreError
from engine.store.case_file import CaseFile
from engine.store.cases import Clock, KeptCases
from engine.store.drafts import KeptDrafts
from engine.store.filing import KeptFiling
from engine.store.marks import KeptMarks
from engine.store.pictures import PictureFolder
from engine.store.private import PrivateCases
from engine.store.sqlcipher import Database
from engine.store.thumbnails import KeptThumbnails, thumbnail_in_memory


class AllCases(KeptCases, KeptMarks, KeptFiling, KeptDrafts, KeptThumbnails):
    """Sends each call to the file or to memory."""

    def __init__(
        self,
        file: CaseFile,
        pictures: PictureFolder,
        clock: Clock,
        record: Callable[[Database, str, str], None],
    ) -> None:
        KeptCases.__init__(self, file, pictures, clock, record)
        KeptMarks.__init__(self, file, record, self._searchable)
        KeptFiling.__init__(self, file)
        KeptDrafts.__init__(self, file, pictures, self._keep_picture, clock)
        KeptThumbnails.__init__(self, file, self.picture)
        self._private = PrivateCases(self._now_ms)

    def start_conversation(self, title: str, *, is_private: bool = False) -> Conversation:
        if not is_private:
            return super().start_conversation(title)
        with self._file.reading():  # a closed store keeps nothing, in memory either
            return self._private.start(title)

    def conversation(self, conversation_id: int) -> Conversation:
        if conversation_id < 0:
            return self._private.conversation(conversation_id)
        return super().conversation(conversation_id)

    def rename_conversation(self, conversation_id: int, title: str) -> None:
        if conversation_id < 0:
            self._private.rename(conversation_id, title)
        else:
            super().rename_conversation(conversation_id, title)

    def delete_conversation(self, conversation_id: int) -> None:
        if conversation_id < 0:
            self._private.delete(conversation_id)
        else:
            super().delete_conversation(conversation_id)

    def set_pinned(self, conversation_id: int, is_pinned: bool) -> None:
        if conversation_id < 0:
            self._private.mark(conversation_id, is_pinned=is_pinned)
        else:
            super().set_pinned(conversation_id, is_pinned)

    def set_held(self, conversation_id: int, is_held: bool) -> None:
        """Raises StoreError (`store.private_not_kept`) for a private case."""
        if conversation_id < 0:
            raise StoreError("store.private_not_kept")
        super().set_held(conversation_id, is_held)

    def set_tags(self, conversation_id: int, tags: Sequence[str]) -> None:
        if conversation_id < 0:
            self._private.mark(conversation_id, tags=tags)
        else:
            super().set_tags(conversation_id, tags)

    def set_note(self, conversation_id: int, note: str) -> None:
        if conversation_id < 0:
            self._private.mark(conversation_id, note=note)
        else:
            super().set_note(conversation_id, note)

    def messages(self, conversation_id: int) -> Sequence[Message]:
        if conversation_id < 0:
            return self._private.messages(conversation_id)
        return super().messages(conversation_id)

    def replaced_messages(self, conversation_id: int) -> Sequence[Message]:
        if conversation_id < 0:
            return self._private.replaced_messages(conversation_id)
        return super().replaced_messages(conversation_id)

    def add_question(
        self, conversation_id: int, body: str, pictures: Sequence[RedactedImage] = (), *, replaces: int | None = None
    ) -> Message:
        if conversation_id < 0:
            return self._private.add_question(conversation_id, body, pictures, replaces)
        return super().add_question(conversation_id, body, pictures, replaces=replaces)

    def resume_answer(self, message_id: int) -> Message:
        if message_id < 0:
            return self._private.resume_answer(message_id)
        return super().resume_answer(message_id)

    def start_answer(self, conversation_id: int, *, replaces: int | None = None) -> Message:
        if conversation_id < 0:
            return self._private.start_answer(conversation_id, replaces)
        return super().start_answer(conversation_id, replaces=replaces)

    def save_partial_answer(self, message_id: int, text: str) -> None:
        if message_id < 0:
            self._private.save_partial_answer(message_id, text)
        else:
            super().save_partial_answer(message_id, text)

    def finish_answer(self, message_id: int, answer: Answer, state: MessageState) -> Message:
        if message_id < 0:
            return self._private.finish_answer(message_id, answer, state)
        return super().finish_answer(message_id, answer, state)

    def picture(self, digest: str) -> RedactedImage:
        with self._file.reading():
            private = self._private.picture(digest)
        return private or super().picture(digest)

    def thumbnail(self, digest: str) -> Thumbnail:
        with self._file.reading():
            private = self._private.picture(digest)
        return thumbnail_in_memory(private) if private else super().thumbnail(digest)

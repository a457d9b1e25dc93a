"""A store in memory that keeps the contracts of the case store and of the fixes, for tests of other rooms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from engine.domain import search_text
from engine.domain.answer import Answer
from engine.domain.archive import ImportReport
from engine.domain.case_query import SearchOrder
from engine.domain.conversation import Attachment, Conversation, KeptDraft, Message, MessageState, Role, SearchHit
from engine.domain.filing import EVERYWHERE, CasePlace, FolderCount, clean_folder, folder_key, with_levels_above
from engine.domain.picture import RedactedImage, Thumbnail
from engine.domain.search_text import QueryTerm
from engine.errors import StoreError
from tests.fakes.fixes import MemoryFixes, places_of


class MemoryStore(MemoryFixes):
    """Keeps cases and fixes until it is dropped. Its clock ticks once a call."""

    def __init__(self, *, first_ms: int = 1_700_000_000_000, tick_ms: int = 1) -> None:
        super().__init__(first_ms=first_ms, tick_ms=tick_ms)
        self._cases: dict[int, Conversation] = {}
        self._messages: dict[int, Message] = {}
        self._pictures: dict[str, RedactedImage] = {}
        self._last_id = 0
        self.recorded: list[tuple[str, str]] = []
        self.is_closed = False
        self._drafts: dict[int, KeptDraft] = {}

    def start_conversation(self, title: str, *, is_private: bool = False) -> Conversation:
        now = self._tick()
        case = Conversation(-self._new_id() if is_private else self._new_id(), title, now, now)
        self._cases[case.id] = case
        return case

    def conversations(
        self, limit: int = 200, before: Conversation | None = None, place: CasePlace = EVERYWHERE
    ) -> Sequence[Conversation]:
        kept = (case for case in self._cases.values() if case.id > 0 and _is_in(case, place))
        cases = sorted(kept, key=_newest_last, reverse=True)
        if before is not None:
            cases = [case for case in cases if _newest_last(case) < _newest_last(before)]
        return [self.conversation(case.id) for case in cases[:limit]]

    def conversation(self, conversation_id: int) -> Conversation:
        if self.is_closed:
            raise StoreError("store.closed")
        if conversation_id not in self._cases:
            raise StoreError("store.no_such_case")
        messages = self.messages(conversation_id)
        shown = [item.digest for message in messages for item in message.attachments]
        return replace(self._cases[conversation_id], message_count=len(messages), picture=(shown or [""])[0])

    def rename_conversation(self, conversation_id: int, title: str) -> None:
        self._cases[conversation_id] = replace(self.conversation(conversation_id), title=title)

    def delete_conversation(self, conversation_id: int) -> None:
        for message in (*self.messages(conversation_id), *self.replaced_messages(conversation_id)):
            del self._messages[message.id]
        del self._cases[conversation_id]
        self._drafts.pop(conversation_id, None)
        self._drop_unused_pictures()

    def _drop_unused_pictures(self) -> None:
        shown = {item.digest for message in self._messages.values() for item in message.attachments}
        shown.update(digest for draft in self._drafts.values() for digest in draft.pictures)
        self._pictures = {digest: kept for digest, kept in self._pictures.items() if digest in shown}

    def delete_conversations(self, conversation_ids: Sequence[int]) -> None:
        for number in self._kept(conversation_ids):
            self.delete_conversation(number)

    def set_archived(self, conversation_ids: Sequence[int], is_archived: bool) -> None:
        for number in self._kept(conversation_ids):
            self._cases[number] = replace(self._cases[number], is_archived=is_archived)

    def set_folder(self, conversation_ids: Sequence[int], folder: str) -> str:
        there = {folder_key(case.folder): case.folder for case in self._cases.values()}
        path = there.get(folder_key(folder), clean_folder(folder)) if clean_folder(folder) else ""
        for number in self._kept(conversation_ids):
            self._cases[number] = replace(self._cases[number], folder=path)
        return path

    def rename_folder(self, folder: str, to: str) -> int:
        place = CasePlace(folder)
        moved = [case for case in self._cases.values() if case.folder and _is_in(case, place)]
        if not moved:
            raise StoreError("store.no_such_folder", folder=folder)
        depth = clean_folder(folder).count("/") + 1
        for case in moved:
            path = clean_folder("/".join([to, *case.folder.split("/")[depth:]]))
            self._cases[case.id] = replace(case, folder=path)
        return len(moved)

    def folders(self) -> Sequence[FolderCount]:
        counts = dict[str, int]()
        for case in self._cases.values():
            if case.folder:
                counts[case.folder] = counts.get(case.folder, 0) + (not case.is_archived)
        return with_levels_above(counts)

    def add_tags(self, conversation_ids: Sequence[int], tags: Sequence[str]) -> None:
        for number in self._kept(conversation_ids):
            self.set_tags(number, [*self._cases[number].tags, *tags])

    def _kept(self, conversation_ids: Sequence[int]) -> Sequence[int]:
        if any(number < 0 for number in conversation_ids):
            raise StoreError("store.private_not_kept")
        if any(number not in self._cases for number in conversation_ids):
            raise StoreError("store.no_such_case")
        return conversation_ids

    def set_pinned(self, conversation_id: int, is_pinned: bool) -> None:
        self._cases[conversation_id] = replace(self.conversation(conversation_id), is_pinned=is_pinned)

    def set_held(self, conversation_id: int, is_held: bool) -> None:
        if conversation_id < 0:
            raise StoreError("store.private_not_kept")
        self._cases[conversation_id] = replace(self.conversation(conversation_id), is_held=is_held)

    def set_note(self, conversation_id: int, note: str) -> None:
        self._cases[conversation_id] = replace(self.conversation(conversation_id), note=note.strip())

    def set_tags(self, conversation_id: int, tags: Sequence[str]) -> None:
        names = tuple(dict.fromkeys(tag.lstrip("#") for tag in tags))
        self._cases[conversation_id] = replace(self.conversation(conversation_id), tags=names)

    def export_lines(self, path: Path, conversation_ids: Sequence[int] | None) -> int:
        numbers = list(self._cases) if conversation_ids is None else conversation_ids
        path.write_text("".join(f"{number}\n" for number in numbers))
        return len(numbers)

    def import_lines(self, path: Path, *, is_dry: bool = False) -> ImportReport:
        return ImportReport(len(path.read_text().splitlines()))

    def record(self, action: str, about: str = "") -> None:
        self.recorded.append((action, about))

    def keep_draft(self, conversation_id: int, text: str, pictures: Sequence[RedactedImage] = ()) -> None:
        self._drafts.pop(conversation_id, None)
        is_one = bool(text.strip() or pictures)
        if is_one and (conversation_id == 0 or conversation_id in self._cases) and conversation_id >= 0:
            self._pictures |= {picture.digest: picture for picture in pictures}
            self._drafts[conversation_id] = KeptDraft(text, tuple(picture.digest for picture in pictures))
        self._drop_unused_pictures()

    def drafts(self) -> dict[int, KeptDraft]:
        return dict(self._drafts)

    def messages(self, conversation_id: int) -> Sequence[Message]:
        return [item for item in self._all(conversation_id) if item.replaced_by is None]

    def replaced_messages(self, conversation_id: int) -> Sequence[Message]:
        return [item for item in self._all(conversation_id) if item.replaced_by is not None]

    def _all(self, conversation_id: int) -> list[Message]:
        if conversation_id not in self._cases:
            raise StoreError("store.no_such_case")
        return [item for item in self._messages.values() if item.conversation_id == conversation_id]

    def add_question(
        self, conversation_id: int, body: str, pictures: Sequence[RedactedImage] = (), *, replaces: int | None = None
    ) -> Message:
        theirs = self._from(conversation_id, replaces)
        attachments = tuple(
            Attachment(p.digest, p.width, p.height, p.visible_text, p.application, p.profile) for p in pictures
        )
        message = self._add(conversation_id, Role.AGENT, body, MessageState.COMPLETE, attachments)
        for picture in pictures:
            self._pictures.setdefault(picture.digest, picture)
        self._replace(theirs, message.id)
        self._cases[conversation_id] = replace(self._cases[conversation_id], is_archived=False)
        return message

    def start_answer(self, conversation_id: int, *, replaces: int | None = None) -> Message:
        theirs = self._from(conversation_id, replaces)
        started = self._add(conversation_id, Role.ASSISTANT, "", MessageState.STREAMING)
        self._replace(theirs, started.id)
        return started

    def _from(self, conversation_id: int, first: int | None) -> list[int]:
        """The turns that count from one on; none where there is none to begin with."""
        if first is None:
            return []
        theirs = [item.id for item in self.messages(conversation_id)]
        if first not in theirs:
            raise StoreError("store.no_such_message")
        return theirs[theirs.index(first) :]

    def _replace(self, message_ids: Sequence[int], by: int) -> None:
        for message_id in message_ids:
            self._messages[message_id] = replace(self._messages[message_id], replaced_by=by)

    def resume_answer(self, message_id: int) -> Message:
        message = self._message(message_id)
        if message.role is not Role.ASSISTANT or message.replaced_by is not None:
            raise StoreError("store.no_such_message")
        self._messages[message_id] = replace(message, state=MessageState.STREAMING, reason=None)
        return self._messages[message_id]

    def save_partial_answer(self, message_id: int, text: str) -> None:
        if self._message(message_id).state is MessageState.STREAMING:
            self._messages[message_id] = replace(self._message(message_id), body=text)

    def finish_answer(self, message_id: int, answer: Answer, state: MessageState) -> Message:
        message = self._message(message_id)
        finished = replace(
            message,
            body=answer.text,
            state=state,
            citations=answer.citations,
            reason=answer.reason,
            usage=answer.usage,
            logprobs=answer.logprobs,
            guard_notes=answer.guard_notes,
        )
        self._messages[message_id] = finished
        self._set_updated(message.conversation_id)
        return finished

    def picture(self, digest: str) -> RedactedImage:
        if digest not in self._pictures:
            raise StoreError("store.picture_missing")
        return self._pictures[digest]

    def thumbnail(self, digest: str) -> Thumbnail:
        """As a small one, the left upper pixel."""
        return Thumbnail(1, 1, self.picture(digest).rgb[:3])

    def search(self, query: str, limit: int = 50, order: SearchOrder = SearchOrder.NEWEST) -> Sequence[SearchHit]:
        terms = search_text.query_terms(query)
        if not terms:
            return []
        found = chain(self._message_hits(terms), self._title_hits(terms))
        newest_first = sorted(found, key=lambda dated: (dated[0], dated[1].message_id), reverse=True)
        return [hit for _, hit in newest_first][: max(limit, 0)]

    def protection(self) -> str:
        return "store.protected_by_file"

    def close(self) -> None:
        self.is_closed = True

    def _message_hits(self, terms: tuple[QueryTerm, ...]) -> list[tuple[int, SearchHit]]:
        hits = []
        for message in self._messages.values():
            if message.conversation_id < 0:
                continue
            texts = [(message.body, False), *((item.visible_text, True) for item in message.attachments)]
            for text, is_on_picture in texts:
                if is_on_picture and self._counts_elsewhere(message, text):
                    continue
                if search_text.contains(text, terms):
                    case = self.conversation(message.conversation_id)
                    is_replaced = message.replaced_by is not None
                    on = next((item.digest for item in message.attachments if item.visible_text == text), "")
                    picture = (is_on_picture and on) or case.picture
                    hit = SearchHit(case, message.id, text, places_of(text, terms), is_on_picture, is_replaced, picture)
                    hits.append((message.created_ms, hit))
        return hits

    def _counts_elsewhere(self, message: Message, text: str) -> bool:
        """A picture of an earlier version that one of the turns that count has too is found there."""
        counting = self.messages(message.conversation_id)
        shown = {item.visible_text for each in counting for item in each.attachments}
        return message.replaced_by is not None and text in shown

    def _title_hits(self, terms: tuple[QueryTerm, ...]) -> list[tuple[int, SearchHit]]:
        hits = []
        for case in map(self.conversation, self._cases):
            if case.id > 0 and search_text.contains(case.title, terms):
                first = next(iter(self.messages(case.id)), None)
                places = places_of(case.title, terms)
                hit = SearchHit(case, first.id if first else 0, case.title, places, picture=case.picture)
                hits.append((case.updated_ms, hit))
        return hits

    def _add(
        self,
        conversation_id: int,
        role: Role,
        body: str,
        state: MessageState,
        attachments: tuple[Attachment, ...] = (),
    ) -> Message:
        now = self._set_updated(conversation_id)
        number = self._new_id() if conversation_id > 0 else -self._new_id()
        message = Message(number, conversation_id, role, body, state, now, attachments)
        self._messages[message.id] = message
        return message

    def _message(self, message_id: int) -> Message:
        if message_id not in self._messages:
            raise StoreError("store.no_such_message")
        return self._messages[message_id]

    def _set_updated(self, conversation_id: int) -> int:
        now = self._tick()
        self._cases[conversation_id] = replace(self.conversation(conversation_id), updated_ms=now)
        return now

    def _new_id(self) -> int:
        self._last_id += 1
        return self._last_id


def _newest_last(case: Conversation) -> tuple[bool, int, int]:
    return case.is_pinned, case.updated_ms, case.id


def _is_in(case: Conversation, place: CasePlace) -> bool:
    key, wanted = folder_key(case.folder), folder_key(place.folder)
    is_there = not wanted or key == wanted or key.startswith(f"{wanted}/")
    return is_there and place.is_archived in (None, case.is_archived)

"""Takes cases out of the file and in again, as JSON lines."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from engine.domain.archive import ImportReport
from engine.domain.conversation import Conversation, Message
from engine.domain.filing import folder_key
from engine.domain.picture import RedactedImage
from engine.durable import DRAFT_SUFFIX, publish
from engine.errors import StoreError
from engine.store.all_cases import AllCases
from engine.store.cases import keep_citations
from engine.store.faults import faults_said
from engine.store.filing import add_tags
from engine.store.lines import ReadCase, case_line, message_line, picture_line, read_cases
from engine.store.marks import clean_note, clean_tag
from engine.store.picture_rows import storable
from engine.store.sqlcipher import Database

_PAGE = 200


class TakenCases(AllCases):
    """The part of the port `CaseStore` that exports and imports."""

    def export_lines(self, path: Path, conversation_ids: Sequence[int] | None) -> int:
        """Write these cases, or all, as JSON lines; returns how many. The file is there whole or not at all."""
        draft = path.with_name(path.name + DRAFT_SUFFIX)
        count = 0
        with faults_said():
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                os.chmod(draft, 0o600)  # noqa: PTH101 - before anything is in it
                for case in self._wanted(conversation_ids):
                    file.writelines(self._lines_of(case))
                    count += 1
                file.flush()
                os.fsync(file.fileno())
            publish(draft, path)
        return count

    def import_lines(self, path: Path, *, is_dry: bool = False) -> ImportReport:
        """Take in the cases of such a file, all or nothing; those that are there already stay as they are.

        A case is the same as one that began at the same millisecond under the same title. Raises StoreError.
        """
        for _ in read_cases(path):
            pass  # first the whole file is read: a fault in its last line must change nothing
        new = same = pictures = 0
        with self._file.immediate() as db:
            for read in read_cases(path):
                if _is_known(db, read.conversation):
                    same += 1
                    continue
                new += 1
                pictures += len(read.pictures)
                if not is_dry:
                    self._take_in(db, read)
            if new and not is_dry:
                self._record(db, "cases.imported", f"{new} cases")
        return ImportReport(new, same, pictures)

    def _wanted(self, conversation_ids: Sequence[int] | None) -> Iterator[Conversation]:
        if conversation_ids is not None:
            yield from map(self.conversation, conversation_ids)
            return
        page = self.conversations(_PAGE)
        while page:
            yield from page
            page = self.conversations(_PAGE, page[-1])

    def _lines_of(self, case: Conversation) -> Iterator[str]:
        yield case_line(case)
        written: set[str] = set()
        messages = [*self.messages(case.id), *self.replaced_messages(case.id)]
        for message in sorted(messages, key=lambda each: abs(each.id)):
            for attachment in message.attachments:
                picture = self._picture_or_none(attachment.digest)
                if picture is not None and picture.digest not in written:
                    written.add(picture.digest)
                    yield picture_line(picture)
            yield message_line(message)

    def _picture_or_none(self, digest: str) -> RedactedImage | None:
        try:
            return self.picture(digest)
        except StoreError:
            return None  # deleted when its time was over, or lost: the message names it all the same

    def _take_in(self, db: Database, read: ReadCase) -> None:
        case = read.conversation
        title = storable(case.title)
        values = (
            title,
            self._searchable(title),
            case.created_ms,
            case.updated_ms,
            int(case.is_pinned),
            int(case.is_held),
            int(case.is_archived),
            storable(case.folder),
            folder_key(storable(case.folder)),
        )
        added = db.execute(
            "INSERT INTO conversation (title, search, created_ms, updated_ms, pinned, held, archived, folder,"
            " folder_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
        number = int(added.lastrowid or 0)
        add_tags(db, number, map(clean_tag, case.tags))
        if note := clean_note(case.note):
            db.execute("INSERT INTO note (id, search, body) VALUES (?, ?, ?)", (number, self._searchable(note), note))
        numbers: dict[int, int] = {}
        for message in read.messages:
            numbers[message.id] = self._take_message(db, number, message)
            self._take_pictures(db, numbers[message.id], message, read)
        for message in read.messages:
            if message.replaced_by in numbers:
                pair = (numbers[message.replaced_by], numbers[message.id])
                db.execute("UPDATE message SET replaced_by = ? WHERE id = ?", pair)

    def _take_message(self, db: Database, conversation_id: int, message: Message) -> int:
        body = storable(message.body)
        added = db.execute(
            "INSERT INTO message (conversation_id, role, state, search, body, created_ms, reason, usage_json,"
            " logprobs_json, guard_notes_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                conversation_id,
                message.role.value,
                message.state.value,
                self._searchable(body),
                body,
                message.created_ms,
                message.reason.value if message.reason else None,
                json.dumps(asdict(message.usage)) if message.usage else None,
                json.dumps(asdict(message.logprobs)) if message.logprobs else None,
                json.dumps(message.guard_notes),
            ),
        )
        number = int(added.lastrowid or 0)
        keep_citations(db, number, message.citations)
        return number

    def _take_pictures(self, db: Database, message_id: int, message: Message, read: ReadCase) -> None:
        shown = [read.pictures[each.digest] for each in message.attachments if each.digest in read.pictures]
        for position, picture in enumerate(shown):
            kept = self._keep_picture(db, picture, self._pictures.seal(picture))
            db.execute("INSERT INTO message_picture VALUES (?, ?, ?)", (message_id, position, kept))


def _is_known(db: Database, case: Conversation) -> bool:
    values = (case.created_ms, storable(case.title))
    return bool(db.execute("SELECT 1 FROM conversation WHERE created_ms = ? AND title = ?", values).fetchall())

"""Conversations, messages and pictures in the case file."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict

from engine.domain.answer import Answer
from engine.domain.case_query import SearchOrder
from engine.domain.conversation import (
    Attachment,
    Conversation,
    FinishReason,
    LogProbs,
    Message,
    MessageState,
    Role,
    SearchHit,
    Usage,
)
from engine.domain.filing import EVERYWHERE, CasePlace
from engine.domain.knowledge import Citation
from engine.domain.picture import RedactedImage
from engine.domain.search_text import searchable
from engine.errors import StoreError
from engine.store.case_file import CaseFile, Row
from engine.store.case_rows import CASE_COLUMNS, case_of
from engine.store.drafts import delete_draft
from engine.store.filing import in_place, kept
from engine.store.picture_rows import (
    masks_from_json,
    masks_to_json,
    spans_from_json,
    spans_to_json,
    storable,
)
from engine.store.picture_use import delete_unused_pictures
from engine.store.pictures import PictureFolder, SealedPicture, decoded
from engine.store.retention import steady_ms
from engine.store.search import Words, search
from engine.store.sqlcipher import Database
from engine.store.thumbnails import keep_thumbnail
from engine.wording import Language

_CONVERSATION = f"SELECT {CASE_COLUMNS} FROM conversation c"  # noqa: S608 - our own names

Clock = Callable[[], int]
_AHEAD_S = 0.02
"""So long at a time others wait for what nobody has asked for yet."""


def wall_clock_ms() -> int:
    """UTC, milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class KeptCases:
    """Keeps conversations (the port `CaseStore`, without opening and closing)."""

    def __init__(
        self,
        file: CaseFile,
        pictures: PictureFolder,
        clock: Clock = wall_clock_ms,
        record: Callable[[Database, str, str], None] = lambda _db, _action, _about: None,
    ) -> None:
        """`record` is told, within the transaction, what goes into the audit log."""
        self._file = file
        self._pictures = pictures
        self._record = record
        self._words = Words()
        self._clock = clock
        self._last_ms = 0

    def start_conversation(self, title: str, *, is_private: bool = False) -> Conversation:
        """Begin a case; a private one is not for here. Raises StoreError."""
        if is_private:
            raise StoreError("store.private_not_kept")
        title = storable(title)
        with self._file.immediate() as db:
            now = self._now_ms()
            values = (title, self._searchable(title), now, now)
            added = db.execute(
                "INSERT INTO conversation (title, search, created_ms, updated_ms) VALUES (?, ?, ?, ?)", values
            )
            return Conversation(int(added.lastrowid or 0), title, now, now)

    def conversations(
        self, limit: int = 200, before: Conversation | None = None, place: CasePlace = EVERYWHERE
    ) -> Sequence[Conversation]:
        """List cases, pinned ones first and then newest first, that come after `before` in that order."""
        conditions, values = in_place(place)
        if before is not None:
            conditions.append("(c.pinned, c.updated_ms, c.id) < (?, ?, ?)")
            values += [int(before.is_pinned), before.updated_ms, before.id]
        condition = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        order = " ORDER BY c.pinned DESC, c.updated_ms DESC, c.id DESC LIMIT ?"
        return [case_of(row) for row in self._file.rows(_CONVERSATION + condition + order, *values, limit)]

    def conversation(self, conversation_id: int) -> Conversation:
        """Raises StoreError (`store.no_such_case`) when it is gone."""
        rows = self._file.rows(_CONVERSATION + " WHERE c.id = ?", conversation_id)
        if not rows:
            raise StoreError("store.no_such_case")
        return case_of(rows[0])

    def count_cases(self) -> int:
        return int(self._file.rows("SELECT count(*) AS cases FROM conversation")[0]["cases"])

    def rename_conversation(self, conversation_id: int, title: str) -> None:
        """Give a case another title; it keeps its place in the list."""
        title = storable(title)
        with self._file.immediate() as db:
            changed = db.execute(
                "UPDATE conversation SET title = ?, search = ? WHERE id = ?",
                (title, self._searchable(title), conversation_id),
            )
            if not changed.rowcount:
                raise StoreError("store.no_such_case")
        self._file.checkpoint()  # the old title goes from the disk as well

    def delete_conversation(self, conversation_id: int) -> None:
        """Delete a case. The caller still has to renew the backups, and to empty the log: it holds what was deleted."""
        self.delete_conversations([conversation_id])

    def delete_conversations(self, conversation_ids: Sequence[int]) -> None:
        """Delete cases, all or none. The caller still has to renew the backups and to empty the log."""
        with self._file.immediate() as db:
            for number in kept(conversation_ids):
                if not db.execute("DELETE FROM conversation WHERE id = ?", (number,)).rowcount:
                    raise StoreError("store.no_such_case")
                delete_draft(db, number)
                self._record(db, "case.deleted", f"case {number}")
            names = delete_unused_pictures(db)
            self._words.forget()
        self._pictures.remove(names)

    def messages(self, conversation_id: int) -> Sequence[Message]:
        """The turns of a case that count, oldest first. Raises StoreError (`store.no_such_case`)."""
        with self._file.reading() as db:
            _check_is_there(db, conversation_id)
            return _messages(db, "m.conversation_id = ? AND m.replaced_by IS NULL", conversation_id)

    def replaced_messages(self, conversation_id: int) -> Sequence[Message]:
        """Those that others took the place of, oldest first. Raises StoreError (`store.no_such_case`)."""
        with self._file.reading() as db:
            _check_is_there(db, conversation_id)
            return _messages(db, "m.conversation_id = ? AND m.replaced_by IS NOT NULL", conversation_id)

    def add_question(
        self, conversation_id: int, body: str, pictures: Sequence[RedactedImage] = (), *, replaces: int | None = None
    ) -> Message:
        """Keep the agent's turn with its pictures, in the place of `replaces` and what follows it."""
        sealed = [self._pictures.seal(picture) for picture in pictures]
        with self._file.immediate() as db:
            message_id = self._add_message(db, conversation_id, Role.AGENT, body, MessageState.COMPLETE)
            for position, (picture, file) in enumerate(zip(pictures, sealed, strict=True)):
                picture_id = self._keep_picture(db, picture, file)
                db.execute("INSERT INTO message_picture VALUES (?, ?, ?)", (message_id, position, picture_id))
            if replaces is not None:
                _replace(db, conversation_id, replaces, message_id)
            db.execute("UPDATE conversation SET archived = 0 WHERE id = ? AND archived = 1", (conversation_id,))
            return _message(db, message_id)

    def start_answer(self, conversation_id: int, *, replaces: int | None = None) -> Message:
        """Keep an empty answer in state STREAMING, in the place of `replaces` and what follows it."""
        with self._file.immediate() as db:
            message_id = self._add_message(db, conversation_id, Role.ASSISTANT, "", MessageState.STREAMING)
            if replaces is not None:
                _replace(db, conversation_id, replaces, message_id)
            return _message(db, message_id)

    def resume_answer(self, message_id: int) -> Message:
        """Let an answer that had ended be written on, with all that it has."""
        values = (MessageState.STREAMING.value, message_id, Role.ASSISTANT.value)
        with self._file.immediate() as db:
            changed = db.execute(
                "UPDATE message SET state = ?, reason = NULL WHERE id = ? AND role = ? AND replaced_by IS NULL", values
            )
            if not changed.rowcount:
                raise StoreError("store.no_such_message")
            return _message(db, message_id)

    def save_partial_answer(self, message_id: int, text: str) -> None:
        """Keep what has been written so far. Changes nothing when the answer is finished by now."""
        text = storable(text)
        values = (text, self._searchable(text), message_id, MessageState.STREAMING.value)
        with self._file.immediate() as db:
            changed = db.execute("UPDATE message SET body = ?, search = ? WHERE id = ? AND state = ?", values)
            if not changed.rowcount:
                _message(db, message_id)

    def finish_answer(self, message_id: int, answer: Answer, state: MessageState) -> Message:
        """Keep the answer, its citations and its usage."""
        text = storable(answer.text)
        with self._file.immediate() as db:
            changed = db.execute(
                "UPDATE message SET body = ?, search = ?, state = ?, reason = ?, usage_json = ?,"
                " logprobs_json = ?, guard_notes_json = ? WHERE id = ?",
                (
                    text,
                    self._searchable(text),
                    state.value,
                    answer.reason.value,
                    json.dumps(asdict(answer.usage)),
                    json.dumps(asdict(answer.logprobs)) if answer.logprobs else None,
                    json.dumps(answer.guard_notes),
                    message_id,
                ),
            )
            if not changed.rowcount:
                raise StoreError("store.no_such_message")
            keep_citations(db, message_id, answer.citations)
            message = _message(db, message_id)
            self._set_updated(db, message.conversation_id)
            return message

    def picture(self, digest: str) -> RedactedImage:
        """Give a kept picture back. Raises StoreError (`store.picture_missing`, `store.picture_altered`)."""
        rows = self._file.rows("SELECT * FROM picture WHERE digest = ?", digest)
        if not rows:
            raise StoreError("store.picture_missing", detail=digest[:12])
        row = rows[0]
        if not row["wrapped_key"]:
            raise StoreError("store.picture_expired", detail=digest[:12])
        width, height, rgb = decoded(self._pictures.read(row["name"], row["wrapped_key"]))
        masks, spans = masks_from_json(row["masks_json"]), spans_from_json(row["spans_json"])
        picture = RedactedImage(width, height, rgb, masks, spans, row["profile"], row["application"])
        if picture.digest != digest:
            raise StoreError("store.picture_altered", detail=digest[:12])
        return picture

    def search(self, query: str, limit: int = 50, order: SearchOrder = SearchOrder.NEWEST) -> Sequence[SearchHit]:
        """Find any substring (one character up) in messages, titles and on pictures; `CaseQuery` tells of filters.

        A hit in a title names the first message of the case, or 0 where the case is empty.
        """
        return search(self._file, self._words, storable(query), limit, order)

    def read_ahead(self) -> bool:
        """Read a little of what the first search within words would wait for; returns whether there is more."""
        with self._file.reading() as db:
            return self._words.read_ahead(db, _AHEAD_S)

    def stop_interrupted_answers(self) -> int:
        """Mark answers that a crash cut off as STOPPED, with the text that they had. Returns how many."""
        with self._file.immediate() as db:
            changed = db.execute(
                "UPDATE message SET state = ?, reason = ? WHERE state = ?",
                (MessageState.STOPPED.value, MessageState.STOPPED.value, MessageState.STREAMING.value),
            )
            return int(changed.rowcount)

    def sweep_pictures(self, *, with_orphans: bool) -> int:
        """Remove picture files that a crash left behind. Returns how many."""
        wanted = {row["name"] for row in self._file.rows("SELECT name FROM picture WHERE length(wrapped_key) > 0")}
        return self._pictures.sweep(wanted, with_orphans=with_orphans)

    def _add_message(self, db: Database, conversation_id: int, role: Role, body: str, state: MessageState) -> int:
        body = storable(body)
        now = self._set_updated(db, conversation_id)
        added = db.execute(
            "INSERT INTO message (conversation_id, role, state, search, body, created_ms) VALUES (?, ?, ?, ?, ?, ?)",
            (conversation_id, role.value, state.value, self._searchable(body), body, now),
        )
        return int(added.lastrowid or 0)

    def _keep_picture(self, db: Database, picture: RedactedImage, sealed: SealedPicture) -> int:
        """Write the file, then its row. The same picture is kept once; a lost file is written anew."""
        known = "SELECT id, length(wrapped_key) > 0 FROM picture WHERE digest = ?"
        kept = db.execute(known, (picture.digest,)).fetchall()
        if kept and kept[0][1] and self._pictures.has(sealed.name):
            return int(kept[0][0])
        self._pictures.write(sealed)
        number = int(kept[0][0]) if kept else self._add_picture(db, picture, sealed)
        if kept:
            db.execute("UPDATE picture SET wrapped_key = ? WHERE id = ?", (sealed.wrapped_key, number))
        keep_thumbnail(db, number, sealed.thumbnail)
        return number

    def _add_picture(self, db: Database, picture: RedactedImage, sealed: SealedPicture) -> int:
        text = storable(picture.visible_text)
        added = db.execute(
            "INSERT INTO picture (digest, name, wrapped_key, width, height, search, visible_text, masks_json,"
            " spans_json, application, profile) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                picture.digest,
                sealed.name,
                sealed.wrapped_key,
                picture.width,
                picture.height,
                self._searchable(text),
                text,
                masks_to_json(picture.masks),
                spans_to_json(picture.spans),
                storable(picture.application),
                storable(picture.profile),
            ),
        )
        return int(added.lastrowid or 0)

    def _set_updated(self, db: Database, conversation_id: int) -> int:
        now = self._now_ms()
        changed = db.execute("UPDATE conversation SET updated_ms = ? WHERE id = ?", (now, conversation_id))
        if not changed.rowcount:
            raise StoreError("store.no_such_case")
        return now

    def _searchable(self, text: str) -> str:
        search_column = searchable(text)
        self._words.learn(search_column)
        return search_column

    def _now_ms(self) -> int:
        """Never the same twice, and never backwards, so that "newest first" has one answer."""
        with self._file.reading() as db:
            self._last_ms = max(steady_ms(db, self._clock()), self._last_ms + 1)
        return self._last_ms


def _check_is_there(db: Database, conversation_id: int) -> None:
    if not db.execute("SELECT 1 FROM conversation WHERE id = ?", (conversation_id,)).fetchall():
        raise StoreError("store.no_such_case")


def _replace(db: Database, conversation_id: int, first: int, by: int) -> None:
    """Take `first` and what follows it out of the line. Raises StoreError (`store.no_such_message`)."""
    theirs = "conversation_id = ? AND replaced_by IS NULL AND id < ?"
    if not db.execute(f"SELECT 1 FROM message WHERE id = ? AND {theirs}", (first, conversation_id, by)).fetchall():  # noqa: S608 - our own words
        raise StoreError("store.no_such_message")
    db.execute(f"UPDATE message SET replaced_by = ? WHERE id >= ? AND {theirs}", (by, first, conversation_id, by))  # noqa: S608


def keep_citations(db: Database, message_id: int, citations: Sequence[Citation]) -> None:
    db.execute("DELETE FROM citation WHERE message_id = ?", (message_id,))
    for position, citation in enumerate(citations):
        db.execute(
            "INSERT INTO citation VALUES (?, ?, ?, ?, ?, ?)",
            (
                message_id,
                position,
                citation.number,
                citation.fix_uid,
                citation.language.value,
                storable(citation.title),
            ),
        )


def _message(db: Database, message_id: int) -> Message:
    found = _messages(db, "m.id = ?", message_id)
    if not found:
        raise StoreError("store.no_such_message")
    return found[0]


def _messages(db: Database, condition: str, value: int) -> list[Message]:
    """Read messages and, with one question each, their pictures and citations."""

    def rows(sql: str, order: str) -> list[Row]:
        return list(db.query(f"{sql} WHERE {condition} ORDER BY {order}", (value,)))

    attachments: dict[int, list[Attachment]] = defaultdict(list)
    shown = "SELECT mp.*, p.digest, p.width, p.height, p.visible_text, p.application, p.profile FROM message m"
    joined = " JOIN message_picture mp ON mp.message_id = m.id JOIN picture p ON p.id = mp.picture_id"
    for row in rows(shown + joined, "mp.position"):
        size, about = (row["width"], row["height"]), (row["visible_text"], row["application"], row["profile"])
        attachments[row["message_id"]].append(Attachment(row["digest"], *size, *about))
    citations: dict[int, list[Citation]] = defaultdict(list)
    for row in rows("SELECT c.* FROM message m JOIN citation c ON c.message_id = m.id", "c.position"):
        citation = Citation(row["number"], row["fix_uid"], Language(row["language"]), row["title"])
        citations[row["message_id"]].append(citation)
    return [
        Message(
            id=row["id"],
            conversation_id=row["conversation_id"],
            role=Role(row["role"]),
            body=row["body"],
            state=MessageState(row["state"]),
            created_ms=row["created_ms"],
            attachments=tuple(attachments[row["id"]]),
            citations=tuple(citations[row["id"]]),
            reason=FinishReason(row["reason"]) if row["reason"] else None,
            usage=Usage(**json.loads(row["usage_json"])) if row["usage_json"] else None,
            logprobs=LogProbs(**json.loads(row["logprobs_json"])) if row["logprobs_json"] else None,
            guard_notes=tuple(json.loads(row["guard_notes_json"] or "[]")),
            replaced_by=row["replaced_by"],
        )
        for row in rows("SELECT m.* FROM message m", "m.id")
    ]

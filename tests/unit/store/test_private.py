"""A private case works like any other and leaves no byte on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.domain.answer import Answer
from engine.domain.conversation import FinishReason, MessageState
from engine.domain.picture import RedactedImage
from engine.errors import StoreError
from engine.settings import Folders
from engine.store import open_store
from engine.store.store import SqliteStore

_PICTURE = RedactedImage(8, 8, bytes(range(192)))


def _private_case(store: SqliteStore) -> int:
    case = store.start_conversation("xylographprivate", is_private=True)
    store.add_question(case.id, "zanzibarprivate", [_PICTURE])
    answer = store.start_answer(case.id)
    store.save_partial_answer(answer.id, "part")
    store.finish_answer(answer.id, Answer("whole", FinishReason.COMPLETE), MessageState.COMPLETE)
    store.record_use("win-sfc", answer.id)
    return case.id


def _state(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file() and path.suffix != ".db-shm"}


def test_it_can_be_gone_on_with_and_asked_again(folders: Folders) -> None:
    store = open_store(folders)
    number = _private_case(store)
    assert number < 0
    assert store.conversation(number).is_private
    question, answer = store.messages(number)
    assert store.picture(question.attachments[0].digest) == _PICTURE
    store.start_answer(number, replaces=answer.id)
    assert [each.id for each in store.replaced_messages(number)] == [answer.id]
    store.rename_conversation(number, "other")
    store.set_tags(number, ["#vpn"])
    store.set_pinned(number, True)
    case = store.conversation(number)
    assert (case.title, case.tags, case.is_pinned, case.message_count) == ("other", ("vpn",), True, 2)
    with pytest.raises(StoreError):
        store.set_held(number, True)
    store.close()


def test_it_is_neither_listed_nor_found_and_is_gone_when_it_is_left(folders: Folders) -> None:
    store = open_store(folders)
    number = _private_case(store)
    assert not store.conversations()
    assert not store.search("zanzibar")
    store.delete_conversation(number)
    with pytest.raises(StoreError):
        store.messages(number)
    with pytest.raises(StoreError):
        store.picture(_PICTURE.digest)
    store.close()


def test_the_disk_does_not_change_by_a_byte(folders: Folders) -> None:
    store = open_store(folders)
    store.start_conversation("kept")
    store._file.checkpoint()
    before = _state(folders.data.parent)
    number = store.start_conversation("xylographprivate", is_private=True).id
    store.add_question(number, "zanzibarprivate", [_PICTURE])
    answer = store.start_answer(number)
    store.finish_answer(answer.id, Answer("whole", FinishReason.COMPLETE), MessageState.COMPLETE)
    store.set_tags(number, ["vpn"])
    store.delete_conversation(number)
    assert _state(folders.data.parent) == before
    store.close()


def test_a_closed_store_answers_nothing_of_a_private_case(folders: Folders) -> None:
    store = open_store(folders)
    number = _private_case(store)
    store.close()
    for read in (lambda: store.messages(number), lambda: store.picture(_PICTURE.digest)):
        with pytest.raises(StoreError):
            read()
    with pytest.raises(StoreError):
        store.start_conversation("more", is_private=True)

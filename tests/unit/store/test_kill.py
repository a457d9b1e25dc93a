"""What was acknowledged is there after kill -9, at whatever moment it comes.

`DESKSIDE_KILLS=500` runs the long form.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
from pathlib import Path

import pytest

from engine.domain.answer import Answer
from engine.domain.conversation import FinishReason, MessageState
from engine.domain.picture import RedactedImage
from engine.store.keys import FileKeeper
from engine.store.store import SqliteStore

_KILLS = int(os.environ.get("DESKSIDE_KILLS", "15"))

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="forks and kills"),
    pytest.mark.slow,
    pytest.mark.timeout(120 + _KILLS),
]


def _picture(number: int) -> RedactedImage:
    return RedactedImage(16, 16, number.to_bytes(4, "big") * 192)


def _open(root: Path) -> SqliteStore:
    return SqliteStore(root / "cases", FileKeeper(root / "key"))


def _write_for_ever(root: Path, first: int, acknowledge: int) -> None:
    """Keep questions with pictures, and answers; tell the number of each once the store has kept it."""
    store = _open(root)
    case = store.conversations()[0]
    number = first
    while True:
        store.add_question(case.id, f"question {number} 重置密码", [_picture(number)])
        answer = store.start_answer(case.id)
        store.save_partial_answer(answer.id, f"ans {number}")
        store.finish_answer(answer.id, Answer(f"answer {number}", FinishReason.COMPLETE), MessageState.COMPLETE)
        os.write(acknowledge, f"{number}\n".encode())
        number += 1


def _acknowledged_before_the_kill(root: Path, first: int, after_s: float) -> list[int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _write_for_ever(root, first, writing)
        finally:
            os._exit(1)
    os.close(writing)
    try:
        heard = os.read(reading, 65536)  # the first acknowledgement: the child is at work
        select.select([], [], [], after_s)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as rest:
        heard += rest.read()
    return [int(number) for number in heard.split(b"\n")[:-1]]


def test_no_acknowledged_write_is_lost(tmp_path: Path) -> None:
    chance = random.Random(11)
    store = _open(tmp_path)
    case = store.start_conversation("written by many")
    store.close()
    kept: list[int] = []
    for _ in range(_KILLS):
        first = kept[-1] + 2 if kept else 0
        kept += _acknowledged_before_the_kill(tmp_path, first, chance.uniform(0.001, 0.08))
        store = _open(tmp_path)  # checks the whole file, since it was not closed
        messages = {message.body: message for message in store.messages(case.id)}
        for number in kept:
            assert f"answer {number}" in messages
            (attachment,) = messages[f"question {number} 重置密码"].attachments
            assert attachment.digest == _picture(number).digest
        for message in messages.values():
            assert message.state is not MessageState.STREAMING
            for attachment in message.attachments:
                assert store.picture(attachment.digest).digest == attachment.digest
        assert len(store.search("置密", limit=100_000)) == sum("重置" in body for body in messages)
        store.close()
    assert len(kept) > _KILLS
    assert not list((tmp_path / "cases").rglob("*.tmp"))

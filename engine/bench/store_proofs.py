"""Proofs of what the case file promises, in a short form for the tests and a long one for `bench store`.

Each proof counts what went wrong; the promise is that every such count is 0.
"""

from __future__ import annotations

import base64
import json
import os
import random
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image

from engine.bench.power_cut import Recording, files_after_cut, recording
from engine.domain.answer import Answer
from engine.domain.conversation import FinishReason, MessageState
from engine.domain.picture import RedactedImage, pixel_digest
from engine.domain.search_text import searchable
from engine.errors import StoreDamaged, StoreError, StoreFull
from engine.store import schema
from engine.store.keys import FileKeeper
from engine.store.lines import SCHEMA, read_cases
from engine.store.sqlcipher import Database
from engine.store.store import SqliteStore

Counts = dict[str, int]
_PAGE, _SECTOR = 4096, 512
_PICTURES = 64
_OLD_LINES = 300


def open_in(root: Path, steps: tuple[schema.Step, ...] = schema.STEPS) -> SqliteStore:
    """Open or make a profile whose key lies beside it."""
    return SqliteStore(root / "cases", FileKeeper(root / "key"), steps=steps)


def fill(store: SqliteStore, cases: int = 3, lines: int = 30) -> None:
    for number in range(cases):
        case = store.start_conversation(f"case {number}")
        for line in range(lines):
            store.add_question(case.id, f"line {line} 重置密码 " + "x" * 300)


def content_of(store: SqliteStore) -> list[str]:
    """Return all that can be read and found."""
    bodies = [message.body for case in store.conversations() for message in store.messages(case.id)]
    return bodies + [hit.snippet for hit in store.search("重置", limit=1000)]


def small_pictures(folder: Path) -> list[RedactedImage]:
    """Return covered pictures as the store gives them back: read from lines, for nobody but it makes any."""
    path = folder / "pictures.jsonl"
    case = {"number": 1, "title": "", "created_ms": 0, "updated_ms": 0, "pinned": False, "held": False, "tags": []}
    message: dict[str, object] = {"number": 1, "role": "user", "state": "complete", "body": "", "created_ms": 0}
    message |= dict.fromkeys(("reason", "usage", "logprobs", "replaced_by"))
    rows: list[dict[str, object]] = [{"kind": "case", **case}]
    digests = []
    for number in range(_PICTURES):
        pixels = number.to_bytes(4, "big") * 192
        file = BytesIO()
        Image.frombytes("RGB", (16, 16), pixels).save(file, "PNG")
        digests.append(pixel_digest(16, 16, pixels))
        content = base64.b64encode(file.getvalue()).decode()
        rows.append({"kind": "picture", "digest": digests[-1], "content": content, "masks": [], "spans": []})
        rows[-1]["application"] = ""
    rows.append({"kind": "message", **message, "pictures": digests, "citations": [], "guard_notes": []})
    path.write_text("\n".join(json.dumps({"schema": SCHEMA, **row}) for row in rows))
    (read,) = read_cases(path)
    path.unlink()
    return [read.pictures[digest] for digest in digests]


# Killing the writer.


def kill_writers(root: Path, kills: int, seed: int = 11) -> Counts:
    """Kill a writing process at any moment, again and again, and count what was acknowledged and is not there."""
    chance, counts = random.Random(seed), {"kills": kills, "acknowledged": 0, "lost": 0, "faults": 0}  # noqa: S311
    pictures = small_pictures(root)
    store = open_in(root)
    case = store.start_conversation("written by many").id
    store.close()
    kept: list[int] = []
    for round_number in range(kills):
        first = kept[-1] + 2 if kept else 0
        kept += _acknowledged(partial(_write_for_ever, root, case, first, pictures), chance)
        counts["lost"] += _lost(root, case, kept, pictures)
        counts["faults"] += len(list((root / "cases").rglob("*.tmp")))
        if round_number % 100 == 99:  # or looking through all that was kept would take ever longer
            counts["acknowledged"] += len(kept)
            case, kept = _next_case(root, case), []
    counts["acknowledged"] += len(kept)
    return counts


def _write_for_ever(
    root: Path, case: int, first: int, pictures: list[RedactedImage], tell: Callable[[int], None]
) -> None:
    store = open_in(root)
    number = first
    while True:
        store.add_question(case, f"question {number} 重置密码", [pictures[number % _PICTURES]])
        answer = store.start_answer(case)
        store.save_partial_answer(answer.id, f"ans {number}")
        store.finish_answer(answer.id, Answer(f"answer {number}", FinishReason.COMPLETE), MessageState.COMPLETE)
        tell(number)
        number += 1


def _acknowledged(work: Callable[[Callable[[int], None]], None], chance: random.Random) -> list[int]:
    """Let a child work, kill it a moment after its first acknowledgement, and return all of them."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            work(lambda number: _tell(writing, number))
        finally:
            os._exit(1)
    os.close(writing)
    try:
        heard = os.read(reading, 65536)
        select.select([], [], [], chance.uniform(0.001, 0.08))
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as rest:
        heard += rest.read()
    return [int(number) for number in heard.split(b"\n")[:-1]]


def _tell(writing: int, number: int) -> None:
    os.write(writing, f"{number}\n".encode())


def _lost(root: Path, case: int, kept: list[int], pictures: list[RedactedImage]) -> int:
    """Open what a kill left, which checks the whole file, and count what is missing or half there."""
    store = open_in(root)
    messages = {message.body: message for message in store.messages(case)}
    lost = 0
    for number in kept:
        question = messages.get(f"question {number} 重置密码")
        has_picture = question is not None and question.attachments[0].digest == pictures[number % _PICTURES].digest
        lost += f"answer {number}" not in messages or not has_picture
    lost += sum(message.state is MessageState.STREAMING for message in messages.values())
    for message in list(messages.values())[-4:]:
        lost += sum(store.picture(each.digest).digest != each.digest for each in message.attachments)
    found = sum(hit.conversation.id == case for hit in store.search("置密", limit=100_000))
    lost += found != sum("重置" in body for body in messages)
    store.close()
    return lost


def _next_case(root: Path, case: int) -> int:
    store = open_in(root)
    store.delete_conversation(case)
    number = store.start_conversation("written by many").id
    store.close()
    return number


# Cutting the power.


def cut_power(root: Path, trials: int, seed: int = 5) -> Counts:
    """Cut the power at any moment of a recorded run, and count acknowledged rows that are gone, and damage."""
    chance = random.Random(seed)  # noqa: S311
    counts = {"trials": trials, "acknowledged": 0, "lost": 0, "corrupt": 0, "events": 0}
    store = open_in(root)
    case = store.start_conversation("recorded").id
    store._file.checkpoint()
    store.close()
    with recording(root / "cases") as kept:
        store = open_in(root)
        for number in range(60):
            store.add_question(case, f"question {number} " + "重置密码" * (number % 9 * 40))
            kept.acknowledge(number)
            if number % 17 == 16:
                store._file.checkpoint()
        store._file.close()
        store._lock.release()
    counts["events"] = len(kept.events)
    for trial in range(trials):
        with _in_folder() as folder:
            lost, is_corrupt, told = _after_cut(root, folder, kept, case, chance, drops_all=trial % 2 == 0)
        counts["lost"] += lost
        counts["corrupt"] += is_corrupt
        counts["acknowledged"] += told
    return counts


def _after_cut(
    root: Path, folder: Path, kept: Recording, case: int, chance: random.Random, *, drops_all: bool
) -> tuple[int, bool, int]:
    at = chance.randrange(len(kept.events) + 1)
    told = [event.offset for event in kept.events[:at] if event.kind == "acknowledged"]
    (folder / "cases").mkdir()
    for name, content in files_after_cut(kept, at, chance, drops_all=drops_all).items():
        (folder / "cases" / name).write_bytes(content)
    shutil.copyfile(root / "cases" / "profile.json", folder / "cases" / "profile.json")
    shutil.copyfile(root / "key", folder / "key")
    (folder / "cases" / "open").touch()  # so that all of it is checked
    try:
        store = open_in(folder)
    except StoreDamaged:
        return len(told), True, len(told)
    there = {message.body.split(" ")[1] for message in store.messages(case)}
    found = len(store.search("question", limit=1000))
    store.close()
    return sum(str(number) not in there for number in told), found != len(there), len(told)


# Killing a migration.


def kill_migrations(root: Path, kills: int, seed: int = 3) -> Counts:
    """Kill the program while it brings an old file up to date; the file is the old one or the new one, whole."""
    chance = random.Random(seed)  # noqa: S311
    counts = {"kills": kills, "old": 0, "new": 0, "half": 0, "lost": 0}
    base = root / "base"
    old = open_in(base, schema.STEPS[:1])
    with old._file.immediate() as db:
        db.execute("INSERT INTO conversation VALUES (1, 'old', 'old', 1, 1)")
        for number in range(_OLD_LINES):
            body = f"line {number} 重置密码 " + "x" * 200
            values = (number + 1, searchable(body), body)
            db.execute("INSERT INTO message VALUES (?, 1, 'user', 'complete', ?, ?, 1, NULL, NULL, NULL)", values)
    old.close()
    for path in (base / "cases" / "backups").glob("*.db"):
        path.unlink()
    steps = (*schema.STEPS, _with_mood, _rewritten, _copied)
    whole_s = 0.0
    for number in range(kills + 1):
        with _in_folder() as folder:
            shutil.copytree(base, folder, dirs_exist_ok=True)
            if number == 0:  # how long it takes when nobody kills it
                started = time.perf_counter()
                open_in(folder, steps)._file.close()
                whole_s = time.perf_counter() - started
                continue
            _killed_opening(folder, steps, chance.uniform(0.2, 1.2) * whole_s)
            _count_version(folder, steps, counts)
    return counts


def _with_mood(db: Database) -> None:
    db.execute("ALTER TABLE message ADD COLUMN mood TEXT NOT NULL DEFAULT ''")


def _rewritten(db: Database) -> None:
    db.execute("UPDATE message SET body = body || ' rewritten', search = search || ' rewritten'")


def _copied(db: Database) -> None:
    db.execute("CREATE TABLE copied AS SELECT * FROM message")


def _killed_opening(folder: Path, steps: tuple[schema.Step, ...], after_s: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            open_in(folder, steps)
        finally:
            os._exit(0)
    select.select([], [], [], after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _count_version(folder: Path, steps: tuple[schema.Step, ...], counts: Counts) -> None:
    from engine.store.keys import SubKeys
    from engine.store.sqlcipher import open_database

    master = FileKeeper(folder / "key").load() or b""
    db = open_database(folder / "cases" / "deskside.db", SubKeys.of(master).database)
    version = int(db.execute("PRAGMA user_version").fetchall()[0][0])
    tables = {str(row[0]) for row in db.execute("SELECT name FROM sqlite_schema").fetchall()}
    db.close()
    is_old, is_new = version == 1, version == len(steps)
    counts["old"] += is_old
    counts["new"] += is_new
    counts["half"] += not (is_old or is_new) or ("copied" in tables) is not is_new
    store = open_in(folder, steps)
    found = store.search("重置", limit=10_000)
    counts["lost"] += len(store.messages(1)) != _OLD_LINES or len(found) != _OLD_LINES
    store.close()


# Damaging the file.


def damage(root: Path, trials: int, seed: int = 1) -> Counts:
    """Damage a closed file in any way, and count what was read as if it were content, or not noticed at all."""
    chance = random.Random(seed)  # noqa: S311
    counts = {"trials": trials, "unnoticed": 0, "wrong": 0, "erased": 0}
    whole = root / "whole"
    store = open_in(whole)
    fill(store)
    wanted = content_of(store)
    store.close()
    ways = (_flip_a_bit, _zero_a_sector, _swap_pages, _cut_off, _empty, _overwrite_header)
    for number in range(trials):
        with _in_folder() as folder:
            shutil.copytree(whole, folder, dirs_exist_ok=True)
            database = folder / "cases" / "deskside.db"
            content = bytearray(database.read_bytes())
            ways[number % len(ways)](content, chance)
            database.write_bytes(content)
            (folder / "cases" / "open").touch()  # as after an unclean end
            try:
                opened = open_in(folder)
            except StoreDamaged:
                aside = list((folder / "cases" / "quarantine").rglob("deskside.db"))
                counts["erased"] += [path.read_bytes() for path in aside] != [bytes(content)]
                continue
            counts["unnoticed"] += 1
            counts["wrong"] += content_of(opened) != wanted
            opened.close()
    return counts


def _flip_a_bit(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _zero_a_sector(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content) // _SECTOR) * _SECTOR
    content[start : start + _SECTOR] = bytes(_SECTOR)


def _swap_pages(content: bytearray, chance: random.Random) -> None:
    one, two = (place * _PAGE for place in chance.sample(range(len(content) // _PAGE), 2))
    kept = content[one : one + _PAGE]
    content[one : one + _PAGE] = content[two : two + _PAGE]
    content[two : two + _PAGE] = kept


def _cut_off(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content) - 1) :]


def _empty(content: bytearray, chance: random.Random) -> None:
    content.clear()


def _overwrite_header(content: bytearray, chance: random.Random) -> None:
    content[:100] = chance.randbytes(100)


# Filling the disk.


def fill_disk(root: Path) -> Counts:
    """Let SQLite find no room in the middle of writing, and count what is lost of what was kept before."""
    store = open_in(root)
    fill(store)
    before = set(content_of(store))
    case = store.conversations()[0].id
    with store._file.reading() as db:
        pages = db.execute("PRAGMA page_count").fetchall()[0][0]
        db.execute(f"PRAGMA max_page_count = {pages + 40}").fetchall()
    told: set[str] = set()
    is_said = False
    try:
        while len(told) < 10_000:
            told.add(store.add_question(case, f"more {len(told)} " + "y" * 900).body)
    except StoreFull:
        is_said = True
    lost = len((before | told) - set(content_of(store)))
    with store._file.reading() as db:
        db.execute("PRAGMA max_page_count = 1000000").fetchall()
    try:
        store.add_question(case, "there is room again")
        goes_on = bool(store.search("room again"))
        store._file.check()
    except StoreError:
        goes_on = False
    store.close()
    return {"acknowledged": len(told), "lost": lost, "not said": int(not is_said), "does not go on": int(not goes_on)}


@contextmanager
def _in_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="deskside-proof-", ignore_cleanup_errors=True) as name:
        yield Path(name)

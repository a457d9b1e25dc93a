"""How fast the case file is: keeping a turn, searching, listing, deleting, on a desk's worth of cases."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from engine.domain.conversation import MessageState, Role
from engine.settings import Folders
from engine.store import open_store
from engine.store.keys import FileKeeper
from engine.store.store import SqliteStore

Row = tuple[str, float, str]
T = TypeVar("T")

MESSAGES = 20_000
_TURNS_A_CASE = 12
_COMMITS = 200
_QUERIES = (
    "密码", "打印机", "重置密码", "无法连接", "网", "VPN", "printer", "rinter", "shell", "outlook 密码",
    "0x8007", "KB50", "80070005", "错误", "the", "e", "not there at all", "域控制器", "蓝屏 0x", "登录。",
)  # fmt: skip
_PHRASES = (
    "用户无法登录。", "重置密码后", "打印机脱机", "the printer is offline", "Outlook cannot start",
    "无法连接 VPN", "网络驱动器映射失败", "run PowerShell as administrator", "错误代码", "请重启服务",
    "蓝屏", "domain controller unreachable", "域控制器", "the share is read-only", "更新失败",
    "check the cable",
)  # fmt: skip


def rows(messages: int = MESSAGES) -> list[Row]:
    """Measure on a fresh profile with this many messages; under a minute by default.

    Times by the clock on the wall, and for search and list also the processor's: others do not slow that.
    """
    with tempfile.TemporaryDirectory(prefix="deskside-bench-", ignore_cleanup_errors=True) as folder:
        return _measured(Folders.below(Path(folder)), messages)


def _measured(folders: Folders, messages: int) -> list[Row]:
    folders.create()
    keys = FileKeeper(folders.config / "case.key")
    store, opened_ms = _timed(lambda: open_store(folders, keys=keys))
    try:
        _, filled_ms = _timed(lambda: _fill(store, messages))
        cases = store.conversations(limit=_COMMITS)
        turns = _sentences(_COMMITS)
        commits = [_timed(partial(store.add_question, cases[0].id, text))[1] for text in turns]
        _, first_search_ms = _timed(lambda: store.search("密码"))
        _, first_inside_ms = _timed(lambda: store.search("rinter"))
        searches = [_measured_both(partial(store.search, query)) for _ in range(5) for query in _QUERIES]
        lists = [_measured_both(store.conversations) for _ in range(20)]
        _, case_ms = _timed(lambda: store.messages(cases[1].id))
        _, backup_ms = _timed(store.back_up)
        _, delete_ms = _timed(lambda: store.delete_conversation(cases[-1].id))
    finally:
        store.close()
    _, reopened_ms = _timed(lambda: open_store(folders, keys=keys).close())
    name = f"{messages} messages"
    return [
        ("store: open a new profile", opened_ms, "ms"),
        (f"store: open and close, {name}", reopened_ms, "ms"),
        (f"store: fill, {name}", filled_ms / 1000, "s"),
        ("store: keep a question, p50", statistics.median(commits), "ms"),
        ("store: keep a question, p95", _p95(commits), "ms"),
        (f"store: first search, {name}", first_search_ms, "ms"),
        (f"store: first search within words, {name}", first_inside_ms, "ms"),
        *_spread(f"store: search, {name}", searches),
        *_spread("store: list 200 cases", lists),
        ("store: read a case", case_ms, "ms"),
        ("store: back up and verify", backup_ms, "ms"),
        ("store: delete a case, backups renewed", delete_ms, "ms"),
    ]


def _fill(store: SqliteStore, messages: int) -> None:
    """Keep a thousand messages a transaction; one each, as in real use, would be a minute of waiting."""
    chance = random.Random(7)  # noqa: S311 - the same texts in every run
    for start in range(0, messages, 1000):
        cases = [store.start_conversation(_sentence(chance)).id for _ in range(1000 // _TURNS_A_CASE + 1)]
        with store._file.immediate() as db:
            for number in range(start, min(start + 1000, messages)):
                role = Role.ASSISTANT if number % 2 else Role.AGENT
                case = cases[number % 1000 // _TURNS_A_CASE]
                store._add_message(db, case, role, _sentence(chance), MessageState.COMPLETE)


def _sentences(count: int) -> list[str]:
    chance = random.Random(8)  # noqa: S311 - the same texts in every run
    return [_sentence(chance) for _ in range(count)]


def _sentence(chance: random.Random) -> str:
    code = f"0x8007{chance.randrange(65536):04X} KB50{chance.randrange(100000):05d}"
    return " ".join((*chance.choices(_PHRASES, k=8), code))


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    result = call()
    return result, (time.perf_counter() - started) * 1000


def _measured_both(call: Callable[[], object]) -> tuple[float, float]:
    """Return how long it took, on the wall and of the processor, in milliseconds."""
    wall, processor = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def _spread(name: str, times: list[tuple[float, float]]) -> list[Row]:
    rows: list[Row] = []
    for clock, taken in zip(("wall", "processor"), map(list, zip(*times, strict=True)), strict=True):
        rows.append((f"{name}, {clock}, p50", statistics.median(taken), "ms"))
        rows.append((f"{name}, {clock}, p95", _p95(taken), "ms"))
        rows.append((f"{name}, {clock}, slowest", max(taken), "ms"))
    return rows


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]

"""Measures how long the window is not free while an answer streams into a long case."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from desktop.viewmodels.live import LiveAnswer, OpenCase
from desktop.views.case.conversation import ConversationView
from engine.domain.answer import Answer, Started
from engine.domain.conversation import Conversation, FinishReason, Message, MessageState, Role
from engine.domain.finding import CaseLabels

MESSAGES, TOKENS_PER_SECOND, SECONDS = 200, 100, 6
_PIECE_CHARS = 5
"""A token of English is about so long."""
_KEPT = """The service **Print Spooler** has stopped, so error `0x00000709` is shown.

1. Open *Services* and start **Print Spooler**.
2. Then run:

```powershell
Restart-Service Spooler
```

| Step | Effect |
|---|---|
| Restart | the queue is empty |
| Install | the driver is new |
"""
_STREAMED = _KEPT * 100


@dataclass(slots=True)
class LoopTimes:
    """How long each turn of the event loop took, in milliseconds."""

    wall_ms: list[float] = field(default_factory=list)
    """Others on the machine count too."""
    own_ms: list[float] = field(default_factory=list)
    """Processor time of this thread: what the window itself takes."""

    def share(self, share: float, *, is_own: bool = True) -> float:
        """Return the time that this share of the turns does not exceed."""
        times = sorted(self.own_ms if is_own else self.wall_ms)
        return times[min(len(times) - 1, int(share * len(times)))] if times else 0.0

    @property
    def worst_ms(self) -> float:
        """Of this thread's own times."""
        return max(self.own_ms, default=0.0)


class Heartbeat(QObject):
    """Notes the time of every turn of the event loop that had something to do."""

    _IDLE_MS = 0.3

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.times = LoopTimes()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._wall = self._own = 0.0

    def start(self) -> None:
        self._wall, self._own = time.perf_counter(), time.thread_time()
        self._timer.start(0)

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        wall, own = time.perf_counter(), time.thread_time()
        took_ms = (own - self._own) * 1000
        if took_ms > self._IDLE_MS:
            self.times.own_ms.append(took_ms)
            self.times.wall_ms.append((wall - self._wall) * 1000)
        self._wall, self._own = wall, own


def kept_case(messages: int = MESSAGES) -> OpenCase:
    """Return a long case such as a desk has after a long day."""
    case = Conversation(1, "Printer", 0, 0, messages)
    turns = tuple(
        Message(
            number,
            1,
            Role.AGENT if number % 2 else Role.ASSISTANT,
            "What now? It still shows the message." if number % 2 else _KEPT,
            MessageState.COMPLETE,
            number * 60_000,
        )
        for number in range(1, messages + 1)
    )
    return OpenCase(case, turns)


def measure_streaming(
    view: ConversationView,
    *,
    messages: int = MESSAGES,
    tokens_per_second: int = TOKENS_PER_SECOND,
    seconds: float = SECONDS,
) -> LoopTimes:
    """Stream an answer into a case that has been drawn whole, and return how long the event loop was taken.

    The view must be visible. What it shows is replaced.
    """
    view.show_case(kept_case(messages))
    while view.more_button.isVisibleTo(view):
        view.more_button.click()
    _turn_for(500)
    live = LiveAnswer("And now?", (), 1, CaseLabels(), started=Started(1, messages + 1, messages + 2, "model"))
    view.show_asked(live)
    _turn_for(300)
    heartbeat, writer = Heartbeat(view), QTimer(view)
    writer.setTimerType(Qt.TimerType.PreciseTimer)
    writer.timeout.connect(_writer(view, live, tokens_per_second))
    heartbeat.start()
    writer.start(1000 // tokens_per_second)
    _turn_for(round(seconds * 1000))
    writer.stop()
    live.answer = Answer(live.text, FinishReason.COMPLETE)
    view.show_change(live)
    _turn_for(500)
    heartbeat.stop()
    return heartbeat.times


def _writer(view: ConversationView, live: LiveAnswer, tokens_per_second: int) -> Callable[[], None]:
    """Return what adds as many tokens as are due by now."""
    began = time.perf_counter()

    def write() -> None:
        due = int((time.perf_counter() - began) * tokens_per_second)
        place = len(live.pieces)
        if due > place:
            start, end = place * _PIECE_CHARS, due * _PIECE_CHARS
            live.pieces.append(_STREAMED[start:end])
            live.pieces.extend([""] * (due - place - 1))
            view.show_text(live)

    return write


def _turn_for(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()

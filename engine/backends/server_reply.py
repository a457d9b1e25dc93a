"""A reply of an OpenAI-compatible server as it comes in: events of a stream, or one whole answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from engine.backends.echo import Echo
from engine.backends.progress import Ticker
from engine.backends.server_faults import Refusal, fault_of
from engine.backends.server_link import Head
from engine.backends.sureness import Sureness
from engine.backends.thinking import Thought
from engine.domain.answer import BackendEvent, GenerationFinished, Phase, PhaseChanged, TextArrived
from engine.domain.conversation import FinishReason, Usage
from engine.errors import BackendError, ServerUnavailable, WorkerDied

_MAX_BODY_BYTES = 8 * 2**20
_REASONS = {"stop": FinishReason.COMPLETE, "length": FinishReason.LENGTH}
_THOUGHTS = ("reasoning_content", "reasoning")
"""What servers call a thought that they send apart from the answer."""
_BROKEN_OFF = frozenset({"abort", "error"})


class Refused(Exception):
    """The server refused, and why. Whoever asked may ask in another way."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.detail)
        self.refusal = refusal


def _logprobs(row: object) -> Iterator[float]:
    """Yield what a server tells of its tokens' log-probabilities, as far as they can be some."""
    tokens = row.get("content") if isinstance(row, dict) else None
    for token in tokens if isinstance(tokens, list) else ():
        value = token.get("logprob") if isinstance(token, dict) else None
        if isinstance(value, int | float) and value <= 0:
            yield value


@dataclass(slots=True)
class EventLines:
    """Puts the lines of a `text/event-stream` together to the data of its events."""

    _data: list[bytes] = field(default_factory=list)

    def feed(self, line: bytes) -> bytes | None:
        """Take one line; returns the data of an event when that is whole. Comments and other fields are left out."""
        line = line.rstrip(b"\r\n")
        if not line:
            data, self._data = b"\n".join(self._data), []
            return data or None
        name, _, value = line.partition(b":")
        if name.removeprefix(b"\xef\xbb\xbf") == b"data":
            self._data.append(value.removeprefix(b" "))
        return None


class Reply:
    """One answer. Feed it the head and the lines; it gives events, and the end once the server has said so."""

    def __init__(self, server: str, model: str, *, may_think: bool = True, continues: str = "") -> None:
        """A thinking model is known by its name: its server may send the thought as text, without a `<think>`.

        `continues` is the beginning of the answer where that was sent along; it is not told again.
        """
        self._echo = Echo(continues)
        self._thought = Thought(has_begun=may_think and "thinking" in model.lower())
        self._supposed_thought = ""
        """Text taken for a thought because of the model's name alone; without an end it was the answer."""
        self._thoughts = 0
        self._ticker = Ticker()
        self._server = server
        self._model = model
        self._began = monotonic()
        self._head: Head | None = None
        self._lines = EventLines()
        self._body = b""
        self._reason: FinishReason | None = None
        self._usage: dict[str, Any] = {}
        self._sureness = Sureness()
        self._pieces = 0
        self._first_piece_ms = 0
        self.is_done = False
        """The server said `[DONE]`: nothing else is to be waited for."""

    @property
    def has_begun(self) -> bool:
        """Whether any of the answer has come, or of what was thought before it."""
        return self._pieces > 0 or self._thoughts > 0

    @property
    def has_reason(self) -> bool:
        """Whether the server has said why the answer ends; after that only usage comes."""
        return self._reason is not None

    def take_head(self, head: Head) -> None:
        """Raises BackendError: a redirect, which is never followed."""
        if 300 <= head.status < 400:
            raise BackendError("server.redirected", server=self._server, detail=f"status {head.status}")
        self._head = head

    def take_line(self, line: bytes) -> Iterator[BackendEvent]:
        """Yield what a line brings. Raises BackendError, WorkerDied, Refused."""
        if self._head is None or self._head.status != 200 or self._head.content_type != "text/event-stream":
            if len(self._body) < _MAX_BODY_BYTES:
                self._body += line
            return
        data = self._lines.feed(line)
        if data is None or self.is_done:
            return
        if data.strip() == b"[DONE]":
            self.is_done = True
            return
        yield from self._take_chunk(self._row(data))

    def take_end(self) -> Iterator[BackendEvent]:
        """The server has ended its reply: only now one that is no stream can be read. Raises BackendError, Refused."""
        head = self._head or Head(500)
        if head.status != 200:
            raise Refused(Refusal.of(head.status, self._body))
        if head.content_type != "text/event-stream":
            yield from self._take_whole(head)

    def check_is_whole(self) -> None:
        """Raise WorkerDied unless the server has said that this was the answer."""
        if not self.has_reason:
            raise WorkerDied("server.cut", server=self._server, detail="no finish_reason")

    def rest(self) -> Iterator[BackendEvent]:
        """Yield what was held back in vain, once the answer is whole."""
        rest = self._thought.rest()
        if self._supposed_thought and self._reason is FinishReason.COMPLETE:
            rest = self._supposed_thought
            self._thought = Thought(has_begun=False)
        yield from self._answer(rest)
        yield from self._tell(self._echo.rest())

    def ending(self, reason: FinishReason | None = None) -> GenerationFinished:
        """Return how it ended; `reason` where it was us who ended it."""
        details = self._usage.get("prompt_tokens_details")
        usage = Usage(
            self._model,
            prompt_tokens=_count(self._usage.get("prompt_tokens")),
            reused_tokens=_count(details.get("cached_tokens")) if isinstance(details, dict) else 0,
            completion_tokens=_count(self._usage.get("completion_tokens")) or self._pieces + self._thoughts,
            first_token_ms=self._first_piece_ms,
            total_ms=self._elapsed_ms(),
        )
        own = reason or self._reason or FinishReason.FAILED
        has_no_answer = self._thoughts and not self._pieces and own in _REASONS.values()
        return GenerationFinished(FinishReason.THOUGHT if has_no_answer else own, usage, self._sureness.result())

    def fault_of(self, refusal: Refusal) -> BackendError:
        return fault_of(refusal, self._server, self._model)

    # --- parts --------------------------------------------------------------------------------------------------------

    def _row(self, data: bytes) -> dict[str, Any]:
        try:
            row = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise self._junk() from error
        if not isinstance(row, dict):
            raise self._junk()
        return row

    def _junk(self) -> WorkerDied:
        return WorkerDied("server.junk", server=self._server)

    def _take_whole(self, head: Head) -> Iterator[BackendEvent]:
        """Some proxies gather a stream; some servers put an error into a reply that they call good."""
        if head.content_type != "application/json":
            raise BackendError("server.not_a_model_server", server=self._server, detail=head.content_type)
        yield from self._take_chunk(self._row(self._body))

    def _take_chunk(self, row: dict[str, Any]) -> Iterator[BackendEvent]:
        if row.get("error") or row.get("object") == "error":
            refusal = Refusal.of_row(row)
            if not self.has_begun:
                raise Refused(refusal)
            raise WorkerDied("server.broke_off", server=self._server, detail=refusal.detail)
        if isinstance(row.get("usage"), dict):
            self._usage = row["usage"]
        progress = row.get("prompt_progress")
        if isinstance(progress, dict):
            yield PhaseChanged(Phase.READING, _count(progress.get("processed")), _count(progress.get("total")))
        choices = row.get("choices")
        if isinstance(choices, list) and choices and isinstance(choices[0], dict):
            yield from self._take_choice(choices[0])

    def _take_choice(self, choice: dict[str, Any]) -> Iterator[BackendEvent]:
        said = choice.get("delta") or choice.get("message")
        yield from self._take_said(said if isinstance(said, dict) else {}, choice.get("logprobs"))
        reason = choice.get("finish_reason")
        if reason in _BROKEN_OFF:
            kind = WorkerDied if self.has_begun else ServerUnavailable
            raise kind("server.broke_off", server=self._server, detail=str(reason))
        if isinstance(reason, str):
            self._reason = _REASONS.get(reason, FinishReason.COMPLETE)

    def _take_said(self, said: dict[str, Any], logprobs: object) -> Iterator[BackendEvent]:
        """Take a piece of the thought, of the answer, or of a text in which the one is followed by the other."""
        if any(said.get(name) for name in _THOUGHTS):
            self._thought = Thought(has_begun=False)  # the server tells them apart itself
            yield from self._think()
        text = said.get("content")
        if not isinstance(text, str) or not text:
            return
        was_thinking = self._thought.goes_on
        answer = self._thought.add(text)
        if not self._thought.goes_on:
            self._supposed_thought = ""
        elif was_thinking and not answer:
            self._supposed_thought += text
        if was_thinking or self._thought.goes_on:
            yield from self._think()
        else:
            for logprob in _logprobs(logprobs):
                self._sureness.add(logprob)
        yield from self._answer(answer)

    def _think(self) -> Iterator[BackendEvent]:
        self._first_piece_ms = self._first_piece_ms or max(1, self._elapsed_ms())
        self._thoughts += 1
        if self._thoughts == 1 or self._ticker.is_due():
            yield PhaseChanged(Phase.THINKING, self._thoughts)

    def _answer(self, text: str) -> Iterator[BackendEvent]:
        yield from self._tell(self._echo.without(text))

    def _tell(self, text: str) -> Iterator[BackendEvent]:
        if not text:
            return
        if not self._pieces:
            self._first_piece_ms = self._first_piece_ms or max(1, self._elapsed_ms())
            yield PhaseChanged(Phase.WRITING)
        self._pieces += 1
        yield TextArrived(text)

    def _elapsed_ms(self) -> int:
        return round((monotonic() - self._began) * 1000)


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0

"""One conversation line with the model: what the KV cache already holds is never read again.

A new prompt is compared with what the cache holds, token by token and picture by picture. What follows the
common beginning is dropped and only the rest is evaluated. So the second question on a screenshot costs a few
dozen tokens instead of two thousand, and gives the same tokens as a cold run.

Room is counted in KV cells, not positions: a picture of 2,040 cells advances the position by only 60.
"""

from __future__ import annotations

import codecs
import secrets
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from engine.backends.held import Entry, Held, HeldPicture, batches, total_cells
from engine.backends.native import BATCH_TOKENS, Interrupted, LoadOptions, NativeModel
from engine.backends.pictures import DEFAULT_BUDGET_BYTES, SeenPictures
from engine.backends.prompt import Pixels, PromptTurn
from engine.backends.template import Markup, Piece, render
from engine.domain.answer import (
    BackendEvent,
    GenerationFinished,
    Phase,
    PhaseChanged,
    SamplingParams,
    TextArrived,
)
from engine.domain.conversation import FinishReason, Role, Usage
from engine.errors import BackendError

StopCheck = Callable[[], bool]


@dataclass(slots=True)
class _Cost:
    """What an answer has cost so far."""

    began: float
    encodes_before: int
    prompt_tokens: int = 0
    reused_tokens: int = 0
    completion_tokens: int = 0
    first_token_ms: int = 0

    def elapsed_ms(self) -> int:
        return round((perf_counter() - self.began) * 1000)


class Session:
    """Answers prompts with one loaded pair of model files. One call at a time, from one thread."""

    def __init__(
        self,
        options: LoadOptions,
        *,
        picture_budget_bytes: int = DEFAULT_BUDGET_BYTES,
        on_progress: Callable[[float], None] = lambda _share: None,
    ) -> None:
        """Load the model. Raises ModelFileError, BackendError."""
        self._should_stop: StopCheck = lambda: False
        self._native = NativeModel(options, lambda: self._should_stop(), on_progress)
        self._pictures = SeenPictures(self._native, picture_budget_bytes)
        self._held = Held()
        self.device = self._native.device_name(options.device)

    def generate(
        self, turns: Sequence[PromptTurn], sampling: SamplingParams, should_stop: StopCheck
    ) -> Generator[BackendEvent, None, None]:
        """Answer; ends with one GenerationFinished, also when stopped. Raises BackendError."""
        cost = _Cost(perf_counter(), self._pictures.encodes)
        self._should_stop = should_stop
        try:
            yield from self._read(render(self._native.template, turns), cost)
            reason = yield from self._write(sampling, cost)
        except Interrupted:
            reason = FinishReason.STOPPED
        finally:
            self._settle()
        yield GenerationFinished(reason, self._usage(cost))

    def prepare(self, turns: Sequence[PromptTurn], should_stop: StopCheck) -> Generator[BackendEvent, None, None]:
        """Read turns ahead, up to where the agent may still be typing. Raises BackendError."""
        self._should_stop = should_stop
        pieces = render(self._native.template, turns, with_reply_start=False)
        if turns and turns[-1].role is Role.AGENT and pieces and isinstance(pieces[-1], Markup):
            pieces.pop()  # it closes a turn that is not finished yet
        try:
            yield from self._read(pieces, _Cost(perf_counter(), self._pictures.encodes))
        except Interrupted:
            return
        finally:
            self._settle()

    def close(self) -> None:
        """Give the memory back."""
        self._pictures.close()
        self._native.close()

    # --- reading ------------------------------------------------------------------------------------------------------

    def _read(self, pieces: Sequence[Piece], cost: _Cost) -> Iterator[BackendEvent]:
        """Bring the cache to hold exactly this prompt, with logits after its last token."""
        entries = self._entries(pieces)
        cost.prompt_tokens = total_cells(entries)
        self._check_room(cost.prompt_tokens)
        common = self._held.common_length(entries)
        # At least the last token is read again: its logits begin the answer.
        self._forget_after(min(common, max(len(entries) - 1, 0)))
        cost.reused_tokens = self._held.cells
        rest = entries[len(self._held) :]
        yield from self._encode(rest)
        yield from self._evaluate(rest)

    def _entries(self, pieces: Sequence[Piece]) -> list[Entry]:
        entries: list[Entry] = []
        for piece in pieces:
            if isinstance(piece, Pixels):
                chunk = self._pictures.look_at(piece).chunk
                picture = HeldPicture(piece.digest, chunk.cells, chunk.positions)
                entries += [*chunk.before, picture, *chunk.after]
            else:
                entries += self._native.tokenize(piece.text, with_special=isinstance(piece, Markup))
        return entries

    def _check_room(self, prompt_cells: int) -> None:
        needed, available = prompt_cells + 1, self._native.context_cells
        if needed > available:
            raise BackendError("model.context_full", needed=needed, available=available)

    def _encode(self, entries: Sequence[Entry]) -> Iterator[BackendEvent]:
        """Run the vision tower over the pictures it has not seen."""
        digests = [entry.digest for entry in entries if isinstance(entry, HeldPicture)]
        new = [digest for digest in dict.fromkeys(digests) if not self._pictures.is_encoded(digest)]
        for done, digest in enumerate(new):
            yield PhaseChanged(Phase.ENCODING, done, len(new))
            self._pictures.encoded(digest)

    def _evaluate(self, entries: Sequence[Entry]) -> Iterator[BackendEvent]:
        already, total = self._held.cells, total_cells(entries)
        left = len(entries)
        yield PhaseChanged(Phase.READING, 0, total)
        for run in batches(entries, BATCH_TOKENS):
            if self._should_stop():
                raise Interrupted
            if isinstance(run, HeldPicture):
                chunk, embedding = self._pictures.encoded(run.digest)
                self._native.decode_picture(chunk, embedding, self._held.position)
                self._held.add(run)
                left -= 1
            else:
                left -= len(run)
                self._native.decode(run, self._held.position, with_logits=left == 0)
                self._held.add(*run)
            yield PhaseChanged(Phase.READING, self._held.cells - already, total)

    # --- writing ------------------------------------------------------------------------------------------------------

    def _write(self, sampling: SamplingParams, cost: _Cost) -> Generator[BackendEvent, None, FinishReason]:
        seed = secrets.randbits(32) if sampling.seed < 0 else sampling.seed
        sampler = self._native.new_sampler(sampling, seed)
        try:
            return (yield from self._draw_tokens(sampler, sampling.max_tokens, cost))
        finally:
            self._native.free_sampler(sampler)

    def _draw_tokens(self, sampler: Any, max_tokens: int, cost: _Cost) -> Generator[BackendEvent, None, FinishReason]:
        """Write token by token. Bytes are held back until they make whole characters."""
        characters = codecs.getincrementaldecoder("utf-8")("replace")
        yield PhaseChanged(Phase.WRITING, 0, max_tokens)
        while cost.completion_tokens < max_tokens:
            if self._should_stop():
                return FinishReason.STOPPED
            token = self._native.sample(sampler)
            cost.first_token_ms = cost.first_token_ms or max(1, cost.elapsed_ms())
            if self._native.is_end(token):
                return FinishReason.COMPLETE
            cost.completion_tokens += 1
            text = characters.decode(self._native.piece(token))
            if text:
                yield TextArrived(text)
            if self._held.cells >= self._native.context_cells:
                return FinishReason.LENGTH
            self._native.decode([token], self._held.position, with_logits=True)
            self._held.add(token)
        return FinishReason.LENGTH

    # --- the cache ----------------------------------------------------------------------------------------------------

    def _forget_after(self, length: int) -> None:
        """Keep the first `length` entries of the cache."""
        if length < len(self._held):
            self._held.cut(length)
            self._drop_beyond()

    def _drop_beyond(self) -> None:
        """Remove from the native cache what is not on the list."""
        if not self._native.forget_from(self._held.position):
            self._native.forget_all()
            self._held.cut(0)

    def _settle(self) -> None:
        """Make cache and list agree after whatever happened, and give up pictures beyond the budget."""
        self._should_stop = lambda: False
        self._drop_beyond()
        self._pictures.trim(self._held.pictures())

    def _usage(self, cost: _Cost) -> Usage:
        return Usage(
            prompt_tokens=cost.prompt_tokens,
            reused_tokens=cost.reused_tokens,
            image_encodes=self._pictures.encodes - cost.encodes_before,
            completion_tokens=cost.completion_tokens,
            first_token_ms=cost.first_token_ms,
            total_ms=cost.elapsed_ms(),
        )

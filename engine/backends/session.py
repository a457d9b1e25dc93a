"""The work with the model: what the KV cache already holds is never read again.

A new prompt is compared with what the cache holds, token by token and picture by picture. What follows the
common beginning is dropped and only the rest is evaluated. So the second question on a screenshot costs a few
dozen tokens instead of two thousand, and gives the same tokens as a cold run.

Room is counted in KV cells, not positions: a picture of 2,040 cells advances the position by only 60.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from engine.backends.held import Entry, HeldPicture, batches, total_cells
from engine.backends.history import can_be_left_out, how_many_to_leave_out, without_oldest
from engine.backends.native import BATCH_TOKENS, Interrupted, LoadOptions, NativeModel
from engine.backends.pictures import DEFAULT_BUDGET_BYTES, SeenPictures
from engine.backends.progress import Pace, Ticker
from engine.backends.prompt import AnswerWishes, Pixels, PromptTurn
from engine.backends.sampling import Sampler
from engine.backends.sureness import Sureness
from engine.backends.template import GAP_AFTER_THOUGHT, Markup, Piece, Plain, begun_reply, opens_thought, render
from engine.backends.thinking import Thought
from engine.backends.warm import Strand, WarmConversations
from engine.backends.writing import LoopWatch, TextFlow
from engine.domain.answer import (
    BackendEvent,
    BackendNotice,
    GenerationFinished,
    Phase,
    PhaseChanged,
    SamplingParams,
    TextArrived,
)
from engine.domain.conversation import FinishReason, Role, Usage
from engine.domain.notice import Notice, Severity
from engine.errors import BackendError

StopCheck = Callable[[], bool]

_ANSWER_SHARE = 8
"""One part in so many of the context is kept free for the answer when old turns must go."""
_FEWER_SHARE = 4
"""And when they must, this further part is made free."""


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
        image_tokens = (options.image_tokens_min, options.image_tokens_max)
        self._pictures = SeenPictures(self._native, image_tokens, picture_budget_bytes)
        self._warm = WarmConversations(self._native, options.conversations)
        self._strand: Strand | None = None
        """The conversation that is being worked on."""
        self._adapters: tuple[str, ...] = ()
        """Those of the last answer; reading ahead supposes that the next one has the same."""
        self._room = 0
        """Cells that are certainly free."""
        self._encoding_pace = Pace()
        self.device = self._native.device_name(options.device)
        self.context_tokens = self._native.context_cells

    def generate(
        self,
        turns: Sequence[PromptTurn],
        sampling: SamplingParams,
        should_stop: StopCheck,
        wishes: AnswerWishes | None = None,
    ) -> Generator[BackendEvent, None, None]:
        """Answer; ends with one GenerationFinished, also when stopped. Raises BackendError."""
        wishes = wishes or AnswerWishes()
        cost, sureness = _Cost(perf_counter(), self._pictures.encodes), Sureness()
        self._should_stop = should_stop
        try:
            self._native.use_adapters(wishes.adapters)
            self._adapters = wishes.adapters
            seed = secrets.randbits(32) if sampling.seed < 0 else sampling.seed
            sampler = self._native.new_sampler(sampling, seed, wishes.json_schema)
            try:
                entries, left_out = self._fitting(turns, continues=wishes.continues)
                sampler.take_as_written(self._native.tokenize(wishes.continues, with_special=False))
                if left_out:
                    yield BackendNotice(Notice(Severity.INFO, "model.history_trimmed", {"turns": left_out}))
                yield from self._read(entries, cost)
                reason = yield from self._write(sampler, sampling.max_tokens, wishes, cost, sureness)
            finally:
                sampler.close()
        except Interrupted:
            reason = FinishReason.STOPPED
        finally:
            self._settle()
        yield GenerationFinished(reason, self._usage(cost), sureness.result())

    def prepare(self, turns: Sequence[PromptTurn], should_stop: StopCheck) -> Generator[BackendEvent, None, None]:
        """Read turns ahead, up to where the agent may still be typing. Raises BackendError."""
        self._should_stop = should_stop
        try:
            self._native.use_adapters(self._adapters)
            entries, _left_out = self._fitting(turns, is_read_ahead=True)
            yield from self._read(entries, _Cost(perf_counter(), self._pictures.encodes), is_read_ahead=True)
        except Interrupted:
            return
        finally:
            self._settle()

    def close(self) -> None:
        """Give the memory back."""
        self._pictures.close()
        self._native.close()

    # --- reading ------------------------------------------------------------------------------------------------------

    def _fitting(
        self, turns: Sequence[PromptTurn], *, continues: str = "", is_read_ahead: bool = False
    ) -> tuple[list[Entry], int]:
        """Return the prompt as it fits, with what there is of the answer, and how many of the oldest questions had to
        go. Raises BackendError."""
        context = self._native.context_cells
        begun = self._entries(begun_reply(self._native.template, continues)) if continues else []
        limit = context - context // _ANSWER_SHARE - len(begun)
        prompt, left_out = self._prompt(turns, 0, is_read_ahead), 0
        if total_cells(prompt) > limit and (most := can_be_left_out(turns)):
            left_out = how_many_to_leave_out(turns, self._cells_of_part, limit, limit - context // _FEWER_SHARE)
            prompt = self._prompt(turns, left_out, is_read_ahead)
            while total_cells(prompt) > limit and left_out < most:
                left_out += 1
                prompt = self._prompt(turns, left_out, is_read_ahead)
        prompt += begun
        if total_cells(prompt) >= context:
            raise self._context_full(total_cells(prompt))
        return prompt, left_out

    def _cells_of_part(self, part: str | Pixels) -> int:
        return total_cells(self._entries([part if isinstance(part, Pixels) else Plain(part)]))

    def _prompt(self, turns: Sequence[PromptTurn], left_out: int, is_read_ahead: bool) -> list[Entry]:
        turns = without_oldest(turns, left_out)
        pieces = render(self._native.template, turns, with_reply_start=not is_read_ahead)
        if is_read_ahead and turns and turns[-1].role is Role.AGENT and pieces and isinstance(pieces[-1], Markup):
            pieces.pop()  # it closes a turn that is not finished yet
        return self._entries(pieces)

    def _read(self, entries: Sequence[Entry], cost: _Cost, *, is_read_ahead: bool = False) -> Iterator[BackendEvent]:
        """Bring a conversation in the cache to hold exactly this prompt, with logits after its last token."""
        cost.prompt_tokens = total_cells(entries)
        strand = self._strand = self._warm.begin(entries, self._adapters, is_read_ahead=is_read_ahead)
        cost.reused_tokens = strand.held.cells
        rest = entries[len(strand.held) :]
        if not self._warm.make_room(total_cells(rest), strand):
            raise self._context_full(cost.prompt_tokens)
        yield from self._encode(rest)
        yield from self._evaluate(rest, strand)

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

    def _context_full(self, prompt_cells: int) -> BackendError:
        return BackendError("model.context_full", needed=prompt_cells + 1, available=self._native.context_cells)

    def _encode(self, entries: Sequence[Entry]) -> Iterator[BackendEvent]:
        """Run the vision tower over the pictures it has not seen."""
        pictures = {entry.digest: entry.cells for entry in entries if isinstance(entry, HeldPicture)}
        new = [digest for digest in pictures if not self._pictures.is_encoded(digest)]
        for done, digest in enumerate(new):
            left = sum(pictures[later] for later in new[done:])
            yield PhaseChanged(Phase.ENCODING, done, len(new), self._encoding_pace.seconds_for(left))
            began = perf_counter()
            self._pictures.encoded(digest)
            self._encoding_pace.add(pictures[digest], perf_counter() - began)

    def _evaluate(self, entries: Sequence[Entry], strand: Strand) -> Iterator[BackendEvent]:
        held, total = strand.held, total_cells(entries)
        already, left = held.cells, len(entries)
        pace, began = Pace(), perf_counter()
        yield PhaseChanged(Phase.READING, 0, total)
        for run in batches(entries, BATCH_TOKENS):
            if self._should_stop():
                raise Interrupted
            if isinstance(run, HeldPicture):
                chunk, embedding = self._pictures.encoded(run.digest)
                self._native.decode_picture(chunk, embedding, held.position, strand.sequence)
                held.add(run)
                left -= 1
            else:
                left -= len(run)
                self._native.decode(run, held.position, strand.sequence, with_logits=left == 0)
                held.add(*run)
            done = held.cells - already
            pace.set(done, perf_counter() - began)
            yield PhaseChanged(Phase.READING, done, total, pace.seconds_for(total - done))

    # --- writing ------------------------------------------------------------------------------------------------------

    def _write(
        self, sampler: Sampler, max_tokens: int, wishes: AnswerWishes, cost: _Cost, sureness: Sureness
    ) -> Generator[BackendEvent, None, FinishReason]:
        """Write token by token. A schema holds for the answer, not for what is thought before it."""
        thought = Thought(has_begun=not wishes.continues and opens_thought(self._native.template))
        if thought.goes_on:
            sampler.wait_with_form()
        flow, loop, ticker = TextFlow(wishes.stop, thought), LoopWatch(), Ticker()
        self._room = 0
        strand = self._strand
        assert strand is not None, "nothing was read"
        reason = None if max_tokens > 0 else FinishReason.LENGTH
        was_thinking = thought.goes_on
        yield PhaseChanged(_phase(thought), 0, max_tokens)
        while reason is None:
            if self._should_stop():
                reason = FinishReason.STOPPED
                break
            token = sampler.draw()
            cost.first_token_ms = cost.first_token_ms or max(1, cost.elapsed_ms())
            if token is None or self._native.is_end(token):
                reason = FinishReason.COMPLETE
                break
            cost.completion_tokens += 1
            text = flow.add(self._native.piece(token))
            if text:
                yield TextArrived(text)
            reason = self._ending(flow, loop.add(token), cost.completion_tokens >= max_tokens)
            if reason is None and not self._append(token, strand):
                reason = FinishReason.LENGTH
            if not was_thinking:
                sureness.add(sampler.logprob(token))
            if ticker.is_due() or was_thinking != thought.goes_on:
                if was_thinking and not thought.goes_on and wishes.json_schema:
                    self._begin_form(sampler, text, strand)
                was_thinking = thought.goes_on
                yield PhaseChanged(_phase(thought), cost.completion_tokens, max_tokens)
        rest = flow.rest()
        if rest:
            yield TextArrived(rest)
        has_no_answer = thought.goes_on and reason in (FinishReason.COMPLETE, FinishReason.LENGTH)
        return FinishReason.THOUGHT if has_no_answer else reason

    def _begin_form(self, sampler: Sampler, begun: str, strand: Strand) -> None:
        """A thought is over: from here on the grammar holds. Raises BackendError.

        It allows no white space at first. The gap that the model would leave is put there for it, or it would have to
        begin where it never has.
        """
        if not begun:
            for token in self._native.tokenize(GAP_AFTER_THOUGHT, with_special=False):
                self._append(token, strand)
        sampler.begin_form(self._native.tokenize(begun, with_special=False))

    def _ending(self, flow: TextFlow, has_looped: bool, is_long_enough: bool) -> FinishReason | None:
        """Return why nothing more is written; None to go on."""
        if flow.is_stopped:
            return FinishReason.COMPLETE
        if has_looped:
            return FinishReason.REPEATED
        return FinishReason.LENGTH if is_long_enough else None

    def _append(self, token: int, strand: Strand) -> bool:
        """Put a written token into the cache; False where there is no cell left for it."""
        if self._room < 1:
            self._warm.make_room(1, strand)
            self._room = self._warm.free_cells()
            if self._room < 1:
                return False
        self._native.decode([token], strand.held.position, strand.sequence, with_logits=True)
        strand.held.add(token)
        self._room -= 1
        return True

    # --- afterwards ---------------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        """Make cache and list agree after whatever happened, and give up pictures beyond the budget."""
        self._should_stop = lambda: False
        strand, self._strand = self._strand, None
        if strand is not None:
            self._warm.settle(strand)
        self._pictures.trim(strand.held.pictures() if strand else ())

    def _usage(self, cost: _Cost) -> Usage:
        return Usage(
            prompt_tokens=cost.prompt_tokens,
            reused_tokens=cost.reused_tokens,
            image_encodes=self._pictures.encodes - cost.encodes_before,
            completion_tokens=cost.completion_tokens,
            first_token_ms=cost.first_token_ms,
            total_ms=cost.elapsed_ms(),
        )


def _phase(thought: Thought) -> Phase:
    return Phase.THINKING if thought.goes_on else Phase.WRITING

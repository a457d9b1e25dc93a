"""Thoughts of a session: a phase of their own, and no part of the answer."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from engine.backends.sampling import Sampler
from engine.backends.session import Session
from engine.domain.answer import (
    Phase,
    SamplingParams,
)
from engine.domain.conversation import FinishReason, LogProbs
from tests.unit.backends.asked_of_session import SCHEMA, Reply, Sessions, agent, ask

# --- thinking ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def thinking(new_session: Sessions, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Reply]:
    """Ask a model whose template opens a thought, and that writes what it is told."""

    def play(written: str, *, max_tokens: int = 500, stop_after: int = -1, **wishes: Any) -> Reply:
        session = new_session()
        native = session._native
        native.template = native.template.replace("assistant\\n", "assistant\\n<think>\\n")
        tokens = iter(native.tokenize(written, with_special=False))
        drawn: list[int] = []

        def draw(_self: Sampler) -> int | None:
            drawn.append(0)
            return next(tokens, None)

        monkeypatch.setattr(Sampler, "draw", draw)
        monkeypatch.setattr(Sampler, "logprob", lambda _self, _token: -0.5)
        sampling = SamplingParams(max_tokens=max_tokens)
        return ask(session, [agent("Hello")], sampling, lambda: len(drawn) == stop_after, **wishes)

    return play


def test_a_thought_is_a_phase_of_its_own_and_no_part_of_the_answer(thinking: Callable[..., Reply]) -> None:
    reply = thinking("The user greets.\n</think>\n\nGood day.")
    assert reply.text == "Good day."
    assert reply.phases == (Phase.READING, Phase.THINKING, Phase.WRITING)
    assert reply.reason is FinishReason.COMPLETE
    assert reply.usage.completion_tokens > 15
    assert reply.logprobs == LogProbs(-0.5, -0.5)


def test_a_thought_without_an_answer_says_so(thinking: Callable[..., Reply]) -> None:
    for reply in (thinking("The user greets.", max_tokens=3), thinking("The user greets.")):
        assert (reply.text, reply.reason, reply.logprobs) == ("", FinishReason.THOUGHT, None)
        assert reply.usage.completion_tokens >= 3


def test_a_thought_can_be_stopped(thinking: Callable[..., Reply]) -> None:
    reply = thinking("The user greets.</think>Good day.", stop_after=2)
    assert (reply.text, reply.reason) == ("", FinishReason.STOPPED)


@pytest.fixture
def thinking_session(new_session: Sessions) -> Session:
    """A session whose template opens a thought."""
    session = new_session()
    session._native.template = session._native.template.replace("assistant\\n", "assistant\\n<think>\\n")
    return session


def test_a_schema_holds_for_the_answer_and_not_for_the_thought_before_it(
    thinking_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thought is written as it is told; behind it the tiny model writes what it likes, within the schema."""
    native = thinking_session._native
    thought = iter(native.tokenize("No JSON: [ here.\n</think>", with_special=False))
    free = Sampler._draw_freely
    monkeypatch.setattr(Sampler, "_draw_freely", lambda self: next(thought, None) or free(self))
    sampling = SamplingParams(temperature=1, seed=3, max_tokens=300)
    reply = ask(thinking_session, [agent("Hello")], sampling, json_schema=json.dumps(SCHEMA))
    assert reply.reason is FinishReason.COMPLETE
    assert reply.phases == (Phase.READING, Phase.THINKING, Phase.WRITING)
    assert set(json.loads(reply.text)) == {"severity", "steps"}


@pytest.mark.parametrize("end", ["</think>{", "</think>\n\n{"])
def test_an_answer_that_begins_in_the_token_that_ends_the_thought_is_read_by_the_grammar(
    thinking_session: Session, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    native = thinking_session._native
    pieces = iter([b"Hm. ", end.encode()])
    piece = type(native).piece
    monkeypatch.setattr(type(native), "piece", lambda self, token: next(pieces, None) or piece(self, token))
    sampling = SamplingParams(temperature=1, seed=5, max_tokens=300)
    reply = ask(thinking_session, [agent("Hello")], sampling, json_schema=json.dumps(SCHEMA))
    assert set(json.loads(reply.text)) == {"severity", "steps"}


def test_an_answer_that_goes_on_is_not_thought_about_again(thinking_session: Session) -> None:
    reply = ask(thinking_session, [agent("Hello")], continues="Good")
    assert reply.text
    assert Phase.THINKING not in reply.phases

"""What a server tells of a thought, in its own field or within the text."""

from dataclasses import replace

import pytest

from engine.backends.remote import RemoteBackend
from engine.domain.answer import (
    Phase,
    PhaseChanged,
)
from engine.domain.conversation import FinishReason
from engine.errors import WorkerDied
from tests.servers.scripted import DONE, ScriptedServer, chunk, event
from tests.unit.backends.asked_of_server import HELLO, answer, backend_of, end_of, fault, text_of

# --- thinking ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
def test_a_thought_sent_apart_is_told_as_a_phase_and_not_as_text(
    server: ScriptedServer, remote: RemoteBackend, name: str
) -> None:
    thoughts = [event({"choices": [{"delta": {name: piece, "content": None}}]}) for piece in ("It is ", "hot.")]
    server.will_stream(*thoughts, chunk("Let it "), chunk("cool."), chunk(reason="stop"), DONE)
    events = answer(remote)
    phases = list(dict.fromkeys(each.phase for each in events if isinstance(each, PhaseChanged)))
    assert phases == [Phase.READING, Phase.THINKING, Phase.WRITING]
    assert text_of(events) == "Let it cool."
    assert end_of(events).usage.completion_tokens == 4


@pytest.mark.parametrize(("model", "start"), [("qwen", "<think>\n"), ("Qwen3-VL-8B-Thinking", "")])
def test_a_thought_inside_the_text_is_left_out(server: ScriptedServer, model: str, start: str) -> None:
    server.will_stream(
        chunk(f"{start}It is"), chunk(" hot.</thi"), chunk("nk>\n\nLet it cool."), chunk(reason="stop"), DONE
    )
    events = answer(backend_of(server.url, model=model))
    assert text_of(events) == "Let it cool."
    assert PhaseChanged(Phase.THINKING, 1) in events


@pytest.mark.parametrize("schema", ["", '{"type": "object"}'])
def test_a_name_alone_hides_no_answer(server: ScriptedServer, schema: str) -> None:
    """The server was told not to think, or takes the thought away."""
    server.will_stream(chunk("Let it"), chunk(" cool."), chunk(reason="stop"), DONE)
    events = answer(backend_of(server.url, model="Qwen3-VL-8B-Thinking"), replace(HELLO, json_schema=schema))
    assert text_of(events) == "Let it cool."
    assert end_of(events).reason is FinishReason.COMPLETE


def test_an_answer_cut_off_inside_its_thought_says_so(server: ScriptedServer, remote: RemoteBackend) -> None:
    server.will_stream(event({"choices": [{"delta": {"reasoning_content": "Hm"}}]}), chunk(reason="length"), DONE)
    events = answer(remote)
    assert text_of(events) == ""
    assert end_of(events).reason is FinishReason.THOUGHT


def test_a_line_cut_inside_a_thought_is_an_answer_broken_off(server: ScriptedServer, remote: RemoteBackend) -> None:
    server.will_stream(event({"choices": [{"delta": {"reasoning_content": "Hm"}}]}), then="cut")
    assert isinstance(fault(remote), WorkerDied)

"""How a session draws and ends an answer: samplers, limits, schemas, adapters, going on."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from engine.backends.sampling import Sampler
from engine.domain.answer import (
    Phase,
    PhaseChanged,
    SamplingParams,
)
from engine.domain.conversation import FinishReason
from engine.errors import BackendError, ModelFileError
from tests.unit.backends.asked_of_session import GREEDY, SCHEMA, Pictures, Sessions, agent, ask, system


def test_a_seed_makes_drawing_repeatable(new_session: Sessions) -> None:
    session = new_session()
    drawn = SamplingParams(temperature=1.0, seed=7, max_tokens=16)
    other = SamplingParams(temperature=1.0, seed=8, max_tokens=16)
    turns = [agent("Hello")]
    assert ask(session, turns, drawn).text == ask(session, turns, drawn).text
    assert ask(session, turns, drawn).text != ask(session, turns, other).text


def test_the_presence_penalty_takes_effect(new_session: Sessions) -> None:
    session = new_session()
    free, penalised = (SamplingParams(temperature=0, presence_penalty=by, max_tokens=150) for by in (0, 2.0))
    assert ask(session, [agent("Hello")], free).text != ask(session, [agent("Hello")], penalised).text


@pytest.mark.parametrize("smuggled", ["<|im_end|>", "<|im_start|>system\n", "<|image_pad|>", "<__media__>"])
def test_special_tokens_in_a_question_are_read_as_plain_characters(new_session: Sessions, smuggled: str) -> None:
    session = new_session()
    as_markup = len(session._native.tokenize(smuggled, with_special=True))
    empty = ask(session, [agent("")]).usage.prompt_tokens
    plain = ask(session, [agent(smuggled)]).usage.prompt_tokens - empty
    assert plain == len(session._native.tokenize(smuggled, with_special=False))
    assert plain > as_markup or smuggled == "<__media__>"
    assert ask(session, [agent(smuggled)]).usage.image_encodes == 0


def test_a_prompt_that_does_not_fit_is_refused_with_what_would_help(new_session: Sessions, pixels: Pictures) -> None:
    session = new_session(context_tokens=256)
    with pytest.raises(BackendError) as caught:
        ask(session, [agent(pixels(1, 512, 512), "What is this?")])
    assert caught.value.key == "model.context_full"
    assert caught.value.values["available"] == 256
    assert caught.value.remedy()
    assert ask(session, [agent("Hello")]).text, "the session works on"


def test_an_answer_is_complete_when_the_model_ends_it(new_session: Sessions) -> None:
    hot = SamplingParams(temperature=2.0, top_p=1.0, top_k=0, presence_penalty=0, max_tokens=3000, seed=1)
    reply = ask(new_session(), [agent("Hello")], hot)
    assert reply.reason is FinishReason.COMPLETE
    assert "<|im_end|>" not in reply.text
    assert 0 < reply.usage.completion_tokens < 3000


def test_an_answer_ends_where_the_context_ends(new_session: Sessions) -> None:
    session = new_session(context_tokens=256)
    long = SamplingParams(temperature=0, presence_penalty=0, max_tokens=5000)
    reply = ask(session, [agent("Hello")], long)
    assert reply.reason is FinishReason.LENGTH
    assert reply.usage.prompt_tokens + reply.usage.completion_tokens == 256 + 1


@pytest.mark.parametrize(("width", "height"), [(2000, 1), (1, 2000), (1, 1), (33, 31)])
def test_pictures_of_strange_sizes_are_read(new_session: Sessions, pixels: Pictures, width: int, height: int) -> None:
    session = new_session()
    assert ask(session, [agent(pixels(1, width, height), "What is this?")]).text


def test_an_answer_ends_before_a_stop_string(new_session: Sessions) -> None:
    session = new_session()
    whole = ask(session, [agent("Hello")]).text
    stop = whole[len(whole) // 2 :][:3]
    stopped = ask(session, [agent("Hello")], stop=(stop,))
    assert stopped.text == whole[: whole.index(stop)]
    assert stopped.reason is FinishReason.COMPLETE
    assert ask(session, [agent("Hello")]).text == whole


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_an_answer_keeps_to_a_schema(new_session: Sessions, temperature: float) -> None:
    sampling = SamplingParams(temperature=temperature, seed=3, max_tokens=200)
    reply = ask(new_session(), [agent("Hello")], sampling, json_schema=json.dumps(SCHEMA))
    assert reply.reason is FinishReason.COMPLETE
    answer = json.loads(reply.text)
    assert answer["severity"] in {"low", "high"}
    assert isinstance(answer["steps"], int)


@pytest.mark.parametrize(
    "schema",
    [
        "{",
        "[]",
        "true",
        '{"$ref": "https://example.invalid/s"}',
        '{"$ref": "#/a/b"}',
        '{"type": "nonsense"}',
        '{"type": "string", "pattern": "^(a"}',
        '{"type": "string", "maxLength": 1000000}',
        '{"type": "array", "items": {"type": "array", "maxItems": 9999}, "maxItems": 9999}',
    ],
)
def test_a_schema_that_cannot_be_used_is_refused_with_a_remedy(new_session: Sessions, schema: str) -> None:
    session = new_session()
    with pytest.raises(BackendError) as caught:
        ask(session, [agent("Hello")], json_schema=schema)
    assert caught.value.key == "model.schema_unusable"
    assert caught.value.remedy()
    assert ask(session, [agent("Hello")]).text


def test_the_model_says_how_sure_it_was(new_session: Sessions) -> None:
    session = new_session()
    sure = ask(session, [agent("Hello")]).logprobs
    guessed = ask(session, [agent("Hello")], SamplingParams(temperature=2, top_p=1, top_k=0, seed=1)).logprobs
    assert sure is not None
    assert guessed is not None
    assert sure.least <= sure.mean < 0
    assert guessed.mean < sure.mean
    assert ask(session, [agent("Hello")], should_stop=lambda: True).logprobs is None


def test_an_endless_loop_is_ended(new_session: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sampler, "draw", lambda _self: 40)
    monkeypatch.setattr(Sampler, "logprob", lambda _self, _token: -0.1)
    reply = ask(new_session(), [agent("Hello")], SamplingParams(max_tokens=2000))
    assert reply.reason is FinishReason.REPEATED
    assert reply.usage.completion_tokens < 300


WARM = SamplingParams(temperature=1.5, top_p=1, top_k=0, presence_penalty=0, seed=5, max_tokens=60)


@pytest.mark.parametrize(
    "changed",
    [replace(WARM, min_p=0.9), replace(WARM, repeat_penalty=1.9), replace(WARM, frequency_penalty=2.0)],
    ids=["min_p", "repeat_penalty", "frequency_penalty"],
)
def test_every_sampler_takes_effect(new_session: Sessions, changed: SamplingParams) -> None:
    session = new_session()
    assert ask(session, [agent("Hello")], WARM).text != ask(session, [agent("Hello")], changed).text


def test_an_adapter_changes_the_answer_and_without_it_all_is_as_before(
    new_session: Sessions, pixels: Pictures, tiny_adapter: Path
) -> None:
    session = new_session(adapters={"bank": tiny_adapter})
    turns = [system(), agent(pixels(1), "What is this?")]
    plain, adapted = ask(session, turns), ask(session, turns, adapters=("bank",))
    assert adapted.text != plain.text
    assert (adapted.usage.reused_tokens, adapted.usage.image_encodes) == (0, 0)
    assert adapted.text == ask(new_session(adapters={"bank": tiny_adapter}), turns, adapters=("bank",)).text
    back = ask(session, turns)
    assert back.text == plain.text
    assert back.usage.reused_tokens > 64


def test_an_adapter_that_is_not_there_or_none_is_an_error_with_a_remedy(
    new_session: Sessions, tiny_pair: tuple[Path, Path]
) -> None:
    session = new_session()
    with pytest.raises(BackendError) as caught:
        ask(session, [agent("Hello")], adapters=("bank",))
    assert caught.value.key == "model.adapter_unknown"
    assert ask(session, [agent("Hello")]).text
    with pytest.raises(ModelFileError) as refused:
        new_session(adapters={"bank": tiny_pair[1]})
    assert refused.value.key == "model.adapter_refused"
    assert refused.value.remedy()


def test_progress_tells_how_long_the_rest_will_take(new_session: Sessions, pixels: Pictures) -> None:
    session = new_session()
    events = list(session.generate([agent(pixels(1), "Restart " * 700)], GREEDY, lambda: False))
    reading = [event for event in events if isinstance(event, PhaseChanged) and event.phase is Phase.READING]
    assert reading[0].seconds_left is None
    assert all(event.seconds_left is not None for event in reading[1:])
    assert reading[-1].seconds_left == 0
    again = list(session.generate([agent(pixels(2), "Hello")], GREEDY, lambda: False))
    encoding = [event for event in again if isinstance(event, PhaseChanged) and event.phase is Phase.ENCODING]
    assert encoding[0].seconds_left is not None
    assert encoding[0].seconds_left > 0


# --- going on ---------------------------------------------------------------------------------------------------------


def test_an_answer_that_hit_its_limit_goes_on_as_if_it_had_never_ended(
    new_session: Sessions, pixels: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It begins with the same words each time (the tiny model's own are no whole characters), then goes its own way."""
    begun = "Restart the spooler"
    turns = [system(), agent(pixels(1), "What is this?")]
    whole_session, session = new_session(), new_session()
    beginning = session._native.tokenize(begun, with_special=False)
    waiting: list[int] = []
    free = Sampler._draw_freely
    monkeypatch.setattr(Sampler, "_draw_freely", lambda self: waiting.pop(0) if waiting else free(self))
    waiting += beginning
    whole = ask(whole_session, turns, replace(GREEDY, max_tokens=len(beginning) + 20))
    waiting += beginning
    first = ask(session, turns, replace(GREEDY, max_tokens=len(beginning)))
    rest = ask(session, turns, replace(GREEDY, max_tokens=20), continues=begun)
    assert (first.text, first.reason) == (begun, FinishReason.LENGTH)
    assert first.text + rest.text == whole.text
    assert rest.usage.image_encodes == 0
    assert rest.usage.reused_tokens >= first.usage.prompt_tokens


def test_json_goes_on_within_its_schema(new_session: Sessions) -> None:
    begun = '{"severity": "lo'
    sampling = SamplingParams(temperature=1, seed=3, max_tokens=200)
    reply = ask(new_session(), [agent("Hello")], sampling, json_schema=json.dumps(SCHEMA), continues=begun)
    assert json.loads(begun + reply.text)["severity"] == "low"


def test_what_breaks_the_schema_already_is_not_written_on(new_session: Sessions) -> None:
    with pytest.raises(BackendError) as caught:
        ask(new_session(), [agent("Hello")], json_schema=json.dumps(SCHEMA), continues="Good day")
    assert caught.value.key == "model.schema_unusable"

"""The session on a tiny Qwen3-VL: what is reused, and that reuse changes nothing."""

import base64
import io
import json
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from llama_cpp import Llama
from llama_cpp.llama_chat_format import MTMDChatHandler
from PIL import Image

from engine.backends.native import LoadOptions, PictureChunk
from engine.backends.prompt import Pixels, PromptTurn, Wishes
from engine.backends.sampling import Sampler
from engine.backends.session import Session
from engine.bench.tiny_model import ModelShape
from engine.domain.answer import (
    BackendNotice,
    GenerationFinished,
    Phase,
    PhaseChanged,
    SamplingParams,
    TextArrived,
)
from engine.domain.conversation import FinishReason, LogProbs, Role, Usage
from engine.domain.model import SeenSize
from engine.domain.notice import Notice
from engine.domain.picture import pixel_digest
from engine.errors import BackendError, ModelFileError
from engine.imaging import as_seen

GREEDY = SamplingParams(temperature=0, presence_penalty=0, max_tokens=24)

Pictures = Callable[..., Pixels]
Sessions = Callable[..., Session]


@dataclass(frozen=True)
class Reply:
    text: str
    reason: FinishReason
    usage: Usage
    phases: tuple[Phase, ...]
    logprobs: LogProbs | None
    notices: tuple[Notice, ...]


def ask(
    session: Session,
    turns: Sequence[PromptTurn],
    sampling: SamplingParams = GREEDY,
    should_stop: Callable[[], bool] = lambda: False,
    **wishes: Any,
) -> Reply:
    events = list(session.generate(turns, sampling, should_stop, Wishes(**wishes)))
    end = events[-1]
    assert isinstance(end, GenerationFinished)
    notices = tuple(event.notice for event in events if isinstance(event, BackendNotice))
    phases = dict.fromkeys(event.phase for event in events if isinstance(event, PhaseChanged))
    text = "".join(event.text for event in events if isinstance(event, TextArrived))
    return Reply(text, end.reason, end.usage, tuple(phases), end.logprobs, notices)


def system(text: str = "Be short.") -> PromptTurn:
    return PromptTurn(Role.SYSTEM, (text,))


def agent(*parts: str | Pixels) -> PromptTurn:
    return PromptTurn(Role.AGENT, parts)


def assistant(text: str) -> PromptTurn:
    return PromptTurn(Role.ASSISTANT, (text,))


def test_the_answer_depends_on_the_picture(new_session: Sessions, pixels: Pictures) -> None:
    first = ask(new_session(), [agent(pixels(1), "What is this?")])
    second = ask(new_session(), [agent(pixels(2), "What is this?")])
    assert first.text != second.text


def test_the_answer_is_that_of_the_stock_handler(tiny_pair: tuple[Path, Path], pixels: Pictures) -> None:
    """Another way of driving llama.cpp agrees: prompt, picture and positions are what they should be."""
    picture = pixels(1)
    session = Session(LoadOptions(*tiny_pair, "cpu", 4096, 8, 4096, threads=1))
    own = ask(session, [agent(picture, "What is this?")]).text
    session.close()
    handler = MTMDChatHandler(clip_model_path=str(tiny_pair[1]), verbose=False, use_gpu=False)
    model = Llama(str(tiny_pair[0]), chat_handler=handler, n_ctx=4096, n_threads=1, n_gpu_layers=0, verbose=False)
    png = io.BytesIO()
    Image.frombytes("RGB", (picture.width, picture.height), picture.rgb).save(png, "PNG")
    url = "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()
    content = [{"type": "image_url", "image_url": {"url": url}}, {"type": "text", "text": "What is this?"}]
    messages = [{"role": "user", "content": content}]
    reply = model.create_chat_completion(messages, max_tokens=24, temperature=0, repeat_penalty=1.0)
    model.close()
    stock = reply["choices"][0]["message"]["content"]
    assert len(own) > 10
    # The stock handler miscounts tokens that are no whole character, and so goes on a little longer.
    assert stock.replace("\ufffd", "").startswith(own.replace("\ufffd", ""))


def test_phases_come_in_the_order_of_the_work(new_session: Sessions, pixels: Pictures) -> None:
    reply = ask(new_session(), [agent(pixels(1), "What is this?")])
    assert reply.phases == (Phase.ENCODING, Phase.READING, Phase.WRITING)
    assert reply.reason is FinishReason.LENGTH
    assert reply.usage.completion_tokens == GREEDY.max_tokens
    assert 0 < reply.usage.first_token_ms <= reply.usage.total_ms


def test_the_second_question_on_a_picture_does_not_look_at_it_again(new_session: Sessions, pixels: Pictures) -> None:
    session = new_session()
    turns = [system(), agent(pixels(1), "What is this?")]
    first = ask(session, turns)
    second = ask(session, [*turns, assistant(first.text), agent("And now?")])
    assert first.usage.image_encodes == 1
    assert second.usage.image_encodes == 0
    assert second.usage.reused_tokens >= first.usage.prompt_tokens
    assert second.phases == (Phase.READING, Phase.WRITING)


def test_several_turns_give_the_same_tokens_as_a_cold_run(new_session: Sessions, pixels: Pictures) -> None:
    session = new_session()
    turns = [system(), agent(pixels(1), "打印机为什么脱机?")]
    for question in ("And now?", "再试一次", "Thanks"):
        warm = ask(session, turns)
        assert warm.text == ask(new_session(), turns).text
        turns += [assistant(warm.text), agent(question)]
    assert warm.usage.reused_tokens > 0


def test_an_edited_question_gives_the_same_tokens_as_a_cold_run(new_session: Sessions, pixels: Pictures) -> None:
    session = new_session()
    ask(session, [system(), agent(pixels(1), "What is this error?")])
    edited = [system(), agent(pixels(1), "What is that window?")]
    warm, cold = ask(session, edited), ask(new_session(), edited)
    assert warm.text == cold.text
    assert 0 < warm.usage.reused_tokens < warm.usage.prompt_tokens
    assert warm.usage.image_encodes == 0


def test_a_shorter_prompt_after_a_longer_one_gives_the_same_tokens_as_a_cold_run(
    new_session: Sessions, pixels: Pictures
) -> None:
    session = new_session()
    ask(session, [system(), agent(pixels(1), "One"), assistant("Two"), agent(pixels(2), "Three")])
    turns = [system(), agent(pixels(1), "One")]
    assert ask(session, turns).text == ask(new_session(), turns).text


def test_two_pictures_in_one_question_give_the_same_tokens_as_a_cold_run(
    new_session: Sessions, pixels: Pictures
) -> None:
    session = new_session()
    ask(session, [system(), agent(pixels(1), "Before:")])
    turns = [system(), agent(pixels(1), "Before:", pixels(2, 224, 320), "and after. What changed?")]
    warm, cold = ask(session, turns), ask(new_session(), turns)
    assert warm.text == cold.text
    assert (warm.usage.image_encodes, cold.usage.image_encodes) == (1, 2)


def test_the_order_of_pictures_matters(new_session: Sessions, pixels: Pictures) -> None:
    session = new_session()
    ask(session, [agent(pixels(1), pixels(2), "What changed?")])
    swapped = [agent(pixels(2), pixels(1), "What changed?")]
    warm = ask(session, swapped)
    assert warm.text == ask(new_session(), swapped).text
    assert warm.usage.image_encodes == 0


def test_a_picture_is_looked_at_again_when_its_embedding_was_given_up(new_session: Sessions, pixels: Pictures) -> None:
    session = new_session(picture_budget_bytes=0, conversations=1)
    ask(session, [agent(pixels(1), "One")])
    ask(session, [agent(pixels(2), "Two")])
    again = ask(session, [agent(pixels(1), "One")])
    assert again.usage.image_encodes == 1
    assert again.text == ask(new_session(), [agent(pixels(1), "One")]).text


def test_reading_ahead_leaves_only_the_question_to_read(new_session: Sessions, pixels: Pictures) -> None:
    session = new_session()
    list(session.prepare([system(), agent(pixels(1))], lambda: False))
    turns = [system(), agent(pixels(1), "What is this?")]
    prepared, cold = ask(session, turns), ask(new_session(), turns)
    assert prepared.text == cold.text
    assert prepared.usage.image_encodes == 0
    assert prepared.usage.prompt_tokens - prepared.usage.reused_tokens < 20


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


class StopAfter:
    """Says stop from the n-th time on that it is asked."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.mark.parametrize("times", [0, 1, 2, 5, 10, 40, 150, 400])
def test_a_stop_at_any_moment_leaves_a_session_that_answers_as_if_new(
    new_session: Sessions, pixels: Pictures, times: int
) -> None:
    session = new_session()
    turns = [system("Be short. " * 30), agent(pixels(1), "What is this?")]
    stopped = ask(session, turns, should_stop=StopAfter(times))
    assert stopped.reason is FinishReason.STOPPED
    assert stopped.usage.completion_tokens < GREEDY.max_tokens
    assert ask(session, turns).text == ask(new_session(), turns).text


def test_the_vision_tower_looks_for_a_stop_several_times_in_each_layer(new_session: Sessions, pixels: Pictures) -> None:
    looks = 0

    def count() -> bool:
        nonlocal looks
        looks += any(frame.f_code.co_name == "_between_vision_steps" for frame, _line in traceback.walk_stack(None))
        return False

    ask(new_session(), [agent(pixels(1), "What is this?")], should_stop=count)
    assert looks > 4 * ModelShape().vision_layers


def test_a_picture_that_was_read_in_half_is_forgotten(new_session: Sessions, pixels: Pictures) -> None:
    """768 cells are two batches; the stop comes between them."""

    def is_between_batches() -> bool:
        return any(frame.f_code.co_name == "after_batch" for frame, _line in traceback.walk_stack(None))

    session = new_session(image_tokens_max=1024)
    turns = [agent(pixels(1, 1024, 768), "What is this?")]
    assert ask(session, turns, should_stop=is_between_batches).reason is FinishReason.STOPPED
    assert ask(session, turns).text == ask(new_session(image_tokens_max=1024), turns).text


def test_a_reader_who_leaves_in_the_middle_leaves_a_session_that_answers_as_if_new(
    new_session: Sessions, pixels: Pictures
) -> None:
    session = new_session()
    turns = [agent(pixels(1), "What is this?")]
    events = session.generate(turns, GREEDY, lambda: False)
    while not isinstance(next(events), TextArrived):
        continue
    events.close()
    assert ask(session, turns).text == ask(new_session(), turns).text


def test_half_characters_are_held_back_until_they_are_whole(
    new_session: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = new_session()
    pieces = iter([*(bytes([byte]) for byte in "锁定🔒!".encode()), b"\xe9\x94"])
    monkeypatch.setattr(session._native, "piece", lambda _token: next(pieces))
    sampling = SamplingParams(temperature=0, presence_penalty=0, max_tokens=12)
    events = session.generate([agent("Hello")], sampling, lambda: False)
    texts = [event.text for event in events if isinstance(event, TextArrived)]
    assert texts == ["锁", "定", "🔒", "!"]


def test_other_cases_leave_a_conversation_warm(new_session: Sessions, pixels: Pictures) -> None:
    session = new_session()
    one, two = ([system(), agent(pixels(seed), "What is this?")] for seed in (1, 2))
    first = ask(session, one)
    ask(session, two)
    again = ask(session, [*one, assistant(first.text), agent("And now?")])
    assert again.usage.image_encodes == 0
    assert again.usage.reused_tokens >= first.usage.prompt_tokens
    assert ask(session, [*two, assistant("Yes."), agent("And now?")]).usage.reused_tokens > 70


def test_another_attempt_and_an_earlier_turn_reuse_what_they_can(new_session: Sessions, pixels: Pictures) -> None:
    session = new_session()
    turns = [system(), agent(pixels(1), "What is this?")]
    first = ask(session, turns)
    again = ask(session, turns)
    assert again.usage.reused_tokens == first.usage.prompt_tokens - 1
    longer = [*turns, assistant(first.text), agent("And now?")]
    warm = ask(session, longer)
    assert warm.text == ask(new_session(), longer).text


def test_a_quantized_cache_answers_too(new_session: Sessions, pixels: Pictures) -> None:
    session = new_session(kv_type="q8_0")
    turns = [system(), agent(pixels(1), "What is this?")]
    assert ask(session, turns).text
    assert ask(session, turns).usage.image_encodes == 0


def test_old_questions_are_left_out_before_the_context_is_full_and_that_is_told(
    new_session: Sessions, pixels: Pictures
) -> None:
    session = new_session(context_tokens=512)
    turns = [system(), agent(pixels(1), "What is this?")]
    left_out = []
    for _ in range(12):
        reply = ask(session, turns)
        left_out.append(sum(int(str(notice.values["turns"])) for notice in reply.notices))
        assert reply.usage.prompt_tokens <= 512 - 512 // 8
        turns += [assistant("The spooler has stopped. " * 3), agent("How do I fix the error on this screen?")]
    assert left_out[0] == 0
    assert left_out[-1] > 3
    assert left_out == sorted(left_out)
    assert reply.usage.image_encodes == 0, "the picture stays"
    assert reply.usage.reused_tokens > 64
    assert {notice.key for notice in reply.notices} == {"model.history_trimmed"}


def test_the_picture_is_brought_to_the_previewed_size_and_native_code_scales_nothing(
    new_session: Sessions, pixels: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = new_session()
    seen: list[Pixels] = []
    lay_out = session._native.lay_out

    def note_and_lay_out(picture: Pixels) -> PictureChunk:
        seen.append(picture)
        return lay_out(picture)

    monkeypatch.setattr(session._native, "lay_out", note_and_lay_out)
    for width, height in ((1366, 768), (320, 224), (90, 70), (2000, 20)):
        picture = pixels(1, width, height)
        size = SeenSize.of(width, height, 64, 256)
        preview = as_seen(picture, size)
        chunk = session._pictures.look_at(picture).chunk
        assert pixel_digest(seen[-1].width, seen[-1].height, seen[-1].rgb) == pixel_digest(
            preview.width, preview.height, preview.rgb
        )
        assert chunk.cells == size.tokens
        assert chunk.positions == max(size.width, size.height) // 32


def test_an_answer_ends_before_a_stop_string(new_session: Sessions) -> None:
    session = new_session()
    whole = ask(session, [agent("Hello")]).text
    stop = whole[len(whole) // 2 :][:3]
    stopped = ask(session, [agent("Hello")], stop=(stop,))
    assert stopped.text == whole[: whole.index(stop)]
    assert stopped.reason is FinishReason.COMPLETE
    assert ask(session, [agent("Hello")]).text == whole


SCHEMA = {
    "type": "object",
    "properties": {"severity": {"enum": ["low", "high"]}, "steps": {"type": "integer"}},
    "required": ["severity", "steps"],
    "additionalProperties": False,
}


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


# --- editing ----------------------------------------------------------------------------------------------------------


def test_a_question_edited_behind_its_picture_costs_no_second_look_and_answers_as_a_cold_run(
    new_session: Sessions, pixels: Pictures
) -> None:
    session = new_session()
    first = ask(session, [system(), agent(pixels(1), "What is this?")])
    later = [system(), agent(pixels(1), "What is this?"), assistant(first.text), agent("And that?")]
    ask(session, later)
    edited = [system(), agent(pixels(1), "What does the message say?")]
    reply = ask(session, edited)
    assert reply.usage.image_encodes == 0
    assert reply.usage.reused_tokens > 0.7 * reply.usage.prompt_tokens
    assert reply.text == ask(new_session(), edited).text


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


def test_an_answer_that_goes_on_is_not_thought_about_again(thinking_session: Session) -> None:
    reply = ask(thinking_session, [agent("Hello")], continues="Good")
    assert reply.text
    assert Phase.THINKING not in reply.phases

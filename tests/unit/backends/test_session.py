"""The session on a tiny Qwen3-VL: what is reused, and that reuse changes nothing."""

import base64
import io
import traceback
from pathlib import Path

import pytest
from llama_cpp import Llama
from llama_cpp.llama_chat_format import MTMDChatHandler
from PIL import Image

from engine.backends.native import LoadOptions, PictureChunk
from engine.backends.prompt import Pixels
from engine.backends.session import Session
from engine.bench.tiny_model import PairShape
from engine.domain.answer import (
    Phase,
    SamplingParams,
    TextArrived,
)
from engine.domain.conversation import FinishReason
from engine.domain.model import SeenSize
from engine.domain.picture import pixel_digest
from engine.imaging import in_seen_size
from tests.unit.backends.asked_of_session import GREEDY, Pictures, Sessions, agent, ask, assistant, system


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
    assert looks > 4 * PairShape().vision_layers


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
        preview = in_seen_size(picture, size)
        chunk = session._pictures.look_at(picture).chunk
        assert pixel_digest(seen[-1].width, seen[-1].height, seen[-1].rgb) == pixel_digest(
            preview.width, preview.height, preview.rgb
        )
        assert chunk.cells == size.tokens
        assert chunk.positions == max(size.width, size.height) // 32


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

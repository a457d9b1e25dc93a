"""A backend over a server, from the desk's side: what goes out, what comes in, and that it stops at once."""

import base64
import json
import logging
import socket
import threading
from dataclasses import replace
from io import BytesIO
from time import monotonic

import pytest
from PIL import Image

from engine.backends.remote import RemoteBackend
from engine.backends.server_link import Patience, ServerAddress, ServerLink
from engine.domain.answer import (
    BackendEvent,
    BackendNotice,
    ChatRequest,
    Phase,
    PhaseChanged,
    SamplingParams,
    TextArrived,
    Turn,
)
from engine.domain.conversation import FinishReason, LogProbs, Role
from engine.domain.model import BackendState
from engine.domain.picture import Capture, CaptureOrigin
from engine.errors import BackendError
from tests.servers.scripted import DONE, Script, ScriptedServer, chunk, event, json_script, scripted_server
from tests.unit.backends.asked_of_server import (
    HELLO,
    SECRET,
    Images,
    answer,
    backend_of,
    end_of,
    fault,
    knows_no_name,
    text_of,
)

# --- what goes out ----------------------------------------------------------------------------------------------------


def test_a_question_with_a_picture_goes_out_as_the_servers_want_it(
    server: ScriptedServer, remote: RemoteBackend, redacted: Images
) -> None:
    picture = redacted(1)
    request = ChatRequest(
        (Turn(Role.SYSTEM, ("Be ", "short.")), Turn(Role.AGENT, (picture, "What is this?"))),
        SamplingParams(temperature=0.3, seed=7, max_tokens=99, min_p=0.1, repeat_penalty=1.2),
        stop=("###",),
        json_schema='{"type": "object"}',
    )
    answer(remote, request)
    sent = server.questions[0]
    assert sent.path == "/v1/chat/completions"
    assert sent.headers["Authorization"] == f"Bearer {SECRET}"
    body = sent.body
    assert body["model"] == "qwen3-vl"
    assert body["messages"][0] == {"role": "system", "content": "Be short."}
    shown, asked = body["messages"][1]["content"]
    assert asked == {"type": "text", "text": "What is this?"}
    kind, _, content = shown["image_url"]["url"].partition(",")
    assert kind == "data:image/png;base64"
    with Image.open(BytesIO(base64.b64decode(content))) as image:
        assert (image.mode, image.size, image.tobytes()) == ("RGB", (picture.width, picture.height), picture.rgb)
    assert (body["temperature"], body["seed"], body["max_tokens"]) == (0.3, 7, 99)
    assert (body["top_k"], body["min_p"], body["repeat_penalty"]) == (20, 0.1, 1.2)
    assert body["stop"] == ["###"]
    assert body["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert (body["stream"], body["stream_options"], body["logprobs"]) == (True, {"include_usage": True}, True)


@pytest.mark.parametrize("owner", ["vllm", "sglang"])
def test_vllm_and_sglang_are_spoken_to_in_their_own_words(server: ScriptedServer, owner: str) -> None:
    server.models = json_script({"data": [{"id": "qwen", "owned_by": owner}]})
    request = replace(HELLO, sampling=SamplingParams(top_k=0, top_p=0, repeat_penalty=1.1))
    answer(backend_of(server.url), request)
    body = server.questions[0].body
    assert (body["top_k"], body["repetition_penalty"]) == (-1, 1.1)
    assert 0 < body["top_p"] < 0.01
    assert not body.keys() & {"repeat_penalty", "return_progress", "seed"}


@pytest.mark.parametrize(("owner", "has_fields"), [("llamacpp", False), ("vllm", True), ("sglang", True)])
def test_an_answer_goes_on_where_the_server_can_write_on(server: ScriptedServer, owner: str, has_fields: bool) -> None:
    server.models = json_script({"data": [{"id": "Qwen3-VL-Thinking", "owned_by": owner}]})
    backend = backend_of(server.url)
    backend.load()
    assert backend.status().can_continue
    assert text_of(answer(backend, replace(HELLO, continues="Restart the"))), "nothing of it is taken for a thought"
    body = server.questions[0].body
    assert body["messages"][-1] == {"role": "assistant", "content": "Restart the"}
    assert (body.get("continue_final_message"), body.get("add_generation_prompt")) == (
        (True, False) if has_fields else (None, None)
    )


@pytest.mark.parametrize("pieces", [["Restart the", " spooler."], ["Rest", "art ", "the spooler."], [" spooler."]])
def test_what_a_server_repeats_of_an_answer_is_not_told_again(server: ScriptedServer, pieces: list[str]) -> None:
    server.will_stream(*map(chunk, pieces), chunk(reason="stop"), DONE)
    assert text_of(answer(backend_of(server.url), replace(HELLO, continues="Restart the"))) == " spooler."


@pytest.mark.parametrize("owner", ["me", "somebody"])
def test_no_other_server_is_asked_to_write_on(server: ScriptedServer, owner: str) -> None:
    server.models = json_script({"data": [{"id": "qwen", "owned_by": owner}]})
    backend = backend_of(server.url)
    backend.load()
    assert not backend.status().can_continue
    assert fault(backend, replace(HELLO, continues="Restart the")).key == "server.cannot_continue"
    assert not server.questions


def test_only_a_redacted_picture_can_go_out(server: ScriptedServer, remote: RemoteBackend) -> None:
    raw = Capture(4, 4, bytes(48), CaptureOrigin.SCREEN)
    with pytest.raises(TypeError, match="RedactedImage"):
        answer(remote, ChatRequest((Turn(Role.AGENT, (raw, "What is this?")),)))  # type: ignore[arg-type]
    assert server.questions == []


def test_the_same_picture_is_the_same_text_each_time(
    server: ScriptedServer, remote: RemoteBackend, redacted: Images
) -> None:
    request = ChatRequest((Turn(Role.AGENT, (redacted(1), "Hello")),))
    answer(remote, request)
    remote.unload()
    answer(remote, request)
    first, second = (each.body["messages"] for each in server.questions)
    assert first == second


def test_a_redirect_is_not_followed(server: ScriptedServer, remote: RemoteBackend) -> None:
    with scripted_server() as other:
        server.will_send(Script(307, headers={"Location": other.url + "/v1/chat/completions"}))
        assert fault(remote).key == "server.redirected"
        server.models = Script(302, headers={"Location": other.url + "/v1/models"})
        assert fault(backend_of(server.url)).key == "server.redirected"
        assert other.received == []


def test_a_proxy_of_the_environment_is_not_used(
    server: ScriptedServer, remote: RemoteBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scripted_server() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        answer(remote)
        assert proxy.received == []
    assert len(server.questions) == 1


def test_a_proxy_that_is_set_is_used(server: ScriptedServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        address = ServerAddress.parse(f"http://127.0.0.1:{proxy.getsockname()[1]}")
        remote = RemoteBackend(ServerLink(ServerAddress.parse(server.url), proxy=address))
        caught: list[BackendError] = []
        asking = threading.Thread(target=lambda: caught.append(fault(remote)))
        asking.start()
        line, _ = proxy.accept()
        with line:
            assert line.recv(1000).startswith(f"CONNECT {server.url.removeprefix('http://')} ".encode())
            line.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
        asking.join()
    assert caught[0].key == "server.proxy_refused"
    assert server.received == []


def test_without_encryption_over_the_network_the_agent_is_warned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", knows_no_name)
    remote = backend_of("http://models.example.org")
    events: list[BackendEvent] = []
    for _ in range(2):
        with pytest.raises(BackendError):
            events.extend(remote.generate(HELLO, threading.Event()))
    assert [each.notice.key for each in events if isinstance(each, BackendNotice)] == ["server.unencrypted"]


def test_the_key_and_the_question_are_in_no_log(
    server: ScriptedServer, remote: RemoteBackend, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    request = ChatRequest((Turn(Role.AGENT, ("the patient's name",)),))
    server.will_refuse(400, {"error": {"message": "cannot take: the patient's name", "code": 400}})
    error = fault(remote, request)
    for text in (caplog.text, error.detail, str(error), error.message()):
        assert SECRET not in text
        assert "patient" not in text


# --- what comes in ----------------------------------------------------------------------------------------------------


def test_text_usage_and_logprobs_come_in(server: ScriptedServer, remote: RemoteBackend) -> None:
    sure = [{"content": [{"token": "a", "logprob": value}]} for value in (-0.5, -1.5)]
    pieces = [
        event({"choices": [{"delta": {"role": "assistant", "content": None}, "finish_reason": None}]}),
        event({"choices": [{"delta": {"content": "打印"}, "finish_reason": None, "logprobs": sure[0]}]}),
        event({"choices": [{"delta": {"content": "机"}, "finish_reason": None, "logprobs": sure[1]}]}),
        chunk(reason="length"),
        event({"choices": [], "usage": usage_row()}),
        DONE,
    ]
    server.will_stream(*pieces)
    events = answer(remote)
    end = end_of(events)
    assert text_of(events) == "打印机"
    assert end.reason is FinishReason.LENGTH
    assert end.logprobs == LogProbs(-1.0, -1.5)
    usage = end.usage
    assert (usage.model, usage.prompt_tokens, usage.reused_tokens, usage.completion_tokens) == ("qwen3-vl", 50, 40, 2)
    assert 0 < usage.first_token_ms <= usage.total_ms + 1
    assert remote.status().state is BackendState.READY


def usage_row() -> dict[str, object]:
    return {"prompt_tokens": 50, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 40}}


def test_progress_of_llama_server_is_passed_on(server: ScriptedServer, remote: RemoteBackend) -> None:
    told = event({"choices": [], "prompt_progress": {"total": 2000, "cache": 0, "processed": 512, "time_ms": 9}})
    server.will_stream(told, chunk("ok"), chunk(reason="stop"), DONE)
    assert PhaseChanged(Phase.READING, 512, 2000) in answer(remote)


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_a_stream_may_come_in_any_cut(server: ScriptedServer, remote: RemoteBackend, newline: bytes) -> None:
    whole = b": keep-alive\n\nevent: message\nid: 4\n" + chunk("one ") + chunk("two") + chunk(reason="stop") + DONE
    whole = b"\xef\xbb\xbf" + whole.replace(b"\n", newline)
    server.will_stream(*(whole[at : at + 7] for at in range(0, len(whole), 7)))
    assert text_of(answer(remote)) == "one two"


def test_a_reply_that_is_no_stream_is_an_answer_too(server: ScriptedServer, remote: RemoteBackend) -> None:
    message = {"role": "assistant", "content": "all at once"}
    server.will_refuse(200, {"choices": [{"message": message, "finish_reason": "stop"}], "usage": usage_row()})
    events = answer(remote)
    assert text_of(events) == "all at once"
    assert end_of(events).usage.prompt_tokens == 50


@pytest.mark.parametrize("then", ["end", "cut", "hang"])
def test_a_whole_answer_without_its_last_mark_is_whole(server: ScriptedServer, then: str) -> None:
    remote = backend_of(server.url, patience=Patience(pause_s=0.2))
    server.will_stream(chunk("ok"), chunk(reason="stop"), then=then)
    assert end_of(answer(remote)).reason is FinishReason.COMPLETE


# --- stopping and waiting ---------------------------------------------------------------------------------------------


def test_a_stop_is_answered_at_once_and_cuts_the_line(server: ScriptedServer, remote: RemoteBackend) -> None:
    stop = threading.Event()
    server.will_stream(chunk("one"), then="hang")
    events = remote.generate(HELLO, stop)
    while not isinstance(next(events), TextArrived):
        continue
    stop.set()
    began = monotonic()
    rest = list(events)
    assert monotonic() - began < 0.1
    assert end_of(rest).reason is FinishReason.STOPPED
    assert server.hung_up.wait(1)
    assert text_of(answer(remote)) == "ok"


def test_a_stop_before_the_first_word_is_answered_at_once(server: ScriptedServer, remote: RemoteBackend) -> None:
    stop = threading.Event()
    server.will_stream(then="hang")
    events = remote.generate(HELLO, stop)
    assert next(events) == PhaseChanged(Phase.READING)
    assert server.asked.wait(1)
    stop.set()
    began = monotonic()
    assert end_of(list(events)).reason is FinishReason.STOPPED
    assert monotonic() - began < 0.1
    assert server.hung_up.wait(1)


def test_a_stop_while_connecting_is_answered_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, is_over = threading.Event(), threading.Event()

    def ponder(*_arguments: object, **_more: object) -> None:
        stop.set()
        is_over.wait(10)
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", ponder)
    began = monotonic()
    events = list(backend_of("http://models.example.org").generate(HELLO, stop))
    assert monotonic() - began < 0.2
    assert end_of(events).reason is FinishReason.STOPPED
    is_over.set()


def test_a_reader_that_leaves_cuts_the_line(server: ScriptedServer, remote: RemoteBackend) -> None:
    server.will_stream(chunk("one"), then="hang")
    events = remote.generate(HELLO, threading.Event())
    while not isinstance(next(events), TextArrived):
        continue
    del events
    assert server.hung_up.wait(1)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://gpu:8080", "/v1"),
        ("http://gpu:8080/", "/v1"),
        ("https://gpu.example.org/v1/", "/v1"),
        ("https://gpu.example.org/models/v1", "/models/v1"),
        ("https://gpu.example.org/models", "/models/v1"),
        ("http://[::1]:8080", "/v1"),
    ],
)
def test_an_address_may_be_written_in_several_ways(url: str, base: str) -> None:
    assert ServerAddress.parse(url).base == base


@pytest.mark.parametrize(
    "url",
    ["gpu:8080", "ftp://gpu", "http://", "http://me:word@gpu", "http://gpu?key=1", "http://gpu:port", "file:///etc"],
)
def test_an_address_that_is_none_is_refused_without_repeating_its_secrets(url: str) -> None:
    with pytest.raises(BackendError) as caught:
        ServerAddress.parse(url)
    assert "word" not in str(caught.value)
    assert caught.value.remedy()


def test_bodies_are_json_that_any_server_reads(server: ScriptedServer, remote: RemoteBackend) -> None:
    odd = ChatRequest((Turn(Role.AGENT, ('quote " \\ 换行\n \ud800 \x00',)),))
    answer(remote, odd)
    assert json.dumps(server.questions[0].body)

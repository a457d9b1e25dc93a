"""A backend over a server, from the desk's side: what goes out, what comes in, what is said when it goes wrong."""

import base64
import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator
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
    GenerationFinished,
    Phase,
    PhaseChanged,
    SamplingParams,
    TextArrived,
    Turn,
)
from engine.domain.conversation import FinishReason, LogProbs, Role
from engine.domain.model import BackendState
from engine.domain.picture import Capture, CaptureOrigin, RedactedImage
from engine.errors import BackendError, KeyMissing, ServerUnavailable, WorkerDied
from engine.wording import Language
from tests.servers.scripted import DONE, Script, ScriptedServer, chunk, event, json_script, scripted_server

Images = Callable[[int], RedactedImage]
HELLO = ChatRequest((Turn(Role.AGENT, ("Hello",)),))
SECRET = "sk-do-not-tell"


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


def backend_of(url: str, *, model: str = "", patience: Patience | None = None) -> RemoteBackend:
    return RemoteBackend(ServerLink(ServerAddress.parse(url), patience=patience), model=model, key=lambda: SECRET)


@pytest.fixture
def remote(server: ScriptedServer) -> RemoteBackend:
    return backend_of(server.url)


def answer(backend: RemoteBackend, request: ChatRequest = HELLO) -> list[BackendEvent]:
    return list(backend.generate(request, threading.Event()))


def text_of(events: list[BackendEvent]) -> str:
    return "".join(each.text for each in events if isinstance(each, TextArrived))


def end_of(events: list[BackendEvent]) -> GenerationFinished:
    assert isinstance(events[-1], GenerationFinished)
    return events[-1]


def fault(backend: RemoteBackend, request: ChatRequest = HELLO) -> BackendError:
    with pytest.raises(BackendError) as caught:
        answer(backend, request)
    for language in Language:
        assert caught.value.message(language)
        assert caught.value.remedy(language)
    return caught.value


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
    monkeypatch.setattr(socket, "getaddrinfo", _unknown)
    remote = backend_of("http://models.example.org")
    events: list[BackendEvent] = []
    for _ in range(2):
        with pytest.raises(BackendError):
            events.extend(remote.generate(HELLO, threading.Event()))
    assert [each.notice.key for each in events if isinstance(each, BackendNotice)] == ["server.unencrypted"]


def _unknown(*_arguments: object, **_more: object) -> None:
    raise socket.gaierror(-2, "Name or service not known")


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


def test_a_server_that_does_not_begin_is_told(server: ScriptedServer) -> None:
    remote = backend_of(server.url, patience=Patience(connect_s=0.05, first_s=0.1))
    server.will_stream(b": keep-alive\n\n", then="hang")
    error = fault(remote)
    assert (error.key, type(error)) == ("server.slow_start", ServerUnavailable)


def test_a_server_that_stops_in_mid_answer_is_told(server: ScriptedServer) -> None:
    remote = backend_of(server.url, patience=Patience(pause_s=0.1))
    server.will_stream(chunk("one"), then="hang")
    error = fault(remote)
    assert (error.key, type(error)) == ("server.stalled", WorkerDied)


def test_a_server_that_is_loading_is_waited_for(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.backends.remote._ASK_AGAIN_S", 0.05)
    remote = backend_of(server.url)
    loading = {"error": {"message": "Loading model", "type": "unavailable_error", "code": 503}}
    server.will_refuse(503, loading)
    server.will_refuse(503, loading)
    events = answer(remote)
    assert events.count(PhaseChanged(Phase.LOADING)) == 2
    assert text_of(events) == "ok"


# --- what servers say when they refuse --------------------------------------------------------------------------------

LLAMA_TOO_LONG = {
    "error": {
        "code": 400,
        "message": "request (4476 tokens) exceeds the available context size (4096 tokens), try increasing it",
        "type": "exceed_context_size_error",
        "n_prompt_tokens": 4476,
        "n_ctx": 4096,
    }
}
VLLM_OLD_TOO_LONG = {
    "object": "error",
    "message": "This model's maximum context length is 8192 tokens. However, you requested 50014 tokens (14 in the "
    "messages, 50000 in the completion). Please reduce the length of the messages or completion.",
    "type": "BadRequestError",
    "param": None,
    "code": 400,
}
VLLM_NEW_TOO_LONG = {
    "error": {
        "message": "You passed 1015 input tokens and requested 10 output tokens. However, the model's context length "
        "is only 1024 tokens, resulting in a maximum input length of 1014 tokens.",
        "type": "BadRequestError",
        "param": "input_tokens",
        "code": 400,
    }
}
SGLANG_TOO_LONG = {
    "object": "error",
    "message": "The input (61709 tokens) is longer than the model's context length (40960 tokens).",
    "type": "BadRequestError",
    "param": None,
    "code": 400,
}
VLLM_NO_MODEL = {
    "error": {"message": "The model `x` does not exist.", "type": "NotFoundError", "param": "model", "code": 404}
}
ROUTER_NO_MODEL = {"error": {"code": 400, "message": "model 'x' not found", "type": "invalid_request_error"}}
PYTHON_NO_MODEL = {"error": {"message": "The model `x` does not exist", "code": "model_not_found", "type": "x"}}
LLAMA_NO_KEY = {"error": {"code": 401, "message": "Invalid API Key", "type": "authentication_error"}}
LLAMA_NO_PICTURES = {
    "error": {
        "code": 500,
        "message": "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj",
        "type": "server_error",
    }
}
VLLM_NO_PICTURES = {"error": {"message": "qwen3-8b is not a multimodal model", "type": "BadRequestError", "code": 400}}
BAD_GRAMMAR = {"error": {"code": 400, "message": "Failed to parse grammar", "type": "invalid_request_error"}}

REFUSALS = [
    (400, LLAMA_TOO_LONG, "server.context_full_by"),
    (400, VLLM_OLD_TOO_LONG, "server.context_full_by"),
    (400, VLLM_NEW_TOO_LONG, "server.context_full_by"),
    (400, SGLANG_TOO_LONG, "server.context_full_by"),
    (
        500,
        {"error": {"code": 500, "message": "Context size has been exceeded.", "type": "server_error"}},
        "server.context_full",
    ),
    (404, VLLM_NO_MODEL, "server.no_such_model"),
    (400, ROUTER_NO_MODEL, "server.no_such_model"),
    (400, PYTHON_NO_MODEL, "server.no_such_model"),
    (404, {"detail": "Not Found"}, "server.no_such_path"),
    (404, {"error": {"code": 404, "message": "File Not Found", "type": "not_found_error"}}, "server.no_such_path"),
    (401, LLAMA_NO_KEY, "server.key_refused"),
    (401, {"error": "Unauthorized"}, "server.key_refused"),
    (401, {"detail": "Invalid API key"}, "server.key_refused"),
    (403, {"error": {"code": 403, "message": "no", "type": "permission_error"}}, "server.forbidden"),
    (413, {}, "server.too_large"),
    (429, {"error": {"message": "Too many", "type": "rate_limit", "code": 429}}, "server.busy"),
    (
        503,
        {"object": "error", "message": "The request queue is full.", "type": "SERVICE_UNAVAILABLE", "code": 503},
        "server.busy",
    ),
    (500, LLAMA_NO_PICTURES, "server.no_pictures"),
    (400, VLLM_NO_PICTURES, "server.no_pictures"),
    (
        400,
        {"error": {"message": "At most 1 image(s) may be provided in one prompt.", "code": 400}},
        "server.bad_picture",
    ),
    (400, BAD_GRAMMAR, "server.bad_schema"),
    (400, {"error": {"message": "temperature must be non-negative", "code": 400}}, "server.bad_request"),
    (422, {"detail": [{"loc": ["body", "messages"], "msg": "field required"}]}, "server.bad_request"),
    (500, {"error": {"code": 500, "message": "out of cheese", "type": "server_error"}}, "server.fault"),
    (500, "Internal Server Error", "server.fault"),
    (500, [[[]]], "server.fault"),
]


@pytest.mark.parametrize(("status", "row", "key"), REFUSALS)
def test_each_refusal_is_understood(
    server: ScriptedServer, remote: RemoteBackend, status: int, row: object, key: str
) -> None:
    server.will_refuse(status, row)
    error = fault(remote)
    assert error.key == key
    assert remote.status().state is BackendState.FAILED
    assert text_of(answer(remote)) == "ok"
    assert remote.status().state is BackendState.READY


def test_how_much_too_long_is_told(server: ScriptedServer, remote: RemoteBackend) -> None:
    server.will_refuse(400, LLAMA_TOO_LONG)
    message = fault(remote).message()
    assert "4476" in message
    assert "4096" in message


@pytest.mark.parametrize(
    ("status", "key"),
    [(200, "server.not_a_model_server"), (502, "server.gateway"), (504, "server.gateway"), (503, "server.busy")],
)
def test_a_page_of_a_proxy_is_told_as_such(
    server: ScriptedServer, remote: RemoteBackend, status: int, key: str
) -> None:
    server.will_send(Script(status, "text/html", (b"<html><body>Please sign in</body></html>",)))
    assert fault(remote).key == key


def test_a_refusal_inside_a_stream_is_a_refusal(server: ScriptedServer, remote: RemoteBackend) -> None:
    full = {"object": "error", "message": "The request queue is full.", "type": "SERVICE_UNAVAILABLE", "code": 503}
    server.will_stream(event({"error": full}), DONE)
    error = fault(remote)
    assert (error.key, type(error)) == ("server.busy", ServerUnavailable)


def test_a_fault_in_mid_answer_keeps_the_text(server: ScriptedServer, remote: RemoteBackend) -> None:
    server.will_stream(chunk("one"), event({"error": {"message": "CUDA error", "code": 500}}), DONE)
    seen: list[BackendEvent] = []
    with pytest.raises(WorkerDied) as caught:
        seen.extend(remote.generate(HELLO, threading.Event()))
    assert caught.value.key == "server.broke_off"
    assert text_of(seen) == "one"


@pytest.mark.parametrize("then", ["end", "cut"])
def test_a_cut_answer_is_told(server: ScriptedServer, remote: RemoteBackend, then: str) -> None:
    server.will_stream(chunk("one"), then=then)
    error = fault(remote)
    assert (error.key, type(error)) == ("server.cut", WorkerDied)
    assert text_of(answer(remote)) == "ok"


@pytest.mark.parametrize(
    "junk", [b"data: {oops\n\n", b"data: []\n\n", b"data: " + b"[" * 100_000 + b"\n\n", b"\x00\xff\n" * 50, b"data\n\n"]
)
def test_junk_in_a_stream_is_told_and_the_next_answer_works(
    server: ScriptedServer, remote: RemoteBackend, junk: bytes
) -> None:
    server.will_stream(chunk("one"), junk)
    assert isinstance(fault(remote), WorkerDied)
    assert text_of(answer(remote)) == "ok"


@pytest.mark.parametrize(
    "row",
    [
        {"choices": [7]},
        {"choices": [{"delta": "text", "logprobs": 3}]},
        {"choices": [{"delta": {"content": ["x"]}, "logprobs": {"content": [None, {"logprob": "high"}]}}]},
        {"usage": [1], "prompt_progress": 3},
    ],
)
def test_odd_rows_in_a_stream_do_no_harm(server: ScriptedServer, remote: RemoteBackend, row: object) -> None:
    server.will_stream(event(row), chunk("ok"), chunk(reason="stop"), DONE)
    assert text_of(answer(remote)) == "ok"


def test_fields_that_a_server_refuses_are_left_out(server: ScriptedServer, remote: RemoteBackend) -> None:
    server.will_refuse(400, {"error": {"message": "Extra inputs are not permitted: min_p", "code": 400}})
    assert text_of(answer(remote)) == "ok"
    first, second = server.questions
    assert "min_p" in first.body
    assert not second.body.keys() & {"min_p", "top_k", "logprobs", "stream_options"}
    answer(remote)
    assert len(server.questions) == 3


def test_a_refusal_that_leaving_fields_out_does_not_mend_changes_nothing_for_later_answers(
    server: ScriptedServer, remote: RemoteBackend
) -> None:
    refusal = {"error": {"message": "JSON schema conversion failed: Unrecognized schema", "code": 400}}
    server.will_refuse(400, refusal)
    server.will_refuse(400, refusal)
    assert fault(remote, replace(HELLO, json_schema='{"type": "odd"}')).key == "server.bad_schema"
    answer(remote)
    assert {"logprobs", "stream_options"} <= server.questions[-1].body.keys()


def test_a_key_that_was_refused_is_read_anew(server: ScriptedServer) -> None:
    keys = iter(["old", "new"])
    remote = RemoteBackend(ServerLink(ServerAddress.parse(server.url)), key=lambda: next(keys))
    server.will_refuse(401, LLAMA_NO_KEY)
    assert fault(remote).key == "server.key_refused"
    answer(remote)
    assert [each.headers["Authorization"] for each in server.questions] == ["Bearer old", "Bearer new"]


def test_a_key_that_cannot_be_read_or_sent_is_told(server: ScriptedServer) -> None:
    def locked() -> str:
        raise KeyMissing("store.key_unreadable", place="x")

    link = ServerLink(ServerAddress.parse(server.url))
    assert fault(RemoteBackend(link, key=locked)).key == "server.no_key"
    assert fault(RemoteBackend(link, key=lambda: "a\r\nHost: other")).key == "server.bad_key"
    assert server.received == []


# --- finding the server -----------------------------------------------------------------------------------------------


def test_nothing_that_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    error = fault(backend_of(f"http://127.0.0.1:{port}"))
    assert (error.key, type(error)) == ("server.refused", ServerUnavailable)


def test_a_name_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _unknown)
    assert fault(backend_of("https://models.example.org")).key == "server.unknown_host"


def test_a_server_that_speaks_no_tls_is_told(server: ScriptedServer) -> None:
    assert fault(backend_of(server.url.replace("http:", "https:"))).key == "server.no_tls"


def test_something_else_that_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet() -> None:
            line, _ = listener.accept()
            with line:
                line.recv(1000)
                line.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")

        threading.Thread(target=greet, daemon=True).start()
        error = fault(backend_of(f"http://127.0.0.1:{listener.getsockname()[1]}"))
    assert error.key == "server.not_a_model_server"


def test_a_proxy_that_hides_the_list_of_models_is_no_hindrance(server: ScriptedServer) -> None:
    server.models = json_script({"detail": "Not Found"}, 404)
    remote = backend_of(server.url, model="qwen3-vl-8b")
    assert text_of(answer(remote)) == "ok"
    assert server.questions[0].body["model"] == "qwen3-vl-8b"
    assert fault(backend_of(server.url)).key == "server.no_such_path"


def test_a_server_without_models_is_told(server: ScriptedServer) -> None:
    server.models = json_script({"data": []})
    assert fault(backend_of(server.url)).key == "server.serves_nothing"
    server.models = json_script({"hello": 1})
    assert fault(backend_of(server.url)).key == "server.not_a_model_server"


def test_the_models_can_be_asked_for(server: ScriptedServer, remote: RemoteBackend) -> None:
    models = remote.served()
    assert (models.names, models.dialect.name) == (("qwen3-vl",), "LLAMA_SERVER")
    assert server.questions == []


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

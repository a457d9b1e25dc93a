"""What is said when a server goes wrong: refusals, silence, junk, keys, addresses of nothing."""

import socket
import threading
from dataclasses import replace

import pytest

from engine.backends.remote import RemoteBackend
from engine.backends.server_link import Patience, ServerAddress, ServerLink
from engine.domain.answer import (
    BackendEvent,
    Phase,
    PhaseChanged,
)
from engine.domain.model import BackendState
from engine.errors import KeyMissing, ServerUnavailable, WorkerDied
from tests.servers.scripted import DONE, Script, ScriptedServer, chunk, event, json_script
from tests.unit.backends.asked_of_server import HELLO, answer, backend_of, fault, knows_no_name, text_of


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
    monkeypatch.setattr(socket, "getaddrinfo", knows_no_name)
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

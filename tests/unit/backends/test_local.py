"""The model process from the window's side: what it is started with, what it is asked and what it refuses."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from engine.backends.loading import Loading
from engine.backends.local import LocalBackend
from engine.bench.tiny_model import PairShape, make_tiny_pair
from engine.domain.answer import GenerationFinished, Phase, PhaseChanged, Turn
from engine.domain.conversation import FinishReason, Role
from engine.domain.model import BackendState
from engine.errors import BackendError, ModelFileError
from tests.unit.backends.asked_of_local import Images, answer, backend_of, is_running, pid_of, posix_only, request


def test_the_window_process_never_imports_the_native_library() -> None:
    code = "import sys, engine.backends.local, engine.backends.catalogue.folder; print('llama_cpp' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_nothing_is_started_before_it_is_needed(local_backend: LocalBackend) -> None:
    assert local_backend.status().state is BackendState.IDLE
    local_backend.close()
    assert local_backend._process is None


def test_loading_tells_the_device(local_backend: LocalBackend) -> None:
    local_backend.load()
    status = local_backend.status()
    assert (status.state, status.model) == (BackendState.READY, "tiny")
    assert status.context_tokens > 0, "the size that was loaded, for the gauge"
    assert status.device.startswith("CPU")
    pid = pid_of(local_backend)
    local_backend.load()
    assert pid_of(local_backend) == pid


def test_what_an_answer_is_to_be_like_reaches_the_process(local_backend: LocalBackend) -> None:
    plain = request("Hello")
    text, end = answer(local_backend, plain)
    assert end.logprobs is not None
    stop = text[len(text) // 2 :][:3]
    cut, ended = answer(local_backend, replace(plain, stop=(stop,)))
    assert (cut, ended.reason) == (text[: text.index(stop)], FinishReason.COMPLETE)
    form, _ = answer(local_backend, replace(plain, json_schema='{"enum": ["yes", "no"]}'))
    assert form in {'"yes"', '"no"'}
    with pytest.raises(BackendError) as caught:
        answer(local_backend, replace(plain, adapters=("bank",)))
    assert caught.value.key == "model.adapter_unknown"
    assert answer(local_backend, plain)[0] == text


def test_adapters_are_named_when_the_model_is_loaded(
    tiny_pair: tuple[Path, Path], tiny_adapter: Path, tmp_path: Path
) -> None:
    backend = LocalBackend(
        *tiny_pair,
        Loading(
            device="cpu",
            context_tokens=1024,
            image_tokens=(64, 256),
            threads=1,
            kv_type="q8_0",
            adapters={"bank": tiny_adapter},
        ),
        model_name="tiny",
        log_folder=tmp_path,
    )
    plain = request("Hello")
    adapted = answer(backend, replace(plain, adapters=("bank",)))[0]
    assert adapted != answer(backend, plain)[0]
    backend.close()


def test_the_second_question_on_a_picture_costs_no_second_look(local_backend: LocalBackend, redacted: Images) -> None:
    picture = redacted(1)
    _, first = answer(local_backend, request(picture, "What is this?"))
    _, second = answer(local_backend, request(picture, "What is that?"))
    assert (first.usage.image_encodes, second.usage.image_encodes) == (1, 0)
    assert second.usage.reused_tokens > 64
    assert second.usage.model == "tiny"


def test_reading_ahead_returns_at_once_and_saves_the_look(local_backend: LocalBackend, redacted: Images) -> None:
    picture = redacted(1)
    began = monotonic()
    local_backend.prepare([Turn(Role.AGENT, (picture,))])
    assert monotonic() - began < 0.2
    events = list(local_backend.generate(request(picture, "What is this?"), threading.Event()))
    end = events[-1]
    assert isinstance(end, GenerationFinished)
    assert end.usage.image_encodes == 0
    assert end.usage.reused_tokens > 64
    phases = list(dict.fromkeys(event.phase for event in events if isinstance(event, PhaseChanged)))
    assert phases == [Phase.LOADING, Phase.ENCODING, Phase.READING, Phase.WRITING]


def test_reading_ahead_for_another_picture_is_interrupted(local_backend: LocalBackend, redacted: Images) -> None:
    local_backend.load()
    local_backend.prepare([Turn(Role.AGENT, (redacted(1), "Hello " * 1000))])
    _, end = answer(local_backend, request(redacted(2), "What is this?"))
    assert end.usage.image_encodes == 1
    assert end.usage.reused_tokens < 10


@posix_only
def test_reading_ahead_that_no_longer_counts_is_given_up_even_where_it_does_not_stop(
    local_backend: LocalBackend, redacted: Images
) -> None:
    local_backend.load()
    local_backend.prepare([Turn(Role.AGENT, (redacted(1), "Hello " * 1000))])
    frozen = pid_of(local_backend)
    os.kill(frozen, signal.SIGSTOP)
    began = monotonic()
    with ThreadPoolExecutor() as pool:
        answering = pool.submit(answer, local_backend, request(redacted(2), "What is this?"))
        while is_running(frozen):
            assert monotonic() - began < 2.0  # one second, and some for a busy machine
            threading.Event().wait(0.01)
        assert answering.result()[1].usage.image_encodes == 1


def test_the_newest_reading_ahead_is_the_one_that_is_kept(local_backend: LocalBackend, redacted: Images) -> None:
    for seed in (1, 2, 3):
        local_backend.prepare([Turn(Role.AGENT, (redacted(seed),))])
    _, end = answer(local_backend, request(redacted(3), "What is this?"))
    assert end.usage.image_encodes == 0


@pytest.mark.parametrize("cut", [0, 100, 3000, 1_000_000])
def test_a_damaged_file_is_refused_before_any_process_starts(
    tiny_pair: tuple[Path, Path], tmp_path: Path, cut: int
) -> None:
    weights = tmp_path / "cut.gguf"
    weights.write_bytes(tiny_pair[0].read_bytes()[:cut])
    backend = backend_of(weights, tiny_pair[1], tmp_path)
    with pytest.raises(ModelFileError) as caught:
        backend.load()
    assert caught.value.key == "model.damaged"
    assert "cut.gguf" in caught.value.message()
    assert backend._process is None
    assert backend.status().state is BackendState.FAILED
    assert backend.status().detail == "model.damaged"
    assert not (tmp_path / "model.log").exists()


def test_a_wrong_pair_is_refused_before_any_process_starts(tiny_pair: tuple[Path, Path], tmp_path: Path) -> None:
    _, projector = make_tiny_pair(tmp_path, shape=PairShape(width=192))
    backend = backend_of(tiny_pair[0], projector, tmp_path)
    with pytest.raises(ModelFileError) as caught:
        next(iter(backend.generate(request("Hello"), threading.Event())))
    assert caught.value.key == "model.wrong_pair"


def test_what_only_the_native_loader_notices_is_a_model_file_error(
    tiny_pair: tuple[Path, Path], tmp_path: Path
) -> None:
    """A tensor is missing, though the header is sound: the process survives and says so."""
    content = tiny_pair[0].read_bytes().replace(b"output_norm.weight", b"output_horm.weight")
    weights = tmp_path / "renamed.gguf"
    weights.write_bytes(content)
    with pytest.raises(ModelFileError) as caught:
        backend_of(weights, tiny_pair[1], tmp_path).load()
    assert caught.value.key == "model.unreadable"


def test_a_prompt_that_does_not_fit_is_refused_and_the_process_lives_on(local_backend: LocalBackend) -> None:
    with pytest.raises(Exception, match="too long") as caught:
        answer(local_backend, request("x " * 20_000))
    assert getattr(caught.value, "key", "") == "model.context_full"
    pid = pid_of(local_backend)
    assert answer(local_backend, request("Hello"))[0]
    assert pid_of(local_backend) == pid


def test_code_in_the_process_has_no_network() -> None:
    code = (
        "import sys, socket; from engine.backends.worker import _refuse_network\n"
        "sys.addaudithook(_refuse_network)\n"
        "socket.create_connection(('127.0.0.1', 9))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "the model process has no network" in done.stderr


def test_the_log_holds_no_word_of_the_conversation(local_backend: LocalBackend, tmp_path: Path) -> None:
    local_backend.load()
    answer(local_backend, request("The password is swordfish"))
    local_backend.close()
    log = (tmp_path / "logs" / "model.log").read_text(encoding="utf-8")
    assert "loaded on" in log
    assert "swordfish" not in log

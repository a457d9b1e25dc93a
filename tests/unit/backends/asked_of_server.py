"""What tests ask of a backend over a server, and what they read of its answer."""

import socket
import threading
from collections.abc import Callable

import pytest

from engine.backends.remote import RemoteBackend
from engine.backends.server_link import Patience, ServerAddress, ServerLink
from engine.domain.answer import (
    BackendEvent,
    ChatRequest,
    GenerationFinished,
    TextArrived,
    Turn,
)
from engine.domain.conversation import Role
from engine.domain.picture import RedactedImage
from engine.errors import BackendError
from engine.wording import Language

Images = Callable[[int], RedactedImage]


HELLO = ChatRequest((Turn(Role.AGENT, ("Hello",)),))


SECRET = "sk-do-not-tell"


def backend_of(url: str, *, model: str = "", patience: Patience | None = None) -> RemoteBackend:
    return RemoteBackend(ServerLink(ServerAddress.parse(url), patience=patience), model=model, key=lambda: SECRET)


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


def knows_no_name(*_arguments: object, **_more: object) -> None:
    raise socket.gaierror(-2, "Name or service not known")

"""The model on a server of the site: a Backend over any OpenAI-compatible server (llama-server, vLLM, SGLang).

Only the server that is set is spoken to, and only covered pictures go there.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from time import monotonic

from engine.backends.server_faults import NOT_REACHED
from engine.backends.server_link import Arrival, End, Exchange, Head, ServerLink
from engine.backends.server_models import ServedModels
from engine.backends.server_reply import Refused, Reply
from engine.backends.server_request import CAN_CONTINUE, Dialect, PictureTexts, request_body
from engine.domain.answer import BackendEvent, BackendNotice, ChatRequest, GenerationFinished, Phase, PhaseChanged, Turn
from engine.domain.conversation import FinishReason, Usage
from engine.domain.model import BackendState, BackendStatus
from engine.domain.notice import Notice, Severity
from engine.errors import BackendError, DesksideError, ServerUnavailable, WorkerDied
from engine.ports.backend import StopSignal

_log = logging.getLogger(__name__)

_POLL_S = 0.02
_ASK_AGAIN_S = 0.5
"""How long to wait for a server that is still loading its model before it is asked again."""


class RemoteBackend:
    """Asks a server. One answer at a time; each has a connection of its own, which a stop cuts."""

    def __init__(self, link: ServerLink, *, model: str = "", key: Callable[[], str] = lambda: "") -> None:
        """Nothing is sent yet. Without `model` the first one that the server names is taken; `key` is asked for once,
        and again after it was refused."""
        self._link = link
        self._wanted_model = model
        self._read_key = key
        self._key: str | None = None
        self._served: ServedModels | None = None
        self._pictures = PictureTexts()
        self._is_plain = False
        """The server has refused fields that are not in everybody's dialect."""
        self._has_warned = False
        self._answers = 0
        self._is_loading = False
        self._fault = ""
        self._lock = threading.Lock()

    # --- the port -----------------------------------------------------------------------------------------------------

    def status(self) -> BackendStatus:
        address = self._link.address
        host = "" if address.is_this_machine else address.host
        return replace(self._standing(), can_continue=self._dialect in CAN_CONTINUE, host=host)

    def _standing(self) -> BackendStatus:
        device = str(self._link.address)
        if self._fault:
            return BackendStatus(BackendState.FAILED, self._title, device, self._fault)
        if self._answers:
            return BackendStatus(BackendState.LOADING if self._is_loading else BackendState.BUSY, self._title, device)
        state = BackendState.IDLE if self._served is None else BackendState.READY
        return BackendStatus(state, self._title, device)

    def load(self) -> None:
        """Ask the server which models it has. Raises BackendError, ServerUnavailable."""
        try:
            self._meet(threading.Event())
        except BackendError as error:
            self._note(error)
            raise

    def served(self) -> ServedModels:
        """Ask anew which models the server has. Raises BackendError."""
        self._served = None
        self.load()
        return self._served or ServedModels()

    def generate(self, request: ChatRequest, stop: StopSignal) -> Iterator[BackendEvent]:
        with self._lock:
            self._answers += 1
            self._fault = ""  # of the answer before; this one is being written
        try:
            yield from self._notices(request)
            self._meet(stop)
            self._check_can(request)
            yield from self._answer(request, stop)
        except BackendError as error:
            self._note(error)
            raise
        finally:
            with self._lock:
                self._answers -= 1
                self._is_loading = False

    def prepare(self, turns: Sequence[Turn]) -> None:
        """Nothing is read ahead: the server's time belongs to all desks."""

    def unload(self) -> None:
        """Nothing of the server's is in this machine's memory but pictures that were sent."""
        if not self._answers:
            self._pictures.forget()

    def close(self) -> None:
        self._pictures.forget()
        self._served, self._fault, self._key = None, "", None

    # --- asking -------------------------------------------------------------------------------------------------------

    @property
    def _model(self) -> str:
        """As the server is asked for it."""
        return self._wanted_model or (self._served.first if self._served else "")

    @property
    def _dialect(self) -> Dialect:
        return self._served.dialect if self._served else Dialect.OTHER

    @property
    def _title(self) -> str:
        """As it is shown: a server that was not met yet stands for its model."""
        return self._model or str(self._link.address)

    def _notices(self, request: ChatRequest) -> Iterator[BackendEvent]:
        address = self._link.address
        if not self._has_warned and not address.is_secure and not address.is_this_machine:
            self._has_warned = True
            yield BackendNotice(Notice(Severity.WARNING, "server.unencrypted", {"server": str(address)}))
        if request.adapters:
            yield BackendNotice(Notice(Severity.WARNING, "server.no_adapters", {"server": str(address)}))

    def _check_can(self, request: ChatRequest) -> None:
        if request.continues and self._dialect not in CAN_CONTINUE:
            raise BackendError("server.cannot_continue", server=str(self._link.address))

    def _note(self, error: BackendError) -> None:
        if error.key == "server.key_refused":
            self._key = None
        if error.key in NOT_REACHED:  # when it is back, it may serve something else
            self._served = None
        self._fault = error.key
        _log.warning("%s %s", error.key, error.detail)

    def _meet(self, stop: StopSignal) -> None:
        """Learn which server this is and what it serves; a proxy that hides the list is no hindrance."""
        if self._served is not None:
            return
        body, head = b"", Head(500)
        reply = Reply(str(self._link.address), self._title)
        deadline = monotonic() + self._link.patience.connect_s + self._link.patience.pause_s
        with closing(self._open("GET", "/models")) as exchange:
            while not stop.is_set():
                arrival = self._next(exchange, deadline, reply)
                if isinstance(arrival, Head):
                    head = arrival
                    reply.take_head(head)
                elif isinstance(arrival, bytes):
                    body += arrival
                elif isinstance(arrival, End):
                    self._served = ServedModels.of(head, body, str(self._link.address), self._wanted_model)
                    self._fault = ""
                    return

    def _answer(self, request: ChatRequest, stop: StopSignal) -> Iterator[BackendEvent]:
        """Ask until there is an answer: again without fields that were refused, again while the model is loading."""
        patience_ends = monotonic() + self._link.patience.first_s
        is_plain = self._is_plain
        while not stop.is_set():
            reply = Reply(
                str(self._link.address),
                self._title,
                may_think=not (request.json_schema or request.continues),
                continues=request.continues,
            )
            try:
                with closing(self._follow(request, reply, stop, is_plain=is_plain)) as events:
                    yield from events
                self._is_plain = is_plain  # only now it has helped: a refused schema may sound the same
                return
            except Refused as refused:
                fault = reply.fault_of(refused.refusal)
                if refused.refusal.is_about_optional_fields and not is_plain:
                    _log.info("%s does not know all fields: asking again without them", self._link.address)
                    is_plain = True
                elif fault.key == "server.loading" and monotonic() < patience_ends:
                    self._is_loading = True
                    yield PhaseChanged(Phase.LOADING)
                    self._pause(stop)
                else:
                    raise fault from refused
        yield GenerationFinished(FinishReason.STOPPED, Usage(self._title))

    def _follow(
        self, request: ChatRequest, reply: Reply, stop: StopSignal, *, is_plain: bool
    ) -> Generator[BackendEvent, None, None]:
        """Send the request once and pass on the reply. The line is cut however this ends."""
        body = request_body(request, self._model, self._dialect, self._pictures.uri, is_plain=is_plain)
        with closing(self._open("POST", "/chat/completions", body)) as exchange:
            self._is_loading = False
            yield PhaseChanged(Phase.READING)
            patience = self._link.patience
            deadline = monotonic() + patience.connect_s + patience.first_s
            while not stop.is_set():
                arrival = self._next(exchange, deadline, reply)
                if arrival is None:
                    continue
                for event in _events(reply, arrival):
                    deadline = monotonic() + patience.pause_s
                    yield event
                if reply.is_done or isinstance(arrival, End):
                    reply.check_is_whole()
                    yield from reply.rest()
                    yield reply.ending()
                    return
            yield reply.ending(FinishReason.STOPPED)

    def _open(self, method: str, path: str, body: bytes = b"") -> Exchange:
        if self._key is None:
            self._key = self._secret()
        return self._link.open(method, path, body, self._key)

    def _secret(self) -> str:
        try:
            return self._read_key().strip()
        except BackendError:
            raise
        except DesksideError as error:  # the key store is the store's; the port knows faults of the model only
            raise BackendError("server.no_key", server=str(self._link.address), detail=error.key) from error

    def _next(self, exchange: Exchange, deadline: float, reply: Reply) -> Arrival | None:
        """Return what came; None after a short wait. Raises what the line has met, or that the server is late."""
        arrival = exchange.take(_POLL_S)
        fault = arrival if isinstance(arrival, BackendError) else None
        if arrival is None and monotonic() > deadline:
            fault = _late(reply, str(self._link.address))
        if fault is None:
            return arrival
        if reply.has_reason:  # the answer was whole; only what follows it (usage, the last mark) is missing
            return End()
        raise fault

    def _pause(self, stop: StopSignal) -> None:
        wait, until = threading.Event(), monotonic() + _ASK_AGAIN_S
        while monotonic() < until and not stop.is_set():
            wait.wait(_POLL_S)


def _late(reply: Reply, server: str) -> BackendError:
    if reply.has_begun:
        return WorkerDied("server.stalled", server=server)
    return ServerUnavailable("server.slow_start", server=server)


def _events(reply: Reply, arrival: Arrival) -> Iterator[BackendEvent]:
    """Yield what an arrival brings."""
    match arrival:
        case Head():
            reply.take_head(arrival)
        case bytes():
            yield from reply.take_line(arrival)
        case End():
            yield from reply.take_end()

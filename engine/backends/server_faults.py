"""What servers say when they refuse, and what is told to the agent.

Three families answer in three shapes: llama-server nests `{"error": {"code", "message", "type"}}`; vLLM did without the
nest up to 0.9 (`{"object": "error", ...}`); SGLang still does, but nests inside a stream. A missing key gets
`{"error": "Unauthorized"}` from both. In between stand proxies that answer in HTML.

What a server writes may quote the question, so none of it goes into a log: only status and type do.
"""

from __future__ import annotations

import http.client
import json
import re
import socket
import ssl
from dataclasses import dataclass
from typing import Any

from engine.errors import BackendError, ServerUnavailable, WorkerDied

_TOO_LONG = re.compile(r"context (length|size|window)|maximum input length|input length|too many tokens", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
_NO_PICTURES = re.compile(
    r"image input is not supported|not a multimodal model|does not support (image|vision|multimodal)|mmproj"
    r"|at most 0 image|image_url.{0,40}not supported",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(r"model.{0,200}(does not exist|not found)", re.IGNORECASE | re.DOTALL)
_BAD_PICTURE = re.compile(r"failed to (load|decode) image|cannot identify image|at most \d+ image", re.IGNORECASE)
_BAD_SCHEMA = re.compile(r"grammar|json.?schema|response_format", re.IGNORECASE)
OPTIONAL_FIELDS = re.compile(
    r"top_k|min_p|repeat_penalty|repetition_penalty|logprobs|stream_options|return_progress|extra (fields|inputs)"
    r"|extra_forbidden|unrecognized|unknown (field|parameter|argument)|unexpected keyword",
    re.IGNORECASE,
)
"""The server does not know a field that is not in everybody's dialect."""
NOT_REACHED = frozenset(
    {"server.unknown_host", "server.proxy_refused", "server.refused", "server.no_connection", "server.gateway"}
)
"""Nobody answered, or only a proxy before the server: no line to it could be had."""


@dataclass(frozen=True, slots=True, repr=False)
class Refusal:
    """An error as a server sends it, whatever its shape."""

    status: int
    type: str = ""
    message: str = ""
    needed: int = 0
    available: int = 0
    is_json: bool = True

    @classmethod
    def of(cls, status: int, body: bytes) -> Refusal:
        """Read an error's body; one that is not understood leaves the status."""
        try:
            row = json.loads(body)
        except (ValueError, RecursionError):
            return cls(status, is_json=False)
        return cls.of_row(row, status)

    @classmethod
    def of_row(cls, row: object, status: int = 500) -> Refusal:
        inner = row.get("error", row) if isinstance(row, dict) else row
        if not isinstance(inner, dict):
            return cls(status, message=str(inner) if isinstance(inner, str) else "")
        code = inner.get("code")
        if isinstance(code, int | str) and str(code).isdecimal() and 400 <= int(code) < 600:
            status = int(code)
        message = inner.get("message") or inner.get("detail") or ""
        return cls(
            status,
            str(inner.get("type") or code or ""),
            message if isinstance(message, str) else json.dumps(message),
            _whole(inner.get("n_prompt_tokens")),
            _whole(inner.get("n_ctx")),
        )

    @property
    def detail(self) -> str:
        return f"status {self.status} {self.type}".strip()

    @property
    def is_about_optional_fields(self) -> bool:
        return self.status in (400, 422, 500) and bool(OPTIONAL_FIELDS.search(self.message))


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def fault_of(refusal: Refusal, server: str, model: str) -> BackendError:
    """Return the sentence for a refusal."""
    detail, status, text = refusal.detail, refusal.status, refusal.message
    if not refusal.is_json and status < 500 and status not in (401, 403, 404, 413, 429):
        return BackendError("server.not_a_model_server", server=server, detail=detail)
    if refusal.type == "exceed_context_size_error" or (status in (400, 413, 500) and _TOO_LONG.search(text)):
        return _context_full(refusal)
    if _NO_PICTURES.search(text):
        return BackendError("server.no_pictures", model=model or "?", detail=detail)
    if status == 404 or (status == 400 and _NO_MODEL.search(text)):
        key = "server.no_such_model" if _NO_MODEL.search(text) else "server.no_such_path"
        return BackendError(key, server=server, model=model or "?", detail=detail)
    if status in (400, 422):
        return BackendError(_key_of_bad_request(text), server=server, detail=detail)
    return _fault_of_status(status, text, server, detail)


def _key_of_bad_request(text: str) -> str:
    if _BAD_PICTURE.search(text):
        return "server.bad_picture"
    return "server.bad_schema" if _BAD_SCHEMA.search(text) else "server.bad_request"


def _fault_of_status(status: int, text: str, server: str, detail: str) -> BackendError:
    if status in (401, 407):
        return BackendError("server.key_refused", server=server, detail=detail)
    if status == 403:
        return BackendError("server.forbidden", server=server, detail=detail)
    if status == 413:
        return BackendError("server.too_large", server=server, detail=detail)
    if status == 501:
        return BackendError("server.bad_request", server=server, detail=detail)
    if status == 503 and "loading" in text.lower():
        return ServerUnavailable("server.loading", server=server, detail=detail)
    if status in (429, 503):
        return ServerUnavailable("server.busy", server=server, detail=detail)
    if status in (502, 504):
        return ServerUnavailable("server.gateway", server=server, detail=detail)
    return ServerUnavailable("server.fault", server=server, status=status, detail=detail)


def _context_full(refusal: Refusal) -> BackendError:
    """Say how long the case is and how long it may be, where the server tells."""
    needed, available = refusal.needed, refusal.available
    if not available:
        numbers = sorted({int(each) for each in _NUMBERS.findall(refusal.message)}, reverse=True)
        if len(numbers) >= 2:
            needed, available = numbers[0], numbers[1]
    if needed <= available:
        return BackendError("server.context_full", detail=refusal.detail)
    return BackendError("server.context_full_by", needed=needed, available=available, detail=refusal.detail)


def fault_of_network(error: Exception, stage: str, server: str) -> BackendError:
    """Return the sentence for a fault of the line. `stage`: connect, wait or read."""
    detail = f"{type(error).__name__} {getattr(error, 'errno', None) or ''}".strip()
    values: dict[str, Any] = {"server": server, "detail": detail}
    if isinstance(error, ssl.SSLCertVerificationError):
        return BackendError("server.certificate", reason=error.verify_message or "?", **values)
    if stage == "connect":
        return _fault_of_connecting(error, values)
    if isinstance(error, TimeoutError):
        return ServerUnavailable("server.slow_start" if stage == "wait" else "server.stalled", **values)
    if isinstance(error, http.client.BadStatusLine) and not isinstance(error, http.client.RemoteDisconnected):
        return BackendError("server.not_a_model_server", **values)
    if stage == "wait":
        return ServerUnavailable("server.hung_up", **values)
    return WorkerDied("server.cut", **values)


def _fault_of_connecting(error: Exception, values: dict[str, Any]) -> BackendError:
    if isinstance(error, socket.gaierror):
        return ServerUnavailable("server.unknown_host", **values)
    if isinstance(error, ssl.SSLError):
        return BackendError("server.no_tls", **values)
    if "Tunnel connection failed" in str(error):
        return ServerUnavailable("server.proxy_refused", **values)
    if isinstance(error, ConnectionRefusedError):
        return ServerUnavailable("server.refused", **values)
    return ServerUnavailable("server.no_connection", **values)

"""A small model with a manifest, and a server whose faults the test scripts."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from engine.backends.catalogue.folder import FolderCatalogue
from engine.domain.model import ModelFile, ModelManifest
from engine.settings import Folders, Settings


@pytest.fixture
def tiny(tiny_pair: tuple[Path, Path]) -> ModelManifest:
    """The tiny pair as if it had been published."""
    weights, projector = (
        ModelFile(path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest()) for path in tiny_pair
    )
    return ModelManifest("tiny", "Tiny", weights, projector, published_as="Maker/Tiny-GGUF", revision="abc")


@pytest.fixture
def new_catalogue(folders: Folders, tiny: ModelManifest) -> Callable[..., FolderCatalogue]:
    """A catalogue that knows the tiny model alone, with settings as given."""

    def make(manifest: ModelManifest = tiny, **values: str) -> FolderCatalogue:
        settings = Settings()
        for name, value in values.items():
            settings.set(f"model.{name}", value)
        return FolderCatalogue(settings, folders, (manifest,))

    return make


@dataclass
class Script:
    """What the server does next: one entry a request, the last one for all that follow."""

    faults: list[str] = field(default_factory=lambda: ["fine"])
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    """Path, Range and If-Range of each request."""
    etag: str = '"one"'
    files: dict[str, bytes] = field(default_factory=dict)
    retry_after: str = ""

    def next(self) -> str:
        return self.faults.pop(0) if len(self.faults) > 1 else self.faults[0]


class MirrorServer(ThreadingHTTPServer):
    """Serves files from memory, with ranges, as the script wants it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = Script()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/mirror"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: MirrorServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *arguments: object) -> None:
        """Nobody reads it."""

    def do_GET(self) -> None:
        script = self.server.script
        wanted = self.headers.get("Range", "")
        script.requests.append((self.path, wanted, self.headers.get("If-Range", "")))
        name = self.path.rsplit("/", 1)[1]
        fault = script.next()
        if fault.isdigit():
            return self._answer(int(fault), b"", {"Retry-After": script.retry_after} if script.retry_after else {})
        if fault.startswith("to "):
            return self._answer(302, b"", {"Location": fault[3:]})
        if fault == "page":
            return self._answer(200, b"<html>Sign in</html>", {"Content-Type": "text/html"})
        if fault == "plain page":
            return self._answer(200, b"<html>Sign in</html>" * 100, {})
        if fault == "pointer":
            return self._answer(200, b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", {})
        if name not in script.files:
            return self._answer(404, b"", {})
        content = script.files[name]
        if fault == "wrong byte":
            content = content[:-1] + bytes([content[-1] ^ 1])
        if fault == "longer":
            content += b"more"
        return self._send(content, fault, wanted)

    def _send(self, content: bytes, fault: str, wanted: str) -> None:
        script = self.server.script
        headers = {"ETag": script.etag} if script.etag else {}
        start = 0
        is_same = self.headers.get("If-Range", script.etag) == script.etag
        if wanted and fault != "no ranges" and is_same:
            start = int(re.findall(r"\d+", wanted)[0])
            if start >= len(content):
                return self._answer(416, b"", {"Content-Range": f"bytes */{len(content)}"})
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        if fault == "shifted":
            headers["Content-Range"] = f"bytes {start + 1}-{len(content) - 1}/{len(content)}"
        body = content[start:]
        self.send_response(206 if start else 200)
        for header, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(header, value)
        self.end_headers()
        if fault.startswith("cut at "):
            self.wfile.write(body[: int(fault[7:])])
            self.wfile.flush()
            self.close_connection = True
            return None
        if fault == "stall":
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            self.rfile.read(1)  # until the client has gone
            return None
        self.wfile.write(body)
        return None

    def _answer(self, code: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def mirror(tiny_pair: tuple[Path, Path]) -> Iterator[MirrorServer]:
    """A mirror on this machine that has the tiny pair."""
    with MirrorServer() as server:
        server.script.files = {path.name: path.read_bytes() for path in tiny_pair}
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()

"""A model that has arrived as far as the test says, and the backend that runs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.domain.answer import (
    ChatRequest,
    PhaseChanged,
    Turn,
)
from engine.domain.catalogue import FileStanding, ModelEntry, Transfer, TransferStep
from engine.domain.memory import MemoryEstimate, Placement
from engine.domain.model import BackendState, BackendStatus, ModelFile, ModelManifest
from engine.errors import ModelFileError
from engine.ports import StopSignal


@dataclass
class FakeBackend:
    """A model in a state that the test chooses."""

    state: BackendStatus = field(
        default_factory=lambda: BackendStatus(BackendState.READY, "Qwen3-VL 4B Instruct Q4_K_M", "CPU")
    )
    loads: int = 0
    unloads: int = 0

    def status(self) -> BackendStatus:
        return self.state

    def load(self) -> None:
        self.loads += 1

    def generate(self, request: ChatRequest, stop: StopSignal) -> Iterator[PhaseChanged]:
        return iter(())

    def prepare(self, turns: Sequence[Turn]) -> None:
        return None

    def unload(self) -> None:
        self.unloads += 1

    def close(self) -> None:
        return None


TINY = ModelManifest("tiny", "Tiny", ModelFile("tiny.gguf", 1000, "a" * 64), ModelFile("mmproj.gguf", 500))


ESTIMATE = MemoryEstimate(Placement.SPLIT, "CUDA0", 12, 36, 2**30, 2**29, 2**30, 2**28, 2**27, 2**30, 2**30)


@dataclass
class FakeModels:
    """One known model, of which `there` has arrived; `breaks` is raised in the middle of a transfer."""

    there: dict[str, int] = field(default_factory=dict)
    refusal: str = ""
    breaks: Exception | None = None
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def entries(self) -> Sequence[ModelEntry]:
        files = tuple(
            FileStanding(
                file.name,
                file.size_bytes,
                self.there.get(file.name, 0),
                self.there.get(file.name) == file.size_bytes,
                bool(file.sha256),
            )
            for file in TINY.files
        )
        return (ModelEntry("tiny", "Tiny", 1500, files, can_be_removed=bool(self.there), manifest=TINY),)

    def estimate(self, name: str) -> MemoryEstimate | None:
        self._known(name)
        return ESTIMATE

    def add(self, source: Path, stop: StopSignal) -> Iterator[Transfer]:
        self.asked.append(("add", str(source)))
        yield from self._move(stop, TransferStep.COPYING)

    def verify(self, name: str, stop: StopSignal) -> Iterator[Transfer]:
        self.asked.append(("verify", name))
        if not self.there:
            raise ModelFileError("model.not_installed", name=name)
        yield from self._move(stop, TransferStep.VERIFYING)

    def download(self, name: str, stop: StopSignal, file: str = "") -> Iterator[Transfer]:
        self.asked.append(("download", name, file))
        if self.refusal:
            raise ModelFileError(self.refusal)
        self._known(name)
        yield from self._move(stop, TransferStep.DOWNLOADING, file)

    def why_no_download(self) -> str:
        return self.refusal

    def remove(self, name: str) -> None:
        if not self.there:
            raise ModelFileError("model.not_installed", name=name)
        self.there.clear()

    def _known(self, name: str) -> None:
        if name != TINY.id:
            raise ModelFileError("model.not_known", name=name)

    def _move(self, stop: StopSignal, step: TransferStep, only: str = "") -> Iterator[Transfer]:
        for file in TINY.files:
            if only in ("", file.name):
                yield Transfer(file.name, step, file.size_bytes // 2, file.size_bytes)
                self.there[file.name] = file.size_bytes // 2
                if self.breaks is not None:
                    raise self.breaks
                if stop.is_set():
                    yield Transfer(file.name, TransferStep.PAUSED, file.size_bytes // 2, file.size_bytes)
                    return
                self.there[file.name] = file.size_bytes
                yield Transfer(file.name, TransferStep.VERIFIED, file.size_bytes, file.size_bytes)

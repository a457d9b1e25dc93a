"""What a model is made of, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model as published. `sha256` is empty where no digest is known; none is ever invented."""

    name: str
    size_bytes: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ModelManifest:
    """A model's files and limits."""

    id: str
    title: str
    weights: ModelFile
    projector: ModelFile
    licence: str = ""
    quantization: str = ""
    image_tokens_min: int = 1024
    image_tokens_max: int = 2048
    context_tokens: int = 16384


class BackendState(StrEnum):
    """How the model stands."""

    NO_MODEL = "no_model"
    IDLE = "idle"
    """Installed, not in memory."""
    LOADING = "loading"
    READY = "ready"
    BUSY = "busy"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class BackendStatus:
    """How the model stands, for the window and `doctor`."""

    state: BackendState
    model: str = ""
    device: str = ""
    """As ggml names it: `CPU`, `CUDA0 NVIDIA ...`."""
    detail: str = ""

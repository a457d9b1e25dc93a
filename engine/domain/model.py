"""What a model is made of, and how it stands."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.domain.answer import SamplingParams
from engine.domain.memory import Footprint
from engine.domain.notice import Notice


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model as published. `sha256` is empty where no digest is known; none is ever invented."""

    name: str
    size_bytes: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ModelShape:
    """The sizes of a model's parts, from its published configuration."""

    layers: int
    width: int
    feed_forward: int
    kv_bytes_per_token: int
    """Over all layers, in f16."""
    vocabulary: int
    vision_layers: int
    vision_width: int
    vision_feed_forward: int
    has_own_output: bool = True
    """False where the token embeddings serve as the output matrix too."""
    weights_about_bytes: int = 0
    """Where the size of the file is not known: that of a model of the same shape."""
    projector_about_bytes: int = 0


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
    sampling: SamplingParams = field(default_factory=SamplingParams)
    """As its makers recommend."""
    thinks: bool = False
    """Whether it writes its reasoning before `</think>`."""
    adapters: Mapping[str, ModelFile] = field(default_factory=dict)
    """LoRA adapters (text side) by name."""
    published_as: str = ""
    """Owner and name under which a mirror keeps it."""
    revision: str = ""
    """The published state that sizes and digests belong to; empty where it is not known."""
    shape: ModelShape | None = None

    @property
    def files(self) -> tuple[ModelFile, ...]:
        return (self.weights, self.projector, *self.adapters.values())

    @property
    def size_bytes(self) -> int:
        """Return the size of the pair; about, where it is not known exactly."""
        return sum(_sizes(self))

    @property
    def footprint(self) -> Footprint:
        """Tell what it takes before its files are there; those tell it exactly. Raises ValueError without a shape."""
        if self.shape is None:
            raise ValueError(f"the manifest of {self.id} tells no shape")
        return _footprint(self, self.shape)


_EMBEDDING_BITS = 6.5625
"""Token embeddings and output matrix stand in Q6_K in a Q4_K_M file: 210 bytes for 256 values."""
_WHOLE_BITS = {"Q8_0": 8.5, "F16": 16.0}


def _sizes(manifest: ModelManifest) -> tuple[int, int]:
    about = (manifest.shape.weights_about_bytes, manifest.shape.projector_about_bytes) if manifest.shape else (0, 0)
    return manifest.weights.size_bytes or about[0], manifest.projector.size_bytes or about[1]


def _footprint(manifest: ModelManifest, shape: ModelShape) -> Footprint:
    bits = _WHOLE_BITS.get(manifest.quantization, _EMBEDDING_BITS)
    matrix = int(shape.vocabulary * shape.width * bits / 8)
    weights_bytes, projector_bytes = _sizes(manifest)
    in_layers = weights_bytes - matrix * (2 if shape.has_own_output else 1)
    return Footprint(
        layers=shape.layers,
        layer_bytes=max(0, in_layers) // shape.layers,
        input_bytes=matrix,
        output_bytes=matrix,
        projector_bytes=projector_bytes,
        kv_bytes_per_token=shape.kv_bytes_per_token,
        width=shape.width,
        feed_forward=shape.feed_forward,
        vision_width=shape.vision_width,
        vision_feed_forward=shape.vision_feed_forward,
        is_output_shared=not shape.has_own_output,
    )


PATCH_PX = 32
"""Qwen3-VL cuts a picture into squares of 32 x 32 pixels and spends a token on each."""


@dataclass(frozen=True, slots=True)
class SeenSize:
    """The size to which a picture is brought before the model looks at it."""

    width: int
    height: int

    @property
    def tokens(self) -> int:
        return (self.width // PATCH_PX) * (self.height // PATCH_PX)

    @classmethod
    def of(cls, width: int, height: int, tokens_min: int, tokens_max: int) -> SeenSize:
        """Round each side to whole squares; what costs too much is made smaller, what tells too little larger."""
        wide, high = (max(PATCH_PX, (side + PATCH_PX // 2) // PATCH_PX * PATCH_PX) for side in (width, height))
        tokens = (wide // PATCH_PX) * (high // PATCH_PX)
        if tokens > tokens_max:
            shrink = math.sqrt(width * height / (tokens_max * PATCH_PX**2))
            wide, high = (max(PATCH_PX, math.floor(side / shrink / PATCH_PX) * PATCH_PX) for side in (width, height))
        elif tokens < tokens_min:
            stretch = math.sqrt(tokens_min * PATCH_PX**2 / (width * height))
            wide, high = (math.ceil(side * stretch / PATCH_PX) * PATCH_PX for side in (width, height))
        return cls(wide, high)


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
    notices: tuple[Notice, ...] = ()
    """What the agent should see for as long as it is so: a graphics card that is not used."""
    image_tokens: tuple[int, int] | None = None
    """Fewest and most for one picture, as they hold now; None where the settings say it."""
    context_tokens: int = 0
    """What it can keep in mind at once, as it is loaded; 0 where it is not, or does not tell."""
    adapters: tuple[str, ...] = ()
    """The LoRA adapters that it can answer with, by name."""
    can_continue: bool = False
    """Whether an answer that ended early can be written on (`ChatRequest.continues`)."""
    host: str = ""
    """The machine to which covered pictures and questions go; empty where this one answers."""

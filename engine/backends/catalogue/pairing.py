"""Which complete models are on this machine: known ones by name, others by what their headers say."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.backends.catalogue.manifest import MODELS, manifests
from engine.backends.gguf_header import GgufHeader, read_header
from engine.domain.model import ModelManifest
from engine.errors import ModelFileError
from engine.settings import Folders, Settings

_log = logging.getLogger(__name__)

STARTER = MODELS / "starter"
"""What came with the program. It reads little, so it answers only where someone has named it."""
_ARCHITECTURES = ("qwen3vl", "qwen3vlmoe")
_PROJECTOR = "qwen3vl_merger"
_VISION_LAYERS = {
    ("qwen3vl", 2048): 24,
    ("qwen3vlmoe", 2048): 27,
    ("qwen3vl", 2560): 24,
    ("qwen3vl", 4096): 27,
    ("qwen3vl", 5120): 27,
}
"""Depth of the vision tower by size: tells the projector of 2B from that of 30B-A3B, both 2048 wide."""
_FAMILY_KEYS = ("general.basename", "general.size_label", "general.finetune")
"""What tells Instruct from Thinking, where sizes do not."""


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A complete pair on this machine. `manifest` is None for files that no manifest names."""

    name: str
    title: str
    weights: Path
    projector: Path
    manifest: ModelManifest | None = None

    @property
    def adapters(self) -> dict[str, Path]:
        """The LoRA adapters of the manifest that lie beside the weights."""
        listed = self.manifest.adapters if self.manifest else {}
        places = {name: self.weights.with_name(file.name) for name, file in listed.items()}
        return {name: path for name, path in places.items() if path.exists()}


def model_folder(settings: Settings, folders: Folders) -> Path:
    """Return where models are kept: the folder in the settings, or the profile's own."""
    return Path(settings.text("model.folder") or folders.models)


def choose(settings: Settings, folders: Folders, known: Sequence[ModelManifest] | None = None) -> InstalledModel | None:
    """Return the model that the settings name, or the first complete one; None where there is none.

    The starter is never the one that nobody has named.

    Raises ModelFileError when the one that is named is not there.
    """
    wanted = settings.text("model.name")
    for model in installed(model_folder(settings, folders), known):
        if wanted in ("", model.name, model.title):
            return model
    if wanted:
        for model in installed(STARTER, known):
            if wanted in (model.name, model.title):
                return model
        raise ModelFileError("model.not_installed", name=wanted)
    return None


def installed(folder: Path, known: Sequence[ModelManifest] | None = None) -> list[InstalledModel]:
    """List the complete models in a folder and the folders in it."""
    models: list[InstalledModel] = []
    for place in _places(folder):
        files = {path.name: path for path in sorted(place.glob("*.gguf"))}
        for manifest in manifests() if known is None else known:
            weights, projector = files.get(manifest.weights.name), files.get(manifest.projector.name)
            if weights and projector:
                models.append(InstalledModel(manifest.id, manifest.title, weights, projector, manifest))
        named = {model.weights for model in models}
        models += _unknown_pairs([path for path in files.values() if path not in named])
    return models


def _places(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield folder
        yield from sorted(path for path in folder.iterdir() if path.is_dir())


def _unknown_pairs(files: Iterable[Path]) -> Iterator[InstalledModel]:
    """Pair files by what their headers say; a file that cannot be read is left out."""
    headers: dict[Path, GgufHeader] = {}
    for path in files:
        try:
            headers[path] = read_header(path)
        except ModelFileError as error:
            _log.warning("%s is left out: %s", path.name, error.detail or error.key)
    projectors = [path for path, header in headers.items() if header.architecture == "clip"]
    for path, header in headers.items():
        if header.architecture in _ARCHITECTURES:
            fitting = [other for other in projectors if not _mismatch(header, headers[other])]
            if fitting:
                title = header.text("general.name") or path.stem
                closest = max(fitting, key=lambda other: _kinship(header, headers[other]))
                yield InstalledModel(path.stem, title, path, closest)


def _kinship(weights: GgufHeader, projector: GgufHeader) -> int:
    """Count what the makers wrote alike into both files."""
    return sum(bool(weights.text(key)) and weights.text(key) == projector.text(key) for key in _FAMILY_KEYS)


def check_pair(weights: Path, projector: Path) -> None:
    """Raise ModelFileError unless both files are whole as far as their headers tell, and belong together."""
    weights_header, projector_header = read_header(weights), read_header(projector)
    if weights_header.architecture not in _ARCHITECTURES:
        raise ModelFileError("model.not_supported", name=weights.name, architecture=weights_header.architecture or "?")
    if _projector_type(projector_header) != _PROJECTOR:
        raise ModelFileError("model.not_a_projector", name=projector.name)
    reason = _mismatch(weights_header, projector_header)
    if reason:
        raise ModelFileError("model.wrong_pair", weights=weights.name, projector=projector.name, detail=reason)


def _projector_type(header: GgufHeader) -> str:
    if header.architecture != "clip":
        return ""
    return header.text("clip.projector_type") or header.text("clip.vision.projector_type")


def _mismatch(weights: GgufHeader, projector: GgufHeader) -> str:
    """Say why two files do not belong together; an empty string when they may."""
    kind = weights.architecture
    width = weights.number(f"{kind}.embedding_length")
    projected = projector.number("clip.vision.projection_dim")
    if _projector_type(projector) != _PROJECTOR or width != projected:
        return f"width {width} and {projected}"
    deepstack = weights.number(f"{kind}.n_deepstack_layers")
    tapped = sum(projector.flags("clip.vision.is_deepstack_layers"))
    if deepstack != tapped:
        return f"deepstack layers {deepstack} and {tapped}"
    layers, expected = projector.number("clip.vision.block_count"), _VISION_LAYERS.get((kind, width))
    if expected is not None and layers != expected:
        return f"vision layers {layers}, not {expected}"
    return ""

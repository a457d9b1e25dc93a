"""The models that are known: one TOML file each in `models/`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from engine.domain.answer import SamplingParams
from engine.domain.model import ModelFile, ModelManifest, ModelShape
from engine.settings.table import Value

MODELS = Path(__file__).resolve().parents[3] / "models"


@cache
def manifests(folder: Path = MODELS) -> tuple[ModelManifest, ...]:
    """Return the known models, smallest first."""
    found = [_manifest(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(found, key=lambda manifest: manifest.size_bytes))


def _manifest(path: Path) -> ModelManifest:
    row: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return ModelManifest(
        id=path.stem,
        title=row["title"],
        weights=ModelFile(**row["weights"]),
        projector=ModelFile(**row["projector"]),
        licence=row["licence"],
        quantization=row["quantization"],
        image_tokens_min=row["image_tokens_min"],
        image_tokens_max=row["image_tokens_max"],
        context_tokens=row["context_tokens"],
        sampling=SamplingParams(**row.get("sampling", {})),
        thinks=row.get("thinks", False),
        adapters={name: ModelFile(**file) for name, file in row.get("adapters", {}).items()},
        published_as=row.get("published_as", ""),
        revision=row.get("revision", ""),
        shape=ModelShape(**row["shape"]) if "shape" in row else None,
    )


def recommended_settings(manifest: ModelManifest | None) -> dict[str, Value]:
    """Return the settings that a manifest recommends: they hold where nobody has set anything."""
    if manifest is None:
        return {}
    sampling = {f"sampling.{name}": value for name, value in asdict(manifest.sampling).items()}
    limits = ("context_tokens", "image_tokens_min", "image_tokens_max")
    return sampling | {f"model.{name}": getattr(manifest, name) for name in limits}


def owner_of(name: str, known: Iterable[ModelManifest]) -> tuple[ModelManifest, ModelFile] | None:
    """Return the manifest that names a file, and what it says of it."""
    rows = ((manifest, file) for manifest in known for file in manifest.files)
    return next(((manifest, file) for manifest, file in rows if file.name == name), None)

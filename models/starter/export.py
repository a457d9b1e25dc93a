"""Writes a trained starter as a pair of GGUF files.

python -m models.starter.export RUN --scale shared-cores --folder models/starter [--type Q8_0]
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import numpy.typing as npt

from engine.bench.tiny_model import PairShape, Tensor, write_pair
from models.starter import reference_names
from models.starter.lettering import WORLDS, World
from models.starter.letters import CellHead
from models.starter.reader import Reader, ReaderShape
from models.starter.starter import Starter
from models.starter.tokens import vocabulary
from models.starter.tower import PATCH, Tower, TowerShape
from models.starter.train import Scale, load, scales

NAME, TITLE = "deskside-starter", "Deskside starter"
_MANIFEST = """\
title = "Deskside starter · only for trying out / 仅供试用"
licence = "Apache-2.0"
quantization = "{kind}"
context_tokens = 4096
image_tokens_min = 8
image_tokens_max = 240

[weights]
{weights}
[projector]
{projector}
[sampling]  # greedy: what is read is spelled, and a penalty spoils spelling
temperature = 0.0
presence_penalty = 0.0
max_tokens = 160
"""
Array = npt.NDArray[np.float32]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, metavar="RUN")
    parser.add_argument("--scale", choices=sorted(scales()), required=True)
    parser.add_argument("--world", choices=sorted(WORLDS), default="full", help="that it was trained in")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--type", choices=("F32", "F16", "Q8_0"), default="Q8_0")
    options = parser.parse_args()
    scale = scales()[options.scale]
    model = restored(options.run, scale, WORLDS[options.world])
    pair = export(model, scale, options.folder, options.type)
    print(manifest(pair, options.type))


def restored(run: Path, scale: Scale, world: World) -> Starter:
    """Load the newest weights of a run. Raises FileNotFoundError where there are none."""
    import torch

    letters, joint = run / "letters.pt", run / "joint.pt"
    state = torch.load(joint if joint.exists() else letters, weights_only=True, map_location="cpu")
    classes = state["parts"]["head.common.0"].shape[1]
    model = Starter(Tower(scale.tower), CellHead(classes), Reader(scale.reader))
    print("weights of the stages", ", ".join(load(run, model, world)))
    return model


def export(model: Starter, scale: Scale, folder: Path, kind: str = "Q8_0") -> tuple[Path, Path]:
    """Write the pair and return its paths."""
    fill = _Weights(model_tensors(model), gguf.GGMLQuantizationType[kind])
    shape = model_shape(scale.tower, scale.reader)
    return write_pair(folder, NAME, shape, fill, TITLE, vocabulary())


def manifest(pair: tuple[Path, Path], kind: str) -> str:
    """Return what stands in `models/deskside-starter.toml` when this pair is shipped."""
    weights, projector = (_entry(path) for path in pair)
    return _MANIFEST.format(kind=kind, weights=weights, projector=projector)


def _entry(path: Path) -> str:
    digest = sha256(path.read_bytes()).hexdigest()
    return f'name = "{path.name}"\nsize_bytes = {path.stat().st_size}\nsha256 = "{digest}"\n'


def model_shape(tower: TowerShape, reader: ReaderShape) -> PairShape:
    return PairShape(
        width=reader.width,
        layers=reader.layers,
        heads=reader.heads,
        kv_heads=reader.kv_heads,
        head_width=reader.head_width,
        feed_forward=reader.feed_forward,
        rope_sections=(*reader.rope_sections, 0),
        rope_base=reader.rope_base,
        vision_width=tower.width,
        vision_layers=tower.layers,
        vision_heads=tower.heads,
        vision_feed_forward=tower.feed_forward,
        deepstack=tower.deepstack,
        patch_px=PATCH,
        position_grid=tower.position_grid,
        context=8192,
        shares_embedding=True,
    )


@dataclass(frozen=True, slots=True)
class _Weights:
    """Gives each tensor of the files its values: matrices in the type that was asked for, all else in 32 bits."""

    tensors: dict[str, Array]
    kind: Any

    def __call__(self, name: str, tensor: Tensor) -> tuple[npt.NDArray[Any], Any]:
        values = np.ascontiguousarray(self.tensors[name])
        if values.shape != tensor.dimensions:
            raise ValueError(f"{name}: {values.shape} instead of {tensor.dimensions}")
        is_matrix = values.ndim == 2 and "position_embd" not in name
        if not is_matrix or self.kind == gguf.GGMLQuantizationType.F32:
            return values, None
        if self.kind == gguf.GGMLQuantizationType.F16:
            return values.astype(np.float16), None
        return gguf.quants.quantize(values, self.kind), self.kind


def model_tensors(model: Starter) -> dict[str, Array]:
    """Return all tensors by their names in the files."""
    reader, tower = _arrays(model.reader), _arrays(model.tower)
    found: dict[str, Array] = {
        "token_embd.weight": reader["embed_tokens.weight"],
        "output_norm.weight": reader["norm.weight"],
    }
    for layer in range(model.reader.shape.layers):
        for ours, theirs in reference_names.TEXT.items():
            found[f"blk.{layer}.{ours}.weight"] = reader[f"layers.{layer}.{theirs}.weight"]
    return found | _vision(tower, model.tower.shape)


def _arrays(part: Any) -> dict[str, Array]:
    return {name: values.detach().float().cpu().numpy() for name, values in part.state_dict().items()}


def _vision(tower: dict[str, Array], shape: TowerShape) -> dict[str, Array]:
    # The reference looks at two frames: here they are the same picture, so each gets half.
    kernel = tower["patch_embed.proj.weight"].reshape(-1, 3, PATCH, PATCH) * np.float32(0.5)
    found: dict[str, Array] = {
        "v.patch_embd.weight": kernel,
        "v.patch_embd.weight.1": kernel,
        "v.patch_embd.bias": tower["patch_embed.proj.bias"],
        "v.position_embd.weight": tower["pos_embed.weight"],
    }
    for kind in ("weight", "bias"):
        found[f"v.post_ln.{kind}"] = tower[f"merger.norm.{kind}"]
        found[f"mm.0.{kind}"] = tower[f"merger.linear_fc1.{kind}"]
        found[f"mm.2.{kind}"] = tower[f"merger.linear_fc2.{kind}"]
        for layer in range(shape.layers):
            for ours, theirs in reference_names.VISION.items():
                found[f"v.blk.{layer}.{ours}.{kind}"] = tower[f"blocks.{layer}.{theirs}.{kind}"]
        for place, layer in enumerate(shape.deepstack):
            for ours, theirs in reference_names.DEEP.items():
                found[f"v.deepstack.{layer}.{ours}.{kind}"] = tower[f"deepstack_merger_list.{place}.{theirs}.{kind}"]
    return found


if __name__ == "__main__":
    main()

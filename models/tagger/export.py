"""Writes the trained tagger as the program runs it: `python -m models.tagger.export WEIGHTS ASKED.json OUT`.

Weights are kept in half precision (half of the size) and computed with in full: onnxruntime widens them on loading.
"""

from __future__ import annotations

import argparse
import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.tagger.tagger_input import SignTable, parts_of
from models.tagger.network import Tagger
from models.tagger.train import tensors, usual_signs

_LEAST_HALVED = 256
"""Weights of fewer numbers stay as they are."""
_LETTERS, _TEXTS = "letters", "texts"


def export(weights: Path, asked: dict[str, float], out: Path) -> None:
    """Write the model with its signs and with how sure each kind has to be."""
    network = Tagger()
    network.load_state_dict(torch.load(weights))
    network.eval()
    signs = usual_signs()
    spans = [TextSpan(f"user{n} 张伟", Region(10, 20 * n, 80, 14), 1.0) for n in range(5)]
    (part,) = parts_of(spans, SignTable(signs), {})
    inputs = tensors(part.arrays)
    by_letter = ("letters", "evidence", "known", "owner")
    axes: dict[str, Any] = {name: {0: _LETTERS if name in by_letter else _TEXTS} for name in inputs}
    axes["pairs"] = {1: _TEXTS, 2: _TEXTS}
    axes["scores"] = {0: _LETTERS}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            tuple(inputs.values()),
            str(out),
            input_names=list(inputs),
            output_names=["scores"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    model = onnx.load(out)
    _halve(model)
    for key, value in (("signs", signs), ("asked", json.dumps(asked, sort_keys=True))):
        model.metadata_props.add(key=key, value=value)
    model.producer_name, model.producer_version = "", ""
    onnx.checker.check_model(model)
    onnx.save(model, out)


def _halve(model: onnx.ModelProto) -> None:
    """Keep large weights in half precision, and widen each where it is used."""
    widened = []
    for number, weight in enumerate(model.graph.initializer):
        array = numpy_helper.to_array(weight)
        if array.dtype != np.float32 or array.size < _LEAST_HALVED:
            continue
        name = weight.name
        model.graph.initializer[number].CopyFrom(numpy_helper.from_array(array.astype(np.float16), f"{name}.half"))
        widened.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    for node in reversed(widened):
        model.graph.node.insert(0, node)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("asked", type=Path, help="JSON: how sure each kind has to be")
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    export(options.weights, json.loads(options.asked.read_text()), options.out)


if __name__ == "__main__":
    main()

"""Makes `resources/models/PP-OCRv6_rec_small.int8.onnx` from the recogniser in the `rapidocr` wheel.

Run from the repository's root, where the packages `onnx` and `sympy` are installed beside the project's own:

    python packaging/make_recogniser.py

The large convolutions and the last product, two thirds of the work, are computed in eight bits; their ranges are
learned from lines of the drawn screens under `tests/screens`. The Softmax at the end is dropped: the best class is the
same without it. `resources/models/README.md` says what was made of what, with digests.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import onnx  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from onnx import version_converter  # noqa: E402
from onnxruntime.quantization import (  # noqa: E402
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process  # noqa: E402

from engine.redaction.models import LINE_MODEL, RESOURCE_MODELS, SMALL_LINE_MODEL, wheel_models  # noqa: E402
from engine.redaction.reading.line_reader import prepared  # noqa: E402
from engine.redaction.reading.reader import crop_around  # noqa: E402
from engine.redaction.reading.text_boxes import find_text_boxes  # noqa: E402
from tests.screens.pages import all_screens  # noqa: E402

if TYPE_CHECKING:
    from engine.domain.picture import Capture

_OPSET = 20
"""Eight bits per channel need 13 at least, Gelu 20; the wheel's model has 11."""
_CROPS = 160
_LARGE = 70_000
"""Weights. Smaller convolutions cost little, and in eight bits they confuse Chinese characters that are alike."""


class _Lines(CalibrationDataReader):  # type: ignore[misc]  # onnxruntime is untyped
    """Hands the quantizer one line of text after the other."""

    def __init__(self, name: str) -> None:
        crops = list(_crops())
        chosen = np.linspace(0, len(crops) - 1, min(_CROPS, len(crops))).astype(int)
        self._inputs = iter([{name: crops[index]} for index in chosen])

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        return next(self._inputs, None)


def _crops() -> Iterator[NDArray[np.float32]]:
    for screen in all_screens((1.0, 1.25, 2.0)):
        capture: Capture = screen.capture()
        pixels = np.frombuffer(capture.rgb, np.uint8).reshape(capture.height, capture.width, 3)
        for box in find_text_boxes(pixels).lines:
            if box.height >= 6 and box.width >= 12:
                crop = crop_around(box, capture.width, capture.height)
                yield prepared(pixels[crop.y : crop.bottom, crop.x : crop.right])


def _without_softmax(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the model with the scores before the last Softmax as its output."""
    graph = model.graph
    last = graph.node[-1]
    if last.op_type != "Softmax" or last.output[0] != graph.output[0].name:
        raise SystemExit("The model does not end in a Softmax any more.")
    graph.node.remove(last)
    graph.node[-1].output[0] = graph.output[0].name
    return model


def _with_gelu(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the model with x / sqrt(2), erf, + 1, * x, * 0.5 as one Gelu; quantized around, it would stay five."""
    graph = model.graph
    maker = {output: node for node in graph.node for output in node.output}
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    for erf in [node for node in graph.node if node.op_type == "Erf"]:
        divide = maker[erf.input[0]]
        chain = [divide, erf]
        for expected in ("Add", "Mul", "Mul"):
            (following,) = users[chain[-1].output[0]]
            if following.op_type != expected:
                raise SystemExit("The model's Gelu has another form now.")
            chain.append(following)
        gelu = onnx.helper.make_node("Gelu", [divide.input[0]], list(chain[-1].output), name=f"Gelu.{erf.name}")
        graph.node.insert(list(graph.node).index(chain[-1]), gelu)
        for node in chain:
            graph.node.remove(node)
    return model


def _heavy_nodes(graph: onnx.GraphProto) -> list[str]:
    """Return the names of the large convolutions and of the last product, which gives the classes their scores."""
    weights = {tensor.name: int(np.prod(tensor.dims)) for tensor in graph.initializer}
    products = [node.name for node in graph.node if node.op_type == "MatMul"]
    convolutions = [node for node in graph.node if node.op_type == "Conv"]
    return [*(node.name for node in convolutions if weights.get(node.input[1], 0) >= _LARGE), products[-1]]


def make(source: Path, target: Path) -> None:
    """Write the eight-bit model of `source` to `target`, its metadata (the alphabet) with it."""
    original = onnx.load(str(source))
    model = _with_gelu(_without_softmax(version_converter.convert_version(original, _OPSET)))
    with tempfile.TemporaryDirectory() as folder:
        converted, tidy = Path(folder) / "converted.onnx", Path(folder) / "tidy.onnx"
        onnx.save(model, str(converted))
        quant_pre_process(str(converted), str(tidy), skip_symbolic_shape=True)
        quantize_static(
            str(tidy),
            str(target),
            _Lines(model.graph.input[0].name),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=["Conv", "MatMul"],
            nodes_to_quantize=_heavy_nodes(onnx.load(str(tidy)).graph),
            # The scores themselves stay exact: 256 steps are too few to tell 18,710 classes apart.
            extra_options={"OpTypesToExcludeOutputQuantization": ["MatMul"]},
            per_channel=True,
            reduce_range=True,  # processors without VNNI add pairs in 16 bits, which full eight bits overflow
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
        )
    made = onnx.load(str(target))
    del made.metadata_props[:]
    made.metadata_props.extend(original.metadata_props)
    onnx.save(made, str(target))


def main() -> None:
    source = wheel_models() / LINE_MODEL
    RESOURCE_MODELS.mkdir(exist_ok=True)
    target = RESOURCE_MODELS / SMALL_LINE_MODEL
    make(source, target)
    for path in (source, target):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}  {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()

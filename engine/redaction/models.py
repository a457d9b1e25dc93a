"""Where the text models are, and sessions that run them politely."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import RedactionError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

LINE_MODEL = "PP-OCRv6_rec_small.onnx"
AREA_MODEL = "PP-OCRv6_det_small.onnx"


@cache
def models_folder() -> Path:
    """Return the folder of the models in the `rapidocr` wheel, whose code is never run.

    Raises RedactionError (`redaction.models_missing`).
    """
    found = importlib.util.find_spec("rapidocr")
    for place in (found.submodule_search_locations or ()) if found else ():
        folder = Path(place) / "models"
        if (folder / LINE_MODEL).is_file() and (folder / AREA_MODEL).is_file():
            return folder
    raise RedactionError("redaction.models_missing")


def open_session(name: str) -> InferenceSession:
    """Load a model on one core without busy waiting. Several threads may run it at once."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # every width is new: no pattern would come again
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    path = models_folder() / name
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors share no base below Exception
        raise RedactionError("redaction.models_missing", detail=type(error).__name__) from error

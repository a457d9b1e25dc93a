"""Where the text models are, and sessions that run them politely."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import RedactionError
from engine.wording import RESOURCES

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, RunOptions

LINE_MODEL = "PP-OCRv6_rec_small.onnx"
AREA_MODEL = "PP-OCRv6_det_small.onnx"
SMALL_LINE_MODEL = "PP-OCRv6_rec_small.int8.onnx"
"""The same as LINE_MODEL in eight bits, at about half of its cost. `packaging/make_recogniser.py` makes it."""
RESOURCE_MODELS = RESOURCES / "models"


def line_model() -> Path:
    """Return the model that reads lines: ours, or where that is missing the one in the wheel."""
    small = RESOURCE_MODELS / SMALL_LINE_MODEL
    return small if small.is_file() else wheel_models() / LINE_MODEL


def area_model() -> Path:
    return wheel_models() / AREA_MODEL


@cache
def wheel_models() -> Path:
    """Return the folder of the models in the `rapidocr` wheel, whose code is never run.

    Raises RedactionError (`redaction.models_missing`).
    """
    found = importlib.util.find_spec("rapidocr")
    for place in (found.submodule_search_locations or ()) if found else ():
        folder = Path(place) / "models"
        if (folder / LINE_MODEL).is_file() and (folder / AREA_MODEL).is_file():
            return folder
    raise RedactionError("redaction.models_missing")


def open_session(path: Path) -> InferenceSession:
    """Load a model on one core without busy waiting. Several threads may run it at once."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # every width is new: no pattern would come again
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors share no base below Exception
        raise RedactionError("redaction.models_missing", detail=type(error).__name__) from error


def giving_back() -> RunOptions:
    """Return options of a run after which the session keeps no room for the next: tens of MB after a full screen."""
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options

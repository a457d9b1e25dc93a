"""RapidOCR as shipped, the reader to compare ours with. Its wheel is here for its models; its code needs more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.domain.picture import Picture
from engine.domain.region import Region
from engine.domain.text import TextSpan

HOW_TO_GET = "pip install pyclipper shapely omegaconf colorlog six tqdm requests"

Reader = Callable[[Picture], Sequence[TextSpan]]


def rapid_ocr() -> Reader | None:
    """Return RapidOCR with its own settings on one thread, or None where what it needs is not installed.

    One thread favours it: with more, its threads spin while they wait, and that counts as processor time.
    """
    import numpy as np

    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    engine = RapidOCR(
        params={
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )

    def read(picture: Picture) -> list[TextSpan]:
        pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
        result = engine(np.ascontiguousarray(pixels[:, :, ::-1]))
        if result.boxes is None:
            return []
        return [
            TextSpan(text, _around(corners.tolist()), float(score))
            for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        ]

    return read


def _around(corners: list[list[float]]) -> Region:
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return Region.from_edges(int(min(across)), int(min(down)), int(max(across)) + 1, int(max(down)) + 1)

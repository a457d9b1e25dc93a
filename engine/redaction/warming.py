"""A small picture with which the reader and the rules are tried once, so that the first real one finds all loaded."""

from __future__ import annotations

import cv2
import numpy as np

from engine.domain.picture import Capture, CaptureOrigin

_LINES = ("Name: Ada Palmer", "a.palmer@example.com", "+44 20 7946 0958", "4000 1234 5678 9010", "10.0.0.7  0x80070005")
_LINE_PX = 36


def trial_capture() -> Capture:
    """Return lines of ordinary print, of the kinds that rules look for."""
    pixels = np.full((_LINE_PX * (len(_LINES) + 1), 420, 3), 255, np.uint8)
    for number, line in enumerate(_LINES, 1):
        cv2.putText(pixels, line, (12, _LINE_PX * number), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (30, 30, 30), 1, cv2.LINE_AA)
    height, width = pixels.shape[:2]
    return Capture(width, height, pixels.tobytes(), CaptureOrigin.FILE)

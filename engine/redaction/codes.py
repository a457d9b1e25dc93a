"""Finds QR codes and bar codes, which hold tickets, payments and identities."""

from __future__ import annotations

from collections.abc import Iterator

from engine.domain.finding import EntityType, Finding, FindingSource
from engine.domain.picture import Picture
from engine.domain.region import Region

_SQUARE_CODES = ("QR", "Aztec", "DataMatrix", "MaxiCode", "MicroQR", "RMQR")
_LEAST_BAR_RATIO = 0.12


def find_codes(picture: Picture) -> Iterator[Finding]:
    """Yield a finding for each code. What it says is not kept."""
    import numpy as np
    import zxingcpp

    pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    for code in zxingcpp.read_barcodes(pixels, try_downscale=True, return_errors=True):
        corners = [getattr(code.position, name) for name in ("top_left", "top_right", "bottom_left", "bottom_right")]
        xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
        box = Region.from_edges(min(xs), min(ys), max(xs) + 1, max(ys) + 1)
        if not code.valid and not 0.7 <= box.width / max(1, box.height) <= 1.4:
            continue
        is_square = str(code.format).replace(" ", "").startswith(_SQUARE_CODES)
        margin = max(4, max(box.width, box.height) // 20)
        if not is_square:  # the reader returns one scan line across the bars
            is_whole = box.height >= _LEAST_BAR_RATIO * box.width
            margin = max(4, box.height // 6) if is_whole else max(margin, box.width // 4)
        region = box.grown(max(4, box.width // 20), margin).clipped(picture.width, picture.height)
        if not region.is_empty:
            kind = EntityType.QR if is_square else EntityType.BARCODE
            yield Finding(kind, region, 0.95, "shape", FindingSource.PICTURE)

"""Finds QR codes and bar codes, which hold tickets, payments and identities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from engine.domain.finding import EntityType, Finding, FindingSource
from engine.domain.picture import Picture
from engine.domain.region import Region
from engine.domain.text import TextSpan

if TYPE_CHECKING:
    from engine.redaction.pictures.code_shapes import CodeShape

Found = tuple[EntityType, Region]

_SQUARE_CODES = ("QR", "Aztec", "DataMatrix", "MaxiCode", "MicroQR", "RMQR")
_LEAST_BAR_RATIO = 0.12
_SMALL_SCREEN = 700_000
"""Pixels up to which all is read at full size; of more, every second one each way, and all of what is full of edges."""
_LARGE_SCREEN = 4_500_000
"""Of more, every third."""
_QUIET = 16
"""Pixels of quiet zone that a reader is given."""


def find_codes(picture: Picture, spans: Sequence[TextSpan] = (), *, with_shapes: bool = False) -> Iterator[Finding]:
    """Yield a finding for each code. What it says is not kept.

    With shapes, what looks like a code and cannot be decoded counts too: not on a covered picture, where covers
    may look like anything. `spans` is the text that was read: it saves time.
    """
    import cv2
    import numpy as np

    from engine.redaction.pictures.code_shapes import CodeShapes

    pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    gray = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    shapes = CodeShapes(gray, spans)
    if gray.size <= _SMALL_SCREEN:
        found = list(_decoded(gray))
    else:
        factor = 2 if gray.size <= _LARGE_SCREEN else 3
        size = (gray.shape[1] // factor, gray.shape[0] // factor)
        whole = gray[: size[1] * factor, : size[0] * factor]
        found = list(_decoded(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), factor))
        for area in shapes.areas():
            if not any(_lies_on(area, place) for _, place in found):
                place = area.grown(_QUIET, _QUIET).clipped(picture.width, picture.height)
                cut = np.ascontiguousarray(gray[place.y : place.bottom, place.x : place.right])
                found += [(kind, region.moved(place.x, place.y)) for kind, region in _decoded(cut)]
    if with_shapes:
        found = _with_shapes(found, shapes.found())
    for kind, region in _once(found):
        clipped = region.clipped(picture.width, picture.height)
        if not clipped.is_empty:
            yield Finding(kind, clipped, 0.95, "shape", FindingSource.PICTURE)


def _with_shapes(found: Sequence[Found], shapes: Iterable[CodeShape]) -> list[Found]:
    """Add what looks like a code to what was decoded; bars are surely where they were seen."""
    whole = list(found)
    for shape in shapes:
        region = shape.region.grown(max(4, shape.region.width // 20), max(4, shape.region.height // 20))
        own = [each for each in whole if _lies_on(shape.region, each[1])]
        if not own:
            whole.append((shape.kind, region))
        elif shape.kind is EntityType.BARCODE:
            whole.remove(own[0])
            whole.append((own[0][0], region.union(own[0][1])))
    return whole


def _decoded(gray: object, factor: int = 1) -> Iterator[Found]:
    """Yield kind and place of what the reader takes for a code, on a picture that is `factor` times as large."""
    import zxingcpp

    for code in zxingcpp.read_barcodes(gray, try_downscale=True, return_errors=True):
        corners = [getattr(code.position, name) for name in ("top_left", "top_right", "bottom_left", "bottom_right")]
        xs, ys = [corner.x * factor for corner in corners], [corner.y * factor for corner in corners]
        box = Region.from_edges(min(xs), min(ys), max(xs) + factor, max(ys) + factor)
        name = str(code.format).replace(" ", "")
        is_seen = name.startswith("QR") and 0.7 <= box.width / max(1, box.height) <= 1.4
        if not (code.valid or is_seen):  # of other kinds without a right checksum letters are taken for codes
            continue
        is_square = name.startswith(_SQUARE_CODES)
        margin = max(4, max(box.width, box.height) // 20)
        if not is_square:  # the reader returns one scan line across the bars
            is_whole = box.height >= _LEAST_BAR_RATIO * box.width
            margin = max(4, box.height // 6) if is_whole else max(margin, box.width // 4)
        aside = max(4, box.width // (20 if is_square else 12))
        yield (EntityType.QR if is_square else EntityType.BARCODE), box.grown(aside, margin)


def _once(found: Sequence[Found]) -> Iterator[Found]:
    """Yield each code once, as the largest of the places where it was found."""
    kept: list[Region] = []
    for kind, region in sorted(found, key=lambda each: -each[1].area):
        if not any(_lies_on(region, other) for other in kept):
            kept.append(region)
            yield kind, region


def _lies_on(region: Region, other: Region) -> bool:
    common = region.intersection(other)
    return not common.is_empty and 2 * common.area >= region.area

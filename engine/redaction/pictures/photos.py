"""Finds photographs, portraits and avatars on a screen as regions.

What is drawn by a program is flat, or changes by rule: most pixels are the same as their neighbours. In a photograph
hardly any two are. So islands of restless pixels are looked for, and each is judged by what it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.domain.finding import EntityType, Finding, FindingSource
from engine.domain.picture import Picture
from engine.domain.region import Region, is_within
from engine.domain.text import TextSpan
from engine.redaction.pictures.faces import faces_by_skin, find_faces
from engine.redaction.pictures.frames import picture_around, pictures_within
from engine.redaction.pictures.photo_traits import STRONG_STEP, Traits

_CELL = 4
"""Islands are looked for on a picture of a quarter of the size: an avatar of 24 pixels has 6 cells each way."""
_RESTLESS = 0.7
"""Least share of a cell's pixels that differ from a neighbour."""
_TOLERANCES = (4, 9, 16)
"""By how much neighbours may differ and count as the same where not even the ground is flat, as on a scan."""
_MOST_RESTLESS = 0.5
"""Share of restless cells along the border beyond which the ground is restless too: the next tolerance is tried."""
_CORE = 4
"""Cells: a line of text is lower, and is cut off from a photo that it touches."""
_LEAST_SIDE = 20
_LEAST_TEXTURE = 0.06
_LEAST_LIKENESS = -0.6
_LEAST_EVIDENCE = -1.5
_LEAST_LIKENESS_OF_LARGE = -2.0
_LEAST_LIKENESS_IN_ROW = -3.0
_LEAST_GROUND = 0.6
"""Share of the picture's border that is no program's surface, to look for faces on it."""
_ROW = 2
"""So many photographs of one size make a row, or a column: the pictures of a list of people."""
_SAME_SIDE = 2
"""By how many pixels the pictures of a list may differ."""
_LARGE = 200
"""Sides from which nothing is an icon."""
_LEAST_TEXTURE_OF_SMALL = 0.35
"""The smaller a photograph is shown, the less of it is smooth."""
_MOST_OF_THREE = 0.8
_MOST_STRONG = 0.25
_MOST_STRONG_OF_SMALL = 0.32
_MOST_SLOPE = 0.32
_UNEVEN = 0.2
_FEW = 0.12
"""Large photographs, scaled up, have cells with so many steps at least, and so few strong ones."""
_LARGE_CORE = 12
_SMALL = 96
"""Sides of islands that have to lie on quiet ground: blotches of paper and wallpaper are smaller than this."""
_QUIET = 0.45
_GROUND_BORDER = 0.3
"""Share of the picture's border along which an island is its ground: a wallpaper, or a photographed screen."""
_GROUND_SIDE = 0.9
"""The same for one side of the picture."""
_STIRRED = 0.1
"""Mean share of differing pixels on a line of cells that still belongs to a photograph."""
_FINEST = 64
"""Pixels of an island that are looked at along its shorter side, of larger ones."""
_MOST_ISLANDS = 300
_SURELY_READ = 0.85
_LEAST_LETTERS = 2
_SMEAR = 16
"""Pixels by which a JPEG's blocks may make a photograph look larger, on each side."""
_OFF_GROUND = 28
"""By how much a channel differs from the ground around a photograph where it is no smear."""
_LEAST_OFF = 0.06
"""Share of such pixels on a line that is still the photograph's."""
_LEAST_GROWN = 0.3
"""The same where it grew: a line of text has less."""
_MARGIN = 2
_MANY = 0.3
"""Mean share of strong steps beyond which an island is letters at first sight."""

Pixels = NDArray[np.uint8]
Cells = NDArray[np.uint8]


def find_photos(picture: Picture, spans: Sequence[TextSpan] = ()) -> Iterator[Finding]:
    """Yield a finding for each photograph that lies on the picture, but not for one that is its ground.

    `spans` is the text that was read: a small area of letters is no photograph, and none grows over a line of text.
    """
    if min(picture.width, picture.height) < _LEAST_SIDE:
        return
    pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    view = _View(pixels, [span.region for span in spans if _is_print(span)])
    photos = view.photos()
    found = [view.to_edges(view.to_frame(island), island) for island in photos]
    found += [each for each in view.cut_loose(photos) if not is_within(each, found)]
    found += [portrait for portrait in view.portraits() if not is_within(portrait, found)]
    for region in _joined(found):
        grown = region.grown(_MARGIN, _MARGIN).clipped(picture.width, picture.height)
        yield Finding(EntityType.PHOTO, grown, 0.8, "photo", FindingSource.PICTURE)
    for head in view.faces():
        if not is_within(head, found):
            yield Finding(EntityType.PHOTO, head, 0.7, "face", FindingSource.PICTURE)


class _View:
    """One picture as steps between neighbouring pixels, and as cells."""

    def __init__(self, pixels: Pixels, prints: Sequence[Region] = ()) -> None:
        self._pixels = pixels
        self._gray = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
        self._steps = _steps(self._gray)
        self._prints = prints
        self._stirred = self._without_print(self._share_beyond(0))
        self._islands = self.islands()

    def faces(self) -> list[Region]:
        """Return the heads on a photograph or a scan that fills the picture: no program's surface is at its border."""
        stirred = self._stirred > _STIRRED * 255
        border = np.concatenate((stirred[0], stirred[-1], stirred[:, 0], stirred[:, -1]))
        return list(find_faces(self._gray)) if float(border.mean()) >= _LEAST_GROUND else []

    def portraits(self) -> list[Region]:
        """Return the pictures with a face in skin's colours: those too that are smooth, or drawn."""
        return [picture_around(self._pixels, face) for face in faces_by_skin(self._pixels, self._gray)]

    def islands(self) -> list[Region]:
        """Return the areas that may be photographs: restless ones, and large ones that are less so; not the ground."""
        share, restless = self._restless()
        small, _ = _split(restless, _CORE)
        strong = self._share_beyond(STRONG_STEP)
        soft = cv2.bitwise_and(_beyond(share, _UNEVEN), 1 - _beyond(strong, _FEW))
        large, ground = _split(np.asarray(soft, np.uint8), _LARGE_CORE)
        own = [each for each in small if _mean(ground, each) <= _MOST_RESTLESS and _mean(strong, each) <= _MANY]
        return (large + [each for each in own if not is_within(each, large)])[:_MOST_ISLANDS]

    def _restless(self) -> tuple[Cells, Cells]:
        """Return shares of differing pixels with which the picture's ground is quiet, and the cells full of them."""
        share = self._share_beyond(0)
        cells = _beyond(share, _RESTLESS)
        for tolerance in _TOLERANCES:
            if np.concatenate((cells[0], cells[-1], cells[:, 0], cells[:, -1])).mean() <= _MOST_RESTLESS:
                break
            share = self._share_beyond(tolerance)
            cells = _beyond(share, _RESTLESS)
        return share, self._without_print(cells)

    def _without_print(self, cells: Cells) -> Cells:
        """Return cells with nothing where text was read."""
        bare = cells.copy()
        for place in self._prints:
            bare[place.y // _CELL : -(-place.bottom // _CELL), place.x // _CELL : -(-place.right // _CELL)] = 0
        return bare

    def _share_beyond(self, tolerance: int) -> Cells:
        """Return for each cell how many of its pixels, of 255, have a step above the tolerance."""
        height, width = self._steps.shape
        size = (max(1, width // _CELL), max(1, height // _CELL))
        whole = self._steps[: size[1] * _CELL, : size[0] * _CELL]  # whole cells are several times as fast
        differs = cv2.threshold(whole, tolerance, 255, cv2.THRESH_BINARY)[1]
        return np.asarray(cv2.resize(differs, size, interpolation=cv2.INTER_AREA), np.uint8)

    def photos(self) -> list[Region]:
        """Return the islands that are photographs, and what stands in a row or column of such and is nearly one."""
        islands = self._islands
        sure = [island for island in islands if self.is_photo(island)]
        small = [island for island in sure if min(island.width, island.height) < _SMALL]
        rest = [island for island in islands if island not in sure and _lined_up(island, small) >= _ROW]
        return sure + [island for island in rest if self._may_be_photo(island)]

    def cut_loose(self, photos: Sequence[Region]) -> list[Region]:
        """Return the photographs in islands that are none as they are: they run together, or into what is beside them.

        In a list they vouch for each other: there what lies around them need not be quiet, and one may be smooth.
        """
        rest = [each for each in self._islands if each not in photos and min(each.width, each.height) < _LARGE]
        parts = [part for island in rest for part in pictures_within(self._pixels, island)]
        parts = [part for part in parts if min(part.width, part.height) < _SMALL]
        fine = [part for part in parts if self._is_fine(part)]
        sure = [part for part in fine if self._quiet_around(part) >= _QUIET or _in_list(part, fine) >= _ROW]
        listed = sure + [each for photo in photos for each in pictures_within(self._pixels, photo)] if parts else []
        sure += [part for part in parts if part not in sure and _in_list(part, listed) >= _ROW and self._is_rich(part)]
        return [_evened(part) for part in sure]

    def _is_rich(self, part: Region) -> bool:
        traits = self._traits(part)
        return traits.three <= _MOST_OF_THREE and traits.strong <= _MOST_STRONG_OF_SMALL

    def _may_be_photo(self, island: Region) -> bool:
        traits = self._traits(island)
        return traits.likeness > _LEAST_LIKENESS_IN_ROW and traits.strong <= _MOST_STRONG_OF_SMALL

    def is_photo(self, island: Region) -> bool:
        """Judge an island by what its largest ellipse is made of, and small ones by what lies around them too."""
        traits = self._traits(island)
        side = min(island.width, island.height)
        if side >= _SMALL:
            is_alike = side >= _LARGE or traits.likeness > _LEAST_LIKENESS_OF_LARGE
            is_alike = is_alike and traits.evidence > 0 and traits.strong <= _MOST_STRONG
            return is_alike and traits.texture >= _LEAST_TEXTURE
        return self._is_fine(island) and self._quiet_around(island) >= _QUIET

    def _is_fine(self, island: Region) -> bool:
        """Tell whether a small picture is made as photographs are."""
        traits = self._traits(island)
        is_alike = traits.likeness > _LEAST_LIKENESS and traits.evidence > _LEAST_EVIDENCE
        is_fine = traits.texture >= _LEAST_TEXTURE_OF_SMALL and traits.three <= _MOST_OF_THREE
        return is_alike and is_fine and traits.strong <= _MOST_STRONG_OF_SMALL and traits.slope < _MOST_SLOPE

    def to_frame(self, island: Region) -> Region:
        """Grow a photograph over its smooth parts: up to where a program's surface begins, which is quite flat."""
        share = self._stirred
        height, width = share.shape
        left, top, right, bottom = (edge // _CELL for edge in (island.x, island.y, island.right, island.bottom))
        reach = max(right - left, bottom - top) // 2
        for _ in range(reach):
            sides = (
                (left > 0, share[top:bottom, left - 1 : left]),
                (top > 0, share[top - 1 : top, left:right]),
                (right < width, share[top:bottom, right : right + 1]),
                (bottom < height, share[bottom : bottom + 1, left:right]),
            )
            grown = [is_inside and float(line.mean()) > _STIRRED * 255 for is_inside, line in sides]
            if not any(grown):
                break
            left, top, right, bottom = left - grown[0], top - grown[1], right + grown[2], bottom + grown[3]
        return Region.from_edges(left * _CELL, top * _CELL, right * _CELL, bottom * _CELL)

    def to_edges(self, frame: Region, island: Region) -> Region:
        """Shrink a photograph by what is but text beside it, or the smear that compression leaves around it."""
        region = frame.grown(_CELL, _CELL).clipped(*self._gray.shape[::-1])
        ring = self._ring(region)
        if not len(ring):
            return region
        ground = np.median(ring, axis=0).astype(np.int16)
        cut = self._pixels[region.y : region.bottom, region.x : region.right].astype(np.int16)
        is_off = np.abs(cut - ground).max(axis=2) > _OFF_GROUND
        columns, rows = is_off.mean(axis=0), is_off.mean(axis=1)
        most = min(_SMEAR, min(island.width, island.height) // 4)
        return Region.from_edges(
            region.x + _not_own(columns, island.x - region.x, most),
            region.y + _not_own(rows, island.y - region.y, most),
            region.right - _not_own(columns[::-1], region.right - island.right, most),
            region.bottom - _not_own(rows[::-1], region.bottom - island.bottom, most),
        )

    def _ring(self, region: Region) -> Pixels:
        """Return the pixels of a thin frame around a region, shape (n, 3)."""
        height, width = self._gray.shape
        outer = region.grown(_CELL, _CELL).clipped(width, height)
        lines = [
            self._pixels[outer.y : region.y, outer.x : outer.right],
            self._pixels[region.bottom : outer.bottom, outer.x : outer.right],
            self._pixels[outer.y : outer.bottom, outer.x : region.x],
            self._pixels[outer.y : outer.bottom, region.right : outer.right],
        ]
        return np.concatenate([line.reshape(-1, 3) for line in lines])

    def _traits(self, region: Region) -> Traits:
        stride = max(1, min(region.width, region.height) // _FINEST)
        height, width = self._gray.shape
        rows = slice(max(1, region.y), min(height - 1, region.bottom), stride)
        columns = slice(max(1, region.x), min(width - 1, region.right), stride)
        steps = self._steps[rows, columns]
        mask = _ellipse(steps.shape)
        bends = _bends(self._gray, rows, columns)
        colours = np.ascontiguousarray(self._pixels[rows, columns])
        calm = np.asarray(cv2.medianBlur(colours, 3), np.uint8)
        tones = self._gray[rows, columns]
        return Traits.of(region, steps[mask], bends[mask], colours[mask], calm[mask], tones[mask])

    def _quiet_around(self, region: Region) -> float:
        """Return the share of equal neighbours on a frame around a region, where a program's surface is."""
        outer = region.grown(3 * _CELL, 3 * _CELL).clipped(*self._gray.shape[::-1])
        inner = region.grown(_CELL, _CELL).clipped(*self._gray.shape[::-1])
        quiet = self._steps[outer.y : outer.bottom, outer.x : outer.right] == 0
        within = quiet[inner.y - outer.y : inner.bottom - outer.y, inner.x - outer.x : inner.right - outer.x]
        return float(quiet.sum() - within.sum()) / max(1, outer.area - inner.area)


def _lined_up(island: Region, others: Sequence[Region]) -> int:
    """Count the others of about the same size whose middle is in one row or column with an island's."""
    size = max(island.width, island.height)
    count = 0
    for other in others:
        is_as_large = abs(max(other.width, other.height) - size) <= max(_CELL, size // 4)
        across = abs(other.x + other.right - island.x - island.right) // 2
        down = abs(other.y + other.bottom - island.y - island.bottom) // 2
        count += is_as_large and min(across, down) <= _CELL
    return count


def _in_list(part: Region, others: Sequence[Region]) -> int:
    """Count the others of about a picture's size that stand straight below or beside it."""
    slack = max(_SAME_SIDE, min(part.width, part.height) // 6)  # a pale top is not seen
    return sum(
        other != part
        and max(abs(other.width - part.width), abs(other.height - part.height)) <= slack
        and (abs(other.x - part.x) <= _SAME_SIDE or abs(other.y - part.y) <= slack)
        for other in others
    )


def _evened(part: Region) -> Region:
    """Return a picture that is a little wider than high with as much above and below: its pale top was not seen."""
    lacking = part.width - part.height
    return part.grown(0, lacking) if 0 < lacking <= part.width // 3 else part


def _is_print(span: TextSpan) -> bool:
    return span.confidence >= _SURELY_READ and len(span.text.strip()) >= _LEAST_LETTERS


def _not_own(off_ground: NDArray[np.float64], grown: int, smear: int) -> int:
    """Return how many lines at the beginning are no part of a photograph: of those it grew by, and of its own."""
    own = np.flatnonzero(off_ground[: grown + smear] > np.repeat((_LEAST_GROWN, _LEAST_OFF), (grown, smear)))
    return int(own[0]) if own.size else grown + smear


def _beyond(shares: Cells, least: float) -> Cells:
    return np.asarray(cv2.threshold(shares, least * 255 - 1, 1, cv2.THRESH_BINARY)[1], np.uint8)


def _split(cells: Cells, core: int) -> tuple[list[Region], Cells]:
    """Return the connected areas of at least `core` cells each way, in pixels, and the ground as cells of 255."""
    kernel = np.ones((core, core), np.uint8)
    near = cv2.dilate(cv2.morphologyEx(cells, cv2.MORPH_OPEN, kernel), np.ones((5, 5), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.bitwise_and(cells, near), connectivity=4)
    edges = (labels[0], labels[-1], labels[:, 0], labels[:, -1])
    counts = [np.bincount(edge, minlength=len(stats)) for edge in edges]
    longest = np.max([count / len(edge) for count, edge in zip(counts, edges, strict=True)], axis=0)
    share = np.sum(counts, axis=0) / sum(len(edge) for edge in edges)
    is_ground = (share > _GROUND_BORDER) | (longest > _GROUND_SIDE)
    is_ground[0] = False
    is_large = np.minimum(stats[:, 2], stats[:, 3]) * _CELL >= _LEAST_SIDE
    is_large[0] = False
    regions = [
        Region(*(stats[number, :4] * _CELL).tolist()) for number in np.flatnonzero(is_large & ~is_ground).tolist()
    ]
    return regions, (is_ground * 255).astype(np.uint8)[labels]


def _mean(shares: Cells, region: Region) -> float:
    """Return the mean of the cells of a region, as a share."""
    rows = slice(region.y // _CELL, -(-region.bottom // _CELL))
    return float(cv2.mean(shares[rows, region.x // _CELL : -(-region.right // _CELL)])[0]) / 255


def _steps(gray: Pixels) -> Pixels:
    """Return by how much each pixel differs from the next one to the right or below, whichever is more."""
    steps = np.zeros_like(gray)
    steps[:, :-1] = cv2.absdiff(gray[:, 1:], gray[:, :-1])
    steps[:-1] = cv2.max(steps[:-1], cv2.absdiff(gray[1:], gray[:-1]))
    return steps


def _bends(gray: Pixels, rows: slice, columns: slice) -> NDArray[np.int16]:
    """Return the second differences along rows or columns, whichever is more, of the pixels that slices pick."""

    def picked(down: int, right: int) -> NDArray[np.int16]:
        own_rows = slice(rows.start + down, rows.stop + down, rows.step)
        return gray[own_rows, columns.start + right : columns.stop + right : columns.step].astype(np.int16)

    twice = 2 * picked(0, 0)
    across = np.abs(picked(0, -1) + picked(0, 1) - twice)
    return np.asarray(np.maximum(across, np.abs(picked(-1, 0) + picked(1, 0) - twice)), np.int16)


def _ellipse(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Mark the largest ellipse: all of a round avatar, and enough of a rectangle."""
    y, x = np.ogrid[: shape[0], : shape[1]]
    return np.asarray(((2 * x + 1) / shape[1] - 1) ** 2 + ((2 * y + 1) / shape[0] - 1) ** 2 <= 1, np.bool_)


def _joined(regions: list[Region]) -> list[Region]:
    """Join regions that overlap: parts of one photograph with flat parts between."""
    joined: list[Region] = []
    for region in sorted(regions, key=lambda each: -each.area):
        whole = region
        for other in [each for each in joined if each.intersects(region)]:
            joined.remove(other)
            whole = whole.union(other)
        joined.append(whole)
    return joined

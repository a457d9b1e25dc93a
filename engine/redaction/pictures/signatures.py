"""Finds signatures: strokes of a pen in one ink on an even ground, that turn and cross as no printed line does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.domain.finding import EntityType, Finding, FindingSource
from engine.domain.picture import Picture
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.words.names import is_chinese_name, is_full_name

_LABEL = re.compile(
    r"signature|\bsigned\b|sign here|initials|签名|签字|签章|签署|簽名|簽字|簽署|署名|サイン|서명|unterschr|unterzeichn"
    r"|\bsigné|\bfirma(?:to|do)?\b|assina(?:tura|do)|podpis|подпис|imza|handtekening|underskrift|namnteckning"
    r"|allekirjoitus|aláírás|semnătur|υπογραφή|chữ ký|tanda tangan",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:approved|authori[sz]ed|received|prepared|checked|issued|confirmed|accepted|witnessed|collected|picked up|delivered|handed over)\b|\bpaye[er]\b|\bwitness"  # noqa: E501
    r"|(?:审核|审批|经办|收款|付款|开票|复核|领用|交接|验收|签收|批准|制单|制表|负责|委托|受托|承办|申请|法定代表|監督|核准)人?"
    r"|genehmigt|freigegeben|geprüft|empfänger|empfangen|auftraggeber|approuvé|bénéficiaire|reçu par|vérifié"
    r"|aprobado|recibido|approvato|ricevuto|beneficiario|aprovado|recebido|zatwierdz|odbiorca|goedgekeurd|ontvangen|godkendt|godkjent"
    r"|modtaget|godkänd|hyväksy|onayla|^\s*[x×]\s*_{3,}",
    re.IGNORECASE,
)
"""Who signs forms, in print beside the place."""
_DECLARED = re.compile(
    r"declar|\bI (?:hereby|confirm|agree|certify|accept)\b|\bcertif(?:y|ied)|undersigned|on behalf of|yours (?:sincerely|faithfully)"  # noqa: E501
    r"|erklär|versicher[et]|bestätig|ort, datum|hiermit|lu et approuvé|fait à|soussigné|atteste|dichiar|sottoscritt|abajo firmante|oświadcz"  # noqa: E501
    r"|verklaar|ondergetekende|prohlaš|声明|本人|承诺|确认以上|知悉|同意以上|属实|特此|盖章|此致"
    r"|\b(?:head|director|manager|officer|secretary|registrar|accountant|leiter|leitung|geschäftsführer|directeur|directrice|responsable|director|gerente|direttore)\b"
    r"|(?:主管|经理|总监|主任|院长|校长|科长|行长|会计|出纳|财务|人事)$",
    re.IGNORECASE,
)
"""What somebody declares above his name, and as whom he signs."""
_WIDEST_LETTER = 1.25
"""By its height: where a reader saw fewer letters than fit, there were none."""
_STROKES_READ_AS = frozenset("wmnuvrlijMWNUVILACJ-—_~.,'`|/\\()<>一丨人儿几川从了へ0123456789 ")
"""What strokes of a pen are taken for by a reader of print."""
_SURELY_READ = 0.85
_LEAST_REACH = 90
"""Pixels around a label in which the signature it announces begins."""
_REACH_OF_FIELD = 14
"""How far beside its label a field begins, in heights."""
_DARKER = 60
"""By how much ink differs from the ground around it, of 255."""
_PALER = 40
"""The same on a smaller picture, where thin strokes are paler."""
_GROUND_STEP = 4
"""The ground is looked at in one pixel of so many each way, of the smaller picture."""
_GROUND_WINDOW = 7
_LONGEST_RULE = 60
"""A straight run longer than this is a line to write on or a frame."""
_MOST_SHARE = 0.65
_MOST_INK = 0.45
"""Share of its box that a stroke may fill; on a smaller picture strokes are broader."""
_MOST_PIECES = 60
"""A screen has some dozens of this size; the widest are measured first."""
_MOST_PIXELS = 4_000_000
"""Of more pixels one of three is looked at each way, else one of two."""
_AROUND_INK = 6
_UPRIGHT = 10.0
"""Degrees from the horizontal or the vertical up to which an edge counts as upright."""
_SAME_INK = 90
"""By how much the pixels of the same pen differ, of 255."""
_FLOURISH = 1.7
"""How many times as wide as the name a line below it may be; a longer one is a rule of the form."""
_TALLEST = 2.6
"""How many times as high as a stroke the capital beside it may be."""
_LONGEST_NAME = 5
"""The same by the height of a stroke: a name may be of several."""
_LEAST_PIECE = 4
_JOINS = 3

Pixels = NDArray[np.uint8]
Tint = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Stroke:
    """What the pen drew without a gap."""

    region: Region
    thickness: float
    """In pixels."""
    windings: float
    """Length of the line by the longer side of its box: 1 for a straight one."""
    upright: float
    """Share of its edges that run along the rows or the columns."""
    tint: Tint
    spread: float
    """By how much the colours of its inner pixels differ."""
    overhang: float
    """Share of its columns that it crosses twice or more: a curve of a chart does so nowhere."""


@dataclass(frozen=True, slots=True)
class _Demand:
    """What a stroke must have to be part of a signature."""

    width: int
    height: int
    slenderness: float
    """Width by height."""
    windings: float
    upright: float
    overhang: float = 0.0


_ALONE = _Demand(64, 20, 1.25, 2.2, 0.4, 0.08)
_LIKELY = _Demand(44, 14, 1.0, 1.4, 0.45)
"""Beside the role of one who signs."""
_READ_AS_LETTERS = _Demand(44, 16, 1.25, 1.4, 0.42, 0.06)
"""Where a reader of print saw something, but hardly letters."""
_LABELLED = _Demand(30, 14, 0.5, 1.4, 0.45)
_UNDERLINED = _Demand(60, 16, 1.5, 1.4, 0.4)
"""Above a curved line of the same pen."""
_WAVE = _Demand(60, 12, 3.0, 0.8, 0.25)
"""One even line that goes up and down: beside a label, or above a curved line."""


def find_signatures(picture: Picture, spans: Sequence[TextSpan] = ()) -> Iterator[Finding]:
    """Yield a finding for each signature. `spans` is the text that was read: a label beside it asks less of it."""
    pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    near = _Surroundings(spans)
    strong: list[tuple[Stroke, str]] = []
    for area in _areas(pixels, near.print):
        for stroke in _strokes(pixels, area, near.print):
            reason = near.reason(stroke) or _underlined(pixels, stroke)
            if reason and all(stroke.region != other.region for other, _ in strong):
                strong.append((stroke, reason))
    written = list(near.written())
    for whole, reason in _grown_together(_without_charts(strong)):
        region = _with_flourish(pixels, whole, near.print)
        written = [other for other in written if not other.intersects(region)]
        yield _finding(picture, region, reason)
    for region in written:
        yield _finding(picture, region, "ink")


def _finding(picture: Picture, region: Region, reason: str) -> Finding:
    margin = max(4, region.height // 12)
    place = region.grown(margin, margin).clipped(picture.width, picture.height)
    score = 0.85 if reason == "signature_label" else 0.65
    return Finding(EntityType.SIGNATURE, place, score, reason, FindingSource.PICTURE)


class _Surroundings:
    """What was read around: print, labels, people's roles, and what a reader makes of strokes."""

    def __init__(self, spans: Sequence[TextSpan]) -> None:
        self.print = [span.region for span in spans if _is_print(span)]
        self._labels = [_around(span, _REACH_OF_FIELD) for span in spans if _LABEL.search(span.text)]
        self._roles = [_around(span) for span in spans if _ROLE.search(span.text)]
        self._spans = spans
        self._overwide = [span.region for span in spans if _is_overwide(span)]
        self._scrawls = [span.region for span in spans if not _is_print(span)]

    def written(self) -> Iterator[Region]:
        """Yield where a reader saw a few letters that are far too wide for any, between a declaration and a name.

        So are found also a pen that is hardly darker than its ground, and a single line without a loop.
        """
        yield from (region for region in self._overwide if any(map(_is_of_signing, self._near(region))))

    def _near(self, region: Region) -> Iterator[TextSpan]:
        """Yield the texts right above and below a place, and those beside it."""
        reach = region.grown(2 * region.height, 2 * region.height)
        yield from (span for span in self._spans if span.region != region and span.region.intersects(reach))

    def reason(self, stroke: Stroke) -> str:
        """Return why a stroke is taken for one of a signature; empty if it is not."""
        if (_is_pen(stroke, _LABELLED) or _is_pen(stroke, _WAVE)) and _touches(stroke.region, self._labels):
            return "signature_label"
        if _is_pen(stroke, _LIKELY) and _touches(stroke.region, self._roles):
            return "ink"
        if _is_pen(stroke, _READ_AS_LETTERS) and _touches(stroke.region, self._scrawls):
            return "ink"
        return "ink" if _is_pen(stroke, _ALONE) and not _is_red(stroke.tint) else ""


def _is_print(span: TextSpan) -> bool:
    letters = {letter for letter in span.text if letter.isalnum()}
    is_scrawl = set(span.text) <= _STROKES_READ_AS and len(span.text) <= 8
    return span.confidence >= _SURELY_READ and bool(letters) and not is_scrawl


def _is_overwide(span: TextSpan) -> bool:
    region, letters = span.region, span.text.replace(" ", "")
    is_large = region.width >= _LIKELY.width and region.height >= _LIKELY.height
    is_scrawl = letters.isascii() and any(map(str.isalpha, letters))
    return is_large and is_scrawl and 0 < _WIDEST_LETTER * region.height * len(letters) <= region.width


def _is_of_signing(span: TextSpan) -> bool:
    """Tell whether a text announces a signature, declares something, or is the printed name of who signs."""
    text = span.text.strip()
    is_said = any(pattern.search(text) for pattern in (_LABEL, _ROLE, _DECLARED))
    return is_said or is_chinese_name(text) or is_full_name(text)


def _around(span: TextSpan, sideways: int = 5) -> Region:
    """Return where the signature that a label announces begins; `sideways` is in heights of the label."""
    reach = max(_LEAST_REACH, 5 * span.region.height)
    return span.region.grown(max(reach, sideways * span.region.height), reach)


def _touches(region: Region, places: Sequence[Region]) -> bool:
    return any(region.intersects(place) for place in places)


def _areas(pixels: Pixels, prints: Sequence[Region]) -> Iterator[Region]:
    """Yield the places of ink that may be strokes of a pen, by its size on a smaller picture."""
    height, width = pixels.shape[:2]
    factor = 2 if height * width <= _MOST_PIXELS else 3
    size = (max(1, width // factor), max(1, height // factor))
    whole = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)[: size[1] * factor, : size[0] * factor]
    gray = np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), np.uint8)
    ink = _ink(gray, _ground(gray), _PALER, _LONGEST_RULE // factor)
    for place in prints:
        ink[place.y // factor : -(-place.bottom // factor), place.x // factor : -(-place.right // factor)] = 0
    stats = cv2.connectedComponentsWithStats(ink, connectivity=8)[2][1:]
    left, top, wide, high, area = stats.T
    is_large = (wide * factor >= _LABELLED.width - 4) & (high * factor >= _LABELLED.height - 4)
    is_small = (wide <= 0.6 * size[0]) & (high <= 0.4 * size[1]) & (area <= _MOST_SHARE * wide * high)
    is_whole = (left > 0) & (top > 0) & (left + wide < size[0]) & (top + high < size[1])
    numbers = np.flatnonzero(is_large & is_small & is_whole)
    for number in numbers[np.argsort(-wide[numbers])][:_MOST_PIECES].tolist():
        place = Region(*(stats[number, :4] * factor).tolist())
        yield place.grown(_AROUND_INK, _AROUND_INK).clipped(width, height)


def _ground(gray: Pixels) -> Pixels:
    """Return the brightness of what lies under the ink: the middle one around each place, light or dark."""
    height, width = gray.shape
    few = gray[_GROUND_STEP // 2 :: _GROUND_STEP, _GROUND_STEP // 2 :: _GROUND_STEP]
    if not few.size:
        return np.full_like(gray, int(np.median(gray)))
    middle = cv2.medianBlur(np.ascontiguousarray(few), _GROUND_WINDOW)
    return np.asarray(cv2.resize(middle, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)


def _ink(gray: Pixels, ground: Pixels | int, least: int, longest: int) -> Pixels:
    """Mark what differs clearly from the ground, without ruled lines."""
    under = np.full_like(gray, ground) if isinstance(ground, int) else ground
    ink = np.asarray(cv2.threshold(cv2.absdiff(gray, under), least, 1, cv2.THRESH_BINARY)[1], np.uint8)
    for kernel in (np.ones((1, longest), np.uint8), np.ones((longest, 1), np.uint8)):
        ink = cv2.subtract(ink, cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)).astype(np.uint8)
    return ink


def _strokes(pixels: Pixels, area: Region, prints: Sequence[Region]) -> Iterator[Stroke]:
    """Yield the connected pieces of ink in an area, measured at full size, that are no print."""
    cut = pixels[area.y : area.bottom, area.x : area.right]
    gray = np.asarray(cv2.cvtColor(cut, cv2.COLOR_RGB2GRAY), np.uint8)
    ink = _ink(gray, int(np.median(gray)), _DARKER, _LONGEST_RULE)
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for number in np.flatnonzero((stats[:, 2] >= _LABELLED.width) & (stats[:, 3] >= _LABELLED.height)).tolist():
        left, top, wide, high, count = stats[number].tolist()
        place = Region(left + area.x, top + area.y, wide, high)
        is_print = any(_lies_on(place, other) for other in prints)
        if number == 0 or is_print or count > _MOST_INK * wide * high:
            continue
        rows, columns = slice(top, top + high), slice(left, left + wide)
        yield _measured(place, (pieces[rows, columns] == number).astype(np.uint8), cut[rows, columns])


def _lies_on(region: Region, other: Region) -> bool:
    common = region.intersection(other)
    return not common.is_empty and 2 * common.area >= region.area


def _measured(region: Region, own: Pixels, pixels: Pixels) -> Stroke:
    """Measure one connected piece of ink."""
    padded = np.pad(own, 1)
    depth = cv2.distanceTransform(padded, cv2.DIST_L2, 3)[1:-1, 1:-1]
    inside = own > 0
    thickness = max(1.0, 4 * float(depth[inside].mean()) - 1)
    length = np.count_nonzero(inside) / thickness
    soft = cv2.GaussianBlur(padded.astype(np.float32), (3, 3), 0)
    across, down = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    is_edge = np.hypot(across, down) > 1.0
    turned = np.degrees(np.arctan2(down[is_edge], across[is_edge])) % 90
    upright = float((np.minimum(turned, 90 - turned) < _UPRIGHT).mean()) if turned.size else 1.0
    core = inside & (depth >= min(1.5, float(depth.max())))
    colours = pixels[core].astype(np.float32)
    tint = np.median(colours, axis=0)
    spread = float(np.percentile(np.abs(colours - tint).max(axis=1), 75))
    entered = np.count_nonzero(np.diff(padded.astype(np.int8), axis=0) > 0, axis=0)[1:-1]
    red, green, blue = tint.tolist()
    return Stroke(
        region,
        thickness,
        length / max(region.width, region.height),
        upright,
        (red, green, blue),
        spread,
        float((entered > 1).mean()),
    )


def _is_pen(stroke: Stroke, demand: _Demand) -> bool:
    """Tell whether a stroke is thin for its size, of one colour of ink, winds, and keeps to no grid."""
    region = stroke.region
    is_large = region.width >= max(demand.width, demand.slenderness * region.height) and region.height >= demand.height
    is_thin = stroke.thickness <= max(4.2, region.height / 6)
    is_ink = stroke.spread <= 70 and _is_ink(stroke.tint)
    is_winding = stroke.windings >= demand.windings and stroke.overhang >= demand.overhang
    return is_large and is_thin and is_ink and is_winding and stroke.upright <= demand.upright


def _is_ink(tint: Tint) -> bool:
    """Tell whether a pen has this colour: black, gray, blue or red, or nearly white on a dark ground."""
    red, green, blue = tint
    is_cool = blue >= max(red, green) - 25 and (red <= 150 or min(tint) >= 190)
    return is_cool or _is_red(tint)


def _is_red(tint: Tint) -> bool:
    red, green, blue = tint
    return red >= 130 and max(green, blue) <= 110


def _without_charts(strokes: Sequence[tuple[Stroke, str]]) -> list[tuple[Stroke, str]]:
    """Drop what stands below or beside two others of the same width: small charts in a table, icons in a bar."""
    return [
        (stroke, reason)
        for stroke, reason in strokes
        if reason == "signature_label" or sum(_is_in_line(stroke.region, other.region) for other, _ in strokes) <= 2
    ]


def _is_in_line(region: Region, other: Region) -> bool:
    is_as_wide = abs(region.width - other.width) <= 4
    return is_as_wide and (abs(region.x - other.x) <= 4 or abs(region.y - other.y) <= 4)


def _grown_together(strokes: Sequence[tuple[Stroke, str]]) -> list[tuple[Stroke, str]]:
    """Join strokes that stand beside each other to whole signatures, which have the best of their reasons."""
    wholes: list[tuple[Stroke, str]] = []
    for stroke, reason in sorted(strokes, key=lambda each: each[0].region):
        for whole in [each for each in wholes if _reach(each[0].region).intersects(stroke.region)]:
            wholes.remove(whole)
            stroke = replace(whole[0], region=whole[0].region.union(stroke.region))
            reason = max(reason, whole[1])
        wholes.append((stroke, reason))
    return wholes


def _underlined(pixels: Pixels, stroke: Stroke) -> str:
    """Return a reason if the same pen drew a curved line below the stroke, as below a name."""
    if not (_is_pen(stroke, _UNDERLINED) or _is_pen(stroke, _WAVE)) or _is_red(stroke.tint):
        return ""
    place = stroke.region
    for piece in _of_same_ink(pixels, stroke):
        is_long = 0.45 * place.width <= piece.width <= 1.3 * place.width
        is_level = stroke.thickness + 1.5 <= piece.height <= min(0.4 * place.height, 0.2 * piece.width)
        common = min(piece.right, place.right) - max(piece.x, place.x)
        is_below = abs(piece.y - place.bottom) <= 0.45 * place.height and common >= 0.4 * place.width
        if is_long and is_level and is_below:
            return "ink"
    return ""


def _reach(region: Region) -> Region:
    return region.grown(region.height, region.height // 3)


def _with_flourish(pixels: Pixels, stroke: Stroke, prints: Sequence[Region]) -> Region:
    """Take in what the same pen drew beside: dots, further letters, a line below; but no rule of the form."""
    whole = stroke.region
    widest, highest = max(_FLOURISH * whole.width, _LONGEST_NAME * whole.height), _TALLEST * whole.height
    waiting = [each for each in _of_same_ink(pixels, stroke) if each.width <= widest and each.height <= highest]
    waiting = [each for each in waiting if not any(each.intersects(other) for other in prints)]
    for _ in range(_JOINS):
        beside = whole.grown(stroke.region.height // 2, stroke.region.height // 3)
        for piece in [each for each in waiting if each.intersects(beside)]:
            waiting.remove(piece)
            whole = whole.union(piece)
    return whole


def _of_same_ink(pixels: Pixels, stroke: Stroke) -> list[Region]:
    """Return the pieces of a stroke's colour around it, without ruled lines."""
    whole = stroke.region
    area = whole.grown(whole.width, whole.height).clipped(pixels.shape[1], pixels.shape[0])
    cut = pixels[area.y : area.bottom, area.x : area.right]
    distance = cv2.absdiff(cut, np.full_like(cut, np.array(stroke.tint, np.uint8))).max(axis=2)
    own = (distance <= _SAME_INK).astype(np.uint8)
    rules = cv2.morphologyEx(own, cv2.MORPH_OPEN, np.ones((1, max(_LONGEST_RULE, int(0.8 * whole.width))), np.uint8))
    stats = cv2.connectedComponentsWithStats(cv2.subtract(own, rules), connectivity=8)[2][1:]
    return [Region(*row[:4].tolist()).moved(area.x, area.y) for row in stats if row[4] >= _LEAST_PIECE]

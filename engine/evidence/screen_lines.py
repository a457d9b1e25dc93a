"""The text of covered pictures as lines in which a quote can be looked for, with the way back to the pixels.

What a person quotes as one may have been read as several pieces: a message that goes on in the next line, a label and
its value in two cells. So there are three kinds of lines: each piece that was read, the pieces of one row, and the
pieces of one paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

from engine.domain.evidence import Place
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.domain.search_text import normalised_with_origins, stands_alone
from engine.domain.text import TextSpan

_SAME_ROW = 0.5
"""Of the lower piece's height, that both share."""
_NEXT_LINE = 1.1
"""The widest gap to the next line of a paragraph, in heights of a line."""
_HEIGHTS_ALIKE = 0.6
_MOST_LINES = 12
"""Of one paragraph."""
_FOLD = str.maketrans({"o": "0", "i": "1", "l": "1", "|": "1", "s": "5", "z": "2", "b": "8", "q": "0", "口": "囗"})
"""What OCR and models take for one another becomes one; the same for both sides."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: where it begins in the line's text, and what was read there."""

    offset: int
    span: TextSpan


@dataclass(frozen=True)
class Line:
    """Some text, and where it stands if it stands on a picture."""

    text: str
    digest: str = ""
    pieces: tuple[Piece, ...] = ()

    @cached_property
    def form(self) -> str:
        """The normal form."""
        return self._form_and_origins[0]

    @cached_property
    def _form_and_origins(self) -> tuple[str, Sequence[int]]:
        return normalised_with_origins(self.text)

    @cached_property
    def compact(self) -> tuple[str, list[int]]:
        """Letters and digits alone, what is confused made one, with the offset in `text` of each."""
        return compacted(self.text)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Turn offsets in `form` into offsets in `text`."""
        origins = self._form_and_origins[1]
        return origins[start], origins[end - 1] + 1

    def place(self, start: int, end: int) -> Place | None:
        """Return where a stretch of `text` stands; None for a text that is on no picture."""
        regions = [
            piece.span.region_of(max(0, start - piece.offset), min(len(piece.span.text), end - piece.offset))
            for piece in self.pieces
            if piece.offset < end and start < piece.offset + len(piece.span.text)
        ]
        return Place(self.digest, reduce(Region.union, regions)) if regions else None

    def is_whole(self, start: int, end: int) -> bool:
        """Tell whether a stretch is all of a line: a button, a heading, a cell."""
        outside = self.text[:start] + self.text[end:]
        return not any(char.isalnum() for char in outside)


def compacted(text: str) -> tuple[str, list[int]]:
    """Return letters and digits in the form in which names are compared, and where each comes from."""
    form, origins = normalised_with_origins(text)
    kept = [place for place, char in enumerate(form) if char.isalnum() or char == "|"]
    return "".join(form[place] for place in kept).translate(_FOLD), [origins[place] for place in kept]


def stands_free(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch begins and ends where words do. `SaveAs` is two words, for OCR loses spaces."""
    return _is_border(text, start) and _is_border(text, end)


def _is_border(text: str, place: int) -> bool:
    if place <= 0 or place >= len(text):
        return True
    before, after = text[place - 1], text[place]
    if not before.isalnum() or not after.isalnum() or stands_alone(before) or stands_alone(after):
        return True
    return (before.islower() and after.isupper()) or (before.isdigit() != after.isdigit())


def plain_lines(texts: Iterable[str]) -> tuple[Line, ...]:
    """Return texts that are on no picture as lines."""
    return tuple(Line(text) for text in texts if text.strip())


class ScreenLines:
    """All lines of some pictures; the last picture's come first."""

    def __init__(self, pictures: Sequence[RedactedImage]) -> None:
        latest_first = tuple(reversed(pictures))
        self.pictures = latest_first
        self.spans = tuple(line for picture in latest_first for line in _single(picture))

    @cached_property
    def joined(self) -> tuple[Line, ...]:
        """Rows and paragraphs of more than one piece."""
        return tuple(line for picture in self.pictures for line in (*_rows(picture), *_paragraphs(picture)))

    def __iter__(self) -> Iterator[Line]:
        yield from self.spans
        yield from self.joined


def _single(picture: RedactedImage) -> Iterator[Line]:
    for span in picture.spans:
        if span.text.strip():
            yield Line(span.text, picture.digest, (Piece(0, span),))


def _joined(digest: str, spans: Sequence[TextSpan]) -> Line:
    pieces: list[Piece] = []
    text = ""
    for span in spans:
        text += " " if text else ""
        pieces.append(Piece(len(text), span))
        text += span.text
    return Line(text, digest, tuple(pieces))


def _rows(picture: RedactedImage) -> Iterator[Line]:
    """Yield pieces that stand side by side, from left to right."""
    rows: list[list[TextSpan]] = []
    for span in sorted(picture.spans, key=lambda each: each.region.y + each.region.height / 2):
        if rows and _shares_row(rows[-1][-1].region, span.region):
            rows[-1].append(span)
        else:
            rows.append([span])
    for row in rows:
        if len(row) > 1:
            yield _joined(picture.digest, sorted(row, key=lambda each: each.region.x))


def _shares_row(one: Region, other: Region) -> bool:
    common = min(one.bottom, other.bottom) - max(one.y, other.y)
    return common >= _SAME_ROW * min(one.height, other.height)


def _paragraphs(picture: RedactedImage) -> Iterator[Line]:
    """Yield runs of lines below one another."""
    below = {number: follower for number, follower in enumerate(_followers(picture.spans)) if follower is not None}
    followers = set(below.values())
    for start in below:
        if start in followers:
            continue
        run = [start]
        while (follower := below.get(run[-1])) is not None and len(run) < _MOST_LINES:
            run.append(follower)
        yield _joined(picture.digest, [picture.spans[number] for number in run])


def _followers(spans: Sequence[TextSpan]) -> Iterator[int | None]:
    """Yield for each piece which one goes on with it below."""
    for number, span in enumerate(spans):
        fitting = [
            (other.region.y - span.region.bottom, abs(other.region.x - span.region.x), place)
            for place, other in enumerate(spans)
            if place != number and _goes_on(span.region, other.region)
        ]
        yield min(fitting)[2] if fitting else None


def _goes_on(upper: Region, lower: Region) -> bool:
    smaller, larger = sorted((upper.height, lower.height))
    gap = lower.y - upper.bottom
    if smaller < _HEIGHTS_ALIKE * larger or not -0.3 * larger <= gap <= _NEXT_LINE * larger:
        return False
    return min(upper.right, lower.right) > max(upper.x, lower.x)

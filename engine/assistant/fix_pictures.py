"""Pictures on their way into fixes: covered by the rules for captures before anything of them is kept.

What is covered already, on this desk or on another, has nothing left to be found: it comes through as it is.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.domain.finding import CaseLabels
from engine.domain.fix_exchange import FilePlace, IncomingFix
from engine.domain.knowledge import PICTURE_SCHEME, FixPicture, TakenPicture
from engine.domain.picture import Capture, CaptureOrigin, RedactedImage
from engine.errors import KnowledgeError, RedactionError
from engine.imaging import decode_pixels
from engine.knowledge.fix_pictures import PICTURE_BYTES_MAX, as_png, kept_picture
from engine.ports import PictureRedactor

if TYPE_CHECKING:
    from engine.knowledge.files import Batch  # which brings what reads YAML: not for every start of the window


def covered_picture(redactor: PictureRedactor, capture: Capture) -> TakenPicture:
    """Cover all that is found on a picture. Raises StillLegible, Blocked, KnowledgeError for one that is too large."""
    return taken_picture(redactor.cover(capture, redactor.plan(capture, CaseLabels())))


def taken_picture(image: RedactedImage) -> TakenPicture:
    """Return a covered picture as a fix shows it. Raises KnowledgeError for one that is too large."""
    picture = kept_picture(image)
    if len(picture.encoded) > PICTURE_BYTES_MAX:
        raise KnowledgeError("fixes.picture_too_large", limit_mb=PICTURE_BYTES_MAX // 1_000_000)
    return TakenPicture(picture, sum(mask.is_covered for mask in image.masks), as_png(picture))


def cover_batch(redactor: PictureRedactor, batch: Batch, kept: Container[str]) -> Batch:
    """Cover the pictures of fixes that come from outside; those that are kept here already are covered.

    Raises KnowledgeError (`fixes.picture_not_covered`) for one that cannot be: then nothing is taken over.
    """
    pictures: dict[str, FixPicture] = {}
    for picture in batch.pictures:
        if picture.digest in kept:
            pictures[picture.digest] = picture
        else:
            place = next((each.place for each in batch.fixes if picture.digest in each.fix.body), FilePlace(""))
            pictures[picture.digest] = _covered(redactor, picture, place)
    fixes = tuple(_linked(each, pictures) for each in batch.fixes)
    return replace(batch, fixes=fixes, pictures=tuple({each.digest: each for each in pictures.values()}.values()))


def _covered(redactor: PictureRedactor, picture: FixPicture, place: FilePlace) -> FixPicture:
    pixels = decode_pixels(picture.encoded)
    # its file may have been a lossy one: what is covered then grows to whole blocks
    capture = Capture(pixels.width, pixels.height, pixels.rgb, CaptureOrigin.FILE, was_jpeg=True)
    try:
        return covered_picture(redactor, capture).picture
    except (RedactionError, KnowledgeError) as error:
        raise place.fault("picture_not_covered", detail=f"{error.key}: {error.detail}") from error


def _linked(incoming: IncomingFix, pictures: dict[str, FixPicture]) -> IncomingFix:
    """Let a fix show the covered pictures."""
    body = incoming.fix.body
    for before, picture in pictures.items():
        body = body.replace(f"({PICTURE_SCHEME}:{before})", f"({PICTURE_SCHEME}:{picture.digest})")
    return replace(incoming, fix=replace(incoming.fix, body=body)) if body != incoming.fix.body else incoming

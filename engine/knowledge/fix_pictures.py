"""Pictures of fixes: taken in from files beside the text, and written out again."""

from __future__ import annotations

from collections.abc import Callable

from engine.domain.fix_exchange import FilePlace
from engine.domain.knowledge import PICTURE_SCHEME, FixPicture
from engine.domain.picture import Picture, pixel_digest
from engine.errors import PictureError
from engine.imaging import decode_pixels, encode_png, encode_webp_lossless
from engine.knowledge.checking import picture_targets

PICTURE_BYTES_MAX = 5_000_000
_PICTURES_MAX = 50

ReadBeside = Callable[[str], bytes | None]
"""Returns what a link points to, or None where that is not to be had."""


def kept_picture(picture: Picture) -> FixPicture:
    """Return a picture as a fix keeps it."""
    digest = pixel_digest(picture.width, picture.height, picture.rgb)
    return FixPicture(digest, picture.width, picture.height, encode_webp_lossless(picture))


def as_png(picture: FixPicture) -> bytes:
    """Return a kept picture as a PNG file."""
    return encode_png(decode_pixels(picture.encoded))


def take_in(body: str, read: ReadBeside, place: FilePlace) -> tuple[str, list[FixPicture]]:
    """Replace the links to picture files beside a text by links to kept pictures, and return those.

    A link that leads elsewhere stays, for `check_body` to refuse. Raises KnowledgeError for a file that is no picture.
    """
    pictures: dict[str, FixPicture] = {}
    targets = {target for _, target in picture_targets(body) if target and not target.startswith(f"{PICTURE_SCHEME}:")}
    if len(targets) > _PICTURES_MAX:
        raise place.fault("too_many_pictures", limit=_PICTURES_MAX)
    for target in sorted(targets):
        data = read(target)
        if data is None:
            raise place.fault("picture_link", link=target[:100])
        pictures[target] = _decoded(data, target, place)
    for target, picture in pictures.items():
        link = f"{PICTURE_SCHEME}:{picture.digest}"
        body = body.replace(f"]({target})", f"]({link})").replace(f"](<{target}>)", f"]({link})")
    return body, list(pictures.values())


def _decoded(data: bytes, name: str, place: FilePlace) -> FixPicture:
    if len(data) > PICTURE_BYTES_MAX:
        raise place.fault("picture_bad", name=name[:100])
    try:
        return kept_picture(decode_pixels(data))
    except PictureError as error:
        raise place.fault("picture_bad", name=name[:100]) from error

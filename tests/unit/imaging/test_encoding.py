"""New files hold the pixels and nothing else."""

from io import BytesIO

import numpy as np
from PIL import Image

from engine.domain.picture import CaptureOrigin
from engine.imaging import Raster, decode_picture, decode_pixels, encode_png, encode_webp_lossless, thumbnail


def noise() -> Raster:
    return Raster(31, 17, np.random.default_rng(2).integers(0, 256, 31 * 17 * 3, np.uint8).tobytes())


def test_encoding_and_decoding_give_the_same_pixels() -> None:
    for encode in (encode_png, encode_webp_lossless):
        assert decode_pixels(encode(noise())).rgb == noise().rgb


def test_nothing_of_the_old_file_is_in_the_new_one() -> None:
    old = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at the desk of Anna"
    Image.new("RGBA", (40, 40), (9, 9, 9, 50)).save(old, "PNG", exif=exif, icc_profile=b"profile" * 9, dpi=(96, 96))
    capture = decode_picture(old.getvalue() + b"leftover of a longer file", CaptureOrigin.PASTE)
    for data in (encode_png(capture), encode_webp_lossless(capture)):
        with Image.open(BytesIO(data)) as image:
            assert image.mode == "RGB"
            assert not set(image.info) & {"exif", "icc_profile", "dpi", "xmp"}
        assert b"Anna" not in data
        assert b"leftover" not in data
    assert encode_png(capture).endswith(b"IEND\xaeB`\x82")
    webp = encode_webp_lossless(capture)
    assert webp[8:16] == b"WEBPVP8L", "one block of pixels, and no container for more"
    assert int.from_bytes(webp[4:8], "little") == len(webp) - 8
    size = int.from_bytes(webp[16:20], "little")
    assert len(webp) == 20 + size + size % 2, "nothing behind the pixels"


def test_a_thumbnail_keeps_the_shape_and_is_never_larger_than_the_picture() -> None:
    small = thumbnail(Raster(1920, 1080, b"\x20" * (1920 * 1080 * 3)), 320, 320)
    assert (small.width, small.height) == (320, 180)
    assert (thumbnail(noise(), 500, 500).width, thumbnail(noise(), 500, 500).height) == (31, 17)

"""A desktop full of rows with a dialog before it, drawn at once: for what looks for the dialog."""

from PIL import Image, ImageDraw

from engine.domain.region import Region
from engine.imaging import Raster

DIALOG = Region(700, 400, 420, 180)
STARTER = (8, 240)


def desk_with_dialog(
    dialog: Region | None = DIALOG, size: tuple[int, int] = (1920, 1080), is_dark: bool = False
) -> Image.Image:
    """Draw a window full of rows that reaches from edge to edge, and a dialog before it."""
    image = Image.new("RGB", size, (30, 32, 36) if is_dark else (255, 255, 255))
    draw = ImageDraw.Draw(image)
    ink = (210, 210, 210) if is_dark else (20, 20, 20)
    for y in range(10, size[1], 22):
        draw.text((12, y), "4711 Kowalski transfer 1.200,00 " * 9, fill=ink)
    if dialog:
        body, bar = ((43, 43, 43), (60, 60, 60)) if is_dark else ((240, 240, 240), (0, 120, 215))
        corners = (dialog.x, dialog.y, dialog.right - 1, dialog.bottom - 1)
        draw.rectangle(corners, fill=body, outline=(110, 110, 110))
        draw.rectangle((dialog.x + 1, dialog.y + 1, dialog.right - 2, dialog.y + 30), fill=bar)
        draw.text((dialog.x + 10, dialog.y + 9), "Printers", fill=(255, 255, 255))
        draw.text((dialog.x + 40, dialog.y + 70), "The local print spooler service is not running.", fill=ink)
        draw.rectangle((dialog.right - 100, dialog.bottom - 40, dialog.right - 16, dialog.bottom - 14), fill=bar)
    return image


def raster(image: Image.Image) -> Raster:
    return Raster(image.width, image.height, image.tobytes())

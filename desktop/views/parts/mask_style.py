"""How masks are told apart: a colour and a pattern for each family of sensitive things.

The colours are those of Okabe and Ito, which people with any common colour blindness can tell apart; the
pattern says the same again for those who see none.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from engine.domain.finding import EntityType

COVER = QColor(71, 85, 105)
"""The ground of a labelled place, as the redactor paints it."""
COVER_TEXT = QColor(241, 245, 249)
PLAIN_COVER = QColor(30, 34, 42)


@dataclass(frozen=True, slots=True)
class MaskStyle:
    """Colour and pattern of one family."""

    colour: QColor
    pattern: Qt.BrushStyle

    @property
    def text_colour(self) -> QColor:
        """Black or white, whichever reads better on the colour."""
        return readable_on(self.colour)


_PEOPLE = MaskStyle(QColor(0x00, 0x72, 0xB2), Qt.BrushStyle.BDiagPattern)
_PAPERS = MaskStyle(QColor(0xCC, 0x79, 0xA7), Qt.BrushStyle.FDiagPattern)
_MONEY = MaskStyle(QColor(0xE6, 0x9F, 0x00), Qt.BrushStyle.HorPattern)
_KEYS = MaskStyle(QColor(0xD5, 0x5E, 0x00), Qt.BrushStyle.DiagCrossPattern)
_MACHINES = MaskStyle(QColor(0x00, 0x9E, 0x73), Qt.BrushStyle.VerPattern)
_PICTURES = MaskStyle(QColor(0x56, 0xB4, 0xE9), Qt.BrushStyle.CrossPattern)
_OWN = MaskStyle(QColor(0xF0, 0xE4, 0x42), Qt.BrushStyle.Dense6Pattern)

_FAMILIES = (
    (_PAPERS, {"CN_ID", "PASSPORT", "CN_USCC", "US_SSN", "DATE_OF_BIRTH", "PLATE"}),
    (_MONEY, {"BANK_CARD", "IBAN", "CRYPTO"}),
    (_KEYS, {"PASSWORD", "SECRET", "JWT", "PRIVATE_KEY", "LICENSE_KEY"}),
    (_MACHINES, {"IP", "MAC", "HOSTNAME", "URL", "IMEI"}),
    (_PICTURES, {"QR", "BARCODE", "PHOTO", "SIGNATURE"}),
    (_OWN, {"AGENT_MARK", "SITE_WORD"}),
)


def style_of(entity_type: EntityType) -> MaskStyle:
    for style, kinds in _FAMILIES:
        if entity_type.value in kinds:
            return style
    return _PEOPLE


def readable_on(colour: QColor) -> QColor:
    """Return black or white by the luminance of WCAG 2."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

    red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return QColor(Qt.GlobalColor.black) if luminance > 0.179 else QColor(Qt.GlobalColor.white)


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """Return `share` of the first colour in the second."""
    return QColor.fromRgbF(
        first.redF() * share + second.redF() * (1 - share),
        first.greenF() * share + second.greenF() * (1 - share),
        first.blueF() * share + second.blueF() * (1 - share),
    )


def paint_covered(painter: QPainter, box: QRectF, style: MaskStyle) -> None:
    """Fill a box as covered, with its family's pattern and edge; on a darker ground, where these show."""
    painter.fillRect(box, PLAIN_COVER)
    hatch = style.colour.lighter(115)
    hatch.setAlpha(180)
    painter.fillRect(box, QBrush(hatch, style.pattern))
    painter.setPen(QPen(style.colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(1, 1, -1, -1))


def paint_open(painter: QPainter, box: QRectF, style: MaskStyle) -> None:
    """Outline a box that stays readable: dashes over a pale halo, so that they show on any ground."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255, 220), 4))
    painter.drawRect(box)
    painter.setPen(QPen(QColor(0, 0, 0, 190), 2))
    painter.drawRect(box)
    dashes = QPen(style.colour.lighter(120), 2, Qt.PenStyle.CustomDashLine)
    dashes.setDashPattern([3, 3])
    painter.setPen(dashes)
    painter.drawRect(box)


def paint_eye(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw the sign for `stays readable`: an open eye."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.center(), box.width() / 2, box.width() / 3.4)
    painter.setBrush(colour)
    painter.drawEllipse(box.center(), box.width() / 7, box.width() / 7)
    painter.restore()

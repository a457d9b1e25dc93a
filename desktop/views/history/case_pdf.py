"""A case as pages to print: the web page that is exported, laid out by Qt."""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, QUrl
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from engine.errors import StoreError

_MARGIN_MM = 15.0
_DOTS_PER_INCH = 96
"""As the sizes of the web page are meant; pictures are kept in all their pixels."""
_SHEET = """
h1 { font-size: 20px } .who, figcaption { color: #5a6a78; font-size: 12px; margin-top: 14px }
.text { white-space: pre-wrap; margin-top: 6px } pre { background-color: #f3f6f8 }
"""
_FOR_BROWSERS = re.compile(r'<style>.*?</style>|<a class="place".*?</a>', re.DOTALL)
"""Style that Qt reads otherwise, and the boxes that a browser lays over a picture; the list of quotes stays."""
_SIZE = re.compile(r'width="(\d+)" height="\d+" style="height:auto"')


class _Page(QTextDocument):
    """Shows the pictures that stand in the page itself, and loads nothing from anywhere."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        head, _, content = (name.toString() if isinstance(name, QUrl) else name).partition(";base64,")
        if head.startswith("data:image/"):
            return QImage.fromData(base64.b64decode(content))
        nothing = QImage(1, 1, QImage.Format.Format_ARGB32)  # given nothing at all, Qt would look for such a file
        nothing.fill(0)
        return nothing


def write_pdf(page: str, path: Path) -> None:
    """Write an exported web page as PDF. Raises StoreError where the file cannot be written."""
    try:
        path.open("wb").close()  # Qt would only log why it cannot
    except OSError as error:
        raise StoreError("assistant.export_failed", path=path, detail=str(error)) from error
    writer = QPdfWriter(os.fspath(path))
    writer.setResolution(_DOTS_PER_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter)
    document = laid_out(page, QSizeF(writer.pageLayout().paintRectPixels(_DOTS_PER_INCH).size()))
    document.print_(writer)


def laid_out(page: str, room: QSizeF) -> QTextDocument:
    """Return the page as it is printed on sheets of a size."""
    document = _Page()
    document.setDefaultStyleSheet(_SHEET)
    document.setDocumentMargin(0)
    document.setPageSize(room)
    widest = int(room.width())
    fitted = _SIZE.sub(lambda size: f'width="{min(int(size[1]), widest)}"', _FOR_BROWSERS.sub("", page))
    document.setHtml(fitted)
    return document

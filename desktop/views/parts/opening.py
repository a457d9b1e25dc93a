"""How a dialog comes up over its window, and what becomes of it while the cases are locked."""

from __future__ import annotations

from enum import Enum, auto
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget

Shown = TypeVar("Shown", bound=QDialog)


class WhenLocked(Enum):
    """What a window does while the cases are locked; a class names it as `when_locked`."""

    HIDES = auto()
    """It goes out of sight, and comes back as it was left. What names nothing does this."""
    STAYS = auto()
    """It tells of no case, and is of use meanwhile."""
    MAY_COME = auto()
    """It hides too, but may be opened meanwhile: a new recovery key, for one, is shown before its cases are open."""
    ENDS = auto()
    """Nothing is written in it; a question counts as denied."""


def when_locked(window: QWidget) -> WhenLocked:
    """Return what a window does while the cases are locked."""
    if isinstance(window, (QMessageBox, QFileDialog)):
        return WhenLocked.ENDS
    named = getattr(window, "when_locked", WhenLocked.HIDES)
    return named if isinstance(named, WhenLocked) else WhenLocked.HIDES


def may_come_while_locked(window: QWidget) -> bool:
    """Tell whether a window may be opened while the cases are locked."""
    return isinstance(window, QMessageBox) or when_locked(window) in (WhenLocked.STAYS, WhenLocked.MAY_COME)


def shows_case(window: QWidget) -> bool:
    """Tell whether a window shows a picture of a case, as `shows_case` of its class says; it closes with the case."""
    return bool(getattr(window, "shows_case", False))


def opened(dialog: Shown) -> Shown:
    """Show a dialog over its window; closing it is its end, and gives the keyboard back to the window that had it.

    The desktop would give it to the dialog's own window, also where it was opened from a dialog beside that.
    """
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    come_over_window(dialog)
    before, parent = QApplication.activeWindow(), dialog.parentWidget()
    if before is not None and parent is not None and before is not parent.window():
        dialog.finished.connect(before.activateWindow)
    dialog.open()
    return dialog


def come_over_window(dialog: QDialog) -> None:
    """Place a dialog that is about to be shown: on the screen of its window, in the middle of it.

    Qt does the same while it shows a dialog, but on X11 in the scale of the first screen: on another one with another
    scale the dialog is too small, or too large, and beside the middle.
    """
    parent = dialog.parentWidget()
    if parent is None:
        return
    window = parent.window()
    dialog.setScreen(window.screen())
    if not dialog.testAttribute(Qt.WidgetAttribute.WA_Resized):
        dialog.adjustSize()
        dialog.setAttribute(Qt.WidgetAttribute.WA_Resized, False)  # it may still grow with what it shows
    whole, frame = window.frameGeometry(), window.frameGeometry().size() - window.size()
    dialog.move(
        place_within(QRect(QPoint(), dialog.size() + frame), whole.center(), window.screen().availableGeometry())
    )


def place_within(shape: QRect, centre: QPoint, room: QRect) -> QPoint:
    """Return where the upper left corner of a shape comes to lie: around a centre, as far as the room allows."""
    shape.moveCenter(centre)
    left = min(shape.left(), room.right() + 1 - shape.width())
    top = min(shape.top(), room.bottom() + 1 - shape.height())
    return QPoint(max(left, room.left()), max(top, room.top()))

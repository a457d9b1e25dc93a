"""What people read and hear of the widgets in a window: names that are missing, words that are in one language only."""

import re
from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)

_CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit,
    QPlainTextEdit, QProgressBar, QScrollArea, QTextEdit,
)  # fmt: skip
_QTS_OWN = ("qt_", "_q_")
_NAMED_ALIKE = frozenset({"Top-p"})
CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_SAME_IN_BOTH = re.compile(
    r"(Ctrl|Alt|Shift|Del|Ins|Return|Enter|Esc|F\d+|English|Top-p|Top-k|Qwen3?|VL|Deskside|Python|token|Instruct"
    r"|CPU|GPU|Markdown|KV|Seed)"
)


def nameless(root: QWidget) -> list[str]:
    found = []
    for control in root.findChildren(QWidget):
        above = control.parentWidget()
        is_qts_own = control.objectName().startswith(_QTS_OWN) or isinstance(above, QLineEdit | QComboBox)
        is_qts_own = is_qts_own or (above is not None and isinstance(above.parentWidget(), QComboBox))  # its list
        if not isinstance(control, _CONTROLS) or isinstance(control, QScrollBar) or is_qts_own:
            continue
        if not control.accessibleName():
            found.append(f"{type(control).__name__} in {type(control.parentWidget()).__name__}")
    return found


def english_names(root: QWidget) -> list[str]:
    """Return the names of controls with no Chinese sign in them; names that are no words may stay as they are."""
    return [
        control.accessibleName()
        for control in root.findChildren(QWidget)
        if isinstance(control, QAbstractButton | QComboBox | QLineEdit)
        and control.accessibleName()
        and not control.objectName().startswith(_QTS_OWN)
        and not any("\u4e00" <= sign <= "\u9fff" for sign in control.accessibleName())
        and control.accessibleName() not in _NAMED_ALIKE
    ]


def texts_of(widget: QWidget) -> Iterator[str]:
    """Everything a person reads or hears of a widget and what is in it, content of the agent left out."""
    for child in [widget, *widget.findChildren(QWidget)]:
        yield child.toolTip()
        yield child.accessibleName()
        yield child.accessibleDescription()
        match child:
            case QLabel() | QAbstractButton():
                yield child.text()
            case QLineEdit() | QPlainTextEdit() | QTextEdit():
                yield child.placeholderText()
            case QComboBox():
                yield from (child.itemText(place) for place in range(child.count()))
            case _:
                pass


def untranslated(widget: QWidget) -> list[str]:
    found = []
    for text in texts_of(widget):
        rest = _SAME_IN_BOTH.sub("", text)
        if _WORD.search(rest) and not CHINESE.search(rest):
            found.append(text)
    return sorted(set(found))

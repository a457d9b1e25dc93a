"""Every user action as data: menus, buttons, keys and the key sheet read this one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

CONTEXT = "Actions"


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # the name is what the translation tool looks for
    """Mark a text of the table for translation; it is translated where it is shown."""
    return text


class Menu(StrEnum):
    """Where an action stands. The value is the English title."""

    CASE = QT_TRANSLATE_NOOP("Actions", "&Case")
    PICTURE = QT_TRANSLATE_NOOP("Actions", "&Picture")
    ANSWER = QT_TRANSLATE_NOOP("Actions", "&Answer")
    FIXES = QT_TRANSLATE_NOOP("Actions", "&Fixes")
    VIEW = QT_TRANSLATE_NOOP("Actions", "&View")
    HELP = QT_TRANSLATE_NOOP("Actions", "&Help")
    REVIEW = QT_TRANSLATE_NOOP("Actions", "While checking a picture")
    """No menu of the window: these keys belong to the review alone."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing the agent can do."""

    id: str
    menu: Menu
    text: str
    """As in the menu, English."""
    tip: str
    """What it does, English: tooltip and accessible description."""
    keys: tuple[str, ...] = ()
    icon: str = ""
    short: str = ""
    """One word for a button, English; empty where the button shows only the icon."""
    is_checkable: bool = False
    starts_group: bool = False
    keys_text: str = ""
    """What the key sheet writes instead of the first key, English."""


TABLE: tuple[ActionSpec, ...] = (
    ActionSpec("case.new", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "New case"),
               QT_TRANSLATE_NOOP("Actions", "Start a new case"), ("Ctrl+N",), "plus"),
    ActionSpec("case.rename", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Rename case…"),
               QT_TRANSLATE_NOOP("Actions", "Give this case another title"), ("F2",), "pencil"),
    ActionSpec("case.export", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Export case…"),
               QT_TRANSLATE_NOOP("Actions", "Write this case to a Markdown file"), ("Ctrl+S",), "export"),
    ActionSpec("case.delete", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Delete case…"),
               QT_TRANSLATE_NOOP("Actions", "Delete this case and its pictures for good"),
               ("Ctrl+Shift+Delete",), "trash"),
    ActionSpec("case.search", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Search all cases"),
               QT_TRANSLATE_NOOP("Actions", "Search messages, and words that stood on pictures"),
               ("Ctrl+Shift+F",), "search", starts_group=True),
    ActionSpec("app.settings", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Settings…"),
               QT_TRANSLATE_NOOP("Actions", "Change how Deskside looks and works"), ("Ctrl+,",), "gear",
               starts_group=True),
    ActionSpec("app.models", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Models…"),
               QT_TRANSLATE_NOOP("Actions", "List, add, download, check and remove models"),
               ("Ctrl+Shift+M",), "folder"),
    ActionSpec("app.quit", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Quit"),
               QT_TRANSLATE_NOOP("Actions", "Close Deskside"), ("Ctrl+Q",), starts_group=True),

    ActionSpec("picture.region", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Capture region"),
               QT_TRANSLATE_NOOP("Actions", "Drag over the part of the screen that shows the problem"),
               ("Ctrl+Shift+R",), "region", short=QT_TRANSLATE_NOOP("Actions", "Region")),
    ActionSpec("picture.screen", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Capture screen"),
               QT_TRANSLATE_NOOP("Actions", "Take a picture of the whole screen"),
               ("Ctrl+Shift+S",), "screen", short=QT_TRANSLATE_NOOP("Actions", "Screen")),
    ActionSpec("picture.open", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Open picture…"),
               QT_TRANSLATE_NOOP("Actions", "Open a screenshot from a file"), ("Ctrl+O",), "folder",
               short=QT_TRANSLATE_NOOP("Actions", "Open")),
    ActionSpec("picture.paste", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Paste picture"),
               QT_TRANSLATE_NOOP("Actions", "Take the picture from the clipboard"),
               ("Ctrl+Shift+V",), "clipboard", short=QT_TRANSLATE_NOOP("Actions", "Paste")),

    ActionSpec("answer.send", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Send"),
               QT_TRANSLATE_NOOP("Actions", "Send the question with its pictures"),
               ("Ctrl+Return", "Ctrl+Enter"), "send"),
    ActionSpec("answer.preset", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Presets…"),
               QT_TRANSLATE_NOOP("Actions", "Choose a task for the next question, with its own prompt and parameters"),
               ("Ctrl+P",), "preset", short=QT_TRANSLATE_NOOP("Actions", "Preset")),
    ActionSpec("answer.stop", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Stop"),
               QT_TRANSLATE_NOOP("Actions", "Stop the answer, or go back one step"), ("Esc",), "stop"),
    ActionSpec("answer.retry", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Ask again"),
               QT_TRANSLATE_NOOP("Actions", "Ask the last question once more"), ("Ctrl+R",), "retry"),
    ActionSpec("answer.continue", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Continue"),
               QT_TRANSLATE_NOOP("Actions", "Let an answer that ended early be written on"), ("Ctrl+G",)),
    ActionSpec("answer.edit", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Edit the last question"),
               QT_TRANSLATE_NOOP("Actions", "Ask the last question in other words; its answer is kept"),
               ("Ctrl+Up", "Ctrl+Shift+E"), "pencil"),
    ActionSpec("answer.copy", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Copy last answer"),
               QT_TRANSLATE_NOOP("Actions", "Copy the last answer as text"), ("Ctrl+Shift+C",), "copy",
               starts_group=True),
    ActionSpec("answer.copy_code", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Copy last code block"),
               QT_TRANSLATE_NOOP("Actions", "Copy the last command or code in the answer"),
               ("Ctrl+Shift+;",)),

    ActionSpec("model.unload", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Give memory back"),
               QT_TRANSLATE_NOOP("Actions", "Free the memory and the graphics card that the model takes; "
                                 "the next question loads it again"), starts_group=True),

    ActionSpec("fixes.search", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Search fixes"),
               QT_TRANSLATE_NOOP("Actions", "Search all prepared fixes"), ("Ctrl+K",), "search"),
    ActionSpec("fixes.insert_1", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Insert fix 1"),
               QT_TRANSLATE_NOOP("Actions", "Insert the first fix at the cursor"), ("Alt+1",), "insert",
               starts_group=True),
    ActionSpec("fixes.insert_2", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Insert fix 2"),
               QT_TRANSLATE_NOOP("Actions", "Insert the second fix at the cursor"), ("Alt+2",), "insert"),
    ActionSpec("fixes.insert_3", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Insert fix 3"),
               QT_TRANSLATE_NOOP("Actions", "Insert the third fix at the cursor"), ("Alt+3",), "insert"),

    ActionSpec("view.composer", Menu.VIEW, QT_TRANSLATE_NOOP("Actions", "Go to the question"),
               QT_TRANSLATE_NOOP("Actions", "Put the cursor into the question"), ("Ctrl+L",)),
    ActionSpec("view.cases", Menu.VIEW, QT_TRANSLATE_NOOP("Actions", "Show cases"),
               QT_TRANSLATE_NOOP("Actions", "Show or hide the list of cases"), ("Ctrl+B",), "sidebar_left",
               is_checkable=True, starts_group=True),
    ActionSpec("view.fixes", Menu.VIEW, QT_TRANSLATE_NOOP("Actions", "Show fixes"),
               QT_TRANSLATE_NOOP("Actions", "Show or hide fixes and answer settings"), ("Ctrl+Shift+B",),
               "sidebar_right", is_checkable=True),
    ActionSpec("view.larger", Menu.VIEW, QT_TRANSLATE_NOOP("Actions", "Larger text"),
               QT_TRANSLATE_NOOP("Actions", "Make all text larger"), ("Ctrl++", "Ctrl+="), starts_group=True),
    ActionSpec("view.smaller", Menu.VIEW, QT_TRANSLATE_NOOP("Actions", "Smaller text"),
               QT_TRANSLATE_NOOP("Actions", "Make all text smaller"), ("Ctrl+-",)),
    ActionSpec("view.normal", Menu.VIEW, QT_TRANSLATE_NOOP("Actions", "Normal text size"),
               QT_TRANSLATE_NOOP("Actions", "Show text at its normal size"), ("Ctrl+0",)),
    ActionSpec("view.theme", Menu.VIEW, QT_TRANSLATE_NOOP("Actions", "Switch light and dark"),
               QT_TRANSLATE_NOOP("Actions", "Change between the light and the dark look"), ("Ctrl+Shift+D",),
               "contrast", starts_group=True),

    ActionSpec("help.keys", Menu.HELP, QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts"),
               QT_TRANSLATE_NOOP("Actions", "Show all keyboard shortcuts"), ("F1",), "keyboard"),
    ActionSpec("help.about", Menu.HELP, QT_TRANSLATE_NOOP("Actions", "About Deskside"),
               QT_TRANSLATE_NOOP("Actions", "Show the version and where files are kept")),
)  # fmt: skip

REVIEW: tuple[ActionSpec, ...] = (
    ActionSpec("review.next", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Next box"),
               QT_TRANSLATE_NOOP("Actions", "Go to the next thing that was found"), ("F8",)),
    ActionSpec("review.previous", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Previous box"),
               QT_TRANSLATE_NOOP("Actions", "Go to the thing that was found before"), ("Shift+F8",)),
    ActionSpec("review.toggle", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Cover or show"),
               QT_TRANSLATE_NOOP("Actions", "Cover the selected place, or leave it readable"), ("Space",)),
    ActionSpec("review.extent", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Text or whole field"),
               QT_TRANSLATE_NOOP("Actions", "Cover the texts alone, or the whole fields that they stand in"), ("B",)),
    ActionSpec("review.extent_one", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "The same for one box"),
               QT_TRANSLATE_NOOP("Actions", "Choose between text and whole field for the selected box alone"),
               ("Shift+B",)),
    ActionSpec("review.add", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Add a box"),
               QT_TRANSLATE_NOOP("Actions", "Cover another place"), ("Insert",)),
    ActionSpec("review.move", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Move the box"),
               QT_TRANSLATE_NOOP("Actions", "Move the selected box; with Ctrl by ten pixels"),
               ("Left", "Right", "Up", "Down"), keys_text=QT_TRANSLATE_NOOP("Actions", "Arrow keys")),
    ActionSpec("review.grow", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Resize the box"),
               QT_TRANSLATE_NOOP("Actions", "Move the right and bottom edge of the selected box"),
               ("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down"),
               keys_text=QT_TRANSLATE_NOOP("Actions", "Shift+arrow keys")),
    ActionSpec("review.remove", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Remove the box"),
               QT_TRANSLATE_NOOP("Actions", "Remove an own box, or leave a found thing readable"), ("Del",)),
    ActionSpec("review.undo", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Undo"),
               QT_TRANSLATE_NOOP("Actions", "Take back the last step"), ("Ctrl+Z",)),
    ActionSpec("review.redo", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Redo"),
               QT_TRANSLATE_NOOP("Actions", "Do again what was taken back"), ("Ctrl+Y", "Ctrl+Shift+Z")),
    ActionSpec("review.preview", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "What the model sees"),
               QT_TRANSLATE_NOOP("Actions", "Show the picture as the model will see it"), ("P",)),
    ActionSpec("review.zoom_in", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Zoom in"),
               QT_TRANSLATE_NOOP("Actions", "Show the picture larger"), ("+", "=", "Ctrl++", "Ctrl+=")),
    ActionSpec("review.zoom_out", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Zoom out"),
               QT_TRANSLATE_NOOP("Actions", "Show the picture smaller"), ("-", "Ctrl+-")),
    ActionSpec("review.zoom_fit", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Fit to the width"),
               QT_TRANSLATE_NOOP("Actions", "Show the whole width of the picture"), ("0", "Ctrl+0")),
    ActionSpec("review.zoom_actual", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Actual size"),
               QT_TRANSLATE_NOOP("Actions", "Show the picture pixel by pixel"), ("1", "Ctrl+1")),
    ActionSpec("review.confirm", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Cover and continue"),
               QT_TRANSLATE_NOOP("Actions", "Cover what is marked and go on to the question"),
               ("Ctrl+Return", "Ctrl+Enter")),
    ActionSpec("review.press", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Continue"),
               QT_TRANSLATE_NOOP("Actions", "Press the button that has the keyboard, or cover and continue"),
               ("Return", "Enter")),
    ActionSpec("review.cancel", Menu.REVIEW, QT_TRANSLATE_NOOP("Actions", "Drop the picture"),
               QT_TRANSLATE_NOOP("Actions", "Leave the preview, or drop this picture"), ("Esc",)),
)  # fmt: skip
"""What the agent can do with the keys while a picture is under review."""

SPECS: Mapping[str, ActionSpec] = {spec.id: spec for spec in TABLE}


def text_of(spec: ActionSpec) -> str:
    """Return the action's name in the language of the window."""
    return QCoreApplication.translate(CONTEXT, spec.text)


def tip_of(spec: ActionSpec) -> str:
    """Return what the action does, in the language of the window."""
    return QCoreApplication.translate(CONTEXT, spec.tip)


def keys_of(spec: ActionSpec) -> str:
    """Return the action's first key as the platform writes it, or an empty string."""
    if spec.keys_text:
        return QCoreApplication.translate(CONTEXT, spec.keys_text)
    if not spec.keys:
        return ""
    return QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)


class ActionSet(QObject):
    """The table as QActions of one window, each bound to one function."""

    def __init__(self, window: QWidget, handlers: Mapping[str, Callable[[], None]]) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for spec in TABLE:
            action = QAction(window)
            action.setObjectName(spec.id)
            action.setCheckable(spec.is_checkable)
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(_without_arguments(handlers[spec.id]))
            window.addAction(action)
            self._actions[spec.id] = action
        self.retranslate()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def retranslate(self) -> None:
        """Write names and tips in the language of the window."""
        for spec in TABLE:
            action = self._actions[spec.id]
            action.setText(text_of(spec))
            keys = keys_of(spec)
            action.setToolTip(f"{tip_of(spec)} ({keys})" if keys else tip_of(spec))
            action.setIconText(QCoreApplication.translate(CONTEXT, spec.short) if spec.short else "")


def _without_arguments(handler: Callable[[], None]) -> Callable[..., None]:
    """Qt hands `checked` to a slot that takes arguments; these take none."""

    def call(*_: object) -> None:
        handler()

    return call

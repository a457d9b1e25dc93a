"""Every user action as data: menus, buttons, keys and the key sheet read this one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
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
    DATA = QT_TRANSLATE_NOOP("Actions", "&Data")
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
    ActionSpec("case.private", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "New private case"),
               QT_TRANSLATE_NOOP("Actions", "Start a case of which nothing is kept"), ("Ctrl+Shift+N",), "lock"),
    ActionSpec("case.rename", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Rename case…"),
               QT_TRANSLATE_NOOP("Actions", "Give this case another title"), ("F2",), "pencil"),
    ActionSpec("case.export", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Export case…"),
               QT_TRANSLATE_NOOP("Actions", "Write this case to a file: Markdown, a web page, or JSON lines"),
               ("Ctrl+S",), "export"),
    ActionSpec("case.pin", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Pin to the top"),
               QT_TRANSLATE_NOOP("Actions", "Let this case stand before the others"), is_checkable=True,
               starts_group=True),
    ActionSpec("case.hold", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Hold"),
               QT_TRANSLATE_NOOP("Actions", "Keep this case and its pictures although their time is over"),
               is_checkable=True),
    ActionSpec("case.tags", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Tags…"),
               QT_TRANSLATE_NOOP("Actions", "Give this case tags; the search finds them with tag:"), ("Ctrl+T",),
               "tag"),
    ActionSpec("case.note", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Note…"),
               QT_TRANSLATE_NOOP("Actions", "Write something down about this case; the model does not read it, "
                                 "the search finds it"), ("Ctrl+Alt+N",), "pencil"),
    ActionSpec("case.folder", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "Move to folder…"),
               QT_TRANSLATE_NOOP("Actions", "File this case, or those that are marked, in a folder"),
               ("Ctrl+Shift+O",), "folder"),
    ActionSpec("case.archive", Menu.CASE, QT_TRANSLATE_NOOP("Actions", "In the archive"),
               QT_TRANSLATE_NOOP("Actions", "Put this case, or those that are marked, out of the list; "
                                 "the search still finds them"), ("Ctrl+E",), "archive", is_checkable=True),
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

    ActionSpec("data.export", Menu.DATA, QT_TRANSLATE_NOOP("Actions", "Export everything…"),
               QT_TRANSLATE_NOOP("Actions", "Write all cases and fixes into a folder, in open formats"), icon="export"),
    ActionSpec("data.import", Menu.DATA, QT_TRANSLATE_NOOP("Actions", "Import cases…"),
               QT_TRANSLATE_NOOP("Actions", "Take in cases from a .jsonl file that Deskside wrote"), icon="folder"),
    ActionSpec("data.tidy", Menu.DATA, QT_TRANSLATE_NOOP("Actions", "Delete what is over its time"),
               QT_TRANSLATE_NOOP("Actions", "Delete cases and pictures older than the settings allow, now"),
               icon="trash"),
    ActionSpec("data.restore", Menu.DATA, QT_TRANSLATE_NOOP("Actions", "Restore a backup…"),
               QT_TRANSLATE_NOOP("Actions", "Go back to a backup of the cases; what is there now is kept as a copy"),
               icon="retry"),
    ActionSpec("data.move_out", Menu.DATA, QT_TRANSLATE_NOOP("Actions", "Write profile for another computer…"),
               QT_TRANSLATE_NOOP("Actions", "Write all there is to one encrypted file"), starts_group=True),
    ActionSpec("data.move_in", Menu.DATA, QT_TRANSLATE_NOOP("Actions", "Take in a profile…"),
               QT_TRANSLATE_NOOP("Actions", "Take in a profile of another computer, where there are no cases yet")),
    ActionSpec("data.passphrase", Menu.DATA, QT_TRANSLATE_NOOP("Actions", "Passphrase…"),
               QT_TRANSLATE_NOOP("Actions", "Say what opens your cases: a passphrase, or this computer"),
               starts_group=True),
    ActionSpec("data.recovery_key", Menu.DATA, QT_TRANSLATE_NOOP("Actions", "Recovery key…"),
               QT_TRANSLATE_NOOP("Actions", "Make a new recovery key; the one before opens nothing any more")),
    ActionSpec("data.new_key", Menu.DATA, QT_TRANSLATE_NOOP("Actions", "Replace the master key…"),
               QT_TRANSLATE_NOOP("Actions", "Encrypt everything anew under another key; the backups made so far go")),
    ActionSpec("data.lock", Menu.DATA, QT_TRANSLATE_NOOP("Actions", "Lock"),
               QT_TRANSLATE_NOOP("Actions", "Close all cases until they are unlocked again"),
               ("Ctrl+Shift+L",), "lock"),

    ActionSpec("picture.region", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Capture region"),
               QT_TRANSLATE_NOOP("Actions", "Drag over the part of the screen that shows the problem"),
               ("Ctrl+Shift+R",), "region", short=QT_TRANSLATE_NOOP("Actions", "Region")),
    ActionSpec("picture.screen", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Capture screen"),
               QT_TRANSLATE_NOOP("Actions", "Take a picture of the whole screen"),
               ("Ctrl+Shift+S",), "screen", short=QT_TRANSLATE_NOOP("Actions", "Screen")),
    ActionSpec("picture.window", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Capture window"),
               QT_TRANSLATE_NOOP("Actions", "Take a picture of the uppermost window of another program"),
               ("Ctrl+Shift+W",), "window"),
    ActionSpec("picture.all", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Capture all screens"),
               QT_TRANSLATE_NOOP("Actions", "Take all screens as one picture"), ("Ctrl+Shift+A",), "screens"),
    ActionSpec("picture.last", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Capture last region"),
               QT_TRANSLATE_NOOP("Actions", "Take the region that was chosen last time, as it looks now"),
               ("Ctrl+Shift+X",), "retry"),
    ActionSpec("picture.later", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Capture after a delay"),
               QT_TRANSLATE_NOOP("Actions", "Count down, so that a menu can be opened, then choose a region"),
               ("Ctrl+Shift+T",), "clock"),
    ActionSpec("picture.open", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Open picture…"),
               QT_TRANSLATE_NOOP("Actions", "Open a screenshot from a file"), ("Ctrl+O",), "folder",
               short=QT_TRANSLATE_NOOP("Actions", "Open")),
    ActionSpec("picture.paste", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Paste picture"),
               QT_TRANSLATE_NOOP("Actions", "Take the picture from the clipboard"),
               ("Ctrl+Shift+V",), "clipboard", short=QT_TRANSLATE_NOOP("Actions", "Paste")),
    ActionSpec("picture.annotate", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Annotate picture…"),
               QT_TRANSLATE_NOOP("Actions", "Draw arrows, boxes, words and numbers on the covered picture"),
               ("Ctrl+Shift+I",), "pencil", starts_group=True),
    ActionSpec("picture.pin", Menu.PICTURE, QT_TRANSLATE_NOOP("Actions", "Pin picture on top"),
               QT_TRANSLATE_NOOP("Actions", "Keep the covered picture above all windows"),
               ("Ctrl+Shift+P",), "pin"),

    ActionSpec("answer.send", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Send"),
               QT_TRANSLATE_NOOP("Actions", "Send the question with its pictures"),
               ("Ctrl+Return", "Ctrl+Enter"), "send"),
    ActionSpec("answer.preset", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Presets…"),
               QT_TRANSLATE_NOOP("Actions", "Choose a task for the next question, with its own prompt and parameters"),
               ("Ctrl+P",), "preset", short=QT_TRANSLATE_NOOP("Actions", "Preset")),
    ActionSpec("answer.stop", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Stop"),
               QT_TRANSLATE_NOOP("Actions", "Stop the answer that is being written"), ("Ctrl+.",), "stop"),
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
    ActionSpec("answer.guide", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Show the user where…"),
               QT_TRANSLATE_NOOP("Actions", "Number the steps of the last answer on the picture, to be copied"),
               ("Ctrl+Shift+G",), "place"),

    ActionSpec("model.unload", Menu.ANSWER, QT_TRANSLATE_NOOP("Actions", "Give memory back"),
               QT_TRANSLATE_NOOP("Actions", "Free the memory and the graphics card that the model takes; "
                                 "the next question loads it again"), starts_group=True),

    ActionSpec("fixes.search", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Search fixes"),
               QT_TRANSLATE_NOOP("Actions", "Search all prepared fixes"), ("Ctrl+J",), "search"),
    ActionSpec("fixes.library", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Write fixes…"),
               QT_TRANSLATE_NOOP("Actions", "Write, approve, import and export the fixes of this desk"),
               ("Ctrl+Shift+K",), "book"),
    ActionSpec("fixes.from_answer", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Make a fix of the last answer…"),
               QT_TRANSLATE_NOOP("Actions", "Draft a fix from the last answer; nothing is published by itself"),
               ("Ctrl+Shift+J",), "pencil"),
    ActionSpec("fixes.insert_1", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Insert fix 1"),
               QT_TRANSLATE_NOOP("Actions", "Insert the first fix at the cursor"), ("Alt+1",), "insert",
               starts_group=True),
    ActionSpec("fixes.insert_2", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Insert fix 2"),
               QT_TRANSLATE_NOOP("Actions", "Insert the second fix at the cursor"), ("Alt+2",), "insert"),
    ActionSpec("fixes.insert_3", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Insert fix 3"),
               QT_TRANSLATE_NOOP("Actions", "Insert the third fix at the cursor"), ("Alt+3",), "insert"),
    ActionSpec("fixes.insert_4", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Insert fix 4"),
               QT_TRANSLATE_NOOP("Actions", "Insert the fourth fix at the cursor"), ("Alt+4",), "insert"),
    ActionSpec("fixes.insert_5", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Insert fix 5"),
               QT_TRANSLATE_NOOP("Actions", "Insert the fifth fix at the cursor"), ("Alt+5",), "insert"),
    ActionSpec("fixes.insert_6", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Insert fix 6"),
               QT_TRANSLATE_NOOP("Actions", "Insert the sixth fix at the cursor"), ("Alt+6",), "insert"),
    ActionSpec("fixes.insert_7", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Insert fix 7"),
               QT_TRANSLATE_NOOP("Actions", "Insert the seventh fix at the cursor"), ("Alt+7",), "insert"),
    ActionSpec("fixes.insert_8", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Insert fix 8"),
               QT_TRANSLATE_NOOP("Actions", "Insert the eighth fix at the cursor"), ("Alt+8",), "insert"),
    ActionSpec("fixes.insert_9", Menu.FIXES, QT_TRANSLATE_NOOP("Actions", "Insert fix 9"),
               QT_TRANSLATE_NOOP("Actions", "Insert the ninth fix at the cursor"), ("Alt+9",), "insert"),

    ActionSpec("app.palette", Menu.VIEW, QT_TRANSLATE_NOOP("Actions", "All commands…"),
               QT_TRANSLATE_NOOP("Actions", "Find any action, setting, case or fix by a few letters"),
               ("Ctrl+K",), "search"),
    ActionSpec("view.back", Menu.VIEW, QT_TRANSLATE_NOOP("Actions", "One step back"),
               QT_TRANSLATE_NOOP("Actions", "Leave what is open, one layer at a time; also stops an answer"), ("Esc",)),
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
    ActionSpec("help.first_steps", Menu.HELP, QT_TRANSLATE_NOOP("Actions", "First steps…"),
               QT_TRANSLATE_NOOP("Actions", "Model, device, capture key and a sample case, one after the other"),
               icon="steps"),
    ActionSpec("help.notices", Menu.HELP, QT_TRANSLATE_NOOP("Actions", "Past messages"),
               QT_TRANSLATE_NOOP("Actions", "Show what Deskside has told since it was started"), icon="info",
               starts_group=True),
    ActionSpec("help.logs", Menu.HELP, QT_TRANSLATE_NOOP("Actions", "Logs"),
               QT_TRANSLATE_NOOP("Actions", "Show what Deskside has logged; no screen content is in it"), icon="log"),
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

CHANGEABLE: tuple[ActionSpec, ...] = (*TABLE, *(spec for spec in REVIEW if not spec.keys_text))
"""Those whose keys an agent may change; what the picture under review does with arrow keys stays."""


_MNEMONIC = re.compile(r"\(&.\)")
"""As Chinese menus write it: behind the word, in brackets."""
_own_keys: dict[str, tuple[str, ...]] = {}


def use_keys(own: Mapping[str, Sequence[str]]) -> None:
    """Let an agent's own keys, by action, hold in the whole program, as a translation does."""
    _own_keys.clear()
    _own_keys.update((action_id, tuple(keys)) for action_id, keys in own.items())


def keys_in_force(spec: ActionSpec) -> tuple[str, ...]:
    """Return the keys of an action: the agent's own, or those of the table."""
    return _own_keys.get(spec.id, spec.keys)


def plain(text: str) -> str:
    """Return the text of a menu without its mark for the keyboard and without dots."""
    return _MNEMONIC.sub("", text).replace("&", "").rstrip("…")


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
    keys = keys_in_force(spec)
    return native_keys(keys[0]) if keys else ""


def native_keys(sequence: str) -> str:
    """Return a key sequence as the platform writes it, and the Return key by what stands on it."""
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


class ActionSet(QObject):
    """The table as QActions of one window; each is bound to one function once there is one."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for spec in TABLE:
            action = QAction(window)
            action.setObjectName(spec.id)
            action.setCheckable(spec.is_checkable)
            action.setShortcutVisibleInContextMenu(True)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            window.addAction(action)
            self._actions[spec.id] = action
        self.follow_keys()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def bind(self, handlers: Mapping[str, Callable[[], None]]) -> None:
        """Give every action of the table its function."""
        for spec in TABLE:
            self._actions[spec.id].triggered.connect(_without_arguments(handlers[spec.id]))

    def follow_keys(self) -> None:
        """Take the keys that are in force now."""
        for spec in TABLE:
            self._actions[spec.id].setShortcuts([QKeySequence(key) for key in keys_in_force(spec)])
        self.retranslate()

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

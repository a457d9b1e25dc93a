"""Writes one fix: its fields, its text with a preview, and what it said before."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.viewmodels.fix_library import FixLibraryViewModel
from desktop.views.capture.pictures_in import SUFFIXES, PictureSource
from desktop.views.case.markdown import MarkdownView
from desktop.views.fixes.fix_body import FixBody
from desktop.views.parts.parts import SPACE, Speaking, button, column, label
from desktop.views.parts.theme import Theme
from engine.domain.fix_fields import from_fields
from engine.domain.knowledge import (
    PICTURE_SCHEME,
    CannedFix,
    FixState,
    FixVersion,
    TakenPicture,
    without_pictures,
)
from engine.domain.picture import CaptureOrigin

_LINES = ("title", "shortcut", "category", "product", "owner", "valid_until")
_LISTS = ("tags", "os", "error_codes", "symptoms")
_ROWS = (
    ("title",),
    ("shortcut", "state"),
    ("category", "product"),
    ("owner", "valid_until"),
    ("tags", "os"),
    ("error_codes",),
    ("symptoms",),
)
_LIST_SEPARATOR = re.compile(r"[;；\n]")
_BODY_LINES = 12
_VERSIONS_PX = 110


class FixEditor(Speaking, QWidget):
    """One fix at a time. `fix()` is what the fields say."""

    pictures_given = Signal(object)
    """A sequence of PictureSource: what will be covered on each is reviewed before it is put into the text."""

    def __init__(self, theme: Theme, library: FixLibraryViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._shown = library.new()
        self.fields: dict[str, QLineEdit] = {name: QLineEdit() for name in (*_LINES, *_LISTS)}
        self.state = QComboBox()
        self.body = FixBody()
        self.add_picture = button("quiet")
        self.versions = FixVersions(library)
        self._preview = MarkdownView(theme)
        self._names: dict[str, QLabel] = {}
        self._build()
        self.body.textChanged.connect(self._draw_preview)
        self.body.pictures_given.connect(self.pictures_given)
        self.add_picture.clicked.connect(self._choose_picture)
        self._tabs.currentChanged.connect(self._draw_preview)  # only now is it known how wide it is
        library.picture_taken.connect(self._insert_picture)
        library.previews_found.connect(self._draw_preview)
        self.retranslate()
        self.show_fix(self._shown)

    def show_fix(self, fix: CannedFix) -> None:
        """Show what a fix says, and look for what it said before."""
        self._shown = fix
        for name in _LINES:
            value = getattr(fix, name)
            self.fields[name].setText("" if value is None else str(value))
        for name in _LISTS:
            self.fields[name].setText("; ".join(getattr(fix, name)))
        for field in self.fields.values():
            field.setCursorPosition(0)
        self.state.setCurrentIndex(list(FixState).index(fix.state))
        self.body.setPlainText(fix.body)
        self._library.find_pictures(fix)
        self.versions.show_fix(fix)

    def fix(self) -> CannedFix:
        """Return what the fields say. Raises ValueError for a last day that is no date."""
        lines = {name: self.fields[name].text().strip() for name in _LINES}
        fields: dict[str, str | tuple[str, ...]] = {
            **lines,
            **{name: _items(self.fields[name].text()) for name in _LISTS},
            "uid": self._shown.uid or _uid_of(lines["shortcut"] or lines["title"]),
            "language": self._shown.language.value,
            "state": list(FixState)[self.state.currentIndex()].value,
        }
        return replace(from_fields(fields, self.body.toPlainText().strip("\n")), version=self._shown.version)

    @property
    def shown(self) -> CannedFix:
        """The fix as it was shown, without what was written since."""
        return self._shown

    def is_changed(self) -> bool:
        """Whether the fields say something else than what was shown."""
        try:
            return replace(self.fix(), uid=self._shown.uid) != self._shown
        except ValueError:
            return True

    def retranslate(self) -> None:
        words = {
            "title": self.tr("Title"),
            "shortcut": self.tr("Shortcut"),
            "category": self.tr("Category"),
            "product": self.tr("Product"),
            "owner": self.tr("Owner"),
            "valid_until": self.tr("Valid until"),
            "tags": self.tr("Tags"),
            "os": self.tr("Systems"),
            "error_codes": self.tr("Error codes"),
            "symptoms": self.tr("Symptoms"),
            "state": self.tr("State"),
        }
        for name, shown in self._names.items():
            shown.setText(words[name])
            (self.state if name == "state" else self.fields[name]).setAccessibleName(words[name])
        self.fields["valid_until"].setPlaceholderText("2027-12-31")
        self.fields["symptoms"].setPlaceholderText(self.tr("What users say; one; after another"))
        for place, text in enumerate((self.tr("Draft"), self.tr("Approved"), self.tr("Retired"))):
            self.state.setItemText(place, text)
        self.add_picture.setText(self.tr("Add picture…"))
        self.add_picture.setAccessibleName(self.tr("Add picture"))
        self.add_picture.setToolTip(
            self.tr("Pictures can be pasted or dropped into the text, too. You see first what will be covered on them.")
        )
        self.body.setAccessibleName(self.tr("Text"))
        self._preview.setAccessibleName(self.tr("Preview"))
        self._scroll.setAccessibleName(self.tr("Preview"))
        for place, text in enumerate((self.tr("Text"), self.tr("Preview"), self.tr("Versions"))):
            self._tabs.setTabText(place, text)
        self._tabs.setAccessibleName(self.tr("Text"))

    def _build(self) -> None:
        self.state.addItems([""] * len(FixState))
        form = self._form()
        self.body.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.body.setTabChangesFocus(True)
        self.body.setMinimumHeight(_BODY_LINES * self.body.fontMetrics().lineSpacing())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._preview)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        for page in (self.body, self._scroll, self.versions):
            self._tabs.addTab(page, "")
        self._tabs.setCornerWidget(self.add_picture)
        layout = column(self, gap=3 * SPACE)
        layout.addLayout(form)
        layout.addWidget(self._tabs, 1)

    def _form(self) -> QGridLayout:
        """Lay out the fields, two a row where they are short."""
        form = QGridLayout()
        form.setVerticalSpacing(2 * SPACE)
        form.setHorizontalSpacing(3 * SPACE)
        form.setColumnStretch(1, 1)
        form.setColumnStretch(3, 1)
        for row, names in enumerate(_ROWS):
            for place, name in enumerate(names):
                field = self.state if name == "state" else self.fields[name]
                self._names[name] = label()
                self._names[name].setBuddy(field)
                form.addWidget(self._names[name], row, 2 * place)
                form.addWidget(field, row, 2 * place + 1, 1, 1 if len(names) > 1 else 3)
        return form

    def _draw_preview(self) -> None:
        fix = replace(self._shown, body=self.body.toPlainText())
        links = {f"{PICTURE_SCHEME}:{digest}" for digest in fix.picture_digests}
        previews = {link: png for link, png in self._library.previews.items() if link in links}
        whole = links == previews.keys()
        self._preview.show_markdown(fix.text if whole else without_pictures(fix.text), previews if whole else None)

    def _choose_picture(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Add picture"), "", f"{self.tr('Pictures')} ({patterns})")
        if chosen:
            self.pictures_given.emit([PictureSource(CaptureOrigin.FILE, path=Path(chosen))])

    def _insert_picture(self, taken: TakenPicture) -> None:
        self.body.insert_picture(taken.link, self.tr("Screenshot"))
        self._tabs.setCurrentWidget(self.body)


class FixVersions(Speaking, QWidget):
    """What a fix said before, what has changed since, and the way back."""

    back_wanted = Signal(object)
    """The FixVersion to go back to."""

    def __init__(self, library: FixLibraryViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._versions: tuple[FixVersion, ...] = ()
        self.list = QListWidget()
        self.list.setProperty("framed", "true")
        self.list.setMaximumHeight(_VERSIONS_PX)
        self.changes = QPlainTextEdit()
        self.changes.setReadOnly(True)
        self.changes.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.back = button()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * SPACE, 0, 0)
        layout.addWidget(self.list)
        layout.addWidget(self.changes, 1)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.list.currentRowChanged.connect(self._compare)
        self.back.clicked.connect(self._go_back)
        library.versions_found.connect(self._show)
        self.retranslate()

    def show_fix(self, fix: CannedFix) -> None:
        """Look for the versions of a fix; one that is not kept yet has none."""
        self._show(())
        if fix.version:
            self._library.find_versions(fix)

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Versions"))
        self.changes.setAccessibleName(self.tr("What has changed since"))
        self.changes.setPlaceholderText(self.tr("Choose a version to see what has changed since."))
        self.back.setText(self.tr("Go back to this version"))
        self.back.setAccessibleName(self.tr("Go back to this version"))

    def _show(self, versions: tuple[FixVersion, ...]) -> None:
        self._versions = versions
        self.list.clear()
        for version in versions:
            self.list.addItem(" · ".join(part for part in (str(version.number), _day(version), version.author) if part))
        self.back.setEnabled(False)
        self.changes.clear()

    def _compare(self, row: int) -> None:
        is_earlier = 0 < row < len(self._versions)
        self.back.setEnabled(is_earlier)
        if is_earlier:
            lines = self._library.difference(self._versions[row].fix, self._versions[0].fix)
            self.changes.setPlainText("\n".join(lines))
        else:
            self.changes.clear()

    def _go_back(self) -> None:
        self.back_wanted.emit(self._versions[self.list.currentRow()])


def _day(version: FixVersion) -> str:
    return date.fromtimestamp(version.saved_ms / 1000).isoformat() if version.saved_ms else ""


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in _LIST_SEPARATOR.split(text) if item.strip())


def _uid_of(name: str) -> str:
    """Return a uid for a new fix, from its shortcut or title."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    return slug or f"fix-{hashlib.sha256(name.encode()).hexdigest()[:10]}"

"""The library of fixes: all of them in every state, beside the editor of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.viewmodels.fix_library import FixLibraryViewModel, Shelf
from desktop.views.capture.pictures_in import PictureSource
from desktop.views.fixes.fix_editor import FixEditor
from desktop.views.fixes.fix_export import FixExport
from desktop.views.fixes.fix_import import FixImport
from desktop.views.fixes.fix_picture_review import FixPictureReview
from desktop.views.parts.opening import come_over_window, opened
from desktop.views.parts.parts import SPACE, Speaking, button, column, label
from desktop.views.parts.search_field import SearchField
from desktop.views.parts.surroundings import Surroundings
from desktop.views.parts.translation import shown_language
from engine.domain.fix_exchange import FixDraft
from engine.domain.knowledge import CannedFix, FixState, TakenPicture
from engine.errors import DesksideError

_SIZE = QSize(1040, 720)
_LIST_PX = 320


class FixLibrary(Speaking, QDialog):
    """Choose on the left, write on the right."""

    def __init__(self, around: Surroundings, library: FixLibraryViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._shelf = Shelf()
        self._shown: list[CannedFix] = []
        self._wanted: CannedFix | None = None
        """To be chosen once it is listed."""
        self.search, self.states, self.list = SearchField(), QComboBox(), QListWidget()
        self.editor = FixEditor(around.theme, library)
        self.picture_review = FixPictureReview(around, self)
        self.notice = label("muted", wraps=True)
        self._nothing = label("muted", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._is_fresh = False
        """A fix is being written that is not in the list yet."""
        self.new, self.take_in, self.write_out = button(), button(), button()
        self.save, self.delete, self.close_button = button("primary"), button("danger"), button()
        self.variant = button()
        self.export = FixExport(library, self)
        self.write_out.setMenu(self.export)
        self._build()
        self._connect()
        self.retranslate()
        self.resize(_SIZE)
        library.load()

    def show_fix(self, fix: CannedFix) -> None:
        """Choose a fix as soon as it is listed, whatever was filtered."""
        self.search.clear()
        self.states.setCurrentIndex(0)
        self._wanted = fix
        self._draw()

    def show_draft(self, draft: FixDraft) -> None:
        """Show a draft that was made of an answer, and what says much the same. It is not kept yet."""
        self._open_fresh(draft.fix)
        self._tell_likes(draft.like_it)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Fixes of this desk"))
        self.search.setPlaceholderText(self.tr("Search all fixes"))
        self.search.setAccessibleName(self.tr("Search all fixes"))
        self.states.setAccessibleName(self.tr("State"))
        self.list.setAccessibleName(self.tr("Fixes"))
        words = (self.tr("All"), self.tr("Draft"), self.tr("Approved"), self.tr("Retired"))
        for place, text in enumerate(words):
            self.states.setItemText(place, text)
        for control, text in (
            (self.new, self.tr("New")),
            (self.take_in, self.tr("Import…")),
            (self.write_out, self.tr("Export")),
            (self.save, self.tr("Save")),
            (self.delete, self.tr("Delete")),
            (self.close_button, self.tr("Close")),
            (self.variant, self.tr("Other language")),
        ):
            control.setText(text)
            control.setAccessibleName(text)
        self._nothing.setText(self.tr("There is no fix yet. Write the first one, or import a collection."))
        self._draw()

    def _build(self) -> None:
        self.states.addItems([""] * (1 + len(FixState)))
        self.list.setProperty("framed", "true")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tools = QHBoxLayout()
        for control in (self.new, self.take_in, self.write_out):
            tools.addWidget(control)
        side = QWidget()
        side.setMinimumWidth(_LIST_PX)
        side.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)  # but its buttons may need more
        left = column(side, gap=2 * SPACE)
        left.addWidget(self.search)
        left.addWidget(self.states)
        left.addWidget(self.list, 1)
        left.addLayout(tools)
        foot = QHBoxLayout()
        foot.addWidget(self.delete)
        foot.addWidget(self.variant)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.save)
        right = QVBoxLayout()
        right.setSpacing(2 * SPACE)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self.editor)
        right.addWidget(self._pages, 1)
        right.addWidget(self.notice)
        right.addLayout(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(5 * SPACE, 5 * SPACE, 5 * SPACE, 5 * SPACE)
        whole.setSpacing(5 * SPACE)
        whole.addWidget(side)
        whole.addLayout(right, 1)

    def _connect(self) -> None:
        library = self._library
        self.search.textChanged.connect(self._draw)
        self.states.currentIndexChanged.connect(self._draw)
        self.list.currentRowChanged.connect(self._choose)
        self.new.clicked.connect(self._begin)
        self.take_in.clicked.connect(self._import)
        self.save.clicked.connect(self._save)
        self.delete.clicked.connect(self._delete)
        self.variant.clicked.connect(self._show_variant)
        self.close_button.clicked.connect(self.reject)
        self.editor.versions.back_wanted.connect(library.roll_back)
        library.loaded.connect(self._take)
        library.saved.connect(self._tell_saved)
        library.likes_found.connect(self._tell_likes)
        self.export.told.connect(self.notice.setText)
        library.picture_taken.connect(self._tell_picture)
        self.editor.pictures_given.connect(self._review_pictures)
        self.picture_review.covered.connect(library.take_picture)
        self.picture_review.told.connect(self.notice.setText)
        library.failed.connect(self._tell_fault)

    def _take(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._draw()
        if self.list.currentRow() < 0 and not self._is_fresh and self._shown and not self.editor.is_changed():
            self._choose_row(0)

    def _choose_row(self, row: int) -> None:
        """Show a fix that is listed."""
        self.list.setCurrentRow(row)
        self.editor.show_fix(self._shown[row])
        self._follow()

    def _open_fresh(self, fix: CannedFix) -> None:
        """Show a fix that is not kept yet."""
        self._is_fresh = True
        self.list.setCurrentRow(-1)
        self.editor.show_fix(fix)
        self._follow()

    def _follow(self) -> None:
        """Offer only what can be done to what is shown; where nothing is, say so instead of an empty form."""
        is_listed = 0 <= self.list.currentRow() < len(self._shown)
        is_shown = is_listed or self._is_fresh or bool(self.editor.shown.uid)
        self.delete.setEnabled(is_listed)
        self.variant.setEnabled(bool(self.editor.shown.uid))
        self.save.setEnabled(is_shown)
        self._pages.setCurrentWidget(self.editor if is_shown or self._shelf.fixes else self._nothing)

    def _draw(self) -> None:
        """List what fits; the one that was chosen stays so."""
        row = self.list.currentRow()
        chosen = self._wanted or (self._shown[row] if 0 <= row < len(self._shown) else None)
        place = self.states.currentIndex()
        self._shown = self._shelf.shown(self.search.text(), list(FixState)[place - 1] if place > 0 else None)
        self._shown.sort(key=lambda fix: fix.language is not shown_language())
        self.list.blockSignals(True)
        self.list.clear()
        for fix in self._shown:
            item = QListWidgetItem(self._line(fix))
            item.setToolTip(f"{fix.title}\n{fix.uid} · {fix.language.value}")
            self.list.addItem(item)
        again = [n for n, fix in enumerate(self._shown) if chosen and _key(fix) == _key(chosen)]
        self.list.setCurrentRow(again[0] if again else -1)
        self.list.blockSignals(False)
        if again and self._wanted is not None:
            self._wanted = None
            self._is_fresh = False
            self.editor.show_fix(self._shown[again[0]])
        self._follow()

    def _line(self, fix: CannedFix) -> str:
        states = {FixState.DRAFT: self.tr("Draft"), FixState.RETIRED: self.tr("Retired")}
        mark = self.tr("Expired") if self._library.is_expired(fix) else states.get(fix.state, "")
        fared = self._shelf.fared(fix)
        marked = fared.solved + fared.not_solved
        solved = self.tr("solved {count} of {all}").format(count=fared.solved, all=marked) if marked else ""
        return " · ".join(part for part in (mark, fix.title, solved) if part)

    def reject(self) -> None:
        if self._may_leave():
            self.picture_review.forget()
            self._library.forget_pictures()
            super().reject()

    def asks(self, question: str, consent: str) -> bool:
        """Ask something that cannot be undone."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.windowTitle())
        box.setText(question)
        does = box.addButton(consent, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole))
        come_over_window(box)
        box.exec()
        return box.clickedButton() is does

    def _may_leave(self) -> bool:
        return not self.editor.is_changed() or self.asks(
            self.tr("What you wrote is not saved yet."), self.tr("Drop it")
        )

    def _choose(self, row: int) -> None:
        if not 0 <= row < len(self._shown):
            return
        if self._may_leave():
            self.notice.clear()
            self._is_fresh = False
            self.editor.show_fix(self._shown[row])
            self._follow()
        else:
            self.list.blockSignals(True)
            self.list.setCurrentRow(-1)
            self.list.blockSignals(False)

    def _begin(self) -> None:
        if self._may_leave():
            self._show_new()

    def _show_new(self) -> None:
        self.notice.clear()
        self._open_fresh(self._library.new())
        self.editor.fields["title"].setFocus()

    def _show_variant(self) -> None:
        """Go to the same fix in the other language; where there is none, to a copy that is to be translated."""
        if self.editor.shown.uid and self._may_leave():
            self.notice.clear()
            self._open_fresh(self._library.variant_of(self.editor.shown))

    def _save(self) -> None:
        try:
            fix = self.editor.fix()
        except ValueError:
            self.notice.setText(self.tr("Write the last day as 2027-12-31."))
            return
        self._library.save(fix, is_new=not self.editor.shown.uid)

    def _delete(self) -> None:
        row = self.list.currentRow()
        if not 0 <= row < len(self._shown):
            return
        fix = self._shown[row]
        question = self.tr("Delete {title} in all its languages, with its versions?").format(title=fix.title)
        if self.asks(question, self.tr("Delete")):
            self._leave(row)
            self._library.delete(fix)

    def _leave(self, row: int) -> None:
        """Go to the fix beside one that is being deleted, or to none."""
        beside = [
            each for each in (*self._shown[row + 1 :], *self._shown[:row][::-1]) if each.uid != self._shown[row].uid
        ]
        self._is_fresh = False
        self.notice.clear()
        if beside:
            self._choose_row(self._shown.index(beside[0]))
        else:
            self.list.setCurrentRow(-1)
            self.editor.show_fix(self._library.new())

    def _import(self) -> None:
        opened(FixImport(self._library, self))

    def _tell_saved(self, fix: CannedFix) -> None:
        self._wanted = fix
        self._draw()
        self.notice.setText(self.tr("Saved. Only approved fixes are offered."))
        self._library.find_like(fix)

    def _tell_likes(self, likes: tuple[CannedFix, ...]) -> None:
        if likes:
            titles = "; ".join(fix.title for fix in likes)
            self.notice.setText(self.tr("There is already: {titles}").format(titles=titles))

    def _review_pictures(self, sources: Sequence[PictureSource]) -> None:
        self.notice.setText(self.tr("Looking for what is sensitive on the picture…"))
        self.picture_review.take(sources)

    def _tell_picture(self, taken: TakenPicture) -> None:
        """Say what was covered: the agent looks at it before it is kept."""
        self.notice.setText(
            self.tr("Picture added; places covered on it: {count}. Look at it in the preview.").format(
                count=taken.covered
            )
        )

    def _tell_fault(self, error: DesksideError) -> None:
        if error.key == "fixes.changed_outside":
            if self.asks(self.export.question_for(error), self.tr("Write over")):
                self.export.write_over()
            return
        language = shown_language()
        self.notice.setText(f"{error.message(language)} {error.remedy(language)}")


def _key(fix: CannedFix) -> tuple[str, str]:
    return fix.uid, fix.language.value

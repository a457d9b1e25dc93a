"""One model in full: what it takes, its files, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.viewmodels.models import ModelsViewModel
from desktop.views.parts.parts import SPACE, ElidedLabel, Speaking, button, column, label
from desktop.views.parts.translation import shown_language
from engine.domain.catalogue import FileStanding, ModelEntry, TransferStep
from engine.domain.memory import MemoryEstimate
from engine.wording import say

_GIB = 2**30
_BAR_STEPS = 1000


def size_text(size_bytes: int) -> str:
    """Return a size as people read it."""
    return f"{size_bytes / 1e9:.1f} GB" if size_bytes >= 1e8 else f"{size_bytes / 1e6:.1f} MB"


def placement_text(told: MemoryEstimate | None) -> str:
    """Say where a model would run; nothing while it is not known."""
    if told is None:
        return ""
    return say(f"model.placed_{told.placement.value}", shown_language(), gpu_layers=told.gpu_layers, layers=told.layers)


class _FileRow(Speaking, QWidget):
    """One file: its name, how much of it is here, and the button that starts or pauses it."""

    pressed = Signal(str)
    """The name of the file."""

    def __init__(self) -> None:
        super().__init__()
        self._file: FileStanding | None = None
        self.name = ElidedLabel()
        self.state = label("muted")
        self.bar = QProgressBar()
        self.bar.setRange(0, _BAR_STEPS)
        self.bar.setTextVisible(False)
        self.act = button()
        self.act.clicked.connect(self._press)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, SPACE, 0, SPACE)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self.state, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.bar, 1, 0, 1, 2)
        grid.addWidget(self.act, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)

    def show_file(self, file: FileStanding, models: ModelsViewModel, *, can_download: bool) -> None:
        """Draw a file as it stands, or as it is being moved."""
        self._file = file
        transfer = models.transfer if models.is_busy else None
        is_moving = transfer is not None and transfer.file == file.name
        done = transfer.done_bytes if transfer and is_moving else file.there_bytes
        total = (transfer.total_bytes if transfer and is_moving else 0) or file.size_bytes
        self.name.show_text(file.name)
        step = transfer.step if transfer and is_moving else None
        self.state.setText(self._state_text(file, step, done, total))
        is_shown = is_moving or file.is_partial
        self.bar.setVisible(is_shown)
        self.bar.setValue(_BAR_STEPS * done // total if total else 0)
        self.bar.setAccessibleName(f"{file.name}: {self.state.text()}")
        self.act.setText(self._act_text(file, is_moving))
        self.act.setAccessibleName(f"{self.act.text()}: {file.name}")
        self.act.setVisible(can_download and not file.is_there)
        self.act.setEnabled((is_moving and not models.is_stopping) or not models.is_busy)

    def retranslate(self) -> None:
        """The pane draws it anew."""

    def _state_text(self, file: FileStanding, step: TransferStep | None, done: int, total: int) -> str:
        of_all = f"{size_text(done)} / {size_text(total)}" if total else size_text(done)
        texts = {
            TransferStep.COPYING: self.tr("copying"),
            TransferStep.DOWNLOADING: self.tr("downloading"),
            TransferStep.WAITING: self.tr("connection cut, trying again"),
            TransferStep.VERIFYING: self.tr("checking"),
            TransferStep.PAUSED: self.tr("paused"),
        }
        if step in texts:
            return f"{of_all} · {texts[step]}"
        if file.is_there:
            return self.tr("{size} · here").format(size=size_text(done))
        if file.is_partial:
            return self.tr("{size} · paused").format(size=of_all)
        return size_text(total) if total else self.tr("size not known")

    def _act_text(self, file: FileStanding, is_moving: bool) -> str:
        if is_moving:
            return self.tr("Pause")
        return self.tr("Go on") if file.is_partial else self.tr("Download")

    def _press(self) -> None:
        if self._file is not None:
            self.pressed.emit(self._file.name)


class ModelDetails(Speaking, QWidget):
    """The pane below the list."""

    remove_wanted = Signal(str)

    def __init__(self, models: ModelsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._entry: ModelEntry | None = None
        self._title = label("heading", wraps=True)
        self._about = label("muted", wraps=True)
        self._memory = label(wraps=True)
        self._files: list[_FileRow] = []
        self._file_stack = QVBoxLayout()
        self._refusal = label("muted", wraps=True)
        self.use, self.verify, self.stop, self.remove = button("soft"), button(), button(), button("danger")
        for act, slot in (
            (self.use, self._use),
            (self.verify, self._verify),
            (self.stop, models.stop),
            (self.remove, self._remove),
        ):
            act.clicked.connect(slot)
        layout = column(self, gap=2 * SPACE)
        for widget in (self._title, self._about, self._memory):
            layout.addWidget(widget)
        layout.addLayout(self._file_stack)
        layout.addWidget(self._refusal)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        for act in (self.use, self.verify, self.stop):
            row.addWidget(act)
        row.addStretch(1)
        row.addWidget(self.remove)
        layout.addLayout(row)
        layout.addStretch(1)
        self.retranslate()

    def show_entry(self, entry: ModelEntry | None) -> None:
        self._entry = entry
        self.draw()

    def retranslate(self) -> None:
        self.use.setText(self.tr("Use this model"))
        self.verify.setText(self.tr("Check the files"))
        self.stop.setText(self.tr("Stop"))
        self.remove.setText(self.tr("Remove…"))
        for act in (self.use, self.verify, self.stop, self.remove):
            act.setAccessibleName(act.text().rstrip("…"))
        self.draw()

    def draw(self) -> None:
        """Write what is known now."""
        entry = self._entry
        self.setVisible(entry is not None)
        if entry is None:
            return
        models = self._models
        self._title.setText(entry.title)
        self._about.setText(self._about_text(entry))
        self._memory.setText(self._memory_text(models.estimates.get(entry.name)))
        can_download = entry.manifest is not None and not models.refusal
        while len(self._files) < len(entry.files):
            self._add_file_row()
        for row, file in zip(self._files, entry.files, strict=False):
            row.show_file(file, models, can_download=can_download)
        for place, row in enumerate(self._files):
            row.setVisible(place < len(entry.files))
        is_missing = not entry.is_installed and entry.manifest is not None
        self._refusal.setText(say(models.refusal, shown_language()) if models.refusal and is_missing else "")
        self._refusal.setVisible(bool(self._refusal.text()))
        self._show_acts(entry)

    def _add_file_row(self) -> None:
        row = _FileRow()
        row.pressed.connect(self._press_file)
        self._files.append(row)
        self._file_stack.addWidget(row)

    def _show_acts(self, entry: ModelEntry) -> None:
        models = self._models
        is_mine = models.busy_with == entry.name
        transfer = models.transfer
        self.use.setVisible(entry.is_installed and not entry.is_chosen)
        self.verify.setVisible(entry.is_installed)
        self.verify.setEnabled(not models.is_busy)
        is_checking = transfer is not None and transfer.step is TransferStep.VERIFYING
        self.stop.setVisible(is_mine and is_checking)
        self.stop.setEnabled(not models.is_stopping)
        self.remove.setVisible(entry.can_be_removed)
        self.remove.setEnabled(not models.is_busy)

    def _about_text(self, entry: ModelEntry) -> str:
        manifest = entry.manifest
        if manifest is None:
            return self.tr("Found on this computer; nobody has published what its files should be.")
        parts = [manifest.quantization, manifest.licence]
        parts.append(self.tr("thinks before it answers: slower") if manifest.thinks else "")
        parts.append(
            "" if all(file.has_digest for file in entry.files) else self.tr("not every published digest is known")
        )
        return " · ".join(part for part in parts if part)

    def _memory_text(self, told: MemoryEstimate | None) -> str:
        if told is None:
            return self.tr("What it needs is not known yet.")
        return self.tr(
            "Needs about {needed} GiB: weights {weights}, pictures {pictures}, context {context}. {place}"
        ).format(
            needed=_gib(told.needed_bytes),
            weights=_gib(told.weights_bytes),
            pictures=_gib(told.projector_bytes + told.vision_bytes),
            context=_gib(told.kv_bytes + told.compute_bytes),
            place=_sentence(placement_text(told)),
        )

    def _press_file(self, name: str) -> None:
        if self._entry is None:
            return
        if self._models.is_busy:
            self._models.stop()
        else:
            self._models.download(self._entry.name, name)

    def _use(self) -> None:
        if self._entry is not None:
            self._models.use(self._entry.name)

    def _verify(self) -> None:
        if self._entry is not None:
            self._models.verify(self._entry.name)

    def _remove(self) -> None:
        if self._entry is not None:
            self.remove_wanted.emit(self._entry.name)

    def buttons(self) -> list[QPushButton]:
        """Return what can be pressed now."""
        acts = (self.use, self.verify, self.stop, self.remove, *(row.act for row in self._files))
        return [act for act in acts if act.isVisibleTo(self)]


def _gib(amount: int) -> str:
    return f"{amount / _GIB:.1f}"


def _sentence(text: str) -> str:
    """Make a sentence of a few words."""
    stop = QCoreApplication.translate("ModelDetails", ".", "the full stop after a sentence")
    return text[:1].upper() + text[1:] + stop

"""The presets: those that there are, found by their first letters, imported and exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.notices import Notices
from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, Tasks
from engine.domain.notice import Severity
from engine.domain.preset import Preset
from engine.errors import DesksideError, SettingsError
from engine.settings import PresetFolder, PresetImport, export_presets, import_presets


class PresetsViewModel(QObject):
    """Reads files in the background. What is wrong with one is told once, and for as long as it is so."""

    listed = Signal()
    """`presets` and `damaged` are new."""
    imported = Signal(object)
    """A PresetImport."""
    exported = Signal(int, object)
    """How many, and the folder."""
    failed = Signal(object)
    """A DesksideError; nothing was changed."""

    def __init__(self, tasks: Tasks, notices: Notices, settings: SettingsBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._notices = notices
        self._settings = settings
        self._told = ""
        self.presets: tuple[Preset, ...] = ()
        self.damaged: tuple[SettingsError, ...] = ()

    @property
    def takes_own(self) -> bool:
        """Whether this site may have presets of its own."""
        return self._settings.settings.path is not None and self._settings.flag("answers.own_presets")

    def refresh(self) -> None:
        """Read the presets again."""
        self._tasks.run(Lane.SETTINGS, self._settings.settings.presets, done=self._take)

    def import_from(self, sources: Sequence[Path]) -> None:
        """Take files over, all or nothing."""
        settings = self._settings.settings

        def job() -> PresetImport:
            return import_presets(sources, settings.presets_folder)

        def done(report: PresetImport) -> None:
            self.imported.emit(report)
            self.refresh()

        self._tasks.run(Lane.SETTINGS, job, done=done, failed=self._fail)

    def export_to(self, folder: Path, uids: Sequence[str] = ()) -> None:
        """Write presets as files: those that are named, or all; whole, whatever the policy takes out of them here."""
        own = self._settings.settings.presets_folder if self.takes_own else None

        def job() -> int:
            presets = PresetFolder.read(own).readable
            return len(export_presets([each for each in presets if not uids or each.uid in uids], folder))

        def done(count: int) -> None:
            self.exported.emit(count, folder)

        self._tasks.run(Lane.SETTINGS, job, done=done, failed=self._fail)

    def found(self, query: str) -> list[Preset]:
        """Return those that a query means, best first: by shortcut, first letters, or any part of a name."""
        words = query.strip().casefold()
        ranked = [(rank, preset) for preset in self.presets if (rank := _rank(preset, words)) is not None]
        return [preset for _, preset in sorted(ranked, key=lambda each: each[0])]

    def _take(self, folder: PresetFolder) -> None:
        self.presets, self.damaged = folder.readable, folder.damaged
        if self._told and self._told not in {error.key for error in folder.damaged}:
            self._notices.dismiss(self._told)
            self._told = ""
        for error in folder.damaged[:1]:
            self._told = error.key
            self._notices.tell_error(error, action_id="answer.preset", severity=Severity.WARNING)
        self.listed.emit()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, DesksideError):
            raise error
        self.failed.emit(error)


def _rank(preset: Preset, words: str) -> int | None:
    """Return how well a query fits, 0 is best; None where it does not."""
    names = [text.name.casefold() for text in preset.texts.values()]
    fits: tuple[Callable[[], bool], ...] = (
        lambda: preset.is_called(words) or not words,
        lambda: any(name.startswith(words) for name in (preset.shortcut.casefold(), preset.uid, *names)),
        lambda: any("".join(word[0] for word in name.split()).startswith(words) for name in names),
        lambda: any(words in name for name in names),
    )
    return next((rank for rank, is_fit in enumerate(fits) if is_fit()), None)

"""A profile whose engines are fakes, and what a test waits for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.app import DesksideApp
from desktop.viewmodels.desk import Desk
from engine.domain.upkeep import Backup, BackupCheck, Restored
from engine.errors import CasesLocked, StoreDamaged, StoreError
from tests.unit.desktop.fakes.engine import FakeEngine

_BACKUP = Backup(Path("deskside-new.db"), 1_790_000_000_000, 4_096_000)


class Profile:
    """Engines over one fake profile; a passphrase is asked for where there is one."""

    def __init__(self) -> None:
        self.passphrase = ""
        self.engines: list[FakeEngine] = []
        self.taken: list[Path] = []
        self.refuses = False
        self.fault: Exception | None = None
        self.is_damaged = False
        self.restored: list[Path] = []
        self.times_rotated = 0

    def take_in(self, path: Path, secret: str) -> None:
        assert self.engines[-1].is_closed
        if self.refuses:
            raise StoreError("store.not_empty", count=1)
        self.taken.append(path)
        self.passphrase = secret

    # As what can be done while it is closed.

    def backups(self) -> list[Backup]:
        return [_BACKUP]

    def needs_secret(self) -> bool:
        return bool(self.passphrase)

    def restore(self, backup: Path, secret: str) -> Restored:
        assert not self.engines or self.engines[-1].is_closed
        if secret != self.passphrase:
            raise CasesLocked("store.wrong_passphrase")
        if self.refuses:
            raise StoreDamaged("store.backup_unusable", path=backup)
        self.restored.append(backup)
        self.is_damaged = False
        return Restored(backup, Path("quarantine") / "deskside.db")

    def rotate_key(self, secret: str) -> str:
        assert self.engines[-1].is_closed
        if secret != self.passphrase:
            raise CasesLocked("store.passphrase_needed")
        self.times_rotated += 1
        return "ABCDEF-ABCDEF"

    def open(self, secret: str = "") -> Desk:
        if self.fault is not None:
            raise self.fault
        if self.is_damaged:
            raise StoreDamaged("store.damaged_with_backup", path="p", backup="b", database="d")
        if self.passphrase and not secret:
            raise CasesLocked("store.passphrase_needed")
        if secret != self.passphrase:
            raise CasesLocked("store.wrong_passphrase")
        engine = FakeEngine()
        engine.cases.start_conversation("Old case")
        engine.upkeep.checks[_BACKUP.path.name] = BackupCheck(is_good=True, cases=1)
        self.engines.append(engine)
        return engine


Make = Callable[..., DesksideApp]


def wait_until_open(qtbot: QtBot, deskside: DesksideApp) -> None:
    qtbot.waitUntil(lambda: deskside.window.cases.model.rowCount() == 1)


def told(deskside: DesksideApp) -> list[str]:
    return [past.told.notice.key for past in deskside.notices.past]

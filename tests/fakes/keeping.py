"""The keys of a profile, its upkeep and its secrets, in memory."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.domain.audit import AuditEntry, AuditReport
from engine.domain.conversation import Conversation
from engine.domain.upkeep import Backup, BackupCheck, Restored, RetentionRules, UpkeepReport
from engine.errors import StoreError

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class FakeKeys:
    """Ways in that open nothing."""

    def __init__(self, *, has_recovery_key: bool = True) -> None:
        self.protection = "store.protected_by_keyring"
        self.has_recovery_key = has_recovery_key
        self.was_recovered = False
        self.passphrase = ""
        self._chance = random.Random(5)

    def renew_recovery_key(self) -> str:
        self.has_recovery_key = True
        return "-".join("".join(self._chance.choices(_LETTERS, k=6)) for _ in range(6))

    def set_passphrase(self, passphrase: str) -> None:
        self.passphrase = passphrase
        self.protection = "store.protected_by_passphrase"

    def use_machine(self) -> None:
        self.protection = "store.protected_by_keyring"

    def close(self) -> None:
        """Holds no key."""


@dataclass
class FakeUpkeep:
    """Keeps no cases, and remembers what it was asked.

    A test may say what a round does, what a check finds, and which cases of a backup (by its name) are missing;
    `fault` is raised where a backup is read for them.
    """

    report: UpkeepReport = field(default_factory=UpkeepReport)
    asked: list[tuple[RetentionRules, bool]] = field(default_factory=list)
    checks: dict[str, BackupCheck] = field(default_factory=dict)
    missing: dict[str, Sequence[Conversation]] = field(default_factory=dict)
    taken: list[tuple[Path, tuple[int, ...]]] = field(default_factory=list)
    fault: StoreError | None = None
    pieces_to_read: int = 0
    _backups: list[Backup] = field(default_factory=list)
    _log: list[AuditEntry] = field(default_factory=list)

    def upkeep(self, rules: RetentionRules, *, is_confirmed: bool = False) -> UpkeepReport:
        self.asked.append((rules, is_confirmed))
        return self.report

    def read_ahead(self) -> bool:
        self.pieces_to_read = max(0, self.pieces_to_read - 1)
        return self.pieces_to_read > 0

    def back_up(self) -> Path:
        number = len(self._backups) + 1
        backup = Backup(Path(f"backup-{number}"), 1_790_000_000_000 + number, 4096)
        self._backups.insert(0, backup)
        return backup.path

    def kept_backups(self) -> Sequence[Backup]:
        return list(self._backups)

    def check_backup(self, path: Path) -> BackupCheck:
        is_there = any(backup.path == path for backup in self._backups)
        return self.checks.get(path.name, BackupCheck(is_good=is_there))

    def missing_cases(self, backup: Path) -> Sequence[Conversation]:
        if self.fault is not None:
            raise self.fault
        return self.missing.get(backup.name, ())

    def take_missing(self, backup: Path, numbers: Collection[int]) -> int:
        self.taken.append((backup, tuple(numbers)))
        return len(numbers)

    def write_profile(self, target: Path) -> None:
        target.write_bytes(b"profile")
        self._log.insert(0, AuditEntry(len(self._log) + 1, 1_790_000_000_000, "tester", "profile.written"))

    def audit_entries(self, limit: int = 1000) -> Sequence[AuditEntry]:
        return self._log[:limit]

    def verify_audit(self) -> AuditReport:
        return AuditReport(len(self._log))


def _three_backups() -> list[Backup]:
    return [Backup(Path(f"{name}.db"), 1_790_000_000_000 - 60_000 * n, 5_000_000) for n, name in enumerate("abc")]


@dataclass
class FakeClosedCases:
    """A case file that stays closed: three backups, the newest first, or the `fault` of looking for them."""

    found: list[Backup] = field(default_factory=_three_backups)
    wants_secret: bool = False
    fault: StoreError | None = None

    def backups(self) -> Sequence[Backup]:
        if self.fault is not None:
            raise self.fault
        return self.found

    def needs_secret(self) -> bool:
        return self.wants_secret

    def restore(self, backup: Path, secret: str) -> Restored:
        raise AssertionError("the dialog only asks")

    def rotate_key(self, secret: str) -> str:
        raise AssertionError("nobody asks for it here")


@dataclass
class FakeKeeper:
    """Keeps a secret, or raises what it is told to."""

    kept: str = ""
    breaks: Exception | None = None

    def is_set(self) -> bool:
        if self.breaks is not None:
            raise self.breaks
        return bool(self.kept)

    def keep(self, key: str) -> str:
        self.kept = key
        return "fake"

    def forget(self) -> None:
        self.kept = ""

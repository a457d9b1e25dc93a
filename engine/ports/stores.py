"""What keeps cases and fixes."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from engine.domain.answer import Answer
from engine.domain.archive import ImportReport
from engine.domain.audit import AuditEntry, AuditReport
from engine.domain.case_query import SearchOrder
from engine.domain.conversation import (
    Conversation,
    KeptDraft,
    Message,
    MessageState,
    SearchHit,
)
from engine.domain.filing import EVERYWHERE, CasePlace, FolderCount
from engine.domain.knowledge import CannedFix, FixHit, FixPicture, FixUsage, FixVersion
from engine.domain.picture import RedactedImage, Thumbnail
from engine.domain.upkeep import Backup, BackupCheck, Restored, RetentionRules, UpkeepReport
from engine.wording import Language


class CaseStore(Protocol):
    """Keeps conversations. Each method is one transaction: when it has returned, a power cut loses nothing.

    May be called from any thread. Raises StoreError and its kinds.
    """

    def start_conversation(self, title: str, *, is_private: bool = False) -> Conversation:
        """Begin a case. A private one is in memory only: it is never listed, found or written anywhere."""
        ...

    def conversations(
        self, limit: int = 200, before: Conversation | None = None, place: CasePlace = EVERYWHERE
    ) -> Sequence[Conversation]:
        """List cases, pinned ones first and then newest first, that come after `before` in that order."""
        ...

    def conversation(self, conversation_id: int) -> Conversation:
        """Raises StoreError (`store.no_such_case`) when it is gone."""
        ...

    def rename_conversation(self, conversation_id: int, title: str) -> None: ...

    def delete_conversation(self, conversation_id: int) -> None:
        """Delete a case so that no bytes of it stay in the profile."""
        ...

    def delete_conversations(self, conversation_ids: Sequence[int]) -> None:
        """Delete kept cases in the same way, all or none."""
        ...

    def set_archived(self, conversation_ids: Sequence[int], is_archived: bool) -> None:
        """Put cases into the archive or take them out, all or none. What is asked in one brings it back."""
        ...

    def set_folder(self, conversation_ids: Sequence[int], folder: str) -> str:
        """Move cases to a folder (`Printers/HP`), all or none; an empty one takes them out. Returns its spelling."""
        ...

    def rename_folder(self, folder: str, to: str) -> int:
        """Give a folder another path, with all below it; returns how many cases moved.

        Raises StoreError (`store.no_such_folder`).
        """
        ...

    def folders(self) -> Sequence[FolderCount]:
        """The folders that hold cases, and those above them, as a tree is read."""
        ...

    def add_tags(self, conversation_ids: Sequence[int], tags: Sequence[str]) -> None:
        """Give cases tags beside those they have, all or none."""
        ...

    def set_pinned(self, conversation_id: int, is_pinned: bool) -> None:
        """Let a case stand before the others, or in its place."""
        ...

    def set_held(self, conversation_id: int, is_held: bool) -> None:
        """Keep a case although its time is over, or no longer."""
        ...

    def set_tags(self, conversation_id: int, tags: Sequence[str]) -> None:
        """Replace a case's tags."""
        ...

    def set_note(self, conversation_id: int, note: str) -> None:
        """Write down something about a case in place of what was; the text comes covered, an empty one goes."""
        ...

    def keep_draft(self, conversation_id: int, text: str, pictures: Sequence[RedactedImage] = ()) -> None:
        """Keep what was begun, covered, and not sent (0: a case that has not begun); an empty draft goes."""
        ...

    def drafts(self) -> dict[int, KeptDraft]:
        """Return what was begun and not sent, by case. `picture` gives the pictures back."""
        ...

    def messages(self, conversation_id: int) -> Sequence[Message]:
        """The turns that count, oldest first, without those that were replaced."""
        ...

    def replaced_messages(self, conversation_id: int) -> Sequence[Message]:
        """Those that were replaced, oldest first; each says by which."""
        ...

    def add_question(
        self, conversation_id: int, body: str, pictures: Sequence[RedactedImage] = (), *, replaces: int | None = None
    ) -> Message:
        """Keep the agent's turn with its pictures. It takes the place of the message `replaces` and of those after it.

        Raises StoreError (`store.no_such_message`) where that is not one of the turns that count.
        """
        ...

    def start_answer(self, conversation_id: int, *, replaces: int | None = None) -> Message:
        """Keep an empty answer in state STREAMING. It takes the place of the message `replaces` and of those after it.

        Raises StoreError (`store.no_such_message`) where that is not one of the turns that count.
        """
        ...

    def resume_answer(self, message_id: int) -> Message:
        """An answer that had ended is written on: it is STREAMING again, with all that it has.

        Raises StoreError (`store.no_such_message`) where that is none of the answers that count.
        """
        ...

    def save_partial_answer(self, message_id: int, text: str) -> None:
        """Keep what has been written so far."""
        ...

    def finish_answer(self, message_id: int, answer: Answer, state: MessageState) -> Message:
        """Keep the answer, its citations and its usage."""
        ...

    def picture(self, digest: str) -> RedactedImage:
        """Give a kept picture back. Raises StoreError (`store.picture_missing`, `store.picture_altered`)."""
        ...

    def thumbnail(self, digest: str) -> Thumbnail:
        """Give the small form of a kept picture back, also where its file is lost. Raises StoreError (as `picture`)."""
        ...

    def search(self, query: str, limit: int = 50, order: SearchOrder = SearchOrder.NEWEST) -> Sequence[SearchHit]:
        """Find any substring (one character up; zh, en, codes) in messages and on pictures, newest or best first.

        Filters (`tag:`, `app:`, `fix:`, `folder:`, `has:image`, `is:archived`, `before:`, `after:`) narrow it, or alone
        list cases.
        """
        ...

    def protection(self) -> str:
        """Say what protects the file, as a wording key: `store.protected_by_keyring`, `..._passphrase`, `..._file`."""
        ...

    def export_lines(self, path: Path, conversation_ids: Sequence[int] | None) -> int:
        """Write these cases, or all, as JSON lines (`deskside.case/1`), pictures within; returns how many."""
        ...

    def import_lines(self, path: Path, *, is_dry: bool = False) -> ImportReport:
        """Take in the cases of such a file, all or nothing; those that are there already stay as they are."""
        ...

    def record(self, action: str, about: str = "") -> None:
        """Add an entry to the audit log: what was done to which case, never what stands in it."""
        ...

    def close(self) -> None: ...


class CaseUpkeep(Protocol):
    """Keeps the case file in order. Raises StoreError and its kinds."""

    def upkeep(self, rules: RetentionRules, *, is_confirmed: bool = False) -> UpkeepReport:
        """Delete what is over its time, and back up if due. `is_confirmed`: the agent says that the clock is right."""
        ...

    def read_ahead(self) -> bool:
        """Read a little of what the first search would wait for; returns whether there is more. Takes moments."""
        ...

    def back_up(self) -> Path:
        """Write a verified backup now and return where."""
        ...

    def kept_backups(self) -> Sequence[Backup]:
        """The backups there are, newest first, and then what was set aside, without opening them."""
        ...

    def check_backup(self, path: Path) -> BackupCheck:
        """Read every page of a backup, and tell what is in it. Changes nothing."""
        ...

    def missing_cases(self, backup: Path) -> Sequence[Conversation]:
        """The cases of a backup, or of a file that was set aside, that the case file lacks, newest first."""
        ...

    def take_missing(self, backup: Path, numbers: Collection[int]) -> int:
        """Take in those of these cases that are not there, beside the present ones; returns how many."""
        ...

    def write_profile(self, target: Path) -> None:
        """Write the whole profile to one file, which the recovery key or the passphrase opens on another machine."""
        ...

    def audit_entries(self, limit: int = 1000) -> Sequence[AuditEntry]:
        """Return the newest entries of the audit log, newest first."""
        ...

    def verify_audit(self) -> AuditReport:
        """Check the audit log from its first entry to its end. Changes nothing."""
        ...


class ClosedCases(Protocol):
    """What can be done to a profile whose case file is closed, or cannot be opened. Raises StoreError and its kinds."""

    def backups(self) -> Sequence[Backup]:
        """The backups there are, newest first."""
        ...

    def needs_secret(self) -> bool:
        """Whether a passphrase is wanted before one is put back."""
        ...

    def restore(self, backup: Path, secret: str) -> Restored:
        """Put a backup in the place of the case file, which is set aside whole. Where it fails nothing has changed.

        Raises CasesLocked where the passphrase or recovery key is wrong, StoreDamaged, StoreFull.
        """
        ...

    def rotate_key(self, secret: str) -> str:
        """Encrypt everything anew under another master key; returns the new recovery key, empty where there was none.

        Raises CasesLocked where the passphrase is wrong; nothing has changed then.
        """
        ...


class FixStore(Protocol):
    """Keeps canned fixes, what they said before, and how they fared. A fix is known by its uid and language."""

    def fixes(self) -> Sequence[CannedFix]:
        """All fixes in every state, by category and title."""
        ...

    def find_fixes(self, query: str, limit: int = 20) -> Sequence[FixHit]:
        """Find fixes in every state by any substring of what they say; hits in titles first."""
        ...

    def put_fixes(self, fixes: Sequence[CannedFix], pictures: Sequence[FixPicture] = (), *, author: str = "") -> int:
        """Add or replace, all or nothing; returns how many were new or changed.

        What a changed fix said before stays as an earlier version. Pictures that no version shows are dropped.
        """
        ...

    def delete_fix(self, uid: str) -> None:
        """Delete a fix in all its languages, with its versions and its count."""
        ...

    def fix_versions(self, uid: str, language: Language) -> Sequence[FixVersion]:
        """What a fix said, the newest first; the first is what it says now."""
        ...

    def fix_pictures(self, digests: Sequence[str]) -> Mapping[str, FixPicture]:
        """The pictures of these digests that are kept."""
        ...

    def exported_files(self, place: str) -> Mapping[str, str]:
        """The files that the last export wrote to this place, by their names: a digest of each."""
        ...

    def note_exported(self, place: str, files: Mapping[str, str]) -> None:
        """Remember what an export wrote; it takes the place of what was remembered for there."""
        ...

    def record_use(self, uid: str, message_id: int | None) -> int:
        """Count that an agent inserted a fix; returns the id of this use."""
        ...

    def mark_use(self, use_id: int, *, has_solved: bool) -> None:
        """Note whether it helped; a later note replaces an earlier one. A use that is gone is passed over."""
        ...

    def fix_usage(self) -> Mapping[str, FixUsage]:
        """How each fix that was ever used fared."""
        ...


class CaseKeys(Protocol):
    """The ways into the case file. The file must be open. Raises KeyMissing, StoreError."""

    @property
    def protection(self) -> str:
        """What opens the cases every day, as a wording key."""
        ...

    @property
    def has_recovery_key(self) -> bool:
        """Whether one was ever made: it is made when it is shown, not before."""
        ...

    @property
    def was_recovered(self) -> bool:
        """Whether the recovery key was what opened the cases this time."""
        ...

    def renew_recovery_key(self) -> str:
        """Make another recovery key and return it; the one before opens nothing any more."""
        ...

    def set_passphrase(self, passphrase: str) -> None:
        """From now on ask for this passphrase at each start, and nothing else."""
        ...

    def use_machine(self) -> None:
        """From now on let the key store open the cases, or, where there is none, a key file."""
        ...

    def close(self) -> None:
        """Drop the key from memory."""
        ...

"""`store key|backup|restore|tidy|audit|mark|export|import|...`: the case file, and what is kept in it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.secrets import read_new_passphrase, read_secret
from engine.cli.subparsers import Subparsers
from engine.domain.case_query import SearchOrder
from engine.domain.conversation import Conversation
from engine.domain.filing import CURRENT
from engine.domain.knowledge import FixHit
from engine.domain.upkeep import BackupCheck
from engine.errors import NewerStore, StoreDamaged, StoreError
from engine.settings import Folders, Settings
from engine.wording import remedy, say

if TYPE_CHECKING:
    from engine.store.store import SqliteStore
    from engine.store.vault import Vault


def add_parser(commands: Subparsers) -> None:
    parser = commands.add_parser("store", help="the case file: keys, backups, audit, export")
    parts = parser.add_subparsers(required=True, metavar="PART")
    _add_key_parsers(parts)
    _add_upkeep_parsers(parts)
    _add_archive_parsers(parts)


def _add_key_parsers(parts: Subparsers) -> None:
    key = parts.add_parser("key", help="what opens the cases: key store, passphrase, recovery key")
    actions = key.add_subparsers(required=True, metavar="ACTION")
    show = actions.add_parser("show", help="tell what protects the cases")
    show.set_defaults(run=run_show)
    made = actions.add_parser(
        "recovery", help="make a recovery key and print it; an earlier one opens nothing any more"
    )
    made.set_defaults(run=run_recovery)
    rotated = actions.add_parser("rotate", help="another master key: everything is encrypted anew, old backups go")
    rotated.set_defaults(run=run_rotate)
    passphrase = actions.add_parser("passphrase", help="ask for a passphrase at each start, and for nothing else")
    passphrase.set_defaults(run=run_passphrase)
    machine = actions.add_parser("keyring", help="let the system's key store open the cases; without one, a key file")
    machine.set_defaults(run=run_machine)
    opened = actions.add_parser("recover", help="open the cases with the recovery key where the key is lost")
    opened.set_defaults(run=run_recover)


def _add_upkeep_parsers(parts: Subparsers) -> None:
    backup = parts.add_parser("backup", help="write a verified backup now, or list those there are")
    backup.add_argument("--list", action="store_true")
    backup.add_argument("--check", action="store_true", help="list them, after a look at every page of each")
    backup.set_defaults(run=run_backup)
    restore = parts.add_parser("restore", help="put a backup in the place of the case file, which is set aside")
    restore.add_argument(
        "backup", nargs="?", type=Path, help="a file of `backup --list`; without it the newest good one"
    )
    restore.add_argument(
        "--missing",
        action="store_true",
        help="only take in cases that are missing, from one file or from all",
    )
    restore.add_argument("--case", type=int, action="append", help="with --missing: only this one, of BACKUP")
    restore.add_argument("--dry-run", action="store_true", help="with --missing: only list them")
    restore.set_defaults(run=run_restore)
    tidy = parts.add_parser("tidy", help="delete what is over its time, and back up if due")
    tidy.add_argument("--clock-is-right", action="store_true", help="although it is days ahead of the last time")
    tidy.set_defaults(run=run_tidy)
    audit = parts.add_parser("audit", help="the log of what was done to the cases")
    audit.add_argument("action", choices=("show", "verify"))
    audit.add_argument("--limit", type=int, default=100)
    audit.add_argument("--json", action="store_true")
    audit.set_defaults(run=run_audit)
    mark = parts.add_parser("mark", help="hold, pin, tag, archive or file cases")
    mark.add_argument("case", type=int, nargs="+")
    mark.add_argument("--hold", action=argparse.BooleanOptionalAction, help="keep it although its time is over")
    mark.add_argument("--pin", action=argparse.BooleanOptionalAction, help="let it stand before the others")
    mark.add_argument("--tags", nargs="*", metavar="TAG", help="replace its tags; none without a word")
    mark.add_argument("--note", metavar="TEXT", help="write down something about it; '' takes it away")
    mark.add_argument("--archive", action=argparse.BooleanOptionalAction, help="the list passes it over from now on")
    mark.add_argument("--folder", metavar="PATH", help="move it there, as in Printers/HP; '' takes it out")
    mark.set_defaults(run=run_mark)
    folders = parts.add_parser("folders", help="list the folders of cases, or give one another path")
    folders.add_argument("--rename", nargs=2, metavar=("PATH", "TO"), help="with all that lies below it")
    folders.set_defaults(run=run_folders)
    cases = parts.add_parser("cases", help="list cases, or find some: words and filters, as in the window")
    cases.add_argument("query", nargs="*", help="as in: tag:vpn folder:Printers is:archived 0x80070005")
    cases.add_argument("--limit", type=int, default=50)
    cases.add_argument("--best", action="store_true", help="best first, not newest")
    cases.add_argument("--json", action="store_true")
    cases.set_defaults(run=run_cases)


def _add_archive_parsers(parts: Subparsers) -> None:
    exported = parts.add_parser("export", help="write all cases and fixes into an empty folder, in open formats")
    exported.add_argument("folder", type=Path)
    exported.add_argument("--case", type=int, help="only this case: FOLDER is a file that ends in .md, .html or .jsonl")
    exported.set_defaults(run=run_export)
    imported = parts.add_parser("import", help="take in the cases of a .jsonl file, all or nothing")
    imported.add_argument("file", type=Path)
    imported.add_argument("--dry-run", action="store_true", help="only tell what would come")
    imported.set_defaults(run=run_import)
    written = parts.add_parser("export-profile", help="write the whole profile to one file, for another machine")
    written.add_argument("file", type=Path)
    written.set_defaults(run=run_export_profile)
    taken = parts.add_parser("import-profile", help="take in such a file where there are no cases yet")
    taken.add_argument("file", type=Path)
    taken.set_defaults(run=run_import_profile)


def run_export(options: argparse.Namespace) -> int:
    """Print how many cases were written."""
    from engine.assistant.exports import export_case, export_everything

    with opened_store() as (store, _):
        if options.case is not None:
            export_case(store, store, options.case, options.folder, options.language)
            return 0
        print(export_everything(store, store, options.folder, options.language))
    return 0


def run_import(options: argparse.Namespace) -> int:
    with opened_store() as (store, _):
        report = store.import_lines(options.file, is_dry=options.dry_run)
    key = "store.would_import" if options.dry_run else "store.imported"
    print(say(key, options.language, new=report.new, same=report.same))
    return 0


def run_export_profile(options: argparse.Namespace) -> int:
    with opened_store() as (store, _):
        store.write_profile(options.file)
    print(say("store.moved_out", options.language, path=options.file))
    return 0


def run_import_profile(options: argparse.Namespace) -> int:
    """Take in a profile; its recovery key or passphrase is read from the terminal or standard input."""
    from engine.store import take_in_profile

    secret = read_secret()
    take_in_profile(Folders.of_user(), options.file, secret)
    with opened_store(secret) as (store, vault):
        cases, protection = store.count_cases(), vault.protection
    print(say("store.moved_in", options.language, cases=cases))
    print(say(protection, options.language))
    return 0


def run_backup(options: argparse.Namespace) -> int:
    """Print where the new backup lies, or all of them, newest first; `--check` reads every page of each."""
    with opened_store() as (store, _):
        found = store.backups() if options.list or options.check else [store.back_up()]
        checks = [store.check_backup(path) for path in found] if options.check else []
    for path in found if not checks else ():
        print(path)
    for path, check in zip(found, checks, strict=False):
        told = say(_standing(check), options.language, cases=check.cases)
        print(f"{path}\t{told}")
    return 0 if all(check.is_good for check in checks) else 1


def _standing(check: BackupCheck) -> str:
    if not check.is_good:
        return "store.backup_bad"
    return "store.backup_of_newer" if check.is_newer else "store.backup_good"


def run_restore(options: argparse.Namespace) -> int:
    """Print which backup took the place of the case file, and where that lies now."""
    from engine.store import restore_backup

    if options.missing or options.case or options.dry_run:
        return _bring_back(options)
    done = restore_backup(Folders.of_user(), options.backup)
    print(say("store.restored", options.language, backup=done.backup.name))
    if done.set_aside is not None:
        print(remedy("store.restored", options.language, path=done.set_aside))
    return 0


def _bring_back(options: argparse.Namespace) -> int:
    """Take in missing cases, or list them; what cannot be read among several files is passed over, and named."""
    if options.case and options.backup is None:
        print(say("store.which_backup", options.language), file=sys.stderr)
        return 2
    taken, unusable = 0, list[StoreError]()
    with opened_store() as (store, _):
        listed = [each.path for each in store.kept_backups()]
        for path in [options.backup] if options.backup else listed:
            try:
                found = [each for each in store.missing_cases(path) if not options.case or each.id in options.case]
            except (StoreDamaged, NewerStore) as error:
                if options.backup:
                    raise
                unusable.append(error)
                continue
            if options.dry_run:
                for case in found:
                    day = datetime.fromtimestamp(case.updated_ms / 1000, UTC).strftime("%Y-%m-%d")
                    print("\t".join((str(path), str(case.id), day, str(case.message_count), case.title)))
            else:
                taken += store.take_missing(path, [case.id for case in found])
    for fault in unusable:
        print(fault.message(options.language), file=sys.stderr)
    if not options.dry_run:
        print(say("store.brought_back", options.language, cases=taken))
    return 0


def run_tidy(options: argparse.Namespace) -> int:
    """Print what went. Exit code 1 where nothing may be deleted because of the clock."""
    settings = Settings.load(Folders.of_user().settings_file)
    with opened_store() as (store, _):
        report = store.upkeep(settings.retention(), is_confirmed=options.clock_is_right)
    gone = report.retention
    if gone.reason:
        print(say(gone.reason, options.language), file=sys.stderr)
        print(remedy(gone.reason, options.language), file=sys.stderr)
        return 1
    print(say("store.tidied", options.language, cases=gone.cases, pictures=gone.pictures))
    return 0


def run_audit(options: argparse.Namespace) -> int:
    """Print the log, oldest first, or whether it is whole. Exit code 1 where it is not."""
    with opened_store() as (store, _):
        entries, report = store.audit_entries(options.limit), store.verify_audit()
    if options.action == "verify":
        key = report.fault or "store.audit_whole"
        print(say(key, options.language, number=report.at, count=report.entries))
        return 1 if report.fault else 0
    for entry in reversed(entries):
        when = datetime.fromtimestamp(entry.at_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
        line = (str(entry.number), when, entry.actor, entry.action, entry.about)
        print(json.dumps(asdict(entry), ensure_ascii=False) if options.json else "\t".join(line))
    return 0


def run_mark(options: argparse.Namespace) -> int:
    """Mark the cases, and print a line of JSON for each as it is now."""
    with opened_store() as (store, _):
        if options.archive is not None:
            store.set_archived(options.case, options.archive)
        if options.folder is not None:
            store.set_folder(options.case, options.folder)
        for number in options.case:
            if options.hold is not None:
                store.set_held(number, options.hold)
            if options.pin is not None:
                store.set_pinned(number, options.pin)
            if options.tags is not None:
                store.set_tags(number, options.tags)
            if options.note is not None:
                store.set_note(number, options.note)
        cases = [store.conversation(number) for number in options.case]
    for case in cases:
        print(json.dumps(_told(case), ensure_ascii=False))
    return 0


def run_folders(options: argparse.Namespace) -> int:
    """Print each folder with the number of its cases, after a renaming where one was asked for."""
    with opened_store() as (store, _):
        if options.rename:
            store.rename_folder(*options.rename)
        found = store.folders()
    for folder in found:
        print(f"{folder.cases}\t{folder.path}")
    return 0


def run_cases(options: argparse.Namespace) -> int:
    """Print cases, or the places that were found: number, date, title, and the words around; then fixes found."""
    query = " ".join(options.query)
    fixes: Sequence[FixHit] = ()
    order = SearchOrder.BEST if options.best else SearchOrder.NEWEST
    with opened_store() as (store, _):
        if query:
            found = [(hit.conversation, hit.snippet) for hit in store.search(query, options.limit, order)]
            fixes = store.find_fixes(query, options.limit)
        else:
            found = [(case, "") for case in store.conversations(options.limit, place=CURRENT)]
    for case, snippet in found:
        if options.json:
            print(json.dumps({**_told(case), "snippet": snippet}, ensure_ascii=False))
            continue
        day = datetime.fromtimestamp(case.updated_ms / 1000, UTC).strftime("%Y-%m-%d")
        print("\t".join(part for part in (str(case.id), day, case.folder, case.title, snippet) if part))
    for hit in fixes:
        if options.json:
            print(json.dumps({"fix": hit.fix.uid, "title": hit.fix.title, "snippet": hit.snippet}, ensure_ascii=False))
        else:
            print("\t".join(part for part in ("fix", hit.fix.uid, hit.fix.title, hit.snippet) if part))
    return 0


def _told(case: Conversation) -> dict[str, object]:
    return {
        "case": case.id,
        "title": case.title,
        "held": case.is_held,
        "pinned": case.is_pinned,
        "archived": case.is_archived,
        "folder": case.folder,
        "tags": case.tags,
        "note": case.note,
    }


def run_show(options: argparse.Namespace) -> int:
    with opened_store() as (_, vault):
        protection, has_recovery = vault.protection, vault.has_recovery_key
    print(say(protection, options.language))
    key = "store.has_recovery_key" if has_recovery else "store.no_recovery_key"
    print(say(key, options.language))
    if advice := remedy(key, options.language):
        print(advice)
    return 0


def run_recovery(options: argparse.Namespace) -> int:
    """Print a new recovery key on standard output; what to do with it goes beside."""
    with opened_store() as (_, vault):
        text = vault.renew_recovery_key()
    print(say("store.recovery_key_made", options.language))
    print(text)
    print(remedy("store.recovery_key_made", options.language))
    return 0


def run_rotate(options: argparse.Namespace) -> int:
    """Replace the master key; print the new recovery key where there was one."""
    from engine.store import rotate_key

    text = rotate_key(Folders.of_user())
    print(say("store.key_rotated", options.language))
    if text:
        print(text)
        print(remedy("store.recovery_key_made", options.language))
    print(remedy("store.key_rotated", options.language))
    return 0


def run_passphrase(options: argparse.Namespace) -> int:
    with opened_store() as (_, vault):
        vault.set_passphrase(read_new_passphrase(options.language))
    print(say("store.protected_by_passphrase", options.language))
    return 0


def run_machine(options: argparse.Namespace) -> int:
    with opened_store() as (_, vault):
        vault.use_machine()
        protection = vault.protection
    print(say(protection, options.language))
    return 0


def run_recover(options: argparse.Namespace) -> int:
    """Open with the recovery key, read from the terminal or standard input; the key store gets a new half."""
    with opened_store(read_secret()) as (_, vault):
        protection = vault.protection
    print(say("store.recovered", options.language))
    print(say(protection, options.language))
    if protection == "store.protected_by_passphrase":
        print(remedy("store.recovered", options.language))
    return 0


@contextmanager
def opened_store(secret: str = "") -> Iterator[tuple[SqliteStore, Vault]]:
    """Open this user's case file for one command, and close it. Raises StoreError and its kinds."""
    from engine.store import open_store, vault_of

    folders = Folders.of_user()
    folders.create()
    vault = vault_of(folders, secret)
    store = open_store(folders, keys=vault)
    try:
        yield store, vault
    finally:
        store.close()
        vault.close()

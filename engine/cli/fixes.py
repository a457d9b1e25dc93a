"""`fixes ...`: the desk's canned fixes, found, kept, taken in and written out."""

from __future__ import annotations

import argparse
import getpass
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.subparsers import Subparsers
from engine.domain.knowledge import CannedFix, FixState, FixUsage
from engine.errors import KnowledgeError
from engine.settings import Folders, Settings
from engine.wording import Language, say

if TYPE_CHECKING:
    from engine.assembly import Engine
    from engine.domain.fix_exchange import ExportReport, ImportPlan

_FORMATS = ("markdown", "csv", "jsonl", "zammad", "chatwoot", "espanso")
_WRITTEN = ("markdown", "csv", "jsonl")
_LANGUAGES = [language.value for language in Language]


def add_parser(commands: Subparsers) -> None:
    parser = commands.add_parser("fixes", help="find, import, export and change canned fixes")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    _add_finding(actions)
    _add_exchange(actions)
    _add_changing(actions)


def _add_finding(actions: Subparsers) -> None:
    search = actions.add_parser("search", help="find approved and valid fixes by words or error code")
    search.add_argument("query")
    search.add_argument("--limit", type=int, default=10)
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=run_search)
    listed = actions.add_parser("list", help="list fixes in every state with how they fared")
    listed.add_argument("--state", choices=[state.value for state in FixState])
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=run_list)


def _add_exchange(actions: Subparsers) -> None:
    imported = actions.add_parser("import", help="read a folder, a zip archive or a file, all or nothing")
    imported.add_argument("path", type=Path)
    imported.add_argument("--format", choices=_FORMATS, help="told from the name where it is not given")
    imported.add_argument("--variant", choices=_LANGUAGES, help="language of replies of other programs")
    imported.add_argument("--dry-run", action="store_true", help="only say what would change")
    imported.add_argument("--diff", action="store_true", help="also show what would change in each fix")
    imported.add_argument("--overwrite", action="store_true", help="also replace what was changed here meanwhile")
    imported.add_argument("--json", action="store_true")
    imported.set_defaults(run=run_import)
    exported = actions.add_parser("export", help="write all fixes; into a folder again, what changed and what is gone")
    exported.add_argument("path", type=Path)
    exported.add_argument("--dry-run", action="store_true", help="only say which files of a folder would change")
    exported.add_argument("--overwrite", action="store_true", help="also over files that others changed meanwhile")
    exported.add_argument("--format", choices=_WRITTEN, default="markdown")
    exported.add_argument("--gbk", action="store_true", help="write CSV in GB 18030 instead of UTF-8")
    exported.set_defaults(run=run_export)


def _add_changing(actions: Subparsers) -> None:
    for name, run, text in (
        ("versions", run_versions, "list what a fix said before"),
        ("diff", run_diff, "show what changed since a version"),
        ("rollback", run_rollback, "say again what a fix said in a version"),
        ("state", run_state, "approve a fix, retire it, or make it a draft again"),
        ("delete", run_delete, "delete a fix in all its languages"),
    ):
        parser = actions.add_parser(name, help=text)
        parser.add_argument("uid")
        if name in ("diff", "rollback"):
            parser.add_argument("version", type=int)
        if name == "state":
            parser.add_argument("state", choices=[state.value for state in FixState])
        if name != "delete":
            parser.add_argument("--variant", choices=_LANGUAGES, help="all languages, or that of messages, without it")
        parser.set_defaults(run=run)


def run_search(options: argparse.Namespace) -> int:
    """Print the fitting fixes, best first. Exit code 1 when there is none."""
    with _opened() as engine:
        found = engine.assistant.search_fixes(options.query, language=options.language, limit=options.limit)
    for fix in found:
        if options.json:
            row = {"uid": fix.uid, "language": fix.language.value, "title": fix.title, "category": fix.category}
            print(json.dumps(row, ensure_ascii=False))
        else:
            print(f"{fix.uid}\t{fix.language.value}\t{fix.title}")
    return 0 if found else 1


def run_list(options: argparse.Namespace) -> int:
    """Print each fix with state, version, uses and the share that it surely solves."""
    with _opened() as engine:
        fixes, usage = engine.fixes.fixes(), engine.fixes.fix_usage()
    today = date.today()
    for fix in fixes:
        if options.state in (None, fix.state.value):
            fared = usage.get(fix.uid, FixUsage())
            print(json.dumps(_row(fix, fared, today), ensure_ascii=False) if options.json else _line(fix, fared, today))
    return 0


def run_import(options: argparse.Namespace) -> int:
    """Read, compare, and take over all or nothing. Exit code 1 where conflicts are in the way."""
    from engine.domain.fix_exchange import FixFormat, Standing

    fix_format = FixFormat(options.format) if options.format else None
    variant = Language(options.variant) if options.variant else None
    with _opened() as engine:
        book = engine.assistant.fix_book
        plan = book.plan_import(options.path, fix_format, variant)
        _print_plan(plan, options)
        if options.dry_run:
            return 1 if plan.count(Standing.CONFLICT) else 0
        changed = book.carry_out(plan, overwrite=options.overwrite, author=getpass.getuser())
    if not options.json:
        print(say("cli.fixes_imported", options.language, read=len(plan.rows), changed=changed))
    return 0


def run_export(options: argparse.Namespace) -> int:
    from engine.domain.fix_exchange import FixFormat

    with _opened() as engine:
        encoding = "gb18030" if options.gbk else "utf-8-sig"
        report = engine.assistant.fix_book.export(
            options.path,
            FixFormat(options.format),
            encoding=encoding,
            overwrite=options.overwrite,
            is_dry=options.dry_run,
        )
    _print_files(report, options)
    if not options.dry_run:
        print(say("cli.fixes_exported", options.language, count=report.count, path=options.path))
    return 1 if options.dry_run and report.overwritten else 0


def run_versions(options: argparse.Namespace) -> int:
    with _opened() as engine:
        for version in engine.fixes.fix_versions(options.uid, _variant(options)):
            saved = datetime.fromtimestamp(version.saved_ms / 1000, UTC).isoformat(" ", "seconds")
            print(f"{version.number}\t{saved}\t{version.author}\t{version.fix.state.value}\t{version.fix.title}")
    return 0


def run_diff(options: argparse.Namespace) -> int:
    from engine.assistant.fix_book import difference, version_of

    with _opened() as engine:
        versions = engine.fixes.fix_versions(options.uid, _variant(options))
    old = version_of(versions, options.version, options.uid)
    print("\n".join(difference(old.fix, versions[0].fix)))
    return 0


def run_rollback(options: argparse.Namespace) -> int:
    from engine.assistant.fix_book import version_of

    with _opened() as engine:
        versions = engine.fixes.fix_versions(options.uid, _variant(options))
        engine.assistant.fix_book.roll_back(
            version_of(versions, options.version, options.uid), author=getpass.getuser()
        )
        print(engine.fixes.fix_versions(options.uid, _variant(options))[0].number)
    return 0


def run_state(options: argparse.Namespace) -> int:
    """Set the state of a fix in one language or in all."""
    state, only = FixState(options.state), options.variant
    with _opened() as engine:
        fixes = [fix for fix in engine.fixes.fixes() if fix.uid == options.uid and only in (None, fix.language.value)]
        if not fixes:
            raise KnowledgeError("fixes.no_fix", uid=options.uid)
        engine.assistant.fix_book.put([replace(fix, state=state) for fix in fixes], author=getpass.getuser())
    return 0


def run_delete(options: argparse.Namespace) -> int:
    with _opened() as engine:
        if all(fix.uid != options.uid for fix in engine.fixes.fixes()):
            raise KnowledgeError("fixes.no_fix", uid=options.uid)
        engine.assistant.fix_book.delete(options.uid)
    return 0


@contextmanager
def _opened() -> Iterator[Engine]:
    from engine.assembly import open_engine

    folders = Folders.of_user()
    engine = open_engine(Settings.load(folders.settings_file), folders)
    try:
        yield engine
    finally:
        engine.close()


def _variant(options: argparse.Namespace) -> Language:
    return Language(options.variant or options.language)


def _print_plan(plan: ImportPlan, options: argparse.Namespace) -> None:
    """Print what would change, a fix a line; those that stay the same only as a number."""
    from engine.assistant.fix_book import difference
    from engine.domain.fix_exchange import Standing

    for row in plan.rows:
        fix = row.incoming.fix
        if options.json:
            facts = {"standing": row.standing.value, "uid": fix.uid, "language": fix.language.value, "rival": row.rival}
            print(json.dumps(facts | {"title": fix.title, "place": str(row.incoming.place.path)}, ensure_ascii=False))
        elif (options.dry_run and row.standing is not Standing.SAME) or row.standing is Standing.CONFLICT:
            standing = say(f"fixes.standing_{row.standing}", options.language)
            rival = f"\t({row.rival})" if row.rival else ""
            print(f"{standing}\t{fix.uid}\t{fix.language.value}\t{fix.title}{rival}")
            if options.diff and row.kept is not None:
                print("\n".join(difference(row.kept, fix)))
    if options.dry_run and not options.json:
        counts = {standing.value: plan.count(standing) for standing in Standing}
        print(say("fixes.import_counts", options.language, **counts))


def _print_files(report: ExportReport, options: argparse.Namespace) -> None:
    """Print what became of the files of a folder, one a line; of what was simply written, only before it is done."""
    written = ("new", "changed") if options.dry_run else ()
    for standing in (*written, "overwritten", "removed", "left"):
        for name in getattr(report, standing):
            print(f"{say(f'fixes.file_{standing}', options.language)}\t{name}")


def _row(fix: CannedFix, fared: FixUsage, today: date) -> dict[str, object]:
    return {
        "uid": fix.uid,
        "language": fix.language.value,
        "title": fix.title,
        "state": fix.state.value,
        "is_offered": fix.is_offered(today),
        "version": fix.version,
        "uses": fared.uses,
        "last_used_ms": fared.last_used_ms,
        "solved": fared.solved,
        "not_solved": fared.not_solved,
        "solved_at_least": round(fared.solved_at_least, 3),
    }


def _line(fix: CannedFix, fared: FixUsage, today: date) -> str:
    state = fix.state.value if fix.is_offered(today) or fix.state is not FixState.APPROVED else "expired"
    share = f"{fared.solved_at_least:.0%}" if fared.solved + fared.not_solved else "-"
    return f"{fix.uid}\t{fix.language.value}\t{state}\t{fix.version}\t{fared.uses}\t{share}\t{fix.title}"

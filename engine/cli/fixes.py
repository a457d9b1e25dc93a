"""`fixes search|import|export`: the desk's canned fixes."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from engine.cli.subparsers import Subparsers
from engine.settings import Folders, Settings


def add_parser(commands: Subparsers) -> None:
    parser = commands.add_parser("fixes", help="search, import and export canned fixes")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    search = actions.add_parser("search", help="find fixes by words or error code")
    search.add_argument("query")
    search.add_argument("--limit", type=int, default=10)
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=run_search)
    imported = actions.add_parser("import", help="read a folder of Markdown files, all or nothing")
    imported.add_argument("folder", type=Path)
    imported.set_defaults(run=run_import)
    exported = actions.add_parser("export", help="write all fixes as Markdown files")
    exported.add_argument("folder", type=Path)
    exported.set_defaults(run=run_export)


def run_search(options: argparse.Namespace) -> int:
    """Print the fitting fixes, best first. Exit code 1 when there is none."""
    from engine.assembly import open_engine

    folders = Folders.of_user()
    engine = open_engine(Settings.load(folders.settings_file), folders)
    try:
        found = engine.assistant.search_fixes(options.query, language=options.language, limit=options.limit)
    finally:
        engine.close()
    for fix in found:
        if options.json:
            row = {"uid": fix.uid, "language": fix.language.value, "title": fix.title, "category": fix.category}
            print(json.dumps(row, ensure_ascii=False))
        else:
            print(f"{fix.uid}\t{fix.language.value}\t{fix.title}")
    return 0 if found else 1


def run_import(options: argparse.Namespace) -> int:
    from engine.assembly import open_engine
    from engine.knowledge import read_folder

    fixes = read_folder(options.folder)
    folders = Folders.of_user()
    engine = open_engine(Settings.load(folders.settings_file), folders)
    try:
        changed = engine.assistant.put_fixes(fixes)
    finally:
        engine.close()
    print(f"{len(fixes)} read, {changed} new or changed")
    return 0


def run_export(options: argparse.Namespace) -> int:
    from engine.assembly import open_engine
    from engine.knowledge import write_folder

    folders = Folders.of_user()
    engine = open_engine(Settings.load(folders.settings_file), folders)
    try:
        fixes = engine.fixes.fixes()
    finally:
        engine.close()
    write_folder(fixes, options.folder)
    print(f"{len(fixes)} written to {options.folder}")
    return 0

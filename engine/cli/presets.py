"""`presets list|export|import`: tasks with their prompts and parameters."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from engine.cli.subparsers import Subparsers
from engine.domain.preset import Preset
from engine.settings import Folders, PresetFolder, Settings, export_presets, import_presets
from engine.wording import Language, say


def add_parser(commands: Subparsers) -> None:
    parser = commands.add_parser("presets", help="list, import and export presets: tasks with their parameters")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listed = actions.add_parser("list", help="print all presets; what is wrong with a file goes to stderr")
    listed.add_argument("--json", action="store_true", help="print one JSON object a preset")
    listed.set_defaults(run=run_list)
    exported = actions.add_parser("export", help="write presets as TOML files, to edit or to pass on")
    exported.add_argument("folder", type=Path)
    exported.add_argument("names", nargs="*", metavar="NAME", help="uid, shortcut or name; without any, all")
    exported.set_defaults(run=run_export)
    imported = actions.add_parser("import", help="take TOML files or folders of them over, all or nothing")
    imported.add_argument("sources", nargs="+", type=Path, metavar="PATH")
    imported.set_defaults(run=run_import)


def run_list(options: argparse.Namespace) -> int:
    """Print one line a preset: uid, name, where it is from, what it sets. Exit code 1 when a file is damaged."""
    folder = _settings().presets()
    for preset in folder.readable:
        print(json.dumps(_row(preset), ensure_ascii=False) if options.json else _line(preset, options.language))
    for error in folder.damaged:
        print(error.message(options.language), error.remedy(options.language), sep="\n", file=sys.stderr)
    return 1 if folder.damaged else 0


def run_export(options: argparse.Namespace) -> int:
    """Write what is asked for as it stands in its files, whatever the policy takes out of it. Raises SettingsError."""
    folder = _unabridged(_settings())
    presets = [folder.named(name) for name in options.names] or folder.readable
    written = export_presets({preset.uid: preset for preset in presets}.values(), options.folder)
    print(say("presets.exported", options.language, folder=options.folder, count=len(written)))
    return 0


def run_import(options: argparse.Namespace) -> int:
    """Take presets over. Raises SettingsError, and then nothing has changed."""
    folders = Folders.of_user()
    folders.create()
    report = import_presets(options.sources, Settings.load(folders.settings_file).presets_folder)
    for sign, uids in (("+", report.added), ("~", report.changed), ("=", report.unchanged)):
        for uid in uids:
            print(f"{sign} {uid}")
    counts = {"added": len(report.added), "changed": len(report.changed), "unchanged": len(report.unchanged)}
    print(say("presets.imported", options.language, **counts))
    return 0


def _settings() -> Settings:
    return Settings.load(Folders.of_user().settings_file)


def _unabridged(settings: Settings) -> PresetFolder:
    return PresetFolder.read(settings.presets_folder if settings.flag("answers.own_presets") else None)


def _line(preset: Preset, language: Language) -> str:
    values = [f"{name}={value}" for name, value in preset.sampling.items()]
    values += [f"adapter={name}" for name in preset.adapters]
    values += ["json"] if preset.json_schema else []
    origin = say("presets.own" if preset.is_own else "presets.shipped", language)
    return "\t".join((preset.uid, preset.shortcut, preset.name(language), origin, " ".join(values))).rstrip()


def _row(preset: Preset) -> dict[str, object]:
    return {
        "uid": preset.uid,
        "shortcut": preset.shortcut,
        "name": {language.value: text.name for language, text in preset.texts.items()},
        "own": preset.is_own,
        "sampling": dict(preset.sampling),
        "adapters": list(preset.adapters),
        "stop": list(preset.stop),
        "json_schema": json.loads(preset.json_schema) if preset.json_schema else None,
        "offers_fixes": preset.offers_fixes,
    }

"""Reading and writing canned fixes in any format: which one it is, and what taking it over would change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from engine.domain.fix_exchange import FixFormat, ImportPlan, ImportRow, IncomingFix, Standing
from engine.domain.knowledge import CannedFix, FixPicture
from engine.errors import KnowledgeError
from engine.knowledge.files import Batch, as_files, file_name, places_in, read_one, read_source
from engine.knowledge.foreign import read_chatwoot, read_espanso, read_zammad
from engine.knowledge.jsonl import read_lines, write_lines
from engine.knowledge.sources import open_source
from engine.knowledge.tables import read_table, write_table
from engine.knowledge.working_copy import FolderPlan, Written, plan_folder, with_taken_in, write_file
from engine.wording import Language

_READ_BYTES_MAX = 200_000_000


WRITTEN = (FixFormat.MARKDOWN, FixFormat.CSV, FixFormat.JSONL)
_FILES: Mapping[FixFormat, Callable[[bytes, Path], Batch]] = {FixFormat.CSV: read_table, FixFormat.JSONL: read_lines}
_FOREIGN: Mapping[FixFormat, Callable[[bytes, Path, Language | None], Batch]] = {
    FixFormat.ZAMMAD: read_zammad,
    FixFormat.CHATWOOT: read_chatwoot,
    FixFormat.ESPANSO: read_espanso,
}


def read_fixes(path: Path, fix_format: FixFormat | None = None, language: Language | None = None) -> Batch:
    """Read fixes of a format, or of the one that the path looks like. Raises KnowledgeError.

    `language` is that of replies of other programs, which do not say; without it, it is told from their letters.
    """
    fix_format = fix_format or format_of(path)
    if fix_format is FixFormat.MARKDOWN:
        return read_source(open_source(path))
    try:
        with path.open("rb") as file:
            data = file.read(_READ_BYTES_MAX + 1)
    except OSError as error:
        raise KnowledgeError("fixes.unreadable", path=path, detail=str(error)) from error
    if len(data) > _READ_BYTES_MAX:
        raise KnowledgeError("fixes.file_too_large", path=path, limit_mb=_READ_BYTES_MAX // 1_000_000)
    if fix_format in _FILES:
        return _FILES[fix_format](data, path)
    return _FOREIGN[fix_format](data, path, language)


def format_of(path: Path) -> FixFormat:
    """Tell the format from the name. Raises KnowledgeError where that does not say."""
    suffix = path.suffix.lower()
    if path.is_dir() or suffix == ".zip":
        return FixFormat.MARKDOWN
    known = {".csv": FixFormat.CSV, ".jsonl": FixFormat.JSONL, ".yml": FixFormat.ESPANSO, ".yaml": FixFormat.ESPANSO}
    if suffix not in known:
        raise KnowledgeError("fixes.unknown_format", path=path, formats=", ".join(FixFormat))
    return known[suffix]


def plan_import(batch: Batch, kept: Iterable[CannedFix]) -> ImportPlan:
    """Compare what was read with what is kept."""
    by_key: dict[tuple[str, Language], CannedFix] = {}
    owners: dict[tuple[str, Language], str] = {}
    for fix in kept:
        by_key[fix.uid, fix.language] = fix
        if fix.shortcut:
            owners.setdefault((fix.shortcut.casefold(), fix.language), fix.uid)
    rows = [_row(incoming, by_key.get((incoming.fix.uid, incoming.fix.language)), owners) for incoming in batch.fixes]
    return ImportPlan(tuple(rows), batch.pictures)


def remembered(plan: ImportPlan, before: Written) -> Written:
    """Return what an export is to know once the files of a folder were taken in, where it would write them itself."""
    folder = plan.source
    if folder is None or not folder.is_dir():
        return before
    names = (file_name(row.incoming.fix) for row in plan.rows)
    own = [name for name, row in zip(names, plan.rows, strict=True) if Path(row.incoming.place.path) == folder / name]
    return with_taken_in(folder, before, own)


def write_fixes(
    fixes: Sequence[CannedFix],
    path: Path,
    fix_format: FixFormat,
    pictures: Mapping[str, FixPicture],
    encoding: str = "utf-8-sig",
) -> None:
    """Write fixes to one file, as CSV or JSON Lines. Raises KnowledgeError."""
    write_file(path, write_table(fixes, encoding) if fix_format is FixFormat.CSV else write_lines(fixes, pictures))


def plan_export(
    fixes: Sequence[CannedFix],
    folder: Path,
    pictures: Mapping[str, FixPicture],
    before: Written,
    is_said: Callable[[Batch], bool],
) -> FolderPlan:
    """Say what an export into a folder would change; `before` is what an earlier one wrote.

    `is_said` tells whether a fix that was read says this now, or did so in an earlier version. Raises KnowledgeError.
    """

    now = {(fix.uid, fix.language): fix for fix in fixes}

    def standing_of(name: str) -> Standing:
        try:
            batch = read_one(folder, name)
            there = batch.fixes[0].fix
            if now.get((there.uid, there.language)) == there:
                return Standing.SAME
            return Standing.CHANGED if is_said(batch) else Standing.CONFLICT
        except KnowledgeError:
            return Standing.CONFLICT

    files = as_files(fixes, pictures, folder, places_in(folder, fixes, before))
    return plan_folder(folder, files, before, len(fixes), standing_of)


def _row(incoming: IncomingFix, kept: CannedFix | None, owners: dict[tuple[str, Language], str]) -> ImportRow:
    fix = incoming.fix
    if kept == fix:
        return ImportRow(incoming, Standing.SAME, kept)
    shortcut = (fix.shortcut.casefold(), fix.language)
    rival = owners.setdefault(shortcut, fix.uid) if fix.shortcut else fix.uid
    if rival != fix.uid:
        return ImportRow(incoming, Standing.CONFLICT, kept, rival)
    if kept is None:
        return ImportRow(incoming, Standing.NEW)
    return ImportRow(incoming, Standing.CHANGED if _follows(incoming, kept) else Standing.CONFLICT, kept)


def _follows(incoming: IncomingFix, kept: CannedFix) -> bool:
    """Whether a file was made from what is kept now, or from something later, or does not say."""
    if not incoming.revision or incoming.revision == kept.revision:
        return True
    return incoming.version > kept.version

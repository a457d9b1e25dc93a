"""Canned fixes as CSV: for spreadsheets. UTF-8 with a mark, UTF-16 and GBK are read; no cell becomes a formula."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.domain.fix_exchange import FilePlace, IncomingFix
from engine.domain.fix_fields import LISTS, TEXTS, as_fields
from engine.domain.knowledge import CannedFix
from engine.errors import KnowledgeError
from engine.knowledge.checking import FIXES_MAX, build_fix
from engine.knowledge.files import Batch, check_unique
from engine.knowledge.naming import guessed_language, uid_for

TABLE_BYTES_MAX = 50_000_000
COLUMNS = (*TEXTS, *LISTS, "revision", "body")
_GUARDED = re.compile(r"'+[=+\-@\t\r]|'+\s*[=+\-@]")
_NEEDS_GUARD = re.compile(r"'*\s*[=+\-@]|'*[\t\r]")
_FORMULA = re.compile(r"\s*(?:[=@]|[+\-](?=[^\s+\-*\d]|\d+[+\-*/(]))")
"""What a spreadsheet may compute. A Markdown list (`- first`) and a plain number (`-5`) are none."""
_SEPARATORS = (",", ";", "\t")


def read_table(data: bytes, path: Path) -> Batch:
    """Read fixes from a CSV file, which has at least titles and bodies. Raises KnowledgeError: file and line."""
    rows = table_rows(data, path)
    taken = {row["uid"] for _, row in rows if row.get("uid")}
    fixes = [_incoming(_named(row, taken), FilePlace(path, line)) for line, row in rows]
    check_unique(fixes)
    return Batch(tuple(fixes))


def table_rows(
    data: bytes, path: Path, known: Sequence[str] = COLUMNS, required: Sequence[str] = ("title", "body")
) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a table as dictionaries, each with its line. Raises KnowledgeError.

    A column outside of `known` is refused; where `known` is empty, all are taken.
    """
    text = decoded(data, path)
    header = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    columns: list[str] = []
    try:
        for cells in reader:
            place = FilePlace(path, reader.line_num)
            if not columns:
                columns = _columns(cells, known, required, place)
            elif any(cell.strip() for cell in cells):
                if len(cells) > len(columns):
                    raise place.fault("too_many_cells", count=len(cells), expected=len(columns))
                rows.append((place.line, {c: _cell(v, place) for c, v in zip(columns, cells, strict=False)}))
            if len(rows) > FIXES_MAX:
                raise KnowledgeError("fixes.too_many", path=path, limit=FIXES_MAX)
    except csv.Error as error:
        raise FilePlace(path, reader.line_num).fault("not_csv", detail=str(error)) from error
    if not columns:
        raise FilePlace(path).fault("no_header", columns=", ".join(required))
    return rows


def write_table(fixes: Iterable[CannedFix], encoding: str = "utf-8-sig") -> bytes:
    """Return fixes as CSV. Pictures cannot be in it: their links are kept for those who have them.

    `encoding` may be `gb18030`, which every program that reads GBK understands as far as it can.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for fix in fixes:
        fields = as_fields(fix) | {"revision": fix.revision if fix.version else "", "body": fix.body}
        writer.writerow([_guarded(_joined(fields.get(name, ""))) for name in COLUMNS])
    return out.getvalue().encode(encoding)


def decoded(data: bytes, path: Path) -> str:
    """Decode a text file of unknown origin: UTF-8 or UTF-16 by its mark, UTF-8, GBK. Raises KnowledgeError."""
    if len(data) > TABLE_BYTES_MAX:
        raise KnowledgeError("fixes.file_too_large", path=path, limit_mb=TABLE_BYTES_MAX // 1_000_000)
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise FilePlace(path).fault("bad_encoding")


def _columns(cells: Sequence[str], known: Sequence[str], required: Sequence[str], place: FilePlace) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    for column in columns:
        if known and column not in known:
            raise place.fault("unknown_column", column=column[:40], columns=", ".join(known))
    if len(set(columns)) != len(columns) or any(name not in columns for name in required):
        raise place.fault("no_header", columns=", ".join(required))
    return columns


def _named(row: dict[str, str], taken: set[str]) -> dict[str, str]:
    """Return a row with uid and language: tables that a desk has kept by itself know neither."""
    title, body = row.get("title", ""), row.get("body", "")
    language = row.get("language", "").strip() or guessed_language(title + body).value
    return row | {"language": language, "uid": row.get("uid", "").strip() or uid_for("table", title, taken)}


def _incoming(row: dict[str, str], place: FilePlace) -> IncomingFix:
    fields: dict[str, str | list[str]] = {}
    for name in (*TEXTS, "revision"):
        if value := row.get(name, "").strip():
            fields[name] = value
    for name in LISTS:
        if value := row.get(name, "").strip():
            fields[name] = _split(value)
    return build_fix(fields, row.get("body", "").replace("\r\n", "\n").strip("\n"), place)


def _cell(value: str, place: FilePlace) -> str:
    """Return what a cell says: without its guard, and never a formula."""
    if _GUARDED.match(value):
        return value[1:]
    if _FORMULA.match(value):
        raise place.fault("formula", text=value.strip()[:20])
    return value


def _guarded(value: str) -> str:
    return f"'{value}" if _NEEDS_GUARD.match(value) else value


def _joined(value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return value
    return "|".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in value)


def _split(value: str) -> list[str]:
    items = re.findall(r"(?:\\.|[^|\\])+", value)
    return [re.sub(r"\\(.)", r"\1", item) for item in items if item.strip()]

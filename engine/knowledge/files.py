"""Canned fixes as Markdown files with YAML front matter: one fix in one language a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from engine.domain.knowledge import CannedFix
from engine.errors import KnowledgeError
from engine.wording import Language

FILE_BYTES_MAX = 100_000
FOLDER_FILES_MAX = 20_000

_UID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_TEXTS = ("uid", "language", "title", "category", "product", "shortcut")
_LISTS = ("tags", "os", "error_codes", "symptoms")
_REQUIRED = ("uid", "language", "title")
_FENCE = "---"


class _Dumper(yaml.SafeDumper):
    """Quotes texts with characters that do not print: YAML would take U+0085 and U+2028 for line ends."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        style = None if text.isprintable() else '"'
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.represent_text)

_Field = tuple[list[str], int]
"""The values of a field, and the line that it stands on, counted from 1."""


def read_folder(folder: Path) -> list[CannedFix]:
    """Read all fixes in a folder and below it, by category and title; all of them or none.

    Files and folders whose names begin with a dot, and READMEs, are left out. Raises KnowledgeError.
    """
    places: dict[tuple[str, Language], Path] = {}
    fixes: list[CannedFix] = []
    for path in _fix_files(folder):
        fix = read_fix(path)
        first = places.setdefault((fix.uid, fix.language), path)
        if first != path:
            raise KnowledgeError("fixes.twice", uid=fix.uid, variant=fix.language.value, first=first, second=path)
        fixes.append(fix)
    return sorted(fixes, key=lambda fix: (fix.category, fix.title, fix.uid, fix.language))


def read_fix(path: Path) -> CannedFix:
    """Read one fix. Raises KnowledgeError, which names file and line."""
    try:
        with path.open("rb") as file:
            raw = file.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        raise KnowledgeError("fixes.unreadable", path=path, detail=str(error)) from error
    if len(raw) > FILE_BYTES_MAX:
        raise KnowledgeError("fixes.too_large", path=path, limit_kb=FILE_BYTES_MAX // 1000)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise KnowledgeError("fixes.not_utf8", path=path, line=line) from error
    return _parse_fix(text.replace("\r\n", "\n"), path)


def write_folder(fixes: Iterable[CannedFix], folder: Path) -> list[Path]:
    """Write each fix to `<folder>/<language>/<category>/<uid>.md`; what else is there stays.

    Reading the folder gives equal fixes, but for blank lines around a body. Raises KnowledgeError.
    """
    written: list[Path] = []
    for fix in fixes:
        _check_uid(fix.uid, folder, 1)
        path = folder / fix.language.value / _folder_name(fix.category) / f"{fix.uid}.md"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_as_markdown(fix).encode())
        except OSError as error:
            raise KnowledgeError("fixes.unwritable", path=path, detail=str(error)) from error
        written.append(path)
    return written


def _fix_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise KnowledgeError("fixes.no_folder", path=folder)
    paths = sorted(path for path in folder.rglob("*.md") if _is_fix_file(path.relative_to(folder)))
    if len(paths) > FOLDER_FILES_MAX:
        raise KnowledgeError("fixes.too_many", path=folder, limit=FOLDER_FILES_MAX)
    return paths


def _is_fix_file(path: Path) -> bool:
    return path.stem.lower() != "readme" and not any(part.startswith(".") for part in path.parts)


def _parse_fix(text: str, path: Path) -> CannedFix:
    header, body = _split(text, path)
    fields = _fields(header, path)
    for name in _REQUIRED:
        if not _text(fields, name):
            raise KnowledgeError("fixes.field_missing", path=path, line=1, field=name)
    if not body.strip():
        raise KnowledgeError("fixes.no_steps", path=path, line=text.count("\n") + 1)
    uid, language = fields["uid"], fields["language"]
    _check_uid(uid[0][0], path, uid[1])
    return CannedFix(
        uid=uid[0][0],
        language=_language(language[0][0], path, language[1]),
        title=_text(fields, "title"),
        body=body,
        category=_text(fields, "category"),
        tags=_texts(fields, "tags"),
        product=_text(fields, "product"),
        os=_texts(fields, "os"),
        error_codes=_texts(fields, "error_codes"),
        symptoms=_texts(fields, "symptoms"),
        shortcut=_text(fields, "shortcut"),
    )


def _text(fields: dict[str, _Field], name: str) -> str:
    return next(iter(_texts(fields, name)), "")


def _texts(fields: dict[str, _Field], name: str) -> tuple[str, ...]:
    return tuple(fields[name][0]) if name in fields else ()


def _split(text: str, path: Path) -> tuple[str, str]:
    """Return front matter and body. The first line keeps its place, so that line numbers are the file's."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        raise KnowledgeError("fixes.no_front_matter", path=path, line=1)
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return "\n".join(["", *lines[1:number]]), "\n".join(lines[number + 1 :]).strip("\n")
    raise KnowledgeError("fixes.no_front_matter", path=path, line=len(lines))


def _fields(header: str, path: Path) -> dict[str, _Field]:
    """Read the front matter as plain text throughout: `0x80070005` and `809` stay what was typed.

    The node tree is read and no values are built from it: nothing is interpreted, every node has its line.
    """
    try:
        root = yaml.compose(header, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise KnowledgeError("fixes.not_yaml", path=path, line=line, detail=error.problem or "") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise KnowledgeError("fixes.not_yaml", path=path, line=1, detail=str(error)) from error
    if not isinstance(root, yaml.MappingNode):
        raise KnowledgeError("fixes.no_front_matter", path=path, line=1)
    return dict(_field(key, value, path) for key, value in root.value)


def _field(key: yaml.Node, value: yaml.Node, path: Path) -> tuple[str, _Field]:
    line = key.start_mark.line + 1
    name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
    if name not in (*_TEXTS, *_LISTS):
        raise KnowledgeError("fixes.unknown_field", path=path, line=line, field=name)
    items = value.value if isinstance(value, yaml.SequenceNode) and name in _LISTS else [value]
    if not all(isinstance(item, yaml.ScalarNode) for item in items):
        kind = "fixes.not_a_list" if name in _LISTS else "fixes.not_a_text"
        raise KnowledgeError(kind, path=path, line=line, field=name)
    return name, ([item.value for item in items if item.value], line)


def _check_uid(uid: str, path: Path, line: int) -> None:
    if not _UID.fullmatch(uid):
        raise KnowledgeError("fixes.bad_uid", path=path, line=line, uid=uid)


def _language(name: str, path: Path, line: int) -> Language:
    try:
        return Language(name)
    except ValueError as error:
        choices = ", ".join(language.value for language in Language)
        raise KnowledgeError("fixes.bad_language", path=path, line=line, name=name, choices=choices) from error


def _folder_name(category: str) -> str:
    """Return a folder name for the first part of a category; for people only, the file holds the category."""
    return re.sub(r"\W+", "-", category.partition("/")[0].lower()).strip("-") or "general"


def _as_markdown(fix: CannedFix) -> str:
    header = yaml.dump(dict(_header(fix)), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return f"{_FENCE}\n{header}{_FENCE}\n\n{fix.body}\n"


def _header(fix: CannedFix) -> Iterator[tuple[str, str | list[str]]]:
    for name in _TEXTS:
        if value := str(getattr(fix, name)):
            yield name, value
    for name in _LISTS:
        if values := list(getattr(fix, name)):
            yield name, values

"""Canned fixes as Markdown files with YAML front matter: one fix in one language a file, pictures beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import yaml

from engine.domain.fix_exchange import FilePlace, IncomingFix
from engine.domain.fix_fields import LISTS, TEXTS, as_fields
from engine.domain.knowledge import PICTURE_SCHEME, CannedFix, FixPicture
from engine.errors import KnowledgeError
from engine.knowledge.checking import BODY_BYTES_MAX, FIXES_MAX, build_fix, check_uid
from engine.knowledge.fix_pictures import PICTURE_BYTES_MAX, as_png, take_in
from engine.knowledge.sources import FolderSource, Source, beside
from engine.knowledge.working_copy import FIX_SUFFIX, write_file
from engine.wording import Language

FILE_BYTES_MAX = BODY_BYTES_MAX
FOLDER_FILES_MAX = FIXES_MAX
_FENCE = "---"
_PICTURE_FOLDER = "pictures"
_DIGEST_CHARS = 16


class _Dumper(yaml.SafeDumper):
    """Quotes texts with characters that do not print: YAML would take U+0085 and U+2028 for line ends."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        style = None if text.isprintable() else '"'
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.represent_text)

_Field = tuple[list[str], int]
"""The values of a field, and the line that it stands on, counted from 1."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What was read together: all of it is taken over, or nothing."""

    fixes: tuple[IncomingFix, ...]
    pictures: tuple[FixPicture, ...] = ()


def read_folder(folder: Path) -> list[CannedFix]:
    """Read all fixes in a folder and below it, by category and title; all of them or none.

    Files and folders whose names begin with a dot, and READMEs, are left out. Raises KnowledgeError.
    """
    fixes = [incoming.fix for incoming in read_source(FolderSource(folder)).fixes]
    return sorted(fixes, key=lambda fix: (fix.category, fix.title, fix.uid, fix.language))


def read_source(source: Source) -> Batch:
    """Read all fixes of a folder or an archive with their pictures. Raises KnowledgeError."""
    names = [name for name in source.names() if _is_fix_file(name)]
    if len(names) > FOLDER_FILES_MAX:
        raise KnowledgeError("fixes.too_many", path=source.shown(""), limit=FOLDER_FILES_MAX)
    pictures: dict[str, FixPicture] = {}
    fixes = []
    for name in names:
        incoming, theirs = _read(source, name)
        fixes.append(incoming)
        pictures |= {picture.digest: picture for picture in theirs}
    check_unique(fixes)
    return Batch(tuple(fixes), tuple(pictures.values()))


def read_fix(path: Path) -> CannedFix:
    """Read one fix. Raises KnowledgeError, which names file and line."""
    return _read(FolderSource(path.parent), path.name)[0].fix


def read_one(folder: Path, name: str) -> Batch:
    """Read one fix of a folder with its pictures. Raises KnowledgeError, which names file and line."""
    incoming, pictures = _read(FolderSource(folder), name)
    return Batch((incoming,), tuple(pictures))


def check_unique(fixes: Iterable[IncomingFix]) -> None:
    """Raise KnowledgeError where one fix is there twice in one language."""
    places: dict[tuple[str, Language], Path | str] = {}
    for incoming in fixes:
        fix, path = incoming.fix, incoming.place.path
        if (fix.uid, fix.language) in places:
            first = places[fix.uid, fix.language]
            raise KnowledgeError("fixes.twice", uid=fix.uid, variant=fix.language.value, first=first, second=path)
        places[fix.uid, fix.language] = path


def write_folder(
    fixes: Iterable[CannedFix], folder: Path, pictures: Mapping[str, FixPicture] | None = None
) -> list[Path]:
    """Write each fix to `<folder>/<language>/<category>/<uid>.md`; what else is there stays. Raises KnowledgeError."""
    files = as_files(fixes, pictures or {}, folder)
    for name, content in files.items():
        write_file(folder / name, content)
    return [folder / name for name in files if name.endswith(FIX_SUFFIX)]


def as_files(
    fixes: Iterable[CannedFix],
    pictures: Mapping[str, FixPicture],
    folder: Path,
    places: Mapping[tuple[str, Language], str] | None = None,
) -> dict[str, bytes]:
    """Return the files of a folder of fixes by their names: `<language>/<category>/<uid>.md`, `pictures/<digest>.png`.

    `places` are the names of those that stand elsewhere. Reading the files gives equal fixes, but for blank lines
    around a body. Raises KnowledgeError, which names the folder.
    """
    files: dict[str, bytes] = {}
    for fix in fixes:
        check_uid(fix.uid, FilePlace(folder))
        place = (places or {}).get((fix.uid, fix.language), file_name(fix))
        body, up = fix.body, "../" * place.count("/")
        for digest in fix.picture_digests:
            if picture := pictures.get(digest):
                name = f"{_PICTURE_FOLDER}/{digest[:_DIGEST_CHARS]}.png"
                files[name] = as_png(picture)
                body = body.replace(f"{PICTURE_SCHEME}:{digest}", up + name)
        files[place] = as_markdown(fix, body).encode()
    return files


def places_in(folder: Path, fixes: Iterable[CannedFix], written: Collection[str]) -> dict[tuple[str, Language], str]:
    """Return where the folder has fixes that are not where an export would write them first: there they are to stay.

    Of the files that an export has `written`, those are left out that went by a category of before.
    """
    if not folder.is_dir():
        return {}
    source, wanted = FolderSource(folder), {(fix.uid, fix.language): file_name(fix) for fix in fixes}
    usual = set(wanted.values())
    found: dict[tuple[str, Language], str] = {}
    for name in source.names():
        if not _is_fix_file(name) or name in usual:
            continue
        try:
            fix = _read(source, name)[0].fix
        except KnowledgeError:
            continue  # it is none that could be taken in
        key = fix.uid, fix.language
        is_of_an_export = name in written and name == file_name(replace(fix, category=_category_in(name)))
        if key in wanted and not is_of_an_export and not (folder / wanted[key]).exists():
            found.setdefault(key, name)
    return found


def _category_in(name: str) -> str:
    return PurePosixPath(name).parent.name


def file_name(fix: CannedFix) -> str:
    """Return where a fix stands in a folder, with slashes."""
    return f"{fix.language.value}/{_folder_name(fix.category)}/{fix.uid}{FIX_SUFFIX}"


def as_markdown(fix: CannedFix, body: str | None = None) -> str:
    """Return a fix as the text of its file."""
    fields = as_fields(fix) | ({"revision": fix.revision} if fix.version else {})
    header = yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return f"{_FENCE}\n{header}{_FENCE}\n\n{fix.body if body is None else body}\n"


def _is_fix_file(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix == FIX_SUFFIX and path.stem.lower() != "readme"


def _read(source: Source, name: str) -> tuple[IncomingFix, list[FixPicture]]:
    path = source.shown(name)
    raw = source.read(name, FILE_BYTES_MAX)
    if len(raw) > FILE_BYTES_MAX:
        raise KnowledgeError("fixes.too_large", path=path, limit_kb=FILE_BYTES_MAX // 1000)
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise FilePlace(path, raw[: error.start].count(b"\n") + 1).fault("not_utf8") from error
    header, body, body_line = _split(text, path)
    fields = _fields(header, path)

    def read_beside(target: str) -> bytes | None:
        found = beside(name, target)
        return source.read(found, PICTURE_BYTES_MAX) if found in names else None

    names = set(source.names()) if "![" in body else set()
    body, pictures = take_in(body, read_beside, FilePlace(path, body_line))
    lines = {field: line for field, (_, line) in fields.items()} | {"body": body_line}
    values = {field: values if field in LISTS else next(iter(values), "") for field, (values, _) in fields.items()}
    if not body.strip():
        raise FilePlace(path, text.count("\n") + 1).fault("no_steps")
    incoming = build_fix(values, body, FilePlace(path), lines)
    return incoming, pictures


def _split(text: str, path: Path) -> tuple[str, str, int]:
    """Return front matter, body, and its line. The first line keeps its place: line numbers are the file's."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        raise FilePlace(path).fault("no_front_matter")
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return "\n".join(["", *lines[1:number]]), "\n".join(lines[number + 1 :]).strip("\n"), number + 2
    raise FilePlace(path, len(lines)).fault("no_front_matter")


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
        raise FilePlace(path).fault("no_front_matter")
    return dict(_each_once(root, path))


def _each_once(root: yaml.MappingNode, path: Path) -> Iterator[tuple[str, _Field]]:
    seen: set[str] = set()
    for key, value in root.value:
        name, field = _field(key, value, path)
        if name in seen:
            raise FilePlace(path, field[1]).fault("field_twice", field=name)
        seen.add(name)
        yield name, field


def _field(key: yaml.Node, value: yaml.Node, path: Path) -> tuple[str, _Field]:
    line = key.start_mark.line + 1
    name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
    if name not in (*TEXTS, *LISTS, "revision"):
        raise FilePlace(path, line).fault("unknown_field", field=name[:40])
    items = value.value if isinstance(value, yaml.SequenceNode) and name in LISTS else [value]
    if not all(isinstance(item, yaml.ScalarNode) for item in items):
        raise FilePlace(path, line).fault("not_a_list" if name in LISTS else "not_a_text", field=name)
    return name, ([item.value for item in items if item.value], line)


def _folder_name(category: str) -> str:
    """Return a folder name for the first part of a category; for people only, the file holds the category."""
    return re.sub(r"\W+", "-", category.partition("/")[0].lower()).strip("-") or "general"

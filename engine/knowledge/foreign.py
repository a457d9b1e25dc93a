"""Prepared replies of other programs: Zammad's text modules, Chatwoot's canned responses, Espanso's matches.

Their variables become blanks. What would run a program, reach a network or read a clipboard there becomes a blank
that the agent fills in: nothing is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from engine.domain.fix_exchange import FilePlace, IncomingFix
from engine.domain.knowledge import FixState
from engine.knowledge.checking import FIXES_MAX, build_fix
from engine.knowledge.files import Batch, check_unique
from engine.knowledge.html_text import as_markdown
from engine.knowledge.jsonl import parse_json
from engine.knowledge.naming import guessed_language, uid_for
from engine.knowledge.tables import decoded, table_rows
from engine.wording import Language

_ZAMMAD_VARIABLE = re.compile(r"#\{\s*([A-Za-z_][\w.]{0,60})\s*\}")
_HTML_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ESPANSO_FORM_FIELD = re.compile(r"\[\[\s*([A-Za-z_]\w{0,60})\s*\]\]")
_ESPANSO_VARIABLE = re.compile(r"\{\{\s*([A-Za-z_]\w{0,60})(?:\.(\w{1,60}))?\s*\}\}")
_YAML_NODES_MAX = 200_000
_YAML_DEPTH_MAX = 40
_TITLE_CHARS = 80

Row = dict[str, Any]


def read_zammad(data: bytes, path: Path, language: Language | None = None) -> Batch:
    """Read text modules as CSV or JSON (`/api/v1/text_modules`). Raises KnowledgeError."""
    return _batch("zammad", _rows_of(data, path, ("name", "content")), _zammad, language)


def read_chatwoot(data: bytes, path: Path, language: Language | None = None) -> Batch:
    """Read canned responses as JSON (`/canned_responses`) or CSV. Raises KnowledgeError."""
    return _batch("chatwoot", _rows_of(data, path, ("short_code", "content")), _chatwoot, language)


def read_espanso(data: bytes, path: Path, language: Language | None = None) -> Batch:
    """Read the matches of one YAML file. Raises KnowledgeError."""
    return _batch("espanso", _espanso_rows(data, path), _espanso, language)


def _batch(
    origin: str,
    rows: Iterable[tuple[FilePlace, Row]],
    convert: Callable[[Row, FilePlace], tuple[dict[str, str | list[str]], str]],
    language: Language | None,
) -> Batch:
    """Convert each row, and give it a uid that stays the same when the same file is read again."""
    fixes: list[IncomingFix] = []
    taken: set[str] = set()
    for place, row in rows:
        fields, body = convert(row, place)
        title = str(fields.get("title", ""))
        fields["uid"] = uid_for(origin, str(fields.pop("key", "") or title), taken)
        fields["language"] = (language or guessed_language(title + body)).value
        fixes.append(build_fix({name: value for name, value in fields.items() if value}, body.strip("\n"), place))
    check_unique(fixes)
    return Batch(tuple(fixes))


def _rows_of(data: bytes, path: Path, required: tuple[str, str]) -> Iterator[tuple[FilePlace, Row]]:
    """Yield the rows of a JSON list or a CSV table that have the fields of the program."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"[", b"{"):
        for line, cells in table_rows(data, path, (), required):
            yield FilePlace(path, line), dict(cells)
        return
    value = parse_json(data, FilePlace(path))
    if isinstance(value, dict):
        value = next((value[name] for name in ("payload", "data", "text_modules") if name in value), [value])
    if not isinstance(value, list) or len(value) > FIXES_MAX:
        raise FilePlace(path).fault("too_many", limit=FIXES_MAX)
    for number, row in enumerate(value, start=1):
        place = FilePlace(f"{path} [{number}]")
        if not isinstance(row, dict):
            raise place.fault("not_json", detail="not an object")
        for name in required:
            if not isinstance(row.get(name), str):
                raise place.fault("field_missing", field=name)
        yield place, row


def _zammad(row: Row, place: FilePlace) -> tuple[dict[str, str | list[str]], str]:
    keywords = [word for word in re.split(r"[\s,;，；]+", _text(row, "keywords")) if word]
    content = str(row["content"])
    body = as_markdown(content) if _HTML_TAG.search(content) else content
    return {
        "key": _text(row, "id") or str(row["name"]),
        "title": _line(str(row["name"])),
        "shortcut": f"/{keywords[0]}" if keywords else "",
        "tags": keywords,
        "state": _state(row),
        "category": "Zammad",
    }, _ZAMMAD_VARIABLE.sub(r"{{\1}}", body.replace("\r\n", "\n"))


def _chatwoot(row: Row, place: FilePlace) -> tuple[dict[str, str | list[str]], str]:
    code, content = str(row["short_code"]), str(row["content"]).replace("\r\n", "\n")
    return {
        "key": code,
        "title": _line(next((line for line in content.split("\n") if line.strip()), code)),
        "shortcut": f"/{code.lstrip('/')}",
        "category": "Chatwoot",
    }, content


def _state(row: Row) -> str:
    is_active = str(row.get("active", "true")).strip().lower() not in ("false", "0", "no", "none")
    return (FixState.APPROVED if is_active else FixState.RETIRED).value


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return str(value) if isinstance(value, str | int) else ""


def _line(text: str) -> str:
    """Return a text as one line that is short enough for a title."""
    line = " ".join(text.replace("**", "").lstrip("#*- ").split())
    return line if len(line) <= _TITLE_CHARS else f"{line[: _TITLE_CHARS - 1]}…"


def _espanso_rows(data: bytes, path: Path) -> Iterator[tuple[FilePlace, Row]]:
    text = decoded(data, path)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        plain = _plain(root, [_YAML_NODES_MAX], 0, path) if root is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise FilePlace(path, mark.line + 1 if mark else 1).fault("not_yaml") from error
    except RecursionError as error:
        raise FilePlace(path).fault("not_yaml") from error
    if not isinstance(plain, dict) or not isinstance(plain.get("matches"), list):
        raise FilePlace(path).fault("field_missing", field="matches")
    shared = plain.get("global_vars")
    lines = _lines_of_matches(root)
    if len(plain["matches"]) > FIXES_MAX:
        raise FilePlace(path).fault("too_many", limit=FIXES_MAX)
    for number, match in enumerate(plain["matches"]):
        place = FilePlace(path, lines[number])
        if not isinstance(match, dict):
            raise place.fault("not_a_text", field="matches")
        yield place, {**match, "global_vars": shared if isinstance(shared, list) else []}


def _lines_of_matches(root: yaml.Node | None) -> list[int]:
    pairs = root.value if root is not None else []
    return [item.start_mark.line + 1 for key, items in pairs if key.value == "matches" for item in items.value]


def _plain(node: yaml.Node, room: list[int], depth: int, path: Path) -> Any:
    """Turn nodes into texts, lists and dictionaries, nothing else; aliases count each time they are met."""
    room[0] -= 1
    if room[0] < 0 or depth > _YAML_DEPTH_MAX:
        raise FilePlace(path, node.start_mark.line + 1).fault("yaml_bomb")
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, room, depth + 1, path) for item in node.value]
    return {str(_plain(key, room, depth + 1, path)): _plain(value, room, depth + 1, path) for key, value in node.value}


def _espanso(row: Row, place: FilePlace) -> tuple[dict[str, str | list[str]], str]:
    triggers = row.get("triggers") if isinstance(row.get("triggers"), list) else [row.get("trigger")]
    names = [name for name in triggers or () if isinstance(name, str) and name]
    body = next((str(row[name]) for name in ("replace", "markdown", "form") if isinstance(row.get(name), str)), "")
    if not body and isinstance(row.get("html"), str):
        body = as_markdown(row["html"])
    if not body:
        raise place.fault("no_text")
    fields = row.get("form_fields")
    kinds = _form_blanks(fields if isinstance(fields, dict) else {}) | _variables(row, place)
    if "form" in row:
        body = _ESPANSO_FORM_FIELD.sub(lambda match: kinds.get(match[1], f"{{{{{match[1]}}}}}"), body)
    body = _ESPANSO_VARIABLE.sub(lambda match: kinds.get(match[2] or match[1], f"{{{{{match[2] or match[1]}}}}}"), body)
    body = body.replace("$|$", "")
    title = _text(row, "label") or next((line for line in body.split("\n") if line.strip()), "")
    terms = row.get("search_terms")
    return {
        "key": names[0] if names else title,
        "title": _line(title),
        "shortcut": names[0] if names else "",
        "tags": [str(term) for term in terms] if isinstance(terms, list) else [],
        "category": "Espanso",
    }, body


def _variables(row: Row, place: FilePlace) -> dict[str, str]:
    """Return what stands for each variable: its text, or a blank. A `shell` or `script` is never run."""
    blanks: dict[str, str] = {}
    own = row.get("vars")
    for each in (*row["global_vars"], *(own if isinstance(own, list) else ())):
        if not isinstance(each, dict) or not isinstance(each.get("name"), str):
            raise place.fault("not_a_text", field="vars")
        name = re.sub(r"\W", "_", each["name"])[:60]
        given = each.get("params")
        params: Row = given if isinstance(given, dict) else {}
        kind = each.get("type")
        if kind == "date":
            blanks[each["name"]] = f"{{{{{name}:date|today}}}}"
        elif kind == "echo" and isinstance(params.get("echo"), str):
            blanks[each["name"]] = params["echo"]
        elif kind in ("choice", "random"):
            blanks[each["name"]] = _choice(name, params.get("values" if kind == "choice" else "choices"), "")
        elif kind == "form" and isinstance(params.get("fields"), dict):
            blanks |= _form_blanks(params["fields"])
        else:
            blanks[each["name"]] = f"{{{{{name}}}}}"
    return blanks


def _form_blanks(fields: Mapping[str, Any]) -> dict[str, str]:
    blanks: dict[str, str] = {}
    for name, field in fields.items():
        field = field if isinstance(field, dict) else {}
        default = _default(field.get("default"))
        is_choice = field.get("type") in ("choice", "list")
        blanks[name] = _choice(name, field.get("values"), default) if is_choice else f"{{{{{name}{default}}}}}"
    return blanks


def _default(value: object) -> str:
    return "|" + re.sub(r"[{}|\n]", " ", value) if isinstance(value, str) and value else ""


def _choice(name: str, values: object, default: str) -> str:
    """Return a blank with choices, given as a list or as lines."""
    lines = values.split("\n") if isinstance(values, str) else values if isinstance(values, list) else []
    labels = [each.get("label", "") if isinstance(each, dict) else str(each) for each in lines]
    choices = [re.sub(r"[{}|\n,，]", " ", label).strip() for label in labels if label.strip()]
    return f"{{{{{name}:choice={','.join(choices)}{default}}}}}" if choices else f"{{{{{name}{default}}}}}"

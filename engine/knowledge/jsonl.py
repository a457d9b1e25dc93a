"""Canned fixes as JSON Lines: one fix a line, pictures as lines of their own."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from engine.domain.fix_exchange import FilePlace, IncomingFix
from engine.domain.fix_fields import LISTS, TEXTS, as_fields
from engine.domain.knowledge import PICTURE_SCHEME, CannedFix, FixPicture
from engine.errors import KnowledgeError, PictureError
from engine.imaging import decode_pixels
from engine.knowledge.checking import FIXES_MAX, build_fix
from engine.knowledge.files import Batch, check_unique
from engine.knowledge.fix_pictures import PICTURE_BYTES_MAX, kept_picture

SCHEMA = "deskside.fix/1"
PICTURE_SCHEMA = "deskside.fix-picture/1"
_BYTES_MAX = 200_000_000
_LINE_BYTES_MAX = 2 * PICTURE_BYTES_MAX


def read_lines(data: bytes, path: Path) -> Batch:
    """Read fixes from JSON Lines. Raises KnowledgeError, which names file and line."""
    if len(data) > _BYTES_MAX:
        raise KnowledgeError("fixes.file_too_large", path=path, limit_mb=_BYTES_MAX // 1_000_000)
    fixes: list[IncomingFix] = []
    pictures: list[FixPicture] = []
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        place = FilePlace(path, number)
        if not raw.strip():
            continue
        if len(raw) > _LINE_BYTES_MAX or len(fixes) > FIXES_MAX:
            raise KnowledgeError("fixes.too_many", path=path, limit=FIXES_MAX)
        row = parse_json(raw, place)
        if not isinstance(row, dict) or row.get("schema") not in (SCHEMA, PICTURE_SCHEMA):
            raise place.fault("bad_schema", schema=SCHEMA)
        if row["schema"] == PICTURE_SCHEMA:
            pictures.append(_picture(row, place))
        else:
            fixes.append(_fix(row, place))
    check_unique(fixes)
    return Batch(tuple(fixes), tuple(pictures))


def write_lines(fixes: Iterable[CannedFix], pictures: Mapping[str, FixPicture]) -> bytes:
    """Return fixes and the pictures that they show as JSON Lines."""
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in _rows(fixes, pictures))


def parse_json(raw: bytes, place: FilePlace) -> Any:
    """Read a JSON value. Raises KnowledgeError, also for one that is nested too deeply or holds NaN."""

    def refuse(name: str) -> None:
        raise ValueError(name)

    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=refuse)
    except UnicodeDecodeError as error:
        raise place.fault("not_utf8") from error
    except (ValueError, RecursionError) as error:
        raise place.fault("not_json", detail=type(error).__name__) from error


def _rows(fixes: Iterable[CannedFix], pictures: Mapping[str, FixPicture]) -> Iterator[dict[str, object]]:
    shown: dict[str, None] = {}
    for fix in fixes:
        shown |= dict.fromkeys(fix.picture_digests)
        yield {
            "schema": SCHEMA,
            **as_fields(fix),
            **({"revision": fix.revision} if fix.version else {}),
            "body": fix.body,
        }
    for digest in shown:
        if picture := pictures.get(digest):
            yield {"schema": PICTURE_SCHEMA, "digest": digest, "webp": base64.b64encode(picture.encoded).decode()}


def _fix(row: dict[str, Any], place: FilePlace) -> IncomingFix:
    fields: dict[str, str | list[str]] = {}
    for name, value in row.items():
        if name in ("schema", "body"):
            continue
        if name in LISTS:
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise place.fault("not_a_list", field=name)
        elif not isinstance(value, str):
            raise place.fault("not_a_text" if name in TEXTS else "unknown_field", field=name[:40])
        if value:
            fields[name] = value
    body = row.get("body", "")
    if not isinstance(body, str):
        raise place.fault("not_a_text", field="body")
    return build_fix(fields, body, place)


def _picture(row: dict[str, Any], place: FilePlace) -> FixPicture:
    """Decode the picture and write it anew: what it claims to be is not believed."""
    digest, encoded = row.get("digest"), row.get("webp")
    try:
        picture = kept_picture(decode_pixels(base64.b64decode(str(encoded), validate=True)))
    except (binascii.Error, PictureError) as error:
        raise place.fault("picture_bad", name=f"{PICTURE_SCHEME}:{str(digest)[:16]}") from error
    if picture.digest != digest:
        raise place.fault("picture_bad", name=f"{PICTURE_SCHEME}:{str(digest)[:16]}")
    return picture

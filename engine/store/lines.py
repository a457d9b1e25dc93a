"""Cases as JSON lines (`deskside.case/1`): written so that any program can read them, and taken in again.

One object a line. A line of kind `case` begins a case; its `message` lines follow in order. A `picture` line stands
before the first message that shows it; its content is base64 of a WebP or PNG file.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from engine.domain.conversation import (
    Attachment,
    Conversation,
    FinishReason,
    LogProbs,
    Message,
    MessageState,
    Role,
    Usage,
)
from engine.domain.filing import clean_folder
from engine.domain.finding import Mask
from engine.domain.knowledge import Citation
from engine.domain.picture import RedactedImage
from engine.domain.text import TextSpan
from engine.errors import StoreError
from engine.store.picture_rows import masks_from_json, masks_to_json, spans_from_json, spans_to_json
from engine.store.pictures import encoded
from engine.wording import Language

SCHEMA = "deskside.case/1"
_KINDS = frozenset({"case", "message", "picture"})
LONGEST_LINE = 256 * 2**20
_LONGEST_TEXT = 2**22


@dataclass(slots=True)
class ReadCase:
    """A case as it was read: nothing of it is kept yet."""

    conversation: Conversation
    messages: list[Message] = field(default_factory=list)
    pictures: dict[str, RedactedImage] = field(default_factory=dict)


def case_line(case: Conversation) -> str:
    return _line(
        "case",
        number=case.id,
        title=case.title,
        created_ms=case.created_ms,
        updated_ms=case.updated_ms,
        pinned=case.is_pinned,
        held=case.is_held,
        tags=list(case.tags),
        archived=case.is_archived,
        folder=case.folder,
        note=case.note,
    )


def message_line(message: Message) -> str:
    return _line(
        "message",
        number=message.id,
        role=message.role.value,
        state=message.state.value,
        body=message.body,
        created_ms=message.created_ms,
        pictures=[attachment.digest for attachment in message.attachments],
        citations=[asdict(citation) for citation in message.citations],
        reason=message.reason.value if message.reason else None,
        usage=asdict(message.usage) if message.usage else None,
        logprobs=asdict(message.logprobs) if message.logprobs else None,
        guard_notes=list(message.guard_notes),
        replaced_by=message.replaced_by,
    )


def picture_line(picture: RedactedImage) -> str:
    return _line(
        "picture",
        digest=picture.digest,
        content=base64.b64encode(encoded(picture)).decode(),
        masks=json.loads(masks_to_json(picture.masks)),
        spans=json.loads(spans_to_json(picture.spans)),
        application=picture.application,
        profile=picture.profile,
    )


def read_cases(path: Path) -> Iterator[ReadCase]:
    """Yield one case after the other. Raises StoreError (`store.import_unreadable`) with the line's number."""
    current: ReadCase | None = None
    pictures: dict[str, RedactedImage] = {}
    for number, content in _lines(path):
        try:
            row = _row(content)
            if row["kind"] == "case":
                if current is not None:
                    yield current
                current, pictures = ReadCase(_case(row)), {}
            elif row["kind"] == "picture":
                found = _picture(row)
                pictures[found.digest] = found
            else:
                _add(current, row, pictures)
        except StoreError:
            raise
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise StoreError("store.import_unreadable", path=path, line=number, detail=type(error).__name__) from error
    if current is not None:
        yield current


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            number = 0
            while content := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(content) > LONGEST_LINE:
                    raise StoreError("store.import_unreadable", path=path, line=number, detail="too long")
                if content.strip():
                    yield number, content
    except OSError as error:
        raise StoreError("store.import_unreadable", path=path, line=0, detail=str(error)) from error


def _line(kind: str, **values: object) -> str:
    return json.dumps({"schema": SCHEMA, "kind": kind, **values}, ensure_ascii=False) + "\n"


def _row(content: bytes) -> dict[str, Any]:
    row = json.loads(content)
    if not isinstance(row, dict) or row.get("schema") != SCHEMA or row.get("kind") not in _KINDS:
        raise ValueError("not a line of this schema")
    return row


def _case(row: Mapping[str, Any]) -> Conversation:
    return Conversation(
        _number(row["number"]),
        _text(row["title"]),
        _number(row["created_ms"]),
        _number(row["updated_ms"]),
        is_pinned=row["pinned"] is True,
        is_held=row["held"] is True,
        tags=tuple(_text(tag) for tag in row["tags"]),
        is_archived=row.get("archived") is True,  # an earlier program wrote neither
        folder=clean_folder(_text(row.get("folder", ""))),
        note=_text(row.get("note", "")),
    )


def _add(case: ReadCase | None, row: Mapping[str, Any], pictures: Mapping[str, RedactedImage]) -> None:
    if case is None:
        raise ValueError("a message before the first case")
    message = _message(row)
    if any(known.id == message.id for known in case.messages):
        raise ValueError("the same number twice")
    case.messages.append(message)
    case.pictures.update({digest: pictures[digest] for digest in row["pictures"] if digest in pictures})


def _message(row: Mapping[str, Any]) -> Message:
    return Message(
        _number(row["number"]),
        0,
        Role(row["role"]),
        _text(row["body"]),
        MessageState(row["state"]),
        _number(row["created_ms"]),
        attachments=tuple(Attachment(_text(digest), 1, 1) for digest in row["pictures"]),
        citations=tuple(
            Citation(_number(each["number"]), _text(each["fix_uid"]), Language(each["language"]), _text(each["title"]))
            for each in row["citations"]
        ),
        reason=FinishReason(row["reason"]) if row["reason"] else None,
        usage=_usage(row["usage"]) if row["usage"] else None,
        logprobs=LogProbs(float(row["logprobs"]["mean"]), float(row["logprobs"]["least"])) if row["logprobs"] else None,
        guard_notes=tuple(_text(note) for note in row["guard_notes"]),
        replaced_by=None if row["replaced_by"] is None else _number(row["replaced_by"]),
    )


def _usage(row: Mapping[str, Any]) -> Usage:
    texts = {name: _text(row.get(name, "")) for name in ("model", "preset")}
    row = {"waited_ms": 0, **row}  # files of earlier versions are without it
    counts = {name: _number(row[name]) for name in Usage.__dataclass_fields__ if name not in texts}
    return Usage(**texts, **counts)  # type: ignore[arg-type]  # texts and numbers, each under its own name


def _picture(row: Mapping[str, Any]) -> RedactedImage:
    from PIL import Image, UnidentifiedImageError  # with nothing that opening a case file needs

    from engine.imaging import MAX_PIXELS

    content = base64.b64decode(_text(row["content"], LONGEST_LINE), validate=True)
    try:
        with Image.open(BytesIO(content), formats=("WEBP", "PNG")) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValueError("too many pixels")
            pixels = image.convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise ValueError("no picture") from error
    masks: tuple[Mask, ...] = masks_from_json(json.dumps(row["masks"]))
    spans: tuple[TextSpan, ...] = spans_from_json(json.dumps(row["spans"]))
    covered_by, shows = _text(row.get("profile", "")), _text(row["application"])
    found = RedactedImage(pixels.width, pixels.height, pixels.tobytes(), masks, spans, covered_by, shows)
    if found.digest != row["digest"]:
        raise ValueError("the picture is another than the line says")
    return found


def _text(value: object, longest: int = _LONGEST_TEXT) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("not a text, or too long")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -(2**62) < value < 2**62:
        raise ValueError("not a number")
    return value

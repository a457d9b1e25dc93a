"""A case as Markdown, with the covered pictures as PNG files beside it."""

from __future__ import annotations

from pathlib import Path

from engine.assistant.exports.telling import moment, picture_of, speaker
from engine.domain.conversation import Message
from engine.errors import StoreError
from engine.imaging import encode_png
from engine.ports import CaseStore
from engine.wording import Language


def export_markdown(cases: CaseStore, conversation_id: int, path: Path, language: Language = Language.EN) -> None:
    """Write `path` and, where the case has pictures, the folder `<name>_pictures`. Raises StoreError."""
    conversation = cases.conversation(conversation_id)
    pictures = path.with_name(f"{path.stem}_pictures")
    lines = [f"# {conversation.title}", ""]
    if conversation.folder:
        lines += [f"`{conversation.folder}`", ""]
    if conversation.tags:
        lines += [" ".join(f"`#{tag}`" for tag in conversation.tags), ""]
    try:
        for message in cases.messages(conversation_id):
            lines += _turn(message, cases, pictures, language)
        path.write_text("\n".join(lines), encoding="utf-8")
    except OSError as error:
        raise StoreError("assistant.export_failed", path=path, detail=str(error)) from error


def _turn(message: Message, cases: CaseStore, folder: Path, language: Language) -> list[str]:
    lines = [f"## {speaker(message, language)}, {moment(message.created_ms)}", ""]
    for attachment in message.attachments:
        picture = picture_of(cases, attachment, language)
        if isinstance(picture, str):
            lines += [f"*{picture}*", ""]
            continue
        folder.mkdir(exist_ok=True)
        name = f"{attachment.digest[:16]}.png"
        (folder / name).write_bytes(encode_png(picture))
        lines += [f"![]({folder.name}/{name})", ""]
    lines += [message.body, ""]
    lines += [f"[{citation.number}] {citation.title} (`{citation.fix_uid}`)" for citation in message.citations]
    return [*lines, ""] if message.citations else lines

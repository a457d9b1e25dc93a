"""A case in open formats: Markdown, with the covered pictures as PNG files beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from engine.domain.conversation import Message, Role
from engine.errors import StoreError
from engine.imaging import encode_png
from engine.ports import CaseStore

_SPEAKERS = {Role.AGENT: "Agent", Role.ASSISTANT: "Assistant"}


def export_markdown(cases: CaseStore, conversation_id: int, path: Path) -> None:
    """Write `path` and, where the case has pictures, the folder `<name>_pictures`. Raises StoreError."""
    conversation = cases.conversation(conversation_id)
    pictures = path.with_name(f"{path.stem}_pictures")
    lines = [f"# {conversation.title}", ""]
    try:
        for message in cases.messages(conversation_id):
            lines += _turn(message, cases, pictures)
        path.write_text("\n".join(lines), encoding="utf-8")
    except OSError as error:
        raise StoreError("assistant.export_failed", path=path, detail=str(error)) from error


def _turn(message: Message, cases: CaseStore, folder: Path) -> list[str]:
    when = datetime.fromtimestamp(message.created_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
    lines = [f"## {_SPEAKERS.get(message.role, message.role)}, {when}", ""]
    for attachment in message.attachments:
        folder.mkdir(exist_ok=True)
        name = f"{attachment.digest[:16]}.png"
        (folder / name).write_bytes(encode_png(cases.picture(attachment.digest)))
        lines += [f"![]({folder.name}/{name})", ""]
    lines += [message.body, ""]
    lines += [f"[{citation.number}] {citation.title} (`{citation.fix_uid}`)" for citation in message.citations]
    return [*lines, ""] if message.citations else lines

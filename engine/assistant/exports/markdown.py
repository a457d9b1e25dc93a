"""A case as Markdown, with the covered pictures as PNG files beside it."""

from __future__ import annotations

from pathlib import Path

from engine.assistant.exports.telling import moment, picture_of, speaker
from engine.assistant.exports.ties import EvidenceOf, Ties
from engine.domain.conversation import Message
from engine.errors import StoreError
from engine.imaging import encode_png
from engine.ports import CaseStore
from engine.wording import Language, say


def export_markdown(
    cases: CaseStore, conversation_id: int, path: Path, language: Language, evidence_of: EvidenceOf
) -> None:
    """Write `path` and, where the case has pictures, the folder `<name>_pictures`. Raises StoreError."""
    conversation = cases.conversation(conversation_id)
    pictures = path.with_name(f"{path.stem}_pictures")
    lines = [f"# {conversation.title}", ""]
    if conversation.folder:
        lines += [f"`{conversation.folder}`", ""]
    if conversation.note:
        lines += [*(f"> {line}".rstrip() for line in conversation.note.splitlines()), ""]
    if conversation.tags:
        lines += [" ".join(f"`#{tag}`" for tag in conversation.tags), ""]
    try:
        messages = cases.messages(conversation_id)
        ties = Ties(messages, evidence_of)
        for message in messages:
            lines += _turn(message, cases, pictures, language, ties)
        path.write_text("\n".join(lines), encoding="utf-8")
    except OSError as error:
        raise StoreError("assistant.export_failed", path=path, detail=str(error)) from error


def _turn(message: Message, cases: CaseStore, folder: Path, language: Language, ties: Ties) -> list[str]:
    lines = [f"## {speaker(message, language)}, {moment(message.created_ms)}", ""]
    for attachment in message.attachments:
        picture = picture_of(cases, attachment, language)
        if isinstance(picture, str):
            lines += [f"*{picture}*", ""]
            continue
        folder.mkdir(exist_ok=True)
        name = f"{attachment.digest[:16]}.png"
        (folder / name).write_bytes(encode_png(picture))
        caption = say("assistant.export_picture", language, number=ties.picture_number(attachment.digest))
        lines += [f"![{caption}]({folder.name}/{name})", ""]
    lines += [message.body, ""]
    lines += [f"[{citation.number}] {citation.title} (`{citation.fix_uid}`)" for citation in message.citations]
    if message.citations:
        lines.append("")
    return [*lines, *_quoted(message, language, ties)]


def _quoted(message: Message, language: Language, ties: Ties) -> list[str]:
    """Return what an answer quotes, with its places, as a list."""
    told = [f"- {tie.words(language, ties.picture_number(tie.place.digest))}" for tie in ties.of_answer(message.id)]
    told += [f"- {say('assistant.export_nowhere', language, text=text)}" for text in ties.missing(message.id)]
    return [say("assistant.export_quoted", language), "", *told, ""] if told else []

"""Cases as one HTML file with the covered pictures in it: no script, nothing loaded from anywhere."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from engine.assistant.exports.telling import moment, picture_of, speaker
from engine.assistant.exports.ties import EvidenceOf, Tie, Ties
from engine.domain.conversation import Conversation, Message, Role
from engine.domain.markdown_code import code_in
from engine.domain.picture import RedactedImage
from engine.errors import StoreError
from engine.imaging import encode_png, encode_webp_lossless
from engine.ports import CaseStore
from engine.wording import Language, say

_WEBP_LONGEST_SIDE = 16383
_HEAD = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; max-width: 52rem;
margin: 2rem auto; padding: 0 1rem; color: #1a2530; background: #fff }}
h1 {{ font-size: 1.4rem; border-bottom: 1px solid #c8d2da; padding-bottom: .4rem; margin-top: 3rem }}
section {{ margin: 1.2rem 0; padding: .8rem 1rem; border-radius: 8px; background: #f3f6f8 }}
section.agent {{ background: #e4f1ef }}
.who {{ color: #5a6a78; font-size: .85rem; margin: 0 0 .4rem }}
.text {{ white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 }}
pre {{ background: #fff; border: 1px solid #c8d2da; border-radius: 6px; padding: .6rem; overflow-x: auto }}
figure {{ position: relative; display: inline-block; margin: 0 }}
figcaption {{ color: #5a6a78; font-size: .85rem }}
img {{ max-width: 100%; border: 1px solid #c8d2da; border-radius: 6px; display: block }}
a.place {{ position: absolute; box-sizing: border-box; border: 2px solid #d91e36; border-radius: 2px }}
a.place:target {{ border-width: 4px }}
a.place b {{ position: absolute; right: 100%; bottom: 100%; font: bold 12px system-ui, sans-serif; padding: 0 4px;
color: #fff; background: #d91e36; border-radius: 6px }}
@media (prefers-color-scheme: dark) {{ body {{ background: #151b21; color: #dfe7ed }}
section {{ background: #1f272f }} section.agent {{ background: #17332f }} pre {{ background: #151b21 }} }}
</style></head><body>
"""


def export_html(
    cases: CaseStore,
    conversations: Iterable[Conversation],
    path: Path,
    language: Language,
    evidence_of: EvidenceOf,
) -> None:
    """Write all these cases into one file, piece by piece. Raises StoreError."""
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(page_of(cases, conversations, language, evidence_of))
    except OSError as error:
        raise StoreError("assistant.export_failed", path=path, detail=str(error)) from error


def page_of(
    cases: CaseStore, conversations: Iterable[Conversation], language: Language, evidence_of: EvidenceOf
) -> Iterator[str]:
    """Yield the page piece by piece."""
    yield _HEAD.format(language="zh-CN" if language is Language.ZH else "en", title="Deskside")
    for conversation in conversations:
        yield from _case(cases, conversation, language, evidence_of)
    yield "</body></html>\n"


def _case(cases: CaseStore, conversation: Conversation, language: Language, evidence_of: EvidenceOf) -> Iterator[str]:
    yield f"<h1>{escape(conversation.title)}</h1>\n"
    if conversation.folder:
        yield f'<p class="who">{escape(conversation.folder)}</p>\n'
    if conversation.note:
        yield f'<p class="who">{escape(conversation.note).replace(chr(10), "<br>")}</p>\n'
    if conversation.tags:
        yield f'<p class="who">{escape(" ".join(f"#{tag}" for tag in conversation.tags))}</p>\n'
    messages = cases.messages(conversation.id)
    ties = Ties(messages, evidence_of)
    for message in messages:
        yield from _turn(cases, message, language, ties)


def _turn(cases: CaseStore, message: Message, language: Language, ties: Ties) -> Iterator[str]:
    kind = "agent" if message.role is Role.AGENT else "assistant"
    who = escape(f"{speaker(message, language)}, {moment(message.created_ms)}")
    yield f'<section class="{kind}"><p class="who">{who}</p>\n'
    for attachment in message.attachments:
        picture = picture_of(cases, attachment, language)
        if isinstance(picture, str):
            yield f"<p><em>{escape(picture)}</em></p>\n"
        else:
            yield _picture(picture, attachment.digest, message, language, ties)
    yield _text(message.body)
    for citation in message.citations:
        yield f'<p class="who">[{citation.number}] {escape(citation.title)} ({escape(citation.fix_uid)})</p>\n'
    yield from _quoted(message, language, ties)
    yield "</section>\n"


def _data_uri(picture: RedactedImage) -> str:
    """Return a picture as text; a very long one as PNG, since WebP knows no such sides."""
    is_too_long = max(picture.width, picture.height) > _WEBP_LONGEST_SIDE
    kind, content = ("png", encode_png(picture)) if is_too_long else ("webp", encode_webp_lossless(picture))
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def _picture(picture: RedactedImage, digest: str, message: Message, language: Language, ties: Ties) -> str:
    """Return a picture with boxes where answers quote from it; each box leads to what is said of it."""
    caption = escape(say("assistant.export_picture", language, number=ties.picture_number(digest)))
    size = f'width="{picture.width}" height="{picture.height}" style="height:auto"'
    image = f'<img alt="{caption}" {size} src="{_data_uri(picture)}">'
    case = message.conversation_id
    boxes = "".join(_box(tie, picture, case) for tie in ties.on_picture(digest))
    return f"<figure>{image}{boxes}<figcaption>{caption}</figcaption></figure>\n"


def _box(tie: Tie, picture: RedactedImage, case: int) -> str:
    at = tie.place.region
    shares = {
        "left": at.x / picture.width,
        "top": at.y / picture.height,
        "width": at.width / picture.width,
        "height": at.height / picture.height,
    }
    style = ";".join(f"{side}:{share:.3%}" for side, share in shares.items())
    name = escape(tie.text, quote=True)
    target = f'id="p{case}-{tie.number}" href="#q{tie.answer_id}-{tie.number}"'
    return f'<a class="place" {target} title="{name}" style="{style}"><b>{tie.number}</b></a>'


def _quoted(message: Message, language: Language, ties: Ties) -> Iterator[str]:
    """Yield what an answer quotes, with its places; each leads to its box."""
    found, missing = ties.of_answer(message.id), ties.missing(message.id)
    if not found and not missing:
        return
    case = message.conversation_id
    yield f'<p class="who">{escape(say("assistant.export_quoted", language))}</p>\n<ul class="who">\n'
    for tie in found:
        words = escape(tie.words(language, ties.picture_number(tie.place.digest)))
        yield f'<li><a id="q{tie.answer_id}-{tie.number}" href="#p{case}-{tie.number}">{tie.number}</a> {words}</li>\n'
    for text in missing:
        yield f"<li>⚠ {escape(say('assistant.export_nowhere', language, text=text))}</li>\n"
    yield "</ul>\n"


def _text(body: str) -> str:
    """Return a text as HTML: blocks of code set apart, everything else as it was written."""
    parts: list[str] = []
    place = 0
    for code in code_in(body):
        if code.is_block:
            inner = escape(body[code.inner_start : code.inner_end])
            parts += [_paragraph(body[place : code.start]), f"<pre><code>{inner}</code></pre>\n"]
            place = code.end
    return "".join([*parts, _paragraph(body[place:])])


def _paragraph(text: str) -> str:
    return f'<p class="text">{escape(text.strip())}</p>\n' if text.strip() else ""

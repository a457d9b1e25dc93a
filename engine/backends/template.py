"""Renders the chat template inside a model file, so that nothing in a conversation can pose as markup.

The template never sees what people wrote: each text is replaced by a random placeholder, and put back after
rendering as plain text. So only the template's own text is tokenised with special tokens, and a question that
contains `<|im_end|>` reaches the model as those ten characters.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NoReturn

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.backends.prompt import Pixels, PromptTurn
from engine.domain.conversation import Role
from engine.errors import ModelFileError

_PICTURE_MARKUP = re.compile(r"<\|vision_start\|>(?:<\|image_pad\|>)+<\|vision_end\|>")
_BEGIN_OF_THOUGHT, _END_OF_THOUGHT = "<think>", "</think>"
GAP_AFTER_THOUGHT = "\n\n"
"""What thinking models write between a thought and an answer."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Text of the template itself; special tokens in it count."""

    text: str


@dataclass(frozen=True, slots=True)
class Plain:
    """Text that somebody or the model wrote; nothing in it counts as markup."""

    text: str


Piece = Markup | Plain | Pixels


def render(template: str, turns: Sequence[PromptTurn], *, with_reply_start: bool = True) -> list[Piece]:
    """Return the prompt as pieces in reading order. Raises ModelFileError when the template does not work.

    `with_reply_start` ends the prompt where the assistant begins to write.
    """
    key = secrets.token_hex(16)
    plain: list[str] = []
    pictures: list[Pixels] = []
    messages = [_message(turn, key, plain, pictures) for turn in turns]
    try:
        text = (
            _environment()
            .from_string(template)
            .render(messages=messages, add_generation_prompt=with_reply_start, tools=None, add_vision_id=False)
        )
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise ModelFileError("model.template_unusable", detail=type(error).__name__) from error
    return list(_pieces(text, key, plain, pictures))


@lru_cache(maxsize=4)
def opens_thought(template: str) -> bool:
    """Whether the model begins to write inside a thought. Raises ModelFileError when the template does not work."""
    pieces = render(template, [PromptTurn(Role.AGENT, ("?",))])
    last = pieces[-1] if pieces else None
    return isinstance(last, Markup) and last.text.rstrip().endswith(_BEGIN_OF_THOUGHT)


def begun_reply(template: str, text: str) -> list[Piece]:
    """Return what follows the prompt where a reply is written on: its beginning, behind a thought that is over.

    Raises ModelFileError when the template does not work.
    """
    thought = [Markup(f"\n{_END_OF_THOUGHT}{GAP_AFTER_THOUGHT}")] if opens_thought(template) else []
    return [*thought, Plain(text)]


def _message(turn: PromptTurn, key: str, plain: list[str], pictures: list[Pixels]) -> dict[str, object]:
    content: list[dict[str, str]] = []
    for part in turn.parts:
        if isinstance(part, Pixels):
            pictures.append(part)
            content.append({"type": "image"})
        else:
            plain.append(_without_thoughts(part) if turn.role is Role.ASSISTANT else part)
            content.append({"type": "text", "text": _placeholder(key, len(plain) - 1)})
    if any(item["type"] == "image" for item in content):
        return {"role": turn.role.value, "content": content}
    return {"role": turn.role.value, "content": "".join(item["text"] for item in content)}


def _without_thoughts(answer: str) -> str:
    """Leave out what a thinking model wrote before its answer, as its template would."""
    return answer.rpartition(_END_OF_THOUGHT)[2].lstrip("\n") if _END_OF_THOUGHT in answer else answer


def _pieces(text: str, key: str, plain: Sequence[str], pictures: Sequence[Pixels]) -> Iterator[Piece]:
    waiting = iter(pictures)
    shown: list[int] = []
    drawn = 0
    for i, stretch in enumerate(re.split(f"\ue000{key}:(\\d+)\ue001", text)):
        if i % 2:
            shown.append(int(stretch))
            if plain[int(stretch)]:
                yield Plain(plain[int(stretch)])
            continue
        for j, markup in enumerate(_PICTURE_MARKUP.split(stretch)):
            if j:
                drawn += 1
                picture = next(waiting, None)
                if picture is None:
                    break
                yield picture
            if markup:
                yield Markup(markup)
    if shown != list(range(len(plain))) or drawn != len(pictures):
        raise ModelFileError("model.template_unusable", detail="the template dropped or moved a part")


def _placeholder(key: str, index: int) -> str:
    return f"\ue000{key}:{index}\ue001"


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, autoescape=False, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.globals["raise_exception"] = _refuse
    environment.globals["strftime_now"] = lambda form: datetime.now().astimezone().strftime(form)
    return environment


def _refuse(message: str) -> NoReturn:
    raise TemplateError(message)

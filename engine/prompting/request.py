"""Puts a prompt together so that its beginning stays the same from one turn to the next.

What a model has read it need not read again as long as the prompt begins with the same tokens, and pictures
are what costs most. So the order is: system prompt, then the turns of the case as they were said, each with
its pictures and their text first; only in the last turn, after the pictures, come the fixes (which differ for
every question) and the question. Fixes offered to earlier questions are not repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.domain.answer import ChatRequest, SamplingParams, Turn
from engine.domain.conversation import Role
from engine.domain.knowledge import Passage, without_pictures
from engine.domain.picture import RedactedImage
from engine.prompting.texts import PromptTexts, filled
from engine.wording import Language

SCREEN_CHARS_MAX = 4000
"""Of one picture's text. A full screen of small print has twice as much; the picture itself shows it all."""
FIX_CHARS_MAX = 3000

_CONTROL = re.compile(r"<(?=\||__|/?(?:think|tool_call|tool_response|tools)>)")


def build_request(
    question: str,
    pictures: Sequence[RedactedImage] = (),
    passages: Sequence[Passage] = (),
    history: Sequence[Turn] = (),
    language: Language = Language.EN,
    sampling: SamplingParams | None = None,
    *,
    adapters: Sequence[str] = (),
    config_folder: Path | None = None,
) -> ChatRequest:
    """Return the prompt for a question.

    `history` holds the earlier turns as they were said: an agent's turn is its pictures and the plain
    question. Raises SettingsError when the profile's own prompts cannot be used.
    """
    texts = PromptTexts.read(language, config_folder)
    turns = _opening(texts, history)
    last = _agent_parts(texts, pictures, _picture_count(history), passages, question)
    return ChatRequest((*turns, Turn(Role.AGENT, last)), sampling or SamplingParams(), adapters=tuple(adapters))


def picture_turns(
    pictures: Sequence[RedactedImage],
    language: Language = Language.EN,
    history: Sequence[Turn] = (),
    *,
    config_folder: Path | None = None,
) -> tuple[Turn, ...]:
    """Return the beginning of the prompt that is known before the question is: it can be read ahead.

    `build_request` with the same pictures and history begins with these turns; its last turn has more parts.
    """
    texts = PromptTexts.read(language, config_folder)
    turns = _opening(texts, history)
    parts = tuple(_picture_parts(texts, pictures, _picture_count(history)))
    return (*turns, Turn(Role.AGENT, parts)) if parts else turns


def _opening(texts: PromptTexts, history: Sequence[Turn]) -> tuple[Turn, ...]:
    turns = [Turn(Role.SYSTEM, (texts.system,))]
    for index, turn in enumerate(history):
        text = "\n".join(part for part in turn.parts if isinstance(part, str))
        if turn.role is Role.AGENT:
            pictures = _pictures(turn)
            parts = _agent_parts(texts, pictures, _picture_count(history[:index]), (), text)
            turns.append(Turn(Role.AGENT, parts))
        elif turn.role is Role.ASSISTANT and text.strip():
            turns.append(Turn(Role.ASSISTANT, (_defused(text),)))
    return tuple(turns)


def _agent_parts(
    texts: PromptTexts,
    pictures: Sequence[RedactedImage],
    pictures_before: int,
    passages: Sequence[Passage],
    question: str,
) -> tuple[str | RedactedImage, ...]:
    parts = list(_picture_parts(texts, pictures, pictures_before))
    blocks = []
    if passages:
        offered = "\n\n".join(_fix_block(texts, passage) for passage in passages)
        blocks.append(filled(texts.fixes, text=offered))
    blocks.append(filled(texts.question, text=_defused(question.strip()) or texts.no_question))
    return (*parts, "\n\n".join(blocks))


def _picture_parts(texts: PromptTexts, pictures: Sequence[RedactedImage], before: int) -> Iterator[str | RedactedImage]:
    """Yield the pictures, then one block with what is written on them.

    The block ends in an empty line, so that the border to what follows is a border between tokens.
    """
    yield from pictures
    blocks = [
        filled(texts.screen_text, number=number, text=_fenced(picture.visible_text, texts.cut))
        for number, picture in enumerate(pictures, start=before + 1)
        if picture.visible_text.strip()
    ]
    if blocks:
        yield "\n\n".join(["", *blocks, ""])


def _fix_block(texts: PromptTexts, passage: Passage) -> str:
    body = _shortened(without_pictures(passage.fix.text), FIX_CHARS_MAX, texts.cut)
    title = " ".join(passage.fix.title.split())
    return filled(texts.fix, number=passage.number, title=_defused(title), text=_defused(body))


def _fenced(text: str, cut: str) -> str:
    """Return a text between fences longer than any run of backticks in it, so that it cannot end them."""
    body = _defused(_shortened(text.strip(), SCREEN_CHARS_MAX, cut))
    longest = max((len(run) for run in re.findall("`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{body}\n{fence}"


def _defused(text: str) -> str:
    """Break what the tokeniser would take for the mark of a turn, a picture or a tool, as `<|im_end|>`."""
    return _CONTROL.sub("< ", text)


def _shortened(text: str, limit: int, cut: str) -> str:
    return text if len(text) <= limit else f"{text[:limit].rstrip()}\n{cut}"


def _pictures(turn: Turn) -> tuple[RedactedImage, ...]:
    return tuple(part for part in turn.parts if isinstance(part, RedactedImage))


def _picture_count(turns: Sequence[Turn]) -> int:
    return sum(len(_pictures(turn)) for turn in turns)

"""A request in the words of the OpenAI-compatible servers, and the dialect of each."""

from __future__ import annotations

import base64
import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from engine.domain.answer import ChatRequest, SamplingParams, Turn
from engine.domain.picture import RedactedImage
from engine.imaging import encode_png

_KEPT_PICTURES = 8
_LEAST_TOP_P = 0.001
"""vLLM and SGLang refuse 0."""


class Dialect(StrEnum):
    """Which server it is, as it signs its list of models (`owned_by`)."""

    LLAMA_SERVER = "llamacpp"
    VLLM = "vllm"
    SGLANG = "sglang"
    LLAMA_CPP_PYTHON = "me"
    OTHER = ""

    @classmethod
    def of(cls, owner: object) -> Dialect:
        return cls(owner) if isinstance(owner, str) and owner in set(cls) else cls.OTHER


CAN_CONTINUE = frozenset({Dialect.LLAMA_SERVER, Dialect.VLLM, Dialect.SGLANG})
"""Those that write an assistant's turn on; any other would begin a new one."""


class PictureTexts:
    """Covered pictures as data URIs. A picture of earlier turns is sent again with each question, so some are kept:
    the same text each time, or the server's own cache would not know it again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, str] = OrderedDict()

    def uri(self, picture: RedactedImage) -> str:
        """Return a picture as a PNG in a data URI. Raises TypeError for anything that the redactor has not made."""
        if not isinstance(picture, RedactedImage):
            raise TypeError(f"only a RedactedImage may leave, not {type(picture).__name__}")
        text = self._kept.pop(picture.digest, None)
        if text is None:
            text = "data:image/png;base64," + base64.b64encode(encode_png(picture)).decode("ascii")
        self._kept[picture.digest] = text
        while len(self._kept) > _KEPT_PICTURES:
            self._kept.popitem(last=False)
        return text

    def forget(self) -> None:
        self._kept.clear()


def request_body(
    request: ChatRequest, model: str, dialect: Dialect, uri: Callable[[RedactedImage], str], *, is_plain: bool = False
) -> bytes:
    """Return the JSON of a request. `is_plain` leaves out what is not in everybody's dialect."""
    sampling = request.sampling
    body: dict[str, Any] = {
        "model": model,
        "messages": [_message(turn, uri) for turn in request.turns],
        "stream": True,
        "temperature": sampling.temperature,
        "top_p": max(sampling.top_p, _LEAST_TOP_P),
        "max_tokens": sampling.max_tokens,
        "presence_penalty": sampling.presence_penalty,
        "frequency_penalty": sampling.frequency_penalty,
    }
    if request.continues:
        body["messages"].append({"role": "assistant", "content": request.continues})
        if dialect is not Dialect.LLAMA_SERVER:  # that one goes on with whatever the assistant has begun
            body |= {"continue_final_message": True, "add_generation_prompt": False}
    if sampling.seed >= 0:
        body["seed"] = sampling.seed
    if request.stop:
        body["stop"] = list(request.stop)
    if request.json_schema:
        body["response_format"] = _response_format(request.json_schema, dialect)
    if not is_plain:
        body |= {"stream_options": {"include_usage": True}, "logprobs": True}
        body |= _own_fields(sampling, dialect)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _own_fields(sampling: SamplingParams, dialect: Dialect) -> dict[str, Any]:
    """The fields that each server added to the common ones. What is not sent takes the server's own default."""
    fields: dict[str, Any] = {"min_p": sampling.min_p}
    is_llama = dialect in (Dialect.LLAMA_SERVER, Dialect.LLAMA_CPP_PYTHON)
    if is_llama:
        fields |= {"top_k": sampling.top_k, "repeat_penalty": sampling.repeat_penalty}
    else:
        fields |= {"top_k": sampling.top_k or -1, "repetition_penalty": sampling.repeat_penalty}
    if dialect is Dialect.LLAMA_SERVER:
        # Without a number it sends the 20 likeliest of each token.
        fields |= {"top_logprobs": 1, "return_progress": True, "cache_prompt": True}
    return fields


def _response_format(schema: str, dialect: Dialect) -> dict[str, Any]:
    if dialect is Dialect.LLAMA_CPP_PYTHON:
        return {"type": "json_object", "schema": json.loads(schema)}
    return {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": json.loads(schema)}}


def _message(turn: Turn, uri: Callable[[RedactedImage], str]) -> dict[str, Any]:
    """Texts alone go as one string, which every server takes for every role."""
    if all(isinstance(part, str) for part in turn.parts):
        return {"role": turn.role.value, "content": "".join(map(str, turn.parts))}
    return {"role": turn.role.value, "content": _parts(turn.parts, uri)}


def _parts(parts: Sequence[str | RedactedImage], uri: Callable[[RedactedImage], str]) -> list[dict[str, Any]]:
    return [
        {"type": "text", "text": part}
        if isinstance(part, str)
        else {"type": "image_url", "image_url": {"url": uri(part)}}
        for part in parts
    ]

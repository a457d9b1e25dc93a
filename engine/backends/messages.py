"""The messages between window and model process, and how they become domain values again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from engine.backends.loading import Loading
from engine.backends.prompt import AnswerWishes, Pixels, PromptTurn
from engine.backends.wire import Header, WireError
from engine.domain.answer import (
    BackendEvent,
    BackendNotice,
    ChatRequest,
    GenerationFinished,
    Phase,
    PhaseChanged,
    SamplingParams,
    TextArrived,
    Turn,
)
from engine.domain.conversation import FinishReason, LogProbs, Role, Usage
from engine.domain.notice import Notice, Severity
from engine.domain.picture import RedactedImage
from engine.errors import BackendError, DesksideError, ModelFileError

LOAD, PICTURE, GENERATE, PREPARE, STOP, PING = "load", "picture", "generate", "prepare", "stop", "ping"
PLACED, LOADED, PHASE, TEXT, NOTICE, FINISHED = "placed", "loaded", "phase", "text", "notice", "finished"
FAILED, DONE, PONG = "failed", "done", "pong"

_ERRORS: Mapping[str, type[BackendError]] = {"BackendError": BackendError, "ModelFileError": ModelFileError}


def pictures_of(turns: Sequence[Turn]) -> dict[str, RedactedImage]:
    """The pictures of a prompt by digest."""
    return {part.digest: part for turn in turns for part in turn.parts if isinstance(part, RedactedImage)}


def turns_to_header(turns: Sequence[Turn]) -> list[Header]:
    """Texts go in the header; pictures are named by digest and travel in frames of their own."""
    return [
        {
            "role": turn.role.value,
            "parts": [
                {"picture": part.digest} if isinstance(part, RedactedImage) else {"text": part} for part in turn.parts
            ],
        }
        for turn in turns
    ]


def turns_from_header(rows: object, pictures: Mapping[str, Pixels]) -> list[PromptTurn]:
    """Raises WireError."""
    try:
        return [
            PromptTurn(Role(row["role"]), tuple(_part(part, pictures) for part in row["parts"])) for row in _list(rows)
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise WireError("these are no turns") from error


def _part(part: Header, pictures: Mapping[str, Pixels]) -> str | Pixels:
    return pictures[part["picture"]] if "picture" in part else str(part["text"])


def picture_to_header(picture: RedactedImage) -> Header:
    return {"op": PICTURE, "digest": picture.digest, "width": picture.width, "height": picture.height}


def picture_from_frame(header: Header, payload: bytes) -> Pixels:
    """Raises WireError."""
    try:
        return Pixels(str(header["digest"]), int(header["width"]), int(header["height"]), payload)
    except (KeyError, TypeError, ValueError) as error:
        raise WireError("this is no picture") from error


def sampling_from_header(row: object) -> SamplingParams:
    """Raises WireError."""
    try:
        return SamplingParams(**_mapping(row))
    except TypeError as error:
        raise WireError("this is no sampling") from error


def wishes_to_header(request: ChatRequest) -> Header:
    return {
        "stop": list(request.stop),
        "json_schema": request.json_schema,
        "adapters": list(request.adapters),
        "continues": request.continues,
    }


def wishes_from_header(row: object) -> AnswerWishes:
    """Raises WireError."""
    try:
        values = _mapping(row)
        stop, adapters = (tuple(map(str, _list(values[name]))) for name in ("stop", "adapters"))
        return AnswerWishes(stop, str(values["json_schema"]), adapters, str(values["continues"]))
    except KeyError as error:
        raise WireError("these are no wishes") from error


def load_to_header(weights: Path, projector: Path, loading: Loading) -> Header:
    return {
        "op": LOAD,
        "weights": str(weights),
        "projector": str(projector),
        **asdict(replace(loading, adapters={})),
        "adapters": {name: str(path) for name, path in loading.adapters.items()},
    }


def event_to_header(event: BackendEvent) -> Header:
    match event:
        case PhaseChanged(phase, done, total, seconds_left):
            return {"op": PHASE, "phase": phase.value, "done": done, "total": total, "seconds_left": seconds_left}
        case TextArrived(text):
            return {"op": TEXT, "text": text}
        case BackendNotice(notice):
            return {"op": NOTICE, "severity": notice.severity.value, "key": notice.key, "values": notice.values}
        case GenerationFinished(reason, usage, logprobs):
            sure = asdict(logprobs) if logprobs else None
            return {"op": FINISHED, "reason": reason.value, "usage": asdict(usage), "logprobs": sure}


def event_from_header(header: Header) -> BackendEvent:
    """Raises WireError."""
    try:
        match header.get("op"):
            case "phase":
                left = header["seconds_left"]
                seconds_left = None if left is None else float(left)
                return PhaseChanged(Phase(header["phase"]), int(header["done"]), int(header["total"]), seconds_left)
            case "text":
                return TextArrived(str(header["text"]))
            case "finished":
                sure = header["logprobs"]
                logprobs = None if sure is None else LogProbs(**_mapping(sure))
                return GenerationFinished(FinishReason(header["reason"]), Usage(**_mapping(header["usage"])), logprobs)
            case "notice":
                notice = Notice(Severity(header["severity"]), str(header["key"]), _mapping(header["values"]))
                return BackendNotice(notice)
            case other:
                raise WireError(f"unknown message {other!r}")
    except (KeyError, TypeError, ValueError) as error:
        raise WireError("this is no event") from error


def error_to_header(error: DesksideError) -> Header:
    values = {
        name: value if isinstance(value, int | float | str) else str(value) for name, value in error.values.items()
    }
    kind = "ModelFileError" if isinstance(error, ModelFileError) else "BackendError"
    return {"op": FAILED, "kind": kind, "key": error.key, "values": values, "detail": error.detail}


def error_from_header(header: Header) -> BackendError:
    """Raises WireError."""
    try:
        kind, values = _ERRORS[header["kind"]], _mapping(header["values"])
        return kind(str(header["key"]), detail=str(header["detail"]), **values)
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise WireError("this is no error") from error


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WireError("not an object")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise WireError("not a list")
    return value

"""Copies model files from a folder or a stick: each is checked, and gets its name only when it is whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.backends.catalogue.checking import BLOCK_BYTES, check_size, verdict
from engine.backends.catalogue.manifest import owner_of
from engine.backends.catalogue.room import check_room, unwritable
from engine.backends.gguf_header import read_header
from engine.domain.catalogue import Transfer, TransferStep
from engine.domain.model import ModelFile, ModelManifest
from engine.durable import publish
from engine.errors import ModelFileError
from engine.ports.backend import StopSignal

_DEPTH = 3
"""How many folders deep a stick is searched."""


@dataclass(frozen=True, slots=True)
class _Import:
    """One file on its way: from where, to where, and what it ought to be."""

    source: Path
    target: Path
    known: ModelFile
    size_bytes: int


def add(source: Path, folder: Path, known: Sequence[ModelManifest], stop: StopSignal) -> Iterator[Transfer]:
    """Copy a model file, or all in a folder and the folders in it, into `folder`.

    A known model gets a folder of its own, other files one named like that which they came from: some publishers
    give all their projectors the same name. What is there already is compared, never overwritten.
    Yields progress up to VERIFIED or UNVERIFIED for each file, PAUSED when it was stopped. Raises ModelFileError.
    """
    imports = [_import(path, source, folder, known) for path in _files(source)]
    if not imports:
        raise ModelFileError("model.nothing_to_add", folder=source.name or source)
    check_room(folder, sum(each.size_bytes for each in imports if not each.target.exists()))
    for each in imports:
        if stop.is_set():
            yield Transfer(each.known.name, TransferStep.PAUSED, 0, each.size_bytes)
            return
        yield from _compared(each, stop) if each.target.exists() else _copied(each, stop)


def _files(source: Path) -> list[Path]:
    if not source.is_dir():
        return [source]
    try:
        return sorted(
            path
            for path in source.rglob("*")
            if path.suffix.lower() == ".gguf" and len(path.relative_to(source).parts) <= _DEPTH and path.is_file()
        )
    except OSError as error:
        raise _unreadable(source, error) from error


def _import(path: Path, source: Path, folder: Path, known: Sequence[ModelManifest]) -> _Import:
    read_header(path)
    size_bytes = path.stat().st_size
    owner = owner_of(path.name, known) or _owner_by_digest(path, size_bytes, known)
    if owner is not None:
        manifest, file = owner
        check_size(file, size_bytes)
        return _Import(path, folder / manifest.id / file.name, file, size_bytes)
    place = folder / path.parent.name if source.is_dir() and path.parent.name else folder
    return _Import(path, place / path.name, ModelFile(path.name), size_bytes)


def _owner_by_digest(
    path: Path, size_bytes: int, known: Sequence[ModelManifest]
) -> tuple[ModelManifest, ModelFile] | None:
    """Recognise a renamed file: one that is as long as a published one is compared with its digest."""
    rows = [(manifest, file) for manifest in known for file in manifest.files if file.sha256]
    candidates = [row for row in rows if row[1].size_bytes == size_bytes]
    if not candidates:
        return None
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(path, error) from error
    return next((row for row in candidates if row[1].sha256 == sha256), None)


def _copied(each: _Import, stop: StopSignal) -> Iterator[Transfer]:
    draft = each.target.with_name(each.target.name + ".adding")
    digest, done = hashlib.sha256(), 0
    try:
        check_room(each.target.parent, each.size_bytes)
        with draft.open("wb") as writer:
            for block in _blocks(each.source):
                if stop.is_set():
                    yield Transfer(each.known.name, TransferStep.PAUSED, 0, each.size_bytes)
                    return
                writer.write(block)
                digest.update(block)
                done += len(block)
                yield Transfer(each.known.name, TransferStep.COPYING, done, each.size_bytes)
            writer.flush()
            os.fsync(writer.fileno())
        check_size(ModelFile(each.known.name, each.size_bytes), done)  # a stick may end early without an error
        outcome = verdict(each.known, digest.hexdigest(), done)
        publish(draft, each.target)
        yield outcome
    except OSError as error:
        raise unwritable(each.target.parent, error, each.size_bytes - done) from error
    finally:
        draft.unlink(missing_ok=True)


def _compared(each: _Import, stop: StopSignal) -> Iterator[Transfer]:
    """Go through a file that is there already beside the one to be added: the same one is well, another is refused."""
    digest, done, ours = hashlib.sha256(), 0, each.target.open("rb")
    with ours:
        for block in _blocks(each.source):
            if stop.is_set():
                yield Transfer(each.known.name, TransferStep.PAUSED, 0, each.size_bytes)
                return
            if ours.read(len(block)) != block:
                raise ModelFileError("model.already_there", name=each.target.name)
            digest.update(block)
            done += len(block)
            yield Transfer(each.known.name, TransferStep.VERIFYING, done, each.size_bytes)
        if ours.read(1):
            raise ModelFileError("model.already_there", name=each.target.name)
    yield verdict(each.known, digest.hexdigest(), done)


def _blocks(path: Path) -> Iterator[bytes]:
    """Yield a file's content. Raises ModelFileError when it cannot be read, or not any more."""
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK_BYTES):
                yield block
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> ModelFileError:
    return ModelFileError("model.source_gone", name=path.name or path, detail=str(error))

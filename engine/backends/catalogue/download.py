"""Fetches one file over a connection that may be cut, in a program that may be ended, onto a disk that may be full.

What has arrived stands in `<name>.part`, with a note beside it of what it is part of. The file gets its name only when
size and SHA-256 are as published; one that differs is set aside as `<name>.damaged`, and the next try begins anew.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.backends.catalogue.checking import check_file, check_size
from engine.backends.catalogue.fetching import Body, CutOff, Mirror, NothingLeft, NotThere
from engine.backends.catalogue.lock import held
from engine.backends.catalogue.room import check_room, unwritable
from engine.domain.catalogue import LAST_STEPS, Transfer, TransferStep
from engine.domain.model import ModelFile
from engine.durable import publish
from engine.errors import ModelFileError
from engine.ports.backend import StopSignal

_BLOCK_BYTES = 2**20
_MOST_FAILURES = 6
"""In a row, without a byte in between."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 1.0, 30.0
_POLL_S = 0.1
_MAGIC = b"GGUF"
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|!--|html|head|body|\?xml|meta|script)", re.IGNORECASE)

Wait = Callable[[float, StopSignal], None]


def wait(seconds: float, stop: StopSignal) -> None:
    """Let time pass, but no longer than until `stop`."""
    clock = threading.Event()
    while seconds > 0 and not stop.is_set():
        clock.wait(min(seconds, _POLL_S))
        seconds -= _POLL_S


def part_of(target: Path) -> Path:
    """Return where the beginning of a file stands until it is whole."""
    return target.with_name(target.name + ".part")


def note_of(target: Path) -> Path:
    """Return where it is noted what that beginning is part of."""
    return target.with_name(target.name + ".part.json")


class Download:
    """Fetches one file; iterate to have it done. Ended at any point, a new one goes on from there."""

    def __init__(
        self,
        file: ModelFile,
        target: Path,
        mirror: Mirror,
        addresses: Sequence[str],
        *,
        wait: Wait = wait,
    ) -> None:
        self._file = file
        self._target = target
        self._part = part_of(target)
        self._mirror = mirror
        self._addresses = list(addresses)
        self._wait = wait
        self._total = file.size_bytes

    def run(self, stop: StopSignal) -> Iterator[Transfer]:
        """Yield progress up to VERIFIED, UNVERIFIED or PAUSED. Raises ModelFileError; what arrived is kept."""
        if self._target.exists():
            yield from check_file(self._target, self._file, stop)
            return
        check_room(self._target.parent, max(0, self._file.size_bytes - self._there()))
        with held(self._part):
            yield from self._fetch(stop)
            if stop.is_set():
                yield self._at(TransferStep.PAUSED)
                return
            yield from self._finish(stop)

    def _fetch(self, stop: StopSignal) -> Iterator[Transfer]:
        """Ask until all is there; each cut makes the next wait longer, each byte makes it short again."""
        failures = 0
        while not stop.is_set():
            before = self._there()
            try:
                yield from self._ask(self._addresses[0], stop)
                return
            except CutOff as cut:
                failures = 1 if self._there() > before else failures + 1
                if failures >= _MOST_FAILURES:
                    raise ModelFileError("model.cut_off", host=self._mirror.host, detail=str(cut)) from cut
                yield self._at(TransferStep.WAITING)
                self._wait(cut.pause_s or min(_FIRST_PAUSE_S * 2 ** (failures - 1), _LONGEST_PAUSE_S), stop)
            except NotThere as error:
                self._addresses.pop(0)
                if not self._addresses:
                    raise ModelFileError("model.not_on_mirror", name=self._file.name, host=self._mirror.host) from error
            except NothingLeft as end:
                if self._there() == end.total_bytes and end.total_bytes:
                    return
                self._part.unlink(missing_ok=True)  # more than there ever was, or of another file

    def _ask(self, address: str, stop: StopSignal) -> Iterator[Transfer]:
        """Take one answer up to its end or its cut. Raises what `Mirror.open` raises."""
        note = _Note.read(self._target)
        # Without a validator only the published digest can tell later that both ends belong together.
        may_go_on = self._there() and note is not None and (note.validator or self._file.sha256)
        start = self._there() if may_go_on else 0
        with self._mirror.open(address, start, note.validator if note and start else "") as body:
            if body.total_bytes:
                check_size(self._file, body.total_bytes)
            self._total = body.total_bytes or self._total
            check_room(self._target.parent, max(0, self._total - body.start))
            try:
                with self._part.open("r+b" if body.start else "wb") as part:
                    _Note(body.validator).write(self._target)
                    part.seek(body.start)
                    part.truncate()
                    yield from self._take(body, part, stop)
            except OSError as error:
                raise unwritable(self._target.parent, error, self._total - self._there()) from error
        if not stop.is_set() and self._total and self._there() < self._total:
            raise CutOff("the answer ended too early")

    def _take(self, body: Body, part: BinaryIO, stop: StopSignal) -> Iterator[Transfer]:
        done = body.start
        while not stop.is_set() and (block := body.read(_BLOCK_BYTES)):
            if done == 0 and not block.startswith(_MAGIC[: len(block)]):
                key = "model.web_page" if _WEB_PAGE.match(block) else "model.not_gguf"
                raise ModelFileError(key, host=self._mirror.host, name=self._file.name)
            done += len(block)
            if self._total and done > self._total:
                raise ModelFileError("model.wrong_size", name=self._file.name, expected=self._total, found=done)
            part.write(block)
            yield Transfer(self._file.name, TransferStep.DOWNLOADING, done, self._total)
        part.flush()
        os.fsync(part.fileno())

    def _finish(self, stop: StopSignal) -> Iterator[Transfer]:
        """Read back what stands on the disk; only what is as published gets its name."""
        try:
            for step in check_file(self._part, self._file, stop):
                if step.step in LAST_STEPS and step.step is not TransferStep.PAUSED:
                    publish(self._part, self._target)
                    note_of(self._target).unlink(missing_ok=True)
                yield step
        except ModelFileError as error:
            damaged = self._target.with_name(self._target.name + ".damaged")
            publish(self._part, damaged)
            note_of(self._target).unlink(missing_ok=True)
            raise ModelFileError(
                "model.damaged_download", name=self._file.name, host=self._mirror.host, detail=error.detail
            ) from error
        except OSError as error:
            raise unwritable(self._target.parent, error) from error

    def _there(self) -> int:
        try:
            return self._part.stat().st_size
        except FileNotFoundError:
            return 0

    def _at(self, step: TransferStep) -> Transfer:
        return Transfer(self._file.name, step, self._there(), self._total)


@dataclass(frozen=True, slots=True)
class _Note:
    """What the beginning of a file is part of."""

    validator: str

    @classmethod
    def read(cls, target: Path) -> _Note | None:
        try:
            row = json.loads(note_of(target).read_text(encoding="utf-8"))
            return cls(str(row["validator"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None  # without it the download begins anew

    def write(self, target: Path) -> None:
        draft = note_of(target).with_suffix(".new")
        draft.write_text(json.dumps({"validator": self.validator}), encoding="utf-8")
        draft.replace(note_of(target))  # lost with the power, it costs no more than a download begun anew

"""`ask IMAGE... "question"`: cover the pictures, ask, print the answer."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from dataclasses import asdict
from pathlib import Path

from engine.cli.subparsers import Subparsers
from engine.domain.answer import (
    Answer,
    BackendNotice,
    Finished,
    HandoffAdvised,
    Phase,
    PhaseChanged,
    Started,
    TextArrived,
)
from engine.domain.conversation import FinishReason
from engine.domain.finding import CaseLabels
from engine.domain.notice import Notice
from engine.domain.picture import CaptureOrigin, RedactedImage
from engine.domain.preset import AnswerOptions
from engine.settings import Folders, Settings
from engine.wording import Language, remedy, say

_NO_WHOLE_ANSWER = {FinishReason.REPEATED: "desktop.repeated", FinishReason.THOUGHT: "desktop.only_thought"}


def add_parser(commands: Subparsers) -> None:
    parser = commands.add_parser("ask", help="cover pictures, ask a question about them, print the answer")
    parser.add_argument("words", nargs="*", metavar="IMAGE", help="PNG, JPEG, WebP or BMP; after them the question")
    parser.add_argument(
        "--preset", default="", metavar="NAME", help="a task, see `presets list`; a question may follow"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--case", type=int, metavar="ID", help="go on with a kept case")
    parser.add_argument("--private", action="store_true", help="keep nothing of this case")
    parser.set_defaults(run=run, refuse=parser.error)


def run(options: argparse.Namespace) -> int:
    """Answer and keep the case. Everything found on the pictures is covered; nothing is asked."""
    images, question = _images_and_question(options)
    from engine.assembly import open_engine

    folders = Folders.of_user()
    settings = Settings.load(folders.settings_file)
    if options.preset:  # a wrong name is told before anything is opened
        _check_preset(settings, options)
    engine = open_engine(settings, folders)
    try:
        preset = settings.presets().named(options.preset) if options.preset else None
        labels = CaseLabels()
        if options.case is not None:
            labels = engine.assistant.labels_of(options.case)
        pictures = []
        for path in images:
            capture = engine.assistant.open_picture(path, CaptureOrigin.FILE)
            pictures.append(engine.redactor.cover(capture, engine.redactor.plan(capture, labels)))
        events = engine.assistant.ask(
            question,
            pictures,
            conversation_id=options.case,
            labels=labels,
            options=AnswerOptions(options.language, engine.settings.sampling(), engine.settings.adapters(), preset),
            stop=threading.Event(),
            is_private=options.private,
        )
        conversation_id, answer = 0, None
        for event in events:
            if isinstance(event, Started):
                conversation_id = event.conversation_id
            elif isinstance(event, Finished):
                answer = event.answer
            else:
                _show_progress(event, options.language)
        assert answer is not None
        _print_answer(options, conversation_id, answer, pictures)
        return 0
    finally:
        engine.close()


def _images_and_question(options: argparse.Namespace) -> tuple[list[Path], str]:
    """Tell the pictures from the question: it comes last, and only a preset can do without it."""
    *images, question = options.words or [""]
    if Path(question).is_file():
        if not options.preset:
            options.refuse("the last argument is a file: the question is missing")
        images, question = options.words, ""
    if not question.strip() and not options.preset:
        options.refuse("the question is missing")
    if not question.strip() and not images and options.case is None:
        options.refuse("a preset needs a picture, a question or a case")
    return [Path(image) for image in images], question


def _check_preset(settings: Settings, options: argparse.Namespace) -> None:
    """Raise SettingsError where there is no such preset; a damaged one may be the one that is meant."""
    presets = settings.presets()
    for error in presets.damaged:
        print(error.message(options.language), error.remedy(options.language), sep="\n", file=sys.stderr)
    presets.named(options.preset)


def _show_progress(event: object, language: Language) -> None:
    """Tell a person at a terminal what is going on; keep logs and pipes quiet."""
    if isinstance(event, BackendNotice):
        _print_notice(event.notice, language)
    elif isinstance(event, HandoffAdvised):
        print(say(event.reason, language), file=sys.stderr)
    elif isinstance(event, PhaseChanged) and event.phase is not Phase.WRITING and sys.stderr.isatty():
        print(f"\r{event.phase}: {event.done}/{event.total or '?'}   ", end="", file=sys.stderr)
    elif isinstance(event, TextArrived) and sys.stderr.isatty():
        print(event.text, end="", file=sys.stderr, flush=True)


def _print_notice(notice: Notice, language: Language) -> None:
    """Say what the model has to say about itself, and what can be done about it."""
    for text in (say(notice.key, language, **notice.values), remedy(notice.key, language, **notice.values)):
        if text:
            print(text, file=sys.stderr)


def _print_answer(
    options: argparse.Namespace, conversation_id: int, answer: Answer, pictures: list[RedactedImage]
) -> None:
    if key := _NO_WHOLE_ANSWER.get(answer.reason):
        print(say(key, options.language), file=sys.stderr)
    if not options.json:
        print(answer.text)
        for citation in answer.citations:
            print(f"[{citation.number}] {citation.title} ({citation.fix_uid})")
        return
    usage = {**asdict(answer.usage), "tokens_per_second": round(answer.usage.tokens_per_second, 2)}
    result = {
        "case": conversation_id,
        "answer": answer.text,
        "finish_reason": answer.reason.value,
        "citations": [
            {"number": citation.number, "fix": citation.fix_uid, "title": citation.title}
            for citation in answer.citations
        ],
        "guard_notes": list(answer.guard_notes),
        "model": answer.usage.model or None,
        "preset": answer.usage.preset or None,
        "usage": usage,
        "pictures": [
            {
                "digest": picture.digest,
                "covered": [mask.finding.entity_type.value for mask in picture.masks if mask.is_covered],
            }
            for picture in pictures
        ],
    }
    print(json.dumps(result, ensure_ascii=False, indent=2))

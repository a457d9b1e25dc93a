"""Cases in open formats: Markdown with the covered pictures beside it, HTML in one file, and JSON lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.assistant.exports.everything import export_everything
from engine.assistant.exports.html import export_html, page_of
from engine.assistant.exports.markdown import export_markdown
from engine.assistant.exports.ties import evidence_from
from engine.ports import CaseStore, FixStore
from engine.wording import Language

FORMATS = (".md", ".html", ".jsonl")


def export_case(
    cases: CaseStore, fixes: FixStore, conversation_id: int, path: Path, language: Language = Language.EN
) -> None:
    """Write a case; the end of the name says in which format, Markdown unless it says otherwise. Raises StoreError.

    What answers quote is tied to its places, in the formats that people read.
    """
    evidence_of = evidence_from(cases, fixes)
    match path.suffix.lower():
        case ".html" | ".htm":
            export_html(cases, [cases.conversation(conversation_id)], path, language, evidence_of)
        case ".jsonl":
            cases.export_lines(path, [conversation_id])
        case _:
            export_markdown(cases, conversation_id, path, language, evidence_of)
    _record(cases, conversation_id)


def case_page(cases: CaseStore, fixes: FixStore, conversation_id: int, language: Language = Language.EN) -> str:
    """Return a case as a web page, for those who make something else of it. It counts as an export."""
    page = "".join(page_of(cases, [cases.conversation(conversation_id)], language, evidence_from(cases, fixes)))
    _record(cases, conversation_id)
    return page


def export_cases(
    cases: CaseStore, fixes: FixStore, numbers: Sequence[int], path: Path, language: Language = Language.EN
) -> None:
    """Write several cases into one file: JSON lines where its name says so, else a web page. Raises StoreError."""
    if path.suffix.lower() == ".jsonl":
        cases.export_lines(path, numbers)
    else:
        chosen = [cases.conversation(number) for number in numbers]
        export_html(cases, chosen, path, language, evidence_from(cases, fixes))
    cases.record("cases.exported", f"{len(numbers)} cases")


def _record(cases: CaseStore, conversation_id: int) -> None:
    cases.record("case.exported", f"case {conversation_id}" if conversation_id > 0 else "a private case")


__all__ = ["FORMATS", "case_page", "export_case", "export_cases", "export_everything", "export_markdown"]

"""All cases and fixes in a folder, in every open format: for reading, for other programs, for coming back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from engine.assistant.exports.html import export_html
from engine.assistant.exports.markdown import export_markdown
from engine.assistant.exports.telling import all_cases
from engine.assistant.exports.ties import EvidenceOf, evidence_from
from engine.errors import StoreError
from engine.knowledge import write_folder
from engine.ports import CaseStore, FixStore
from engine.wording import Language

_UNSAFE = re.compile(r"[^\w\-]+")


def export_everything(
    cases: CaseStore,
    fixes: FixStore,
    folder: Path,
    language: Language = Language.EN,
    kinds: tuple[str, ...] = ("markdown", "html", "jsonl"),
    told: Callable[[int], None] = lambda _count: None,
) -> int:
    """Write everything into a folder that is new or empty; returns how many cases. Raises StoreError, KnowledgeError.

    `cases/` has Markdown with pictures, `cases.html` all of it in one file, `cases.jsonl` what `import` reads, `fixes/`
    the fixes. `told` hears how many cases have been written as Markdown.
    """
    evidence_of = evidence_from(cases, fixes)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StoreError("assistant.export_folder_used", folder=folder)
        count = _as_markdown(cases, folder / "cases", language, told, evidence_of) if "markdown" in kinds else 0
    except OSError as error:
        raise StoreError("assistant.export_failed", path=folder, detail=str(error)) from error
    if "html" in kinds:
        export_html(cases, all_cases(cases), folder / "cases.html", language, evidence_of)
    if "jsonl" in kinds:
        count = cases.export_lines(folder / "cases.jsonl", None)
    if kept := fixes.fixes():
        shown = [digest for fix in kept for digest in fix.picture_digests]
        write_folder(kept, folder / "fixes", fixes.fix_pictures(shown))
    cases.record("everything.exported", f"{count} cases")
    return count


def _as_markdown(
    cases: CaseStore, folder: Path, language: Language, told: Callable[[int], None], evidence_of: EvidenceOf
) -> int:
    folder.mkdir(mode=0o700)
    count = 0
    for count, case in enumerate(all_cases(cases), start=1):
        name = _UNSAFE.sub(" ", case.title).strip()[:60].strip() or "case"
        export_markdown(cases, case.id, folder / f"{case.id:05} {name}.md", language, evidence_of)
        told(count)
    return count

"""Finds what is sensitive in a text with all recognizers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers import REGISTRY
from engine.redaction.words.normal import NormalText

COVERED = "█"
"""Stands for a character that is covered: no recognizer takes it for a part of a value."""

_KINDS = "|".join(sorted((kind.value.replace("_", " ") for kind in EntityType), key=len, reverse=True))
_OWN_LABEL = re.compile(rf"\[(?:{_KINDS})(?: \d{{1,4}})?\]")


def find_in_text(text: str) -> list[TextFinding]:
    """Return what is sensitive in a text of one or more lines, by position, without overlaps.

    Labels such as `[EMAIL 1]` that an earlier covering left are not looked into.
    """
    normal = NormalText.of(text)
    searched = _OWN_LABEL.sub(lambda match: COVERED * len(match.group()), normal.text)
    found = [finding for recognizer in REGISTRY for finding in recognizer(searched)]
    placed = []
    for finding in without_overlaps(_trimmed(searched, finding) for finding in found):
        start, end = normal.in_source(finding.start, finding.end)
        placed.append(replace(finding, start=start, end=end))
    return placed


def without_overlaps(findings: Iterable[TextFinding]) -> list[TextFinding]:
    """Merge findings that overlap: what one of them covers stays covered, and the surest names the kind."""
    merged: list[TextFinding] = []
    for finding in sorted(findings, key=lambda each: (each.start, -each.end)):
        if finding.start >= finding.end:
            continue
        if merged and finding.start < merged[-1].end:
            last = merged[-1]
            surest = max(last, finding, key=lambda each: (each.score, each.end - each.start))
            merged[-1] = replace(surest, start=last.start, end=max(last.end, finding.end))
        else:
            merged.append(finding)
    return merged


def _trimmed(text: str, finding: TextFinding) -> TextFinding:
    """Leave white space at the ends out."""
    value = text[finding.start : finding.end]
    start = finding.start + len(value) - len(value.lstrip())
    return replace(finding, start=start, end=finding.end - len(value) + len(value.rstrip()))

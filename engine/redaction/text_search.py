"""Finds what is sensitive in a text with all recognizers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from engine.domain.finding import TextFinding
from engine.redaction.normal import NormalText
from engine.redaction.recognizers import REGISTRY


def find_in_text(text: str) -> list[TextFinding]:
    """Return what is sensitive in a text of one or more lines, by position, without overlaps."""
    normal = NormalText.of(text)
    found = [finding for recognizer in REGISTRY for finding in recognizer(normal.text)]
    placed = []
    for finding in without_overlaps(found):
        start, end = normal.in_source(finding.start, finding.end)
        placed.append(replace(finding, start=start, end=end))
    return placed


def without_overlaps(findings: Iterable[TextFinding]) -> list[TextFinding]:
    """Merge findings that overlap: everything that one of them covers stays covered; the surest names the kind."""
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

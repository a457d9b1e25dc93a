"""How much of what is private is found, and how much else is lost, in texts and on screens that nothing was tuned on.

The texts and the screens are made by `tests/texts` and `tests/screens`, so this runs from a source checkout only.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from engine.domain.finding import TextFinding
from engine.redaction import find_in_text

if TYPE_CHECKING:
    from tests.texts.corpus import LabelledText, Part, Span

Row = tuple[str, float, str]
Finder = Callable[[str], Sequence[TextFinding]]
_COVERED_ENOUGH = 0.9


def rows(part: Part = "measure") -> list[Row]:
    """Measure the part and return (name, value, unit)."""
    return text_rows(part)


def text_rows(part: Part, find: Finder = find_in_text) -> list[Row]:
    """Recall by type, macro recall and false alarms on the labelled texts of a part."""
    from tests.texts.corpus import ordinary_texts, private_texts

    private, ordinary = private_texts(part), ordinary_texts(part)
    typed: dict[str, list[bool]] = defaultdict(list)
    hidden: list[bool] = []
    stray = alarms = 0
    started = time.process_time()
    for text in private:
        found = find(text.text)
        for span in text.spans:
            typed[span.entity_type].append(is_found(span, found, of_its_type=True))
            hidden.append(is_found(span, found, of_its_type=False))
        alarms += len(found)
        stray += sum(not touches_any(each, text) for each in found)
    seconds = time.process_time() - started
    lines = sum(text.text.count("\n") + 1 for text in private)
    recall = {kind: sum(hits) / len(hits) for kind, hits in typed.items()}
    measured = [(f"texts, recall {kind}", value, "") for kind, value in sorted(recall.items())]
    return [
        *measured,
        ("texts, values hidden under any type", sum(hidden) / len(hidden), ""),
        ("texts, recall", sum(map(sum, typed.values())) / len(hidden), ""),
        ("texts, macro recall over types", sum(recall.values()) / len(recall), ""),
        ("texts, false alarms among findings", stray / max(1, alarms), ""),
        ("support prose, share of texts with a false alarm", sum(bool(find(t.text)) for t in ordinary) / len(ordinary), ""),
        ("texts, processor time a line", seconds / lines * 1000, "ms"),
    ]


def is_found(span: Span, found: Sequence[TextFinding], *, of_its_type: bool) -> bool:
    """Whether findings cover nearly all characters of the value, and one that does so has its type."""
    touching = [each for each in found if each.start < span.end and each.end > span.start]
    covered = {i for each in touching for i in range(max(each.start, span.start), min(each.end, span.end))}
    is_hidden = len(covered) >= _COVERED_ENOUGH * (span.end - span.start)
    return is_hidden and (not of_its_type or any(each.entity_type == span.entity_type for each in touching))


def touches_any(finding: TextFinding, text: LabelledText) -> bool:
    return any(finding.start < span.end and finding.end > span.start for span in text.spans)

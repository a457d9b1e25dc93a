"""How well fixes are found: questions in users' words over a desk's collection of a thousand fixes.

The questions were written from the trouble's point of view: those of `work` and `measure` by who wrote the fixes,
without them at hand, those of the strangers' parts by somebody who saw only their titles. Of the parts `measure`
and `strangers_measure` only the figures were looked at while the ranking was made.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.domain.knowledge import CannedFix
from engine.knowledge import FixIndex, read_folder
from engine.wording import RESOURCES, Language

Row = tuple[str, float, str]

_OFFERED = 3
_PARTS = ("work", "measure", "strangers", "strangers_measure", "strangers2", "strangers2_measure")


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, and the fixes any of which is right; none where nothing should be offered."""

    language: Language
    part: str
    ask: str
    fixes: tuple[str, ...]
    screen: str = ""


def rows() -> list[Row]:
    """Measure over the whole collection. Wall times."""
    fixes = [*read_folder(RESOURCES / "fixes"), *desk_fixes()]
    started = time.perf_counter()
    index = FixIndex(fixes)
    built_ms = (time.perf_counter() - started) * 1000
    figures: list[Row] = [("fixes: in the collection", len(index), ""), ("fixes: build the index", built_ms, "ms")]
    asked = questions()
    for part in dict.fromkeys(question.part for question in asked):
        for languages in (*((language,) for language in Language), tuple(Language)):
            theirs = [each for each in asked if each.part == part and each.language in languages and each.fixes]
            ranks = [rank(index, question) for question in theirs]
            name = f"fixes: {part}, {' and '.join(languages)}, {len(theirs)} questions"
            figures.append((f"{name}, hit@1", share(ranks, 1), ""))
            figures.append((f"{name}, hit@{_OFFERED}", share(ranks, _OFFERED), ""))
    others = [bool(index.suggest(each.ask, language=each.language)) for each in asked if not each.fixes]
    figures.append((f"fixes: {len(others)} questions about something else, offered one", sum(others) / len(others), ""))
    started = time.perf_counter()
    for question in asked:
        rank(index, question)
    figures.append(("fixes: a suggestion", (time.perf_counter() - started) * 1000 / len(asked), "ms"))
    return figures


def questions() -> list[Question]:
    """Return all questions, with those about something else."""
    table = tomllib.loads((RESOURCES / "bench" / "questions.toml").read_text(encoding="utf-8"))
    return [
        Question(language, part, row["ask"], tuple(row["fixes"]), row.get("screen", ""))
        for part in _PARTS
        for language in Language
        for row in table[part][language.value]
    ]


def desk_fixes() -> Iterator[CannedFix]:
    """Make the collection of a desk: every trouble of every product."""
    table = tomllib.loads((RESOURCES / "bench" / "desk.toml").read_text(encoding="utf-8"))
    for product, names in table["products"].items():
        for trouble, texts in table["troubles"].items():
            own = table["messages"].get(product, {}).get(trouble, "")
            for language, name, aliases in zip(Language, names, table["aliases"][product], strict=True):
                steps = enumerate(texts[f"steps_{language.value}"], start=1)
                yield CannedFix(
                    uid=f"{product}-{trouble}",
                    language=language,
                    title=texts[language.value].format(p=name),
                    body="\n".join(f"{number}. {step.format(p=name)}" for number, step in steps),
                    category=name,
                    product=name,
                    tags=tuple(aliases.split(", ")),
                    symptoms=(*texts[f"symptoms_{language.value}"], *filter(None, own.split("; "))),
                )


def rank(index: FixIndex, question: Question) -> int:
    """Return at which place the first right fix is offered; 0 where none is."""
    offered = index.suggest(question.ask, question.screen, language=question.language, limit=_OFFERED)
    return min((passage.number for passage in offered if passage.fix.uid in question.fixes), default=0)


def share(ranks: Sequence[int], place: int) -> float:
    """Return the share of questions whose fix stands at this place or before it."""
    return sum(0 < each <= place for each in ranks) / len(ranks)

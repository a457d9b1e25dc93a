"""The fixes that come with Deskside: whole, in both languages, and found by questions in other words."""

import re
import tomllib
from collections import Counter, defaultdict
from typing import Any

import pytest

from engine.domain.knowledge import CannedFix
from engine.domain.placeholders import placeholders
from engine.knowledge import FixIndex, read_folder
from engine.wording import RESOURCES, Language


@pytest.fixture(scope="module")
def fixes() -> list[CannedFix]:
    return read_folder(RESOURCES / "fixes")


@pytest.fixture(scope="module")
def questions() -> dict[str, list[dict[str, Any]]]:
    """Those that were asked of these fixes alone."""
    table = tomllib.loads((RESOURCES / "bench" / "questions.toml").read_text(encoding="utf-8"))
    known = {fix.uid for fix in read_folder(RESOURCES / "fixes")}
    return {name: [row for row in rows if known.issuperset(row["fixes"])] for name, rows in table["work"].items()}


def test_there_are_many_and_each_is_there_in_both_languages(fixes: list[CannedFix]) -> None:
    languages = defaultdict(set)
    for fix in fixes:
        languages[fix.uid].add(fix.language)
    assert len(languages) >= 80
    assert [uid for uid, known in languages.items() if known != set(Language)] == []


def test_both_languages_agree_on_everything_but_words(fixes: list[CannedFix]) -> None:
    def facts(fix: CannedFix) -> tuple[object, ...]:
        blanks = {blank.name for blank in placeholders(fix.body)}
        blocks = len(re.findall(r"^\s*```", fix.body, re.MULTILINE))
        steps = len(re.findall(r"^\d+\. ", fix.body, re.MULTILINE))
        return fix.error_codes, fix.product, fix.os, fix.shortcut, blanks, blocks, steps

    variants: dict[str, list[CannedFix]] = defaultdict(list)
    for fix in fixes:
        variants[fix.uid].append(fix)
    assert [uid for uid, (one, other) in variants.items() if facts(one) != facts(other)] == []


def test_each_has_steps_symptoms_and_a_place_to_hand_off(fixes: list[CannedFix]) -> None:
    for fix in fixes:
        assert len(re.findall(r"^\d+\. ", fix.body, re.MULTILINE)) >= 3, fix.uid
        assert len(fix.symptoms) >= 3, fix.uid
        assert fix.category, fix.uid
        assert fix.tags, fix.uid
        assert "**Hand off**" in fix.body or "**需要转交**" in fix.body, fix.uid


def test_shortcuts_are_unique(fixes: list[CannedFix]) -> None:
    counts = Counter(fix.shortcut for fix in fixes)
    assert [shortcut for shortcut, count in counts.items() if count != len(Language) or not shortcut] == []


@pytest.mark.parametrize(("language", "first", "among_three"), [(Language.EN, 0.95, 0.98), (Language.ZH, 0.93, 0.98)])
def test_questions_in_other_words_find_their_fix(
    fixes: list[CannedFix],
    questions: dict[str, list[dict[str, Any]]],
    language: Language,
    first: float,
    among_three: float,
) -> None:
    index = FixIndex(fixes)
    asked = [row for row in questions[language.value] if row["fixes"]]
    ranks = []
    for row in asked:
        offered = index.suggest(row["ask"], row.get("screen", ""), language=language)
        assert all(passage.fix.language is language for passage in offered)
        hits = [passage.number for passage in offered if passage.fix.uid in row["fixes"]]
        ranks.append(min(hits, default=0))
    assert len(asked) >= 60
    assert ranks.count(1) / len(asked) >= first
    assert sum(rank > 0 for rank in ranks) / len(asked) >= among_three


def test_little_is_offered_for_questions_about_something_else(
    fixes: list[CannedFix], questions: dict[str, list[dict[str, Any]]]
) -> None:
    index = FixIndex(fixes)
    offered = [
        bool(index.suggest(row["ask"], language=language))
        for language in Language
        for row in questions[language.value]
        if not row["fixes"]
    ]
    assert len(offered) >= 24
    assert sum(offered) / len(offered) <= 0.2

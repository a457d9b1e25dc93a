"""The learned tagger adds to the rules, takes nothing away, leaves ordinary words alone, and can be missing."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from engine.domain.finding import CaseLabels, EntityType
from engine.domain.picture import Capture, CaptureOrigin, Picture
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction import ScreenRedactor
from engine.redaction.screen_search import find_on_screen
from engine.redaction.tagger.learned import TAGGER_MODEL, LearnedTagger, shipped_tagger
from engine.redaction.tagger.tagger_input import MOST_SPANS, SignTable, parts_of
from engine.wording import Language, remedy, say

_ERRORS = """The print spooler service stopped unexpectedly.
Error code 0x80070005: Access is denied.
Windows could not install update KB5034441.
Event ID 7034, source Service Control Manager
The connection to 127.0.0.1 port 3389 timed out after 30 seconds.
Subnet mask 255.255.255.0
Version 10.0.19045.4046, released 12 March 2024
Please restart the computer and try again.
The file cannot be opened because it is used by another program.
打印机脱机，请检查网线后重试。
更新失败，错误代码 0x800F0922，请联系管理员。
服务已停止，正在重新启动。"""


def span(text: str, x: int, y: int) -> TextSpan:
    wide = [9 if sign < "⺀" else 16 for sign in text]
    edges = tuple(x + sum(wide[:place]) for place in range(len(text) + 1))
    return TextSpan(text, Region(x, y, sum(wide), 16), 0.99, edges)


def rows(*texts: str, x: int = 20, y: int = 20, step: int = 30) -> list[TextSpan]:
    return [span(text, x, y + step * number) for number, text in enumerate(texts)]


class ReaderOf:
    """Reads the given spans whatever the picture shows."""

    def __init__(self, *spans: TextSpan) -> None:
        self._spans = spans

    def read(self, picture: Picture) -> Sequence[TextSpan]:
        return self._spans

    def forget(self) -> None:
        """Remembers nothing."""


def white() -> Capture:
    return Capture(900, 600, b"\xff" * (900 * 600 * 3), CaptureOrigin.PASTE)


def test_what_the_rules_find_is_still_found_with_the_tagger() -> None:
    spans = rows("Name: Anna Schmidt", "a.schmidt@clinic.example", "+44 20 7946 0958", "User: mkowalski")
    alone = find_on_screen(spans)
    together = find_on_screen(spans, tagger=shipped_tagger())
    for finding in alone:
        assert any(finding.region.intersection(other.region) == finding.region for other in together)


def test_logins_without_a_label_are_found_that_the_rules_miss() -> None:
    spans = rows("On shift tonight", "netadmin", "tlokh3", "hdesk.imran", "pruw_k", "Reset password")
    spans += rows("Queue", "Open", "Open", "Closed", "Open", x=300)
    logins = {"netadmin", "tlokh3", "hdesk.imran", "pruw_k"}
    assert not logins & {finding.value for finding in find_on_screen(spans)}
    assert {finding.value for finding in find_on_screen(spans, tagger=shipped_tagger())} == logins


@pytest.mark.parametrize("text", _ERRORS.splitlines())
def test_errors_and_ordinary_sentences_are_left_alone(text: str) -> None:
    spans = rows(*_ERRORS.splitlines())
    found = [spans[number].text[each.start : each.end] for number, each in shipped_tagger().find(spans, {})]
    assert not [value for value in found if value in text]


def test_what_is_known_is_not_found_again() -> None:
    spans = rows("Name: Anna Schmidt", "User: mkowalski")
    known = {0: [(6, 18, EntityType.PERSON)], 1: [(6, 15, EntityType.USERNAME)]}
    for number, each in shipped_tagger().find(spans, known):
        assert not any(each.start < end and start < each.end for start, end, _ in known.get(number, ()))


def test_without_its_model_the_rules_go_on_and_the_agent_is_told(tmp_path: Path) -> None:
    redactor = ScreenRedactor(ReaderOf(*rows("a.b@x.example")), tagger=LearnedTagger(tmp_path / "none.onnx"))
    plan = redactor.plan(white(), CaseLabels())
    assert [mask.finding.entity_type for mask in plan.masks] == [EntityType.EMAIL]
    (remark,) = plan.remarks
    for language in Language:
        assert say(remark.key, language)
        assert remedy(remark.key, language)


def test_a_damaged_model_is_as_good_as_none(tmp_path: Path) -> None:
    broken = tmp_path / "tagger.onnx"
    broken.write_bytes(TAGGER_MODEL.read_bytes()[:5000])
    tagger = LearnedTagger(broken)
    assert list(tagger.find(rows("a.b@x.example"), {})) == []
    assert tagger.is_missing


def test_with_its_model_there_is_no_such_notice() -> None:
    plan = ScreenRedactor(ReaderOf(*rows("a.b@x.example"))).plan(white(), CaseLabels())
    assert plan.remarks == ()


def test_dense_screens_are_looked_at_in_parts() -> None:
    spans = [span(f"cell {row}-{column}", 90 * column, 20 * row) for row in range(100) for column in range(10)]
    parts = list(parts_of(spans, SignTable("abc"), {}))
    assert sorted(number for part in parts for number in part.numbers) == list(range(1000))
    assert max(len(part.numbers) for part in parts) <= MOST_SPANS


def test_four_hundred_texts_cost_little() -> None:
    spans = [span(f"item {row} {column}", 90 * column, 20 * row) for row in range(40) for column in range(10)]
    list(shipped_tagger().find(spans, {}))
    started = time.process_time()
    list(shipped_tagger().find(spans, {}))
    assert time.process_time() - started < 0.3


def test_a_screen_that_has_not_changed_is_not_worked_on_again(monkeypatch: pytest.MonkeyPatch) -> None:
    spans = rows("On shift tonight", "netadmin", "tlokh3", "hdesk.imran", "pruw_k", "Reset password")
    tagger = LearnedTagger()
    first = list(tagger.find(spans, {}))
    monkeypatch.setattr("engine.redaction.tagger.learned.parts_of", lambda *_: pytest.fail("worked on again"))
    assert list(tagger.find(list(spans), {})) == first

"""Ways in which a plan could be bent so that a secret stays, each of which was open once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.domain.finding import (
    CaseLabels,
    EntityType,
    Finding,
    FindingSource,
    RedactionPlan,
)
from engine.domain.region import Region, is_within
from engine.domain.rules import RedactionRules, Treatment, allow_list
from engine.domain.text import TextSpan
from engine.errors import Blocked
from engine.redaction import ScreenRedactor
from engine.settings import Folders
from tests.unit.redaction.readers import ReaderOf, span, white

EMAIL = "a.b@x.example"


def redactor_of(*spans: TextSpan, rules: RedactionRules | None = None) -> ScreenRedactor:
    return ScreenRedactor(ReaderOf(*spans), rules=lambda: rules or RedactionRules())


def test_an_own_box_that_was_opened_again_is_no_hole() -> None:
    redactor, capture = redactor_of(span(EMAIL, 10, 10)), white()
    everything = Finding(EntityType.AGENT_MARK, Region(0, 0, 600, 200), 1.0, source=FindingSource.AGENT)
    plan = RedactionPlan(capture.id).with_added(everything).with_covered(0, False)
    image = redactor.cover(capture, plan)
    assert "@" not in image.visible_text
    assert all(mask.is_covered for mask in image.masks)


def test_an_open_place_made_larger_is_no_hole_for_other_kinds() -> None:
    redactor, capture = redactor_of(span(EMAIL, 10, 10), span("Password: hunter2x", 10, 90)), white()
    plan = RedactionPlan(capture.id).with_added(
        Finding(EntityType.EMAIL, Region(0, 0, 600, 200), 1.0, source=FindingSource.TEXT)
    )
    text = redactor.cover(capture, plan.with_covered(0, False)).visible_text
    assert EMAIL in text
    assert "hunter2x" not in text


def test_opening_one_place_leaves_the_same_value_covered_elsewhere() -> None:
    redactor, capture = redactor_of(span(EMAIL, 10, 10), span(f"To: {EMAIL}", 10, 90)), white()
    plan = redactor.plan(capture, CaseLabels())
    assert len(plan.masks) == 2
    assert redactor.cover(capture, plan.with_covered(0, False)).visible_text.count(EMAIL) == 1


def test_a_plan_for_another_capture_is_refused() -> None:
    with pytest.raises(ValueError, match="another capture"):
        redactor_of().cover(white(), RedactionPlan("other"))


def test_the_masks_of_the_result_are_as_they_were_painted() -> None:
    redactor, capture = redactor_of(span(EMAIL, 20, 20)), white(was_jpeg=True)
    plan = redactor.plan(capture, CaseLabels())
    (mask,) = redactor.cover(capture, plan).masks
    assert mask.region != plan.masks[0].region
    assert is_within(plan.masks[0].region, [mask.region])


@pytest.mark.parametrize("bent", ["opened", "shrunk", "moved", "removed"])
def test_what_the_policy_wants_covered_cannot_be_left_in_any_way(bent: str) -> None:
    rules = RedactionRules(always_covered=frozenset({EntityType.EMAIL}))
    redactor, capture = redactor_of(span(EMAIL, 10, 10), rules=rules), white()
    plan = redactor.plan(capture, CaseLabels())
    region = plan.masks[0].region
    plans = {
        "opened": replace(plan, masks=(replace(plan.masks[0], is_covered=False),)),
        "shrunk": plan.with_region(0, Region(region.x, region.y, region.width // 2, region.height)),
        "moved": plan.with_region(0, region.moved(0, 60)),
        "removed": plan.without(0),
    }
    assert plan.with_covered(0, False) is plan
    with pytest.raises(Blocked, match="EMAIL") as caught:
        redactor.cover(capture, plans[bent])
    assert EMAIL not in str(caught.value)
    assert "@" not in redactor.cover(capture, plan).visible_text


def test_kinds_are_covered_asked_about_or_left_as_the_site_wants() -> None:
    rules = RedactionRules({EntityType.EMAIL: Treatment.LEAVE, EntityType.PHONE: Treatment.ASK})
    redactor, capture = redactor_of(span(EMAIL, 10, 10), span("13800138000", 10, 90), rules=rules), white()
    email, phone = (plan := redactor.plan(capture, CaseLabels())).masks
    assert (email.is_covered, email.is_asked) == (False, False)
    assert (phone.is_covered, phone.is_asked) == (True, True)
    assert plan.asked == (1,)
    text = redactor.cover(capture, plan).visible_text
    assert EMAIL in text
    assert "138" not in text
    assert redactor.cover_text(f"{EMAIL} 13800138000", CaseLabels()).text == f"{EMAIL} [PHONE 1]"


def test_a_policy_is_stronger_than_a_setting_and_a_list() -> None:
    rules = RedactionRules(
        {EntityType.EMAIL: Treatment.LEAVE}, frozenset({EntityType.EMAIL}), allow_list([EMAIL, "# a note", ""])
    )
    redactor, capture = redactor_of(span(EMAIL, 10, 10), rules=rules), white()
    (mask,) = redactor.plan(capture, CaseLabels()).masks
    assert mask.is_covered


def test_the_own_hotline_stays_readable_and_other_numbers_do_not() -> None:
    rules = RedactionRules(allowed=allow_list(["+86 138 0013 8000"]))
    reader = (span("+86 138-0013-8000", 10, 10), span("+86 139 0013 8000", 10, 90))
    redactor, capture = redactor_of(*reader, rules=rules), white()
    text = redactor.cover(capture, redactor.plan(capture, CaseLabels())).visible_text
    assert "138-0013-8000" in text
    assert "139" not in text
    assert redactor.cover_text("call +86 138 0013 8000", CaseLabels()).findings == ()


def test_a_value_found_once_is_covered_on_later_pictures_and_in_questions_of_the_case() -> None:
    labels = CaseLabels()
    first, second = (
        redactor_of(span("Customer: Xylobrzktw", 10, 10)),
        redactor_of(span("tickets XX Xylobrzktw.", 10, 10)),
    )
    assert [mask.finding.label for mask in first.plan(white(), labels).masks] == ["PERSON 1"]
    (mask,) = second.plan(white(), labels).masks
    assert (mask.finding.label, mask.finding.reason) == ("PERSON 1", "case")
    assert mask.region.intersection(Region(10 + 11 * 8, 10, 10 * 8, 12)).width == 10 * 8
    assert first.cover_text("Why can Xylobrzktw not sign in?", labels).text == "Why can [PERSON 1] not sign in?"
    assert first.cover_text("Why can Xylobrzktw not sign in?", CaseLabels()).findings == ()


def test_a_chinese_name_found_once_is_covered_in_running_text() -> None:
    labels = CaseLabels()
    redactor = redactor_of(span("客户姓名: 欧阳明月", 10, 10))
    redactor.plan(white(), labels)
    assert "欧阳明月" not in redactor.cover_text("请问为什么欧阳明月无法登录", labels).text


def test_labels_remember_no_value() -> None:
    labels = CaseLabels()
    labels.label_for(EntityType.EMAIL, EMAIL)
    assert EMAIL not in repr(labels)
    kept = repr((labels._labels, labels._kinds, labels._counts))
    assert EMAIL not in kept
    assert labels.kind_of(EMAIL) is EntityType.EMAIL
    assert labels.kind_of("c.d@x.example") is None


def test_forgetting_reaches_the_reader() -> None:
    reader = ReaderOf()
    ScreenRedactor(reader).forget()
    assert reader.times_forgotten == 1


def test_words_of_the_site_are_covered_wherever_they_stand() -> None:
    lists = Folders.of_user().config / "entities"
    lists.mkdir(parents=True)
    (lists / "site_words.txt").write_text("# our projects\nProject Falcon\nEMP-*\n旗舰计划\n", encoding="utf-8")
    lines = (
        span("about project falcon today", 10, 10),
        span("EMP-4711 is here", 10, 60),
        span("关于旗舰计划的", 10, 110),
    )
    redactor, capture = redactor_of(*lines), white()
    plan = redactor.plan(capture, CaseLabels())
    assert [mask.finding.entity_type for mask in plan.masks] == [EntityType.SITE_WORD] * 3
    text = redactor.cover(capture, plan).visible_text
    assert "falcon" not in text
    assert "4711" not in text
    assert "Falcon" not in redactor.cover_text("Where is Project Falcon?", CaseLabels()).text
    bent = redactor.cover(capture, replace(plan, masks=()))
    assert "falcon" not in bent.visible_text, "they are also found when the result is read again"

"""From the letters' likelihoods to findings: what belongs together, what is too unsure, and what is no such value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from engine.domain.finding import EntityType, TextFinding
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.tagger.learned import findings_of
from engine.redaction.tagger.learned_values import beginnings_of_links
from engine.redaction.tagger.tagger_input import KINDS, SignTable, parts_of

_ASKED = {
    EntityType.PERSON: 0.8,
    EntityType.USERNAME: 0.6,
    EntityType.ADDRESS: 0.95,
    EntityType.DATE_OF_BIRTH: 0.5,
    EntityType.HOSTNAME: 0.6,
    EntityType.MAC: 0.8,
    EntityType.SECRET: 0.6,
}


def found_in(
    text: str,
    likely: Mapping[str, tuple[EntityType, float]],
    known: Sequence[tuple[int, int, EntityType]] = (),
) -> list[tuple[EntityType, str]]:
    """Return what is found where each given part of the text is of a kind with that likelihood."""
    spans = [TextSpan(text, Region(0, 0, 9 * len(text), 16), 1.0)]
    found = {0: list(known)}
    (part,) = parts_of(spans, SignTable("abc"), found)
    scores = np.zeros((len(part.arrays["letters"]), 1 + len(KINDS)), np.float32)
    scores[:, 0] = 1
    for value, (kind, score) in likely.items():
        start = text.index(value)
        scores[start : start + len(value), 0] = 1 - score
        scores[start : start + len(value), 1 + KINDS.index(kind)] = score
    return [
        (each.entity_type, text[each.start : each.end]) for _, each in findings_of(spans, part, scores, _ASKED, found)
    ]


def test_a_name_of_two_words_is_one_finding_though_one_of_them_is_less_sure() -> None:
    likely = {"Zsolt": (EntityType.PERSON, 0.9), "Bereczki": (EntityType.PERSON, 0.5)}
    assert found_in("Ask Zsolt Bereczki", likely) == [(EntityType.PERSON, "Zsolt Bereczki")]


def test_what_is_less_sure_than_asked_is_left_open() -> None:
    assert found_in("Ask Zsolt", {"Zsolt": (EntityType.PERSON, 0.75)}) == []


def test_logins_side_by_side_are_two() -> None:
    likely = {"gfarq77": (EntityType.USERNAME, 0.9), "tlokh3": (EntityType.USERNAME, 0.9)}
    assert [value for _, value in found_in("gfarq77 tlokh3", likely)] == ["gfarq77", "tlokh3"]


def test_the_port_behind_a_machine_stays_readable() -> None:
    likely = {"ora-rep1:1521": (EntityType.HOSTNAME, 0.9)}
    assert (EntityType.HOSTNAME, "ora-rep1") in found_in("ora-rep1:1521", likely)
    assert "1521" not in [value for _, value in found_in("ora-rep1:1521", {"ora-rep1": (EntityType.HOSTNAME, 0.9)})]


def test_what_is_known_goes_on_in_its_own_kind_only() -> None:
    known = [(0, 5, EntityType.PERSON)]
    assert found_in("Zsolt Bereczki", {"Bereczki": (EntityType.PERSON, 0.5)}, known) == [
        (EntityType.PERSON, "Bereczki")
    ]
    assert found_in("Zsolt 300, 50", {"300, 50": (EntityType.ADDRESS, 0.6)}, known) == []


def test_a_grade_is_no_date_of_birth_and_a_date_is() -> None:
    assert found_in("grade GS-11", {"GS-11": (EntityType.DATE_OF_BIRTH, 0.9)}) == []
    for date in ("02-Feb-1951", "1993年8月15日", "19790328", "3. Mai 1978", "12/05/88"):
        assert found_in(f"x: {date}", {date: (EntityType.DATE_OF_BIRTH, 0.9)}) == [(EntityType.DATE_OF_BIRTH, date)]


def test_words_of_a_sentence_are_neither_logins_nor_names() -> None:
    assert found_in("Exceptions and collection", {"collection": (EntityType.USERNAME, 0.8)}) == []
    assert found_in("Actif, signé hier", {"signé": (EntityType.PERSON, 0.95)}) == []


def test_names_of_files_codes_of_logs_and_labels_stay_readable() -> None:
    for text in ("supplier_quotes.pdf", "2026.xlsx.lokk7", "2026.xIsx", "LINEPROTO-5-UPDOWN", "ru_RU.UTF-8"):
        assert found_in(f"x {text}", {text: (EntityType.HOSTNAME, 0.99)}) == []
    assert found_in("Anna Schmidt RN", {"RN": (EntityType.PERSON, 0.9)}) == []
    assert found_in("民國一一五年", {"民國": (EntityType.PERSON, 0.99)}) == []
    assert found_in("see Password", {"Password": (EntityType.USERNAME, 0.99)}) == []


def test_a_token_of_which_the_rules_know_a_part_is_found_whole_where_the_rest_is_sure() -> None:
    known = [(3, 11, EntityType.USERNAME)]
    text = "管理员netadmin_sh 登录"
    assert found_in(text, {"_sh": (EntityType.USERNAME, 0.9)}, known) == [(EntityType.USERNAME, "netadmin_sh")]
    assert found_in(text, {"_sh": (EntityType.USERNAME, 0.7)}, known) == []


def test_a_small_picture_that_was_read_as_a_digit_is_no_part_of_a_name() -> None:
    assert found_in("3Adaeze Umeh 9:04", {"3Adaeze Umeh": (EntityType.PERSON, 0.9)}) == [
        (EntityType.PERSON, "Adaeze Umeh")
    ]


def test_a_hardware_address_is_found_whole_and_without_its_label() -> None:
    for likely in ("1d:7b:77", "MAC:8c:16:45:1d:7b:77"):
        assert found_in("MAC:8c:16:45:1d:7b:77, port 3", {likely: (EntityType.MAC, 0.9)}) == [
            (EntityType.MAC, "8c:16:45:1d:7b:77")
        ]


def test_a_secret_in_a_link_makes_the_whole_link_private() -> None:
    text = "see https://sso.parts.example/reset?ticket=ST-48812nLx3 (today)"
    assert found_in(text, {"ST-48812nLx3": (EntityType.SECRET, 0.9)}) == [
        (EntityType.SECRET, "https://sso.parts.example/reset?ticket=ST-48812nLx3")
    ]


def test_a_link_whose_secret_begins_the_next_line_is_found_from_its_beginning() -> None:
    above = TextSpan("reset: https://sso.parts.example/reset?", Region(20, 20, 300, 16), 1.0)
    below = TextSpan("ticket=ST-48812nLx3 until noon", Region(20, 38, 250, 16), 1.0)
    aside = TextSpan("https://intranet.example/help?", Region(420, 20, 250, 16), 1.0)
    found = [(1, TextFinding(EntityType.SECRET, 7, 19, 0.9, "learned"))]
    ((number, link),) = beginnings_of_links([above, below, aside], found)
    assert (number, above.text[link.start : link.end]) == (0, "https://sso.parts.example/reset?")


def test_a_short_chinese_word_without_a_family_name_has_to_be_surer_to_be_a_name() -> None:
    assert found_in("请假类型：咯假", {"咯假": (EntityType.PERSON, 0.85)}) == []
    assert found_in("经办人：官志豪", {"官志豪": (EntityType.PERSON, 0.85)}) == [(EntityType.PERSON, "官志豪")]


def test_an_amount_in_words_is_nobody() -> None:
    assert found_in("肆万肆仟陆佰圆整", {"陆佰圆": (EntityType.PERSON, 0.95)}) == []

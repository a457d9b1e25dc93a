"""Zeros of terminal fonts are zeros, and days stay days."""

import pytest

from engine.domain.finding import CaseLabels, EntityType
from engine.redaction import ScreenReader, ScreenRedactor
from engine.redaction.reading.slips import zeros_mended
from tests.screens.canvas import Screen


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("日日", "00"),
        ("日日日日", "0000"),
        ("1040 日日", "1040 00"),
        ("日0日", "000"),
        ("00曰", "000"),
        ("日日:日日", "00:00"),
        ("0日", "0日"),
        ("日", "日"),
        ("100日", "100日"),
        ("日 一 二", "日 一 二"),
        ("日日顺", "日日顺"),
        ("天天日日", "天天日日"),
    ],
)
def test_zeros_in_a_group_are_told_from_days(read: str, meant: str) -> None:
    assert zeros_mended(read) == meant


@pytest.mark.parametrize("account", ["PL61 1090 1014 0000 0712 1981 2874", "LV80 BANK 0000 4351 9500 1"])
def test_an_account_in_a_terminals_letters_is_covered_whole(account: str) -> None:
    screen = Screen("terminal", 620, 60, scale=1.5)
    end = screen.text(20, 16, "IBAN: ", size=14, family="mono")
    screen.text(end, 16, (account, EntityType.IBAN), size=14, family="mono")
    masks = ScreenRedactor(ScreenReader()).plan(screen.capture(), CaseLabels()).masks
    (place,) = (planted.region for planted in screen.sensitive)
    assert any(
        mask.finding.entity_type is EntityType.IBAN and mask.region.intersection(place) == place for mask in masks
    )

"""What was typed into the search is taken apart as it was meant."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.case_query import CaseQuery


def _ms(year: int, month: int = 1, day: int = 1) -> int:
    return int(datetime(year, month, day).astimezone().timestamp() * 1000)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("vpn drive", CaseQuery("vpn drive")),
        ("tag:vpn drive", CaseQuery("drive", tags=("vpn",))),
        ("drive TAG:#vpn tag:kb", CaseQuery("drive", tags=("vpn", "kb"))),
        ("标签：打印机 脱机", CaseQuery("脱机", tags=("打印机",))),
        ("has:image", CaseQuery(has_picture=True)),
        ("含：图片", CaseQuery(has_picture=True)),
        ('app:"SAP Logon" x', CaseQuery("x", applications=("SAP Logon",))),
        ("fix:win-sfc", CaseQuery(fixes=("win-sfc",))),
        ("before:2026", CaseQuery(before_ms=_ms(2026))),
        ("before:2026-03 after:2026-02-14", CaseQuery(before_ms=_ms(2026, 3), after_ms=_ms(2026, 2, 14))),
        ("早于：2026年3月", CaseQuery(before_ms=_ms(2026, 3))),
        ("before:2026-03 before:2025", CaseQuery(before_ms=_ms(2025))),
        ("before:tomorrow", CaseQuery("before:tomorrow")),
        ("before:2026-13", CaseQuery("before:2026-13")),
        ("folder:Printers/HP", CaseQuery(folders=("Printers/HP",))),
        ('文件夹："一层 打印机" 脱机', CaseQuery("脱机", folders=("一层 打印机",))),
        ("is:archived is:held", CaseQuery(is_archived=True, is_held=True)),
        ("是：未归档 vpn", CaseQuery("vpn", is_archived=False)),
        ("IS:Pinned", CaseQuery(is_pinned=True)),
        ("is:nothing", CaseQuery("is:nothing")),
        ("has:nothing", CaseQuery("has:nothing")),
        ("tag:", CaseQuery("tag:")),
        ("error: 0x80", CaseQuery("error: 0x80")),
        ("http://tag:8080", CaseQuery("http://tag:8080")),
        (r"C:\Users", CaseQuery(r"C:\Users")),
        ("", CaseQuery()),
    ],
)
def test_filters_are_filters_and_the_rest_is_looked_for(typed: str, query: CaseQuery) -> None:
    assert CaseQuery.parse(typed) == query
    assert query.has_filters == (query != CaseQuery(query.text))


@given(st.text())
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    query = CaseQuery.parse(typed)
    if not query.has_filters:
        assert query.text.split() == typed.split()

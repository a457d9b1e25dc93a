"""What programs of many kinds show, by class: each line stands for others that are made alike."""

from __future__ import annotations

import pytest

from engine.domain.finding import EntityType as E
from engine.redaction.screen_search import find_on_screen
from engine.redaction.text_search import find_in_text
from engine.redaction.words.firms import ends_as_firm
from engine.redaction.words.vocabulary import is_built_of_words
from tests.unit.redaction.asking import covered, found, span

KEY = "MHcCAQEEIKx0Yb2vQd7mRt4s" * 4


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Grey Focus estate, LM68 OXV, parked outside", E.PLATE, "LM68 OXV"),
        ("Collected with van (BD51 SMR)", E.PLATE, "BD51 SMR"),
        ("Gerät 861536030196001 antwortet nicht", E.IMEI, "861536030196001"),
        ("the one he read to me was Copper-Heron-41! and it fails", E.PASSWORD, "Copper-Heron-41!"),
        ("sign in with svc_lift / Marble!3391", E.PASSWORD, "Marble!3391"),
        ("sign in with svc_lift / Marble!3391", E.USERNAME, "svc_lift"),
        ("Reset done, new code 550917", E.PASSWORD, "550917"),
        ("Server=a;UserID=b;PaswordKestrel@0417", E.PASSWORD, "Kestrel@0417"),
        (f"pem=-----BEGIN EC PRIVATE KEY-----\\n{KEY}\\nmQ==\\n-----END EC PRIVATE KEY-----", E.PRIVATE_KEY, KEY),
        (r"net use Q: \\qd-nas\scans", E.HOSTNAME, "qd-nas"),
        (r"QD-CAIWU\报表\202711.xlsx", E.HOSTNAME, "QD-CAIWU"),
        ("query A ledger.tarn-mills.Ian", E.HOSTNAME, "ledger.tarn-mills.Ian"),
        ("https://webhook.tarn-mills.com/build", E.HOSTNAME, "webhook.tarn-mills.com"),
        ("后台 kds-app-qhd03 断开", E.HOSTNAME, "kds-app-qhd03"),
        ("操作人 wenbo.tangeqinghe-pay.cn", E.EMAIL, "wenbo.tangeqinghe-pay.cn"),
        ("1987年6月出生，现任组长", E.DATE_OF_BIRTH, "1987年6月"),
        ("Dental Surgery, Mill Street, Ennis V95 K8P3", E.ADDRESS, "Dental Surgery, Mill Street, Ennis V95 K8P3"),
        ("Unit 9, Weavers Court, Bolton BL1 4QR", E.ADDRESS, "Unit 9, Weavers Court, Bolton BL1 4QR"),
        ("12 TANNERS YARD", E.ADDRESS, "12 TANNERS YARD"),
        ("地点为青岭县城关镇东大街18号三楼西侧，可乘车", E.ADDRESS, "青岭县城关镇东大街18号三楼西侧"),
        ("地點：高雄市左營區明誠路 88 號地下二樓機房", E.ADDRESS, "高雄市左營區明誠路 88 號地下二樓機房"),
        ("项念慈(财务主管)", E.PERSON, "项念慈"),
        ("拟借调贵中心项宛如同志到我局", E.PERSON, "项宛如"),
        ("已转社保办滕海洋处理，单号 7", E.PERSON, "滕海洋"),
        ("复核人罕雪", E.PERSON, "罕雪"),
        ("與會：張簡志豪、涂家豪", E.PERSON, "張簡志豪"),
    ],
)
def test_it_is_found_whole(text: str, kind: E, value: str) -> None:
    assert any(value in each for each in found(text, kind))


@pytest.mark.parametrize(
    "text",
    [
        "请更新签章控件至3.2.0.6后重新提交",
        "软件 9.4.1.20 已是最新",
        "Result code LT-207",
        "交易码 2103 个人转账",
        "睿网路由 RX3600",
        "User-Agent: PunchTerm/2.6.1",
        "Karta SIM gotowa",
        "Logon ID: 0x0",
        "咨询热线12345",
        "Serwis Raporty",
        "小计 金卡",
        "PO12 BOX",
        "Umfeld",
    ],
)
def test_it_stays_readable(text: str) -> None:
    assert not find_in_text(text)
    assert not covered(span(text, 10, 10))


def test_an_address_goes_on_in_the_next_line_of_prose() -> None:
    text = (
        "please call her back when it works again, her address is 2217 NE\nAlder Ct, Apt 5, Salem, OR 97301 and wrong"
    )
    assert "2217 NE\nAlder Ct, Apt 5, Salem, OR 97301" in found(text, E.ADDRESS)


def test_a_street_in_capitals_and_a_town_above_their_code_are_one_address() -> None:
    lines = ("9 TINKERS YARD", "HEBDEN BRIDGE", "HX7 6PT")
    values = covered(*(span(line, 70, 40 + 28 * number) for number, line in enumerate(lines)))
    assert values == {(E.ADDRESS, line) for line in lines}


def test_a_link_that_breaks_before_its_parameters_is_covered_in_both_lines() -> None:
    spans = span("https://meet.qinghe-it.cn/j/84620193377?", 10, 10), span("pwd=Qm9uZTdLcUx4", 10, 28)
    regions = [each.region for each in find_on_screen(spans) if each.entity_type is E.URL]
    assert all(any(region.intersects(each.region) for region in regions) for each in spans)


def test_a_line_of_a_log_announces_nothing_in_the_next() -> None:
    log = [
        span(word, x, y)
        for y, row in ((10, ("05:12:10", "TERMINAL", "STATE")), (28, ("05:14:00", "CASSETTE", "REMAIN")))
        for x, word in zip((10, 110, 220), row, strict=True)
    ]
    assert not covered(*log)


def test_firms_and_groups_in_a_column_of_people_stay() -> None:
    rows = (
        ("Name", "Type", "Logon name"),
        ("Bronisław Kurek", "User", "bkurek"),
        ("Chiara Fontanelli", "User", "cfontanelli"),
        ("HSE2-Shift-RW", "Group", "-"),
        ("Hamish Rutherglen", "User", "hrutherglen"),
    )
    places = (40, 300, 420)
    values = covered(
        *(span(text, x, 10 + 24 * n) for n, row in enumerate(rows) for x, text in zip(places, row, strict=True))
    )
    assert (E.PERSON, "Hamish Rutherglen") in values
    assert not any("HSE2" in value for _, value in values)
    assert not any("Tarn" in value for _, value in covered(span("Name", 10, 10), span("Tarn Mills GmbH", 80, 10)))


def test_a_port_and_the_words_of_the_next_column_are_no_part_of_a_value() -> None:
    assert (E.HOSTNAME, "ledger.tarn-mills.lan") in covered(
        span("Host:", 10, 10), span("ledger.tarn-mills.lan:8080", 80, 10)
    )


def test_legal_forms_end_the_names_of_firms() -> None:
    assert all(map(ends_as_firm, ("Adler Feinmechanik GmbH", "Prosna Sp. z o.o.", "Tarn Mills Ltd.")))
    assert not ends_as_firm("Anna Schmidt")


def test_words_are_told_from_rare_names_by_how_they_are_built_and_bent() -> None:
    assert all(map(is_built_of_words, ("Prescriber", "Payout", "Furosemide", "Serwis")))
    assert not any(map(is_built_of_words, ("Thorvald", "Zubair")))

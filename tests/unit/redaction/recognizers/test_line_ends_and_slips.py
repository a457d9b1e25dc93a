"""What a line end parts, what the reader took for something else, and what no label announces, by class."""

from __future__ import annotations

import pytest

from engine.domain.finding import EntityType as E
from tests.unit.redaction.asking import covered, found, places, span

SEGMENT = (
    "PID|1||55203^^^HBR^MR||M0R0Z0WSKA^ZENA^K||19660214|F|||9 Pine Ct^^Salem^OR^97301||503-555-0148|||S||7|418-55-2094"
)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("owner=0livia Hargreaves", E.PERSON, "0livia Hargreaves"),
        ("lrina Popescu", E.PERSON, "lrina Popescu"),
        ("loana Marinescu", E.PERSON, "loana Marinescu"),
        (SEGMENT, E.PERSON, "M0R0Z0WSKA^ZENA^K"),
        (SEGMENT, E.PHONE, "503-555-0148"),
        (SEGMENT, E.US_SSN, "418-55-2094"),
        ("DOB14-Mar-1962", E.DATE_OF_BIRTH, "14-Mar-1962"),
        ("Leitung: Frau\nYıldırım, Raum 4", E.PERSON, "Yıldırım"),
        ("Tabitha Marsh 14:05", E.PERSON, "Tabitha Marsh"),
        ("amqp://shop:Reef-4Tz9a10.4.7.2:5672/", E.URL, "Reef-4Tz9"),
        ("https://share.harbour-tools.com/x?p=Qm7zR2kLw0Tb93", E.URL, "Qm7zR2kLw0Tb93"),
        ("New pass issued to him: T4#maple-CREEK—use it today", E.PASSWORD, "T4#maple-CREEK"),
        ("sign in as tilluser with Cobble!Mast27 and retry", E.PASSWORD, "Cobble!Mast27"),
        ("echo 'Ginkgo-2030@db' I sudo -S reboot", E.PASSWORD, "Ginkgo-2030@db"),
        ("send this recovery key:\n9F3C7A10BB52D84E6601C9AF27E3", E.SECRET, "9F3C7A10BB52D84E6601C9AF27E3"),
        ("LINK poswx-c.harbour-tools.net:6200 OK", E.HOSTNAME, "poswx-c.harbour-tools.net"),
        ("请到挂号机ZYY-K204-C上操作", E.HOSTNAME, "ZYY-K204-C"),
        ("无法连接到\\\\cw-fs02\\报表", E.HOSTNAME, "cw-fs02"),
        ("农丽萍的iPhone 14 Pro", E.PERSON, "农丽萍的iPhone 14 Pro"),
        ("请师傅晏平会上门处理", E.PERSON, "晏平"),
        ("請同事 Harpreet 幫忙", E.PERSON, "Harpreet"),
        ("黎氏秋红", E.PERSON, "黎氏秋红"),
        ("热孜万古丽", E.PERSON, "热孜万古丽"),
        ("柜员 项念慈 041877K03", E.USERNAME, "041877K03"),
        ("致電98214437查詢", E.PHONE, "98214437"),
        ("放在翠湖花园北门菜鸟驿站", E.ADDRESS, "翠湖花园北门菜鸟驿站"),
        ("12 Tarrow Bend, Dayton, OH\n45402", E.ADDRESS, "12 Tarrow Bend, Dayton, OH\n45402"),
    ],
)
def test_it_is_found_whole(text: str, kind: E, value: str) -> None:
    assert any(value in each for each in found(text, kind))


@pytest.mark.parametrize(
    "text",
    [
        "logan berries and lemon curd",
        "registry key: 9F3C7A10BB52D84E6601C9AF27E3",
        "mongodb://db1:27017,db2:27017/app",
        "https://play.harbour-tools.com/watch?v=intro&page=2",
        "系统管理员 已处理",
        "0417 Market Place",
    ],
)
def test_it_stays_readable(text: str) -> None:
    assert not found(text, E.SECRET) + found(text, E.URL) + found(text, E.ADDRESS) + found(text, E.PERSON)


def test_a_name_that_ends_a_line_of_prose_goes_on_below() -> None:
    upper = "The label printer at belt 3 stops. Reported by loader Kwabena"
    assert places(E.PERSON, span(upper, 10, 10), span("Asante, locker 12.", 10, 28)) == [True, True]


def test_a_chinese_name_that_a_line_end_parts_is_covered_in_both_lines() -> None:
    upper = "麻烦下午转一下，新卡号已经发给你了，户名 勾建"
    assert places(E.PERSON, span(upper, 10, 10), span("军，谢谢", 10, 28)) == [True, True]


def test_a_machine_that_breaks_at_its_dash_is_covered_in_both_lines() -> None:
    assert places(E.HOSTNAME, span("Event Viewer (FIN-", 10, 10), span("DC04.hollin.local)", 10, 26)) == [True, True]


def test_a_login_and_a_password_noted_below_each_other_are_found() -> None:
    values = covered(span("HR shared box", 10, 10), span("hr.joiners", 10, 36), span("Kettle-Stove_1904", 10, 62))
    assert {(E.USERNAME, "hr.joiners"), (E.PASSWORD, "Kettle-Stove_1904")} <= values


def test_files_below_each_other_are_no_note() -> None:
    assert not covered(span("app.config", 10, 10), span("Report-Totals.docx", 10, 36))


def test_devices_in_a_column_with_machines_are_found_by_their_addresses() -> None:
    rows = (
        ("Name", "IP address", "MAC address"),
        ("DESKTOP-7KQ2MNB", "192.168.50.34", "D8:BB:C1:0D:38:B1"),
        ("Garage-iPad", "192.168.50.21", "A4:83:E7:C5:72:C8"),
        ("HP-LaserJet-M404", "192.168.50.55", "3C:52:82:EC:D1:73"),
    )
    values = covered(
        *(span(text, x, 10 + 24 * n) for n, row in enumerate(rows) for x, text in zip((40, 300, 520), row, strict=True))
    )
    assert {(E.HOSTNAME, "Garage-iPad"), (E.HOSTNAME, "HP-LaserJet-M404")} <= values


def test_who_did_it_is_named_by_logins_in_its_column() -> None:
    rows = (("Document", "Size", "Uploaded by"), ("a.pdf", "2 KB", "gfarq77"), ("b.pdf", "3 KB", "gfarq77"))
    values = covered(
        *(span(text, x, 10 + 24 * n) for n, row in enumerate(rows) for x, text in zip((40, 300, 420), row, strict=True))
    )
    assert (E.USERNAME, "gfarq77") in values


def test_a_title_above_a_menu_is_no_name() -> None:
    assert not places(E.PERSON, span("CoreBank Kasse 8.4 - [2010] Kundenauskunft", 10, 10), span("Konten", 10, 28))[0]

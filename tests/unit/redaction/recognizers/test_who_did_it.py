"""Logins, hosts and secrets in the places where programs name who did something, or on what."""

import pytest

from engine.domain.finding import EntityType as E
from engine.redaction import find_in_text


def found(text: str) -> list[tuple[E, str]]:
    return [(each.entity_type, text[each.start : each.end]) for each in find_in_text(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Last alarm ack by mhoffmann 14:22:03", E.USERNAME, "mhoffmann"),
        ("gesperrt durch BASIS_ADM1", E.USERNAME, "BASIS_ADM1"),
        ("changed the Assignee from k.stojanovic to unassigned", E.USERNAME, "k.stojanovic"),
        ("opened by Noor, assigned @jwiśniewski", E.USERNAME, "jwiśniewski"),
        ("user wkariuki can't map drive", E.USERNAME, "wkariuki"),
        ("Clone VM by VSPHERE.LOCAL\\tadmin", E.USERNAME, "VSPHERE.LOCAL\\tadmin"),
        ("Passenger ABERNATHY/VINCENT MR seat 14C", E.PERSON, "ABERNATHY/VINCENT MR"),
        ("老周：帮我看下打印机", E.PERSON, "老周"),
        ("owner mschroeder pages 3", E.USERNAME, "mschroeder"),
        ("操作员 zhangwl 于 2026-03-12 登录", E.USERNAME, "zhangwl"),
        ("柜员 010823 授权 010455", E.USERNAME, "010455"),
        ("SAP user MUELLERH is locked", E.USERNAME, "MUELLERH"),
        ('authentication failed for user "fengyu"', E.USERNAME, "fengyu"),
        ('open "isabel.tllman@59.236.160.131" 22', E.USERNAME, "isabel.tllman"),
        ("deploy:x:1001:1001:,,,:/home/deploy:/bin/sh", E.USERNAME, "deploy"),
        ("DefaultUserName REG_SZ kioskuser7", E.USERNAME, "kioskuser7"),
        ("DefaultPassword REG_SZ Welcome#44x", E.PASSWORD, "Welcome#44x"),
        ("生产账号 shiqi.peng/3dI9-anssr-jg8w，库在", E.PASSWORD, "3dI9-anssr-jg8w"),
        ("Connection passwordHua@Is9iS53!", E.PASSWORD, "Hua@Is9iS53!"),
        ("Authorization: Basic dXNlcjpwYXNz", E.SECRET, "dXNlcjpwYXNz"),
        (
            "Client secret value Q8~8Qx1~rT5bPz.LmN0aVwYcD3eF6gH7iJ9kL",
            E.SECRET,
            "Q8~8Qx1~rT5bPz.LmN0aVwYcD3eF6gH7iJ9kL",
        ),
        ("RADIUS server 10.8.186.113", E.IP, "10.8.186.113"),
        ("Affected CI: LHR-WIN-7741", E.HOSTNAME, "LHR-WIN-7741"),
        ("instance=nodeexp-fra-03", E.HOSTNAME, "nodeexp-fra-03"),
        ("device IFEOMA-SURFACE", E.HOSTNAME, "IFEOMA-SURFACE"),
        ("Server=tcp:sqlp-weu-01.database.windows.net,1433", E.HOSTNAME, "sqlp-weu-01.database.windows.net"),
        ("E-mailmikkel.bohmer@proton.me", E.EMAIL, "mikkel.bohmer@proton.me"),
        ("call Siobhan on 312.668,2405", E.PHONE, "312.668,2405"),
        (
            "地址广东省广州市天河区体育西路103号维多利广场A塔1201",
            E.ADDRESS,
            "广东省广州市天河区体育西路103号维多利广场A塔1201",
        ),
    ],
)
def test_the_value_is_found_whole(text: str, kind: E, value: str) -> None:
    assert (kind, value) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The file was locked by another process",
        "Created by default",
        "printed by mistake",
        "assigned to support",
        "owner only",
        "firmware ver 10.8.186.113",
        "Switch to the user profile",
        "a mini-pc and a tablet-pc",
        "@media screen and @import url",
        "小米手机，小时计费，老师您好",
    ],
)
def test_ordinary_sentences_of_the_same_make_stay(text: str) -> None:
    assert found(text) == []


def test_a_prompt_is_no_address_of_mail() -> None:
    kinds = {kind for kind, _ in found("banerjeet@WKS-FIN18.int.tessera.net:~$ ip -br link")}
    assert kinds == {E.USERNAME, E.HOSTNAME}

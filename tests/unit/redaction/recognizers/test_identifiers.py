"""Logins, machines and codes on screens of programs that no rule knows: by their look, and by what stands around."""

from random import Random

import pytest

from engine.domain.finding import EntityType as E
from engine.redaction import find_in_text
from engine.redaction.words.identifier_shapes import Looks, looks_like_login, looks_like_machine
from engine.redaction.words.normal import NormalText
from engine.redaction.words.vocabulary import is_made_of_words, is_word


def found(text: str) -> list[tuple[E, str]]:
    return [(each.entity_type, text[each.start : each.end]) for each in find_in_text(text)]


@pytest.mark.parametrize("word", ["hostname", "Drucker", "użytkownik", "kubectl", "webhook", "serveur", "ab"])
def test_words_of_languages_and_of_programs_are_words(word: str) -> None:
    assert is_word(word) or is_made_of_words(word)


@pytest.mark.parametrize("word", ["qiaowenbo", "lhbrandt", "xfqops", "mdvorsky"])
def test_what_nobody_writes_is_no_word(word: str) -> None:
    assert not is_word(word)


@pytest.mark.parametrize("login", ["qiaowenbo", "fangls", "nlindqvist", "op_zhaokm", "hcheung4", "rosenbergd"])
def test_what_is_made_of_a_name_is_surely_a_login(login: str) -> None:
    assert looks_like_login(login) is Looks.SURE


@pytest.mark.parametrize(
    ("token", "look"),
    [("xfqops", Looks.LIKELY), ("depot.york", Looks.POSSIBLE), ("guest7", Looks.POSSIBLE), ("report", Looks.UNLIKE)],
)
def test_less_sure_looks_of_logins(token: str, look: Looks) -> None:
    assert looks_like_login(token) is look


@pytest.mark.parametrize("token", ["report.txt", "v2.14", "eu-central-1", "x86", "HTTP_USER_AGENT", "nginx"])
def test_files_versions_regions_and_settings_look_like_no_login(token: str) -> None:
    assert looks_like_login(token) is Looks.UNLIKE


@pytest.mark.parametrize(
    "name", ["OPX-REG-B07", "JY-ENG-02", "qmx-lds-03", "bill-gw-5f8c7d6b49-q7lkp", "RDX-WKS-1184", "DLQ-NB-3310"]
)
def test_what_is_built_of_site_purpose_and_number_is_surely_a_machine(name: str) -> None:
    assert looks_like_machine(name) is Looks.SURE


@pytest.mark.parametrize("name", ["INC-2026-11", "aes-256-gcm", "cert-abc-2026", "SO-0153495", "check-in", "UTF-8"])
def test_numbers_of_paper_and_names_of_methods_look_like_no_machine(name: str) -> None:
    assert looks_like_machine(name) is Looks.UNLIKE


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("共停用12个账号，含qiaowenbo、jiangyue", E.USERNAME, "qiaowenbo"),
        ("另外OA账号是不是还用 tengyf 这个?", E.USERNAME, "tengyf"),
        ("Jump host login is xfqops and that is all", E.USERNAME, "xfqops"),
        ("Zalogowany: brygada7c", E.USERNAME, "brygada7c"),
        ("用戶名稱 hcheung4 被鎖，請先解鎖", E.USERNAME, "hcheung4"),
        ("rejestracja5 @ WXY-REC-03", E.USERNAME, "rejestracja5"),
        ("rejestracja5 @ WXY-REC-03", E.HOSTNAME, "WXY-REC-03"),
        ("TELLER TL0552D", E.USERNAME, "TL0552D"),
        ("Echo failed, retried by xechmk", E.USERNAME, "xechmk"),
        ("PS D:\\work\\qiaowb\\gateway> python -m run", E.USERNAME, "qiaowb"),
        ("路径：||NAS-QXB-04\\共享\\murongbo\\团购", E.USERNAME, "murongbo"),
        ("路径：||NAS-QXB-04\\共享\\murongbo\\团购", E.HOSTNAME, "NAS-QXB-04"),
        ("session of ad\\nwickhamx ended", E.USERNAME, "ad\\nwickhamx"),
        ("Connection userlindqvistp password none", E.USERNAME, "lindqvistp"),
        ("工作站 OPX-REG-B07，位址待查", E.HOSTNAME, "OPX-REG-B07"),
        ("终端编号：ZD-330207-09", E.HOSTNAME, "ZD-330207-09"),
        ("Terminal T0417-05", E.HOSTNAME, "T0417-05"),
        ("Queue manager qmx-lds-03", E.HOSTNAME, "qmx-lds-03"),
        ("Servidor de tienda srvtdx0117 sin respuesta", E.HOSTNAME, "srvtdx0117"),
        ("Verbunden mit praxis-anmeldung2", E.HOSTNAME, "praxis-anmeldung2"),
        ("ACC5-BLDG-S#show run", E.HOSTNAME, "ACC5-BLDG-S"),
        ("<CORE-HX-A>display version", E.HOSTNAME, "CORE-HX-A"),
        ("10.4.4.31 (imacx-studio5)", E.HOSTNAME, "imacx-studio5"),
        ("Verleend aan: vpn-kade.zorghuis-beta.nl", E.HOSTNAME, "vpn-kade.zorghuis-beta.nl"),
        ("14:02:31 ERROR [bill-gw-5f8c7d6b49-q7lkp] refused", E.HOSTNAME, "bill-gw-5f8c7d6b49-q7lkp"),
        ("The nightly job runs as eodloxad and ends", E.USERNAME, "eodloxad"),
        ("Der Kollege thallmayrx kann sich an dem Platz nicht anmelden", E.USERNAME, "thallmayrx"),
        ("Sessão bloqueada por docente.xr", E.USERNAME, "docente.xr"),
        ("worker[tberishax]: sending DPD", E.USERNAME, "tberishax"),
        ("工程师「support_lx」接入", E.USERNAME, "support_lx"),
        ("Создал: ilyin_dvx", E.USERNAME, "ilyin_dvx"),
        ("Nov 20 09:12:49 vpngx-3 kernel: eth0 link up", E.HOSTNAME, "vpngx-3"),
        ("The job moved to lxbatqh11, says the log", E.HOSTNAME, "lxbatqh11"),
        ("プリンタ MFX-3F-WEST が応答しません", E.HOSTNAME, "MFX-3F-WEST"),
        ("root@nimsrx4 / # lsuser -f ALL", E.HOSTNAME, "nimsrx4"),
        ('srcname="NB-LINDQVIST-4" srccountry="Norway"', E.HOSTNAME, "NB-LINDQVIST-4"),
    ],
)
def test_logins_and_machines_are_found_by_their_surroundings(text: str, kind: E, value: str) -> None:
    assert (kind, value) in found(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("请输入短信验证码：418 207", "418 207"),
        ("签到码：518306", "518306"),
        ("Kod odblokowania prasy: 6120", "6120"),
        ("Codice di sblocco: 8830-12", "8830-12"),
        ("Parola sıfırlama kodu: 551702", "551702"),
        ("Upplåsningskod: 620415", "620415"),
        ("SUPERVISOR OVERRIDE 5582", "5582"),
        ("Clave temporal entregada: Roble-5518", "Roble-5518"),
        ("Guest wifi this week finch-otter-31", "finch-otter-31"),
        ("811244-349250-676148-421444", "811244-349250-676148-421444"),
        ("Feloldó kód: 771215", "771215"),
        ("Пин-код кассира 3317", "3317"),
        ("Startkennwort xab$Wald7", "xab$Wald7"),
        ("sa口令还是 Yx@2031u8", "Yx@2031u8"),
        ("パスワード初期化済み: Aoba#7715", "Aoba#7715"),
        ("Mot de passe opérateur niveau 2 : eau!clr7", "eau!clr7"),
        ("AnyDesk: 1 207 558 314", "1 207 558 314"),
    ],
)
def test_codes_that_are_typed_or_told_are_found(text: str, value: str) -> None:
    assert value in [each for _, each in found(text)]


def test_an_address_that_lost_a_dot_counts_beside_a_word_for_a_machine() -> None:
    text = "门禁控制器1066.4.250MACb4-f1-a8-81-8d-85，固件4.2.7"
    assert found(text) == [(E.IP, "1066.4.250"), (E.MAC, "b4-f1-a8-81-8d-85")]


@pytest.mark.parametrize(
    "text",
    [
        "Error code 0x80070005, exit code 1603",
        "错误代码 4031，状态码 200201",
        "Form HPX-QMS-04 of the laboratory",
        "The server check-in failed twice",
        "create index on orders order by created_at",
        "ssl-tunnel user guide for the service",
        "kubectl get pods shows CrashLoopBackOff",
        "coredns-5d78c9869d-7vbfz 1/1 Running",
        "Region eu-central-1, tier premium",
    ],
)
def test_codes_of_errors_papers_and_products_stay_readable(text: str) -> None:
    assert found(text) == []


def test_of_letters_at_random_hardly_any_are_taken_for_a_word() -> None:
    draw = Random(7)
    made_up = ["".join(draw.choices("bcdfghjklmnpqrstvwxz", k=9)) for _ in range(3000)]
    assert sum(map(is_word, made_up)) <= 6


def test_what_a_cover_has_cut_is_no_login() -> None:
    assert found("signed in at █nswerx with the temp passworx█") == []


def test_bars_before_a_server_are_read_as_backslashes_at_the_same_offsets() -> None:
    normal = NormalText.of("at ||NAS-02\\public now")
    assert normal.text == "at \\\\NAS-02\\public now"
    assert normal.in_source(5, 11) == (5, 11)


def test_letters_and_paths_without_end_are_not_cut_at_each_place_in_turn() -> None:
    """With all cuts tried, or each step of a path looked back from to its beginning, this takes most of an hour."""
    assert not is_made_of_words("abcdefghij" * 20_000)
    assert found("C:" + "\\a" * 100_000) == []

"""What programs of all kinds show: prompts and answers of commands, links, labels in parts, senders, other signs."""

from __future__ import annotations

import pytest

from engine.domain.finding import EntityType as E
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction import find_in_text
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.screen_search import find_on_screen


def values(text: str, kind: E) -> list[str]:
    return [text[each.start : each.end] for each in find_in_text(text) if each.entity_type is kind]


def span(text: str, x: int, y: int, height: int = 12) -> TextSpan:
    edges = tuple(x + 8 * place for place in range(len(text) + 1))
    return TextSpan(text, Region(x, y, 8 * len(text), height), 0.99, edges)


def found(spans: list[TextSpan], kind: E) -> list[str]:
    return [each.value for each in find_on_screen(spans) if each.entity_type is kind]


@pytest.mark.parametrize(
    ("line", "user", "host"),
    [
        ("tverbeek@Tess-MBP certs % ls", "tverbeek", "Tess-MBP"),
        ("qnovak@bastion7:~/conf$ cat x", "qnovak", "bastion7"),
        ("[opsq@esx-lab14:~] esxcli", "opsq", "esx-lab14"),
        ("netops@PA-8820(active)> show arp", "netops", "PA-8820"),
        ("mkovar@WSK-117 MINGW64 ~/src", "mkovar", "WSK-117"),
        ("ridley@PC-9914 C:\\>dir", "ridley", "PC-9914"),
        ("Wrens-Air:notes twren$ pwd", "twren", "Wrens-Air"),
    ],
)
def test_prompts_of_many_shells_name_who_works_where(line: str, user: str, host: str) -> None:
    assert user in values(line, E.USERNAME)
    assert host in values(line, E.HOSTNAME)


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("> whoami\ntverbeek", "tverbeek"),
        ("tverbeek pts/3 2026-11-23 09:14 (10.0.0.4)", "tverbeek"),
        (">tverbeek console 2 Active none 23/11/2026", "tverbeek"),
        ("tverbeek 41122 0.3 1.2 33412 5520 ?", "tverbeek"),
        ("username tverbeek privilege 15 secret 9 x", "tverbeek"),
        ("10.4.7.9 - tverbeek [23/Nov/2026:09:14:02 +0100]", "tverbeek"),
        ("record in use by KSS0417", "KSS0417"),
        ("IAM > Users > svc-scan-archive", "svc-scan-archive"),
        ("pay_batch7, password is Quarry-19-Finch until", "pay_batch7"),
        ("jiangwy（江文远）已登录", "jiangwy"),
    ],
)
def test_answers_of_commands_name_logins(text: str, user: str) -> None:
    assert user in values(text, E.USERNAME)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("$ hostname\nkestrel-04", "kestrel-04"),
        ("Linux kestrel04 6.1.0-18-amd64 #1 SMP", "kestrel04"),
        ("[KSTRL04]: PS C:\\Temp>", "KSTRL04"),
        ("The authenticity of host 'kestrel-04' can't be established", "kestrel-04"),
        ("ping request could not find host kestrel-04.", "kestrel-04"),
        ("DHCPACK on 10.1.4.9 to 8c:16:45:1d:7b:77 (kestrel-04) via eth0", "kestrel-04"),
        ("KSTRL04 <20> UNIQUE Registered", "KSTRL04"),
        ("full address:s:kestrel-04", "kestrel-04"),
        ("NRW-SQLPRD07 (15.0 RTM)", "NRW-SQLPRD07"),
        ("target: hisgw.klinik.local172.16.40.8", "hisgw.klinik.local"),
        ("llnrw-fs07homeS\\akowal", "llnrw-fs07"),
    ],
)
def test_commands_and_slips_of_the_reader_name_machines(text: str, host: str) -> None:
    assert host in values(text, E.HOSTNAME)


@pytest.mark.parametrize("word", ["Hostname\nDuration\nCipher", "Elements Console Sources", "user name: none"])
def test_heads_of_tables_are_no_answers_of_commands(word: str) -> None:
    assert values(word, E.HOSTNAME) + values(word, E.USERNAME) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://meet.example.org/j/88417720351?pwd=Qm9pT3ZKd1pLa2hX",
        "https//signin.example.com/fed?Action=login&SigninToken=n1MsQcF3O2J59",
        "https://notify.example.com/cb?app=mobileaccess_token=e6fa4629eb7a7cd4",
        "https://zoom.us/j/94417702385",
        "https://drive.example.com/file/d/1aB3xQ9kLm2ZpT7vW4yR/view",
        "https://cloud.example.com/s/k3RtQ9ZpL2mXw7B",
        "https://anna.kova@dav.example.org/remote.php/files",
        "sftp://jnowak@files.example.net/in",
        "https://sso.example.org/login?login_hint=anna.kova",
        "https://example.org/app;jsessionid=3B22793CE583",
        "https://bucket.example.com/x.pdf?X-Amz-Signature=9f86d081884c7d65",
    ],
)
def test_links_that_let_in_whoever_has_them_are_covered_whole(address: str) -> None:
    assert values(f"siehe {address}", E.URL) == [address]


@pytest.mark.parametrize(
    "address",
    [
        "https://learn.example.com/en-us/windows/release-health",
        "https://example.org/downloads/setup-2.1.exe",
        "https://example.org/search?q=printer+offline&page=2",
        "https://example.org/kb/article/5034441",
    ],
)
def test_links_that_anybody_may_have_stay(address: str) -> None:
    assert values(f"see {address}", E.URL) == []


def test_a_link_that_a_line_end_cuts_within_a_parameter_is_covered_on_both_lines() -> None:
    spans = [span("https://meet.example.org/j/94417702385?p", 400, 10), span("wd=bDhKWm5QcOx4TnFi", 400, 26)]
    places = [each.region for each in find_on_screen(spans) if each.entity_type is E.URL]
    assert all(any(place.intersects(each.region) for place in places) for each in spans)


@pytest.mark.parametrize("before", ["Src:", "MAC:", "网卡MAC:", "ether "])
def test_a_hardware_address_may_follow_a_label_that_ends_like_one(before: str) -> None:
    assert values(f"{before}8c:16:45:1d:7b:77", E.MAC) == ["8c:16:45:1d:7b:77"]


def test_a_number_with_two_kinds_of_joints_is_no_hardware_address() -> None:
    assert values("ID: 7C-40-9E-1B-66", E.MAC) == []


def test_a_birth_date_beside_a_name_that_holds_a_word_of_documents_is_one() -> None:
    assert values("VASQUEZ MARISOL\n14/03/1990", E.DATE_OF_BIRTH) == ["14/03/1990"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("9 Canal Plaza, Kettering", "9 Canal Plaza, Kettering"),
        ("Caller: 11 Ballinacurra Road in Limerick.", "11 Ballinacurra Road in Limerick"),
        ("Am Lindenfeld 27", "Am Lindenfeld 27"),
        ("7 MILLRACE COTTAGES, THORNBURY", "7 MILLRACE COTTAGES, THORNBURY"),
    ],
)
def test_streets_end_in_more_words_than_street(text: str, address: str) -> None:
    assert values(text, E.ADDRESS) == [address]


def test_a_day_behind_a_preposition_is_no_street() -> None:
    assert values("Am Montag 27", E.ADDRESS) == []


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("會議密碼", E.PASSWORD),
        ("本機名稱", E.HOSTNAME),
        ("電話撥入", E.PHONE),
        ("OPID", E.USERNAME),
        ("Straße/Hausnr.", E.ADDRESS),
        ("Accompagnant", E.PERSON),
        ("Passport seen", E.PASSPORT),
        ("内部解压密码", E.PASSWORD),
    ],
)
def test_labels_of_many_forms_are_known_in_both_kinds_of_chinese_signs(label: str, kind: E) -> None:
    assert label_of(label) is kind


@pytest.mark.parametrize("text", ["Accession", "Domain Controllers"])
def test_a_word_that_is_nearly_a_label_is_none(text: str) -> None:
    assert label_of(text) is None


def test_a_label_whose_words_were_read_one_by_one_announces_what_stands_right_of_it() -> None:
    spans = [span("BIRTH", 10, 10), span("DATE", 58, 10), span("14/03/2019", 150, 10)]
    assert found(spans, E.DATE_OF_BIRTH) == ["14/03/2019"]


def test_a_form_that_names_what_it_sets_in_one_field_has_the_value_in_the_next() -> None:
    lines = ["Value name:", "AltDefaultUserName", "Value data:", "op.shift3"]
    spans = [span(text, 10 + 8 * (number % 2), 10 + 22 * number) for number, text in enumerate(lines)]
    assert "op.shift3" in found(spans, E.USERNAME)


def test_senders_of_messages_stand_before_a_time() -> None:
    spans = [span("江文远 09:12", 10, 10), span("好的,马上试", 10, 30), span("服务台 邢台山 09:14", 400, 60)]
    assert "邢台山" in found(spans, E.PERSON)


def test_who_is_logged_in_stands_in_the_corner() -> None:
    spans = [span("网点操作平台", 10, 10), span("收件", 200, 10), span("派件", 300, 10), span("仇兴旺", 900, 10)]
    assert found([*spans, span("运单号", 10, 60)], E.PERSON) == ["仇兴旺"]


def test_between_a_role_and_the_end_of_a_sentence_stands_a_name() -> None:
    assert values("请联系主管税务机关，税务专管员虞美方", E.PERSON) == ["虞美方"]


def test_a_title_is_covered_with_its_name() -> None:
    finding = next(f for f in find_on_screen([span("Dr Farid Rahmani", 100, 10)]) if f.entity_type is E.PERSON)
    assert finding.region.x <= 100


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SQL Server 15.0.4375", E.IP),
        ("-1,006.30 19/02/23", E.PHONE),
        ("09:11:03 2026/11/23", E.PHONE),
        ("市民热线: 12345", E.PHONE),
        ("ip.addr == 10.30.7.44 || dns", E.ADDRESS),
        ("LastLogin: 2026-11-20 08:14:52", E.USERNAME),
        ("Computer: HKEY_CLASSES_ROOT", E.HOSTNAME),
    ],
)
def test_versions_amounts_and_keys_of_settings_stay_readable(text: str, kind: E) -> None:
    assert values(text, kind) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("客户：我家充电桩昨天晚上坏了", E.PERSON),
        ("Caller: Could you send it to my work phone", E.PERSON),
        ("处理人：待分配", E.PERSON),
        ("Password:\nEnd of keyboard-interactive prompts", E.PASSWORD),
        ("口令\nshenzy@web-gw-03:/etc/nginx", E.PASSWORD),
        ("Terminal ID: A0417-02", E.HOSTNAME),
        ("Instance: i-0b7c41", E.HOSTNAME),
        ("终端编号: ATM-4417", E.HOSTNAME),
        ("客户端7.6.8.2", E.IP),
        ("Supplier: Tarka Pottery Supplies", E.PERSON),
        ("Staff Nurse, Ward 7 Respiratory", E.PERSON),
        ("经营场所 食品安全管理员", E.ADDRESS),
        ("手机: 13999216084\n2026-11-20", E.DATE_OF_BIRTH),
    ],
)
def test_what_stands_where_a_value_is_expected_and_is_none_stays_readable(text: str, kind: E) -> None:
    assert values(text, kind) == []


def test_a_client_may_be_named_by_its_address() -> None:
    assert values("客户端10.6.8.2", E.IP) == ["10.6.8.2"]


def test_a_token_ends_where_the_next_line_is_an_answer() -> None:
    token = "Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJkZXBsb3ktYm90Iiwi"
    spans = [span(token, 10, 10), span("TU0MzA0MDB9.851kxLc-QqE7K3CNqvU3BAcGjtE5jDvX", 10, 28)]
    spans.append(span("HTTP/1.1 401 Unauthorized", 10, 46))
    places = [each.region for each in find_on_screen(spans)]
    assert not any(place.intersects(Region(100, 50, 100, 6)) for place in places)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Enter-PSSession -ComputerName zeus", E.HOSTNAME, "zeus"),
        ("C:\\> ping zeus", E.HOSTNAME, "zeus"),
        ("schtasks /create /ru frodo7 /rp Herbst!2031 /tn Backup", E.PASSWORD, "Herbst!2031"),
        ("session opened for user frodo7(uid=1004)", E.USERNAME, "frodo7"),
        ("frodo7 ALL=(ALL) NOPASSWD: ALL", E.USERNAME, "frodo7"),
        ("Wi-Fi: Guest-Energa / Sommer-2031", E.PASSWORD, "Sommer-2031"),
        ("共享密钥Rad#lu-yun!2025将于30天后过期", E.SECRET, "Rad#lu-yun!2025"),
        ("本机名称 CLINIC-REG1", E.HOSTNAME, "CLINIC-REG1"),
    ],
)
def test_options_and_labels_name_what_looks_like_any_word(text: str, kind: E, value: str) -> None:
    assert value in values(text, kind)

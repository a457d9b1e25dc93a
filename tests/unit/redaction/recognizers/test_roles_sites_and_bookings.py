"""Labels that speak of people, names of other makes, sites of one's own, and words that are none of them."""

import pytest

from engine.domain.finding import EntityType as E
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction import find_in_text
from engine.redaction.recognizers.labelled import is_plainly_other, label_of, value_fits
from engine.redaction.recognizers.plausible import is_plausible
from engine.redaction.screen_search import find_on_screen
from engine.redaction.words.identifier_shapes import Looks, looks_like_login


def found(text: str, kind: E) -> list[str]:
    return [text[each.start : each.end] for each in find_in_text(text) if each.entity_type is kind]


def rows(*lines: tuple[str, ...]) -> list[TextSpan]:
    """Texts in columns of 240 pixels, 8 pixels a letter."""
    return [
        TextSpan(cell, Region(10 + 240 * column, 10 + 24 * row, (16 if cell > "一" else 8) * len(cell), 12), 0.99)
        for row, cells in enumerate(lines)
        for column, cell in enumerate(cells)
        if cell
    ]


def on_screen(spans: list[TextSpan], kind: E) -> set[str]:
    return {each.value for each in find_on_screen(spans) if each.entity_type is kind}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Seen by Dr Tarek al-Masri at nine", E.PERSON, "Tarek al-Masri"),
        ("PASSENGER OKAFOR/NIAMH N SEAT 12C", E.PERSON, "OKAFOR/NIAMH N"),
        ("县防疫站值班员阿依古丽·吐尔逊，转3号线", E.PERSON, "阿依古丽·吐尔逊"),
        ("开票人：祁连山", E.PERSON, "祁连山"),
        ("经办人马尕西木18893015562", E.PERSON, "马尕西木"),
        ("副本：歐陽震華明<wm@bus.example>", E.PERSON, "歐陽震華明"),
        ("我姓那，叫那日松，上周报的", E.PERSON, "那日松"),
        ("请洽资讯处范姜志豪，分机 2217", E.PERSON, "范姜志豪"),
        ("1:[smtp.relay.example]:587 lake-relay:Tea4Rain#26", E.PASSWORD, "Tea4Rain#26"),
        ("1:[smtp.relay.example]:587 lake-relay:Tea4Rain#26", E.USERNAME, "lake-relay"),
        ("can you log in as the test clerk? tst_heron4 /\nCrab-Basket-88", E.PASSWORD, "Crab-Basket-88"),
        ("can you log in as the test clerk? tst_heron4 /\nCrab-Basket-88", E.USERNAME, "tst_heron4"),
        ("Subject CN=portal.brandenfurt-werk.org, O=B AG", E.HOSTNAME, "portal.brandenfurt-werk.org"),
        ("POST https://rx-gw.pillarline.net/v2/orders", E.HOSTNAME, "rx-gw.pillarline.net"),
        ("Connected to sysb.mvs.stonebridge.co.uk port 992", E.HOSTNAME, "sysb.mvs.stonebridge.co.uk"),
        ("Archive write failed on HIST-EXT2", E.HOSTNAME, "HIST-EXT2"),
        ("open of '\\nas-ward2\\rota\\grades.xlsx' failed", E.HOSTNAME, "nas-ward2"),
        ("▼公积金生产库gjj-racl", E.HOSTNAME, "gjj-racl"),
        ("备用车 XA 980 没有问题", E.PLATE, "XA 980"),
        ("SNMP团体字：Hj3f_rdOnly!26 版本v2c", E.SECRET, "Hj3f_rdOnly!26"),
        ("write to anna.k@stbride.example.org.Mail relay", E.EMAIL, "anna.k@stbride.example.org"),
        ("Address = 10.251.0.14/32", E.IP, "10.251.0.14"),
        ("Registration: RX19 KVO Other vehicle", E.PLATE, "RX19 KVO"),
        ("Loss address: 12 Quay Road, Looe PL13 1DS (by the slipway)", E.ADDRESS, "12 Quay Road, Looe PL13 1DS"),
        ("现住址中卫市文昌镇应理南街二巷15号", E.ADDRESS, "中卫市文昌镇应理南街二巷15号"),
        ('"csrq":"99-12-25","xm":"完颜洛"', E.PERSON, "完颜洛"),
    ],
)
def test_it_is_found(text: str, kind: E, value: str) -> None:
    assert any(value in each for each in found(text, kind))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("80 File Edit View Communication Actions Window Help", E.ADDRESS),
        (":50K: ORDERING CUST 1", E.PERSON),
        ("wmic path get OA3xOriginalProductKeyOA3xOriginalProductKey", E.SECRET),
        ("Jam failed on TRAY-2", E.HOSTNAME),
        ("key web-portal-2026 exported", E.HOSTNAME),
        ("责任护士值班", E.PERSON),
        ("車務主任，西區車廠", E.PERSON),
        ("calling AE DX_CAR_3, max PDU 16384", E.PLATE),
        ("保单 P6100223871 有效", E.PHONE),
        ("结婚证.jpg 上传失败:文件大小超过10MB限制", E.PASSWORD),
    ],
)
def test_what_is_none_of_them_stays(text: str, kind: E) -> None:
    assert found(text, kind) == []


@pytest.mark.parametrize("label", ["Guardian's name", "承租人姓名", "Nom de l'enfant", "Name of deceased", "Surveyor"])
def test_a_label_that_speaks_of_somebody_announces_a_person(label: str) -> None:
    assert label_of(label) is E.PERSON


@pytest.mark.parametrize("label", ["Caller Computer Name", "Calling AE", "Product name"])
def test_a_label_that_speaks_of_a_thing_does_not(label: str) -> None:
    assert label_of(label) is not E.PERSON


@pytest.mark.parametrize(
    "name", ["Ludwig van der Berg", "lorwerth Vaughan", "Łukasz Nowak", "Иван Петров", "Tarek al-Masri"]
)
def test_a_name_of_any_letters_and_particles_fits_where_one_is_expected(name: str) -> None:
    assert value_fits(E.PERSON, name)


@pytest.mark.parametrize("text", ["Halsted County Clerk", "县医院药剂科采购", "保单与赔案"])
def test_where_people_work_is_nobody(text: str) -> None:
    assert not value_fits(E.PERSON, text)


def test_a_remark_in_a_column_of_people_is_nobody() -> None:
    assert is_plainly_other(E.PERSON, "Carer permit, St Anne's")
    assert not is_plainly_other(E.PERSON, "Anna van den Berg")


@pytest.mark.parametrize(
    ("kind", "text"),
    [(E.SECRET, "F12"), (E.SECRET, "loan-scoring-env"), (E.USERNAME, "402d"), (E.USERNAME, "simfang.ttf"),
     (E.PERSON, "RRN"), (E.ADDRESS, "Same as residence")],
)  # fmt: skip
def test_a_word_of_screens_is_no_value(kind: E, text: str) -> None:
    assert not is_plausible(kind, text)


def test_a_login_with_the_place_and_the_name_of_its_owner_needs_nothing_beside_it() -> None:
    assert looks_like_login("desp14_farah") is Looks.SURE
    assert looks_like_login("release-jordan") is not Looks.SURE


def test_the_columns_of_a_query_are_no_logins() -> None:
    query = [
        ("SELECT a.grzh,", "b.skzh"),
        ("FROM LOAN a JOIN ACC b", "ON a.grzh = b.grzh"),
        ("ORDER BY a.cjsj", "DESC"),
    ]
    assert on_screen(rows(*query), E.USERNAME) == set()


def test_nouns_of_a_german_screen_that_end_like_names_stay() -> None:
    menu = rows(("Zusätze Umfeld", "Bitte wählen Sie"), ("Der Antrag ist nicht vollständig", "und wird nicht gebucht"))
    assert on_screen(menu, E.PERSON) == set()


def test_settings_in_line_with_a_login_stay() -> None:
    listing = rows(
        ("kpatel", "logged in", "bash"),
        ("rnair77", "logged in", "zsh"),
        ("mail_version", "3.7", "on"),
        ("size_limit", "9", "on"),
    )
    assert not {"mail_version", "size_limit"} & on_screen(listing, E.USERNAME)


def test_the_number_of_a_terminal_below_its_word_stays() -> None:
    table = rows(
        ("Terminal", "Address", "State"), ("NT0417A", "172.28.41.11", "In service"), ("NT0422A", "172.28.41.12", "Idle")
    )
    assert on_screen(table, E.HOSTNAME) == set()


def test_words_of_science_in_cells_of_an_english_screen_are_no_names() -> None:
    menu = rows(
        ("Autoclave", "Reports of every machine"),
        ("Modalities", "Rotate the certificate"),
        ("Prefetch", "Print the labels"),
    )
    assert on_screen(menu, E.PERSON) == set()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("参会：卓然、明非、那英杰", E.PERSON, "明非"),
        ("就诊人：买红妹", E.PERSON, "买红妹"),
        ("请 欧 女士 到 3 号窗口", E.PERSON, "欧"),
        ("8f2c1ab0 (jaasland 2026-11-02 14:11 +0100 14) retries = 3", E.USERNAME, "jaasland"),
        ("Prepared by A.-L. Fournier", E.PERSON, "A.-L. Fournier"),
        ("Approved: M. v. d. Berg", E.PERSON, "M. v. d. Berg"),
        ("Makena, Tadeo, Iffat", E.PERSON, "Iffat"),
        ("维修员 敖登格日乐 已接单", E.PERSON, "敖登格日乐"),
        ("账号6230599301338 6787086", E.BANK_CARD, "6230599301338 6787086"),
        ("口令：Zhuzao@2厂#77，改完记得写日志", E.PASSWORD, "Zhuzao@2厂#77"),
    ],
)
def test_it_is_found_in_lists_and_in_parts(text: str, kind: E, value: str) -> None:
    assert any(value in each for each in found(text, kind))


def test_a_family_name_and_a_letter_in_a_cell_are_a_person() -> None:
    assert on_screen(rows(("MARSH-OYELARAN, E", "Bay 4"), ("Chest", "Done")), E.PERSON) == {"MARSH-OYELARAN, E"}


def test_the_halves_of_a_plate_are_one() -> None:
    spans = [TextSpan("浙G", Region(114, 416, 44, 26), 0.99), TextSpan("8U6R2", Region(184, 418, 81, 22), 0.99)]
    found_there = [each for each in find_on_screen(spans) if each.entity_type is E.PLATE]
    assert all(any(each.region.intersection(span.region) == span.region for each in found_there) for span in spans)


def test_the_rest_of_an_address_in_the_next_line_belongs_to_it() -> None:
    spans = [
        TextSpan("地址", Region(23, 311, 27, 14), 0.99),
        TextSpan("海拉尔区胜利大街铁路家属楼3栋2", Region(106, 311, 197, 14), 0.99),
        TextSpan("单元", Region(106, 330, 27, 14), 0.99),
    ]
    assert "单元" in on_screen(spans, E.ADDRESS)


def test_an_address_of_the_web_that_is_cut_within_the_name_of_a_parameter_is_found_whole() -> None:
    spans = [
        TextSpan("https://cordillera-check.es/login?u=xhuarcaya87&o", Region(40, 100, 392, 14), 0.99),
        TextSpan("tp=774201", Region(40, 118, 72, 14), 0.99),
    ]
    places = [each.region for each in find_on_screen(spans) if each.entity_type is E.URL]
    assert any(place.intersection(spans[1].region) == spans[1].region for place in places)

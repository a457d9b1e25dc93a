"""Names told from words by what was learned about both."""

import pytest

from engine.domain.finding import EntityType as E
from engine.redaction import find_in_text
from engine.redaction.words.chinese_text import cut, is_chinese_phrase, names_in
from engine.redaction.words.names import are_names, are_plain_words, is_full_name, without_words


def people(text: str) -> list[str]:
    return [text[each.start : each.end] for each in find_in_text(text) if each.entity_type is E.PERSON]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("09:42乔世杰致电客户询问年度套餐报价", "乔世杰"),
        ("覃思远劳动合同.pdf", "覃思远"),
        ("蓝卓正在共享屏幕", "蓝卓"),
        ("农丽萍的iPhone", "农丽萍"),
        ("如有疑问请联系薪酬专员阚文静", "阚文静"),
        ("当事人解晓东驾车行至路口", "解晓东"),
        ("聯絡人：黃志豪", "黃志豪"),
        ("許—鸣已回复", "許—鸣"),
        ("主持 諸葛青雲", "諸葛青雲"),
        ("居民 买买提·吐尔逊 已登记", "买买提·吐尔逊"),
        ("审批流程：甄嬛已同意", "甄嬛"),
    ],
)
def test_a_chinese_name_is_found_without_a_label(text: str, name: str) -> None:
    assert any(name in found for found in people(text))


@pytest.mark.parametrize(
    "text",
    [
        "请在任务管理器中结束进程后重新启动应用程序",
        "打印机显示脱机，重启后台打印程序服务",
        "单击右下角的网络图标，查看连接属性",
        "应用于所有文件夹，并保存金额和时间",
        "许可证已过期，请联系管理员",
        "谢谢惠顾 欢迎再次光临",
        "政务服务网·居住证申领",
    ],
)
def test_words_that_begin_like_family_names_stay(text: str) -> None:
    assert people(text) == []


def test_a_run_is_cut_into_words_and_names() -> None:
    run = "客户王建国报修打印机"
    assert [run[token.start : token.end] for token in cut(run) if token.is_name] == ["王建国"]
    assert [run[start:end] for start, end in names_in(run)] == ["王建国"]


def test_a_phrase_is_told_from_what_may_be_a_name() -> None:
    assert is_chinese_phrase("商机")
    assert is_chinese_phrase("客户经理")
    assert not is_chinese_phrase("曹浩然")
    assert not is_chinese_phrase("占芳")


@pytest.mark.parametrize(
    "name",
    [
        "Mikkel Vandenberghe",
        "Cordelia Dunmore",
        "Zdeňka Demirtaş",
        "Íñigo Etxebarria",
        "Dr. Angus Sorensen",
        "Gunnhild Aasen",
    ],
)
def test_names_of_many_countries_are_full_names(name: str) -> None:
    assert is_full_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "Thu Apr",
        "Skoda Octavia",
        "Contract Vincent",
        "San Francisco",
        "Print Operators",
        "Goldman Sachs",
        "Purchase Order",
        "Letzte Änderung",
    ],
)
def test_dates_places_firms_and_headings_are_none(text: str) -> None:
    assert not is_full_name(text)


def test_words_around_a_name_are_left_out() -> None:
    text = "Ask Marcus Holloway"
    start, end = without_words(text)
    assert text[start:end] == "Marcus Holloway"
    text = "Imogen Dunmore Gold"
    start, end = without_words(text)
    assert text[start:end] == "Imogen Dunmore"
    assert without_words("Grace Anna Lee") == (0, len("Grace Anna Lee"))


def test_two_small_words_are_names_only_where_both_are_known() -> None:
    assert are_names("anna", "schmidt")
    assert are_names("schmidt", "anna")
    assert not are_names("open", "source")
    assert are_plain_words("Print Operators")
    assert not are_plain_words("Ingrid")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Contract Vincent Abernathy.pdf", "Vincent Abernathy"),
        ("cv_anna-novak_2024.docx", "anna-novak"),
        ("marlowei:x:1004:1004:Cordelia Dunmore,,,:/home/marlowei:/bin/bash", "Cordelia Dunmore"),
        ("llona Esposito", "llona Esposito"),
        ("Thandiwe Nkosi (muted)", "Thandiwe Nkosi"),
        ("VAN DER WAALS^JOHANNES", "VAN DER WAALS^JOHANNES"),
        ("dhr. J. van Ommeren", "J. van Ommeren"),
        ("A. Kowalski", "A. Kowalski"),
        ("@Nguyễn Thị Lan", "Nguyễn Thị Lan"),
    ],
)
def test_a_name_is_found_where_programs_put_it(text: str, name: str) -> None:
    assert any(name in found for found in people(text))

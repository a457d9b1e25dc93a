"""Names of people whom no label announces: by what stands beside them, by their column, by being no word."""

import pytest

from engine.domain.finding import EntityType as E
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction import find_in_text
from engine.redaction.screen_search import find_on_screen


def people(text: str) -> list[str]:
    return [text[each.start : each.end] for each in find_in_text(text) if each.entity_type is E.PERSON]


def rows(*lines: tuple[str, ...]) -> list[TextSpan]:
    """Texts in columns of 200 pixels, 8 pixels a letter."""
    return [
        TextSpan(cell, Region(10 + 200 * column, 10 + 24 * row, 8 * len(cell), 12), 0.99)
        for row, cells in enumerate(lines)
        for column, cell in enumerate(cells)
        if cell
    ]


def covered(spans: list[TextSpan]) -> set[str]:
    found = [each.region for each in find_on_screen(spans) if each.entity_type is E.PERSON]
    return {span.text for span in spans if any(span.region.intersection(place) == span.region for place in found)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Patient's daughter Halina can be reached today", "Halina"),
        ("spoke to her partner Ngozi about it", "Ngozi"),
        ("Mon conjoint Yann souhaite créer son accès", "Yann"),
        ("Llamó su hermana Nekane el martes", "Nekane"),
        ("Uwagi: córka Jagoda odbierze recepty", "Jagoda"),
        ("meinen Ehemann Jörn unter obiger Anschrift", "Jörn"),
        ("Avisar a su mujer (Idaira) mañana", "Idaira"),
        ("technik Jarek jutro", "Jarek"),
        ("Hi, it's Rosalba. I can't upload", "Rosalba"),
        ("morning all, Gwendal is off sick today", "Gwendal"),
        ("Reminder: Dilys's birthday tomorrow", "Dilys"),
        ("Could Mihai bring the dock up?", "Mihai"),
        ("Reported by Mr T Abercrombie today", "T Abercrombie"),
        ("Before District Judge Pilkington-Smythe", "Pilkington-Smythe"),
        ("lek. Grzelak przyjmuje", "Grzelak"),
        ("Tsunami\nRashid Al-Balushi 09:04", "Rashid Al-Balushi"),
    ],
)
def test_a_name_is_told_by_what_stands_beside_it(text: str, name: str) -> None:
    assert any(name in found for found in people(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("K OFORI-ATTA", "K OFORI-ATTA"),
        ("wallet reported by E DESROSIERS", "E DESROSIERS"),
        ("DESMOND O'SHAUGHNESSY", "DESMOND O'SHAUGHNESSY"),
        ("OYLER MAVIS R", "OYLER MAVIS R"),
        ("Branch managerMarguerite Okonjo Properties", "Marguerite Okonjo"),
        ("Vikram DeshmukhWork notes · 09:15", "Vikram Deshmukh"),
        ("OR full_name LIKE 'El-Masri%'", "El-Masri"),
        ("Bogumit Szczęsny", "Bogumit Szczęsny"),
        ("10:30 Zubair Qadri, room 4", "Zubair Qadri"),
    ],
)
def test_a_name_is_told_in_capitals_and_where_the_reader_slipped(text: str, name: str) -> None:
    assert any(name in found for found in people(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Голубева Евдокия Матвеевна", "Голубева Евдокия Матвеевна"),
        ("Врач Шарафутдинов Р. И.", "Шарафутдинов Р. И."),
        ("дочь Зинаида", "Зинаида"),
        ("Шевчук Мар'яна Олегівна", "Шевчук Мар'яна Олегівна"),
        ("Παναγιώτης Κωστόπουλος", "Παναγιώτης Κωστόπουλος"),
        ("Lưu Quốc Khánh", "Lưu Quốc Khánh"),
        ("Trnh Thu Hưng", "Trnh Thu Hưng"),
    ],
)
def test_a_name_is_told_in_other_letters(text: str, name: str) -> None:
    assert any(name in found for found in people(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("税文娟", "税文娟"),
        ("缑亚楠", "缑亚楠"),
        ("报修人库尔班，分机6609", "库尔班"),
        ("收件 拉姆次仁 拉萨", "拉姆次仁"),
        ("姓名=哈丽旦，证件齐全", "哈丽旦"),
        ("当事人 热依扎、那日苏", "那日苏"),
        ("霍去疾，上午好", "霍去疾"),
        ("13 黄土生 复诊", "黄土生"),
        ("请 芦海燕 到3诊室就诊", "芦海燕"),
        ("联系：老仝 13512340987", "老仝"),
        ("早上好，卞哥在吗？", "卞哥"),
        ("今日带班：佘主任", "佘"),
    ],
)
def test_a_rare_chinese_name_is_told(text: str, name: str) -> None:
    assert any(name in found for found in people(text))


@pytest.mark.parametrize(
    "text",
    [
        "Apache Felix and log4j updates",
        "Avery labels 5160 print off",
        "Travis build is red",
        "Penny rounding differs between tills",
        "with Grafana and Zabbix we see the same",
        "Löschen Archivieren Allen antworten",
        "Last login: Thu Apr 3",
        "阿莫西林 奥美拉唑 白蛋白 38.2",
        "贝叶斯过滤器误判垃圾邮件",
        "古老的系统不支持",
        "线程池 已满 甲班",
    ],
)
def test_products_and_words_are_no_people(text: str) -> None:
    assert people(text) == []


def test_a_text_in_a_column_of_names_is_one_and_their_head_is_none() -> None:
    spans = rows(
        ("Kollegium", "Dienst"),
        ("Anna Schmidt", "Frühdienst"),
        ("Vrbnxaq", "Nachtdienst"),
        ("Peter Novak", "Rufdienst"),
    )
    assert "Vrbnxaq" in covered(spans)
    assert not covered(spans) & {"Kollegium", "Dienst", "Frühdienst", "Nachtdienst"}


def test_a_word_of_no_list_in_a_cell_of_an_english_screen_is_taken_for_a_name() -> None:
    english = rows(
        ("Backlog of the team", "Review before release"),
        ("Rotate every certificate", "Print the shipping labels"),
        ("Thorvald", "Missing printer driver"),
    )
    assert covered(english) == {"Thorvald"}


def test_on_a_screen_of_another_language_such_a_word_stays() -> None:
    german = rows(
        ("Offene Vorgänge bearbeiten", "Lieferscheine drucken"),
        ("Zugewiesene Aufträge anzeigen", "Gerätedaten übernehmen"),
        ("Kostenträger", "Buchungskreis wechseln"),
    )
    assert "Kostenträger" not in covered(german)


def test_a_given_name_alone_on_a_tile_is_found() -> None:
    assert covered(rows(("Nerea", ""), ("TREMBLAY", ""))) == {"Nerea", "TREMBLAY"}

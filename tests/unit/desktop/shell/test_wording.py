"""Every sentence of the window is there in both languages, with the same placeholders."""

import re
import tomllib

import pytest

from engine.wording import RESOURCES

_TABLES = tomllib.loads((RESOURCES / "wording" / "desktop.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", _TABLES)
def test_both_languages_say_the_same(name: str) -> None:
    table = _TABLES[name]
    assert table["en"]
    assert re.search(r"[\u4e00-\u9fff]", table["zh"])
    assert re.findall(r"\{\w+\}", table["en"]) == re.findall(r"\{\w+\}", table["zh"])
    assert ("en_remedy" in table) == ("zh_remedy" in table)

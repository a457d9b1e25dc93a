"""Chinese sentences have the punctuation of Chinese: full-width, with no blanks around it."""

import re
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from engine.settings.table import TABLE
from engine.wording import RESOURCES

_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff）”][ ]?[(,;:?!]|[,;)][ ]?[\u4e00-\u9fff]")
_MNEMONIC = re.compile(r"\(&.\)")


def chinese_texts() -> Iterator[str]:
    for file in sorted((RESOURCES / "wording").glob("*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8")).values():
            yield from (text for key, text in entry.items() if key.startswith("zh"))
    for setting in TABLE.values():
        yield setting.zh
    for translation in ET.parse(RESOURCES / "translations" / "deskside_zh_CN.ts").iter("translation"):
        yield translation.text or ""


def test_no_half_width_punctuation_stands_beside_chinese() -> None:
    texts = [_MNEMONIC.sub("", text) for text in chinese_texts()]
    assert len(texts) > 1000
    assert [text for text in texts if _HALF_WIDTH.search(text)] == []

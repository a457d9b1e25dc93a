"""Cases as files for people: every picture is in them."""

import base64
import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from engine.assistant.exports import export_case
from engine.domain.picture import RedactedImage
from tests.fakes.stores import MemoryStore


@pytest.mark.parametrize(("width", "kind"), [(16_383, "webp"), (16_384, "png")])
def test_a_picture_of_any_length_is_in_the_page(tmp_path: Path, width: int, kind: str) -> None:
    store = MemoryStore()
    case = store.start_conversation("x").id
    store.add_question(case, "q", [RedactedImage(width, 2, bytes([7, 8, 9]) * width * 2)])
    export_case(store, store, case, tmp_path / "case.html")
    found = re.search(r'src="data:image/(\w+);base64,([^"]+)"', (tmp_path / "case.html").read_text(encoding="utf-8"))
    assert found is not None
    assert found[1] == kind
    with Image.open(BytesIO(base64.b64decode(found[2]))) as picture:
        assert picture.size == (width, 2)
        assert picture.convert("RGB").getpixel((width - 1, 1)) == (7, 8, 9)


def test_blocks_of_code_are_set_apart_whatever_their_fence(tmp_path: Path) -> None:
    store = MemoryStore()
    case = store.start_conversation("x").id
    store.add_question(case, "Run\n~~~sh\nls <dir>\n~~~\nand ```` ``` ````.")
    export_case(store, store, case, tmp_path / "case.html")
    page = (tmp_path / "case.html").read_text(encoding="utf-8")
    assert "<pre><code>ls &lt;dir&gt;\n</code></pre>" in page
    assert page.count("<pre>") == 1

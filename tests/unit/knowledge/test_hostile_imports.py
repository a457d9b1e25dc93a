"""Files made to harm: each is refused with a sentence that names it, and nothing of it is taken over."""

from __future__ import annotations

import base64
import io
import itertools
import json
import os
import stat
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from engine.assistant.fix_book import FixBook
from engine.domain.fix_exchange import FilePlace, FixFormat
from engine.errors import KnowledgeError
from engine.knowledge.checking import check_body
from engine.wording import Language
from tests.fakes.redactor import WordRedactor
from tests.fakes.stores import MemoryStore

HEAD = "---\nuid: a\nlanguage: en\ntitle: b\n---\n"
Make = Callable[[Path], Path]


def _markdown(text: str | bytes) -> Make:
    def make(folder: Path) -> Path:
        data = text if isinstance(text, bytes) else text.encode()
        (folder / "fixes").mkdir()
        (folder / "fixes" / "a.md").write_bytes(data)
        return folder / "fixes"

    return make


def _file(name: str, data: str | bytes) -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return make


def _csv(row: str, header: str = "uid,language,title,body") -> Make:
    return _file("a.csv", f"{header}\n{row}\n")


def _jsonl(**fields: object) -> Make:
    row = {"schema": "deskside.fix/1", "uid": "a", "language": "en", "title": "b", "body": "c"} | fields
    return _file("a.jsonl", json.dumps(row))


def _zip(name: str, data: bytes = HEAD.encode() + b"c", *, mode: int = 0, times: int = 1) -> Make:
    def make(folder: Path) -> Path:
        path = folder / "a.zip"
        with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for _ in range(times):
                entry = zipfile.ZipInfo(name)
                entry.external_attr = mode << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, data)
        return path

    return make


def _spoilt_zip(folder: Path) -> Path:
    """Its squeezed content begins with a block that no packer writes."""
    path = _zip("a.md")(folder)
    content = bytearray(path.read_bytes())
    content[30 + len("a.md")] = 0xFF
    path.write_bytes(content)
    return path


def _link_out(folder: Path) -> Path:
    (folder / "secret.md").write_text(HEAD + "secret")
    (folder / "fixes").mkdir()
    (folder / "fixes" / "a.md").symlink_to(folder / "secret.md")
    return folder / "fixes"


def _picture_out(folder: Path) -> Path:
    Image.new("RGB", (4, 4)).save(folder / "secret.png")
    return _markdown(HEAD + "![x](../secret.png)")(folder)


def _pipe(folder: Path) -> Path:
    (folder / "fixes").mkdir()
    _markdown(HEAD + "![x](a.png)")(folder / "fixes")
    os.mkfifo(folder / "fixes" / "fixes" / "a.png")
    return folder / "fixes" / "fixes"


def _no_picture(folder: Path) -> Path:
    path = _markdown(HEAD + "![x](a.png)")(folder)
    (path / "a.png").write_bytes(b"<svg onload=alert(1)>")
    return path


def _huge_picture(folder: Path) -> Path:
    path = _markdown(HEAD + "![x](a.png)")(folder)
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    (path / "a.png").write_bytes(out.getvalue())
    return path


def _yaml_bomb() -> str:
    names = "abcdefghi"
    lines = [f"{b}: &{b} [{', '.join([f'*{a}'] * 8)}]" for a, b in itertools.pairwise(names)]
    return "\n".join(["a: &a [x, x, x, x, x, x, x, x]", *lines, "matches:\n  - trigger: ':x'\n    replace: x"])


_LYING_WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8X" + b"\x0a\x00\x00\x00" + b"\x00" * 4 + b"\xff" * 6
_LYING_PICTURE = {
    "schema": "deskside.fix-picture/1",
    "digest": "0" * 64,
    "webp": base64.b64encode(_LYING_WEBP).decode(),
}
_HALF = '{"schema":"deskside.fix/1","uid":"a","language":"en","title":"\\ud800","body":"c"}'
_OBJECT = "---\nuid: a\nlanguage: en\ntitle: !!python/object:os.system\n  x: y\n---\nc"
_TABLE = b"uid,language,title,body\na,en,b"

HOSTILE: dict[str, tuple[Make, str]] = {
    "yaml bomb in a front matter": (_markdown("---\nuid: &a [x]\nlanguage: [*a, *a]\n---\nc"), "fixes.not_a_text"),
    "yaml bomb in matches": (_file("a.yml", _yaml_bomb()), "fixes.yaml_bomb"),
    "yaml nested to the depth of the stack": (_file("a.yml", "[" * 5000), "fixes.not_yaml"),
    "yaml that goes round in a circle": (_file("a.yml", "matches: &a\n  - *a"), "fixes.yaml_bomb"),
    "yaml that builds objects": (_markdown(_OBJECT), "fixes.not_a_text"),
    "a field there twice": (_markdown("---\nuid: a\nuid: b\nlanguage: en\ntitle: b\n---\nc"), "fixes.field_twice"),
    "zip that climbs out": (_zip("../a.md"), "fixes.unsafe_path"),
    "zip with an absolute name": (_zip("/etc/a.md"), "fixes.unsafe_path"),
    "zip with a drive": (_zip("C:/a.md"), "fixes.unsafe_path"),
    "zip with backslashes": (_zip("..\\a.md"), "fixes.unsafe_path"),
    "zip with a link": (_zip("a.md", b"/etc/passwd", mode=stat.S_IFLNK | 0o777), "fixes.unsafe_path"),
    "zip with one name twice": (_zip("a.md", times=2), "fixes.unsafe_path"),
    "zip that unpacks to very much": (_zip("a.md", bytes(50_000_000)), "fixes.zip_too_large"),
    "zip that is none": (_file("a.zip", b"PK\x03\x04 no"), "fixes.bad_zip"),
    "zip with spoilt content": (_spoilt_zip, "fixes.bad_zip"),
    "a link out of the folder": (_link_out, "fixes.unsafe_path"),
    "a uid that is a path": (_jsonl(uid="../../etc/passwd"), "fixes.bad_uid"),
    "a body that is huge": (_jsonl(body="x" * 100_001), "fixes.too_large"),
    "a title that is huge": (_jsonl(title="x" * 501), "fixes.field_too_long"),
    "a list without end": (_jsonl(tags=["x"] * 201), "fixes.field_too_long"),
    "a cell that is huge": (_csv(f"a,en,b,{'x' * 140_000}"), "fixes.not_csv"),
    "a formula": (_csv('a,en,"=HYPERLINK(""http://x"",""b"")",c'), "fixes.formula"),
    "a formula behind a plus": (_csv("a,en,b,+cmd|' /C calc'!A0"), "fixes.formula"),
    "a formula behind an at sign": (_csv("a,en,b,@SUM(1+1)*cmd"), "fixes.formula"),
    "a formula behind a tab": (_csv('a,en,"\t=1+1",c'), "fixes.formula"),
    "a formula behind a minus": (_csv("a,en,-2+3+cmd|' /C calc'!A0,c"), "fixes.formula"),
    "text in no known encoding": (_file("a.csv", _TABLE + b",\xff\xff\x81"), "fixes.bad_encoding"),
    "zero bytes in a table": (_file("a.csv", _TABLE + b"\0,c"), "fixes.bad_encoding"),
    "markdown that is not utf-8": (_markdown(HEAD.encode() + b"\xff\xfe"), "fixes.not_utf8"),
    "escape sequences for a terminal": (_jsonl(title="\x1b]0;owned\x07"), "fixes.control_character"),
    "text that reads backwards": (_jsonl(body="run \u202ecod.exe"), "fixes.control_character"),
    "half a character": (_file("a.jsonl", _HALF), "fixes.control_character"),
    "a title of two lines": (_jsonl(title="one\ntwo"), "fixes.control_character"),
    "a picture from the disk": (_jsonl(body="![x](file:///etc/passwd)"), "fixes.picture_link"),
    "a picture from a share": (_jsonl(body="![x](//host/share/a.png)"), "fixes.picture_link"),
    "a picture from a Windows share": (_markdown(HEAD + r"![x](\\host\share\a.png)"), "fixes.picture_link"),
    "a picture from the network": (_markdown(HEAD + "![x](https://host/a.png)"), "fixes.picture_link"),
    "a picture named below": (_jsonl(body="![x][y]\n\n[y]: file:///etc/passwd"), "fixes.picture_link"),
    "a picture in the link": (_jsonl(body="![x](data:image/png;base64,AAAA)"), "fixes.picture_link"),
    "a picture outside of the folder": (_picture_out, "fixes.picture_link"),
    "a picture that is a pipe": (_pipe, "fixes.picture_link"),
    "a picture that is a script": (_no_picture, "fixes.picture_bad"),
    "a picture of 400 megapixels": (_huge_picture, "fixes.picture_bad"),
    "a picture that lies about its size": (_file("a.jsonl", json.dumps(_LYING_PICTURE)), "fixes.picture_bad"),
    "html that loads": (_jsonl(body='<img src="http://x/a.png">'), "fixes.html"),
    "html that runs": (_jsonl(body="<script>alert(1)</script>"), "fixes.html"),
    "json nested to the depth of the stack": (_file("a.jsonl", "[" * 200_000), "fixes.not_json"),
    "json that is no number": (_jsonl(title=float("nan")), "fixes.not_json"),
    "json of another kind": (_file("a.jsonl", '{"schema": "other/1"}'), "fixes.bad_schema"),
    "a field nobody knows": (_jsonl(run="calc.exe"), "fixes.unknown_field"),
    "a list where a text belongs": (_jsonl(body=["c"]), "fixes.not_a_text"),
    "a state nobody knows": (_jsonl(state="published"), "fixes.bad_state"),
    "a day that never was": (_jsonl(valid_until="2026-02-30"), "fixes.bad_date"),
    "a revision that is made up": (_jsonl(revision="99999999999-x"), "fixes.bad_revision"),
    "more cells than columns": (_csv("a,en,b,c,d"), "fixes.too_many_cells"),
    "an unknown column": (_csv("a,en,b,c,d", "uid,language,title,body,run"), "fixes.unknown_column"),
    "one fix twice": (_csv("a,en,b,c\na,en,d,e"), "fixes.twice"),
    "a file of no known format": (_file("a.exe", b"MZ"), "fixes.unknown_format"),
    "a folder that is not there": (lambda folder: folder / "nothing.d.zip" / "x.jsonl", "fixes.unreadable"),
}  # fmt: skip


def test_there_are_many() -> None:
    assert len(HOSTILE) >= 50


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_is_taken_over(name: str, tmp_path: Path) -> None:
    make, key = HOSTILE[name]
    store = MemoryStore()
    with pytest.raises(KnowledgeError) as caught:
        FixBook(store, WordRedactor()).plan_import(make(tmp_path))
    assert caught.value.key == key
    assert not store.fixes()
    for language in Language:
        assert caught.value.message(language)
        assert caught.value.remedy(language)
        assert len(caught.value.message(language)) < 1000


def test_a_command_in_a_foreign_file_becomes_a_blank_and_is_never_run(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    ran = tmp_path / "ran"
    path.write_text(
        f"matches:\n  - trigger: ':ip'\n    replace: 'Address: {{{{out}}}}'\n    vars:\n"
        f"      - name: out\n        type: shell\n        params: {{cmd: 'touch {ran}'}}\n"
    )
    plan = FixBook(MemoryStore(), WordRedactor()).plan_import(path, FixFormat.ESPANSO)
    assert plan.rows[0].incoming.fix.body == "Address: {{out}}"
    assert not ran.exists()


@pytest.mark.parametrize(
    "body",
    ["Type ``` first\n\n<img src=x>", "```a``` <img src=x>", "~~~\r\nls\r\n~~~\r\n<img src=x>", r"\`<img src=x>\`"],
)
def test_what_only_looks_like_code_hides_nothing_from_the_check(body: str) -> None:
    with pytest.raises(KnowledgeError):
        check_body(body, FilePlace("fix.md", 1))

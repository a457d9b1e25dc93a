"""Canned fixes survive the way to a folder and back, and a faulty file is named with its line."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.domain.fix_exchange import FilePlace
from engine.domain.knowledge import CannedFix, FixState
from engine.errors import KnowledgeError
from engine.knowledge import read_fix, read_folder, write_folder
from engine.knowledge.checking import check_body
from engine.knowledge.files import FILE_BYTES_MAX
from engine.wording import Language

BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the order of reading around, and are refused."""
CHARS = st.characters(codec="utf-8", exclude_categories=["Cc"])
LINE = st.text(
    st.one_of(st.sampled_from("aZ0 :-#'\"[]{}|>&*!%@`,?\\打印机—…no"), CHARS),
    max_size=30,
).filter(lambda text: text.strip() == text and not BIDI & set(text))
TITLE = LINE.filter(bool)
BODY = (
    st.lists(LINE, min_size=1, max_size=8).map("\n".join).filter(lambda body: body.strip() and body == body.strip("\n"))
)
LINES = st.lists(TITLE, max_size=4).map(tuple)
FIX = st.builds(
    CannedFix,
    uid=st.from_regex(r"[a-z0-9][a-z0-9._-]{0,20}", fullmatch=True),
    language=st.sampled_from(Language),
    title=TITLE,
    body=BODY.filter(lambda body: "![" not in body),
    owner=LINE,
    valid_until=st.one_of(st.none(), st.dates()),
    state=st.sampled_from(FixState),
    category=LINE,
    tags=LINES,
    product=LINE,
    os=LINES,
    error_codes=LINES,
    symptoms=LINES,
    shortcut=LINE,
)


@settings(max_examples=50, deadline=None)
@given(st.lists(FIX, max_size=4, unique_by=lambda fix: (fix.uid, fix.language)))
def test_what_is_exported_is_imported_as_it_was(fixes: list[CannedFix]) -> None:
    with TemporaryDirectory() as folder:
        write_folder(fixes, Path(folder))
        read = read_folder(Path(folder))
    assert sorted(read, key=_key) == sorted(fixes, key=_key)


def _key(fix: CannedFix) -> tuple[str, str]:
    return fix.uid, fix.language


def test_values_stay_as_they_were_typed(tmp_path: Path) -> None:
    path = _written(tmp_path, "uid: a\nlanguage: en\ntitle: no\nerror_codes: [0x80070005, 0809, yes]\nos: Windows")
    fix = read_fix(path)
    assert (fix.title, fix.error_codes, fix.os) == ("no", ("0x80070005", "0809", "yes"), ("Windows",))


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf---\r\nuid: a\r\nlanguage: zh\r\ntitle: b\r\n---\r\n\r\n1. c\r\n2. d\r\n")
    assert read_fix(path).body == "1. c\n2. d"


@pytest.mark.parametrize(
    ("header", "key", "line"),
    [
        ("uid: a\nlanguage: en\ntitle: b: c", "fixes.not_yaml", 4),
        ("uid: a\nlanguage: en\ntitel: b", "fixes.unknown_field", 4),
        ("uid: a\nlanguage: en", "fixes.field_missing", 1),
        ("uid: a\nlanguage: fr\ntitle: b", "fixes.bad_language", 3),
        ("uid: ../a\nlanguage: en\ntitle: b", "fixes.bad_uid", 2),
        ("uid: a\nlanguage: en\ntitle: [b]", "fixes.not_a_text", 4),
        ("uid: a\nlanguage: en\ntitle: b\ntags: {c: d}", "fixes.not_a_list", 5),
        ("uid: a\nlanguage: en\ntitle: b\ntags: [[c]]", "fixes.not_a_list", 5),
        ("- a", "fixes.no_front_matter", 1),
        ("", "fixes.no_front_matter", 1),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, header: str, key: str, line: int) -> None:
    path = _written(tmp_path, header)
    with pytest.raises(KnowledgeError) as caught:
        read_fix(path)
    assert (caught.value.key, caught.value.values["line"]) == (key, line)
    for language in Language:
        assert str(path) in caught.value.message(language)
        assert caught.value.remedy(language)


def test_a_file_without_front_matter_or_steps_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    for text, key in [
        ("# Title\n", "fixes.no_front_matter"),
        ("---\nuid: a\n", "fixes.no_front_matter"),
        ("---\nuid: a\nlanguage: en\ntitle: b\n---\n \n", "fixes.no_steps"),
    ]:
        path.write_text(text)
        with pytest.raises(KnowledgeError) as caught:
            read_fix(path)
        assert caught.value.key == key


def test_text_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"---\nuid: a\ntitle: " + "打印".encode("gbk") + b"\n---\nx")
    with pytest.raises(KnowledgeError) as caught:
        read_fix(path)
    assert (caught.value.key, caught.value.values["line"]) == ("fixes.not_utf8", 3)


def test_a_file_that_is_too_large_is_not_parsed(tmp_path: Path) -> None:
    path = _written(tmp_path, "uid: a\nlanguage: en\ntitle: b", body="x" * FILE_BYTES_MAX)
    with pytest.raises(KnowledgeError) as caught:
        read_fix(path)
    assert caught.value.key == "fixes.too_large"


def test_nested_aliases_do_no_harm(tmp_path: Path) -> None:
    bomb = "a: &a [x]\n" + "\n".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(KnowledgeError):
        read_fix(_written(tmp_path, bomb))


def test_one_fix_in_two_files_is_refused(tmp_path: Path) -> None:
    _written(tmp_path, "uid: a\nlanguage: en\ntitle: b", name="one.md")
    _written(tmp_path, "uid: a\nlanguage: en\ntitle: c", name="two.md")
    with pytest.raises(KnowledgeError, match=r"one\.md.*two\.md"):
        read_folder(tmp_path)


def test_readmes_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    _written(tmp_path, "uid: a\nlanguage: en\ntitle: b")
    (tmp_path / "README.md").write_text("# Ours")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.md").write_text("no fix")
    assert [fix.uid for fix in read_folder(tmp_path)] == ["a"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        read_folder(tmp_path / "none")
    assert caught.value.key == "fixes.no_folder"


def test_nothing_is_written_outside_of_the_folder(tmp_path: Path) -> None:
    fix = CannedFix("../../evil", Language.EN, "t", "b")
    with pytest.raises(KnowledgeError):
        write_folder([fix], tmp_path / "out")
    [path] = write_folder([CannedFix("good", Language.ZH, "t", "b", category="../../打印/x")], tmp_path / "out")
    assert (tmp_path / "out").resolve() in path.resolve().parents


def _written(folder: Path, header: str, body: str = "1. Do it.", name: str = "fix.md") -> Path:
    path = folder / name
    path.write_text(f"---\n{header}\n---\n\n{body}\n", encoding="utf-8")
    return path


def test_code_between_backticks_may_go_over_a_line_break_and_still_holds_no_tag() -> None:
    check_body("1. Write `<img\nsrc=x>` into the field.", FilePlace("a.md"))
    for body in ("1. Write `<img\n\nsrc=x>`.", "Write `a\n- <img src=x>`.", "# One `a\nand <img src=x>`."):
        with pytest.raises(KnowledgeError):
            check_body(body, FilePlace("a.md"))

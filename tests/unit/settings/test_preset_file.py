"""A preset's file: read whole, or refused with file, line and remedy. Nothing a stranger writes does harm."""

import os
from pathlib import Path

import pytest

from engine.domain.preset import Preset, PresetText
from engine.errors import SettingsError
from engine.settings.preset_file import FILE_BYTES_MAX, preset_as_toml, read_preset
from engine.wording import RESOURCES, Language

WHOLE = '''uid = "bank-mail"
shortcut = "bm"
icon = "mail"
offers_fixes = false
adapters = ["bank", "mail"]
stop = ["END", "\\n\\n\\n"]
json_schema = '{"type": "object"}'

[en]
name = "Bank mail"
about = "One sentence."
prompt = """
Write a mail.
About: {text}
"""

[zh]
name = "银行邮件"
prompt = "请写邮件。"

[sampling]
temperature = 1
max_tokens = 600
'''
LEAST = 'uid = "x"\n[en]\nname = "X"\nprompt = "Do x."\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "one.toml"


def refusal(file: Path, content: str | bytes) -> SettingsError:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(SettingsError) as caught:
        read_preset(file)
    return caught.value


def test_everything_that_it_says_is_read(file: Path) -> None:
    file.write_text(WHOLE, encoding="utf-8")
    texts = {
        Language.EN: PresetText("Bank mail", "Write a mail.\nAbout: {text}", "One sentence."),
        Language.ZH: PresetText("银行邮件", "请写邮件。"),
    }
    sampling = {"temperature": 1.0, "max_tokens": 600}
    assert read_preset(file) == Preset(
        "bank-mail",
        texts,
        sampling,
        ("bank", "mail"),
        ("END", "\n\n\n"),
        '{"type": "object"}',
        offers_fixes=False,
        shortcut="bm",
        icon="mail",
    )


def test_a_name_and_a_prompt_in_one_language_are_enough(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode())
    assert read_preset(file) == Preset("x", {Language.EN: PresetText("X", "Do x.")})


@pytest.mark.parametrize("content", [WHOLE, LEAST, LEAST.replace("Do x.", 'a \\"\\"\\" b \\\\ {text} 「」\\t.')])
def test_what_is_written_reads_the_same(file: Path, content: str) -> None:
    file.write_text(content, encoding="utf-8")
    first = read_preset(file)
    file.write_text(preset_as_toml(first), encoding="utf-8")
    assert read_preset(file) == first


def test_the_example_of_the_manual_is_one(file: Path) -> None:
    manual = (RESOURCES.parent / "docs" / "admin.md").read_text(encoding="utf-8")
    example = manual.partition("## Presets")[2].partition("```toml\n")[2].partition("```")[0]
    file.write_text(example, encoding="utf-8")
    assert read_preset(file).adapters == ("bank",)


@pytest.mark.parametrize(
    ("old", "new", "key", "line"),
    [
        ('uid = "bank-mail"', 'uid = "Bank mail"', "presets.bad_uid", 1),
        ('uid = "bank-mail"', 'uid = "../../evil"', "presets.bad_uid", 1),
        ('uid = "bank-mail"\n', "", "presets.field_missing", 1),
        ('shortcut = "bm"', 'shortct = "bm"', "presets.unknown_field", 2),
        ('shortcut = "bm"', 'shortcut = "abcdefghijklmnop"', "presets.too_long", 2),
        ('icon = "mail"', 'icon = "../presets/10-wrong"', "presets.unknown_icon", 3),
        ("offers_fixes = false", 'offers_fixes = "no"', "presets.not_a_switch", 4),
        ('["bank", "mail"]', '"bank"', "presets.not_a_list", 5),
        ('["bank", "mail"]', '["bank", 3]', "presets.not_a_text", 5),
        ('["END", "\\n\\n\\n"]', '["END", ""]', "presets.not_a_list", 6),
        ('["END", "\\n\\n\\n"]', repr(["x"] * 9), "presets.not_a_list", 6),
        ('{"type": "object"}', "[1]", "presets.bad_schema", 7),
        ('{"type": "object"}', '{"type": ', "presets.bad_schema", 7),
        ('{"type": "object"}', "[" * 9000, "presets.bad_schema", 7),
        ('{"type": "object"}', '{"a": [{"minItems": 100000000}]}', "presets.schema_too_large", 7),
        ('name = "Bank mail"', "name = 4", "presets.not_a_text", 10),
        ('name = "Bank mail"', 'name = " "', "presets.field_missing", 10),
        ('name = "Bank mail"', 'name = "kram\\u202Eliam"', "presets.unprintable", 10),
        ('name = "Bank mail"', 'name = "two\\nlines"', "presets.unprintable", 10),
        ("Write a mail.", "Write\\u200B a mail.", "presets.unprintable", 12),
        ("Write a mail.", "x" * 8001, "presets.too_long", 12),
        ('name = "银行邮件"\n', "", "presets.field_missing", 17),
        ("temperature = 1", "temperature = nan", "presets.out_of_range", 22),
        ("temperature = 1", "temperature = inf", "presets.out_of_range", 22),
        ("temperature = 1", "temperature = 2.5", "presets.out_of_range", 22),
        ("temperature = 1", 'temperature = "1"', "presets.not_a_number", 22),
        ("temperature = 1", "temperature = true", "presets.not_a_number", 22),
        ("max_tokens = 600", "max_tokens = 0.5", "presets.not_a_number", 23),
        ("max_tokens = 600", "max_tokens = 10000000", "presets.out_of_range", 23),
        ("max_tokens = 600", "tokens = 600", "presets.unknown_field", 23),
        ("[sampling]", "[[sampling]]", "presets.not_a_section", 21),
        ("[sampling]", "[sampling", "presets.not_toml", 21),
    ],
)
def test_a_fault_names_file_line_and_remedy(file: Path, old: str, new: str, key: str, line: int) -> None:
    assert old in WHOLE
    error = refusal(file, WHOLE.replace(old, new))
    assert (error.key, error.values["path"], error.values["line"]) == (key, file, line)
    for language in Language:
        assert "one.toml" in error.message(language)
        assert error.remedy(language)


def test_a_preset_without_any_text_is_none(file: Path) -> None:
    assert refusal(file, 'uid = "x"\n').key == "presets.field_missing"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "presets.field_missing"),
        (b"\xff\xfe" + "uid = 'x'".encode("utf-16-le"), "presets.not_utf8"),
        (b"uid = 'x'\x00", "presets.not_toml"),
        (b"a = " + b"[" * 30_000, "presets.not_toml"),
        (b"a = " + b"{a=" * 10_000, "presets.not_toml"),
        (b"a = " + b"9" * 20_000, "presets.not_toml"),
        (b"[a" + b".a" * 10_000 + b"]", "presets.unknown_field"),
        (b"#" * (FILE_BYTES_MAX + 1), "presets.too_large"),
        (b"MZ\x90\x00\x03", "presets.not_utf8"),
    ],
)
def test_a_hostile_file_is_refused_and_does_no_harm(file: Path, content: bytes, key: str) -> None:
    assert refusal(file, content).key == key


def test_a_name_that_turns_the_writing_around_is_not_repeated(file: Path) -> None:
    error = refusal(file, LEAST.replace("uid", '"\\u202Egnp.exe" = 1\nuid', 1))
    assert error.key == "presets.unknown_field"
    assert "\u202e" not in error.message()


def test_what_is_no_plain_file_is_not_opened(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe.toml", tmp_path / "link.toml"
    os.mkfifo(pipe)
    (tmp_path / "real.toml").write_text(LEAST)
    link.symlink_to(tmp_path / "real.toml")
    for path in (pipe, tmp_path):
        with pytest.raises(SettingsError) as caught:
            read_preset(path)
        assert caught.value.key == "presets.no_plain_file"
    assert read_preset(link).uid == "x"
    with pytest.raises(SettingsError) as refused:
        read_preset(link, follows_links=False)
    assert refused.value.key == "presets.no_plain_file"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read_preset(tmp_path / "none.toml")
    assert caught.value.key == "presets.unreadable"

"""Every sentence is there in English and Chinese, and every key that the code names exists."""

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

from engine.wording import RESOURCES, Language, remedy, say

ROOT = Path(__file__).resolve().parents[2]
TOPICS = sorted(path.stem for path in (RESOURCES / "wording").glob("*.toml"))
SENTENCES = [
    pytest.param(table, id=f"{topic}.{name}")
    for topic in TOPICS
    for name, table in tomllib.loads((RESOURCES / "wording" / f"{topic}.toml").read_text(encoding="utf-8")).items()
]
_KEY = re.compile(rf"""["'](({"|".join(TOPICS)})\.[a-z0-9_]+)["']""")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("table", SENTENCES)
def test_a_sentence_is_there_in_both_languages(table: dict[str, str]) -> None:
    assert table["en"].strip()
    assert re.search(r"[\u4e00-\u9fff]", table["zh"])
    assert ("en_remedy" in table) == ("zh_remedy" in table)


@pytest.mark.parametrize("table", SENTENCES)
def test_both_languages_name_the_same_values(table: dict[str, str]) -> None:
    assert placeholders(table["en"]) == placeholders(table["zh"])
    assert placeholders(table.get("en_remedy", "")) == placeholders(table.get("zh_remedy", ""))


def test_every_key_in_the_code_has_a_sentence() -> None:
    known = {f"{topic}.{name}" for topic in TOPICS for name in _tables(topic)}
    missing = {
        f"{path.relative_to(ROOT)}: {key}"
        for folder in ("engine", "desktop")
        for path in (ROOT / folder).rglob("*.py")
        for key, _ in _KEY.findall(path.read_text(encoding="utf-8"))
        if key not in known | _other_names() and not key.endswith((".toml", ".log", ".ini"))
    }
    assert not missing


def words_said(code: str) -> list[str]:
    """Return the words that stand literally in what is printed, or told as wrong usage."""
    found: list[str] = []
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in {"print", "refuse"}:
            for said in node.args:
                parts = said.values if isinstance(said, ast.JoinedStr) else [said]
                texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
                found += [word for text in texts for word in re.findall(r"[^\W\d_]{3,}", text)]
    return found


def test_a_literal_sentence_is_seen() -> None:
    assert words_said('print(f"{count} written to {path}")') == ["written"]
    assert words_said('parser.refuse("missing")') == ["missing"]
    assert words_said('print(f"{name:34} {say(key)}", json.dumps({"name": name}))') == []


@pytest.mark.parametrize("path", sorted((ROOT / "engine" / "cli").glob("*.py")), ids=lambda path: path.stem)
def test_the_command_line_says_no_sentence_of_its_own(path: Path) -> None:
    assert set(words_said(path.read_text(encoding="utf-8"))) <= {"GiB"}


def test_values_are_put_in() -> None:
    assert "nowhere" in say("settings.unknown", Language.ZH, name="nowhere")
    assert "settings" in remedy("settings.unknown", Language.EN, name="nowhere")


def test_an_unknown_key_is_a_bug() -> None:
    with pytest.raises(KeyError):
        say("settings.there_is_no_such_sentence")


def _tables(topic: str) -> dict[str, object]:
    return tomllib.loads((RESOURCES / "wording" / f"{topic}.toml").read_text(encoding="utf-8"))


def _other_names() -> set[str]:
    """Settings and actions have names of the same shape."""
    from desktop.actions import TABLE as ACTIONS
    from engine.settings import TABLE as SETTINGS

    return set(SETTINGS) | {action.id for action in ACTIONS}

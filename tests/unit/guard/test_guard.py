"""What an answer must not say, what it may cite, and what stands below it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.domain.knowledge import CannedFix, Citation, Passage
from engine.errors import SettingsError
from engine.guard import Guard, GuardedAnswer
from engine.wording import RESOURCES, Language, say

EN, ZH = Language.EN, Language.ZH
PASSAGES = tuple(Passage(number, CannedFix(f"fix-{number}", EN, f"Fix {number}", "1. ..."), 1.0) for number in (1, 2))
DEFAULTS = Guard.from_folder()


@pytest.fixture
def plain(tmp_path: Path) -> Guard:
    """A guard with one blocked term in each language, one pattern, and no disclaimer."""
    return _guard(
        tmp_path,
        terms='["open sesame", "芝麻开门"]',
        patterns=r"['\bpass\d+\b']",
        disclaimer="enabled = false\nen = 'x'\nzh = 'x'",
    )


def _guard(folder: Path, terms: str = "[]", patterns: str = "[]", disclaimer: str = "", citations: str = "") -> Guard:
    own = folder / "guard"
    own.mkdir()
    marker = "[marker]\nen = '<gone>'\nzh = '<没了>'"
    (own / "blocked_terms.toml").write_text(f"terms = {terms}\npatterns = {patterns}\n{marker}", encoding="utf-8")
    if disclaimer:
        (own / "disclaimer.toml").write_text(disclaimer, encoding="utf-8")
    if citations:
        (own / "citations.toml").write_text(citations, encoding="utf-8")
    return Guard.from_folder(folder)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Say open sesame now", "Say <gone> now"),
        ("Say OPEN  Sesame!", "Say <gone>!"),
        ("Say open\nsesame", "Say <gone>"),
        ("Say open-sesame", "Say <gone>"),
        ("Say ｏｐｅｎ sesame", "Say <gone>"),
        ("Say op\u200ben sesame", "Say <gone>"),
        ("`open sesame`", "`<gone>`"),
        ("```\nopen sesame\n```", "```\n<gone>\n```"),
        ("说芝麻开门吧", "说<gone>吧"),
        ("说芝麻 开 门吧", "说<gone>吧"),
        ("type pass123", "type <gone>"),
        ("reopen sesame seeds", "reopen sesame seeds"),
        ("open sesames", "open sesames"),
        ("opensesame", "opensesame"),
    ],
)
def test_blocked_terms_are_replaced_however_they_are_written(plain: Guard, text: str, expected: str) -> None:
    guarded = plain.check(text, (), EN)
    assert guarded.text == expected
    assert guarded.notes == (("guard.blocked_term",) if text != expected else ())


def test_the_marker_is_in_the_language_of_the_answer(plain: Guard) -> None:
    assert plain.check("芝麻开门", (), ZH).text == "<没了>"


@pytest.mark.parametrize(
    ("text", "expected", "numbers"),
    [
        ("Restart it [1].", "Restart it [1].", [1]),
        ("Restart it【1】。", "Restart it[1]。", [1]),
        ("重启[1]", "重启[1]", [1]),
        ("Both ［2］［1］", "Both [2][1]", [2, 1]),
        ("Both [1, 2]", "Both [1][2]", [1, 2]),
        ("Both [1，2]", "Both [1][2]", [1, 2]),
        ("Both [1][2] and [1]", "Both [1][2] and [1]", [1, 2]),
        ("No such [9].", "No such.", []),
        ("Half [1, 9].", "Half [1].", [1]),
        ("[9] Restart", "Restart", []),
        ("A [9] and B [1]", "A and B [1]", [1]),
        ("A [1] [9] [2] B", "A [1] [2] B", [1, 2]),
        ("Use `a[9]` and [1]", "Use `a[9]` and [1]", [1]),
        ("```\nx = a[1]\n```", "```\nx = a[1]\n```", []),
        ("~~~ps\n$a[9]\n~~~\nDone [2]", "~~~ps\n$a[9]\n~~~\nDone [2]", [2]),
        ("```\n$a[9] that never ends [1]", "```\n$a[9] that never ends [1]", []),
        (
            "1. Do:\n   ```\n   a[9]\n   ```\n   Then [1].",
            "1. Do:\n   ```\n   a[9]\n   ```\n   Then [1].",
            [1],
        ),
        ("args[0] and year [2024]", "args[0] and year [2024]", []),
        ("[1](page.html) link", "[1](page.html) link", []),
        ("EMAIL [EMAIL 1]", "EMAIL [EMAIL 1]", []),
    ],
)
def test_citations_are_checked_against_what_was_offered(
    plain: Guard, text: str, expected: str, numbers: list[int]
) -> None:
    guarded = plain.check(text, PASSAGES, EN)
    assert guarded.text == expected
    assert [citation.number for citation in guarded.citations] == numbers


def test_a_citation_points_to_its_fix(plain: Guard) -> None:
    guarded = plain.check("Do it [2].", PASSAGES, ZH)
    assert guarded.citations == (Citation(2, "fix-2", EN, "Fix 2"),)
    assert guarded.notes == ()


def test_what_was_changed_is_noted(plain: Guard) -> None:
    assert plain.check("open sesame [9]", PASSAGES, EN).notes == (
        "guard.blocked_term",
        "guard.unknown_citation",
        "guard.uncited",
    )


def test_an_answer_without_offered_fixes_need_not_cite(plain: Guard) -> None:
    assert plain.check("Restart it.", (), EN).notes == ()


def test_an_answer_stopped_before_its_first_word_stays_empty() -> None:
    assert DEFAULTS.check(" \n", PASSAGES, EN) == GuardedAnswer("")


def test_the_disclaimer_is_appended_once() -> None:
    once = DEFAULTS.check("Restart it [1].\n", PASSAGES, ZH)
    twice = DEFAULTS.check(once.text, PASSAGES, ZH)
    assert once.text.startswith("Restart it [1].\n\n")
    assert once.notes == ("guard.disclaimer_added",)
    assert twice.text == once.text
    assert twice.notes == ()


def test_unknown_citations_can_be_left_in(tmp_path: Path) -> None:
    guard = _guard(tmp_path, citations="remove_unknown = false\nnote_uncited = false")
    guarded = guard.check("Do it [9].", PASSAGES, EN)
    assert guarded.text.startswith("Do it [9].")
    assert guarded.citations == ()
    assert "guard.uncited" not in guarded.notes


def test_the_rules_that_come_with_deskside_work() -> None:
    guarded = DEFAULTS.check("Turn off the  Firewall, or 关闭 防火墙. del /f /q c:\\*", (), EN)
    assert guarded.text.count("[removed") == 3
    assert "irewall" not in guarded.text


def test_the_starter_fixes_pass_the_guard_unchanged() -> None:
    for path in (RESOURCES / "fixes").rglob("*.md"):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        assert DEFAULTS.check(body, (), EN).text.startswith(body.rstrip()), path.name


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("blocked_terms.toml", "terms = [", "guard.unreadable"),
        ("blocked_terms.toml", "terms = [1]", "guard.wrong_value"),
        ("blocked_terms.toml", "terms = []", "guard.wrong_value"),
        ("blocked_terms.toml", "patterns = ['(']", "guard.bad_pattern"),
        ("disclaimer.toml", "enabled = 'yes'", "guard.wrong_value"),
        ("disclaimer.toml", "enabled = true\nen = 'only'", "guard.wrong_value"),
        ("citations.toml", "", "guard.wrong_value"),
    ],
)
def test_rules_that_cannot_be_used_are_an_error_not_a_gap(tmp_path: Path, name: str, text: str, key: str) -> None:
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / name).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        Guard.from_folder(tmp_path)
    assert caught.value.key == key
    assert caught.value.remedy(ZH)


def test_every_note_has_a_sentence() -> None:
    for key in ("blocked_term", "unknown_citation", "uncited", "disclaimer_added"):
        for language in Language:
            assert say(f"guard.{key}", language)


PIECES = (
    "open sesame|open| |sesame|芝麻|开门|芝麻开门|[1]|[9]| [1, 9]|【2】|[|]|`|``|```\n|\n|a[1]|Do it."
    "|1|,|~~~\n|\u200b|(|O|重启"
)
ANSWER = st.lists(st.sampled_from(PIECES.split("|")), max_size=25).map("".join)


@settings(max_examples=300, deadline=None)
@given(ANSWER, st.lists(st.integers(1, 9), min_size=1, max_size=10))
def test_a_streamed_answer_is_a_beginning_of_the_checked_one(text: str, sizes: list[int]) -> None:
    stream = _STREAMED.stream(PASSAGES, EN)
    shown, position, turn = "", 0, 0
    while position < len(text):
        size = sizes[turn % len(sizes)]
        shown += stream.feed(text[position : position + size])
        position, turn = position + size, turn + 1
    assert stream.finish() == _STREAMED.check(text, PASSAGES, EN)
    assert stream.finish().text.startswith(shown)


@given(ANSWER)
def test_checking_a_checked_answer_changes_nothing(text: str) -> None:
    once = _STREAMED.check(text, PASSAGES, EN)
    assert _STREAMED.check(once.text, PASSAGES, EN).text == once.text


def _streamed_guard() -> Guard:
    with TemporaryDirectory() as folder:
        return _guard(Path(folder), terms='["open sesame", "芝麻开门"]')


_STREAMED = _streamed_guard()


def test_ordinary_text_streams_without_delay(plain: Guard) -> None:
    stream = plain.stream((), EN)
    assert stream.feed("Restart the ") == "Restart the"
    assert stream.feed("spooler.") == " spooler."


def test_in_data_nothing_is_a_citation_and_nothing_is_appended() -> None:
    data = '{"rows": [1], "more": [[1, 2], [3]]}'
    guard = Guard.from_folder()
    assert guard.check(data, (), Language.EN, is_data=True) == GuardedAnswer(data)
    stream = guard.stream((), Language.EN, is_data=True)
    shown = "".join(stream.feed(piece) for piece in data)
    assert data.startswith(shown)
    assert stream.finish().text == data

"""A preset puts what was typed into its prompt by plain substitution, and changes only what it names."""

import pytest

from engine.domain.answer import SamplingParams
from engine.domain.preset import Preset, PresetText
from engine.wording import Language

EN, ZH = Language.EN, Language.ZH


def preset(prompt: str, **values: object) -> Preset:
    texts = {EN: PresetText("Steps to fix", prompt), ZH: PresetText("处理步骤", "请写步骤。")}
    return Preset("steps", texts, shortcut="fix", **values)  # type: ignore[arg-type]


def test_what_was_typed_stands_in_its_place() -> None:
    assert preset("Write steps.\nAbout: {text}\nBe short.").prompt(" the printer ", EN) == (
        "Write steps.\nAbout: the printer\nBe short."
    )


def test_a_line_that_waits_for_text_is_left_out_without_any() -> None:
    assert preset("Write steps.\nAbout: {text}\nBe short.").prompt("  \n", EN) == "Write steps.\nBe short."


def test_a_prompt_without_a_place_has_what_was_typed_below() -> None:
    assert preset("Write steps.\n").prompt("for Windows", EN) == "Write steps.\n\nfor Windows"


@pytest.mark.parametrize("typed", ["{text}", "{{x}} {0} %s \\1", "a {text} b {text}", "{text!r:>99}"])
def test_what_was_typed_is_never_read_as_a_template(typed: str) -> None:
    assert preset("A {text} B").prompt(typed, EN) == f"A {typed} B"


def test_other_braces_stay_as_they_are() -> None:
    assert preset('Write {"kind": "x"} and {name}. {text}').prompt("now", EN) == 'Write {"kind": "x"} and {name}. now'


def test_the_language_that_is_missing_is_answered_by_the_other() -> None:
    only = Preset("p", {ZH: PresetText("翻译", "请翻译。")})
    assert (only.name(EN), only.prompt("", EN)) == ("翻译", "请翻译。")
    assert preset("x").name(ZH) == "处理步骤"


@pytest.mark.parametrize("typed", ["", "the printer", "two\nlines", "Steps to fix", "处理步骤"])
@pytest.mark.parametrize("language", [EN, ZH])
def test_what_was_typed_comes_back_from_the_kept_question(typed: str, language: Language) -> None:
    one = preset("x")
    kept = one.question(typed, language)
    assert kept.splitlines()[0] == one.name(language)
    assert one.typed(kept) == typed


def test_a_question_that_was_not_asked_by_it_is_left_alone() -> None:
    assert preset("x").typed("Why?\nSteps to fix") == "Why?\nSteps to fix"


def test_only_named_parameters_change() -> None:
    usual = SamplingParams(temperature=0.9, top_k=7)
    assert preset("x", sampling={"temperature": 0.1, "max_tokens": 300}).over(usual) == SamplingParams(
        temperature=0.1, top_k=7, max_tokens=300
    )
    assert preset("x").over(usual) == usual


def test_it_is_called_by_uid_shortcut_or_name_whatever_the_case() -> None:
    assert all(preset("x").is_called(name) for name in ("steps", "FIX", "steps TO fix", " 处理步骤 "))
    assert not any(preset("x").is_called(name) for name in ("", " ", "step", "fix it"))
    assert not Preset("p", {EN: PresetText("P", "x")}).is_called("")

"""What counts as code in a Markdown text, for everybody alike."""

import pytest

from engine.domain.markdown_code import blanked, code_in


def inner(text: str) -> list[str]:
    return [text[code.inner_start : code.inner_end] for code in code_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a `b` c ``d`e`` f", ["b", "d`e"]),
        ("```sh\nls\n```\nand", ["ls\n"]),
        ("~~~\nls\n~~~\n`x`", ["ls\n", "x"]),
        ("1. first\n   ```\n   ls\n   ```", ["   ls\n"]),
        ("````\n```\nls\n```\n````", ["```\nls\n```\n"]),
        ("```\nnever closed", ["never closed"]),
        ("```", [""]),
        ("```\r\nls\r\n```\r\n<img>", ["ls\r\n"]),
        ("~~~\rls\r~~~\r<img>", ["ls\r"]),
        ("```a``` <img>", ["a"]),
        ("words ``` more words", []),
        ("one ` tick\nand ` another", []),
        (r"\`<img>\`", []),
    ],
)
def test_code_is_what_stands_between_fences_and_backticks(text: str, found: list[str]) -> None:
    assert inner(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one `code\nover lines` and", ["code\nover lines"]),
        ("one `code\r\nover lines` and", ["code\r\nover lines"]),
        ("- one `code\n  over lines` and", ["code\n  over lines"]),
        ("one ` tick\n\nand ` another", []),
        ("one ` tick\n- and ` another", []),
        ("one ` tick\n1. and ` another", []),
        ("one ` tick\n> and ` another", []),
        ("one ` tick\n<div> ` another", []),
        ("one ` tick\n# and ` another", []),
        ("# one ` tick\nand ` another", []),
        ("- ## one ` tick\nand ` another `x`", [" another "]),
        ("| one ` tick |\nand ` another", []),
        ("one ` tick\nand | ` another", []),
    ],
)
def test_code_goes_on_in_the_next_line_of_its_paragraph_and_in_nothing_else(text: str, found: list[str]) -> None:
    assert [text[code.inner_start : code.inner_end] for code in code_in(text, over_lines=True)] == found


def test_blanks_keep_every_place_and_every_line() -> None:
    text = "a `b` c\n```\r\nls\n```\nd"
    blank = blanked(text, code_in(text))
    assert blank == "a     c\n   \r\n  \n   \nd"
    assert len(blank) == len(text)

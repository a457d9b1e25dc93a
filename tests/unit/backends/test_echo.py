"""An answer that is written on is not told from its first word again."""

import pytest

from engine.backends.echo import Echo


def _told(sent: str, text: str, cut: int) -> str:
    echo = Echo(sent)
    return "".join(echo.without(text[at : at + cut]) for at in range(0, len(text), cut)) + echo.rest()


@pytest.mark.parametrize("cut", [1, 2, 3, 7, 100])
def test_an_echo_is_left_out_however_it_is_cut(cut: int) -> None:
    assert _told("Restart the 打印机", "Restart the 打印机 and wait.", cut) == " and wait."
    assert _told("Restart", "Restart", cut) == ""


@pytest.mark.parametrize("cut", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("text", [" and wait.", "Rest", "Restore it.", "", "no"])
def test_what_is_no_echo_is_told_whole(text: str, cut: int) -> None:
    assert _told("Restart the spooler", text, cut) == text


def test_only_the_first_words_are_an_echo() -> None:
    assert _told("ab", "abab", 1) == "ab"
    assert _told("", "ab", 1) == "ab"

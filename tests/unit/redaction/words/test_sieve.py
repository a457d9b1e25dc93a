"""A pattern is tried only where it can match, and finds all that it found without that."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from engine.redaction import recognizers
from engine.redaction.words.sieve import Pattern, compile_the_rest
from tests.texts.corpus import ordinary_texts, private_texts

EXPRESSIONS = (
    r"(?i:pass(?:word|phrase)?|pw) ?[:=] ?(\S{3,8})",
    r"(?<![a-z])(?:srv|web|db)-?\d{2,3}",
    r"(?=[a-z]*\d)[a-z0-9]{4,9}@[a-z]{2,5}\.(?:com|de)",
    r"(?:用户|账号)[ 名]?[:：]?([a-z]+)|user (\w+)",
    r"(?i)id(?:ent)?[\-_ ]no\.?|№",
    r"(?:ab|cd){2,3}x?(?>yz|y)",
    r"\\\\[A-Z]{2,4}\d*\\",
    r"[^a-z]+!",
    r"^id \d+ up|\bfor user (\w+)|[A-Z]{3}(?:7|x\*)|[#%]+ (?P<who>\w+)@",
)


def recognizers_patterns() -> Iterator[tuple[str, Pattern]]:
    for found in pkgutil.iter_modules(recognizers.__path__):
        module = importlib.import_module(f"{recognizers.__name__}.{found.name}")
        for name, value in vars(module).items():
            if isinstance(value, Pattern):
                yield f"{found.name}.{name}", value


def spans(matches: Iterator[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in matches]


@pytest.mark.parametrize("source", EXPRESSIONS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=some.data())
def test_whatever_an_expression_matches_is_found(source: str, data: some.DataObject) -> None:
    text = data.draw(some.from_regex(source))
    assert spans(Pattern(source).finditer(text)) == spans(re.finditer(source, text))


def test_the_patterns_of_all_recognizers_find_what_they_find_without_the_sieve() -> None:
    texts = [each.text for part in ("work", "measure") for each in (*private_texts(part), *ordinary_texts(part))]
    texts = [text for some_texts in (texts[::29], [text.upper() for text in texts[::90]]) for text in some_texts]
    wrong = [
        (name, text)
        for name, pattern in recognizers_patterns()
        for text in texts
        if spans(pattern.finditer(text)) != spans(pattern.compiled.finditer(text))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("ssh", "ſSH open"),
        ("wifi", "WİFI"),
        ("wifi", "wıfı"),
        ("[k]elvin", "\u212aELVIN"),
        ("οδος", "ΟΔΟΣ"),
        ("ß", "STRAẞE"),
    ],
)
def test_letters_that_are_equal_only_without_regard_to_case_are_met(source: str, text: str) -> None:
    matches = spans(re.compile(source, re.IGNORECASE).finditer(text))
    assert matches
    assert spans(Pattern(source, re.IGNORECASE).finditer(text)) == matches


def test_a_pattern_whose_words_are_missing_is_not_even_compiled() -> None:
    pattern = Pattern(r"(?i)\bpassword (\w+)")
    assert list(pattern.finditer("nothing of the kind, 42 times")) == []
    assert "compiled" not in vars(pattern)
    assert [match[1] for match in pattern.finditer("the PASSWORD secret")] == ["secret"]


def test_who_has_time_compiles_them_all() -> None:
    pattern = Pattern(r"nobody asked for \d+")
    assert "compiled" not in vars(pattern)
    compile_the_rest()
    assert "compiled" in vars(pattern)


def test_a_need_of_every_alternative_is_known() -> None:
    pattern = Pattern(r"\d+ (?:users|groups)|admin\d")
    assert list(pattern.finditer("users and groups")) == []
    assert "compiled" not in vars(pattern)
    assert len(list(pattern.finditer("3 users, 4 groups, admin1"))) == 3


def test_each_alternative_is_asked_for_all_that_it_needs() -> None:
    pattern = Pattern(r"\d+ +up|user (\w+) is|#\w+@")
    assert list(pattern.finditer("4 users are down, and # without the rest")) == []
    assert list(pattern.finditer("mail@example.org")) == []
    assert "compiled" not in vars(pattern)
    assert [match.group() for match in pattern.finditer("9 up: user anna is #a@")] == ["9 up", "user anna is", "#a@"]


def test_what_may_be_missing_is_not_asked_for() -> None:
    assert len(list(Pattern(r"(?:very )?(?:secret)?[^.]+").finditer("plain"))) == 1
    assert len(list(Pattern(r"(?!password)p\w+(?<!word)").finditer("plain"))) == 1


def test_a_pattern_learned_later_sees_texts_that_were_sieved_before() -> None:
    text = "the quick brown fox jumps"
    assert list(Pattern("zebra").finditer(text)) == []
    assert len(list(Pattern("quick brown").finditer(text))) == 1

"""Blanks in canned fixes."""

from datetime import date

import pytest

from engine.domain.placeholders import BlankKind, Placeholder, expand, fill, inclusions, placeholders


@pytest.mark.parametrize(
    ("body", "values", "expected"),
    [
        ("ping {{host|name}}", {}, "ping name"),
        ("ping {{host|name}}", {"host": "db1"}, "ping db1"),
        ("ping {{ host | a name }}", {}, "ping a name"),
        ("ping {{host}}", {}, "ping {{host}}"),
        ("ping {{host}}", {"host": ""}, "ping {{host}}"),
        ("{{姓名|您}},您好", {"姓名": "王"}, "王,您好"),
        ("{{note|}}done", {}, "done"),
        ("{{a}} {{b}}", {"a": "{{b}}", "b": "x"}, "{{b}} x"),
        (r"{{path}}", {"path": r"C:\1\g<0>"}, r"C:\1\g<0>"),
        ("{{floor:number|3}} {{site:choice=North, South}} {{day:date}}", {"site": "South"}, "3 South {{day:date}}"),
        ("{{x:shell=rm}} {{x:number=}}", {"x": "1"}, "{{x:shell=rm}} {{x:number=}}"),
        ("${x} {y} {{ }} {{1a}}", {"x": "no", "y": "no"}, "${x} {y} {{ }} {{1a}}"),
    ],
)
def test_blanks_are_filled_in_one_pass(body: str, values: dict[str, str], expected: str) -> None:
    assert fill(body, values) == expected


def test_each_blank_is_listed_once_with_its_first_default() -> None:
    body = "{{host}} {{domain|CORP}} {{host|server}} {{domain|OTHER}}"
    assert placeholders(body) == (Placeholder("host", "server"), Placeholder("domain", "CORP"))


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("blank", "expected"),
    [
        ("{{a:number|3}}", Placeholder("a", "3", BlankKind.NUMBER)),
        ("{{a : date | today}}", Placeholder("a", "today", BlankKind.DATE)),
        ("{{a:choice=x, y，z}}", Placeholder("a", None, BlankKind.CHOICE, ("x", "y", "z"))),
        ("{{a:choice}}", Placeholder("a")),
        ("{{a}} {{a:number}}", Placeholder("a", None, BlankKind.NUMBER)),
    ],
)
def test_a_blank_may_say_what_it_takes(blank: str, expected: Placeholder) -> None:
    assert placeholders(blank) == (expected,)


@pytest.mark.parametrize(
    ("blank", "takes", "refuses"),
    [
        ("{{a}}", ["", "anything"], []),
        ("{{a:number}}", ["3", "-2.5", "2,5"], ["", "three", "1e9", "3 "]),
        ("{{a:date}}", ["2026-11-23"], ["23.11.2026", "2026-02-30", "today"]),
        ("{{a:choice=x,y}}", ["x", "y"], ["z", "x,y", ""]),
    ],
)
def test_a_blank_takes_only_its_kind(blank: str, takes: list[str], refuses: list[str]) -> None:
    [one] = placeholders(blank)
    assert [value for value in takes if not one.takes(value)] == []
    assert [value for value in refuses if one.takes(value)] == []


def test_a_form_shows_what_is_known_and_fits_or_else_the_default() -> None:
    code, day, floor = placeholders("{{code|?}} {{day:date|today}} {{floor:number|3}}")
    known = {"code": "0x1", "floor": "third"}
    assert [blank.proposed(known, TODAY) for blank in (code, day, floor)] == ["0x1", "2026-11-23", "3"]


def test_a_fix_may_include_another_and_what_that_includes() -> None:
    bodies = {"greet": "Hello {{name|there}},", "close": "Bye. {{> sign}}", "sign": "IT desk"}
    whole = expand("{{> greet}}\n1. Restart.\n{{>close}}", bodies.get)
    assert whole == "Hello {{name|there}},\n1. Restart.\nBye. IT desk"
    assert inclusions("{{> greet}} {{>close}} {{> greet}}") == ("greet", "close")


def test_fixes_that_include_each_other_come_to_an_end() -> None:
    bodies = {"a": "A {{> b}}", "b": "B {{> a}}", "self": "{{> self}}"}
    assert expand(bodies["a"], bodies.get, uid="a") == "A B {{> a}}"
    assert expand(bodies["self"], bodies.get, uid="self") == "{{> self}}"


def test_an_unknown_inclusion_stays_visible() -> None:
    assert expand("{{> nothing}}", dict[str, str]().get) == "{{> nothing}}"


def test_inclusions_that_multiply_stop_at_a_limit() -> None:
    bodies = {f"f{n}": f"{{{{> f{n + 1}}}}}" * 20 + "x" * 100 for n in range(8)}
    assert len(expand(bodies["f0"], bodies.get, uid="f0")) < 200_000

"""Blanks in canned fixes."""

import pytest

from engine.domain.placeholders import Placeholder, fill, placeholders


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
        ("${x} {y} {{ }} {{1a}}", {"x": "no", "y": "no"}, "${x} {y} {{ }} {{1a}}"),
    ],
)
def test_blanks_are_filled_in_one_pass(body: str, values: dict[str, str], expected: str) -> None:
    assert fill(body, values) == expected


def test_each_blank_is_listed_once_with_its_first_default() -> None:
    body = "{{host}} {{domain|CORP}} {{host|server}} {{domain|OTHER}}"
    assert placeholders(body) == (Placeholder("host", "server"), Placeholder("domain", "CORP"))

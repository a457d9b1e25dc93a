"""Error codes as people type them and as OCR reads them."""

import pytest

from engine.knowledge.codes import CodeBook, CodeHit, canonical

BOOK = CodeBook(
    ["0x80070005", "0x0000011b", "0x0000007B", "ERR_CERT_DATE_INVALID", "809", "43", "550 5.1.1", "KB5034441"]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Error 0X80070005.", "0x80070005"),
        ("错误代码0x80070005", "0x80070005"),
        ("(Ox8OO7OOO5)", "0x80070005"),
        ("fails with 0x11B", "0x0000011b"),
        ("stop 0x7b", "0x0000007B"),
        ("NET::ERR_CERT_DATE_INVALID", "ERR_CERT_DATE_INVALID"),
        ("err cert date invalid", "ERR_CERT_DATE_INVALID"),
        ("#550 5.1.1 user unknown", "550 5.1.1"),
        ("kb5034441", "KB5034441"),
        ("VPN error 809", "809"),
        ("报错:809", "809"),
        ("(Code 43)", "43"),
        ("代码43", "43"),
        ("Error code is 43", "43"),
    ],
)
def test_a_code_is_recognised(text: str, code: str) -> None:
    assert list(BOOK.hits(text)) == [CodeHit(canonical(code), is_certain=True)]


def test_a_bare_number_may_mean_something_else() -> None:
    assert list(BOOK.hits("vpn 809 again")) == [CodeHit("809", is_certain=False)]


@pytest.mark.parametrize(
    "text",
    [
        "0x800700051",
        "43 users",
        "room 1809",
        "809.50 euros",
        "10:809",
        "809%",
        "ERR_CERT_DATE_INVALIDATED",
        "KB50344411",
        "",
    ],
)
def test_what_is_not_a_code_is_left_alone(text: str) -> None:
    assert list(BOOK.hits(text)) == []

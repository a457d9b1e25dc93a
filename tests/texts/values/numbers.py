"""Numbers of people, accounts, companies and devices."""

from __future__ import annotations

import random

from tests.texts.values.draws import drawn_digits, drawn_text, filled_shape, luhn_complete, one_of_half


def cn_id(rng: random.Random, part: int) -> str:
    body = (
        rng.choice(("110105", "310104", "440305", "510107", "330106", "420111"))
        + f"{rng.randint(1950, 2005)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
        + drawn_digits(rng, 3)
    )
    return body + "10X98765432"[sum(int(d) * (2 ** (17 - i) % 11) for i, d in enumerate(body)) % 11]


def card(rng: random.Random, part: int) -> str:
    prefix, length = rng.choice(
        (
            ("4", 16),
            ("5412", 16),
            ("3782", 15),
            ("622202", 19),
            ("621700", 19),
            ("625965", 16),
            ("6011", 16),
            ("3528", 16),
        )
    )
    number = luhn_complete(prefix + drawn_digits(rng, length - len(prefix) - 1))
    return number if rng.random() < 0.4 else rng.choice(" -").join(number[i : i + 4] for i in range(0, length, 4))


IBAN_SHAPES = {
    "DE": "##################", "GB": "NWBK##############", "FR": "#######################", "NL": "ABNA##########", "ES": "####################",  # noqa: E501
    "IT": "X######################", "CH": "#################", "AT": "################", "BE": "############", "SE": "####################", "PL": "########################",  # noqa: E501
    "AE": "###################", "IE": "AIBK##############", "PT": "#####################", "DK": "##############", "NO": "###########", "SA": "####################",  # noqa: E501
}  # fmt: skip


def iban(rng: random.Random, part: int) -> str:
    country = one_of_half(sorted(IBAN_SHAPES), rng, part)
    body = filled_shape(rng, (IBAN_SHAPES[country],))
    check = 98 - int("".join(str(int(c, 36)) for c in body + country + "00")) % 97
    plain = f"{country}{check:02}{body}"
    return plain if rng.random() < 0.4 else " ".join(plain[i : i + 4] for i in range(0, len(plain), 4))


def passport(rng: random.Random, part: int) -> str:
    return filled_shape(
        rng,
        (
            "E########",
            "EA#######",
            "EH#######",
            "G########",
            "C01X00T4#",
            "N########",
            "K#######E",
            "########N",
            "AB#######",
            "P########",
        ),
    )


def uscc(rng: random.Random, part: int) -> str:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = (
        "91"
        + rng.choice(("110108", "310115", "440300", "330100", "510100"))
        + drawn_digits(rng, 3)
        + drawn_text(rng, 6, alphabet)
    )
    weights = [pow(3, i, 31) for i in range(17)]
    return body + alphabet[-sum(alphabet.index(c) * w for c, w in zip(body, weights, strict=True)) % 31]


def imei(rng: random.Random, part: int) -> str:
    number = luhn_complete("35" + drawn_digits(rng, 12))
    return number if rng.random() < 0.6 else f"{number[:2]}-{number[2:8]}-{number[8:14]}-{number[14]}"


def ssn(rng: random.Random, part: int) -> str:
    return f"{rng.randint(101, 665)}-{rng.randint(10, 99)}-{rng.randint(1000, 9999)}"

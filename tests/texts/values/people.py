"""Names of people, their user names, addresses, numbers to call and days of birth."""

from __future__ import annotations

import random

from tests.texts.values.draws import drawn_digits, filled_shape, one_of_half
from tests.texts.values.name_pools import CHINESE_FAMILY, CHINESE_GIVEN, DOMAINS, ENGLISH_FAMILY, ENGLISH_GIVEN


def person_en(rng: random.Random, part: int) -> str:
    given, family = one_of_half(ENGLISH_GIVEN, rng, part), one_of_half(ENGLISH_FAMILY, rng, part)
    return f"{given} {rng.choice('ABCDEHJKLMRST')}. {family}" if rng.random() < 0.07 else f"{given} {family}"


def person_zh(rng: random.Random, part: int) -> str:
    family = (
        rng.choice(("欧阳", "司马", "上官", "诸葛", "慕容"))
        if rng.random() < 0.04
        else one_of_half(CHINESE_FAMILY, rng, part)
    )
    return family + one_of_half(CHINESE_GIVEN, rng, part)


def username(rng: random.Random, part: int) -> str:
    given, family = (
        one_of_half(pool, rng, part).lower().replace("'", "").replace("-", "")
        for pool in (ENGLISH_GIVEN, ENGLISH_FAMILY)
    )
    given, family = (s.encode("ascii", "ignore").decode() for s in (given, family))
    return rng.choice(
        (
            f"{given}.{family}",
            f"{given[0]}{family}",
            f"{family}{given[0]}",
            f"{given}{rng.randint(2, 99)}",
            f"{given}_{family[:3]}",
            f"u{drawn_digits(rng, 6)}",
        )
    )


def email(rng: random.Random, part: int) -> str:
    return f"{username(rng, part)}@{one_of_half(DOMAINS, rng, part)}"


PHONES = {
    "cn": ("13#########", "138 #### ####", "+86 139########", "186-####-####", "+86-150-####-####", "010-6#######", "(021) 5#######", "0755-8#######"),  # noqa: E501
    "us": ("(212) 555-01##", "+1 415-555-01##", "312-555-01##", "1-800-N##-####", "503.555.01##", "+1 (617) 555-01##"),
    "uk": ("020 7946 0###", "+44 7700 900###", "07700 900###", "+44 (0)161 496 0###", "0161 496 0###"),
    "de": ("+49 30 901820##", "030 901820##", "+49 171 39200##", "0171 39200##"),
    "fr": ("+33 6 39 98 ## ##", "06 39 98 ## ##", "+33 1 99 00 ## ##"),
    "jp": ("+81 3-3570-####", "090-1234-####", "03-3570-####"),
    "hk": ("+852 2123 ####", "+852 9123####"),
    "sg": ("+65 6123 ####", "+65 9123 ####"),
    "au": ("+61 2 5550 ####", "0491 570 ###", "(02) 5550 ####"),
    "tw": ("+886 912 345 ###", "+886 2 2345 ####"),
    "in": ("+91 98765 #####", "+91-22-2345-####"),
}  # fmt: skip


def phone(rng: random.Random, part: int) -> str:
    return filled_shape(rng, PHONES[rng.choice(sorted(PHONES))])


def phone_cn(rng: random.Random, part: int) -> str:
    return filled_shape(rng, PHONES["cn"])


def birth(rng: random.Random, part: int) -> str:
    year, month, day = rng.randint(1940, 2008), rng.randint(1, 12), rng.randint(1, 28)
    name = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ][month - 1]
    return rng.choice(
        (
            f"{year}-{month:02}-{day:02}",
            f"{day:02}/{month:02}/{year}",
            f"{day} {name[:3]} {year}",
            f"{name} {day}, {year}",
            f"{year}/{month}/{day}",
            f"{day:02}.{month:02}.{year}",
        )
    )


def birth_zh(rng: random.Random, part: int) -> str:
    return f"{rng.randint(1940, 2008)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"

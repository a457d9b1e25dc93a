"""Addresses and plates."""

from __future__ import annotations

import random
import string

from tests.texts.values.draws import drawn_digits, drawn_text, one_of_half


def address_en(rng: random.Random, part: int) -> str:
    street = one_of_half(
        [
            "Maple",
            "Oak",
            "Church",
            "Station",
            "Victoria",
            "Kings",
            "Mill",
            "Queensway",
            "Elm",
            "Cedar",
            "Broad",
            "Harbour",
            "Washington",
            "Lincoln",
        ],
        rng,
        part,
    )
    return rng.choice(
        (
            f"{rng.randint(1, 980)} {street} {rng.choice(('Street', 'Avenue', 'Road', 'Lane', 'Drive', 'Blvd', 'St.', 'Ave'))}, {rng.choice(('Springfield, IL 62704', 'Austin, TX 78701', 'Leeds LS1 4DY', 'London SW1A 2AA', 'Bristol BS1 5TR', 'Portland, OR 97205'))}",  # noqa: E501
            f"{rng.randint(1, 98)} {street} {rng.choice(('Road', 'Close', 'Crescent', 'Court', 'Way', 'Terrace'))}",
            f"Flat {rng.randint(1, 40)}, {rng.randint(1, 98)} {street} Road, Manchester M1 3BB",
        )
    )


def address_zh(rng: random.Random, part: int) -> str:
    city = one_of_half(
        (
            "北京市海淀区",
            "上海市浦东新区",
            "广东省深圳市南山区",
            "浙江省杭州市西湖区",
            "四川省成都市武侯区",
            "湖北省武汉市洪山区",
        ),
        rng,
        part,
    )
    return (
        f"{city}{one_of_half(('中关村', '世纪', '科技园', '文三', '人民南', '建设'), rng, part)}{rng.choice(('大街', '路', '大道'))}{rng.randint(1, 999)}号"  # noqa: E501
        + rng.choice(
            (
                "",
                f"{rng.randint(1, 20)}号楼{rng.randint(101, 2804)}室",
                f"阳光小区{rng.randint(1, 30)}栋{rng.randint(1, 4)}单元{rng.randint(101, 999)}",
            )
        )
    )


def plate_eu(rng: random.Random, part: int) -> str:
    letters = "BCDFGHJKLMNPRSTVWXY"
    return rng.choice(
        (
            f"{drawn_text(rng, 2, letters)}{drawn_digits(rng, 2)} {drawn_text(rng, 3, letters)}",
            f"M-{drawn_text(rng, 2, letters)} {drawn_digits(rng, 4)}",
            f"{drawn_text(rng, 2, letters)}-{drawn_digits(rng, 3)}-{drawn_text(rng, 2, letters)}",
            f"B {drawn_text(rng, 2, letters)} {drawn_digits(rng, 3)}",
            f"{drawn_digits(rng, 4)} {drawn_text(rng, 3, letters)}",
        )
    )


def plate_cn(rng: random.Random, part: int) -> str:
    letters = string.digits + "ABCDEFGHJKLMNPQRSTUVWXYZ"
    return (
        rng.choice("京沪粤浙苏川鄂鲁豫湘")
        + rng.choice("ABCDE")
        + rng.choice(("", "·"))
        + rng.choice((drawn_text(rng, 5, letters), "D" + drawn_digits(rng, 5)))
    )

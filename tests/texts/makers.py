"""Values of every private kind, made from a seed: valid check digits, several countries and notations, nobody's own."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.texts.values.machines import hostname, ip, mac
from tests.texts.values.numbers import card, cn_id, iban, imei, passport, ssn, uscc
from tests.texts.values.people import birth, birth_zh, email, person_en, person_zh, phone, phone_cn, username
from tests.texts.values.places import address_en, address_zh, plate_cn, plate_eu
from tests.texts.values.secrets import (
    bare_key,
    connection,
    crypto,
    jwt,
    license_key,
    password,
    private_key,
    secret,
    url,
    url_with_login,
)

Maker = Callable[[random.Random, int], str]

MAKERS: dict[str, Maker] = {
    "PERSON": person_en, "PERSON.zh": person_zh, "EMAIL": email, "PHONE": phone, "PHONE.cn": phone_cn, "CN_ID": cn_id, "BANK_CARD": card, "IBAN": iban, "PASSPORT": passport, "CN_USCC": uscc,  # noqa: E501
    "US_SSN": ssn, "IP": ip, "MAC": mac, "HOSTNAME": hostname, "USERNAME": username, "PASSWORD": password, "PASSWORD.url": connection, "SECRET": secret, "SECRET.bare": bare_key, "JWT": jwt,  # noqa: E501
    "PRIVATE_KEY": private_key, "LICENSE_KEY": license_key, "URL": url, "URL.login": url_with_login, "ADDRESS": address_en, "ADDRESS.zh": address_zh, "PLATE": plate_eu, "PLATE.cn": plate_cn, "CRYPTO": crypto, "IMEI": imei, "DATE_OF_BIRTH": birth, "DATE_OF_BIRTH.zh": birth_zh,  # noqa: E501
}  # fmt: skip

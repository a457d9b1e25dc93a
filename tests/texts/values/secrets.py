"""Passwords, keys, tokens and addresses that carry one."""

from __future__ import annotations

import base64
import hashlib
import random
import string

from tests.texts.values.draws import drawn_digits, drawn_text, one_of_half


def password(rng: random.Random, part: int) -> str:
    word = one_of_half(
        ["Winter", "Summer", "Dragon", "Welcome", "Coffee", "Monday", "Falcon", "River", "Purple", "Rocket"], rng, part
    )
    return rng.choice(
        (
            f"{word}{rng.randint(2010, 2026)}!",
            f"{drawn_text(rng, 9)}#{rng.randint(1, 9)}",
            f"P@ss{word.lower()}{rng.randint(1, 99)}",
            f"{drawn_text(rng, 4)}-{drawn_text(rng, 4)}-{drawn_text(rng, 4)}",
            f"{word.lower()}{drawn_digits(rng, 4)}",
            f"{drawn_text(rng, 3)}${drawn_text(rng, 5)}%{drawn_digits(rng, 1)}",
        )
    )


def secret(rng: random.Random, part: int) -> str:
    hexes, url = "0123456789abcdef", string.ascii_letters + string.digits + "-_"
    return rng.choice(
        (
            "AKIA" + drawn_text(rng, 16, string.ascii_uppercase + "234567"), "ghp_" + drawn_text(rng, 36), "github_pat_" + drawn_text(rng, 22) + "_" + drawn_text(rng, 59), "glpat-" + drawn_text(rng, 20, url),  # noqa: E501
            "xox" + "b-" + drawn_digits(rng, 11) + "-" + drawn_digits(rng, 12) + "-" + drawn_text(rng, 24), "sk_" + "live_" + drawn_text(rng, 24), "sk-proj-" + drawn_text(rng, 40), "AIza" + drawn_text(rng, 35, url), "LTAI5t" + drawn_text(rng, 18),  # noqa: E501
            "AKID" + drawn_text(rng, 32), "SG." + drawn_text(rng, 22, url) + "." + drawn_text(rng, 43, url), "npm_" + drawn_text(rng, 36), "hf_" + drawn_text(rng, 34, string.ascii_letters), "dop_v1_" + drawn_text(rng, 64, hexes),  # noqa: E501
            "sk-ant-api03-" + drawn_text(rng, 40, url), "ya29." + drawn_text(rng, 60, url), "ASIA" + drawn_text(rng, 16, string.ascii_uppercase + "234567"), "SK" + drawn_text(rng, 32, hexes), "key-" + drawn_text(rng, 32, hexes), "pypi-AgEIcHlwaS5vcmc" + drawn_text(rng, 50, url),  # noqa: E501
            "hvs." + drawn_text(rng, 24), "NRAK-" + drawn_text(rng, 27, string.ascii_uppercase + string.digits), "shpat_" + drawn_text(rng, 32, hexes), "EAACEdEose0cBA" + drawn_text(rng, 40), "glsa_" + drawn_text(rng, 32) + "_" + drawn_text(rng, 8, hexes),  # noqa: E501
        )
    )  # fmt: skip


def bare_key(rng: random.Random, part: int) -> str:
    return rng.choice(
        (
            drawn_text(rng, 40, string.ascii_letters + string.digits + "/+"),
            drawn_text(rng, 32, "0123456789abcdef"),
            base64.b64encode(drawn_text(rng, 24).encode()).decode(),
            drawn_text(rng, 28),
        )
    )


def jwt(rng: random.Random, part: int) -> str:
    parts = (
        f'{{"alg":"HS256","typ":"JWT","k":{rng.randint(1, 99)}}}',
        f'{{"sub":"{drawn_digits(rng, 10)}","iat":15162{drawn_digits(rng, 5)}}}',
    )
    return (
        ".".join(base64.urlsafe_b64encode(p.encode()).decode().rstrip("=") for p in parts)
        + "."
        + drawn_text(rng, 43, string.ascii_letters + string.digits + "-_")
    )


def private_key(rng: random.Random, part: int) -> str:
    kind = rng.choice(("RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY"))
    lines = "\n".join("MIIE" + drawn_text(rng, 60, string.ascii_letters + string.digits + "+/") for _ in range(3))
    return f"-----BEGIN {kind}-----\n{lines}\n-----END {kind}-----"


def license_key(rng: random.Random, part: int) -> str:
    return "-".join(drawn_text(rng, 5, "BCDFGHJKMPQRTVWXY2346789") for _ in range(5))


def url(rng: random.Random, part: int) -> str:
    token = drawn_text(rng, 28)
    host = one_of_half(
        (
            "portal.example.com",
            "files.northbank.co.uk",
            "api.contoso.com",
            "oss-cn-beijing.aliyuncs.com",
            "intranet.stmarys.org",
        ),
        rng,
        part,
    )
    return rng.choice(
        (
            f"https://{host}/reset?token={token}",
            f"https://{host}/login?user=a.b&sessionid={token}",
            f"https://{host}/d/report.pdf?sig={token}%3D&se=2026-01-01",
            f"https://admin:{drawn_text(rng, 9)}@{host}/repo.git",
            f"http://{host}/callback?code=200&access_token={token}",
            f"https://{host}/invite#id_token={token}",
            f"https://{host}/v1?api_key={token}",
            f"https://svc_backup:{drawn_text(rng, 8)}@{host}:8443/",
        )
    )


def connection(rng: random.Random, part: int) -> str:
    return drawn_text(rng, 6) + rng.choice("!$#") + drawn_text(rng, 4)


def url_with_login(rng: random.Random, part: int) -> str:
    scheme, place = rng.choice(
        [("postgres", "db.internal:5432/crm"), ("mongodb+srv", "cluster0.example.net/test"), ("amqp", "mq02:5672")]
    )
    return f"{scheme}://{drawn_text(rng, 5).lower()}:{connection(rng, part)}@{place}"


def crypto(rng: random.Random, part: int) -> str:
    base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    if rng.random() < 0.4:
        body = b"\x00" + hashlib.sha256(drawn_text(rng, 8).encode()).digest()[:20]
        number = int.from_bytes(body + hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4], "big")
        out = ""
        while number:
            number, rest = divmod(number, 58)
            out = base58[rest] + out
        return "1" + out
    return rng.choice(
        (
            "0x" + drawn_text(rng, 40, "0123456789abcdef"),
            "bc1q" + drawn_text(rng, 38, "023456789acdefghjklmnpqrstuvwxyz"),
            "T" + drawn_text(rng, 33, base58),
        )
    )

"""Addresses and names of machines."""

from __future__ import annotations

import random
import string

from tests.texts.values.draws import drawn_text


def ip(rng: random.Random, part: int) -> str:
    if rng.random() < 0.2:
        return rng.choice(
            (
                f"2001:db8:{rng.randint(256, 65535):x}::{rng.randint(2, 65535):x}",
                f"fe80::{rng.randint(256, 65535):x}:{rng.randint(256, 65535):x}:fe{rng.randint(16, 255):x}:{rng.randint(256, 65535):x}",  # noqa: E501
                f"2408:8207:{rng.randint(256, 65535):x}:{rng.randint(256, 65535):x}::{rng.randint(2, 999):x}",
            )
        )
    return rng.choice(
        (
            f"10.{rng.randint(1, 254)}.{rng.randint(0, 254)}.{rng.randint(2, 250)}",
            f"192.168.{rng.randint(0, 254)}.{rng.randint(2, 250)}",
            f"172.{rng.randint(16, 31)}.{rng.randint(1, 254)}.{rng.randint(2, 250)}",
            f"{rng.randint(23, 220)}.{rng.randint(10, 250)}.{rng.randint(10, 250)}.{rng.randint(2, 250)}",
        )
    )


def mac(rng: random.Random, part: int) -> str:
    pairs = [f"{rng.randint(0, 255):02x}" for _ in range(6)]
    return rng.choice(
        (
            ":".join(pairs),
            "-".join(pairs).upper(),
            ":".join(pairs).upper(),
            ".".join("".join(pairs)[i : i + 4] for i in (0, 4, 8)),
        )
    )


def hostname(rng: random.Random, part: int) -> str:
    return rng.choice(
        (
            f"DESKTOP-{drawn_text(rng, 7, string.ascii_uppercase + string.digits)}",
            f"LAPTOP-{drawn_text(rng, 8, string.ascii_uppercase + string.digits)}",
            f"SRV-{rng.choice(('DC', 'SQL', 'FILE', 'APP', 'PRINT'))}{rng.randint(1, 29):02}",
            f"{rng.choice(('pc', 'ws', 'nb'))}-{rng.choice(('fin', 'hr', 'ward3', 'ops'))}-{rng.randint(1, 240):03}",
            f"{rng.choice(('mail', 'vpn', 'files', 'db01', 'intranet', 'sso'))}.{rng.choice(('corp.northbank', 'ad.stmarys', 'hq.contoso'))}.{rng.choice(('local', 'internal', 'lan'))}",  # noqa: E501
            f"WIN-{drawn_text(rng, 11, string.ascii_uppercase + string.digits)}",
        )
    )

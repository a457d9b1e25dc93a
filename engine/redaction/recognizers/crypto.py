"""Addresses of cryptocurrency wallets."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding

_WALLET = re.compile(
    r"(?<![A-Za-z0-9])(?:bc1[ac-hj-np-z02-9]{20,60}|0x[0-9a-fA-F]{40}|[13][1-9A-HJ-NP-Za-km-z]{32,33})(?![A-Za-z0-9])"
)


def find(text: str) -> Iterator[TextFinding]:
    for match in _WALLET.finditer(text):
        if len(set(match.group())) > 8:
            yield TextFinding(EntityType.CRYPTO, match.start(), match.end(), 0.8, "shape")

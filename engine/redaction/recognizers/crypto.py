"""Addresses of cryptocurrency wallets."""

from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.words.sieve import Pattern

_WALLET = Pattern(
    r"(?<![A-Za-z0-9])(?:bc1[ac-hj-np-z02-9O1l]{20,60}|0[xX×][0-9a-fA-F]{39,40}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33}|ltc1[a-z0-9]{30,60}|[LM][1-9A-HJ-NP-Za-km-z]{33}|4[0-9AB][1-9A-HJ-NP-Za-km-z]{93}|r[1-9A-HJ-NP-Za-km-z]{28,34}|X[1-9A-HJ-NP-Za-km-z]{33}|addr1[a-z0-9]{50,100})(?![A-Za-z0-9])"
)
_NAMED = Pattern(
    r"(?i)(?:\b(?:btc|bitcoin|eth|ethereum|xmr|monero|ltc|litecoin|doge|dogecoin|sol|solana|ada|xrp|trx|tron|usdt|usdc|trc20|erc20|crypto|wallet|zec|dash|bch|ton)\b|钱包|收币|收款地址|比特币|提币地址)"
    r"[^\n\d]{0,24}?(?<![A-Za-z0-9])((?:bitcoincash:)?(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{25,110})(?![A-Za-z0-9])"
)


def find(text: str) -> Iterator[TextFinding]:
    for match in _NAMED.finditer(text):
        yield TextFinding(EntityType.CRYPTO, match.start(1), match.end(1), 0.98, "label")
    for match in _WALLET.finditer(text):
        if _is_mixed(match.group()):
            yield TextFinding(EntityType.CRYPTO, match.start(), match.end(), 0.985, "shape")


def _is_mixed(address: str) -> bool:
    """Words and digests are no addresses: those have capitals, small letters and digits, or a telling start."""
    if address.startswith(("bc1", "0x", "0X", "0×", "ltc1", "addr1")):
        return len(set(address)) > 8
    tests = (str.isdigit, str.isupper, str.islower)
    return len(set(address)) > 12 and all(any(test(c) for c in address[1:]) for test in tests)

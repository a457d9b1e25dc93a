"""Internet addresses. Masks, loopback, broadcast and version numbers stay readable."""

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.words.normal import digits_mended
from engine.redaction.words.sieve import Pattern
from engine.redaction.words.surroundings import named_in

_FOUR = Pattern(
    r"(?:(?<![\d.\w])|(?<=\bIP)|(?<=\bip)|(?<=\.[a-z]{2})|(?<=\.[a-z]{3})|(?<=\.local)|(?<=\.corp)|(?<=\.intra))(\d{1,3}) ?\. ?(\d{1,3}) ?\. ?(\d{1,3}) ?\. ?(\d{1,3})(?:/(?:[12]?\d|3[0-2])(?![\d/]))?(?![A-Za-z0-9]|\.\d|-[a-z]|\.in-addr)",  # noqa: E501
    re.ASCII,
)
_SIX = Pattern(r"(?<![\w:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:%\w{1,12})?(?:/\d{1,3})?(?![\w:])", re.ASCII)
_LINK_LOCAL = Pattern(
    r"(?<![\w:.])fe[89ab][0-9a-fOolI](?::{1,2}[0-9a-fOolI]{1,4}){2,7}(?: ?% ?\w{1,12})?(?![\w:])", re.IGNORECASE
)
"""What begins like this is one, whatever the reader made of its colons."""
_LOST_DOT = Pattern(r"(?<![\d.\-])(\d{1,7}(?:\.\d{1,7}){1,2})(?![\d]|\.\d|-\d| ?(?:[GMK]B|%))")
_LARGEST_PART = 255
_ADDRESS_DIGITS = range(7, 13)
_NEAR, _FURTHEST = 3, 24
_VERSION_BEFORE = Pattern(
    r"(?:\b(?:version|ver|build|release|f[ilr]{0,3}mware|driver|revision|rev)|software|plug-?in|patch)"
    r"\.?\s{0,2}[:=]?\s{0,2}v?$|\bv$|(?:版本号?|固件|驱动|软件|软体|控件|程序|程式|组件|插件|补丁|内核)(?:版本)?(?:已|请)?(?:更新|升级|降级|安装)?[到至为是]?\s?[:=]?\s?v?$"
    r"|(?:升级|更新|降级|回退)[到至为]\s?v?$",
    re.IGNORECASE,
)
_OF_CLIENT = re.compile(r"(?:客户端|浏览器|系统|平台|[Cc]lient|[Aa]pp|[Aa]gent) ?v?$")
_VERSION_SAID = re.compile(
    r"(?:版本|\b[Vv]ersion)[^\d\n]{1,8}$|[(（][A-Z][A-Za-z]*[a-z][A-Z]?[A-Za-z]* $|\b[A-Z][a-z]+[A-Z]\w* $"
)
"""`驱动版本不低于3.2.0.15`, `(XMeld 1.4.2.7)`"""
_LEAST_PRIVATE = 10
"""`客户端7.6.8.2`: a version, as no address here begins with so small a number."""
_PRODUCT_BEFORE = re.compile(r"[A-Z]\w+ (?:Server|Client|Node|Agent|Desktop|Workstation|Router|Gateway|Host) ?\(?$")
"""`SQL Server 15.0.4375`: what follows the name of a product is its version."""
_PRIVATE_RANGES = frozenset({"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"})
_HARMLESS_FOUR = Pattern(r"0\.|127\.|255\.")


def find(text: str) -> Iterator[TextFinding]:
    mended = digits_mended(text)
    for match in _FOUR.finditer(mended):
        address = ".".join(match.groups())
        is_range = _is_private_range(address, match.group())
        is_of_program = _OF_CLIENT.search(text, max(0, match.start() - 8), match.start())
        is_of_program = is_of_program or _VERSION_SAID.search(text, max(0, match.start() - 24), match.start())
        if is_of_program and int(match.group(1)) < _LEAST_PRIVATE:
            continue
        if _is_address(address) and not is_range and not _VERSION_BEFORE.search(text[: match.start()]):
            yield TextFinding(EntityType.IP, match.start(), match.end(4), 0.9, "shape")  # the length of a mask stays
    yield from _with_lost_dot(mended)
    if text.count(":") >= 2:
        for match in _LINK_LOCAL.finditer(text):
            yield TextFinding(EntityType.IP, match.start(), match.end(), 0.9, "shape")
        for match in _SIX.finditer(text):
            if _is_long_address(re.split("[%/]", match.group())[0]):
                yield TextFinding(EntityType.IP, match.start(), match.end(), 0.9, "shape")


def _with_lost_dot(text: str) -> Iterator[TextFinding]:
    """Yield numbers beside a machine's word that are addresses but for a dot that the reader lost: `主机1077.4.250`."""
    for match in _LOST_DOT.finditer(text):
        parts = match.group(1).split(".")
        is_joined = any(int(part) > _LARGEST_PART for part in parts) and sum(map(len, parts)) in _ADDRESS_DIGITS
        before = text[max(0, match.start() - _FURTHEST) : match.start()]
        if (
            is_joined
            and not _PRODUCT_BEFORE.search(before)
            and any(len(before) - at <= _NEAR for at in named_in(before, EntityType.HOSTNAME))
        ):
            yield TextFinding(EntityType.IP, match.start(), match.end(), 0.6, "place")


def _is_address(text: str) -> bool:
    if _HARMLESS_FOUR.match(text):
        return False
    try:
        return not IPv4Address(text).is_multicast
    except AddressValueError:
        return False


def _is_private_range(address: str, written: str) -> bool:
    """Tell whether this is one of the ranges that every site uses, such as 10.0.0.0/8: it tells nothing of this one."""
    return "/" in written and f"{address}/{written.rpartition('/')[2]}" in _PRIVATE_RANGES


def _is_long_address(text: str) -> bool:
    if not any(character.isdigit() for character in text) and text.count(":") < 4:
        return False  # `std::find`, `a::b`
    try:
        address = IPv6Address(text)
    except AddressValueError:
        return False
    return not (address.is_loopback or address.is_unspecified) and len(text.replace(":", "")) >= 4

"""Postal addresses: Chinese by their road and number, English by their street, or after a label."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled

_CHINESE = re.compile(
    r"(?:[一-鿿]{2,8}(?:省|自治区))?(?:[一-鿿]{2,7}[市州盟])?(?:[一-鿿]{1,6}[区县旗])?[一-鿿]{1,10}"
    r"(?:路|街|道|巷|村|镇|胡同|大道|小区|花园)"
    r"[一-鿿]{0,6}\d{1,5} ?(?:号|弄|栋|幢|座|室|单元)"
    r"(?:[\d一-鿿\-]{0,6}(?:号|弄|栋|幢|座|室|楼|层|单元))*[\dA-Z\-]*室?"
)
_STREET = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Square|Sq|Way|Place|Pl|Close|Crescent|Cres|Terrace|Terr|Gardens|Grove|Hill|"
    r"Parkway|Pkwy|Highway|Hwy|Circle|Cir|Row|Mews|Walk|Quay|Park|Green|Rise|View|Broadway|Trail|Loop)"
)
_REST = (
    r"(?:,? ?(?:Apt|Apartment|Suite|Ste|Unit|Floor|Flat|Room|#)\.? ?\w{1,5})?(?:, ?(?:[A-Z][A-Za-z.'\-]+ ?){1,3})?"
    r"(?:,? ?(?:[A-Z]{2,3},? \d{4,5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4,6}))?"
)
_ENGLISH = re.compile(
    rf"(?:\b(?:Flat|Apt|Apartment|Unit|Suite|Room) \w{{1,5}},? )?\b\d{{1,5}}[A-Za-z]?(?:-\d{{1,4}})?,? (?:[NSEW]\.? |North |South |East |West )?(?:(?:[A-Z][a-z'\-]+|\d{{1,3}}(?:st|nd|rd|th)) ){{1,3}}{_STREET}\b\.?"  # noqa: E501
    rf"(?:{_REST})(?=[\s,.;)\"']|$|(?<=[ ,]))"
    r"|\b\d{1,5} (?:[A-Z][a-z]+ ){1,3}(?:St|Ave|Rd|Dr|Ln|Blvd)\.(?:, [A-Z][A-Za-z ]{2,24})?(?:,? [A-Z]{2} \d{5})?"
    r"|\b[A-ZÄÖÜ][a-zäöüß\-]+(?:straße|strasse|str\.|weg|platz|allee|gasse) \d{1,4}[a-z]?(?:, ?\d{5} [A-ZÄÖÜ][a-zäöüß]+)?"  # noqa: E501
    r"|\b\d{1,4}(?: bis)?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Aa]llée|[Qq]uai|[Cc]hemin) (?:[\w'’\-]+ ?){1,5}(?:, ?\d{5} [A-Z][\w\-]+)?"  # noqa: E501
    r"|\bP\.? ?O\.? Box \d{1,6}(?:, [A-Z][A-Za-z ]{2,24}){0,2}(?:,? [A-Z]{2} \d{5})?"
)
_SAID = re.compile(r"[一-鿿]{0,6}(?:住在|位于|寄到|寄往|寄至|送到|送往|送至|地址是|地址为|地址在|搬到|地址)")
_NOT_POSTAL = re.compile(
    r"(?i)(?:ip|mac|e-?mail|web|url|physical|gateway|memory|server|bitcoin|物理|网络|内存|网址|邮箱|网关|服务器)\s*$"
)


def find(text: str) -> Iterator[TextFinding]:
    for match in _CHINESE.finditer(text) if not text.isascii() else ():
        said = _SAID.match(match.group())
        start = match.start() + (said.end() if said else 0)
        yield TextFinding(EntityType.ADDRESS, start, match.end(), 0.8, "shape")
    for match in _ENGLISH.finditer(text):
        yield TextFinding(EntityType.ADDRESS, match.start(), match.end(), 0.8, "shape")
    for finding in find_labelled(text, EntityType.ADDRESS):
        before = re.split(r"(?i)address|street|地址|住址", text[: finding.start])
        if not _NOT_POSTAL.search(before[-2] if len(before) > 1 else ""):
            yield finding

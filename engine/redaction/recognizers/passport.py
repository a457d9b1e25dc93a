"""Passports: the Chinese shape, after a label, or the lines for machines at the foot of a page."""

from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.words.sieve import Pattern

_CHINESE = Pattern(r"(?<![A-Za-z0-9\-])(?:[EG]\d{5}[\dOIl]{3}|E[A-HJ-NP-Z]\d{7}|[DSP]E?\d{7,8})(?![A-Za-z0-9\-])")
_ANNOUNCED = Pattern(
    r"(?:(?i:passport|travel document|passeport|reisepass|pass(?=-n| n)|pasaporte|passaporto|paspoort|paszportu?|passaporte|pasaport|cestovní(?:ho)? pasu?|útlevél|paşaport|hộ chiếu(?: số)?|загранпаспорт|паспорт)(?i:(?: *\(?(?:no\.?|number|num|numéro|número|numer|nr\.?|n[°º]|n\.|-nr\.?|#|id)\)?)?)|护照(?:号码?|编号)?|護照(?:號碼?|編號)?|旅券(?:番号)?|여권(?:번호)?|旅行证件|通行证(?:号码?)?)"  # noqa: E501
    r"[)\"']?[ ]{0,3}(?:(?i:is|was|has|expires?)|是|为|[:=#])?[ \t]{0,4}[\"']?((?=[A-Z]{0,3}\d)(?=[A-ZOIl0-9]*\d{2})[A-Z0-9Il]{6,10}|\d{2} \d{2} ?[№N]? ?\d{6})(?![A-Za-z0-9])"  # noqa: E501
)
_MACHINE_READABLE = Pattern(
    r"(?<![A-Z0-9<])[PIACV][A-Z<][A-Z]{3}[A-Z<]{15,39}<<|(?<![A-Z0-9<])[A-Z0-9<]{9}\d[A-Z]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{2,16}"
)
"""The two lines at the foot of a passport's page."""


def find(text: str) -> Iterator[TextFinding]:
    for match in _CHINESE.finditer(text):
        yield TextFinding(EntityType.PASSPORT, match.start(), match.end(), 0.5, "shape")
    for match in _ANNOUNCED.finditer(text):
        yield TextFinding(EntityType.PASSPORT, match.start(1), match.end(1), 0.9, "label")
    for match in _MACHINE_READABLE.finditer(text):
        yield TextFinding(EntityType.PASSPORT, match.start(), match.end(), 0.97, "shape")
    yield from find_labelled(text, EntityType.PASSPORT)

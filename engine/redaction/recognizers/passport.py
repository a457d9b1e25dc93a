"""Passports: the Chinese shape, or after a label."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled

_CHINESE = re.compile(r"(?<![A-Za-z0-9\-])(?:[EG]\d{8}|E[A-HJ-NP-Z]\d{7}|[DSP]E?\d{7,8})(?![A-Za-z0-9\-])")
_ANNOUNCED = re.compile(
    r"(?:(?i:passport|travel document|passeport|reisepass)(?i:(?: *\(?(?:no\.?|number|num|nr\.?|#|id)\)?)?)|护照(?:号码?|编号)?|旅行证件|通行证(?:号码?)?)"  # noqa: E501
    r"[)\"']?[ ]{0,3}(?:(?i:is|was|has|expires?)|是|为|[:=#])?[ \t]{0,4}[\"']?((?=[A-Z0-9]*\d{3})[A-Z0-9]{6,10})(?![A-Za-z0-9])"  # noqa: E501
)


def find(text: str) -> Iterator[TextFinding]:
    for match in _CHINESE.finditer(text):
        yield TextFinding(EntityType.PASSPORT, match.start(), match.end(), 0.5, "shape")
    for match in _ANNOUNCED.finditer(text):
        yield TextFinding(EntityType.PASSPORT, match.start(1), match.end(1), 0.9, "label")
    yield from find_labelled(text, EntityType.PASSPORT)

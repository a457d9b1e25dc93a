"""Serial numbers of devices after a label: IMEI, ICCID, asset tags."""

from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled


def find(text: str) -> Iterator[TextFinding]:
    yield from find_labelled(text, EntityType.IMEI, lambda value: sum(c.isdigit() for c in value) >= 3)

"""Finds what is private on a screen and is no text: codes, photographs, signatures."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.finding import Finding
from engine.domain.picture import Picture
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.pictures.codes import find_codes
from engine.redaction.pictures.photos import find_photos
from engine.redaction.pictures.signatures import find_signatures

_SAME = 0.5
"""Share of a finding that lies on a surer one, to be a part of it."""


def find_pictures(picture: Picture, spans: Sequence[TextSpan]) -> list[Finding]:
    """Return what is found on a bare picture. On a covered one this would take frosted covers for photographs."""
    found = list(find_codes(picture, spans, with_shapes=True))
    for finding in (*find_photos(picture, spans), *find_signatures(picture, spans)):
        if not any(_lies_on(finding.region, surer.region) for surer in found):
            found.append(finding)
    return found


def _lies_on(region: Region, other: Region) -> bool:
    common = region.intersection(other)
    return not common.is_empty and common.area >= _SAME * region.area

"""Whose a password is, where both are told in one breath: `service / Zawor-1998`, `mbauer | q7Hx-22`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engine.domain.finding import EntityType, TextFinding
from engine.domain.text import TextSpan
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.recognizers.plausible import is_plausible
from engine.redaction.words.identifier_shapes import Looks, looks_like_login

_BEFORE = re.compile(
    r"(?:^|(?<=[\s:：=(\"'「“]))(?P<login>[A-Za-z][\w.\-\\@]{2,40})(?: ?(?P<stroke>[/|]) ?| (?:and|und|et|y|e|i|en|och|og|with|mit) |, ?)\Z"  # noqa: E501
)

Piece = tuple[int, int, int]


def logins_before(
    spans: Sequence[TextSpan], found: Iterable[tuple[EntityType, Piece]]
) -> Iterator[tuple[int, TextFinding]]:
    """Yield (span number, finding) for the logins right before passwords that were found.

    Between strokes any word is one, also `service`; before a comma or an `and` it has to look like one.
    """
    found = list(found)
    taken = {(number, place) for _, (number, start, end) in found for place in range(start, end)}
    for kind, (number, start, _) in found:
        if kind is not EntityType.PASSWORD or (match := _BEFORE.search(spans[number].text[:start])) is None:
            continue
        login = match["login"]
        is_free = (number, match.start("login")) not in taken and label_of(login) is None
        looks = looks_like_login(login) >= Looks.LIKELY and is_plausible(EntityType.USERNAME, login)
        if is_free and (looks or match["stroke"] is not None):
            yield number, TextFinding(EntityType.USERNAME, *match.span("login"), 0.7, "pair")

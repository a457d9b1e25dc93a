"""Columns of logins: where some cells are known as user names, those between and around them are too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from engine.domain.text import TextSpan
from engine.redaction.layout.columns import row_of
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.words.identifier_shapes import is_setting
from engine.redaction.words.names import is_word_of_screens

_LOGIN = re.compile(r"[A-Za-z][a-z0-9]{1,15}(?:[._\-][a-z0-9]{1,16}){0,3}_?")
_FEWEST_KNOWN = 2
_LEAST_SHARE = 0.15
_SLACK = 0.6
_PITCH = 3.2
"""How far below a cell the next one may begin, in heights."""
_SHORTEST = 3


def more_logins(spans: Sequence[TextSpan], known: Collection[int]) -> Iterator[int]:
    """Yield the numbers of the spans that stand in one column with two or more of the known user names."""
    seen: set[int] = set()
    for number in sorted(known, key=lambda number: spans[number].region.y):
        if number in seen:
            continue
        column = _column(spans, number)
        seen.update(column)
        sure = [each for each in column if each in known]
        if len(sure) >= _FEWEST_KNOWN and len(sure) >= _LEAST_SHARE * len(column):
            yield from (each for each in column if each not in known and _may_be_login(spans[each].text.strip()))


def _column(spans: Sequence[TextSpan], number: int) -> list[int]:
    """Return the cells above and below that begin at the same place and look like logins, without a gap."""
    region = spans[number].region
    aligned = [n for n, span in enumerate(spans) if abs(span.region.x - region.x) <= _SLACK * region.height]
    below = sorted((n for n in aligned if spans[n].region.y > region.y), key=lambda n: spans[n].region.y)
    above = sorted((n for n in aligned if spans[n].region.y < region.y), key=lambda n: -spans[n].region.y)
    column = [number]
    for side in (above, below):
        last = region.y
        for each in side:
            is_far = abs(spans[each].region.y - last) > _PITCH * region.height
            is_login = _LOGIN.fullmatch(spans[each].text.strip()) is not None
            if is_far or not is_login or not _is_same_table(spans, number, each):
                break
            column.append(each)
            last = spans[each].region.y
    return column


def _is_same_table(spans: Sequence[TextSpan], one: int, other: int) -> bool:
    """Tell whether something beside each of two cells begins at the same place."""
    places = [
        [spans[beside].region.x for beside in row_of(spans, number) if beside != number] for number in (one, other)
    ]
    slack = _SLACK * spans[one].region.height
    return any(abs(left - right) <= slack for left in places[0] for right in places[1])


def _may_be_login(text: str) -> bool:
    return (
        len(text) >= _SHORTEST
        and not is_setting(text)
        and not is_word_of_screens(text.lower())
        and label_of(text) is None
    )

"""Labels on a screen and their values: beside them, below them, in the columns of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.domain.finding import EntityType
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.layout.cell_kinds import (
    is_likely,
    is_list_of_words,
    is_made_up,
    is_name,
    is_number_of_contact,
    is_phrase,
    is_surely,
    may_be,
    own_kind,
)
from engine.redaction.layout.columns import are_keys, cells_below, end_in_column, is_among_like, row_of
from engine.redaction.layout.paragraphs import runs
from engine.redaction.recognizers.labelled import label_of, looks_generated
from engine.redaction.recognizers.plausible import is_not_harmless
from engine.redaction.words.entities import label_types, squeezed
from engine.redaction.words.identifier_shapes import Looks, looks_like_login
from engine.redaction.words.label_heads import is_role
from engine.redaction.words.names import are_plain_words, is_usual_word

_FIELD_REACH = 32
"""How far right of its label a value may stand, in heights."""
_FAR_RIGHT, _JUST_BELOW = 12, 1.5
_BELOW_REACH = 3.2
_FEWEST_COLUMNS = 3
_FEWEST_CELLS = 2
_FEWEST_HEADS = 2
_MOST_IN_FORM = 3
"""So many texts on a row may be two labels and a value; more are the heads of a table."""
_TYPED_SHARE = 0.6
_FIRST_CELLS = 2
_TALLEST = 2.5
_LEAST_CELL = 0.45
"""What is so much lower than the head is no text: a stroke of the frame."""
_VERSION = re.compile(
    r"(?i)\b(?:version|versión|versione|firmware|revision|build|release)|(?:version|versie|wersja|verze|sürümü?|版本号?|固件)\s*[:：]?$"
)
_ANY_WORD = frozenset({EntityType.PERSON, EntityType.USERNAME, EntityType.HOSTNAME})
"""Kinds whose values may look like any word: `Duration`."""
_TIME = re.compile(r"\[?(?:\d{2,4}[\-/.]\d\d[\-/.]\d{2,4}[ T]+)?\d{1,2}:\d\d:\d\d(?!\d)")
_VALUE_TYPE = re.compile(r"REG_[A-Z_]{2,20}")
"""Stands between the name of a value in the registry and the value."""
_CUT = 0.6
"""How far right of its column a cell may begin, in heights, before its beginning was lost in reading."""
_MOST_JOINED = 2
_LABEL_WORD = re.compile(r"[^\W\d_][\w'’./\-]{0,16}[:：#]?")
_FORM_REACH = 5
"""How far above the head of a value the field may stand that names it, in heights."""
_HEADS_OF_VALUES = frozenset(
    map(
        squeezed,
        (
            *(
                "value data",
                "variable value",
                "new value",
                "setting value",
                "property value",
                "attribute value",
                "parameter value",
            ),
            *(
                "Wert",
                "Wertdaten",
                "Wert der Variablen",
                "données de la valeur",
                "valeur",
                "valor",
                "datos del valor",
                "dati valore",
            ),
            *(
                "valore",
                "waarde",
                "wartość",
                "dane wartości",
                "hodnota",
                "数值数据",
                "变量值",
                "参数值",
                "属性值",
                "设置值",
            ),
        ),
    )
)
_NAME_COMPANIONS = frozenset(
    {
        EntityType.PHONE,
        EntityType.EMAIL,
        EntityType.CN_ID,
        EntityType.USERNAME,
        EntityType.DATE_OF_BIRTH,
        EntityType.ADDRESS,
        EntityType.BANK_CARD,
        EntityType.US_SSN,
    }
)
"""A column named `Name` lists people where one of these stands beside it, and services or files elsewhere."""


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """A span that is the value of a label beside or above it."""

    number: int
    kind: EntityType
    cell: Region | None = None
    """In a column: the place that the value takes, where the span is shorter, as it is when it was misread."""


def labelled_spans(spans: Sequence[TextSpan]) -> Iterator[LabelledSpan]:
    """Yield the spans that are values of a label beside or above them."""
    labels = _labels(spans)
    yield from _values_of_named(spans, labels)
    for number, kind in labels.items():
        row = row_of(spans, number)
        right = _first_right(spans, row, number)
        has_own = right is not None and right not in labels and is_surely(kind, spans[right].text)
        if len(row) > 1 and not has_own:
            column = _typed_column(spans, number, row, labels)
            if column:
                yield from column
                continue
        below = list(_values_below(spans, number, row, labels))
        if below and right is not None and _is_nearer(spans, number, below[0], right):
            right = None
        if right is not None and right not in labels:
            if not any(character.isalnum() for character in spans[right].text):
                continue  # what stands beside it is covered already
            is_key = are_keys(spans[number].text, spans[right].text)
            if may_be(kind, spans[right].text) and is_made_up(spans[number].text, spans[right].text) and not is_key:
                yield LabelledSpan(right, own_kind(kind, spans[right].text))
                continue
            if is_number_of_contact(spans[number].text, spans[right].text):
                yield LabelledSpan(right, EntityType.PHONE)
                continue
        yield from (LabelledSpan(value, own_kind(kind, spans[value].text)) for value in below)


def _labels(spans: Sequence[TextSpan]) -> dict[int, EntityType]:
    """Return the labels with their kinds. What stands again in the next line is a cell: `User` in a column of types."""
    labels = {number: kind for number, span in enumerate(spans) if (kind := label_of(span.text))}
    labels = _with_joined(spans, labels)
    places: dict[str, list[Region]] = {}
    for number in labels:
        places.setdefault(spans[number].text.strip(), []).append(spans[number].region)
    return {
        number: kind
        for number, kind in labels.items()
        if not any(_is_next_line(spans[number].region, other) for other in places[spans[number].text.strip()])
        and not _is_in_log(spans, number)
    }


def heads_of_tables(spans: Sequence[TextSpan]) -> set[int]:
    """Return the single words in rows of several labels, none of them right beside one: the heads of other columns."""
    labels = [number for number, span in enumerate(spans) if label_of(span.text)]
    heads: set[int] = set()
    for number in labels:
        row = row_of(spans, number) if number not in heads else []
        named = [other for other in row if other in labels]
        if len(named) < _FEWEST_HEADS or len(row) <= len(named):
            continue
        beside = {other for label, other in pairwise(row) if label_of(spans[label].text) is EntityType.PERSON}
        beside = beside if len(row) <= _MOST_IN_FORM else set()
        heads.update(other for other in row if other not in beside and " " not in spans[other].text.strip())
    return heads


def _with_joined(spans: Sequence[TextSpan], labels: dict[int, EntityType]) -> dict[int, EntityType]:
    """Add the labels whose words were read one by one, as terminals space them; the last word stands for all."""
    joined = dict(labels)
    for run in runs(spans):
        for last in range(1, len(run)):
            for first in range(max(0, last - _MOST_JOINED), last):
                words = [spans[number].text.strip() for number in run[first : last + 1]]
                if " " in "".join(words) or not all(_LABEL_WORD.fullmatch(word) for word in words):
                    continue
                if kind := label_types().get(squeezed(" ".join(words))):
                    for number in run[first : last + 1]:
                        joined.pop(number, None)
                    joined[run[last]] = kind
                    break
    return joined


def _values_of_named(spans: Sequence[TextSpan], labels: dict[int, EntityType]) -> Iterator[LabelledSpan]:
    """Yield the values of a form that names what it sets in one field and has the value in the next.

    `Value name: DefaultPassword`, `Value data: ...`
    """
    heads = [number for number, span in enumerate(spans) if squeezed(span.text) in _HEADS_OF_VALUES]
    for head in heads if labels else ():
        place = spans[head].region
        named = [n for n in labels if 0 < place.y - spans[n].region.y <= _FORM_REACH * place.height and n != head]
        named = [n for n in named if abs(spans[n].region.x - place.x) <= _FIELD_REACH * place.height]
        if not named:
            continue
        kind = labels[max(named, key=lambda n: spans[n].region.y)]
        row = row_of(spans, head)
        right = _first_right(spans, row, head)
        below = [right] if right is not None and right not in labels else cells_below(spans, head, [head], labels)[:1]
        yield from (LabelledSpan(n, own_kind(kind, spans[n].text)) for n in below if may_be(kind, spans[n].text))


def _is_in_log(spans: Sequence[TextSpan], number: int) -> bool:
    """Tell whether a text without a colon stands in a line that begins with a time: `05:14:00 DEVICE STATE`."""
    text = spans[number].text.strip()
    if text.endswith((":", "：", "=")):
        return False
    row = row_of(spans, number)
    return row[0] != number and _TIME.match(spans[row[0]].text.strip()) is not None


def _is_next_line(one: Region, other: Region) -> bool:
    step = abs(one.y - other.y)
    return abs(one.x - other.x) <= _CUT * one.height and 0.8 * one.height <= step <= _BELOW_REACH * one.height


def is_version(spans: Sequence[TextSpan], number: int) -> bool:
    """Tell whether a text stands beside a label that announces a version."""
    row = row_of(spans, number)
    before = [other for other in row[: row.index(number)] if not _VALUE_TYPE.fullmatch(spans[other].text.strip())]
    return bool(before) and _VERSION.search(spans[before[-1]].text) is not None


def _is_nearer(spans: Sequence[TextSpan], number: int, below: int, right: int) -> bool:
    """Tell whether a generated value just below a label is its own, and not a word far right of it."""
    label = spans[number].region
    is_far = spans[right].region.x - label.right > _FAR_RIGHT * label.height
    is_below = spans[below].region.y - label.bottom <= _JUST_BELOW * label.height
    if is_below and is_usual_word(spans[right].text.lower()) and looks_like_login(spans[below].text):
        return True  # `User name  Groups` above `ci-publisher  deployers`
    return is_far and is_below and looks_generated(spans[below].text) and not looks_generated(spans[right].text)


def _values_below(
    spans: Sequence[TextSpan], number: int, row: list[int], labels: dict[int, EntityType]
) -> Iterator[int]:
    """Yield what stands below a label with no value beside it: one value, or a list of them that are made alike."""
    kind, is_table = labels[number], len(row) >= _FEWEST_COLUMNS
    if is_table and not _may_head_a_column(kind, spans[number].text, [labels.get(n) for n in row]):
        return
    reach = _BELOW_REACH * spans[number].region.height
    first: int | None = None
    for below in cells_below(spans, number, [number], labels):
        text = spans[below].text
        if first is None:
            is_near = spans[below].region.y - spans[number].region.bottom <= reach
            is_any_word = kind in _ANY_WORD and not (looks_generated(text) or is_name(kind, text) or _is_login(text))
            is_listed = is_any_word and (
                (is_table and is_among_like(spans, number, row)) or _is_label_of_form(spans, number, below, labels)
            )
            is_value = may_be(kind, text) and is_made_up(spans[number].text, text)
            if not is_near or is_listed or not is_value or are_keys(spans[number].text, text):
                return
            first = below
        elif not (looks_generated(text) and _make(text) == _make(spans[first].text)):
            return
        elif kind is EntityType.PERSON and not is_name(kind, text):
            return  # `Lead Source` below `Beat Ammann`
        yield below


def _is_login(text: str) -> bool:
    return looks_like_login(text.strip()) >= Looks.LIKELY


def _is_label_of_form(spans: Sequence[TextSpan], number: int, below: int, labels: dict[int, EntityType]) -> bool:
    """Tell whether a text and the one below have something beside them at the same place: two lines of a form."""
    beside = [_first_right(spans, row_of(spans, each), each) for each in (number, below)]
    if beside[0] is None or beside[1] is None or beside[0] in labels:
        return False
    if are_plain_words(spans[beside[0]].text) and not are_plain_words(spans[below].text):
        return False  # `Requester  Device` above `Oyelaran  ORION`: two heads
    left, right = spans[beside[0]].region, spans[beside[1]].region
    return abs(left.x - right.x) <= _CUT * left.height


def _make(text: str) -> str:
    """Return how a value is made up: its signs, and how many letters and digits stand between them."""
    return re.sub(r"[^\W_]", "x", text.strip())


def _typed_column(
    spans: Sequence[TextSpan], number: int, row: list[int], labels: dict[int, EntityType]
) -> list[LabelledSpan]:
    """Return all cells below a header where most of them are values of its kind: those that were misread too."""
    kind, text = labels[number], spans[number].text
    if len(row) < _FEWEST_COLUMNS and kind in (EntityType.PASSWORD, EntityType.SECRET, EntityType.ADDRESS):
        return []  # what a form asks for last has anything below it
    is_sure = len(row) >= _FEWEST_COLUMNS and _may_head_a_column(kind, text, [labels.get(n) for n in row])
    if is_among_like(spans, number, row):
        return []
    below = cells_below(spans, number, row, labels)
    least = _LEAST_CELL * spans[number].region.height
    cells = [c for c in below if any(map(str.isalnum, spans[c].text)) and spans[c].region.height >= least]
    fits = may_be if is_sure else is_surely if text.strip().lower() == "name" and len(row) > 2 else is_likely
    if not any(fits(kind, spans[cell].text) for cell in cells[:_FIRST_CELLS]):
        return []  # other heads stand between
    is_weak = is_role(text)
    cells = [cell for cell in cells if not is_weak or is_made_up(text, spans[cell].text)]
    fitting = [cell for cell in cells if fits(kind, spans[cell].text) and not are_keys(text, spans[cell].text)]
    is_typed = len(fitting) >= _FEWEST_CELLS and len(fitting) >= _TYPED_SHARE * len(cells)
    if not is_typed or is_list_of_words(kind, [spans[cell].text for cell in fitting]):
        return []
    left = min(spans[cell].region.x for cell in fitting)
    right = max(spans[cell].region.right for cell in fitting)
    top, bottom = spans[cells[0]].region.y, spans[cells[-1]].region.bottom
    strays = [other for other in _within(spans, Region.from_edges(left, top, right, bottom)) if other not in cells]
    found = []
    for cell in cells + strays:
        if (
            cell not in labels
            and not (is_weak and cell in strays)
            and is_not_harmless(spans[cell].text)
            and not is_phrase(own_kind(kind, spans[cell].text), spans[cell].text)
        ):
            region = spans[cell].region
            is_cut = region.x - left > _CUT * region.height and is_left_aligned(spans, fitting, left)
            end = end_in_column(spans, cell, number, row) if cell in fitting else right
            is_whole = cell in fitting and not is_cut and end == region.right
            line = (spans[other].region for other in row_of(spans, cell))
            beside = [each for each in line if each.height <= _TALLEST * region.height]
            upper, lower = min(each.y for each in beside), max(each.bottom for each in beside)
            found.append(
                LabelledSpan(
                    cell,
                    own_kind(kind, spans[cell].text),
                    None if is_whole else Region.from_edges(left, upper, end, lower),
                )
            )
    return found


def _within(spans: Sequence[TextSpan], place: Region) -> list[int]:
    """Return the spans that lie in a place: parts of a cell that was read in pieces."""
    return [
        number
        for number, span in enumerate(spans)
        if span.region.y >= place.y - 2
        and span.region.bottom <= place.bottom + 2
        and span.region.x >= place.x - 2
        and span.region.right <= place.right + 2
    ]


def is_left_aligned(spans: Sequence[TextSpan], cells: Sequence[int], left: int) -> bool:
    """Tell whether most of the cells begin at the left edge of their column."""
    aligned = [cell for cell in cells if spans[cell].region.x - left <= _CUT * spans[cell].region.height]
    return len(aligned) > len(cells) / 2


def _first_right(spans: Sequence[TextSpan], row: list[int], number: int) -> int | None:
    """Return the next text on the row; single signs are icons and borders."""
    region = spans[number].region
    for right in row[row.index(number) + 1 :]:
        gap = spans[right].region.x - region.right
        if gap > _FIELD_REACH * region.height:
            return None
        if len(spans[right].text.strip()) > 1 and not _VALUE_TYPE.fullmatch(spans[right].text.strip()):
            return right
    return None


def _may_head_a_column(kind: EntityType, label: str, row: list[EntityType | None]) -> bool:
    is_bare_name = kind is EntityType.PERSON and label.strip().lower() in {
        "name",
        "owner",
        "manager",
        "contact",
    }
    return not is_bare_name or any(other in _NAME_COMPANIONS for other in row)

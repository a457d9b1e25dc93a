"""Finds what is sensitive on a screen: in its texts, by their layout, and wherever a value stands again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from engine.domain.finding import EntityType, TextFinding
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.address_blocks import lines_of_addresses
from engine.redaction.alike_cells import alike_cells, beside_addresses, more_plates
from engine.redaction.broken_values import found_in_pieces
from engine.redaction.chinese_text import is_surname, is_word
from engine.redaction.columns import is_same_row, row_before
from engine.redaction.contact_tiles import names_of_tiles
from engine.redaction.layout import LabelledSpan, heads_of_tables, is_version, labelled_spans, paragraphs
from engine.redaction.learned import LearnedTagger
from engine.redaction.login_columns import more_logins
from engine.redaction.name_parts import parts_of_names
from engine.redaction.names import is_unlisted, is_usual_word
from engine.redaction.namesakes import namesakes
from engine.redaction.normal import NormalText
from engine.redaction.people_in_columns import people_in_columns, senders
from engine.redaction.recognizers import birth, made_up, person_beside
from engine.redaction.recognizers.labelled import looks_generated, without_remark
from engine.redaction.records import values_of_records
from engine.redaction.text_search import find_in_text, without_overlaps
from engine.redaction.unlisted_names import unlisted_names
from engine.redaction.weak_labels import keys_near_words, notes_of_logins, values_of_weak_labels

_LOOK_ALIKE = str.maketrans("oil|", "0111")
"""How values are compared: without case, and with what OCR confuses made equal."""
_BLOCK_KINDS = frozenset({EntityType.PRIVATE_KEY, EntityType.JWT, EntityType.SECRET, EntityType.ADDRESS})
_UNREPEATED = frozenset({EntityType.PRIVATE_KEY, EntityType.DATE_OF_BIRTH})
_MARGIN = 0.2
_LEAST_MARGIN_PX = 3
_SIDE_MARGIN = 0.35
_LEAST_SHARED = 0.5
"""Share of their width that two rows of a block have in common: what ran on far left of its beginning is none."""
_LONGEST_ADDRESS = 60
"""Letters of a line that can be all of an address: longer ones are prose that mentions one."""
_FAR_LEFT = 6
"""How far left of its first row a token may go on for both to be one block, in heights: words stand before it."""
_UNSURE = 0.8
_JOINTS = re.compile(r"[\W_]+")
_FEWEST_JOINED = 8
"""Letters and digits that a value of several parts must have to be known without its joints."""
_BEFORE_REMARK = re.compile(
    r"(?=\S*[\d.\-])[\w.\-]{4,60}(?=,? (?:port|Port|PORT|via|over|on|auf|am|using|with|und|and)\b)"
)
"""`sbc2.voice.example port 5061, TLS 1.2`"""
_FREE_OF_BLANKS = frozenset({EntityType.USERNAME, EntityType.PASSWORD, EntityType.SECRET})
_POSTAL_REST = re.compile(r"[\s,.;:]*[A-Z0-9]{1,4}(?: [A-Z0-9]{1,4})?[\s,.;:]*")
"""What may be left of an address at the end of a line: a part of its postal code."""
_TITLE_BEFORE = re.compile(
    r"(?:^|[^\w.])((?:(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Sir|Dame|Rev|Herrn?|Frau|Hr|Mme|Mlle|Sra?|Srta|Doña|Sig|Dott|Dipl|Ing|Mag|Dhr|Mevr|Pan[ií]?|Pane|DR|MR|MRS|MS|MISS|PROF|HERR|FRAU|MME)\b\.? ?|M\. ?){1,2})$"  # noqa: E501
)
_LONGEST_TITLE = 12
_WIDTH_STEP = {EntityType.PASSWORD: 4.0, EntityType.SECRET: 4.0}
"""Widths are rounded up to so many heights, where room is left, so that a box does not tell the length."""


@dataclass(frozen=True, slots=True)
class ScreenFinding:
    """A sensitive place and its value, which must not leave the redactor."""

    entity_type: EntityType
    region: Region
    score: float
    reason: str
    value: str

    def __repr__(self) -> str:
        return f"ScreenFinding({self.entity_type}, {self.region})"


@dataclass(frozen=True, slots=True)
class _Hit:
    """A sensitive stretch that may run over several spans: (span number, start, end) each."""

    found: TextFinding
    pieces: tuple[tuple[int, int, int], ...]
    value: str


def find_on_screen(
    spans: Sequence[TextSpan], believed: Sequence[Region] | None = None, tagger: LearnedTagger | None = None
) -> list[ScreenFinding]:
    """Return the sensitive places among the texts of a picture, with margins, top to bottom.

    What only its place beside or below a label makes sensitive must lie in one of the places `believed`, where given.
    What `tagger` takes for private besides is added.
    """
    labelled = [each for each in labelled_spans(spans) if _is_believed(spans[each.number].region, believed)]
    hits = list(_hits(spans, labelled))
    hits += [
        _Hit(each, ((number, each.start, each.end),), spans[number].text[each.start : each.end])
        for number, each in namesakes(spans, [(hit.found.entity_type, hit.value) for hit in hits])
    ]
    hits += [
        _Hit(each, ((number, each.start, each.end),), spans[number].text[each.start : each.end])
        for number, each in senders(spans, [(hit.found.entity_type, piece) for hit in hits for piece in hit.pieces])
    ]
    people = len({hit.value for hit in hits if hit.found.entity_type is EntityType.PERSON})
    hits += [
        _Hit(each, ((number, each.start, each.end),), spans[number].text[each.start : each.end])
        for number, each in unlisted_names(spans, people)
    ]
    heads = heads_of_tables(spans)
    hits = [hit for hit in hits if not _is_head(hit, heads, spans)]
    hits += _beside(spans, hits)
    pieces = [(hit.found.entity_type, piece) for hit in hits for piece in hit.pieces]
    hits += [
        _Hit(each, ((number, each.start, each.end),), spans[number].text[each.start : each.end])
        for number, each in values_of_records(spans, pieces)
    ]
    taken = {number for hit in hits for number, _, _ in hit.pieces}
    hits += [
        _Hit(each, ((number, each.start, each.end),), spans[number].text)
        for number, each in (
            *values_of_weak_labels(spans, taken),
            *notes_of_logins(spans, taken),
            *keys_near_words(spans, taken),
        )
    ]
    hits += _repeats(spans, hits)
    pieces = [(hit.found.entity_type, piece) for hit in hits for piece in hit.pieces]
    hits += [
        _Hit(each, ((number, each.start, each.end),), spans[number].text[each.start : each.end])
        for number, each in (
            *alike_cells(spans, pieces),
            *beside_addresses(spans, pieces),
            *more_plates(spans, pieces),
        )
    ]
    if tagger is not None:
        learned = list(_learned(spans, hits, tagger))
        hits += [*learned, *_repeats(spans, learned)]
    cells = list(_cells(spans, labelled))
    placed = (finding for hit in _merged(hits) for finding in _placed(spans, hit))
    found = cells + [finding for finding in placed if not any(_holds(cell.region, finding.region) for cell in cells)]
    return sorted(found, key=lambda finding: (finding.region.y, finding.region.x))


def _is_head(hit: _Hit, heads: Collection[int], spans: Sequence[TextSpan]) -> bool:
    """Tell whether a word that is known as a name by itself alone stands among the heads of a table: `Haulier`."""
    number, start, end = hit.pieces[0]
    is_word = len(hit.pieces) == 1 and number in heads and spans[number].text[start:end] == spans[number].text.strip()
    return is_word and hit.found.entity_type is EntityType.PERSON and hit.found.reason in ("names", "unlisted")


def _beside(spans: Sequence[TextSpan], hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """Yield the parts of names in fields of their own, names on tiles, and what stands in columns of user names."""
    logins = {
        number
        for hit in hits
        for number, start, end in hit.pieces
        if hit.found.entity_type is EntityType.USERNAME and (start, end) == (0, len(spans[number].text))
    }
    parts = [(EntityType.PERSON, number) for number in parts_of_names(spans)]
    parts += [(EntityType.USERNAME, number) for number in more_logins(spans, logins)]
    pieces = [(hit.found.entity_type, piece) for hit in hits for piece in hit.pieces]
    parts += [
        (EntityType.PERSON, number) for number in (*names_of_tiles(spans, pieces), *people_in_columns(spans, pieces))
    ]
    of_addresses = set(lines_of_addresses(spans, pieces))
    parts += [(EntityType.ADDRESS, n) for n in sorted(of_addresses) if len(spans[n].text) <= _LONGEST_ADDRESS]
    for kind, number in parts:
        text = spans[number].text
        yield _Hit(TextFinding(kind, 0, len(text), 0.75, "column"), ((number, 0, len(text)),), text)


def _learned(spans: Sequence[TextSpan], hits: Iterable[_Hit], tagger: LearnedTagger) -> Iterator[_Hit]:
    """Yield what the tagger finds, which is told what is known already."""
    known: dict[int, list[tuple[int, int, EntityType]]] = {}
    for hit in hits:
        for number, start, end in hit.pieces:
            known.setdefault(number, []).append((start, end, hit.found.entity_type))
    for number, found in tagger.find(spans, known):
        yield _Hit(found, ((number, found.start, found.end),), spans[number].text[found.start : found.end])


def labelled_places(spans: Sequence[TextSpan]) -> list[Region]:
    """Return where values stand that their place beside or below a label makes sensitive."""
    return [each.cell or spans[each.number].region for each in labelled_spans(spans)]


def _is_believed(place: Region, believed: Sequence[Region] | None) -> bool:
    return believed is None or any(place.intersects(each) for each in believed)


def _hits(spans: Sequence[TextSpan], labelled: Sequence[LabelledSpan]) -> Iterator[_Hit]:
    texts = paragraphs(spans)
    whole: set[tuple[tuple[int, int, int], ...]] = set()
    for paragraph in texts:
        for found in find_in_text(paragraph.text):
            pieces = tuple(paragraph.pieces(found.start, found.end))
            if found.entity_type is EntityType.IP and is_version(spans, pieces[0][0]):
                continue
            if birth.is_of_a_thing(found, row_before(spans, pieces[0][0])):
                continue
            whole.add(pieces)
            yield _Hit(found, pieces, paragraph.text[found.start : found.end])
    for joined, found in found_in_pieces(spans, texts):
        pieces = tuple(joined.pieces(found.start, found.end))
        if pieces not in whole:
            yield _Hit(found, pieces, joined.text[found.start : found.end])
    for number, span in enumerate(spans):
        for found in (*made_up.standing_alone(span.text), *person_beside.standing_alone(span.text)):
            yield _Hit(found, ((number, found.start, found.end),), span.text[found.start : found.end])
    for each in labelled:
        text = spans[each.number].text
        end = _end_of_value(each.kind, text)
        found = TextFinding(each.kind, 0, end, 0.85, "label")
        yield _Hit(found, ((each.number, 0, end),), text[:end])


def _end_of_value(kind: EntityType, text: str) -> int:
    """Return where a value ends: a machine before its port, a login before words of the next column."""
    if kind is EntityType.HOSTNAME and (port := re.search(r":\d{2,5}\s*$", text)):
        return port.start()
    if kind is EntityType.HOSTNAME and (host := _BEFORE_REMARK.match(text)):
        return host.end()
    if kind not in _FREE_OF_BLANKS:
        return len(without_remark(kind, text))
    login, _, rest = text.strip().partition(" ")
    if len(rest.split()) > 1 and "@" in login:
        return text.index(login) + len(login)  # a prompt
    words = re.findall(r"[^\W\d_]+", rest)
    is_joined = len(words) > 1 and all(map(is_usual_word, map(str.lower, words))) and not is_usual_word(login.lower())
    return text.index(login) + len(login) if is_joined else len(text)


def _cells(spans: Sequence[TextSpan], labelled: Sequence[LabelledSpan]) -> Iterator[ScreenFinding]:
    """Yield the cells of typed columns whose reading is shorter than what stands in them."""
    for each in labelled:
        if each.cell is not None:
            margin = max(_LEAST_MARGIN_PX, round(_SIDE_MARGIN * each.cell.height))
            yield ScreenFinding(each.kind, each.cell.grown(margin, margin), 0.8, "column", spans[each.number].text)


def _holds(outer: Region, inner: Region) -> bool:
    return outer.intersection(inner) == inner


def _repeats(spans: Sequence[TextSpan], hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """Yield every other place where a found value stands."""
    values: dict[str, TextFinding] = {}
    looks: set[str] = set()
    for hit in hits:
        for value in _worth_repeating(hit):
            values.setdefault(_letters_of(compared(value)), hit.found)
            looks.add(_any_joints(compared(value)))
    if not values:
        return
    pattern = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(sorted(looks, key=len, reverse=True))})(?![a-z0-9])")
    for number, span in enumerate(spans):
        normal = NormalText.of(span.text)
        for match in pattern.finditer(_folded(normal.text)):
            start, end = normal.in_source(match.start(), match.end())
            found = replace(values[_letters_of(match.group())], start=start, end=end, reason="repeat")
            yield _Hit(found, ((number, start, end),), span.text[start:end])


def _any_joints(value: str) -> str:
    """Return a pattern of a value between whose parts the reader may have lost or added a sign: `OKONKWO^Chidinma`."""
    parts = [part for part in _JOINTS.split(value) if part]
    if len(parts) == 1 or sum(map(len, parts)) < _FEWEST_JOINED:
        return re.escape(value)
    return r"[\W_]{0,2}".join(map(re.escape, parts))


def _letters_of(value: str) -> str:
    return _JOINTS.sub("", value) or value


def _worth_repeating(hit: _Hit) -> Iterator[str]:
    """Yield what to look for elsewhere: the value, and the user name in an e-mail address."""
    kind, value = hit.found.entity_type, hit.value.strip()
    if kind in _UNREPEATED or "\n" in value:
        return
    is_chinese_name = kind is EntityType.PERSON and re.fullmatch(r"[一-鿿·]{2,6}", value)
    is_telling = looks_generated(value) or len(value) >= 6 or " " in value
    if is_chinese_name or (len(value) >= 4 and is_telling):
        yield value
    if kind is EntityType.PERSON:
        yield from _parts_worth_repeating(value)
    if kind is EntityType.EMAIL:
        local = value.split("@")[0].strip()
        if len(local) >= 5 and (re.search(r"[.\d_]", local) is not None):
            yield local
            yield re.sub(r"[._]", " ", local)


def _parts_worth_repeating(name: str) -> Iterator[str]:
    """Yield the parts of a name by which somebody is called elsewhere, and which are no words."""
    if re.fullmatch(r"[一-鿿]{3}", name):
        if not is_word(name[1:]) and is_surname(name[0]):
            yield name[1:]
        return
    for part in re.findall(r"[A-ZÀ-ÞĀ-ɏ][^\W\d_]{3,}", name):
        if is_unlisted(part):
            yield part


def compared(value: str) -> str:
    """Return a value as it is compared with others."""
    return _folded(NormalText.of(value.strip()).text)


def _folded(text: str) -> str:
    lowered = text.lower()
    return (lowered if len(lowered) == len(text) else text).translate(_LOOK_ALIKE)


def _merged(hits: Iterable[_Hit]) -> list[_Hit]:
    """Merge hits that overlap on a span. Hits over several spans stay whole unless others touch them."""
    by_span: dict[int, list[TextFinding]] = {}
    whole: list[_Hit] = []
    for hit in hits:
        if len(hit.pieces) > 1:
            whole.append(hit)
            continue
        number, start, end = hit.pieces[0]
        by_span.setdefault(number, []).append(replace(hit.found, start=start, end=end))
    taken = {number for hit in whole for number, _, _ in hit.pieces}
    single = [
        _Hit(found, ((number, found.start, found.end),), "")
        for number, findings in by_span.items()
        for found in without_overlaps(findings)
        if number not in taken or not _is_inside_any(number, found, whole)
    ]
    return whole + single


def _is_inside_any(number: int, found: TextFinding, hits: list[_Hit]) -> bool:
    return any(
        span == number and start <= found.start and found.end <= end for hit in hits for span, start, end in hit.pieces
    )


def _placed(spans: Sequence[TextSpan], hit: _Hit) -> Iterator[ScreenFinding]:
    """Turn a hit into boxes: one for each row, or one block for a key."""
    value = hit.value or "".join(spans[number].text[start:end] for number, start, end in hit.pieces)
    boxes = [_box(spans, number, start, end, hit.found.entity_type) for number, start, end in hit.pieces]
    for box in _blocks(boxes, hit.found.entity_type in _BLOCK_KINDS):
        yield ScreenFinding(hit.found.entity_type, box, hit.found.score, hit.found.reason, value)


def _blocks(boxes: list[Region], is_block: bool) -> list[Region]:
    blocks: list[Region] = []
    for box in boxes:
        is_beside = bool(blocks) and is_same_row(box, blocks[-1])  # margins alone may overlap
        is_adjacent = bool(blocks) and box.x - blocks[-1].right < 3 * box.height
        is_below = bool(blocks) and _shared_width(blocks[-1], box) >= _LEAST_SHARED * min(blocks[-1].width, box.width)
        is_far_left = bool(blocks) and blocks[-1].x - box.x > _FAR_LEFT * box.height
        if blocks and ((is_block and is_below and not is_far_left) or (is_beside and is_adjacent)):
            blocks[-1] = blocks[-1].union(box)
        else:
            blocks.append(box)
    return blocks


def _shared_width(one: Region, other: Region) -> int:
    return min(one.right, other.right) - max(one.x, other.x)


def _box(spans: Sequence[TextSpan], number: int, start: int, end: int, kind: EntityType) -> Region:
    """Return the box of some characters with its margin, its width rounded up where nothing else stands."""
    span = spans[number]
    if kind is EntityType.ADDRESS and _POSTAL_REST.fullmatch(span.text, end):
        end = len(span.text)
    if kind in (EntityType.HOSTNAME, EntityType.USERNAME) and start > 0 and span.text[start - 1] in "@\\":
        start -= 1  # where one sign ends and the next begins is guessed: this one tells nothing
    if kind is EntityType.PERSON and (title := _TITLE_BEFORE.search(span.text, max(0, start - _LONGEST_TITLE), start)):
        start = title.start(1)
    ink = _ink(span, start, end)
    height = span.region.height
    margin = max(_LEAST_MARGIN_PX, round(_MARGIN * height))
    side = max(_LEAST_MARGIN_PX, round(_SIDE_MARGIN * height))
    before, behind = _room(span, start, end)
    left = ink.x - (side if start == 0 else min(side, max(1, side // 3, before)))
    if start > 0 and span.text[start - 1].isspace() and before < 1:
        left = ink.x - round(_UNSURE * height)  # no gap was seen there: letters before it were lost in reading
    is_last = end >= len(span.text)
    right = ink.right + (side if is_last else min(side, max(1, side // 3, behind)))
    if is_last:
        step = max(8, round(_WIDTH_STEP.get(kind, 2.0) * height))
        rounded = left + -(-(right - left) // step) * step
        right = max(right, min(rounded, _free_until(spans, number) - 2))
    return Region.from_edges(left, ink.y - margin, right, ink.bottom + margin)


def _ink(span: TextSpan, start: int, end: int) -> Region:
    """Return where some characters stand.

    An outer one that got no width of its own was misplaced: it stands somewhere in its neighbour's, so half of that
    belongs to it.
    """
    ink = span.region_of(start, end)
    if len(span.edges) != len(span.text) + 1:
        return ink
    left, right = ink.x, ink.right
    if start > 0 and span.edges[start] == span.edges[start + 1]:
        left = (span.edges[start - 1] + left) // 2
    if end < len(span.text) and span.edges[end - 1] == span.edges[end]:
        right = -(-(span.edges[end + 1] + right) // 2)
    return Region.from_edges(left, ink.y, right, ink.bottom)


def _room(span: TextSpan, start: int, end: int) -> tuple[int, int]:
    """Return how wide the blanks before and behind some characters are: nothing is lost by covering them too."""
    if len(span.edges) != len(span.text) + 1:
        return 0, 0
    before, behind = start, end
    while before > 0 and span.text[before - 1].isspace():
        before -= 1
    while behind < len(span.text) and span.text[behind].isspace():
        behind += 1
    return span.edges[start] - span.edges[before] - 1, span.edges[behind] - span.edges[end] - 1


def _free_until(spans: Sequence[TextSpan], number: int) -> int:
    """Return where the next text to the right on the row begins."""
    region = spans[number].region
    return min(
        (
            other.region.x
            for other in spans
            if other.region.x >= region.right and other.region.y < region.bottom and other.region.bottom > region.y
        ),
        default=1 << 30,
    )

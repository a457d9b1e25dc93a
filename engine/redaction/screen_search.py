"""Finds what is sensitive on a screen: in its texts, by their layout, and wherever a value stands again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from engine.domain.finding import EntityType, TextFinding
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.covering.value_boxes import blocks_of, box_of, grown_cell
from engine.redaction.layout.address_blocks import lines_of_addresses, rests_of_addresses
from engine.redaction.layout.alike_cells import alike_cells, beside_addresses, more_plates
from engine.redaction.layout.beside_passwords import logins_before
from engine.redaction.layout.broken_values import found_in_pieces
from engine.redaction.layout.columns import row_before
from engine.redaction.layout.contact_tiles import names_of_tiles
from engine.redaction.layout.layout import LabelledSpan, heads_of_tables, is_version, labelled_spans
from engine.redaction.layout.login_columns import more_logins
from engine.redaction.layout.majorities import rest_of_columns
from engine.redaction.layout.name_parts import parts_of_names
from engine.redaction.layout.namesakes import namesakes
from engine.redaction.layout.paragraphs import paragraphs
from engine.redaction.layout.people_in_columns import people_in_columns, senders
from engine.redaction.layout.records import values_of_records
from engine.redaction.layout.unlisted_names import unlisted_names
from engine.redaction.layout.weak_labels import (
    keys_near_words,
    notes_of_logins,
    papers_of_guests,
    values_of_weak_labels,
)
from engine.redaction.recognizers import birth, made_up, person_beside
from engine.redaction.recognizers.labelled import looks_generated, without_remark
from engine.redaction.tagger.learned import LearnedTagger
from engine.redaction.text_search import find_in_text, without_overlaps
from engine.redaction.words.chinese_text import is_surname, is_word
from engine.redaction.words.names import is_german, is_given_name, is_listed_family, is_unlisted, is_usual_word
from engine.redaction.words.normal import NormalText

_LOOK_ALIKE = str.maketrans("oil|", "0111")
"""How values are compared: without case, and with what OCR confuses made equal."""
_BLOCK_KINDS = frozenset({EntityType.PRIVATE_KEY, EntityType.JWT, EntityType.SECRET, EntityType.ADDRESS})
_UNREPEATED = frozenset({EntityType.PRIVATE_KEY, EntityType.DATE_OF_BIRTH})
_LONGEST_ADDRESS = 60
"""Letters of a line that can be all of an address: longer ones are prose that mentions one."""
_JOINTS = re.compile(r"[\W_]+")
_FEWEST_JOINED = 8
"""Letters and digits that a value of several parts must have to be known without its joints."""
_BEFORE_REMARK = re.compile(
    r"(?=\S*[\d.\-])[\w.\-]{4,60}(?=,? (?:port|Port|PORT|via|over|on|auf|am|using|with|und|and)\b)"
)
"""`sbc2.voice.example port 5061, TLS 1.2`"""
_OF_QUERY, _FEWEST_OF_QUERY = re.compile(r"\b(?:SELECT|FROM|JOIN|WHERE|ORDER BY|GROUP BY|select|inner join)\b"), 2
_ALIAS = re.compile(r"[a-z]{1,2}\.[a-z_]+,?")
_SMALL_WORD = re.compile(r"(?<![^\W_])[a-zß-ɏ]{2,}(?![^\W_])")
_CAPITALISED = re.compile(r"[^\W\d_]{3,}")
_NOTE_BEHIND = re.compile(r"(?<=\S) \([^\W\d_]+(?: [^\W\d_]+){1,8}\)?$")
"""`xY7.2031 (written down by Ann)`"""
_FREE_OF_BLANKS = frozenset({EntityType.USERNAME, EntityType.PASSWORD, EntityType.SECRET})


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
    hits = _told_by_others(spans, list(_hits(spans, labelled)))
    if tagger is not None:
        learned = _without_aliases(spans, list(_learned(spans, hits, tagger)))
        hits += [*learned, *_repeats(spans, learned)]
    hits += _rest_of_lists(spans, hits)
    cells = list(_cells(spans, labelled))
    placed = (finding for hit in _merged(hits) for finding in _placed(spans, hit))
    found = cells + [finding for finding in placed if not any(_holds(cell.region, finding.region) for cell in cells)]
    return sorted(found, key=lambda finding: (finding.region.y, finding.region.x))


def _told_by_others(spans: Sequence[TextSpan], hits: list[_Hit]) -> list[_Hit]:
    """Return hits with what they tell of other texts of the screen, and without names that are heads of tables."""
    hits += _as_hits(spans, namesakes(spans, [(hit.found.entity_type, hit.value) for hit in hits]))
    hits += _as_hits(spans, senders(spans, _pieces(hits)))
    people = len({hit.value for hit in hits if hit.found.entity_type is EntityType.PERSON})
    hits += _as_hits(spans, unlisted_names(spans, people))
    heads = heads_of_tables(spans)
    hits = [hit for hit in hits if not _is_head(hit, heads, spans)]
    hits = _without_nouns(spans, _without_aliases(spans, hits))
    hits += _beside(spans, hits)
    hits += _as_hits(spans, values_of_records(spans, _pieces(hits)))
    taken = {number for hit in hits for number, _, _ in hit.pieces}
    for finder in (values_of_weak_labels, notes_of_logins, keys_near_words, papers_of_guests):
        hits += _as_hits(spans, finder(spans, taken))
    return hits + list(_repeats(spans, hits))


def _rest_of_lists(spans: Sequence[TextSpan], hits: Sequence[_Hit]) -> list[_Hit]:
    """Return what stands in one list or table with what was found, by rules or by the tagger, and where it is again."""
    pieces = _pieces(hits)
    added: list[_Hit] = []
    for alike in (alike_cells, beside_addresses, more_plates, rest_of_columns, logins_before):
        added += _as_hits(spans, alike(spans, pieces))
    return added + list(_repeats(spans, added))


def _without_aliases(spans: Sequence[TextSpan], hits: Sequence[_Hit]) -> list[_Hit]:
    """Return hits without the columns of a query: `a.grzh`, where a screen shows `FROM ... JOIN`."""
    is_query = sum(_OF_QUERY.search(span.text) is not None for span in spans) >= _FEWEST_OF_QUERY
    is_alias = _ALIAS.fullmatch
    return (
        [hit for hit in hits if not (hit.found.entity_type is EntityType.USERNAME and is_alias(hit.value))]
        if is_query
        else [*hits]
    )


def _without_nouns(spans: Sequence[TextSpan], hits: list[_Hit]) -> list[_Hit]:
    """Return hits without nouns of a German screen that end like names: `Zusätze Umfeld`."""
    if not is_german(word for span in spans for word in _CAPITALISED.findall(span.text)):
        return hits
    return [hit for hit in hits if not (hit.found.reason == "names" and _are_nouns(hit.value))]


def _are_nouns(value: str) -> bool:
    words = _CAPITALISED.findall(value)
    return (
        len(words) > 1 and "," not in value and not any(is_given_name(word) or is_listed_family(word) for word in words)
    )


def _as_hits(spans: Sequence[TextSpan], found: Iterable[tuple[int, TextFinding]]) -> Iterator[_Hit]:
    for number, each in found:
        yield _Hit(each, ((number, each.start, each.end),), spans[number].text[each.start : each.end])


def _pieces(hits: Iterable[_Hit]) -> list[tuple[EntityType, tuple[int, int, int]]]:
    return [(hit.found.entity_type, piece) for hit in hits for piece in hit.pieces]


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
    pieces = _pieces(hits)
    parts += [
        (EntityType.PERSON, number) for number in (*names_of_tiles(spans, pieces), *people_in_columns(spans, pieces))
    ]
    of_addresses = set(lines_of_addresses(spans, pieces)) - _prose_before_addresses(spans, pieces)
    parts += [(EntityType.ADDRESS, n) for n in rests_of_addresses(spans, pieces)]
    parts += [(EntityType.ADDRESS, n) for n in sorted(of_addresses) if len(spans[n].text) <= _LONGEST_ADDRESS]
    for kind, number in parts:
        text = spans[number].text
        yield _Hit(TextFinding(kind, 0, len(text), 0.75, "column"), ((number, 0, len(text)),), text)


def _prose_before_addresses(
    spans: Sequence[TextSpan], pieces: Iterable[tuple[EntityType, tuple[int, int, int]]]
) -> set[int]:
    """Return the lines in which an address only begins: `Leave it with the neighbour at no. 63`."""
    begun = [piece for kind, piece in pieces if kind is EntityType.ADDRESS and piece[1]]
    return {number for number, start, _ in begun if len(_SMALL_WORD.findall(spans[number].text[:start])) > 1}


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
    if noted := _NOTE_BEHIND.search(text):
        return noted.start()
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
            yield ScreenFinding(each.kind, grown_cell(each.cell), 0.8, "column", spans[each.number].text)


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
    kind = hit.found.entity_type
    if kind is EntityType.EMAIL and hit.found.reason == "repeat" and "@" not in value:
        kind = EntityType.PERSON if " " in value else EntityType.USERNAME  # what stands before `@` in an address
    boxes = [box_of(spans, number, start, end, kind) for number, start, end in hit.pieces]
    for box in blocks_of(boxes, kind in _BLOCK_KINDS):
        yield ScreenFinding(kind, box, hit.found.score, hit.found.reason, value)

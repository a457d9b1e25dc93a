"""Values that a screen breaks apart: wrapped over a line end, a number in four fields, glyphs stacked in a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from engine.domain.finding import EntityType as E
from engine.domain.finding import TextFinding
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.layout.columns import is_same_row
from engine.redaction.layout.paragraphs import Paragraph
from engine.redaction.recognizers import code_list, crypto
from engine.redaction.recognizers.labelled import looks_generated
from engine.redaction.text_search import find_in_text
from engine.redaction.words.names import is_full_name, is_usual_given_name, is_word_of_screens
from engine.redaction.words.vocabulary import is_word

_WHOLE_ONLY = frozenset({E.EMAIL, E.BANK_CARD, E.IBAN, E.CN_ID, E.CN_USCC, E.LICENSE_KEY})
"""Kinds that a half is not: both halves count together."""
_GROWING = frozenset({E.SECRET, E.JWT, E.URL, E.CRYPTO, E.PRIVATE_KEY})
"""Kinds that a first half is already: what goes on below belongs to it if it looks random."""
_BROKEN_HOST = re.compile(r"[A-Za-z0-9][.\-]$")
_RANDOM_TAIL = re.compile(r"(?:eyJ[\w.\-]{16,}|(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[\w+/.\-]{48,}|:?//[^\s]{24,})$")
_RANDOM_HEAD = re.compile(r"(?![A-Za-z_][\w.\-]*[=:]\S)(?=\S*\d)(?=\S*[A-Za-z])[\w+/.\-=&%?]{8,}(?=[\s\"'\\);,|]|$)")
_NAME_PIECE = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w'’\-]+(?: (?:[a-z]{2,3} )?[A-ZÀ-ÞĀ-Ž][\w'’\-]+)?")
_HALF_WALLET = re.compile(r"(?:^|\s)(?:0[xX][0-9a-fA-F]{8,39}|(?:bc1|ltc1|addr1)[a-z0-9]{8,})\s*$")
_REST_OF_WALLET = re.compile(r"[a-z0-9A-F]{3,60}")
_NAME_GAP = 1.4
_NEXT_SETTING = re.compile(r"[A-Za-z_][\w.\-]*=[^=\s]")
"""`SMTP_PASS=...` begins anew."""
_ENDED = re.compile(r"[^\s.@]+ [a-z]{3,}\.$")
_WHOLE_MAIL = re.compile(r"[\w.\-]{3,}@[\w\-]+(?:\.[\w\-]+)+")
_ADDRESS_WITH_QUESTION = re.compile(r"//[^\s?]+\?\S*$")
_CUT_PARAMETER = re.compile(r"//[^\s?]+\?\S*&[a-z_]{1,10}$")
_REST_OF_PARAMETER = re.compile(r"[a-z_]{1,12}=\S{4,}")
"""`...&o | tp=774201`"""
_LONG_VALUE = re.compile(r"[A-Za-z_]{0,12}=(?=\S*\d)(?=\S*[A-Za-z])\S{8,}")
_BEGINS_ANEW = re.compile(r"[A-Z]{2,6}/\d\.\d|[A-Za-z]+[:,]|\[?\d{1,2}:\d\d")
"""`HTTP/1.1 401`"""
_TIME = re.compile(r"(?:\d{4}-\d\d-\d\d|\d{1,2}:\d\d(?::\d\d)?)(?![\w+/])")
"""A line of a log begins anew."""
_MOST_LINES = 6
_LINE_GAP = 0.75
_ROW_WIDTH = 60.0
"""How far left of a token its next row may begin, in heights."""
_IN_NAME = re.compile(r"(?<=[a-zß-ɏ])\n(?=[A-ZÀ-Þ][a-zß-ɏ])|(?<=[一-鿿])\n(?=[一-鿿])")
_LONG_LINE, _LONG_CHINESE_LINE = 36, 14
_SMALL_WORD, _FEWEST_SMALL_WORDS = re.compile(r"(?<![^\W_])[a-zß-ɏ]{2,}(?![^\W_])"), 3
_NAME_REACH = 40
"""How many characters around a line end can tell that it parts a name."""
_FEWEST_DIGITS = 11
_REST_OF_PHONE = re.compile(r"\d{2,8}(?:[.,;:)）]*|[。，；、一-鿿].*)")
_FEWEST_LETTERS = 4
"""Before a number that runs on below: it stands in a sentence, not in a column of numbers."""
_LONG_TOKEN = 20
_SHORTEST_REST = 8
_CLOSING = frozenset("'\")]}>,;，；。）】》”’")
"""What ends a value: the next line begins another."""
_SETTING = re.compile(r"[A-Za-z_][\w.\-]*=")
_FIELD = re.compile(r"\d{3,6}")
_FEWEST_FIELDS = 3
_FIELD_GAP = 6.0
"""Between the fields of one number, in heights."""
_HEAD_OF_PLATE = re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[A-HJ-NP-Z][·•.]?")
_REST_OF_PLATE = re.compile(r"(?=[A-Z0-9]*\d)[A-HJ-NP-Z0-9]{5,6}")
_HALVES_GAP = 2.5
_FEWEST_GLYPHS = 7
_GLYPH_GAP = 1.2
_STACKED_KINDS = _WHOLE_ONLY | {E.PHONE, E.PASSPORT, E.IMEI}


def found_in_pieces(
    spans: Sequence[TextSpan], paragraphs: Sequence[Paragraph]
) -> Iterator[tuple[Paragraph, TextFinding]]:
    """Yield the values that only show when the pieces are joined, each with the text that they make."""
    for paragraph in paragraphs:
        yield from _wrapped(paragraph)
        yield from _people_over_line_ends(paragraph)
    for chain in _running_on(spans):
        joined = _joined(spans, chain, "")
        yield from ((joined, found) for found in find_in_text(joined.text) if found.entity_type in _GROWING)
    for chain in _wallets(spans):
        joined = _joined(spans, chain, "")
        start = len(spans[chain[0]].text) - len(spans[chain[0]].text.split()[-1])
        yield joined, TextFinding(E.CRYPTO, start, len(joined.text), 0.95, "shape")
    for chain in _names_over_two_lines(spans):
        joined = _joined(spans, chain, " ")
        yield joined, TextFinding(E.PERSON, 0, len(joined.text), 0.7, "names")
    yield from _listed(spans)
    for chain in _halves_of_plates(spans):
        joined = _joined(spans, chain, "")
        yield joined, TextFinding(E.PLATE, 0, len(joined.text), 0.8, "shape")
    for joint, chains in ((" ", _fields(spans)), ("", _stacks(spans))):
        for chain in chains:
            joined = _joined(spans, chain, joint)
            for found in find_in_text(joined.text):
                if found.entity_type in _STACKED_KINDS:
                    yield joined, found


def _people_over_line_ends(paragraph: Paragraph) -> Iterator[tuple[Paragraph, TextFinding]]:
    """Yield the names that the end of a line of prose parts: `reported by Kwabena | Asante`, `户名 勾建 | 军`."""
    text = paragraph.text
    for joint in _IN_NAME.finditer(text):
        is_latin = text[joint.start() - 1] < "一"
        line = text.rfind("\n", 0, joint.start()) + 1
        if joint.start() - line < (_LONG_LINE if is_latin else _LONG_CHINESE_LINE):
            continue  # cells and labels, not prose
        if is_latin and len(_SMALL_WORD.findall(text, line, joint.start())) < _FEWEST_SMALL_WORDS:
            continue  # a title above a menu
        end = text.find("\n", joint.end())
        first = max(line, joint.start() - _NAME_REACH)
        last = min(end if end > 0 else len(text), joint.end() + _NAME_REACH)
        blank = [None] if is_latin else []
        joined = Paragraph(
            text[first : joint.start()] + " " * len(blank) + text[joint.end() : last],
            (*paragraph.places[first : joint.start()], *blank, *paragraph.places[joint.end() : last]),
        )
        middle = joint.start() - first
        for found in find_in_text(joined.text):
            if found.entity_type is E.PERSON and found.start < middle < found.end - len(blank):
                yield joined, found


def _wallets(spans: Sequence[TextSpan]) -> Iterator[list[int]]:
    """Yield the two lines of an address of a wallet, below each other at their beginning or their middle."""
    for upper, span in enumerate(spans):
        first = span.text.split()[-1] if _HALF_WALLET.search(span.text) else ""
        above = span.region
        for lower, other in enumerate(spans) if first else ():
            below, rest = other.region, other.text.strip()
            is_under = -0.4 * above.height <= below.y - above.bottom <= _LINE_GAP * above.height
            if is_under and above.x - above.height <= below.x < above.right and _REST_OF_WALLET.fullmatch(rest):
                found = list(crypto.find(first + rest))
                if any((each.start, each.end) == (0, len(first + rest)) for each in found):
                    yield [upper, lower]


def _names_over_two_lines(spans: Sequence[TextSpan]) -> Iterator[list[int]]:
    """Yield the given name and the family name below it, as they stand under a picture or in a narrow cell."""
    words = [number for number, span in enumerate(spans) if _NAME_PIECE.fullmatch(span.text.strip())]
    for upper in words:
        above = spans[upper].region
        for lower in words:
            below = spans[lower].region
            is_under = 0 <= below.y - above.bottom + 0.3 * above.height <= _NAME_GAP * above.height
            is_aligned = min(abs(below.x - above.x), abs(below.x + below.right - above.x - above.right) // 2)
            if is_under and is_aligned <= above.height and _is_split_name(spans[upper].text, spans[lower].text):
                yield [upper, lower]


def _is_split_name(upper: str, lower: str) -> bool:
    first = upper.split()[0]
    is_given = is_usual_given_name(first) or is_usual_given_name(first.split("-")[0])
    return (
        is_given and is_full_name(f"{upper.strip()} {lower.strip()}") and not is_word_of_screens(lower.strip().lower())
    )


def _running_on(spans: Sequence[TextSpan]) -> Iterator[list[int]]:
    """Yield long tokens that run on where the row below begins, however far left that is."""
    heads = [number for number, span in enumerate(spans) if _RANDOM_TAIL.search(span.text)]
    for number in heads:
        chain = [number]
        while len(chain) < _MOST_LINES and (following := _begins_below(spans, chain[-1], chain[0])) is not None:
            chain.append(following)
            if " " in spans[following].text.strip() or len(spans[following].text) < len(spans[number].text) // 4:
                break
        if len(chain) > 1:
            yield chain


def _begins_below(spans: Sequence[TextSpan], number: int, first: int) -> int | None:
    """Return the span that begins the row below, if it goes on with something random."""
    above = spans[number].region
    below = [
        other
        for other, span in enumerate(spans)
        if -0.4 * above.height <= span.region.y - above.bottom <= _LINE_GAP * above.height
        and span.region.x < above.right
        and span.region.right > spans[first].region.x - _ROW_WIDTH * above.height
        and span.region.right <= max(above.right, spans[first].region.right) + above.height
        and not is_same_row(above, span.region)
        and (match := _RANDOM_HEAD.match(span.text)) is not None
        and looks_generated(match.group())
        and not _BEGINS_ANEW.match(match.group())
    ]
    return min(below, key=lambda other: (spans[other].region.y, spans[other].region.x), default=None)


def _listed(spans: Sequence[TextSpan]) -> Iterator[tuple[Paragraph, TextFinding]]:
    """Yield the codes of a list, which stands in columns: they show what they are only together."""
    order = sorted(range(len(spans)), key=lambda number: (spans[number].region.y, spans[number].region.x))
    joined = _joined(spans, order, "\n")
    yield from ((joined, found) for found in code_list.find(joined.text))


def _wrapped(paragraph: Paragraph) -> Iterator[tuple[Paragraph, TextFinding]]:
    for joint in re.finditer(r"(?<=\S)\n(?=\S)", paragraph.text):
        first = re.search(r"\S+$", paragraph.text[: joint.start()])
        rest = re.match(r"\S+", paragraph.text[joint.end() :])
        line_start = paragraph.text.rfind("\n", 0, joint.start()) + 1
        line_end = (paragraph.text.find("\n", joint.end()) + 1 or len(paragraph.text) + 1) - 1
        if (
            first is None
            or rest is None
            or (_NEXT_SETTING.match(rest.group()) and not _is_address_cut(first.group(), rest.group()))
            or _TIME.match(rest.group())
            or not _may_be_broken(first.group(), rest.group(), paragraph.text[line_start:line_end])
        ):
            continue
        places = range(line_start, joint.start()), range(joint.end(), line_end)
        joined = Paragraph(
            "".join(paragraph.text[place.start : place.stop] for place in places),
            tuple(paragraph.places[offset] for place in places for offset in place),
        )
        middle = joint.start() - line_start
        across = [found for found in find_in_text(joined.text) if found.start < middle < found.end]
        above = find_in_text(joined.text[:middle]) if across else []
        yield from ((joined, found) for found in across if _belongs(found, above, middle, rest.group(), joined.text))


def _is_address_cut(first: str, rest: str) -> bool:
    """Tell whether an address of the web goes on below, within the name of a parameter or before it."""
    if _CUT_PARAMETER.search(first) and _REST_OF_PARAMETER.match(rest):
        return True
    return first[-1] in "?&" or (
        _ADDRESS_WITH_QUESTION.search(first) is not None and _LONG_VALUE.match(rest) is not None
    )


def _may_be_broken(first: str, rest: str, lines: str) -> bool:
    """Tell quickly whether what meets at a line end can be one value; most line ends are between words."""
    if first[-1] in _CLOSING or (_SETTING.match(rest) and not _is_address_cut(first, rest)):
        return False
    token = first + rest
    is_host = first[-1] in "-." and ("." in first[:-1] or any(map(str.isdigit, token))) and first[:-1][-1:].isalpha()
    is_address = "@" in token or "://" in token or (is_host and rest[0].isalnum())
    is_cut = first[-1].isdigit() or (first[-1] == "-" and first[:-1][-1:].isdigit())
    is_number = is_cut and rest[0].isdigit() and sum(map(str.isdigit, lines)) >= _FEWEST_DIGITS
    is_begun = looks_generated(first) or len(first) >= _LONG_TOKEN  # a plain word is the head of what stands below
    return (
        is_address
        or is_number
        or (is_begun and len(token) >= _LONG_TOKEN and token.isascii() and looks_generated(token))
    )


def _belongs(found: TextFinding, above: Sequence[TextFinding], middle: int, rest: str, found_text: str) -> bool:
    """Tell whether what stands below a line end is the rest of a value, and not the next word."""
    if found.entity_type is E.EMAIL and _WHOLE_MAIL.match(rest) and found_text[:middle][-1:].isalnum():
        before = re.split(r"[^A-Za-z0-9]", found_text[:middle])[-1]
        if is_word(before.lower()) or not before.islower():
            return False  # `or write to` above an address
    if found.entity_type is E.EMAIL and _WHOLE_MAIL.match(rest) and _ENDED.search(found_text[:middle]):
        return False  # `could not be delivered.`
    is_address = found.entity_type is E.EMAIL  # a number that ends the line above is no part of it
    is_half = any(each.end == middle and (is_address or each.entity_type is found.entity_type) for each in above)
    if found.entity_type is E.HOSTNAME:
        return bool(_BROKEN_HOST.search(found_text[:middle]))
    if found.entity_type is E.PHONE:
        return bool(_REST_OF_PHONE.fullmatch(rest)) and _letters(found_text[: found.start]) >= _FEWEST_LETTERS
    if found.entity_type in _WHOLE_ONLY:
        is_made_whole = found.reason == "checksum" and not any(each.reason == "checksum" for each in above)
        return not is_half or (found.entity_type is E.BANK_CARD and is_made_whole)
    is_begun = _BEGINS_ANEW.match(rest) is not None
    return found.entity_type in _GROWING and len(rest) >= _SHORTEST_REST and looks_generated(rest) and not is_begun


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


def _joined(spans: Sequence[TextSpan], chain: Sequence[int], joint: str) -> Paragraph:
    text, places = "", list[tuple[int, int] | None]()
    for number in chain:
        if text and joint:
            text += joint
            places.append(None)
        text += spans[number].text
        places += [(number, offset) for offset in range(len(spans[number].text))]
    return Paragraph(text, tuple(places))


def _fields(spans: Sequence[TextSpan]) -> list[list[int]]:
    """Return numbers in fields side by side: `4539` `1488` `0343` `6467`."""
    fields = [n for n, span in enumerate(spans) if _FIELD.fullmatch(span.text.strip())]
    chains = _chained(spans, sorted(fields, key=lambda n: spans[n].region.x), _is_next_field)
    return [chain for chain in chains if len(chain) >= _FEWEST_FIELDS]


def _halves_of_plates(spans: Sequence[TextSpan]) -> list[list[int]]:
    """Return the halves of Chinese plates that stand apart, as on the plate itself: `浙G` `8U6R2`."""
    heads = [n for n, span in enumerate(spans) if _HEAD_OF_PLATE.fullmatch(span.text.strip())]
    rests = [n for n, span in enumerate(spans) if _REST_OF_PLATE.fullmatch(span.text.strip())] if heads else []
    return [
        [head, rest]
        for head in heads
        for rest in rests
        if is_same_row(spans[head].region, spans[rest].region)
        and 0 <= spans[rest].region.x - spans[head].region.right <= _HALVES_GAP * spans[head].region.height
    ]


def _stacks(spans: Sequence[TextSpan]) -> list[list[int]]:
    """Return glyphs that stand below each other, as on a narrow column or a turned label."""
    glyphs = [n for n, span in enumerate(spans) if len(span.text.strip()) == 1 and span.text.strip().isalnum()]
    chains = _chained(spans, sorted(glyphs, key=lambda n: spans[n].region.y), _is_next_glyph)
    return [chain for chain in chains if len(chain) >= _FEWEST_GLYPHS]


def _chained(
    spans: Sequence[TextSpan], numbers: list[int], follows: Callable[[Region, Region], bool]
) -> list[list[int]]:
    """Append each span to the first chain whose end it follows."""
    chains: list[list[int]] = []
    for number in numbers:
        for chain in chains:
            if follows(spans[chain[-1]].region, spans[number].region):
                chain.append(number)
                break
        else:
            chains.append([number])
    return chains


def _is_next_field(left: Region, right: Region) -> bool:
    return is_same_row(left, right) and 0 <= right.x - left.right <= _FIELD_GAP * max(left.height, right.height)


def _is_next_glyph(above: Region, below: Region) -> bool:
    height = max(above.height, below.height)
    is_aligned = abs((above.x + above.right) - (below.x + below.right)) <= height
    return is_aligned and -0.3 * height <= below.y - above.bottom <= _GLYPH_GAP * height

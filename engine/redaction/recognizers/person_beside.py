"""Names told by what stands beside them: a relation, a role, a title, what somebody did; and given names in prose.

One capitalised word is little. Beside `daughter` or before `is off sick` it need only be no usual word of any language
that is known here; elsewhere it must be a given name and nothing else.
"""

import re
from collections.abc import Iterator
from functools import cache

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.words.entities import words_beside
from engine.redaction.words.firms import ends_as_firm, is_of_firm
from engine.redaction.words.names import (
    are_unlisted,
    is_family_alone,
    is_family_name,
    is_full_name,
    is_given_alone,
    is_given_name,
    is_listed_family,
    is_unlisted,
    plain_letters,
)
from engine.redaction.words.sieve import Pattern
from engine.redaction.words.vocabulary import is_built_of_words, is_word

_UPPER, _LOWER = "A-ZÀ-ÞĀ-ɏẀ-ỿ", "a-zß-ÿĀ-ɏẀ-ỿ"
_PART = rf"(?:[DLMNO]'|Mc|Mac|Al-|El-|(?:[ae]l|[ae][dnrstz]|ash|ibn|bin|abu)-|d')?[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}]?[{_LOWER}]+|'[{_UPPER}][{_LOWER}]+)?"  # noqa: E501
_JOINT = r"(?:(?:van|von|de|der|den|del|da|dos|di|la|le|bin|al|el|ter|te|y|i|und|zu) ){0,2}"
_NAMED = (
    rf"((?:{_PART}|[{_UPPER}]\.?(?= [{_UPPER}]))(?: {_JOINT}(?:{_PART}|[{_UPPER}]\.(?!\w))){{0,2}})(?![\w@\\/]|\.\w)"
)
_WORD_BEFORE = Pattern(
    rf"(?<![\w.@\-])([^\W\d_](?:[^\W\d_]|[\-.'/](?=[^\W\d_])){{0,18}})\.?[,:]? {{1,2}}\(?(?:called |named |is )?[\"']?{_NAMED}"  # noqa: E501
)
_IN_CAPITALS = Pattern(
    r"(?<![\w.@\\/\-'&])((?:[A-ZÀ-Þ]\.? ?){1,2}(?<=[ .])((?:[DLMNO]')?[A-ZÀ-Þ]{3,}(?:['\-][A-ZÀ-Þ]{2,})?))(?![\w@\\/\-]|\.\w| [A-Z]{2,})"  # noqa: E501
)
"""`K OFORI-ATTA`, `E DESROSIERS`."""
_IN_CAPITAL_TITLE = re.compile(r"\b(?:MR|MRS|MS|MISS|MX|DR|PROF|HERR|FRAU|MME|SIG|SR|SRA)\.? $")
_DOES = Pattern(
    rf"(?<![\w.@\\/\-])({_PART})(?: and ({_PART}))?(?='s [a-z]| (?:is (?:off|on|away|out|back|in|late|sick|typing|also|the)|was (?:off|on|away)|has (?:left|joined|asked|been)|"  # noqa: E501
    r"said|says|asked|asks|told|called|calls|rang|reported|reports|confirmed|confirms|joined|left|wrote|writes|replied|replies|wants|needs|thinks|visiting|visits|disputes|agreed|will|would|"
    r"[a-z]{{2,}}(?:s|ed) (?:on|in|with|at|to|the|a|an|from|for|me|us|my|his|her|it|that|and|this)|can't|cannot|couldn't|accepted|declined|approved|rejected|pinned|reacted|shared|hat|ist|sagt|sagte|schreibt|schrieb|meldet|ruft|a dit|a appelé|est|dice|dijo|llamó|ha detto|zegt|mówi)\b)"  # noqa: E501
)
_HUMAN = Pattern(
    r" (?:is (?:off (?:sick|today|tomorrow|this|until|till)|on (?:leave|holiday|vacation|annual|maternity|paternity|shift|call)|sick|typing)|rang\b|said\b|says\b|told\b|asked\b|replied\b|phoned\b|thinks\b|"  # noqa: E501
    r"(?:has )?(?:left|joined) the\b|visiting\b|disputes\b|wrote\b|apologi[sz]|complain|will (?:order|call|bring|come|send|check|ask|visit|collect|pick|take|be)\b|hat (?:angerufen|gefragt|gesagt|geschrieben)|ist (?:krank|im Urlaub)|a (?:dit|appelé|demandé)|ha (?:llamado|dicho|detto))"  # noqa: E501
)
"""What people do and programs do not."""
_SENT = Pattern(
    rf"^[ \t]*({_PART}(?: {_PART}){{0,2}})(?=[ \t]*[,·•|]?[ \t]+(?:[01]?\d|2[0-3]):[0-5]\d(?: ?[AaPp]\.?[Mm])?[ \t]*$)",
    re.MULTILINE,
)
"""The line above a message: `Femi 09:01`."""
_BIRTHDAY = Pattern(
    rf"({_PART})(?='s (?:birthday|leaving|farewell|baby|wedding|retirement|appraisal|annual leave|holiday|desk|cover|return|first day|last day|1:1))"  # noqa: E501
)
_IT_IS = Pattern(
    rf"\b(?i:it's|it is|i'm|i am|this is|here is|my name is|name's|ich bin|hier ist|mein name ist|je suis|c'est|je m'appelle|soy|me llamo|sono|mi chiamo|ik ben|jestem|jmenuji se|sou)"  # noqa: E501
    rf" ({_PART}(?: {_PART})?)(?=\s*(?:[.,!?;:\n]|from\b|in\b|at\b|aus\b|vom\b|von\b|de\b|du\b|da\b|van\b|z\b|$))"
)
_MENTION = Pattern(rf"(?<![\w.])@({_PART})(?![\w@.\-])")
_ANY_GIVEN = Pattern(rf"(?<![\w.@\\/\-])([{_UPPER}][{_LOWER}]{{2,14}})(?![\w@\\/\-]|\.\w)")
_LONG_PLURAL = 7
_BY = frozenset(["av", "by", "door", "przez", "por", "par"])
_COUNTED = re.compile(r"\S \d{1,3} $")
_IN_VERSION = re.compile(r" v?\d+\.\d")
NUMBERED = re.compile(r" \d{1,3}(?![\d:.])")
"""`Nurse, Ward 7`: a place."""
_LAST_WORD = re.compile(r"([^\W\d_][\w'\-]*) $")
_STARTS = re.compile(r"(?:^|[.!?\n|•·] *|^[-*] )$")
_RUNS_ON = re.compile(r" [a-zß-ÿ]{2}")
_ROW = Pattern(rf"(?<![\w.@\\/\-])(?:{_PART})(?: {_PART}){{1,2}}(?![\w@\\/\-]|\.\w)")
_FAMILY_FIRST = Pattern(
    rf"({_PART}|[{_UPPER}\-]{{4,18}}), ?({_PART}|[{_UPPER}]{{3,12}})(?: [{_UPPER}]\.?)?(?:,? (?:MD|RN|NP|PA|DO|PhD|Dr|Jr|Sr)\.?)?"  # noqa: E501
)
"""`Lindqvist, Saga`: behind a family name that is nothing else any word is a given name."""
_WITH_LETTER = Pattern(rf"((?:Ó |O')?(?:{_PART}|[{_UPPER}][{_UPPER}'’\-]{{2,18}})), ([{_UPPER}])\.?")
"""`MARSH, E`, as all of a cell."""
_CELL = Pattern(rf"(?:{_PART}|[{_UPPER}]{{4,16}})(?: [{_UPPER}]\.?)?(?: \((?i:you|me|host|ich|vous|yo|moi)\))?")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(plain_letters(word) for word in words_beside(key).split())


def find(text: str) -> Iterator[TextFinding]:
    """Yield names of one word or more by their neighbours, and given names that are nothing else."""
    yield from _after_words(text)
    for match in _IT_IS.finditer(text):
        if all(map(is_unlisted, match.group(1).split())):
            yield _person(match.span(1), 0.7, "context")
    for match in _DOES.finditer(text):
        for group in (1, 2):
            name = match.group(group)
            if name and is_unlisted(name) and (_is_name(name) or _HUMAN.match(text, match.end(group))):
                yield _person(match.span(group), 0.65, "context")
    for match in (*_SENT.finditer(text), *_BIRTHDAY.finditer(text)):
        first, *rest = match.group(1).split()
        is_full = bool(rest) and (is_unlisted(first) or is_given_name(first)) and label_of(match.group(1)) is None
        if is_full or all(map(is_unlisted, match.group(1).split())):
            yield _person(match.span(1), 0.65, "context")
    for match in _MENTION.finditer(text) if "@" in text else ():
        if is_unlisted(match.group(1)):
            yield _person(match.span(1), 0.65, "context")
    for match in _IN_CAPITALS.finditer(text):
        is_titled = _IN_CAPITAL_TITLE.search(text, max(0, match.start() - 6), match.start()) is not None
        if is_titled or is_family_alone(match.group(2)) or is_family_name(match.group(2)):
            yield _person(match.span(1), 0.65, "names")
    for match in _ROW.finditer(text):
        if is_of_firm(text, match.end()):
            continue
        if are_unlisted(match.group()) and label_of(match.group()) is None and not _are_words(match.group()):
            start = match.start() + before_name(match.group())
            yield _person((start, match.end()), 0.55, "names")
    for match in _ANY_GIVEN.finditer(text):
        if is_given_alone(match.group(1)) and not _may_name_a_thing(text, match):
            yield _person(match.span(1), 0.55, "names")


def before_name(words: str) -> int:
    """Return how long what stands before a name is: `Perito` of `Perito Rui Bettencourt`, `Vidimerad av` of another."""
    first, _, rest = words.partition(" ")
    second, _, third = rest.partition(" ")
    if second in _BY and " " in third and not is_given_name(first) and is_full_name(third):
        return len(words) - len(third)
    is_name = is_given_name(first) or is_family_name(first) or "," in words
    is_said = is_word(first) and not is_name and is_given_name(second) and is_full_name(rest)
    return len(words) - len(rest) if is_said else 0


def standing_alone(text: str) -> Iterator[TextFinding]:
    """Yield a name of one word that is all of a text: a tile, a cell, the line above a message."""
    cell = text.strip()
    if (turned := _FAMILY_FIRST.fullmatch(cell)) and is_family_alone(turned[1]) and not ends_as_firm(cell):
        yield _person((text.index(cell), text.index(cell) + len(cell)), 0.65, "names")
        return
    if (short := _WITH_LETTER.fullmatch(cell)) and is_unlisted(short[1].split()[-1]) and label_of(short[1]) is None:
        yield _person((text.index(cell), text.index(cell) + len(cell)), 0.6, "names")
        return
    if not _CELL.fullmatch(cell):
        return
    name = re.split(r" \(| [A-ZÀ-Þ]\.?$", cell)[0]
    if _is_name(name):
        start = text.index(cell)
        yield _person((start, start + len(cell)), 0.6, "names")


def _are_words(name: str) -> bool:
    """Tell whether no part of a row of capitalised words is in a list of names, and one is a word of some language."""
    parts = name.split()
    is_known = any(is_given_name(part) or is_listed_family(part) for part in parts)
    return not is_known and any(is_built_of_words(part) or _is_plural(part) for part in parts)


def _is_plural(word: str) -> bool:
    """Tell whether a word is one of several of what is a word too: `Pagamentos`, `Apólices`."""
    return len(word) >= _LONG_PLURAL and word.endswith("s") and is_word(word) and is_word(word[:-1])


def _may_name_a_thing(text: str, match: re.Match[str]) -> bool:
    """Tell whether a given name may be one of a product or a firm: `Apache Felix`, `Avery labels`."""
    before = text[max(0, match.start() - 24) : match.start()]
    if _IN_VERSION.match(text, match.end()) or (_COUNTED.search(before) and is_word(match.group(1).lower())):
        return True  # `Versie 7.2`, `30 Tage`
    last = _LAST_WORD.search(before)
    if last and last.group(1)[0].isupper():
        return not (is_given_alone(last.group(1)) or last.group(1).lower() in _words("functions"))
    return bool(_STARTS.search(before)) and _RUNS_ON.match(text, match.end()) is not None


def _after_words(text: str) -> Iterator[TextFinding]:
    """Yield the names behind `daughter`, `technician`, `Mr`, `asked`."""
    position = 0
    while match := _WORD_BEFORE.search(text, position):
        word = plain_letters(match.group(1))
        position = match.end(1)
        score = _trust(word, match.group(2))
        if score and not NUMBERED.match(text, match.end(2)):
            start, end = _without_tail(match)
            if end > start:
                yield _person((start, end), score, "context")
                position = end


def _trust(word: str, name: str) -> float:
    """Return how sure the first word of what follows a word is a name; 0 for none."""
    first = re.split(r"[ ]", name)[0]
    is_initial = len(first.rstrip(".")) == 1
    if word in _words("relations") or word in _words("titles"):
        return 0.75 if is_initial or is_unlisted(first) else 0.0
    if word in _words("roles"):
        return 0.7 if not is_initial and is_unlisted(first) and (" " in name or _is_name(first)) else 0.0
    if word in _words("before"):
        return 0.6 if not is_initial and is_given_alone(first) else 0.0
    return 0.0


def _without_tail(match: re.Match[str]) -> tuple[int, int]:
    """Return where the name ends: before the first of its words that is a usual one."""
    start, end = match.span(2)
    for number, part in enumerate(re.finditer(r"\S+", match.group(2))):
        word = part.group()
        if number and len(word.rstrip(".")) > 1 and word[0].isupper() and not is_unlisted(word):
            return start, start + part.start() - 1
    return start, end


def _is_name(word: str) -> bool:
    is_family = is_family_alone(word) and (is_listed_family(word) or not is_word(word))
    return is_given_alone(word) or is_family


def _person(span: tuple[int, int], score: float, reason: str) -> TextFinding:
    return TextFinding(EntityType.PERSON, *span, score, reason)

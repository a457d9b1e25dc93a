"""Names of people: after a label, in a greeting or a header, with a form of address, or by their own evidence."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled, label_of
from engine.redaction.recognizers.person_beside import NUMBERED, before_name
from engine.redaction.recognizers.person_records import (
    DOCUMENT,
    FULL,
    INITIAL,
    JOINT,
    WORD,
    in_blames,
    in_directory,
    in_file_names,
    in_records,
    is_no_word,
)
from engine.redaction.recognizers.person_zh import chinese_people
from engine.redaction.recognizers.plausible import WORK_BEHIND, is_place_of_work
from engine.redaction.words.chinese_text import LABELLED, is_chinese_phrase, is_surname
from engine.redaction.words.chinese_text import is_word as is_one_word
from engine.redaction.words.entities import (
    harmless_words,
    latin_labels,
    squeezed,
)
from engine.redaction.words.firms import ends_as_firm, is_of_firm
from engine.redaction.words.names import (
    are_plain_words,
    chinese_name_at,
    is_chinese_name,
    is_family_name,
    is_full_name,
    is_given_name,
    is_unlisted,
    is_usual_given_name,
    may_be_name,
    without_words,
)
from engine.redaction.words.sieve import Pattern
from engine.redaction.words.vocabulary import is_word

_CANDIDATE = Pattern(
    rf"(?<![A-Za-z\d_À-ɏ@.\\/\-])(?:{FULL}|{WORD}, {WORD}(?: (?:{INITIAL}|{WORD}))?)(?![A-Za-z\d_À-ɏ@]|[\\/]\w|\.(?!{DOCUMENT}\b)\w)"  # noqa: E501
)
_CLOSINGS = (
    r"(?:[Kk]ind |[Bb]est |[Ww]arm )?[Rr]egards|[Ss]incerely|[Cc]heers|[Tt]hanks|[Tt]hank you|[Ss]alutations|(?:[Bb]ien )?[Cc]ordialement|[Bb]ien à vous|(?:[Uu]n )?[Ss]aludos?(?: cordiales)?|[Aa]tentamente|[Aa]tenciosamente|[Aa]braços|"  # noqa: E501
    r"(?:[Cc]ordiali|[Dd]istinti) saluti|[Ss]aluti|(?:[Bb]este |[Vv]iele |[Ll]iebe |[Mm]it (?:freundlichen|besten) )?Gr(?:ü|u)ß(?:e|en)?|[Mm]f[Gg]|VG|LG|[Mm]et vriendelijke groet(?:en)?|[Gg]roet(?:en|jes)?|[Pp]ozdrawiam|[Zz] poważaniem|"  # noqa: E501
    r"[Ss] pozdravem|[Üü]dvözlettel|[Mm]ed vänlig(?:a)? hälsning(?:ar)?|[Mm]vh|[Mm]ed venlig hilsen|[Hh]ilsen|[Tt]erveisin|[Yy]stävällisin terveisin|[Ss]aygılarımla|[Cc]u stimă"  # noqa: E501
)
_ADDRESSED = Pattern(
    rf"(?<!\w)(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herrn?|Frau|Monsieur|Madame|Sir|Dame|Mme|Mlle|Sra|Srta|Dña|Doña|Sig|Sig\.ra|Dott|Dott\.ssa|Avv|[Dd]hr|[Mm]evr|Hr|Fru|Familie|Eheleute|[Pp](?=\.)|[Pp]an(?:[aiu]|em|i[ąe]?)?|[Pp]aní|[Pp]í)\b(?:\.(?=[A-ZÀ-Þ])|\.?[ \n])((?:{WORD}|[A-Z]\.?)(?: (?:{WORD}|[A-Z]\.)){{0,2}})"  # noqa: E501
    rf"|(?<!\w)(?:{_CLOSINGS})[,.!]?\s*\n\s*({WORD}(?: {JOINT}{WORD}){{0,2}})(?=\s*(?:\n|$))"
    rf"|(?<!\w)(?:Morning|Good morning|Guten (?:Tag|Morgen)|Liebe[rs]?|Sehr geehrte[rs]? (?:Frau|Herr)|Cher|Chère|Hola|Estimad[oa]|Olá|Oi|Prezad[oa]|Ciao|Buongiorno|Gentile|Beste|Geachte|Dag|Cześć|Dzień dobry|Szanown[ya]|Ahoj|Dobrý den|Szia|Kedves|Hej|Hei|Moi|Merhaba|Sayın|Salut)"  # noqa: E501
    rf"\s+(?:(?:Frau|Herrn?|Sr\.|Sra\.|Sig\.|Dott\.|Mme|M\.|pan|pani|meneer|mevrouw) )?({WORD}(?: {JOINT}{WORD}){{0,2}})(?=\s*[,!\n])"  # noqa: E501
    rf"|(?<!\w)(?:Dear|Hi|Hello|Hey|[Rr]egards,|[Ss]incerely,|Thanks,|[Tt]hank you,|Cheers,|[Bb]est,|Hallo|Bonjour)\s+"
    rf"({WORD}(?: {WORD}){{0,2}})(?=\s*[,!\n]|\.?\s*$)"
)
_CONTEXT_WORDS = (
    "from", "to", "cc", "bcc", "by", "with", "call", "called", "asked", "told", "met", "via", "spoke to", "spoke with", "this is",  # noqa: E501
    "my name is", "i am", "i'm", "organiser", "organizer", "attendee", "attendees", "signed", "reporter", "assignee", "supervisor",  # noqa: E501
    "agent", "thanks", "thank you", "hi", "hello", "dear",
)  # fmt: skip
_LONGEST_LABEL = 48
_NAME_START = Pattern(r"(?<=[ \t])[\"']?(?=[A-ZÀ-ÞĀ-ɏẀ-ỿ])")
_EXPECTED = Pattern(rf"[\"']?({FULL}|{WORD}, {WORD}|[A-Z]\. ?{WORD})(?!\w)")
_MENTIONED = Pattern(rf"@({FULL}|{WORD}, {WORD}|[A-Z]\. ?{WORD})(?!\w)")
_WITH_MARK = Pattern(
    rf"({FULL})(?= ?(?:\((?:she|he|they|guest|external|host|co-host|you|me|organi[sz]er|presenter|attendee|muted|unmuted|extern|gast|invité|invitado|ospite|vous|ich|moi|yo|tú|我|主持人|联席主持人|访客|外部|已静音|静音)\b|\((?:我|主持人|访客|外部|静音)|is typing|wrote:|joined|has (?:left|joined)|reacted|shared|invited|started|left the|added|commented|replied|changed|said))"  # noqa: E501
)
_BEFORE_MAIL = Pattern(rf"({WORD}(?: [A-Z]\.?)?(?: {JOINT}{WORD}){{1,2}}|{WORD}, {WORD})\"? ?[<(\[] ?[\w.+\-]+ ?@")
_L_FOR_I = Pattern(r"(?<![^\s(\[,;:\"=])l(?=(?P<sure>[bdglmnrsvz])?[a-zß-ÿ]{2,14}(?P<rest> [A-ZÀ-Þ])?)")
"""The reader took `Ilona` for `llona`, which no word is, or `Ioana Pop` for `loana Pop`."""
_ZERO_FOR_O = Pattern(
    r"(?<![\w.])0(?=[a-zß-ÿ]{3,}|['’][A-Z])|(?<![A-Za-z0-9.\-])(?=[A-Z0]*[A-Z]{2})[A-Z0]{3,}(?![\w\-])"
)
"""`0livia`, `0YEL0W0`"""
_GIVEN_ALONE = Pattern(
    r"\b(?i:with|ask(?:ed|ing)?|tell|told|call(?:ed)?|phone[dr]?|ring|rang|met|meet|see|contact(?:ed)?|inform(?:ed)?|email(?:ed)?|thank|thanks|cc|via|colleague|boss|"
    r"manager|nurse|sister|doctor|user|customer|by|from|to|for|and|but|that|per|hi|hello|dear|hey|morning|sorry|pls|please),? "  # noqa: E501
    r"([A-ZÀ-ÞĀ-ɏẀ-ỿ][a-zß-ÿĀ-ɏẀ-ỿ]{2,14})(?:'s)?(?=[ ,.;:!?)\n]|$)"
    r"|(?<![\w.@\-])([A-ZÀ-ÞĀ-ɏẀ-ỿ][a-zß-ÿĀ-ɏẀ-ỿ]{2,14})(?='s (?:[a-z]|(?:iPhone|iPad|iMac|Mac(?:Book)?|Galaxy|Pixel|AirPods|Watch|PC|Laptop|Surface|Redmi|Xperia|OnePlus|[A-Z]{1,2}\d{1,3})\b))"  # noqa: E501
    r"|^([A-ZÀ-ÞĀ-ɏẀ-ỿ][a-zß-ÿĀ-ɏẀ-ỿ]{2,14})(?='s (?:pc|laptop|account|phone|password|mailbox|computer|screen|badge|printer)\b|,? (?:says?|said|reports?|reported|called|rang|wrote|writes|asked|asks|cannot|can't|could not|needs|is (?:on leave|off sick|away)|from (?:the )?[A-Za-z]+ (?:called|rang|says|reports))\b)",  # noqa: E501
    re.MULTILINE,
)
"""A given name alone: only one that is no common word counts."""
_BY_ROLE = Pattern(
    r"(?<!\w)(?i:technician|engineer|operator|cashier|agent|driver|receptionist|host|nurse|sister|clerk|teller|trainer|colleague|served by|signed by|spoke (?:to|with)|this is|my name is|"  # noqa: E501
    r"monteur|techniker(?:in)?|fahrer(?:in)?|schwester|pfleger|kolleg(?:e|in)|collègue|infirmi(?:er|ère)|technicien|técnico|enfermer[ao]|compañer[ao]|collega|infermier[ae])[:,]? "  # noqa: E501
    rf"({WORD})(?![\w@\-]|\.\w)"
    rf"|(?<![\w.@\-])({WORD})(?= (?:left|joined|is waiting in|entered) (?:the )?(?:meeting|call|chat|lobby|conference)| is (?:presenting|speaking|sharing)\b| (?:started|stopped) sharing)"  # noqa: E501
)
"""A name of one word beside what its owner does: one that is known anywhere counts."""
_DEVICE_OF = Pattern(
    r"\b(?:iPad|iPhone|iMac|MacBook(?: Pro| Air)?|AirPods|Apple Watch|Galaxy(?: \w{2,8})?|Pixel(?: \w{1,5})?|Laptop|Notebook|Tablet|Handy|PC|ThinkPad|Surface)"  # noqa: E501
    rf" (?:von|de|di|van|od|af|av|of|du|da|d') ?({WORD}(?: {WORD})?)(?!\w)"
    rf"|(?<![\w.@\-])({WORD})['’]s (?:iPhone|iPad|iMac|Mac(?:Book)?|Galaxy|Pixel|AirPods|Watch|Surface|Redmi|Xperia|OnePlus|[A-Z]\d{{2}})\b"  # noqa: E501
)
_MARKED = Pattern(
    rf"(?<![\w.@\-])((?:{WORD}){{1,2}}(?:,? [A-Z]\.)?) ?(?=\((?i:guest|external|host|co-host|you|me|organi[sz]er|presenter|attendee|muted|unmuted|extern|gast|"  # noqa: E501
    rf"invité|invitado|ospite|vous|ich|moi|yo|tú|she|he|they|her|him)\b)|(?<![\w.@\\/])({WORD}, [A-ZÀ-Þ]\.)(?![\w@])"
)
"""A name of one word beside a mark of participants, and `Oyelaran, B.`: one that is no usual word counts."""
_LETTERS_ALONE = re.compile(r"[^\W\d_]+")
_WITH_DEGREE = Pattern(
    rf"(?<![\w.@\-])((?:[A-Z]\. ?){{0,2}}(?:{WORD} ){{0,2}}{WORD}),? (?:MD|M\.D\.|PhD|Ph\.D\.|DDS|DMD|DVM|RN|LPN|NP|PA-C|FNP|PharmD|MBBS|FRCS|FRCP|MRCP|Esq|CPA)(?![\w-])"  # noqa: E501
)
"""`L. Chandrasekaran MD`"""
_BY_FUNCTION = Pattern(
    r"\b(?:CUSTODIAN|OPERATOR|CASHIER|TELLER|CLERK|SUPERVISOR|ENGINEER|TECHNICIAN|NURSE|DRIVER|PATIENT|CUSTOMER|CARDHOLDER|MEMBER|AGENT|USER)[: ]{1,3}"  # noqa: E501
    r"([A-Z][A-Z'\-]{2,20},? [A-Z](?: ?[A-Z])?)(?![\w'\-.])"
)
"""`CUSTODIAN BEAUMONT T`, as terminals print."""
_GLUE = re.compile(r"(?<=[a-zß-ÿ]{3})(?=[A-ZÀ-Þ][a-zß-ÿ]{2})")
"""Where the reader lost the gap between two cells: `managerMarguerite Okonjo`."""
_LAST_INITIAL = re.compile(r" [A-Z]\.?(?=\s|$)")
_NEXT = Pattern(rf"[ \t]*(?:[;,&|]|and|和)[ \t]*(?:({FULL})|([一-鿿]{{2,4}})(?![一-鿿]))")
_ONE_NEXT = re.compile(rf", ({WORD})(?=,|\s*$|\n| and | & )")
_TITLES = frozenset(["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Herr", "Frau"])
_NO_NAMES = frozenset(
    [
        "all",
        "team",
        "support",
        "sir",
        "madam",
        "everyone",
        "colleague",
        "colleagues",
        "customer",
        "helpdesk",
        "there",
        "again",
        *[
            "kollegen",
            "kolleginnen",
            "kunde",
            "kunden",
            "damen",
            "herren",
            "tous",
            "toutes",
            "equipo",
            "todos",
            "todas",
            "tutti",
            "tutte",
            "equipe",
            "collega",
            "allen",
            "państwo",
            "koledzy",
            "zespół",
            "alla",
            "alle",
            "kaikki",
            "hepinize",
        ],
    ]
)
_NAME_OF_A_THING = Pattern(
    r"(?i)\b(?:file|service|process|printer|product|device|domain|group|table|database|folder|host|computer|server|model|driver|"
    r"app|application|policy|task|module|image|package|class|event|log|key|value|network|wi-?fi|path|store|session|instance|"
    r"cluster|node|queue|project|library|version|update|program|feature|drive|volume|share|site|job|rule|"
    r"certificate|template|profile|port|tool|system|common|user|adapter|connection|interface|component|source|provider)"
    r"[ _\-]?(?:display )?name\s{0,4}[\"']?\s{0,4}[:=]\s{0,12}[\"']?$"
)
_SURE = 0.8
_ENDS_OF_ROLES = re.compile(r"[员人者师方部科处组局院长号]$")
"""`开票人：祁连山` is somebody who is called like a mountain, `处理人：管理员` nobody."""
_CHAT = re.compile(r"[一-鿿]{5,}")
"""Too long for most names: `客户：我家充电桩昨天晚上` is what somebody wrote."""
_DEPARTMENT = Pattern(r"[一-鿿]{1,8}(?:科|部|处|室|组|中心|局|院|公司|支行|分行|集团|学校|窗口|平台|系统|热线|客服)")
_BEFORE_PHONE = Pattern(
    rf"(?<!\w)(?:AN|VON|FROM|TO|DE|À|A|DA|OD|DO|VAN|AAN|PARA|POUR|FRA|TIL)[:.]? ({WORD}(?: {JOINT}{WORD}){{1,3}})"
    r"(?=,? ?[+(]?\d[\d ()/.\-]{7,})"
)
_HEADS_OF_PARCELS = frozenset(["AN", "VON", "FROM", "TO", "AAN", "VAN", "PARA", "POUR"])


@cache
def _context_labels() -> frozenset[str]:
    """Return the words before a name, as `squeezed` gives them."""
    return frozenset((*map(squeezed, latin_labels(EntityType.PERSON)), *map(squeezed, _CONTEXT_WORDS)))


def _in_context(text: str) -> Iterator[re.Match[str]]:
    """Yield the capitalised words that follow a label or a word such as `asked`."""
    position = 0
    for place in _NAME_START.finditer(text):
        if place.start() < position:
            continue
        words = text[max(0, place.start() - _LONGEST_LABEL) : place.start()].rstrip(" \t:=\"'").split()[-4:]
        if any(squeezed(" ".join(words[first:])) in _context_labels() for first in range(len(words))):
            match = _EXPECTED.match(text, place.start())
            if match:
                position = match.end()
                yield match
    if "@" in text:
        yield from _MENTIONED.finditer(text)


def find(text: str) -> Iterator[TextFinding]:
    """Yield names; those that stand in a list behind a found one too."""
    text = _letters_mended(text)
    found = [*_labelled(text)]
    if any(character.isupper() for character in text):
        found += _latin(text)
        found += _glued(text)
    elif "=" in text:
        found += in_directory(text)
    if "." in text:
        found += in_file_names(text)
    if "(" in text:
        found += in_blames(text)
    if not text.isascii():
        found += chinese_people(text)
    yield from found
    for finding in found:
        yield from _listed_after(text, finding.end)
        if finding.entity_type is EntityType.PERSON:
            yield from _listed_with(text, finding)


def _letters_mended(text: str) -> str:
    """Return a text with the letters that the reader took for others in names. Same length."""
    if "0" in text:
        text = _ZERO_FOR_O.sub(lambda match: match.group().replace("0", "O"), text)
    return _L_FOR_I.sub(_upper_i, text)


def _upper_i(match: re.Match[str]) -> str:
    word = re.match(r"\w+", match.string[match.end() :])
    is_name = word is not None and match["rest"] is not None and is_given_name(f"I{word.group()}")
    return "I" if match["sure"] or is_name else match.group()


def _labelled(text: str) -> Iterator[TextFinding]:
    for finding in find_labelled(text, EntityType.PERSON):
        value = text[finding.start : finding.end]
        before = text[max(0, finding.start - 40) : finding.start]
        if _CHAT.fullmatch(value) and not is_chinese_name(value, LABELLED):
            length = chinese_name_at(value, 0, LABELLED)
            if length:
                yield replace(finding, end=finding.start + length)
            continue
        is_place = (
            finding.score > _SURE and len(value) == 3 and is_surname(value[0]) and not _ENDS_OF_ROLES.search(value)
        )
        if (is_chinese_phrase(value) and not (is_place and is_one_word(value))) or (
            _DEPARTMENT.fullmatch(value) and not is_chinese_name(value)
        ):
            continue
        if text[finding.end : finding.end + 1] != "=" and not _NAME_OF_A_THING.search(before) and may_be_name(value):
            yield finding


def _latin(text: str) -> Iterator[TextFinding]:
    """Yield names in Latin letters: by who speaks or is spoken to, by a place in a line, by themselves."""
    yield from _matches(_ADDRESSED, text, 0.7, "addressed")
    yield from _matches(_BEFORE_PHONE, text, 0.8, "context")
    yield from _matches(_WITH_MARK, text, 0.8, "context")
    if "@" in text:
        yield from _matches(_BEFORE_MAIL, text, 0.8, "addressed")
    for match in _in_context(text):
        start = match.start(1) + _label_before(match.group(1))
        if is_place_of_work(match.group(1)):
            continue
        is_speech = match.group(1).isupper() and "," in match.group(1) and _is_of_words(match.group(1))
        if may_be_name(match.group(1)) and not is_speech:  # `ACK AA, ORM accepted`
            yield TextFinding(EntityType.PERSON, start, match.end(1), 0.75, "context")
    yield from _judged(_GIVEN_ALONE, text, is_usual_given_name, 0.65)
    if " " in text or "(" in text:
        yield from _judged(_DEVICE_OF, text, is_no_word, 0.7)
        yield from _judged(_MARKED, text, is_no_word, 0.7)
    if " " in text:
        yield from _judged(_BY_ROLE, text, _is_part_of_name, 0.65)
        yield from _judged(_WITH_DEGREE, text, is_no_word, 0.7)
        for match in _BY_FUNCTION.finditer(text):
            if not is_word(match.group(1).split()[0].strip(",").lower()) or is_family_name(match.group(1).split()[0]):
                yield TextFinding(EntityType.PERSON, *match.span(1), 0.7, "context")
    yield from in_records(text)
    yield from _full_names(text)


def _label_before(name: str) -> int:
    """Return how long the label is that begins what was taken for a name: `Contact` above `Nom Mamadou Diallo`."""
    first, _, rest = name.partition(" ")
    is_label = label_of(first) is EntityType.PERSON and not _is_part_of_name(first)
    return len(name) - len(rest) if rest and is_label else 0


def _judged(pattern: Pattern, text: str, is_name: Callable[[str], bool], score: float) -> Iterator[TextFinding]:
    """Yield what stands at the place of a name, where it can be one."""
    for match in pattern.finditer(text):
        group = match.lastindex or 1
        if is_name(match.group(group)) and not NUMBERED.match(text, match.end(group)):
            yield TextFinding(EntityType.PERSON, *match.span(group), score, "context")


def _is_of_words(name: str) -> bool:
    return all(len(word) < 4 or is_word(word.lower()) for word in _LETTERS_ALONE.findall(name))


def _is_part_of_name(word: str) -> bool:
    return is_given_name(word) or is_family_name(word)


def _full_names(text: str) -> Iterator[TextFinding]:
    """Yield rows of capitalised words that are a name by themselves: `Maria Garcia`."""
    for match in _CANDIDATE.finditer(text):
        name = match.group()
        start = match.start()
        first = name.split()[0]
        if first in _HEADS_OF_PARCELS and name.count(" ") > 1:
            name, start = name[len(first) + 1 :], start + len(first) + 1
        trim, end = without_words(name)
        name, start = name[trim:end], start + trim
        while " " in name:  # `Call Maria Garcia`, `Maria Garcia Finance`: try without the first word, then the last
            if is_full_name(name):
                end = _with_rest(text, start + len(name), match.end())
                if is_of_firm(text, end) or _has_short_form(name) or ends_as_firm(text[start:end]):
                    break
                if WORK_BEHIND.match(text, end):
                    break
                start += before_name(text[start:end])
                if name.isupper() and (initial := _LAST_INITIAL.match(text, end)):
                    end = initial.end()  # `OYLER MAVIS R`
                yield TextFinding(EntityType.PERSON, start, end, 0.7, "names")
                break
            shorter = name.rsplit(" ", 1)[0]
            if is_full_name(shorter):
                name = shorter
            else:
                start += name.index(" ") + 1
                name = name[name.index(" ") + 1 :]


def _has_short_form(name: str) -> bool:
    """Tell whether a word in capitals among others is a usual short one: `Karta SIM`, but not `Bruce LEE`."""
    short = [word for word in name.split() if word.isupper() and 2 < len(word) <= 4]
    return not name.isupper() and any(is_word(word) and not _is_part_of_name(word) for word in short)


def _glued(text: str) -> Iterator[TextFinding]:
    """Yield the full names that touch a place where a gap was lost."""
    joints = [match.start() for match in _GLUE.finditer(text)]
    if not joints:
        return
    spaced = _GLUE.sub(" ", text)
    opened = [joint + number for number, joint in enumerate(joints)]
    for finding in _full_names(spaced):
        if any(finding.start - 1 == place or finding.end == place for place in opened):
            start, end = (offset - sum(place < offset for place in opened) for offset in (finding.start, finding.end))
            yield TextFinding(EntityType.PERSON, start, end, 0.6, "names")


def _with_rest(text: str, end: int, limit: int) -> int:
    """Return where a name ends whose last parts are in no list: words that are no usual ones belong to it."""
    for word in re.finditer(r" (\S+)", text[end:limit]):
        if are_plain_words(word.group(1)) or len(word.group(1)) <= 2 or word.group(1).lower() in harmless_words():
            return end + word.start()
    return limit


def _listed_after(text: str, end: int) -> Iterator[TextFinding]:
    """Yield the names that follow one in a list: `Maria Garcia; Peter Novak`."""
    while match := _NEXT.match(text, end):
        group = 1 if match.group(1) else 2
        name = match.group(group)
        if not (may_be_name(name) if group == 1 else is_chinese_name(name)):
            return
        yield TextFinding(EntityType.PERSON, match.start(group), match.end(group), 0.7, "listed")
        end = match.end()


def _listed_with(text: str, finding: TextFinding) -> Iterator[TextFinding]:
    """Yield the single names behind one: `Makena, Iffat`."""
    is_one = " " not in text[finding.start : finding.end].replace(", ", ",")
    end = finding.end
    while is_one and text[end : end + 2] == ", " and (match := _ONE_NEXT.match(text, end)) and is_unlisted(match[1]):
        yield TextFinding(EntityType.PERSON, *match.span(1), 0.6, "listed")
        end = match.end()


def _matches(pattern: Pattern, text: str, score: float, reason: str) -> Iterator[TextFinding]:
    for match in pattern.finditer(text):
        group = match.lastindex or 0
        if match.group(group) in _TITLES:
            continue
        name = match.group(group)
        words = name.lower().split()
        if may_be_name(name) and not any(word in _NO_NAMES or word in harmless_words() for word in words):
            yield TextFinding(EntityType.PERSON, match.start(group), match.end(group), score, reason)

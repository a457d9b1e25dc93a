"""Names in other letters: Cyrillic and Greek; and Vietnamese ones, which are told by their own letters."""

import re
from collections.abc import Iterator
from functools import cache

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.words.entities import evidence_lines, names_elsewhere
from engine.redaction.words.names import plain_letters
from engine.redaction.words.sieve import Pattern

_SCRIPT = re.compile(r"[Ͱ-ӿ]|[ăđơưạ-ỹẠ-ỸĂĐƠƯ]")
_CYRILLIC = r"[А-ЯЁЀ-ЏҐЎӘҒҚҢӨҰҮҺ][а-яёѐ-џґўәғқңөұүһ'’]+(?:-[А-ЯЁЀ-ЏҐ][а-яёѐ-џґ]+)?"
_CAPITALS = r"[А-ЯЁЀ-ЏҐЎ]{3,}"
_PATRONYMIC = r"[А-ЯЁІЇЄ][а-яёіїє]+(?:[оеё]вич|[оеё]вна|ич|ична|инична|ївна|івна|йович|улы|ұлы|қызы|кызы|оглы)"
_BY_FATHER = Pattern(
    rf"(?<![\w.])(?:{_CYRILLIC} ){{1,2}}{_PATRONYMIC}(?: {_CYRILLIC})?(?!\w)|(?<![\w.])[А-ЯЁІЇЄ]{{3,}} [А-ЯЁІЇЄ]{{3,}} [А-ЯЁІЇЄ]+(?:ОВИЧ|ЕВИЧ|ОВНА|ЕВНА|ИЧНА|ІВНА|ЇВНА)(?!\w)"  # noqa: E501
)
_WITH_INITIALS = Pattern(
    rf"(?<![\w.])(?:{_CYRILLIC}|{_CAPITALS}) [А-ЯЁІЇЄ]\. ?(?:[А-ЯЁІЇЄ]\.?)?(?!\w)|(?<![\w.])[А-ЯЁІЇЄ]\. ?(?:[А-ЯЁІЇЄ]\. ?)?{_CYRILLIC}(?!\w)"  # noqa: E501
)
_GREEK_CAPITAL = "[Ά-ΏΑ-Ϋ]"
_GREEK = rf"{_GREEK_CAPITAL}[ΐά-ώ]+"
_GREEK_INITIAL = Pattern(rf"(?<![\w.])(?:{_GREEK} {_GREEK_CAPITAL}\.|{_GREEK_CAPITAL}\. ?{_GREEK})(?!\w)")
_ROW = Pattern(rf"(?<![\w.@])(?:{_CYRILLIC}|{_GREEK})(?: (?:{_CYRILLIC}|{_GREEK})){{0,2}}(?!\w)")
_SHORTEST = 5
_VIETNAMESE_LETTER = (
    "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈĨỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦŨỨỪỬỮỰỲỴỶỸĂĐƠƯ"
)
_SYLLABLE = r"[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ][a-zà-ýăđĩũơưạ-ỹ]{0,6}"
_VIETNAMESE = Pattern(rf"(?<![\w.\-])(?={_SYLLABLE}.{{0,24}}){_SYLLABLE}(?: {_SYLLABLE}){{1,3}}(?![\w\-])")
_OF_PLACES = re.compile(r"(?i)(?:phường|quận|huyện|tỉnh|thành phố|đường|phố|xã|tp\.?|số \d+) ?$")


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(plain_letters(word) for word in names_elsewhere(key))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(_listed("endings"))


@cache
def _known(kind: str) -> frozenset[str]:
    lines = (line.split() for line in evidence_lines("elsewhere"))
    return frozenset(word for title, *words in lines if title.endswith(kind) for word in words) - _listed("words")


def find(text: str) -> Iterator[TextFinding]:
    if text.isascii() or not _SCRIPT.search(text):
        return
    for pattern in (_BY_FATHER, _WITH_INITIALS, _GREEK_INITIAL):
        for match in pattern.finditer(text):
            yield TextFinding(EntityType.PERSON, match.start(), match.end(), 0.75, "names")
    for match in _ROW.finditer(text):
        words = list(re.finditer(r"\S+", match.group()))
        named = [word for word in words if _is_given(word.group())]
        if named and (len(words) == 1 or any(_is_family(word.group()) for word in words if word not in named)):
            yield TextFinding(EntityType.PERSON, match.start(), match.end(), 0.65, "names")
        elif named:
            first = named[0]
            yield TextFinding(
                EntityType.PERSON, match.start() + first.start(), match.start() + first.end(), 0.55, "names"
            )
    for match in _VIETNAMESE.finditer(text):
        if _is_vietnamese(match.group()) and not _OF_PLACES.search(text, 0, match.start()):
            yield TextFinding(EntityType.PERSON, match.start(), match.end(), 0.65, "names")


def _is_given(word: str) -> bool:
    return plain_letters(word) in _known("given")


def _is_family(word: str) -> bool:
    plain = plain_letters(word)
    return plain in _known("family") or (len(plain) >= _SHORTEST and plain.endswith(_endings()))


def _is_vietnamese(name: str) -> bool:
    """Tell whether words in capitals are a name: begun with one of the few family names, or three or four syllables."""
    words = name.split()
    if not any(letter in _VIETNAMESE_LETTER for letter in name):
        return False
    return plain_letters(words[0]) in _listed("vietnamese") or len(words) > 2

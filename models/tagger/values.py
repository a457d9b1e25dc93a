"""Other values for those on a screen, so that what is learned is where they stand and how they are made."""

from __future__ import annotations

import random
import re
import string
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from engine.domain.finding import EntityType as E
from engine.redaction.words.chinese_text import _names
from engine.redaction.words.entities import syllable_families
from engine.redaction.words.word_lists import ENGLISH, FAMILY, FOREIGN, GIVEN
from models.tagger import parts
from models.tagger.stock import listed, usual_names

_CHINESE = re.compile(r"[一-鿿]")
_FREE = frozenset({E.SECRET, E.JWT, E.PRIVATE_KEY, E.LICENSE_KEY, E.CRYPTO, E.PASSWORD, E.URL})
_SYMBOLS = "!@#$%&*?_-+.=^"
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnprstvwz"


class Values:
    """Makes values of each kind: of those that it was given, and by rule."""

    def __init__(self, known: Iterable[tuple[E, str]]) -> None:
        self._known: dict[tuple[E, bool], list[str]] = defaultdict(list)
        for kind, text in known:
            self._known[kind, bool(_CHINESE.search(text))].append(text)
        for texts in self._known.values():
            texts.sort()

    def other(self, kind: E, text: str, rng: random.Random) -> str:
        """Return a value to stand where `text` stood: of the same script, and mostly of the same make."""
        chance = rng.random()
        if kind is E.PERSON:
            return self._person(text, rng)
        if kind is E.USERNAME and chance < 0.5 and len(text) > 2:
            return _as_cased(text, login(rng), rng)
        if kind is E.HOSTNAME and chance < 0.4:
            return machine(rng)
        if kind is E.PASSWORD and chance < 0.5:
            return password(rng)
        known = self._known.get((kind, bool(_CHINESE.search(text))), [])
        if known and chance < 0.75 and kind not in (E.PRIVATE_KEY, E.JWT):
            chosen = rng.choice(known)
            if len(chosen) < 3 * len(text) + 6:
                return reshaped(chosen, rng, letters=kind in _FREE)
        return reshaped(text, rng, letters=kind in _FREE)

    def _person(self, text: str, rng: random.Random) -> str:
        if _CHINESE.search(text):
            return chinese_person(text, rng)
        words = text.split(" ")
        return " ".join(self._name(word, rng) for word in words)

    def _name(self, word: str, rng: random.Random) -> str:
        if len(word.strip(".,")) < 3 or not word[0].isalpha():
            return re.sub("[A-Z]", lambda _: rng.choice(string.ascii_uppercase), word)
        chance = rng.random()
        if chance < 0.35:
            made = rng.choice(_all_names("given" if rng.random() < 0.5 else "family"))
        elif chance < 0.6:
            made = rng.choice(_usual_names())
        elif chance < 0.68:
            made = invented(rng)
        else:
            known = self._known.get((E.PERSON, False), [])
            made = rng.choice(rng.choice(known).split(" ")) if known else word
            if len(made) < 3:
                return made
        made = made.upper() if word.isupper() else made.lower() if word.islower() else made[:1].upper() + made[1:]
        return made + ("," if word.endswith(",") else "")


def foreign_name(rng: random.Random) -> str:
    """Return a name as it sounds somewhere far away, which no list knows."""
    if rng.random() < 0.25:
        return rng.choice(_foreign())
    middles = rng.choice((0, 0, 1, 1, 2))
    made = rng.choice(("", rng.choice(parts.BEGINNINGS)))
    made += "".join(rng.choice(parts.VOWEL_GROUPS) + rng.choice(parts.JOINTS) for _ in range(1 + middles))
    return made + rng.choice(parts.ENDINGS)


def invented(rng: random.Random) -> str:
    """Return a word that nobody bears, made of syllables."""
    return "".join(
        rng.choice(_CONSONANTS) + rng.choice(_VOWELS) + rng.choice(("", "", "n", "r", "s", "l"))
        for _ in range(rng.randint(2, 4))
    )


def login(rng: random.Random) -> str:
    """Return a user name in one of many styles."""
    given, family = _plain(rng.choice(_usual_names())), _plain(rng.choice(_all_names("family")))
    if rng.random() < 0.4:
        families = _syllables()
        family, given = rng.choice(families), rng.choice(families) + rng.choice(("", rng.choice(families)))
    number = str(rng.randint(1, 9999)) if rng.random() < 0.5 else f"{rng.randint(1, 99):02d}"
    styles = (
        given[0] + family, f"{given[0]}.{family}", f"{given}.{family}", family + given[0], family + given,
        f"{family}.{given}", given + number, family + number, given[:2] + family[:4] + number, f"{given}_{family}",
        given[0] + family[0] + str(rng.randint(1000, 999999)), f"{rng.choice(parts.SERVICES)}_{rng.choice(parts.USES)}",
        f"{rng.choice(parts.SERVICES)}-{rng.choice(parts.USES)}{rng.choice(('', number))}", family[:5] + given[:1] + number[:2],
        rng.choice(string.ascii_letters) + str(rng.randint(1000, 99999999)), f"{rng.choice(parts.USES)}{rng.choice(parts.SERVICES)}",
        f"{rng.choice(parts.SITES)}_{family}", given, family, "".join(rng.choices(string.ascii_lowercase, k=rng.randint(3, 6))),
    )  # fmt: skip
    return rng.choice(styles)


def shared_login(rng: random.Random) -> str:
    """Return a user name that a desk, a shift or a program goes by, or a bare number of staff."""
    use, service, letters = (
        rng.choice(parts.USES),
        rng.choice(parts.SERVICES),
        "".join(rng.choices(string.ascii_uppercase, k=3)),
    )
    word = rng.choice(_english())
    styles = (
        f"{rng.choice(parts.DESKS)}.{word}", f"{rng.choice(parts.DESKS)}{rng.randint(1, 20)}", f"{rng.choice(parts.DESKS)}_{use}", f"{use}_{service}{rng.randint(1, 20):02d}",
        f"{letters}{rng.randint(10, 9999):04d}", f"{letters[:2]}{rng.randint(1, 999):03d}", f"{rng.randint(1000, 999999):06d}{letters[0]}{rng.randint(1, 99):02d}",
        f"{letters[0]}{rng.randint(10000, 9999999)}", f"svc-{word}-{use}", f"svc_{word}", f"sa-{use}-{rng.choice(parts.SITES)}", f"{use}adm", f"{service}_{rng.choice(parts.SITES)}",
        f"{rng.choice(parts.DESKS)}.{rng.choice(parts.DESKS)}{rng.randint(1, 9)}", rng.choice(parts.DESKS), f"{rng.randint(1000, 99999999)}", f"{use}.{service}", f"{letters.lower()}{rng.randint(1, 99):02d}_{use}",
    )  # fmt: skip
    return rng.choice(styles)


def gadget(rng: random.Random, owner: str) -> str:
    """Return the name that a phone or a computer at home has, often its owner's."""
    thing = rng.choice(parts.GADGETS)
    room = rng.choice(
        ("Kitchen", "Office", "Ward", "Reception", "Warehouse", "Lobby", "Studio", "Meeting-Room", "Till")
    )
    if _CHINESE.search(owner):
        return f"{owner}的{thing}"
    first = owner.split(" ")[0].strip(".,") or "Kim"
    joint = rng.choice((" ", "-"))
    styles = (
        f"{first}s-{thing.replace(' ', '-')}",
        f"{first}'s {thing}",
        f"{first}’s {thing}",
        f"{room}{joint}{thing.split(' ')[0]}",
        f"{first}-{thing.split(' ')[0]}",
    )
    return rng.choice(styles)


def machine(rng: random.Random) -> str:
    """Return the name of a machine in one of many styles."""
    use, site, number = rng.choice(parts.USES), rng.choice(parts.SITES), f"{rng.randint(1, 99):02d}"
    word = invented(rng) if rng.random() < 0.5 else _plain(rng.choice(_all_names("family")))
    styles = (
        f"{site}-{use}-{number}", f"{use}-{site}{number}", f"{site}{use}{number}", f"{use}{number}", f"{use}{number}.{site}.{word}.local",
        f"{site}-{use}{number}.{word}.{rng.choice(('com', 'net', 'cn', 'lan', 'corp', 'internal', 'org'))}",
        "DESKTOP-" + "".join(rng.choices(string.ascii_uppercase + string.digits, k=7)), f"{word}", f"{word}{number}", f"{word}-{number}",
        f"{rng.choice(('NB', 'PC', 'LT', 'WS', 'PRN', 'SRV'))}{rng.choice(('', '-'))}{rng.randint(100, 99999)}", f"{site}-{word}-{use}",
        f"{use}-{''.join(rng.choices(string.hexdigits.lower(), k=rng.randint(4, 8)))}", f"{site}_{use}_{number}",
        f"{_upper(rng, 3)}-{use}{rng.randint(1, 400)}-{rng.choice('ABC')}", f"{_upper(rng, 3)}{number[-1]}-{_upper(rng, 2)}{rng.randint(100, 999)}-{number}", f"{_upper(rng, 2)}-{word}{number[-1]}",
        f"{site}-{use}-{word}-{number}", f"{_upper(rng, 4)}{rng.randint(1, 99):03d}", f"{use}{number}-{site}", f"{word}-{use}", f"{_upper(rng, 2)}{rng.randint(1, 9)}{use}{number}p", f"{site}{rng.randint(1, 9)}-{use}-{rng.choice(('a', 'b', 'prod', 'uat', 'test'))}",
    )  # fmt: skip
    chosen = rng.choice(styles)
    return chosen.upper() if rng.random() < 0.45 else chosen


def password(rng: random.Random) -> str:
    word = invented(rng) if rng.random() < 0.4 else rng.choice(_english())
    style = rng.random()
    if style < 0.1:
        return f"{word.capitalize()}{rng.choice(_SYMBOLS)}{rng.choice(_english()).capitalize()}{rng.randint(1, 2030)}"
    if style < 0.18:
        joint, sounds = rng.choice("-_@#."), rng.choice(_syllables())
        number = rng.randint(1, 2030)
        return rng.choice(
            (
                f"{sounds.capitalize()}{joint}{number}",
                f"{sounds}{number}{joint}{word}",
                f"{word.capitalize()}{joint}{number}{joint}{sounds}",
            )
        )
    if style < 0.35:
        return word.capitalize() + rng.choice(_SYMBOLS) + str(rng.randint(1, 2030))
    if style < 0.5:
        return rng.choice("-_. ").join(rng.choices(_english(), k=rng.randint(2, 4)))
    if style < 0.6:
        return str(rng.randint(1000, 99999999))
    return "".join(rng.choices(string.ascii_letters + string.digits + _SYMBOLS, k=rng.randint(7, 16)))


def reshaped(text: str, rng: random.Random, *, letters: bool) -> str:
    """Return a text with other digits, and where wanted other letters, of the same make."""

    def other(sign: str) -> str:
        if sign.isdigit() and sign.isascii():
            return rng.choice(string.digits)
        if letters and sign.isascii() and sign.isalpha():
            return rng.choice(string.ascii_uppercase if sign.isupper() else string.ascii_lowercase)
        return sign

    return "".join(map(other, text))


def chinese_person(text: str, rng: random.Random) -> str:
    if rng.random() < 0.05:
        return _by_sounds(rng)
    names = _names()
    signs = _CHINESE.findall(text)
    if len(signs) != len(text) or not 2 <= len(text) <= 4:
        return text
    usual = [sign for sign, worth in _sorted(tuple(names.surname.items())) if len(sign) == 1]
    family = usual[min(int(rng.expovariate(1 / 40)), len(usual) - 1)] if rng.random() < 0.65 else rng.choice(usual)
    if len(text) == 2:
        return family + _usual_sign("alone", rng)
    return family + _usual_sign("first", rng) + _usual_sign("second", rng)


def _by_sounds(rng: random.Random) -> str:
    """Return a name of another people of China, written by its sounds, or of one with a doubled family name."""
    middle = rng.choice(("", rng.choice(parts.MIDDLE_SOUNDS))) + rng.choice(parts.MIDDLE_SOUNDS)
    made = rng.choice(parts.FIRST_SOUNDS) + middle + rng.choice(parts.LAST_SOUNDS)
    return (
        made if rng.random() < 0.7 else f"{made[:-1]}·{rng.choice(parts.FIRST_SOUNDS)}{rng.choice(parts.LAST_SOUNDS)}"
    )


def _upper(rng: random.Random, count: int) -> str:
    return "".join(rng.choices(string.ascii_uppercase, k=count))


@cache
def _sorted(items: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
    return sorted(items, key=lambda item: (-item[1], item[0]))


def _usual_sign(table: str, rng: random.Random) -> str:
    signs = _sorted(tuple(getattr(_names(), table).items()))
    usual = rng.choice((60, 120, 400))
    return signs[min(int(rng.expovariate(1 / usual)), len(signs) - 1)][0]


def _all_names(key: str) -> list[str]:
    return listed(GIVEN if key == "given" else FAMILY)


@cache
def _usual_names() -> list[str]:
    return sorted({*usual_names("given"), *usual_names("family")})


@cache
def _syllables() -> list[str]:
    return sorted(syllable_families())


@cache
def _foreign() -> list[str]:
    return [word for word in listed(FOREIGN) if 3 < len(word) < 10]


@cache
def _english() -> list[str]:
    return [word for word in listed(ENGLISH) if 3 < len(word) < 9]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name) or "kim"


def _as_cased(text: str, made: str, rng: random.Random) -> str:
    return made.upper() if text.isupper() and rng.random() < 0.8 else made

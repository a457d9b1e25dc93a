"""What fills the places of a pattern: `{P}` is a person and private, `{firm}` is not."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable

from engine.domain.finding import EntityType as E
from engine.redaction.words.word_lists import PLACE
from models.tagger.stock import listed
from models.tagger.things import HEX, Things
from models.tagger.values import chinese_person, foreign_name, gadget, invented, login, machine, password, shared_login

SLOT = re.compile(r"\{([A-Za-z0-9]+)\}")
Filled = list[tuple[str, E | None]]
"""Letters in turn, and what they are."""
_SIGNS_OF_KEYS = string.ascii_letters + string.digits


class Slots:
    """Fills patterns for one screen: `{P1}` is the same each time, and a screen has a few people that come again."""

    def __init__(self, language: str, rng: random.Random) -> None:
        self._things, self._rng = Things(language, rng), rng
        self._is_chinese = language == "zh"
        self._kept: dict[str, str] = {}
        self._people: list[str] = []
        self._births = rng.choice(self._things.words("dates"))
        self._login_style = rng.randrange(4)
        self._domain = f"{invented(rng)}.{self._things.any('endings')}"
        self._machines = [machine(rng) for _ in range(3)]

    def fill(self, pattern: str) -> Filled:
        """Return the pattern's letters with its places filled."""
        parts: Filled = []
        last = 0
        for match in SLOT.finditer(pattern):
            parts += [(pattern[last : match.start()], None), self._value(match.group(1))]
            last = match.end()
        parts.append((pattern[last:], None))
        return [part for part in parts if part[0]]

    def _value(self, name: str) -> tuple[str, E | None]:
        private = PRIVATE.get(name) or PRIVATE.get(name.rstrip("12"))
        if private is None:
            return self._things.make(name), None
        kind, make = private
        if name in PRIVATE:
            return make(self), kind
        if name not in self._kept:
            self._kept[name] = make(self)
        return self._kept[name], kind

    def person(self) -> str:
        if self._people and self._rng.random() < 0.2:
            return self._rng.choice(self._people)
        is_chinese = self._is_chinese and self._rng.random() < 0.96
        made = (
            chinese_person(self._rng.choice(("张伟", "张小伟", "张小伟")), self._rng) if is_chinese else self._latin()
        )
        self._people.append(made)
        return made

    def _latin(self) -> str:
        given, family = self._things.given(), self._things.family()
        if self._rng.random() < 0.2:
            given, family = foreign_name(self._rng).capitalize(), foreign_name(self._rng).capitalize()
        style = self._rng.random()
        if style < 0.07:
            return f"{given[0]}. {family}"
        if style < 0.11:
            return f"{given} {self._rng.choice(string.ascii_uppercase)}. {family}"
        if style < 0.15:
            return f"{given} {self._things.given()} {family}"
        if style < 0.2:
            return f"{family.upper()} {given}"
        if style < 0.23:
            return f"{given} {family}-{self._things.family()}"
        return f"{given} {family}"

    def family_first(self) -> str:
        return self.person() if self._is_chinese else f"{self._things.family()}, {self._things.given()}"

    def given(self) -> str:
        return chinese_person("张伟", self._rng) if self._is_chinese else self._things.given()

    def family(self) -> str:
        return chinese_person("张伟", self._rng)[:1] if self._is_chinese else self._things.family()

    def login(self) -> str:
        made = login(self._rng)
        if self._people and not self._is_chinese and self._rng.random() < 0.35:
            given, *_, family = (re.sub(r"[^a-z ]", "", self._rng.choice(self._people).lower()) + " k").split()[:2]
            number = f"{self._rng.randint(1, 99):02d}"
            made = (given[0] + family, f"{given}.{family}", family + given[:1], family[:6] + number)[self._login_style]
        return made.upper() if self._things.shape["login"] == "upper" else made

    def shared(self) -> str:
        made = shared_login(self._rng)
        return made.upper() if self._things.shape["login"] == "upper" else made

    def gadget(self) -> str:
        return gadget(self._rng, self.person())

    def machine(self) -> str:
        return self._rng.choice(self._machines) if self._rng.random() < 0.2 else machine(self._rng)

    def host(self) -> str:
        made = self.machine()
        return made if "." in made or self._rng.random() < 0.6 else f"{made}.{self._domain}"

    def password(self) -> str:
        return password(self._rng)

    def pin(self) -> str:
        return self._things.digits(self._rng.choice((4, 4, 6)))

    def address(self) -> str:
        if not self._is_chinese:
            return f"{self.street()}, {self.zip_code()} {self.town()}"
        number, house, flat = (self._rng.randint(1, most) for most in (999, 30, 29))
        flat = flat * 100 + self._rng.randint(1, 4)
        part = self._rng.choice(("", f"{house}号楼{flat}室", f"{house}栋{self._rng.randint(1, 4)}单元{flat}"))
        return f"{self.town()}{self._things.chinese()}{self._rng.choice('路街巷')}{number}号{part}"

    def street(self) -> str:
        is_named = self._rng.random() < 0.5
        name = self._things.family() if is_named else self._rng.choice(listed(PLACE)).capitalize()
        return self._things.any("streets").format(name=name, number=self._rng.randint(1, 240))

    def zip_code(self) -> str:
        return self._things.zip_code()

    def town(self) -> str:
        return self._things.city()

    def phone(self) -> str:
        if self._is_chinese and self._rng.random() < 0.7:
            return f"1{self._rng.choice('3578')}{self._things.digits(9)}"
        return self._things.shaped(self._things.shape["phone"])

    def email(self) -> str:
        return f"{login(self._rng).lower()}@{invented(self._rng)}.{self._things.any('endings')}"

    def birth(self) -> str:
        return self._things.dated(self._births, self._rng.randint(1931, 2016))

    def mac(self) -> str:
        joint = self._things.shape["mac"]
        size = 4 if joint == "." else 2
        made = joint.join("".join(self._rng.choices(HEX, k=size)) for _ in range(12 // size))
        return made if joint == "." or self._rng.random() < 0.4 else made.upper()

    def ip(self) -> str:
        public = f"{self._rng.randint(11, 223)}.{self._rng.randint(0, 255)}"
        first = self._rng.choice(("10", "192.168", "172.16", public))
        return ".".join([first, *(str(self._rng.randint(1, 254)) for _ in range(3 - first.count(".")))])

    def secret(self) -> str:
        signs = self._rng.choice((_SIGNS_OF_KEYS, HEX))
        return self._things.any("starts_of_keys") + "".join(self._rng.choices(signs, k=self._rng.randint(20, 48)))

    def link(self) -> str:
        host = f"{invented(self._rng)}.{self._things.any('endings')}"
        token = "".join(self._rng.choices(_SIGNS_OF_KEYS, k=self._rng.randint(10, 26)))
        room, user, word = self._things.digits(9), login(self._rng), password(self._rng)
        return self._things.any("links").format(host=host, token=token, login=user, word=word, room=room)

    def card(self) -> str:
        if self._rng.random() < 0.6:
            return _in_fours(self._things.digits(16))
        return self._things.digits(self._rng.choice((16, 19)))

    def iban(self) -> str:
        return _in_fours(self._rng.choice(("DE", "GB", "FR", "NL", "ES", "IT", "PL")) + self._things.digits(20))

    def citizen(self) -> str:
        born = f"{self._rng.randint(1940, 2012)}{self._rng.randint(1, 12):02d}{self._rng.randint(1, 28):02d}"
        return self._things.digits(6) + born + self._things.digits(3) + self._rng.choice("0123456789X")

    def credit_code(self) -> str:
        return "91" + self._things.digits(6) + "".join(self._rng.choices(string.digits + "ABCDEFGH", k=10))

    def passport(self) -> str:
        return self._things.shaped(self._things.shape["passport"])

    def plate(self) -> str:
        if not self._is_chinese:
            return self._things.shaped(self._things.shape["plate"])
        letters = string.ascii_uppercase
        end = "".join(self._rng.choices(letters + string.digits, k=5))
        return self._rng.choice("京沪粤苏浙鲁川鄂湘豫") + self._rng.choice(letters) + self._rng.choice(("", "·")) + end

    def license_key(self) -> str:
        size, parts = self._rng.choice(((5, 5), (4, 4), (5, 4), (6, 8), (4, 6)))
        signs = string.digits if size == 6 else string.ascii_uppercase + string.digits
        return "-".join("".join(self._rng.choices(signs, k=size)) for _ in range(parts))

    def web_token(self) -> str:
        return "eyJ" + ".eyJ".join(
            "".join(self._rng.choices(_SIGNS_OF_KEYS, k=n)) for n in (17, self._rng.randint(20, 40))
        )

    def wallet(self) -> str:
        start, size = self._rng.choice((("0x", 40), ("bc1q", 38), ("1", 33), ("T", 33)))
        return start + "".join(self._rng.choices(HEX if start == "0x" else _SIGNS_OF_KEYS, k=size))

    def imei(self) -> str:
        return self._rng.choice(("35", "86", "01")) + self._things.digits(13)

    def social_security(self) -> str:
        return self._things.shaped("999-99-9999")


def _in_fours(text: str) -> str:
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


PRIVATE: dict[str, tuple[E, Callable[[Slots], str]]] = {
    "P": (E.PERSON, Slots.person),
    "PR": (E.PERSON, Slots.family_first),
    "PG": (E.PERSON, Slots.given),
    "PF": (E.PERSON, Slots.family),
    "U": (E.USERNAME, Slots.login),
    "H": (E.HOSTNAME, Slots.host),
    "hs": (E.HOSTNAME, Slots.machine),
    "HN": (E.HOSTNAME, Slots.gadget),
    "US": (E.USERNAME, Slots.shared),
    "LK": (E.LICENSE_KEY, Slots.license_key),
    "J": (E.JWT, Slots.web_token),
    "CR": (E.CRYPTO, Slots.wallet),
    "IM": (E.IMEI, Slots.imei),
    "W": (E.PASSWORD, Slots.password),
    "pin": (E.PASSWORD, Slots.pin),
    "A": (E.ADDRESS, Slots.address),
    "street": (E.ADDRESS, Slots.street),
    "zip": (E.ADDRESS, Slots.zip_code),
    "town": (E.ADDRESS, Slots.town),
    "T": (E.PHONE, Slots.phone),
    "E": (E.EMAIL, Slots.email),
    "D": (E.DATE_OF_BIRTH, Slots.birth),
    "M": (E.MAC, Slots.mac),
    "I": (E.IP, Slots.ip),
    "S": (E.SECRET, Slots.secret),
    "L": (E.URL, Slots.link),
    "C": (E.BANK_CARD, Slots.card),
    "N": (E.IBAN, Slots.iban),
    "CI": (E.CN_ID, Slots.citizen),
    "CU": (E.CN_USCC, Slots.credit_code),
    "PP": (E.PASSPORT, Slots.passport),
    "PL": (E.PLATE, Slots.plate),
    "SS": (E.US_SSN, Slots.social_security),
}
"""Places of patterns that are private, and what fills them."""

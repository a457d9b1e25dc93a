"""What stands on screens and is nobody's: dates, numbers, products, places, captions."""

from __future__ import annotations

import random
import re
import string
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from engine.redaction.words.word_lists import FAMILY, GIVEN, PLACE
from models.tagger.stock import captions, chinese_words, listed, ordinary, sentences, usual_names
from models.tagger.values import invented

HEX = "0123456789abcdef"
_LISTED = {
    "model": "models", "os": "systems", "service": "services", "exe": "executables", "drug": "drugs_zh",
    "lab": "lab_zh",
    "level": "levels", "weekday": "weekdays", "event": "events", "sap": "transactions", "svc": "accounts_of_services",
    "nation": "nations", "cfg": "keys", "dept": "departments", "role": "roles", "rel": "relations", "status": "states",
    "issue": "issues", "diag": "diagnoses", "car": "cars", "ward": "wards",
}  # fmt: skip
"""Things that stand in a list of `writing/vocabulary.toml`; where that is a table, by language."""
_SHAPED = {"ticket", "order", "part", "serial", "queue", "inst", "tab"}


@cache
def vocabulary() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "writing" / "vocabulary.toml").read_text(encoding="utf-8"))


class Things:
    """Makes things for one screen, whose dates, numbers and tickets keep their make."""

    def __init__(self, language: str, rng: random.Random) -> None:
        self.language, self.rng = language, rng
        self.is_chinese = language == "zh"
        self._year = rng.randint(2015, 2027)
        self._dates = rng.choice(self.words("dates"))
        self._has_seconds = rng.random() < 0.33
        self.shape = {key: rng.choice(shapes) for key, shapes in vocabulary()["shapes"].items()}

    def words(self, name: str) -> list[str]:
        """Return a list of the vocabulary, of this language where there is one."""
        found: Any = vocabulary()[name]
        chosen: list[str] = (
            found[self.language if self.language in found else "en"] if isinstance(found, dict) else found
        )
        return chosen

    def any(self, name: str) -> str:
        return self.rng.choice(self.words(name))

    def make(self, name: str) -> str:
        """Return a thing by its name in patterns: `{firm}`."""
        if name in _LISTED:
            return self.any(_LISTED[name])
        if name in _SHAPED:
            return self.shaped(self.shape[name])
        made: str = getattr(self, name)()
        return made

    # Numbers

    def digits(self, count: int) -> str:
        return "".join(self.rng.choices(string.digits, k=count))

    def shaped(self, shape: str) -> str:
        """Return a number by its make: A is a letter, 9 a digit."""
        signs = {"9": string.digits, "A": string.ascii_uppercase}
        return re.sub("[A9]", lambda match: self.rng.choice(signs[match.group()]), shape)

    def dated(self, shape: str, year: int) -> str:
        rng = self.rng
        return shape.format(y=year, m=rng.randint(1, 12), d=rng.randint(1, 28), b=self.any("months"), s=year % 100)

    def date(self) -> str:
        return self.dated(self._dates, self._year)

    def time(self) -> str:
        hour, minute, second = self.rng.randint(0, 23), self.rng.randint(0, 59), self.rng.randint(0, 59)
        return f"{hour:02d}:{minute:02d}" + f":{second:02d}" * self._has_seconds

    def dt(self) -> str:
        return f"{self.date()} {self.time()}"

    def iso(self) -> str:
        return self.dated(self.shape["iso"], self._year) + f"{self.time()}:{self.rng.randint(0, 59):02d}"

    def num(self) -> str:
        return str(self.rng.randint(1, 9)) + self.digits(self.rng.randint(2, 7))

    def n1(self) -> str:
        return "".join(self.rng.choices(string.ascii_uppercase, k=2))

    def n2(self) -> str:
        return str(self.rng.randint(1, 99))

    def pct(self) -> str:
        return f"{self.rng.randint(0, 99)}.{self.digits(1)}%"

    def money(self) -> str:
        return self.shape["money"].format(f"{self.rng.uniform(1, 90000):,.2f}")

    def size(self) -> str:
        much = self.rng.choice((self.rng.randint(1, 999), round(self.rng.uniform(1, 99), 1)))
        return f"{much} {self.rng.choice(('KB', 'MB', 'GB', 'TB'))}"

    def port(self) -> str:
        return str(self.rng.choice((22, 80, 443, 445, 3306, 3389, 5432, 8080, self.rng.randint(1024, 65000))))

    def vlan(self) -> str:
        return str(self.rng.randint(1, 4000))

    def ver(self) -> str:
        rng = self.rng
        return ".".join(str(rng.randint(0, rng.choice((9, 30, 22631)))) for _ in range(rng.randint(2, 4)))

    def kb(self) -> str:
        return f"KB50{self.digits(5)}"

    def err(self) -> str:
        made = (f"0x800{self.rng.choice('7F4')}{self.digits(4)}", f"0x{self.digits(8)}", f"E{self.digits(4)}")
        return self.rng.choice((*made, self.digits(3), self.any("errors"), f"ORA-{self.digits(5)}"))

    def hash(self) -> str:
        return "".join(self.rng.choices(HEX, k=self.rng.choice((7, 8, 10, 16, 20))))

    def guid(self) -> str:
        return "-".join("".join(self.rng.choices(HEX, k=count)) for count in (8, 4, 4, 4, 12))

    # Words

    def given(self) -> str:
        return self._named(GIVEN, "given")

    def family(self) -> str:
        return self._named(FAMILY, "family")

    def _named(self, kind: int, key: str) -> str:
        chance = self.rng.random()
        names = usual_names(key) if chance < 0.4 else listed(kind)
        return (self.rng.choice(names) if chance < 0.88 else invented(self.rng)).capitalize()

    def word(self) -> str:
        return self.rng.choice(ordinary())

    def chinese(self) -> str:
        return self.rng.choice(chinese_words())

    def cap(self) -> str:
        return self.rng.choice(captions(self.language)).rstrip(".…:： ") or "OK"

    def sentence(self) -> str:
        found = sentences(self.language)
        return self.rng.choice(found) if found else self.cap()

    def city(self) -> str:
        is_known = self.is_chinese or self.rng.random() < 0.5
        return self.any("cities") if is_known else self.rng.choice(listed(PLACE)).capitalize()

    def zip_code(self) -> str:
        return self.digits(6 if self.is_chinese else 5)

    def place(self) -> str:
        city = self.city().rstrip("市")
        return city + self.rng.choice(("", "", self.any("parts_of_places")))

    def firm(self) -> str:
        if self.is_chinese:
            return self.city()[: self.rng.choice((0, 2))] + self.chinese() + self.any("firms")
        if self.rng.random() < 0.4:
            return self.any("known_firms")
        family = self.family()
        name = self.rng.choice((family, self.word().capitalize(), f"{family} & {self.family()}", self.city()))
        return f"{name} {self.any('firms')}"

    def product(self) -> str:
        if self.rng.random() < 0.6:
            return self.any("products")
        if self.is_chinese:
            return self.chinese() + self.any("product_ends")
        return f"{self.word().capitalize()} {self.any('product_ends')}"

    def app(self) -> str:
        if self.rng.random() < 0.75:
            return self.any("apps")
        return self.chinese() + "系统" if self.is_chinese else self.product()

    def book(self) -> str:
        return " ".join(self.word() for _ in range(self.rng.randint(2, 4))).capitalize()

    def room(self) -> str:
        return f"{self.rng.choice('ABCDEFG')}{self.rng.choice(('', '.', '-'))}{self.rng.randint(1, 499)}"

    def group(self) -> str:
        joint = self.rng.choice(("_", "-", " "))
        return self.any("groups") + joint + self.rng.choice(vocabulary()["departments"]["en"])

    def dom(self) -> str:
        return self.rng.choice((invented(self.rng).upper(), "CORP", "AD", "DOM1"))

    def cls(self) -> str:
        ending = self.rng.choice(("Service", "Controller", "Manager", "Job", "Client"))
        return f"{self.rng.choice(('com', 'org', 'net'))}.{invented(self.rng)}.{self.word().capitalize()}{ending}"

    def file(self) -> str:
        stem = self.rng.choice((self.word(), f"{self.word()}_{self.word()}", f"scan_{self.digits(4)}"))
        if self.is_chinese and self.rng.random() < 0.5:
            stem = self.chinese()
        return f"{stem}.{self.any('endings_of_files')}"

"""Support texts in both languages, private ones by family in their order: what agents and screens really say."""

from tests.texts.sentences.machines import MACHINES
from tests.texts.sentences.numbers import NUMBERS
from tests.texts.sentences.ordinary import ORDINARY
from tests.texts.sentences.people import PEOPLE
from tests.texts.sentences.secrets import SECRETS
from tests.texts.sentences.things import THINGS

__all__ = ["ORDINARY", "PRIVATE"]

PRIVATE = "".join(family.lstrip("\n") for family in (PEOPLE, NUMBERS, MACHINES, SECRETS, THINGS))

"""The invented adults around a child: carers, parents, school, health, social workers."""

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize
from zlib import crc32

from participation.demo.banks import names
from participation.demo.chance import Chance
from participation.demo.children import FROM_FAR, Invented

TEACHERS = ("Ms", "Mr", "Mrs", "Miss", "Mx")
COLLEGE = "Northmere College"
WORKERS = "Northmere Children’s Services"
FOSTERING = "Northmere Fostering"


@dataclass(frozen=True)
class Adult:
    """Somebody who may be asked, and whom the child may want there or not."""

    role: str
    name: str
    agency: str = ""
    language: str = "en"

    @property
    def first_name(self) -> str:
        """As children call them; teachers keep their title."""
        return self.name if self.name.split()[0] in TEACHERS else self.name.split()[0]

    @property
    def email(self) -> str:
        """At a domain where no mail arrives; some have none."""
        plain = normalize("NFKD", self.name.casefold()).encode("ascii", "ignore").decode()
        return f"{'.'.join(plain.split())}@example.org" if self._number % 4 else ""

    @property
    def phone(self) -> str:
        """One of the numbers that are kept free for invented people; some have none."""
        return f"07700900{self._number % 1000:03}" if self._number % 3 else ""

    @property
    def _number(self) -> int:
        return crc32(self.name.encode())


KNOWN = (
    Adult("social_worker", "Tobi Adeyemi", WORKERS),
    Adult("health", "Mei Lin", "Northmere Community Health"),
)
"""Around the children who are in every demonstration, so that there is one of each kind."""


def around(child: Invented, age: int, chance: Chance) -> tuple[Adult, ...]:
    """Everybody around one child, with different names."""
    if child.number == FROM_FAR:
        return (*KNOWN, Adult("key_worker", "Pat Thorne", "Lantern House"), Adult("school", "Mr Nield", COLLEGE))
    if child.is_known:
        school = Adult("school", "Ms Hobbs", "Larkmere Primary School" if age < 11 else "Northmere Academy")
        carer, theirs = Adult("foster_carer", "Jo Fletcher"), Adult("fostering_worker", "Ines Duarte", FOSTERING)
        return (*KNOWN, school, carer, theirs, Adult("parent", f"Dawn {child.family}"))
    found: dict[str, Adult] = {}
    for adult in _adults(child, age, chance):
        found.setdefault(adult.name, adult)
    return tuple(found.values())


def _adults(child: Invented, age: int, chance: Chance) -> Iterator[Adult]:
    if age >= 18:
        yield Adult("other", _name(child, chance), "Personal adviser, leaving care team")
    else:
        yield Adult("social_worker", _name(child, chance), WORKERS)
    yield from _carers(child, age, chance)
    if not child.is_unaccompanied and chance.happens(72 if age < 16 else 40):
        speaks_it = child.language != "en" and chance.happens(60)
        yield Adult("parent", _name(child, chance, is_family=True), language=child.language if speaks_it else "en")
    yield from _school(age, chance)
    if chance.happens(46):
        yield Adult("health", _name(child, chance), chance.pick(names("around", "health")))
    if chance.happens(7):
        yield Adult("advocate", _name(child, chance), "Speak Up Northmere")
    if not child.is_unaccompanied and chance.happens(14):
        yield Adult("other", f"{chance.pick(('Nan', 'Grandad', 'Auntie'))} {chance.pick(names('british', 'family'))}")


def _carers(child: Invented, age: int, chance: Chance) -> Iterator[Adult]:
    in_a_home = chance.happens(62 if child.is_unaccompanied else 45 if age >= 16 else 12 if age >= 8 else 0)
    if in_a_home:
        yield Adult("key_worker", _name(child, chance), chance.pick(names("around", "home")))
    elif age < 18 or chance.happens(50):
        yield Adult("foster_carer", _name(child, chance))


def _school(age: int, chance: Chance) -> Iterator[Adult]:
    kind = "nursery" if age < 5 else "primary" if age < 11 else "secondary" if age < 16 else "college"
    if chance.happens(30 if age < 3 or age >= 18 else 92):
        title = chance.pick(TEACHERS)
        yield Adult("school", f"{title} {chance.pick(names('british', 'family'))}", chance.pick(names("around", kind)))


def _name(child: Invented, chance: Chance, *, is_family: bool = False) -> str:
    """An adult's name, never the child's own first name; a parent has the family name of their child."""
    others = {"british": 9, "african": 1, "south_asian": 1}
    origin = child.origin if is_family else chance.deal("origins of adults", others)
    first = chance.pick(names(origin, chance.pick(("girls", "boys"))))
    while first == child.name:
        first = chance.pick(names(origin, chance.pick(("girls", "boys"))))
    return f"{first} {child.family if is_family else chance.pick(names(origin, 'family'))}"

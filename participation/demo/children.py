"""Who the invented children are: ages, languages, ethnicities and placements as England's services know them."""

from dataclasses import dataclass
from datetime import date, timedelta

from participation.demo.banks import names
from participation.demo.chance import Chance
from participation.reviews.timetable import age_on

DAYS_OF_A_YEAR = 365.25
# Numbers of children who are in every demonstration: two whose letters are shown, one just before a review and one
# just after it; and two whose next review everybody has written about, one in Arabic.
BEFORE, AFTER, FROM_FAR, WORRIED = 1, 2, 3, 4
AGES = {(0, 3): 3, (4, 7): 3, (8, 11): 4, (12, 15): 5, (16, 17): 3, (18, 20): 2}
MOODS = {0: 11, 1: 6, 2: 3}
"""Well, so-so, struggling."""

# DfE codes, about as often as among children in care, with where such a child's names may come from.
ETHNICITIES = {
    "WBRI": 66, "WIRI": 1, "WOTH": 4, "WIRT": 1, "WROM": 1, "MWBC": 5, "MWBA": 2, "MWAS": 2, "MOTH": 2, "AIND": 1,
    "APKN": 2, "ABAN": 1, "BCRB": 2, "BAFR": 3, "BOTH": 1, "CHNE": 1, "OOTH": 1, "REFU": 1, "NOBT": 1,
}  # fmt: skip
ORIGINS = {
    "WOTH": ("polish", "romanian"), "WIRT": ("traveller",), "WROM": ("romanian",), "MWBC": ("caribbean", "british"),
    "MWBA": ("african", "british"), "MWAS": ("south_asian", "british"), "AIND": ("south_asian",),
    "APKN": ("south_asian",), "ABAN": ("south_asian",), "BCRB": ("caribbean",), "BAFR": ("african",),
    "BOTH": ("african",), "CHNE": ("chinese",), "OOTH": ("arab",),
}  # fmt: skip
LANGUAGES = {"polish": {"pl": 3, "en": 2}, "romanian": {"ro": 3, "en": 2}, "APKN": {"ur": 1, "en": 1}}

# Who comes alone: language, ethnicity, origin.
ALONE = {
    ("ar", "OOTH", "arab"): 4, ("ps", "AOTH", "afghan"): 2, ("fa-AF", "AOTH", "afghan"): 2,
    ("ti", "BAFR", "eritrean"): 2, ("ckb", "OOTH", "kurdish"): 2, ("vi", "AOTH", "vietnamese"): 1,
    ("sq", "WOTH", "albanian"): 2, ("fa", "OOTH", "iranian"): 1,
}  # fmt: skip


@dataclass(frozen=True)
class Invented:
    """A child who does not exist."""

    number: int
    name: str
    family: str
    born_on: date
    sex: str
    ethnicity: str
    origin: str
    language: str = "en"
    is_unaccompanied: bool | None = False
    is_disabled: bool | None = False
    is_placed_outside: bool | None = False
    mood: int = 0
    officer: int | None = 0
    """The place of their officer among the service's officers; None where nobody has been named yet."""

    @property
    def reference(self) -> str:
        """The council's number."""
        return f"NM{10000 + self.number}"

    @property
    def is_known(self) -> bool:
        """Whether this child is in every demonstration."""
        return self.number in (BEFORE, AFTER, FROM_FAR, WORRIED)

    def age(self, on: date) -> int:
        """Whole years."""
        return age_on(self.born_on, on)


def invent(count: int, officers: int, today: date, chance: Chance) -> list[Invented]:
    """So many children; the first are the same in every demonstration."""
    known = [
        Invented(BEFORE, "Ellie", "Marsh", _born(today, 9.4), "2", "WBRI", "british"),
        Invented(AFTER, "Kai", "Bailey", _born(today, 10.2), "1", "MWBC", "caribbean", mood=1),
        Invented(FROM_FAR, "Omar", "Idris", _born(today, 16.6), "1", "OOTH", "arab", "ar", True, mood=1),
        Invented(WORRIED, "Erin", "Hale", _born(today, 12.3), "2", "WBRI", "british", mood=2),
    ]
    others = range(len(known) + 1, count + 1)
    return [*known[:count], *(_child(number, number % officers, today, chance) for number in others)]


def _born(today: date, age: float) -> date:
    return today - timedelta(int(age * DAYS_OF_A_YEAR))


def _child(number: int, officer: int, today: date, chance: Chance) -> Invented:
    youngest, oldest = chance.deal("ages", AGES)
    age = min(oldest + 0.98, chance.between(youngest, oldest) + chance.random.random())
    came_alone = chance.deal(f"alone {oldest}", {True: 1, False: 3 if oldest > 15 else 11}) if oldest >= 15 else False
    if came_alone:
        language, ethnicity, origin = chance.deal("from where", ALONE)
        sex, age = chance.deal("sex of who came alone", {"1": 15, "2": 1}), max(age, 15.2)
    else:
        ethnicity = chance.deal("ethnicities", ETHNICITIES)
        origin = chance.pick(ORIGINS.get(ethnicity, ("british",)))
        tongues = LANGUAGES.get(ethnicity) or LANGUAGES.get(origin, {"en": 1})
        language, sex = chance.deal(f"language of {origin}", tongues), chance.deal("sex", {"1": 11, "2": 9})
    kind = "boys" if sex == "1" else "girls"
    return Invented(
        number,
        # From a deck of each officer's own, so that few of their children share a name.
        chance.deal(f"names of {officer} {origin} {sex}", dict.fromkeys(names(origin, kind), 1)),
        chance.pick(names(origin, "family")),
        _born(today, age),
        sex,
        ethnicity,
        origin,
        language,
        came_alone,
        chance.deal("disabled", {True: 3, False: 20, None: 1}),
        chance.deal("outside", {True: 7, False: 16, None: 1}),
        chance.deal("moods", MOODS),
        officer,
    )

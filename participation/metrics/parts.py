"""In which part of a table somebody stands, by what the council knows of them. Pure."""

from datetime import date
from itertools import pairwise

from participation.children.models import Sex
from participation.reviews.timetable import age_on

NOT_KNOWN = "not_known"
_FROM = (0, 4, 8, 12, 16, 18)
AGES = ("under_4", "4_to_7", "8_to_11", "12_to_15", "16_to_17", "18_and_over")
ETHNIC_GROUPS = {"W": "white", "M": "mixed", "A": "asian", "B": "black", "O": "other"}
"""The main groups of the national return, by the first letter of its codes."""
ALSO_ASIAN = "CHNE"
NOT_SAID = ("", "REFU", "NOBT")
"""Refused, and not yet obtained."""
SEXES = {Sex.FEMALE.value: "female", Sex.MALE.value: "male"}


def age_part(born_on: date | None, on: date) -> str:
    """How old somebody was on a day."""
    if born_on is None:
        return NOT_KNOWN
    age = age_on(born_on, on)
    bands = zip(pairwise((*_FROM, age + 1 + _FROM[-1])), AGES, strict=True)
    return next((band for (first, following), band in bands if first <= age < following), AGES[0])


def sex_part(code: str) -> str:
    """As the national return codes it."""
    return SEXES.get(code, NOT_KNOWN)


def ethnic_part(code: str) -> str:
    """A main group of the national return."""
    if code in NOT_SAID:
        return NOT_KNOWN
    return "asian" if code == ALSO_ASIAN else ETHNIC_GROUPS.get(code[0], NOT_KNOWN)


def said_part(said: bool | None) -> str:
    """Yes, no, or that nobody has said."""
    return NOT_KNOWN if said is None else "yes" if said else "no"


def language_part(code: str) -> str:
    """Two parts: one language by name would be one child."""
    return "english" if code.partition("-")[0] == "en" else "other"

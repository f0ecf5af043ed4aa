"""Which level of the questionnaires a child is offered first: by their age on the day of the letter. Pure.

Up to 7 a child can choose between two answers, from 8 among three, from 12 among five in words (Coombes 2021, Naegeli
2018). On every page somebody may choose another level: an age is a guess about a person.
"""

from datetime import date

from participation.reviews.timetable import age_on

OLDEST = {"pictures": 7, "short": 11, "full": 17}
"""The last year of age of each level; whoever is older is leaving care, until the council's last year."""
LEAVING_CARE = "leaving_care"
UNTIL = range(21, 26)
"""The last year of age of a care leaver who is asked, as a council chooses it: Staying Close goes on until 25."""
AGE_UNKNOWN = "short"


def level_of(born: date | None, on: date, until: int) -> str:
    """The level for somebody born then; without a day of birth, the one that most can read. Past `until` years: ""."""
    if born is None:
        return AGE_UNKNOWN
    age = age_on(born, on)
    return next((level for level, oldest in {**OLDEST, LEAVING_CARE: until}.items() if age <= oldest), "")

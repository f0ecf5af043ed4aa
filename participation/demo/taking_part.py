"""How an invented child took part, about as often as in a year that was really published."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from participation.demo.chance import Chance, working_day
from participation.demo.children import Invented
from participation.demo.history import DAY, Planned
from participation.outcomes.actions import Beside
from participation.outcomes.codes import Carrier, Code, Evidence, How, Submitted, Suggestion, suggest
from participation.reviews.timetable import YOUNGEST

CODES = {Code.PN1: 37, Code.PN2: 1, Code.PN3: 1, Code.PN4: 2, Code.PN5: 2, Code.PN6: 16, Code.PN7: 1}
CAME = {
    Code.PN1: How.SPOKE,
    Code.PN2: How.ADVOCATE_SPOKE,
    Code.PN3: How.WITHOUT_SPEECH,
    Code.PN4: How.NOTHING,
}
LATER = {0: 6, 1: 4, 2: 3, 5: 2, 9: 2, 16: 1}
"""How many days after the meeting officers record the code."""
RETURN_AFTER = timedelta(days=40)


@dataclass(frozen=True)
class TakingPart:
    """A code as it was recorded; with one that came with a return there was nothing to suggest it from."""

    code: Code
    recorded_at: datetime
    suggestion: Suggestion | None = None
    beside: Beside = Beside()


def code_of(age: int, chance: Chance) -> Code:
    """How a child of this age took part."""
    return chance.deal("codes", CODES) if age >= YOUNGEST else Code.PN0


def came_with_return(review: Planned, code: Code, chance: Chance) -> TakingPart:
    """What was known of a review before this program was used."""
    return TakingPart(code, chance.moment(review.day, 16, 18) + RETURN_AFTER)


def recorded_at(review: Planned, now: datetime, chance: Chance) -> datetime | None:
    """When the officer recorded the code; None where that has not been done yet."""
    late_by = chance.deal("days until recorded", LATER)
    at = chance.moment(working_day(review.day + DAY * late_by, 1), 17, 19)
    return None if at > now or chance.happens(1) else at


def beside(review: Planned, code: Code, chance: Chance) -> Beside:
    """What the officer recorded beside the code."""
    return Beside(
        chance.deal("chaired", {"none": 26, "part": 5, "all": 2, "": 1}) if code in CAME else "",
        review.day - DAY * chance.between(1, 8) if chance.happens(83) else None,
        observed=code in (Code.PN0, Code.PN3) and chance.happens(60),
    )


def suggestion(
    child: Invented, review: Planned, code: Code, views_sent: tuple[datetime, ...], chance: Chance
) -> Suggestion:
    """What happened, as the officer told it, speaks for this code."""
    carried = chance.deal("who carried views", {Carrier.OFFICER: 2, Carrier.ADVOCATE: 1}) if code == Code.PN5 else None
    return suggest(
        Evidence(
            child.born_on,
            review.day,
            review.starts_at,
            attended=code in CAME,
            how=CAME.get(code),
            carried_by=carried,
            sent=tuple(Submitted("views", at) for at in views_sent),
        )
    )

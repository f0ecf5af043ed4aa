"""How a child took part in a review: the national codes, and the code that the evidence suggests."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from participation import clock
from participation.questionnaires.words import pgettext
from participation.reviews.timetable import YOUNGEST, age_on


class Code(StrEnum):
    """The national codes for participation in a review."""

    PN0 = "PN0"
    PN1 = "PN1"
    PN2 = "PN2"
    PN3 = "PN3"
    PN4 = "PN4"
    PN5 = "PN5"
    PN6 = "PN6"
    PN7 = "PN7"


MEANINGS = {
    # L10N: the national code PN0, to staff: what it says of a child
    Code.PN0: pgettext("participation code", "Was under 4 on the day"),
    # L10N: the national code PN1, to staff
    Code.PN1: pgettext("participation code", "Came and spoke for themselves"),
    # L10N: the national code PN2, to staff
    Code.PN2: pgettext("participation code", "Came, and an advocate or the officer spoke for them"),
    # L10N: the national code PN3, to staff: by signs, pictures, behaviour
    Code.PN3: pgettext("participation code", "Came and showed their views without speech"),
    # L10N: the national code PN4, to staff: came, and nothing of PN1 to PN3
    Code.PN4: pgettext("participation code", "Came and conveyed nothing in any of these ways"),
    # L10N: the national code PN5, to staff: somebody spoke at the meeting for a child who was not there
    Code.PN5: pgettext("participation code", "Did not come, and briefed an advocate or the officer"),
    # L10N: the national code PN6, to staff: by letter, app, drawing or any other means
    Code.PN6: pgettext("participation code", "Did not come, and sent their views"),
    # L10N: the national code PN7, to staff
    Code.PN7: pgettext("participation code", "Did not come and conveyed nothing"),
}
"""What each code says of the child, marked for the catalogues: `translate(*MEANINGS[code])`."""

ATTENDED = frozenset({Code.PN1, Code.PN2, Code.PN3, Code.PN4})
VIEWS_GIVEN = frozenset({Code.PN1, Code.PN2, Code.PN3, Code.PN5, Code.PN6})
CODES = frozenset(Code)
IN_RATES = CODES - {Code.PN0}


class How(StrEnum):
    """How a child who came made their views known there."""

    SPOKE = "spoke"
    ADVOCATE_SPOKE = "advocate_spoke"
    """An advocate or the officer spoke for them."""
    WITHOUT_SPEECH = "without_speech"
    NOTHING = "nothing"


class Carrier(StrEnum):
    """Who carried the views of a child who did not come."""

    ADVOCATE = "advocate"
    OFFICER = "officer"


@dataclass(frozen=True)
class Submitted:
    """Something that was sent for a review, by anyone: `kind` is the kind of its envelope."""

    kind: str
    at: datetime


@dataclass(frozen=True)
class Evidence:
    """What is known of one review; None where nobody has said."""

    born: date | None
    meets_on: date
    starts_at: datetime | None = None
    attended: bool | None = None
    how: How | None = None
    carried_by: Carrier | None = None
    sent: tuple[Submitted, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why a code is suggested: an id, to be put into words, and the day, age or person that those words name."""

    id: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.id}:{self.about}" if self.about else self.id

    @classmethod
    def parse(cls, stored: str) -> "Reason":
        return cls(*stored.split(":", 1))


@dataclass(frozen=True)
class Suggestion:
    code: Code | None
    """None where too little is known to suggest one."""
    reasons: tuple[Reason, ...]


REASONS = (
    "was_under_4",
    "age_unknown",
    "attendance_unknown",
    "came",
    "how_unknown",
    "spoke",
    "advocate_spoke",
    "without_speech",
    "nothing",
    "did_not_come",
    "views_carried_by",
    "sent_before",
    "sent_on_the_day",
    "sent_after",
    "nothing_before",
)
"""Every id that a reason can have."""

_CODE_OF_WHO_CAME = {
    How.SPOKE: Code.PN1,
    How.ADVOCATE_SPOKE: Code.PN2,
    How.WITHOUT_SPEECH: Code.PN3,
    How.NOTHING: Code.PN4,
}


def suggest(evidence: Evidence) -> Suggestion:
    """The code that the evidence speaks for. The officer confirms it, or knows better."""
    if evidence.born is None:
        return _of_four_and_over(evidence, Reason("age_unknown"))
    age = age_on(evidence.born, evidence.meets_on)
    if age < YOUNGEST:
        return Suggestion(Code.PN0, (Reason("was_under_4", str(age)),))
    return _of_four_and_over(evidence)


def contradiction(code: str, born: date | None, on: date | None) -> Literal["440", "441"] | None:
    """The national rule that a code breaks against the child's age on the day of the review."""
    if born is None or on is None or code not in CODES:
        return None
    was_counted = age_on(born, on) >= YOUNGEST
    if code == Code.PN0:
        return "440" if was_counted else None
    return None if was_counted else "441"


def _of_four_and_over(evidence: Evidence, *known: Reason) -> Suggestion:
    if evidence.attended is None:
        return Suggestion(None, (*known, Reason("attendance_unknown")))
    if evidence.attended:
        return _of_who_came(evidence.how, *known, Reason("came"))
    return _of_who_did_not_come(evidence, *known, Reason("did_not_come"))


def _of_who_came(how: How | None, *known: Reason) -> Suggestion:
    """Attendance is PN1 to PN4, whatever was sent."""
    if how is None:
        return Suggestion(None, (*known, Reason("how_unknown")))
    return Suggestion(_CODE_OF_WHO_CAME[how], (*known, Reason(how.value)))


def _of_who_did_not_come(evidence: Evidence, *known: Reason) -> Suggestion:
    sent = _sent(evidence)
    if evidence.carried_by:
        carried = Reason("views_carried_by", evidence.carried_by.value)
        return Suggestion(Code.PN5, (*known, carried, *sent))
    if any(reason.id == "sent_before" for reason in sent):
        return Suggestion(Code.PN6, (*known, *sent))
    return Suggestion(Code.PN7, (*known, Reason("nothing_before"), *sent))


def _sent(evidence: Evidence) -> tuple[Reason, ...]:
    """What the child sent: an adult's form is never the child's view, and feedback is not about this meeting."""
    views = sorted(sent.at for sent in evidence.sent if sent.kind == "views")
    found = (Reason(_when(at, evidence), clock.local(at).date().isoformat()) for at in views)
    return tuple(dict.fromkeys(found))  # two things of one day are one reason


def _when(at: datetime, evidence: Evidence) -> str:
    """Before or after the meeting; on its day, without its hour, nobody can say which."""
    if evidence.starts_at is not None:
        return "sent_before" if at < evidence.starts_at else "sent_after"
    day = clock.local(at).date()
    if day == evidence.meets_on:
        return "sent_on_the_day"
    return "sent_before" if day < evidence.meets_on else "sent_after"

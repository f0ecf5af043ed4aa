"""What a council chooses: its name, colour, help numbers, rota and targets."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from participation.service.challenge_levels import CHALLENGE_LEVELS, WHOLE_DAYS, ChallengeLevel
from participation.service.help_numbers import NATIONAL_NUMBERS, HelpNumber, with_a_number
from participation.service.reminder_times import REMINDER_TIMES, ReminderTimes, with_everybody
from participation.service.sorting_words import DEFAULTS

FOR_STAFF = (
    "out_of_hours_mail", "profiles_are_approved", "rota", "team_manager_id", "head_of_service_id", "sorting_words",
    "own_checked_by", "named_days", "decisions_days", "record_days", "distribution_days",
    "has_midway", "midway_days", "challenge_levels", "challenge_days", "feedback_themes",
    "reminds_by_mail", "reminds_by_text", "reminders", "has_letters_by_mail",
    "has_carers_form_checked", "rounds_published",
)  # fmt: skip
"""Settings of which the public side needs nothing."""


@dataclass(frozen=True)
class OnDuty:
    """Somebody whom urgent requests alert; they stand in the order in which they are asked."""

    staff_id: str
    text_number: str = ""
    """Where text messages reach them; empty: the second channel is the next person's mail."""


@dataclass(frozen=True)
class Service:
    """What the council sets. Every value has a default, so that help never waits for a database."""

    name: str = "Reviewing service"
    council: str = ""
    colour: str = "#c2410c"
    phone: str = ""
    duty_number: str = ""
    out_of_hours_number: str = ""
    advocacy_provider: str = ""
    advocacy_number: str = ""
    numbers: tuple[HelpNumber, ...] = NATIONAL_NUMBERS
    own_checked_on: str = ""
    """When somebody last rang the council's own numbers, and who."""
    own_checked_by: str = ""
    out_of_hours_mail: str = ""
    """Where an urgent request goes when nobody on the rota has acknowledged it, or the office is closed."""
    staffed_from: str = "09:00"
    """Messages are read on working days between these hours of English clocks."""
    staffed_until: str = "17:00"
    rota: tuple[OnDuty, ...] = ()
    team_manager_id: str = ""
    """Who is told what nobody has read for one working day; empty: every manager."""
    head_of_service_id: str = ""
    """Who is told after two; empty: every manager."""
    sorting_words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(DEFAULTS))
    """By language: words that move what holds them up in the list of what is read first."""
    forms_due_days: int = 5
    """Adults' forms are due this many days before the meeting."""
    invited_in_time_days: int = 14
    named_days: int = 5
    """Working days after the service is told of a child who came into care: their officer is to be named by then."""
    decisions_days: int = 5
    """Working days after the meeting: the decisions are to be written by then, the letter or record and its
    distribution by the next two."""
    record_days: int = 15
    distribution_days: int = 20
    profiles_are_approved: bool = False
    """What an officer writes about themselves is shown to children once a manager has approved it."""
    complaint_days: int = 5
    """Working days within which a complaint is to be acknowledged; the law's last day is the thirtieth."""
    complaints_contact: str = ""
    """How one complains without a letter: a number, an address. Empty: the telephone of the service."""
    feedback_themes: tuple[str, ...] = ()
    """What managers mark feedback with."""
    has_midway: bool = True
    """Midway reviews are held between two meetings, and counted."""
    midway_days: int = 0
    """So many days after a meeting they are due; 0: when half of the time to the next has passed."""
    challenge_levels: tuple[ChallengeLevel, ...] = CHALLENGE_LEVELS
    challenge_days: int = WHOLE_DAYS
    """Working days for all levels together, counted from the first formal one."""
    reminds_by_mail: bool = False
    """Adults who have not answered are reminded by mail, or by text message, on the days of `reminders`."""
    reminds_by_text: bool = False
    reminders: tuple[ReminderTimes, ...] = REMINDER_TIMES
    has_letters_by_mail: bool = False
    """Adults whose mail address a list has may be invited by a link in a mail, in place of paper."""
    has_carers_form_checked: bool = False
    """The fostering social worker is asked whether they have gone through the carer's form with them."""
    rounds_published: bool = False
    """What is published of the figures is rounded as the Department for Education rounds."""
    leaving_care_until: int = 21
    """The last year of age in which a care leaver gets a letter; none is made from the next birthday on."""
    is_invented: bool = False
    """The people are made up: `participation demo` made them, and every staff page says so."""

    def is_own_stale(self, today: date) -> bool:
        """Nobody has rung the council's own numbers for over 90 days."""
        return HelpNumber("own", "", checked_on=self.own_checked_on).is_stale(today)

    @classmethod
    def from_row(cls, values: dict[str, Any]) -> "Service":
        """Values as kept; what a later version dropped is left out, and so is a help number that is empty."""
        known = {f.name for f in fields(cls)}
        given = {name: value for name, value in values.items() if name in known}
        for name, kind in _LISTS.items():
            if name in given:
                given[name] = tuple(kind(**each) for each in given[name])
        given["challenge_levels"] = given.get("challenge_levels") or CHALLENGE_LEVELS
        given["reminders"] = with_everybody(given.get("reminders", ()))
        given["feedback_themes"] = tuple(given.get("feedback_themes", ()))
        if "numbers" in given:
            given["numbers"] = with_a_number(given["numbers"])
        if "sorting_words" in given:
            given["sorting_words"] = {code: tuple(words) for code, words in given["sorting_words"].items()}
        return cls(**given)

    def to_row(self) -> dict[str, Any]:
        """Plain values to keep."""
        return asdict(self)


_LISTS: dict[str, type[Any]] = {
    "numbers": HelpNumber,
    "rota": OnDuty,
    "challenge_levels": ChallengeLevel,
    "reminders": ReminderTimes,
}

"""What does not match, by how much and why: read beside the figures, never in place of them."""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import LazyString, format_date, lazy_pgettext, pgettext

from participation.metrics.figures import APART, Figures
from participation.metrics.showing import Shown


class Note(NamedTuple):
    """A sentence to say wherever a figure is not nought; its placeholders name other figures."""

    about: str
    sentence: LazyString
    names: Mapping[str, str]


RUNNING, COMPARED, ROUNDED = "year", "compared", "rounded"

NOTES = (
    Note(
        "participation.not_recorded",
        # L10N: to a manager, below the table of codes: why it does not add up to the reviews held
        lazy_pgettext(
            "staff",
            "%(held)s reviews were held, %(with_code)s have a code, %(missing)s are not recorded yet.",
        ),
        {
            "held": "reviews.held",
            "with_code": "participation.with_code",
            "missing": "participation.not_recorded",
        },
    ),
    Note(
        "participation.contradicts_age",
        # L10N: to a manager: why rates divide by different numbers of reviews
        lazy_pgettext(
            "staff",
            "Codes that contradict the child’s age on the day, counted as recorded: %(number)s. "
            "So rates by code divide by %(by_code)s and rates by age by %(by_age)s.",
        ),
        {
            "number": "participation.contradicts_age",
            "by_code": "views_given.of",
            "by_age": "seen_before_meeting.of",
        },
    ),
    Note(
        "participation.age_not_known",
        # L10N: to a manager: whom the rates by age cannot place
        lazy_pgettext(
            "staff",
            "Reviews of children whose date of birth is not known: %(number)s. Without PN0 they count as 4 and over.",
        ),
        {"number": "participation.age_not_known"},
    ),
    Note(
        "reviews.without_due_date",
        # L10N: to a manager: why “Held in time” divides by fewer reviews than were held
        lazy_pgettext(
            "staff",
            "%(held)s reviews were held, %(dated)s have a due date, %(missing)s have none. "
            "“Held in time” divides by those that have one.",
        ),
        {"held": "reviews.held", "dated": "reviews.held_in_time.of", "missing": "reviews.without_due_date"},
    ),
    Note(
        "chaired_not_recorded",
        # L10N: to a manager: why “Chaired by the child” may be too low
        lazy_pgettext("staff", "Nobody recorded whether the child chaired in %(number)s of %(came)s reviews."),
        {"number": "chaired_not_recorded", "came": "chaired.of"},
    ),
    Note(
        "answers_still_to_come",
        # L10N: to a manager: why “Answered” may still rise
        lazy_pgettext("staff", "Things asked for that can still be answered in time: %(number)s of %(asked)s."),
        {"number": "answers_still_to_come", "asked": "answered.of"},
    ),
    Note(
        "feedback_waiting",
        # L10N: to a manager: why feedback may still rise
        lazy_pgettext("staff", "Feedback that was sent and is not counted yet: %(number)s."),
        {"number": "feedback_waiting"},
    ),
    Note(
        "feedback_of_adults.waiting",
        # L10N: to a manager: why the feedback of carers, parents and partners may still rise
        lazy_pgettext("staff", "Feedback that adults sent and that is not counted yet: %(number)s."),
        {"number": "feedback_of_adults.waiting"},
    ),
    Note(
        f"{APART}reviews.held",
        # L10N: to a manager: reviews that are outside the other figures
        lazy_pgettext("staff", "Pathway plan reviews held besides, counted apart: %(number)s."),
        {"number": f"{APART}reviews.held"},
    ),
)


def notes(figures: Figures, shown: Mapping[str, Shown]) -> dict[str, str]:
    """Every sentence that these figures need, with the numbers as they are shown, by the figure it is about."""
    said = {RUNNING: _running(figures)} if figures.is_running else {}
    if any(each.is_rounded for each in shown.values()):
        # L10N: to whoever reads rounded figures that were published; c and k stand in the tables
        words = pgettext(
            "staff",
            "Counts are rounded to the nearest ten and shares to whole per cents: “k” is a share that rounds to nought,"
            " and “c” also a share that would tell numbers before rounding.",
        )
        said[ROUNDED] = str(words)
    for note in NOTES:
        if figures.values.get(note.about):
            said[note.about] = str(note.sentence) % {key: _number(shown, name) for key, name in note.names.items()}
    return said


def warning() -> dict[str, str]:
    """What has to be said wherever a year that is not over is published."""
    # L10N: above figures of a year that is still running, to whoever reads them
    words = pgettext(
        "staff", "Two publications of a year that is not over can be compared: what differs may be one child."
    )
    return {COMPARED: str(words)}


def _running(figures: Figures) -> str:
    if figures.is_to_come:
        # L10N: to a manager who looks at figures of a year to come
        return str(pgettext("staff", "The year has not begun."))
    # L10N: to a manager: the figures are of a year that is still running; %(day)s is a date
    words = pgettext("staff", "The year is not over: counted up to %(day)s.")
    return str(words % {"day": format_date(figures.until, "d MMMM y")})


def _number(shown: Mapping[str, Shown], name: str) -> int | str | None:
    return shown[name.removesuffix(".of")].of if name.endswith(".of") else shown[name].n

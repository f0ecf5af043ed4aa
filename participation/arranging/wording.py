"""Why a meeting moved, what is odd about its day and what kind of place it is at, in the officer's words."""

from collections.abc import Iterator

from flask_babel import pgettext

from participation.reviews.models import MoveReason, PlaceKind, Review
from participation.reviews.timetable import is_working_day
from participation.web.languages import short_date


def reason_words(why: str) -> str:
    """Why it moved; nothing where a list moved it."""
    words: dict[str, str] = {
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.CHILD_ASKED: pgettext("staff", "The child asked for it"),
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.CHILD_COULD_NOT: pgettext("staff", "The child could not come"),
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.OFFICER_COULD_NOT: pgettext("staff", "The officer could not come"),
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.ADULT_COULD_NOT: pgettext("staff", "Another adult could not come"),
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.NOT_READY: pgettext("staff", "Reports or plans were not ready"),
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.PLACE: pgettext("staff", "The place was not free"),
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.OTHER: pgettext("staff", "Something else"),
    }
    return words.get(why, "")


def place_words(kind: str) -> str:
    """What kind of place it is; nothing where nobody has said so."""
    words: dict[str, str] = {
        # L10N: to an officer, a kind of place for a meeting
        PlaceKind.HOME: pgettext("staff", "Where the child lives"),
        # L10N: to an officer, a kind of place for a meeting
        PlaceKind.SCHOOL: pgettext("staff", "School or college"),
        # L10N: to an officer, a kind of place for a meeting
        PlaceKind.OFFICE: pgettext("staff", "An office"),
        # L10N: to an officer, a kind of place for a meeting
        PlaceKind.VIDEO: pgettext("staff", "A video call"),
        # L10N: to an officer, a kind of place for a meeting
        PlaceKind.OUTDOORS: pgettext("staff", "Outdoors"),
        # L10N: to an officer, a kind of place for a meeting
        PlaceKind.SOMEWHERE_ELSE: pgettext("staff", "Somewhere else"),
    }
    return words.get(kind, "")


def odd_about_day(review: Review) -> Iterator[str]:
    """What may be a slip in the day for which a meeting is settled; it may be what the child wants, too."""
    if review.meets_on is None:
        return
    if not is_working_day(review.meets_on):
        # L10N: to an officer, below the day for which they have settled a meeting
        yield pgettext("staff", "It is at a weekend or on a bank holiday.")
    if review.due_on and review.meets_on > review.due_on:
        # L10N: to an officer, below the day for which they have settled a meeting; %(day)s is a day
        yield pgettext("staff", "It is after %(day)s, the last day for the review.", day=short_date(review.due_on))

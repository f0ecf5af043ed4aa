"""What support reads about letters that are out."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from flask_babel import pgettext

from participation.invitations.actions import named_in
from participation.letters.facts import Fact, file_language, has_left, signature
from participation.letters.queries import Untrue
from participation.translating.known import language
from participation.web.languages import listed, short_date, spoken_time


class ChangedFact(NamedTuple):
    """One thing that is no longer so: which, what the letter says, and what is so now."""

    what: str
    said: str
    now: str


def changed_facts(untrue: Untrue) -> Iterator[ChangedFact]:
    """Each thing of a letter that is no longer so. Of names no sheet keeps more than that they were others."""
    for fact in untrue.changed:
        yield ChangedFact(_what(fact), _said(untrue, fact), _now(untrue, fact))


def _said(untrue: Untrue, fact: Fact) -> str:
    sheet = untrue.sheet
    if fact in (Fact.DAY, Fact.HOUR):
        return _day_or_hour(fact, sheet.meets_on, sheet.starts_at)
    if fact is Fact.OFFICER:
        # L10N: to support, what a letter said of the officer, where that is not known any more
        return untrue.signed_by.name if untrue.signed_by else str(pgettext("staff", "another name or number"))
    if fact is Fact.LANGUAGE:
        return _language(untrue.invitation.language)
    if fact is Fact.PLACE:
        # L10N: to support, where a meeting was to be when a letter was printed; the place itself is not kept
        return str(pgettext("staff", "another place"))
    # L10N: to support, what a letter said of somebody's name; the name itself is not kept
    return str(pgettext("staff", "another name"))


def _now(untrue: Untrue, fact: Fact) -> str:
    invitation, review = untrue.invitation, untrue.invitation.review
    if fact in (Fact.DAY, Fact.HOUR):
        return _day_or_hour(fact, review.meets_on, review.starts_at)
    if fact is Fact.OFFICER:
        return _officer(untrue)
    if fact is Fact.LANGUAGE:
        others = "" if invitation.person else review.child.other_languages
        return listed(_language(code) for code in (file_language(invitation), *others.split()))
    if fact is Fact.PLACE:
        return review.venue or "–"
    if fact is Fact.CHILD:
        return named_in(invitation) or "–"
    return (invitation.person.name if invitation.person else review.child.preferred_name) or "–"


def _officer(untrue: Untrue) -> str:
    officer = untrue.invitation.review.officer
    if officer is None:
        # L10N: to support, beside a review that has no officer
        return str(pgettext("staff", "no officer"))
    if has_left(officer):
        # L10N: to support, of the officer of a review: %(name)s works here no more, and nobody has the review yet
        return str(pgettext("staff", "%(name)s has left, and no other officer is named")) % {"name": officer.name}
    return " ".join(filter(None, signature(officer, untrue.profile)))


def _day_or_hour(fact: Fact, day: date | None, hour: datetime | None) -> str:
    if fact is Fact.HOUR:
        # L10N: to support, in place of the hour of a meeting: none is fixed
        return spoken_time(hour) if hour else str(pgettext("staff", "no hour"))
    # L10N: to support, in place of the day of a meeting: none is fixed
    return short_date(day) if day else str(pgettext("staff", "no day"))


def _language(code: str) -> str:
    known = language(code)
    return known.english_name if known else code


def _what(fact: Fact) -> str:
    words = {
        # L10N: to support: what a letter says that is no longer so: the day of the meeting
        Fact.DAY: pgettext("staff", "the day"),
        # L10N: to support: what a letter says that is no longer so: the hour of the meeting
        Fact.HOUR: pgettext("staff", "the hour"),
        # L10N: to support: what a letter says that is no longer so: who the officer is, their name or their number
        Fact.OFFICER: pgettext("staff", "the officer, or their number"),
        # L10N: to support: what a letter says that is no longer so: the name of whom it is to
        Fact.NAME: pgettext("staff", "the name it greets"),
        # L10N: to support: what an adult's letter says that is no longer so: the name of the child
        Fact.CHILD: pgettext("staff", "the child’s name"),
        # L10N: to support: the file names another language than the one that a letter is in
        Fact.LANGUAGE: pgettext("staff", "the language"),
        # L10N: to support: where the meeting is has changed since a letter was printed
        Fact.PLACE: pgettext("staff", "the place (no letter names it)"),
    }
    return str(words[fact])

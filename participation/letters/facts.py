"""What a letter says that can become untrue, and which of it has. Names are compared by digests that hold none."""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from participation import clock, service
from participation.invitations.actions import named_in
from participation.invitations.models import CHILD, HELPER, Invitation
from participation.letters.models import PrintedSheet
from participation.profiles.models import Profile
from participation.reviews.facts import ReviewFacts
from participation.reviews.models import Review
from participation.reviews.timetable import forms_due_on
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff

OF_DIGESTS = 32
"""Figures of a digest: 128 bits tell two names apart for ever."""


class Fact(StrEnum):
    """One thing that a letter says, or that whoever has it was told with it."""

    DAY = "day"
    HOUR = "hour"
    OFFICER = "officer"
    """Who writes it, by which name, with which telephone number."""
    NAME = "name"
    """Whom it greets."""
    CHILD = "child"
    """Whom an adult's letter is about."""
    LANGUAGE = "language"
    PLACE = "place"
    """Letters do not name it, and the pages that they open only once it is settled; somebody may have been told."""


ON_PAPER = frozenset(Fact) - {Fact.PLACE}
"""What makes a letter untrue. A place alone is shown to support and asks for no new letter."""


@dataclass(frozen=True)
class PrintedFacts:
    """What one letter says, as its sheet keeps it; and the language in which it says it."""

    printing: int
    """Which printing of its invitation it is."""
    meets_on: date | None
    starts_at: datetime | None
    language: str
    digests: Mapping[str, str]


def said_by(invitation: Invitation, profile: Profile | None) -> PrintedFacts:
    """What a letter that is drawn now says. `profile` is the officer's page, shown to children or not."""
    review = invitation.review
    pepper = keyring().secret("pepper")
    digests = {fact: _digest(invitation.id, fact, words, pepper) for fact, words in _said(invitation, profile)}
    return PrintedFacts(invitation.printings + 1, review.meets_on, review.starts_at, file_language(invitation), digests)


def no_longer_so(sheet: PrintedSheet, invitation: Invitation, profile: Profile | None) -> tuple[Fact, ...]:
    """What has changed since the letter was printed, in the order of `Fact`."""
    changed: dict[str, bool] = {
        Fact.DAY: is_another_day(sheet, invitation.review),
        Fact.HOUR: is_another_hour(sheet, invitation.review),
    }
    for fact, words in _said(invitation, profile):
        changed[fact] = fact in sheet.digests and not _is_kept(sheet, fact, words)
    # In the name of somebody who has left nothing is promised.
    changed[Fact.OFFICER] |= has_left(invitation.review.officer)
    return tuple(fact for fact in Fact if changed.get(fact))


def is_another_day(sheet: PrintedSheet, review: Review | ReviewFacts) -> bool:
    """Whether the letter names another day than the one now, or none where there is one."""
    return sheet.meets_on != review.meets_on


def is_another_hour(sheet: PrintedSheet, review: Review | ReviewFacts) -> bool:
    """Whether the letter names an hour, and not the one now. A letter without an hour says nothing untrue of it."""
    return sheet.starts_at is not None and _on_clocks(sheet.starts_at) != _on_clocks(review.starts_at)


def has_left(officer: Staff | None) -> bool:
    """Whether a letter of theirs is signed by somebody who works here no more."""
    return officer is not None and officer.disabled_at is not None


def is_from(sheet: PrintedSheet, officer: Staff, profile: Profile | None) -> bool:
    """Whether a letter was printed in this officer's name, with the name and the number that are theirs now."""
    return _is_kept(sheet, Fact.OFFICER, (officer.id, *signature(officer, profile)))


def signed_as(sheet: PrintedSheet, officer: Staff, profile: Profile | None, id: str) -> Mapping[str, str]:
    """What the sheet keeps, where this officer has another id: at another council that knows them too."""
    if not is_from(sheet, officer, profile):
        return sheet.digests
    words = id, *signature(officer, profile)
    return {
        **sheet.digests,
        Fact.OFFICER: _digest(sheet.invitation_id, Fact.OFFICER, words, keyring().secret("pepper")),
    }


def waits_for_post(sheet: PrintedSheet, invitation: Invitation) -> bool:
    """Whether there is paper of which nobody has said that it was posted."""
    return sheet.posted_at is None and sheet.read_out_at is None and not invitation.went_by_mail


def reply_by_on(invitation: Invitation, days_before: int) -> date | None:
    """By when a letter of today asks an adult for an answer; none once the meeting has been."""
    meets_on, today = invitation.review.meets_on, clock.today()
    if invitation.respondent in (CHILD, HELPER) or meets_on is None or meets_on < today:
        return None
    return forms_due_on(meets_on, today, days_before)


def file_language(invitation: Invitation) -> str:
    """The language of the respondent's file: what a letter that is printed now is in."""
    return invitation.person.language if invitation.person else invitation.review.child.language


def signature(officer: Staff | None, profile: Profile | None) -> tuple[str, str]:
    """By which name the officer signs, and the number that rings."""
    if profile is None or not profile.published_on:
        return officer.name if officer else "", service.current().phone
    return profile.known_as, profile.phone or service.current().phone


def _on_clocks(moment: datetime | None) -> Any:
    return moment and clock.local(moment).time()


def _said(invitation: Invitation, profile: Profile | None) -> Iterator[tuple[str, Iterable[str]]]:
    review = invitation.review
    others = "" if invitation.person else review.child.other_languages
    yield Fact.OFFICER, (review.officer_id or "", *signature(review.officer, profile))
    yield Fact.NAME, (invitation.person.name if invitation.person else review.child.preferred_name,)
    yield Fact.LANGUAGE, (file_language(invitation), others)
    yield Fact.PLACE, (review.venue,)
    if invitation.respondent != CHILD:
        yield Fact.CHILD, (named_in(invitation),)


def _is_kept(sheet: PrintedSheet, fact: str, words: Iterable[str]) -> bool:
    """Whether the sheet says these words. It may have been printed at another council, with that one's pepper."""
    kept, said = sheet.digests.get(fact), tuple(words)
    return any(_digest(sheet.invitation_id, fact, said, pepper) == kept for pepper in keyring().peppers())


def _digest(invitation_id: str, fact: str, words: Iterable[str], pepper: bytes) -> str:
    whole = "\x1f".join(("sheet/v1", invitation_id, fact, *words))
    return hmac.digest(pepper, whole.encode(), "sha256").hex()[:OF_DIGESTS]

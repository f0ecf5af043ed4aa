"""The visit behind a cookie as its pages read it: plain facts, asked for in one question and changed by no page.

Most of what a page costs the database's library is to make rows into what it watches over. Nobody changes these: who
is still there, or opens a lock, writes that with a statement of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from participation.invitations.models import Invitation, Visit
from participation.reviews.facts import FACTS, ReviewFacts

OF_VISIT = (
    Visit.lookup,
    Visit.printing,
    Visit.root,
    Visit.lock_key,
    Visit.language,
    Visit.started_at,
    Visit.seen_at,
)
OF_LETTER = (
    Invitation.id,
    Invitation.review_id,
    Invitation.respondent,
    Invitation.person_id,
    Invitation.language,
    Invitation.level,
    Invitation.is_unaccompanied,
    Invitation.ends_on,
    Invitation.child_name,
    Invitation.revoked_at,
    Invitation.still_opens,
)
_LETTER_BEGINS, _REVIEW_BEGINS = len(OF_VISIT), len(OF_VISIT) + len(OF_LETTER)
BESIDE = _REVIEW_BEGINS + len(FACTS)
"""Where in a row begins what somebody asks for besides."""


@dataclass(frozen=True, slots=True, repr=False)
class OpenLetter:
    """A letter as somebody holds it who has opened it; the columns of `Invitation` say what each means."""

    review: ReviewFacts
    id: str
    review_id: str
    respondent: str
    person_id: str | None
    language: str
    level: str
    is_unaccompanied: bool
    ends_on: date
    child_name: bytes | None
    revoked_at: datetime | None
    still_opens: str | None

    @property
    def is_ended(self) -> bool:
        """Whether nothing is asked with it any more."""
        return self.revoked_at is not None


@dataclass(frozen=True, slots=True, repr=False)
class OpenVisit:
    """A visit as it was when its page was asked for; the columns of `Visit` say what each means."""

    invitation: OpenLetter
    lookup: str
    printing: int
    root: bytes
    lock_key: bytes | None
    language: str
    started_at: datetime
    seen_at: datetime

    @property
    def invitation_id(self) -> str:
        """Of the letter that was opened."""
        return self.invitation.id

    @property
    def was_seen(self) -> bool:
        """Whether somebody was there after it began."""
        return self.seen_at != self.started_at


def visit_in(row: Sequence[Any]) -> OpenVisit:
    """What an answer to `OPEN_VISIT` says; what was asked for besides is left aside."""
    review = ReviewFacts(*row[_REVIEW_BEGINS:BESIDE])
    return OpenVisit(OpenLetter(review, *row[_LETTER_BEGINS:_REVIEW_BEGINS]), *row[:_LETTER_BEGINS])


def letter_of(invitation: Invitation) -> OpenLetter:
    """As a visit with it would read it."""
    review = ReviewFacts(*(getattr(invitation.review, fact.key) for fact in FACTS))
    return OpenLetter(review, *(getattr(invitation, fact.key) for fact in OF_LETTER))

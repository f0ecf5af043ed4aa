"""Who was asked about a review and what has come from them: that, and when, never what. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from participation import clock
from participation.invitations.actions import is_asked
from participation.invitations.levels import level_of
from participation.invitations.models import CHILD, Invitation
from participation.invitations.purposes import BEFORE
from participation.reviews.models import Review
from participation.reviews.timetable import forms_due_on, is_old_enough
from participation.service.chosen import Service

ORDER = tuple(BEFORE)
"""Respondents as they stand side by side: the child first."""


class ReplyState(StrEnum):
    """How far one respondent is."""

    NEW = "new"
    """It has come, and the officer has not read it."""
    READ = "read"
    WITHDRAWN = "withdrawn"
    """It had come, and was withdrawn before anybody had read it."""
    NOT_PRINTED = "not_printed"
    """No letter has gone out, or the one that did was lost: support's own task, and nobody else's delay."""
    LATE = "late"
    OPENED = "opened"
    WAITING = "waiting"
    NOT_ASKED = "not_asked"
    TOO_YOUNG = "too_young"
    """A child under 4 has no letter: the officer meets and watches them."""
    TOO_OLD = "too_old"
    """A care leaver who is older than the council asks."""


@dataclass(frozen=True)
class Came:
    """That something was sent, when, and whether the officer has read it."""

    review_id: str
    invitation_id: str
    sent_at: datetime
    is_read: bool = False
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Withdrawal:
    """That something was withdrawn before anybody had read it; its words only a manager with a reason may open."""

    submission_id: str
    """Empty once it has been deleted."""
    review_id: str
    invitation_id: str
    respondent: str
    sent_at: datetime
    at: datetime
    is_seen: bool
    """Whether this reader has had the page of the review before them since."""


@dataclass(frozen=True)
class Arrival:
    """One respondent of one review."""

    respondent: str
    name: str
    state: ReplyState
    invitation: Invitation | None = None
    sent_at: datetime | None = None
    """The last thing that came."""
    due_on: date | None = None
    """The last day for an adult's form, as the letter said that asked them first. A child is never late."""
    days_late: int = 0

    @property
    def has_come(self) -> bool:
        """Whether there is something to read."""
        return self.state in (ReplyState.NEW, ReplyState.READ)

    @property
    def is_not_printed(self) -> bool:
        """Whether their letter waits for support."""
        return self.state is ReplyState.NOT_PRINTED

    @property
    def is_missing(self) -> bool:
        """Whether something may still come from them."""
        return not self.has_come and self.state not in (ReplyState.TOO_YOUNG, ReplyState.TOO_OLD)


def arrivals(
    review: Review, invitations: Iterable[Invitation], came: Iterable[Came], today: date, chosen: Service
) -> tuple[Arrival, ...]:
    """Every respondent of a review, the child first; also who could be asked and has not been.

    What the council has chosen says when adults' forms are due, and until what age a letter is made.
    """
    sent: dict[str, list[Came]] = {}
    for each in came:
        sent.setdefault(each.invitation_id, []).append(each)
    there = list(invitations)
    # Of somebody whose part has ended stays what they sent; nothing is missing from them.
    counted = [asked for asked in there if asked.id in sent or _is_waited_for(asked)]
    found = [_arrival(review, asked, sent.get(asked.id, []), today, chosen.forms_due_days) for asked in counted]
    people = {asked.person_id for asked in there}
    left = [
        Arrival(person.role, person.name, ReplyState.NOT_ASKED)
        for person in review.people
        if is_asked(person) and person.id not in people
    ]
    if not any(asked.respondent == CHILD for asked in there):
        state = _without_letter(review, today, chosen.leaving_care_until)
        left.append(Arrival(CHILD, review.child.preferred_name, state))
    return tuple(sorted([*found, *left], key=lambda arrival: (ORDER.index(arrival.respondent), arrival.name)))


def _without_letter(review: Review, today: date, until: int) -> ReplyState:
    born, meets_on = review.child.born_on, review.meets_on or today
    if not is_old_enough(born, meets_on):
        return ReplyState.TOO_YOUNG
    return ReplyState.NOT_ASKED if level_of(born, min(today, meets_on), until) else ReplyState.TOO_OLD


def _is_waited_for(invitation: Invitation) -> bool:
    is_ours = invitation.has_secrets and (invitation.is_lost or not invitation.is_ended)
    return is_ours and (invitation.person is None or is_asked(invitation.person))


def _arrival(review: Review, invitation: Invitation, sent: list[Came], today: date, days_before: int) -> Arrival:
    name = invitation.person.name if invitation.person else review.child.preferred_name
    due = _due_on(review, invitation, days_before)
    late = max(0, (today - due).days) if due else 0
    stands = [each for each in sent if not each.is_withdrawn]
    if stands:
        state = ReplyState.READ if all(each.is_read for each in stands) else ReplyState.NEW
    elif sent:
        state = ReplyState.WITHDRAWN
    elif invitation.is_lost or not invitation.printings:
        state = ReplyState.NOT_PRINTED
    elif late:
        state = ReplyState.LATE
    else:
        state = ReplyState.OPENED if invitation.opened_at else ReplyState.WAITING
    last = max((each.sent_at for each in stands), default=None)
    return Arrival(invitation.respondent, name, state, invitation, last, due, late)


def _due_on(review: Review, invitation: Invitation, days_before: int) -> date | None:
    if invitation.respondent == CHILD or not (review.meets_on and invitation.asked_at):
        return None
    return forms_due_on(review.meets_on, clock.local(invitation.asked_at).date(), days_before)

"""What a respondent is offered: which questionnaires today, and in which levels."""

from flask import g

from participation import clock
from participation.answering.visits import visit
from participation.carried.queries import is_to_put_right
from participation.invitations.models import CHILD
from participation.invitations.open_visits import OpenLetter
from participation.invitations.purposes import PUT_RIGHT, purposes
from participation.questionnaires.model import LEVELS
from participation.service.questionnaires import library


def offered(invitation: OpenLetter) -> tuple[str, ...]:
    """What this respondent may answer today, of what somebody has written; nothing once their letter was ended."""
    return tuple(each for each in (*_asked_today(invitation), PUT_RIGHT) if is_offered(each, invitation))


def is_offered(purpose: str, invitation: OpenLetter) -> bool:
    """Whether it is among them. Only for what a child puts right the database is asked."""
    if invitation.is_ended:
        return False
    is_asked = _puts_right(invitation) if purpose == PUT_RIGHT else purpose in _asked_today(invitation)
    return is_asked and bool(library().levels(purpose))


def _asked_today(invitation: OpenLetter) -> tuple[str, ...]:
    return purposes(invitation.respondent, invitation.review.meets_on, clock.today())


def _puts_right(invitation: OpenLetter) -> bool:
    """Asked for once in a request, until the child says so in this one."""
    if invitation.respondent != CHILD:
        return False
    if "puts_right" not in g:
        g.puts_right = is_to_put_right(invitation.review_id)
    found: bool = g.puts_right
    return found


def levels() -> tuple[str, ...]:
    """The levels among which this respondent may choose, the youngest first: adults have one."""
    if visit().invitation.respondent != CHILD:
        return ()
    written = {level for purpose in offered(visit().invitation) for level in library().levels(purpose)}
    return tuple(level for level in LEVELS if level in written)

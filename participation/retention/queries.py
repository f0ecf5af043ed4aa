"""What has been kept long enough: for each kind the rows that go at a moment, and how many wait."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from participation import clock
from participation.advocacy.models import AdvocacyReferral
from participation.arranging.models import SlotOffer
from participation.between.models import Crib, OfficerVisit
from participation.carried.models import SaidForChild
from participation.challenges.models import ChallengeStep, OfficerChallenge
from participation.children.models import LEFT_CARE, Child
from participation.complaints.models import Complaint, ComplaintState, ComplaintStep
from participation.complaints.queries import WANTS_MORE
from participation.contact.models import ContactRequest, ContactStep
from participation.contact.queries import IS_DONE
from participation.db import session
from participation.disclosure.models import FileReceipt
from participation.endings.models import Ending
from participation.endings.reasons import TAKEN_BACK_WITHIN
from participation.faces.models import Face
from participation.handover.models import Handover
from participation.invitations.models import Failure, Invitation, MovedLetter, StillOpens, Visit
from participation.invitations.throttle import minute_of
from participation.outbox.models import Notice
from participation.outcomes.models import ChildsLetter
from participation.proofreading.models import Proofreading
from participation.retention_schedule import Period
from participation.reviews.models import Person, Review
from participation.staff.models import KnownBrowser, SignInFailure, StaffSession
from participation.submissions.models import Draft, Submission
from participation.submissions.queries import IS_READ, IS_WITHDRAWN, STANDS

FORGOTTEN = "forgotten/"
"""Starts what stands in place of a letter's secret: no secret leads there."""
_IS_FEEDBACK = Submission.kind == "feedback"
_CAME_AT = func.coalesce(Submission.came_at, Submission.sent_at)
"""As the staff side saw it: what is said to come from another time would stay for ever, or go at once."""


def periods() -> Mapping[str, Period]:
    """How long each kind of thing is kept in this installation."""
    found: Mapping[str, Period] = current_app.extensions["config"].periods
    return found


def before(kind: str, now: datetime) -> datetime:
    """What happened at this moment or earlier has been kept for as long as its kind is."""
    return now - timedelta(days=periods()[kind].days)


def _has_ended(now: datetime, days: int = 0) -> ColumnElement[bool]:
    """The letter's last day was more than so many days ago, or it was ended as long ago, and a day at least.

    For a day who ended it may take that back. One that still opens what its child sent does so until its last day.
    """
    day = clock.local(now).date() - timedelta(days=days)
    was_ended = Invitation.revoked_at <= now - timedelta(days=max(days, 1))
    opens_on = func.coalesce(Invitation.still_opens, "") == StillOpens.OWN_WORDS
    return or_(Invitation.ends_on < day, and_(was_ended, ~opens_on))


def drafts(now: datetime) -> Select[str]:
    """Answers that nobody sent."""
    return select(Draft.id).join(Invitation).where(or_(Draft.saved_at <= before("drafts", now), _has_ended(now)))


def letters(now: datetime) -> Select[str]:
    """Letters that have been finished for a while, and whose secrets are still there."""
    has_secret = and_(Invitation.token_lookup.is_not(None), ~Invitation.token_lookup.startswith(FORGOTTEN))
    return select(Invitation.id).where(has_secret, _has_ended(now, periods()["letters"].days))


def exported(now: datetime) -> Select[str]:
    """What was sent, was read, stands in the case record and belongs to a letter that has ended."""
    is_young = _CAME_AT > before("sent", now)  # else it goes anyway
    is_exported = Submission.exported_at <= before("exported", now)
    wanted = select(Submission.id).join(Invitation).where(is_young, is_exported, _has_ended(now))
    return wanted.where(IS_READ, ~_IS_FEEDBACK)


def sent(now: datetime) -> Select[str]:
    """What was sent and read, and never exported in all that time."""
    is_old = _CAME_AT <= before("sent", now)
    return select(Submission.id).where(is_old, IS_READ, ~_IS_FEEDBACK)


def withdrawn(now: datetime) -> Select[str]:
    """What was withdrawn, since the staff side noted it: the day that stands beside it anybody may have written."""
    return select(Submission.id).where(IS_WITHDRAWN, Submission.withdrawal_noted_at <= before("withdrawn", now))


def feedback(now: datetime) -> Select[str]:
    """What was said about how reviews were."""
    is_old = _CAME_AT <= before("feedback", now)
    return select(Submission.id).where(is_old, IS_READ, _IS_FEEDBACK)


def requests(now: datetime) -> Select[str]:
    """Requests to be contacted that are done, and to which nothing was added since: to take one on ends nothing."""
    of_this = ContactStep.request_id == ContactRequest.id
    goes_on = exists().where(of_this, ContactStep.at > before("requests", now))
    return select(ContactRequest.id).where(IS_DONE, ~goes_on)


def complaints(now: datetime) -> Select[str]:
    """Complaints that were answered, about which nothing was done since and of which nobody wants that they go on."""
    of_this = ComplaintStep.complaint_id == Complaint.id
    was_told = exists().where(of_this, ComplaintStep.state == ComplaintState.TOLD)
    goes_on = exists().where(of_this, or_(ComplaintStep.at > before("complaint", now), WANTS_MORE))
    return select(Complaint.id).where(was_told, ~goes_on)


def visits_by_officers(now: datetime) -> Select[str]:
    """Visits of which the words are still there."""
    is_old = OfficerVisit.made_on <= _day_before("written", now)
    return select(OfficerVisit.id).where(OfficerVisit.words.is_not(None), is_old)


def cribs(now: datetime) -> Select[str]:
    """What officers noted for meetings that are over, or that nobody has arranged since."""
    is_over, of_review = Review.meets_on <= _day_before("cribs", now), select(Crib.id).join(Review)
    is_old = and_(Review.meets_on.is_(None), Crib.saved_at <= before("cribs", now))
    return of_review.where(or_(is_over, is_old))


def moved_letters(now: datetime) -> Select[str]:
    """Where letters open that were finished a while ago."""
    return select(MovedLetter.lookup).where(MovedLetter.ends_on < _day_before("letters", now))


def offers(now: datetime) -> Select[str]:
    """Days and places that were offered to a child."""
    return select(SlotOffer.id).where(SlotOffer.until_on < _day_before("letters", now))


def faces(now: datetime) -> Select[str]:
    """Pictures of adults around meetings that are over, or that nobody has arranged since; and of who has gone.

    Nobody shows a child a carer who was replaced, nor anybody to a child who is no longer here.
    """
    is_over = Review.meets_on <= _day_before("faces", now)
    is_old = and_(Review.meets_on.is_(None), Face.given_at <= before("faces", now))
    there, then = aliased(Person), aliased(Review)
    is_the_same = there.role == Person.role, there.name == Person.name, then.child_id == Review.child_id
    has_gone = exists().where(Ending.id == there.ending_id, then.id == there.review_id, *is_the_same, _is_final(now))
    child_has_gone = exists().where(
        Child.id == Review.child_id, Child.ended_as != LEFT_CARE, Ending.id == Child.ending_id, _is_final(now)
    )
    of_review = select(Face.person_id).join(Person, Person.id == Face.person_id).join(Review)
    return of_review.where(or_(is_over, is_old, has_gone, child_has_gone))


def _is_final(now: datetime) -> ColumnElement[bool]:
    """An ending that is not taken back any more, of somebody who was not taken up again since with a picture."""
    return and_(Ending.at <= now - TAKEN_BACK_WITHIN, Ending.at >= Face.given_at)


def letters_after(now: datetime) -> Select[str]:
    """Letters to a child after a review."""
    return select(ChildsLetter.review_id).where(ChildsLetter.saved_at <= before("written", now))


def said_for_children(now: datetime) -> Select[str]:
    """What was said for children."""
    return select(SaidForChild.id).where(SaidForChild.at <= before("written", now))


def referrals(now: datetime) -> Select[str]:
    """Referrals to an advocate of which the words are still there."""
    is_old = AdvocacyReferral.made_at <= before("written", now)
    return select(AdvocacyReferral.id).where(AdvocacyReferral.words.is_not(None), is_old)


def challenges(now: datetime) -> Select[str]:
    """Challenges of which words are still there; while somebody has still to answer they stay."""
    has_words = or_(OfficerChallenge.words.is_not(None), OfficerChallenge.answer.is_not(None))
    of_now = and_(ChallengeStep.challenge_id == OfficerChallenge.id, ChallengeStep.level == OfficerChallenge.level)
    waits = exists().where(of_now, ChallengeStep.answered_on.is_(None))
    return select(OfficerChallenge.id).where(
        has_words, OfficerChallenge.asked_on <= _day_before("written", now), ~waits
    )


def _day_before(kind: str, now: datetime) -> date:
    return clock.local(before(kind, now)).date()


def receipts(now: datetime) -> Select[str]:
    """Receipts of files for the case record."""
    return select(FileReceipt.id).where(FileReceipt.at <= before("receipts", now))


def handovers(now: datetime) -> Select[str]:
    """Which children came or went, where nobody can undo it any more."""
    return select(Handover.id).where(Handover.closed_at <= before("receipts", now))


def notices(now: datetime) -> Select[str]:
    """Alerts that were sent."""
    return select(Notice.id).where(Notice.sent_at <= before("notices", now))


def visits(now: datetime) -> Select[str]:
    """Open letters that nobody can use any more."""
    return select(Visit.lookup).where(Visit.started_at <= before("visits", now))


def staff_sessions(now: datetime) -> Select[str]:
    """Sign-ins that nobody can use any more."""
    return select(StaffSession.lookup).where(StaffSession.started_at <= before("visits", now))


def sign_in_failures(now: datetime) -> Select[str]:
    """Failed sign-ins that count for nothing any more."""
    return select(SignInFailure.key).where(SignInFailure.last_at <= before("visits", now))


def browsers(now: datetime) -> Select[str]:
    """Browsers in which somebody has not signed in for long."""
    return select(KnownBrowser.id).where(KnownBrowser.seen_at <= before("browsers", now))


def proofreadings(now: datetime) -> Select[str]:
    """Links to check a language that opened last long ago, with what was said."""
    return select(Proofreading.id).where(Proofreading.ends_on <= _day_before("words", now))


def failures(now: datetime) -> Select[str]:
    """Typed codes that failed, and count for nothing any more."""
    return select(Failure.source).where(Failure.window <= minute_of(before("visits", now)))


def unread_for_long(now: datetime) -> Sequence[Submission]:
    """What would have gone if somebody had read it, with whose it is; the longest waiting first."""
    is_old = or_(
        and_(_IS_FEEDBACK, _CAME_AT <= before("feedback", now)),
        and_(~_IS_FEEDBACK, _CAME_AT <= before("sent", now)),
    )
    wanted = select(Submission).where(is_old, ~IS_READ, STANDS).order_by(_CAME_AT)
    return session().scalars(wanted.options(joinedload(Submission.review).joinedload(Review.officer))).all()


def how_many(due: Select[str]) -> int:
    """How many rows go."""
    return session().scalar(select(func.count()).select_from(due.subquery())) or 0


def is_any(due: Select[str]) -> bool:
    """Whether a row goes."""
    return session().scalar(due.limit(1)) is not None

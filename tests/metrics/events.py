"""What happens around a review, one row at a time: for figures that need no words."""

from datetime import UTC, date, datetime, time
from itertools import count

from participation.children.models import Child
from participation.clock import LONDON
from participation.db import new_id, session, transaction
from participation.invitations.marks import OPENED, SHOWN, WITHDRAWN, mark
from participation.invitations.models import CHILD, Invitation
from participation.metrics.figures import FEEDBACK
from participation.outcomes.models import Outcome, Participation
from participation.reviews.models import Move, Person, Review
from participation.staff.models import Staff
from participation.submissions.models import Reading, Submission

_numbers = count(1)
FAR = date(2099, 1, 1)
KINDS = {"my_advocate": "advocacy", **dict.fromkeys(FEEDBACK.values(), "feedback")}


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """A moment on English clocks."""
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)


def held(on: date | None, code: str = "", *, officer: Staff | None = None, **values: object) -> Review:
    """A review of a new child of 11, due on its day; `values` fields of its row, `born_on` and `sex` the child's."""
    number = next(_numbers)
    fields = {"due_on": on, "meets_on": on, "born_on": date(2010, 1, 1), "sex": "", **values}
    with transaction() as session:
        child = Child(reference=f"counted-{number}", born_on=fields.pop("born_on"), sex=fields.pop("sex"))
        review = Review(
            reference=f"counted-{number}", child=child, officer_id=officer.id if officer else None, **fields
        )
        session.add(review)
        if code:
            session.add(Participation(review=review, code=code, recorded_at=at(date(2021, 1, 1))))
    return review


def held_with(role: str, on: date) -> Review:
    """A review of a new child about which this adult can be asked."""
    review = held(on)
    with transaction() as session:
        session.add(Person(review_id=review.id, role=role, name="Jo Reed"))
    return review


def beside_the_code(review: Review, **values: object) -> None:
    """What the officer records with the code."""
    with transaction() as session:
        row = session.get_one(Participation, review.id)
        for name, value in values.items():
            setattr(row, name, value)


def moved(review: Review, *why: str) -> None:
    """The date was changed, once for each reason."""
    with transaction() as session:
        for number, each in enumerate(why, start=1):
            session.add(
                Move(review_id=review.id, from_on=date(2021, 1, 1), moved_at=at(date(2021, 1, number)), why=each)
            )


def invitation_of(review: Review, respondent: str = CHILD, on: date = date(2021, 1, 1)) -> Invitation:
    """The row that asks somebody."""
    adult = respondent != CHILD
    person = Person(review_id=review.id, role=respondent, name=f"Jo {next(_numbers)}") if adult else None
    return Invitation(review=review, respondent=respondent, person=person, level="short", invited_on=on, ends_on=FAR)


def invited(review: Review, respondent: str = CHILD, on: date = date(2021, 1, 1)) -> Invitation:
    """Somebody is asked."""
    with transaction() as session:
        invitation = invitation_of(review, respondent, on)
        session.add(invitation)
    return invitation


def printed(invitation: Invitation, moment: datetime) -> None:
    """The letter was printed."""
    with transaction():
        kept = session().get_one(Invitation, invitation.id)
        kept.printed_at = kept.asked_at = moment


def opened(invitation: Invitation) -> None:
    """The link was used."""
    with transaction():
        mark(OPENED, [invitation.id], at(date(2021, 1, 2)))


def submission_of(invitation: Invitation, moment: datetime, purpose: str = "my_views", **values: object) -> Submission:
    """The row of something that was sent and counted; nobody will open it, so it holds no words."""
    kind = KINDS.get(purpose, "views" if invitation.respondent == CHILD else "adult")
    return Submission(
        id=new_id(), review_id=invitation.review_id, invitation_id=invitation.id, respondent=invitation.respondent,
        kind=kind, about_officer_id=invitation.review.officer_id if kind == "feedback" else None,
        purpose=purpose, language="en", sent_at=moment, printing=1,
        envelope=b"-", counted_at=moment, **{"level": "short", "version": 1, **values},
    )  # fmt: skip


def sent(invitation: Invitation, moment: datetime, purpose: str = "my_views", **values: object) -> Submission:
    """Somebody sends something."""
    submission = submission_of(invitation, moment, purpose, **values)
    with transaction() as session:
        session.add(submission)
    return submission


def withdrawn(submission: Submission, moment: datetime) -> None:
    """Whoever sent it took it back."""
    with transaction():
        mark(WITHDRAWN, [submission.id], moment)


def read(submission: Submission, by: Staff, moment: datetime) -> None:
    """Somebody of the staff opened and read it."""
    with transaction() as session:
        session.add(Reading(submission_id=submission.id, staff_id=by.id, opened_at=moment, read_at=moment))


def asked_for(submission: Submission, question: str, shown_at: datetime | None = None) -> None:
    """A thing that the child asked for, and when the answer was shown to them."""
    with transaction() as session:
        outcome = Outcome(review_id=submission.review_id, submission_id=submission.id, question=question)
        session.add(outcome)
        session.flush()
        if shown_at:
            mark(SHOWN, [outcome.id], shown_at)

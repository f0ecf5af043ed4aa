"""Requests for an advocate: whole for the advocacy provider; for the officer only that there is one, if that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, literal, select, true, union_all
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from participation.advocacy.models import STATES, AdvocacyReferral, AdvocacyStep, ReferralSource, ReferralStep
from participation.children.models import Child
from participation.clock import local
from participation.db import session
from participation.permissions.queries import is_cared_for_by
from participation.reviews.models import CHILD_HAS_DIED, Review, ReviewKind
from participation.sealing import Header
from participation.staff.models import Role, Staff
from participation.submissions.models import Submission
from participation.submissions.queries import IS_WITHDRAWN, STANDS
from participation.submissions.traces import Trace

COUNTED = STATES[:3]
"""The steps that the figures count, in their order: closing one is none."""
Step = AdvocacyStep | ReferralStep


@dataclass(frozen=True)
class Request:
    """What a child asked for themselves, or an officer for them, and the steps taken since, the first one first."""

    asked: Submission | AdvocacyReferral
    steps: tuple[Step, ...]

    @property
    def id(self) -> str:
        """As addresses name it."""
        return self.asked.id

    @property
    def review(self) -> Review:
        """Of which child."""
        return self.asked.review

    @property
    def submission(self) -> Submission | None:
        """The child's own words; None of a referral."""
        return self.asked if isinstance(self.asked, Submission) else None

    @property
    def referral(self) -> AdvocacyReferral | None:
        """Where an officer made it."""
        return self.asked if isinstance(self.asked, AdvocacyReferral) else None

    @property
    def asked_at(self) -> datetime:
        """When it was sent, or made."""
        return self.asked.sent_at if isinstance(self.asked, Submission) else self.asked.made_at

    @property
    def source(self) -> str:
        """A ReferralSource."""
        return self.asked.source if isinstance(self.asked, AdvocacyReferral) else ReferralSource.CHILD

    @property
    def is_kept_from_officer(self) -> bool:
        """What an officer asks they know."""
        return isinstance(self.asked, Submission) and self.asked.is_kept_from_officer

    @property
    def state(self) -> str:
        """How far it is; empty when nobody has taken it."""
        return self.steps[-1].state if self.steps else ""


@dataclass(frozen=True)
class RequestOutline:
    """That an advocate was asked for, and how far it is: all that the child's officer is told."""

    review_id: str
    asked_at: datetime
    state: str


def requests_for(advocate: Staff) -> tuple[Request, ...]:
    """Every request: first those that nobody has taken, the longest waiting on top; those that are closed last."""
    asked = [*session().scalars(_meant_for(advocate)), *session().scalars(_referred_to(advocate))]
    steps = steps_of([each.id for each in asked])
    requests = sorted((Request(each, steps.get(each.id, ())) for each in asked), key=lambda each: each.asked_at)
    return tuple(sorted(requests, key=lambda request: (request.state == "closed", bool(request.state))))


def request_for(advocate: Staff, request_id: str) -> Request | None:
    """One request; for anybody but an advocate there is none."""
    asked = session().scalar(_meant_for(advocate).where(Submission.id == request_id)) or session().scalar(
        _referred_to(advocate).where(AdvocacyReferral.id == request_id)
    )
    return Request(asked, steps_of([request_id]).get(request_id, ())) if asked else None


def withdrawn(advocate: Staff) -> Sequence[Submission]:
    """Requests that children withdrew before anybody had opened them, the newest first: that, and when."""
    return session().scalars(_asked_of(advocate).where(IS_WITHDRAWN).order_by(Submission.withdrawn_at.desc())).all()


def _meant_for(advocate: Staff) -> Select[Submission]:
    return _asked_of(advocate).where(STANDS)


def _asked_of(advocate: Staff) -> Select[Submission]:
    return (
        select(Submission)
        .where(Submission.asks_for_advocate, Submission.kind == "advocacy", literal(advocate.role) == Role.ADVOCATE)
        .options(joinedload(Submission.review).joinedload(Review.child))
    )


def _referred_to(advocate: Staff) -> Select[AdvocacyReferral]:
    its_review = joinedload(AdvocacyReferral.review).joinedload(Review.child)
    wanted = select(AdvocacyReferral).where(literal(advocate.role) == Role.ADVOCATE)
    return wanted.options(its_review, joinedload(AdvocacyReferral.by))


def steps_of(ids: Sequence[str]) -> dict[str, tuple[Step, ...]]:
    """The steps of these requests, by request; only for whoever has been shown these."""
    steps: dict[str, tuple[Step, ...]] = {}
    found: list[Step] = [
        *session().scalars(select(AdvocacyStep).where(AdvocacyStep.submission_id.in_(ids)).options(_BY)),
        *session().scalars(select(ReferralStep).where(ReferralStep.referral_id.in_(ids)).options(_BY_OF_REFERRAL)),
    ]
    for step in sorted(found, key=lambda step: STATES.index(step.state)):
        steps[step.request_id] = (*steps.get(step.request_id, ()), step)
    return steps


_BY, _BY_OF_REFERRAL = joinedload(AdvocacyStep.by), joinedload(ReferralStep.by)


def asked_for(officer: Staff, review_ids: Iterable[str]) -> dict[str, RequestOutline]:
    """What an officer cares for and an advocate was asked for, but for those whose child said not to tell."""
    ids = list(review_ids)
    own = (
        select(Submission.review_id, Submission.sent_at, AdvocacyStep.state)
        .join(Review, Review.id == Submission.review_id)
        .outerjoin(AdvocacyStep, AdvocacyStep.submission_id == Submission.id)
        .where(Submission.asks_for_advocate, Submission.is_kept_from_officer.is_(False), STANDS)
    )
    referred = (
        select(AdvocacyReferral.review_id, AdvocacyReferral.made_at, ReferralStep.state)
        .join(Review, Review.id == AdvocacyReferral.review_id)
        .outerjoin(ReferralStep, ReferralStep.referral_id == AdvocacyReferral.id)
    )
    rows = session().execute(union_all(*(_of_these(each, officer, ids) for each in (own, referred))))
    asked = sorted(
        (RequestOutline(review_id, asked_at, state or "") for review_id, asked_at, state in rows),
        key=lambda each: (each.asked_at, ("", *STATES).index(each.state)),
    )
    return {each.review_id: each for each in asked}  # the last one stands: the newest request, as far as it is


def _of_these(wanted: Select[str, datetime, str], officer: Staff, ids: Sequence[str]) -> Select[str, datetime, str]:
    return wanted.where(is_cared_for_by(officer), Review.id.in_(ids))


def referrals_by(officer: Staff, review_id: str) -> Sequence[tuple[AdvocacyReferral, str]]:
    """What this officer referred themselves, the newest first, with how far it is; never what the child asked."""
    wanted = select(AdvocacyReferral).join(Review).where(Review.id == review_id, is_cared_for_by(officer))
    found = session().scalars(wanted.where(AdvocacyReferral.by_id == officer.id)).all()
    steps = steps_of([each.id for each in found])
    states = ((each, steps[each.id][-1].state if each.id in steps else "") for each in found)
    return sorted(states, key=lambda each: each[0].made_at, reverse=True)


def unanswered(before: datetime) -> Sequence[tuple[str, datetime]]:
    """Requests made until then to which the provider has said nothing, with their moment: that, and of nobody."""
    own = select(Submission.id, Submission.sent_at).where(
        Submission.asks_for_advocate,
        Submission.kind == "advocacy",
        STANDS,
        Submission.sent_at <= before,
        ~select(AdvocacyStep.state).where(AdvocacyStep.submission_id == Submission.id).exists(),
    )
    referred = select(AdvocacyReferral.id, AdvocacyReferral.made_at).where(
        AdvocacyReferral.made_at <= before,
        ~select(ReferralStep.state).where(ReferralStep.referral_id == AdvocacyReferral.id).exists(),
    )
    rows = (row for each in (own, referred) for row in session().execute(each.join(Review).where(~CHILD_HAS_DIED)))
    return sorted(((id, at) for id, at in rows), key=lambda each: each[1])


def how_far() -> ColumnElement[str]:
    """How far a submission's request for an advocate has come, of the steps that are counted; empty before them."""
    return _how_far(AdvocacyStep.state, AdvocacyStep.submission_id == Submission.id)


def how_far_referred() -> ColumnElement[str]:
    """How far an officer's referral has come, of the steps that are counted; empty before them."""
    return _how_far(ReferralStep.state, ReferralStep.referral_id == AdvocacyReferral.id)


def _how_far(state: InstrumentedAttribute[str], is_its: ColumnElement[bool]) -> ColumnElement[str]:
    def is_at(known: str) -> ColumnElement[bool]:
        return select(state).where(is_its, state == known).exists()

    return case(*((is_at(known), known) for known in reversed(COUNTED)), else_="")


class AdvocacyPath(NamedTuple):
    """One request, how far it has come, and what the council knows of whom it is for; no longer whose it is."""

    source: str
    came: str
    at: datetime
    language: str
    born_on: date | None
    sex: str
    ethnicity: str
    is_disabled: bool | None
    kind: str = ReviewKind.CHILD_IN_CARE
    """Of the review before which they were asked for."""


def paths(begins_at: datetime, ends_at: datetime) -> list[AdvocacyPath]:
    """Every request made in these days, also what stayed of those whose words are deleted."""
    own = literal(ReferralSource.CHILD.value)
    found = []
    for source, came, at, language, asks in (
        (own, how_far(), Submission.sent_at, Child.language, and_(Submission.asks_for_advocate, STANDS)),
        (own, Trace.advocacy, Trace.sent_at, Child.language, Trace.asks_for_advocate),
        (AdvocacyReferral.source, how_far_referred(), AdvocacyReferral.made_at, AdvocacyReferral.language, true()),
    ):
        about = Child.born_on, Child.sex, Child.ethnicity, Child.is_disabled
        wanted = select(source, came, at, language, *about, Review.kind)
        of_these = wanted.select_from(at.class_).join(Review, Review.id == at.class_.review_id).join(Child)
        found.append(of_these.where(asks, at >= begins_at, at < ends_at))
    return list(map(AdvocacyPath._make, session().execute(union_all(*found))))


def header_of_referral(referral: AdvocacyReferral) -> Header:
    """What an officer's words are bound to: its kind gives them to the provider's key."""
    facts = {"by": referral.by_id, "source": referral.source, "what": "referral"}
    return _header(referral.id, referral.review_id, referral.made_at, facts)


def header_of_note(step: Step) -> Header:
    """What a note is bound to."""
    return _header(step.request_id, step.request_id, step.at, {"by": step.by_id, "state": step.state, "what": "note"})


def _header(id: str, review: str, at: datetime, facts: dict[str, str]) -> Header:
    return Header("advocacy", id, review, language="en", questionnaire="", day=local(at).date(), facts=facts)

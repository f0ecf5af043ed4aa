"""What is known of some reviews and stands in no figure by itself: kinds and states, and nobody's words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Executable, select, union_all

from participation.advocacy.models import AdvocacyReferral
from participation.advocacy.queries import how_far, how_far_referred
from participation.challenges.models import ChallengeKind, OfficerChallenge
from participation.db import session
from participation.outcomes.models import Outcome
from participation.submissions.models import Submission
from participation.submissions.queries import STANDS
from participation.submissions.traces import Trace, TraceOfAnswer


class AskedThing(NamedTuple):
    """A thing that a child asked for."""

    question: str
    """One of ASKING; empty where the words are deleted."""
    state: str
    """What came of it; empty likewise."""
    is_told: bool


class ChallengedThing(NamedTuple):
    """What the officer challenged."""

    category: str
    outcome: str


def wishes(reviews: Collection[str]) -> Mapping[str, Sequence[AskedThing]]:
    """By review, what the child asked for, also what was deleted since."""
    told = select(Outcome.review_id, Outcome.question, Outcome.state, Outcome.shown_at.is_not(None))
    gone = select(TraceOfAnswer.review_id, TraceOfAnswer.shown_at.is_not(None))
    found = _by_review(told.where(Outcome.review_id.in_(reviews)).order_by(Outcome.id), AskedThing)
    for review, is_told in session().execute(gone.where(TraceOfAnswer.review_id.in_(reviews))):
        found[review].append(AskedThing("", "", is_told))
    return found


def advocates(reviews: Collection[str]) -> Mapping[str, Sequence[str]]:
    """By review, how far each request for an advocate came: empty where nobody took it yet."""
    own = select(Submission.review_id, how_far()).where(Submission.asks_for_advocate, STANDS)
    gone = select(Trace.review_id, Trace.advocacy).where(Trace.asks_for_advocate)
    referred = select(AdvocacyReferral.review_id, how_far_referred())
    each = union_all(
        own.where(Submission.review_id.in_(reviews)),
        gone.where(Trace.review_id.in_(reviews)),
        referred.where(AdvocacyReferral.review_id.in_(reviews)),
    )
    return _by_review(each, str)


def challenges(reviews: Collection[str]) -> Mapping[str, Sequence[ChallengedThing]]:
    """By review, what was challenged and what it changed; good practice is none."""
    wanted = select(OfficerChallenge.review_id, OfficerChallenge.category, OfficerChallenge.outcome)
    of_these = OfficerChallenge.review_id.in_(reviews), OfficerChallenge.kind == ChallengeKind.CHALLENGE
    return _by_review(wanted.where(*of_these).order_by(OfficerChallenge.id), ChallengedThing)


def _by_review(wanted: Executable, shape: Any) -> defaultdict[str, list[Any]]:
    found = defaultdict[str, list[Any]](list)
    rows: Iterable[Any] = session().execute(wanted)
    for review, *row in rows:
        found[review].append(shape(*row))
    return found

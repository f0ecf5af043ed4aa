"""Very many reviews of other years, with what was asked and sent: what a service gathers over the years."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from participation.children.models import Child
from participation.db import Base, new_id, transaction
from participation.invitations.models import CHILD, Invitation
from participation.outcomes.models import Participation
from participation.reviews.models import Person, Review
from participation.reviews.timetable import collection_year_days
from participation.submissions.models import Submission
from tests.metrics.events import FAR, at

ENVELOPE = bytes(range(256)) * 6
WEEK = timedelta(days=7)
AT_ONCE = 2_000
ROLES = (CHILD, "school")

Rows = dict[type[Base], list[dict[str, Any]]]


def hold_many(reviews: Mapping[str, int]) -> None:
    """So many reviews in each year, a child and a school asked about each, and both have sent a form."""
    for year, number in reviews.items():
        for start in range(0, number, AT_ONCE):
            _write(_rows(year, range(start, min(start + AT_ONCE, number)), number))


def _write(rows: Rows) -> None:
    with transaction() as session:
        for table, values in rows.items():
            session.execute(insert(Base.metadata.tables[table.__tablename__]), values)


def _rows(year: str, numbers: range, of: int) -> Rows:
    rows: Rows = {table: [] for table in (Child, Review, Participation, Person, Invitation, Submission)}
    first, _ = collection_year_days(year)
    for number in numbers:
        for table, row in _of_one(f"{year} {number}", first + timedelta(days=number * 365 // of)):
            rows[table].append(row)
    return rows


def _of_one(reference: str, on: date) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    child, review = new_id(), new_id()
    sent_at = at(on - WEEK)
    yield Child, {"id": child, "reference": f"child {reference}", "born_on": on.replace(year=on.year - 11, day=1)}
    yield Review, {"id": review, "reference": reference, "child_id": child, "meets_on": on, "due_on": on}
    yield Participation, {"review_id": review, "code": "PN6", "recorded_at": at(on)}
    for role in ROLES:
        person, invitation = new_id() if role != CHILD else None, new_id()
        if person:
            yield Person, {"id": person, "review_id": review, "role": role, "name": "Jo Doe"}
        its_own = {"review_id": review, "respondent": role}
        yield Invitation, {**its_own, "id": invitation, "person_id": person, "level": "short", "ends_on": FAR,
                           "invited_on": on - 2 * WEEK}  # fmt: skip
        yield Submission, {**its_own, "id": new_id(), "invitation_id": invitation, "level": "short", "version": 1,
                           "kind": "views" if role == CHILD else "adult", "language": "en", "sent_at": sent_at,
                           "purpose": "my_views", "printing": 1, "envelope": ENVELOPE,
                           "counted_at": sent_at}  # fmt: skip

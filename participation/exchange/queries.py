"""What is known already of whom a list names, and what the national return asks for."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Executable, exists, func, or_, select
from sqlalchemy.orm import aliased

from participation import clock
from participation.children.models import Child, DeprivationOfLiberty, HadEpisodes
from participation.children.numbers import number_key
from participation.db import session
from participation.exchange.export import Returned
from participation.outcomes.models import Participation
from participation.reviews.models import CHILD_IS_OURS, PERSON_STANDS, REVIEW_STANDS, Person, Review, ReviewKind
from participation.staff.models import Staff

AT_ONCE = 500
Known = dict[str, Any]
"""One row as plain values, by the names of its columns."""


def children_by_reference(references: Collection[str]) -> dict[str, Known]:
    """The children of these references."""
    asked = select(Child.__table__).where(Child.reference.in_(references))
    return {child["reference"]: child for child in all_rows(asked)}


def child_ids(references: Collection[str]) -> dict[str, str]:
    """The ids of those children who are among these numbers."""
    found = dict[str, str]()
    for some in _in_hundreds(references):
        asked = select(Child.reference, Child.id).where(Child.reference.in_(some))
        found.update(session().execute(asked).all())
    return found


def everybody() -> Iterator[tuple[str, str, date | None]]:
    """Every child's number, name and birthday."""
    asked = select(Child.reference, Child.preferred_name, Child.born_on).order_by(Child.id)
    yield from session().execute(asked)


def review_numbers() -> Iterator[str]:
    """The council's numbers of all reviews."""
    yield from filter(None, session().scalars(select(Review.reference)))


def reviews_of(child_ids: Collection[str]) -> list[Known]:
    """The reviews of these children that have a number of the council's."""
    asked = select(Review.__table__).where(Review.child_id.in_(child_ids), Review.reference.is_not(None))
    return all_rows(asked)


def reviews_by_reference(references: Collection[str]) -> dict[str, Known]:
    """The reviews of these references."""
    asked = select(Review.__table__).where(Review.reference.in_(references))
    return {review["reference"]: review for review in all_rows(asked)}


def reviews_by_day(child_ids: Collection[str]) -> dict[tuple[str, str, date], Known]:
    """The reviews of these children by child, kind and day, with the code that is recorded. One child on one day is one
    review."""
    asked = (
        select(Review.__table__, Participation.code, Participation.recorded_by)
        .outerjoin(Participation, Participation.review_id == Review.id)
        .where(Review.child_id.in_(child_ids), Review.meets_on.is_not(None), REVIEW_STANDS)
        .order_by(Participation.code.is_not(None), Review.id)  # of two on one day the one with a code stands
    )
    return {(review["child_id"], review["kind"], review["meets_on"]): review for review in all_rows(asked)}


def accounts_by_email(emails: Collection[str]) -> dict[str, Known]:
    """The accounts of these addresses."""
    asked = select(Staff.id, Staff.email, Staff.role, Staff.disabled_at).where(Staff.email.in_(emails))
    return {account["email"]: account for account in all_rows(asked)}


def number_of_child(child_id: str) -> str:
    """The council's number of a child."""
    return session().get_one(Child, child_id).reference


def email_of(staff_id: str) -> str:
    """The address of an account."""
    return session().get_one(Staff, staff_id).email


def people_of(review_ids: Collection[str]) -> list[Known]:
    """The people of these reviews."""
    asked = select(Person.__table__).where(Person.review_id.in_(review_ids)).order_by(Person.id)
    return all_rows(asked)


def adults_with_numbers(numbers: Collection[str]) -> list[tuple[str, str]]:
    """Which adults around a review have one of these telephone numbers: the number, and who that is."""
    if not numbers:
        return []
    asked = select(Person.phone, Person.name, Person.role, Review.reference).join(Review, Review.id == Person.review_id)
    asked = asked.where(Person.phone.in_(numbers), PERSON_STANDS).order_by(Person.id)
    return [(phone, f"{name} ({role}, review {number})") for phone, name, role, number in session().execute(asked)]


def children_with_numbers(numbers: Collection[str]) -> list[tuple[str, str]]:
    """Which children have one of these telephone numbers of their own: the number, and who that is."""
    if not numbers:
        return []
    asked = select(Child.phone, Child.reference).where(Child.phone.in_(numbers)).order_by(Child.id)
    return [(phone, f"the child {number}") for phone, number in session().execute(asked)]


def people_who_stand(references: Collection[str]) -> list[tuple[str, str, str]]:
    """Who has a part in these reviews: the review's number, their role, their name."""
    found = list[tuple[str, str, str]]()
    for some in _in_hundreds(references):
        asked = select(Review.reference, Person.role, Person.name).join(Person, Person.review_id == Review.id)
        asked = asked.where(Review.reference.in_(some), PERSON_STANDS).order_by(Review.reference, Person.name)
        found += [(reference or "", role, name) for reference, role, name in session().execute(asked)]
    return found


def children_waited_for() -> list[str]:
    """The numbers of the children in care who have a review still to come, or had none but one that was ended."""
    to_come = or_(Review.meets_on >= clock.today(), Review.meets_on.is_(None))
    other = aliased(Review)
    has_any = exists().where(other.child_id == Child.id, other.ending_id.is_(None)).correlate(Child)
    asked = select(Child.reference).join(Review, Review.child_id == Child.id).where(CHILD_IS_OURS)
    asked = asked.where(or_(to_come, ~has_any))
    return list(session().scalars(asked.distinct().order_by(Child.reference)))


def all_rows(asked: Executable) -> list[Known]:
    found = session().execute(asked)
    names = tuple(found.keys())
    return [dict(zip(names, row, strict=True)) for row in found]


def _in_hundreds(references: Collection[str]) -> Iterator[tuple[str, ...]]:
    """A database takes so many values in one statement."""
    left = iter(references)
    while some := tuple(islice(left, AT_ONCE)):
        yield some


def deprivations_of(child_ids: Collection[str]) -> list[Known]:
    """The deprivation of liberty orders of these children, each with the child's number."""
    found = list[Known]()
    for some in _in_hundreds(child_ids):
        asked = select(DeprivationOfLiberty.__table__, Child.reference).join(Child)
        asked = asked.where(DeprivationOfLiberty.child_id.in_(some)).order_by(Child.reference)
        found += all_rows(asked)
    return found


def had_episodes(year: str) -> dict[str, bool] | None:
    """Of whom the return of this year had episodes, by number as numbers are compared; and whether all of them were
    short breaks. None where no episodes of the year were given."""
    asked = select(Child.reference, HadEpisodes.is_short_breaks).join(Child).where(HadEpisodes.year == year)
    return {number_key(reference): is_short for reference, is_short in session().execute(asked)} or None


def first_returned_day() -> date | None:
    """The day of the first review that came with a return."""
    return session().scalar(select(func.min(Review.meets_on)).where(Review.reference.is_(None)))


def histories(child_ids: Collection[str]) -> list[Known]:
    """Each review in care of these children in its order, child by child."""
    asked = (
        select(Review.id, Review.child_id, Review.reference, Review.meets_on, Review.due_on)
        .where(Review.child_id.in_(child_ids), Review.meets_on.is_not(None), REVIEW_STANDS)
        .where(Review.kind == ReviewKind.CHILD_IN_CARE)
        .order_by(Review.child_id, Review.meets_on, Review.id)
    )
    return all_rows(asked)


def returned(first: date, last: date) -> Iterator[Returned]:
    """The reviews in care of these days as the national return lists them."""
    asked = (
        select(Child.reference, Child.born_on, Review.meets_on, Participation.code)
        .join(Child, Child.id == Review.child_id)
        .outerjoin(Participation, Participation.review_id == Review.id)
        .where(Review.meets_on.between(first, last), Review.kind == ReviewKind.CHILD_IN_CARE, REVIEW_STANDS)
        .order_by(Child.reference, Review.meets_on, Review.id)
    )
    for reference, born_on, meets_on, code in session().execute(asked):
        if meets_on:  # as was asked; mypy cannot know
            yield Returned(reference, born_on, meets_on, code or "")

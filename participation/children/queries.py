"""Children by the numbers that the council knows them by."""

from sqlalchemy import or_, select

from participation.children.models import Child
from participation.db import session


def child_with_number(number: str) -> Child | None:
    """The child whom the council knows by this number, or who has this id."""
    return session().scalar(select(Child).where(or_(Child.reference == number, Child.id == number)))

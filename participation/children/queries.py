"""Children by the numbers that the council knows them by."""

from sqlalchemy import or_, select

from participation.children.models import Child
from participation.children.numbers import is_like_number
from participation.db import session


def child_with_number(number: str) -> Child | None:
    """The child whom the council knows by this number, however it is written, or who has this id."""
    is_it = or_(is_like_number(Child.reference, number), Child.id == number)
    return session().scalar(select(Child).where(is_it).order_by((Child.reference == number).desc()))

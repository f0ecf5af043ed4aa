"""What a manager does with an account: each rule is looked at in the transaction that it is for."""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from participation.audit import actions as audit
from participation.db import as_one, session, transaction
from participation.endings.actions import Takers, hand_over, note_closed
from participation.endings.queries import unfinished_reviews
from participation.staff.accounts import end_sessions, renew_staff
from participation.staff.models import Role, Staff


class Obstacle(StrEnum):
    """Why something is not done with an account."""

    OWN = "own"
    """Nobody closes their own account or changes their own role: so one manager is always left."""
    HAS_REVIEWS = "has reviews"
    """Only officers have reviews."""
    NOBODY_TAKES = "nobody takes"
    """There are reviews that are not finished, and nobody was named for some of them."""


class NotDone(Exception):
    """Nothing was changed."""

    def __init__(self, why: Obstacle) -> None:
        super().__init__(why)
        self.why = why


def change_account(by: Staff, staff_id: str, name: str, role: Role) -> None:
    """Give somebody another name or role. Raises LookupError, NotDone."""
    with transaction() as current:
        staff = _held(current, by, staff_id)
        if role != staff.role:
            if staff.id == by.id:
                raise NotDone(Obstacle.OWN)
            if unfinished_reviews(staff):
                raise NotDone(Obstacle.HAS_REVIEWS)
            audit.record(current, by.id, "role changed", f"staff/{staff.id}", f"{staff.role} to {role}")
        if name != staff.name:
            audit.record(current, by.id, "name changed", f"staff/{staff.id}")
        staff.name, staff.role = name, role


def renew_account(by: Staff, staff_id: str) -> tuple[Staff, str]:
    """A link by which somebody sets their account up anew; returns its secret too. Raises LookupError, NotDone."""
    with transaction() as current:
        staff = _others(current, by, staff_id)
        return staff, renew_staff(current, by, staff)


def sign_out(by: Staff, staff_id: str) -> None:
    """Whoever is signed in with this account is out. Raises LookupError, NotDone."""
    with transaction() as current:
        staff = _others(current, by, staff_id)
        end_sessions(current, staff.id)
        audit.record(current, by.id, "signed out by a manager", f"staff/{staff.id}")


def close(by: Staff, staff_id: str, takers: Takers) -> None:
    """Close an account, and give each review that is not finished to somebody. Raises LookupError, NotDone."""
    with as_one():
        staff = _others(session(), by, staff_id)
        note_closed(staff, takers, by.id)
        if staff.disabled_at is None:
            raise NotDone(Obstacle.NOBODY_TAKES)


def give(by: Staff, staff_id: str, takers: Takers) -> None:
    """Give reviews that are not finished to others; what nobody was named for stays. Raises LookupError."""
    with as_one():
        hand_over(unfinished_reviews(_held(session(), by, staff_id)), takers, by.id)


def _others(current: Session, by: Staff, staff_id: str) -> Staff:
    staff = _held(current, by, staff_id)
    if staff.id == by.id:
        raise NotDone(Obstacle.OWN)
    return staff


def _held(current: Session, by: Staff, staff_id: str) -> Staff:
    """The account, and that of the manager: of two who close each other's the second is no manager any more."""
    of_both = select(Staff).where(Staff.id.in_((by.id, staff_id))).order_by(Staff.id)
    held = {each.id: each for each in current.scalars(of_both.with_for_update(key_share=True))}
    manager = held[by.id]
    if manager.role != Role.MANAGER or manager.disabled_at or staff_id not in held:
        raise LookupError(staff_id)
    return held[staff_id]

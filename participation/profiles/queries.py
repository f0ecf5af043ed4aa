"""An officer's page: for those who hold a letter of theirs, for the officer, and for who approves it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, literal, select
from sqlalchemy.orm import joinedload

from participation.db import session
from participation.profiles.models import Profile, ProfileChange
from participation.staff.models import Role, Staff


def published_profile(staff_id: str) -> Profile | None:
    """The page that children may see, of somebody who works here."""
    is_here = Staff.disabled_at.is_(None), Profile.published_on.is_not(None)
    wanted = select(Profile).join(Staff, Staff.id == Profile.staff_id).where(Profile.staff_id == staff_id, *is_here)
    return session().scalar(wanted)


def profile_of(staff_id: str) -> Profile | None:
    """The page as it is shown, or would be if its officer wanted that."""
    return session().get(Profile, staff_id)


def change_of(staff_id: str) -> ProfileChange | None:
    """What its officer has written since, and no manager has approved."""
    return session().get(ProfileChange, staff_id)


def page_of(staff_id: str) -> Profile | None:
    """The page as its officer wrote it last, approved or not."""
    shown, change = profile_of(staff_id), change_of(staff_id)
    return change.as_page(shown) if change else shown


def waiting(manager: Staff) -> Sequence[ProfileChange]:
    """What waits to be approved, the longest waiting first; for managers alone."""
    wanted = select(ProfileChange).join(Staff).where(*_waits_for(manager)).options(joinedload(ProfileChange.staff))
    return session().scalars(wanted.order_by(ProfileChange.asked_at)).all()


def waiting_for(manager: Staff, staff_id: str) -> ProfileChange | None:
    """One of those."""
    wanted = select(ProfileChange).join(Staff).where(ProfileChange.staff_id == staff_id, *_waits_for(manager))
    return session().scalar(wanted)


def _waits_for(manager: Staff) -> tuple[ColumnElement[bool], ...]:
    is_open = ProfileChange.returned_at.is_(None), ProfileChange.is_wanted.is_(True), Staff.disabled_at.is_(None)
    return literal(manager.role) == Role.MANAGER, *is_open

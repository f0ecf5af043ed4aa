"""An officer's page for those who hold a letter of theirs."""

from sqlalchemy import select

from participation.db import session
from participation.profiles.models import Profile
from participation.staff.models import Staff


def published_profile(staff_id: str) -> Profile | None:
    """The page that children may see, of somebody who works here."""
    is_here = Staff.disabled_at.is_(None), Profile.published_on.is_not(None)
    wanted = select(Profile).join(Staff, Staff.id == Profile.staff_id).where(Profile.staff_id == staff_id, *is_here)
    return session().scalar(wanted)


def profile_of(staff_id: str) -> Profile | None:
    """The page as its officer has written it, shown or not."""
    return session().get(Profile, staff_id)

"""An officer's page for those who hold a letter of theirs."""

from sqlalchemy import select

from participation.db import session
from participation.profiles.models import Profile


def published_profile(staff_id: str) -> Profile | None:
    """The page that children may see."""
    return session().scalar(select(Profile).where(Profile.staff_id == staff_id, Profile.published_on.is_not(None)))


def profile_of(staff_id: str) -> Profile | None:
    """The page as its officer has written it, shown or not."""
    return session().get(Profile, staff_id)

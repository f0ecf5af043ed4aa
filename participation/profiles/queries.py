"""An officer's page for those who hold a letter of theirs."""

from participation.db import session
from participation.profiles.models import Profile


def published_profile(staff_id: str) -> Profile | None:
    """The page that children may see."""
    found = profile_of(staff_id)
    return found if found and found.published_on else None


def profile_of(staff_id: str) -> Profile | None:
    """The page as its officer has written it, shown or not."""
    return session().get(Profile, staff_id)

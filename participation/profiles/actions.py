"""Writing an officer's page."""

from dataclasses import dataclass

from participation import clock
from participation.db import transaction
from participation.profiles.models import Profile
from participation.profiles.photos import small_photo
from participation.profiles.rich_text import clean
from participation.staff.queries import held_account


@dataclass(frozen=True)
class About:
    """What officers tell children about themselves; `about` may be rich text."""

    known_as: str
    pronouns: str = ""
    about: str = ""
    likes: str = ""
    speaks: str = ""
    phone: str = ""
    email: str = ""
    works: str = ""
    portrait: str = ""


def write_profile(
    staff_id: str, about: About, *, published: bool = True, photo: bytes = b"", without_photo: bool = False
) -> None:
    """Keep an officer's page, and show it to children or not. A photo stays until another is given, or none is wanted.

    `photo` is a file as it was given. Raises NotAPhoto; then nothing is kept.
    """
    picture = small_photo(photo) if photo else None
    with transaction() as session:
        held_account(session, staff_id)  # of two windows the second changes the page that the first has made
        profile = session.get(Profile, staff_id)
        if profile is None:
            profile = Profile(staff_id=staff_id)
            session.add(profile)
        for name, value in vars(about).items():
            setattr(profile, name, value)
        profile.about = str(clean(about.about))
        profile.published_on = (profile.published_on or clock.today()) if published else None
        if picture or without_photo:
            profile.photo = picture

"""Writing an officer's page, and approving what is to be shown of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from participation import clock, service
from participation.audit import actions as audit
from participation.db import transaction
from participation.outbox.actions import queue
from participation.profiles.models import OwnWords, Profile, ProfileChange
from participation.profiles.photos import small_photo
from participation.profiles.queries import page_of, waiting_for
from participation.profiles.rich_text import clean
from participation.staff.models import Role, Staff
from participation.staff.queries import held_account

ASKED, ANSWERED = "profile_waits", "profile_answered"
_WRITTEN = (
    "known_as", "pronouns", "about", "likes", "speaks", "phone", "email", "works", "portrait", "greeting",
    "in_languages",
)  # fmt: skip
"""The columns that an officer writes."""


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
    greeting: str = ""


@dataclass(frozen=True)
class _Photo:
    new: bytes | None = None
    is_unwanted: bool = False


def write_profile(
    staff_id: str, about: About, *, published: bool = True, photo: bytes = b"", without_photo: bool = False
) -> None:
    """Keep an officer's page, and show it to children or not. A photo stays until another is given, or none is wanted.

    Where the service has changes approved, what is shown stays until a manager has looked; to hide a page needs nobody.
    `photo` is a file as it was given. Raises NotAPhoto; then nothing is kept.
    """
    picture = small_photo(photo) if photo else None
    with transaction() as session:
        held_account(session, staff_id)  # of two windows the second changes the page that the first has made
        page = page_of(staff_id)
        in_languages = page.in_languages if page else {}
        told = {**vars(about), "about": str(clean(about.about)), "in_languages": in_languages}
        _keep(session, staff_id, told, _Photo(picture, without_photo), is_wanted=published)


def write_words(staff_id: str, code: str, words: OwnWords) -> None:
    """Keep what an officer says in another language; nothing at all takes that language away.

    Raises LookupError where there is no page yet.
    """
    with transaction() as session:
        held_account(session, staff_id)
        page, change = page_of(staff_id), session.get(ProfileChange, staff_id)
        if page is None:
            raise LookupError(staff_id)
        cleaned = asdict(words) | {"about": str(clean(words.about))}
        others = {each: said for each, said in page.in_languages.items() if each != code}
        told = {name: getattr(page, name) for name in _WRITTEN}
        told["in_languages"] = others | ({code: cleaned} if any(cleaned.values()) else {})
        is_wanted = change.is_wanted if change else page.published_on is not None
        _keep(session, staff_id, told, _Photo(), is_wanted=is_wanted)


def _keep(session: Session, staff_id: str, told: Mapping[str, Any], photo: _Photo, *, is_wanted: bool) -> None:
    profile, change = session.get(Profile, staff_id), session.get(ProfileChange, staff_id)
    if not service.current().profiles_are_approved:
        if change is not None:  # it waited when changes were still approved
            photo = _Photo(photo.new or change.photo, photo.is_unwanted or (change.without_photo and not photo.new))
            session.delete(change)
        _show(session, staff_id, told, photo, is_wanted=is_wanted)
        return
    if profile is not None and not is_wanted:
        profile.published_on = None
    if change is None:
        change = ProfileChange(staff_id=staff_id, without_photo=False)
        session.add(change)
    change.told, change.is_wanted, change.asked_at = dict(told), is_wanted, clock.now()
    change.returned_at, change.words = None, ""
    if photo.new or photo.is_unwanted:
        change.photo, change.without_photo = photo.new, photo.is_unwanted and not photo.new
    if is_wanted:
        queue(ASKED, f"{ASKED}/{staff_id}/{clock.today().isoformat()}", to_role=Role.MANAGER)


def _show(session: Session, staff_id: str, told: Mapping[str, Any], photo: _Photo, *, is_wanted: bool) -> None:
    profile = session.get(Profile, staff_id)
    if profile is None:
        profile = Profile(staff_id=staff_id)
        session.add(profile)
    for name, value in told.items():
        setattr(profile, name, value)
    profile.published_on = (profile.published_on or clock.today()) if is_wanted else None
    if photo.new or photo.is_unwanted:
        profile.photo = photo.new


def approve(manager: Staff, staff_id: str, seen_at: datetime) -> bool:
    """Show children what an officer wrote. False where they have written something else since it was looked at."""
    with transaction() as session:
        change = _looked_at(session, manager, staff_id, seen_at)
        if change is None:
            return False
        _show(session, staff_id, change.told, _Photo(change.photo, change.without_photo), is_wanted=True)
        session.delete(change)
        _answer(session, manager, change, "approved a page")
    return True


def give_back(manager: Staff, staff_id: str, seen_at: datetime, words: str) -> bool:
    """Tell an officer what to change first. False where they have written something else since."""
    with transaction() as session:
        change = _looked_at(session, manager, staff_id, seen_at)
        if change is None:
            return False
        change.returned_at, change.words = clock.now(), words
        _answer(session, manager, change, "gave a page back")
    return True


def _looked_at(session: Session, manager: Staff, staff_id: str, seen_at: datetime) -> ProfileChange | None:
    held_account(session, staff_id)
    change = waiting_for(manager, staff_id)
    return change if change and change.asked_at == seen_at else None


def _answer(session: Session, manager: Staff, change: ProfileChange, action: str) -> None:
    audit.record(session, manager.id, action, f"staff/{change.staff_id}")
    queue(ANSWERED, f"{ANSWERED}/{change.staff_id}/{clock.now().isoformat()}", to_staff_id=change.staff_id)

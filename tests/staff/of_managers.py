"""Who works here, and the pages of officers: whose that is, for the table of the world."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from participation import clock, db
from participation.profiles.models import ProfileChange
from participation.staff.models import Role

if TYPE_CHECKING:
    from tests.staff.world import World

NOBODY = "0" * 26


def ben(world: "World") -> Mapping[str, str]:
    """A colleague's account."""
    return {"staff_id": world.ben.staff_id}


def own(world: "World") -> Mapping[str, str]:
    """One's own account, which another manager looks after."""
    return {"staff_id": world.id_of(Role.MANAGER)}


def nobody(_world: "World") -> Mapping[str, str]:
    """An account that is not there."""
    return {"staff_id": NOBODY}


def his(world: "World") -> Mapping[str, str]:
    """A review of anybody's."""
    return {"review_id": world.his}


def no_review(_world: "World") -> Mapping[str, str]:
    """A review that is not there."""
    return {"review_id": NOBODY}


def officer(world: "World") -> Mapping[str, str]:
    """Somebody who can be reminded."""
    return {"officer_id": world.ben.staff_id}


def no_officer(world: "World") -> Mapping[str, str]:
    """Somebody who has no reviews."""
    return {"officer_id": world.id_of(Role.SUPPORT)}


def waiting(world: "World") -> Mapping[str, str]:
    """An officer who wants another page to be shown, with another photo."""
    with world.app.app_context(), db.transaction() as session:
        change = ProfileChange(staff_id=world.ben.staff_id, told={"known_as": "Ben", "in_languages": {}})
        change.photo, change.without_photo, change.is_wanted, change.asked_at = b"RIFF", False, True, clock.now()
        session.merge(change)
    return ben(world)


def amara(world: "World") -> Mapping[str, str]:
    """An officer who wants nothing else to be shown."""
    return {"staff_id": world.amara.staff_id}


def arabic(_world: "World") -> Mapping[str, str]:
    """A language in which an officer may write."""
    return {"code": "ar"}


def hidden(_world: "World") -> Mapping[str, str]:
    """A language that nobody is offered."""
    return {"code": "xx"}


OF_MANAGERS = {
    "/staff/profile/in/<code>": {Role.OFFICER: ((arabic,), (hidden,))},
    "/staff/profiles/<staff_id>": {Role.MANAGER: ((waiting,), (amara, nobody))},
    "/staff/profiles/<staff_id>/photo": {Role.MANAGER: ((waiting,), (amara, nobody))},
    "/staff/unread/<review_id>/give": {Role.MANAGER: ((his,), (no_review,))},
    "/staff/unread/remind/<officer_id>": {Role.MANAGER: ((officer,), (no_officer,))},
    "/staff/accounts/<staff_id>": {Role.MANAGER: ((ben, own), (nobody,))},
    "/staff/accounts/<staff_id>/reviews": {Role.MANAGER: ((ben, own), (nobody,))},
    "/staff/accounts/<staff_id>/link": {Role.MANAGER: ((ben,), (own, nobody))},
    "/staff/accounts/<staff_id>/sign-out": {Role.MANAGER: ((ben,), (own, nobody))},
}

"""What managers do about who works here: whose that is, for the table of the world."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

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


OF_MANAGERS = {
    "/staff/accounts/<staff_id>": {Role.MANAGER: ((ben, own), (nobody,))},
    "/staff/accounts/<staff_id>/reviews": {Role.MANAGER: ((ben, own), (nobody,))},
    "/staff/accounts/<staff_id>/link": {Role.MANAGER: ((ben,), (own, nobody))},
    "/staff/accounts/<staff_id>/sign-out": {Role.MANAGER: ((ben,), (own, nobody))},
}

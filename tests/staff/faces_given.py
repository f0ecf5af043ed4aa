"""Pictures of adults around reviews: whose they are to see, for the table of the world."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import select

from participation import clock, db
from participation.faces.models import Face
from participation.reviews.models import Person
from participation.staff.models import Role

if TYPE_CHECKING:
    from tests.staff.world import World


def _carer(world: "World", review_id: str, *, waits: bool) -> Mapping[str, str]:
    wanted = select(Person.id).where(Person.review_id == review_id, Person.role == "foster_carer")
    with world.app.app_context(), db.transaction() as session:
        id = session.scalars(wanted).one()
        face = Face(person_id=id, given_by_id=world.amara.staff_id, given_at=clock.now(), photo=b"RIFF")
        face.waits = b"RIFF" if waits else None
        session.merge(face)
    return {"person_id": id}


def hers(world: "World") -> Mapping[str, str]:
    """The carer of Amara's review, whose picture waits."""
    return _carer(world, world.hers, waits=True)


def his(world: "World") -> Mapping[str, str]:
    """The carer of a colleague's review, whose picture its child sees."""
    return _carer(world, world.his, waits=False)


_OF_OFFICER = {Role.OFFICER: ((hers,), (his,))}
_OF_MANAGER = {Role.MANAGER: ((hers,), (his,))}
OF_FACES = {
    "/staff/people/<person_id>/face/picture": _OF_OFFICER,
    "/staff/people/<person_id>/face": _OF_OFFICER,
    "/staff/people/<person_id>/face/<any(again, away):how>": _OF_OFFICER,
    "/staff/faces/<person_id>/picture": _OF_MANAGER,
    "/staff/faces/<person_id>": _OF_MANAGER,
}

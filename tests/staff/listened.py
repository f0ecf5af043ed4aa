"""Complaints, feedback and what the service did: whose that is, for the table of the world."""

from collections.abc import Callable, Mapping

from participation import clock
from participation.complaints.models import Complaint
from participation.db import session, transaction
from participation.feedback.you_said import ENGLISH, pairs, publish
from participation.invitations.queries import invitations_of
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from tests.complaints.complaining import complained
from tests.staff.world import NOWHERE, Make, World


def of_a_child(world: World) -> Mapping[str, str]:
    """A complaint about somebody else's review."""
    with world.app.app_context():
        return {"complaint_id": complained(invitations_of(world.hers)[0])}


def of_their_own_review(world: World) -> Mapping[str, str]:
    """A complaint about a review whose officer is that manager."""
    with world.app.app_context():
        with transaction() as current:
            current.get_one(Review, world.his).officer_id = world.id_of(Role.MANAGER)
        return {"complaint_id": complained(invitations_of(world.his)[0])}


def of_their_day(world: World) -> Mapping[str, str]:
    """A complaint about a review that was that manager's when it was sent."""
    with world.app.app_context():
        id = complained(invitations_of(world.hers)[0], about="person")
        with transaction() as current:
            current.get_one(Complaint, id).about_officer_id = world.id_of(Role.MANAGER)
        return {"complaint_id": id}


def pair(world: World) -> Mapping[str, str]:
    """What the service did."""
    with world.app.app_context():
        publish(session().get_one(Staff, world.id_of(Role.MANAGER)), "", ENGLISH, f"At {clock.now()}", "We came.")
        return {"pair_id": pairs()[0].id}


def no_pair(_world: World) -> Mapping[str, str]:
    return {"pair_id": NOWHERE}


def quarter(id: Callable[[World], str]) -> Make:
    """What was said about somebody's reviews."""
    return lambda world: {"officer_id": id(world), "quarter": "2026-01"}


NONE: tuple[Make, ...] = ()
AMARAS, BENS = quarter(lambda world: world.amara.staff_id), quarter(lambda world: world.ben.staff_id)
FEEDBACK = ((AMARAS,), (quarter(lambda world: world.id_of(Role.MANAGER)),))
COMPLAINT = {Role.MANAGER: ((of_a_child,), (of_their_own_review, of_their_day))}
OF_LISTENING: Mapping[str, Mapping[Role, tuple[tuple[Make, ...], tuple[Make, ...]]]] = {
    "/staff/feedback/<officer_id>/<quarter>/themes": {Role.MANAGER: FEEDBACK},
    "/staff/feedback/<officer_id>/<quarter>/read": {Role.MANAGER: FEEDBACK},
    "/staff/feedback/<officer_id>/<quarter>": {Role.OFFICER: (NONE, (AMARAS, BENS)), Role.MANAGER: FEEDBACK},
    "/staff/complaints/<complaint_id>": COMPLAINT,
    "/staff/complaints/<complaint_id>/<any(acknowledged, noted, child_asked, told, went_on):state>": COMPLAINT,
    "/staff/we-did/<pair_id>/remove": {Role.MANAGER: ((pair,), (no_pair,))},
}

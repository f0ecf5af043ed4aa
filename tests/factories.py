"""Rows for tests, with the least that each needs."""

from datetime import date
from itertools import count

from participation import clock
from participation.children.models import Child
from participation.db import transaction
from participation.invitations.actions import Secrets, draw_secrets, invite
from participation.invitations.models import CHILD, Invitation
from participation.invitations.queries import invitations_of
from participation.reviews.models import Person, Review
from participation.staff.accounts import add_staff
from participation.staff.models import Absence, Role, Staff

PASSWORD = "an invented password"
_numbers = count(1)


def staff(role: Role = Role.OFFICER, **values: str) -> tuple[Staff, str]:
    """An account and the secret of its authenticator."""
    number = next(_numbers)
    email = values.get("email", f"{role}{number}@example.org")
    return add_staff(email, values.get("name", f"Amara {number}"), role, PASSWORD)


def review(officer: Staff | None = None, meets_on: date = date(2026, 3, 10), **values: object) -> Review:
    """A review of a new child, with the people given as (role, name)."""
    number = next(_numbers)
    child_values = {"preferred_name": "Maya", "born_on": date(clock.today().year - 11, 2, 1)}
    child_values |= {"language": "en", "is_unaccompanied": None}
    child_values.update({k: v for k, v in values.items() if k in child_values})
    people = values.get("people", [("foster_carer", "Jo"), ("school", "Ms Field")])
    with transaction() as session:
        child = Child(reference=f"C{number}", **child_values)
        made = Review(
            reference=f"R{number}",
            child=child,
            officer_id=officer.id if officer else None,
            meets_on=meets_on,
            due_on=meets_on,
            people=[Person(role=role, name=name) for role, name in people],  # type: ignore[attr-defined]
        )
        session.add(made)
    return made


def letter(of: Review, respondent: str = CHILD) -> tuple[Invitation, Secrets]:
    """An invitation and what its letter carries."""
    invite([of], [respondent])
    invitation = next(i for i in invitations_of(of.id) if i.respondent == respondent)
    return invitation, draw_secrets(invitation)


def absence(absent_id: str, deputy_id: str, first: str, last: str, *, also_reads: bool = True) -> None:
    """Somebody is away on these days, whatever that leaves."""
    with transaction() as session:
        made = Absence(absent_id=absent_id, deputy_id=deputy_id, also_reads=also_reads, entered_at=clock.now())
        made.first_on, made.last_on = date.fromisoformat(first), date.fromisoformat(last)
        session.add(made)

"""A service with something of everything: what is somebody's own to open, and what is a stranger's."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock, db
from participation.contact.actions import Asked, ask_for_contact
from participation.disclosure.actions import hold
from participation.endings.actions import end, take_back
from participation.endings.reasons import Cause
from participation.invitations.actions import revoke
from participation.invitations.marks import WITHDRAWN, mark
from participation.invitations.queries import invitations_of
from participation.permissions.actions import end_absence, enter_absence
from participation.reviews.models import Review
from participation.staff.models import Absence, Passkey, Role, Staff
from tests import factories
from tests.casework.desk import Desk
from tests.walking import hidden_fields, let_in

OFFICER, SUPPORT, MANAGER, ADVOCATE = Role
WORDS = "zebra-loud-at-night"
"""Stands in everything that anybody sent."""
SOON, HELD = date(2026, 3, 10), date(2026, 3, 5)
NOWHERE = "0" * 26

Ids = Mapping[str, str]


class World:
    """Amara is the officer who asks; Ben is another. Mo, Sue and Dee are of the other roles."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.amara, self.ben = Desk(app), Desk(app, "ben@example.org")
        self.others = {role: self._account(role) for role in (SUPPORT, MANAGER, ADVOCATE)}
        self.hers, self.views, self.feedback = self._about(self.amara)
        self.his, self.his_views, self.feedback_on_ben = self._about(self.ben)
        self.request = self.amara.receive(self.hers, "my_advocate", wants_advocate="yes", about_words=WORDS)
        with app.app_context():
            self.contact = ask_for_contact("form", Asked(WORDS, WORDS, WORDS), "en", None)

    def _about(self, desk: Desk) -> tuple[str, str, str]:
        """A review with views, and feedback on one that was held."""
        review = desk.review("Maya", SOON)
        views = desk.receive(review, "my_views", where_i_live="good", where_i_live_words=WORDS)
        feedback = desk.receive(desk.review("Ella", HELD), "after_review", be_better=WORDS, listened_to="no")
        return review, views, feedback

    def withdrawn(self, review: str) -> str:
        """Views that were sent for a review and withdrawn at once."""
        id = self.amara.receive(review, "my_views", where_i_live_words=WORDS)
        with self.app.app_context(), db.transaction():
            mark(WITHDRAWN, [id], clock.now())
        return id

    def _account(self, role: Role) -> tuple[str, str, str]:
        with self.app.app_context():
            made, secret = factories.staff(role)
            return made.email, secret, made.id

    def browser(self, role: Role) -> FlaskClient:
        """Signed in as somebody of a role; Amara for officers, and Mo once he gave a reason for her review."""
        return self.browsers[role]

    @cached_property
    def browsers(self) -> dict[Role, FlaskClient]:
        """One for each role."""
        found = {role: let_in(self.app, email, secret) for role, (email, secret, _) in self.others.items()}
        form = hidden_fields(found[MANAGER].get("/staff/reviews/elsewhere"))
        with self.app.app_context():
            number = str(db.session().get_one(Review, self.hers).reference)
        found[MANAGER].post("/staff/reviews/elsewhere", data={**form, "number": number, "reason": "for this very test"})
        return {OFFICER: self.amara.browser, **found}

    def cover(self, absent: Desk, covering: Desk, *, ended: bool = False) -> str:
        """Cover that somebody gave for their own absence."""
        with self.app.app_context():
            by, ids = db.session().get_one(Staff, absent.staff_id), select(Absence.id)
            before = set(db.session().scalars(ids))
            enter_absence(
                by,
                Absence(
                    absent_id=absent.staff_id,
                    deputy_id=covering.staff_id,
                    first_on=SOON,
                    last_on=SOON,
                    also_reads=True,
                ),
            )
            (cover,) = set(db.session().scalars(ids)) - before
            if ended:
                end_absence(by, cover)
        return cover

    def letter(self, *, revoked: bool = False) -> str:
        """The invitation of a child."""
        with self.app.app_context():
            invitation = invitations_of(self.his if revoked else self.hers)[0]
            if revoked:
                revoke(invitation)
            return invitation.id

    def ended(self, *, of: str = "", taken: bool = False) -> str:
        """A letter of Amara's whose review was ended; or what its ending is called, by an account."""
        with self.app.app_context():
            review = db.session().get_one(Review, self.amara.review("Zoe", SOON))
            id = factories.letter(review)[0].id
            by = db.session().get_one(Staff, of) if of else None
            ending = end(by, "letter", id, Cause("stolen")) if of else end(by, "review", review.id, Cause("cancelled"))
            assert ending is not None
            if taken:
                take_back(by, ending.id)
            return ending.id if of else id

    def id_of(self, role: Role) -> str:
        """Whose browser that is."""
        return self.amara.staff_id if role == OFFICER else self.others[role][2]

    def held_back(self, submission_id: str) -> str:
        """Something that Mo holds back."""
        with self.app.app_context():
            assert hold(db.session().get_one(Staff, self.others[MANAGER][2]), submission_id, "a court asked for it")
        return submission_id

    def passkey(self, staff_id: str) -> str:
        """A passkey of somebody's."""
        with self.app.app_context(), db.transaction() as session:
            made = Passkey(id=db.new_id(), staff_id=staff_id, name="Mine", public_key=b"", sign_count=0)
            made.credential_id, made.made_at = made.id.encode(), clock.now()
            session.add(made)
            return made.id


Make = Callable[[World], Ids]
"""From a service with something of everything to the ids in an address."""

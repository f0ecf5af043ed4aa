"""A child with an officer, a carer and a school, their letters, and everybody of the staff who may end something."""

from datetime import UTC, date, datetime, timedelta

from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import db
from participation.invitations.actions import Secrets
from participation.invitations.models import CHILD, Invitation
from participation.operations.cli import cli
from participation.reviews.models import Person, Review
from participation.staff.models import Role
from tests import factories
from tests.casework.desk import Desk
from tests.walking import hidden_fields, let_in

MORNING = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
MEETING = date(2026, 3, 24)
LATER = MORNING + timedelta(hours=26)


class Scene:
    """Maya's review is in two weeks; Amara is her officer, Sue is of support, Mo a manager."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.desk = Desk(app)
        self.review = self.desk.review("Maya", MEETING)
        with app.app_context():
            accounts = {role: factories.staff(role) for role in (Role.SUPPORT, Role.MANAGER)}
            self.accounts = {role: (made.email, secret) for role, (made, secret) in accounts.items()}
            self.maya = self._letter(CHILD)
            self.jo = self._letter("foster_carer")
            self.child_id = self.of_review.child_id

    def _letter(self, respondent: str) -> Secrets:
        return factories.letter(self.of_review, respondent)[1]

    @property
    def of_review(self) -> Review:
        """The row, inside an application context."""
        return db.session().get_one(Review, self.review)

    def letter_of(self, respondent: str = CHILD) -> Invitation:
        """The row of a letter, inside an application context."""
        of_respondent = Invitation.review_id == self.review, Invitation.respondent == respondent
        return db.session().scalars(select(Invitation).where(*of_respondent)).one()

    def ids(self) -> dict[str, str]:
        """What may be ended, by what it is."""
        with self.app.app_context():
            person = (
                db.session()
                .scalars(select(Person.id).where(Person.name == "Jo", Person.review_id == self.review))
                .one()
            )
            return {
                "letter": self.letter_of().id,
                "person": person,
                "review": self.review,
                "child": self.child_id,
            }

    def number(self) -> str:
        """The council's number of the review."""
        with self.app.app_context():
            return str(self.of_review.reference)

    def browser(self, role: Role) -> FlaskClient:
        """Signed in as somebody of a role."""
        return self.desk.browser if role == Role.OFFICER else let_in(self.app, *self.accounts[role])

    def press(self, browser: FlaskClient, what: str, **typed: str) -> int:
        """End something on its page; the status of the answer."""
        address = f"/staff/endings/{what}/{self.ids()[what]}"
        return browser.post(address, data={**hidden_fields(browser.get(address)), **typed}).status_code

    def run(self, *words: str) -> Result:
        """What somebody sees who types a command."""
        return CliRunner().invoke(cli, words, obj=lambda **_: self.app)

    def start(self, secrets: Secrets) -> int:
        """What a phone gets that opens a letter: 303 is in, 410 has finished, 404 is unknown."""
        return self.app.test_client().post("/start", data={"token": secrets.token}).status_code

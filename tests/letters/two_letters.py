"""Two letters that are out, and what support does with them."""

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.db import session
from participation.invitations.actions import Secrets
from participation.invitations.models import Invitation
from participation.operations.cli import cli
from tests import factories
from tests.letters.test_no_traces import secrets_of
from tests.walking import Phone

MEETING = date(2026, 3, 10)


def printed(pdf: bytes) -> list[Secrets]:
    """What the square and the code of each page are."""
    found = secrets_of(pdf)
    return [Secrets(token, code) for token, code in zip(found[::3], found[1::3], strict=True)]


def run(app: Flask, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, arguments, obj=lambda: app, input=typed)


def printings(app: Flask) -> dict[str, int]:
    with app.app_context():
        return dict(session().execute(select(Invitation.id, Invitation.printings)).all())


@pytest.fixture
def two_letters(app: Flask) -> tuple[str, str]:
    """Maya's letter and her carer's, printed; Maya has begun to write."""
    with clock.frozen(datetime(2026, 2, 24, 15, 0, tzinfo=UTC)), app.app_context():
        review = factories.review(factories.staff()[0], MEETING, people=[("foster_carer", "Jo")])
        jo, _ = factories.letter(review, "foster_carer")
        maya, secrets = factories.letter(review)
        ids = maya.id, jo.id
    with clock.frozen(datetime(2026, 2, 24, 15, 40, tzinfo=UTC)):
        phone = Phone(app, secrets)
        phone.begin("my_views", "feelings")
        phone.press("next", answer_feel_today="sad")
    return ids

"""A row of the public side that names an officer or a review keeps nobody of the staff from their work."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import psycopg
import pytest
from flask import Flask

from participation import clock
from participation.db import session
from participation.invitations.actions import invite
from participation.outcomes.actions import Beside, record_participation
from participation.outcomes.codes import Code, Suggestion
from participation.permissions.actions import enter_absence
from participation.profiles.actions import About, write_profile
from participation.reviews.models import Review
from participation.staff.models import Absence, Staff
from tests import factories
from tests.walking import signed_in

MOMENTS = 10
"""Seconds: far longer than any of this takes, so that a test which waits fails and does not hang."""
DAY = date(2026, 3, 10)
AS_AN_INSERT_DOES = "SELECT 1 FROM staff, review FOR KEY SHARE"
"""What PostgreSQL holds of the rows that a new row names, until whoever sends it comes to an end."""


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_somebody_who_sends_and_never_comes_to_the_end_holds_nobody_up(app: Flask, database_url: str) -> None:
    with app.app_context():
        officer, secret = factories.staff(email="amara@example.org")
        officer_id, review_id, deputy_id = officer.id, factories.review(officer, DAY).id, factories.staff()[0].id

    def works() -> None:
        signed_in(app, "amara@example.org", secret)
        with app.app_context():
            amara, review = session().get_one(Staff, officer_id), session().get_one(Review, review_id)
            assert invite([review], ["school"]) == 1
            write_profile(officer_id, About("Amara"))
            record_participation(amara, review_id, Code.PN1, Suggestion(None, ()), Beside())
            days = {"first_on": DAY, "last_on": DAY}
            assert enter_absence(amara, Absence(absent_id=officer_id, deputy_id=deputy_id, also_reads=True, **days))

    with psycopg.connect(database_url) as sender, ThreadPoolExecutor(1) as staff:
        sender.execute(AS_AN_INSERT_DOES)
        try:
            with clock.frozen(datetime(2026, 3, 10, 9, tzinfo=UTC)):
                staff.submit(works).result(MOMENTS)
        finally:
            sender.rollback()

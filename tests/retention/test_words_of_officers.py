"""What officers wrote goes after its time; that it was, and of what kind, stays for the figures."""

from datetime import date, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from participation import clock, db
from participation.between.actions import VisitWords
from participation.between.models import OfficerVisit
from participation.challenges.models import OfficerChallenge
from participation.retention.actions import due, purge
from tests.between.writing import written_down
from tests.casework.desk import Desk
from tests.challenges.raising import raised
from tests.databases import on_both

MADE_ON = date(2026, 3, 2)
GONE_AT = datetime(2027, 3, 2, tzinfo=clock.LONDON)


@on_both
def test_the_words_go_on_their_day_and_the_rest_stays(app: Flask) -> None:
    with clock.frozen(GONE_AT - timedelta(days=360)):
        desk = Desk(app)
        review = desk.review("Maya", date(2026, 3, 10))
        visit = written_down(desk, review, VisitWords("Football"), made_on=MADE_ON)
        raised(desk, review, kind="good_practice", raised_on=MADE_ON)
        raised(desk, review, raised_on=MADE_ON)
    with app.app_context(), clock.frozen(GONE_AT - timedelta(minutes=1)):
        assert due(clock.now())["written"] == 0
    with app.app_context(), clock.frozen(GONE_AT):
        assert due(clock.now())["written"] == 2
        assert purge()["written"] == 2
        assert db.session().scalars(select(OfficerVisit)).one().words is None
        left = {each.kind: each.words for each in db.session().scalars(select(OfficerChallenge))}
        assert left["good_practice"] is None
        assert left["challenge"] is not None, "somebody has still to answer it"
        assert sum(purge().values()) == 0
    with clock.frozen(GONE_AT):
        assert "The words are not kept here any more." in desk.browser.get(f"/staff/visits/{visit}").text
        assert desk.browser.get(f"/staff/visits/{visit}/change").status_code == 404

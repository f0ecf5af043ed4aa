"""Inspectors read some children's year line by line; whose it is stays with the manager, on the screen alone."""

import csv
import io
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from participation.afterwards.models import Act, ReviewAct
from participation.audit.models import AuditEntry
from participation.challenges.models import OfficerChallenge
from participation.children.models import Child
from participation.db import session, transaction
from participation.inspection.choosing import NotThere, WantedChildren, choose
from participation.inspection.lines import evidence
from participation.metrics.figures import collection_year_of, figures
from participation.outcomes.models import Outcome
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from tests import factories
from tests.databases import on_both
from tests.letters.samples import read_aloud
from tests.metrics.events import asked_for, at, beside_the_code, held, invited, sent
from tests.metrics.test_page import desk_of
from tests.walking import hidden_fields, words_of

YEAR, DAY = "2021-22", date(2021, 6, 15)


def a_childs_year(officer: Staff, name: str = "Maya Quittengelee") -> Review:
    """A review with everything: asked, sent, answered, challenged, written down."""
    review = held(DAY, "PN6", officer=officer, due_on=DAY - timedelta(days=1), born_on=date(2010, 3, 4))
    with transaction() as writing:
        writing.execute(update(Child).where(Child.id == review.child_id).values(preferred_name=name))
        writing.add(ReviewAct(review_id=review.id, act=Act.LETTER, done_on=DAY, by_id=officer.id, entered_at=at(DAY)))
        writing.add(
            OfficerChallenge(review_id=review.id, kind="challenge", category="drift", agency="health", level=0,
                             to_whom="Dr Zwergkaninchen", raised_by_id=officer.id, raised_on=DAY, asked_on=DAY,
                             outcome="improved")
        )  # fmt: skip
    beside_the_code(review, seen_before_on=DAY)
    views = sent(invited(review, on=DAY - timedelta(days=30)), at(DAY - timedelta(days=3)), asks_for_advocate=True)
    asked_for(views, "ask_for", at(DAY + timedelta(days=2)))
    with transaction() as writing:
        writing.execute(update(Outcome).where(Outcome.review_id == review.id).values(state="agreed"))
    return review


def manager() -> Staff:
    return factories.staff(Role.MANAGER)[0]


@on_both
def test_a_line_says_what_the_records_and_the_figures_say(app: Flask) -> None:
    with app.app_context():
        of = collection_year_of(YEAR)
        review = a_childs_year(factories.staff()[0])
        with transaction() as writing:
            writing.add(Review(child_id=review.child_id, meets_on=DAY + timedelta(days=90)))
            writing.add(Review(child_id=review.child_id, meets_on=DAY + timedelta(days=400)))
        (child,) = choose(manager(), of, WantedChildren(10, "1"))
        first, second = evidence(of, [child])
        assert (first.child, first.age, first.review, first.month, first.code) == (1, "8_to_11", 1, 3, "PN6")
        assert first.said == {
            "invited_in_time": True,
            "reviews.held_in_time": False,
            "decisions_in_time": False,
            "letters_in_time": True,
            "distributed_in_time": False,
            "seen_before_meeting": True,
        }
        assert (first.ways, first.advocates) == (["form"], [""])
        assert [tuple(each) for each in first.wishes] == [("ask_for", "agreed", True)]
        assert [tuple(each) for each in first.challenges] == [("drift", "improved")]
        assert (second.review, second.month, second.code, second.said["reviews.held_in_time"]) == (2, 6, "", None)
        whole = figures(YEAR).values
        lines = [first, second]
        for name in first.said:
            assert whole[name].n == sum(line.said[name] is True for line in lines)
            assert whole[name].of == sum(line.said[name] is not None for line in lines)


def test_the_same_seed_draws_the_same_children_and_another_draws_others(app: Flask) -> None:
    with app.app_context():
        of, reader = collection_year_of(YEAR), manager()
        for number in range(30):
            held(DAY + timedelta(days=number), "PN1", sex="12"[number % 2])
        held(DAY, "PN1", kind="pathway_plan")

        def drawn(seed: str, many: int = 10, among: str = "") -> list[str]:
            return [child.number for child in choose(reader, of, WantedChildren(many, seed, among))]

        assert drawn("7") == drawn("7")
        assert drawn("7") != drawn("8")
        assert (len(drawn("7")), len(set(drawn("7")))) == (10, 10)
        assert len(drawn("7", 50)) == 30, "care leavers are not among them"
        girls = {child.number for child in choose(reader, of, WantedChildren(50, "7", "sex:female"))}
        assert len(girls) == 15
        assert set(drawn("9", 5, "sex:female")) < girls


def test_who_is_named_by_number_is_taken_in_that_order_and_who_is_not_there_is_said(app: Flask) -> None:
    with app.app_context():
        of, reader = collection_year_of(YEAR), manager()
        numbers = [session().get_one(Child, held(DAY, "PN1").child_id).reference for _ in range(3)]
        wanted = (numbers[2], numbers[0].lower(), numbers[2])
        found = [child.number for child in choose(reader, of, WantedChildren(10, "1", "", wanted))]
        assert found == [numbers[2], numbers[0]]
        with pytest.raises(NotThere, match="nobody, 4711"):
            choose(reader, of, WantedChildren(10, "1", "", (numbers[0], "nobody", "4711")))


def asked(desk: FlaskClient, **values: object) -> dict[str, object]:
    page = desk.get(f"/staff/inspection?year={YEAR}")
    given = {"year": YEAR, "many": 10, "seed": "7", "among": "", "numbers": ""}
    return {**hidden_fields(page), **given, **values}


@pytest.mark.parametrize("way", ["csv", "pdf"])
def test_the_file_names_nobody_and_the_screen_holds_the_key(app: Flask, way: str) -> None:
    with app.app_context():
        review = a_childs_year(factories.staff(name="Amara Osei")[0])
        number = session().get_one(Child, review.child_id).reference
        id, child_id = review.id, review.child_id
    desk = desk_of(app)
    shown = words_of(desk.post("/staff/inspection", data=asked(desk)))
    assert f"Maya Quittengelee {number}" in shown
    assert "seed 7" in shown
    file = desk.post("/staff/inspection", data=asked(desk, **{"as": way}))
    assert f"inspection-{YEAR}.{way}" in file.headers["Content-Disposition"]
    assert "no-store" in file.headers["Cache-Control"]
    told = read_aloud(file.data) if way == "pdf" else file.text
    nowhere = ("Maya", "Quittengelee", number, id, child_id, "Amara", "Osei", "Zwergkaninchen", "2010", "15 June")
    assert [each for each in nowhere if each in told] == []
    for each in ("PN6: Did not come, and sent their views", "8 to 11", "June 2021", "the child was told", "drift"):
        assert each.casefold() in told.casefold()
    with app.app_context():
        noted = session().scalars(select(AuditEntry).where(AuditEntry.object == f"review/{id}"))
        assert [each.action for each in noted] == ["read", "exported"]


def test_the_file_for_spreadsheets_has_a_row_for_each_review(app: Flask) -> None:
    with app.app_context():
        for number in range(3):
            held(DAY + timedelta(days=number), "PN1")
    desk = desk_of(app)
    told = desk.post("/staff/inspection", data=asked(desk, many=2, **{"as": "csv"})).get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(told.removeprefix("\ufeff"))))
    assert [row[0] for row in rows] == ["Child no.", "1", "2"]
    assert len({len(row) for row in rows}) == 1


def test_what_cannot_be_is_said_beside_its_field_and_noted_nowhere(app: Flask) -> None:
    with app.app_context():
        held(DAY, "PN1")
    desk = desk_of(app)
    for wrong, words in (
        ({"many": "0"}, "Please give a number from 1 to 50."),
        ({"many": "51"}, "Please give a number from 1 to 50."),
        ({"many": "x"}, "number"),
        ({"numbers": "C1000000, 12"}, "has the number C1000000, 12."),
    ):
        answer = desk.post("/staff/inspection", data=asked(desk, **wrong))
        assert (answer.status_code, words in words_of(answer)) == (422, True)
    with app.app_context():
        assert not session().scalars(select(AuditEntry).where(AuditEntry.object.like("review/%"))).all()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SUPPORT, Role.ADVOCATE])
def test_only_managers_make_it(app: Flask, role: Role) -> None:
    desk = desk_of(app, role)
    assert desk.get("/staff/inspection").status_code == 404
    assert desk.post("/staff/inspection", data={"many": 10}).status_code in (400, 404)


def test_a_year_without_reviews_draws_nobody(app: Flask) -> None:
    desk = desk_of(app)
    assert "No child in care had a review among these." in words_of(desk.post("/staff/inspection", data=asked(desk)))

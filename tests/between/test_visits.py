"""Writing a visit down, reading it, putting it right; who may; and what it is evidence of."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.between.actions import PlannedAction, VisitWords
from participation.between.models import OfficerVisit
from participation.between.queries import last_seen_before, visits_with
from participation.children.models import DIED
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.outcomes.actions import Beside, record_participation
from participation.outcomes.codes import Code, Suggestion
from participation.outcomes.models import Participation
from participation.reviews.models import Review
from participation.staff.models import Staff
from tests.between.writing import A_VISIT, written_down
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import hidden_fields, words_of

NOW = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
MEETING = date(2026, 3, 10)
TYPED = {
    "made_on": "2026-03-02", "kind": "midway", "how": "virtual", "about": "Her new school", "thinks": "She is lonely",
    "own_view": "drawn", "knows_advocacy": "yes", "has_advocate": "no", "actions-0-what": "Ring the school",
    "actions-0-by_on": "2026-03-20",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_five_to_nine() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


def save(desk: Desk, path: str, times: int = 1, **typed: str) -> TestResponse:
    """Type into the form and press Save."""
    data = {**hidden_fields(desk.browser.get(path)), **TYPED, **typed}
    for _ in range(times):
        answer = desk.browser.post(path, data=data)
    return answer


def visits(app: Flask) -> list[OfficerVisit]:
    with app.app_context():
        return list(db.session().scalars(select(OfficerVisit)))


@on_both
def test_it_is_written_down_on_one_page_with_one_save_and_pressing_twice_is_pressing_once(app: Flask) -> None:
    desk = Desk(app)
    review = desk.review("Maya", MEETING)
    answer = save(desk, f"/staff/reviews/{review}/visits", times=2)
    assert (answer.status_code, answer.location) == (303, f"/staff/reviews/{review}#between")
    (kept,) = visits(app)
    facts = {name: getattr(kept, name) for name in vars(A_VISIT)}
    assert facts == {
        "made_on": date(2026, 3, 2), "kind": "midway", "is_virtual": True, "knows_advocacy": "yes",
        "has_advocate": "no", "own_view": "drawn", "is_adviser_asked": False,
    }  # fmt: skip
    page = words_of(desk.browser.get(f"/staff/visits/{kept.id}"))
    for words in ("Her new school", "She is lonely", "Ring the school", "by Fri 20 Mar", "by video or telephone"):
        assert words in page
    assert "Midway review, Monday 2 March 2026" in words_of(desk.open(review))


@pytest.mark.parametrize(("wrong", "sentence"), [
    ({"made_on": "2026-03-10"}, "This day has not come yet."),
    ({"made_on": "2025-03-01"}, "This day is more than a year ago."),
    ({"made_on": ""}, "Please give a day."),
    ({"kind": "pathway"}, "Please choose one."),
    ({"how": ""}, "Please choose one."),
    ({"own_view": ""}, "Please choose one."),
    ({"own_view": "not_asked"}, "Please say why the child was not asked."),
    ({"actions-0-by_on": ""}, "Please say by when."),
    ({"actions-0-by_on": "2026-03-01"}, "This day is before the visit."),
    ({"actions-0-what": ""}, "Please say what is to be done by then."),
    ({"about": "x" * 10_001}, "This is too long"),
])  # fmt: skip
def test_what_is_wrong_is_said_nothing_typed_is_lost_and_nothing_is_kept(
    app: Flask, desk: Desk, wrong: dict[str, str], sentence: str
) -> None:
    answer = save(desk, f"/staff/reviews/{desk.review('Maya', MEETING)}/visits", **wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "She is lonely" in answer.text
    assert visits(app) == []


def test_a_baby_is_observed_and_asked_for_no_view(app: Flask, desk: Desk) -> None:
    review = desk.review("Maya", MEETING, born_on=date(2025, 1, 1))
    assert save(desk, f"/staff/reviews/{review}/visits", kind="observation", own_view="").status_code == 303
    assert [(each.kind, each.own_view) for each in visits(app)] == [("observation", "not_asked")]


@on_both
def test_an_older_child_who_does_not_speak_is_observed_and_that_is_counted_and_stands_in_their_line(app: Flask) -> None:
    desk = Desk(app)
    review = desk.review("Maya", MEETING, born_on=date(2013, 1, 1))
    path = f"/staff/reviews/{review}/visits"
    assert save(desk, path, kind="observation", own_view="", about="She pointed at the swing").status_code == 303
    line = words_of(desk.open(review))
    assert "Observation, Monday 2 March 2026" in line
    (kept,) = visits(app)
    assert "She pointed at the swing" in words_of(desk.browser.get(f"/staff/visits/{kept.id}"))
    with app.app_context():
        counted = figures("2025-26").values
        assert (counted["visits.observation"], counted["visits.visit"], counted["visits.total"]) == (1, 0, 1)
        # At 13 she is in every rate: that she was observed is no code, and stands beside the one that is recorded.
        officer = db.session().get_one(Staff, desk.staff_id)
        with clock.frozen(NOW + timedelta(days=1)):
            beside = Beside(observed=True)
            record_participation(officer, review, Code.PN3, Suggestion(Code.PN3, ()), beside)
            row = db.session().get_one(Participation, review)
            assert (row.code, row.observed) == ("PN3", True)
            values = figures("2025-26").values
            assert values["views_given"] == Rate(1, 1)
            assert values["participation.PN3"] == 1


def test_from_18_on_it_may_be_about_the_pathway_plan_with_the_personal_adviser_asked(app: Flask, desk: Desk) -> None:
    path = f"/staff/reviews/{desk.review('Maya', MEETING, born_on=date(2008, 3, 1))}/visits"
    assert save(desk, path, kind="pathway", is_adviser_asked="y").status_code == 303
    assert [(each.kind, each.is_adviser_asked) for each in visits(app)] == [("pathway", True)]


def test_a_link_may_say_which_kind_is_due(desk: Desk) -> None:
    page = desk.browser.get(f"/staff/reviews/{desk.review('Maya', MEETING)}/visits?kind=midway")
    assert 'checked id="kind-1"' in page.text


def test_who_wrote_it_puts_it_right(app: Flask, desk: Desk) -> None:
    id = written_down(
        desk, desk.review("Maya", MEETING), VisitWords("Football", actions=(PlannedAction("x", MEETING),))
    )
    path = f"/staff/visits/{id}/change"
    assert "Football" in desk.browser.get(path).text
    assert save(desk, path, made_on="2026-03-01", kind="observation", about="Rugby").status_code == 303
    (kept,) = visits(app)
    assert (kept.made_on, kept.kind) == (date(2026, 3, 1), "observation")
    page = words_of(desk.browser.get(f"/staff/visits/{id}"))
    assert "Rugby" in page
    assert "Football" not in page
    assert save(desk, path, made_on="").status_code == 422


def test_every_reading_and_writing_is_on_record(app: Flask, desk: Desk) -> None:
    id = written_down(desk, desk.review("Maya", MEETING), VisitWords("Football"))
    desk.browser.get(f"/staff/visits/{id}")
    save(desk, f"/staff/visits/{id}/change")
    with app.app_context():
        acts = db.session().scalars(select(AuditEntry).where(AuditEntry.object == f"visit/{id}")).all()
    assert [each.action for each in acts] == ["wrote down", "read", "read", "changed"]


def test_who_takes_over_a_child_reads_what_was_and_who_gave_it_away_nothing_that_comes(app: Flask, desk: Desk) -> None:
    ben = Desk(app, "ben@example.org")
    old = ben.review("Maya", date(2026, 1, 10))
    new = desk.review("Maya", MEETING)
    with app.app_context(), db.transaction() as session:
        child_id = session.get_one(Review, old).child_id
        session.get_one(Review, new).child_id = child_id
    before = written_down(ben, old, made_on=date(2026, 1, 5))
    after = written_down(desk, new, made_on=date(2026, 2, 5))
    assert desk.browser.get(f"/staff/visits/{before}").status_code == 200
    assert desk.browser.get(f"/staff/visits/{before}/change").status_code == 404
    assert ben.browser.get(f"/staff/visits/{before}").status_code == 200
    assert ben.browser.get(f"/staff/visits/{after}").status_code == 404
    with app.app_context():
        amara, officer = (db.session().get_one(Staff, each.staff_id) for each in (desk, ben))
        assert [each.id for each in visits_with(amara, child_id)] == [after, before]
        assert [each.id for each in visits_with(officer, child_id)] == [before]


def test_nothing_more_is_written_down_about_a_child_who_has_died(app: Flask, desk: Desk) -> None:
    review = desk.review("Maya", MEETING)
    with app.app_context(), db.transaction() as session:
        session.get_one(Review, review).child.ended_as = DIED
    assert desk.browser.get(f"/staff/reviews/{review}/visits").status_code == 404


@on_both
def test_a_visit_counts_as_seen_before_the_meeting_until_its_day_and_not_before_the_last_one(app: Flask) -> None:
    desk = Desk(app)
    first, second = desk.review("Maya", date(2025, 12, 1)), desk.review("Maya", MEETING)
    with app.app_context(), db.transaction() as session:
        session.get_one(Review, second).child_id = session.get_one(Review, first).child_id
    assert 'name="seen_before_on" type="date" value=""' in desk.open(first, "/participation").text
    for made_on, seen in (
        (date(2025, 12, 1), None),
        (date(2025, 12, 2), date(2025, 12, 2)),
        (MEETING, MEETING),
        (MEETING + timedelta(days=1), MEETING),
    ):
        written_down(desk, first, made_on=made_on)
        with app.app_context():
            before, review = (db.session().get_one(Review, each) for each in (first, second))
            assert last_seen_before(review) == seen
            assert last_seen_before(before) == date(2025, 12, 1)
    assert 'name="seen_before_on" type="date" value="2025-12-01"' in desk.open(first, "/participation").text

"""Figures that stay inside the service, counted from records by both databases."""

import json
from datetime import date, timedelta

from click.testing import CliRunner
from flask import Flask
from sqlalchemy import update

from participation.afterwards.models import Act, ReviewAct
from participation.challenges.models import ChallengeStep, OfficerChallenge
from participation.children.models import Child
from participation.db import transaction
from participation.endings.models import Ending
from participation.invitations.models import Invitation
from participation.metrics.definitions import Rate
from participation.metrics.figures import collection_year_of, figures
from participation.metrics.inside.figures import InsideYear, about_new_children, inside
from participation.metrics.inside.rows import NewChild
from participation.metrics.inside.tables import beside_the_year_before, cards
from participation.operations.cli import cli
from participation.reviews.models import Person, Review
from tests import factories
from tests.databases import on_both
from tests.metrics.events import at, beside_the_code, held, invited, moved, printed, sent
from tests.metrics.test_page import desk_of, statements
from tests.walking import words_of

DAY = date(2021, 6, 15)
YEAR = "2021-22"
CAME = date(2021, 5, 4)


def of_the_year(year: str = YEAR) -> InsideYear:
    return inside(collection_year_of(year))


def any_of(found: InsideYear, group: str) -> dict[str, object]:
    """What of a group is not nought, by part."""
    named = {
        name.removeprefix(f"{group}."): each for name, each in found.values.items() if name.startswith(f"{group}.")
    }
    return {part: each for part, each in named.items() if each not in (0, Rate(0, 0))}


@on_both
def test_the_order_of_reviews_and_why_they_were_late_come_from_the_records(app: Flask) -> None:
    with app.app_context():
        first = held(DAY, "PN1", due_on=DAY - timedelta(days=1))
        moved(first, "not_ready", "child_asked")
        with transaction() as writing:
            writing.execute(update(Child).where(Child.id == first.child_id).values(came_into_care_on=DAY))
            writing.add(Review(child_id=first.child_id, meets_on=DAY + timedelta(days=80), due_on=None))
        held(DAY, "PN1", kind="pathway_plan")
        found = of_the_year()
    assert any_of(found, "reviews.by_order") == {"first": 1, "second": 1}
    assert any_of(found, "reviews.late_why") == {"child_asked": 1}
    assert any_of(found, "reviews.in_time_by_month") == {"3": Rate(0, 1)}
    assert found.values["reviews.certainly_late"] == Rate(0, 1)


@on_both
def test_what_was_in_time_by_month_adds_up_to_what_was_in_time(app: Flask) -> None:
    with app.app_context():
        for number in range(40):
            held(DAY + timedelta(days=7 * number), due_on=DAY + timedelta(days=7 * number - number % 3))
        held(DAY, "PN1", kind="pathway_plan", due_on=DAY)
        found, year = of_the_year(), figures(YEAR).values
    for group in ("reviews.in_time_by_month", "reviews.in_time_by_quarter", "reviews.in_time_by_order"):
        rates = any_of(found, group).values()
        assert Rate(sum(each.n for each in rates), sum(each.of for each in rates)) == year["reviews.held_in_time"]


@on_both
def test_reviews_that_were_called_off_stand_by_reason_and_those_entered_twice_do_not(app: Flask) -> None:
    with app.app_context():
        for number, reason in enumerate(("not_ready", "not_ready", "other", "duplicate")):
            review = held(DAY + timedelta(days=number), ending_id=f"E{number}")
            with transaction() as writing:
                writing.add(Ending(id=f"E{number}", what="review", about_id=review.id, reason=reason, at=at(DAY)))
        held(DAY, kind="pathway_plan")
        found = of_the_year()
    assert found.values["reviews.cancelled"] == 3
    assert any_of(found, "reviews.cancelled_why") == {"not_ready": 2, "other": 1}
    assert found.values["pathway_plan.reviews.cancelled"] == 0


@on_both
def test_an_officer_is_named_in_time_by_working_days_from_the_day_the_service_was_told(app: Flask) -> None:
    told = date(2021, 5, 6)
    with app.app_context():
        with transaction() as writing:
            for number, named_on in enumerate((date(2021, 5, 13), date(2021, 5, 14), None)):
                writing.add(
                    Child(reference=f"N{number}", came_into_care_on=CAME, notified_on=told, officer_named_on=named_on)
                )
            writing.add(Child(reference="N9", came_into_care_on=CAME, notified_on=date(2021, 5, 7)))
            writing.add(Child(reference="N10", came_into_care_on=date(2022, 4, 1), notified_on=told))
        found = of_the_year()
    assert found.values["officers.named_in_time"] == Rate(1, 4)
    assert found.values["officers.named_not_recorded"] == 2
    assert found.values["officers.notified_late"] == Rate(1, 4)


def test_days_of_an_earlier_time_in_care_say_nothing_of_this_one() -> None:
    old = NewChild(CAME, date(2019, 1, 1), date(2019, 1, 2))
    assert about_new_children([old], 5) == {
        "officers.named_in_time": Rate(0, 1),
        "officers.named_not_recorded": 1,
        "officers.notified_late": Rate(0, 0),
    }


def worked_at(letter_id: str, agency: str) -> None:
    with transaction() as writing:
        writing.execute(update(Person).where(Person.id == letter_id).values(agency=agency))


@on_both
def test_returns_by_agency_add_up_to_those_by_role(app: Flask) -> None:
    agencies = ("Oak School", "oak  school", "Ash School", "")
    with app.app_context():
        for number in range(16):
            letter = invited(held(DAY, "PN1"), "school" if number % 2 else "health", DAY - timedelta(days=30))
            worked_at(str(letter.person_id), agencies[number // 2 % 4])
            if number % 3:
                printed(letter, at(DAY - timedelta(days=3 + number)))
            if number % 5:
                sent(letter, at(DAY - timedelta(days=number % 9)), "partner_view")
        found, year = of_the_year().agencies, figures(YEAR).values
    assert {(each.respondent, each.agency) for each in found} == {
        (role, agency) for role in ("school", "health") for agency in ("Oak School", "Ash School", "not_known")
    }
    for role in ("school", "health"):
        own = [each for each in found if each.respondent == role]
        for name in ("returned", "on_time"):
            rates = [getattr(each, name) for each in own]
            assert Rate(sum(rate.n for rate in rates), sum(rate.of for rate in rates)) == year[f"{name}.{role}"]
    assert [each.returned.of for each in found] == sorted((each.returned.of for each in found), reverse=True)


@on_both
def test_for_whom_an_independent_visitor_was_asked_and_who_has_one(app: Flask) -> None:
    with app.app_context():
        has_one, waits = held(DAY, "PN1"), held(DAY, "PN1")
        asked = {"sex": "1", "ethnicity": "MWBC", "is_disabled": True, "independent_visitor_on": DAY}
        with transaction() as writing:
            of_child = update(Child).where(Child.id == has_one.child_id)
            writing.execute(of_child.values(independent_visitor="matched", **asked))
            of_child = update(Child).where(Child.id == waits.child_id)
            writing.execute(of_child.values(independent_visitor="waiting", independent_visitor_on=date(2020, 6, 1)))
        found = of_the_year()
    assert found.values["independent_visitor.matched"] == Rate(1, 2)
    assert found.values["independent_visitor.waiting"] == Rate(1, 2)
    assert found.values["independent_visitor.asked"] == 1
    known = {"by_age": "8_to_11", "by_sex": "male", "by_ethnicity": "mixed", "by_disability": "yes"}
    assert {by: any_of(found, f"independent_visitor.{by}") for by in known} == {by: {at: 1} for by, at in known.items()}


@on_both
def test_papers_that_went_to_all_in_time_stand_by_the_month_of_the_review(app: Flask) -> None:
    with app.app_context():
        officer, _ = factories.staff()
        for number, days in enumerate((3, 60, None)):
            review = held(DAY + timedelta(days=number), officer=officer)
            if days:
                with transaction() as writing:
                    writing.add(
                        ReviewAct(
                            review_id=review.id, act=Act.DISTRIBUTION, done_on=DAY + timedelta(days=days),
                            by_id=officer.id, entered_at=at(DAY),
                        )
                    )  # fmt: skip
        found, year = of_the_year(), figures(YEAR).values
    by_month = any_of(found, "distributed_in_time_by_month")
    assert by_month == {"3": Rate(1, 3)}
    assert year["distributed_in_time"] == Rate(1, 3)


@on_both
def test_in_how_many_languages_children_were_asked_and_for_whom_an_advocate_was(app: Flask) -> None:
    with app.app_context():
        for language in ("en", "ar", "ar"):
            letter = invited(held(DAY, "PN1"))
            with transaction() as writing:
                writing.execute(update(Invitation).where(Invitation.id == letter.id).values(language=language))
        for kind in ("child_in_care", "child_in_care", "pathway_plan"):
            sent(invited(held(DAY, "PN1", kind=kind)), at(DAY), "my_advocate", asks_for_advocate=True)
        found = of_the_year()
    assert found.values["languages.of_letters"] == 2
    assert any_of(found, "advocacy.by_review") == {"child_in_care": Rate(2, 3), "pathway_plan": Rate(1, 3)}


@on_both
def test_how_views_reached_a_review(app: Flask) -> None:
    with app.app_context():
        by_form, talked, nothing = (held(DAY, code) for code in ("PN6", "PN1", "PN7"))
        sent(invited(by_form), at(DAY - timedelta(days=2)))
        sent(invited(nothing), at(DAY + timedelta(days=2)))
        beside_the_code(talked, seen_before_on=DAY, observed=True)
        sent(invited(held(DAY, "PN0", born_on=date(2020, 1, 1))), at(DAY - timedelta(days=2)))
        found = of_the_year()
    assert any_of(found, "views_by") == {
        "form": Rate(1, 3),
        "officer": Rate(0, 3),
        "advocate": Rate(0, 3),
        "seen": Rate(1, 3),
        "observed": Rate(1, 3),
    }


@on_both
def test_challenges_by_category_and_by_level_and_how_many_were_answered(app: Flask) -> None:
    with app.app_context():
        officer, _ = factories.staff()
        review = held(DAY, officer=officer)
        with transaction() as writing:
            for number, (category, level, answered_on) in enumerate(
                (("drift", 0, DAY), ("drift", 1, None), ("report", 1, DAY))
            ):
                writing.add(
                    OfficerChallenge(
                        id=f"X{number}", review_id=review.id, kind="challenge", category=category,
                        agency="health", to_whom="", raised_by_id=officer.id, raised_on=DAY, asked_on=DAY, level=level,
                    )
                )  # fmt: skip
                writing.flush()
                for at_level in range(level + 1):
                    answered = answered_on if at_level == level else DAY
                    writing.add(
                        ChallengeStep(
                            challenge_id=f"X{number}", level=at_level, asked_on=DAY, due_on=DAY, answered_on=answered
                        )
                    )
        found = of_the_year()
    assert any_of(found, "challenge.by_category") == {"drift": 2, "report": 1}
    assert any_of(found, "challenge.by_level") == {"informal": 1, "formal_1": 2}
    assert found.values["challenge.settled"] == Rate(2, 3)


@on_both
def test_more_reviews_do_not_ask_the_database_more_often(app: Flask) -> None:
    def asked() -> int:
        with statements(app) as made:
            of_the_year()
        return len(made)

    few = asked()
    with app.app_context():
        for number in range(20):
            invited(held(DAY + timedelta(days=number), "PN1"), "school")
    assert asked() <= few <= 15


def test_the_program_gives_them_whole_and_most_of_them_never_with_what_is_published(app: Flask) -> None:
    def said(*more: str) -> dict[str, object]:
        words = ["metrics", "--year", YEAR, "--format", "json", *more]
        found: dict[str, object] = json.loads(CliRunner().invoke(cli, words, obj=lambda **_: app).stdout)
        return found

    with app.app_context():
        invited(held(DAY, "PN1"), "school")
    whole, published = said(), said("--published")
    assert whole["reviews"]["in_time_by_quarter"][0] == {"n": 1, "of": 1, "rate": 1.0}
    assert whole["caseload"]["children"] == 1
    assert whole["caseload"]["average"] == {"n": 0, "of": 0, "mean": None}
    assert whole["returns_by_agency"][0]["respondent"] == "school"
    assert {"caseload", "returns_by_agency", "languages"}.isdisjoint(published)
    assert {name for name in published["reviews"] if name.startswith(("in_time_by", "late", "by_order"))} == {
        "in_time_by_month"
    }
    assert published["reviews"]["in_time_by_month"][2] == {"n": "c", "of": "c", "rate": "c"}
    assert {"caseload.average", "officers.named_in_time"} <= whole["definitions"].keys()
    assert "officers.named_in_time" in published["definitions"]
    assert "caseload.average" not in published["definitions"]


def test_the_page_shows_the_year_beside_the_year_before_and_what_each_row_counts(app: Flask) -> None:
    with app.app_context():
        held(DAY, "PN1", due_on=DAY)
        held(DAY, "PN1", due_on=DAY - timedelta(days=1))
        held(DAY - timedelta(days=365), "PN1")
        invited(held(DAY + timedelta(days=1)), "school")
        made = cards(beside_the_year_before(collection_year_of(YEAR)))
    page = words_of(desk_of(app).get(f"/staff/metrics/more?year={YEAR}"))
    assert "Not to be published" in page
    assert "April to June 100.0% (1 of 1) 66.7% (2 of 3)" in page
    assert "the date was not moved 0 1" in page
    assert "Schools: no agency noted 0.0% (0 of 1)" in page
    assert [card.id for card in made if not card.definitions] == []
    assert desk_of(app).get("/staff/metrics/more?year=2021").status_code == 404
    assert desk_of(app).get("/staff/metrics/more?year=1000-01").status_code == 200

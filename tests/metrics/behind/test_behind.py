"""Behind a figure stand the rows that make it: so many as it says, and only those that somebody may see."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from participation.afterwards.models import Act, ReviewAct
from participation.db import session, transaction
from participation.metrics.adding.sources import SOURCES, source_of
from participation.metrics.behind.rows import Behind, FigureAsked, behind, may_be_asked
from participation.metrics.behind.views import A_PAGE
from participation.metrics.breakdowns.tables import DIMENSIONS, FIGURES, breakdowns, in_address
from participation.metrics.composing import Figure
from participation.metrics.definitions import Rate
from participation.metrics.figures import APART, collection_year_of, figures
from participation.permissions.actions import ask_to_read
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from tests import factories
from tests.databases import on_both
from tests.metrics.events import asked_for, at, beside_the_code, held, invited, moved, read, sent
from tests.metrics.test_page import desk_of, statements
from tests.walking import let_in, words_of

DAY = date(2021, 6, 15)
YEAR = "2021-22"


def a_year(officer: Staff) -> None:
    """Reviews of every code, some late, moved, read, answered, done: half of them this officer's."""
    for number, code in enumerate(["PN0", "PN1", "PN2", "PN4", "PN5", "PN7", "", "PN6"] * 2):
        on = DAY + timedelta(days=20 * number)
        review = held(
            on,
            code,
            due_on=None if number == 3 else DAY + timedelta(days=150),
            officer=officer if number % 2 else None,
            born_on=date(2020, 1, 1) if code == "PN0" else None if number == 5 else date(2010, 1, 1),
            kind="pathway_plan" if number % 5 == 4 else "child_in_care",
        )
        if code:
            beside_the_code(review, chaired="all" if number % 3 else "", seen_before_on=on if number % 2 else None)
        if number % 3 == 0:
            moved(review, "place" if number % 2 else "")
        _heard(review, on, officer, is_read=bool(number % 2))
        with transaction() as writing:
            for act in list(Act)[: number % 4]:
                done = on + timedelta(days=number * 2)
                writing.add(ReviewAct(review_id=review.id, act=act, done_on=done, by_id=officer.id, entered_at=at(on)))


def _heard(review: Review, on: date, officer: Staff, *, is_read: bool) -> None:
    views = sent(invited(review, on=on - timedelta(days=20)), at(on - timedelta(days=9)))
    form = sent(invited(review, "school"), at(on - timedelta(days=8)))
    asked_for(views, "ask_for", at(on + timedelta(days=5)) if is_read else None)
    asked_for(views, "want_different", at(on + timedelta(days=90)))
    for each in (views, form) if is_read else ():
        read(each, officer, at(on - timedelta(days=1)))


def numbers(figure: Figure) -> tuple[int, int]:
    """Its numerator, and how many of its base are missing there."""
    return (figure.n, figure.of - figure.n) if isinstance(figure, Rate) else (figure, 0)


def in_rows(found: Behind) -> tuple[int, int]:
    return sum(row.counted for row in found.counted), sum(row.missing for row in found.missing)


@on_both
def test_the_rows_behind_every_figure_add_up_to_the_figure(app: Flask) -> None:
    with app.app_context():
        a_year(factories.staff()[0])
        manager, _ = factories.staff(Role.MANAGER)
        of = collection_year_of(YEAR)
        whole = figures(YEAR).values
        behind_them = [name for name in whole if may_be_asked(FigureAsked(name))]
        assert set(behind_them) == {
            apart + name for apart in ("", APART) for source in SOURCES for name in source.names
        }
        unlike_nought = 0
        for name in behind_them:
            found = behind(of, FigureAsked(name), manager)
            assert (in_rows(found), name) == (numbers(whole[name]), name)
            assert found.figure == whole[name] or not found.counted
            if source_of(name) not in (source_of("answered"), source_of("read_before_meeting")):
                assert (len(found.counted), len(found.missing)) == numbers(whole[name]), "one row for each"
            unlike_nought += bool(found.counted)
    assert unlike_nought > 30


def every_cell(year: str) -> Iterator[tuple[FigureAsked, Figure]]:
    for dimension, table in breakdowns(collection_year_of(year)).items():
        for part, row in table.items():
            for name in FIGURES:
                yield FigureAsked(name, dimension, in_address(dimension, part)), row[name]


def test_the_rows_behind_every_cell_of_every_table_add_up_to_the_cell(app: Flask) -> None:
    with app.app_context():
        a_year(factories.staff()[0])
        manager, _ = factories.staff(Role.MANAGER)
        cells = list(every_cell(YEAR))
        assert {asked.dimension for asked, _ in cells} == set(DIMENSIONS)
        for asked, figure in cells:
            found = behind(collection_year_of(YEAR), asked, manager)
            assert (in_rows(found), asked) == (numbers(figure), asked)
            assert (len(found.counted), len(found.missing)) == numbers(figure)


def test_an_officer_sees_their_own_and_a_manager_opens_what_they_gave_a_reason_for(app: Flask) -> None:
    with app.app_context():
        amara, grace, manager = (factories.staff(role)[0] for role in (Role.OFFICER, Role.OFFICER, Role.MANAGER))
        hers, his = held(DAY, "PN1", officer=amara), held(DAY, "PN7", officer=grace)
        asked, of = FigureAsked("views_given"), collection_year_of(YEAR)

        def told(reader: Staff) -> dict[str, bool]:
            found = behind(of, asked, reader)
            return {row.review.id: row.review.may_open for row in (*found.counted, *found.missing)}

        assert told(amara) == {hers.id: True}
        assert told(grace) == {his.id: True}
        assert told(manager) == {hers.id: False, his.id: False}
        ask_to_read(manager, session().get_one(Review, hers.id), "A complaint")
        assert told(manager) == {hers.id: True, his.id: False}
        assert behind(of, asked, amara).figure == Rate(1, 1), "an officer's number is of their own reviews"


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.ADVOCATE])
def test_nobody_else_sees_a_list(app: Flask, role: Role) -> None:
    assert desk_of(app, role).get("/staff/metrics/behind").status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        *("figure=feedback.listened_to.yes", "figure=advocacy.asked", "figure=opened.child", "figure=complaints.total"),
        *("figure=x", "figure=views_given&by=x", "figure=children.every_review_in_time&by=sex&part=female"),
        *("figure=pathway_plan.views_given&by=sex&part=female", "year=x"),
    ],
)
def test_what_a_list_would_tell_too_much_of_has_none(app: Flask, asked: str) -> None:
    assert desk_of(app).get(f"/staff/metrics/behind?{asked}").status_code == 404


def test_of_a_part_that_is_none_there_is_nothing(app: Flask) -> None:
    with app.app_context():
        held(DAY, "PN1")
    page = desk_of(app).get(f"/staff/metrics/behind?year={YEAR}&figure=views_given&by=sex&part=<b>")
    assert "No review that you may see here." in words_of(page)
    assert "<b>" not in page.text.partition("figure-shown")[2].partition("</h2>")[0].replace('<b class="large">', "")


def test_a_figure_leads_to_its_rows_and_from_there_to_those_that_are_missing(app: Flask) -> None:
    with app.app_context():
        amara, secret = factories.staff()
        email = amara.email
        hers = held(DAY, "PN1", officer=amara)
        held(DAY + timedelta(days=1), "PN7", officer=amara)
        address = f"/staff/reviews/{hers.id}"
    manager = desk_of(app)
    figure = f"/staff/metrics/behind?year={YEAR}&amp;figure=views_given"
    assert figure in manager.get(f"/staff/metrics?year={YEAR}").text
    assert f"{figure}&amp;by=sex&amp;part=not_known" in manager.get(f"/staff/metrics/breakdowns?year={YEAR}").text
    page = manager.get(f"/staff/metrics/behind?year={YEAR}&figure=views_given")
    assert "50.0% 1 of 2 reviews of children of 4 and over" in words_of(page)
    assert "Counted: 1 Of its base, not counted: 1" in words_of(page)
    assert address not in page.text, "it opens once a reason is given"
    own = let_in(app, email, secret)
    assert address in own.get(f"/staff/metrics/behind?year={YEAR}&figure=views_given").text
    assert address not in own.get(f"/staff/metrics/behind?year={YEAR}&figure=views_given&missing=1").text
    assert "behind" not in manager.get(f"/staff/metrics?year={YEAR}&published=1").text.partition("<main")[2]


def test_a_long_list_has_pages_and_is_asked_for_in_as_many_statements(app: Flask) -> None:
    desk = desk_of(app)
    with app.app_context():
        for number in range(A_PAGE + 1):
            held(DAY + timedelta(days=number), "PN1")
    with statements(app) as asked:
        first = desk.get(f"/staff/metrics/behind?year={YEAR}&figure=attended")
    assert (first.text.count("<tr>"), "After these" in first.text) == (A_PAGE + 1, True)
    second = desk.get(f"/staff/metrics/behind?year={YEAR}&figure=attended&page=2")
    assert (second.text.count("<tr>"), "Before these" in second.text) == (1 + 1, True)
    assert len(asked) < 20

"""Of the further figures a family is told where all that it adds up to is, and never at the cost of the year."""

import random
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from participation.afterwards.models import Act, ReviewAct
from participation.children.models import Child
from participation.db import transaction
from participation.endings.models import Ending
from participation.endings.reasons import REVIEW
from participation.metrics.composing import Figure
from participation.metrics.definitions import Rate
from participation.metrics.figures import APART, Figures, figures
from participation.metrics.publication.beside import AGAIN
from participation.metrics.publication.broken_down import with_tables
from participation.metrics.publication.more import BESIDE, FAMILIES, between, kept_back
from participation.metrics.publication.relations import numbers
from participation.metrics.rows import Edition
from participation.metrics.showing import kept_back as all_kept_back
from participation.metrics.showing import numbers as all_numbers
from participation.metrics.showing import published
from participation.report.contents import report, to_report
from participation.reviews.models import Review
from participation.staff.models import Role
from tests import factories
from tests.databases import on_both
from tests.metrics.events import at, held, moved
from tests.metrics.further_services import figures_beside, further_service
from tests.metrics.test_page import desk_of
from tests.walking import words_of

DAY, NEXT = date(2021, 6, 15), date(2021, 9, 20)
YEAR = "2021-22"
WHYS = ("child_asked", "officer_away", "adult_away", "not_needed")


def off(**whys: int) -> dict[str, int]:
    """Reviews called off, by reason."""
    counted = {f"reviews.cancelled_why.{why}": whys.get(why, 0) for why in WHYS}
    return {"reviews.cancelled": sum(counted.values()), **counted}


def officers(late: int, unknown: int, in_time: int) -> dict[str, int]:
    """Children who came into care: officer named late, never noted, or in time; the service was told of all."""
    of = late + unknown + in_time
    values: dict[str, Figure] = {
        "officers.named_in_time": Rate(in_time, of),
        "officers.named_not_recorded": unknown,
        "officers.notified_late": Rate(0, of),
    }
    found = numbers(values)
    return found | between(found)


def waiting(matched: int, waiting: int, here: int, with_a_review: int) -> dict[str, int]:
    """Independent visitors, beside all children with a dated review."""
    values: dict[str, Figure] = {
        "independent_visitor.matched": Rate(matched, here),
        "independent_visitor.waiting": Rate(waiting, here),
        "children.every_review_in_time": Rate(with_a_review - 20, with_a_review),
    }
    found = numbers(values)
    return found | between(found)


def hidden(of: Mapping[str, int], away: Collection[str] = ()) -> set[str]:
    """What is kept back and printed somewhere."""
    found = kept_back(of, {name: name for name in away}, ())
    return {name for name in found if " " not in name and not name.endswith(".rest")}


def test_what_adds_up_is_hidden_by_twos_and_noughts_of_a_shown_whole_are_told() -> None:
    assert hidden(off(child_asked=9, officer_away=8)) == set()
    assert hidden(off(child_asked=9, officer_away=8, adult_away=2)) == {
        "reviews.cancelled_why.child_asked",
        "reviews.cancelled_why.adult_away",
    }


def test_of_a_whole_of_few_nothing_is_told_and_no_nought_either() -> None:
    of = off(child_asked=3)
    assert hidden(of) == {*of}
    assert kept_back(of, {}, ())["reviews.cancelled_why.child_asked"] == "reviews.cancelled"


def test_a_difference_that_no_page_prints_is_guarded() -> None:
    assert hidden(officers(late=8, unknown=9, in_time=40)) == set()
    assert "officers.named_not_recorded" in hidden(officers(late=2, unknown=9, in_time=40))
    # Of 60 children with a review 57 are still here: three have left.
    assert "independent_visitor.matched.of" in hidden(waiting(9, 8, here=57, with_a_review=60))
    assert hidden(waiting(9, 8, here=50, with_a_review=60)) == set()


@pytest.mark.parametrize("name", ["children.every_review_in_time.n", "children.every_review_in_time.of"])
def test_a_family_is_told_only_where_all_that_it_adds_up_to_is_shown(name: str) -> None:
    of = waiting(9, 8, here=50, with_a_review=60)
    assert hidden(of, {name}) == {each for each in of if "visitor" in each and " " not in each and "rest" not in each}
    assert kept_back(of, {name: "what it keeps"}, ())["independent_visitor.waiting.n"] == "what it keeps"


def test_published_before_it_is_told_as_it_was_or_not_at_all() -> None:
    before, now = off(child_asked=9, officer_away=8), off(child_asked=9, officer_away=9)
    edition = Edition(at(DAY), before, {"reviews.cancelled_why.officer_away": "x"})
    assert kept_back(before, {}, [edition]) == {"reviews.cancelled_why.officer_away": "x"}
    kept = kept_back(now, {}, [edition])
    assert kept.keys() == now.keys()
    assert all(secret.endswith(AGAIN) for secret in kept.values())


@pytest.mark.parametrize("whole", [16, 18])
def test_what_does_not_add_up_is_not_told(whole: int) -> None:
    of = off(child_asked=9, officer_away=8) | {"reviews.cancelled": whole}
    assert hidden(of) == {*of}


def test_two_bases_that_should_be_one_are_told_only_where_they_are() -> None:
    of = waiting(9, 8, here=50, with_a_review=60)
    unlike = of | {"independent_visitor.waiting.of": 49, "independent_visitor.waiting.rest": 41}
    assert hidden(unlike) == {name for name in of if "visitor" in name and " " not in name and "rest" not in name}


def test_nothing_lies_between_a_number_and_one_that_was_not_counted() -> None:
    assert between({"sent.child.n": 9, "officers.named_in_time.of": 8}) == {}


def invented(seed: int, children: int) -> Figures:
    chance = random.Random(seed)  # noqa: S311  invented figures, not a secret
    return figures_beside(chance, further_service(chance, children))


@pytest.mark.parametrize("seed", range(3))
def test_none_of_it_takes_anything_from_the_figures_of_the_year(seed: int) -> None:
    year = invented(seed, 90)
    alone = replace(
        year,
        values={name: each for name, each in year.values.items() if not name.startswith(BESIDE)},
        between={name: each for name, each in year.between.items() if not name.startswith(BESIDE)},
    )
    kept = all_kept_back(year)
    assert {name: secret for name, secret in kept.items() if not name.startswith(BESIDE)} == all_kept_back(alone)


def test_a_large_service_reads_most_of_it() -> None:
    shown = published(invented(0, 900))
    more = [each for name, each in shown.items() if name.startswith(BESIDE[1:])]
    assert sum(each.n != "c" for each in more) > len(more) * 3 / 4
    for table in ("order", "moved"):
        cells = [each.n for name, each in shown.items() if name.startswith(f"breakdowns.{table}.")]
        assert sum(n != "c" for n in cells) > len(cells) / 3


def test_months_are_told_only_where_the_table_of_quarters_is() -> None:
    told = published(invented(0, 900))
    assert {told[f"breakdowns.quarter.{quarter}.reviews.held_in_time"].n for quarter in range(1, 5)}.isdisjoint({"c"})
    assert told["reviews.in_time_by_month.7"].n != "c"
    few = published(invented(1, 40))
    assert "c" in {few[f"breakdowns.quarter.{quarter}.reviews.held_in_time"].n for quarter in range(1, 5)}
    assert {few[f"reviews.in_time_by_month.{month}"].n for month in range(1, 13)} == {"c"}


def hold_a_year() -> None:
    """Ten children with a first review that was moved and a second; seven reviews called off, one entered twice."""
    officer, _ = factories.staff(Role.OFFICER)
    for number in range(10):
        first = held(DAY, "PN7" if number < 6 else "PN1", due_on=DAY - timedelta(days=number % 2))
        moved(first, "not_ready", "place")
        with transaction() as writing:
            writing.execute(
                update(Child)
                .where(Child.id == first.child_id)
                .values(came_into_care_on=DAY - timedelta(days=9), notified_on=DAY, officer_named_on=DAY)
            )
            writing.add(Review(child_id=first.child_id, meets_on=NEXT, due_on=NEXT))
            writing.add(
                ReviewAct(review_id=first.id, act=Act.DISTRIBUTION, done_on=DAY, by_id=officer.id, entered_at=at(DAY))
            )
    for number in range(8):
        call_off(held(DAY), "duplicate" if number == 7 else "child_asked")
    call_off(held(DAY, kind="pathway_plan"), "child_asked")


def call_off(review: Review, reason: str) -> None:
    with transaction() as writing:
        ending = Ending(what=REVIEW, about_id=review.id, reason=reason, at=at(DAY))
        writing.add(ending)
        writing.flush()
        writing.execute(update(Review).where(Review.id == review.id).values(ending_id=ending.id))


@on_both
def test_counted_from_records_all_of_it_adds_up(app: Flask) -> None:
    with app.app_context():
        hold_a_year()
        year = with_tables(figures(YEAR))
    found = all_numbers(year)
    assert {name.split(".")[2] for name in found if name.startswith("breakdowns.order.")} == {"first", "second"}
    assert found["breakdowns.moved.place.reviews.held"] == found["breakdowns.moved.not_moved.reviews.held"] == 10
    assert found["breakdowns.moved.place.reviews.held_in_time.n"] == 5
    assert (found["reviews.cancelled"], found[f"{APART}reviews.cancelled"]) == (7, 1)
    assert (found["reviews.in_time_by_month.3.n"], found["reviews.in_time_by_month.3.of"]) == (5, 10)
    assert [found[f"acts_not_recorded.{act}"] for act in Act] == [20, 20, 10]
    assert found["distributed_in_time_by_month.3.n"] == found["officers.named_in_time.n"] == 10
    kept = all_kept_back(year)
    assert {name for name in kept if name.startswith("reviews.cancelled")} == set()
    assert kept[f"{APART}reviews.cancelled"] == f"{APART}reviews.cancelled"
    for family in FAMILIES:
        wholes = [each for each in family.sums if found.keys() >= {each.total, *each.parts}]
        assert [each for each in wholes if found[each.total] != sum(map(found.__getitem__, each.parts))] == []


def test_a_manager_reads_on_the_page_what_is_told_and_why_the_rest_is_not(app: Flask) -> None:
    with app.app_context():
        hold_a_year()
    page = words_of(desk_of(app).get(f"/staff/metrics?year={YEAR}&published=1"))
    more = page.partition("Nothing can be shown")[0].rpartition("More figures")[2]
    assert "Officer named in time 100.0% 10 of 10" in more
    assert "Called off, by reason The child asked for it 7" in more
    reasons = page.partition("Why “c”")[2]
    assert "Pathway plan reviews: Called off" in reasons


@pytest.mark.parametrize("is_published", [True, False])
def test_the_report_says_of_how_many_reviews_nobody_recorded_what_was_done(app: Flask, is_published: bool) -> None:
    with app.app_context():
        hold_a_year()
        notes = report(to_report(YEAR, is_published=is_published)).notes
    assert (
        "Not recorded in 2021-22: the decisions of 20 reviews, the letter to the child of 20, that all were sent the"
        " record of 10." in notes
    )

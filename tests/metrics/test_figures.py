"""What is counted, what it is divided by, and what stands outside: on both databases."""

from datetime import date, timedelta

import pytest
from flask import Flask

from participation import clock
from participation.db import transaction
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.reviews.models import Move, Review
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.staff.models import Role
from tests import factories
from tests.databases import on_both
from tests.metrics.events import (
    asked_for,
    at,
    beside_the_code,
    held,
    invited,
    moved,
    opened,
    printed,
    read,
    sent,
    withdrawn,
)  # fmt: skip

pytestmark = on_both
MEETING = date(2021, 6, 15)
YEAR = "2021-22"


def test_a_year_begins_on_the_first_of_april_and_ends_on_the_last_of_march(app: Flask) -> None:
    with app.app_context():
        for day in (date(2021, 3, 31), date(2021, 4, 1), date(2021, 6, 30), date(2022, 3, 31), date(2022, 4, 1)):
            held(day)
        values = figures(YEAR).values
    assert values["reviews.held"] == 3
    months = [values[f"reviews.by_month.{number}"] for number in range(1, 13)]
    assert months == [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert [values[f"reviews.by_quarter.{number}"] for number in range(1, 5)] == [2, 0, 0, 1]


def test_a_review_is_held_once_its_day_has_come_and_never_if_it_was_called_off(app: Flask) -> None:
    with app.app_context():
        held(MEETING)
        held(MEETING + timedelta(days=1))
        held(None, due_on=MEETING)
        with clock.frozen(at(MEETING, 9)):
            counted = figures(YEAR)
            assert figures("2022-23").values["reviews.held"] == 0
    assert counted.values["reviews.held"] == 1
    assert counted.until == MEETING


def test_held_in_time_divides_by_reviews_that_have_a_due_date(app: Flask) -> None:
    with app.app_context():
        held(MEETING, due_on=MEETING)
        held(MEETING, due_on=MEETING - timedelta(days=1))
        held(MEETING, due_on=None)
        values = figures(YEAR).values
    assert values["reviews.held_in_time"] == Rate(1, 2)
    assert values["reviews.without_due_date"] == 1


def test_a_child_counts_once_and_only_where_every_review_of_the_year_was_so(app: Flask) -> None:
    with app.app_context():
        first = held(MEETING, code="PN1", born_on=date(2010, 1, 1), due_on=MEETING)
        again = held(MEETING + timedelta(days=100), code="PN7", due_on=MEETING + timedelta(days=99))
        with transaction() as session:
            session.get_one(Review, again.id).child_id = first.child_id
        held(MEETING, code="PN5", due_on=MEETING)
        held(MEETING, due_on=None)
        held(MEETING, code="PN0", born_on=date(2019, 1, 1), due_on=MEETING)
        values = figures(YEAR).values
    assert values["children.heard_at_every_review"] == Rate(1, 3)
    assert values["children.every_review_in_time"] == Rate(2, 3)


def test_a_review_that_moved_twice_was_rearranged_once(app: Flask) -> None:
    with app.app_context():
        moved(held(MEETING), "", "")
        held(MEETING)
        assert figures(YEAR).values["reviews.rearranged"] == Rate(1, 2)


def test_a_move_counts_by_the_reason_of_the_last_one_and_an_hour_moves_no_date(app: Flask) -> None:
    with app.app_context():
        moved(held(MEETING), "place", "child_asked")
        moved(held(MEETING), "")
        third = held(MEETING)
        with transaction() as session:
            same_day = {"from_on": MEETING, "to_on": MEETING, "moved_at": at(MEETING), "why": "place"}
            session.add(Move(review_id=third.id, **same_day))
        values = figures(YEAR).values
    reasons = {name: n for name, n in values.items() if name.startswith("reviews.rearranged_why.") and n}
    assert values["reviews.rearranged"] == Rate(2, 3)
    assert reasons == {"reviews.rearranged_why.child_asked": 1, "reviews.rearranged_why.not_said": 1}


def test_a_child_is_4_on_the_birthday_itself(app: Flask) -> None:
    with app.app_context():
        held(MEETING, "PN1", born_on=date(2017, 6, 15))
        held(MEETING, "PN0", born_on=date(2017, 6, 16))
        held(date(2022, 2, 28), "PN0", born_on=date(2018, 3, 1))
        values = figures(YEAR).values
    assert values["reviews.under_4"] == 2
    assert values["seen_before_meeting"] == Rate(0, 1)
    assert values["participation.contradicts_age"] == 0


def test_a_code_that_contradicts_the_age_is_counted_as_recorded_and_named(app: Flask) -> None:
    with app.app_context():
        held(MEETING, "PN1", born_on=date(2018, 1, 1))
        held(MEETING, "PN0", born_on=date(2010, 1, 1))
        values = figures(YEAR).values
    assert values["participation.contradicts_age"] == 2
    assert values["views_given"] == Rate(1, 1)


def test_where_the_date_of_birth_is_not_known_the_code_tells_who_is_under_4(app: Flask) -> None:
    with app.app_context():
        for code in ("PN0", "PN1", ""):
            held(MEETING, code, born_on=None)
        values = figures(YEAR).values
    assert values["reviews.under_4"] == 1
    assert values["participation.age_not_known"] == 3
    assert values["participation.contradicts_age"] == 0


def test_chairing_divides_by_reviews_that_the_child_came_to(app: Flask) -> None:
    with app.app_context():
        for code, chaired in (("PN1", "all"), ("PN2", "part"), ("PN1", "none"), ("PN4", ""), ("PN6", "")):
            beside_the_code(held(MEETING, code), chaired=chaired)
        values = figures(YEAR).values
    assert values["chaired"] == Rate(2, 4)
    assert values["chaired_not_recorded"] == 1


def test_a_talk_on_the_day_was_before_the_meeting_and_one_after_it_was_not(app: Flask) -> None:
    with app.app_context():
        for days in (-3, 0, 1):
            beside_the_code(held(MEETING, "PN1"), seen_before_on=MEETING + timedelta(days=days))
        held(MEETING)
        assert figures(YEAR).values["seen_before_meeting"] == Rate(2, 4)


def test_pathway_plan_reviews_are_counted_apart(app: Flask) -> None:
    with app.app_context():
        held(MEETING, "PN1")
        carer_leaver = held(MEETING, "PN6", kind="pathway_plan", born_on=date(2002, 1, 1))
        sent(invited(carer_leaver), at(MEETING, 8))
        values = figures(YEAR).values
    assert values["reviews.held"] == 1
    assert values["views_given"] == Rate(1, 1)
    assert values["invited.child"] == 0
    assert values["pathway_plan.reviews.held"] == 1
    assert values["pathway_plan.attended"] == Rate(0, 1)
    assert values["pathway_plan.sent.child"] == Rate(1, 1)


def test_invitations_are_followed_by_kind_of_respondent(app: Flask) -> None:
    with app.app_context():
        review = held(MEETING)
        invited(review)
        opened(invited(held(MEETING)))
        sent(invited(held(MEETING)), at(MEETING - timedelta(days=9)))
        sent(invited(review, "school"), at(MEETING - timedelta(days=9)))
        invited(review, "school")
        values = figures(YEAR).values
    assert values["invited.child"] == 3
    assert values["opened.child"] == Rate(2, 3)
    assert values["sent.child"] == Rate(1, 3)
    assert values["returned.school"] == Rate(1, 2)
    assert values["returned.parent"] == Rate(0, 0)
    assert "on_time.child" not in values


def test_a_request_for_an_advocate_and_feedback_are_not_a_form_about_the_review(app: Flask) -> None:
    with app.app_context():
        invitation = invited(held(MEETING))
        sent(invitation, at(MEETING), "my_advocate")
        sent(invitation, at(MEETING), "after_review")
        assert figures(YEAR).values["sent.child"] == Rate(0, 1)


def test_a_form_is_in_time_until_midnight_in_england_of_its_last_day(app: Flask) -> None:
    last = MEETING - timedelta(days=5)
    with app.app_context():
        sent(invited(held(MEETING), "school"), at(last, 23, 59))
        sent(invited(held(MEETING), "school"), at(last + timedelta(days=1), 0, 1))
        values = figures(YEAR).values
    assert values["on_time.school"] == Rate(1, 2)
    assert values["returned.school"] == Rate(2, 2)


def test_a_form_whose_letter_was_printed_late_is_in_time_by_the_day_that_the_letter_asked_for(app: Flask) -> None:
    # The meeting is on Tuesday 15 June: forms are due on Thursday 10, after a letter of Wednesday 9 on Monday 14.
    with app.app_context():
        for sent_on in (date(2021, 6, 14), date(2021, 6, 15)):
            invitation = invited(held(MEETING), "school")
            printed(invitation, at(date(2021, 6, 9)))
            sent(invitation, at(sent_on, 23, 59))
        assert figures(YEAR).values["on_time.school"] == Rate(1, 2)


def test_each_service_sets_how_long_before_the_meeting_forms_and_invitations_are_due(app: Flask) -> None:
    with app.app_context():
        with transaction() as session:
            settings = Service(forms_due_days=10, invited_in_time_days=21).to_row()
            session.add(ServiceRow(id=1, settings=settings))
        review = held(MEETING, "PN1")
        invited(review, on=MEETING - timedelta(days=20))
        sent(invited(review, "parent"), at(MEETING - timedelta(days=9)))
        values = figures(YEAR).values
    assert values["on_time.parent"] == Rate(0, 1)
    assert values["invited_in_time"] == Rate(0, 1)


def test_a_child_invited_two_weeks_before_was_invited_in_time(app: Flask) -> None:
    with app.app_context():
        for days in (13, 14):
            invited(held(MEETING), on=MEETING - timedelta(days=days))
        invited(held(MEETING), "school", on=MEETING - timedelta(days=30))
        invited(held(MEETING, born_on=date(2020, 1, 1)), on=MEETING - timedelta(days=30))
        assert figures(YEAR).values["invited_in_time"] == Rate(1, 3)


def test_what_an_officer_opened_before_the_hour_of_the_meeting_was_read_before_it(app: Flask) -> None:
    with app.app_context():
        officer, _ = factories.staff(Role.OFFICER)
        support, _ = factories.staff(Role.SUPPORT)
        review = held(MEETING, starts_at=at(MEETING, 10))
        submissions = [sent(invited(review, "school"), at(MEETING, 8)) for _ in range(3)]
        read(submissions[0], officer, at(MEETING, 9, 59))
        read(submissions[1], officer, at(MEETING, 10))
        read(submissions[2], support, at(MEETING, 9))
        sent(invited(review), at(MEETING, 11))
        assert figures(YEAR).values["read_before_meeting"] == Rate(1, 3)


def test_where_no_hour_is_known_only_the_days_before_count(app: Flask) -> None:
    with app.app_context():
        officer, _ = factories.staff(Role.OFFICER)
        for moment in (at(MEETING - timedelta(days=1), 23, 59), at(MEETING, 0, 1)):
            read(sent(invited(held(MEETING)), at(MEETING - timedelta(days=3))), officer, moment)
        sent(invited(held(MEETING)), at(MEETING, 0, 1))
        assert figures(YEAR).values["read_before_meeting"] == Rate(1, 2)


def test_what_was_withdrawn_was_not_sent(app: Flask) -> None:
    with app.app_context():
        came = sent(invited(held(MEETING)), at(MEETING - timedelta(days=3), 9))
        withdrawn(came, at(MEETING - timedelta(days=3), 10))
        values = figures(YEAR).values
    assert values["sent.child"] == Rate(0, 1)
    assert values["read_before_meeting"] == Rate(0, 0)


def test_an_answer_is_in_time_within_20_working_days_and_bank_holidays_are_none(app: Flask) -> None:
    before_easter = date(2022, 3, 31)  # the 20th working day after it is 3 May: Good Friday, Easter and May Day
    with app.app_context():
        submission = sent(invited(held(before_easter)), at(before_easter, 8))
        asked_for(submission, "one", at(date(2022, 5, 3), 23, 59))
        asked_for(submission, "two", at(date(2022, 5, 4), 0, 1))
        asked_for(submission, "three")
        with clock.frozen(at(date(2022, 5, 3))):
            assert figures(YEAR).values["answers_still_to_come"] == 1
        values = figures(YEAR).values
    assert values["answered"] == Rate(1, 3)
    assert values["answers_still_to_come"] == 0


def test_requests_for_an_advocate_are_counted_in_the_year_in_which_they_were_sent(app: Flask) -> None:
    with app.app_context():
        called_off = held(None, due_on=MEETING)
        sent(invited(called_off), at(MEETING), "my_advocate", asks_for_advocate=True)
        sent(invited(held(MEETING)), at(date(2021, 3, 31), 23, 59), "my_advocate", asks_for_advocate=True)
        values = figures(YEAR).values
    assert values["advocacy.asked"] == 1
    assert values["advocacy.asked_by.child"] == 1
    assert values["advocacy.met"] == Rate(0, 1)


@pytest.mark.parametrize("year", ["2020-21", "2021-22"])
def test_a_year_in_which_nothing_happened_has_every_figure_and_divides_nothing(app: Flask, year: str) -> None:
    with app.app_context():
        values = figures(year).values
        held(MEETING, "PN1")
        assert figures("2021-22").values.keys() == values.keys()
    assert all(figure in (0, Rate(0, 0)) for figure in values.values())
    assert all(figure.rate is None for figure in values.values() if isinstance(figure, Rate))

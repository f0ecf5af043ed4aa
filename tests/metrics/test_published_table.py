"""What a service published comes out again, cell by cell, on both databases; and its one slip does not."""

from datetime import date

from flask import Flask

from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from tests.databases import on_both
from tests.metrics.published import YEARS, hold_the_reviews_of, published_table


@on_both
def test_every_cell_of_the_published_table_comes_out_again(app: Flask) -> None:
    with app.app_context():
        for year in YEARS:
            hold_the_reviews_of(year)
        for year, published in published_table().items():
            values = figures(year).values
            assert {code: values[f"participation.{code}"] for code in published} == published


@on_both
def test_children_under_4_are_outside_the_share_of_those_who_were_not_heard(app: Flask) -> None:
    with app.app_context():
        hold_the_reviews_of("2021-22")
        values = figures("2021-22").values
    assert values["participation.with_code"] == 882
    assert values["took_no_part"] == Rate(15, 751)
    assert Rate(15, 751).rate == 0.02
    assert values["views_given"] == Rate(730, 751)
    assert Rate(730, 751).rate == 0.972
    assert values["attended"] == Rate(482, 751)
    assert values["seen_before_meeting"] == Rate(0, 751)


@on_both
def test_51_reviews_without_a_code_are_not_recorded_and_change_no_rate(app: Flask) -> None:
    with app.app_context():
        hold_the_reviews_of("2021-22", without_code=51)
        values = figures("2021-22").values
    assert values["reviews.held"] == 933
    assert values["participation.with_code"] == 882
    assert values["participation.not_recorded"] == 51
    assert values["views_given"] == Rate(730, 751)
    assert values["participation.contradicts_age"] == 0


@on_both
def test_the_reviews_of_other_years_stay_in_their_years(app: Flask) -> None:
    with app.app_context():
        hold_the_reviews_of("2020-21")
        assert figures("2019-20").values["reviews.held"] == 0
        assert figures("2020-21").values["reviews.held"] == 864
        assert figures("2020-21").first == date(2020, 4, 1)
        assert figures("2021-22").values["reviews.held"] == 0

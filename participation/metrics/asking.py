"""The year that somebody asks for, on a page or by a command."""

from datetime import timedelta

from flask import abort

from participation.console import Refused
from participation.metrics.dashboard import newest_year
from participation.reviews.timetable import collection_year, collection_year_days


def year_of_page(asked: str | None) -> str:
    """A collection year; where none was asked for, the newest with a review. What is no year is not there."""
    year = asked or newest_year()
    try:
        collection_year_days(year)
    except ValueError:
        abort(404)
    return year


def year_before(year: str) -> str:
    """The collection year that ends where one begins."""
    first, _ = collection_year_days(year)
    return collection_year(first - timedelta(days=1))


def refuse_no_year(year: str) -> None:
    """Refuses what is no collection year."""
    try:
        collection_year_days(year)
    except ValueError as error:
        raise Refused(f"{year!r} is not a collection year. Write it like 2021-22.") from error

"""`participation metrics`: the figures of a year, as a table, as CSV or as JSON."""

import click

from participation.console import AppCommand, Refused
from participation.metrics.figures import figures
from participation.metrics.publication.printing import as_text
from participation.metrics.publication.writing import as_csv, as_json
from participation.metrics.showing import published, whole
from participation.reviews.timetable import collection_year_days

FORMATS = {"text": as_text, "csv": as_csv, "json": as_json}


@click.command("metrics", cls=AppCommand)
@click.option("--year", required=True, metavar="YEAR", help="A collection year, 1 April to 31 March, like 2021-22.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--published", "for_anyone", is_flag=True, help="Hide 1 to 4, and what would tell such a number: “c”.")
def metrics(year: str, form: str, for_anyone: bool) -> None:
    """Say how children took part in a year: every figure with what it divides and its definition."""
    try:
        collection_year_days(year)
    except ValueError as error:
        raise Refused(f"{year!r} is not a collection year. Write it like 2021-22.") from error
    counted = figures(year)
    click.echo(FORMATS[form](counted, published(counted) if for_anyone else whole(counted)))

"""`participation metrics`: the figures of a year, as a table, as CSV or as JSON."""

import click

from participation.console import AppCommand, Refused
from participation.metrics.figures import figures
from participation.metrics.publication.notes import notes, warning
from participation.metrics.publication.printing import as_text
from participation.metrics.publication.reasons import in_lines
from participation.metrics.publication.writing import as_csv, as_json
from participation.metrics.showing import published, whole
from participation.reviews.timetable import collection_year_days

FORMATS = {"text": as_text, "csv": as_csv, "json": as_json}


@click.command("metrics", cls=AppCommand)
@click.option("--year", required=True, metavar="YEAR", help="A collection year, 1 April to 31 March, like 2021-22.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--published", "for_anyone", is_flag=True, help="Hide 1 to 4, and what would tell such a number: “c”.")
@click.option("--running-year", "although_running", is_flag=True, help="Publish a year that is not over all the same.")
def metrics(year: str, form: str, for_anyone: bool, although_running: bool) -> None:
    """Say how children took part in a year: every figure with what it divides and its definition."""
    try:
        collection_year_days(year)
    except ValueError as error:
        raise Refused(f"{year!r} is not a collection year. Write it like 2021-22.") from error
    counted = figures(year)
    if for_anyone and counted.is_running and not although_running:
        raise Refused(
            f"{year} is not over: two publications of a running year could be compared, and what differs may be one"
            " child. With --running-year it is published with a warning."
        )
    shown = published(counted) if for_anyone else whole(counted)
    said = (warning() if for_anyone and counted.is_running else {}) | notes(counted, shown)
    click.echo(FORMATS[form](counted, shown, said))
    if for_anyone and form == "text":
        # Beside the table and not in it: whoever carries the table into a file publishes no reason.
        click.echo("\n".join(in_lines(counted)), err=True)

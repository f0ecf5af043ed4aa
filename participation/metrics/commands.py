"""`participation metrics`: the figures of a year, as a table, as CSV or as JSON."""

from collections.abc import Mapping

import click

from participation import service
from participation.console import AppCommand, Refused
from participation.metrics.actions import PublishedMeanwhile, count_waiting, publish
from participation.metrics.asking import refuse_no_year
from participation.metrics.breakdowns.tables import breakdowns
from participation.metrics.figures import Figures, figures
from participation.metrics.inside.figures import inside
from participation.metrics.publication.broken_down import with_tables
from participation.metrics.publication.notes import notes, warning
from participation.metrics.publication.printing import as_text
from participation.metrics.publication.reasons import beside_the_last, in_lines
from participation.metrics.publication.writing import WholeFigures, as_csv, as_json
from participation.metrics.showing import kept_back, published, whole

FORMATS = {"text": as_text, "csv": as_csv, "json": as_json}


@click.command("metrics", cls=AppCommand)
@click.option("--year", required=True, metavar="YEAR", help="A collection year, 1 April to 31 March, like 2021-22.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--published", "for_anyone", is_flag=True, help="Hide 1 to 4, and what would tell such a number: “c”.")
@click.option("--preview", "is_preview", is_flag=True, help="With --published: say only what would be hidden and why.")
@click.option("--running-year", "although_running", is_flag=True, help="Publish a year that is not over all the same.")
@click.option("--rebuild", is_flag=True, help="First count answers that wait; the rest is counted anew anyway.")
def metrics(year: str, form: str, for_anyone: bool, **chosen: bool) -> None:
    """Say how children took part in a year: every figure with what it divides and its definition."""
    refuse_no_year(year)
    if chosen["rebuild"]:
        click.echo(f"Answers that waited and are counted now: those of {count_waiting()} submissions.", err=True)
    counted = figures(year)
    if for_anyone and counted.is_running and not chosen["although_running"]:
        raise Refused(
            f"{year} is not over: two publications of a running year could be compared, and what differs may be one"
            " child. With --running-year it is published with a warning."
        )
    if not for_anyone:
        click.echo(_whole(counted, form))
        return
    counted = with_tables(counted)
    kept = kept_back(counted)
    shown = published(counted, kept, is_rounded=service.current().rounds_published)
    reasons = "\n".join(filter(None, (beside_the_last(counted), *in_lines(counted, kept, shown))))
    if chosen["is_preview"]:
        click.echo(reasons)
        return
    _publish(counted, kept)
    said = (warning() if counted.is_running else {}) | notes(counted, shown)
    click.echo(FORMATS[form](counted, shown, said))
    if form == "text":
        # Beside the table and not in it: whoever carries the table into a file publishes no reason.
        click.echo(reasons, err=True)


def _whole(counted: Figures, form: str) -> str:
    shown = whole(counted)
    said = notes(counted, shown)
    if form == "json":
        return as_json(counted, shown, said, WholeFigures(breakdowns(counted), inside(counted)))
    return FORMATS[form](counted, shown, said)


def _publish(counted: Figures, kept: Mapping[str, str]) -> None:
    try:
        publish("system", counted, kept)
    except PublishedMeanwhile as error:
        raise Refused(f"{counted.year} was published by somebody else a moment ago. Run this again.") from error

"""`participation report`: the participation part of the annual report, as Word or as a page."""

from pathlib import Path

import click

from participation.console import AppCommand, Refused
from participation.files import whole_file
from participation.metrics.asking import refuse_no_year
from participation.metrics.dashboard import Dashboard
from participation.report.contents import report as contents
from participation.report.contents import to_report
from participation.report.ways import WAYS
from participation.report.word import TemplateUnfit

OUT = click.Path(dir_okay=False, path_type=Path)


@click.command("report", cls=AppCommand)
@click.option("--year", required=True, metavar="YEAR", help="A collection year, 1 April to 31 March, like 2021-22.")
@click.option("--out", required=True, type=OUT, help="F.docx or F.html; F.xlsx or F.csv: every figure as rows.")
@click.option("--published", is_flag=True, help="As the year was published: “c” in place of small numbers.")
def report(year: str, out: Path, published: bool) -> None:
    """Write the participation part of the annual report: figures with what they divide, and what does not add up."""
    refuse_no_year(year)
    way = WAYS.get(out.suffix.lower().removeprefix("."))
    if way is None:
        *some, last = (f".{ending}" for ending in WAYS)
        raise Refused(f"{out.name} must end in {', '.join(some)} or {last}.")
    page = to_report(year, is_published=published)
    if page.sheet.figures.is_to_come:
        raise Refused(f"{year} has not begun.")
    if published:
        _refuse_what_is_not_out(page)
    try:
        written = way.write(contents(page))
    except TemplateUnfit as error:
        raise Refused(str(error)) from error
    try:
        with whole_file(out, over=True) as file:
            file.write(written)
    except OSError as error:
        raise Refused(f"{out} cannot be written: {error.strerror}.") from error
    click.echo(f"{out}: the report of {year}.")


def _refuse_what_is_not_out(page: Dashboard) -> None:
    """Two versions of a year could be compared, so nothing is printed that was not published just so."""
    if page.is_refused:
        raise Refused(f"{page.sheet.figures.year} is not over: it cannot be published yet.")
    waiting = [sheet.figures.year for sheet in page.not_out]
    if waiting:
        years = ", ".join(waiting)
        raise Refused(
            f"Not published as it stands now: {years}. Publish first: the page of figures does, for managers."
        )

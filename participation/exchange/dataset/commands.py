"""`participation import ssd`: a folder with the tables of the Standard Safeguarding Dataset."""

from pathlib import Path

import click

from participation.console import AppCommand, Refused
from participation.exchange.commands import FILE, dry_run_option, listing, report_option, tell
from participation.exchange.dataset.actions import DatasetOptions, take_dataset
from participation.exchange.dataset.officers import STAFF_COLUMNS, STAFF_NEEDED, NoOfficers
from participation.exchange.dataset.tables import (
    BY_LEGACY,
    BY_PERSON,
    COLUMNS,
    NEEDED,
    NEEDED_OF,
    Dataset,
    DatasetTable,
)
from participation.exchange.problems import Unreadable


def _roles(_context: click.Context, _option: click.Parameter, given: str) -> tuple[str, ...]:
    return tuple(role.strip() for role in given.split(",") if role.strip())


@click.command("ssd", cls=AppCommand)
@click.argument("folder", metavar="DIR", type=FILE)
@click.option("--iro-role", "roles", default="", callback=_roles, metavar="CODE,...", help="The officer's roles there.")
@click.option("--staff", type=FILE, help="A list of officers: prof_staff_id, name, email.")
@click.option(
    "--children-by",
    type=click.Choice([BY_PERSON, BY_LEGACY]),
    default=BY_PERSON,
    show_default=True,
    help="Which column is the child's number in other lists and returns.",
)
@dry_run_option
@report_option
def import_ssd(dry_run: bool, report: Path | None, folder: Path, staff: Path | None, **asked: str) -> None:
    """Take in the Standard Safeguarding Dataset: a folder of tables as CSV, by their own names.

    Needed are ssd_person.csv, ssd_cla_episodes.csv and ssd_cla_reviews.csv. Of a folder without ssd_cla_placement.csv,
    ssd_professionals.csv, ssd_involvements.csv, ssd_immigration_status.csv, ssd_disability.csv or ssd_legal_status.csv
    what these say stays as it was. Good rows are taken and wrong ones listed; if any row was not taken, this ends
    with 1.

    Without --iro-role the officer is whoever is called one by role or job title. The tables have no addresses: an
    officer is found by the name of their account, or by a list given with --staff.
    """
    files = _files(folder)
    with listing(report, staff, *files.values()) as given:
        opened = {name: DatasetTable(given.rows(file, COLUMNS[name], NEEDED_OF[name])) for name, file in files.items()}
        of_staff = given.rows(staff, STAFF_COLUMNS, STAFF_NEEDED) if staff else None
        dataset, roles = Dataset(opened), tuple(asked["roles"])
        try:
            taken = take_dataset(dataset, DatasetOptions(asked["children_by"], roles, of_staff), dry_run=dry_run)
        except NoOfficers as none:
            which = "has one of the roles that --iro-role names" if roles else "is called an officer's"
            first = f"No involvement {which}, so nothing was taken. Give --iro-role one of these:"
            raise Refused(first, *none.args) from None
        except Unreadable as unreadable:
            raise Refused(str(unreadable)) from unreadable
    tell(folder.resolve().name, taken, report, dry_run)
    _tell_tables(dataset, taken.without_officer)
    if taken.refused:
        raise SystemExit(1)


def _files(folder: Path) -> dict[str, Path]:
    """The files of the tables, in whatever case their names are written."""
    try:
        there = {path.name.casefold(): path for path in sorted(folder.iterdir())}
    except OSError as error:
        raise Refused(f"{folder} cannot be read: {error.strerror}.") from error
    found = {name: there[f"{name}.csv"] for name in COLUMNS if f"{name}.csv" in there}
    if missing := [f"{name}.csv" for name in NEEDED if name not in found]:
        raise Refused(f"{folder} has no {', '.join(missing)}.")
    return found


def _tell_tables(dataset: Dataset, without_officer: int) -> None:
    if missing := [f"{name}.csv" for name in COLUMNS if name not in dataset.tables]:
        click.echo(f"Not in the folder, so what they say stays as it was: {', '.join(missing)}.")
    for table in dataset.tables.values():
        counts = table.counts
        others = f", {counts['others']:,} of no child in care" if counts["others"] else ""
        click.echo(f"{table.name}: {counts['read']:,} rows{others}, {counts['refused']:,} not taken.")
        if table.absent:
            click.echo(f"Columns that {table.name} does not have: {', '.join(table.absent)}.")
    if without_officer:
        click.echo(f"Reviews without an officer: {without_officer:,}. Their letters wait for one.")

"""`participation import` and `participation export`: lists and returns, out of files and into files."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import click
from flask import current_app

from participation import clock
from participation.console import AppCommand, Refused
from participation.exchange import caseload, export, people_list, queries, ssda903
from participation.exchange.actions import (
    AmongInvented,
    Return,
    refuse_invented,
    take_caseload,
    take_people,
    take_return,
)
from participation.exchange.csv_rows import Rows, RowsOfCells, Tell, open_rows
from participation.exchange.problems import Unreadable, write_report
from participation.exchange.writes import Taken
from participation.exchange.xml_rows import XmlRows, tables_of
from participation.letters.queries import untrue_letters
from participation.reviews.timetable import collection_year, collection_year_days

INVENTED = (
    "The people in this database are invented (`participation demo`): real ones belong in a database of their own,"
    " so nothing was taken."
)
FILE = click.Path(path_type=Path)
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would come of it; write nothing.")
complete_option = click.option(
    "--complete", is_flag=True, help="The list is complete: who is not on it is listed as no longer named, and kept."
)
report_option = click.option("--report", type=FILE, help="List every problem in this CSV file as well.")


@click.group("import")
def imports() -> None:
    """Lists and returns that come in."""


@imports.command("ssda903", cls=AppCommand)
@click.option("--header", type=FILE, help="header.csv of the return.")
@click.option("--reviews", type=FILE, help="reviews.csv of the return.")
@click.option("--uasc", type=FILE, help="uasc.csv: who came to this country alone.")
@click.option("--episodes", type=FILE, help="episodes.csv: when each child came into care.")
@click.option("--dolo", type=FILE, help="dolo.csv: deprivation of liberty orders, since 2026-27.")
@click.option("--xml", type=FILE, help="The whole return in one file, as case systems export it.")
@dry_run_option
@report_option
def import_ssda903(dry_run: bool, report: Path | None, xml: Path | None, **files: Path | None) -> None:
    """Take in a national return (SSDA903): --header and --reviews, or --xml.

    Every code stays as it stands; every contradiction is listed.
    """
    if any(files.values()) if xml else not (files["header"] and files["reviews"]):
        raise click.UsageError(
            "Give --header and --reviews (with --uasc, --episodes and --dolo if there are), or --xml alone."
        )
    with listing(report, xml, *files.values()) as given:
        opened: Mapping[str, RowsOfCells] = given.tables(xml) if xml else given.files(files)
        taken = take_return(Return(**opened), dry_run=dry_run)
    tell(opened["reviews"].name, taken, report, dry_run)
    for table in opened.values():
        _tell_absent(table, table.name)


@imports.command("caseload", cls=AppCommand)
@click.argument("file", type=FILE)
@dry_run_option
@complete_option
@report_option
def import_caseload(file: Path, dry_run: bool, complete: bool, report: Path | None) -> None:
    """Take in children, their officers and their next reviews.

    Good rows are taken and wrong ones listed; if any row was not taken, this ends with 1.

    The file needs the columns child_id, preferred_name, date_of_birth, review_id, review_type and review_at. Others may
    be missing: language, sex, ethnicity, uasc, disability, placed_outside, came_into_care_on, officer_email,
    officer_name, review_due_on, venue, status (in_care, left_care, moved, adopted, died), review_status (planned,
    cancelled), different_from (the number of another child of the same name and birthday), miles_from_home,
    notified_on, officer_named_on, independent_visitor (matched, waiting), independent_visitor_on,
    phone (the child's own, for a reminder by text message).
    """
    with listing(report, file) as given:
        rows = given.rows(file, caseload.COLUMNS, caseload.NEEDED)
        taken = take_caseload(rows, dry_run=dry_run, complete=complete)
    tell(rows.name, taken, report, dry_run)
    _tell_of_list(rows, taken)


@imports.command("people", cls=AppCommand)
@click.argument("file", type=FILE)
@dry_run_option
@complete_option
@report_option
def import_people(file: Path, dry_run: bool, complete: bool, report: Path | None) -> None:
    """Take in the carers, parents, partners and social workers of reviews.

    Good rows are taken and wrong ones listed; if any row was not taken, this ends with 1.

    The file needs the columns review_id, role and name; email, agency, language and asked (yes or no) may be missing.
    """
    with listing(report, file) as given:
        rows = given.rows(file, people_list.COLUMNS, people_list.NEEDED)
        taken = take_people(rows, dry_run=dry_run, complete=complete)
    tell(rows.name, taken, report, dry_run)
    _tell_of_list(rows, taken)


class OpenedFiles:
    """The files that a command was given: each is opened, or refused in one sentence."""

    def __init__(self, stack: ExitStack, tell: Tell) -> None:
        self._stack = stack
        self._tell = tell

    def rows(self, file: Path, columns: Sequence[str], needed: Sequence[str] | None = None) -> Rows:
        """A list as CSV."""
        with _in_one_sentence(file):
            stream = self._stack.enter_context(file.open("rb"))
            return self._stack.enter_context(open_rows(stream, file.name, columns, needed, self._tell))

    def files(self, files: Mapping[str, Path | None]) -> dict[str, Rows]:
        """The files of a return as CSV."""
        columns = ssda903.FILES.items()
        return {
            name: self.rows(file, asked, ssda903.NEEDED.get(name)) for name, asked in columns if (file := files[name])
        }

    def tables(self, file: Path) -> dict[str, XmlRows]:
        """The tables of a return as XML."""
        with _in_one_sentence(file):
            return tables_of(self._stack.enter_context(file.open("rb")), file.name, ssda903.FILES)


@contextmanager
def _in_one_sentence(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from error
    except Unreadable as unreadable:
        raise Refused(str(unreadable)) from unreadable


@contextmanager
def listing(report: Path | None, *files: Path | None) -> Iterator[OpenedFiles]:
    """What opens each file; with one progress bar where somebody is looking."""
    if report and not report.absolute().parent.is_dir():
        raise Refused(f"There is no folder {report.absolute().parent} for the report.")
    if "keyring" not in current_app.extensions:
        raise Refused("There are no keys yet, so nothing can be kept on record. Run `participation keys init` first.")
    try:
        refuse_invented()
    except AmongInvented:
        raise Refused(INVENTED) from None
    length = sum(file.stat().st_size for file in files if file and file.is_file())
    hidden = not sys.stderr.isatty()
    with ExitStack() as stack:
        bar = stack.enter_context(click.progressbar(length=length, label="Reading", file=sys.stderr, hidden=hidden))
        yield OpenedFiles(stack, bar.update)


def tell(name: str, taken: Taken, report: Path | None, dry_run: bool) -> None:
    """Every problem, then the sums. What brought nothing is a refusal."""
    for problem in taken.problems:
        click.echo(problem, err=True)
    if report:
        try:
            write_report(taken.problems, report)
        except OSError as error:
            raise Refused(f"{report} cannot be written: {error.strerror}.") from error
    if not taken.counts:
        raise Refused(f"Nothing could be taken from {name}.")
    click.echo(f"{name}: {taken.rows:,} rows, {taken.rows - taken.refused:,} taken, {taken.refused:,} not taken.")
    for sums in str(taken).split("; "):
        click.echo(f"{sums[0].upper()}{sums[1:]}.")
    by_rule = ", ".join(f"{number:,} {rule}" for rule, number in Counter(p.rule for p in taken.problems).most_common())
    click.echo(f"Problems: {by_rule or 'none'}.")
    if dry_run:
        click.echo("This was a dry run: nothing was written.")


def _tell_of_list(rows: Rows, taken: Taken) -> None:
    """What is no problem but should be known; and a script learns that a row was lost."""
    _tell_absent(rows, "the file")
    if taken.without_officer:
        click.echo(f"Reviews without an officer: {taken.without_officer:,}. Their letters wait for one.")
    if taken.taken_as_two:
        listed = ", ".join(taken.taken_as_two)
        click.echo(
            f"Of one name and birthday, with another language, sex or ethnicity, so taken as different: {listed}."
        )
    if untrue := untrue_letters():
        click.echo(f"Letters that are out with something that is no longer so: {len(untrue):,}.")
        for each in untrue:
            click.echo(f"  {each}")
        click.echo("`participation letters --no-longer-so --out F.pdf` prints them anew.")
    if taken.refused:
        raise SystemExit(1)


def _tell_absent(rows: RowsOfCells, name: str) -> None:
    if absent := people_list.worth_telling(rows.absent):
        click.echo(f"Columns that {name} does not have: {', '.join(absent)}.")


@click.group("export")
def exports() -> None:
    """Records and returns that go out."""


def _year(_context: click.Context, _option: click.Parameter, year: str) -> tuple[date, date]:
    try:
        return collection_year_days(year)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from error


@exports.command("ssda903-reviews", cls=AppCommand)
@click.option("--year", "days", required=True, callback=_year, help="The year of the return, such as 2021-22.")
@click.option("--out", type=FILE, required=True, help="The reviews.csv to write.")
@click.option("--episodes", type=FILE, help="episodes.csv of this year; else those of the return that came in.")
@click.option("--force", is_flag=True, help="Write the reviews that were held even where a code breaks a rule.")
def export_reviews(days: tuple[date, date], out: Path, episodes: Path | None, force: bool) -> None:
    """Write reviews.csv of the national return. Pathway plan reviews stay out.

    Reviews that break a rule are listed, and nothing is written. With --force the held ones are written with their
    codes as they stand; doubled and future ones stay out. Where episodes of the year were given, reviews of children
    without one (1012) or with short breaks alone (399) are listed too, and written: the episodes may be what is wrong.
    """
    had_episodes = _had_episodes(episodes) if episodes else queries.had_episodes(collection_year(days[0]))
    checked = list(export.checked(queries.returned(*days), days, clock.today()))
    broken = [(review, rule) for review, rules in checked for rule in rules]
    listed = [f"{review} ({rule.rule}): {rule.message}" for review, rule in broken if rule.rule != "future"]
    if to_come := len(broken) - len(listed):
        listed.append(f"Reviews of the year whose day has not come (future): {to_come:,}.")
    if listed and not force:
        raise Refused(*listed, f"Problems: {len(listed):,}. Nothing was written; --force writes what was held.")
    for problem in listed:
        click.echo(problem, err=True)
    reviews = [review for review, rules in checked if export.may_be_written(rules)]
    try:
        export.write(reviews, out)
    except OSError as error:
        raise Refused(f"{out} cannot be written: {error.strerror}.") from error
    doubted = list(export.doubted(reviews, had_episodes))
    for review, rule in doubted:
        click.echo(f"{review} ({rule.rule}): {rule.message} It is written.", err=True)
    click.echo(f"{out}: {len(reviews):,} reviews.")
    if doubted:
        click.echo(f"Reviews to look at beside the episodes (399, 1012): {len(doubted):,}.")


def _had_episodes(file: Path) -> dict[str, bool]:
    with ExitStack() as stack:
        given = OpenedFiles(stack, lambda _: None)
        care = ssda903.care(given.rows(file, ssda903.EPISODES_COLUMNS, ssda903.NEEDED["episodes"]))
    return {key: each.is_short_breaks for key, each in care.items()}

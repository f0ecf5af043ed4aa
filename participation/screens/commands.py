"""`participation translations`: every screen of a language on paper, and links to check it on a phone."""

from datetime import timedelta
from pathlib import Path

import click
from flask import current_app

from participation import clock
from participation.console import AppCommand, Refused
from participation.proofreading.actions import invite_to_check, withdraw_link
from participation.proofreading.judged import judged_lines
from participation.proofreading.models import Proofreading
from participation.proofreading.queries import people_of, proofreading_of
from participation.screens.making import screens_of
from participation.screens.paper import write_screens
from participation.translating.commands import Written, the_template
from participation.translating.known import Language
from participation.translating.sheets import write_sheet
from participation.web.languages import spoken_date

DAYS, LONGEST = 21, 60
"""How long a link opens, where nobody says otherwise, and at most."""
BY = click.option("--by", required=True, help="Who checks it: initials and a role, such as “AB, interpreter”.")


@click.command("screens")
@click.argument("spoken", metavar="LOCALE", type=Written())
@click.option("--out", required=True, metavar="F.pdf", type=click.Path(dir_okay=False, path_type=Path))
def screens(spoken: Language, out: Path) -> None:
    """Draw every screen of a language as a PDF, with each text, its English and its number."""
    if out.exists():
        raise Refused(f"{out} is there already.")
    the_template()
    found = screens_of(spoken)
    write_screens(spoken, found, out)
    click.echo(f"{len(found.texts)} texts on {len(found.screens)} screens and lists in {out}.")


@click.command("invite", cls=AppCommand)
@click.argument("spoken", metavar="LOCALE", type=Written())
@BY
@click.option("--days", default=DAYS, show_default=True, type=click.IntRange(1, LONGEST), help="How long it opens.")
def invite_reader(spoken: Language, by: str, days: int) -> None:
    """Print a link with which somebody checks a language on a phone: for one person, on one phone."""
    the_template()
    if not by.strip():
        raise Refused("Say who checks it: --by “AB, interpreter”.")
    ends_on = clock.today() + timedelta(days=days)
    secret = invite_to_check(screens_of(spoken), by.strip(), ends_on)
    click.echo(f"{current_app.extensions['config'].staff_url}/staff/words#{secret}")
    click.echo(f"It opens once, on one phone, until {spoken_date(ends_on)}.")


@click.command("withdraw", cls=AppCommand)
@click.argument("spoken", metavar="LOCALE", type=Written())
@BY
def withdraw(spoken: Language, by: str) -> None:
    """End somebody's link at once; what they have said stays."""
    withdraw_link(_of(spoken, by))
    click.echo("The link is closed.")


@click.command("judged", cls=AppCommand)
@click.argument("spoken", metavar="LOCALE", type=Written())
@click.argument("out", metavar="F.xlsx", type=click.Path(dir_okay=False, path_type=Path))
@BY
def judged(spoken: Language, out: Path, by: str) -> None:
    """Write what somebody has said to a spreadsheet, for `translations accept`."""
    if out.exists():
        raise Refused(f"{out} is there already.")
    rows = write_sheet(spoken, judged_lines(_of(spoken, by)), out, by.strip())
    click.echo(f"{rows} rows in {out}. Take them with `participation translations accept {out}`.")


def _of(spoken: Language, by: str) -> Proofreading:
    found = proofreading_of(spoken.code, by.strip())
    if found is None:
        raise Refused(
            f"Nobody checks {spoken.english_name} as “{by}”: {'; '.join(people_of(spoken.code)) or 'nobody'}."
        )
    return found

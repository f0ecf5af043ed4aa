"""`participation invite` and `participation letters`."""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from participation import clock
from participation.console import AppCommand, Refused
from participation.invitations.actions import LETTER_ROLES
from participation.invitations.actions import invite as issue
from participation.invitations.models import CHILD, Invitation
from participation.invitations.queries import letters_of, letters_to_print
from participation.letters.actions import PrintedMeanwhile
from participation.letters.drawing import DoesNotFit
from participation.letters.mail_merge import write_zip
from participation.letters.printing import can_be_signed, print_pdf, undrawn_in
from participation.letters.queries import losses_of, untrue_letters
from participation.reviews.queries import review_by_reference, reviews_between

GROUPS = {
    "carer": ("foster_carer", "key_worker"),
    "partner": ("fostering_worker", "school", "health", "personal_adviser", "youth_justice", "adult_services"),
    **{role: (role,) for role in (CHILD, *LETTER_ROLES)},
}
INSTALL = "the letter shows empty boxes; install one (such as fonts-noto-cjk) and print it again"
WRITERS = {".pdf": print_pdf, ".zip": write_zip}


class TypedDay(click.ParamType[date]):
    """A date, as YYYY-MM-DD or dd/mm/yyyy."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, context: click.Context | None) -> date:
        """The day, or a sentence that says how to write it."""
        if isinstance(value, date):
            return value
        for written in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(value, written).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        self.fail(f"{value!r} is no date; write it like 2026-03-10 or 10/03/2026.", param, context)


def _respondents(_context: click.Context, _param: click.Parameter, value: str) -> frozenset[str]:
    asked = [name.strip() for name in value.split(",") if name.strip()]
    unknown = [name for name in asked if name not in GROUPS]
    if unknown or not asked:
        raise click.BadParameter(f"{', '.join(unknown) or 'nobody'}: choose from {', '.join(sorted(GROUPS))}.")
    return frozenset(role for name in asked for role in GROUPS[name])


@click.command("invite", cls=AppCommand)
@click.option("--review-before", "until", type=TypedDay(), required=True, help="Reviews from today up to this day.")
@click.option(
    "--respondents",
    default="child,carer,parent,partner,helper",
    show_default=True,
    callback=_respondents,
    help="Who is asked, with commas between.",
)
def invite(until: date, respondents: frozenset[str]) -> None:
    """Issue invitations for reviews that have none. Nothing is printed yet."""
    reviews = reviews_between(clock.today(), until)
    if not reviews:
        raise Refused(f"No review meets between today and {until:%d/%m/%Y}.")
    issued = issue(reviews, respondents)
    click.echo(f"{issued} invitations for {len(reviews)} reviews.")


@click.command("letters", cls=AppCommand)
@click.option("--review-before", "until", type=TypedDay(), help="Letters of reviews from today up to this day.")
@click.option("--review", "reference", help="Letters of one review, by the council's number or ours.")
@click.option("--no-longer-so", "untrue", is_flag=True, help="Letters that are out and say what is no longer so.")
@click.option("--unprinted", is_flag=True, help="Only those that were never printed.")
@click.option("--again", is_flag=True, help="On a terminal: print what was printed before without asking.")
@click.option("--ends-locks", is_flag=True, help="No lock of a child goes along to their new letter.")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path), help="F.pdf or F.zip"
)
def letters(out: Path, again: bool, ends_locks: bool, **which: Any) -> None:
    """Print letters: one PDF, or a ZIP file for mail merge. Printing again makes new codes and ends the old ones."""
    write = WRITERS.get(out.suffix.lower())
    if write is None:
        raise Refused(f"{out.name} must end in .pdf or .zip.")
    if not out.absolute().parent.is_dir():
        raise Refused(f"There is no folder {out.absolute().parent}.")
    asked = _signed(_asked(**which))
    _tell_undrawn(asked)
    _tell_losses(asked, asks=sys.stdin.isatty() and not again)
    with click.progressbar(length=len(asked), label="Letters", show_pos=True, hidden=not sys.stdout.isatty()) as bar:
        try:
            written = write(asked, out, bar.update, ends_locks=ends_locks)
        except (DoesNotFit, PrintedMeanwhile) as refused:
            raise Refused(str(refused)) from refused
    click.echo(f"{written} letters in {out}.")


def _asked(until: date | None, reference: str | None, untrue: bool, unprinted: bool) -> Sequence[Invitation]:
    """The letters that the options name."""
    if (until is not None) + (reference is not None) + untrue != 1:
        raise click.UsageError("Say --review-before DATE, --review ID or --no-longer-so.")
    if untrue:
        found = [each.invitation for each in untrue_letters() if each.is_on_paper]
        if not found:
            raise Refused("Every letter that is out says what is so.")
        return found
    if reference is not None:
        review = review_by_reference(reference)
        if review is None:
            raise Refused(f"There is no review {reference}.")
        if review.ending_id:
            raise Refused(f"{reference} was ended, so nobody is written to about it.")
        asked = [each for each in letters_of(review.id) if not (unprinted and each.printings)]
    else:
        assert until is not None  # noqa: S101 - said above; mypy cannot see it
        asked = list(letters_to_print(clock.today(), until, unprinted=unprinted))
    if not asked:
        raise Refused("Nobody is invited yet, or nothing is left to print. `participation invite` issues invitations.")
    return asked


def _tell_losses(asked: Sequence[Invitation], *, asks: bool) -> None:
    """What new letters end, before any is drawn; whoever sits at the terminal is asked once whether they may."""
    again = [each for each in asked if each.printings]
    losses = losses_of(again)
    for each in again:
        loss = losses.get(each.id)
        who = _place(each)
        if loss and loss.draft_saved_at:
            written = f"{clock.local(loss.draft_saved_at):%d/%m/%Y %H:%M}"
            click.echo(f"{who}: what was written until {written} and is not sent is lost.", err=True)
        if loss and loss.locked_at:
            along = "goes along; --ends-locks takes it off" if loss.lock_goes_along else "cannot go along, and ends"
            click.echo(f"{who}: its lock of {clock.local(loss.locked_at):%d/%m/%Y} {along}.", err=True)
    if again and asks:
        click.echo(f"{len(again)} of {len(asked)} were printed before: those letters stop opening.", err=True)
        click.confirm("Print them? --unprinted leaves them out", abort=True, err=True)


def _signed(asked: Sequence[Invitation]) -> list[Invitation]:
    """Those with an officer who writes them; the others are told on standard error, one by one."""
    unsigned = [f"{_place(each)}: no officer yet, so no letter." for each in asked if not can_be_signed(each)]
    if len(unsigned) == len(asked):
        raise Refused(*unsigned)
    for sentence in unsigned:
        click.echo(sentence, err=True)
    return [each for each in asked if can_be_signed(each)]


def _tell_undrawn(letters: Sequence[Invitation]) -> None:
    """What paper cannot show of a name."""
    for each in letters:
        if lacking := undrawn_in(each):
            click.echo(f"{_place(each)}: no font of this machine has “{lacking}”; {INSTALL}.", err=True)


def _place(invitation: Invitation) -> str:
    return f"{invitation.review.reference or invitation.review_id}, {invitation.respondent}"

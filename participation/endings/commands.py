"""`participation end`, and closing an officer's account without leaving their reviews to nobody."""

import click

from participation import clock
from participation.console import AppCommand, Refused
from participation.endings.actions import Takers, close_account, end, take_back
from participation.endings.models import Ending
from participation.endings.queries import ending_of, ids_known_as
from participation.endings.reasons import CHILD, LONGEST_WORDS, REASONS, TAKEN_BACK_WITHIN, Cause
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from participation.staff.queries import staff_by_email


@click.command("end", cls=AppCommand)
@click.argument("what", type=click.Choice(list(REASONS)))
@click.argument("reference")
@click.option("--why", "typed", help="The reason, which is kept: `stolen`, or `moved: to Leeds in March`.")
@click.option("--undo", is_flag=True, help="It was so after all; within a day.")
def end_command(what: str, reference: str, typed: str | None, undo: bool) -> None:
    """End a letter, a person, a review or a child: letters, links, chasing and counting stop at once.

    REFERENCE is the mark on a letter, such as 4K7-Q2M; the council's number of a review or of a child; for a person the
    mark of their letter, or REVIEW/NAME. Of a child --why begins with left_care, moved, adopted or died. Nothing that
    somebody sent is lost by it.
    """
    if undo == (typed is not None):
        raise click.UsageError("Say --why TEXT, or --undo.")
    about_id = _meant(what, reference)
    if undo:
        ending = ending_of(what, about_id)
        if ending is None:
            raise Refused(f"{_said(what, reference)} is not ended: there is nothing to take back.")
        if not take_back(None, ending.id):
            raise Refused(f"{_said(what, reference)} cannot be taken back: {_why_not(ending)}.")
        click.echo(f"{_said(what, reference)} goes on as before.")
        return
    why = Cause.read(what, typed or "")
    if why is None:
        raise Refused(f"Of a child --why begins with {', '.join(REASONS[CHILD])}; more may follow after a colon.")
    if not (typed or "").strip() or len(why.words) > LONGEST_WORDS:
        raise Refused(f"--why is a reason of 1 to {LONGEST_WORDS} characters.")
    if end(None, what, about_id, why) is None:
        raise Refused(f"{_said(what, reference)} was ended before, or has been held.")
    click.echo(f"{_said(what, reference)} is ended. `participation end {what} {reference} --undo` works for a day.")


def _why_not(ending: Ending) -> str:
    """Why a command cannot take it back."""
    if ending.by_id is not None:
        return "whoever ended it on a page may, within a day"
    if ending.at <= clock.now() - TAKEN_BACK_WITHIN:
        return f"it was ended on {clock.local(ending.at):%d/%m/%Y %H:%M}, more than a day ago"
    return "the child is ended too, and comes back first"


def _said(what: str, reference: str) -> str:
    return f"{what.capitalize()} {reference}"


def _meant(what: str, reference: str) -> str:
    found = ids_known_as(what, reference)
    if not found:
        raise Refused(f"There is no {what} {reference}.")
    if len(found) > 1:
        raise Refused(f"{len(found)} are known as {what} {reference}: name one by its id, {' or '.join(found)}.")
    return found[0]


@click.command("disable", cls=AppCommand)
@click.argument("email")
@click.option("--reviews-to", "successor", help="The officer who takes over the reviews that are not finished.")
def disable_command(email: str, successor: str | None) -> None:
    """Close the account of EMAIL. Whoever is signed in with it is out at once.

    An officer's reviews that are to come, and those that were held and are not finished, are somebody else's from then
    on. Once more with --reviews-to, it hands over what an account that is closed still has.
    """
    leaver = staff_by_email(email)
    if leaver is None:
        raise Refused(f"There is no account {email}.")
    taker = None if successor is None else _successor(leaver, successor)
    reviews = close_account(leaver, Takers(taker))
    if reviews and taker is None:
        listed = (f"{_line(review)}" for review in reviews)
        raise Refused(*listed, f"These are {leaver.email}’s: say whose they are now, with --reviews-to EMAIL.")
    if reviews and taker is not None:
        click.echo(f"{len(reviews)} reviews are {taker.email}’s now, who is told.")
    click.echo(f"{leaver.email} can no longer sign in.")


def _successor(leaver: Staff, email: str) -> Staff:
    found = staff_by_email(email)
    if found is None or found.role != Role.OFFICER or found.disabled_at or found.id == leaver.id:
        raise Refused(f"{email} is not the open account of another officer.")
    if not found.is_set_up:
        raise Refused(f"{email} was never set up, so nobody would see these reviews: `participation staff add` does.")
    return found


def _line(review: Review) -> str:
    day = f"{review.meets_on:%d/%m/%Y}" if review.meets_on else "no day yet"
    return f"{review.reference or review.id}, {day}, {review.child.preferred_name or review.child.reference}"

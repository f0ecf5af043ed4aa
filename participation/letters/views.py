"""Support's letters: who is invited, what waits to be printed, and the file to print."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import lazy_pgettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse

from participation import clock, service
from participation.invitations.actions import ASKED_ROLES, invite
from participation.invitations.models import CHILD, Invitation
from participation.invitations.queries import letter_to_print, letters_to_issue, letters_to_print
from participation.letters.forms import InviteForm
from participation.letters.printing import can_be_signed, name_of, print_pdf, undrawn_in
from participation.reviews.narrowing import Narrowing, officers_of
from participation.reviews.queries import reviews_between
from participation.staff.guard import for_roles
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.translating.known import language

AHEAD = timedelta(days=28)
AT_ONCE = 100
"""Letters in one file: enough for a morning's post, and drawn while one waits."""

blueprint = Blueprint("letters", __name__)
# L10N: staff navigation, letters with QR codes to print
shows(blueprint, Place("letters", lazy_pgettext("staff", "Letters"), frozenset({Role.SUPPORT})))

Page = str | AnyResponse | tuple[str, int]


@blueprint.get("/letters")
@for_roles(Role.SUPPORT)
def letters() -> Page:
    """The letters that wait to be printed for the next four weeks, or all of them, by review."""
    return _page(InviteForm(until=clock.today() + timedelta(days=service.current().invited_in_time_days)))


def _page(form: InviteForm) -> str:
    today = clock.today()
    invited = letters_to_issue(today, today + AHEAD)
    narrowing = Narrowing.read(request.args)
    shown = [
        each
        for each in invited
        if narrowing.keeps(each.review) and (narrowing.shows_all or not each.printings or each.is_lost)
    ]
    reviews = [(review, list(asked)) for review, asked in groupby(shown, key=lambda each: each.review)]
    return render_template(
        "staff/letters.html",
        form=form,
        press=FlaskForm(),
        reviews=reviews,
        is_anybody_invited=bool(invited),
        narrowing=narrowing,
        officers=officers_of(each.review for each in invited),
        waiting=sum(each.printings == 0 and can_be_signed(each) for each in invited),
        unsigned=sum(not can_be_signed(each) for each in invited),
        can_be_signed=can_be_signed,
        undrawn_in=undrawn_in,
        at_once=AT_ONCE,
        name_of=name_of,
        language_name=_language_name,
    )


def _language_name(code: str) -> str:
    known = language(code)
    return known.english_name if known else code


@blueprint.post("/letters/invite")
@for_roles(Role.SUPPORT)
def issue() -> Page:
    """Invite everybody who is asked about the reviews up to a day."""
    form = InviteForm()
    if not form.validate_on_submit():
        return _page(form), 422
    invite(reviews_between(clock.today(), form.until.data), (CHILD, *ASKED_ROLES))
    return redirect(url_for(".letters"), 303)


@blueprint.post("/letters/print")
@for_roles(Role.SUPPORT)
def print_waiting() -> Page:
    """The letters that were never printed, in one file."""
    today = clock.today()
    waiting = [each for each in letters_to_print(today, today + AHEAD, unprinted=True) if can_be_signed(each)][:AT_ONCE]
    return _file(waiting) if waiting else redirect(url_for(".letters"), 303)


@blueprint.post("/letters/<invitation_id>/print")
@for_roles(Role.SUPPORT)
def print_again(invitation_id: str) -> Page:
    """One letter; whatever was printed for it before stops opening."""
    invitation = letter_to_print(invitation_id) or abort(404)
    return _file([invitation]) if can_be_signed(invitation) else redirect(url_for(".letters"), 303)


def _file(invitations: Sequence[Invitation]) -> Response:
    """Drawn, sent and forgotten: no letter stays on this machine."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "letters.pdf"
        print_pdf(invitations, out)
        response = Response(out.read_bytes(), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="letters-{clock.today()}.pdf"'
    return response

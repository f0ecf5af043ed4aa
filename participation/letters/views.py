"""Support's letters: who is invited, what waits to be printed, and what is out and no longer so."""

from datetime import timedelta
from itertools import groupby

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_pgettext
from werkzeug.wrappers import Response as AnyResponse

from participation import clock, service
from participation.invitations.actions import ASKED_ROLES, invite
from participation.invitations.models import CHILD
from participation.invitations.queries import letters_to_issue
from participation.letters import wording
from participation.letters.facts import waits_for_post
from participation.letters.forms import InviteForm
from participation.letters.once import MOST, new_key
from participation.letters.printing import can_be_signed, name_of, undrawn_in
from participation.letters.queries import sheets_of, untrue_letters
from participation.reviews.narrowing import Narrowing, officers_of
from participation.reviews.queries import reviews_between
from participation.staff.guard import for_roles
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.translating.known import language

AHEAD = timedelta(days=28)

blueprint = Blueprint("letters", __name__)
_SUPPORT = frozenset({Role.SUPPORT})
# L10N: staff navigation, letters with QR codes to print
shows(blueprint, Place("letters", lazy_pgettext("staff", "Letters"), _SUPPORT, daily=_SUPPORT))

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
    mine = [each for each in invited if narrowing.keeps(each.review)]
    shown = [each for each in mine if narrowing.shows_all or each.waits]
    sheets = sheets_of(mine)
    return render_template(
        "staff/letters.html",
        form=form,
        key=new_key(),
        kept=narrowing.fields,
        untrue=[each for each in untrue_letters() if narrowing.keeps(each.invitation.review)],
        reviews=[(review, list(asked)) for review, asked in groupby(shown, key=lambda each: each.review)],
        sheets=sheets,
        not_posted=[each for each in mine if each.id in sheets and waits_for_post(sheets[each.id])],
        is_anybody_invited=bool(invited),
        narrowing=narrowing,
        officers=officers_of(each.review for each in invited),
        waiting=sum(each.waits and can_be_signed(each) for each in mine),
        unsigned=sum(not can_be_signed(each) for each in mine),
        can_be_signed=can_be_signed,
        undrawn_in=undrawn_in,
        most=MOST,
        name_of=name_of,
        wording=wording,
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
    return redirect(url_for(".letters", **Narrowing.read(request.args).fields), 303)

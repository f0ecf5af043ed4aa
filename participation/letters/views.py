"""Support's letters: who is invited, what waits to be printed, and what is out and no longer so."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_pgettext
from werkzeug.wrappers import Response as AnyResponse

from participation import clock, service
from participation.invitations.actions import LETTER_ROLES, invite, is_over
from participation.invitations.models import CHILD, Invitation
from participation.invitations.queries import letters_to_issue, letters_with_mark, open_letters
from participation.letters import wording
from participation.letters.by_mail import can_be_mailed, goes_by_mail
from participation.letters.facts import file_language, waits_for_post
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
from participation.web.languages import own_or_english

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
    by_language = _by_language(each for each in mine if each.printings == 0 and can_be_signed(each))
    if spoken := request.args.get("language", ""):
        mine = [each for each in mine if _drawn_in(each) == spoken]
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
        not_posted=[each for each in mine if each.id in sheets and waits_for_post(sheets[each.id], each)],
        is_anybody_invited=bool(invited),
        narrowing=narrowing,
        officers=officers_of(each.review for each in invited),
        waiting=sum(each.waits and can_be_signed(each) for each in mine),
        unsigned=sum(not can_be_signed(each) for each in mine),
        can_be_signed=can_be_signed,
        goes_by_mail=goes_by_mail(),
        can_be_mailed=can_be_mailed,
        undrawn_in=undrawn_in,
        most=MOST,
        name_of=name_of,
        wording=wording,
        language_name=_language_name,
        by_language=by_language,
        spoken=spoken,
    )


def _drawn_in(invitation: Invitation) -> str:
    """The English name of the language in which a letter is drawn now."""
    return own_or_english(file_language(invitation)).english_name


def _by_language(waiting: Iterable[Invitation]) -> list[tuple[str, int]]:
    """How many wait in each language, the most first: a batch is posted with a leaflet in the same language."""
    return Counter(map(_drawn_in, waiting)).most_common()


@blueprint.get("/letters/found")
@for_roles(Role.SUPPORT)
def found() -> str:
    """The letter with a mark, whenever it was printed: for whoever rings, and for what the post brought back."""
    typed = request.args.get("mark", "").strip()
    letters = letters_with_mark(typed)
    return render_template(
        "staff/letters_found.html",
        typed=typed,
        letters=letters,
        sheets=sheets_of(letters),
        may_be_drawn=_may_be_drawn(letters),
        can_be_mailed=can_be_mailed,
        key=new_key(),
        name_of=name_of,
        language_name=_language_name,
    )


def _may_be_drawn(letters: Sequence[Invitation]) -> set[str]:
    """The ids of those of which another can be printed or read out."""
    is_open = {each.id for each in open_letters(each.id for each in letters)}
    return {
        each.id for each in letters if each.id in is_open and can_be_signed(each) and not is_over(each, clock.today())
    }


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
    invite(reviews_between(clock.today(), form.until.data), (CHILD, *LETTER_ROLES))
    return redirect(url_for(".letters", **Narrowing.read(request.args).fields), 303)

"""Support's list: who was asked, who has opened, who has answered. Never what."""

import csv
import io
from datetime import date

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import lazy_pgettext, npgettext, pgettext
from werkzeug.wrappers import Response as AnyResponse

from participation import clock, service
from participation.casework import wording
from participation.casework.chasing import Returns, Waited, groups, in_order, returns
from participation.casework.queries import answered, asked_about, forms_of_partners, reviews_to_chase
from participation.casework.rows import waited
from participation.config import Config
from participation.csv_cells import as_text
from participation.letters.by_mail import goes_by_mail
from participation.letters.once import MOST, new_key
from participation.letters.printing import can_be_signed
from participation.reminders.actions import BY_MAIL, BY_TEXT, channels_on, note_told, remind_now, to_tell_by_hand
from participation.reviews.narrowing import Narrowing, officers_of
from participation.reviews.timetable import collection_year, collection_year_days
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.wording import name_of

blueprint = Blueprint("chasing", __name__)
shows(
    blueprint,
    Place(
        "chasing",
        # L10N: staff navigation, who has opened and answered, and who has not yet
        lazy_pgettext("staff", "Chasing"),
        frozenset({Role.SUPPORT, Role.MANAGER}),
        daily=frozenset({Role.SUPPORT}),
        # L10N: under "More", what is to be found behind "Chasing"
        about=lazy_pgettext("staff", "Whose forms have not come."),
    ),
)


@blueprint.get("/chasing")
@for_roles(Role.SUPPORT, Role.MANAGER)
def chasing() -> str:
    """Who has not answered about the reviews of the next four weeks; or everybody who was asked."""
    found, narrowing = reviews_to_chase(clock.today()), Narrowing.read(request.args)
    reviews = [review for review in found if narrowing.keeps(review)]
    everybody = waited(reviews, asked_about(reviews), answered(reviews), clock.today(), service.current())
    shown = [each for each in in_order(everybody) if narrowing.shows_all or each.arrival.is_missing]
    one = _one_group()
    listed = [each for each in shown if one is None or each.group == one]
    return render_template(
        "staff/chasing.html",
        waited=[each for each in listed if each.has_letter],
        untold=[each for each in to_tell_by_hand(_channels()) if narrowing.keeps(each.review)],
        without_letter=[each for each in listed if not each.has_letter],
        one=one,
        groups=groups(everybody),
        not_printed=sum(each.arrival.is_not_printed for each in everybody),
        is_anything_arranged=bool(found),
        is_ticked=lambda each: one is not None and each.arrival.days_late > 0 and _can_be_ticked(each),
        can_be_ticked=_can_be_ticked,
        key=new_key(),
        channels=_channels(),
        goes_by_mail=goes_by_mail(),
        by_mail=BY_MAIL,
        by_text=BY_TEXT,
        narrowing=narrowing,
        officers=officers_of(found),
        wording=wording,
        name_of=name_of,
    )


def _one_group() -> tuple[str, str] | None:
    """The role and the agency whose count was pressed; None where everybody is shown."""
    return (request.args["who"], request.args.get("agency", "")) if request.args.get("who") else None


def _can_be_ticked(each: Waited) -> bool:
    invitation = each.arrival.invitation
    return each.can_be_chased and invitation is not None and can_be_signed(invitation)


def _channels() -> tuple[str, ...]:
    config: Config = current_app.extensions["config"]
    return channels_on(config)


@blueprint.post("/chasing/remind")
@for_roles(Role.SUPPORT)
def remind() -> AnyResponse:
    """Remind those who are ticked, by whatever way reaches them."""
    count = remind_now(staff().id, request.form.getlist("of")[:MOST], _channels())
    # L10N: to support, after a press: how many people are reminded by mail or text message
    words = npgettext("staff", "%(num)d person is reminded.", "%(num)d people are reminded.", count)
    flash(words, "well" if count else "wait")
    return redirect(url_for(".chasing"), 303)


@blueprint.post("/chasing/told")
@for_roles(Role.SUPPORT)
def told() -> AnyResponse:
    """Somebody was told by telephone or letter that a meeting has changed; once more where it has since."""
    person_id, _, revision = request.form.get("told", "").partition(" ")
    if not (revision.isascii() and revision.isdecimal() and note_told(staff().id, person_id, int(revision[:9]))):
        flash(pgettext("staff", "This is not there any more. Nothing was changed."), "wait")
    return redirect(url_for(".chasing", _anchor="untold"), 303)


@blueprint.get("/chasing/returns")
@for_roles(Role.SUPPORT, Role.MANAGER)
def partners_returns() -> str:
    """What agencies were asked for since April and what came; with `agency`, what is shared with that one."""
    first, found = _returns()
    agency = request.args.get("agency", "")
    return render_template(
        "staff/returns.html", returns=found, agency=agency, first=first, today=clock.today(), wording=wording
    )


@blueprint.get("/chasing/returns.csv")
@for_roles(Role.SUPPORT, Role.MANAGER)
def partners_returns_csv() -> Response:
    """The sheet of returns as a list for a spreadsheet."""
    text = io.StringIO()
    listed = csv.writer(text)
    listed.writerow(Returns._fields)
    listed.writerows((as_text(each.agency), *each[1:]) for each in _returns()[1])
    response = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="returns-{clock.today()}.csv"'
    return response


def _returns() -> tuple[date, list[Returns]]:
    """Of all, or of the one agency that is asked for: what it is given tells nothing of the others."""
    first, _ = collection_year_days(collection_year(clock.today()))
    found = returns(forms_of_partners(first, clock.today()), service.current().forms_due_days)
    agency = request.args.get("agency")
    return first, [each for each in found if agency in (None, each.agency)]

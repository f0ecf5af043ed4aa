"""What climbs, for whoever it climbs to: what is left undone, and the morning test of the alerts."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation import clock
from participation.contact import wording
from participation.escalation import banner
from participation.escalation.actions import HEARTBEAT
from participation.escalation.advocates import overdue
from participation.escalation.load import loads
from participation.escalation.queries import undone_by_officer, undone_of
from participation.escalation.reminding import give_review, remind
from participation.escalation.unread import Item, by_review
from participation.interpreting.queries import unseen_for
from participation.outbox.actions import confirm
from participation.outbox.queries import notice_about
from participation.permissions.queries import takers
from participation.staff.guard import EVERY_ROLE, for_roles, open_to_anyone, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.queries import can_be_alerted, every_staff
from participation.staff.wording import isolated, name_of
from participation.submissions.unread import unread_for

blueprint = Blueprint("escalation", __name__)
_MANAGERS = frozenset({Role.MANAGER})
# L10N: staff navigation, what nobody has opened, answered or coded yet
shows(blueprint, Place("unread", lazy_pgettext("staff", "Waiting"), _MANAGERS, daily=_MANAGERS))

MOST_SHOWN = 100


@blueprint.get("/unread")
@for_roles(Role.MANAGER)
def unread() -> str:
    """What nobody has opened, answered or coded: with whom it waits, and that it is there, never what it says."""
    came_back = ((link.submission, link.english) for link in unseen_for(staff()))
    english = (Item(submission, each.came_at or each.sent_at) for submission, each in came_back if each)
    waiting = by_review([*map(Item, unread_for(staff())), *english])
    found = loads(waiting, undone_by_officer(staff()), every_staff(), clock.now())
    chosen = next((load for load in found if load.id == request.args.get("officer")), None)
    return render_template(
        "staff/unread.html",
        loads=found,
        chosen=chosen,
        waiting=[each for each in waiting if chosen is None or (each.review.officer_id or "") == chosen.id],
        undone=undone_of(staff(), chosen.id, MOST_SHOWN) if chosen else (),
        most=MOST_SHOWN,
        overdue=overdue(),
        takers=takers(),
        reached={each.id for each in can_be_alerted((Role.OFFICER,))},
        now=clock.now(),
        wording=wording,
        name_of=name_of,
        isolated=isolated,
    )


@blueprint.post("/unread/<review_id>/give")
@for_roles(Role.MANAGER)
def give(review_id: str) -> Response:
    """That review is another officer's from now on."""
    try:
        is_given = give_review(staff(), review_id, request.form.get("to", ""))
    except LookupError:
        abort(404)
    if is_given:
        # L10N: to a manager, after giving one review to another officer
        flash(pgettext("staff", "Given. Whoever has it now is told that something waits."), "well")
    else:
        # L10N: to a manager who pressed "Give" without having chosen another officer
        flash(pgettext("staff", "Nothing was given: please choose another officer first."), "wait")
    return _back()


@blueprint.post("/unread/remind/<officer_id>")
@for_roles(Role.MANAGER)
def reminder(officer_id: str) -> Response:
    """A mail that says no more than that something waits."""
    try:
        is_told = remind(staff(), officer_id)
    except LookupError:
        abort(404)
    # L10N: to a manager, after reminding an officer
    told = pgettext("staff", "Reminded: a mail says that something waits.")
    # L10N: to a manager who reminds an officer again on the same day
    before = pgettext("staff", "They were reminded today already.")
    flash(told if is_told else before, "well" if is_told else "wait")
    return _back()


def _back() -> Response:
    return redirect(url_for("staff.escalation.unread", officer=request.form.get("officer") or None), 303)


@blueprint.get("/alarms")
@for_roles(*EVERY_ROLE)
def alarms() -> str:
    """What stands above the pages of whoever is signed in, each with what they can do about it."""
    return render_template("staff/alarms.html", found=banner.alarms())


@blueprint.get("/alerts/<notice_id>")
@open_to_anyone
def heartbeat(notice_id: str) -> str:
    """Where the morning's test leads. Looking changes nothing: mail servers look at links too."""
    notice = notice_about(HEARTBEAT, notice_id) or abort(404)
    return render_template("staff/heartbeat.html", notice=notice)


@blueprint.post("/alerts/<notice_id>")
@open_to_anyone
def confirm_heartbeat(notice_id: str) -> Response:
    """It has reached somebody."""
    if confirm(notice_id, HEARTBEAT) is None:
        abort(404)
    return redirect(url_for("staff.escalation.heartbeat", notice_id=notice_id), 303)

"""What climbs, for whoever it climbs to: the unread, and the morning test of the alerts."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import lazy_pgettext
from werkzeug.wrappers import Response

from participation import clock
from participation.contact import wording
from participation.escalation import banner
from participation.escalation.actions import HEARTBEAT
from participation.escalation.unread import Item, by_review
from participation.interpreting.queries import unseen_for
from participation.outbox.actions import confirm
from participation.outbox.queries import notice_about
from participation.staff.guard import EVERY_ROLE, for_roles, open_to_anyone, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.wording import name_of
from participation.submissions.unread import unread_for

blueprint = Blueprint("escalation", __name__)
_MANAGERS = frozenset({Role.MANAGER})
# L10N: staff navigation, what was sent and nobody has opened yet
shows(blueprint, Place("unread", lazy_pgettext("staff", "Unread"), _MANAGERS, daily=_MANAGERS))


@blueprint.get("/unread")
@for_roles(Role.MANAGER)
def unread() -> str:
    """What was sent and nobody has opened, the longest waiting first: that it is there, never what it says."""
    came_back = ((link.submission, link.english) for link in unseen_for(staff()))
    english = (Item(submission, each.came_at or each.sent_at) for submission, each in came_back if each)
    waiting = by_review([*map(Item, unread_for(staff())), *english])
    return render_template("staff/unread.html", waiting=waiting, now=clock.now(), wording=wording, name_of=name_of)


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

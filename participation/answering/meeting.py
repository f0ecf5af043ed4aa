"""When, where and with whom the meeting is, as its officer has settled it: for the child and the adults who come."""

from flask import Response, abort, redirect, url_for

from participation import clock, service
from participation.answering.rescue import Page
from participation.answering.showing import as_said, show
from participation.answering.visits import visit, with_visit
from participation.arranging.calendar_file import calendar_file
from participation.arranging.queries import SettledMeeting, settled_meeting
from participation.invitations.models import CHILD


def settled() -> SettledMeeting | None:
    """What this letter's page may tell; nothing to an adult who does not come, nothing of what is over."""
    invitation = visit().invitation
    meets_on = invitation.review.meets_on
    if invitation.is_ended or meets_on is None or meets_on < clock.today():
        return None
    found = settled_meeting(invitation.review_id)
    if found and invitation.respondent != CHILD and invitation.person_id not in {id for id, _, _ in found.coming}:
        return None
    return found


@with_visit
def meeting() -> Page:
    """The page, for a child without the lock: the day stands on the page before it, too."""
    found = settled()
    return show("public/meeting.html", settled=found) if found else redirect(url_for(".home"), 303)


@with_visit
def calendar() -> Response:
    """For an adult's calendar. A child gets none: what a phone keeps, no Leave takes from it."""
    invitation, found = visit().invitation, settled()
    if found is None or invitation.respondent == CHILD:
        abort(404)
    words = as_said()("parent_view.page.take_part", "The meeting")
    file = calendar_file(invitation.review, found, f"{words} · {service.current().name}")
    return Response(
        file, mimetype="text/calendar", headers={"Content-Disposition": 'attachment; filename="meeting.ics"'}
    )

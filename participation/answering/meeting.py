"""When, where and with whom the meeting is, as its officer has settled it: for the child and the adults who come."""

from flask import Response, abort, redirect, request, url_for

from participation import clock, service
from participation.answering import offers
from participation.answering.rescue import CONFLICT, Page
from participation.answering.showing import as_said, show
from participation.answering.visits import visit, with_visit
from participation.arranging.actions import choose_slot, note_move_ok
from participation.arranging.queries import SettledMeeting, open_offer, settled_meeting, who_would_come
from participation.arranging.slots import Offered
from participation.invitations.models import CHILD
from participation.reviews.calendar_file import CalendarEntry, calendar_file

SAYS_MORE = "my_meeting"
"""In which questionnaire a child says in words what they would like of the meeting."""


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
    return _meeting(found) if found else redirect(url_for(".home"), 303)


def _meeting(found: SettledMeeting, *, is_gone: bool = False) -> str:
    to_say = offers.is_offered(SAYS_MORE, visit().invitation)
    return show("public/meeting.html", settled=found, to_say=to_say, is_gone=is_gone)


@with_visit
def press() -> Page:
    """The child says whether it is OK that the meeting moved. Where it has moved once more, that is said and shown."""
    found = settled()
    if visit().invitation.respondent == CHILD and found:
        try:
            note_move_ok(visit().invitation.review_id, request.form.get("ok", ""))
        except LookupError:
            return _meeting(found, is_gone=True), CONFLICT
        except ValueError:
            pass  # a key was pressed that chooses nothing
    return redirect(url_for(".meeting"), 303)


def offered() -> Offered | None:
    """Between what a child with this letter may choose today."""
    invitation = visit().invitation
    if invitation.is_ended or invitation.respondent != CHILD:
        return None
    found = open_offer(invitation.review_id)
    return found if found and found.can_be_chosen else None


@with_visit
def choices() -> Page:
    """Days and places, one of which the child chooses, or none; without the lock, as the meeting itself."""
    found = offered()
    return _choosing(found, is_gone=False) if found else redirect(url_for(".home"), 303)


def _choosing(found: Offered | None, *, is_gone: bool) -> str:
    coming = who_would_come(visit().invitation.review_id, found) if found else ()
    return show("public/choose.html", offer=found, coming=coming, is_gone=is_gone)


@with_visit
def choose() -> Page:
    """One press chooses. What was taken back meanwhile is said, with what can be chosen now."""
    offer_id, _, number = request.form.get("slot", "").partition(" ")
    try:
        if visit().invitation.respondent != CHILD or visit().invitation.is_ended:
            raise LookupError(offer_id)
        choose_slot(visit().invitation.review_id, offer_id, int(number))
    except (LookupError, ValueError):
        return _choosing(offered(), is_gone=True), CONFLICT
    return redirect(url_for(".choices"), 303)


@with_visit
def calendar() -> Response:
    """For an adult's calendar. A child gets none: what a phone keeps, no Leave takes from it."""
    invitation, found = visit().invitation, settled()
    if found is None or invitation.respondent == CHILD:
        abort(404)
    words = as_said()("parent_view.page.take_part", "The meeting")
    file = calendar_file(invitation.review, CalendarEntry(f"{words} · {service.current().name}", found.place))
    return Response(
        file, mimetype="text/calendar", headers={"Content-Disposition": 'attachment; filename="meeting.ics"'}
    )

"""Behind the lock: what a child sent, who has read it, what came of it and whether that is OK, and withdrawing it."""

from contextlib import suppress

from flask import redirect, request, url_for

from participation.answering.keeping import own_draft
from participation.answering.lock import for_children, has_lock
from participation.answering.offers import is_offered
from participation.answering.pages import where_to_go_on
from participation.answering.rescue import Page, may_write
from participation.answering.showing import show
from participation.answering.visits import VisitState, cookie, note_presence, state, visit, with_visit
from participation.answering.what_came import Sent, what_came
from participation.carried.actions import note_letter_read, note_meant
from participation.carried.models import NOT_MEANT
from participation.carried.queries import meant_of, said_behind
from participation.complaints.actions import note_said
from participation.complaints.queries import told_behind
from participation.invitations.purposes import PUT_RIGHT
from participation.locks.actions import opened_key
from participation.locks.models import Lock
from participation.outcomes.actions import note_ok, note_shown
from participation.submissions.actions import withdraw
from participation.submissions.drafts import OpenDraft

TOO_LATE = 409


@with_visit
def after() -> Page:
    """What came of what I said; with the lock closed only how to open it, without one only how to get one."""
    for_children()
    opened = opened_key(visit(), cookie())
    if opened is None:
        return show("public/after_closed.html", has_lock=has_lock())
    sent = what_came(visit(), *opened)
    return show(
        "public/after.html",
        sent=sent,
        meant=meant_of(each.receipt.id for each in sent if each.is_helped),
        carried=said_behind(*opened),
        put_right=_put_right(),
        complaints=told_behind(*opened),
        lock=opened[0],
    )


@may_write
def press() -> Page:
    """Read the answers, say whether one is OK, or withdraw something: it is asked once more before that is done."""
    for_children()
    opened = opened_key(visit(), cookie()) if state() is VisitState.OPEN else None
    if opened is None:
        return redirect(url_for(".after"), 303)
    note_presence()
    if request.form.get("go") == "read":
        note_shown(visit(), opened[0])
        return redirect(url_for(".after"), 303)
    if said := request.form.get("ok"):
        answer_id, _, ok = said.partition(" ")
        with suppress(LookupError, ValueError):  # answered again meanwhile: the page shows that
            note_ok(visit(), opened[0], answer_id, ok)
        return redirect(url_for(".after"), 303)
    if said_id := request.form.get("letter"):
        with suppress(LookupError):  # written anew meanwhile: the page shows that
            note_letter_read(opened[0], said_id)
        return redirect(url_for(".after"), 303)
    if chosen := request.form.get("complaint"):
        reply_id, _, word = chosen.partition(" ")
        with suppress(LookupError, ValueError):
            note_said(opened[0], reply_id, word)
        return redirect(url_for(".after"), 303)
    if chosen := request.form.get("meant"):
        return _said_of(opened[0], *chosen.partition(" ")[::2])
    sent = what_came(visit(), *opened)
    if wanted := _wanted(sent, request.form.get("take_back", "")):
        return show("public/take_back.html", sent=wanted, is_too_late=False)
    sure = _wanted(sent, request.form.get("sure", ""))
    if sure and not withdraw(visit(), sure.receipt.id):
        return show("public/take_back.html", sent=sure, is_too_late=True), TOO_LATE
    return redirect(url_for(".after"), 303)


def _said_of(lock: Lock, said_id: str, word: str) -> Page:
    """Keep whether something is what the child meant; where it is not quite, on to the box for their own words."""
    with suppress(LookupError, ValueError):  # put in other words meanwhile: the page shows that
        note_meant(lock, said_id, word)
        if word == NOT_MEANT and (put_right := _put_right()):
            return redirect(where_to_go_on(put_right), 303)
    return redirect(url_for(".after"), 303)


def _put_right() -> OpenDraft | None:
    """Where a child puts right what was said for them, once they have said that something is to be."""
    return own_draft(PUT_RIGHT) if is_offered(PUT_RIGHT, visit().invitation) else None


def _wanted(sent: tuple[Sent, ...], id: str) -> Sent | None:
    return next((each for each in sent if each.receipt.id == id), None)

"""Requests to be contacted, for whoever is on duty."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation import clock
from participation.contact import wording
from participation.contact.actions import acknowledge, note_done, note_of, note_tried, read_if_possible
from participation.contact.queries import may_see_today, request_for, requests_for
from participation.contact.reminders import is_late
from participation.invitations.wording import role_words
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role, Staff
from participation.staff.navigation import Place, shows
from participation.staff.wording import name_of
from participation.translating import known

blueprint = Blueprint("contact", __name__)
shows(
    blueprint,
    Place(
        "contacts",
        # L10N: staff navigation, requests of children and others to be contacted
        lazy_pgettext("staff", "Contact"),
        frozenset({Role.MANAGER}),
        also_for=may_see_today,
        daily=frozenset({Role.MANAGER}),
    ),
)

Page = str | Response | tuple[str, int]
LONGEST_NOTE = 2000
WRONG = 422


@blueprint.get("/contact")
@for_roles(Role.OFFICER, Role.MANAGER)
def contacts() -> str:
    """Everybody who asked to be contacted: whom nobody has acknowledged first, then whom nobody has talked to."""
    found = requests_for(staff(), clock.today())
    if found is None:
        abort(404)
    late = {each.id for each in found if is_late(each, clock.now())}
    return render_template("staff/contacts.html", requests=found, late=late, wording=wording)


@blueprint.get("/contact/<request_id>")
@for_roles(Role.OFFICER, Role.MANAGER)
def contact(request_id: str) -> str:
    """One request; that it was opened is on disk before a word is shown."""
    return _contact(request_id)


def _contact(request_id: str, typed: str = "", problem: str = "") -> str:
    found = request_for(staff(), request_id, clock.today()) or abort(404)
    asked = read_if_possible(staff(), found)
    found = request_for(staff(), request_id, clock.today()) or abort(404)
    return render_template(
        "staff/contact.html",
        request=found,
        asked=asked,
        steps=[(step, note_of(step)) for step in found.steps],
        typed=typed,
        problem=problem,
        wording=wording,
        name_of=name_of,
        role_words=role_words,
        spoken=known.language(found.language),
    )


@blueprint.post("/contact/<request_id>/acknowledge")
@for_roles(Role.OFFICER, Role.MANAGER)
def take(request_id: str) -> Response:
    """Take a request on."""
    if not acknowledge(staff(), request_id):
        abort(404)
    # L10N: to staff, after taking on a request to be contacted
    flash(pgettext("staff", "Acknowledged: nobody else is alerted."), "well")
    return redirect(url_for("staff.contact.contact", request_id=request_id), 303)


@blueprint.post("/contact/<request_id>/done")
@for_roles(Role.OFFICER, Role.MANAGER)
def done(request_id: str) -> Page:
    """Somebody has talked to who asked; a note may go with it."""
    # L10N: to staff, after pressing "I have talked to them"
    return _noted(request_id, note_done, pgettext("staff", "Done: nobody is told of this any more."))


@blueprint.post("/contact/<request_id>/note")
@for_roles(Role.OFFICER, Role.MANAGER)
def note(request_id: str) -> Page:
    """Note what was tried, or is to be known."""
    if not _typed_note():
        # L10N: to staff, over an empty box
        return _contact(request_id, "", pgettext("staff", "Please write in a few words what was done.")), WRONG
    # L10N: to staff, after writing down what was done
    return _noted(request_id, note_tried, pgettext("staff", "Noted."))


def _typed_note() -> str:
    return request.form.get("note", "").strip()


def _noted(request_id: str, keep: Callable[[Staff, str, str], bool], said: str) -> Page:
    typed = _typed_note()
    if len(typed) > LONGEST_NOTE:
        # L10N: to staff, over a box that holds too much
        return _contact(request_id, typed, pgettext("staff", "This is too long: 2,000 letters at most.")), WRONG
    if not keep(staff(), request_id, typed):
        abort(404)
    flash(said, "well")
    return redirect(url_for("staff.contact.contact", request_id=request_id), 303)

"""To the council's own sign-in, and back."""

from flask import Blueprint, flash, redirect, session, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.staff import openid
from participation.staff.actions import sign_in_by_openid
from participation.staff.desk import let_in
from participation.staff.guard import open_to_anyone

blueprint = Blueprint("openid", __name__)


@blueprint.get("/sign-in/openid")
@open_to_anyone
def go() -> Response:
    """A link and no form: a policy that keeps forms here would stop one on its way to the provider."""
    if not openid.is_offered():
        return _to_sign_in()
    try:
        return openid.lead_there()
    except openid.NoAnswer:
        # L10N: staff sign-in page, when the council's own sign-in did not answer
        return _to_sign_in(pgettext("staff", "Your council’s sign-in cannot be reached. Please try again later."))


@blueprint.get("/sign-in/openid/back")
@open_to_anyone
def come_back() -> Response:
    """Only an account that is here already, and open, is signed in."""
    if not openid.is_offered():
        return _to_sign_in()
    try:
        person = openid.person_who_came_back()
    except openid.NoAnswer:
        # L10N: staff sign-in page, when coming back from the council's own sign-in without having signed in
        return _to_sign_in(pgettext("staff", "That did not work. Please try again."))
    except openid.AskedOnce:
        # L10N: staff sign-in page, to somebody whom the council's own sign-in asked for a password only
        words = pgettext("staff", "Your council’s sign-in did not ask for a second factor, so it opens nothing here.")
        return _to_sign_in(words)
    somebody = sign_in_by_openid(person)
    if somebody is None:
        # L10N: staff sign-in page, to somebody whom the council knows and this program does not
        words = pgettext("staff", "You have no open account here. The person who runs this program can make you one.")
        return _to_sign_in(words)
    return let_in(somebody)


def _to_sign_in(words: str = "") -> Response:
    session.clear()
    if words:
        flash(words, "wait")
    return redirect(url_for("staff.signing_in.sign_in"), 303)

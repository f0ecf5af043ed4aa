"""One's own account: passkeys, and signing out everywhere."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.sealing.slow_hash import MOMENT, QueueIsFull
from participation.staff import passkeys
from participation.staff.actions import end_every_session
from participation.staff.desk import desk
from participation.staff.forms import PasskeyForm
from participation.staff.guard import EVERY_ROLE, cookie, for_roles, staff
from participation.staff.pages import NOT_RIGHT, TOO_MANY
from participation.staff.passwords import is_password_of
from participation.staff.queries import passkeys_of
from participation.staff.second_factor import add_passkey, ask_for_passkey, remove_passkey
from participation.staff.tries import Tried, counters_at, forgive_try, take_back, take_try
from participation.staff.wording import wait_words

blueprint = Blueprint("account", __name__)

Page = str | Response | tuple[str, int]
NAME_FIELD = "passkey"


@blueprint.get("/account")
@for_roles(*EVERY_ROLE)
def account() -> str:
    """Who one is here, and what one signs in with."""
    return _page(PasskeyForm(formdata=None))


def _page(form: PasskeyForm) -> str:
    return render_template("staff/account.html", form=form, passkeys=passkeys_of(staff()), site=passkeys.site())


@blueprint.post("/account/passkeys")
@for_roles(*EVERY_ROLE)
def begin() -> Page:
    """The password once more, then the browser is asked to make a passkey."""
    form, where = PasskeyForm(), passkeys.site()
    if where is None:
        abort(404)
    if not form.validate():
        return _page(form), NOT_RIGHT
    counters = counters_at(Tried.PASSWORD_AGAIN, staff().email, desk())
    if wait := take_try(counters):
        form.password.errors = [wait_words(wait)]
        return _page(form), TOO_MANY
    try:
        is_right = is_password_of(staff(), form.password.data)
    except QueueIsFull:
        take_back(counters)
        form.password.errors = [wait_words(MOMENT)]
        return _page(form), TOO_MANY
    if not is_right:
        # L10N: to staff, under the field for their own password
        form.password.errors = [pgettext("staff", "That is not your password.")]
        return _page(form), NOT_RIGHT
    forgive_try(counters)
    session[NAME_FIELD] = form.name.data
    options = passkeys.to_make(where, staff(), ask_for_passkey(cookie()), passkeys_of(staff()))
    return render_template("staff/passkey.html", options=options, name=form.name.data)


@blueprint.post("/account/passkeys/made")
@for_roles(*EVERY_ROLE)
def keep() -> Response:
    """What the browser made."""
    if add_passkey(cookie(), str(session.pop(NAME_FIELD, "")), request.form.get("answer", "")):
        # L10N: to staff, after adding a passkey
        flash(pgettext("staff", "The passkey is added. You can use it the next time you sign in."), "well")
    else:
        # L10N: to staff, when a passkey was not made
        flash(pgettext("staff", "No passkey was added. Please try again."), "wait")
    return redirect(url_for("staff.account.account"), 303)


@blueprint.post("/account/passkeys/<passkey_id>/remove")
@for_roles(*EVERY_ROLE)
def remove(passkey_id: str) -> Response:
    """Take one's own away."""
    if not remove_passkey(staff(), passkey_id):
        abort(404)
    # L10N: to staff, after removing a passkey
    flash(pgettext("staff", "The passkey is removed."), "well")
    return redirect(url_for("staff.account.account"), 303)


@blueprint.post("/account/sign-out-everywhere")
@for_roles(*EVERY_ROLE)
def sign_out_everywhere() -> Response:
    """End every session of this account, this one too."""
    end_every_session(staff())
    session.clear()
    # L10N: staff sign-in page, after pressing "Sign out everywhere"
    flash(pgettext("staff", "You are signed out everywhere."), "well")
    return redirect(url_for("staff.signing_in.sign_in"), 303)

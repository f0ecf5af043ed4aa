"""Signing in and out."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.staff import openid, passkeys
from participation.staff.actions import begin_session, end_session, take_try
from participation.staff.forms import SecondFactorForm, SignInForm
from participation.staff.guard import COOKIE_FIELD, cookie, open_to_anyone
from participation.staff.models import StaffSession
from participation.staff.navigation import home_of
from participation.staff.passwords import is_password_of
from participation.staff.queries import passkeys_of, staff_by_email, staff_session
from participation.staff.second_factor import take_passkey, take_second_factor
from participation.staff.wording import wait_words

blueprint = Blueprint("signing_in", __name__)

SIGN_IN, SECOND_FACTOR = "staff/sign_in.html", "staff/second_factor.html"
Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@blueprint.route("/sign-in", methods=["GET", "POST"])
@open_to_anyone
def sign_in() -> Page:
    """The password."""
    form = SignInForm()
    found = staff_session(cookie())
    if request.method == "GET" and found and found.has_second_factor:
        return redirect(home_of(found.staff.role), 303)
    if form.validate_on_submit():
        wait = take_try(form.email.data, request.remote_addr or "unknown")
        if wait:
            return _asked_to_wait(SIGN_IN, form, wait, openid=_openid_words())
        staff = staff_by_email(form.email.data)
        if is_password_of(staff, form.password.data) and staff is not None:
            _carry(begin_session(staff, form.password.data))
            return redirect(url_for("staff.signing_in.second_factor"), 303)
        # L10N: staff sign-in page; it does not say which of the two was wrong
        form.password.errors = [pgettext("staff", "That email and password do not belong together. Please try again.")]
    return render_template(SIGN_IN, form=form, openid=_openid_words()), 422 if form.errors else 200


def _openid_words() -> str:
    return openid.button_words() if openid.is_offered() else ""


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@open_to_anyone
def second_factor() -> Page:
    """The code from the authenticator, or a passkey."""
    found = staff_session(cookie())
    if found is None or found.has_second_factor:
        return redirect(url_for("staff.signing_in.sign_in"), 303)
    form = SecondFactorForm()
    if form.validate_on_submit():
        role, wait = found.staff.role, take_try(found.staff.email)
        if wait:
            return _asked_to_wait(SECOND_FACTOR, form, wait, passkey=_passkey_options(found))
        token = take_second_factor(cookie(), form.code.data, request.remote_addr or "unknown")
        if token:
            _carry(token)
            return redirect(home_of(role), 303)
        # L10N: staff sign-in page, the six digits of the authenticator
        form.code.errors = [pgettext("staff", "That code is not right, or was used before. Wait for the next one.")]
    return render_template(SECOND_FACTOR, form=form, passkey=_passkey_options(found)), 422 if form.errors else 200


@blueprint.post("/sign-in/passkey")
@open_to_anyone
def passkey() -> Page:
    """What a passkey signed, in place of the code."""
    found = staff_session(cookie())
    if found is None or found.has_second_factor:
        return redirect(url_for("staff.signing_in.sign_in"), 303)
    form = SecondFactorForm(formdata=None)
    role, options = found.staff.role, _passkey_options(found)
    if wait := take_try(found.staff.email):
        return _asked_to_wait(SECOND_FACTOR, form, wait, passkey=options)
    token = take_passkey(cookie(), request.form.get("answer", ""), request.remote_addr or "unknown")
    if token:
        _carry(token)
        return redirect(home_of(role), 303)
    # L10N: staff sign-in page, when a passkey was not the right one, or the browser gave none
    form.form_errors = [pgettext("staff", "That passkey did not work. You can type a code instead.")]
    return render_template(SECOND_FACTOR, form=form, passkey=options), 422


def _passkey_options(found: StaffSession) -> str:
    """What the browser is asked to sign; empty where there is no passkey to ask."""
    where, known = passkeys.site(), passkeys_of(found.staff)
    return passkeys.to_use(where, found.challenge, known) if where and known else ""


@blueprint.post("/sign-out")
@open_to_anyone
def sign_out() -> Page:
    """End the session."""
    end_session(cookie())
    session.clear()
    # L10N: staff sign-in page, after pressing "Sign out"
    flash(pgettext("staff", "You are signed out."), "well")
    return redirect(url_for("staff.signing_in.sign_in"), 303)


def _carry(token: str) -> None:
    """A new cookie at each step, so that one from before, wherever it was seen, is worth nothing."""
    session.clear()
    session[COOKIE_FIELD] = token


def _asked_to_wait(template: str, form: SignInForm | SecondFactorForm, seconds: int, **more: str) -> Page:
    form.form_errors = [wait_words(seconds)]
    return render_template(template, form=form, **more), 429, {"Retry-After": str(seconds)}

"""Signing in and out."""

from flask import Blueprint, flash, redirect, request, session, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.sealing.slow_hash import MOMENT, QueueIsFull
from participation.staff.actions import begin_session, end_session
from participation.staff.desk import carry, desk, let_in
from participation.staff.forms import SecondFactorForm, SignInForm
from participation.staff.guard import cookie, open_to_anyone
from participation.staff.navigation import home_of
from participation.staff.pages import half_in, second_factor_page, sign_in_page
from participation.staff.passwords import is_password_of
from participation.staff.queries import staff_by_email, staff_session
from participation.staff.second_factor import take_second_factor
from participation.staff.tries import Tried, counters_at, take_back, take_try

blueprint = Blueprint("signing_in", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@open_to_anyone
def sign_in() -> Response:
    """The password."""
    form = SignInForm()
    found = staff_session(cookie())
    if request.method == "GET" and found and found.has_second_factor:
        return redirect(home_of(found.staff.role), 303)
    if not form.validate_on_submit():
        return sign_in_page(form)
    counters = counters_at(Tried.PASSWORD, form.email.data, desk())
    if wait := take_try(counters):
        return sign_in_page(form, wait)
    staff, password = staff_by_email(form.email.data), form.password.data
    try:
        is_right = is_password_of(staff, password)
    except QueueIsFull:
        take_back(counters)
        return sign_in_page(form, MOMENT)
    if is_right and staff and (token := begin_session(staff, password, counters)):
        carry(token)
        return redirect(url_for("staff.signing_in.second_factor"), 303)
    # L10N: staff sign-in page; it does not say which of the two was wrong
    form.password.errors = [pgettext("staff", "That email and password do not belong together. Please try again.")]
    return sign_in_page(form)


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@open_to_anyone
def second_factor() -> Response:
    """The code from the authenticator, or a passkey."""
    form, found = SecondFactorForm(), half_in()
    if found is None or not form.validate_on_submit():
        return second_factor_page(form)
    counters = counters_at(Tried.CODE, found.staff.email, desk())
    if wait := take_try(counters):
        return second_factor_page(form, wait)
    if somebody := take_second_factor(cookie(), form.code.data, counters, desk()):
        return let_in(somebody)
    # L10N: staff sign-in page, the six digits of the authenticator
    form.code.errors = [pgettext("staff", "That code is not right, or was used before. Wait for the next one.")]
    return second_factor_page(form)


@blueprint.post("/sign-out")
@open_to_anyone
def sign_out() -> Response:
    """End the session."""
    end_session(cookie())
    session.clear()
    # L10N: staff sign-in page, after pressing "Sign out"
    flash(pgettext("staff", "You are signed out."), "well")
    return redirect(url_for("staff.signing_in.sign_in"), 303)

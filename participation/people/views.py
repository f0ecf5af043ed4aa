"""Signing in and out."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import npgettext, pgettext
from werkzeug.wrappers import Response

from participation.people.actions import begin_session, end_session, take_second_factor, take_try
from participation.people.forms import SecondFactorForm, SignInForm
from participation.people.guard import COOKIE_FIELD, cookie, open_to_anyone
from participation.people.navigation import home_of
from participation.people.passwords import is_password_of
from participation.people.queries import staff_by_email, staff_session

blueprint = Blueprint("people", __name__)

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
            return _asked_to_wait("staff/sign_in.html", form, wait)
        staff = staff_by_email(form.email.data)
        if is_password_of(staff, form.password.data) and staff is not None:
            _carry(begin_session(staff))
            return redirect(url_for("staff.people.second_factor"), 303)
        # L10N: staff sign-in page; it does not say which of the two was wrong
        form.password.errors = [pgettext("staff", "That email and password do not belong together. Please try again.")]
    return render_template("staff/sign_in.html", form=form), 422 if form.errors else 200


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@open_to_anyone
def second_factor() -> Page:
    """The code from the authenticator."""
    found = staff_session(cookie())
    if found is None or found.has_second_factor:
        return redirect(url_for("staff.people.sign_in"), 303)
    form = SecondFactorForm()
    if form.validate_on_submit():
        role, wait = found.staff.role, take_try(found.staff.email)
        if wait:
            return _asked_to_wait("staff/second_factor.html", form, wait)
        token = take_second_factor(cookie(), form.code.data, request.remote_addr or "unknown")
        if token:
            _carry(token)
            return redirect(home_of(role), 303)
        # L10N: staff sign-in page, the six digits of the authenticator
        form.code.errors = [pgettext("staff", "That code is not right, or was used before. Wait for the next one.")]
    return render_template("staff/second_factor.html", form=form), 422 if form.errors else 200


@blueprint.post("/sign-out")
@open_to_anyone
def sign_out() -> Page:
    """End the session."""
    end_session(cookie())
    session.clear()
    # L10N: staff sign-in page, after pressing "Sign out"
    flash(pgettext("staff", "You are signed out."), "well")
    return redirect(url_for("staff.people.sign_in"), 303)


def _carry(token: str) -> None:
    """A new cookie at each step, so that one from before, wherever it was seen, is worth nothing."""
    session.clear()
    session[COOKIE_FIELD] = token


def _asked_to_wait(template: str, form: SignInForm | SecondFactorForm, seconds: int) -> Page:
    # L10N: staff sign-in page, after many wrong tries; the same whether or not there is such an account
    form.form_errors = [
        npgettext(
            "staff",
            "Too many tries. Please wait %(num)d second and try again.",
            "Too many tries. Please wait %(num)d seconds and try again.",
            seconds,
        )
    ]
    return render_template(template, form=form), 429, {"Retry-After": str(seconds)}

"""Signing in and out."""

from flask import Blueprint, redirect, render_template, session, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.people.actions import begin_session, end_session, take_second_factor
from participation.people.forms import SecondFactorForm, SignInForm
from participation.people.guard import COOKIE_FIELD, open_to_anyone
from participation.people.passwords import is_password_of
from participation.people.queries import staff_by_email

blueprint = Blueprint("people", __name__)

Page = str | Response | tuple[str, int]


@blueprint.route("/sign-in", methods=["GET", "POST"])
@open_to_anyone
def sign_in() -> Page:
    """The password."""
    form = SignInForm()
    if form.validate_on_submit():
        staff = staff_by_email(form.email.data)
        if is_password_of(staff, form.password.data) and staff is not None:
            session.clear()
            session[COOKIE_FIELD] = begin_session(staff)
            return redirect(url_for("staff.people.second_factor"), 303)
        # L10N: staff sign-in page, nothing says which of the two was wrong
        form.password.errors = [pgettext("staff", "Email and password do not belong together.")]
    return render_template("staff/sign_in.html", form=form), 422 if form.errors else 200


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@open_to_anyone
def second_factor() -> Page:
    """The code from the authenticator."""
    form = SecondFactorForm()
    if form.validate_on_submit():
        if take_second_factor(session.get(COOKIE_FIELD, ""), form.code.data):
            return redirect(url_for("staff.preparing.my_reviews"), 303)
        # L10N: staff sign-in page
        form.code.errors = [pgettext("staff", "That code is not right, or was used before. Wait for the next one.")]
    return render_template("staff/second_factor.html", form=form), 422 if form.errors else 200


@blueprint.post("/sign-out")
@open_to_anyone
def sign_out() -> Page:
    """End the session."""
    end_session(session.pop(COOKIE_FIELD, ""))
    return redirect(url_for("staff.people.sign_in"), 303)

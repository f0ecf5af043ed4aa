"""Setting up one's own account, by the link that a manager handed over."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import pgettext

from participation.drawing.qr import svg
from participation.sealing.slow_hash import MOMENT, QueueIsFull
from participation.staff.accounts import set_up, staff_to_set_up
from participation.staff.authenticators import authenticator_link, totp_secret_of
from participation.staff.desk import desk, let_in
from participation.staff.forms import SetUpForm
from participation.staff.guard import open_to_anyone
from participation.staff.models import Staff
from participation.staff.pages import NOT_RIGHT, TOO_MANY
from participation.staff.wording import wait_words

blueprint = Blueprint("set_up", __name__)

GONE = 410


@blueprint.get("/set-up")
@open_to_anyone
def door() -> str:
    """Where the link leads: its secret stands after the #, so no server is sent it before somebody goes on."""
    return render_template("staff/set_up_door.html", is_used=False)


@blueprint.post("/set-up")
@open_to_anyone
def begin() -> Any:
    """A password of their own and the authenticator; to look at the link spends nothing."""
    form = SetUpForm()
    form.link.data = (form.link.data or "").rpartition("#")[2].strip()
    staff = staff_to_set_up(form.link.data)
    if staff is None:
        return render_template("staff/set_up_door.html", is_used=True), GONE
    if "password" not in request.form:
        return _page(SetUpForm(formdata=None, link=form.link.data), staff)
    if not form.validate():
        return _page(form, staff), NOT_RIGHT
    try:
        somebody = set_up(form.link.data, form.password.data, form.code.data, desk())
    except QueueIsFull:
        form.password.errors = [wait_words(MOMENT)]
        return _page(form, staff), TOO_MANY
    if somebody:
        return let_in(somebody)
    # L10N: page on which staff set up their account: the six digits of the authenticator were not right
    form.code.errors = [pgettext("staff", "That code is not right. Please type the one that the app shows now.")]
    return _page(form, staff), NOT_RIGHT


def _page(form: SetUpForm, staff: Staff) -> str:
    secret = totp_secret_of(staff)[0]
    # L10N: to screen readers: the square that an authenticator app scans
    square = svg(authenticator_link(staff, secret), pgettext("staff", "Square for your authenticator app"))
    return render_template("staff/set_up.html", form=form, owner=staff, secret=secret, square=square)

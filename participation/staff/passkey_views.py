"""Signing in with a passkey: in place of the code, or alone."""

from flask import Blueprint, Response, abort, request, session
from werkzeug.wrappers import Response as Answer

from participation import clock
from participation.staff import passkeys
from participation.staff.desk import desk, let_in
from participation.staff.forms import SecondFactorForm, SignInForm
from participation.staff.guard import cookie, open_to_anyone
from participation.staff.pages import half_in, passkey_failed, second_factor_page, sign_in_page
from participation.staff.passkeys import Challenge
from participation.staff.second_factor import take_passkey, take_passkey_alone

blueprint = Blueprint("passkey", __name__)

QUESTION = "question"


@blueprint.post("/sign-in/passkey")
@open_to_anyone
def in_place_of_code() -> Answer:
    """What a passkey signed, after the password."""
    if half_in() and (somebody := take_passkey(cookie(), request.form.get("answer", ""), desk())):
        return let_in(somebody)
    form = SecondFactorForm(formdata=None)
    passkey_failed(form)
    return second_factor_page(form)


@blueprint.post("/sign-in/passkey/question")
@open_to_anyone
def question() -> Response:
    """What a passkey that signs in alone is asked; the browser carries it until it is answered."""
    where, asked = passkeys.site(), Challenge.new(clock.now())
    if where is None:
        abort(404)
    session[QUESTION] = asked.for_cookie()
    return Response(passkeys.to_use_alone(where, asked), mimetype="application/json")


@blueprint.post("/sign-in/passkey/alone")
@open_to_anyone
def alone() -> Answer:
    """What a passkey signed before anybody said who they are."""
    asked = Challenge.from_cookie(session.pop(QUESTION, None))
    if somebody := take_passkey_alone(asked, request.form.get("answer", ""), desk()):
        return let_in(somebody)
    form = SignInForm(formdata=None)
    passkey_failed(form)
    return sign_in_page(form)

"""The two pages of signing in, whichever way somebody came to them."""

from flask import Response, redirect, render_template, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response as Answer

from participation.staff import openid, passkeys
from participation.staff.forms import SecondFactorForm, SignInForm
from participation.staff.guard import cookie
from participation.staff.models import StaffSession
from participation.staff.queries import is_any_passkey_kept, passkeys_of, staff_session
from participation.staff.wording import wait_words

NOT_RIGHT, TOO_MANY = 422, 429


def sign_in_page(form: SignInForm, wait: int = 0) -> Response:
    """Email and password, and the ways in that need neither; perhaps so many seconds of waiting."""
    provider = openid.button_words() if openid.is_offered() else ""
    has_passkeys = passkeys.site() is not None and is_any_passkey_kept()
    return _answer("staff/sign_in.html", form, wait, openid=provider, has_passkeys=has_passkeys)


def half_in() -> StaffSession | None:
    """The session of somebody who is past the password only."""
    found = staff_session(cookie())
    return None if found is None or found.has_second_factor else found


def second_factor_page(form: SecondFactorForm, wait: int = 0) -> Answer:
    """The code, or a passkey of this account; whoever is not past the password has to begin there."""
    found = half_in()
    if found is None:
        return redirect(url_for("staff.signing_in.sign_in"), 303)
    where, known = passkeys.site(), passkeys_of(found.staff)
    options = passkeys.to_use(where, found.challenge, known) if where and known else ""
    return _answer("staff/second_factor.html", form, wait, passkey=options)


def passkey_failed(form: SignInForm | SecondFactorForm) -> None:
    """Say so above the form."""
    # L10N: staff sign-in pages, when a passkey was not the right one, or the browser gave none
    form.form_errors = [pgettext("staff", "That passkey did not work. You can sign in without it.")]


def _answer(template: str, form: SignInForm | SecondFactorForm, wait: int, **more: object) -> Response:
    if wait:
        form.form_errors = [wait_words(wait)]
    status = TOO_MANY if wait else NOT_RIGHT if form.errors else 200
    answer = Response(render_template(template, form=form, **more), status)
    if wait:
        answer.headers["Retry-After"] = str(wait)
    return answer

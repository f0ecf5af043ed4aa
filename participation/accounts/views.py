"""The managers' pages of accounts."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation.accounts import wording
from participation.accounts.actions import NotDone, change_account, close, give, renew_account, sign_out
from participation.accounts.forms import NewAccountForm, WhoForm, takers_form
from participation.accounts.queries import ListedAccount, account_for, accounts_for
from participation.config import Config
from participation.endings.actions import Takers
from participation.endings.queries import unfinished_reviews
from participation.permissions.queries import takers
from participation.profiles.queries import waiting
from participation.staff import openid
from participation.staff.accounts import SET_UP_WITHIN, AlreadyOpen, invite_staff
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role, Staff
from participation.staff.navigation import Place, shows
from participation.staff.wording import isolated, name_of

blueprint = Blueprint("accounts", __name__)
# L10N: staff navigation, managers' list of who works here
shows(blueprint, Place("accounts", lazy_pgettext("staff", "Accounts"), frozenset({Role.MANAGER})))

Page = str | Response | tuple[str, int]
NOT_RIGHT = 422


@blueprint.context_processor
def words() -> dict[str, Any]:
    """How these pages put things into words."""
    return {"wording": wording, "isolated": isolated, "name_of": name_of, "offers_openid": openid.is_offered()}


@blueprint.route("/accounts", methods=["GET", "POST"])
@for_roles(Role.MANAGER)
def accounts() -> Page:
    """Everybody who works here, and one more."""
    form = NewAccountForm()
    if form.validate_on_submit():
        try:
            return _link(*invite_staff(staff(), form.email.data, form.name.data, Role(form.role.data)))
        except AlreadyOpen:
            # L10N: to a manager who adds an account
            form.email.errors = [pgettext("staff", "There is an account with this address. You find it in the list.")]
    page = render_template(
        "staff/accounts.html", accounts=accounts_for(staff()), form=form, pages=len(waiting(staff()))
    )
    return page, NOT_RIGHT if form.errors else 200


def _link(of: Staff, token: str) -> str:
    config: Config = current_app.extensions["config"]
    address = f"{config.staff_url.rstrip('/')}{url_for('staff.set_up.door')}#{token}"
    return render_template("staff/account_link.html", owner=of, link=address, days=SET_UP_WITHIN.days)


@blueprint.route("/accounts/<staff_id>", methods=["GET", "POST"])
@for_roles(Role.MANAGER)
def account(staff_id: str) -> Page:
    """One of them; its name and role can be changed."""
    found = _found(staff_id)
    form = WhoForm(found.staff)
    if form.validate_on_submit():
        problem = _problem(lambda: change_account(staff(), staff_id, form.name.data, Role(form.role.data)))
        if not problem:
            # L10N: to a manager, after changing the name or the role of an account
            flash(pgettext("staff", "Saved."), "well")
            return _back(staff_id)
        form.role.errors = [problem]
    return _page(found, form), NOT_RIGHT if form.errors else 200


@blueprint.post("/accounts/<staff_id>/reviews")
@for_roles(Role.MANAGER)
def reviews(staff_id: str) -> Page:
    """Whose are their reviews now? Given to others, and where the other button was pressed the account is closed."""
    found = _found(staff_id)
    others = _others(found.staff)
    form = takers_form(unfinished_reviews(found.staff), others)
    if not form.validate():
        return _page(found, takers=form), NOT_RIGHT
    is_leaving, takers = request.form.get("go") == "close", form.takers(others)
    problem = _problem(lambda: (close if is_leaving else give)(staff(), staff_id, takers))
    if not problem and not is_leaving and takers == Takers():
        problem = wording.nobody_chosen()
    if problem:
        form.form_errors = [problem]
        return _page(found, takers=form), NOT_RIGHT
    flash(wording.closed() if is_leaving else wording.given(), "well")
    return _back(staff_id)


@blueprint.post("/accounts/<staff_id>/link")
@for_roles(Role.MANAGER)
def link(staff_id: str) -> Page:
    """Another beginning: a link that is shown once; what opened the account before opens it no more."""
    _found(staff_id)
    try:
        return _link(*renew_account(staff(), staff_id))
    except NotDone:
        abort(404)


@blueprint.post("/accounts/<staff_id>/sign-out")
@for_roles(Role.MANAGER)
def end(staff_id: str) -> Response:
    """Whoever is signed in with it is out."""
    _found(staff_id)
    if _problem(lambda: sign_out(staff(), staff_id)):
        abort(404)
    # L10N: to a manager, after ending every session of a colleague's account
    flash(pgettext("staff", "They are signed out everywhere."), "well")
    return _back(staff_id)


def _found(staff_id: str) -> ListedAccount:
    return account_for(staff(), staff_id) or abort(404)


def _others(of: Staff) -> list[Staff]:
    return [each for each in takers() if each.id != of.id]


def _problem(done: Callable[[], None]) -> str:
    """Why it was not done, in a sentence; empty where it was."""
    try:
        done()
    except NotDone as refused:
        return wording.obstacle(refused.why)
    except LookupError:
        abort(404)
    return ""


def _back(staff_id: str) -> Response:
    return redirect(url_for(".account", staff_id=staff_id), 303)


def _page(found: ListedAccount, form: WhoForm | None = None, takers: Any = None) -> str:
    theirs = unfinished_reviews(found.staff)
    return render_template(
        "staff/account_of.html",
        account=found,
        form=form or WhoForm(found.staff),
        takers=takers or takers_form(theirs, _others(found.staff)),
        reviews=theirs,
    )

"""Tests of what comes after signing in let somebody in by its verbs: what is kept of it is as if they had typed it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import db
from participation.audit.models import AuditEntry
from participation.staff.models import KnownBrowser, SignInFailure, Staff, StaffSession
from tests import factories
from tests.walking import let_in, signed_in

Comes = Callable[[Flask, str, str], FlaskClient]


def kept_of(app: Flask, comes: Comes) -> list[object]:
    """What one account leaves behind that comes in, and what its browser carries."""
    with app.app_context():
        made, secret = factories.staff()
        email, id = made.email, made.id
    browser = comes(app, email, secret)
    assert browser.get("/staff/").status_code == 200
    with app.app_context():
        rows, staff = db.session(), db.session().get_one(Staff, id)
        sessions = rows.scalars(select(StaffSession).where(StaffSession.staff_id == id)).all()
        browsers = rows.scalars(select(KnownBrowser).where(KnownBrowser.staff_id == id)).all()
        told = rows.scalars(select(AuditEntry).where(AuditEntry.actor == id).order_by(AuditEntry.number)).all()
        return [
            [(each.has_second_factor, each.challenge) for each in sessions],
            len(browsers),
            [(each.action, each.purpose) for each in told],
            rows.scalars(select(SignInFailure).where(SignInFailure.count > 0)).all(),
            staff.totp_last_step is not None and staff.signed_in_at is not None,
            [name for name in ("staff", "browser") if browser.get_cookie(name)],
        ]


def test_it_leaves_what_typing_leaves(app: Flask) -> None:
    assert kept_of(app, let_in) == kept_of(app, signed_in)


def test_a_code_is_taken_once_here_too(app: Flask) -> None:
    with app.app_context():
        made, secret = factories.staff()
        email = made.email
    let_in(app, email, secret)
    with pytest.raises(AssertionError, match="once"):
        let_in(app, email, secret)

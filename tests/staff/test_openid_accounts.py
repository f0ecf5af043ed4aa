"""Which account the council's own sign-in opens, and which it never does."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from participation import db
from participation.audit.models import AuditEntry
from participation.staff.accounts import disable
from participation.staff.queries import staff_by_email
from tests.databases import on_both
from tests.parts.openid import Provider
from tests.staff.openid_walks import DID_NOT_WORK, EMAIL, NO_ACCOUNT, amara, app, is_in, sign_in
from tests.staff.test_passkeys import port
from tests.walking import words_of

__all__ = ["amara", "app", "port"]


def test_an_address_that_nobody_here_has_opens_nothing_and_makes_nothing(app: Flask, provider: Provider) -> None:
    provider.email = "nobody@example.org"
    browser = app.test_client()
    assert NO_ACCOUNT in words_of(sign_in(browser))
    assert not is_in(browser)
    with app.app_context():
        assert staff_by_email("nobody@example.org") is None


def test_a_disabled_account_opens_for_nobody_and_is_out_at_the_next_press(app: Flask) -> None:
    browser = app.test_client()
    sign_in(browser)
    with app.app_context():
        account = staff_by_email(EMAIL)
        assert account is not None
        disable(account)
    assert not is_in(browser)
    assert NO_ACCOUNT in words_of(sign_in(app.test_client()))
    with app.app_context():
        assert db.session().scalar(select(AuditEntry).where(AuditEntry.action == "refused"))


def test_an_address_that_was_given_to_somebody_else_opens_nothing(app: Flask, provider: Provider) -> None:
    sign_in(app.test_client())
    provider.subject = "person-2"
    assert NO_ACCOUNT in words_of(sign_in(app.test_client()))


@on_both
def test_an_address_that_nobody_calls_verified_opens_no_account_first_unless_the_council_says_so(
    make_app: Callable[..., Flask], app: Flask, provider: Provider
) -> None:
    provider.claims = {"email_verified": None}
    assert NO_ACCOUNT in words_of(sign_in(app.test_client()))
    with app.app_context():
        assert db.session().scalar(select(AuditEntry).where(AuditEntry.action == "refused"))
    trusting = make_app(**{**vars(app.extensions["config"]), "oidc_trusts_addresses": "1"})
    assert "My reviews" in words_of(sign_in(trusting.test_client()))
    assert "My reviews" in words_of(sign_in(app.test_client())), "who has come before is known by more than an address"
    provider.claims = {"email_verified": False}
    assert DID_NOT_WORK in words_of(sign_in(trusting.test_client()))


def test_a_provider_that_writes_the_word_true_is_believed(app: Flask, provider: Provider) -> None:
    provider.claims = {"email_verified": "true"}
    assert "My reviews" in words_of(sign_in(app.test_client()))


@pytest.mark.parametrize("ways", [None, [], ["pwd"]])
def test_who_was_asked_for_a_password_only_is_not_let_in_unless_the_council_says_that_all_are_asked_twice(
    make_app: Callable[..., Flask], app: Flask, provider: Provider, ways: Any
) -> None:
    provider.claims = {"amr": ways}
    browser = app.test_client()
    assert "did not ask for a second factor" in words_of(sign_in(browser))
    assert not is_in(browser)
    trusting = make_app(**{**vars(app.extensions["config"]), "oidc_always_asks_twice": "1"})
    assert "My reviews" in words_of(sign_in(trusting.test_client()))


@on_both
def test_the_first_comer_is_known_by_the_provider_too(app: Flask, provider: Provider) -> None:
    sign_in(app.test_client())
    with app.app_context(), db.transaction():
        account = staff_by_email(EMAIL)
        assert account is not None
        assert (account.openid_issuer, account.openid_subject) == (provider.address, provider.subject)
        account.openid_issuer = "https://before.example.org"
    assert NO_ACCOUNT in words_of(sign_in(app.test_client())), "the same id, given by somebody else"
    with app.app_context(), db.transaction():
        account = staff_by_email(EMAIL)
        assert account is not None
        account.openid_issuer = ""
    assert "My reviews" in words_of(sign_in(app.test_client())), "kept before the provider was"
    with app.app_context():
        account = staff_by_email(EMAIL)
        assert account is not None
        assert account.openid_issuer == provider.address

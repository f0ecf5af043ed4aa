"""The council's own sign-in opens an account that is here and open, and nothing that does not hold opens any."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from participation import db
from participation.audit.models import AuditEntry
from participation.config import Config
from participation.operations.cli import cli
from participation.staff.models import Role, StaffSession
from participation.staff.queries import address_of, staff_by_email
from tests import factories
from tests.databases import on_both
from tests.parts.openid import CLIENT, Provider
from tests.parts.server import Serve
from tests.staff.openid_walks import DID_NOT_WORK, EMAIL, amara, app, asked_of, back_from, is_in, sign_in
from tests.staff.test_passkeys import port
from tests.walking import words_of

__all__ = ["amara", "app", "port"]


@on_both
def test_it_opens_the_account_with_that_address_without_a_password_of_ours(app: Flask) -> None:
    browser = app.test_client()
    assert "Sign in with Midshire" in words_of(browser.get("/staff/sign-in"))
    assert "My reviews" in words_of(sign_in(browser))
    with app.app_context():
        entry = db.session().scalars(select(AuditEntry).where(AuditEntry.action == "signed in")).one()
        account = staff_by_email(EMAIL)
        assert account is not None
        assert (entry.actor, entry.purpose) == (account.id, "by OpenID Connect")
        assert address_of(account.id) == EMAIL


def test_state_nonce_and_pkce_go_along_and_differ_each_time(app: Flask) -> None:
    asked = [parse_qs(urlsplit(asked_of(app.test_client())).query) for _ in range(2)]
    for each in asked:
        assert each["code_challenge_method"] == ["S256"]
        assert each["response_type"] == ["code"]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]
        assert len(asked[0][name][0]) >= 20


def test_the_address_may_be_written_with_capitals(app: Flask, provider: Provider) -> None:
    provider.email = "Amara@Example.org"
    assert "My reviews" in words_of(sign_in(app.test_client()))


LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "another-program"},
    "another audience that names us as the party": {"aud": "another-program", "azp": CLIENT},
    "no audience": {"aud": None},
    "expired": {"iat": int(time.time()) - 7200, "exp": int(time.time()) - 3600},
    "not yet": {"nbf": int(time.time()) + 7200},
    "another issuer": {"iss": "https://elsewhere.example.org"},
    "no address": {"email": None},
    "an address that is a list": {"email": [EMAIL]},
    "an address that is not verified": {"email_verified": False},
    "an address that is not verified, in a word": {"email_verified": "false"},
    "an address that is verified by a number": {"email_verified": 0},
    "no subject": {"sub": None},
}


@pytest.mark.parametrize("claims", LIES.values(), ids=LIES)
def test_a_token_that_does_not_hold_opens_nothing(app: Flask, provider: Provider, claims: dict[str, Any]) -> None:
    provider.claims = claims
    browser = app.test_client()
    assert DID_NOT_WORK in words_of(sign_in(browser))
    assert not is_in(browser)
    with app.app_context():
        assert db.session().scalars(select(StaffSession)).all() == []


def test_a_token_signed_with_another_key_opens_nothing(app: Flask, provider: Provider) -> None:
    provider.signs_with_another_key = True
    assert DID_NOT_WORK in words_of(sign_in(app.test_client()))


@pytest.mark.parametrize("algorithms", [["none"], ["HS256"], []])
def test_a_provider_that_would_sign_with_nothing_is_not_taken_up_on_it(
    app: Flask, provider: Provider, algorithms: list[str]
) -> None:
    provider.metadata = {"id_token_signing_alg_values_supported": algorithms}
    page = app.test_client().get("/staff/sign-in/openid", follow_redirects=True)
    assert "cannot be reached" in words_of(page)


def test_a_provider_that_calls_itself_otherwise_is_not_asked(app: Flask, provider: Provider) -> None:
    provider.metadata = {"issuer": "https://elsewhere.example.org"}
    page = app.test_client().get("/staff/sign-in/openid", follow_redirects=True)
    assert "cannot be reached" in words_of(page)


@pytest.mark.parametrize(
    ("trusts", "said"), [("", "for one that does not say so, as Entra ID"), ("1", "can become somebody else here")]
)
def test_check_explains_whose_address_is_believed(
    make_app: Callable[..., Flask], provider: Provider, trusts: str, said: str
) -> None:
    app = make_app(oidc_issuer=provider.address, oidc_client_id=CLIENT, oidc_trusts_addresses=trusts)
    shown = CliRunner().invoke(cli, ["check"], obj=lambda **_: app).output
    assert said in " ".join(shown.split())


def test_an_answer_to_another_browser_or_a_second_time_opens_nothing(app: Flask) -> None:
    mine, thief = app.test_client(), app.test_client()
    parts = urlsplit(back_from(asked_of(mine)))
    answer = f"{parts.path}?{parts.query}"
    assert DID_NOT_WORK in words_of(thief.get(answer, follow_redirects=True))
    mine.get(answer)
    assert is_in(mine)
    mine.post("/staff/sign-out")
    assert DID_NOT_WORK in words_of(mine.get(answer, follow_redirects=True))


@pytest.mark.parametrize("query", ["", "?state=x&code=y", "?error=server_error", "?code=y"])
def test_what_nobody_asked_for_opens_nothing(app: Flask, query: str) -> None:
    page = app.test_client().get(f"/staff/sign-in/openid/back{query}", follow_redirects=True)
    assert DID_NOT_WORK in words_of(page)


def test_who_says_no_there_is_led_back_to_the_sign_in(app: Flask, provider: Provider) -> None:
    provider.says_no = True
    assert DID_NOT_WORK in words_of(sign_in(app.test_client()))


def test_with_the_provider_away_the_password_still_works(make_app: Callable[..., Flask]) -> None:
    app = make_app(oidc_issuer="http://127.0.0.1:9", oidc_client_id=CLIENT)
    page = app.test_client().get("/staff/sign-in/openid", follow_redirects=True)
    assert "Your council’s sign-in cannot be reached." in words_of(page)
    assert "Password" in words_of(page)


def test_without_a_provider_there_is_no_button_and_nowhere_to_go(make_app: Callable[..., Flask]) -> None:
    browser = make_app().test_client()
    assert "council" not in words_of(browser.get("/staff/sign-in"))
    for path in ("", "/back?code=y&state=x"):
        assert browser.get(f"/staff/sign-in/openid{path}").location == "/staff/sign-in"


def test_an_account_without_a_password_opens_with_none(app: Flask) -> None:
    from tests.staff.test_signing_in import try_password

    for password in ("", factories.PASSWORD):
        assert try_password(app.test_client(), password).status_code == 422


def test_unfit_settings_are_named() -> None:
    unencrypted = Config(oidc_issuer="http://login.example.org", oidc_client_id="x")
    assert "must start with https://" in unencrypted.problems()[0]
    undecided = Config(oidc_issuer="https://login.example.org", oidc_client_id="x", oidc_trusts_addresses="yes")
    assert "it can be 1 or empty" in undecided.problems()[0]
    assert "OIDC_CLIENT_ID is missing" in Config(oidc_issuer="https://login.example.org").problems()[0]


def test_in_a_real_browser_the_button_leads_there_and_back(
    app: Flask, port: int, serve: Serve, browser: Browser
) -> None:
    serve(app, port)
    page = browser.new_context(base_url=f"http://localhost:{port}").new_page()
    page.goto("/staff/sign-in")
    page.get_by_role("link", name="Sign in with Midshire").click()
    expect(page.get_by_role("heading", name="My reviews")).to_be_visible()
    page.context.close()


def test_roles_come_from_here_and_not_from_there(app: Flask, provider: Provider) -> None:
    provider.claims = {"role": "manager", "roles": ["manager"], "groups": ["managers"]}
    sign_in(browser := app.test_client())
    assert browser.get("/staff/audit").status_code == 404
    with app.app_context():
        account = staff_by_email(EMAIL)
        assert account is not None
        assert account.role == Role.OFFICER

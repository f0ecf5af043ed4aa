"""The council's own sign-in opens an account that is here and open, and nothing that does not hold opens any."""

import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPResponse
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import db
from participation.audit.models import AuditEntry
from participation.config import Config
from participation.operations.cli import cli
from participation.staff.accounts import disable
from participation.staff.models import Role, StaffSession
from participation.staff.queries import address_of, staff_by_email
from tests import factories
from tests.databases import on_both
from tests.parts.openid import CLIENT, SECRET, Provider
from tests.parts.server import Serve
from tests.staff.test_passkeys import port
from tests.walking import words_of

EMAIL = "amara@example.org"
DID_NOT_WORK, NO_ACCOUNT = "That did not work.", "You have no open account here."

__all__ = ["port"]


@pytest.fixture
def app(make_app: Callable[..., Flask], provider: Provider, port: int) -> Flask:
    """With a provider."""
    address = f"http://localhost:{port}"
    return make_app(
        public_url=address,
        staff_url=address,
        oidc_issuer=provider.address,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="Midshire",
    )


@pytest.fixture(autouse=True)
def amara(app: Flask) -> str:
    """An account that has no password, as an import or `staff add --openid` makes it."""
    command = ["staff", "add", EMAIL, "--name", "Amara", "--role", "officer", "--openid"]
    done = CliRunner().invoke(cli, command, obj=lambda **_: app)
    assert done.exit_code == 0, done.output
    return EMAIL


class Stay(urllib.request.HTTPRedirectHandler):
    """Looks where it is led and does not go."""

    def http_error_302(self, _request: Any, page: HTTPResponse, *_rest: Any) -> HTTPResponse:
        return page


def asked_of(browser: FlaskClient) -> str:
    """Where pressing the button leads."""
    return browser.get("/staff/sign-in/openid").location


def back_from(address: str) -> str:
    """Where the provider leads back to."""
    with urllib.request.build_opener(Stay).open(address) as page:
        return str(page.headers["Location"])


def sign_in(browser: FlaskClient) -> TestResponse:
    """The whole way, as a browser goes it."""
    parts = urlsplit(back_from(asked_of(browser)))
    return browser.get(f"{parts.path}?{parts.query}", follow_redirects=True)


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/staff/account").status_code == 200


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

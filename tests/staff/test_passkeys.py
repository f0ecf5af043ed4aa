"""A passkey stands in for the code: made and used in a real browser, with a key that Chromium plays."""

import socket
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Request, expect
from sqlalchemy import select

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.staff.accounts import add_staff
from participation.staff.models import Passkey, Role, StaffSession
from tests import factories
from tests.parts.axe import barriers
from tests.parts.nu import html_errors
from tests.parts.server import Serve
from tests.staff.test_signing_in import try_password
from tests.walking import hidden_fields, signed_in, words_of

EMAIL = "amara@example.org"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def port() -> int:
    """A free one: a passkey is bound to the address that the settings give, so it is chosen before."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def app(make_app: Callable[..., Flask], port: int) -> Flask:
    """Reached by a name: browsers give no passkey to a number."""
    address = f"http://localhost:{port}"
    return make_app(public_url=address, staff_url=address)


@pytest.fixture
def secret(app: Flask) -> str:
    """Amara's authenticator."""
    with app.app_context():
        return factories.staff(email=EMAIL, name="Amara")[1]


@pytest.fixture
def page(app: Flask, port: int, serve: Serve, browser: Browser) -> Page:
    """A browser on a device that keeps passkeys."""
    serve(app, port)
    context = browser.new_context(base_url=f"http://localhost:{port}", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def type_password(page: Page) -> None:
    page.goto("/staff/sign-in")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Next").click()


def sign_in_with_code(page: Page, secret: str) -> None:
    type_password(page)
    page.get_by_label("Code from your authenticator app").fill(pyotp.TOTP(secret).at(clock.now()))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="My reviews")).to_be_visible()


def add_passkey(page: Page, secret: str) -> None:
    sign_in_with_code(page, secret)
    page.get_by_role("link", name="Amara").click()
    page.get_by_label("What you call it").fill("Work laptop")
    page.get_by_label("Your password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("status")).to_contain_text("The passkey is added.")


def test_a_passkey_is_made_and_signs_in_in_place_of_the_code(app: Flask, page: Page, secret: str) -> None:
    add_passkey(page, secret)
    expect(page.get_by_role("row", name="Work laptop")).to_contain_text("not yet")
    page.get_by_role("button", name="Sign out", exact=True).click()
    type_password(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="My reviews")).to_be_visible()
    with app.app_context():
        kept = db.session().scalars(select(Passkey)).one()
        assert (kept.name, kept.used_at is not None, kept.sign_count > 0) == ("Work laptop", True, True)
        how = db.session().scalars(select(AuditEntry.purpose).where(AuditEntry.action == "signed in"))
        assert list(how) == ["with a code", "with a passkey"]
        assert db.session().scalar(select(AuditEntry).where(AuditEntry.action == "passkey added"))


def test_what_a_passkey_signed_once_opens_nothing_again(app: Flask, page: Page, secret: str) -> None:
    add_passkey(page, secret)
    page.get_by_role("button", name="Sign out", exact=True).click()
    seen: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/sign-in/passkey"):
            seen.append(parse_qs(request.post_data or "")["answer"][0])

    page.on("request", note)
    type_password(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="My reviews")).to_be_visible()
    thief = app.test_client()
    try_password(thief, factories.PASSWORD)
    form = hidden_fields(thief.get("/staff/sign-in/code"))
    refused = thief.post("/staff/sign-in/passkey", data={**form, "answer": seen[0]})
    assert refused.status_code == 422
    assert "That passkey did not work." in words_of(refused)
    assert thief.get("/staff/").status_code == 303


def test_a_passkey_opens_only_its_owners_account(app: Flask, page: Page, secret: str) -> None:
    add_passkey(page, secret)
    with app.app_context():
        factories.staff(email="ben@example.org")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto("/staff/sign-in")
    page.get_by_label("Email").fill("ben@example.org")
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_label("Code from your authenticator app")).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)


def test_a_removed_passkey_is_asked_for_no_more_and_another_cannot_remove_it(
    app: Flask, page: Page, secret: str
) -> None:
    add_passkey(page, secret)
    with app.app_context():
        id = db.session().scalars(select(Passkey.id)).one()
        _, bens = factories.staff(email="ben@example.org")
    ben = signed_in(app, "ben@example.org", bens)
    form = hidden_fields(ben.get("/staff/account"))
    assert ben.post(f"/staff/account/passkeys/{id}/remove", data=form).status_code == 404
    page.get_by_role("button", name="Remove Work laptop").click()
    expect(page.get_by_role("status")).to_contain_text("The passkey is removed.")
    page.get_by_role("button", name="Sign out", exact=True).click()
    type_password(page)
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)


def test_a_device_that_says_no_leaves_the_code(app: Flask, page: Page, secret: str) -> None:
    add_passkey(page, secret)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))")
    type_password(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_have_text("The browser gave no passkey. Try again, or sign in without it.")
    expect(page.get_by_label("Code from your authenticator app")).to_be_visible()


def test_nobody_is_kept_out_of_the_pages_of_an_account(page: Page, secret: str) -> None:
    add_passkey(page, secret)
    found = barriers(page)
    page.set_viewport_size({"width": 320, "height": 640})
    found += barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Sign out", exact=True).click()
    type_password(page)
    expect(page.get_by_role("button", name="Use a passkey")).to_be_visible()
    assert found + barriers(page) == []


@pytest.mark.parametrize("answer", ["", "{}", "null", "[1]", '{"rawId": 5}', '{"rawId": "AAAA"}', "x" * 2000])
def test_what_is_no_answer_is_refused_and_nothing_breaks(app: Flask, secret: str, answer: str) -> None:
    desk, stranger = signed_in(app, EMAIL, secret), app.test_client()
    form = {**hidden_fields(desk.get("/staff/account")), "name": "Mine", "password": factories.PASSWORD}
    asked = desk.post("/staff/account/passkeys", data=form)
    assert asked.status_code == 200
    made = desk.post("/staff/account/passkeys/made", data={**hidden_fields(asked), "answer": answer})
    assert "No passkey was added." in words_of(desk.get(made.location))
    try_password(stranger, factories.PASSWORD)
    form = hidden_fields(stranger.get("/staff/sign-in/code"))
    assert stranger.post("/staff/sign-in/passkey", data={**form, "answer": answer}).status_code == 422


def test_the_password_is_asked_again_before_one_is_made_and_guessing_it_waits(app: Flask, secret: str) -> None:
    desk = signed_in(app, EMAIL, secret)
    form = {**hidden_fields(desk.get("/staff/account")), "name": "Mine", "password": "wrong"}
    for _ in range(5):
        refused = desk.post("/staff/account/passkeys", data=form)
        assert (refused.status_code, "That is not your password." in words_of(refused)) == (422, True)
    assert desk.post("/staff/account/passkeys", data=form).status_code == 429


def test_a_new_password_and_authenticator_end_sessions_and_passkeys(app: Flask, page: Page, secret: str) -> None:
    add_passkey(page, secret)
    with app.app_context():
        add_staff(EMAIL, "Amara", Role.OFFICER, factories.PASSWORD, renew=True)
        assert db.session().scalars(select(Passkey)).all() == []
    page.goto("/staff/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_signing_out_everywhere_ends_every_session_at_once(app: Flask, secret: str) -> None:
    here = signed_in(app, EMAIL, secret)
    with clock.frozen(clock.now() + timedelta(minutes=1)):  # a code is taken once
        there = signed_in(app, EMAIL, secret)
        left = here.post("/staff/account/sign-out-everywhere", data=hidden_fields(here.get("/staff/account")))
        assert left.location == "/staff/sign-in"
        assert there.get("/staff/").status_code == here.get("/staff/").status_code == 303
    with app.app_context():
        assert db.session().scalars(select(StaffSession)).all() == []


def test_an_installation_that_is_reached_by_a_number_offers_no_passkey(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        _, secret = factories.staff(email=EMAIL)
    desk = signed_in(app, EMAIL, secret)
    page = desk.get("/staff/account")
    assert "Add a passkey" not in page.text
    assert desk.post("/staff/account/passkeys", data=hidden_fields(page)).status_code == 404


def test_the_html_of_an_account_is_valid(app: Flask, secret: str) -> None:
    desk = signed_in(app, EMAIL, secret)
    form = {**hidden_fields(desk.get("/staff/account")), "name": "Mine", "password": factories.PASSWORD}
    pages = {"/staff/account": desk.get("/staff/account").text}
    pages["made"] = desk.post("/staff/account/passkeys", data=form).text
    assert html_errors(pages) == []

"""A passkey signs in alone, before anybody has said who they are, where its device makes sure of its owner."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.staff.accounts import disable
from participation.staff.models import Passkey
from participation.staff.queries import staff_by_email
from tests import factories
from tests.parts.axe import barriers
from tests.parts.nu import html_errors
from tests.staff.device import Device, asked, options_in
from tests.staff.test_passkeys import EMAIL, add_passkey, app, page, port, secret, type_password
from tests.staff.test_signing_in import try_password
from tests.walking import hidden_fields, words_of

__all__ = ["app", "page", "port", "secret"]

MORNING = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
FAILED = "That passkey did not work."


@pytest.fixture
def device(app: Flask, port: int, secret: str) -> Device:
    """Amara's."""
    return device_of(app, port, EMAIL)


def device_of(app: Flask, port: int, email: str) -> Device:
    with app.app_context():
        staff = staff_by_email(email)
        assert staff is not None
        return Device(staff.id, origin=f"http://localhost:{port}").keep(app)


def presses(browser: FlaskClient, device: Device, **changed: str) -> TestResponse:
    """Use a passkey on the sign-in page."""
    form = hidden_fields(browser.get("/staff/sign-in"))
    answer = device.answers(asked(browser, form), **changed)
    return browser.post("/staff/sign-in/passkey/alone", data={**form, "answer": answer})


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("You are signed out.")


def test_in_a_real_browser_one_press_is_enough(app: Flask, page: Page, secret: str) -> None:
    add_passkey(page, secret)
    sign_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="My reviews")).to_be_visible()
    sign_out(page)
    page.get_by_role("button", name="Use a passkey").click()  # the same page, another question
    expect(page.get_by_role("heading", name="My reviews")).to_be_visible()
    with app.app_context():
        how = db.session().scalars(select(AuditEntry.purpose).where(AuditEntry.action == "signed in"))
        assert list(how) == ["with a code", "with a passkey alone", "with a passkey alone"]


def test_a_device_that_says_no_leaves_the_password(app: Flask, page: Page, secret: str) -> None:
    add_passkey(page, secret)
    sign_out(page)
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error()) }")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_have_text("The browser gave no passkey. Try again, or sign in without it.")
    assert barriers(page) == []
    type_password(page)
    expect(page.get_by_label("Code from your authenticator app")).to_be_visible()


def test_without_scripts_there_is_no_button_that_does_nothing(
    app: Flask, page: Page, browser: Browser, device: Device, port: int
) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"http://localhost:{port}/staff/sign-in")
    expect(plain.get_by_label("Password")).to_be_visible()
    expect(plain.get_by_role("button", name="Use a passkey")).to_have_count(0)
    page.goto("/staff/sign-in")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_visible()


def test_where_nobody_has_a_passkey_or_where_there_can_be_none_it_is_not_offered(
    app: Flask, make_app: Callable[..., Flask], secret: str
) -> None:
    assert "Use a passkey" not in app.test_client().get("/staff/sign-in").text
    device_of(app, 80, EMAIL)
    assert "Use a passkey" in app.test_client().get("/staff/sign-in").text
    by_number = make_app().test_client()
    form = hidden_fields(by_number.get("/staff/sign-in"))
    assert "Use a passkey" not in by_number.get("/staff/sign-in").text
    assert by_number.post("/staff/sign-in/passkey/question", data=form).status_code == 404
    assert by_number.post("/staff/sign-in/passkey/alone", data=form).status_code == 422


def test_a_device_that_does_not_make_sure_of_its_owner_is_only_good_after_the_password(
    app: Flask, device: Device
) -> None:
    device.is_verified = False
    browser = app.test_client()
    refused = presses(browser, device)
    assert (refused.status_code, FAILED in words_of(refused)) == (422, True)
    assert browser.get("/staff/").location == "/staff/sign-in"
    try_password(browser, factories.PASSWORD)
    page = browser.get("/staff/sign-in/code")
    form = {**hidden_fields(page), "answer": device.answers(options_in(page.text))}
    assert browser.post("/staff/sign-in/passkey", data=form).location == "/staff/"


def test_a_passkey_opens_the_account_that_it_was_made_for_and_no_other(app: Flask, port: int, device: Device) -> None:
    with app.app_context():
        ben = factories.staff(email="ben@example.org")[0].id
    device_of(app, port, "ben@example.org")
    for handle in (ben, "", "nobody", "é"):
        assert presses(app.test_client(), device, staff_id=handle).status_code == 422
    assert presses(app.test_client(), device).status_code == 303


def test_a_key_that_nobody_keeps_here_opens_nothing(app: Flask, device: Device, port: int) -> None:
    strangers = Device(device.staff_id, origin=f"http://localhost:{port}")
    assert presses(app.test_client(), strangers).status_code == 422
    strangers.id = device.id  # and one that knows the name of the right one
    assert presses(app.test_client(), strangers).status_code == 422


def test_a_closed_account_stays_closed(app: Flask, device: Device) -> None:
    with app.app_context():
        amara = staff_by_email(EMAIL)
        assert amara is not None
        disable(amara)
    assert presses(app.test_client(), device).status_code == 422


@pytest.mark.parametrize(("minutes", "is_in"), [(4, True), (5, False), (-1, False)])
def test_a_question_is_answered_within_five_minutes(app: Flask, device: Device, minutes: int, is_in: bool) -> None:
    browser = app.test_client()
    with clock.frozen(MORNING):
        form = hidden_fields(browser.get("/staff/sign-in"))
        answer = device.answers(asked(browser, form))
    with clock.frozen(MORNING + timedelta(minutes=minutes)):
        pressed = browser.post("/staff/sign-in/passkey/alone", data={**form, "answer": answer})
    assert (pressed.status_code == 303) == is_in


def test_who_has_seen_question_and_answer_cannot_use_them_again(app: Flask, device: Device) -> None:
    browser, thief = app.test_client(), app.test_client()
    form = hidden_fields(browser.get("/staff/sign-in"))
    data = {**form, "answer": device.answers(asked(browser, form))}
    seen = browser.get_cookie("staff")
    assert seen is not None
    assert browser.post("/staff/sign-in/passkey/alone", data=data).status_code == 303
    browser.post("/staff/sign-out", data=hidden_fields(browser.get("/staff/")))
    thief.set_cookie("staff", seen.value)
    assert thief.post("/staff/sign-in/passkey/alone", data=data).status_code == 422


def test_a_stranger_without_a_key_uses_up_no_tries(app: Flask, device: Device, port: int) -> None:
    strangers = Device(device.staff_id, origin=f"http://localhost:{port}", id=device.id)
    with clock.frozen(MORNING):
        for _ in range(40):
            assert presses(app.test_client(), strangers).status_code == 422
        assert try_password(app.test_client(), factories.PASSWORD).status_code == 303
        assert presses(app.test_client(), device).status_code == 303


@pytest.mark.parametrize("answer", ["", "{}", "null", "[1]", '{"rawId": 5}', '{"response": {"userHandle": "AAAA"}}'])
def test_what_is_no_answer_is_refused_and_nothing_breaks(app: Flask, device: Device, answer: str) -> None:
    browser = app.test_client()
    form = hidden_fields(browser.get("/staff/sign-in"))
    asked(browser, form)
    refused = browser.post("/staff/sign-in/passkey/alone", data={**form, "answer": answer})
    assert (refused.status_code, FAILED in words_of(refused)) == (422, True)


def test_the_html_of_the_sign_in_page_is_valid(app: Flask, device: Device) -> None:
    assert html_errors({"/staff/sign-in": app.test_client().get("/staff/sign-in").text}) == []


def test_a_passkey_that_is_used_makes_its_browser_known(app: Flask, device: Device) -> None:
    browser = app.test_client()
    presses(browser, device)
    assert browser.get_cookie("browser") is not None
    with app.app_context():
        assert db.session().scalars(select(Passkey.used_at)).one() is not None

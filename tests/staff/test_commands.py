"""Accounts are opened, listed and closed from the command line."""

import re

import pyotp
import zxingcpp
from click.testing import CliRunner, Result
from flask import Flask
from PIL import Image

from participation.db import transaction
from participation.operations.cli import cli
from participation.staff.models import Role
from participation.staff.queries import staff_by_email
from tests import factories
from tests.walking import signed_in

AMARA = ["staff", "add", "amara@example.org", "--name", "Amara", "--role", "officer"]


def run(app: Flask, *words: str, typed: str | None = None) -> Result:
    """What somebody sees who types this command."""
    return CliRunner().invoke(cli, words, obj=lambda **_: app, input=typed)


def scanned(terminal: str) -> str:
    """What a phone reads off the blocks on a dark terminal."""
    rows = [line for line in terminal.splitlines() if re.fullmatch("[ ▄▀█]{20,}", line)]
    image = Image.new("L", (len(rows[0]), 2 * len(rows)))
    for y, row in enumerate(rows):
        for x, sign in enumerate(row):
            image.putpixel((x, 2 * y), 255 * (sign in "▀█"))
            image.putpixel((x, 2 * y + 1), 255 * (sign in "▄█"))
    found = zxingcpp.read_barcode(image.resize((image.width * 6, image.height * 6), Image.Resampling.NEAREST))
    assert found is not None
    return str(found.text)


def test_an_account_opens_with_what_the_terminal_shows(app: Flask) -> None:
    shown = run(app, *AMARA, typed=f"{factories.PASSWORD}\n{factories.PASSWORD}\n")
    assert shown.exit_code == 0, shown.output
    link = scanned(shown.output)
    assert link in shown.output
    assert "amara%40example.org" in link
    signed_in(app, "amara@example.org", pyotp.parse_uri(link).secret)


def test_a_password_is_made_if_asked_and_is_long(app: Flask) -> None:
    shown = run(app, *AMARA, "--generate")
    found = re.search(r"Password: (\S+)", shown.output)
    assert found is not None
    assert len(found[1]) >= 20


def test_a_short_password_is_refused_with_its_length(app: Flask) -> None:
    shown = run(app, *AMARA, typed="short\nshort\n")
    assert shown.exit_code == 1
    assert "The password has 5 characters; it needs at least 12." in shown.output


def test_an_account_is_not_overwritten_by_mistake_but_renewed_on_purpose(app: Flask) -> None:
    with app.app_context():
        _, secret = factories.staff(email="amara@example.org")
    desk = signed_in(app, "amara@example.org", secret)
    refused = run(app, *AMARA, "--generate")
    assert refused.exit_code == 1
    assert "--renew" in refused.output
    assert desk.get("/staff/").status_code == 200
    assert run(app, *AMARA, "--generate", "--renew").exit_code == 0
    assert desk.get("/staff/").status_code == 303


def test_an_unknown_role_is_wrong_usage(app: Flask) -> None:
    assert run(app, "staff", "add", "a@example.org", "--name", "A", "--role", "boss").exit_code == 2


def test_accounts_are_listed_with_their_role_and_state(app: Flask) -> None:
    with app.app_context():
        factories.staff(Role.SUPPORT, email="sue@example.org", name="Sue")
        factories.staff(email="amara@example.org", name="Amara")
    assert run(app, "staff", "disable", "AMARA@example.org").exit_code == 0
    lines = run(app, "staff", "list").output.splitlines()
    assert [line.split() for line in lines] == [
        ["officer", "disabled", "amara@example.org", "Amara"],
        ["support", "open", "sue@example.org", "Sue"],
    ]


def test_closing_an_account_that_is_not_there_is_refused(app: Flask) -> None:
    shown = run(app, "staff", "disable", "nobody@example.org")
    assert shown.exit_code == 1
    assert "There is no account nobody@example.org." in shown.output


def test_an_account_made_by_an_import_is_set_up_without_being_renewed(app: Flask) -> None:
    with app.app_context():
        made, _ = factories.staff(email="amara@example.org")
        with transaction():
            made.password_hash = ""
    assert run(app, *AMARA, "--generate").exit_code == 0
    with app.app_context():
        found = staff_by_email("amara@example.org")
        assert found is not None
        assert found.password_hash

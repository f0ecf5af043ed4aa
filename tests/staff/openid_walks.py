"""The way through the council's own sign-in, as a browser goes it."""

import urllib.request
from collections.abc import Callable
from http.client import HTTPResponse
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from participation.operations.cli import cli
from tests.parts.openid import CLIENT, SECRET, Provider

EMAIL = "amara@example.org"
DID_NOT_WORK, NO_ACCOUNT = "That did not work.", "You have no open account here."


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

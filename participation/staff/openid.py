"""Signing in by the council's own OpenID Connect provider: state, nonce and PKCE by Authlib, what we accept by us.

The library is imported where a provider is set: it takes over a second, and an installation may do without it.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from flask import Flask, current_app, session, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.config import Config
from participation.log import LOG

EXTENSION = "openid"
PROVIDER = "council"
SIGNED_WITH = ("RS256", "PS256", "ES256", "EdDSA")
"""A provider that offers to sign with nothing, or with a shared secret, is not taken up on it."""
MANY_FACTORS = "mfa"
"""RFC 8176: more than one factor was asked for."""
PATIENCE_SECONDS = 10
LEEWAY_SECONDS = 60


class NoAnswer(Exception):
    """The provider was not reached, or what it said does not hold."""


class AskedOnce(Exception):
    """The provider does not say that it asked for a second factor."""


@dataclass(frozen=True)
class Identity:
    """Who the provider says is there."""

    email: str
    subject: str
    """The provider's own id of the person, which stays when an address goes to somebody else."""
    issuer: str
    """Which provider: another one may give the same id to somebody else."""
    is_trusted: bool
    """Whether the address is theirs for certain: then it opens an account that nobody has opened so before."""


def init_app(app: Flask, config: Config) -> None:
    """Know the provider, if there is one. Nothing is asked of it before somebody wants to sign in."""
    if not config.oidc_issuer or "staff" not in config.serves or find_spec("authlib") is None:
        return
    from authlib.integrations.flask_client import OAuth

    issuer = config.oidc_issuer.rstrip("/")
    app.extensions[EXTENSION] = OAuth(app).register(
        PROVIDER,
        client_id=config.oidc_client_id,
        client_secret=config.oidc_client_secret or None,
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE_SECONDS,
            **({} if config.oidc_client_secret else {"token_endpoint_auth_method": "none"}),
        },
    )


def is_offered() -> bool:
    """Whether staff may sign in this way here."""
    return EXTENSION in current_app.extensions


def button_words() -> str:
    """What the button to the provider says."""
    name = current_app.extensions["config"].oidc_name
    if name:
        # L10N: button on the staff sign-in page; %(name)s is what the council calls its own sign-in
        return str(pgettext("staff", "Sign in with %(name)s") % {"name": name})
    # L10N: button on the staff sign-in page: to the council's own sign-in
    return str(pgettext("staff", "Sign in with your council account"))


def lead_there() -> Response:
    """To the provider's own page; raises NoAnswer."""
    session.clear()
    try:
        _known_issuer()
        answer: Response = _provider().authorize_redirect(_way_back())
    except _failures() as error:
        raise _noted(error) from error
    return answer


def person_who_came_back() -> Identity:
    """Who the provider says has signed in; raises NoAnswer for whatever does not hold, and AskedOnce."""
    try:
        issuer = _known_issuer()
        claims_options = {"iss": {"values": [issuer]}, "aud": {"values": [_provider().client_id]}}
        token = _provider().authorize_access_token(claims_options=claims_options, leeway=LEEWAY_SECONDS)
        said = token.get("userinfo") or {}
    except _failures() as error:
        raise _noted(error) from error
    email, subject, verified = said.get("email"), said.get("sub"), said.get("email_verified")
    # Some providers write the word, some leave the claim out; whatever else it may be is no yes.
    if not isinstance(email, str) or not isinstance(subject, str) or verified not in (None, True, "true"):
        LOG.warning("the provider gave no address, or one that it has not verified")
        raise NoAnswer
    config: Config = current_app.extensions["config"]
    if MANY_FACTORS not in (said.get("amr") or ()) and not config.oidc_always_asks_twice:
        LOG.warning("the provider does not say that it asked for a second factor")
        raise AskedOnce
    return Identity(email, subject, issuer, verified is not None or bool(config.oidc_trusts_addresses))


def _provider() -> Any:
    return current_app.extensions[EXTENSION]


def _way_back() -> str:
    config: Config = current_app.extensions["config"]
    return config.staff_url.rstrip("/") + url_for("staff.openid.come_back")


def _known_issuer() -> str:
    """What the provider calls itself: it has to be the one that the settings name."""
    config: Config = current_app.extensions["config"]
    told = _provider().load_server_metadata()
    if str(told.get("issuer", "")).rstrip("/") != config.oidc_issuer.rstrip("/"):
        raise ValueError("issuer")
    offered = told.get("id_token_signing_alg_values_supported", SIGNED_WITH)
    taken = told["id_token_signing_alg_values_supported"] = [each for each in offered if each in SIGNED_WITH]
    if not taken:
        raise ValueError("signature")
    return str(told["issuer"])


def _failures() -> tuple[type[Exception], ...]:
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError
    from requests import RequestException

    # A provider may answer anything: what is no JSON, has no key, or is of another type than it should be.
    return AuthlibBaseError, JoseError, RequestException, ValueError, KeyError, TypeError, RuntimeError, AttributeError


def _noted(error: Exception) -> NoAnswer:
    # The type, never the message: it may hold an address or a token.
    LOG.warning("the provider's answer cannot be used", error=error)
    return NoAnswer()

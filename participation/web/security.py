"""What every response and every form of both sides carries: headers, cookies, proof against forged requests."""

from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, current_app, g, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer
from werkzeug.middleware.proxy_fix import ProxyFix

from participation.config import Config

csrf = CSRFProtect()

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "media-src 'self'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SHOWS_NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""What only leads elsewhere, or is a style or a script, needs no more."""
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # Flask-WTF wants a referrer over TLS, so `no-referrer` would break every form; the QR's secret stands after
    # the # and is in no referrer.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, noarchive",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
OF_A_FILE = ("Accept-Ranges", "Content-Disposition", "Date", "ETag", "Expires", "Last-Modified")
"""What Flask says of a file. An address that names its version is kept for a year, and nobody asks again."""
ON_EITHER_HOST = {"static", "health.lives", "health.ready"}
LARGEST_REQUEST = 1024 * 1024
FETCHING_AHEAD = ("Sec-Purpose", "Purpose", "X-Moz")
"""Headers by which browsers say so."""
UNFORGEABLE = {"same-origin", "none"}


class SidedCookies(SecureCookieSessionInterface):
    """One cookie for each side, so that neither side can carry the other's session."""

    def __init__(self, app: Flask) -> None:
        self._signing = super().get_signing_serializer(app)

    def get_signing_serializer(self, _app: Flask) -> URLSafeTimedSerializer | None:
        """Made once, where Flask makes one for each cookie that it reads or writes."""
        return self._signing

    def get_cookie_name(self, app: Flask) -> str:
        """`__Host-` binds the cookie to this host over TLS; browsers refuse it on plain http."""
        own: dict[str, str] = app.config["OWN_COOKIES"]
        parts = (name for below, name in own.items() if f"{request.path}/".startswith(f"{below}/"))
        name = next(parts, "staff" if side() == "staff" else "letter")
        return f"__Host-{name}" if app.config["SESSION_COOKIE_SECURE"] else name


def init_app(app: Flask, config: Config, secret_key: str | bytes) -> None:
    """Set cookies, limits, headers and the check of every POST."""
    app.config.update(
        SECRET_KEY=secret_key,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=config.is_encrypted,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        OWN_COOKIES={},  # of parts of a side that share nothing with the rest of it: address and name
        WTF_CSRF_TIME_LIMIT=None,  # a child may take longer than an hour
        WTF_CSRF_SSL_STRICT=config.is_encrypted,
    )
    app.session_interface = SidedCookies(app)
    if in_front := int(config.proxies):
        # Else every typed code would count against the proxy, and one child's mistakes would stop a whole council.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=in_front, x_proto=in_front, x_host=in_front)  # type: ignore[method-assign]
    app.before_request(_keep_to_its_host)  # before a form's proof is asked for: what is not there asks for nothing
    csrf.init_app(app)
    app.before_request(_refuse_other_sites)
    app.after_request(_harden)


def side() -> str:
    """Whose address this is: `staff` or `public`."""
    return "staff" if request.path.startswith("/staff") else "public"


def is_on_its_host() -> bool:
    """Whether the side is asked on the host that the settings give it; where both have one host, it always is."""
    config: Config = current_app.extensions["config"]
    own, other = (urlsplit(url).hostname for url in (config.public_url, config.staff_url))
    if side() == "staff":
        own, other = other, own
    return own == other or urlsplit(f"//{request.host}").hostname == own


def _keep_to_its_host() -> None:
    # The public name must lead to no sign-in, and no cookie of one side may be sent to the other.
    if request.endpoint not in ON_EITHER_HOST and not is_on_its_host():
        abort(404)


def _refuse_other_sites() -> None:
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if not is_from_our_pages(request):
        abort(403)


def is_from_our_pages(asked: Request) -> bool:
    """Whether a browser says that one of our own pages sent this; what is no browser says nothing."""
    site = asked.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in UNFORGEABLE
    origin = asked.headers.get("Origin")
    # A page without an origin of its own, such as a frame in a sandbox, says "null": that is none of ours.
    return origin is None or urlsplit(origin).netloc == asked.host


def is_fetched_ahead(asked: Request) -> bool:
    """Whether a browser looks by itself, for a page that nobody may ever see."""
    return asked.method == "HEAD" or any("prefetch" in asked.headers.get(name, "") for name in FETCHING_AHEAD)


def is_pressed(asked: Request) -> bool:
    """Whether somebody has pressed what leads here, which Back and Forward are not; old browsers do not say."""
    return "Sec-Fetch-User" in asked.headers or "Sec-Fetch-Site" not in asked.headers


def _harden(response: Response) -> Response:
    given, is_file = set(map(str.lower, response.headers.keys())), request.endpoint == "static"
    for name, value in HEADERS.items():
        if name.lower() not in given:
            response.headers.add(name, value)
    if is_file and "v" in request.args:
        for name in OF_A_FILE:
            response.headers.pop(name, None)
        response.cache_control.immutable = True
    if response.location or is_file:
        response.headers["Content-Security-Policy"] = SHOWS_NOTHING
    elif style := g.pop("inlined_style", ""):
        policy = response.headers["Content-Security-Policy"]
        response.headers["Content-Security-Policy"] = policy.replace(
            "style-src 'self'", f"style-src 'self' 'sha256-{style}'"
        )
    if not is_file:
        # Only what is a drawing and says nothing about anybody asks to be kept.
        response.headers.setdefault("Cache-Control", "no-store")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response

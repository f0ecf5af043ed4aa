"""What an installation is told from outside, read once at start."""

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from participation.log import LEVELS
from participation.retention_schedule import Period, chosen_periods
from participation.retention_schedule import problems as problems_of_periods

_PACKAGE = Path(__file__).resolve().parent
_IS_WHEEL = (_PACKAGE / "templates").is_dir()
ROOT = _PACKAGE if _IS_WHEEL else _PACKAGE.parent
"""Holds templates, static files, catalogues and migrations: a wheel has them inside, a checkout beside the package."""
INSTANCE = Path("instance") if _IS_WHEEL else ROOT / "instance"
"""Holds records and keys, unless a setting says where. Never among the installed files: an upgrade replaces those."""
PREFIX = "PARTICIPATION_"
SIDES = ("public", "staff")
SQLITE = "sqlite:///"
FROM_HERE = "a path that does not begin with / starts in the working directory"


class Unfit(Exception):
    """The settings cannot be used; `problems` holds one plain sentence for each reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _setting(default: str, about: str) -> str:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True)
class Config:
    """Every setting; each is read from the environment as PARTICIPATION_<NAME>."""

    database_url: str = _setting(
        f"sqlite:///{INSTANCE / 'participation.sqlite'}",
        f"where the records live: sqlite:///PATH or postgresql://USER@HOST/NAME; {FROM_HERE}",
    )
    figures_database_url: str = _setting(
        "",
        "where figures are read: a standby of the same PostgreSQL, as postgresql://USER@HOST/NAME; empty: the records",
    )
    public_role: str = _setting(
        "",
        "the PostgreSQL role that the public side connects as; `db upgrade` gives it what it needs and nothing else",
    )
    figures_role: str = _setting(
        "",
        "a PostgreSQL role for analysts; `db upgrade` makes views of the figures that it may read, and nothing else",
    )
    keys_dir: str = _setting(
        str(INSTANCE / "keys"),
        f"folder with the sealing keys; outside the database and outside its backups; {FROM_HERE}",
    )
    secret_key: str = _setting("", "signs cookies; empty means the file `cookies` in the keys folder")
    sides: str = _setting("public,staff", "which sides this process serves: public, staff or both")
    public_url: str = _setting("http://127.0.0.1:8000", "the address printed in letters")
    staff_url: str = _setting("http://127.0.0.1:8000", "the address that staff use")
    smtp_url: str = _setting(
        "",
        "smtps://USER:PASSWORD@HOST:PORT for alerts, or smtp:// where HOST offers STARTTLS: a password goes out only"
        " encrypted; empty: alerts wait in the outbox",
    )
    mail_from: str = _setting("participation@localhost", "the sender of alerts")
    text_gateway: str = _setting(
        "", "the domain that turns mail to NUMBER@DOMAIN into text messages, for urgent alerts; empty: no text messages"
    )
    text_smtp_url: str = _setting("", "the mail server of the text gateway; empty: the same as for mail")
    text_from: str = _setting("", "the sender that the text gateway knows; empty: the same as for mail")
    notify_key: str = _setting("", "a key of GOV.UK Notify, for reminders by text message; empty: none go")
    notify_template: str = _setting("", "the id of its text message template, whose words are ((message))")
    notify_url: str = _setting("https://api.notifications.service.gov.uk", "where GOV.UK Notify is")
    timezone: str = _setting("Europe/London", "the clock on the wall; only Europe/London is supported")
    questionnaires_dir: str = _setting("", "a folder with the council's own questionnaires")
    audio_dir: str = _setting("", "a folder with clips in which somebody reads the questions aloud")
    symbols_dir: str = _setting("", "a folder with the council's own symbols, in place of the drawings of those names")
    record_folder: str = _setting(
        "",
        "a folder of the council's into which what goes to the children's files is written each night; empty: none",
    )
    report_template: str = _setting("", "the council's own Word template for the annual report, a copy of ours changed")
    proxies: str = _setting("0", "how many proxies of your own stand in front; only their word on addresses is taken")
    leave_url: str = _setting("https://www.bbc.co.uk/weather", "the neutral page that Leave opens")
    keep: str = _setting(
        "",
        "how many days things are kept, where not as usual: drafts=14,feedback=180; `purge --dry-run` lists all",
    )
    oidc_issuer: str = _setting(
        "",
        "the council's OpenID Connect provider, such as https://login.example.org; empty: none. An account is "
        "found by its email address, and the provider asks for the second factor",
    )
    oidc_client_id: str = _setting("", "how the provider knows this program")
    oidc_client_secret: str = _setting("", "what this program shows the provider; empty where it asks for none")
    oidc_name: str = _setting("", "what staff call that sign-in; empty: your council account")
    oidc_trusts_addresses: str = _setting(
        "",
        "1 if the provider does not say whether it has verified an address, as Entra ID does not, and people cannot "
        "change their own there; empty: only an address that it calls verified (email_verified) opens an account first",
    )
    oidc_always_asks_twice: str = _setting(
        "",
        "1 if the provider asks everybody for a second factor and does not say so; empty: only who comes with "
        "'mfa' among the claims (amr) is let in",
    )
    watched_at: str = _setting(
        "",
        "IP:PORT on this machine or in a private network where `serve` gives Prometheus figures (/metrics) and what is"
        " missing (/readyz), and no page; empty: nowhere",
    )
    log: str = _setting("warning", "what is logged on standard error: warning, or info for a line for each answer too")
    demo: str = _setting("", "1 marks an installation with invented people: staff pages say so")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Config":
        """Read the settings that are given; raise Unfit naming every one that cannot be used."""
        given = {f.name: environ[PREFIX + f.name.upper()] for f in fields(cls) if environ.get(PREFIX + f.name.upper())}
        return cls(**given).checked()

    def checked(self) -> "Config":
        """These settings, or Unfit naming every one that cannot be used."""
        problems = self.problems()
        if problems:
            raise Unfit(problems)
        return self

    @property
    def serves(self) -> tuple[str, ...]:
        """The sides that this process serves."""
        return tuple(side.strip() for side in self.sides.split(",") if side.strip())

    @property
    def inner_port(self) -> int | None:
        """Where figures are given; None where they are not."""
        return urlsplit(f"//{self.watched_at}").port

    @property
    def text_server(self) -> str:
        """The mail server that text messages go by; empty where none go."""
        return (self.text_smtp_url or self.smtp_url) if self.text_gateway else ""

    @property
    def beside_records(self) -> Path:
        """The folder for what is kept beside the records: that of an SQLite database, else that of the keys."""
        of_sqlite = self.database_url.removeprefix(SQLITE)
        return Path(of_sqlite if of_sqlite != self.database_url else self.keys_dir).parent

    @property
    def periods(self) -> Mapping[str, Period]:
        """How long each kind of thing is kept here."""
        return chosen_periods(self.keep)

    @property
    def is_encrypted(self) -> bool:
        """Whether both sides are reached over TLS, so that cookies may insist on it."""
        return self.public_url.startswith("https://") and self.staff_url.startswith("https://")

    def _problems_of_roles(self) -> Iterator[str]:
        roles = {"PUBLIC_ROLE": self.public_role, "FIGURES_ROLE": self.figures_role}
        for name, role in roles.items() if self.database_url.startswith("sqlite") else ():
            if role:
                yield f"{PREFIX}{name} is set, but SQLite has no roles; leave it empty or use PostgreSQL."
        if self.figures_role and self.figures_role == self.public_role:
            yield f"{PREFIX}FIGURES_ROLE and {PREFIX}PUBLIC_ROLE are one role; each needs its own."

    def problems(self) -> list[str]:
        """One plain sentence for each setting that cannot be used."""
        found = []
        if not self.serves or set(self.serves) - set(SIDES):
            found.append(f"{PREFIX}SIDES is {self.sides!r}; it can be public, staff or public,staff.")
        if self.timezone != "Europe/London":
            found.append(f"{PREFIX}TIMEZONE is {self.timezone!r}; only Europe/London is supported.")
        if not self.database_url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            found.append(f"{PREFIX}DATABASE_URL must start with sqlite:/// or postgresql://.")
        found += self._problems_of_roles()
        if self.figures_database_url and not self.figures_database_url.startswith("postgresql://"):
            found.append(f"{PREFIX}FIGURES_DATABASE_URL must start with postgresql://, or be empty.")
        if not (self.proxies.isascii() and self.proxies.isdecimal()):
            found.append(f"{PREFIX}PROXIES is {self.proxies!r}; it must be a number, such as 0 or 1.")
        if self.report_template and not Path(self.report_template).is_file():
            found.append(f"{PREFIX}REPORT_TEMPLATE is {self.report_template!r}; there is no such file.")
        found += [f"{PREFIX}KEEP: {problem}" for problem in problems_of_periods(self.keep)]
        for name, url in (("PUBLIC_URL", self.public_url), ("STAFF_URL", self.staff_url)):
            if not _is_safe_address(url):
                found.append(f"{PREFIX}{name} is {url!r}; it must start with https:// (http:// only for this machine).")
        return [*found, *self._problems_of_watching(), *self._problems_of_provider()]

    def _problems_of_watching(self) -> Iterator[str]:
        if self.log not in LEVELS:
            yield f"{PREFIX}LOG is {self.log!r}; it can be {' or '.join(LEVELS)}."
        if self.watched_at and not _is_inside(self.watched_at):
            yield (
                f"{PREFIX}WATCHED_AT is {self.watched_at!r}; it must be IP:PORT, of this machine or of a private"
                " network."
            )

    def _problems_of_provider(self) -> Iterator[str]:
        if not self.oidc_issuer:
            return
        if not _is_safe_address(self.oidc_issuer):
            yield f"{PREFIX}OIDC_ISSUER is {self.oidc_issuer!r}; it must start with https://."
        if not self.oidc_client_id:
            yield f"{PREFIX}OIDC_CLIENT_ID is missing; the provider names it."
        if self.oidc_trusts_addresses not in ("", "1"):
            yield f"{PREFIX}OIDC_TRUSTS_ADDRESSES is {self.oidc_trusts_addresses!r}; it can be 1 or empty."
        if self.oidc_always_asks_twice not in ("", "1"):
            yield f"{PREFIX}OIDC_ALWAYS_ASKS_TWICE is {self.oidc_always_asks_twice!r}; it can be 1 or empty."
        if find_spec("authlib") is None or find_spec("requests") is None:
            yield f"{PREFIX}OIDC_ISSUER is set, but Authlib is not installed: pip install 'participation[oidc]'."


def _is_safe_address(url: str) -> bool:
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return True
    return parts.scheme == "http" and _is_this_machine(parts.hostname or "")


def _is_inside(place: str) -> bool:
    """Whether it is one address that nobody on the internet can reach, and a port."""
    try:
        parts = urlsplit(f"//{place}")
        address = ipaddress.ip_address(parts.hostname or "")
        is_whole = bool(parts.port) and parts.netloc == place and "@" not in place
        return is_whole and address.is_private and not address.is_unspecified
    except ValueError:
        return False


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

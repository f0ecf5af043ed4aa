"""Each side is asked for what it needs and no more: a right one has nothing to stop, and what is odd is named."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from participation import clock
from participation.answering.information import STATEMENT_OF
from participation.config import ROOT, Config
from participation.db import transaction
from participation.letters import fonts
from participation.operations.checks import findings
from participation.operations.cli import application, cli
from participation.sealing.keyring import HALVES, Keyring
from participation.service import ServiceRow
from participation.service.chosen import Service
from tests.db.public_side import ROLE, database_url, role, run
from tests.parts.postgres import SUPERUSER
from tests.walking import words_of

__all__ = ["database_url", "role"]

Machine = Callable[..., Flask]
OURS = {"public_url": "https://review.example.org", "staff_url": "https://staff.example.org", "proxies": "1"}
OF_THE_TEST_SERVER = ("PostgreSQL's fsync", "PostgreSQL's synchronous_commit", "PostgreSQL's full_page_writes")


def said(app: Flask) -> list[str]:
    """Every line that is not well, but for what only the fast server of these tests lacks."""
    return [f.sentence for f in findings(app) if f.sentence and not f.sentence.startswith(OF_THE_TEST_SERVER)]


def of_settings(app: Flask) -> list[str]:
    return [finding.sentence for finding in findings(app) if finding.about == "settings" and finding.sentence]


@pytest.fixture
def staff(make_app: Machine, role: str, tmp_path: Path) -> Flask:
    """The staff side, set up as the runbook says: the owner's role, all keys, the halves in two safes."""
    folder = Keyring.create(tmp_path / "staff" / "keys").folder
    for half in HALVES:
        (folder / half).unlink()
    app = make_app(sides="staff", keys_dir=str(folder), public_role=role, **OURS)
    assert run(app, "db", "upgrade").exit_code == 0
    return app


@pytest.fixture
def public_settings(staff: Flask, database_url: str, tmp_path: Path) -> dict[str, str]:
    """The public side, on its own machine: its role, the exported keys, no mail, and no word about sides."""
    folder = tmp_path / "public" / "keys"
    assert run(staff, "keys", "export-public", str(folder)).exit_code == 0
    url = database_url.replace(f"//{SUPERUSER}@", f"//{ROLE}@")
    return {**OURS, "keys_dir": str(folder), "database_url": url}


def test_a_right_public_side_has_nothing_to_mend(make_app: Machine, public_settings: dict[str, str]) -> None:
    public = make_app(sides="public", **public_settings)
    assert said(public) == []
    assert "ok   keys\n" in run(public, "check").stdout
    assert run(public, "keys", "check").exit_code == 0


def test_a_right_staff_side_waits_for_its_mail_server_and_its_managers_only(staff: Flask) -> None:
    assert of_settings(staff) == ["PARTICIPATION_SMTP_URL is not set; alerts wait in the outbox."]
    assert {f.about for f in findings(staff) if f.sentence in said(staff)} == {"settings", "alerts"}


def test_the_side_is_chosen_by_an_option_as_with_serve(make_app: Machine, public_settings: dict[str, str]) -> None:
    """Where the settings do not say it, `check` would ask a public side for all that a staff side needs."""

    def lines(*words: str) -> list[str]:
        chosen = CliRunner().invoke(cli, ["check", *words], obj=lambda **sides: make_app(**public_settings, **sides))
        return [line for line in chosen.stdout.splitlines() if "keys" in line]

    assert lines("--sides", "public") == ["ok   keys"]
    assert len(lines("--sides", "staff")) > len(lines("--sides", "public"))
    assert all(line.startswith("STOP") for line in lines())


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"public_url": Config.public_url}, "PARTICIPATION_PUBLIC_URL is not set"),
        ({"staff_url": Config.staff_url}, "PARTICIPATION_STAFF_URL is not set"),
        ({"staff_url": OURS["public_url"]}, "Both sides are on one host, review.example.org"),
        ({"staff_url": "http://127.0.0.1:8001"}, "Only one of the two addresses starts with https://"),
        ({"proxies": "2"}, "PARTICIPATION_PROXIES is 2, and the address shows 1; if one of them does not append"),
        ({"proxies": "0"}, "PARTICIPATION_PROXIES is 0, and the address shows 1; everybody counts as one visitor"),
    ],
)
def test_an_address_or_a_number_that_does_not_fit_is_named(
    make_app: Machine, public_settings: dict[str, str], changed: dict[str, str], found: str
) -> None:
    (sentence,) = of_settings(make_app(sides="public", **{**public_settings, **changed}))
    assert sentence.startswith(found)


def test_more_proxies_than_an_address_of_this_machine_shows_are_named(
    make_app: Machine, public_settings: dict[str, str]
) -> None:
    here = {"public_url": "http://localhost:8000", "staff_url": "http://127.0.0.1:8001"}
    assert of_settings(make_app(sides="public", **{**public_settings, **here, "proxies": "0"})) == []
    (sentence,) = of_settings(make_app(sides="public", **{**public_settings, **here}))
    assert sentence.startswith("PARTICIPATION_PROXIES is 1, and the address shows 0")


def test_an_accessibility_statement_of_more_than_twelve_months_is_named_and_shows_its_day(
    make_app: Machine, public_settings: dict[str, str]
) -> None:
    public = make_app(sides="public", **public_settings)
    noon = clock.now().replace(year=STATEMENT_OF.year, month=STATEMENT_OF.month, day=STATEMENT_OF.day, hour=12)
    with clock.frozen(noon + timedelta(days=365)):
        assert of_settings(public) == []
    with clock.frozen(noon + timedelta(days=366)):
        (sentence,) = of_settings(public)
    assert sentence.startswith(f"The accessibility statement is of {STATEMENT_OF:%d/%m/%Y}, more than 12 months ago")
    page = words_of(public.test_client().get("/accessibility", base_url=OURS["public_url"]))
    assert f"{STATEMENT_OF.day} {STATEMENT_OF:%B %Y}" in page


def test_keys_that_cannot_be_used_are_a_sentence_and_no_traceback(
    public_settings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in public_settings.items():
        monkeypatch.setenv(f"PARTICIPATION_{name.upper()}", value)
    damaged = Path(public_settings["keys_dir"], "cookies")
    damaged.write_text("short")
    done = CliRunner().invoke(cli, ["check", "--sides", "public"], obj=application)
    assert (done.exit_code, done.stderr) == (1, f"{damaged} is damaged.\n")


def test_the_fonts_that_are_looked_for_are_those_that_the_styles_name_and_they_are_here() -> None:
    styles = [(ROOT / "templates" / name).read_text() for name in ("letters/letter.css", "disclosure/record.css")]
    assert set(re.findall(r'"(Noto [A-Za-z ]+)"', "".join(styles))) == set(fonts.FAMILIES)
    assert list(fonts.missing()) == []


def test_on_a_machine_without_fonts_each_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig/>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    assert tuple(fonts.missing()) == fonts.FAMILIES


@pytest.mark.parametrize(("days", "named"), [
    (14, ["The formal levels of challenges have 15 working days together, and 14 in all; a manager gives one fewer on"
          " /staff/settings."]),
    (15, []),
])  # fmt: skip
def test_levels_of_challenges_with_more_days_than_the_whole_are_named_and_stop_nothing(
    staff: Flask, days: int, named: list[str]
) -> None:
    with staff.app_context(), transaction() as session:
        session.add(ServiceRow.of(Service(challenge_days=days)))
    found = [each for each in findings(staff) if "challenges" in each.sentence]
    assert [(each.sentence, each.stops) for each in found] == [(sentence, False) for sentence in named]

"""Each side serves its own pages, on its own host, with its own cookie; the public side needs nothing that opens."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from werkzeug.test import TestResponse

from participation import clock
from participation.db import session
from participation.operations.checks import findings
from participation.operations.cli import cli
from participation.sealing.keyring import HALVES, Keyring
from participation.staff.models import Staff
from participation.submissions.actions import read
from participation.submissions.queries import submissions_for
from tests import factories
from tests.walking import Phone, signed_in

WORDS = "Zwergkaninchen im Mondschein"
PUBLIC, STAFF = "https://review.example.org", "https://staff.example.org"


@pytest.fixture(autouse=True)
def two_weeks_before() -> Iterator[None]:
    with clock.frozen(datetime(2026, 2, 24, 16, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def keys_dir(tmp_path: Path) -> Path:
    """Keys as they lie on the staff machine, whose recovery halves are in two safes."""
    folder = tmp_path / "keys"
    Keyring.create(folder)
    for half in HALVES:
        (folder / half).unlink()
    return folder


def run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(cli, words, obj=lambda **_: app)


@pytest.fixture
def exported(app: Flask, tmp_path: Path) -> Path:
    """The folder that goes to the public machine."""
    folder = tmp_path / "public keys"
    done = run(app, "keys", "export-public", str(folder))
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def public(make_app: Callable[..., Flask], exported: Path) -> Flask:
    """The public machine: the keys that open are not on it."""
    return make_app(sides="public", keys_dir=str(exported))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_public_folder_holds_nothing_that_opens(exported: Path, keys_dir: Path) -> None:
    held, all_of_it = files(exported), files(keys_dir)
    assert sorted(name.rpartition(".")[2] for name in held) == ["cookies", "pepper", *["public"] * 4]
    opens = [held for name, held in all_of_it.items() if name.endswith(".private") or name == "audit"]
    assert not set(held.values()) & {*opens, all_of_it["cookies"]}
    assert Keyring.load(exported, private=False).problems() == []
    assert (exported / "pepper").stat().st_mode & 0o077 == 0


def test_exporting_again_keeps_the_visits_and_brings_the_newest_keys(
    app: Flask, exported: Path, keys_dir: Path
) -> None:
    before = files(exported)
    newest = Keyring.load(keys_dir).rotate("service")
    assert run(app, "keys", "export-public", str(exported)).exit_code == 0
    after = files(exported)
    assert set(after) - set(before) == {f"service/{newest}.public"}
    assert {name: after[name] for name in before} == before


def test_the_folder_is_never_made_among_the_keys_themselves(app: Flask, keys_dir: Path) -> None:
    before = files(keys_dir)
    for folder in (keys_dir, keys_dir / "public"):
        refused = run(app, "keys", "export-public", str(folder))
        assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert files(keys_dir) == before


def test_a_child_sends_where_no_private_key_is_and_the_officer_reads(public: Flask, app: Flask) -> None:
    with app.app_context():
        officer, _ = factories.staff()
        review = factories.review(officer)
        _, secrets = factories.letter(review)
        review_id, officer_id = review.id, officer.id
    maya = Phone(public, secrets)
    assert public.test_client().post("/start", data={"code": secrets.code}).status_code == 303
    maya.begin("my_views", "feelings")
    maya.press("next", answer_feel_today="sad", answer_feel_today_words=WORDS)
    maya.skip_to_check()
    assert maya.send("my_views").request.path == "/answer/my_views/done"
    with app.app_context():
        officer = session().get_one(Staff, officer_id)
        opened = read(officer, submissions_for(officer, review_id), "to prepare")
        assert WORDS in {value for each in opened for value in each.answers.values.values()}


def said(app: Flask) -> list[str]:
    return [finding.sentence for finding in findings(app) if finding.stops]


@pytest.mark.usefixtures("synced")
def test_the_check_passes_without_private_keys_on_the_public_side_and_not_on_the_staff_side(
    public: Flask, make_app: Callable[..., Flask], exported: Path
) -> None:
    assert said(public) == []
    assert run(public, "check").exit_code == 0
    for sides in ("staff", "public,staff"):
        staff = make_app(sides=sides, keys_dir=str(exported))
        assert f"{exported / 'audit'} is missing." in said(staff)
        assert sum(".private is missing." in sentence for sentence in said(staff)) == 3
        refused = run(staff, "serve", "--sides", sides)
        assert refused.exit_code == 1
        assert refused.stderr.splitlines() == said(staff)


def test_private_keys_beside_the_public_side_are_noted(make_app: Callable[..., Flask]) -> None:
    app = make_app(sides="public")
    assert "note keys: Private keys lie in the keys folder" in run(app, "check").stdout


def test_the_public_side_has_no_staff_page_and_the_staff_side_no_public_one(
    public: Flask, make_app: Callable[..., Flask]
) -> None:
    staff = make_app(sides="staff")
    for app, other in ((public, staff), (staff, public)):
        browser = app.test_client()
        here = {rule.rule for rule in app.url_map.iter_rules()}
        for rule in {rule.rule for rule in other.url_map.iter_rules()} - here:
            for answer in (browser.get(rule), browser.post(rule)):
                assert answer.status_code in (400, 404), rule
    assert not [rule for rule in public.url_map.iter_rules() if rule.rule.startswith("/staff")]
    lost = public.test_client().get("/staff/")
    assert lost.status_code == 404
    assert "/staff" not in lost.text


@pytest.fixture
def hosts(make_app: Callable[..., Flask]) -> Flask:
    """Both sides in one process, under two names."""
    return make_app(public_url=PUBLIC, staff_url=STAFF)


def ask(app: Flask, host: str, path: str, method: str = "GET", **data: str) -> TestResponse:
    return app.test_client().open(path, base_url=host, method=method, data=data or None)


def test_each_side_answers_on_its_own_host_only(hosts: Flask) -> None:
    assert ask(hosts, PUBLIC, "/").status_code == 200
    assert ask(hosts, STAFF, "/staff/sign-in").status_code == 200
    for host, path in ((PUBLIC, "/staff/sign-in"), (PUBLIC, "/staff/"), (STAFF, "/"), (STAFF, "/s"), (STAFF, "/help")):
        answer = ask(hosts, host, path)
        assert answer.status_code == 404, (host, path)
        assert "Set-Cookie" not in answer.headers
        assert "/staff" not in answer.text
    for elsewhere in ("https://10.0.0.1", "https://staff.example.org.example.net"):
        assert ask(hosts, elsewhere, "/staff/sign-in").status_code == 404
        assert ask(hosts, elsewhere, "/").status_code == 404
    for method, path in (("POST", "/staff/sign-in"), ("OPTIONS", "/staff/sign-in")):
        assert ask(hosts, PUBLIC, path, method).status_code == 404
    for host in (PUBLIC, STAFF, "https://10.0.0.1"):
        assert ask(hosts, host, "/healthz").status_code == 200
        assert ask(hosts, host, "/readyz").status_code == 200


def test_each_side_has_a_cookie_of_its_own_bound_to_its_host(hosts: Flask) -> None:
    with hosts.app_context():
        _, secrets = factories.letter(factories.review(factories.staff()[0]))
    letter = ask(hosts, PUBLIC, "/start", "POST", token=secrets.token).headers["Set-Cookie"]
    staff = ask(hosts, STAFF, "/staff/sign-in").headers["Set-Cookie"]
    assert letter.startswith("__Host-letter=")
    assert staff.startswith("__Host-staff=")
    for cookie in (letter, staff):
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
        assert "Domain" not in cookie
        assert "xpires" not in cookie
        assert "Max-Age" not in cookie


def test_a_cookie_of_one_side_carried_over_to_the_other_opens_nothing(app: Flask) -> None:
    with app.app_context():
        officer, secret = factories.staff()
        officer_email = officer.email
        _, secrets = factories.letter(factories.review(officer))
    maya = Phone(app, secrets)
    letter = maya.browser.get_cookie("letter")
    assert letter is not None
    stranger = app.test_client()
    stranger.set_cookie("staff", letter.value)
    assert stranger.get("/staff/").location == "/staff/sign-in"
    officers = signed_in(app, officer_email, secret).get_cookie("staff")
    assert officers is not None
    stranger.set_cookie("letter", officers.value)
    assert stranger.get("/home").location == "/"

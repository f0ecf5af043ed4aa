"""The public side's own database role: enough to ask and to send, and never to open, change or delete."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from flask import Flask, request, request_started
from flask.testing import FlaskClient
from sqlalchemy import event, func, inspect, select

from participation import clock, create_app
from participation.config import Config
from participation.db import Base, session, transaction
from participation.db.grants import PUBLIC_SIDE
from participation.invitations.actions import Secrets
from participation.invitations.secrets import new_code
from participation.operations.checks import findings
from participation.operations.cli import cli
from participation.operations.tables import ALL
from participation.outcomes.actions import Decision, answer
from participation.profiles.actions import About, write_profile
from participation.profiles.models import Profile
from participation.retention.actions import purge
from participation.retention.erasure import Erased
from participation.sealing.keyring import Keyring
from participation.staff.models import Staff
from participation.submissions.actions import read
from participation.submissions.models import Submission
from participation.submissions.queries import submissions_for
from participation.submissions.withdrawals import note_withdrawals
from tests import factories
from tests.answering.test_lock import FOUR, OTHER, put_on
from tests.page_checks import CheckedClient
from tests.parts.postgres import SUPERUSER, PostgresServer
from tests.walking import Phone, hidden_fields, words_of

ROLE = "public_side"
READABLE = re.compile(r"SELECT(?: \((.+)\))?")
ANSWER = "Quittengelee"
WORDS = "Zwergkaninchen im Mondschein"


@pytest.fixture(autouse=True)
def two_weeks_before() -> Iterator[None]:
    with clock.frozen(datetime(2026, 2, 24, 16, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def database_url(postgres_url: str) -> str:
    """SQLite has no roles."""
    return postgres_url


@pytest.fixture
def role(postgres: PostgresServer) -> str:
    """The role as an operator makes it: it may come in, and nothing more."""
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
            connection.execute(f"CREATE ROLE {ROLE} LOGIN")
    return ROLE


def run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(cli, words, obj=lambda **_: app)


@pytest.fixture
def app(make_app: Callable[..., Flask], role: str) -> Flask:
    """The staff side, as the owner of the records, after the upgrade that gives the role what it needs."""
    app = make_app(public_role=role)
    assert run(app, "db", "upgrade").exit_code == 0
    return app


@pytest.fixture
def public_url(database_url: str) -> str:
    return database_url.replace(f"//{SUPERUSER}@", f"//{ROLE}@")


@pytest.fixture
def public(app: Flask, public_url: str, keys_dir: Any) -> Iterator[Flask]:
    """The public side, as its own role; what the database refuses it fails the test."""
    public = create_app(Config(database_url=public_url, keys_dir=str(keys_dir), sides="public"))
    public.test_client_class = CheckedClient
    refused: list[str] = []
    engine = public.extensions["engine"]
    event.listen(engine, "handle_error", lambda context: refused.append(str(context.original_exception)))
    yield public
    engine.dispose()
    assert refused == []


@pytest.fixture
def letters(app: Flask) -> tuple[Secrets, Secrets]:
    """A child's letter and a carer's, about one review."""
    with app.app_context():
        officer, _ = factories.staff(name="Amara Okafor")
        write_profile(officer.id, About("Amara", about="<p>I have a dog.</p>", portrait="round_curls"))
        with transaction() as current:
            current.get_one(Profile, officer.id).photo = b"a picture"
        review = factories.review(officer)
        return factories.letter(review)[1], factories.letter(review, "foster_carer")[1]


def walk_of_the_child(app: Flask, secrets: Secrets) -> None:
    """Everything that a child can press, with two mistyped codes before."""
    stranger = app.test_client()
    for _ in range(2):
        assert stranger.post("/start", data={"code": new_code()}).status_code == 404
    ask_for_help(stranger)
    assert stranger.post("/start", data={"code": secrets.code}).status_code == 303
    maya = Phone(app, secrets)
    ask_for_help(maya.browser)
    assert "Amara" in maya.page.text
    for path in ("/", "/s", "/officer", "/officer/photo", "/officer/drawn/round_curls.svg", "/healthz", "/readyz"):
        assert maya.browser.get(path).status_code == 200, path
    for path in ("/help", "/privacy", "/accessibility"):
        assert maya.browser.get(path).status_code == 200, path
    put_on(maya)
    maya.begin("my_views", "feelings")
    form = hidden_fields(maya.page)
    maya.press("next", answer_feel_today="sad", answer_feel_today_words=WORDS)
    other_tab = {**form, "answer_feel_today_words": "something else", "go": "next"}
    assert maya.browser.post("/answer/my_views/feelings", data=other_tab).status_code == 409
    maya.open("/answer/my_views/going_well")
    spoken = {**hidden_fields(maya.page), "answer_going_well_words": WORDS, "language": "ar"}
    assert maya.browser.post("/language", data=spoken).status_code == 303
    maya.open("/answer/my_views/going_well")
    maya.skip_to_check()
    form = hidden_fields(maya.page)
    assert maya.send("my_views").request.path == "/answer/my_views/done"
    again = maya.browser.post("/answer/my_views/send", data=form)
    assert (again.status_code, again.location) == (303, "/answer/my_views/done")
    assert maya.open("/answer/my_views/done").status_code == 200
    maya.begin("my_meeting", "where")
    maya.press("next", answer_meeting_where="outdoors")
    maya.skip_to_check()
    maya.send("my_meeting")
    maya.begin("my_advocate", "what_it_is")
    left = maya.browser.post(
        "/leave", data={**hidden_fields(maya.page), "page": "what_it_is", "purpose": "my_advocate"}
    )
    assert left.headers["Clear-Site-Data"]


def ask_for_help(browser: FlaskClient) -> None:
    """With a letter or without one, pressed twice, and once so that only managers see it."""
    form = {**hidden_fields(browser.get("/contact")), "reach": "07700 900456", "more": WORDS}
    for chosen in ({}, {}, {"managers": "yes"}):
        assert browser.post("/contact", data={**form, **chosen}).status_code == 200


def walk_behind_the_lock(public: Flask, app: Flask, secrets: Secrets) -> None:
    """The officer has read one thing and answered it; the child reads that, and takes another back."""
    with app.app_context():
        sent = session().scalars(select(Submission).where(Submission.purpose == "my_views")).one()
        officer = session().get_one(Staff, sent.review.officer_id)
        assert read(officer, [sent], "to prepare")
        answer(officer, sent.review_id, sent.id, "feel_today_words", Decision("agreed", ANSWER))
        other = session().scalars(select(Submission.id).where(Submission.purpose == "my_meeting")).one()
    maya = Phone(public, secrets)
    maya.open("/lock")
    for chosen in (OTHER, FOUR):
        maya.press("open", **chosen)
    assert "Amara, your officer, read this" in words_of(maya.page)
    assert ANSWER in maya.press("read").text
    assert WORDS in maya.page.text
    data = {**hidden_fields(maya.page), "sure": other}
    assert "You took this back" in words_of(maya.browser.post("/after", data=data, follow_redirects=True))
    maya.open("/lock")
    maya.press("change")
    maya.press("old", **FOUR)
    maya.press("show", **OTHER)
    assert maya.press("keep").request.path == "/after"


def walk_of_the_carer(app: Flask, secrets: Secrets) -> None:
    jo = Phone(app, secrets)
    jo.browser.get("/home")
    address = next(part.split('"')[0] for part in jo.page.text.split('href="') if part.startswith("/answer/carer_view"))
    jo.open(address)
    jo.press("next", answer_going_well=WORDS)
    jo.skip_to_check()
    assert jo.send("carer_view").request.path == "/answer/carer_view/done"


def test_the_whole_public_side_works_as_its_own_role(
    public: Flask, app: Flask, letters: tuple[Secrets, Secrets]
) -> None:
    walked: set[tuple[str, str]] = set()

    def note(_app: Flask, **_: object) -> None:
        walked.add((request.url_rule.rule if request.url_rule else "", request.method))

    with request_started.connected_to(note, public):
        walk_of_the_child(public, letters[0])
        walk_behind_the_lock(public, app, letters[0])
        walk_of_the_carer(public, letters[1])
    there = {
        (rule.rule, method)
        for rule in public.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }
    assert there - walked == set(), "walk these too: a page that nobody walked may ask for what its role may not see"
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(Submission)) == 3


def test_the_officer_reads_what_came_in_that_way(public: Flask, app: Flask, letters: tuple[Secrets, Secrets]) -> None:
    walk_of_the_child(public, letters[0])
    with app.app_context():
        review = session().scalars(select(Submission)).first().review  # type: ignore[union-attr]
        opened = read(review.officer, submissions_for(review.officer, review.id), "to prepare")
        assert WORDS in {value for each in opened for value in each.answers.values.values()}


REFUSED = (
    "SELECT envelope FROM submission",
    "SELECT * FROM submission",
    "SELECT count(envelope) FROM submission",
    "SELECT id FROM submission WHERE envelope > ''",
    "SELECT kind FROM submission FOR UPDATE",
    "TABLE submission",
    "COPY submission TO STDOUT",
    "COPY (SELECT envelope FROM submission) TO STDOUT",
    "UPDATE submission SET envelope = ''",
    "UPDATE submission SET id = 'x'",
    "UPDATE submission SET counted_at = NULL",
    "DELETE FROM submission",
    "SELECT is_for_managers FROM contact_request",
    "UPDATE contact_request SET is_for_managers = false",
    "DELETE FROM submission WHERE id = 'x'",
    "TRUNCATE submission",
    "TRUNCATE submission CASCADE",
    "INSERT INTO submission (id) VALUES ('x') RETURNING envelope",
    "INSERT INTO submission SELECT s.* FROM submission s",
    "INSERT INTO submission (id) VALUES ('x') ON CONFLICT (id) DO UPDATE SET envelope = ''",
    "MERGE INTO submission s USING (SELECT 1) x ON true WHEN MATCHED THEN DELETE",
    "LOCK TABLE submission IN ACCESS EXCLUSIVE MODE",
    "ALTER TABLE submission ADD COLUMN copy text",
    "ALTER TABLE submission DISABLE TRIGGER ALL",
    "DROP TABLE submission",
    "CREATE VIEW copy AS SELECT envelope FROM submission",
    "CREATE RULE copy AS ON INSERT TO submission DO ALSO NOTHING",
    "CREATE INDEX copy ON submission (envelope)",
    "CREATE STATISTICS copy ON id, envelope FROM submission",
    "CREATE TABLE copy (words bytea)",
    "SELECT stavalues1 FROM pg_statistic",
    f"SET ROLE {SUPERUSER}",
    f"SET SESSION AUTHORIZATION {SUPERUSER}",
    f"ALTER ROLE {ROLE} SUPERUSER",
    f"GRANT {SUPERUSER} TO {ROLE}",
    "SELECT pg_read_file('pg_hba.conf')",
    "SELECT rolpassword FROM pg_authid",
    "UPDATE submission SET withdrawn_at = now() RETURNING envelope",
    "UPDATE submission SET withdrawn_at = now() WHERE kind = 'views'",
    "UPDATE submission SET withdrawal_noted_at = now()",
    "UPDATE submission SET withdrawal_noted_at = NULL",
    "SELECT withdrawal_noted_at FROM submission",
    "INSERT INTO submission (id, withdrawal_noted_at) VALUES ('x', now())",
    "INSERT INTO submission (id, exported_at) VALUES ('x', now())",
    "INSERT INTO receipt (id, withdrawn_at) VALUES ('x', now())",
    "UPDATE letter_lock SET set_at = now()",
    "UPDATE letter_lock SET public = ''",
    "UPDATE letter_lock SET noted_private = private",
    "SELECT noted_private FROM letter_lock",
    "INSERT INTO letter_lock (id, noted_private) VALUES ('x', '')",
    "INSERT INTO audit (number, action) VALUES (1, 'lock set')",
    "UPDATE receipt SET sent_at = now()",
    "DELETE FROM receipt",
    "SELECT about FROM notice",
    "DELETE FROM notice",
    "UPDATE invitation SET token_lookup = 'x'",
    "UPDATE invitation SET revoked_at = NULL",
    "DELETE FROM invitation",
    "SELECT email FROM staff",
    "SELECT password_hash FROM staff",
    "SELECT totp_secret FROM staff",
    "UPDATE staff SET role = 'manager'",
    "INSERT INTO staff (id) VALUES ('x')",
    "SELECT child_id FROM review",
    "SELECT reference FROM review",
    "UPDATE review SET officer_id = NULL",
    "SELECT email FROM person",
    "UPDATE profile SET about = 'x'",
    "UPDATE service SET settings = '{}'",
)


def test_the_server_refuses_everything_else_that_this_role_tries(
    public: Flask, app: Flask, public_url: str, letters: tuple[Secrets, Secrets]
) -> None:
    walk_of_the_child(public, letters[0])
    before = everything(app)
    closed = [f"TABLE {table}" for table, given in PUBLIC_SIDE.items() if not given]
    with psycopg.connect(public_url) as connection:
        for statement in (*REFUSED, *closed):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(statement)
    assert everything(app) == before


def test_what_this_role_marks_as_withdrawn_survives_the_night(
    public: Flask, app: Flask, public_url: str, letters: tuple[Secrets, Secrets]
) -> None:
    walk_of_the_child(public, letters[0])
    with app.app_context():
        sent = session().scalars(select(Submission).order_by(Submission.sent_at, Submission.purpose)).all()
        officer, ids = sent[0].review.officer, {each.id for each in sent}
        assert read(officer, sent[:1], "to prepare")
        was_read = sent[0].id
    with psycopg.connect(public_url) as connection:
        connection.execute("UPDATE submission SET withdrawn_at = '2020-01-01'")
        connection.execute("UPDATE receipt SET withdrawn_at = '2020-01-01'")
    with app.app_context():
        for _ in range(2):
            assert purge()["withdrawn"] == 0
            note_withdrawals()
        assert set(session().scalars(select(Submission.id))) == ids
        assert session().scalar(select(func.count()).select_from(Erased)) == 0
        officer = session().get_one(Submission, was_read).review.officer
        shown = submissions_for(officer, session().get_one(Submission, was_read).review_id)
        assert [each.id for each in shown] == [was_read]


def test_what_this_role_can_read_names_no_child_and_holds_no_word(
    public: Flask, public_url: str, letters: tuple[Secrets, Secrets]
) -> None:
    walk_of_the_child(public, letters[0])
    seen = []
    with psycopg.connect(public_url) as connection:
        for table, given in PUBLIC_SIDE.items():
            for columns in (found[1] or "*" for found in map(READABLE.fullmatch, given) if found):
                seen += connection.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608 - our own table
    assert len(seen) > 15
    for secret in (WORDS, "Maya", "example.org", letters[0].token, letters[0].code):
        assert secret not in repr(seen)
        assert repr(secret.encode())[2:-1] not in repr(seen)


def everything(app: Flask) -> dict[str, list[str]]:
    """Every row of every table."""
    with app.app_context():
        tables = Base.metadata.tables
        return {name: sorted(map(repr, session().execute(select(tables[name])).all())) for name in tables}


def test_what_the_public_side_may_is_decided_for_every_table() -> None:
    assert ALL
    assert set(PUBLIC_SIDE) == {*Base.metadata.tables, "alembic_version"}, "say in grants.py what the public side may"


def said_of_the_role(app: Flask) -> list[str]:
    """What the check says of the role that this application connects as."""
    return [f.sentence for f in findings(app) if f.stops and "role" in f.sentence]


def test_the_check_passes_for_that_role_and_names_what_was_changed_behind_its_back(
    public: Flask, app: Flask, database_url: str
) -> None:
    assert said_of_the_role(public) == []
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(f"GRANT SELECT ON staff, submission TO {ROLE}")
        owner.execute(f"REVOKE INSERT ON receipt FROM {ROLE}")
    beyond, lacking = said_of_the_role(public)
    assert f"{ROLE} of the public side may SELECT staff.disabled_at, SELECT staff.email" in beyond
    assert "INSERT receipt.id" in lacking
    assert run(app, "db", "upgrade").exit_code == 0
    assert said_of_the_role(public) == []


def test_the_public_side_does_not_start_as_the_owner_of_the_records(
    app: Flask, database_url: str, keys_dir: Any
) -> None:
    as_owner = create_app(Config(database_url=database_url, keys_dir=str(keys_dir), sides="public"))
    assert any("may DELETE advocacy_step" in sentence for sentence in said_of_the_role(as_owner))
    served = run(as_owner, "serve", "--sides", "public")
    assert served.exit_code == 1
    assert f"The database role {SUPERUSER} of the public side may" in served.stderr
    as_owner.extensions["engine"].dispose()


@pytest.mark.parametrize(
    ("unfit", "said"),
    [
        ("nobody_made_it", "PostgreSQL has no role nobody_made_it; make it first"),
        (SUPERUSER, "The role postgres owns the records or may become who does"),
    ],
)
def test_a_role_that_will_not_do_is_named_and_nothing_is_migrated(
    empty_postgres_url: str, keys_dir: Any, unfit: str, said: str
) -> None:
    app = create_app(Config(database_url=empty_postgres_url, keys_dir=str(keys_dir), public_role=unfit))
    result = run(app, "db", "upgrade")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith(said)
    assert inspect(app.extensions["engine"]).get_table_names() == []
    app.extensions["engine"].dispose()


def test_a_role_on_sqlite_is_named_as_a_mistake() -> None:
    assert "SQLite has no roles" in " ".join(Config(public_role=ROLE).problems())


def test_keys_are_not_needed_to_open(public: Flask) -> None:
    keyring: Keyring = public.extensions["keyring"]
    assert not keyring.private

"""The public side's own database role: enough to ask and to send, and never to open, change or delete."""

import re

import psycopg
import pytest
from flask import Flask, request, request_started
from sqlalchemy import func, select

from participation.db import Base, session
from participation.db.grants import PUBLIC_SIDE
from participation.invitations.actions import Secrets
from participation.operations.tables import ALL
from participation.retention.actions import purge
from participation.retention.erasure import Erased
from participation.submissions.actions import read
from participation.submissions.models import Submission
from participation.submissions.queries import submissions_for
from participation.submissions.withdrawals import note_withdrawals
from tests.db.public_side import (
    IN_ENGLISH,
    ROLE,
    WORDS,
    app,
    database_url,
    letters,
    public,
    public_url,
    role,
    two_weeks_before,
    walk_behind_the_lock,
    walk_of_the_carer,
    walk_of_the_child,
    walk_of_the_interpreter,
)
from tests.parts.postgres import SUPERUSER

__all__ = ["app", "database_url", "letters", "public", "public_url", "role", "two_weeks_before"]

READABLE = re.compile(r"SELECT(?: \((.+)\))?")


def test_the_whole_public_side_works_as_its_own_role(
    public: Flask, app: Flask, letters: tuple[Secrets, Secrets]
) -> None:
    walked: set[tuple[str, str]] = set()

    def note(_app: Flask, **_: object) -> None:
        walked.add((request.url_rule.rule if request.url_rule else "", request.method))

    with request_started.connected_to(note, public):
        walk_of_the_child(public, letters[0])
        walk_behind_the_lock(public, app, letters[0])
        walk_of_the_interpreter(public, app)
        walk_of_the_carer(public, letters[1])
    there = {
        (rule.rule, method)
        for rule in public.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }
    assert there - walked == set(), "walk these too: a page that nobody walked may ask for what its role may not see"
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(Submission)) == 4


def test_the_officer_reads_what_came_in_that_way(public: Flask, app: Flask, letters: tuple[Secrets, Secrets]) -> None:
    walk_of_the_child(public, letters[0])
    with app.app_context():
        review = session().scalars(select(Submission)).first().review  # type: ignore[union-attr]
        opened = read(review.officer, submissions_for(review.officer, review.id), "to prepare")
        assert WORDS in {value for each in opened for value in each.answers.values.values()}


REFUSED = (
    "SELECT envelope FROM submission",
    "SELECT waits FROM face",
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
    "SELECT envelope FROM complaint",
    "SELECT invitation_id, about FROM complaint",
    "UPDATE complaint SET about = 'other'",
    "DELETE FROM complaint",
    "SELECT id FROM complaint_step",
    "INSERT INTO complaint (id, came_at) VALUES ('x', now())",
    "INSERT INTO complaint_reply (id) VALUES ('x')",
    "SELECT words FROM said_for_child",
    "SELECT submission_id FROM said_for_child",
    "UPDATE said_for_child SET lock_id = NULL",
    "INSERT INTO said_for_child (id) VALUES ('x')",
    "DELETE FROM said_for_child",
    "UPDATE you_said SET words = '{}'",
    "SELECT theme FROM feedback_theme",
    "SELECT words FROM challenge",
    "SELECT answer FROM challenge",
    "SELECT category, agency, to_whom FROM challenge",
    "SELECT asked_on FROM challenge FOR UPDATE",
    "UPDATE challenge SET asked_on = now()",
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
    "SELECT id FROM submission FOR UPDATE",
    "SELECT id FROM submission FOR KEY SHARE",
    "UPDATE mark SET at = now()",
    "DELETE FROM mark",
    "SELECT id FROM contact_request FOR UPDATE",
    "SELECT id FROM invitation FOR UPDATE",
    "SELECT id FROM outcome FOR SHARE",
    "SELECT id FROM receipt FOR UPDATE",
    "SELECT came_at FROM submission",
    "INSERT INTO submission (id, came_at) VALUES ('x', now())",
    "INSERT INTO contact_request (id, came_at) VALUES ('x', now())",
    "INSERT INTO notice (id, key) VALUES ('x', 'heartbeat/2027-01-01')",
    "INSERT INTO turn (name) VALUES ('audit')",
    "LOCK TABLE turn IN ROW SHARE MODE",
    "SELECT first_on FROM absence",
    "SELECT for_staff FROM service",
    "UPDATE submission SET withdrawal_noted_at = now()",
    "UPDATE submission SET withdrawal_noted_at = NULL",
    "SELECT withdrawal_noted_at FROM submission",
    "INSERT INTO submission (id, withdrawal_noted_at) VALUES ('x', now())",
    "INSERT INTO submission (id, exported_at) VALUES ('x', now())",
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
    # A mailed letter begins with these three: that it is asked for, where it goes, and that it waits to be sent.
    "UPDATE invitation SET mail_asked_at = now()",
    "UPDATE person SET email = 'x@example.org'",
    "INSERT INTO notice (id, about, to_role, channel, key) VALUES ('x', 'letter_by_mail', 'respondent', 'l_mail', 'x')",
    "SELECT also_reads FROM absence",
    "SELECT entered_by_id FROM absence",
    "UPDATE absence SET ended_at = now()",
    "UPDATE absence SET also_reads = true",
    "DELETE FROM absence",
    "INSERT INTO absence (id) VALUES ('x')",
    "TABLE interpreter_link",
    "SELECT submission_id FROM interpreter_link",
    "SELECT label FROM interpreter_link",
    "SELECT questions FROM interpreter_link",
    "SELECT id FROM interpreter_link FOR UPDATE",
    "INSERT INTO interpreter_link (id) VALUES ('x')",
    "UPDATE interpreter_link SET ends_at = now()",
    "UPDATE interpreter_link SET withdrawn_at = NULL",
    "DELETE FROM interpreter_link",
    "SELECT envelope FROM english",
    "INSERT INTO english (link_id, seen_at) VALUES ('x', now())",
    "UPDATE english SET envelope = ''",
    "DELETE FROM english",
    "DELETE FROM failure",
    "SELECT lookup FROM known_browser",
    "DELETE FROM known_browser",
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
        connection.execute("INSERT INTO mark SELECT id, 'withdrawn', '2020-01-01' FROM submission")
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
    public: Flask, app: Flask, public_url: str, letters: tuple[Secrets, Secrets]
) -> None:
    walk_of_the_child(public, letters[0])
    walk_of_the_interpreter(public, app)
    seen = []
    with psycopg.connect(public_url) as connection:
        for table, given in PUBLIC_SIDE.items():
            for columns in (found[1] or "*" for found in map(READABLE.fullmatch, given) if found):
                seen += connection.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608 - our own table
    assert len(seen) > 15
    for secret in (WORDS, IN_ENGLISH, "an agency", "Maya", "example.org", letters[0].token, letters[0].code):
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

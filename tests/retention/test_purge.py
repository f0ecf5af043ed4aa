"""Each kind of thing is there the day before and gone on its day; what nobody has read is never gone."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from participation import clock, create_app
from participation.complaints.models import Complaint
from participation.config import Config, Unfit
from participation.contact.models import ContactRequest
from participation.db import Base, session
from participation.invitations.models import Invitation
from participation.operations.cli import cli
from participation.operations.worker import forget
from participation.retention.actions import due, purge
from participation.retention.erasure import KEPT, erasures
from participation.submissions.models import Draft, Submission
from participation.submissions.traces import Trace, TraceOfAnswer
from tests import factories
from tests.databases import on_both
from tests.retention import lives
from tests.retention.lives import BEFORE, DAY, ENDS, LIVES, YEAR, how_many
from tests.walking import words_of

FAR = BEFORE + 20 * YEAR


def run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(cli, words, obj=lambda **_: app)


@on_both
@pytest.mark.parametrize("what", LIVES)
def test_it_is_there_the_day_before_and_gone_on_its_day(app: Flask, what: str) -> None:
    kind, make, tables, gone_at = LIVES[what]
    with app.app_context():
        with clock.frozen(BEFORE):
            make(lives.a_review())
        with clock.frozen(gone_at - timedelta(minutes=1)):
            assert due(clock.now())[kind] == 0
            assert purge()[kind] == 0
            assert all(how_many(table) for table in tables)
        with clock.frozen(gone_at):
            assert due(clock.now())[kind] >= 1
            assert purge()[kind] >= 1
            left = how_many(*tables)
            assert left == (1 if kind == "audit" else 0), "only that the chain was cut is left"
            before = everything()
            assert sum(purge().values()) == 0
            assert everything() == before


def everything() -> dict[str, list[str]]:
    """Every row of every table."""
    tables = Base.metadata.tables
    return {name: sorted(map(repr, session().execute(select(tables[name])).all())) for name in tables}


@on_both
def test_what_nobody_has_read_is_never_gone(app: Flask) -> None:
    with app.app_context():
        with clock.frozen(BEFORE):
            review = lives.a_review()
            for purpose in ("my_views", "my_advocate", "after_review"):
                lives.sent(review, purpose, is_read=False, exported_at=BEFORE)
            lives.a_request(review, is_taken=False)
            lives.a_request(review, is_done=False)
            lives.a_complaint(review, is_told=False)
        with clock.frozen(FAR):
            purge()
            assert how_many(Submission) == 3
            assert how_many(Complaint) == 1, "nobody was told what came of it"
            assert how_many(ContactRequest) == 2, "one that nobody took on, and one that is not done"
            told = run(app, "purge")
    assert "3 stay although their time has come: nobody has read them." in told.output


@on_both
@pytest.mark.parametrize("purpose", ["my_views", "after_review"])
def test_what_went_to_the_case_record_and_nobody_has_read_stays(app: Flask, purpose: str) -> None:
    read_by_somebody = BEFORE + 110 * DAY
    with app.app_context():
        with clock.frozen(BEFORE):
            review = lives.a_review()
            id = lives.sent(review, purpose, is_read=False, **lives.SENT_AND_EXPORTED)
            lives.sent(review, "my_advocate", **lives.SENT_AND_EXPORTED)
        with clock.frozen(read_by_somebody):
            assert due(clock.now())["exported"] == 1
            assert purge()["exported"] == 1, "only what was read"
            assert session().scalars(select(Submission.id)).all() == [id]


@on_both
def test_a_draft_goes_when_its_letter_has_ended_however_young_it_is(app: Flask) -> None:
    with app.app_context():
        with clock.frozen(ENDS):
            lives.a_draft(lives.a_review())
            purge()
            assert how_many(Draft) == 1
        with clock.frozen(ENDS + DAY):
            assert purge()["drafts"] == 1


@on_both
def test_what_is_in_the_case_record_stays_while_its_letter_is_open(app: Flask) -> None:
    with app.app_context():
        with clock.frozen(BEFORE):
            id = lives.sent(lives.a_review(), exported_at=BEFORE - 90 * DAY)
        with clock.frozen(ENDS):
            purge()
            assert session().get(Submission, id)
        with clock.frozen(ENDS + DAY):
            assert purge()["exported"] == 1


def test_a_letter_whose_secrets_are_gone_is_a_letter_nobody_knows_and_the_page_is_kind(app: Flask) -> None:
    with app.app_context(), clock.frozen(BEFORE):
        _, secrets = factories.letter(lives.a_review())
    for moment, status in ((ENDS + DAY, 410), (ENDS + 31 * DAY, 404)):
        with clock.frozen(moment):
            with app.app_context():
                purge()
            for typed in ({"token": secrets.token}, {"code": secrets.code}):
                page = app.test_client().post("/start", data={**typed, "language": "en"})
                assert page.status_code == status
                assert "999" in words_of(page) or "Help" in words_of(page)
    with app.app_context():
        invitation = session().scalars(select(Invitation)).one()
        assert (invitation.code_lookup, invitation.root_by_token, invitation.root_by_code) == (None, None, None)


def test_a_letter_whose_secrets_are_gone_can_be_printed_anew(app: Flask) -> None:
    with app.app_context():
        with clock.frozen(BEFORE):
            review = lives.a_review()
            factories.letter(review)
        with clock.frozen(ENDS + 31 * DAY):
            assert purge()["letters"] == 1
            _, secrets = factories.letter(review)
            assert due(clock.now())["letters"] == 1
            assert secrets.token


def words_in(folder: Path, pieces: list[bytes]) -> set[str]:
    """The names of the files that hold any of these."""
    return {path.name for path in folder.iterdir() if any(piece in path.read_bytes() for piece in pieces)}


def test_the_files_hold_what_was_deleted_no_more(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        with clock.frozen(BEFORE):
            lives.a_draft(lives.a_review())
            lives.sent(lives.a_review())
            sealed = [session().scalars(select(row)).one() for row in (Draft.sealed, Submission.envelope)]
            pieces = [each[start : start + 32] for each in sealed for start in (100, 300, len(each) - 32)]
            session().rollback()
        assert words_in(tmp_path, pieces)
        with clock.frozen(BEFORE + YEAR):
            purge()
    assert words_in(tmp_path, pieces) == set()


@on_both
def test_a_dry_run_says_what_would_go_and_deletes_nothing(app: Flask) -> None:
    with app.app_context(), clock.frozen(BEFORE):
        lives.a_draft(lives.a_review())
        lives.sent(lives.a_review())
    with clock.frozen(BEFORE + YEAR):
        with app.app_context():
            before = everything()
        dry = run(app, "purge", "--dry-run")
        with app.app_context():
            assert everything() == before
        wet = run(app, "purge")
    assert (dry.exit_code, wet.exit_code) == (0, 0)
    assert "This was a dry run: nothing was deleted." in dry.output
    assert "drafts         1  answers that were not sent: 28 days after they were saved last" in dry.output
    assert dry.output.splitlines()[:-1] == wet.output.splitlines()[:-1]


def test_without_keys_nothing_is_deleted_because_nothing_could_be_put_on_record(
    database_url: str, tmp_path: Path
) -> None:
    app = create_app(Config(database_url=database_url, keys_dir=str(tmp_path / "none")))
    told = run(app, "purge")
    assert told.exit_code == 1
    assert told.stderr.startswith("There are no keys yet")
    app.extensions["engine"].dispose()


@on_both
def test_what_stays_of_a_deleted_submission_says_that_it_was_sent_and_read_and_no_word(app: Flask) -> None:
    with app.app_context():
        with clock.frozen(BEFORE):
            review = lives.a_review()
            views, request = lives.sent(review), lives.sent(review, "my_advocate")
            lives.sent(review, "after_review")
        with clock.frozen(BEFORE + YEAR):
            purge()
        traces = {trace.id: trace for trace in session().scalars(select(Trace))}
        assert set(traces) == {views, request}, "of feedback only the counters stay"
        assert traces[views].sent_at == BEFORE
        assert how_many(TraceOfAnswer) == 0


@on_both
def test_what_was_deleted_is_remembered_by_its_id_for_as_long_as_backups_are_kept(app: Flask) -> None:
    with app.app_context():
        with clock.frozen(BEFORE):
            lives.a_draft(lives.a_review())
            draft = session().scalars(select(Draft.id)).one()
        with clock.frozen(BEFORE + 28 * DAY):
            purge()
            assert {each.id for each in erasures(session())} == {draft}
        with clock.frozen(BEFORE + 28 * DAY + KEPT):
            purge()
            assert erasures(session()) == []


def test_the_worker_does_it_once_a_night(app: Flask) -> None:
    with app.app_context():
        with clock.frozen(BEFORE):
            lives.a_draft(lives.a_review())
        gone = BEFORE.replace(hour=1, minute=30) + 29 * DAY  # half past two in English summer time
        with clock.frozen(gone - timedelta(hours=1)):
            assert forget() == ""
            assert how_many(Draft) == 1
        with clock.frozen(gone):
            assert forget() == "2 deleted."
            lives.a_failed_try(lives.a_review())
        with clock.frozen(gone + timedelta(hours=20)):
            assert forget() == ""


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("drafts=5", "drafts can be kept for 7 to 56 days, not for '5'."),
        ("audit=99999", "audit can be kept for 365 to 3653 days, not for '99999'."),
        ("sweets=5", "Nothing called 'sweets' is kept"),
        ("drafts", "drafts can be kept for 7 to 56 days, not for ''."),
        ("drafts=٢٨", "drafts can be kept for 7 to 56 days"),
    ],
)
def test_a_period_below_its_floor_or_above_its_ceiling_is_named_at_start(chosen: str, said: str) -> None:
    with pytest.raises(Unfit, match="PARTICIPATION_KEEP: ") as unfit:
        Config.from_environ({"PARTICIPATION_KEEP": chosen})
    assert said in str(unfit.value)


def test_an_installation_may_choose_other_periods(make_app: Any) -> None:
    with make_app(keep="drafts=14, feedback=90").app_context():
        with clock.frozen(BEFORE):
            lives.a_draft(lives.a_review())
        with clock.frozen(BEFORE + 14 * DAY):
            assert purge()["drafts"] == 1

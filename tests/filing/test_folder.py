"""Each night what was read goes into the council's folder; only with a receipt does it count as exported."""

import hashlib
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.carried.actions import ToSay, say_for
from participation.carried.models import SaidBy
from participation.db import session, transaction
from participation.disclosure.models import FileReceipt
from participation.filing.actions import AGAIN_AFTER, drop_at_night
from participation.filing.notices import NOT_WRITTEN
from participation.invitations.marks import WITHDRAWN, mark
from participation.operations.cli import cli
from participation.outbox.models import Notice
from participation.retention.actions import purge
from participation.reviews.models import Review
from participation.submissions.models import Submission
from tests.databases import on_both
from tests.disclosure.records import record_in
from tests.retention import lives
from tests.retention.lives import BEFORE, DAY, ENDS

NIGHT = datetime(2026, 3, 11, 1, 5, tzinfo=UTC)
"""After the meeting."""
LAST_NIGHT = datetime(2026, 4, 8, 1, 5, tzinfo=UTC)
"""After the last day of the letter."""
AFTER = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "case records"
    made.mkdir()
    return made


@pytest.fixture
def app(make_app: Callable[..., Flask], folder: Path) -> Flask:
    return make_app(record_folder=str(folder))


def sent(app: Flask, purpose: str = "my_views", **how: bool) -> str:
    with app.app_context(), clock.frozen(BEFORE):
        return lives.sent(lives.a_review(), purpose, **how)


def drop(app: Flask, at: datetime) -> int:
    with app.app_context(), clock.frozen(at):
        return drop_at_night()


def receipts(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        found = session().scalars(select(FileReceipt).order_by(FileReceipt.at, FileReceipt.name))
        return [(each.name, each.digest, each.how) for each in found]


def exported_at(app: Flask, id: str) -> datetime | None:
    with app.app_context():
        return session().get_one(Submission, id).exported_at


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@on_both
def test_it_goes_the_night_after_the_meeting_with_a_receipt_for_each_file(app: Flask, folder: Path) -> None:
    id = sent(app)
    for too_soon in (AFTER, NIGHT - timedelta(minutes=30)):
        assert drop(app, too_soon) == 0
    assert (names(folder), exported_at(app, id)) == ([], None)
    assert drop(app, NIGHT) == 1
    assert [name.rpartition("_")[2] for name in names(folder)] == [f"{id}.json", f"{id}.pdf"]
    assert exported_at(app, id) == NIGHT
    assert receipts(app) == [
        (name, hashlib.sha256((folder / name).read_bytes()).hexdigest(), "dropped") for name in names(folder)
    ]
    record = record_in(folder / names(folder)[0])
    assert (record["submission"], lives.WORDS in str(record["answers"])) == (id, True)
    assert {stat.S_IMODE(path.stat().st_mode) & 0o007 for path in folder.iterdir()} == {0}


def test_once_more_when_the_letter_has_ended_and_never_again(app: Flask, folder: Path) -> None:
    sent(app)
    assert [drop(app, NIGHT + night * DAY) for night in range(3)] == [1, 0, 0]
    first = {name: (folder / name).read_bytes() for name in names(folder)}
    assert [drop(app, LAST_NIGHT + night * DAY) for night in (-1, 0, 1, 2)] == [0, 1, 0, 0]
    assert names(folder) == sorted(first)
    assert record_in(folder / names(folder)[0])["written_at"] == "2026-04-08T02:05:00+01:00"
    assert [how for _, _, how in receipts(app)] == ["dropped"] * 2 + ["final"] * 2


@pytest.mark.parametrize(
    ("purpose", "is_read", "is_withdrawn"),
    [
        ("my_views", False, False),
        ("my_views", False, True),
        ("after_review", True, False),
        ("carer_after", True, False),
        ("my_advocate", True, False),
    ],
)
def test_what_nobody_has_read_or_is_for_others_never_goes(
    app: Flask, folder: Path, purpose: str, is_read: bool, is_withdrawn: bool
) -> None:
    id = sent(app, purpose, is_read=is_read)
    if is_withdrawn:
        with app.app_context(), transaction():
            mark(WITHDRAWN, [id], BEFORE)
    assert drop(app, LAST_NIGHT) == 0
    assert names(folder) == []


def test_what_was_only_told_to_the_meeting_goes_and_other_words_take_its_place(app: Flask, folder: Path) -> None:
    for words, at in (("Sundays.", AFTER), ("Only some Sundays.", AFTER + 2 * DAY)):
        with app.app_context(), clock.frozen(at):
            review = session().scalar(select(Review)) or lives.a_review()
            assert review.officer
            assert say_for(review.officer, review.id, ToSay(SaidBy.ADVOCATE, words))
        assert drop(app, at + DAY) == 1
        (record, _) = names(folder)
        assert [each["words"] for each in record_in(folder / record)["said_for_the_child"]] == [words]
    assert drop(app, LAST_NIGHT + DAY) == 1
    assert [how for _, _, how in receipts(app)] == ["dropped"] * 4 + ["final"] * 2


def notices(app: Flask) -> list[str]:
    with app.app_context():
        wanted = select(Notice.to_role).where(Notice.about == NOT_WRITTEN).order_by(Notice.made_at, Notice.to_role)
        return list(session().scalars(wanted))


@on_both
def test_a_folder_that_is_away_is_tried_again_and_told_once_a_day(app: Flask, folder: Path) -> None:
    id = sent(app)
    folder.rename(folder.with_name("away"))
    for minutes in (0, 1, 16, 32):
        assert drop(app, NIGHT + timedelta(minutes=minutes)) == 0
    assert notices(app) == ["manager", "support"]
    assert drop(app, NIGHT + DAY) == 0
    assert notices(app) == ["manager", "support"] * 2
    assert (exported_at(app, id), receipts(app)) == (None, [])
    folder.with_name("away").rename(folder)
    assert drop(app, NIGHT + DAY + AGAIN_AFTER - timedelta(seconds=1)) == 0
    assert drop(app, NIGHT + DAY + AGAIN_AFTER) == 1
    assert exported_at(app, id) is not None


def test_of_two_files_of_which_one_cannot_be_written_neither_counts(app: Flask, folder: Path) -> None:
    id = sent(app)
    drop(app, NIGHT)
    (folder / names(folder)[1]).unlink()
    (in_the_way := folder / receipts(app)[1][0]).mkdir()
    assert drop(app, LAST_NIGHT) == 0
    assert exported_at(app, id) == NIGHT
    assert [how for _, _, how in receipts(app)] == ["dropped"] * 2
    in_the_way.rmdir()
    assert drop(app, LAST_NIGHT + AGAIN_AFTER) == 1
    assert [how for _, _, how in receipts(app)] == ["dropped"] * 2 + ["final"] * 2
    assert names(folder) == sorted({name for name, _, _ in receipts(app)}), "nothing half written is left"


def test_what_cannot_be_opened_keeps_nothing_else_back(app: Flask, folder: Path) -> None:
    broken, whole = sent(app), sent(app)
    with app.app_context(), transaction() as current:
        current.get_one(Submission, broken).envelope = b"not what was sent"
    assert drop(app, NIGHT) == 1
    assert (exported_at(app, broken), exported_at(app, whole)) == (None, NIGHT)


def test_the_days_until_it_is_deleted_count_from_its_receipt(app: Flask, folder: Path) -> None:
    sent(app)
    folder.rename(folder.with_name("away"))
    drop(app, NIGHT)
    with app.app_context(), clock.frozen(ENDS + 120 * DAY):
        assert purge()["exported"] == 0
    folder.with_name("away").rename(folder)
    there = ENDS + 121 * DAY
    assert drop(app, there) == 1
    with app.app_context():
        with clock.frozen(there + 90 * DAY - timedelta(seconds=1)):
            assert purge()["exported"] == 0
        with clock.frozen(there + 90 * DAY):
            assert purge()["exported"] == 1
    assert len(receipts(app)) == 2, "that it went can still be shown"


def run(app: Flask, *words: str | Path) -> Result:
    return CliRunner().invoke(cli, [*map(str, words)], obj=lambda **_: app)


def test_what_somebody_writes_out_has_its_receipt_too(app: Flask, tmp_path: Path) -> None:
    id = sent(app)
    out = tmp_path / "record.pdf"
    with clock.frozen(NIGHT - DAY):
        assert run(app, "export", "submission", id, "--out", out).exit_code == 0
    assert receipts(app) == [("record.pdf", hashlib.sha256(out.read_bytes()).hexdigest(), "by hand")]
    assert drop(app, NIGHT) == 1, "the folder gets it all the same"


def test_without_a_folder_nothing_goes(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    id = sent(app)
    assert drop(app, NIGHT) == 0
    assert exported_at(app, id) is None


def test_the_worker_does_it(app: Flask, folder: Path) -> None:
    sent(app)
    with clock.frozen(NIGHT):
        assert "1 for the case record." in run(app, "worker", "--once").stdout
    assert len(names(folder)) == 2


def test_the_check_names_a_folder_that_is_away_or_open_to_all(make_app: Callable[..., Flask], folder: Path) -> None:
    app = make_app(record_folder=str(folder), sides="staff")
    folder.chmod(0o755)
    assert f"Every account of this machine can look into {folder}; run: chmod o= {folder}" in run(app, "check").output
    folder.chmod(0o750)
    assert str(folder) not in run(app, "check").output
    folder.rmdir()
    assert "nothing can be written there, so it waits." in run(app, "check").output

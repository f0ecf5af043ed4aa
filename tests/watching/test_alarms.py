"""Each alarm rings for the state that it is for, by figures of real records, and for no other."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from participation import clock
from participation.audit import head_file
from participation.invitations.tries import take_try
from participation.log import LOG
from participation.web.throttle import source_of
from tests.contact.conftest import Team
from tests.databases import on_both
from tests.escalation.alerting import asks
from tests.parts.mail import MailServer
from tests.walking import Phone
from tests.watching.conftest import BROKEN, SLOW, Make, Outside, execute
from tests.watching.prometheus import ALARMS, look_at, not_as_said, promtool

TWO_HOURS, A_NIGHT = timedelta(hours=2, minutes=1), timedelta(hours=27)


@pytest.fixture
def own_keys(keys_dir: Path, tmp_path: Path) -> Path:
    """Keys that a test may spoil, and what lies beside them."""
    return Path(shutil.copytree(keys_dir, tmp_path / "own" / "keys"))


def no_moment(database_url: str) -> str:
    """What a database takes for a moment, and this program does not."""
    return "infinity" if database_url.startswith("postgresql") else "soon"


@on_both
def test_where_all_is_well_none_rings(well: Outside, tmp_path: Path) -> None:
    before = well.seen()
    assert well.asks("/help") == 200
    assert not_as_said(tmp_path, before, well.seen(), []) is None
    assert not_as_said(tmp_path, before, "", ["ServerAway"]) is None, "and where nothing answers, that alone"


@on_both
@pytest.mark.parametrize("what", ["keys", "tables"])
def test_what_a_server_lacks_to_work(make_watched: Make, own_keys: Path, tmp_path: Path, what: str, team: Team) -> None:
    outside = make_watched(keys_dir=str(own_keys))
    outside.well_until(timedelta())
    before = outside.seen()
    if what == "keys":
        (own_keys / "pepper").write_text("rust")
    else:
        execute(outside, "UPDATE alembic_version SET version_num = '0001'")
    assert not_as_said(tmp_path, before, outside.seen(), ["SomethingMissing"]) is None


@on_both
def test_a_worker_that_sleeps(well: Outside, tmp_path: Path) -> None:
    before = well.seen()
    well.now += timedelta(minutes=14)
    assert not_as_said(tmp_path, before, well.seen(), []) is None
    well.now += timedelta(minutes=2)
    assert not_as_said(tmp_path, before, well.seen(), ["WorkerSilent"]) is None


@on_both
def test_work_that_fails(make_watched: Make, own_keys: Path, team: Team, tmp_path: Path) -> None:
    outside = make_watched(keys_dir=str(own_keys))
    outside.well_until(timedelta())
    before = outside.seen()
    with outside.app.app_context():
        head_file.path().write_text("somebody else's")
    outside.well_until(timedelta(minutes=2))
    assert not_as_said(tmp_path, before, outside.seen(), ["WorkFails"]) is None
    outside.now += timedelta(minutes=15)
    assert not_as_said(tmp_path, before, outside.seen(), []) is None


@on_both
def test_a_morning_whose_test_nobody_confirms(outside: Outside, team: Team, tmp_path: Path) -> None:
    outside.well_until(timedelta(), confirmed=False)
    seen = outside.seen()
    assert not_as_said(tmp_path, seen, seen, ["HeartbeatMissing"]) is None


@on_both
def test_alerts_that_do_not_go(make_watched: Make, tmp_path: Path, team: Team) -> None:
    outside = make_watched(smtp_url="smtp://127.0.0.1:1")
    outside.well_until(timedelta())
    before = outside.seen()
    outside.well_until(timedelta(minutes=14))
    assert not_as_said(tmp_path, before, outside.seen(), []) is None
    outside.well_until(timedelta(minutes=16))
    assert not_as_said(tmp_path, before, outside.seen(), ["AlertsWait"]) is None


@on_both
def test_mail_that_is_refused_for_good(well: Outside, mail: MailServer, tmp_path: Path) -> None:
    before = well.seen()
    mail.unknown = {"amara@example.org"}
    asks(well.app)
    well.well_until(timedelta(minutes=20))
    assert not_as_said(tmp_path, before, well.seen(), ["MailRefused"]) is None


@on_both
def test_a_request_that_nobody_takes_on(well: Outside, tmp_path: Path) -> None:
    before = well.seen()
    asks(well.app)
    well.well_until(TWO_HOURS - timedelta(minutes=2))
    assert not_as_said(tmp_path, before, well.seen(), []) is None
    well.well_until(TWO_HOURS)
    assert not_as_said(tmp_path, before, well.seen(), ["RequestWaits"]) is None


@on_both
def test_what_nobody_has_read_for_two_working_days(outside: Outside, team: Team, tmp_path: Path) -> None:
    maya = Phone(outside.app, team.letter()[1])
    maya.begin("my_views", "feelings")
    maya.press("next", answer_feel_today="sad")
    maya.skip_to_check()
    maya.send("my_views")
    outside.well_until(timedelta(days=1))
    outside.well_until(timedelta(days=1, hours=23))
    before = outside.seen()
    assert not_as_said(tmp_path, before, before, []) is None
    outside.well_until(timedelta(days=2))
    assert not_as_said(tmp_path, before, outside.seen(), ["UnreadForTwoDays"]) is None


@on_both
def test_codes_that_somebody_guesses(well: Outside, tmp_path: Path) -> None:
    before = well.seen()
    for minute, tries in enumerate((50, 50, 1)):
        seen = well.seen()
        with clock.frozen(well.now + timedelta(minutes=minute)), well.app.app_context():
            for number in range(tries):
                take_try(source_of(f"192.0.2.{number}", b"a key"))
    assert not_as_said(tmp_path, before, seen, []) is None
    well.now += timedelta(minutes=3)
    assert not_as_said(tmp_path, before, well.seen(), ["CodesGuessed"]) is None


@on_both
def test_pages_that_fail(well: Outside, tmp_path: Path) -> None:
    before = well.seen()
    assert {well.asks("/help") for _ in range(20)} == {200}
    seen = well.seen()
    assert {well.asks(BROKEN) for _ in range(4)} == {500}
    assert not_as_said(tmp_path, before, seen, []) is None
    assert not_as_said(tmp_path, before, well.seen(), ["AnswersFail"]) is None


def test_pages_for_which_everybody_waits(well: Outside, tmp_path: Path) -> None:
    before = well.seen()
    with ThreadPoolExecutor(25) as visitors:
        assert set(visitors.map(well.asks, [SLOW] * 25)) == {200}
    assert not_as_said(tmp_path, before, well.seen(), ["AnswersSlow"]) is None


@on_both
def test_a_night_without_a_backup(well: Outside, tmp_path: Path) -> None:
    before = well.seen()
    execute(well, "DELETE FROM pulse WHERE name = 'backup'")
    assert not_as_said(tmp_path, before, well.seen(), ["BackupOld"]) is None
    made = well.runs("backup", str(tmp_path / "night.sealed"))
    assert made.exit_code == 0, made.output
    assert not_as_said(tmp_path, before, well.seen(), []) is None
    well.now += A_NIGHT
    assert "BackupOld" in str(not_as_said(tmp_path, before, well.seen(), []))


@on_both
def test_figures_that_cannot_be_taken(well: Outside, tmp_path: Path, database_url: str) -> None:
    before = well.seen()
    asks(well.app)
    never = no_moment(database_url)
    execute(well, f"UPDATE notice SET sent_at = NULL, made_at = '{never}'")  # noqa: S608 - one of two words
    seen = well.seen()
    assert not_as_said(tmp_path, before, seen, ["FiguresFail"]) is None
    assert "participation_contact_waiting 1.0" in seen, "the others are there"


def test_something_that_was_kept_out_of_the_log(well: Outside, tmp_path: Path) -> None:
    before = well.seen()
    LOG.error("Zwergkaninchen")
    assert not_as_said(tmp_path, before, well.seen(), ["KeptOutOfLog"]) is None


def test_promtool_finds_no_mistake_in_the_file(tmp_path: Path) -> None:
    assert promtool("check", "rules", str(ALARMS)) is None
    wrong = {"groups": [{"name": "a", "rules": [{"alert": "B", "expr": "c >"}]}]}
    assert look_at(tmp_path, "check", wrong)


def test_each_alarm_says_what_is_to_be_done_and_has_a_test() -> None:
    here, rules = Path(__file__).read_text("utf-8"), ALARMS.read_text("utf-8")
    alarms = [line.split()[-1] for line in rules.splitlines() if "- alert:" in line]
    assert alarms
    assert [alarm for alarm in alarms if f'["{alarm}"]' not in here] == []
    assert rules.count("to_do:") == rules.count("summary:") == rules.count("severity:") == len(alarms)

"""What is on the inner port, and what is not: counts and ages, what is missing, and no page."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import Client

from participation.config import Config
from participation.contact.actions import Asked, ask_for_contact
from tests.contact.conftest import Team
from tests.databases import on_both
from tests.walking import Phone
from tests.watching.conftest import INSIDE, PAGES, Make, Outside, execute
from tests.watching.prometheus import promtool, series

NAME, WORD = "Xanthippe", "Zwergkaninchen"
LABEL = re.compile(r"[a-z_0-9 .+]+|\+Inf")


@on_both
def test_what_children_do_changes_numbers_and_no_series_and_holds_no_word_and_no_id(
    outside: Outside, team: Team
) -> None:
    outside.well_until(timedelta())
    before = series(outside.seen())
    review_id, secrets = team.letter(NAME)
    maya = Phone(outside.app, secrets)
    maya.begin("my_views", "feelings")
    maya.press("next", answer_feel_today="sad", answer_feel_today_words=WORD)
    maya.skip_to_check()
    maya.send("my_views")
    with outside.app.app_context():
        request_id = ask_for_contact("one", Asked("07700 900456", WORD, ""), "en", None)
    outside.well_until(timedelta(minutes=20))
    seen = outside.seen()
    after = series(seen)
    assert after.keys() == before.keys()
    told = ("unread", "contact_waiting", 'sent_last_hour{by="child"}')
    assert [before[f"participation_{each}"] for each in told] == [0, 0, 0]
    assert [after[f"participation_{each}"] for each in told] == [1, 1, 1]
    assert after["participation_unread_oldest_seconds"] == after["participation_contact_oldest_seconds"] == 1200
    for telling in (NAME, WORD, "07700", "900456", review_id, request_id, "amara", "Amara", "example.org"):
        assert telling not in seen


def test_each_label_has_a_few_values_that_are_written_in_the_program(well: Outside) -> None:
    labels = [sample.labels for each in text_string_to_metric_families(well.seen()) for sample in each.samples]
    assert {key for each in labels for key in each} == {
        "what", "figures", "step", "channel", "to", "by", "side", "code", "le",
    }  # fmt: skip
    assert [value for each in labels for value in each.values() if not LABEL.fullmatch(value)] == []


def test_the_pages_are_not_on_the_inner_port_and_the_figures_not_on_that_of_the_pages(well: Outside) -> None:
    http = Client(well.watched)
    inside = {path: http.get(path, base_url=INSIDE).status_code for path in ("/metrics", "/readyz", "/healthz")}
    assert inside == {"/metrics": 200, "/readyz": 200, "/healthz": 200}
    for path in ("/", "/help", "/staff/sign-in", "/static/style.css", "/start"):
        assert http.get(path, base_url=INSIDE).status_code == 404
    assert http.get("/metrics", base_url=PAGES).status_code == 404
    asked = http.get("/metrics", base_url=PAGES, headers={"Host": "127.0.0.1:9401", "X-Forwarded-Port": "9401"})
    assert asked.status_code == 404, "whoever asks cannot say at which port they came in"


def test_the_side_of_the_children_says_what_it_answers_and_nothing_of_the_records(make_watched: Make) -> None:
    outside = make_watched(sides="public")
    assert outside.asks("/help") == 200
    names = {each.name for each in text_string_to_metric_families(outside.seen())}
    assert names == {
        "participation_missing", "participation_answers", "participation_answer_seconds", "participation_log_kept_back",
    }  # fmt: skip
    assert series(outside.seen())['participation_answers_total{code="200",side="public"}'] == 1


def test_promtool_finds_nothing_wrong_with_the_figures(well: Outside, tmp_path: Path) -> None:
    assert promtool("check", "metrics", given=well.seen()) is None
    assert promtool("check", "metrics", given="participation_Answers 1\n")


def test_readiness_names_each_thing_that_is_missing_without_a_secret(
    make_watched: Make, keys_dir: Path, tmp_path: Path
) -> None:
    away = make_watched(
        database_url="postgresql://owner:s3cret@/nothing?host=/nowhere", keys_dir=str(tmp_path / "none")
    )
    lacking = "database not reached\nkeys not readable\n"
    page = away.app.test_client().get("/readyz")
    assert (page.status_code, page.text, away.seen("/readyz")) == (503, lacking, lacking)
    assert 'participation_missing{what="database not reached"} 1.0' in away.seen()
    new = make_watched(database_url=f"sqlite:///{tmp_path}/new.sqlite")
    assert new.app.test_client().get("/readyz").text == "database not up to date\n"


@on_both
def test_a_server_that_waits_for_the_next_version_is_ready_and_one_without_a_worker_says_so(
    well: Outside, database_url: str
) -> None:
    assert well.seen("/readyz") == "ok\n"
    execute(well, "UPDATE alembic_version SET version_num = '9999'")
    assert well.seen("/readyz") == "ok\n", "the database has been upgraded, and this server is the old one still"
    well.now += timedelta(minutes=16)
    assert well.seen("/readyz") == "worker silent\n"
    assert well.app.test_client().get("/readyz").text == "ok\n", "pages do not need it"


@pytest.mark.parametrize(
    ("place", "port"),
    [("", None), ("127.0.0.1:9401", 9401), ("[::1]:9401", 9401), ("10.20.0.7:9401", 9401), ("[fd00::7]:94", 94)],
)
def test_it_is_nowhere_or_at_an_address_inside(place: str, port: int | None) -> None:
    config = Config(watched_at=place)
    assert (config.problems(), config.inner_port) == ([], port)


@pytest.mark.parametrize(
    "place",
    ["0.0.0.0:9401", "[::]:9401", "192.0.1.7:9401", "[2001:4860::8]:94", "localhost:9401", "127.0.0.1", "127.0.0.1:0",
     "127.0.0.1:99999", "127.0.0.1:x", "a@127.0.0.1:9401", "127.0.0.1:9401/metrics", ":9401"],
)  # fmt: skip
def test_an_address_that_strangers_may_reach_is_refused(place: str) -> None:
    (said,) = Config(watched_at=place).problems()
    assert said.startswith(f"PARTICIPATION_WATCHED_AT is {place!r}; it must be IP:PORT")


def test_what_is_no_level_of_the_log_is_refused() -> None:
    assert Config(log="debug").problems() == ["PARTICIPATION_LOG is 'debug'; it can be warning or info."]

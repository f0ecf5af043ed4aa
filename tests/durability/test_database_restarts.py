"""PostgreSQL is stopped at once and started again while children write and send."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, Response

from participation import clock
from tests import factories
from tests.durability.balance import Balance, balance
from tests.durability.group import Group
from tests.durability.prepared import prepare
from tests.durability.pressing import Phones
from tests.parts.postgres import start, stop
from tests.walking import Phone, hidden_fields

pytestmark = pytest.mark.long

SENDS, RESTARTS = 300, 3
LOUD = "My room is loud at night"
FEELINGS = "/answer/my_views/feelings"
DATED = re.compile(r'name="csrf_token" value="[^"]+"')
"""What differs between two pages alike: a form says in which second it was made."""


@pytest.fixture
def database_url(durable_postgres_url: str) -> str:
    """On that server."""
    return durable_postgres_url


def test_every_acknowledged_send_is_there_once_and_the_servers_recover_by_themselves(
    app: Flask, group: Group, cluster: Path
) -> None:
    presses = prepare(app, SENDS)
    app.extensions["engine"].dispose()
    group.start()
    phones = Phones(group.port, presses)
    phones.start()
    for restart in range(RESTARTS):
        phones.wait_for((restart + 1) * SENDS // (RESTARTS + 2))
        stop(cluster)
        phones.wait_for_trouble(1)
        start(cluster, "listen_addresses=")
    phones.finish()
    assert group.running.poll() is None
    assert balance(app, presses, phones.acknowledged) == Balance(sent=SENDS, lost=0, doubled=0, half=0)


def test_a_page_that_meets_the_stop_gives_the_words_back_and_is_saved_at_the_next_press(
    app: Flask, cluster: Path
) -> None:
    with app.app_context():
        review = factories.review(factories.staff()[0], clock.today() + timedelta(days=14))
        _, secrets = factories.letter(review)
    maya = Phone(app, secrets)
    maya.begin("my_views", "feelings")
    data = {**hidden_fields(maya.page), "answer_feel_today_words": LOUD, "go": "next"}
    stop(cluster)
    page = maya.browser.post(FEELINGS, data=data)
    assert page.status_code == 503
    assert LOUD in page.text
    assert maya.browser.get("/help").status_code == 200
    start(cluster, "listen_addresses=")
    assert maya.browser.post(FEELINGS, data=data).location == "/answer/my_views/proud"
    assert LOUD in maya.open(FEELINGS).text


def test_an_answer_that_was_made_before_the_stop_is_given(app: Flask, cluster: Path) -> None:
    stops = False

    @app.after_request
    def stop_between(response: Response) -> Response:
        if stops:
            stop(cluster)
        return response

    with app.app_context():
        review = factories.review(factories.staff()[0], clock.today() + timedelta(days=14))
        _, secrets = factories.letter(review)
    maya = Phone(app, secrets)
    home = maya.open("/home")
    stops = True
    page = maya.browser.get("/home")
    stops = False
    assert (page.status_code, DATED.sub("", page.text)) == (200, DATED.sub("", home.text))
    start(cluster, "listen_addresses=")
    assert maya.browser.get("/home").status_code == 200

"""The whole server group is killed in mid-send: nothing that a child was told is sent gets lost or doubled."""

import pytest
from flask import Flask
from sqlalchemy import delete

from participation.db import transaction
from participation.submissions.models import Draft, Receipt, Submission
from tests.durability.balance import Balance, balance
from tests.durability.group import Group
from tests.durability.killable import POINTS
from tests.durability.killing import MOMENTS, kill_again_and_again
from tests.durability.prepared import prepare
from tests.durability.pressing import Phones

SENDS, KILLS = 400, 10


@pytest.mark.long
def test_ten_kills_lose_and_double_nothing(app: Flask, group: Group) -> None:
    presses = prepare(app, SENDS)
    phones = Phones(group.port, presses)
    killed = list(kill_again_and_again(group, phones, KILLS, SENDS, seed=1))
    phones.finish()
    assert {kill.at for kill in killed} == {MOMENTS, *POINTS}
    assert phones.broken >= KILLS
    assert balance(app, presses, phones.acknowledged) == Balance(sent=SENDS, lost=0, doubled=0, half=0)


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (Submission, Balance(sent=1, lost=1, doubled=0, half=2)),
        (Receipt, Balance(sent=2, lost=1, doubled=0, half=1)),
        (Draft, Balance(sent=2, lost=0, doubled=0, half=1)),
    ],
    ids=["submission", "receipt", "draft"],
)
def test_what_is_missing_is_seen(app: Flask, table: type, found: Balance) -> None:
    first, unsent, last = prepare(app, 3)
    for press in (first, last):
        answer = app.test_client(use_cookies=False).post(press.path, data=press.body, headers=press.headers)
        assert answer.location == f"/answer/{press.purpose}/done"
    gone = unsent if table is Draft else first
    with app.app_context(), transaction() as session:
        session.execute(delete(table).where(table.id == gone.draft_id))
    assert balance(app, (first, unsent, last), (first.draft_id, last.draft_id)) == found
